//! What stands around a comment: its conversation, one's own replies in it, and its author.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use billet_core::{CommentAuthor, CommentStatus, Decision, JobKind, JobState, RemoteId};
use billet_store::comments::{self, Arrived, Filter};
use billet_store::outbox;
use support::{Desk, arrived, at};

/// 1 ← 2 ← 3 ← 4, 2 ← 5 (spam) ← 6, and 7 apart.
fn conversation(desk: &Desk) -> billet_core::BlogId {
    let blog = desk.blog("a");
    let answer = |number, parent: Option<i64>, status| {
        let parent = parent.map(RemoteId::from);
        desk.write(|tx| {
            comments::arrive(
                tx,
                blog,
                &Arrived {
                    parent,
                    ..arrived(number, status)
                },
            )
        });
    };
    // Oldest last, so that the order of arrival does not help.
    answer(7, None, CommentStatus::Approved);
    answer(6, Some(5), CommentStatus::Approved);
    answer(5, Some(2), CommentStatus::Spam);
    answer(4, Some(3), CommentStatus::Approved);
    answer(3, Some(2), CommentStatus::Pending);
    answer(2, Some(1), CommentStatus::Trash);
    answer(1, None, CommentStatus::Approved);
    blog
}

fn thread_of(desk: &Desk, blog: billet_core::BlogId, number: i64) -> Vec<String> {
    desk.read(|conn| {
        let id = comments::by_remote(conn, blog, &RemoteId::from(number))?
            .unwrap()
            .id;
        let thread = comments::thread(conn, id)?;
        Ok(thread
            .into_iter()
            .map(|c| c.remote_id.map_or("reply".into(), |r| r.0))
            .collect())
    })
}

#[test]
fn a_conversation_reads_from_its_beginning() {
    let desk = Desk::new();
    let blog = conversation(&desk);
    assert_eq!(thread_of(&desk, blog, 3), ["1", "2", "3", "4"]);
    assert_eq!(
        thread_of(&desk, blog, 1),
        ["1", "3", "4", "6"],
        "spam and trash are left out"
    );
    assert_eq!(thread_of(&desk, blog, 5), ["1", "2", "5", "6"]);
    assert_eq!(thread_of(&desk, blog, 7), ["7"]);
}

#[test]
fn a_ring_of_parents_ends_and_a_flood_is_cut() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    desk.write(|tx| {
        for (n, parent) in [(1, 3), (2, 1), (3, 2), (4, 4)] {
            let parent = Some(RemoteId::from(parent));
            let one = Arrived {
                parent,
                ..arrived(n, CommentStatus::Approved)
            };
            comments::arrive(tx, blog, &one)?;
        }
        for n in 10..400 {
            let parent = Some(RemoteId::from(4));
            let one = Arrived {
                parent,
                ..arrived(n, CommentStatus::Approved)
            };
            comments::arrive(tx, blog, &one)?;
        }
        Ok(())
    });
    assert_eq!(thread_of(&desk, blog, 1), ["1", "2", "3"]);
    assert_eq!(
        thread_of(&desk, blog, 4),
        ["4"]
            .into_iter()
            .map(String::from)
            .chain((10..209).map(|n| n.to_string()))
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_reply_stands_in_its_conversation_at_once_and_is_joined_when_it_arrives() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let parent = desk.comment(blog, 1, CommentStatus::Approved);
    let reply = desk.write(|tx| {
        let parent = comments::get(tx, parent)?;
        let reply = comments::add_reply(
            tx,
            &parent,
            "Zoé",
            "Merci !",
            "<p>Merci !</p>",
            "Merci !",
            at(50),
        )?;
        outbox::add(tx, blog, &JobKind::Reply { reply }, None, at(50), at(50))?;
        Ok(reply)
    });
    assert_eq!(thread_of(&desk, blog, 1), ["1", "reply"]);
    let pending = Filter {
        status: Some(CommentStatus::Pending),
        ..Filter::default()
    };
    assert!(
        desk.read(|conn| comments::list(conn, &pending, None, 9))
            .is_empty()
    );
    // A fetch is faster than the answer, and somebody decides on what it brought.
    let parent = Some(RemoteId::from(1));
    let sent = Arrived {
        parent,
        is_mine: true,
        ..arrived(2, CommentStatus::Approved)
    };
    desk.write(|tx| comments::arrive(tx, blog, &sent));
    let twin = desk
        .read(|conn| comments::by_remote(conn, blog, &sent.remote_id))
        .unwrap()
        .id;
    let job = desk.decide(blog, twin, Decision::Trash, None).unwrap();
    desk.write(|tx| comments::reply_sent(tx, reply, &sent));
    let joined = desk
        .read(|conn| comments::by_remote(conn, blog, &sent.remote_id))
        .unwrap();
    assert_eq!((joined.id, joined.status), (reply, CommentStatus::Trash));
    let seen = CommentStatus::Approved;
    let moved = JobKind::Decide {
        comment: reply,
        decision: Decision::Trash,
        seen,
    };
    assert_eq!(desk.job(job).kind, moved);
    // A second answer about it, or one about a row that is gone, harms nothing.
    desk.write(|tx| comments::reply_sent(tx, reply, &sent));
    desk.write(|tx| comments::reply_sent(tx, twin, &sent));
    assert_eq!(
        desk.read(|conn| comments::list(conn, &Filter::default(), None, 9))
            .len(),
        2
    );
}

