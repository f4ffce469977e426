//! Fetching comments: what came stays, what others did shows, nothing hostile gets in.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use billet_core::{BlogHealth, CommentStatus, Decision, RemoteId};
use billet_store::{blogs, comments, remote_posts};
use support::fake_blog::{Call, Effect};
use support::{Desk, no_answer};

use CommentStatus::{Approved, Pending, Spam, Trash};

fn known(desk: &Desk) -> usize {
    let filter = comments::Filter::default();
    desk.read(|conn| comments::list(conn, &filter, None, 1000))
        .len()
}

#[tokio::test]
async fn two_hundred_and_fifty_comments_come_in_pages() {
    let (desk, blog, there) = Desk::with_blog();
    for n in 0..250 {
        there.comment_arrives(Approved, &format!("<p>Commentaire {n}</p>"));
    }
    let fetched = desk.fetch(blog).await.unwrap();
    assert_eq!((fetched.changed, fetched.gone), (250, 0));
    assert_eq!(known(&desk), 250);
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert_eq!(row.synced_at, Some(desk.office.now()));
    assert_eq!(desk.office.fetching(), None);

    assert_eq!(there.count(Call::Comments), 3, "no more than there are");

    // Another one brings nothing, asks twice, and writes nothing.
    let (asked, written) = (
        there.requests(),
        desk.office.library().change_count().unwrap(),
    );
    let again = desk.fetch(blog).await.unwrap();
    assert_eq!((again.changed, again.gone), (0, 0));
    assert_eq!(there.requests() - asked, 2);
    assert_eq!(desk.office.library().change_count().unwrap(), written);
}

#[tokio::test]
async fn stopped_midway_what_came_stays_and_the_next_fetch_brings_the_rest() {
    let (desk, blog, there) = Desk::with_blog();
    for n in 0..250 {
        there.comment_arrives(Approved, &format!("<p>Commentaire {n}</p>"));
    }
    // The page that is on its way is still taken in, no other one.
    let stop = Arc::new(AtomicBool::new(false));
    let gate = there.hold_after(1, Call::Comments);
    let fetching = tokio::spawn({
        let (office, stop) = (Arc::clone(&desk.office), Arc::clone(&stop));
        async move { office.fetch(blog, &stop).await }
    });
    gate.reached.notified().await;
    stop.store(true, Ordering::SeqCst);
    gate.open.notify_one();
    fetching.await.unwrap().unwrap();
    assert_eq!(known(&desk), 200);
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert_eq!(row.synced_at, None, "it was not whole");
    assert_eq!(desk.office.fetching(), None);

    desk.fetch(blog).await.unwrap();
    assert_eq!(known(&desk), 250);
}

#[tokio::test]
async fn a_fetch_that_fails_midway_keeps_what_came() {
    let (desk, blog, there) = Desk::with_blog();
    for n in 0..250 {
        there.comment_arrives(Approved, &format!("<p>Commentaire {n}</p>"));
    }
    there.fail_after(2, Call::Comments, Effect::None, no_answer);
    assert!(desk.fetch(blog).await.is_err());
    assert_eq!(known(&desk), 200);
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert_eq!(row.health, BlogHealth::Unreachable);
    assert_eq!(desk.office.fetching(), None);
    desk.fetch(blog).await.unwrap();
    assert_eq!(known(&desk), 250);
}

#[tokio::test]
async fn deleted_elsewhere_they_disappear_and_moved_elsewhere_they_follow() {
    let (desk, blog, there) = Desk::with_blog();
    let (deleted, remote) = desk.comment_on(blog, &there, Pending, "<p>a</p>").await;
    let (moved, other) = desk.comment_on(blog, &there, Pending, "<p>b</p>").await;
    there.with(|s| s.comments.remove(&remote.as_str().parse().unwrap()));
    there.moderate(&other, Spam);
    let fetched = desk.fetch(blog).await.unwrap();
    assert_eq!(fetched.gone, 1);
    assert_eq!(desk.here(blog, &remote), None);
    assert_ne!(deleted, moved);
    assert_eq!(desk.comment(moved).status, Spam);
}

#[tokio::test]
async fn once_a_day_every_comment_is_looked_at_again() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Approved, "<p>a</p>").await;
    there.moderate(&remote, Trash);
    desk.wait(24 * 3600 + 1);
    desk.fetch(blog).await.unwrap();
    assert_eq!(desk.comment(id).status, Trash);
    let (id, remote) = desk.comment_on(blog, &there, Approved, "<p>b</p>").await;
    there.with(|s| s.comments.remove(&remote.as_str().parse().unwrap()));
    desk.wait(24 * 3600 + 1);
    assert_eq!(desk.fetch(blog).await.unwrap().gone, 1);
    assert!(desk.here(blog, &remote).is_none());
    assert_ne!(id.0, 0);
}

