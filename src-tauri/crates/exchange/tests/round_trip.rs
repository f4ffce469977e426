//! What Billet exports, it imports again as the same posts; what somebody else would read is there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod support;
#[allow(dead_code, reason = "the text engine's own texts, whole or damaged")]
#[path = "../../text/tests/texts/posts.rs"]
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

use billet_core::PostText;
use billet_exchange::Form;
use billet_store::media;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use support::{Desk, at};

/// Titles and names as people give them, on one line.
fn line() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "L’été : « à la mer »",
        "Œuvre & <b>plus</b>",
        "]]> fin",
        "true",
        "2026-11-22",
        "# 1, 2",
        "Привет, 世界 🌊",
        "a: \"b\" \\ 'c'",
        "&amp; et &nbsp;",
        "x\u{a0}!",
    ])
    .prop_map(str::to_owned)
}

fn post() -> impl Strategy<Value = PostText> {
    let names = || prop::collection::btree_set(line(), 0..3);
    let slug = prop::option::of(prop::sample::select(vec!["ete", "un-deux", "привет"]));
    let body = prop_oneof![3 => texts::posts(), 1 => line()];
    (
        line(),
        body,
        slug,
        prop::option::of(line()),
        names(),
        names(),
    )
        .prop_map(|(title, body, slug, excerpt, tags, categories)| PostText {
            title,
            body,
            slug: slug.map(str::to_owned),
            excerpt: excerpt.unwrap_or_default(),
            tags: tags.into_iter().collect(),
            categories: categories.into_iter().collect(),
        })
}

/// A text as it is read.
fn seen(markdown: &str) -> String {
    billet_text::plain(&billet_text::post_html(markdown), usize::MAX)
}

/// The same, without what neither HTML nor XML keeps: some spaces, and control characters.
fn bare(markdown: &str) -> String {
    let seen = seen(markdown);
    seen.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}

/// Pictures in these texts lead nowhere: an address stays as it is.
fn of_one_form(form: Form, name: &str, exact: bool) {
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    });
    let some = prop::collection::vec(post(), 1..5);
    let checked = runner.run(&some, |texts| {
        let desk = Desk::new();
        for (number, text) in (1_i64..).zip(&texts) {
            desk.write(text, number * 100_000);
        }
        let (to, exported) = desk.export("out", form);
        prop_assert_eq!(exported.posts, texts.len());
        let file = if name.is_empty() { to } else { to.join(name) };
        let other = Desk::new();
        let report = other.import(&file);
        let written: Vec<_> = desk.posts().into_iter().map(|(post, _)| post).collect();
        let mut read: Vec<_> = other.posts().into_iter().map(|(post, _)| post).collect();
        read.sort_by_key(|post| post.created_at);
        prop_assert_eq!(report.new, written.len(), "{:#?}", report);
        for (written, read) in written.iter().zip(&read) {
            let (mut a, mut b) = (written.text.clone(), read.text.clone());
            prop_assert_eq!(
                bare(&a.body),
                bare(&b.body),
                "\n{}\n----\n{}",
                a.body,
                b.body
            );
            if exact {
                // Blank lines at the head of a text are no part of it in a file.
                a.body = a.body.trim_start_matches(['\n', ' ', '\t']).to_owned();
                b.body = b.body.trim_start_matches(['\n', ' ', '\t']).to_owned();
            } else {
                a.body.clear();
                b.body.clear();
            }
            prop_assert_eq!(a, b);
            prop_assert_eq!(written.created_at, read.created_at);
            prop_assert_eq!(written.updated_at, read.updated_at);
        }
        // Where they came from they are already, and after a second import, too.
        let home = desk.import(&file);
        prop_assert_eq!((home.new, home.differ), (0, 0), "{:#?}", home);
        prop_assert_eq!(other.import(&file).new, 0);
        // An export of the import is known at home as well.
        let (back, _) = other.export("back", form);
        let back = if name.is_empty() {
            back
        } else {
            back.join(name)
        };
        prop_assert_eq!(desk.import(&back).new, 0);
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn markdown_comes_back_as_it_was() {
    of_one_form(Form::Markdown, "", true);
}

#[test]
fn the_archive_comes_back_as_it_was() {
    of_one_form(Form::Archive, "", true);
}

#[test]
fn a_wordpress_export_comes_back_as_the_same_posts() {
    of_one_form(Form::Wordpress, "wordpress.xml", false);
}

#[test]
fn pages_come_back_as_the_same_posts() {
    of_one_form(Form::Html, "", false);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                all.push(path);
            }
        }
    }
    all.sort();
    all
}

