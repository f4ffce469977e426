//! Earlier versions of a post, its copies, and the end of the trash, in the real window. None of these
//! needs a blog.

use std::path::Path;

use billet_core::{PostId, PostText, RevisionReason};
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError};
use jiff::{SignedDuration, Timestamp};

use crate::window::Window;

const TEXT: &str = "[data-test='revision-text']";

fn text(title: &str, body: &str) -> PostText {
    PostText {
        title: title.to_owned(),
        body: body.to_owned(),
        ..PostText::default()
    }
}

/// A library with a post that had two texts before: one of yesterday, one that was published.
pub fn written(folder: &Path) -> PostId {
    let library = Library::open(folder, Timestamp::now()).unwrap();
    let now = Timestamp::now();
    let none = Measure::default();
    let written = library.write(|tx| {
        let yesterday = now - SignedDuration::from_hours(30);
        let id = posts::create(
            tx,
            &text("Le phare", "Il pleut sur la mer."),
            &none,
            yesterday,
        )?;
        posts::keep_revision(tx, id, RevisionReason::Pause, yesterday)?;
        let second = text("Le phare", "Il pleut sur la mer, et le phare est éteint.");
        posts::save(tx, id, 1, &second, &none, now)?;
        posts::keep_revision(tx, id, RevisionReason::Publish, now)?;
        let third = text("Le phare", "Il neige sur la mer, et le phare est éteint.");
        posts::save(tx, id, 2, &third, &none, now)?;
        Ok::<_, StoreError>(id)
    });
    written.unwrap()
}

fn body(folder: &Path, id: PostId) -> String {
    let library = Library::open(folder, Timestamp::now()).unwrap();
    library.read(|conn| posts::get(conn, id)).unwrap().text.body
}

async fn history(window: &Window) {
    window.click("[data-test='post-row']").await;
    window.click("[data-test='details-open']").await;
    window.click("[data-test='revisions-open']").await;
    window.see("[data-test='revision-row']").await;
}

#[tokio::test]
async fn an_earlier_version_is_compared_named_put_back_and_that_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let id = written(folder.path());
    let window = Window::open(folder.path()).await;
    history(&window).await;
    window
        .click("[data-test='revision-row'][data-reason='publish']")
        .await;
    window.until_says(&format!("{TEXT} del"), "pleut").await;
    window.until_says(&format!("{TEXT} ins"), "neige").await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='view-then']").await;
    window
        .until_says(&format!("{TEXT} ins"), "et le phare est éteint")
        .await;
    window.click("[data-test='name']").await;
    window
        .write("[data-test='version-name']", "Avant la neige")
        .await;
    window.click("[data-test='name-keep']").await;
    window
        .until_says(
            "[data-test='revision-row'][data-reason='publish']",
            "Avant la neige",
        )
        .await;
    window.click("[data-test='checkpoint']").await;
    window
        .write("[data-test='version-name']", "Sous la neige")
        .await;
    window.click("[data-test='name-keep']").await;
    window
        .until_says(
            "[data-test='revision-row'][data-reason='checkpoint']",
            "Sous la neige",
        )
        .await;

    window
        .click("[data-test='revision-row'][data-reason='pause']")
        .await;
    window.click("[data-test='view-text']").await;
    window.until_says(TEXT, "Il pleut sur la mer.").await;
    window.click("[data-test='put-back']").await;
    window
        .until(
            "the earlier version in the editor",
            "return document.querySelector('.cm-content').textContent === 'Il pleut sur la mer.'",
        )
        .await;
    // What it replaced comes back with one click.
    window.click("[data-test='undo']").await;
    window
        .until(
            "the text that was replaced",
            "return document.querySelector('.cm-content').textContent.startsWith('Il neige')",
        )
        .await;
    window.close().await;
    assert_eq!(
        body(folder.path(), id),
        "Il neige sur la mer, et le phare est éteint."
    );
}

#[tokio::test]
async fn a_post_is_duplicated_and_the_trash_emptied_after_saying_what_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let id = written(folder.path());
    let window = Window::open(folder.path()).await;
    window.click("[data-test='post-row']").await;
    window.click("[data-test='details-open']").await;
    window.click("[data-test='duplicate']").await;
    window
        .until_says(".current[data-test='post-row']", "Le phare (copy)")
        .await;
    window.click(&format!("[data-post='{id}']")).await;
    window.click("[data-test='details-open']").await;
    window.click("[data-test='trash']").await;
    window.click("[data-test='nav-trash']").await;
    window.click("[data-test='empty-trash']").await;
    let asked = "[data-test='empty-ask']";
    window
        .until_says(asked, "1 post will be gone for ever")
        .await;
    window
        .until_says(asked, "2 earlier versions go with it")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='empty-do']").await;
    window
        .until(
            "the trash to be empty",
            "return !document.querySelector(\"[data-test='post-row']\")",
        )
        .await;
    window
        .until(
            "no post to be open",
            "return !document.querySelector('.cm-content')",
        )
        .await;
    window.close().await;
    let library = Library::open(folder.path(), Timestamp::now()).unwrap();
    let left = library.read(posts::all).unwrap();
    let titles: Vec<_> = left.into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["Le phare (copy)"]);
}

#[tokio::test]
async fn a_list_of_thousands_is_walked_with_the_keys_from_end_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(folder.path(), Timestamp::now()).unwrap();
    let added = library.write(|tx| {
        for n in 0..5_000_i64 {
            let at = Timestamp::from_second(1_700_000_000 + n).unwrap();
            let text = text(&format!("Billet {n:04}"), "Des mots.");
            posts::create(tx, &text, &Measure::default(), at)?;
        }
        Ok::<_, StoreError>(())
    });
    added.unwrap();
    drop(library);
    let window = Window::open(folder.path()).await;
    let current = ".current[data-test='post-row']";
    window.until_says(current, "Billet 4999").await;
    window.click(current).await;
    window.keys("\u{e010}").await; // End
    window.until_says(current, "Billet 0000").await;
    let seen = window
        .run(
            "const row = document.querySelector('.current').closest('li'); return [row.getAttribute('aria-posinset'), \
             row.getAttribute('aria-setsize'), document.querySelectorAll(\"[data-test='post-row']\").length < 60, \
             document.activeElement === row.firstElementChild]",
        )
        .await;
    assert_eq!(seen, serde_json::json!(["5000", "5000", true, true]));
    window.keys("\u{e00e}").await; // PageUp
    window.keys("\u{e011}").await; // Home
    window.until_says(current, "Billet 4999").await;
    assert_eq!(window.serious_faults().await, [""; 0]);
}
