//! One post on one blog.

mod support;

use billet_core::{Base, JobKind, PublishStatus, RemoteId, RemoteStatus, Shelf, Target};
use billet_store::{StoreError, blogs, outbox, posts, publications};
use support::{Desk, at};

#[test]
fn asking_again_gives_the_same_publication_its_new_intent() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let id = desk.publication(blog, "Le terrain");
    let first = desk.read(|conn| publications::get(conn, id));
    assert_eq!(
        (&first.remote_id, &first.base, first.sent),
        (&None, &None, None)
    );
    desk.write(|tx| publications::reserved(tx, id, &RemoteId::from(7)));
    let later = Target {
        status: PublishStatus::Draft,
        at: Some(at(99)),
    };
    let again = desk.write(|tx| publications::want(tx, first.post, blog, first.wanted, &later));
    let second = desk.read(|conn| publications::get(conn, again));
    assert_eq!(
        (again, second.marker, second.target),
        (id, first.marker, later)
    );
    assert_eq!(second.remote_id, Some(RemoteId::from(7)));
}

#[test]
fn what_the_blog_has_is_kept_and_can_be_forgotten() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let id = desk.publication(blog, "Le terrain");
    let before = desk.read(|conn| publications::get(conn, id));
    let shelf = || desk.read(|conn| posts::get(conn, before.post)).shelf;
    let base = Base {
        content: "<p>« Été »</p>".into(),
        ..Base::default()
    };
    let agreed = |url: &str, status: &RemoteStatus, sent| {
        desk.write(|tx| publications::agreed(tx, id, url, status, &base, sent));
    };
    desk.write(|tx| publications::reserved(tx, id, &RemoteId::from(7)));
    agreed(
        "https://a.example/terrain",
        &RemoteStatus::Published,
        Some((before.wanted, before.target)),
    );
    assert_eq!(shelf(), Shelf::Published);
    agreed("", &RemoteStatus::Scheduled, None);
    let there = desk.read(|conn| publications::get(conn, id));
    assert_eq!(there.url.as_deref(), Some("https://a.example/terrain"));
    assert_eq!(
        (there.sent, there.sent_target, there.base),
        (Some(before.wanted), Some(before.target), Some(base.clone()))
    );
    assert_eq!(shelf(), Shelf::Scheduled);
    assert_eq!(
        desk.read(|conn| publications::scheduled(conn, blog)),
        vec![(id, RemoteId::from(7))]
    );
    desk.write(|tx| publications::remove_unsent(tx, id));
    desk.write(|tx| publications::forget_remote(tx, id));
    let anew = desk.read(|conn| publications::get(conn, id));
    assert_eq!(
        (anew.remote_id, anew.url, anew.status, anew.base, anew.sent),
        (None, None, None, None, None)
    );
    assert_eq!(anew.sent_target, None);
    assert_ne!(anew.marker, before.marker);
    assert_eq!(shelf(), Shelf::Drafts);
    desk.write(|tx| publications::remove_unsent(tx, id));
    let gone = desk.library.read(|conn| publications::get(conn, id));
    assert!(matches!(gone, Err(StoreError::NoPublication { .. })));
    let late = desk
        .library
        .write(|tx| publications::set_status(tx, id, &RemoteStatus::Trash));
    assert!(matches!(late, Err(StoreError::NoPublication { .. })));
}

#[test]
fn removing_a_blog_leaves_the_post() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let id = desk.publication(blog, "Le terrain");
    let post = desk.read(|conn| publications::get(conn, id)).post;
    desk.write(|tx| blogs::remove(tx, blog, at(0)));
    assert!(
        desk.read(|conn| publications::of_post(conn, post))
            .is_empty()
    );
    assert_eq!(
        desk.read(|conn| posts::get(conn, post)).text.title,
        "Le terrain"
    );
}

#[test]
fn a_value_that_cannot_be_read_back_is_an_error_and_no_default() {
    let desk = Desk::new();
    let id = desk.publication(desk.blog("a"), "Le terrain");
    let other = rusqlite::Connection::open(desk.folder.path().join("library.sqlite")).unwrap();
    other
        .execute(
            "UPDATE publications SET target = '{\"status\":\"shout\"}'",
            [],
        )
        .unwrap();
    let read = desk.library.read(|conn| publications::get(conn, id));
    assert!(matches!(read, Err(StoreError::Unreadable { .. })));
}

#[test]
fn what_was_asked_for_again_meanwhile_is_not_removed() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let publication = desk.publication(blog, "Le terrain");
    let trash = desk
        .add(
            blog,
            &JobKind::Trash {
                publication,
                after: None,
            },
            0,
        )
        .unwrap();
    desk.claim(0).unwrap();
    let again = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.write(|tx| publications::remove_unsent(tx, publication));
    assert_eq!(desk.job(again).kind, JobKind::Publish { publication });
    // Nothing else holds it once that is taken back.
    desk.settle(trash, &billet_core::JobState::Done, 1);
    desk.write(|tx| outbox::cancel(tx, again));
    let gone = desk
        .library
        .read(|conn| publications::get(conn, publication));
    assert!(matches!(gone, Err(StoreError::NoPublication { .. })));
}
