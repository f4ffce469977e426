//! A library is opened: new, again, by two at once, damaged, newer, where nobody may write.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use billet_core::Shelf;
use billet_store::{FILE, Library, StoreError, posts};
use common::{at, library, measure, text, write_post};
use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// Tells a child of this test program which library it is to open.
const FOLDER: &str = "BILLET_TEST_FOLDER";

fn titles(library: &Library) -> Vec<String> {
    let rows = library.read(posts::all).unwrap();
    rows.into_iter().map(|row| row.title).collect()
}

/// Every file of the library with its bytes; the lock says nothing.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, _)| !name.ends_with(".lock") && !name.ends_with("-shm"))
        .collect()
}

#[test]
fn a_new_library_is_made_with_its_folder() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Œuvres").join("billet");
    let library = Library::open(&folder, at(0)).unwrap();
    assert_eq!(library.folder(), folder);
    assert_eq!(library.setback(), None);
    assert!(titles(&library).is_empty());
    assert!(folder.join(FILE).is_file());
    let settings = |name: &str| {
        library
            .write(|tx| {
                Ok::<_, StoreError>(tx.pragma_query_value(None, name, |r| r.get::<_, i64>(0)))
            })
            .unwrap()
            .unwrap()
    };
    assert_eq!(settings("synchronous"), 2, "FULL");
    assert_eq!(settings("foreign_keys"), 1);
}

#[cfg(unix)]
#[test]
fn only_the_writer_may_read_a_new_library() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("billet");
    let library = Library::open(&folder, at(0)).unwrap();
    write_post(&library, "secret", "", 0);
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&folder), 0o700);
    for name in [
        FILE.to_owned(),
        format!("{FILE}-wal"),
        format!("{FILE}-shm"),
    ] {
        assert_eq!(rights(&folder.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn what_was_written_is_there_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = Library::open(folder.path(), at(0)).unwrap();
    write_post(&first, "Bonjour", "« Été »", 0);
    drop(first);
    assert_eq!(
        files(folder.path()).into_keys().collect::<Vec<_>>(),
        [FILE],
        "all in one file"
    );
    let second = Library::open(folder.path(), at(1)).unwrap();
    assert_eq!(titles(&second), ["Bonjour"]);
    assert_eq!(second.setback(), None);
}

#[test]
fn a_file_that_is_no_database_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    for content in [
        "hi".to_owned(),
        "These are my precious words. ".repeat(4_000),
    ] {
        fs::write(folder.path().join(FILE), &content).unwrap();
        let library = Library::open(folder.path(), at(0)).unwrap();
        let aside = library.setback().unwrap().set_aside.clone();
        assert_eq!(fs::read_to_string(&aside).unwrap(), content);
        write_post(&library, "It goes on", "", 0);
        drop(library);
        let again = Library::open(folder.path(), at(1)).unwrap();
        assert_eq!(
            (again.setback(), titles(&again)),
            (None, vec!["It goes on".to_owned()])
        );
    }
    let aside: Vec<_> = files(folder.path())
        .into_keys()
        .filter(|n| n.contains("damaged"))
        .collect();
    assert_eq!(
        aside,
        [
            "library.damaged-20261122T000000Z-2.sqlite",
            "library.damaged-20261122T000000Z.sqlite"
        ]
    );
}

#[test]
fn a_library_without_its_first_page_is_set_aside_with_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let keeps_log = Library::open(folder.path(), at(0)).unwrap();
    write_post(&keeps_log, "Bonjour", "", 0);
    keeps_log
        .write(|tx| {
            let set = tx.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            Ok::<_, StoreError>(set.unwrap())
        })
        .unwrap();
    drop(keeps_log);
    // The tree of the schema: everything after the header.
    let mut bytes = fs::read(&file).unwrap();
    bytes[100..4096].fill(0xff);
    fs::write(&file, &bytes).unwrap();
    let log = folder.path().join(format!("{FILE}-wal"));
    fs::write(&log, b"what a log had").unwrap();

    let library = Library::open(folder.path(), at(0)).unwrap();

    let aside = library.setback().unwrap().set_aside.clone();
    assert_eq!(fs::read(&aside).unwrap(), bytes);
    let name = aside.file_name().unwrap().to_str().unwrap();
    assert_eq!(
        fs::read(folder.path().join(format!("{name}-wal"))).unwrap(),
        b"what a log had"
    );
    assert!(titles(&library).is_empty());
}

#[test]
fn a_log_whose_library_was_lost_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(format!("{FILE}-wal")), b"words").unwrap();
    let library = Library::open(folder.path(), at(0)).unwrap();
    let aside = library.setback().unwrap().set_aside.clone();
    let name = format!("{}-wal", aside.file_name().unwrap().to_str().unwrap());
    assert_eq!(fs::read(folder.path().join(name)).unwrap(), b"words");
}

#[test]
fn a_library_of_a_newer_billet_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(folder.path(), at(0)).unwrap();
    write_post(&library, "From the future", "", 0);
    drop(library);
    let conn = Connection::open(folder.path().join(FILE)).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let before = files(folder.path());
    assert!(
        before[&format!("{FILE}-wal")].len() > 32,
        "the version is in the log only"
    );

    let library = Library::open(folder.path(), at(1)).unwrap();
    assert_eq!(library.newer().map(|newer| newer.found), Some(99));
    assert_eq!(titles(&library), ["From the future"], "it can be read");
    let refused = library
        .write(|tx| posts::create(tx, &text("no", ""), &measure(0), at(0)))
        .unwrap_err();
    assert!(
        matches!(refused, StoreError::Newer { found: 99, .. }),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("newer"));
    assert_eq!(library.nightly(at(1), &mut |_| ()).unwrap(), None);
    drop(library);
    assert!(files(folder.path()) == before, "a byte changed");
}

