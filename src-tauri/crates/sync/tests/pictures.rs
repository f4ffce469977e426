//! Pictures: from this computer to the blog, once, and before the post that shows them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use std::path::PathBuf;
use std::sync::Arc;

use billet_core::{Cause, JobKind, JobState, PostId, PublicationState};
use billet_remote::RemoteError;
use billet_store::{media, posts, publications};
use billet_sync::{Cancelled, SyncError, standing};
use support::fake_blog::{Call, Effect};
use support::{Desk, failed, no_answer, public, retry, text, unreachable};

/// The beginning of a PNG, and a letter that makes another picture of it.
fn png(letter: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.push(letter);
    bytes
}

/// A file beside the texts.
fn file(desk: &Desk, name: &str, bytes: &[u8]) -> PathBuf {
    let path = desk.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A post that came from a file beside the pictures.
fn post_beside(desk: &Desk, body: &str) -> PostId {
    let source = desk.folder.path().join("billet.md");
    desk.office
        .post_of_file(&source, &text("Le phare", body))
        .unwrap()
}

#[tokio::test]
async fn pictures_go_before_the_post_and_the_text_here_stays_as_written() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "phare.png", &png(b'a'));
    let absolute = file(&desk, "mer calme.png", &png(b'b'));
    let body = format!(
        "![Le phare](phare.png)\n\n<img src=\"{}\" alt=\"La mer\">\n\n![Le phare](phare.png)\n",
        absolute.display()
    );
    let post = post_beside(&desk, &body);
    let publication = desk.publish(post, blog);
    assert_eq!(desk.open_jobs().len(), 3, "two pictures and the post");
    desk.send().await;

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Upload), 2);
    let names: Vec<_> = there
        .media()
        .into_iter()
        .map(|m| (m.picture.name, m.picture.alt, m.picture.mime))
        .collect();
    let png = || "image/png".to_owned();
    assert!(names.contains(&("phare.png".into(), "Le phare".into(), png())));
    assert!(names.contains(&("mer calme.png".into(), "La mer".into(), png())));
    let content = there.post().content;
    assert_eq!(content.matches("https://carnet.example/files/").count(), 3);
    assert!(!content.contains("phare.png"), "{content}");
    let kept = desk.read(|conn| posts::get(conn, post));
    assert_eq!(kept.text.body, body);
    let standing = desk.read(|conn| {
        let publication = publications::get(conn, publication)?;
        standing(conn, &publication, &kept)
    });
    assert_eq!(standing.state, PublicationState::Sent);
}

#[tokio::test]
async fn a_picture_put_into_the_text_is_kept_shown_and_sent_though_no_file_has_it() {
    let (desk, blog, there) = Desk::with_blog();
    let address = desk.office.add_picture("La salle.png", &png(b'a')).unwrap();
    assert!(address.ends_with("/La-salle.png"), "{address}");
    let again = desk.office.add_picture("copie.png", &png(b'a')).unwrap();
    let folder = |address: &str| address.rsplit_once('/').unwrap().0.to_owned();
    assert_eq!(
        folder(&address),
        folder(&again),
        "the same bytes are kept once"
    );
    let body = format!("![La salle]({address})\n");
    let post = desk.office.new_post(&text("Le phare", &body)).unwrap();
    let shown = desk.office.shown_picture(post, &address).unwrap();
    assert_eq!(shown, Some(("image/png".to_owned(), png(b'a'))));
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    let sent = there.media();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].picture.name, "La-salle.png");
    assert_eq!(sent[0].picture.alt, "La salle");
    assert_eq!(sent[0].picture.bytes, png(b'a'));
    assert!(!there.post().content.contains("media/"));
}

#[tokio::test]
async fn what_is_no_picture_is_not_kept_and_nothing_else_is_shown() {
    let desk = Desk::new();
    let refused = desk.office.add_picture("note.png", b"Bonjour");
    assert!(matches!(refused, Err(SyncError::NotAPicture { .. })));
    let secret = file(&desk, "secret.txt", b"rien pour vous");
    let post = post_beside(&desk, "rien");
    for address in [
        secret.to_str().unwrap(),
        "absent.png",
        "media/0123456789abcdef/x.png",
        "media/../../secret.txt",
        "https://example.org/a.png",
    ] {
        assert_eq!(
            desk.office.shown_picture(post, address).unwrap(),
            None,
            "{address}"
        );
    }
    file(&desk, "phare.png", &png(b'a'));
    let shown = desk.office.shown_picture(post, "phare.png").unwrap();
    assert_eq!(shown, Some(("image/png".to_owned(), png(b'a'))));
}

