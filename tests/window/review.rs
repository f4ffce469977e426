//! A post handed to somebody who has no Billet, in the real window. None of these needs a blog.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::history::written;
use crate::window::{Opening, Window};

async fn sheet(window: &Window) {
    window.click("[data-test='post-row']").await;
    window.click("[data-test='details-open']").await;
    window.click("[data-test='review-open']").await;
    window.see("[data-test='review']").await;
}

#[tokio::test]
async fn a_post_is_written_for_a_reviewer_and_the_writer_is_told_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let out = tempfile::tempdir().unwrap();
    let window = Window::open(folder.path()).await;
    sheet(&window).await;
    let chosen = "return document.querySelector(\"[data-test='review-since']\")\
                  ?.selectedOptions[0]?.text.startsWith('Since the text published') ?? false";
    window.until("the published text as the base", chosen).await;
    window
        .write("[data-test='review-note']", "Is the end too dark?")
        .await;
    let place = out.path().join("phare.html");
    window
        .write("[data-test='exchange-path']", place.to_str().unwrap())
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='review-go']").await;
    window
        .until_says("[data-test='review-done']", "phare.html")
        .await;
    window
        .until_says("[data-test='review-done']", "1 word added")
        .await;
    let page = fs::read_to_string(&place).unwrap();
    assert!(page.contains("Is the end too dark?"), "{page}");
    assert!(
        page.contains("Il <del>pleut</del><ins>neige</ins>"),
        "{page}"
    );

    // A second time there: nothing is written over, and the sheet says so.
    window.click("[data-test='review-go']").await;
    window
        .until_says("[data-test='review']", "is there already")
        .await;
    assert_eq!(fs::read_to_string(&place).unwrap(), page);
}

#[tokio::test]
async fn a_post_goes_to_paper_through_the_dialog_of_the_system() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let window = Window::open_as(&Opening {
        library: folder.path(),
        lang: "C.UTF-8",
        secret: None,
        home: None,
    })
    .await;
    sheet(&window).await;
    window
        .click("[data-test='review-form'] input[value='print']")
        .await;
    window.click("[data-test='review-go']").await;
    let begun = Instant::now();
    while !there("Print") {
        assert!(begun.elapsed() < Duration::from_secs(20), "no dialog came");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(
        window.run("return location.protocol").await,
        "tauri:",
        "Billet's own window stays where it is"
    );
}

/// Whether a window of this name is on the screen.
fn there(name: &str) -> bool {
    let found = Command::new("xdotool")
        .args(["search", "--onlyvisible", "--name", &format!("^{name}$")])
        .output();
    !found.unwrap().stdout.is_empty()
}
