//! Killed while it copies the library: what bears the name of a backup is one, whole, and the library
//! is as it was.

use std::path::Path;
use std::time::Duration;

use billet_store::{BACKUPS, FILE, Library, media};
use jiff::{SignedDuration, Timestamp};

use crate::kills;
use crate::support::child::{Order, told};
use crate::support::desk::{Desk, PATIENT, now};
use crate::support::picture::{JPEG, PNG};
use crate::support::seed::{Dice, seed};
use crate::support::verdict::{Tally, Trouble};

const LIBRARY: &str = "BILLET_CHILD_LIBRARY";
/// How the folders begin that are backups with pictures.
const FOLDERS: &str = "copie-";
/// Enough for some dozen steps of a copy.
const POSTS: usize = 150;

#[test]
fn killed_while_it_is_copied_the_library_is_whole_and_so_is_every_backup() {
    let mut dice = Dice::new(seed());
    let mut tally = Tally::default();
    let folder = tempfile::tempdir().unwrap();
    let words = a_writers_year(folder.path());
    let mut whole = 0;
    for _ in 0..kills(15) {
        let told = [(LIBRARY, folder.path().display().to_string())];
        let work = "backing_up::a_child_backs_up";
        let mut child = Order { work, told: &told }.start();
        std::thread::sleep(Duration::from_millis(30 + dice.roll() % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut troubles = Vec::new();
        whole += look_at_backups(folder.path(), &words, &mut troubles);
        troubles.extend(look_at(folder.path(), &words));
        tally.add(&troubles, || "killed while backing up".to_owned());
    }
    assert!(whole > 0, "no backup was ever finished");
    tally.close(
        "killed while backing up",
        &format!("BILLET_SEED={}", seed()),
    );
}

/// Posts and pictures; what the library says of itself.
fn a_writers_year(folder: &Path) -> String {
    let desk = Desk::open(folder, "", now(), PATIENT);
    for nth in 0..POSTS {
        desk.draft(
            &format!("Billet {nth}"),
            &format!("Texte {nth}. ").repeat(2000),
        );
    }
    for bytes in [PNG, JPEG] {
        media::keep(folder, bytes).unwrap();
    }
    drop(desk);
    words(folder)
}

/// How many posts there are, and how much is in them.
fn words(folder: &Path) -> String {
    let desk = Desk::open(folder, "", now(), PATIENT);
    desk.read(|conn| {
        let sql = "SELECT count(*), sum(length(title) + length(body)) FROM posts";
        let both = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        Ok(format!("{:?}", conn.query_row(sql, [], both).unwrap()))
    })
}

/// A library that is there has to be whole, and to hold everything.
fn look_at(folder: &Path, words_before: &str) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let desk = Desk::open(folder, "", now(), PATIENT);
    if let Some(setback) = desk.office.library().setback() {
        troubles.push(Trouble::Lost(format!("set aside: {setback:?}")));
    }
    if desk.integrity() != "ok" {
        troubles.push(Trouble::Wrong(desk.integrity()));
    }
    drop(desk);
    let there = words(folder);
    if there != words_before {
        let name = folder.display();
        troubles.push(Trouble::Lost(format!(
            "{name}: {there}, not {words_before}"
        )));
    }
    troubles
}

/// Opens each backup as the library that it is, and removes it; how many there were.
fn look_at_backups(folder: &Path, words: &str, troubles: &mut Vec<Trouble>) -> usize {
    let mut seen = 0;
    for file in files(&folder.join(BACKUPS), "library-") {
        let apart = tempfile::tempdir().unwrap();
        std::fs::rename(&file, apart.path().join(FILE)).unwrap();
        troubles.extend(look_at(apart.path(), words));
        seen += 1;
    }
    for copy in files(folder, FOLDERS) {
        troubles.extend(look_at(&copy, words));
        for bytes in [PNG, JPEG] {
            let hash = media::hash(bytes).unwrap();
            if std::fs::read(media::path(&copy, &hash)).ok().as_deref() != Some(bytes) {
                troubles.push(Trouble::Lost(format!("a picture in {}", copy.display())));
            }
        }
        std::fs::remove_dir_all(&copy).unwrap();
        seen += 1;
    }
    seen
}

fn files(folder: &Path, beginning: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let named = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(beginning)
    };
    entries.filter(named).map(|entry| entry.path()).collect()
}

#[test]
#[ignore = "the work of the children of the test above"]
fn a_child_backs_up() {
    let Some(folder) = told(LIBRARY) else {
        return;
    };
    let folder = Path::new(&folder);
    let begun = Timestamp::now();
    let library = Library::open(folder, begun).unwrap();
    for nth in 0.. {
        // Each second has a name of its own.
        let now = begun + SignedDuration::from_secs(nth);
        library.back_up_here(now, &mut |_| ()).unwrap();
        let to = folder.join(format!("{FOLDERS}{}", now.as_second()));
        library.back_up_with_media(&to, &mut |_| ()).unwrap();
    }
}
