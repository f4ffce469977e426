//! What a new job does to those that are there, and what taking one back undoes.

mod support;

use billet_core::{Cause, JobKind, JobState, RemoteId, RemoteStatus};
use billet_store::{StoreError, outbox, posts, publications};
use support::{Desk, at};

fn open(desk: &Desk) -> Vec<(i64, JobKind, JobState)> {
    let rows = desk.read(|conn| outbox::list(conn, 0));
    rows.into_iter()
        .map(|r| (r.job.id.0, r.job.kind, r.job.state))
        .collect()
}

#[test]
fn publishing_again_before_it_left_sends_once() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publish = JobKind::Publish {
        publication: desk.publication(blog, "Le terrain"),
    };
    let first = desk.add(blog, &publish, 0).unwrap();
    desk.claim(0).unwrap();
    desk.settle(
        first,
        &JobState::Retry {
            cause: Cause::Offline,
        },
        30,
    );
    assert_eq!(desk.add(blog, &publish, 10), Some(first));
    let job = desk.job(first);
    assert_eq!(
        (job.state, job.attempts, job.due_at, job.created_at),
        (JobState::Queued, 0, at(10), at(10))
    );
    assert_eq!(open(&desk).len(), 1);
}

#[test]
fn an_update_during_sending_goes_after_it_once() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publish = JobKind::Publish {
        publication: desk.publication(blog, "Le terrain"),
    };
    let first = desk.add(blog, &publish, 0).unwrap();
    desk.claim(0).unwrap();
    let second = desk.add(blog, &publish, 1).unwrap();
    assert!(second > first);
    assert_eq!(desk.add(blog, &publish, 2), Some(second));
    let states: Vec<_> = open(&desk)
        .into_iter()
        .map(|(id, _, state)| (id, state))
        .collect();
    assert_eq!(
        states,
        vec![(first.0, JobState::Sending), (second.0, JobState::Queued)]
    );
    assert_eq!(desk.claim(9), None);
    desk.settle(first, &JobState::Unknown, 5);
    assert_eq!(
        desk.claim(9).unwrap().id,
        first,
        "what may have arrived is looked for first"
    );
    desk.settle(first, &JobState::Done, 9);
    assert_eq!(desk.claim(9).unwrap().id, second);
}

#[test]
fn trashing_takes_the_place_of_an_unsent_update() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publication = desk.publication(blog, "Le terrain");
    desk.add(blog, &JobKind::Publish { publication }, 0);
    let trash = desk
        .add(
            blog,
            &JobKind::Trash {
                publication,
                after: None,
            },
            1,
        )
        .unwrap();
    assert_eq!(
        open(&desk),
        vec![(
            trash.0,
            JobKind::Trash {
                publication,
                after: None
            },
            JobState::Queued
        )]
    );
}

#[test]
fn what_may_have_arrived_is_looked_for_before_it_is_sent_again() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publish = JobKind::Publish {
        publication: desk.publication(blog, "Le terrain"),
    };
    let id = desk.add(blog, &publish, 0).unwrap();
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
    desk.write(|tx| outbox::retry_now(tx, id, at(5)));
    assert_eq!(desk.claim(5).unwrap().state, JobState::Unknown);
    desk.settle(
        id,
        &JobState::Failed {
            cause: Cause::FoundTwice,
        },
        5,
    );
    assert_eq!(desk.add(blog, &publish, 6), Some(id));
    assert_eq!(desk.claim(6).unwrap().state, JobState::Unknown);
    // The blog was asked and has nothing: now it may be sent.
    desk.settle(id, &JobState::Queued, 6);
    assert_eq!(desk.claim(6).unwrap().state, JobState::Queued);
}

