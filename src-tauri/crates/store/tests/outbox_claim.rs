//! Who gets which job, and when.

mod support;

use std::collections::HashMap;
use std::sync::{Arc, Barrier};

use billet_core::{BlogHealth, Cause, CommentStatus, Decision, JobId, JobKind, JobState};
use billet_store::{Library, StoreError, blogs, comments, media, outbox};
use support::{Desk, at};

#[test]
fn two_processes_send_two_hundred_jobs_once_each() {
    let desk = Desk::new();
    let mut all = Vec::new();
    for name in ["un", "deux", "trois", "quatre"] {
        let blog = desk.blog(name);
        for number in 0..50 {
            let comment = desk.comment(blog, number, CommentStatus::Pending);
            all.push(desk.decide(blog, comment, Decision::Approve, None).unwrap());
        }
    }
    let libraries = [
        Arc::new(Library::open(desk.folder.path(), at(0)).unwrap()),
        Arc::new(Library::open(desk.folder.path(), at(0)).unwrap()),
    ];
    let start = Arc::new(Barrier::new(4));
    let workers: Vec<_> = (0..4)
        .map(|n| {
            let library = Arc::clone(&libraries[n % 2]);
            let start = Arc::clone(&start);
            std::thread::spawn(move || {
                start.wait();
                let mut mine = Vec::new();
                // Each worker sees the others' jobs as being sent, so it goes on until all is done.
                loop {
                    let claimed = library
                        .write(|tx| outbox::claim(tx, &format!("{n}:"), None, at(1)))
                        .unwrap();
                    let Some(job) = claimed else {
                        let left = library.read(outbox::tally).unwrap();
                        if left.waiting == 0 {
                            return mine;
                        }
                        std::thread::yield_now();
                        continue;
                    };
                    mine.push(job.id);
                    library
                        .write(|tx| {
                            outbox::settle(
                                tx,
                                job.id,
                                &format!("{n}:"),
                                &JobState::Done,
                                at(1),
                                false,
                                at(1),
                            )
                        })
                        .unwrap();
                }
            })
        })
        .collect();
    let mut times: HashMap<JobId, usize> = HashMap::new();
    for worker in workers {
        for id in worker.join().unwrap() {
            *times.entry(id).or_default() += 1;
        }
    }
    assert_eq!(times.len(), 200);
    assert!(all.iter().all(|id| times.get(id) == Some(&1)));
    assert_eq!(desk.read(outbox::tally), outbox::Tally::default());
}

#[test]
fn a_blog_is_sent_one_thing_at_a_time_and_blogs_side_by_side() {
    let desk = Desk::new();
    let (a, b) = (desk.blog("a"), desk.blog("b"));
    let publish = |blog, title: &str| {
        let publication = desk.publication(blog, title);
        desk.add(blog, &JobKind::Publish { publication }, 0)
            .unwrap()
    };
    let (one, two, other) = (publish(a, "un"), publish(a, "deux"), publish(b, "trois"));
    assert_eq!(desk.claim(0).unwrap().id, one);
    assert_eq!(desk.claim(0).unwrap().id, other);
    assert_eq!(desk.claim(0), None);
    assert_eq!(
        desk.read(outbox::next_due),
        None,
        "nothing can be taken: nobody is woken in vain"
    );
    desk.settle(one, &JobState::Done, 0);
    assert_eq!(desk.read(outbox::next_due), Some(at(0)));
    assert_eq!(desk.claim(0).unwrap().id, two);
}

#[test]
fn the_attempt_is_counted_and_the_state_before_comes_back() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let publication = desk.publication(blog, "un");
    let id = desk
        .add(blog, &JobKind::Publish { publication }, 5)
        .unwrap();
    assert_eq!(desk.claim(4), None, "not before it is due");
    let job = desk.claim(5).unwrap();
    assert_eq!((job.state, job.attempts), (JobState::Queued, 1));
    assert_eq!(
        (desk.job(id).state, desk.job(id).attempts),
        (JobState::Sending, 1)
    );
    desk.settle_at(id, &JobState::Unknown, 9, true, 5);
    assert_eq!(desk.read(outbox::next_due), Some(at(9)));
    let job = desk.claim(9).unwrap();
    assert_eq!(
        (job.state, job.attempts, job.looks),
        (JobState::Unknown, 2, 1)
    );
    desk.settle_at(id, &JobState::Queued, 9, true, 9);
    assert_eq!(desk.job(id).looks, 0);
}

