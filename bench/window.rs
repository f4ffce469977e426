//! `make bench`: what a writer feels in the real window. Each row is beside the barest thing of its kind in
//! the same run: a key in a long text beside CodeMirror alone in the same web view, the start and the
//! memory beside a bare window (`bare_window.rs`).
//!
//! What is measured of a key is what the page's one thread does for it, from the moment at which it was to
//! come to the end of the frame that shows it; the wait for that frame is the screen's. A key that comes
//! late, because something else is going on, counts with its delay.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench stops where it fails"
)]

#[allow(dead_code, reason = "the rest is the other benches'")]
mod ratio;
#[path = "window/texts.rs"]
mod texts;
#[allow(dead_code, reason = "the rest is the other benches'")]
mod vocabulary;
#[path = "../tests/window/window.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod window;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use ratio::{Table, short};
use window::{Opening, Window};

/// What a key may take beyond CodeMirror alone, at the 99th of 100.
const KEY: Duration = Duration::from_millis(2);
/// From a key to the preview that shows it, at the 95th of 100.
const PREVIEW: Duration = Duration::from_millis(33);
/// A list, from the click to its rows.
const LIST: Duration = Duration::from_millis(50);
/// What the start may take beyond a bare window's.
const START: Duration = Duration::from_millis(150);
/// What all processes may hold beyond a bare window's, in MiB.
const MEMORY: i64 = 60;

const POSTS: usize = 100_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    let asked_for = |rows: &str| only.is_empty() || rows.contains(&only) || only.contains(rows);
    let folder = tempfile::tempdir().unwrap();
    let mut table = Table::default();
    if asked_for("window: keys") {
        keys(&mut table, &folder.path().join("keys")).await;
    }
    if asked_for("window: preview") {
        preview(&mut table, &folder.path().join("preview")).await;
    }
    if asked_for("window: start") {
        let many = folder.path().join("many");
        texts::many(&many, POSTS);
        list(&mut table, &many).await;
        start(&mut table, &folder.path().join("few"), &many).await;
    }
    table.print();
}

/// Keys in a text of 1 MB.
async fn keys(table: &mut Table, library: &Path) {
    texts::one(library, 1_000_000);
    let window = Window::open(library).await;
    window.click("[data-test='post-row']").await;
    window.see("[data-test='editor'] .cm-content").await;
    let bundle = std::fs::read_to_string(bare_editor()).unwrap();
    // Once without measuring: what is compiled at the first use is not compiled again.
    typed(&window, ".cm-content", 40).await;
    let billet = typed(&window, ".cm-content", 300).await;
    let alone = format!("{bundle}; bare(arguments[0]); arguments[1](true);");
    window
        .run_async_with(&alone, vec![json!(texts::prose(1_000_000))])
        .await;
    typed(&window, "#bare .cm-content", 40).await;
    let bare = typed(&window, "#bare .cm-content", 300).await;
    let (it, floor) = (at(&billet, 99), at(&bare, 99));
    let beyond = it.saturating_sub(floor);
    table.row(
        "window: keys in 1 MB, p99",
        "CodeMirror alone",
        format!("+{} ({} to {})", short(beyond), short(it), short(floor)),
        &format!("≤ +{}", short(KEY)),
        beyond <= KEY,
    );
    let (it, floor) = (at(&billet, 50), at(&bare, 50));
    let beyond = it.saturating_sub(floor);
    table.row(
        "window: keys in 1 MB, median",
        "CodeMirror alone",
        format!("+{} ({} to {})", short(beyond), short(it), short(floor)),
        &format!("≤ +{}", short(KEY)),
        beyond <= KEY,
    );
}

/// Types so many letters, one every 40 ms, in the middle of what is shown.
async fn typed(window: &Window, css: &str, count: usize) -> Vec<Duration> {
    const TYPE: &str = "
        const [css, count, done] = [arguments[0], arguments[1], arguments[2]];
        const content = document.querySelector(css);
        content.focus();
        const times = [];
        const frame = () => new Promise((next) => requestAnimationFrame(next));
        (async () => {
            let due = performance.now() + 40;
            for (let n = 0; n < count; n++) {
                await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));
                const late = Math.max(0, performance.now() - due - 4);
                let begun;
                // Before what the editor asks to be done in the frame, and after it.
                requestAnimationFrame(() => { begun = performance.now(); });
                const before = performance.now();
                document.execCommand('insertText', false, n % 6 === 5 ? ' ' : 'e');
                await Promise.resolve();
                void content.offsetHeight;
                const typed = performance.now() - before;
                await frame();
                void content.offsetHeight;
                times.push(late + typed + (performance.now() - begun));
                due = Math.max(due + 40, performance.now() + 16);
            }
            done(times);
        })();";
    durations(
        &window
            .run_async_with(TYPE, vec![json!(css), json!(count)])
            .await,
    )
}

