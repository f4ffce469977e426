//! Publishing when nothing fails: what is refused before it leaves, and what an update changes.

mod support;

use billet_core::{Cause, PostText, PublicationState, PublishStatus, RemoteStatus, Shelf, Target};
use billet_store::{blogs, posts, publications};
use billet_sync::{SyncError, standing};
use support::fake_blog::{Call, Effect};
use support::{Desk, everything, failed, no_answer, public, retry, text};

fn nothing_happened(desk: &Desk, post: billet_core::PostId) {
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(desk.read(|conn| publications::of_post(conn, post)), []);
    assert_eq!(desk.read(|conn| posts::revisions(conn, post)).len(), 0);
}

#[tokio::test]
async fn what_cannot_be_published_is_refused_before_anything_is_noted() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Un", "Du texte.");
    let refused = desk.office.publish(post, &[], &public()).unwrap_err();
    assert!(matches!(refused, SyncError::NoBlogChosen));
    nothing_happened(&desk, post);

    let blank = desk.draft(" ", "\n\n");
    let refused = desk.office.publish(blank, &[blog], &public()).unwrap_err();
    assert!(matches!(refused, SyncError::EmptyPost));
    nothing_happened(&desk, blank);

    let pictured = desk.draft("Un", "![Le phare](photos/phare.jpg)");
    let refused = desk
        .office
        .publish(pictured, &[blog], &public())
        .unwrap_err();
    assert!(matches!(&refused, SyncError::NoPicture { path } if path == "photos/phare.jpg"));
    nothing_happened(&desk, pictured);
    assert_eq!(desk.send().await, 0);
    assert_eq!(there.writes(), 0);
}

#[tokio::test]
async fn an_account_without_the_right_is_refused_on_every_blog_of_the_click() {
    let desk = Desk::new();
    let (may, _) = desk.add_blog("Libre");
    let (may_not, there) = desk.add_blog("Fermé");
    there.with(|s| s.capabilities.publish = false);
    desk.office.check_blog(may_not).await.unwrap();
    let post = desk.draft("Un", "Du texte.");
    let refused = desk
        .office
        .publish(post, &[may, may_not], &public())
        .unwrap_err();
    assert!(matches!(&refused, SyncError::NotAllowed { blog } if blog == "Fermé"));
    nothing_happened(&desk, post);

    // It may save drafts, and that is another thing.
    let draft = Target {
        status: PublishStatus::Draft,
        at: None,
    };
    desk.office.publish(post, &[may_not], &draft).unwrap();
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Draft);
}

#[tokio::test]
async fn a_right_that_was_taken_away_meanwhile_is_said_by_name() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Un", "Du texte.");
    desk.publish(post, blog);
    there.fail(Call::Reserve, Effect::None, || {
        billet_remote::RemoteError::NotAllowed {
            message: "Non.".into(),
        }
    });
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::NotAllowed)]);
}

#[tokio::test]
async fn the_same_text_published_twice_is_one_post() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Il éclaire.").await;
    let before = (there.post().content, desk.publication(publication));
    assert_eq!(desk.publish(post, blog), publication);
    desk.send().await;
    assert_eq!(
        (there.post().content, desk.publication(publication)),
        before
    );
    assert_eq!(there.count(Call::Reserve), 1);
    assert_eq!(desk.read(|conn| posts::revisions(conn, post)).len(), 1);
}

#[tokio::test]
async fn a_post_goes_to_two_blogs_and_is_one_post_here() {
    let desk = Desk::new();
    let (first, one) = desk.add_blog("Un");
    let (second, two) = desk.add_blog("Deux");
    let post = desk.draft("Partout", "Du texte.");
    let made = desk
        .office
        .publish(post, &[first, second], &public())
        .unwrap();
    assert_eq!(made.len(), 2);
    desk.send().await;
    assert_eq!(one.post().title, "Partout");
    assert_eq!(two.post().title, "Partout");
    assert_eq!(desk.read(posts::all).len(), 1);
}

#[tokio::test]
async fn an_update_keeps_the_address_unless_the_writer_changes_it() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Il éclaire.").await;
    assert_eq!(there.post().slug, "le-phare");

    desk.rewrite(post, &text("Un tout autre titre", "Il éclaire."));
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(there.post().title, "Un tout autre titre");
    assert_eq!(there.post().slug, "le-phare");

    let renamed = PostText {
        slug: Some("la-mer".into()),
        ..text("Un tout autre titre", "Il éclaire.")
    };
    desk.rewrite(post, &renamed);
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(there.post().slug, "la-mer");
    let url = desk.publication(publication).url;
    assert_eq!(url.as_deref(), Some("https://carnet.example/la-mer/"));
}

#[tokio::test]
async fn a_draft_on_the_blog_becomes_public_in_its_place() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Il éclaire.");
    let draft = Target {
        status: PublishStatus::Draft,
        at: None,
    };
    desk.office.publish(post, &[blog], &draft).unwrap();
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Draft);
    assert_eq!(there.post().slug, "le-phare", "the marker is gone");
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn a_scheduled_post_shows_as_published_once_the_blog_says_so() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Demain", "Du texte.");
    let at = desk.office.now() + std::time::Duration::from_secs(86_400);
    let target = Target {
        status: PublishStatus::Publish,
        at: Some(at),
    };
    let made = desk.office.publish(post, &[blog], &target).unwrap();
    let publication = *made.first().unwrap();
    desk.send().await;
    assert_eq!(
        desk.publication(publication).status,
        Some(RemoteStatus::Scheduled)
    );
    let shelf = |desk: &Desk| desk.read(|conn| posts::get(conn, post)).shelf;
    assert_eq!(shelf(&desk), Shelf::Scheduled);

    desk.wait(86_401);
    there.edit(|p| p.status = RemoteStatus::Published);
    desk.fetch(blog).await.unwrap();

    let after = desk.publication(publication);
    assert_eq!(after.status, Some(RemoteStatus::Published));
    assert_eq!(after.url.as_deref(), Some("https://carnet.example/demain/"));
    assert_eq!(shelf(&desk), Shelf::Published);
}

