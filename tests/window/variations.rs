//! One post on two blogs, with other words on one; a slip set right on both; and a post that moves. The
//! second blog is a second account on the test blog.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::blog::{Blog, unique};
use crate::window::Window;
use crate::window_with_blog;

async fn two_blogs(library: &Path, blog: &Blog) -> Window {
    let window = window_with_blog(library, blog).await;
    let password = std::env::var("BILLET_TEST_WP_EDITOR").unwrap();
    window.click("[data-test='nav-add-blog']").await;
    let bare = blog.url.trim_start_matches("http://");
    window.write("[data-test='blog-address']", bare).await;
    window.click("[data-test='blog-find']").await;
    window.write("[data-test='blog-user']", "editor").await;
    window.write("[data-test='blog-password']", &password).await;
    window.click("[data-test='blog-add']").await;
    let both = "return document.querySelectorAll('[data-test=nav-blog]').length >= 2 \
                || document.querySelectorAll('[data-test=blog-check]').length >= 1";
    window.until("the second blog", both).await;
    window
}

async fn draft(window: &Window, title: &str, body: &str) {
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", title).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.insert(body).await;
    window.until_saved().await;
}

async fn choose(window: &Window, css: &str, value: &str) {
    window.see(css).await;
    let script = format!(
        "const s = document.querySelector({}); s.value = {}; \
         s.dispatchEvent(new Event('change', {{ bubbles: true }})); return true",
        json!(css),
        json!(value)
    );
    window.until("a choice", &script).await;
}

fn raw(post: &Value) -> &str {
    post["content"]["raw"].as_str().unwrap()
}

async fn until_content(blog: &Blog, title: &str, words: &str) -> Value {
    blog.until_post(title, words).await;
    blog.posts_titled(title).await.remove(0)
}

#[tokio::test]
async fn one_blog_gets_its_own_words_and_names_the_first_and_a_slip_is_set_right_on_both() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = two_blogs(library.path(), &blog).await;
    let word = unique();
    let (common, own) = (format!("Le phare {word}"), format!("Le bureau {word}"));
    draft(&window, &common, "Il éclaire.").await;
    window.click("[data-test='details-open']").await;
    choose(&window, "[data-test='everywhere-names-first']", "yes").await;
    window.click("[data-test='blog-2'] summary").await;
    window.write("[data-test='blog-2-title']", &own).await;
    choose(&window, "[data-test='blog-2-closing']", "own").await;
    window
        .write("[data-test='blog-2-closing-lines']", "— *Zoé*, du bureau")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.keys(&Key::Escape.to_string()).await;

    window.click("[data-test='publish-open']").await;
    for id in [1, 2] {
        window
            .click(&format!("[data-test='publish-blog'][data-blog='{id}']"))
            .await;
    }
    window
        .until_says("[data-test='publish-varied']", &own)
        .await;
    window.see("[data-test='publish-names-first']").await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='publish-send']").await;
    let both = "return document.querySelectorAll(\"[data-test='publication'][data-state='sent']\").length === 2";
    window.until("both blogs to have it", both).await;

    let first = until_content(&blog, &common, "éclaire").await;
    let second = until_content(&blog, &own, "éclaire").await;
    assert!(!raw(&first).contains("Zoé"), "{first}");
    assert!(raw(&second).contains("<em>Zoé</em>"), "{second}");
    let link = first["link"].as_str().unwrap();
    assert!(
        raw(&second).contains(&format!("rel=\"canonical\" href=\"{link}\"")),
        "{second}"
    );
    assert!(
        second["content"]["rendered"]
            .as_str()
            .unwrap()
            .contains("rel=\"canonical\"")
    );

    // A slip: set right, and sent everywhere with one stroke.
    window.keys(&Key::Escape.to_string()).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.control(&Key::End.to_string()).await;
    window.keys(" Loin.").await;
    window.until_saved().await;
    window.go_to("update", "Update everywhere").await;
    window
        .until_says(
            "[role='status'], [data-test='toast']",
            "Updating on 2 blogs",
        )
        .await;
    until_content(&blog, &common, "Loin.").await;
    let second = until_content(&blog, &own, "Loin.").await;
    assert_eq!(raw(&second).matches("Zoé").count(), 1, "{second}");
    window.close().await;
}

#[tokio::test]
async fn a_post_moves_to_another_blog_once_it_is_there() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = two_blogs(library.path(), &blog).await;
    let title = format!("Déménager {}", unique());
    draft(&window, &title, "Il part.").await;
    window.click("[data-test='publish-open']").await;
    window
        .click("[data-test='publish-blog'][data-blog='1']")
        .await;
    window.click("[data-test='publish-send']").await;
    window
        .see("[data-test='publication'][data-state='sent']")
        .await;
    let first = until_content(&blog, &title, "part").await;
    window.keys(&Key::Escape.to_string()).await;

    window.click("[data-test='details-open']").await;
    window.click("[data-test='move']").await;
    window
        .until_says("[data-test='details']", "Comments stay with it there")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='move-do']").await;
    let route = format!("/posts/{}?context=edit", first["id"]);
    let mut now = Value::Null;
    for _ in 0..300 {
        now = blog.get(&route).await;
        if now["status"] == "trash" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(now["status"], "trash", "{now}");
    let there = blog.posts_titled(&title).await;
    assert_eq!(there.len(), 1, "{there:?}");
    assert_eq!(
        (&there[0]["status"], &there[0]["author"] != &first["author"]),
        (&json!("publish"), true)
    );
    window.close().await;
}
