//! Drives the demonstration where nobody looks (`make demo` without a display): publishes the sample
//! draft, approves, answers, marks as spam, and leaves pictures. `scripts/demo-check.mjs` then asks
//! WordPress whether all of it arrived.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a drive that cannot go on stops with what it saw"
)]

#[path = "window/window.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod window;

use std::path::{Path, PathBuf};

use window::Window;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let variable = |name: &str| {
        std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `make demo`"))
    };
    let library = PathBuf::from(variable("BILLET_DEMO_LIBRARY"));
    let album = Album {
        folder: PathBuf::from(variable("BILLET_DEMO_OUT")),
    };
    let window = Window::open(&library).await;
    publish(&window, &album).await;
    moderate(&window, &album).await;
    window
        .until_says("[data-test='sending-line']", "Everything is sent")
        .await;
    look_around(&window, &album).await;
    window.close().await;
}

async fn publish(window: &Window, album: &Album) {
    say("opening the draft");
    window.click("[data-test='nav-drafts']").await;
    window.click("[data-test='post-row']").await;
    window
        .until_says("[data-test='editor']", "Lâcher un peu de contrôle")
        .await;
    let shown = "return document.querySelector(\"[data-test='preview-frame']\")\
                 ?.contentDocument?.body?.innerText.includes('ambassadeur') ?? false";
    window.until("the preview", shown).await;
    album.keep(window, "1-a-draft").await;

    say("publishing it");
    window.click("[data-test='publish-open']").await;
    window.see("[data-test='publish-blog']").await;
    album.keep(window, "2-where-to").await;
    window.click("[data-test='publish-send']").await;
    window
        .see("[data-test='publication'][data-state='sent']")
        .await;
    album.keep(window, "3-published").await;
    window.keys(&fantoccini::key::Key::Escape.to_string()).await;
}

async fn moderate(window: &Window, album: &Album) {
    window.click("[data-test='nav-waiting']").await;
    say("approving a comment");
    choose(window, "Françoise Le Goff").await;
    album.keep(window, "4-a-comment").await;
    window.keys("a").await;
    gone(window, "Françoise Le Goff").await;

    say("answering a question");
    choose(window, "Nadia").await;
    window.keys("r").await;
    let answer = "Oui, de plain-pied par la cour ; la *petite* rampe est à gauche du portail.";
    window.write("[data-test='reply-text']", answer).await;
    album.keep(window, "5-an-answer").await;
    window.click("[data-test='reply-send']").await;
    gone(window, "Nadia").await;

    say("marking spam");
    choose(window, "Crédit Rapide").await;
    window.keys("s").await;
    gone(window, "Crédit Rapide").await;
    album.keep(window, "6-decided").await;
}

/// The same in the dark, and in French.
async fn look_around(window: &Window, album: &Album) {
    window.click("[data-test='nav-preferences']").await;
    album.keep(window, "7-preferences").await;
    window
        .click("[data-test='theme'] input[value='dark']")
        .await;
    window
        .click("[data-test='language'] input[value='fr']")
        .await;
    window.click("[data-test='nav-waiting']").await;
    choose(window, "Sylvie Arnaud").await;
    album.keep(window, "8-la-nuit").await;
    window.click("[data-test='nav-published']").await;
    window.click("[data-test='post-row']").await;
    window
        .until_says("[data-test='editor']", "Lâcher un peu de contrôle")
        .await;
    album.keep(window, "9-publié").await;
    window.click("[data-test='sending-line']").await;
    album.keep(window, "10-envois").await;
    window.click("[data-test='nav-blog']").await;
    window.see("[data-test='blog-check']").await;
    album.keep(window, "11-le-blog").await;
}

/// Makes the comment of this author the current one.
async fn choose(window: &Window, author: &str) {
    let row = format!(
        "const row = [...document.querySelectorAll(\"[data-test='comment-row']\")]\
           .find(r => r.innerText.includes('{author}')); \
         if (!row) return false; row.scrollIntoView({{block: 'nearest'}}); row.click(); return true"
    );
    window
        .until(&format!("the comment of {author}"), &row)
        .await;
    window
        .until_says("[data-test='comment-current']", author)
        .await;
}

/// Waits until the queue no longer lists this author.
async fn gone(window: &Window, author: &str) {
    let left = format!(
        "return ![...document.querySelectorAll(\"[data-test='comment-row']\")]\
           .some(r => r.innerText.includes('{author}'))"
    );
    window
        .until(&format!("{author} leaving the queue"), &left)
        .await;
}

fn say(what: &str) {
    println!("      {what}");
}

/// The folder of pictures.
struct Album {
    folder: PathBuf,
}

impl Album {
    /// Takes a picture once the window has drawn what it shows.
    async fn keep(&self, window: &Window, name: &str) {
        let drawn = "const done = arguments[arguments.length - 1]; \
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => \
              setTimeout(() => done(true), 150))))";
        window.run_async(drawn).await;
        let file = Path::new(&self.folder).join(format!("{name}.png"));
        window.picture(&file);
    }
}
