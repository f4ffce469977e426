//! Comments as they arrive, are listed, answered and decided on.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use billet_core::{Cause, CommentAuthor, CommentStatus, Decision, JobState, RemoteId};
use billet_store::comments::{self, Arrived, Filter};
use billet_store::outbox;
use billet_store::posts::After;
use billet_store::remote_posts::{self, RemotePostRow};
use support::{Desk, arrived, at};

#[test]
fn a_fetch_that_brings_nothing_new_changes_nothing() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let first = arrived(1, CommentStatus::Pending);
    let arrive = |comment: &Arrived| desk.write(|tx| comments::arrive(tx, blog, comment));
    assert!(arrive(&first));
    assert!(!arrive(&first));
    assert!(arrive(&Arrived {
        plain: "Autre".into(),
        ..first.clone()
    }));
    assert!(arrive(&Arrived {
        status: CommentStatus::Spam,
        ..first.clone()
    }));
    let known = desk
        .read(|conn| comments::by_remote(conn, blog, &first.remote_id))
        .unwrap();
    assert_eq!(known.status, CommentStatus::Spam);
    assert_eq!(known.author, first.author);
}

#[test]
fn a_decision_stands_here_while_it_is_open() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let comment = desk.comment(blog, 1, CommentStatus::Pending);
    let job = desk.decide(blog, comment, Decision::Spam, None).unwrap();
    let fetch = |status| desk.write(|tx| comments::arrive(tx, blog, &arrived(1, status)));
    assert!(!fetch(CommentStatus::Pending));
    assert_eq!(desk.status(comment), CommentStatus::Spam);
    desk.settle(
        job,
        &JobState::Failed {
            cause: Cause::NotAllowed,
        },
        0,
    );
    assert!(fetch(CommentStatus::Approved));
    let here = desk.read(|conn| comments::get(conn, comment));
    assert_eq!(
        (here.status, here.remote_status),
        (CommentStatus::Spam, CommentStatus::Approved)
    );
    desk.write(|tx| outbox::cancel(tx, job));
    assert_eq!(desk.status(comment), CommentStatus::Approved);
    fetch(CommentStatus::Trash);
    assert_eq!(desk.status(comment), CommentStatus::Trash);
}

#[test]
fn what_a_whole_fetch_did_not_show_is_named() {
    let desk = Desk::new();
    let (blog, other) = (desk.blog("a"), desk.blog("b"));
    let [kept, gone, decided] = [1, 2, 3].map(|n| desk.comment(blog, n, CommentStatus::Pending));
    desk.comment(blog, 4, CommentStatus::Approved);
    desk.comment(other, 2, CommentStatus::Pending);
    desk.decide(blog, decided, Decision::Spam, None);
    let seen = [RemoteId::from(1)];
    let unseen = desk.read(|conn| comments::unseen(conn, blog, CommentStatus::Pending, &seen));
    assert_eq!(unseen, vec![(gone, RemoteId::from(2))]);
    assert_eq!(desk.status(kept), CommentStatus::Pending);
}

#[test]
fn the_desk_turns_its_pages_without_losing_or_repeating_a_comment() {
    let desk = Desk::new();
    let (a, b) = (desk.blog("a"), desk.blog("b"));
    for n in 0..10 {
        // Written in pairs at the same instant, on two blogs.
        let twin = Arrived {
            written_at: at(n / 2),
            ..arrived(n, CommentStatus::Pending)
        };
        desk.write(|tx| comments::arrive(tx, if n % 2 == 0 { a } else { b }, &twin));
    }
    desk.comment(a, 99, CommentStatus::Spam);
    let filter = Filter {
        status: Some(CommentStatus::Pending),
        ..Filter::default()
    };
    let mut met = Vec::new();
    let mut after = None;
    loop {
        let page = desk.read(|conn| comments::list(conn, &filter, after, 3));
        let Some(last) = page.last() else { break };
        after = Some(After {
            at: last.written_at,
            id: last.id.0,
        });
        met.extend(page.into_iter().map(|row| (row.written_at, row.id)));
    }
    let mut sorted = met.clone();
    sorted.sort_by(|x, y| y.cmp(x));
    sorted.dedup();
    assert_eq!((met.len(), &met), (10, &sorted));
    let of_b = Filter {
        blog: Some(b),
        ..filter
    };
    assert_eq!(
        desk.read(|conn| comments::list(conn, &of_b, None, 99))
            .len(),
        5
    );
    let counts = desk.read(comments::counts);
    assert_eq!(
        counts.iter().map(|(_, n)| *n).collect::<Vec<_>>(),
        [10, 0, 1, 0]
    );
}

#[test]
fn comments_are_found_by_words_and_author_without_accents() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let words = |number, plain: &str, name: &str| {
        let author = CommentAuthor {
            name: name.into(),
            ..CommentAuthor::default()
        };
        let plain = plain.to_owned();
        let one = Arrived {
            plain,
            author,
            ..arrived(number, CommentStatus::Approved)
        };
        desk.write(|tx| comments::arrive(tx, blog, &one));
    };
    words(1, "Cet été, l’œuvre du cœur", "Élodie");
    words(2, "Rien à voir", "Paul");
    let found = |query: &str| {
        let filter = Filter {
            query: Some(query.into()),
            ..Filter::default()
        };
        let rows = desk.read(|conn| comments::list(conn, &filter, None, 9));
        rows.into_iter()
            .map(|r| r.remote_id.unwrap().0)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("ete oeuv"), ["1"]);
    assert_eq!(found("ELODIE"), ["1"]);
    assert_eq!(found("voir"), ["2"]);
    assert_eq!(
        found("\" * ( a"),
        ["2", "1"],
        "nothing to search for does not restrict"
    );
    desk.write(|tx| {
        comments::remove(
            tx,
            comments::by_remote(tx, blog, &RemoteId::from(2))?
                .unwrap()
                .id,
        )
    });
    assert!(found("voir").is_empty());
}

#[test]
fn the_posts_that_comments_stand_under_are_asked_for_once() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    desk.comment(blog, 1, CommentStatus::Approved);
    let second = Arrived {
        post: RemoteId::from(2),
        ..arrived(2, CommentStatus::Approved)
    };
    desk.write(|tx| comments::arrive(tx, blog, &second));
    let row = RemotePostRow {
        title: "Le terrain".into(),
        ..RemotePostRow::default()
    };
    desk.write(|tx| remote_posts::put(tx, blog, &RemoteId::from(1), &row));
    assert_eq!(
        desk.read(|conn| remote_posts::missing(conn, blog)),
        [RemoteId::from(2)]
    );
    assert_eq!(
        desk.read(|conn| remote_posts::get(conn, blog, &RemoteId::from(1))),
        Some(row)
    );
    let rows = desk.read(|conn| comments::list(conn, &Filter::default(), None, 9));
    let titles: Vec<_> = rows.iter().map(|r| r.post_title.as_str()).collect();
    assert_eq!(titles, ["", "Le terrain"]);
    let many = desk.read(|conn| comments::count_on_post(conn, blog, &RemoteId::from(1)));
    assert_eq!(many, 1);
}