/// From a key to the preview, in a text of 100 KB.
async fn preview(table: &mut Table, library: &Path) {
    texts::one(library, 100_000);
    let window = Window::open(library).await;
    window.click("[data-test='post-row']").await;
    window.see("[data-test='preview-frame']").await;
    let words = "return document.querySelector(\"[data-test='preview-frame']\")\
                 ?.contentDocument?.body?.innerText.length > 1000";
    window.until("the preview", words).await;
    const SHOWN: &str = "
        const [count, done] = [arguments[0], arguments[1]];
        const content = document.querySelector('.cm-content');
        const page = document.querySelector(\"[data-test='preview-frame']\").contentDocument;
        content.focus();
        const times = [];
        (async () => {
            for (let n = 0; n < count; n++) {
                await new Promise((next) => setTimeout(next, 130 + 7 * (n % 9)));
                const begun = performance.now();
                const patched = new Promise((next) => {
                    const seen = new MutationObserver(() => {
                        seen.disconnect();
                        void page.body.offsetHeight;
                        next();
                    });
                    seen.observe(page.body, { childList: true, subtree: true, characterData: true });
                });
                document.execCommand('insertText', false, 'e');
                await patched;
                times.push(performance.now() - begun);
            }
            done(times);
        })();";
    window.run_async_with(SHOWN, vec![json!(10)]).await;
    let times = durations(&window.run_async_with(SHOWN, vec![json!(100)]).await);
    let p95 = at(&times, 95);
    table.row(
        "window: preview of 100 KB, p95",
        "a key until it is shown",
        format!("{} (median {})", short(p95), short(at(&times, 50))),
        &format!("≤ {}", short(PREVIEW)),
        p95 <= PREVIEW,
    );
}

/// A list of 100,000 posts, from the click until its rows are there.
async fn list(table: &mut Table, library: &Path) {
    let window = Window::open(library).await;
    window.see("[data-test='post-row']").await;
    const LISTED: &str = "
        const done = arguments[0];
        const go = (to) => document.querySelector(`[data-test='nav-${to}']`).click();
        const rows = () => document.querySelectorAll(\"[data-test='post-row']\").length;
        const until = async (what) => {
            while (!what()) await new Promise((next) => requestAnimationFrame(next));
        };
        const times = [];
        (async () => {
            for (let n = 0; n < 20; n++) {
                go('trash');
                await until(() => rows() === 0);
                const begun = performance.now();
                go('drafts');
                await until(() => rows() > 5);
                times.push(performance.now() - begun);
            }
            done(times);
        })();";
    let times = durations(&window.run_async_with(LISTED, Vec::new()).await);
    let p99 = at(&times, 99);
    table.row(
        "window: a list of 100,000, p99",
        "a click until its rows",
        format!("{} (median {})", short(p99), short(at(&times, 50))),
        &format!("≤ {}", short(LIST)),
        p99 <= LIST,
    );
}

/// From the start to the first letter on the screen, and what all processes hold then.
async fn start(table: &mut Table, few: &Path, many: &Path) {
    texts::one(few, 2_000);
    // As they were left the last time: with a post open.
    let homes = [few, many].map(|library| library.with_extension("home"));
    for (library, home) in [few, many].iter().zip(&homes) {
        let window = launch(library, home).await;
        window.click("[data-test='post-row']").await;
        window.see("[data-test='editor'] .cm-content").await;
        window.close().await;
    }
    let mut figures = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..7 {
        let begun = Instant::now();
        let bare = Window::launch(&bare_window(), None).await;
        bare.letter("[data-test='bare']").await;
        figures[0].push((begun.elapsed(), bare.memory()));
        drop(bare);
        for (n, library) in [few, many].into_iter().enumerate() {
            let begun = Instant::now();
            let window = launch(library, &homes[n]).await;
            window.letter("[data-test='editor'] .cm-content").await;
            figures[n + 1].push((begun.elapsed(), window.memory()));
            window.close().await;
        }
    }
    let [floor, few, many] = figures.map(|mut found| {
        found.sort();
        let time = found[found.len() / 2].0;
        found.sort_by_key(|(_, memory)| *memory);
        (time, found[found.len() / 2].1)
    });
    for (name, it) in [("one post", few), ("100,000 posts", many)] {
        let beyond = it.0.saturating_sub(floor.0);
        table.row(
            &format!("window: start to first letter, {name}"),
            "a bare window",
            format!("+{} ({} to {})", short(beyond), short(it.0), short(floor.0)),
            &format!("≤ +{}", short(START)),
            beyond <= START,
        );
        let beyond = it.1 - floor.1;
        table.row(
            &format!("window: memory, {name}"),
            "a bare window",
            format!("{beyond:+} MiB ({} to {})", it.1, floor.1),
            &format!("≤ +{MEMORY} MiB"),
            beyond <= MEMORY,
        );
    }
}

async fn launch(library: &Path, home: &Path) -> Window {
    let opening = Opening {
        library,
        lang: "C.UTF-8",
        secret: None,
        home: Some(home),
    };
    Window::launch(&variable("BILLET_TEST_DESKTOP"), Some(&opening)).await
}

/// The so-manieth of a hundred.
fn at(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn durations(found: &Value) -> Vec<Duration> {
    let found = found.as_array().expect("the window answered");
    let milliseconds = found.iter().map(|time| time.as_f64().unwrap());
    milliseconds
        .map(|ms| Duration::from_secs_f64(ms / 1000.0))
        .collect()
}

fn variable(name: &str) -> PathBuf {
    PathBuf::from(std::env::var_os(name).unwrap_or_else(|| panic!("{name}: run `make bench`")))
}

/// CodeMirror alone, as one script (`bench/window/`).
fn bare_editor() -> PathBuf {
    variable("BILLET_BENCH_EDITOR")
}

fn bare_window() -> PathBuf {
    variable("BILLET_BENCH_BARE")
}
