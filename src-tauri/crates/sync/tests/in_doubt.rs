//! What happened on the blog between a request whose answer was lost and the look that settles it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use std::sync::Arc;
use std::time::Duration;

use billet_core::{
    Base, Cause, CommentId, CommentStatus, Decision, JobState, PostId, RemoteId, RemoteStatus,
    RevisionReason,
};
use billet_store::{comments, posts, publications};
use billet_sync::Cancelled;
use support::fake_blog::{Call, Effect};
use support::{Desk, failed, no_answer, text};

use CommentStatus::{Approved, Pending, Spam, Trash};

/// The texts of others that are kept of a post.
fn theirs(desk: &Desk, post: PostId) -> Vec<String> {
    let kept = desk.read(|conn| posts::revisions(conn, post));
    kept.into_iter()
        .filter(|r| r.reason == RevisionReason::Elsewhere)
        .map(|r| r.text.body)
        .collect()
}

#[tokio::test]
async fn a_text_that_slipped_before_a_fill_whose_answer_was_lost_is_told_too() {
    for first in [true, false] {
        for slips in [true, false] {
            let (desk, blog, there) = Desk::with_blog();
            let post = if first {
                desk.draft("Le phare", "Il éclaire loin.")
            } else {
                let (post, _) = desk.published(blog, "Le phare", "Il éclaire.").await;
                desk.rewrite(post, &text("Le phare", "Il éclaire loin."));
                post
            };
            desk.publish(post, blog);
            there.fail(Call::Fill, Effect::Done, no_answer);
            let gate = there.hold(Call::Fill);
            let sending = tokio::spawn({
                let office = Arc::clone(&desk.office);
                async move { office.send_due().await }
            });
            gate.reached.notified().await;
            if slips {
                there.edit(|p| p.content = "<p>Il éclaire <em>la mer</em>.</p>".into());
            }
            gate.open.notify_one();
            sending.await.unwrap().unwrap();
            assert_eq!(desk.states(), [JobState::Unknown]);
            desk.send_until_quiet().await;

            assert!(there.post().content.contains("loin"));
            if slips {
                assert_eq!(desk.states(), [failed(Cause::SlippedBetween)], "{first}");
                assert_eq!(theirs(&desk, post), ["Il éclaire *la mer*."]);
            } else {
                assert_eq!(desk.open_jobs(), [], "{first}");
                assert_eq!(theirs(&desk, post), [""; 0]);
            }
        }
    }
}

#[tokio::test]
async fn the_first_text_that_slipped_into_a_post_without_earlier_ones_is_told_too() {
    for slips in [true, false] {
        let (desk, blog, there) = Desk::with_blog();
        let (post, publication) = desk.published(blog, "Le phare", "Il éclaire.").await;
        // The blog kept no earlier text of it, and told of none.
        there.with(|s| s.posts.values_mut().for_each(|p| p.history.clear()));
        let known = desk.publication(publication);
        let base = Base {
            latest: None,
            ..known.base.unwrap()
        };
        let status = RemoteStatus::Published;
        desk.office
            .library()
            .write(|tx| publications::agreed(tx, publication, "", &status, &base, None))
            .unwrap();
        desk.rewrite(post, &text("Le phare", "Il éclaire loin."));
        desk.publish(post, blog);
        there.fail(Call::Fill, Effect::Done, no_answer);
        let gate = there.hold(Call::Fill);
        let sending = tokio::spawn({
            let office = Arc::clone(&desk.office);
            async move { office.send_due().await }
        });
        gate.reached.notified().await;
        if slips {
            there.edit(|p| p.content = "<p>Il éclaire <em>la mer</em>.</p>".into());
        }
        gate.open.notify_one();
        sending.await.unwrap().unwrap();
        desk.send_until_quiet().await;

        assert!(there.post().content.contains("loin"));
        if slips {
            assert_eq!(desk.states(), [failed(Cause::SlippedBetween)]);
            assert_eq!(theirs(&desk, post), ["Il éclaire *la mer*."]);
        } else {
            assert_eq!(desk.open_jobs(), []);
            assert_eq!(theirs(&desk, post), [""; 0]);
        }
    }
}

#[tokio::test]
async fn the_writers_own_texts_of_fills_in_doubt_are_nobody_elses() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Un.").await;
    for words in ["Deux.", "Trois."] {
        desk.rewrite(post, &text("Le phare", words));
        desk.publish(post, blog);
        there.fail(Call::Fill, Effect::Done, no_answer);
        desk.send().await;
        desk.wait(support::A_WHILE);
    }
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content.trim(), "<p>Trois.</p>");
    assert_eq!(theirs(&desk, post), [""; 0]);
}

/// A decision whose answer was lost, and what came between: others' changes, each seen by a fetch or
/// not.
struct Doubted {
    seen: CommentStatus,
    decided: Decision,
    arrived: Effect,
    then: &'static [(CommentStatus, bool)],
    /// How it stands on the blog at the end, and whether the moderator is asked.
    ends: (CommentStatus, bool),
}

