//! Several blogs, and several processes: none holds up or misleads another.

mod support;

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use billet_core::{AUTOMATIC_FOR, BlogHealth, Cause, Decision, RemoteStatus};
use billet_store::{blogs, outbox};
use billet_sync::SyncError;
use support::fake_blog::Call;
use support::{Desk, failed, retry};

/// Until it is so, at most for half a minute.
async fn until(what: impl Fn() -> bool) {
    let waiting = async {
        while !what() {
            tokio::task::yield_now().await;
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(30), waiting).await;
    assert!(ended.is_ok(), "it never came to be so");
}

#[tokio::test]
async fn while_one_blog_is_silent_another_is_sent_what_is_new() {
    let desk = Desk::new();
    let (slow, silent) = desk.add_blog("Lent");
    let (quick, there) = desk.add_blog("Vif");
    desk.publish(desk.draft("Un", "Du texte."), slow);
    let gate = silent.hold(Call::Reserve);
    let running = tokio::spawn({
        let office = Arc::clone(&desk.office);
        office.run(|_| pending())
    });
    gate.reached.notified().await;
    desk.publish(desk.draft("Deux", "Du texte."), quick);
    until(|| !there.posts().is_empty()).await;
    until(|| desk.open_jobs().len() == 1).await;
    assert_eq!(there.post().status, RemoteStatus::Published);
    gate.open.notify_one();
    until(|| desk.open_jobs().is_empty()).await;
    running.abort();
}

#[tokio::test]
async fn while_one_blog_is_silent_a_decision_leaves_after_its_grace_time() {
    let desk = Desk::new();
    let (slow, silent) = desk.add_blog("Lent");
    let (quick, there) = desk.add_blog("Vif");
    let pending_ = billet_core::CommentStatus::Pending;
    let (comment, remote) = desk.comment_on(quick, &there, pending_, "<p>a</p>").await;
    desk.publish(desk.draft("Un", "Du texte."), slow);
    let gate = silent.hold(Call::Reserve);
    // The story's sleeper: time passes at once.
    let clock = Arc::clone(&desk.clock);
    let running = tokio::spawn(Arc::clone(&desk.office).run(move |due| {
        if let Some(due) = due {
            clock.fetch_max(due.as_second() + 1, Ordering::SeqCst);
        }
        async move {
            if due.is_none() {
                pending::<()>().await;
            }
        }
    }));
    gate.reached.notified().await;
    desk.office.decide(&[comment], Decision::Approve).unwrap();
    until(|| there.status_of(&remote) == billet_core::CommentStatus::Approved).await;
    running.abort();
}

#[tokio::test]
async fn a_fetch_that_waits_for_its_turn_is_not_queued_twice() {
    let desk = Desk::new();
    let (slow, silent) = desk.add_blog("Lent");
    let (quick, there) = desk.add_blog("Vif");
    let gate = silent.hold(Call::Account);
    let fetch = |blog| {
        let office = Arc::clone(&desk.office);
        tokio::spawn(async move { office.fetch(blog, &AtomicBool::new(false)).await })
    };
    let first = fetch(slow);
    gate.reached.notified().await;
    let waits = fetch(quick);
    tokio::task::yield_now().await;
    // It would wait behind the silent blog if it were queued too.
    let again = tokio::time::timeout(Duration::from_secs(30), fetch(quick)).await;
    assert_eq!(again.unwrap().unwrap().unwrap().changed, 0);
    assert_eq!(there.count(Call::Account), 0);
    gate.open.notify_one();
    first.await.unwrap().unwrap();
    waits.await.unwrap().unwrap();
    assert_eq!(there.count(Call::Account), 1);
    // Its place is free again; who is signed in is asked once an hour.
    desk.wait(60 * 60 + 1);
    desk.fetch(quick).await.unwrap();
    assert_eq!(there.count(Call::Account), 2);
}

#[tokio::test]
async fn a_process_without_the_password_stops_no_other_process() {
    let (desk, blog, there) = Desk::with_blog();
    let second = desk.second_office();
    let key = desk.read(|conn| blogs::get(conn, blog)).secret_key;
    second.secrets().delete(key).unwrap();
    desk.publish(desk.draft("Un", "Du texte."), blog);
    second.send_due().await.unwrap();
    assert_eq!(desk.states(), [retry(Cause::NoSecret)]);
    assert!(matches!(
        second.fetch(blog, &AtomicBool::new(false)).await,
        Err(SyncError::NoSecret { .. })
    ));
    assert!(second.check_blog(blog).await.is_err());
    let health = desk.read(|conn| blogs::get(conn, blog)).health;
    assert_eq!(health, BlogHealth::Fine);
    // It does not try again and again either.
    assert_eq!(second.send_due().await.unwrap(), 0);
    desk.wait(support::A_WHILE);
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn what_was_given_up_leaves_when_a_fetch_finds_the_blog_again() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.wait(support::seconds(AUTOMATIC_FOR) + 1);
    for _ in 0..6 {
        desk.send().await;
        desk.wait(support::A_WHILE);
    }
    assert_eq!(desk.states(), [failed(Cause::GaveUp)]);
    there.with(|s| s.down = false);
    desk.fetch(blog).await.unwrap();
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn kept_to_one_blog_nothing_is_sent_to_another() {
    let desk = Desk::new();
    let (named, one) = desk.add_blog("Un");
    let (_, other) = desk.add_blog("Deux");
    let all = desk.read(blogs::all);
    let post = desk.draft("Partout", "Du texte.");
    let both: Vec<_> = all.iter().map(|blog| blog.id).collect();
    desk.office
        .publish(post, &both, &support::public())
        .unwrap();
    desk.office.keep_to(&[named]).unwrap();
    assert_eq!(desk.send().await, 1);
    assert_eq!(one.post().status, RemoteStatus::Published);
    assert_eq!(other.writes(), 0);
    assert_eq!(desk.read(|conn| outbox::list(conn, 0)).len(), 1);
}

#[tokio::test]
async fn a_given_password_goes_to_the_only_blog_and_else_to_none_unnamed() {
    let desk = Desk::new();
    let (first, one) = desk.add_blog("Un");
    let script = desk.office_given(support::PASSWORD);
    script.check_blog(first).await.unwrap();
    let (second, other) = desk.add_blog("Deux");
    let fresh = desk.office_given(support::PASSWORD);
    for blog in [first, second] {
        let refused = fresh.check_blog(blog).await;
        assert!(matches!(refused, Err(SyncError::NoSecret { .. })));
    }
    assert_eq!(
        (one.count(Call::Account), other.count(Call::Account)),
        (1, 0)
    );
    fresh.keep_to(&[second]).unwrap();
    fresh.check_blog(second).await.unwrap();
    assert!(fresh.check_blog(first).await.is_err());
    assert_eq!(
        (one.count(Call::Account), other.count(Call::Account)),
        (1, 1)
    );
}
