//! Damaged libraries: what lies on whole pages comes over, the damaged file stays, nothing falls.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use billet_core::{
    Cause, CommentStatus, JobKind, JobState, PostId, PostText, RemoteId, RevisionReason,
};
use billet_store::posts::{self, Measure};
use billet_store::{
    FILE, Library, Part, Setback, StoreError, blogs, comments, outbox, publications,
    recover_library,
};
use rusqlite::config::DbConfig;
use support::{Desk, arrived, at};

const PAGE: usize = 4096;

/// A post whose number stands in its every line, so that a search finds all of its pages.
fn text(number: i64) -> PostText {
    // From a line to several pages.
    let lines = 1 + (number * number) % 97 * 4;
    let body = (0..lines)
        .map(|line| format!("[[{number}]] ligne {line} : l’été, à la mer.\n"))
        .collect();
    PostText {
        title: format!("[[{number}]]"),
        body,
        ..PostText::default()
    }
}

const POSTS: i64 = 70;

/// A library with something in it, as one file.
fn library() -> Vec<u8> {
    let desk = Desk::new();
    desk.blog("carnet");
    let blog = desk.blog("autre");
    desk.write(|tx| {
        for number in 1..=POSTS {
            let post = posts::create(tx, &text(number), &Measure::default(), at(number))?;
            assert_eq!(post, PostId(number));
            if number % 7 == 0 {
                let wanted = posts::keep_revision(tx, post, RevisionReason::Publish, at(number))?;
                let publication = publications::want(tx, post, blog, wanted, &support::target())?;
                let kind = JobKind::Publish { publication };
                outbox::add(tx, blog, &kind, None, at(0), at(0))?;
                if number % 2 == 0 {
                    publications::reserved(tx, publication, &RemoteId::from(number))?;
                }
            }
        }
        for number in 0..300 {
            comments::arrive(tx, blog, &arrived(number, CommentStatus::Pending))?;
        }
        Ok(())
    });
    let Desk { folder, library } = desk;
    drop(library);
    fs::read(folder.path().join(FILE)).unwrap()
}

/// The pages that hold each post, and those that hold a text of it elsewhere.
fn pages(bytes: &[u8]) -> BTreeMap<i64, BTreeSet<usize>> {
    let mut found: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for at in 0..bytes.len() - 6 {
        if bytes[at..].starts_with(b"[[") {
            let digits: String = bytes[at + 2..at + 6]
                .iter()
                .map(|b| char::from(*b))
                .take_while(char::is_ascii_digit)
                .collect();
            if let Ok(number) = digits.parse() {
                found.entry(number).or_default().insert(at / PAGE);
            }
        }
    }
    found
}

/// splitmix64: the same damage on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }
}

/// Damages a copy; which pages are not as they were.
fn damage(whole: &[u8], seed: u64) -> (Vec<u8>, BTreeSet<usize>) {
    let mut dice = Dice(seed);
    let mut bytes = whole.to_vec();
    let count = whole.len() / PAGE;
    match seed % 5 {
        0 => (0..=dice.roll(20)).for_each(|_| {
            let at = dice.roll(bytes.len());
            bytes[at] ^= u8::try_from(1 + dice.roll(255)).unwrap();
        }),
        1 => (0..=dice.roll(4)).for_each(|_| {
            let page = dice.roll(count);
            bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        }),
        2 => bytes.truncate(dice.roll(whole.len())),
        3 => (0..=dice.roll(4)).for_each(|_| {
            let page = dice.roll(count);
            bytes[page * PAGE..(page + 1) * PAGE]
                .iter_mut()
                .for_each(|b| *b = u8::try_from(dice.roll(256)).unwrap());
        }),
        // The head, and the first pages, where the ways begin.
        _ => (0..=dice.roll(6)).for_each(|_| {
            let at = dice.roll(if seed.is_multiple_of(2) {
                100
            } else {
                12 * PAGE
            });
            bytes[at] ^= u8::try_from(1 + dice.roll(255)).unwrap();
        }),
    }
    let differs = |page: &usize| {
        let range = page * PAGE..(page + 1) * PAGE;
        bytes.get(range.clone()) != whole.get(range)
    };
    let damaged = (0..count).filter(differs).collect();
    (bytes, damaged)
}

/// Opens a damaged library, and recovers it also if it opens all the same.
fn recovered(folder: &Path) -> (Library, Setback) {
    let library = Library::open(folder, at(0)).unwrap();
    if let Some(setback) = library.setback().cloned() {
        return (library, setback);
    }
    drop(library);
    let setback = recover_library(folder, at(0)).unwrap();
    (Library::open(folder, at(0)).unwrap(), setback)
}

fn bodies(library: &Library) -> BTreeMap<i64, PostText> {
    library
        .read(|conn| {
            posts::all(conn)?
                .into_iter()
                .map(|row| Ok::<_, StoreError>((row.id.0, posts::get(conn, row.id)?.text)))
                .collect()
        })
        .unwrap()
}