#[tokio::test]
async fn the_same_picture_is_sent_once_to_each_blog() {
    let desk = Desk::new();
    let (first, one) = desk.add_blog("Un");
    let (second, two) = desk.add_blog("Deux");
    file(&desk, "a.png", &png(b'a'));
    file(&desk, "copie.png", &png(b'a'));
    let post = post_beside(&desk, "![a](a.png) ![b](copie.png)");
    desk.office
        .publish(post, &[first, second], &public())
        .unwrap();
    desk.send().await;
    // An update of the text sends no picture again, nor does another post with it.
    desk.rewrite(post, &text("Le phare", "![a](a.png) Encore."));
    desk.publish(post, first);
    let inside = "![c](data:image/png;base64,iVBORw0KGgoAAAANSUhEUmE=)";
    let other = desk.draft("Autre", inside);
    desk.publish(other, first);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!((one.count(Call::Upload), two.count(Call::Upload)), (1, 1));
    let shown = one.posts();
    assert!(
        shown.iter().all(|p| p.content.contains("/files/")),
        "{shown:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_by_name_before_anything_is_noted() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "notes.png", b"just words");
    file(&desk, "film.gif.pdf", b"%PDF-1.7");
    for (body, named) in [
        ("![a](absente.png)", "absente.png"),
        ("![a](notes.png)", "notes.png"),
        ("<img src='film.gif.pdf'>", "film.gif.pdf"),
        ("![a](file://ailleurs/partage/a.png)", "ailleurs"),
        ("![a](data:text/html,salut)", "data:text/html"),
    ] {
        let post = post_beside(&desk, "");
        let version = desk.read(|conn| posts::get(conn, post)).version;
        desk.office
            .save_post(post, version, &text("Un", body))
            .unwrap();
        let refused = desk.office.publish(post, &[blog], &public()).unwrap_err();
        assert!(
            matches!(
                refused,
                SyncError::NoPicture { .. } | SyncError::NotAPicture { .. }
            ),
            "{refused:?}"
        );
        assert!(refused.to_string().contains(named), "{refused}");
    }
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.writes(), 0);

    there.with(|s| s.capabilities.upload = false);
    desk.office.check_blog(blog).await.unwrap();
    file(&desk, "a.png", &png(b'a'));
    let post = post_beside(&desk, "![a](a.png)");
    desk.rewrite(post, &text("Un", "![a](a.png)"));
    let refused = desk.office.publish(post, &[blog], &public()).unwrap_err();
    assert!(matches!(refused, SyncError::NotAllowed { .. }));
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn the_picture_that_is_sent_is_the_one_of_the_click() {
    let (desk, blog, there) = Desk::with_blog();
    let path = file(&desk, "a.png", &png(b'a'));
    let post = post_beside(&desk, "![a](a.png)");
    there.with(|s| s.down = true);
    desk.publish(post, blog);
    desk.send().await;
    std::fs::write(&path, png(b'z')).unwrap();
    there.with(|s| s.down = false);
    desk.send_until_quiet().await;
    let sent = there.media();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent.first().unwrap().picture.bytes, png(b'a'));

    // The next click takes what is there then, also under an unchanged text.
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(there.media().last().unwrap().picture.bytes, png(b'z'));
    assert!(there.post().content.contains(&format!("/files/{}.png", {
        there.with(|s| *s.media.keys().last().unwrap())
    })));
}

#[tokio::test]
async fn a_picture_whose_answer_was_lost_is_found_and_not_sent_again() {
    for effect in [Effect::Done, Effect::None] {
        let (desk, blog, there) = Desk::with_blog();
        file(&desk, "a.png", &png(b'a'));
        let post = post_beside(&desk, "![a](a.png)");
        there.fail(Call::Upload, effect, no_answer);
        desk.publish(post, blog);
        desk.send().await;
        assert_eq!(desk.states().first(), Some(&JobState::Unknown));
        assert_eq!(there.posts().len(), 0, "the post waits for it");
        desk.send_until_quiet().await;
        assert_eq!(there.media().len(), 1, "{effect:?}");
        assert_eq!(desk.open_jobs(), []);
        assert!(there.post().content.contains("/files/"));
        let looks = there.count(Call::FindUpload);
        assert_eq!(looks, if effect == Effect::Done { 1 } else { 2 });
    }
}