#[test]
fn an_author_is_known_by_address_or_by_name_on_one_blog() {
    let desk = Desk::new();
    let (a, b) = (desk.blog("a"), desk.blog("b"));
    desk.comment(a, 2, CommentStatus::Approved);
    desk.comment(b, 1, CommentStatus::Spam);
    let nameless = |blog, number, name: &str| {
        let author = CommentAuthor {
            name: name.into(),
            ..CommentAuthor::default()
        };
        let one = Arrived {
            author,
            ..arrived(number, CommentStatus::Pending)
        };
        desk.write(|tx| comments::arrive(tx, blog, &one));
    };
    nameless(a, 10, "Paul");
    nameless(b, 10, "Paul");
    nameless(a, 11, "");
    let record = |blog, number: i64| {
        desk.read(|conn| {
            let one = comments::by_remote(conn, blog, &RemoteId::from(number))?.unwrap();
            comments::author_record(conn, &one)
        })
    };
    let amelie = record(a, 2);
    assert_eq!(
        (amelie.approved, amelie.spam, amelie.first_seen),
        (1, 1, Some(at(1)))
    );
    assert_eq!(record(a, 10).pending, 1);
    assert_eq!(record(a, 11), comments::AuthorRecord::default());
}

#[test]
fn a_begun_reply_is_kept_until_it_is_emptied_or_its_comment_goes() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let id = |number: i64| {
        desk.read(|conn| comments::by_remote(conn, blog, &RemoteId::from(number)))
            .unwrap()
            .id
    };
    desk.write(|tx| {
        comments::arrive(tx, blog, &arrived(1, CommentStatus::Pending))?;
        comments::arrive(tx, blog, &arrived(2, CommentStatus::Pending))
    });
    let (first, second) = (id(1), id(2));
    desk.write(|tx| {
        comments::keep_draft(tx, first, "Mer")?;
        comments::keep_draft(tx, first, "Merci !")?;
        comments::keep_draft(tx, second, "Non.")
    });
    let both = vec![(first, "Merci !".to_owned()), (second, "Non.".to_owned())];
    assert_eq!(desk.read(comments::drafts), both);
    desk.write(|tx| comments::keep_draft(tx, first, ""));
    assert_eq!(desk.read(comments::drafts), [(second, "Non.".to_owned())]);
    // Gone from its blog, it stays here as long as there is something to say about it.
    assert!(desk.write(|tx| comments::remove(tx, second)));
    assert_eq!(desk.status(second), CommentStatus::Trash);
    assert!(!desk.write(|tx| comments::remove(tx, second)), "once");
    desk.write(|tx| comments::keep_draft(tx, second, ""));
    assert!(desk.write(|tx| comments::remove(tx, second)));
    assert_eq!(desk.read(comments::drafts), vec![]);
    let gone = desk.library.read(|conn| comments::get(conn, second));
    assert!(gone.is_err());
}

#[test]
fn a_sent_reply_keeps_its_markdown_until_the_blog_has_it() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let to = desk.comment(blog, 1, CommentStatus::Approved);
    let say = |text: &str| {
        desk.write(|tx| {
            let parent = comments::get(tx, to)?;
            let reply = comments::add_reply(tx, &parent, "Zoé", text, "<p>x</p>", "x", at(50))?;
            outbox::add(tx, blog, &JobKind::Reply { reply }, None, at(50), at(50))
                .map(|job| (reply, job.unwrap()))
        })
    };
    let drafts = || desk.read(comments::drafts);
    desk.write(|tx| comments::keep_draft(tx, to, "C’est *vrai*."));
    let (_, first) = say("C’est *vrai*. ");
    let (second_reply, second) = say("Autre chose.");
    assert_eq!(drafts(), [], "begun no more");
    assert_eq!(desk.read(|conn| comments::unsent(conn, blog)), 2);
    // Not even the comment's end on its blog takes it along.
    desk.write(|tx| comments::remove(tx, to));
    assert_eq!(desk.status(to), CommentStatus::Trash);

    desk.write(|tx| outbox::cancel(tx, first));
    assert_eq!(drafts(), [(to, "C’est *vrai*. ".to_owned())]);
    desk.write(|tx| outbox::cancel(tx, second));
    let both = "C’est *vrai*.\n\nAutre chose.".to_owned();
    assert_eq!(drafts(), [(to, both.clone())]);
    assert!(
        desk.library
            .read(|conn| comments::get(conn, second_reply))
            .is_err()
    );

    // What was begun meanwhile in other words is not what is sent now.
    let (third, job) = say("Merci.");
    assert_eq!(drafts(), [(to, both.clone())]);
    desk.write(|tx| comments::reply_sent(tx, third, &arrived(9, CommentStatus::Approved)));
    desk.settle(job, &JobState::Done, 60);
    assert_eq!(desk.read(|conn| comments::unsent(conn, blog)), 1);
    assert_eq!(drafts(), [(to, both)]);
}

#[test]
fn what_was_begun_under_a_reply_survives_its_second_row() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let to = desk.comment(blog, 1, CommentStatus::Approved);
    let reply = desk.write(|tx| {
        let parent = comments::get(tx, to)?;
        comments::add_reply(tx, &parent, "Zoé", "Merci", "<p>Merci</p>", "Merci", at(50))
    });
    // A fetch brings it before the answer, and the writer goes on there.
    let fetched = desk.comment(blog, 7, CommentStatus::Approved);
    desk.write(|tx| {
        comments::keep_draft(tx, fetched, "Et encore")?;
        comments::reply_sent(tx, reply, &arrived(7, CommentStatus::Approved))
    });
    assert_eq!(
        desk.read(comments::drafts),
        [(reply, "Et encore".to_owned())]
    );
    assert!(
        desk.library
            .read(|conn| comments::get(conn, fetched))
            .is_err()
    );
}
