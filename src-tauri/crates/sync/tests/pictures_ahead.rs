//! Many pictures of one post: taken together, a few on their way at once, each there once whatever
//! happens in between.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use billet_core::{BlogHealth, BlogId, Cause, JobState, PostId};
use billet_remote::RemoteError;
use billet_store::{StoreError, blogs, outbox};
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, no_answer, public, text};

const PICTURES: usize = 20;

/// A post with that many pictures, which is about to be published.
fn album(desk: &Desk, blog: BlogId) -> PostId {
    let mut body = String::new();
    for n in 0..PICTURES {
        let name = format!("{n}.png");
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.push(u8::try_from(n).unwrap());
        std::fs::write(desk.folder.path().join(&name), bytes).unwrap();
        body.push_str(&format!("![{n}]({name})\n\n"));
    }
    let source = desk.folder.path().join("album.md");
    let post = desk
        .office
        .post_of_file(&source, &text("Album", &body))
        .unwrap();
    desk.office.publish(post, &[blog], &public()).unwrap();
    post
}

fn each_is_there_once(there: &FakeBlog) {
    let media = there.media();
    let slugs: BTreeSet<_> = media.iter().map(|m| m.slug.clone()).collect();
    assert_eq!((media.len(), slugs.len()), (PICTURES, PICTURES));
    assert_eq!(there.posts().len(), 1);
    assert_eq!(there.post().content.matches("/files/").count(), PICTURES);
}

/// How many of the open jobs are in a state.
fn count(desk: &Desk, state: &JobState) -> usize {
    desk.states().iter().filter(|s| *s == state).count()
}

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
async fn they_are_taken_in_one_commit_and_four_leave_at_once() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let gates: Vec<_> = (0..4).map(|_| there.hold(Call::Upload)).collect();
    let fifth = there.hold(Call::Upload);
    let office = Arc::clone(&desk.office);
    let running = tokio::spawn(async move { office.send_due().await.unwrap() });
    for gate in &gates {
        gate.reached.notified().await;
    }
    let a_while = async {
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = fifth.reached.notified() => panic!("a fifth has left"),
        () = a_while => {}
    }
    fifth.open.notify_one();
    assert_eq!(count(&desk, &JobState::Sending), PICTURES, "all were taken");
    // Another process finds nothing to do for this blog.
    assert_eq!(desk.second_office().send_due().await.unwrap(), 0);
    for gate in &gates {
        gate.open.notify_one();
    }
    assert_eq!(running.await.unwrap(), PICTURES + 1);
    assert_eq!(desk.open_jobs(), []);
    each_is_there_once(&there);
    assert_eq!(there.count(Call::FindUpload), 0);
}

#[tokio::test]
async fn a_sending_that_was_given_up_goes_on_where_it_was() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let gate = there.hold(Call::Upload);
    let office = Arc::clone(&desk.office);
    let running = tokio::spawn(async move { office.send_due().await });
    gate.reached.notified().await;
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    desk.send_until_quiet().await;
    each_is_there_once(&there);
}

#[tokio::test]
async fn what_a_process_had_taken_when_it_was_killed_is_looked_for_and_there_once() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let killed = "4294967295:1:gone";
    let now = desk.office.now();
    let taken = desk
        .office
        .library()
        .write(|tx| {
            let first = outbox::claim(tx, killed, None, now)?;
            let ahead = outbox::claim_ahead(tx, killed, blog, now)?;
            Ok::<_, StoreError>(first.into_iter().chain(ahead).count())
        })
        .unwrap();
    assert_eq!(taken, PICTURES);
    // One of them had arrived.
    there.fail(Call::Upload, Effect::Done, no_answer);
    desk.send_until_quiet().await;
    each_is_there_once(&there);
    assert!(there.count(Call::FindUpload) >= 2 * PICTURES - 1);
}

#[tokio::test]
async fn a_blog_that_asks_for_patience_gets_no_more_of_them_and_none_is_in_doubt() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let busy = || RemoteError::Busy {
        host: "carnet.example".into(),
        after: Some(Duration::from_secs(60)),
    };
    for _ in 0..4 {
        there.fail(Call::Upload, Effect::None, busy);
    }
    desk.send().await;
    assert!(
        there.count(Call::Upload) <= 4,
        "{}",
        there.count(Call::Upload)
    );
    assert_eq!(count(&desk, &JobState::Unknown), 0);
    assert_eq!(count(&desk, &JobState::Sending), 0);
    let jobs = desk.open_jobs();
    let waits: Vec<_> = jobs
        .iter()
        .filter(|row| row.job.state == JobState::Queued)
        .collect();
    assert!(waits.len() >= PICTURES - 4, "{}", waits.len());
    assert!(
        waits.iter().all(|row| row.job.attempts == 0),
        "what never left was no attempt"
    );
    desk.send_until_quiet().await;
    each_is_there_once(&there);
    assert_eq!(
        there.count(Call::FindUpload),
        0,
        "nothing had to be looked for"
    );
}

