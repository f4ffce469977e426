//! `make bench`: what the library does often, beside the least it could cost. The figure is a ratio
//! within one run: see ratio.rs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench stops where it fails"
)]

#[allow(dead_code, reason = "the rest is the other bench's")]
mod prose;
#[allow(dead_code, reason = "the rest is the other bench's")]
mod ratio;
mod vocabulary;

use std::fs::File;
use std::hint::black_box;
use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

use billet_core::{
    CommentAuthor, CommentStatus, Decision, JobKind, Platform, PostOrder, PostText, RemoteId,
    RevisionReason, Shelf,
};
use billet_store::comments::{self, Arrived, Filter};
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError, blogs, outbox};
use criterion::Criterion;
use jiff::Timestamp;
use tempfile::TempDir;

use prose::{Raw, prose};
use ratio::{Table, compare, short};
use vocabulary::Vocabulary;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .without_plots()
        .configure_from_args();
    let mut table = Table::default();
    autosave(&mut criterion, &mut table);
    desk(&mut criterion, &mut table);
    enqueue(&mut table);
    start_up(&mut criterion, &mut table);
    history(&mut table);
    posts_list(&mut table);
    criterion.final_summary();
    table.print();
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn library() -> (TempDir, Library) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let library = Library::open(folder.path(), now()).unwrap();
    (folder, library)
}

/// A text of 10 KB that grows in the middle, as it does while somebody types, saved over and over; beside
/// the same bytes, written over those that are there and behind them.
fn autosave(criterion: &mut Criterion, table: &mut Table) {
    let body = prose(10_000, Raw::None);
    let middle = body.len() / 2;
    let middle = (middle..).find(|at| body.is_char_boundary(*at)).unwrap();
    let (head, tail) = body.split_at(middle);
    let text = |n: i64| PostText {
        title: "Carnet".to_owned(),
        body: format!("{head} {n} {tail}"),
        ..PostText::default()
    };
    for (name, against, behind) in [
        ("autosave of 10 KB", "overwriting them and fdatasync", false),
        (
            "autosave of 10 KB, again",
            "appending them and fdatasync",
            true,
        ),
    ] {
        let (folder, library) = library();
        let when = |n| now() + jiff::SignedDuration::from_millis(500 * n);
        let id = library
            .write(|tx| posts::create(tx, &text(0), &Measure::default(), now()))
            .unwrap();
        let (mut version, mut n) = (1, 0);
        let it = || {
            n += 1;
            let saved = library
                .write(|tx| posts::save(tx, id, version, &text(n), &Measure::default(), when(n)));
            if let posts::Saved::As(next) = saved.unwrap() {
                version = next;
            }
        };
        let bytes = text(0).body;
        let mut file = File::create(folder.path().join("floor")).unwrap();
        let floor = || {
            if !behind {
                file.seek(SeekFrom::Start(0)).unwrap();
            }
            file.write_all(bytes.as_bytes()).unwrap();
            file.sync_data().unwrap();
        };
        let figures = compare(criterion, name, it, floor);
        table.at_most(name, against, figures, 1.1);
    }
}