#[tokio::test]
async fn a_decision_in_doubt_is_settled_by_how_the_comment_stands() {
    use Decision::{Approve, Hold};
    let case = |seen, decided, arrived, then, ends| Doubted {
        seen,
        decided,
        arrived,
        then,
        ends,
    };
    let (done, none) = (Effect::Done, Effect::None);
    for doubted in [
        // Nobody else did anything.
        case(Pending, Approve, done, &[], (Approved, false)),
        case(Pending, Approve, none, &[], (Approved, false)),
        case(Approved, Decision::Trash, done, &[], (Trash, false)),
        case(Approved, Decision::Trash, none, &[], (Trash, false)),
        // Somebody decided the same.
        case(
            Pending,
            Approve,
            none,
            &[(Approved, false)],
            (Approved, false),
        ),
        // Something else: asked, and left.
        case(Pending, Approve, done, &[(Spam, false)], (Spam, true)),
        case(Pending, Approve, none, &[(Spam, true)], (Spam, true)),
        case(Approved, Hold, done, &[(Trash, true)], (Trash, true)),
        // There and back, and Billet saw it there: it was carried out, and what came after is
        // somebody's later decision.
        case(
            Pending,
            Approve,
            done,
            &[(Approved, true), (Pending, false)],
            (Pending, false),
        ),
        case(
            Pending,
            Approve,
            none,
            &[(Approved, true), (Pending, true)],
            (Pending, false),
        ),
        case(
            Approved,
            Decision::Spam,
            done,
            &[(Spam, true), (Approved, true)],
            (Approved, false),
        ),
        // By way of a third status.
        case(
            Pending,
            Approve,
            none,
            &[(Spam, true), (Pending, true)],
            (Pending, true),
        ),
        // There and back unseen is as if nothing had arrived: as the moderator saw it when deciding.
        case(
            Pending,
            Approve,
            done,
            &[(Approved, false), (Pending, false)],
            (Approved, false),
        ),
    ] {
        let Doubted {
            seen,
            decided,
            arrived,
            then,
            ends,
        } = doubted;
        let story = format!("{seen:?} {decided:?} {arrived:?} {then:?}");
        let (desk, blog, there) = Desk::with_blog();
        let (id, remote) = desk.comment_on(blog, &there, seen, "<p>Oui</p>").await;
        there.fail(Call::Decide, arrived, no_answer);
        desk.office
            .decide_after(&[id], decided, Duration::ZERO)
            .unwrap();
        desk.send().await;
        assert_eq!(desk.states(), [JobState::Unknown], "{story}");
        for (status, fetched) in then {
            there.moderate(&remote, *status);
            if *fetched {
                desk.fetch(blog).await.unwrap();
            }
        }
        desk.send_until_quiet().await;

        let (status, asked) = ends;
        assert_eq!(there.status_of(&remote), status, "{story}");
        assert_eq!(
            !desk.open_jobs().is_empty(),
            asked,
            "{story}: {:?}",
            desk.states()
        );
        desk.fetch(blog).await.unwrap();
        let here = desk.comment(id);
        let shown = if asked {
            here.remote_status
        } else {
            here.status
        };
        assert_eq!((shown, here.remote_status), (status, status), "{story}");
    }
}

#[tokio::test]
async fn a_fetch_within_the_grace_of_a_decision_does_not_take_it_away() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui</p>").await;
    let stroke = desk.office.decide(&[id], Decision::Approve).unwrap();
    there.moderate(&remote, Approved);
    desk.fetch(blog).await.unwrap();
    assert_eq!(desk.office.undo(stroke.batch).unwrap(), (1, 0));
}

/// A reply whose answer was lost.
async fn reply_in_doubt(arrived: Effect) -> (Desk, Arc<support::fake_blog::FakeBlog>, CommentId) {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    there.fail(Call::Reply, arrived, no_answer);
    desk.office.reply(id, "C'est *vrai*.").unwrap();
    desk.send().await;
    assert_eq!(desk.states(), [JobState::Unknown]);
    (desk, there, id)
}

/// The rows of a conversation here that are one's own.
fn own(desk: &Desk, id: CommentId) -> Vec<Option<RemoteId>> {
    let thread = desk.read(|conn| comments::thread(conn, id));
    let mine = thread.into_iter().filter(|c| c.is_mine);
    mine.map(|c| c.remote_id).collect()
}

#[tokio::test]
async fn a_reply_in_doubt_that_a_fetch_finds_is_one_row_and_done() {
    let (desk, there, id) = reply_in_doubt(Effect::Done).await;
    let blog = desk.comment(id).blog;
    desk.fetch(blog).await.unwrap();
    assert_eq!(own(&desk, id).len(), 1);
    assert_eq!(desk.open_jobs(), []);
    desk.send_until_quiet().await;
    assert_eq!(own(&desk, id), [Some(there.replies().remove(0).id)]);
    assert_eq!(there.count(Call::Reply), 1);
}

#[tokio::test]
async fn a_cancelled_reply_that_had_arrived_is_there_once() {
    let begun = |desk: &Desk| desk.read(comments::drafts).len();
    // The fetch comes first, or the writer says it again before.
    for fetched in [true, false] {
        let (desk, there, id) = reply_in_doubt(Effect::Done).await;
        let blog = desk.comment(id).blog;
        let job = desk.only_job().job.id;
        assert_eq!(desk.office.cancel_job(job).unwrap(), Cancelled::MayBeThere);
        assert_eq!(begun(&desk), 1, "the words are not lost");
        if fetched {
            desk.fetch(blog).await.unwrap();
            assert_eq!(begun(&desk), 0, "they are there, and not begun as well");
        } else {
            desk.office.reply(id, "C'est *vrai*.").unwrap();
            desk.send_until_quiet().await;
        }
        assert_eq!(own(&desk, id).len(), 1, "{fetched}");
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.replies().len(), 1, "{fetched}");
        assert_eq!(there.count(Call::Reply), 1);
    }
}

#[tokio::test]
async fn a_cancelled_reply_that_had_not_arrived_can_be_sent_again() {
    let (desk, there, id) = reply_in_doubt(Effect::None).await;
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    desk.fetch(desk.comment(id).blog).await.unwrap();
    assert_eq!(desk.read(comments::drafts).len(), 1, "it is still begun");
    desk.office.reply(id, "C'est *vrai*.").unwrap();
    desk.send_until_quiet().await;
    assert_eq!(there.replies().len(), 1);
    assert_eq!(own(&desk, id).len(), 1);
}
