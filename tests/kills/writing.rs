//! Killed while it saves, and while it brings an older library to its form: what was said to be
//! saved is there, and the library is whole.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use billet_core::PostId;
use billet_store::{FILE, posts};

use crate::kills;
use crate::support::child::{Order, told};
use crate::support::desk::{Desk, PATIENT, now};
use crate::support::seed::{Dice, seed};
use crate::support::verdict::{Tally, Trouble};

const LIBRARY: &str = "BILLET_CHILD_LIBRARY";
/// What stands before the number of a text that is saved.
const SAVED: &str = "saved ";
/// The post that is written.
const ONLY: PostId = PostId(1);

fn start(work: &str, folder: &Path) -> Child {
    let told = [(LIBRARY, folder.display().to_string())];
    Order { work, told: &told }.start()
}

fn open(folder: &Path) -> Desk {
    Desk::open(folder, "", now(), PATIENT)
}

/// A library that was made whole again under another name lost something, whatever it says.
fn whole(desk: &Desk) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    if let Some(setback) = desk.office.library().setback() {
        troubles.push(Trouble::Lost(format!("set aside: {setback:?}")));
    }
    let said = desk.integrity();
    if said != "ok" {
        troubles.push(Trouble::Wrong(said));
    }
    troubles
}

#[test]
fn killed_while_saving_no_text_is_lost_that_was_said_to_be_saved() {
    let mut dice = Dice::new(seed());
    let mut tally = Tally::default();
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    assert_eq!(desk.draft("0", &body(0)), ONLY);
    drop(desk);
    for _ in 0..kills(25) {
        let mut child = start("writing::a_child_saves", folder.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // A few saves, then a moment in the middle of one.
        for _ in 0..dice.below(20) {
            lines.next();
        }
        std::thread::sleep(Duration::from_micros(dice.roll() % 4000));
        child.kill().unwrap();
        child.wait().unwrap();
        let rest = lines.map_while(Result::ok).filter_map(|line| saved(&line));
        let told = rest.last();
        let desk = open(folder.path());
        let mut troubles = whole(&desk);
        let here = desk.read(|conn| posts::get(conn, ONLY)).text;
        let number: usize = here.title.parse().unwrap_or_default();
        if told.is_some_and(|told| number < told) || here.body != body(number) {
            let had = here.body.len();
            troubles.push(Trouble::Lost(format!(
                "{told:?} was saved; {number}, {had} bytes"
            )));
        }
        tally.add(&troubles, || "killed while saving".to_owned());
    }
    tally.close("killed while saving", &format!("BILLET_SEED={}", seed()));
}

fn saved(line: &str) -> Option<usize> {
    line.split_once(SAVED)?.1.parse().ok()
}

fn body(number: usize) -> String {
    format!("Texte {number}. ").repeat(600)
}

#[test]
#[ignore = "the work of the children of the test above"]
fn a_child_saves() {
    let Some(library) = told(LIBRARY) else {
        return;
    };
    let desk = open(Path::new(&library));
    let post = desk.read(|conn| posts::get(conn, ONLY));
    let first: usize = post.text.title.parse().unwrap_or_default();
    for number in first + 1.. {
        desk.rewrite(ONLY, &number.to_string(), &body(number));
        println!("{SAVED}{number}");
    }
}

#[test]
fn killed_while_an_old_library_is_brought_up_to_date_nothing_is_lost() {
    let mut dice = Dice::new(seed());
    let mut tally = Tally::default();
    let took = {
        let folder = old_library();
        let begun = Instant::now();
        start("writing::a_child_opens", folder.path())
            .wait()
            .unwrap();
        begun.elapsed()
    };
    let words = {
        let folder = old_library();
        texts(&open(folder.path()))
    };
    assert!(!words.is_empty());
    for _ in 0..kills(15) {
        let folder = old_library();
        let mut child = start("writing::a_child_opens", folder.path());
        let micros = u64::try_from(took.as_micros()).unwrap();
        std::thread::sleep(Duration::from_micros(dice.roll() % micros.max(1)));
        let _ = child.kill();
        child.wait().unwrap();
        let desk = open(folder.path());
        let mut troubles = whole(&desk);
        if texts(&desk) != words {
            troubles.push(Trouble::Lost("not all posts are there".into()));
        }
        tally.add(&troubles, || "killed while migrating".to_owned());
    }
    tally.close("killed while migrating", &format!("BILLET_SEED={}", seed()));
}

/// A library as the first release left it.
fn old_library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let frozen = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../tests/fixtures/db/0001.sqlite"
    );
    std::fs::copy(frozen, folder.path().join(FILE)).unwrap();
    folder
}

/// Every post, as it is.
fn texts(desk: &Desk) -> Vec<String> {
    let ids = (1..=100).map(PostId);
    let get = |id| desk.office.library().read(|conn| posts::get(conn, id)).ok();
    ids.filter_map(get)
        .map(|post| format!("{:?}", post.text))
        .collect()
}

#[test]
#[ignore = "the work of the children of the test above"]
fn a_child_opens() {
    if let Some(library) = told(LIBRARY) {
        drop(open(Path::new(&library)));
    }
}