/// A folder in memory where the system has such: a damaged library needs no disk to be read from.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Recovers a library with this damage; how many texts lay on whole pages, and how many of those
/// did not come over.
fn run(whole: &[u8], pages: &BTreeMap<i64, BTreeSet<usize>>, seed: u64) -> (usize, usize) {
    let (bytes, damaged) = damage(whole, seed);
    let folder = folder();
    fs::write(folder.path().join(FILE), &bytes).unwrap();
    let (library, setback) = recovered(folder.path());
    assert!(
        fs::read(&setback.set_aside).unwrap() == bytes,
        "the damaged file was changed (seed {seed})"
    );
    let there = bodies(&library);
    let wanted = pages.iter().filter(|(_, on)| on.is_disjoint(&damaged));
    let (came, lost): (Vec<_>, Vec<_>) = wanted
        .map(|(number, _)| *number)
        .partition(|number| there.get(number) == Some(&text(*number)));
    if !lost.is_empty() {
        eprintln!("seed {seed}: posts {lost:?} are lost (pages {damaged:?})");
    }
    let count = u64::try_from(there.len()).unwrap();
    assert_eq!(setback.recovered.posts, count, "seed {seed}");
    // Every list that a window shows can be read, and nothing leaves unasked.
    library
        .read(|conn| {
            blogs::all(conn)?;
            comments::list(conn, &comments::Filter::default(), None, 500)?;
            for row in outbox::list(conn, 100)? {
                assert_ne!(row.job.state, JobState::Queued, "seed {seed}");
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    drop(library);
    let again = Library::open(folder.path(), at(1)).unwrap();
    assert_eq!(again.setback(), None, "seed {seed}");
    (came.len() + lost.len(), lost.len())
}

#[test]
fn posts_on_whole_pages_come_over_whatever_happened_to_the_others() {
    let whole = library();
    let pages = pages(&whole);
    assert_eq!(pages.len(), usize::try_from(POSTS).unwrap());
    let runs = std::env::var("BILLET_TORTURE_RUNS").map_or(200, |n| n.parse().unwrap());
    let (whole, pages) = (&whole, &pages);
    let (wanted, lost) = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                (half..runs)
                    .step_by(2)
                    .map(|seed| run(whole, pages, seed))
                    .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
            })
        });
        halves
            .map(|half| half.join().unwrap())
            .into_iter()
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    });
    println!("recovery: runs {runs} lost {lost} wrong 0 ({wanted} texts)");
    assert!(wanted > 10_000 || runs < 200, "{wanted}");
    assert_eq!(lost, 0);
}

#[test]
fn all_of_a_library_whose_head_is_gone_but_for_its_schema_comes_over() {
    let whole = library();
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = whole.clone();
    bytes[..24].fill(0);
    fs::write(folder.path().join(FILE), &bytes).unwrap();
    let (library, setback) = recovered(folder.path());
    assert_eq!(setback.recovered.incomplete, []);
    let counted = &setback.recovered;
    assert_eq!((counted.posts, counted.revisions), (70, 10));
    assert_eq!((counted.comments, counted.blogs), (300, 2));
    let causes: Vec<_> = library
        .read(|conn| outbox::list(conn, 0))
        .unwrap()
        .into_iter()
        .map(|row| row.job.state)
        .collect();
    let asks = JobState::Failed {
        cause: Cause::Restored,
    };
    assert_eq!(
        causes.iter().filter(|s| **s == JobState::Unknown).count(),
        5
    );
    assert_eq!(causes.iter().filter(|s| **s == asks).count(), 5);
    let found = library
        .read(|conn| {
            conn.query_row(
                "SELECT count(*) FROM posts_search WHERE posts_search MATCH 'ete'",
                [],
                |row| row.get::<_, i64>(0),
            )
            .map_err(|_| StoreError::NotBlank)
        })
        .unwrap();
    assert_eq!(found, 70, "they can be searched");
}

#[test]
fn a_post_of_which_only_an_earlier_text_is_left_is_that_text() {
    let whole = library();
    let on = &pages(&whole)[&49];
    let folder = tempfile::tempdir().unwrap();
    // Of the post itself everything goes: its pages come before those of the revision.
    let mut bytes = whole.clone();
    let own: Vec<usize> = on.iter().copied().collect();
    let revision = bytes
        .windows(16)
        .position(|w| w == b"{\"title\":\"[[49]]")
        .unwrap()
        / PAGE;
    let title = (0..bytes.len() - 7)
        .filter(|at| bytes[*at..].starts_with(b"[[49]][[49]]"))
        .map(|at| at / PAGE)
        .find(|page| *page != revision)
        .unwrap();
    assert!(own.contains(&title));
    bytes[title * PAGE..(title + 1) * PAGE].fill(0);
    fs::write(folder.path().join(FILE), &bytes).unwrap();
    let (library, setback) = recovered(folder.path());
    assert_eq!(bodies(&library)[&49], text(49));
    assert!(setback.recovered.incomplete.contains(&Part::Posts));
}

#[test]
fn words_that_are_in_a_log_only_come_over() {
    let desk = Desk::new();
    desk.write(|tx| {
        tx.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .unwrap();
        posts::create(tx, &text(5), &Measure::default(), at(0))
    });
    let Desk { folder, library } = desk;
    drop(library);
    let file = folder.path().join(FILE);
    for lost in [true, false] {
        let other = tempfile::tempdir().unwrap();
        let log = format!("{FILE}-wal");
        fs::copy(folder.path().join(&log), other.path().join(&log)).unwrap();
        if !lost {
            // The log's page one is the library's; a head of the file that is nonsense is not read.
            let mut bytes = fs::read(&file).unwrap();
            bytes.iter_mut().take(100).for_each(|b| *b = 0xee);
            fs::write(other.path().join(FILE), bytes).unwrap();
        }
        let (library, _) = recovered(other.path());
        assert_eq!(bodies(&library).values().next(), Some(&text(5)), "{lost}");
    }
}

#[test]
fn a_library_in_use_is_not_recovered() {
    let desk = Desk::new();
    let refused = recover_library(desk.folder.path(), at(0));
    assert!(matches!(refused, Err(StoreError::InUse)), "{refused:?}");
}
