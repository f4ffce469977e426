//! A post that somebody else changed on the blog meanwhile.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::blog::{Blog, unique};
use crate::window::Window;
use crate::window_with_blog;

const BEFORE: &str = "Un *mot*.\n\nDeux.\n\nTrois.";

/// A post that was changed on the blog and here; the window shows the sheet that compares both.
pub async fn compared(window: &Window, blog: &Blog, title: &str, theirs: (&str, &str)) -> Value {
    let there = changed(window, blog, title, theirs).await;
    window.click("[data-test='job-merge']").await;
    window.see("[data-test='merge-intro']").await;
    there
}

/// The same; the window shows the outbox.
async fn changed(window: &Window, blog: &Blog, title: &str, theirs: (&str, &str)) -> Value {
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", title).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.insert(BEFORE).await;
    window.until_saved().await;
    window.click("[data-test='publish-open']").await;
    window.see("[data-test='publish-blog']").await;
    window.click("[data-test='publish-send']").await;
    window
        .see("[data-test='publication'][data-state='sent']")
        .await;
    let there = blog.posts_titled(title).await.remove(0);
    let content = there["content"]["raw"].as_str().unwrap();
    assert!(content.contains(theirs.0), "{content}");
    let content = content.replace(theirs.0, theirs.1);
    let route = format!("/posts/{}", there["id"]);
    blog.post(&route, &json!({ "content": content })).await;

    window.keys(&Key::Escape.to_string()).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.control(&Key::End.to_string()).await;
    window.keys(" Et la suite.").await;
    window.until_saved().await;
    window.click("[data-test='update']").await;
    window.click("[data-test='sending-line']").await;
    window.see("[data-test='job-merge']").await;
    there
}

/// The focus is on something that a reader can go on from.
async fn has_focus(window: &Window) {
    let somewhere = "const e = document.activeElement; \
        return e !== document.body && e.matches('[data-job], [data-job] *, .cm-content')";
    window.until("the focus to come back", somewhere).await;
}

#[tokio::test]
async fn edits_of_different_paragraphs_are_put_together_and_sent() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("Deux mains {}", unique());
    let edit = ("Un <em>mot</em>.", "Un <em>mot</em> corrigé.");
    let there = compared(&window, &blog, &title, edit).await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.until_says("[data-test='merge-who']", "admin").await;
    window.click("[data-test='merge-send']").await;
    has_focus(&window).await;
    blog.until_post(&title, "Et la suite.").await;
    has_focus(&window).await;
    let now = blog.posts_titled(&title).await;
    assert_eq!(now.len(), 1);
    assert_eq!(now[0]["id"], there["id"]);
    let content = now[0]["content"]["raw"].as_str().unwrap();
    assert!(content.contains("<em>mot</em> corrigé."), "{content}");
}

#[tokio::test]
async fn edits_of_the_same_words_are_chosen_between() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("Une phrase {}", unique());
    compared(&window, &blog, &title, ("Trois.", "Quatre, plutôt.")).await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    // Nothing is chosen for the writer: pressed now, nothing is sent.
    window.click("[data-test='merge-send']").await;
    window.see("[data-test='merge-left']").await;
    window.click("[data-test='merge-take-theirs']").await;
    window.click("[data-test='merge-send']").await;
    window
        .until(
            "the sheet to close",
            "return !document.querySelector(\"[data-test='merge']\")",
        )
        .await;
    blog.until_post(&title, "Quatre, plutôt.").await;
    window.click("[data-test='nav-published']").await;
    window.click("[data-test='post-row']").await;
    window
        .until_says("[data-test='editor'] .cm-content", "Quatre, plutôt.")
        .await;
}

#[tokio::test]
async fn mine_goes_over_theirs_only_after_it_was_said_whose_it_is() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("Par-dessus {}", unique());
    let edit = ("Trois.", "Quatre, plutôt.");
    let there = changed(&window, &blog, &title, edit).await;
    let route = format!("/posts/{}", there["id"]);
    blog.post(&route, &json!({ "excerpt": "En bref" })).await;

    window.click("[data-test='job-send-anyway']").await;
    window.until_says("[data-test='over-who']", "admin").await;
    window
        .until_says("[data-test='over-lost']", "the excerpt")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='over-cancel']").await;
    let still = blog.posts_titled(&title).await.remove(0);
    assert!(still["content"]["raw"].as_str().unwrap().contains("Quatre"));

    window.click("[data-test='job-send-anyway']").await;
    window.see("[data-test='over-lost']").await;
    window.click("[data-test='over-send']").await;
    has_focus(&window).await;
    blog.until_post(&title, "Et la suite.").await;
    let now = blog.posts_titled(&title).await.remove(0);
    let content = now["content"]["raw"].as_str().unwrap();
    assert!(
        content.contains("Trois.") && !content.contains("Quatre"),
        "{content}"
    );
    // Theirs is among the earlier versions.
    window.click("[data-test='nav-published']").await;
    window.click("[data-test='post-row']").await;
    window.click("[data-test='details-open']").await;
    window.click("[data-test='revisions-open']").await;
    window
        .click("[data-test='revision-row'][data-reason='elsewhere']")
        .await;
    window.click("[data-test='view-text']").await;
    window
        .until_says("[data-test='revision-text']", "Quatre, plutôt.")
        .await;
}

#[tokio::test]
async fn a_post_is_handed_in_for_an_editor() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("À relire {}", unique());
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", &title).await;
    window.until_saved().await;
    window.click("[data-test='publish-open']").await;
    window
        .click("[data-test='publish-status'] input[value='review']")
        .await;
    window
        .see("[data-test='publish-outcome'][data-what='review']")
        .await;
    window.click("[data-test='publish-send']").await;
    window
        .see("[data-test='publication'][data-state='sent']")
        .await;
    window
        .until_says("[data-test='publication']", "waits for an editor")
        .await;
    let post = blog.posts_titled(&title).await.remove(0);
    assert_eq!(post["status"], "pending");
}
