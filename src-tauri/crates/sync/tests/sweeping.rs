//! Thousands of comments come once, whatever happens on the way; afterwards what changed elsewhere is
//! found.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use billet_core::{BlogId, CommentId, CommentStatus, Decision, JobKind, RemoteId};
use billet_store::{blogs, comments};
use jiff::Timestamp;
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, no_answer};

use CommentStatus::{Approved, Pending, Spam, Trash};

const DAY: i64 = 24 * 3600 + 1;

fn many(there: &FakeBlog, count: usize) {
    for n in 0..count {
        let status = if n % 10 == 0 { Spam } else { Approved };
        there.comment_arrives(status, &format!("<p>Commentaire {n}</p>"));
    }
}

/// What the blog has and what is here: ids and statuses.
fn both(desk: &Desk, blog: BlogId, there: &FakeBlog) -> [Vec<(RemoteId, CommentStatus)>; 2] {
    let mut theirs: Vec<_> = there.with(|s| {
        let all = s.comments.values();
        all.map(|c| (c.id.clone(), c.status)).collect()
    });
    theirs.sort_by(|a, b| a.0.cmp(&b.0));
    let here = desk.read(|conn| {
        let filter = comments::Filter::default();
        let rows = comments::list(conn, &filter, None, 100_000)?;
        rows.iter().map(|row| comments::get(conn, row.id)).collect()
    });
    let here: Vec<billet_core::Comment> = here;
    let mut ours: Vec<_> = here
        .into_iter()
        .filter(|c| c.blog == blog)
        .filter_map(|c| Some((c.remote_id?, c.remote_status)))
        .collect();
    ours.sort_by(|a, b| a.0.cmp(&b.0));
    [theirs, ours]
}

fn assert_same(desk: &Desk, blog: BlogId, there: &FakeBlog) {
    let [theirs, ours] = both(desk, blog, there);
    assert_eq!(theirs.len(), ours.len());
    assert_eq!(theirs, ours);
}

async fn fetch_until_whole(desk: &Desk, blog: BlogId) {
    for _ in 0..100 {
        desk.fetch(blog).await.unwrap();
        if desk.read(|conn| comments::sweep(conn, blog)).is_none() {
            return;
        }
    }
    panic!("it never came to its end");
}

#[tokio::test]
async fn killed_at_every_page_a_first_fetch_goes_on_where_it_was() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 1000);
    let mut attempts = 0;
    loop {
        // One page of the list, then the connection is gone; what was asked for on top is not counted.
        let on_top = if attempts == 0 { 0 } else { 2 };
        there.fail_after(on_top + 1, Call::Comments, Effect::None, no_answer);
        for _ in 0..3 {
            there.fail(Call::Comments, Effect::None, no_answer);
        }
        attempts += 1;
        // Another process: nothing is known but what the library holds.
        let office = desk.second_office();
        let ended = office.fetch(blog, &AtomicBool::new(false)).await;
        there.forgive();
        if ended.is_ok() {
            break;
        }
        assert!(attempts < 40, "it goes on");
    }
    assert_same(&desk, blog, &there);
    assert!(attempts > 3, "{attempts}");
}

#[tokio::test]
async fn comments_that_arrive_while_the_list_is_read_push_nothing_out() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 650);
    let gate = there.hold_after(2, Call::Comments);
    let fetching = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.fetch(blog, &AtomicBool::new(false)).await }
    });
    gate.reached.notified().await;
    for n in 0..130 {
        there.comment_arrives(Pending, &format!("<p>Tout neuf {n}</p>"));
    }
    gate.open.notify_one();
    fetching.await.unwrap().unwrap();
    desk.fetch(blog).await.unwrap();
    assert_same(&desk, blog, &there);
}

#[tokio::test]
async fn comments_that_are_deleted_while_the_list_is_read_hide_no_other() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 650);
    let gate = there.hold_after(2, Call::Comments);
    let fetching = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.fetch(blog, &AtomicBool::new(false)).await }
    });
    gate.reached.notified().await;
    there.with(|s| {
        let newest: Vec<i64> = s.comments.keys().rev().take(40).copied().collect();
        for id in newest {
            s.comments.remove(&id);
        }
    });
    gate.open.notify_one();
    fetching.await.unwrap().unwrap();
    desk.fetch(blog).await.unwrap();
    assert_same(&desk, blog, &there);
}

