//! Posts that were on the blog first, in the real window: they come in, one is edited, and only the
//! edit arrives.

use serde_json::json;

use crate::blog::unique;
use crate::{Blog, window_with_blog};

/// As somebody wrote it in the classic editor.
const CLASSIC: &str = "Le <b>phare</b> de nuit.\n\n[gallery ids=\"1,2\"]\n\n\
    <div class=\"cadre\" data-x='1'>Deux &amp; trois</div>\n\nLa fin.";

#[tokio::test]
async fn a_post_that_was_on_the_blog_first_is_found_edited_and_changes_only_there() {
    let blog = Blog::of_test();
    let word = format!("ancien{}", unique());
    let title = format!("Billet {word}");
    let post = blog.published(&title, CLASSIC).await;
    let page = json!({ "title": format!("Page {word}"), "content": "Moi.", "status": "publish" });
    blog.post("/pages", &page).await;

    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window
        .until_says("[data-test='blog-posts']", "posts and pages, fetched")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);

    window.click("[data-test='nav-published']").await;
    window.write("[type='search']", &word).await;
    window.until_says("[data-test='post-row']", "Page").await;
    window.see("[data-test='row-page']").await;
    let rows = "return document.querySelectorAll(\"[data-test='post-row']\").length === 2";
    window.until("the two posts", rows).await;
    let open = format!(
        "[...document.querySelectorAll(\"[data-test='post-row']\")]
             .find(row => row.innerText.includes({})).click()",
        json!(title)
    );
    window.run(&open).await;
    window
        .until_says("[data-test='editor'] .cm-content", "La fin.")
        .await;

    // The end of the text is its last paragraph.
    window.click("[data-test='editor'] .cm-content").await;
    window.press("ctrl+End");
    window.insert(" Vraiment.").await;
    window.until_saved().await;
    window.click("[data-test='update']").await;
    blog.until_post(&title, "La fin. Vraiment.").await;
    let there = blog.get(&format!("/posts/{post}?context=edit")).await;
    assert_eq!(
        there["content"]["raw"],
        CLASSIC.replace("La fin.", "<p>La fin. Vraiment.</p>")
    );
    assert_eq!(blog.posts_titled(&title).await.len(), 1);

    // An editor changes the rest while the writer goes on: the blog has news, and the text stays.
    window.insert(" Encore.").await;
    window.until_saved().await;
    let route = format!("/posts/{post}");
    blog.post(&route, &json!({ "content": "Tout autre chose." }))
        .await;
    window.click("[data-test='nav-blog']").await;
    window.click("[data-test='blog-fetch']").await;
    window.click("[data-test='nav-published']").await;
    window.write("[type='search']", &word).await;
    window.until("the two posts", rows).await;
    window.run(&open).await;
    window.until_says("[data-test='news']", "changed on").await;
    window
        .until_says("[data-test='editor'] .cm-content", "Encore.")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
}

#[tokio::test]
async fn a_blog_whose_posts_are_not_wanted_gives_none() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window
        .until_says("[data-test='blog-posts']", "fetched")
        .await;
    window.click("[data-test='fetches-posts']").await;
    window
        .until(
            "the choice to be kept",
            "return document.querySelector(\"[data-test='fetches-posts']\").checked === false",
        )
        .await;
    let word = format!("nouveau{}", unique());
    blog.published(&word, "Un.").await;
    window.click("[data-test='blog-fetch']").await;
    window
        .until_says("[data-test='blog-fetched']", "Comments last fetched")
        .await;
    window.click("[data-test='nav-published']").await;
    window.write("[type='search']", &word).await;
    window
        .until(
            "nothing to be found",
            "return document.querySelectorAll(\"[data-test='post-row']\").length === 0",
        )
        .await;
    // Wanted again, it comes.
    window.click("[data-test='nav-blog']").await;
    window.click("[data-test='fetches-posts']").await;
    window.click("[data-test='nav-published']").await;
    window.write("[type='search']", &word).await;
    window.until_says("[data-test='post-row']", &word).await;
}
