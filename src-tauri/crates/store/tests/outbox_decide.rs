//! Decisions and replies on their way into the outbox and out of it again.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use billet_core::{BlogId, Cause, CommentId, CommentStatus, Decision, JobId, JobKind, JobState};
use billet_store::{StoreError, comments, outbox};
use support::{Desk, at};
use uuid::Uuid;

fn open(desk: &Desk) -> Vec<(i64, JobKind, JobState)> {
    let rows = desk.read(|conn| outbox::list(conn, 0));
    rows.into_iter()
        .map(|r| (r.job.id.0, r.job.kind, r.job.state))
        .collect()
}

#[test]
fn a_changed_mind_keeps_what_was_seen_first() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let id = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    assert_eq!(desk.decide(blog, comment, Decision::Spam, None), Some(id));
    let seen = CommentStatus::Pending;
    let kind = JobKind::Decide {
        comment,
        decision: Decision::Spam,
        seen,
    };
    assert_eq!(open(&desk), vec![(id.0, kind, JobState::Queued)]);
}

#[test]
fn a_mind_changed_back_sends_nothing() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    desk.decide(blog, comment, Decision::Approve, None);
    assert_eq!(desk.decide(blog, comment, Decision::Hold, None), None);
    assert_eq!(open(&desk), vec![]);
    assert_eq!(desk.status(comment), CommentStatus::Pending);
}

#[test]
fn a_mind_changed_while_sending_is_sent_after_it() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let first = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    desk.claim(0).unwrap();
    let second = desk.decide(blog, comment, Decision::Hold, None).unwrap();
    let seen = CommentStatus::Approved;
    assert_eq!(
        desk.job(second).kind,
        JobKind::Decide {
            comment,
            decision: Decision::Hold,
            seen
        }
    );
    // The blog's answer to the first does not undo the second here.
    desk.write(|tx| comments::set_remote_status(tx, comment, CommentStatus::Approved));
    assert_eq!(desk.status(comment), CommentStatus::Pending);
    // Taking the second back leaves what the first decided.
    desk.write(|tx| outbox::cancel(tx, second));
    assert_eq!(desk.status(comment), CommentStatus::Approved);
    assert_eq!(desk.job(first).state, JobState::Sending);
}

#[test]
fn after_somebody_else_decided_their_decision_is_what_was_seen() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let id = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    desk.claim(0).unwrap();
    desk.write(|tx| comments::set_remote_status(tx, comment, CommentStatus::Spam));
    let cause = Cause::DecidedElsewhere {
        now: CommentStatus::Spam,
    };
    desk.settle(id, &JobState::Failed { cause }, 0);
    // Holding it is a change now, not a way back to where it once was.
    let held = desk.decide(blog, comment, Decision::Hold, None).unwrap();
    let seen = CommentStatus::Spam;
    assert_eq!(
        desk.job(held).kind,
        JobKind::Decide {
            comment,
            decision: Decision::Hold,
            seen
        }
    );
}

#[test]
fn a_decision_that_may_have_arrived_is_not_dropped_when_taken_back() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let id = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    desk.claim(0).unwrap();
    desk.settle(id, &JobState::Unknown, 0);
    desk.claim(0).unwrap();
    desk.settle(
        id,
        &JobState::Failed {
            cause: Cause::GaveUp,
        },
        0,
    );
    let held = desk
        .decide(blog, comment, Decision::Hold, None)
        .expect("it is sent");
    let seen = CommentStatus::Approved;
    assert_eq!(
        desk.job(held).kind,
        JobKind::Decide {
            comment,
            decision: Decision::Hold,
            seen
        }
    );
}

#[test]
fn a_reply_is_sent_once_however_often_it_is_asked_for() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let parent = desk.comment(blog, 7, CommentStatus::Approved);
    let reply = desk.write(|tx| {
        let parent = comments::get(tx, parent)?;
        comments::add_reply(
            tx,
            &parent,
            "Zoé",
            "*Merci*",
            "<p>Merci</p>",
            "Merci",
            at(9),
        )
    });
    let id = desk.add(blog, &JobKind::Reply { reply }, 9);
    assert_eq!(desk.add(blog, &JobKind::Reply { reply }, 10), id);
    let rows = desk.read(|conn| outbox::list(conn, 5));
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].about.as_str(), rows[0].comment),
        ("Amélie", Some(reply))
    );
    // Taken back, its own row goes; done, it stays.
    desk.write(|tx| outbox::cancel(tx, id.unwrap()));
    assert!(matches!(
        desk.library.read(|conn| comments::get(conn, reply)),
        Err(StoreError::NoComment { .. })
    ));
}