/// A post of 20 KB that is published a thousand times, a sentence or two changed each time: so many
/// texts that age never thins out.
fn history(table: &mut Table) {
    let name = "1,000 revisions of a 20 KB post";
    if !asked_for(name) {
        return;
    }
    let (_folder, library) = library();
    let sentences = prose(60_000, Raw::None);
    let sentences: Vec<&str> = sentences.split_inclusive(". ").collect();
    let mut present: Vec<usize> = (0..sentences.len() / 3).collect();
    let text = |present: &[usize]| PostText {
        title: "Carnet".to_owned(),
        body: present.iter().map(|n| sentences[*n]).collect(),
        ..PostText::default()
    };
    let first = text(&present);
    let id = library
        .write(|tx| posts::create(tx, &first, &Measure::default(), now()))
        .unwrap();
    let mut bytes = 0;
    let begun = Instant::now();
    for n in 0..1_000_usize {
        // One sentence in another's place, and one that is new; at places all over the text.
        let length = present.len();
        present[n * 7_919 % length] = n * 104_729 % sentences.len();
        present.remove(n * 6_151 % length);
        present.insert(n * 3_571 % length, n * 15_485_863 % sentences.len());
        let text = text(&present);
        bytes += text.body.len();
        let saved = library.write(|tx| {
            let version = posts::get(tx, id)?.version;
            posts::save(tx, id, version, &text, &Measure::default(), now())?;
            posts::keep_revision(tx, id, RevisionReason::Publish, now())
        });
        saved.unwrap();
    }
    let took = begun.elapsed() / 1_000;
    let (kept, room) = library
        .read(|conn| {
            let sql = "SELECT (SELECT count(*) FROM revisions),
                           (SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'revisions%')";
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?));
            Ok::<_, StoreError>(conn.query_row(sql, [], read).unwrap())
        })
        .unwrap();
    assert!(kept >= 1_000, "{kept}");
    let text = format!("{} KB each, {} to keep", bytes / 1_000_000, short(took));
    let megabytes = f64::from(room) / 1e6;
    table.row(
        name,
        &text,
        format!("{megabytes:.2} MB"),
        "≤ 2 MB",
        megabytes <= 2.0,
    );
}

