//! Adding, checking and removing blogs.

mod support;

use billet_core::{BlogHealth, CommentStatus};
use billet_remote::RemoteError;
use billet_store::{StoreError, blogs, comments, posts, publications};
use billet_sync::SyncError;
use support::fake_blog::{Call, Effect};
use support::{Desk, PASSWORD, no_answer, public, text};

#[tokio::test]
async fn a_blog_that_is_not_there_is_not_kept() {
    let desk = Desk::new();
    for typed in [
        "http://127.0.0.1:9",
        "127.0.0.1:9/blog",
        "pas une adresse",
        "",
    ] {
        let failed = desk
            .office
            .add_blog(typed, "zoé", PASSWORD)
            .await
            .unwrap_err();
        assert!(
            matches!(
                failed,
                SyncError::Remote(RemoteError::Unreachable { .. } | RemoteError::BadAddress { .. })
            ),
            "{typed}: {failed:?}"
        );
    }
    assert_eq!(desk.read(blogs::all), []);
}

#[tokio::test]
async fn removing_a_blog_forgets_all_of_it_but_no_post() {
    let desk = Desk::new();
    let (id, there) = desk.add_blog("Carnet");
    let (other, elsewhere) = desk.add_blog("Autre");
    let (post, _) = desk.published(id, "Le phare", "Il éclaire.").await;
    let (kept, _) = desk
        .comment_on(other, &elsewhere, CommentStatus::Pending, "<p>b</p>")
        .await;
    let (comment, _) = desk
        .comment_on(id, &there, CommentStatus::Approved, "<p>a</p>")
        .await;
    desk.office.reply(comment, "Merci.").unwrap();
    desk.publish(desk.draft("Deux", "Du texte."), id);
    let key = desk.read(|conn| blogs::get(conn, id)).secret_key;

    desk.office.remove_blog(id).await.unwrap();

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(desk.read(posts::all).len(), 2);
    let text = desk.read(|conn| posts::get(conn, post)).text;
    assert_eq!(text.body, "Il éclaire.");
    let known = desk.read(|conn| publications::of_post(conn, post));
    assert_eq!(known.len(), 1, "in case it is added again");
    assert!(known.first().unwrap().remote_id.is_some());
    assert_eq!(desk.office.secrets().get(key).unwrap(), None);
    let left = desk.read(|conn| comments::list(conn, &comments::Filter::default(), None, 10));
    assert_eq!(left.len(), 1);
    assert_eq!(left.first().unwrap().id, kept);
    assert_eq!(there.post().title, "Le phare", "the blog keeps its post");
    assert!(desk.office.remove_blog(id).await.is_err());
}

#[tokio::test]
async fn a_blog_removed_and_added_again_has_each_post_once() {
    let desk = Desk::new();
    let (id, there) = desk.add_blog("Carnet");
    let (post, publication) = desk.published(id, "Le phare", "Il éclaire.").await;
    desk.office.remove_blog(id).await.unwrap();
    desk.rewrite(post, &text("Le phare", "Il éclaire encore."));
    let refused = desk.office.publish(post, &[id], &public());
    assert!(matches!(
        refused,
        Err(SyncError::Store(StoreError::NoBlog { .. }))
    ));
    // Not even a removal from everywhere is for a blog that Billet has no password for.
    desk.office.trash_post(post, true).unwrap();
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(desk.office.restore_post(post).unwrap(), 0);

    assert_eq!(desk.connect("Carnet"), id);
    assert_eq!(desk.publish(post, id), publication);
    desk.send().await;

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content.trim(), "<p>Il éclaire encore.</p>");
    assert_eq!(there.count(Call::Reserve), 1);
}

#[tokio::test]
async fn a_blog_removed_while_a_place_is_made_there_gets_no_second_one() {
    for arrived in [Effect::Done, Effect::None] {
        let (desk, id, there) = Desk::with_blog();
        there.fail(Call::Reserve, arrived, no_answer);
        let post = desk.draft("Le phare", "Il éclaire.");
        desk.publish(post, id);
        desk.send().await;
        desk.office.remove_blog(id).await.unwrap();
        assert_eq!(desk.open_jobs(), []);

        assert_eq!(desk.connect("Carnet"), id);
        desk.publish(post, id);
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.post().title, "Le phare", "{arrived:?}");
    }
}

#[tokio::test]
async fn a_blog_removed_during_a_fetch_lets_nothing_more_in() {
    let (desk, id, there) = Desk::with_blog();
    there.comment_arrives(CommentStatus::Pending, "<p>Oui ?</p>");
    let gate = there.hold(Call::Comments);
    let fetching = tokio::spawn({
        let office = desk.office.clone();
        async move { office.fetch(id, &false.into()).await }
    });
    gate.reached.notified().await;
    desk.office.remove_blog(id).await.unwrap();
    gate.open.notify_one();
    assert!(fetching.await.unwrap().is_err());
    let left = desk.read(|conn| comments::list(conn, &comments::Filter::default(), None, 10));
    assert_eq!(left, []);
}

#[tokio::test]
async fn a_blog_removed_while_it_is_written_to_ends_quietly() {
    let (desk, id, there) = Desk::with_blog();
    desk.publish(desk.draft("Un", "Du texte."), id);
    let gate = there.hold(Call::Reserve);
    let sending = tokio::spawn({
        let office = desk.office.clone();
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    desk.office.remove_blog(id).await.unwrap();
    gate.open.notify_one();
    assert_eq!(sending.await.unwrap().unwrap(), 1);
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(desk.read(posts::all).len(), 1);
}

#[tokio::test]
async fn a_check_that_fails_is_the_blogs_health() {
    let (desk, id, there) = Desk::with_blog();
    let health = |desk: &Desk| desk.read(|conn| blogs::get(conn, id)).health;
    there.with(|s| s.down = true);
    assert!(desk.office.check_blog(id).await.is_err());
    assert_eq!(health(&desk), BlogHealth::Unreachable);
    there.with(|s| {
        s.down = false;
        s.password = "neuf".into();
    });
    assert!(desk.office.check_blog(id).await.is_err());
    assert_eq!(health(&desk), BlogHealth::SignIn);
    there.with(|s| s.password = PASSWORD.into());
    desk.office.check_blog(id).await.unwrap();
    assert_eq!(health(&desk), BlogHealth::Fine);
}
