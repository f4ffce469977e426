//! The first two minutes of a new writer, on the real WordPress: from an empty library to a post that
//! readers can see, and the same when the writer began without a blog.

use fantoccini::key::Key;
use serde_json::json;

use crate::blog::Blog;
use crate::window::Window;

/// What the writer does, counted.
struct Writer<'a> {
    window: &'a Window,
    steps: usize,
}

impl Writer<'_> {
    async fn click(&mut self, css: &str) {
        self.steps += 1;
        self.window.click(css).await;
    }

    async fn types(&mut self, words: &str) {
        self.steps += 1;
        self.window.keys(words).await;
    }

    async fn enter(&mut self) {
        self.types(&Key::Enter.to_string()).await;
    }

    /// Address, name and password: the focus goes where the next is typed.
    async fn connects(&mut self, blog: &Blog) {
        self.window.see("[data-test='blog-address']:focus").await;
        self.types(blog.url.trim_start_matches("http://")).await;
        self.enter().await;
        self.window.see("[data-test='blog-user']:focus").await;
        self.types("admin").await;
        self.types(&Key::Tab.to_string()).await;
        self.types(&blog.password).await;
        self.enter().await;
    }

    async fn writes(&mut self, title: &str) {
        self.window.see("[data-test='title']:focus").await;
        self.types(title).await;
        self.enter().await;
        self.window
            .until(
                "the text to have the focus",
                "return document.activeElement?.classList.contains('cm-content') ?? false",
            )
            .await;
        self.types("Bonjour.").await;
    }

    /// What the blog says of the post at the address that the window shows.
    async fn sees_it_published(&mut self, blog: &Blog, title: &str) {
        self.window
            .until_says("[data-test='publication-address']", &blog.url)
            .await;
        let posts = blog.get(&format!("/posts?search={title}")).await;
        assert_eq!(posts[0]["status"], "publish", "{posts}");
        let shown = self
            .window
            .run("return document.querySelector(\"[data-test='publication-address']\").innerText")
            .await;
        assert_eq!(posts[0]["link"], shown);
    }
}

#[tokio::test]
async fn from_an_empty_library_to_the_first_published_post_takes_a_dozen_steps() {
    let blog = Blog::of_test();
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(folder.path()).await;
    let title = format!("Premier{}", std::process::id());
    let mut writer = Writer {
        window: &window,
        steps: 0,
    };
    window.see("[data-test='welcome-import']").await;
    writer.click("[data-test='welcome-blog']").await;
    writer.connects(&blog).await;
    window.see("[data-test='blog-check']").await;
    // The toast offers the next step.
    writer.click("[data-test='undo']").await;
    writer.writes(&title).await;
    writer.click("[data-test='publish-open']").await;
    let ticked = "return document.querySelector(\"[data-test='publish-blog']\")?.checked ?? false";
    window.until("the only blog to be ticked", ticked).await;
    writer.click("[data-test='publish-send']").await;
    writer.sees_it_published(&blog, &title).await;
    assert!(writer.steps <= 13, "{} steps", writer.steps);
    assert_eq!(window.serious_faults().await, [""; 0]);
}

#[tokio::test]
async fn a_writer_who_began_without_a_blog_comes_back_to_the_post_with_one() {
    let blog = Blog::of_test();
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(folder.path()).await;
    let title = format!("Dabord{}", std::process::id());
    let mut writer = Writer {
        window: &window,
        steps: 0,
    };
    writer.click("[data-test='welcome-write']").await;
    writer.writes(&title).await;
    writer.click("[data-test='publish-open']").await;
    writer.click("[data-test='publish-add-blog']").await;
    writer.connects(&blog).await;
    window.see("[data-test='publish-blog']").await;
    let there = "return document.querySelector(\"[data-test='title']\").value";
    assert_eq!(window.run(there).await, json!(title), "its own post");
    writer.click("[data-test='publish-send']").await;
    writer.sees_it_published(&blog, &title).await;
}