#[tokio::test]
async fn a_scheduled_post_edited_elsewhere_is_still_a_conflict_after_a_fetch() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Demain", "Du texte.");
    let target = Target {
        status: PublishStatus::Publish,
        at: Some(desk.office.now() + std::time::Duration::from_secs(86_400)),
    };
    desk.office.publish(post, &[blog], &target).unwrap();
    desk.send().await;
    there.edit(|p| p.content = "<p>Ailleurs.</p>".into());
    desk.fetch(blog).await.unwrap();
    desk.rewrite(post, &text("Demain", "Autre chose."));
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
}

#[tokio::test]
async fn thrown_away_everywhere_it_is_in_each_blogs_trash() {
    let desk = Desk::new();
    let (first, one) = desk.add_blog("Un");
    let (second, two) = desk.add_blog("Deux");
    let post = desk.draft("Partout", "Du texte.");
    desk.office
        .publish(post, &[first, second], &public())
        .unwrap();
    desk.send().await;
    // On one of them it is gone already: that is what was wanted.
    two.with(|s| s.posts.clear());
    desk.office
        .trash_post_after(post, true, std::time::Duration::ZERO)
        .unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(one.post().status, RemoteStatus::Trash);
    assert_eq!(desk.read(|conn| posts::get(conn, post)).shelf, Shelf::Trash);
}

#[tokio::test]
async fn thrown_away_here_only_the_blog_keeps_it() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Il éclaire.").await;
    desk.office.trash_post(post, false).unwrap();
    assert_eq!(desk.send().await, 0);
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn thrown_away_before_it_left_it_never_leaves() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    let post = desk.draft("Le phare", "Il éclaire.");
    desk.publish(post, blog);
    desk.send().await;
    desk.office.trash_post(post, false).unwrap();
    there.with(|s| s.down = false);
    desk.send_until_quiet().await;
    assert_eq!(there.posts().len(), 0);
    assert_eq!(desk.read(|conn| publications::of_post(conn, post)), []);
    assert_eq!(desk.read(|conn| posts::get(conn, post)).shelf, Shelf::Trash);
}

#[tokio::test]
async fn thrown_away_while_its_reservation_is_in_doubt_the_place_is_cleared() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    let post = desk.draft("Le phare", "Il éclaire.");
    desk.publish(post, blog);
    desk.send().await;
    desk.office.trash_post(post, false).unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    let left: Vec<_> = there.posts().into_iter().map(|p| p.status).collect();
    assert_eq!(left, [RemoteStatus::Trash]);
    assert_eq!(there.count(Call::Reserve), 1);
    assert_eq!(there.count(Call::Fill), 0, "no reader ever saw it");
}

#[tokio::test]
async fn a_publication_tells_where_it_stands_in_a_word() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Il éclaire.");
    let publication = desk.publish(post, blog);
    let here = |desk: &Desk| {
        desk.read(|conn| {
            let post = posts::get(conn, post)?;
            standing(conn, &publications::get(conn, publication)?, &post)
        })
    };
    assert_eq!(here(&desk).state, PublicationState::Waiting);
    there.with(|s| s.down = true);
    desk.send().await;
    assert_eq!(here(&desk).cause, Some(Cause::Offline));
    assert_eq!(desk.states(), [retry(Cause::Offline)]);
    there.with(|s| s.down = false);
    desk.send_until_quiet().await;
    assert_eq!(here(&desk).state, PublicationState::Sent);
    assert!(!here(&desk).edited_since);
    desk.rewrite(post, &text("Le phare", "Il éclaire loin."));
    assert!(here(&desk).edited_since);
    there.edit(|p| p.title = "Ailleurs".into());
    desk.publish(post, blog);
    desk.send().await;
    let standing = here(&desk);
    assert_eq!(standing.state, PublicationState::NeedsYou);
    assert_eq!(standing.cause, Some(Cause::ChangedElsewhere));
}

#[tokio::test]
async fn two_processes_that_read_one_file_make_one_post() {
    let (desk, _, _) = Desk::with_blog();
    let second = desk.second_office();
    let file = desk.folder.path().join("phare.md");
    let first = desk
        .office
        .post_of_file(&file, &text("Le phare", "Un."))
        .unwrap();
    let again = second
        .post_of_file(&file, &text("Le phare", "Deux."))
        .unwrap();
    assert_eq!(first, again);
    let kept = desk.read(|conn| posts::get(conn, first));
    assert_eq!(kept.text.body, "Un.");
}

#[tokio::test]
async fn a_check_notes_what_the_account_may_now() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.capabilities.moderate = false);
    desk.office.check_blog(blog).await.unwrap();
    let row = desk.read(|conn| blogs::get(conn, blog));
    let mut less = everything();
    less.moderate = false;
    assert_eq!(row.capabilities, less);
}