#[tokio::test]
async fn a_decision_not_yet_sent_survives_a_fetch() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>a</p>").await;
    desk.office.decide(&[id], Decision::Spam).unwrap();
    desk.fetch(blog).await.unwrap();
    assert_eq!(desk.comment(id).status, Spam);
    assert_eq!(desk.comment(id).remote_status, Pending);
    desk.wait(60);
    desk.send().await;
    assert_eq!(there.status_of(&remote), Spam);
}

#[tokio::test]
async fn a_reply_not_yet_sent_survives_a_fetch() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk.comment_on(blog, &there, Approved, "<p>a</p>").await;
    let reply = desk.office.reply(id, "Merci.").unwrap();
    desk.wait(24 * 3600 + 1);
    desk.fetch(blog).await.unwrap();
    assert!(desk.comment(reply).html.contains("Merci."));
}

#[tokio::test]
async fn hostile_html_is_made_safe_on_arrival() {
    let (desk, blog, there) = Desk::with_blog();
    let hostile = "<p>Bonjour<script>alert(1)</script><img src=x onerror=alert(1)>\
                   <iframe src=https://e.example></iframe>\
                   <a href=\"javascript:alert(1)\" onclick=alert(1)>ici</a>\
                   <style>body{display:none}</style><b>gras</b></p>";
    let (id, _) = desk.comment_on(blog, &there, Pending, hostile).await;
    let html = desk.comment(id).html;
    for bad in [
        "script",
        "onerror",
        "onclick",
        "iframe",
        "img",
        "style",
        "javascript",
    ] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    assert!(
        html.contains("Bonjour") && html.contains("<b>gras</b>"),
        "{html}"
    );

    let deep = format!("{}x{}", "<div>".repeat(30_000), "</div>".repeat(30_000));
    let (id, _) = desk.comment_on(blog, &there, Pending, &deep).await;
    assert!(desk.comment(id).html.len() < 1000);
}

#[tokio::test]
async fn the_posts_they_stand_under_are_asked_for_once() {
    let (desk, blog, there) = Desk::with_blog();
    desk.comment_on(blog, &there, Pending, "<p>a</p>").await;
    let card = desk.read(|conn| remote_posts::get(conn, blog, &RemoteId::from(7)));
    let card = card.unwrap();
    assert_eq!(card.title, "Billet 7");
    assert_eq!(card.snippet, "Les premiers mots");
    desk.fetch(blog).await.unwrap();
    assert_eq!(there.count(Call::PostCards), 1);
    let tags = desk.read(|conn| blogs::terms(conn, blogs::TermKind::Tag));
    assert_eq!(tags, ["mer"]);
}

#[tokio::test]
async fn an_account_that_may_not_moderate_reads_what_readers_see() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.capabilities.moderate = false);
    there.comment_arrives(Pending, "<p>a</p>");
    let seen = there.comment_arrives(Approved, "<p>b</p>");
    desk.fetch(blog).await.unwrap();
    assert_eq!(known(&desk), 1);
    assert!(desk.here(blog, &seen).is_some());
    assert_eq!(there.count(Call::Comments), 1);
}

#[tokio::test]
async fn a_fetch_with_a_refused_password_says_so_and_keeps_everything() {
    let (desk, blog, there) = Desk::with_blog();
    desk.comment_on(blog, &there, Pending, "<p>a</p>").await;
    there.with(|s| s.password = "neuf".into());
    let refused = desk.fetch(blog).await.unwrap_err();
    assert!(refused.to_string().contains("application password"));
    assert_eq!(known(&desk), 1);
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert_eq!(row.health, BlogHealth::SignIn);
}

#[tokio::test]
async fn a_fetch_tells_how_far_it_is() {
    let (desk, blog, there) = Desk::with_blog();
    for n in 0..150 {
        there.comment_arrives(Pending, &format!("<p>{n}</p>"));
    }
    let gate = there.hold_after(1, Call::Comments);
    let fetching = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.fetch(blog, &AtomicBool::new(false)).await }
    });
    gate.reached.notified().await;
    let under_way = desk.office.fetching().unwrap();
    assert_eq!(under_way.blog_name, "Carnet");
    assert_eq!((under_way.fetched, under_way.total), (100, Some(150)));
    gate.open.notify_one();
    fetching.await.unwrap().unwrap();
    assert_eq!(desk.office.fetching(), None);
}