#[test]
fn an_update_behind_a_doubtful_failure_is_looked_for_too() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publish = JobKind::Publish {
        publication: desk.publication(blog, "Le terrain"),
    };
    let first = desk.add(blog, &publish, 0).unwrap();
    desk.claim(0).unwrap();
    desk.settle(first, &JobState::Unknown, 0);
    let second = desk.add(blog, &publish, 1).unwrap();
    desk.claim(1).unwrap();
    desk.settle(
        first,
        &JobState::Failed {
            cause: Cause::GaveUp,
        },
        1,
    );
    let next = desk.claim(1).unwrap();
    assert_eq!((next.id, next.state), (second, JobState::Unknown));
    desk.settle(second, &JobState::Done, 2);
    assert_eq!(open(&desk), vec![], "what failed before it is superseded");
}

#[test]
fn what_is_being_sent_cannot_be_taken_back() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publication = desk.publication(blog, "Le terrain");
    let id = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.claim(0).unwrap();
    let refused = desk.library.write(|tx| outbox::cancel(tx, id));
    assert!(matches!(refused, Err(StoreError::JobIsSending { id: said }) if said == id));
    assert_eq!(desk.job(id).state, JobState::Sending);
}

#[test]
fn a_post_taken_back_before_it_left_is_on_no_blog() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publication = desk.publication(blog, "Le terrain");
    let post = desk.read(|conn| publications::get(conn, publication)).post;
    let id = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.write(|tx| outbox::cancel(tx, id));
    assert!(
        desk.read(|conn| publications::of_post(conn, post))
            .is_empty()
    );
    assert_eq!(
        desk.read(|conn| posts::get(conn, post)).text.title,
        "Le terrain"
    );
}

#[test]
fn an_update_taken_back_leaves_the_blog_with_what_it_has() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publication = desk.publication(blog, "Le terrain");
    let old = desk.read(|conn| publications::get(conn, publication));
    desk.write(|tx| {
        publications::reserved(tx, publication, &RemoteId::from(5))?;
        publications::agreed(
            tx,
            publication,
            "https://carnet.example/terrain",
            &RemoteStatus::Published,
            &billet_core::Base::default(),
            Some((old.wanted, old.target)),
        )
    });
    let id = desk.write(|tx| {
        let present = posts::get(tx, old.post)?;
        let text = billet_core::PostText {
            body: "Un autre texte.".into(),
            ..present.text
        };
        posts::save(
            tx,
            old.post,
            present.version,
            &text,
            &posts::Measure::default(),
            at(1),
        )?;
        let why = billet_core::RevisionReason::Publish;
        let wanted = posts::keep_revision(tx, old.post, why, at(1))?;
        publications::want(tx, old.post, blog, wanted, &support::target())
    });
    assert_eq!(id, publication);
    assert_ne!(
        desk.read(|conn| publications::get(conn, id)).wanted,
        old.wanted
    );
    let job = desk
        .add(blog, &JobKind::Publish { publication }, 1)
        .unwrap();
    desk.write(|tx| outbox::cancel(tx, job));
    let now = desk.read(|conn| publications::get(conn, id));
    assert_eq!((now.wanted, now.sent), (old.wanted, Some(old.wanted)));
    assert_eq!(now.url.as_deref(), Some("https://carnet.example/terrain"));
}

#[test]
fn publishing_again_stands_behind_what_is_being_sent_and_never_before_it() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publish = JobKind::Publish {
        publication: desk.publication(blog, "Le terrain"),
    };
    let first = desk.add(blog, &publish, 0).unwrap();
    desk.claim(0).unwrap();
    let second = desk.add(blog, &publish, 0).unwrap();
    desk.settle(
        first,
        &JobState::Failed {
            cause: Cause::NotAllowed,
        },
        0,
    );
    assert_eq!(desk.claim(0).unwrap().id, second);
    let third = desk.add(blog, &publish, 0).unwrap();
    assert!(third > second);
    let ids: Vec<_> = open(&desk).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, [second.0, third.0], "the failed one gave way");
}

#[test]
fn a_post_on_its_way_stays_when_the_update_behind_it_is_taken_back() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publication = desk.publication(blog, "Le terrain");
    let first = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.claim(0).unwrap();
    let second = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.write(|tx| outbox::cancel(tx, second));
    assert_eq!(
        desk.read(|conn| publications::get(conn, publication)).id,
        publication
    );
    assert_eq!(desk.job(first).state, JobState::Sending);
}
