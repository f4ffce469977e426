//! What a writer does in the real window, against the real WordPress. `make test` gives it both;
//! each test opens a window of its own on a library of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "window/access.rs"]
mod access;
#[path = "window/blog.rs"]
mod blog;
#[path = "window/editing.rs"]
mod editing;
#[path = "window/exchange.rs"]
mod exchange;
#[path = "window/fetching.rs"]
mod fetching;
#[path = "window/first.rs"]
mod first;
#[path = "window/history.rs"]
mod history;
#[path = "window/library.rs"]
mod library;
#[path = "window/merging.rs"]
mod merging;
#[path = "window/moderating.rs"]
mod moderating;
#[path = "window/preferences.rs"]
mod preferences;
#[path = "window/review.rs"]
mod review;
#[path = "window/safety.rs"]
mod safety;
#[path = "window/variations.rs"]
mod variations;
#[path = "window/window.rs"]
#[allow(dead_code, reason = "the benches use the rest")]
mod window;
#[path = "window/writing.rs"]
mod writing;

use blog::Blog;
use window::Window;

/// A window whose library knows the test blog, added as a person adds it.
async fn window_with_blog(library: &std::path::Path, blog: &Blog) -> Window {
    let window = Window::open(library).await;
    add_blog(&window, blog).await;
    window
}

async fn add_blog(window: &Window, blog: &Blog) {
    window.click("[data-test='nav-add-blog']").await;
    let bare = blog.url.trim_start_matches("http://");
    window.write("[data-test='blog-address']", bare).await;
    window.click("[data-test='blog-find']").await;
    window.write("[data-test='blog-user']", "admin").await;
    window
        .write("[data-test='blog-password']", &blog.password)
        .await;
    window.click("[data-test='blog-add']").await;
    window.see("[data-test='blog-check']").await;
}