#[tokio::test]
async fn a_picture_that_was_found_twice_is_shown_and_neither_taken() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "a.png", &png(b'a'));
    there.fail(Call::Upload, Effect::Done, no_answer);
    desk.publish(post_beside(&desk, "![a](a.png)"), blog);
    desk.send().await;
    there.with(|s| {
        let twin = s.media.values().next().unwrap().clone();
        let id = s.new_id();
        s.media.insert(id, twin);
    });
    desk.wait(support::A_WHILE);
    desk.send().await;
    let pictures = Cause::Pictures {
        first: "a.png".into(),
    };
    assert_eq!(desk.states(), [failed(Cause::FoundTwice), retry(pictures)]);
    assert_eq!(there.media().len(), 2);
}

#[tokio::test]
async fn a_picture_that_the_blog_refuses_holds_its_post_until_it_is_there() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "a.png", &png(b'a'));
    let too_large = || RemoteError::Refused {
        code: "rest_upload_file_too_big".into(),
        message: "Trop grand.".into(),
    };
    there.fail(Call::Upload, Effect::None, too_large);
    desk.publish(post_beside(&desk, "![a](a.png)"), blog);
    desk.send().await;
    let refused = Cause::Refused {
        message: "Trop grand.".into(),
    };
    let waits = Cause::Pictures {
        first: "a.png".into(),
    };
    assert_eq!(desk.states(), [failed(refused), retry(waits.clone())]);
    desk.wait(support::A_WHILE);
    assert_eq!(desk.send().await, 0, "it does not go without its picture");

    let upload = desk.open_jobs().first().unwrap().job.id;
    desk.office.retry_job(upload).unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert!(there.post().content.contains("/files/"));

    // Taken back, the post needs the writer; tried again, it brings its picture along.
    there.fail(Call::Upload, Effect::None, too_large);
    file(&desk, "b.png", &png(b'b'));
    let other = desk.office.publish(
        desk.office
            .post_of_file(&desk.folder.path().join("b.md"), &text("B", "![b](b.png)"))
            .unwrap(),
        &[blog],
        &public(),
    );
    other.unwrap();
    desk.send().await;
    let upload = desk.open_jobs().first().unwrap().job.clone();
    assert!(matches!(upload.kind, JobKind::Upload { .. }));
    desk.office.cancel_job(upload.id).unwrap();
    let first = "b.png".to_owned();
    assert_eq!(desk.states(), [failed(Cause::Pictures { first })]);
    desk.office.retry_job(desk.only_job().job.id).unwrap();
    desk.send_until_quiet().await;
    assert_eq!(there.posts().len(), 2);
}

#[tokio::test]
async fn four_pictures_are_under_way_at_once_and_a_decision_does_not_wait_for_them() {
    let (desk, blog, there) = Desk::with_blog();
    let mut body = String::new();
    for n in 0..6_u8 {
        file(&desk, &format!("{n}.png"), &png(n));
        body.push_str(&format!("![{n}]({n}.png)\n"));
    }
    let gates: Vec<_> = (0..4).map(|_| there.hold(Call::Upload)).collect();
    desk.publish(post_beside(&desk, &body), blog);
    let sending = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.send_due().await }
    });
    for gate in &gates {
        gate.reached.notified().await;
    }
    let sending_now = desk
        .states()
        .into_iter()
        .filter(|s| *s == JobState::Sending);
    assert_eq!(sending_now.count(), 6, "taken together (pictures_ahead.rs)");
    let waiting = billet_core::CommentStatus::Pending;
    let (comment, remote) = desk.comment_on(blog, &there, waiting, "<p>a</p>").await;
    desk.office
        .decide_after(
            &[comment],
            billet_core::Decision::Approve,
            std::time::Duration::ZERO,
        )
        .unwrap();
    let approved = async {
        while there.status_of(&remote) != billet_core::CommentStatus::Approved {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), approved)
        .await
        .unwrap();
    for gate in &gates {
        gate.open.notify_one();
    }
    sending.await.unwrap().unwrap();
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.media().len(), 6);
    assert_eq!(there.post().content.matches("/files/").count(), 6);
}

#[tokio::test]
async fn a_picture_that_the_disk_lost_is_said_by_name() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "a.png", &png(b'a'));
    there.with(|s| s.down = true);
    desk.publish(post_beside(&desk, "![a](a.png)"), blog);
    let hash = media::hash(&png(b'a')).unwrap();
    std::fs::write(media::path(desk.folder.path(), &hash), b"torn").unwrap();
    there.with(|s| s.down = false);
    desk.send().await;
    let name = "a.png".to_owned();
    assert_eq!(
        desk.states().first(),
        Some(&failed(Cause::PictureLost { name }))
    );
    assert_eq!(there.writes(), 0);
    // The same bytes again mend it.
    desk.publish(post_beside(&desk, "![a](a.png)"), blog);
    desk.send_until_quiet().await;
    assert_eq!(there.media().len(), 1);
    assert!(there.post().content.contains("/files/"));
}