#[test]
fn one_stroke_is_undone_as_far_as_it_has_not_left() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let batch = Uuid::new_v4();
    let three: Vec<_> = (1..=3)
        .map(|n| desk.comment(blog, n, CommentStatus::Pending))
        .collect();
    for comment in &three {
        desk.decide(blog, *comment, Decision::Spam, Some(batch));
    }
    let other = desk.comment(blog, 4, CommentStatus::Pending);
    desk.decide(blog, other, Decision::Spam, Some(Uuid::new_v4()));
    desk.claim(0).unwrap();
    assert_eq!(desk.write(|tx| outbox::undo_batch(tx, batch)), (2, 1));
    let statuses: Vec<_> = three.iter().map(|c| desk.status(*c)).collect();
    assert_eq!(
        statuses,
        [
            CommentStatus::Spam,
            CommentStatus::Pending,
            CommentStatus::Pending
        ]
    );
    assert_eq!(desk.status(other), CommentStatus::Spam);
    assert_eq!(open(&desk).len(), 2);
}

/// Approve was sent and failed; spam, decided meanwhile, is queued.
fn approve_failed_then_spam(desk: &Desk) -> (BlogId, CommentId, [JobId; 2]) {
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let approve = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    desk.claim(0).unwrap();
    let spam = desk.decide(blog, comment, Decision::Spam, None).unwrap();
    desk.settle(
        approve,
        &JobState::Failed {
            cause: Cause::NotAllowed,
        },
        0,
    );
    (blog, comment, [approve, spam])
}

#[test]
fn a_failed_decision_is_no_place_to_go_back_to() {
    let desk = Desk::new();
    let (_, comment, [_, spam]) = approve_failed_then_spam(&desk);
    desk.write(|tx| outbox::cancel(tx, spam));
    assert_eq!(desk.status(comment), CommentStatus::Pending);
}

#[test]
fn a_decision_rests_on_what_is_being_sent_and_not_on_what_failed_before() {
    let desk = Desk::new();
    let (blog, comment, [approve, spam]) = approve_failed_then_spam(&desk);
    assert_eq!(desk.claim(0).unwrap().id, spam);
    let hold = desk
        .decide(blog, comment, Decision::Hold, None)
        .expect("it is sent");
    assert!(hold > spam);
    let seen = CommentStatus::Spam;
    assert_eq!(
        desk.job(hold).kind,
        JobKind::Decide {
            comment,
            decision: Decision::Hold,
            seen
        }
    );
    assert!(open(&desk).iter().all(|(id, ..)| *id != approve.0));
}

#[test]
fn a_second_decision_waits_for_the_first_and_gives_its_place_back_to_it() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let first = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    desk.claim(0).unwrap();
    let second = desk.decide(blog, comment, Decision::Spam, None).unwrap();
    desk.settle(
        first,
        &JobState::Retry {
            cause: Cause::Offline,
        },
        30,
    );
    assert_eq!(
        desk.claim(10),
        None,
        "the second does not overtake the first"
    );
    desk.write(|tx| outbox::cancel(tx, second));
    assert_eq!(desk.status(comment), CommentStatus::Approved);
    desk.write(|tx| outbox::cancel(tx, first));
    assert_eq!(desk.status(comment), CommentStatus::Pending);
}

#[test]
fn a_decision_that_may_have_arrived_cannot_be_undone_here_alone() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let comment = desk.comment(blog, 7, CommentStatus::Pending);
    let batch = Uuid::new_v4();
    let id = desk
        .decide(blog, comment, Decision::Spam, Some(batch))
        .unwrap();
    desk.claim(0).unwrap();
    desk.settle(id, &JobState::Unknown, 0);
    assert_eq!(desk.write(|tx| outbox::undo_batch(tx, batch)), (0, 1));
    desk.claim(0).unwrap();
    desk.settle(
        id,
        &JobState::Failed {
            cause: Cause::GaveUp,
        },
        0,
    );
    assert_eq!(desk.write(|tx| outbox::undo_batch(tx, batch)), (0, 1));
    assert_eq!(desk.status(comment), CommentStatus::Spam);
}
