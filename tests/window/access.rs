//! Every screen can be used with a screen reader and in every size.

use std::path::Path;

use serde_json::json;

use crate::blog::{Blog, unique};
use crate::merging::compared;
use crate::window::{Opening, Window};
use crate::{add_blog, window_with_blog};

/// How to come to each place of the window, and what is seen when one is there.
const PLACES: [(&str, &[&str], &str); 22] = [
    ("preferences", &["nav-preferences"], "theme"),
    ("import", &["Import…"], "look-inside"),
    ("export", &["Export…"], "export-now"),
    ("scheduled", &["nav-scheduled"], "new-post"),
    ("published", &["nav-published"], "new-post"),
    ("trash", &["nav-trash"], "new-post"),
    ("a draft", &["nav-drafts", "post-row"], "editor"),
    (
        "details",
        &["nav-drafts", "post-row", "details-open"],
        "details",
    ),
    (
        "publish",
        &["nav-drafts", "post-row", "publish-open"],
        "publish-blog",
    ),
    (
        "before it goes",
        &["nav-drafts", "post-row", "publish-open"],
        "remark-show",
    ),
    (
        "typography",
        &["nav-drafts", "post-row", "Typo…"],
        "change-check",
    ),
    ("go to", &["nav-drafts", "Ctrl K"], "go-to"),
    ("keys", &["nav-waiting", "?"], "keys"),
    (
        "waiting",
        &["nav-waiting", "comment-row"],
        "comment-current",
    ),
    (
        "a reply",
        &["nav-waiting", "comment-row", "reply-open"],
        "reply-text",
    ),
    ("approved", &["nav-approved"], "new-post"),
    ("spam", &["nav-spam"], "new-post"),
    ("comments' trash", &["nav-comments-trash"], "new-post"),
    ("outbox", &["sending-line"], "new-post"),
    ("a blog", &["nav-blog"], "blog-check"),
    (
        "removing a blog",
        &["nav-blog", "blog-remove"],
        "blog-remove-yes",
    ),
    ("adding a blog", &["nav-add-blog"], "blog-address"),
];

#[tokio::test]
async fn axe_finds_no_serious_fault_on_any_screen_in_either_theme_and_language() {
    let blog = Blog::of_test();
    let mark = unique();
    let post = blog
        .published(&format!("Accès {mark}"), "<p>Un texte.</p>")
        .await;
    blog.waiting(
        post,
        &format!("Inès {mark}"),
        "Une question : <em>quand</em> ?",
    )
    .await;
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", "Un brouillon").await;
    window.click("[data-test='editor'] .cm-content").await;
    window
        .keys(
            "#### Titre\u{E007}Du *texte* et l'image ![](https://example.org/a.png) du \
             [lien](https://example.org).",
        )
        .await;
    window.until_saved().await;

    let mut faults = Vec::new();
    for (theme, language) in [("light", "en"), ("dark", "fr")] {
        window.click("[data-test='nav-preferences']").await;
        window
            .click(&format!("[data-test='theme'] input[value='{theme}']"))
            .await;
        window
            .click(&format!("[data-test='language'] input[value='{language}']"))
            .await;
        for (place, way, seen) in PLACES {
            for step in way {
                match *step {
                    "Ctrl K" => window.control("k").await,
                    "?" => window.keys("?").await,
                    "Typo…" => window.go_to("typo", "Typograph").await,
                    "Import…" => window.go_to("import", "Import").await,
                    "Export…" => window.go_to("export", "Export").await,
                    step => window.click(&format!("[data-test='{step}']")).await,
                }
            }
            window.see(&format!("[data-test='{seen}']")).await;
            for fault in window.serious_faults().await {
                faults.push(format!("{place}, {theme}, {language}: {fault}"));
            }
            window.keys(&fantoccini::key::Key::Escape.to_string()).await;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[tokio::test]
async fn axe_finds_no_serious_fault_where_two_texts_are_merged() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("Deux textes {}", unique());
    compared(&window, &blog, &title, ("Trois.", "Quatre, plutôt.")).await;
    let mut faults = Vec::new();
    for (theme, language) in [
        ("light", "en"),
        ("dark", "fr"),
        ("dark", "en"),
        ("light", "fr"),
    ] {
        window.click("[data-test='merge-close']").await;
        window.click("[data-test='nav-preferences']").await;
        for (choice, value) in [("theme", theme), ("language", language)] {
            window
                .click(&format!("[data-test='{choice}'] input[value='{value}']"))
                .await;
        }
        window.click("[data-test='sending-line']").await;
        for (way, seen) in [
            ("job-send-anyway", "over-lost"),
            ("over-compare", "merge-intro"),
        ] {
            window.click(&format!("[data-test='{way}']")).await;
            window.see(&format!("[data-test='{seen}']")).await;
            for fault in window.serious_faults().await {
                faults.push(format!("{seen}, {theme}, {language}: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[tokio::test]
async fn nothing_is_cut_in_a_small_window() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", "Petit").await;
    for (width, height) in [(1280, 800), (900, 600), (800, 600)] {
        window.resize(width, height).await;
        let wide = "return document.documentElement.scrollWidth <= window.innerWidth";
        window
            .until(&format!("fitting {width}×{height}"), wide)
            .await;
        let cut = "return [...document.querySelectorAll('button, input, textarea')].filter(e => { \
            const r = e.getBoundingClientRect(); \
            return e.checkVisibility({visibilityProperty: true}) && r.width > 1 \
              && !e.closest('[inert]') && (r.right > innerWidth + 1 || r.left < -1); \
          }).map(e => e.outerHTML.slice(0, 120))";
        assert_eq!(window.run(cut).await, json!([]), "{width}×{height}");
    }
}

#[tokio::test]
async fn a_french_system_gets_a_french_window_and_may_choose_english() {
    let library = tempfile::tempdir().unwrap();
    let opening = Opening {
        library: library.path(),
        lang: "fr_FR.UTF-8",
        secret: None,
        home: None,
    };
    let window = Window::open_as(&opening).await;
    window
        .until_says("[data-test='new-post']", "Nouveau billet")
        .await;
    assert_eq!(
        window.run("return document.documentElement.lang").await,
        json!("fr")
    );
    window.click("[data-test='nav-preferences']").await;
    window
        .click("[data-test='language'] input[value='en']")
        .await;
    window
        .until_says("[data-test='new-post']", "New post")
        .await;
    window.close().await;
    let window = Window::open_as(&opening).await;
    window
        .until_says("[data-test='new-post']", "New post")
        .await;
}

#[tokio::test]
async fn the_password_is_in_the_keychain_and_nowhere_in_the_library() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    add_blog(&window, &blog).await;
    window.close().await;
    for file in files(library.path()) {
        let bytes = std::fs::read(&file).unwrap();
        let secret = blog.password.replace(' ', "");
        let found = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!found, "the password is in {}", file.display());
    }
    // Opened again, the blog still takes it.
    let window = Window::open(library.path()).await;
    window.click("[data-test='nav-blog']").await;
    window.click("[data-test='blog-check']").await;
    window
        .until(
            "the check",
            "return document.querySelector(\"[data-test='notice']\") === null",
        )
        .await;
    window.until_says("body", "admin").await;
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.is_file())
        .collect()
}
