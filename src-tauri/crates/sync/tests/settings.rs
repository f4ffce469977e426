//! What a post has on its blogs beside its text: sent once, only where the writer wished it, and
//! never over what an editor of the blog chose meanwhile.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::sync::Arc;

use billet_core::{Author, BlogId, Cause, Choices, JobState, RemoteId, Settings};
use billet_store::{post_settings, posts, publications};
use billet_sync::standing;
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, failed, no_answer, text};

fn choices() -> Choices {
    Choices {
        featured: true,
        sticky: true,
        comments: true,
        authors: vec![Author {
            id: RemoteId::from(4),
            name: "Zoé".into(),
        }],
        formats: vec!["aside".into()],
        ..Choices::default()
    }
}

async fn desk() -> (Desk, BlogId, Arc<FakeBlog>) {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.choices = choices());
    desk.fetch(blog).await.unwrap();
    (desk, blog, there)
}

fn sticky(sticky: bool) -> Settings {
    Settings {
        sticky: Some(sticky),
        ..Settings::default()
    }
}

#[tokio::test]
async fn the_wishes_of_each_level_arrive_together_and_once() {
    let (desk, blog, there) = desk().await;
    let post = desk.draft("Le phare", "Il éclaire.");
    let closed = Settings {
        comments: Some(false),
        ..Settings::default()
    };
    let library = desk.office.library();
    library
        .write(|tx| post_settings::set_of_blog(tx, blog, &closed))
        .unwrap();
    desk.office
        .set_post_settings(post, None, &sticky(true))
        .unwrap();
    let zoe = Settings {
        author: Some(RemoteId::from(4)),
        format: Some("aside".into()),
        sticky: Some(false),
        ..Settings::default()
    };
    desk.office
        .set_post_settings(post, Some(blog), &zoe)
        .unwrap();
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    let had = there.post().settings;
    assert_eq!(had, zoe.over(&closed));

    // What is always wished is so for posts that are new there.
    let always = sticky(true);
    let library = desk.office.library();
    library
        .write(|tx| post_settings::set_of_blog(tx, blog, &always))
        .unwrap();
    desk.office
        .set_post_settings(post, Some(blog), &Settings::default())
        .unwrap();
    desk.office
        .set_post_settings(post, None, &Settings::default())
        .unwrap();
    assert_eq!(
        desk.read(|conn| post_settings::effective(conn, post, blog)),
        had
    );

    // An editor puts it on top; the next update wishes nothing new there, and leaves it.
    there.edit(|p| p.settings.sticky = Some(true));
    desk.rewrite(post, &text("Le phare", "Il éclaire loin."));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().settings.sticky, Some(true));
    assert!(there.post().content.contains("loin"));
}

#[tokio::test]
async fn what_an_editor_changed_is_not_replaced_unasked() {
    let (desk, blog, there) = desk().await;
    let post = desk.draft("Le phare", "Il éclaire.");
    desk.office
        .set_post_settings(post, None, &sticky(false))
        .unwrap();
    let publication = desk.publish(post, blog);
    desk.send_until_quiet().await;
    there.edit(|p| p.settings.format = Some("gallery".into()));
    // What was never told is nobody's change: only what was known before counts.
    let aside = Settings {
        format: Some("aside".into()),
        ..sticky(false)
    };
    desk.office.set_post_settings(post, None, &aside).unwrap();
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(there.post().settings.format.as_deref(), Some("aside"));

    there.edit(|p| p.settings.format = Some("gallery".into()));
    let standard = Settings {
        format: Some("standard".into()),
        ..sticky(false)
    };
    desk.office
        .set_post_settings(post, None, &standard)
        .unwrap();
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().settings.format.as_deref(), Some("gallery"));
    // The writer means it.
    let job = desk.only_job().job.id;
    desk.office.send_anyway(job).await.unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().settings.format.as_deref(), Some("standard"));
    let known = desk.publication(publication).sent_settings;
    assert_eq!(known, standard);
}

#[tokio::test]
async fn another_wish_is_a_change_to_be_sent() {
    let (desk, blog, _) = desk().await;
    let post = desk.draft("Le phare", "Il éclaire.");
    let publication = desk.publish(post, blog);
    desk.send_until_quiet().await;
    let edited = || {
        desk.read(|conn| {
            let of = publications::get(conn, publication)?;
            let standing = standing(conn, &of, &posts::get(conn, post)?)?;
            Ok(standing.edited_since)
        })
    };
    assert!(!edited());
    desk.office
        .set_post_settings(post, Some(blog), &sticky(true))
        .unwrap();
    assert!(edited());
    // What the blog does not offer changes nothing.
    let nobody = Settings {
        author: Some(RemoteId::from(77)),
        ..Settings::default()
    };
    desk.office
        .set_post_settings(post, Some(blog), &nobody)
        .unwrap();
    assert!(!edited());
}

#[tokio::test]
async fn the_picture_that_stands_for_a_post_goes_before_it() {
    let (desk, blog, there) = desk().await;
    let post = desk.draft("Le phare", "Il éclaire.");
    let png = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 40]].concat();
    let address = desk.office.add_picture("phare.png", &png).unwrap();
    let pictured = Settings {
        featured: Some(address),
        ..Settings::default()
    };
    desk.office
        .set_post_settings(post, None, &pictured)
        .unwrap();
    desk.publish(post, blog);
    assert_eq!(desk.open_jobs().len(), 2, "the picture and the post");
    desk.send_until_quiet().await;
    let there_as = there.with(|s| s.media.keys().next().unwrap().to_string());
    assert_eq!(there.post().settings.featured, Some(there_as));
    assert_eq!(desk.states(), [] as [JobState; 0]);

    // Taken away again.
    let none = Settings {
        featured: Some(String::new()),
        ..Settings::default()
    };
    desk.office.set_post_settings(post, None, &none).unwrap();
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(there.post().settings.featured.as_deref(), Some(""));
    assert_eq!(there.count(Call::Upload), 1);
}

#[tokio::test]
async fn a_theme_that_breaks_its_route_spoils_no_fetch() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Choices, Effect::None, no_answer);
    desk.fetch(blog).await.unwrap();
    let synced = desk
        .read(|conn| billet_store::blogs::get(conn, blog))
        .synced_at;
    assert!(synced.is_some());
}