#[test]
fn a_crash_in_flight_is_found_at_the_next_launch() {
    let desk = Desk::new();
    let (a, b) = (desk.blog("a"), desk.blog("b"));
    let comment = desk.comment(a, 1, CommentStatus::Pending);
    let dead = desk.decide(a, comment, Decision::Spam, None).unwrap();
    let publication = desk.publication(b, "un");
    let alive = desk.add(b, &JobKind::Publish { publication }, 0).unwrap();
    desk.write(|tx| outbox::claim(tx, "dead", None, at(0)));
    desk.write(|tx| outbox::claim(tx, "alive", None, at(0)));
    let recovered = desk.write(|tx| outbox::recover(tx, &|holder| holder == "alive", at(60)));
    assert_eq!(recovered, 1);
    assert_eq!(desk.job(alive).state, JobState::Sending);
    assert_eq!(
        (desk.job(dead).state, desk.job(dead).due_at),
        (JobState::Unknown, at(60))
    );
    // Even if the look then fails for good, trying again begins with a look.
    desk.write(|tx| outbox::claim(tx, "alive", None, at(60)));
    desk.settle(
        dead,
        &JobState::Failed {
            cause: Cause::NotAllowed,
        },
        60,
    );
    desk.write(|tx| outbox::retry_now(tx, dead, at(70)));
    assert_eq!(desk.job(dead).state, JobState::Unknown);
}

#[test]
fn a_blog_that_refuses_the_password_waits_until_the_writer_signed_in() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let publication = desk.publication(blog, "un");
    let id = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.claim(0).unwrap();
    desk.settle(
        id,
        &JobState::Retry {
            cause: Cause::SignIn,
        },
        900,
    );
    desk.write(|tx| blogs::set_health(tx, blog, BlogHealth::SignIn));
    assert_eq!(desk.claim(1000), None);
    assert_eq!(desk.read(outbox::next_due), None);
    desk.write(|tx| {
        blogs::set_health(tx, blog, BlogHealth::Fine)?;
        outbox::wake_blog(tx, blog, at(60))
    });
    assert_eq!(desk.claim(60).unwrap().id, id);
    desk.settle(
        id,
        &JobState::Failed {
            cause: Cause::NoSecret,
        },
        60,
    );
    desk.write(|tx| outbox::wake_blog(tx, blog, at(70)));
    let job = desk.claim(70).unwrap();
    assert_eq!(
        (job.id, job.state, job.created_at),
        (id, JobState::Queued, at(70))
    );
}

#[test]
fn waking_a_blog_hurries_neither_an_undo_nor_a_wish_of_the_blog_nor_a_second_look() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let state = |number: i64, state: Option<(JobState, bool)>| {
        let publication = desk.publication(blog, &number.to_string());
        let id = desk
            .add(blog, &JobKind::Publish { publication }, 100)
            .unwrap();
        if let Some((state, looked)) = state {
            desk.settle_at(id, &state, 100, looked, 0);
        }
        id
    };
    let grace = state(1, None);
    let busy = state(2, Some((JobState::Retry { cause: Cause::Busy }, false)));
    let looked = state(3, Some((JobState::Unknown, true)));
    let offline = state(
        4,
        Some((
            JobState::Retry {
                cause: Cause::Offline,
            },
            false,
        )),
    );
    let unknown = state(5, Some((JobState::Unknown, false)));
    assert_eq!(desk.read(outbox::tally).offline, 1);
    desk.write(|tx| outbox::wake_blog(tx, blog, at(10)));
    let due = |id| desk.job(id).due_at;
    assert_eq!([due(grace), due(busy), due(looked)], [at(100); 3]);
    assert_eq!([due(offline), due(unknown)], [at(10); 2]);
}

#[test]
fn an_answer_for_a_job_that_went_with_its_blog_touches_no_other_job() {
    let desk = Desk::new();
    let gone = desk.blog("gone");
    let publication = desk.publication(gone, "un");
    let id = desk
        .add(gone, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.claim(0).unwrap();
    desk.write(|tx| blogs::remove(tx, gone, at(0)));
    let blog = desk.blog("next");
    let publication = desk.publication(blog, "deux");
    let next = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    let late = |tx: &_| outbox::settle(tx, id, "1:test", &JobState::Done, at(1), false, at(1));
    assert!(!desk.write(|tx| late(tx)));
    assert_ne!(next, id);
    assert_eq!(desk.job(next).state, JobState::Queued);
}

#[test]
fn the_list_shows_open_jobs_then_the_latest_done() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let ids: Vec<_> = (0..4)
        .map(|n| {
            let publication = desk.publication(blog, &format!("Billet {n}"));
            desk.add(blog, &JobKind::Publish { publication }, 0)
                .unwrap()
        })
        .collect();
    for (n, id) in (1..).zip(&ids[..3]) {
        desk.settle(*id, &JobState::Done, n);
    }
    let rows = desk.read(|conn| outbox::list(conn, 2));
    let shown: Vec<_> = rows.iter().map(|r| r.job.id).collect();
    assert_eq!(shown, [ids[3], ids[2], ids[1]]);
    assert_eq!(
        (rows[0].about.as_str(), rows[0].blog_name.as_str()),
        ("Billet 3", "carnet")
    );
    assert!(rows[0].post.is_some());
}