#[tokio::test]
async fn one_picture_of_many_that_cannot_be_reached_makes_the_others_wait() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "a.png", &png(b'a'));
    file(&desk, "b.png", &png(b'b'));
    there.fail(Call::Upload, Effect::None, unreachable);
    there.fail(Call::Upload, Effect::None, unreachable);
    desk.publish(post_beside(&desk, "![a](a.png) ![b](b.png)"), blog);
    desk.send_until_quiet().await;
    assert_eq!(there.media().len(), 2);
    assert_eq!(there.posts().len(), 1);
}

#[tokio::test]
async fn a_cancelled_post_takes_its_pictures_along_but_not_those_of_another() {
    let (desk, blog, there) = Desk::with_blog();
    for (name, letter) in [("a.png", b'a'), ("b.png", b'b'), ("c.png", b'c')] {
        file(&desk, name, &png(letter));
    }
    there.with(|s| s.down = true);
    let one = post_beside(&desk, "![](a.png) ![](b.png)");
    let other = desk
        .office
        .post_of_file(
            &desk.folder.path().join("autre.md"),
            &text("Autre", "![](b.png) ![](c.png)"),
        )
        .unwrap();
    desk.publish(one, blog);
    desk.publish(other, blog);
    desk.send().await;
    let post = |post: PostId| {
        let jobs = desk.open_jobs().into_iter();
        let mut of = jobs.filter(|row| row.post == Some(post));
        of.find(|row| matches!(row.job.kind, JobKind::Publish { .. }))
            .unwrap()
            .job
            .id
    };
    let told = desk.office.cancel_job(post(one)).unwrap();
    assert_eq!(told, Cancelled::NothingSent);
    there.with(|s| s.down = false);
    desk.send_until_quiet().await;
    let mut names: Vec<_> = there.media().into_iter().map(|m| m.picture.name).collect();
    names.sort();
    assert_eq!(names, ["b.png", "c.png"], "nobody needs the first");
    assert_eq!(there.posts().len(), 1);
}

#[tokio::test]
async fn a_cancelled_post_whose_pictures_are_there_says_so() {
    let (desk, blog, there) = Desk::with_blog();
    file(&desk, "a.png", &png(b'a'));
    file(&desk, "b.png", &png(b'b'));
    let post = post_beside(&desk, "![](a.png) ![](b.png)");
    desk.publish(post, blog);
    there.fail_after(1, Call::Upload, Effect::None, || RemoteError::Refused {
        code: "x".into(),
        message: "Non.".into(),
    });
    desk.send_until_quiet().await;
    let job = desk
        .open_jobs()
        .into_iter()
        .find(|row| matches!(row.job.kind, JobKind::Publish { .. }))
        .unwrap();
    let told = desk.office.cancel_job(job.job.id).unwrap();
    assert_eq!(told, Cancelled::PicturesThere);
    assert_eq!(
        desk.open_jobs(),
        [],
        "the refused picture is nobody's either"
    );
    assert_eq!(there.media().len(), 1);
}

#[tokio::test]
async fn a_picture_that_came_with_an_import_is_sent_when_its_folder_is_gone() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Venu d’ailleurs", "![La mer](img/mer.png) ![x](img/x.png)");
    let bytes = png(b'z');
    let hash = media::keep(desk.office.library().folder(), &bytes).unwrap();
    let came = media::Media {
        hash,
        name: "mer.png".into(),
        mime: "image/png".into(),
        bytes: i64::try_from(bytes.len()).unwrap(),
        alt: "La mer".into(),
    };
    desk.office
        .library()
        .write(|tx| {
            media::add(tx, &came, desk.office.now())?;
            media::add_to_post(tx, post, "img/mer.png", &came.hash)
        })
        .unwrap();
    // The other one did not come: it is named, and nothing is noted.
    let refused = desk.office.publish(post, &[blog], &public()).unwrap_err();
    assert!(
        matches!(&refused, SyncError::NoPicture { path } if path == "img/x.png"),
        "{refused}"
    );
    desk.rewrite(post, &text("Venu d’ailleurs", "![La mer](img/mer.png)"));
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.media().len(), 1);
    assert!(there.post().content.contains("/files/"));
}