#[tokio::test]
async fn a_blog_that_counts_wrongly_is_read_to_its_end() {
    for tells in [
        (|_| 0) as fn(usize) -> usize,
        |there| there / 3,
        |there| there * 5,
        |there| there + 1000,
    ] {
        let (desk, blog, there) = Desk::with_blog();
        many(&there, 730);
        there.with(|s| s.tells = tells);
        desk.fetch(blog).await.unwrap();
        assert_same(&desk, blog, &there);
        let synced = desk.read(|conn| blogs::get(conn, blog)).synced_at;
        assert_eq!(synced, Some(desk.office.now()));
    }
}

#[tokio::test]
async fn rows_that_are_dropped_after_paging_end_nothing() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 500);
    // A whole page of them, and some of another.
    there.with(|s| {
        let ids: Vec<i64> = s.comments.keys().rev().copied().collect();
        let hidden = ids.iter().skip(100).take(130);
        s.hidden = hidden.map(|id| RemoteId::from(*id)).collect();
    });
    desk.fetch(blog).await.unwrap();
    let [theirs, ours] = both(&desk, blog, &there);
    assert_eq!((theirs.len(), ours.len()), (500, 370));
}

#[tokio::test]
async fn hundreds_of_one_second_come_whole_and_a_pause_among_them_loses_none() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 450);
    there.with(|s| {
        for comment in s.comments.values_mut() {
            comment.written_at = Timestamp::from_second(1_789_000_000).unwrap();
        }
    });
    there.fail_after(2, Call::Comments, Effect::None, no_answer);
    assert!(desk.fetch(blog).await.is_err());
    fetch_until_whole(&desk, blog).await;
    assert_same(&desk, blog, &there);
}

#[tokio::test]
async fn what_others_did_to_old_comments_is_found_within_a_day_a_little_at_a_time() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 2500);
    desk.fetch(blog).await.unwrap();
    let ids: Vec<i64> = there.with(|s| s.comments.keys().copied().collect());
    let (trashed, deleted) = (*ids.first().unwrap(), *ids.get(5).unwrap());
    there.moderate(&RemoteId::from(trashed), Trash);
    there.with(|s| s.comments.remove(&deleted));
    desk.wait(DAY);
    let asked = there.count(Call::Comments);
    desk.fetch(blog).await.unwrap();
    assert_eq!(there.count(Call::Comments) - asked, 12, "ten pages a fetch");
    assert!(desk.here(blog, &RemoteId::from(deleted)).is_some());
    fetch_until_whole(&desk, blog).await;
    assert_same(&desk, blog, &there);
    let traces = desk.read(|conn| comments::deleted(conn, Some(blog)));
    let [trace] = traces.as_slice() else {
        panic!("{traces:?}");
    };
    assert_eq!((trace.author.as_str(), trace.status), ("Léa", Approved));
    assert_eq!(trace.plain, "Commentaire 5");
    assert_eq!(trace.noticed_at, desk.office.now());
}

#[tokio::test]
async fn a_new_comment_comes_whatever_its_status_and_its_text_follows() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 30);
    desk.fetch(blog).await.unwrap();
    let spam = there.comment_arrives(Spam, "<p>Gagnez !</p>");
    let edited = there.comment_arrives(Approved, "<p>Coquile</p>");
    assert_eq!(desk.fetch(blog).await.unwrap().changed, 2);
    assert_eq!(desk.here(blog, &spam).unwrap().status, Spam);
    let id: i64 = edited.as_str().parse().unwrap();
    there.with(|s| s.comments.get_mut(&id).unwrap().html = "<p>Coquille</p>".into());
    assert_eq!(desk.fetch(blog).await.unwrap().changed, 1);
    assert_eq!(desk.here(blog, &edited).unwrap().html, "<p>Coquille</p>");
}

#[tokio::test]
async fn a_decision_that_arrives_while_the_list_is_on_its_way_is_not_undone_by_it() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Approved, "<p>a</p>").await;
    desk.office.decide(&[id], Decision::Spam).unwrap();
    desk.wait(60);
    // The page was made before the decision came, and arrives after it.
    let gate = there.hold_answer(Call::Comments);
    let fetching = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.fetch(blog, &AtomicBool::new(false)).await }
    });
    gate.reached.notified().await;
    desk.wait(1);
    desk.send().await;
    assert_eq!(there.status_of(&remote), Spam);
    gate.open.notify_one();
    fetching.await.unwrap().unwrap();
    let here = desk.comment(id);
    assert_eq!((here.status, here.remote_status), (Spam, Spam));
}

