//! Hostile text does not run, in a draft or in a comment, and asks no one for anything.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use crate::blog::{Blog, unique};
use crate::window::Window;
use crate::window_with_blog;

/// Counts whoever calls: a tracker that a comment might try to reach.
fn tracker() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let _ = (&stream).read(&mut [0; 512]);
        }
    });
    (address, calls)
}

#[tokio::test]
async fn a_script_in_a_draft_does_not_run_in_the_preview() {
    let (tracker, calls) = tracker();
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    window.click("[data-test='new-post']").await;
    window
        .write(
            "[data-test='title']",
            "Piège <script>document.title='volé'</script>",
        )
        .await;
    window.click("[data-test='editor'] .cm-content").await;
    window
        .insert(&format!(
            "<script>top.document.title='volé'</script> \
             <img src=x onerror=\"top.document.title='volé'\"> \
             <img src=\"http://{tracker}/pixel.gif\"> \
             <iframe src=\"http://{tracker}/\"></iframe> \
             <a href=\"javascript:top.document.title='volé'\">lien</a> \
             <svg onload=\"top.document.title='volé'\"></svg> le reste"
        ))
        .await;
    window.until_saved().await;
    window
        .until(
            "the preview",
            "return document.querySelector(\"[data-test='preview-frame']\")\
             .contentDocument.body.innerText.includes('le reste')",
        )
        .await;
    let frame =
        "const d = document.querySelector(\"[data-test='preview-frame']\").contentDocument;";
    let bites = format!(
        "{frame} return [...d.querySelectorAll('*')].filter(e => \
           ['SCRIPT', 'IFRAME', 'SVG', 'OBJECT'].includes(e.tagName.toUpperCase()) && !e.closest('head') \
           || [...e.attributes].some(a => a.name.startsWith('on') || /^javascript:/i.test(a.value)))\
           .map(e => e.outerHTML)"
    );
    assert_eq!(window.run(&bites).await, json!([]));
    // Clicking every link in the frame leads nowhere.
    window
        .run(&format!(
            "{frame} d.querySelectorAll('a').forEach(a => a.click())"
        ))
        .await;
    assert_eq!(window.run("return document.title").await, json!("Billet"));
    assert_eq!(
        calls.load(Ordering::SeqCst),
        0,
        "nothing was asked of the tracker"
    );
}

#[tokio::test]
async fn a_script_in_a_comment_does_not_run_and_no_picture_is_fetched() {
    let (tracker, calls) = tracker();
    let blog = Blog::of_test();
    let mark = unique();
    let post = blog
        .published(&format!("Piège {mark}"), "<p>Un texte.</p>")
        .await;
    // The administrator may write any HTML, so the blog itself does not clean this.
    blog.waiting(
        post,
        &format!("Mallory {mark}"),
        &format!(
            "<script>document.title='volé'</script><img src=\"http://{tracker}/p.gif\" \
             onerror=\"document.title='volé'\"> <b onclick=\"document.title='volé'\">gras</b> \
             <a href=\"javascript:document.title='volé'\">ici</a> fin"
        ),
    )
    .await;
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.click("[data-test='nav-waiting']").await;
    let choose = format!(
        "const row = [...document.querySelectorAll(\"[data-test='comment-row']\")]\
           .find(r => r.innerText.includes('Mallory {mark}')); \
         if (!row) return false; row.click(); return true"
    );
    window.until("Mallory's comment", &choose).await;
    window
        .until_says("[data-test='comment-current']", "fin")
        .await;
    let bites = "const c = document.querySelector(\"[data-test='comment-current']\"); \
        c.querySelectorAll('b, a').forEach(e => e.click()); \
        return [...c.querySelectorAll('*')].filter(e => ['SCRIPT', 'IMG'].includes(e.tagName) \
          || [...e.attributes].some(a => a.name.startsWith('on') || /^javascript:/i.test(a.value)))\
          .map(e => e.outerHTML)";
    assert_eq!(window.run(bites).await, json!([]));
    assert_eq!(window.run("return document.title").await, json!("Billet"));
    assert_eq!(
        calls.load(Ordering::SeqCst),
        0,
        "nothing was asked of the tracker"
    );
}

#[tokio::test]
async fn the_window_itself_allows_no_inline_script_no_eval_and_no_request() {
    let library = tempfile::tempdir().unwrap();
    let (tracker, calls) = tracker();
    let window = Window::open(library.path()).await;
    window
        .run(
            "const s = document.createElement('script'); s.textContent = \"document.title='volé'\"; \
             document.body.append(s); \
             const b = document.createElement('button'); \
             b.setAttribute('onclick', \"document.title='volé'\"); document.body.append(b); b.click(); \
             s.remove(); b.remove();",
        )
        .await;
    assert_eq!(window.run("return document.title").await, json!("Billet"));
    let asked = format!(
        "const image = new Image(); image.src = 'http://{tracker}/x.gif'; \
         const done = arguments[arguments.length - 1]; \
         fetch('http://{tracker}/').then(() => done('reached'), () => done('refused'))"
    );
    assert_eq!(window.run_async(&asked).await, json!("refused"));
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    // A page elsewhere cannot take the window's place.
    window
        .run(&format!("location.href = 'http://{tracker}/'"))
        .await;
    window.see("[data-test='new-post']").await;
}
