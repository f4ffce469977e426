//! A moderator's decisions, and what others decided meanwhile.

mod support;

use std::time::Duration;

use billet_core::{Cause, CommentStatus, Decision, JobState};
use billet_sync::{GRACE, SyncError};
use support::fake_blog::{Call, Effect};
use support::{A_WHILE, Desk, failed, no_answer};
use uuid::Uuid;

use CommentStatus::{Approved, Pending, Spam, Trash};

fn grace() -> i64 {
    support::seconds(GRACE)
}

#[tokio::test]
async fn a_decision_shows_at_once_and_leaves_after_its_grace() {
    for (decision, status) in [
        (Decision::Approve, Approved),
        (Decision::Spam, Spam),
        (Decision::Trash, Trash),
    ] {
        let (desk, blog, there) = Desk::with_blog();
        let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
        let stroke = desk.office.decide(&[id], decision).unwrap();
        assert_eq!((stroke.count, stroke.grace), (1, GRACE));
        assert_eq!(desk.comment(id).status, status);
        desk.wait(grace() - 1);
        assert_eq!(desk.send().await, 0);
        assert_eq!(there.status_of(&remote), Pending);
        desk.wait(1);
        assert_eq!(desk.send().await, 1);
        assert_eq!(there.status_of(&remote), status);
        let here = desk.comment(id);
        assert_eq!((here.status, here.remote_status), (status, status));
        assert_eq!(desk.open_jobs(), []);
    }
}

#[tokio::test]
async fn undone_within_its_grace_nothing_is_sent() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    let stroke = desk.office.decide(&[id], Decision::Spam).unwrap();
    assert_eq!(desk.office.undo(stroke.batch).unwrap(), (1, 0));
    assert_eq!(desk.comment(id).status, Pending);
    desk.wait(A_WHILE);
    assert_eq!(desk.send().await, 0);
    assert_eq!(there.status_of(&remote), Pending);
    assert_eq!(there.writes(), 0);
    assert_eq!(desk.office.undo(Uuid::new_v4()).unwrap(), (0, 0));
}

#[tokio::test]
async fn undone_too_late_the_moderator_is_told() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    let stroke = desk
        .office
        .decide_after(&[id], Decision::Spam, Duration::ZERO)
        .unwrap();
    desk.send().await;
    assert_eq!(desk.office.undo(stroke.batch).unwrap(), (0, 1));
    assert_eq!(there.status_of(&remote), Spam);
    assert_eq!(desk.comment(id).status, Spam);
}

#[tokio::test]
async fn deciding_back_to_what_was_seen_sends_nothing() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    desk.office.decide(&[id], Decision::Spam).unwrap();
    desk.office.decide(&[id], Decision::Hold).unwrap();
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(desk.comment(id).status, Pending);
    desk.wait(A_WHILE);
    assert_eq!(desk.send().await, 0);
    assert_eq!(there.writes(), 0);
}

#[tokio::test]
async fn only_the_last_of_several_decisions_is_sent() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    for decision in [Decision::Approve, Decision::Trash, Decision::Spam] {
        desk.office.decide(&[id], decision).unwrap();
    }
    desk.wait(grace());
    desk.send().await;
    assert_eq!(there.count(Call::Decide), 1);
    assert_eq!(there.status_of(&remote), Spam);
}

#[tokio::test]
async fn a_decision_that_somebody_took_already_is_done() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    there.moderate(&remote, Approved);
    desk.office.decide(&[id], Decision::Approve).unwrap();
    desk.wait(grace());
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.writes(), 0);
    assert_eq!(desk.comment(id).remote_status, Approved);
}

#[tokio::test]
async fn decided_otherwise_elsewhere_the_moderator_is_asked() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    there.moderate(&remote, Spam);
    desk.office.decide(&[id], Decision::Approve).unwrap();
    desk.wait(grace());
    desk.send().await;
    let asked = failed(Cause::DecidedElsewhere { now: Spam });
    assert_eq!(desk.states(), std::slice::from_ref(&asked));
    assert_eq!(there.status_of(&remote), Spam, "nothing was changed");
    let here = desk.comment(id);
    assert_eq!((here.status, here.remote_status), (Spam, Spam));

    // A fetch does not answer for the moderator.
    desk.fetch(blog).await.unwrap();
    assert_eq!(desk.states(), [asked]);
    assert_eq!(desk.comment(id).status, Spam);

    desk.office
        .send_anyway(desk.only_job().job.id)
        .await
        .unwrap();
    assert_eq!(desk.comment(id).status, Approved);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.status_of(&remote), Approved);
}