fn desk(criterion: &mut Criterion, table: &mut Table) {
    let full = desk_of(20_000);
    let small = desk_of(100);
    let page = |(_, library): &(TempDir, Library)| {
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
    let name = "a page of the desk among 20,000 comments";
    let figures = compare(criterion, name, || page(&full), || page(&small));
    table.at_most(name, "among 100", figures, 1.5);
}

/// As many as wait in the long queue.
const QUEUED: i64 = 10_000;

/// Decides on so many comments in one stroke, as the desk does.
fn decide(library: &Library, count: i64) {
    let count = usize::try_from(count).unwrap();
    library
        .write(|tx| {
            for row in comments::list(tx, &Filter::default(), None, count)? {
                let kind = JobKind::Decide {
                    comment: row.id,
                    decision: Decision::Approve,
                    seen: CommentStatus::Pending,
                };
                outbox::add(tx, row.blog, &kind, None, now(), now())?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn enqueue(table: &mut Table) {
    let (_folder, library) = desk_of(QUEUED);
    let begun = Instant::now();
    decide(&library, QUEUED);
    let each = f64::from(u32::try_from(QUEUED).unwrap()) / begun.elapsed().as_secs_f64();
    let figure = format!("{each:.0} a second");
    let goal = 5_000.0;
    table.row(
        "10,000 jobs enqueued",
        "-",
        figure,
        "≥ 5000 a second",
        each >= goal,
    );
}

/// From the folder to the first job in hand: what the start waits for.
fn start_up(criterion: &mut Criterion, table: &mut Table) {
    let queue = |count| {
        let (folder, library) = desk_of(QUEUED);
        decide(&library, count);
        folder
    };
    let (full, small) = (queue(QUEUED), queue(1));
    let start = |folder: &TempDir| {
        let library = Library::open(folder.path(), now()).unwrap();
        let claimed = library.write(|tx| {
            outbox::recover(tx, &|_| false, now())?;
            outbox::claim(tx, "1:bench", None, now())
        });
        assert!(black_box(claimed.unwrap()).is_some());
        // As it was: the next start finds it waiting.
        library
            .write(|tx| outbox::recover(tx, &|_| false, now()))
            .unwrap();
    };
    let name = "start-up with 10,000 queued jobs";
    let figures = compare(criterion, name, || start(&full), || start(&small));
    table.at_most(name, "with one", figures, 1.2);
}

/// What a long life of writing leaves.
const POSTS: usize = 100_000;
const WORDS: usize = 150;

/// A page of all posts, and of those that a search finds, while somebody types.
fn posts_list(table: &mut Table) {
    if !asked_for("posts") {
        return;
    }
    let mut language = Vocabulary::of(60_000);
    let (_folder, library) = library();
    let mut bytes = 0;
    for begun in (0..POSTS).step_by(1_000) {
        library
            .write(|tx| {
                for number in begun..begun + 1_000 {
                    let text = PostText {
                        title: format!("Billet {number}"),
                        body: language.text(WORDS),
                        tags: vec![format!("étiquette {}", number % 50)],
                        ..PostText::default()
                    };
                    bytes += text.body.len() + text.title.len();
                    let at = Timestamp::from_second(1_600_000_000 + i64::try_from(number).unwrap());
                    posts::create(tx, &text, &Measure::default(), at.unwrap())?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    let mut slowest = |name: &str, filter: &posts::Filter, limit: Duration| {
        let mut times: Vec<Duration> = (0..200)
            .map(|_| {
                let begun = Instant::now();
                let page = library.read(|conn| posts::list(conn, filter, None, 60));
                black_box(page.unwrap());
                begun.elapsed()
            })
            .collect();
        times.sort();
        let p99 = times[times.len() * 99 / 100];
        let figure = format!("{} (median {})", short(p99), short(times[times.len() / 2]));
        table.row(
            name,
            "p99 of 200",
            figure,
            &format!("≤ {}", short(limit)),
            p99 <= limit,
        );
    };
    let all = posts::Filter::from(Shelf::Drafts);
    slowest(
        "posts: first page of 100,000",
        &all,
        Duration::from_millis(1),
    );
    let letters = |word: &str, count: usize| word.chars().take(count).collect::<String>();
    for (name, order) in [
        ("posts: first page, by title", PostOrder::Title),
        ("posts: first page, longest first", PostOrder::Words),
        ("posts: first page, newest first", PostOrder::Created),
    ] {
        let filter = posts::Filter {
            order,
            ..Shelf::Drafts.into()
        };
        slowest(name, &filter, Duration::from_millis(1));
    }
    let (common, rare) = (
        language.word(3).to_owned(),
        language.word(30_000).to_owned(),
    );
    for (name, query) in [
        ("posts: search, a common word", common.clone()),
        ("posts: search, two letters", letters(&rare, 2)),
        ("posts: search, three letters", letters(&rare, 3)),
        ("posts: search, a rare word", rare.clone()),
        ("posts: search, common and rare", format!("{common} {rare}")),
        ("posts: search, accents", "ŒUREMI".to_owned()),
        ("posts: search, nothing has it", "kkwwyy".to_owned()),
    ] {
        let filter = posts::Filter {
            query: Some(query),
            ..all.clone()
        };
        slowest(name, &filter, Duration::from_millis(20));
    }
    let tagged = posts::Filter {
        tag: Some("étiquette 7".to_owned()),
        ..all.clone()
    };
    slowest(
        "posts: first page of a tag",
        &tagged,
        Duration::from_millis(20),
    );
    let index: f64 = library
        .read(|conn| {
            let sql = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'posts_search%'";
            Ok::<_, StoreError>(conn.query_row(sql, [], |row| row.get(0)).unwrap())
        })
        .unwrap();
    let ratio = index / f64::from(u32::try_from(bytes).unwrap());
    let name = "posts: the search index";
    table.row(
        name,
        "the text",
        format!("{ratio:.2}×"),
        "≤ 0.4×",
        ratio <= 0.4,
    );
}

/// Whether the command line asks for rows of that name, or for all: what takes a minute to prepare
/// is prepared for nothing else.
fn asked_for(rows: &str) -> bool {
    let mut filters = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    filters.next().is_none_or(|filter| filter.contains(rows))
}

fn desk_of(comments: i64) -> (TempDir, Library) {
    let (folder, library) = library();
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
        markup: billet_core::Markup::Html,
    };
    library
        .write(|tx| {
            let blog = blogs::add(tx, &blog, now())?;
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