#[test]
fn a_place_where_nobody_can_write_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "not a folder").unwrap();
    let directory = folder.path().join("other");
    fs::create_dir_all(directory.join(FILE)).unwrap();
    for place in [&file, &directory] {
        let refused = Library::open(place, at(0)).unwrap_err();
        assert!(
            matches!(refused, StoreError::Unwritable { .. }),
            "{refused:?}"
        );
        assert!(
            refused.to_string().contains(place.to_str().unwrap()),
            "{refused}"
        );
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a folder");
}

#[test]
fn a_write_that_fails_leaves_nothing() {
    let library = library();
    let failed: Result<(), StoreError> = library.write(|tx| {
        posts::create(tx, &text("half", ""), &measure(0), at(0))?;
        Err(StoreError::NotBlank)
    });
    assert!(failed.is_err());
    assert!(titles(&library).is_empty());
}

#[test]
fn a_panic_while_writing_leaves_nothing_and_the_library_works_on() {
    let library = library();
    let fell = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        library.write(|tx| {
            posts::create(tx, &text("half", ""), &measure(0), at(0))?;
            assert!(
                titles(&library).is_empty(),
                "not seen before it is committed"
            );
            if true {
                std::panic::resume_unwind(Box::new("fell"));
            }
            Ok::<_, StoreError>(())
        })
    }));
    assert!(fell.is_err());
    write_post(&library, "whole", "", 0);
    assert_eq!(titles(&library), ["whole"]);
}

#[test]
fn a_reader_cannot_write_and_sees_one_moment() {
    let library = library();
    write_post(&library, "one", "", 0);
    library
        .read(|conn| {
            assert!(conn.execute("DELETE FROM posts", []).is_err());
            assert_eq!(posts::all(conn)?.len(), 1);
            write_post(&library, "two", "", 0);
            assert_eq!(posts::all(conn)?.len(), 1, "still the moment it began");
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(titles(&library).len(), 2);
}

#[test]
fn a_change_by_anybody_is_noticed() {
    let mine = library();
    let other = Library::open(mine.folder(), at(0)).unwrap();
    let mut before = mine.change_count().unwrap();
    assert_eq!(mine.change_count().unwrap(), before, "nothing changed");
    for writer in [&mine.library, &other] {
        write_post(writer, "new", "", 0);
        let after = mine.change_count().unwrap();
        assert_ne!(after, before);
        before = after;
    }
}

#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    let library = library();
    write_post(&library, "kept", "", 0);
    let pages = |sql: &str| {
        library
            .write(|tx| Ok::<_, StoreError>(tx.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap()))
            .unwrap()
    };
    pages("PRAGMA max_page_count = 1");
    let body = "mot ".repeat(1_000_000);
    let refused = library
        .write(|tx| posts::create(tx, &text("too long", &body), &measure(0), at(0)))
        .unwrap_err();
    assert!(
        matches!(refused, StoreError::DiskFull { .. }),
        "{refused:?}"
    );
    assert_eq!(titles(&library), ["kept"]);
    pages("PRAGMA max_page_count = 1000000");
    write_post(&library, "room again", &body, 1);
    assert_eq!(titles(&library), ["room again", "kept"]);
}

/// Runs a test below, one that is for this alone, as another process.
fn another_process(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder);
    command
}

#[test]
fn processes_that_open_a_new_library_at_once_all_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("new");
    let children: Vec<_> = (0..6)
        .map(|_| {
            another_process("writes_twenty_posts", &folder)
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let library = Library::open(&folder, at(0)).unwrap();
    assert_eq!(library.setback(), None);
    let counts = library.read(posts::counts).unwrap();
    assert_eq!(counts[0], (Shelf::Drafts, 120));
    assert_eq!(
        files(&folder).keys().collect::<Vec<_>>(),
        [FILE, &format!("{FILE}-wal")]
    );
}

#[test]
#[ignore = "run by the test above, as another process"]
fn writes_twenty_posts() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let library = Library::open(Path::new(&folder), at(0)).unwrap();
    for n in 0..20 {
        write_post(&library, "post", "", n);
    }
}

#[test]
fn what_was_called_saved_survives_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = another_process("saves_and_falls", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let saved: Vec<String> = said
        .lines()
        .filter_map(|line| line.unwrap().strip_prefix("saved ").map(str::to_owned))
        .collect();
    assert!(!child.wait().unwrap().success(), "it fell");
    assert_eq!(saved, ["0", "1", "2"]);
    let library = Library::open(folder.path(), at(9)).unwrap();
    assert_eq!(titles(&library), ["2", "1", "0"]);
    assert_eq!(library.setback(), None);
}

#[test]
#[ignore = "run by the test above, as another process"]
fn saves_and_falls() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let library = Library::open(Path::new(&folder), at(0)).unwrap();
    for n in 0..3 {
        write_post(&library, &n.to_string(), "", n);
        // Begins a line of its own, whatever the test harness wrote before.
        println!("\nsaved {n}");
        std::io::stdout().flush().unwrap();
    }
    let _never: Result<(), StoreError> = library.write(|tx| {
        posts::create(tx, &text("never saved", ""), &measure(0), at(4))?;
        std::process::abort()
    });
}