#[tokio::test]
async fn a_moderator_who_agrees_with_the_other_leaves_it_so() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    there.moderate(&remote, Spam);
    desk.office.decide(&[id], Decision::Approve).unwrap();
    desk.wait(grace());
    desk.send().await;
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(desk.comment(id).status, Spam);
    assert_eq!(there.status_of(&remote), Spam);
}

#[tokio::test]
async fn a_decision_whose_answer_was_lost_is_taken_once() {
    for arrived in [Effect::Done, Effect::None] {
        let (desk, blog, there) = Desk::with_blog();
        let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
        there.fail(Call::Decide, arrived, no_answer);
        desk.office.decide(&[id], Decision::Trash).unwrap();
        desk.wait(grace());
        desk.send().await;
        assert_eq!(desk.states(), [JobState::Unknown]);
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.status_of(&remote), Trash);
        let needed = if arrived == Effect::Done { 1 } else { 2 };
        assert_eq!(there.count(Call::Decide), needed);
    }
}

#[tokio::test]
async fn a_comment_that_is_gone_is_said_to_be_and_goes_when_the_moderator_agrees() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    there.with(|s| s.comments.clear());
    desk.office.decide(&[id], Decision::Spam).unwrap();
    desk.wait(grace());
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::Gone)]);
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    let row = desk
        .office
        .library()
        .read(|conn| billet_store::comments::get(conn, id));
    assert!(row.is_err());
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn thirty_comments_are_decided_in_one_stroke_and_undone_in_one() {
    let (desk, blog, there) = Desk::with_blog();
    let remotes: Vec<_> = (0..30)
        .map(|n| there.comment_arrives(Pending, &format!("<p>{n}</p>")))
        .collect();
    desk.fetch(blog).await.unwrap();
    let ids: Vec<_> = remotes
        .iter()
        .map(|r| desk.here(blog, r).unwrap().id)
        .collect();
    // One of them stands so already.
    let (first, rest) = ids.split_first().unwrap();
    desk.office
        .decide_after(&[*first], Decision::Spam, Duration::ZERO)
        .unwrap();
    desk.send().await;

    let stroke = desk.office.decide(&ids, Decision::Spam).unwrap();
    assert_eq!(stroke.count, 29);
    assert_eq!(desk.office.undo(stroke.batch).unwrap(), (29, 0));
    assert!(rest.iter().all(|id| desk.comment(*id).status == Pending));
    assert_eq!(desk.comment(*first).status, Spam);

    desk.office.decide(&ids, Decision::Spam).unwrap();
    desk.wait(grace());
    assert_eq!(desk.send().await, 29);
    assert!(remotes.iter().all(|r| there.status_of(r) == Spam));
}

#[tokio::test]
async fn a_stroke_with_a_comment_one_may_not_decide_on_decides_nothing() {
    let desk = Desk::new();
    let (mine, one) = desk.add_blog("Un");
    let (theirs, two) = desk.add_blog("Deux");
    let (id, _) = desk.comment_on(mine, &one, Pending, "<p>a</p>").await;
    two.with(|s| s.capabilities.moderate = false);
    let (other, _) = desk.comment_on(theirs, &two, Approved, "<p>b</p>").await;
    let refused = desk
        .office
        .decide(&[id, other], Decision::Trash)
        .unwrap_err();
    assert!(matches!(&refused, SyncError::NotAllowed { blog } if blog == "Deux"));
    assert_eq!(desk.comment(id).status, Pending);
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn a_blog_without_a_trash_refuses_and_nothing_is_lost() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    there.fail(Call::Decide, Effect::None, || {
        billet_remote::RemoteError::Refused {
            code: "rest_trash_not_supported".into(),
            message: "Pas de corbeille.".into(),
        }
    });
    desk.office.decide(&[id], Decision::Trash).unwrap();
    desk.wait(grace());
    desk.send().await;
    assert!(matches!(
        desk.states().as_slice(),
        [JobState::Failed {
            cause: Cause::Refused { .. }
        }]
    ));
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    assert_eq!(desk.comment(id).status, Pending);
    assert_eq!(there.status_of(&remote), Pending);
}
