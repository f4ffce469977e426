//! A post that moves: there first, then taken off here; each once, and never the second without the
//! first.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::sync::Arc;

use billet_core::{BlogId, Cause, Heard, JobState, PostId, RemoteStatus};
use billet_remote::RemoteError;
use billet_sync::{CalledOff, Cancelled, SyncError};
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, failed, lost, retry, text};

struct Two {
    desk: Desk,
    post: PostId,
    from: (BlogId, Arc<FakeBlog>),
    to: (BlogId, Arc<FakeBlog>),
}

async fn published() -> Two {
    let (desk, blog, there) = Desk::with_blog();
    let to = desk.add_blog("Bureau");
    let (post, _) = desk.published(blog, "Le phare", "Il éclaire.").await;
    Two {
        desk,
        post,
        from: (blog, there),
        to,
    }
}

impl Two {
    fn go(&self) {
        let (from, to) = (self.from.0, self.to.0);
        self.desk
            .office
            .move_post(self.post, None, from, to)
            .unwrap();
    }

    fn stands(&self) -> (RemoteStatus, Vec<RemoteStatus>) {
        let there = self.to.1.posts().into_iter().map(|p| p.status).collect();
        (self.from.1.post().status, there)
    }
}

fn after(blog: &str) -> Cause {
    Cause::After { blog: blog.into() }
}

#[tokio::test]
async fn a_post_leaves_its_blog_once_the_other_one_has_it() {
    let two = published().await;
    two.go();
    two.go();
    assert_eq!(
        two.desk.states(),
        [JobState::Queued, retry(after("Bureau"))],
        "asked twice, done once"
    );
    two.desk.send().await;
    assert_eq!(
        two.stands(),
        (RemoteStatus::Published, vec![RemoteStatus::Published]),
        "there is time to call it off"
    );
    two.desk.send_until_quiet().await;
    assert_eq!(two.desk.open_jobs(), []);
    assert_eq!(
        two.stands(),
        (RemoteStatus::Trash, vec![RemoteStatus::Published])
    );
    assert_eq!(two.from.1.count(Call::TrashPost), 1);
    let (from, to) = (two.from.0, two.to.0);
    let again = two.desk.office.move_post(two.post, None, from, to);
    assert!(matches!(again, Err(SyncError::NotThere)), "{again:?}");
}

#[tokio::test]
async fn whatever_keeps_it_from_arriving_leaves_it_where_it_was() {
    let two = published().await;
    two.to
        .1
        .fail(Call::Reserve, Effect::None, || RemoteError::NotAllowed {
            message: "non".into(),
        });
    two.go();
    two.desk.send_until_quiet().await;
    assert_eq!(
        two.desk.states(),
        [failed(Cause::NotAllowed), retry(after("Bureau"))]
    );
    assert_eq!(two.stands(), (RemoteStatus::Published, vec![]));
    // Tried again, it goes on by itself.
    let job = two.desk.open_jobs()[0].job.id;
    two.desk.office.retry_job(job).unwrap();
    two.desk.send_until_quiet().await;
    assert_eq!(
        two.stands(),
        (RemoteStatus::Trash, vec![RemoteStatus::Published])
    );
}

#[tokio::test]
async fn lost_answers_move_it_once() {
    let two = published().await;
    two.to
        .1
        .fail(Call::Reserve, Effect::Done, || lost(Heard::Nothing));
    two.to
        .1
        .fail(Call::Fill, Effect::Done, || lost(Heard::Nothing));
    two.from
        .1
        .fail(Call::TrashPost, Effect::Done, || lost(Heard::Nothing));
    two.go();
    two.desk.send_until_quiet().await;
    assert_eq!(two.desk.open_jobs(), []);
    assert_eq!(
        two.stands(),
        (RemoteStatus::Trash, vec![RemoteStatus::Published])
    );
    assert_eq!(two.to.1.count(Call::Reserve), 1);
}

#[tokio::test]
async fn it_stays_where_somebody_took_it_off_the_new_blog_meanwhile() {
    let two = published().await;
    two.go();
    two.desk.send().await;
    two.to.1.edit(|p| p.status = RemoteStatus::Trash);
    two.desk.send_until_quiet().await;
    assert_eq!(two.desk.states(), [failed(after("Bureau"))]);
    assert_eq!(two.from.1.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn a_move_is_called_off_and_the_truth_is_told() {
    let two = published().await;
    let off = |two: &Two| two.desk.office.call_off_move(two.post, two.from.0).unwrap();
    two.go();
    assert_eq!(off(&two), CalledOff::Stays(Cancelled::NothingSent));
    assert_eq!(two.desk.open_jobs(), []);
    two.go();
    two.desk.send().await;
    assert_eq!(off(&two), CalledOff::OnBoth);
    two.desk.send_until_quiet().await;
    assert_eq!(
        two.stands(),
        (RemoteStatus::Published, vec![RemoteStatus::Published])
    );

    let two = published().await;
    two.go();
    two.desk.send_until_quiet().await;
    assert_eq!(off(&two), CalledOff::TooLate);
}

#[tokio::test]
async fn publishing_it_again_where_it_was_keeps_it_there() {
    let two = published().await;
    two.go();
    two.desk
        .rewrite(two.post, &text("Le phare", "Il éclaire loin."));
    two.desk.publish(two.post, two.from.0);
    two.desk.send_until_quiet().await;
    assert_eq!(
        two.stands(),
        (RemoteStatus::Published, vec![RemoteStatus::Published])
    );
}

#[tokio::test]
async fn a_blog_that_is_removed_takes_no_post_from_another() {
    let two = published().await;
    two.to
        .1
        .fail(Call::Reserve, Effect::None, || RemoteError::NotAllowed {
            message: "non".into(),
        });
    two.go();
    two.desk.send().await;
    two.desk.office.remove_blog(two.to.0).await.unwrap();
    two.desk.send_until_quiet().await;
    assert_eq!(two.desk.open_jobs(), []);
    assert_eq!(two.from.1.post().status, RemoteStatus::Published);
}