#[test]
fn what_came_in_goes_out_with_dates_status_and_pictures() {
    let real = support::fixture("exchange/wordpress.xml");
    for (form, name) in [
        (Form::Markdown, ""),
        (Form::Wordpress, "wordpress.xml"),
        (Form::Html, ""),
    ] {
        let desk = Desk::new();
        desk.import(&real);
        let picture = desk.file("texte/mer.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        desk.import(&desk.file("texte/a.md", "# Mer\n\n![La mer](mer.png)"));
        fs::remove_file(picture).unwrap();
        let (to, exported) = desk.export("out", form);
        assert_eq!(
            (exported.posts, exported.pictures),
            (13, 1),
            "not the one in the trash"
        );
        assert!(exported.missing.is_empty(), "{exported:?}");
        let other = Desk::new();
        let report = other.import(&if name.is_empty() { to } else { to.join(name) });
        assert_eq!(
            (report.new, report.pictures),
            (13, 1),
            "{form:?} {report:#?}"
        );
        for (post, origin) in desk.posts() {
            if post.text.title == "Jeté" || post.text.title == "Mer" {
                continue;
            }
            let (there, from) = other.titled(&post.text.title);
            let origin = origin.unwrap();
            assert_eq!(from.status, origin.status, "{form:?} {}", post.text.title);
            assert_eq!(
                from.dated_at, origin.dated_at,
                "{form:?} {}",
                post.text.title
            );
            assert_eq!(
                (from.page, from.author, from.address),
                (origin.page, origin.author, origin.address)
            );
            assert_eq!(
                there.created_at, post.created_at,
                "{form:?} {}",
                post.text.title
            );
            assert_eq!(there.text.tags, post.text.tags);
            assert_eq!(seen(&there.text.body), seen(&post.text.body));
        }
        let (mer, _) = other.titled("Mer");
        let pictures = other
            .library
            .read(|conn| media::of_post(conn, mer.id))
            .unwrap();
        assert_eq!(pictures.len(), 1);
    }
}

#[test]
fn a_stranger_reads_the_archive_and_finds_no_secret() {
    let desk = Desk::new();
    let text = |body: &str| PostText {
        title: "Œuvre".into(),
        body: body.into(),
        ..PostText::default()
    };
    let post = desk.write(&text("un premier texte"), 1_000);
    desk.library
        .write(|tx| {
            use billet_store::posts::{self, Measure};
            posts::keep_revision(tx, post.id, billet_core::RevisionReason::Pause, at(2_000))?;
            posts::save(
                tx,
                post.id,
                1,
                &text("un second"),
                &Measure::default(),
                at(3_000),
            )?;
            let blog = billet_store::blogs::NewBlog {
                platform: billet_core::Platform::WordPress,
                name: "Carnet".into(),
                home: "https://carnet.example/".parse().unwrap(),
                endpoint: "https://carnet.example/wp-json/".parse().unwrap(),
                username: "zoe".into(),
                account: billet_core::RemoteId::from(1),
                account_name: "Zoé".into(),
                secret_key: "00000000-0000-4000-8000-00000000cafe".parse().unwrap(),
                capabilities: billet_core::Capabilities::default(),
                markup: billet_core::Markup::Html,
            };
            let blog = billet_store::blogs::add(tx, &blog, at(1))?;
            let comment = billet_store::comments::Arrived {
                remote_id: billet_core::RemoteId::from(7),
                post: billet_core::RemoteId::from(1),
                parent: None,
                author: billet_core::CommentAuthor {
                    name: "Lucie".into(),
                    ..billet_core::CommentAuthor::default()
                },
                is_mine: false,
                html: "<p>Merci</p>".into(),
                plain: "Merci".into(),
                status: billet_core::CommentStatus::Approved,
                written_at: at(5),
                url: String::new(),
            };
            billet_store::comments::arrive(tx, blog, &comment)
        })
        .unwrap();
    let (to, _) = desk.export("out", Form::Archive);
    let all: String = files(&to)
        .iter()
        .map(|path| {
            format!(
                "{}\n{}\n",
                path.display(),
                fs::read_to_string(path).unwrap()
            )
        })
        .collect();
    for there in [
        "posts/1970-01-01-oeuvre.md",
        "un second",
        "earlier/1970-01-01-oeuvre/1970-01-01-003320-pause.txt",
        "un premier texte",
        "comments/carnet.txt",
        "Lucie",
        "Merci",
        "https://carnet.example/",
        "zoe",
        "You do not need Billet",
    ] {
        assert!(all.contains(there), "{there}\n{all}");
    }
    assert!(
        !all.contains("cafe"),
        "the name under which the password is kept is nobody's business"
    );
    let other = Desk::new();
    assert_eq!(other.import(&to).new, 1, "earlier texts are no posts");
}

#[test]
fn two_posts_of_one_name_have_two_files_and_stopping_leaves_whole_ones() {
    let desk = Desk::new();
    for _ in 0..3 {
        let text = PostText {
            title: "Été".into(),
            body: "x".into(),
            ..PostText::default()
        };
        desk.write(&text, 1_000);
    }
    let (to, _) = desk.export("out", Form::Markdown);
    let names: Vec<_> = files(&to.join("posts"))
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        names,
        [
            "1970-01-01-ete-2.md",
            "1970-01-01-ete-3.md",
            "1970-01-01-ete.md"
        ]
    );
    let what = billet_exchange::What {
        form: Form::Markdown,
        blog: None,
        zone: support::paris(),
        now: at(0),
    };
    let part = desk.path("part");
    let done =
        billet_exchange::export(&desk.library, &part, &what, &mut |now| now.posts < 2).unwrap();
    assert!(done.stopped);
    assert_eq!(files(&part.join("posts")).len(), 2);
    let done = billet_exchange::export(&desk.library, &part, &what, &mut |_| true).unwrap();
    assert_eq!((done.posts, done.aside.len()), (3, 0));
}
