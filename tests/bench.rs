//! `make bench`: what Billet does often, beside the least it could cost. Every figure is a ratio of
//! two times taken in turns in the same run, so that a slow or busy machine slows both.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a bench stops where it fails"
)]

use std::fs::{File, OpenOptions};
use std::hint::black_box;
use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

use billet_core::{CommentAuthor, CommentStatus, Platform, PostText, RemoteId};
use billet_store::comments::{self, Arrived, Filter};
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError, blogs};
use jiff::Timestamp;

fn main() {
    println!(
        "{:<58} {:>10} {:>10} {:>7}",
        "what, against what", "it", "floor", "ratio"
    );
    rendering();
    nesting();
    autosave();
    desk();
}

/// Takes turns, so that both see the same machine; the median of each.
fn compare(name: &str, turns: usize, mut it: impl FnMut(), mut floor: impl FnMut()) {
    let timed = |work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    let (mut its, mut floors): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        its.push(timed(&mut it));
        floors.push(timed(&mut floor));
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    let (it, floor) = (median(&mut its), median(&mut floors));
    let ratio = it.as_secs_f64() / floor.as_secs_f64();
    println!("{name:<58} {it:>10.2?} {floor:>10.2?} {ratio:>6.2}×");
}

fn prose(bytes: usize) -> String {
    let text = include_str!("fixtures/demo/brouillon.md");
    let body = billet_text::document(text).unwrap().body;
    body.repeat(bytes / body.len() + 1)
}

fn rendering() {
    let text = prose(100_000);
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_TASKLISTS;
    let parse = || {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(&text, options));
        black_box(html);
    };
    let safe = || drop(black_box(billet_text::post_html(&text)));
    compare(
        "safe HTML of 100 KB of prose, against parsing it",
        21,
        safe,
        parse,
    );
}

fn nesting() {
    let deep = |bytes: usize| "<div>".repeat(bytes / 5);
    let (long, short) = (deep(256_000), deep(64_000));
    compare(
        "256 KB of nested <div>, against 64 KB (linear: 4)",
        11,
        || drop(black_box(billet_text::post_html(&long))),
        || drop(black_box(billet_text::post_html(&short))),
    );
}

fn autosave() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let library = Library::open(folder.path(), now).unwrap();
    let body = prose(10_000);
    let text = |n: u32| PostText {
        title: format!("{n}"),
        body: body.clone(),
        ..PostText::default()
    };
    let id = library
        .write(|tx| posts::create(tx, &text(0), &Measure::default(), now))
        .unwrap();
    let mut floor: File = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .open(folder.path().join("floor"))
        .unwrap();
    let (mut version, mut n) = (1, 0);
    compare(
        "autosave of 10 KB, against writing it and fdatasync",
        101,
        || {
            n += 1;
            let saved = library
                .write(|tx| posts::save(tx, id, version, &text(n), &Measure::default(), now));
            if let posts::Saved::As(next) = saved.unwrap() {
                version = next;
            }
        },
        || {
            floor.seek(SeekFrom::Start(0)).unwrap();
            floor.write_all(body.as_bytes()).unwrap();
            floor.sync_data().unwrap();
        },
    );
}

fn desk() {
    let full = desk_of(20_000);
    let small = desk_of(100);
    let page = |(_, library): &(tempfile::TempDir, Library)| {
        let filter = Filter {
            status: Some(CommentStatus::Pending),
            ..Filter::default()
        };
        black_box(
            library
                .read(|conn| comments::list(conn, &filter, None, 60))
                .unwrap(),
        );
    };
    compare(
        "a page of the desk among 20,000 comments, against 100",
        101,
        || page(&full),
        || page(&small),
    );
}

fn desk_of(comments: i64) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let library = Library::open(folder.path(), now).unwrap();
    let blog = blogs::NewBlog {
        platform: Platform::WordPress,
        name: "Carnet".to_owned(),
        home: "https://example.org/".to_owned(),
        endpoint: "https://example.org/wp-json/".to_owned(),
        username: "helene".to_owned(),
        account: RemoteId::from("1"),
        account_name: "Hélène".to_owned(),
        secret_key: uuid::Uuid::nil(),
        capabilities: billet_core::Capabilities::default(),
    };
    library
        .write(|tx| {
            let blog = blogs::add(tx, &blog, now)?;
            for number in 0..comments {
                let comment = Arrived {
                    remote_id: RemoteId::from(number),
                    post: RemoteId::from(number % 20),
                    parent: None,
                    author: CommentAuthor::default(),
                    is_mine: false,
                    html: "<p>Merci pour ce compte rendu.</p>".to_owned(),
                    plain: "Merci pour ce compte rendu.".to_owned(),
                    status: CommentStatus::Pending,
                    written_at: Timestamp::from_second(1_700_000_000 + number).unwrap(),
                    url: String::new(),
                };
                comments::arrive(tx, blog, &comment)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    (folder, library)
}
