//! Takes pictures of every screen for the guide (`make screenshots`): one window, in one language and
//! size, in the light and in the dark.
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

use std::path::PathBuf;

use fantoccini::key::Key;
use window::{Opening, Window};

/// The screens, by the name of their picture.
const SCREENS: [&str; 16] = [
    "write",
    "look",
    "format",
    "outline",
    "typography",
    "details",
    "publish",
    "earlier",
    "review",
    "search",
    "comments",
    "reply",
    "outbox",
    "blog",
    "exchange",
    "preferences",
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut given = std::env::args().skip(1);
    let (lang, size) = (given.next().unwrap(), given.next().unwrap());
    let variable = |name: &str| std::env::var(name).expect("run `make screenshots`");
    let library = PathBuf::from(variable("BILLET_DEMO_LIBRARY"));
    let only = std::env::var("BILLET_SHOTS_ONLY").unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only.split(' ').any(|one| name.starts_with(one));
    let window = Window::open_as(&Opening {
        library: &library,
        lang: if lang == "fr" {
            "fr_FR.UTF-8"
        } else {
            "C.UTF-8"
        },
        secret: None,
        home: None,
    })
    .await;
    let (wide, high) = size.split_once('x').unwrap();
    window
        .resize(wide.parse().unwrap(), high.parse().unwrap())
        .await;
    choose(&window, "language", &lang).await;
    for theme in ["light", "dark"] {
        choose(&window, "theme", theme).await;
        for name in SCREENS.into_iter().filter(|name| wanted(name)) {
            println!("      {name}, {theme}");
            show(&window, name).await;
            let file = format!("{name}-{theme}-{size}.webp");
            let folder = PathBuf::from(variable("BILLET_SHOTS")).join(&lang);
            keep(&window, &folder.join(file)).await;
            if name == "look" {
                // It would stay for the screens that come.
                window.click("[data-test='look-toggle']").await;
            }
            window.keys(&Key::Escape.to_string()).await;
            window.keys(&Key::Escape.to_string()).await;
        }
    }
    choose(&window, "language", "system").await;
    choose(&window, "theme", "system").await;
    window.close().await;
}

async fn choose(window: &Window, what: &str, value: &str) {
    window.click("[data-test='nav-preferences']").await;
    let option = format!("[data-test='{what}'] input[value='{value}']");
    window.click(&option).await;
}

/// Goes to a screen and leaves it as a person would see it.
async fn show(window: &Window, name: &str) {
    match name {
        "write" => draft(window).await,
        "look" => {
            draft(window).await;
            let hidden = "return document.querySelector(\"[data-test='preview-pane']\") === null";
            if window.run(hidden).await == true {
                window.click("[data-test='preview-toggle']").await;
            }
            window.click("[data-test='look-toggle']").await;
            window
                .see("[data-test='preview-frame'][data-look='blog']")
                .await;
        }
        "format" => {
            draft(window).await;
            window.click("[data-test='view']").await;
        }
        "outline" => {
            draft(window).await;
            window.press("ctrl+shift+o");
            window.see("[data-test='outline']").await;
        }
        "typography" => {
            draft(window).await;
            window.go_to("typo", "Typogra").await;
            window.see("[data-test='typography']").await;
        }
        "details" => {
            draft(window).await;
            window.click("[data-test='details-open']").await;
            window.see("[data-test='slug']").await;
        }
        "publish" => {
            draft(window).await;
            window.click("[data-test='publish-open']").await;
            window.see("[data-test='publish-blog']").await;
        }
        _ => rest(window, name).await,
    }
}

async fn rest(window: &Window, name: &str) {
    match name {
        "earlier" => {
            draft(window).await;
            window.click("[data-test='details-open']").await;
            window.click("[data-test='revisions-open']").await;
        }
        "review" => {
            draft(window).await;
            window.click("[data-test='details-open']").await;
            window.click("[data-test='review-open']").await;
        }
        "search" => {
            window.click("[data-test='nav-drafts']").await;
            window.write("input[type='search']", "controle").await;
            window.see("[data-test='post-row'] mark").await;
        }
        "comments" | "reply" => {
            window.click("[data-test='nav-waiting']").await;
            window.click("[data-test='comment-row']").await;
            window.see("[data-test='comment-current']").await;
            if name == "reply" {
                window.keys("r").await;
                window.see("[data-test='reply-text']").await;
            }
        }
        "outbox" => window.click("[data-test='sending-line']").await,
        "blog" => {
            window.click("[data-test='nav-blog']").await;
            window.see("[data-test='blog-check']").await;
        }
        "exchange" => {
            window.go_to("import", "Import").await;
            window.see("[data-test^='way-']").await;
        }
        "preferences" => window.click("[data-test='nav-preferences']").await,
        other => panic!("no screen {other}"),
    }
}

async fn draft(window: &Window) {
    window.click("[data-test='nav-drafts']").await;
    window.click("[data-test='post-row']").await;
    window
        .until_says("[data-test='editor']", "Lâcher un peu de contrôle")
        .await;
}

/// A picture of the window once it has drawn what it shows, without loss.
async fn keep(window: &Window, file: &std::path::Path) {
    let drawn = "const done = arguments[arguments.length - 1]; \
        document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => \
          setTimeout(() => done(true), 400))))";
    window.run_async(drawn).await;
    let taken = file.with_extension("png");
    window.picture(&taken);
    let picture = image::open(&taken).unwrap().to_rgb8();
    picture
        .save_with_format(file, image::ImageFormat::WebP)
        .unwrap();
    std::fs::remove_file(&taken).unwrap();
}
