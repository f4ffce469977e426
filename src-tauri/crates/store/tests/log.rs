//! The log of what was written goes into the library when the writer pauses, and not in a save.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use billet_core::{PostId, PostText};
use billet_store::posts::{self, Measure};
use billet_store::{FILE, Library, StoreError};
use support::{Desk, at};

/// More than SQLite by itself lets the log grow (1,000 pages of 4 KiB).
const SAVES: usize = 150;

fn text(n: usize) -> PostText {
    PostText {
        title: "Journal".into(),
        body: format!("{n:05} ").repeat(10_000),
        ..PostText::default()
    }
}

fn save(library: &Library, post: PostId, n: usize) {
    library
        .write(|tx| {
            let version = posts::get(tx, post)?.version;
            posts::save(tx, post, version, &text(n), &Measure::default(), at(1))
        })
        .unwrap();
}

fn length(desk: &Desk, end: &str) -> u64 {
    let file = desk.folder.path().join(format!("{FILE}{end}"));
    std::fs::metadata(file).map_or(0, |file| file.len())
}

#[test]
fn no_save_moves_the_log_and_a_pause_does() {
    let desk = Desk::new();
    let post = desk.write(|tx| posts::create(tx, &text(0), &Measure::default(), at(0)));
    desk.library.move_log().unwrap();
    let main = desk.folder.path().join(FILE);
    let before = std::fs::read(&main).unwrap();
    for n in 1..=SAVES {
        save(&desk.library, post, n);
    }
    assert!(
        length(&desk, "-wal") > 2 * 1_000 * 4_096,
        "it is a long log"
    );
    assert!(
        std::fs::read(&main).unwrap() == before,
        "a save wrote into the library itself"
    );

    desk.library.move_log().unwrap();
    assert!(std::fs::read(&main).unwrap() != before);
    // What comes next begins the log anew.
    let long = length(&desk, "-wal");
    for n in 1..=SAVES {
        save(&desk.library, post, n);
    }
    assert_eq!(length(&desk, "-wal"), long);
}

#[test]
fn moving_the_log_waits_for_nobody() {
    let desk = Desk::new();
    let post = desk.write(|tx| posts::create(tx, &text(0), &Measure::default(), at(0)));
    save(&desk.library, post, 1);
    // Somebody reads, and somebody writes, all the while.
    let moved = desk.library.read(|conn| {
        posts::get(conn, post)?;
        desk.library.write(|tx| {
            let version = posts::get(tx, post)?.version;
            posts::save(tx, post, version, &text(2), &Measure::default(), at(1))?;
            Ok::<_, StoreError>(desk.library.move_log())
        })
    });
    moved.unwrap().unwrap();
    assert_eq!(desk.read(|conn| posts::get(conn, post)).text, text(2));
}