#[test]
fn a_removed_comment_takes_its_job_with_it() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let comment = desk.comment(blog, 1, CommentStatus::Pending);
    let id = desk.decide(blog, comment, Decision::Spam, None).unwrap();
    assert_eq!(desk.read(|conn| outbox::of_comment(conn, comment)).len(), 1);
    desk.write(|tx| comments::remove(tx, comment));
    let gone = desk.library.read(|conn| outbox::get(conn, id));
    assert!(matches!(gone, Err(StoreError::NoJob { .. })));
}

#[test]
fn an_attempt_that_others_took_over_writes_nothing() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let publication = desk.publication(blog, "un");
    let id = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.claim(0).unwrap();
    // Taken for dead, and taken over.
    desk.write(|tx| outbox::recover(tx, &|_| false, at(1)));
    let failed = JobState::Failed {
        cause: Cause::Offline,
    };
    let late = |tx: &_| outbox::settle(tx, id, "1:test", &failed, at(2), false, at(2));
    assert!(!desk.write(|tx| late(tx)));
    assert_eq!(desk.job(id).state, JobState::Unknown);
    desk.write(|tx| outbox::claim(tx, "2:other", None, at(2)));
    assert!(!desk.write(|tx| late(tx)));
    assert_eq!(desk.job(id).state, JobState::Sending);
    let ended =
        desk.write(|tx| outbox::settle(tx, id, "2:other", &JobState::Done, at(3), false, at(3)));
    assert!(ended);
    assert_eq!(desk.job(id).state, JobState::Done);
}

#[test]
fn only_the_named_blogs_are_looked_at() {
    let desk = Desk::new();
    let (named, other) = (desk.blog("a"), desk.blog("b"));
    let jobs = [other, named].map(|blog| {
        let publication = desk.publication(blog, "un");
        desk.add(blog, &JobKind::Publish { publication }, 0)
            .unwrap()
    });
    let next = || desk.write(|tx| outbox::claim(tx, "1:test", Some(&[named]), at(0)));
    assert_eq!(next().map(|job| job.id), Some(jobs[1]));
    assert_eq!(next(), None);
    assert_eq!(desk.job(jobs[0]).state, JobState::Queued);
}

#[test]
fn what_was_given_up_goes_on_when_the_blog_answers_again() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let publication = desk.publication(blog, "un");
    let id = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    let gave_up = JobState::Failed {
        cause: Cause::GaveUp,
    };
    desk.settle(id, &gave_up, 300_000);
    desk.write(|tx| outbox::wake_blog(tx, blog, at(300_001)));
    let job = desk.job(id);
    assert_eq!(
        (job.state, job.created_at),
        (JobState::Queued, at(300_001)),
        "its days count from now"
    );
}

#[test]
fn pictures_are_taken_ahead_only_where_nothing_is_open_about_them_or_their_blog() {
    let desk = Desk::new();
    let blog = desk.blog("a");
    let picture = |letter: u8| JobKind::Upload {
        media: media::hash(&[letter]).unwrap(),
    };
    let ids: Vec<JobId> = (0..4)
        .map(|letter| {
            let known = media::Media {
                hash: media::hash(&[letter]).unwrap(),
                name: "a.png".into(),
                mime: "image/png".into(),
                bytes: 1,
                alt: String::new(),
            };
            desk.write(|tx| media::add(tx, &known, at(0)));
            desk.add(blog, &picture(letter), 0).unwrap()
        })
        .collect();
    let ahead = |now| desk.write(|tx| outbox::claim_ahead(tx, "1:test", blog, at(now)));
    let taken =
        |jobs: Vec<billet_core::Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
    // One is in doubt: it has to be looked for first.
    desk.settle(ids[1], &JobState::Unknown, 0);
    assert_eq!(desk.claim(0).unwrap().id, ids[0]);
    let jobs = ahead(0);
    assert!(
        jobs.iter()
            .all(|job| job.attempts == 1 && job.state == JobState::Queued)
    );
    assert_eq!(taken(jobs), [ids[2], ids[3]]);
    assert_eq!(ahead(0), [], "each once");

    // Given back: as it was, for whoever took it.
    desk.write(|tx| outbox::give_back(tx, ids[3], "2:other"));
    assert_eq!(desk.job(ids[3]).state, JobState::Sending);
    desk.write(|tx| outbox::give_back(tx, ids[3], "1:test"));
    let job = desk.job(ids[3]);
    assert_eq!((job.state, job.attempts), (JobState::Queued, 0));

    // A blog that is to be left alone.
    desk.write(|tx| outbox::rest(tx, blog, at(60)));
    assert_eq!(ahead(59), []);
    desk.write(|tx| blogs::set_health(tx, blog, BlogHealth::SignIn));
    assert_eq!(ahead(60), []);
    desk.write(|tx| blogs::set_health(tx, blog, BlogHealth::Fine));
    assert_eq!(taken(ahead(60)), [ids[3]]);
}