/// How a comment stands on the blog when it is looked at again; `None`: it was deleted.
const THERE: [Option<CommentStatus>; 5] =
    [Some(Pending), Some(Approved), Some(Spam), Some(Trash), None];

struct Case {
    id: CommentId,
    remote: RemoteId,
    seen: CommentStatus,
    now: Option<CommentStatus>,
    decision: Option<Decision>,
}

impl Case {
    fn name(&self) -> String {
        let Self { seen, now, .. } = self;
        format!("seen {seen:?}, now {now:?}, decided {:?}", self.decision)
    }

    /// What is to be sent: a decision for what is so already is none.
    fn wanted(&self) -> Option<CommentStatus> {
        let to = self.decision.map(Decision::leads_to);
        to.filter(|to| *to != self.seen)
    }
}

/// A comment for every status seen, status now, and own decision; fetched as it was seen.
async fn every_case(desk: &Desk, blog: BlogId, there: &FakeBlog) -> Vec<Case> {
    let decisions = [
        None,
        Some(Decision::Approve),
        Some(Decision::Hold),
        Some(Decision::Spam),
        Some(Decision::Trash),
    ];
    let mut wanted = Vec::new();
    for seen in CommentStatus::ALL {
        for now in THERE {
            for decision in decisions {
                let remote = there.comment_arrives(seen, "<p>Bonjour</p>");
                wanted.push((remote, seen, now, decision));
            }
        }
    }
    desk.fetch(blog).await.unwrap();
    let case = |(remote, seen, now, decision)| Case {
        id: desk.here(blog, &remote).unwrap().id,
        remote,
        seen,
        now,
        decision,
    };
    wanted.into_iter().map(case).collect()
}

#[tokio::test]
async fn whatever_others_did_and_whatever_was_decided_here_nothing_is_done_wrongly() {
    let (desk, blog, there) = Desk::with_blog();
    let cases = every_case(&desk, blog, &there).await;
    assert_eq!(cases.len(), 100);
    for case in &cases {
        if let Some(decision) = case.decision {
            desk.office.decide(&[case.id], decision).unwrap();
        }
        match case.now {
            Some(status) => there.moderate(&case.remote, status),
            None => there.with(|s| {
                s.comments.remove(&case.remote.as_str().parse().unwrap());
            }),
        }
    }
    // Within the grace time: what was decided here stands, all else follows the blog.
    desk.fetch(blog).await.unwrap();
    for case in &cases {
        let here = desk.here(blog, &case.remote).map(|c| c.status);
        let expected = case.wanted().or(case.now);
        assert_eq!(here, expected, "fetched: {}", case.name());
    }
    desk.wait(60);
    desk.send().await;
    let asked: Vec<CommentId> = desk
        .open_jobs()
        .into_iter()
        .filter_map(|row| match row.job.kind {
            JobKind::Decide { comment, .. } => Some(comment),
            _ => None,
        })
        .collect();
    for case in &cases {
        let after = there.with(|s| {
            let id: i64 = case.remote.as_str().parse().unwrap();
            s.comments.get(&id).map(|c| c.status)
        });
        let expected = match (case.wanted(), case.now) {
            // Nothing was decided here: the blog is left as it is.
            (None, now) => (now, false),
            // Deleted there: it is said, and nothing comes back.
            (Some(_), None) => (None, true),
            // It stands as it was seen, or as it should: carried out.
            (Some(wanted), Some(now)) if now == case.seen || now == wanted => (Some(wanted), false),
            // Others decided something else: the moderator is asked, and nothing is written over.
            (Some(_), Some(now)) => (Some(now), true),
        };
        let found = (after, asked.contains(&case.id));
        assert_eq!(found, expected, "sent: {}", case.name());
    }
    let traces = desk.read(|conn| comments::deleted(conn, None)).len();
    let deleted = |case: &&Case| case.now.is_none() && case.wanted().is_none();
    assert_eq!(traces, cases.iter().filter(deleted).count());
}
