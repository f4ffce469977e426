//! `make bench`: the text engine beside the least it could cost, beside others, and on texts that
//! are made to be slow. The figure is a ratio within one run: see ratio.rs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a bench stops where it fails"
)]

mod hostile;
mod peers;
mod prose;
mod ratio;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use billet_text::{PostPolicy, Preview, import, post_blocks, post_html, render, sanitize_comment};
use criterion::Criterion;
use pulldown_cmark::{Options, Parser, html::push_html};

use hostile::{SHAPES, tag_of};
use prose::{Raw, prose, prose_without_notes};
use ratio::{Table, compare, short};

const SIZES: [(&str, usize); 3] = [("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000)];
const MEGABYTE: usize = 1_000_000;
/// Between linear (4) and quadratic (16) when the text is four times as long: what a cache that is
/// too small does to a linear program stays below.
const LINEAR: f64 = 8.0;
const HOSTILE_KB: usize = 64;
const HOSTILE_LIMIT: Duration = Duration::from_millis(10);

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .without_plots()
        .configure_from_args();
    let mut table = Table::default();
    safe_html(&mut criterion, &mut table);
    one_changed_block(&mut criterion, &mut table);
    others(&mut criterion, &mut table);
    // What grows eightfold needs no second decimal.
    let mut criterion = criterion.measurement_time(Duration::from_secs(1));
    hostile_shapes(&mut criterion, &mut table);
    criterion.final_summary();
    table.print();
}

/// What the engine reads, as `billet_text` sets it: the floor has to read the same.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH
}

/// Parsing and writing without any safety.
fn parsed(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    push_html(&mut html, Parser::new_ext(markdown, options()));
    html
}

fn specification() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/node/node_modules/commonmark-spec/spec.txt");
    std::fs::read_to_string(path)
        .expect("the CommonMark specification is missing: `scripts/setup.sh bench` fetches it")
}

fn safe_html(criterion: &mut Criterion, table: &mut Table) {
    let mut against_floor = |name: &str, text: &str, limit: f64| {
        let it = || drop(black_box(post_html(text)));
        let floor = || drop(black_box(parsed(text)));
        let figures = compare(criterion, name, it, floor);
        table.at_most(name, "pulldown-cmark push_html", figures, limit);
    };
    for (size, bytes) in SIZES {
        let text = prose(bytes, Raw::None);
        against_floor(&format!("safe HTML, {size}"), &text, 1.15);
    }
    against_floor("safe HTML, CommonMark spec", &specification(), 1.15);
    for (size, bytes) in SIZES {
        let text = prose(bytes, Raw::TwoPercent);
        against_floor(&format!("safe HTML, {size}, 2 % raw HTML"), &text, 2.0);
    }
}

/// A letter typed in the middle of a long text, against rendering all of it.
fn one_changed_block(criterion: &mut Criterion, table: &mut Table) {
    for (name, text) in [
        ("one changed block in 1 MB", prose_without_notes(MEGABYTE)),
        ("the same, among footnotes", prose(MEGABYTE, Raw::None)),
    ] {
        let before = text.len() / 2;
        let middle = before + text.get(before..).and_then(|t| t.find(" le ")).unwrap() + 1;
        let mut preview = Preview::new(PostPolicy::default());
        preview.update(&text);
        // The word grows by a letter each time, until it is long enough to be typed anew.
        let states: Vec<String> = (1..30)
            .map(|letters| {
                let mut typed = text.clone();
                typed.insert_str(middle, &"a".repeat(letters));
                typed
            })
            .collect();
        let mut states = states.iter().cycle();
        let it = || {
            let patch = preview.update(states.next().unwrap());
            assert_eq!(patch.inserted.len(), 1, "one block changed");
            black_box(patch);
        };
        let floor = || drop(black_box(render(&text)));
        let Some(figures) = compare(criterion, name, it, floor) else {
            continue;
        };
        table.row(
            name,
            "whole render",
            format!(
                "{:.2}× ({} to {})",
                figures.ratio,
                short(figures.it),
                short(figures.floor)
            ),
            "≤ 0.6×, ≤ 2 ms",
            figures.ratio <= 0.6 && figures.it <= Duration::from_millis(2),
        );
    }
}

/// What others need for the same. They run only if the command line asks for that row.
fn others(criterion: &mut Criterion, table: &mut Table) {
    let markdown = prose(MEGABYTE, Raw::TwoPercent);
    let html = post_html(&markdown);
    let name = "safe HTML, 1 MB, beside node";
    let it = || drop(black_box(post_html(&markdown)));
    if let Some(figures) = compare(criterion, name, it, || ()) {
        let theirs = peers::time_of("render", &markdown, 9);
        table.faster(
            name,
            "markdown-it + sanitize-html",
            figures.it,
            theirs,
            20.0,
        );
    }
    let name = "HTML to Markdown, 1 MB, beside node";
    let it = || drop(black_box(import(&html)));
    if let Some(figures) = compare(criterion, name, it, || ()) {
        let theirs = peers::time_of("import", &html, 5);
        table.faster(name, "turndown", figures.it, theirs, 10.0);
    }
}

/// From text to HTML.
type Work = fn(&str) -> String;

fn hostile_shapes(criterion: &mut Criterion, table: &mut Table) {
    let works: [(&str, Work); 4] = [
        ("post", post_html),
        ("blocks", post_blocks),
        ("comment", sanitize_comment),
        ("import", |html| import(html).markdown),
    ];
    for (what, work) in works {
        for shape in SHAPES {
            let small = (shape.text)(HOSTILE_KB * 1024);
            let large = (shape.text)(4 * HOSTILE_KB * 1024);
            let name = format!("hostile {what}: {}", shape.name);
            grows(
                criterion,
                table,
                &name,
                "256 KB to 64 KB",
                work,
                (&large, &small),
            );
        }
        let (large, small) = (tag_of(100_000), tag_of(25_000));
        let name = format!("hostile {what}: 100,000 attributes");
        grows(criterion, table, &name, "25,000", work, (&large, &small));
    }
}

/// A row for a text and one a fourth as long: whether the time grows as the text does, and whether 64 KB
/// of either take less than the limit.
fn grows(
    criterion: &mut Criterion,
    table: &mut Table,
    name: &str,
    against: &str,
    work: Work,
    (large, small): (&str, &str),
) {
    let it = || drop(black_box(work(large)));
    let floor = || drop(black_box(work(small)));
    let Some(figures) = compare(criterion, name, it, floor) else {
        return;
    };
    let per_64 = |time: Duration, text: &str| {
        let part = text.len() as f64 / (HOSTILE_KB * 1024) as f64;
        Duration::from_secs_f64(time.as_secs_f64() / part)
    };
    let slower = per_64(figures.it, large).max(per_64(figures.floor, small));
    table.row(
        name,
        against,
        format!("{:.1}× ({} per 64 KB)", figures.ratio, short(slower)),
        &format!("≤ {LINEAR}× (linear: 4), ≤ {}", short(HOSTILE_LIMIT)),
        figures.ratio <= LINEAR && slower <= HOSTILE_LIMIT,
    );
}
