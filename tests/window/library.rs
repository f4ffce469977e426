//! What there is to say of the library itself, in the real window: damaged, newer, without a backup;
//! and going back to a backup.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use billet_core::{PostText, Shelf};
use billet_store::posts::{self, Measure};
use billet_store::{FILE, Library, StoreError};
use jiff::Timestamp;

use crate::window::Window;

const NOTICE: &str = "[data-test='library-notice']";

/// A library with some posts.
fn written(folder: &Path, titles: &[&str]) -> Library {
    let library = Library::open(folder, Timestamp::now()).unwrap();
    for title in titles {
        let text = PostText {
            title: (*title).to_owned(),
            body: "Des mots, beaucoup de mots. ".repeat(200),
            ..PostText::default()
        };
        let measure = Measure {
            words: 1_000,
            snippet: "Des mots".to_owned(),
        };
        library
            .write(|tx| posts::create(tx, &text, &measure, Timestamp::now()))
            .unwrap();
    }
    library
}

fn titles(folder: &Path) -> Vec<String> {
    let library = Library::open(folder, Timestamp::now()).unwrap();
    let rows = library
        .read(|conn| posts::list(conn, &Shelf::Drafts.into(), None, 99))
        .unwrap();
    rows.into_iter().map(|row| row.title).collect()
}

#[tokio::test]
async fn a_damaged_library_is_told_with_what_came_over() {
    let folder = tempfile::tempdir().unwrap();
    drop(written(folder.path(), &["Un phare", "Une digue"]));
    let file = folder.path().join(FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..100].fill(0);
    std::fs::write(&file, &bytes).unwrap();

    let window = Window::open(folder.path()).await;
    window.until_says(NOTICE, "library.damaged").await;
    window
        .until_says("[data-test='post-row']", "Un phare")
        .await;
    window
        .until_says("[data-test='post-row']", "Une digue")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='library-notice'] button").await;
    window
        .until(
            "the notice to close",
            "return !document.querySelector(\"[data-test='library-notice']\")",
        )
        .await;
}

#[tokio::test]
async fn a_newer_library_is_read_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), &["De demain"])
        .write(|tx| {
            tx.execute_batch("PRAGMA user_version = 99").unwrap();
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let window = Window::open(folder.path()).await;
    window.until_says(NOTICE, "newer").await;
    window.click("[data-test='post-row']").await;
    window
        .until_says("[data-test='editor'] .cm-content", "Des mots")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
}

#[tokio::test]
async fn a_backup_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    drop(written(folder.path(), &["Un phare"]));
    std::fs::write(folder.path().join("backups"), "no folder").unwrap();
    let window = Window::open(folder.path()).await;
    window.click("[data-test='nav-preferences']").await;
    window.click("[data-test='back-up-now']").await;
    window.until_says(NOTICE, "backup").await;
    assert_eq!(window.serious_faults().await, [""; 0]);
}

#[tokio::test]
async fn a_backup_is_put_back_and_the_present_library_kept() {
    let folder = tempfile::tempdir().unwrap();
    drop(written(folder.path(), &["D’avant"]));
    let window = Window::open(folder.path()).await;
    window.click("[data-test='nav-preferences']").await;
    window.click("[data-test='back-up-now']").await;
    window
        .until(
            "the backup",
            "return !document.querySelector(\"[data-test='back-up-now']\").disabled \
             && !document.querySelector(\"[data-test='restore-open']\").disabled",
        )
        .await;
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", "D’après").await;
    window.until_saved().await;

    window.click("[data-test='nav-preferences']").await;
    window.click("[data-test='restore-open']").await;
    window.see("[data-test='restore-backup']").await;
    window
        .until_says("[data-test='restore']", "kept under another name")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='restore-yes']").await;
    // The window closes, and another opens on the library of before.
    let begun = Instant::now();
    while kept(folder.path()).is_empty() {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "nothing was put back"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(window);
    assert_eq!(titles(folder.path()), ["D’avant"]);
    // What was written since is in the library that stepped aside.
    let aside = tempfile::tempdir().unwrap();
    for file in kept(folder.path()) {
        let log = file.to_string_lossy().ends_with("-wal");
        let name = if log {
            format!("{FILE}-wal")
        } else {
            FILE.to_owned()
        };
        std::fs::copy(file, aside.path().join(name)).unwrap();
    }
    let mut both = titles(aside.path());
    both.sort();
    assert_eq!(both, ["D’après", "D’avant"]);
}

/// The files of the library that stepped aside: the database, and its log if it has one.
fn kept(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().contains("library.replaced-"))
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .collect()
}