#[tokio::test]
async fn a_password_that_is_refused_stops_them_at_once() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let gates: Vec<_> = (0..4).map(|_| there.hold(Call::Upload)).collect();
    let office = Arc::clone(&desk.office);
    let running = tokio::spawn(async move { office.send_due().await.unwrap() });
    for gate in &gates {
        gate.reached.notified().await;
    }
    there.with(|s| s.password = "another".into());
    for gate in &gates {
        gate.open.notify_one();
    }
    running.await.unwrap();
    let health = desk.read(|conn| blogs::get(conn, blog)).health;
    assert_eq!(health, BlogHealth::SignIn);
    assert_eq!(count(&desk, &JobState::Sending), 0);
    assert!(there.count(Call::Upload) <= 4, "none left after them");
    there.with(|s| s.password = support::PASSWORD.into());
    desk.office
        .sign_in_again(blog, support::PASSWORD)
        .await
        .unwrap();
    desk.send_until_quiet().await;
    each_is_there_once(&there);
}

#[tokio::test]
async fn one_whose_answer_is_lost_is_looked_for_and_the_others_go_on() {
    for effect in [Effect::Done, Effect::None] {
        let (desk, blog, there) = Desk::with_blog();
        album(&desk, blog);
        there.fail_after(7, Call::Upload, effect, no_answer);
        desk.send().await;
        assert!(count(&desk, &JobState::Unknown) <= 1);
        desk.send_until_quiet().await;
        each_is_there_once(&there);
        let looks = there.count(Call::FindUpload);
        assert_eq!(looks, if effect == Effect::Done { 1 } else { 2 });
    }
}

#[tokio::test]
async fn a_post_can_be_taken_back_while_its_pictures_are_on_their_way() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let gates: Vec<_> = (0..4).map(|_| there.hold(Call::Upload)).collect();
    let office = Arc::clone(&desk.office);
    let running = tokio::spawn(async move { office.send_due().await.unwrap() });
    for gate in &gates {
        gate.reached.notified().await;
    }
    let post = desk
        .open_jobs()
        .into_iter()
        .find(|row| row.job.state == JobState::Queued);
    desk.office.cancel_job(post.unwrap().job.id).unwrap();
    assert_eq!(
        desk.open_jobs().len(),
        4,
        "those on their way, and no other"
    );
    for gate in &gates {
        gate.open.notify_one();
    }
    running.await.unwrap();
    until(|| desk.open_jobs().is_empty()).await;
    assert_eq!((there.media().len(), there.posts().len()), (4, 0));
}

#[tokio::test]
async fn a_picture_that_was_taken_and_has_not_left_can_be_taken_back() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let gates: Vec<_> = (0..4).map(|_| there.hold(Call::Upload)).collect();
    let office = Arc::clone(&desk.office);
    let running = tokio::spawn(async move { office.send_due().await.unwrap() });
    for gate in &gates {
        gate.reached.notified().await;
    }
    let last = desk
        .open_jobs()
        .into_iter()
        .map(|row| row.job.id)
        .max()
        .unwrap();
    let pictures: Vec<_> = desk
        .open_jobs()
        .into_iter()
        .filter(|row| row.job.state == JobState::Sending && row.job.id != last)
        .collect();
    let behind = pictures.iter().map(|row| row.job.id).max().unwrap();
    desk.office.cancel_job(behind).unwrap();
    for gate in &gates {
        gate.open.notify_one();
    }
    running.await.unwrap();
    assert_eq!(there.media().len(), PICTURES - 1);
    let states = desk.states();
    let [JobState::Failed { cause }] = states.as_slice() else {
        panic!("{states:?}");
    };
    assert!(
        matches!(cause, Cause::Pictures { .. }),
        "the post needs the writer: {cause:?}"
    );
}

#[tokio::test]
async fn a_picture_on_its_way_cannot_be_taken_back_and_asking_for_it_puts_no_other_in_doubt() {
    let (desk, blog, there) = Desk::with_blog();
    album(&desk, blog);
    let gates: Vec<_> = (0..4).map(|_| there.hold(Call::Upload)).collect();
    let office = Arc::clone(&desk.office);
    let running = tokio::spawn(async move { office.send_due().await.unwrap() });
    for gate in &gates {
        gate.reached.notified().await;
    }
    let jobs = desk.open_jobs();
    let first = jobs.iter().map(|row| row.job.id).min().unwrap();
    assert!(desk.office.cancel_job(first).is_err());
    assert_eq!(count(&desk, &JobState::Unknown), 0);
    for gate in &gates {
        gate.open.notify_one();
    }
    running.await.unwrap();
    desk.send_until_quiet().await;
    each_is_there_once(&there);
    assert_eq!(there.count(Call::FindUpload), 0);
}
