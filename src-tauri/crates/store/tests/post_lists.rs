//! The lists of posts: shelves, pages, search, and the word that says how a post stands.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod common;

use billet_core::{
    Cause, JobKind, JobState, PostId, PostOrder, PostText, PublicationState, PublishStatus,
    RemoteStatus, RevisionReason, Shelf, Target,
};
use billet_store::posts::{self, Place};
use billet_store::{Library, StoreError, outbox, publications};
use common::{at, connect_blog, library, measure, text, write_post};

fn titles(library: &Library, query: &str) -> Vec<String> {
    let rows = library
        .read(|conn| {
            posts::list(
                conn,
                &posts::Filter {
                    query: Some(query.into()),
                    ..Shelf::Drafts.into()
                },
                None,
                100,
            )
        })
        .unwrap();
    rows.into_iter().map(|row| row.title).collect()
}

#[test]
fn a_page_goes_on_where_the_last_one_ended_whatever_was_added() {
    let library = library();
    for n in 0..25 {
        // Five of each time: the id decides between them.
        write_post(&library, &n.to_string(), "", n / 5);
    }
    let mut seen: Vec<i64> = Vec::new();
    let mut after = None;
    loop {
        let page = library
            .read(|conn| posts::list(conn, &Shelf::Drafts.into(), after.as_ref(), 4))
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.place(PostOrder::Changed));
        seen.extend(page.iter().map(|row| row.title.parse::<i64>().unwrap()));
        write_post(&library, "99", "", 100);
    }
    assert_eq!(seen, (0..25).rev().collect::<Vec<_>>());
}

#[test]
fn a_list_has_four_orders_and_every_page_of_each_can_be_read_by_itself() {
    let library = library();
    for (n, title) in ["zèbre", "Été", "", "œuvre", "Ours", "école", "été", "Zoo"]
        .into_iter()
        .enumerate()
    {
        let n = i64::try_from(n).unwrap();
        let post = library
            .write(|tx| posts::create(tx, &text(title, "mots"), &measure(n * n % 5), at(n)))
            .unwrap();
        // Saved in the other order than they were begun.
        let text = text(title, "d’autres mots");
        let saved = |tx: &rusqlite::Transaction<'_>| {
            posts::save(tx, post, 1, &text, &measure(n * n % 5), at(99 - n))
        };
        library.write(saved).unwrap();
    }
    for (order, expected) in [
        (PostOrder::Changed, "zèbre|Été||œuvre|Ours|école|été|Zoo"),
        (PostOrder::Created, "Zoo|été|école|Ours|œuvre||Été|zèbre"),
        (PostOrder::Title, "|école|Été|été|œuvre|Ours|zèbre|Zoo"),
        (PostOrder::Words, "Zoo|œuvre||été|Ours|Été|école|zèbre"),
    ] {
        for query in [None, Some("mots".to_owned())] {
            let filter = posts::Filter {
                order,
                query,
                ..Shelf::Drafts.into()
            };
            let places = library
                .read(|conn| posts::places(conn, &filter, 3))
                .unwrap();
            assert_eq!((places.posts, places.ends.len()), (8, 2));
            let mut titles = Vec::new();
            for after in [None, Some(&places.ends[0]), Some(&places.ends[1])] {
                let page = library
                    .read(|conn| posts::list(conn, &filter, after, 3))
                    .unwrap();
                titles.extend(page.into_iter().map(|row| row.title));
            }
            assert_eq!(titles.join("|"), expected, "{order:?}");
        }
    }
    let whole = library
        .read(|conn| posts::places(conn, &Shelf::Drafts.into(), 8))
        .unwrap();
    assert_eq!(
        (whole.posts, whole.ends.len()),
        (8, 0),
        "nothing goes on after a full page"
    );
    let none = library
        .read(|conn| posts::places(conn, &Shelf::Trash.into(), 3))
        .unwrap();
    assert_eq!((none.posts, none.ends.len()), (0, 0));
}

#[test]
fn a_row_says_what_a_list_shows() {
    let library = library();
    let written = PostText {
        tags: vec!["Été".into()],
        ..text("Bonjour", "mots")
    };
    let id = library
        .write(|tx| posts::create(tx, &written, &measure(7), at(3)))
        .unwrap();
    let rows = library.read(posts::all).unwrap();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(
        (row.id, row.title.as_str(), row.snippet.as_str()),
        (id, "Bonjour", "7 words")
    );
    assert_eq!(
        (row.words, row.shelf, row.updated_at),
        (7, Shelf::Drafts, at(3))
    );
    assert_eq!(
        (row.tags.as_slice(), row.state),
        (["Été".to_owned()].as_slice(), None)
    );
    assert!(row.blogs.is_empty());
}

#[test]
fn search_finds_french_as_people_type_it() {
    let library = library();
    write_post(
        &library,
        "L’œuvre d’été",
        "Un cœur simple, écrit à Honfleur.",
        0,
    );
    write_post(&library, "Ex æquo", "Le garçon mange une crème brûlée.", 1);
    let tagged = PostText {
        tags: vec!["Sœurs".into()],
        ..text("Famille", "")
    };
    library
        .write(|tx| posts::create(tx, &tagged, &measure(0), at(2)))
        .unwrap();
    for (typed, found) in [
        ("oeuvre", "L’œuvre d’été"),
        ("ŒUVRE", "L’œuvre d’été"),
        ("ete", "L’œuvre d’été"),
        ("l'été coeur", "L’œuvre d’été"),
        ("honf", "L’œuvre d’été"),
        ("e\u{301}crit", "L’œuvre d’été"),
        ("aequo", "Ex æquo"),
        ("GARCON brul", "Ex æquo"),
        ("creme mange", "Ex æquo"),
        ("soeur", "Famille"),
    ] {
        assert_eq!(titles(&library, typed), [found], "{typed}");
    }
    assert!(
        titles(&library, "honf oeuvre").is_empty(),
        "only the last word is a beginning"
    );
    assert!(
        titles(&library, "garçon honfleur").is_empty(),
        "every word must be there"
    );
}

#[test]
fn whatever_is_typed_the_search_answers() {
    let library = library();
    write_post(&library, "NOT a star", "near or and", 0);
    for typed in [
        "\"",
        "*",
        "NOT",
        "a OR",
        "title:",
        "NEAR(",
        "^near",
        "star\" OR \"x",
        "-star",
        "'",
    ] {
        titles(&library, typed);
    }
    assert_eq!(titles(&library, "NOT star"), ["NOT a star"]);
    assert_eq!(titles(&library, "near OR and"), ["NOT a star"]);
    assert_eq!(
        titles(&library, "  "),
        ["NOT a star"],
        "nothing typed: no filter"
    );
}

#[test]
fn search_follows_what_is_saved_thrown_away_and_deleted() {
    let library = library();
    let id = write_post(&library, "Pommes", "vertes", 0);
    assert_eq!(titles(&library, "vertes"), ["Pommes"]);
    library
        .write(|tx| posts::save(tx, id, 1, &text("Poires", "mûres"), &measure(1), at(1)))
        .unwrap();
    assert!(titles(&library, "vertes").is_empty());
    assert_eq!(titles(&library, "mures"), ["Poires"]);
    library.write(|tx| posts::trash(tx, id, at(2))).unwrap();
    assert!(
        titles(&library, "mures").is_empty(),
        "it stands on another shelf"
    );
    let trash = library
        .read(|conn| {
            posts::list(
                conn,
                &posts::Filter {
                    query: Some("mures".into()),
                    ..Shelf::Trash.into()
                },
                None,
                9,
            )
        })
        .unwrap();
    assert_eq!(trash.len(), 1);
}

/// How many posts have an index behind their text.
fn behind(library: &Library) -> i64 {
    library
        .read(|conn| {
            let sql = "SELECT count(*) FROM posts_search_stale";
            Ok::<_, StoreError>(conn.query_row(sql, [], |row| row.get(0)).unwrap())
        })
        .unwrap()
}

#[test]
fn texts_that_are_saved_in_turns_are_found_as_they_are_now() {
    let library = library();
    let ids = ["Un", "Deux", "Trois"].map(|title| write_post(&library, title, "ancien", 0));
    for version in 1..4 {
        for (id, title) in ids.iter().zip(["Un", "Deux", "Trois"]) {
            // Once with nothing new, too.
            for _ in 0..2 {
                let now = text(title, &format!("Cœurs de l’été {version}bis {title}"));
                library
                    .write(|tx| posts::save(tx, *id, version, &now, &measure(1), at(version)))
                    .unwrap();
            }
            assert_eq!(titles(&library, &format!("{version}bis {title}")), [title]);
            assert_eq!(titles(&library, "coeurs ete")[0], title);
            assert_eq!(behind(&library), 1, "only the last one");
        }
        let all = titles(&library, &format!("{version}b"));
        assert_eq!(all, ["Trois", "Deux", "Un"], "the end of a word is open");
        let before = titles(&library, &format!("{}bis", version - 1));
        assert!(before.is_empty(), "{before:?}");
        assert!(titles(&library, "ancien").is_empty());
    }
    library.renew_search().unwrap();
    assert_eq!(behind(&library), 0);
    assert_eq!(titles(&library, "coeurs").len(), 3);
}

#[test]
fn a_text_whose_index_is_behind_is_found_by_the_next_session_and_gone_when_deleted() {
    let library = library();
    let folder = library.folder().to_owned();
    let id = write_post(&library, "", "", 0);
    library
        .write(|tx| posts::save(tx, id, 1, &text("Poires", "mûres"), &measure(1), at(1)))
        .unwrap();
    let next = Library::open(&folder, at(2)).unwrap();
    assert_eq!(titles(&next, "mures"), ["Poires"]);
    assert_eq!(behind(&next), 1);
    next.write(|tx| posts::save(tx, id, 2, &text("", ""), &measure(0), at(3)))
        .unwrap();
    next.write(|tx| posts::delete_blank(tx, id)).unwrap();
    assert_eq!(behind(&next), 0);
}

#[test]
fn pages_of_a_search_go_on_too() {
    let library = library();
    for n in 0..6 {
        write_post(&library, &format!("pomme {n}"), "", n);
        write_post(&library, &format!("poire {n}"), "", n);
    }
    let page = |after: Option<Place>| {
        library
            .read(|conn| {
                posts::list(
                    conn,
                    &posts::Filter {
                        query: Some("pomme".into()),
                        ..Shelf::Drafts.into()
                    },
                    after.as_ref(),
                    4,
                )
            })
            .unwrap()
    };
    let first = page(None);
    let last = first.last().unwrap();
    let second = page(Some(last.place(PostOrder::Changed)));
    let all: Vec<_> = first
        .iter()
        .chain(&second)
        .map(|row| row.title.as_str())
        .collect();
    assert_eq!(
        all,
        [
            "pomme 5", "pomme 4", "pomme 3", "pomme 2", "pomme 1", "pomme 0"
        ]
    );
}

/// A post that is wanted on each blog, with its jobs in the outbox.
fn publish(library: &Library, blogs: &[billet_core::BlogId]) -> (PostId, Vec<billet_core::JobId>) {
    let post = write_post(library, "Bonjour", "mots", 0);
    let target = Target {
        status: PublishStatus::Publish,
        at: None,
    };
    let jobs = library
        .write(|tx| {
            let text = posts::keep_revision(tx, post, RevisionReason::Publish, at(1))?;
            let mut jobs = Vec::new();
            for blog in blogs {
                let publication = publications::want(tx, post, *blog, text, &target)?;
                let kind = JobKind::Publish { publication };
                jobs.extend(outbox::add(tx, *blog, &kind, None, at(1), at(1))?);
            }
            Ok::<_, billet_store::StoreError>(jobs)
        })
        .unwrap();
    (post, jobs)
}

#[test]
fn the_worst_state_of_all_blogs_is_shown() {
    let library = library();
    let (one, two) = (connect_blog(&library, "one"), connect_blog(&library, "two"));
    let (_, jobs) = publish(&library, &[one, two]);
    let row = || library.read(posts::all).unwrap().remove(0);
    let settle = |job: usize, state: JobState| {
        library
            .write(|tx| {
                let sql = "UPDATE jobs SET holder = '1:test' WHERE id = ?1";
                tx.execute(sql, [jobs[job].0]).unwrap();
                outbox::settle(tx, jobs[job], "1:test", &state, at(2), false, at(2))
            })
            .unwrap();
    };
    assert_eq!(row().blogs, [one, two]);
    assert_eq!(row().state, Some(PublicationState::Waiting));
    settle(0, JobState::Done);
    assert_eq!(
        row().state,
        Some(PublicationState::Waiting),
        "the other one waits"
    );
    settle(
        1,
        JobState::Failed {
            cause: Cause::SignIn,
        },
    );
    assert_eq!(row().state, Some(PublicationState::NeedsYou));
    settle(1, JobState::Unknown);
    assert_eq!(row().state, Some(PublicationState::Waiting));
    settle(1, JobState::Done);
    assert_eq!(row().state, Some(PublicationState::Sent));
}

#[test]
fn a_post_stands_on_the_shelf_its_blogs_put_it() {
    let library = library();
    let (one, two) = (connect_blog(&library, "one"), connect_blog(&library, "two"));
    let (post, _) = publish(&library, &[one, two]);
    let ids: Vec<_> = library
        .read(|conn| publications::of_post(conn, post))
        .unwrap()
        .into_iter()
        .map(|publication| publication.id)
        .collect();
    let shelf = || library.read(|conn| posts::get(conn, post)).unwrap().shelf;
    let set = |n: usize, status: RemoteStatus| {
        library
            .write(|tx| publications::set_status(tx, ids[n], &status))
            .unwrap();
    };
    assert_eq!(shelf(), Shelf::Drafts);
    set(0, RemoteStatus::Draft);
    assert_eq!(shelf(), Shelf::Drafts);
    set(0, RemoteStatus::Scheduled);
    assert_eq!(shelf(), Shelf::Scheduled);
    set(1, RemoteStatus::Published);
    assert_eq!(shelf(), Shelf::Published);
    library.write(|tx| posts::trash(tx, post, at(5))).unwrap();
    set(0, RemoteStatus::Published);
    assert_eq!(shelf(), Shelf::Trash, "the writer's own word counts more");
    library.write(|tx| posts::restore(tx, post)).unwrap();
    assert_eq!(shelf(), Shelf::Published);
    set(0, RemoteStatus::Trash);
    set(1, RemoteStatus::Other("inherit".into()));
    assert_eq!(shelf(), Shelf::Drafts);
    let counts = library.read(posts::counts).unwrap();
    assert_eq!(counts.iter().map(|(_, n)| n).sum::<i64>(), 1);
}

#[test]
fn a_list_is_narrowed_to_a_blog_a_tag_and_a_time() {
    let library = library();
    let tagged = |title: &str, tags: &[&str], when: i64| {
        let text = PostText {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..text(title, "mots")
        };
        library
            .write(|tx| posts::create(tx, &text, &measure(1), at(when)))
            .unwrap()
    };
    let spring = tagged("printemps", &["Été", "mer"], 10);
    let summer = tagged("été", &["mer"], 20);
    let winter = tagged("hiver", &[], 30);
    let thrown = tagged("perdu", &["mer"], 40);
    library
        .write(|tx| posts::trash(tx, thrown, at(50)))
        .unwrap();
    let blog = connect_blog(&library, "étang");
    library
        .write(|tx| {
            let target = Target {
                status: PublishStatus::Draft,
                at: None,
            };
            let wanted = posts::keep_revision(tx, summer, RevisionReason::Publish, at(21))?;
            publications::want(tx, summer, blog, wanted, &target)
        })
        .unwrap();
    let found = |filter: posts::Filter| -> Vec<PostId> {
        let rows = library.read(|conn| posts::list(conn, &filter, None, 9));
        rows.unwrap().into_iter().map(|row| row.id).collect()
    };
    let all = posts::Filter::default;
    assert_eq!(found(all()), [winter, summer, spring]);
    let sea = posts::Filter {
        tag: Some("mer".into()),
        ..all()
    };
    assert_eq!(found(sea.clone()), [summer, spring]);
    let other = posts::Filter {
        tag: Some("me".into()),
        ..all()
    };
    assert_eq!(found(other), []);
    let trash = posts::Filter {
        shelf: Some(Shelf::Trash),
        ..sea.clone()
    };
    assert_eq!(found(trash), [thrown]);
    let there = posts::Filter {
        blog: Some(blog),
        ..all()
    };
    assert_eq!(found(there), [summer]);
    let between = posts::Filter {
        from: Some(at(10)),
        until: Some(at(20)),
        ..all()
    };
    assert_eq!(found(between), [spring]);
    let sought = posts::Filter {
        query: Some("ETE".into()),
        ..sea
    };
    assert_eq!(found(sought), [summer, spring]);

    // A tag that goes from a post finds it no more.
    library
        .write(|tx| {
            posts::save(
                tx,
                spring,
                1,
                &text("printemps", "mots"),
                &measure(1),
                at(60),
            )
        })
        .unwrap();
    let tags = |shelf| library.read(|conn| posts::tags(conn, shelf)).unwrap();
    assert_eq!(tags(None), [("mer".to_owned(), 1)]);
    assert_eq!(tags(Some(Shelf::Trash)), [("mer".to_owned(), 1)]);
    let times = library.read(|conn| posts::times(conn, Some(Shelf::Drafts)));
    assert_eq!(times.unwrap(), [at(60), at(30), at(20)]);
}

#[test]
fn however_many_posts_hold_a_word_the_newest_are_found_in_order() {
    let library = library();
    // More than are looked through at once for a common word, and few of it on the second shelf.
    library
        .write(|tx| {
            for n in 0..21_500 {
                let rare = if n % 700 == 0 { " rare" } else { "" };
                let often = if n % 10 == 0 { " souvent" } else { "" };
                let body = format!("commun{rare}{often}");
                let id = posts::create(tx, &text(&n.to_string(), &body), &measure(1), at(n))?;
                if n == 5 || n == 6 {
                    posts::trash(tx, id, at(n))?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let found = |shelf: Shelf, query: &str, limit: usize| -> Vec<i64> {
        let filter = posts::Filter {
            query: Some(query.into()),
            ..shelf.into()
        };
        let rows = library.read(|conn| posts::list(conn, &filter, None, limit));
        let titles = rows.unwrap().into_iter().map(|row| row.title.parse());
        titles.collect::<Result<_, _>>().unwrap()
    };
    let newest = |step: i64| -> Vec<i64> {
        (0..21_500)
            .rev()
            .filter(|n| n % step == 0)
            .take(7)
            .collect()
    };
    assert_eq!(found(Shelf::Drafts, "commun", 7), newest(1));
    assert_eq!(found(Shelf::Drafts, "souvent", 7), newest(10));
    assert_eq!(found(Shelf::Drafts, "rare", 7), newest(700));
    assert_eq!(found(Shelf::Drafts, "commun rare", 7), newest(700));
    assert_eq!(found(Shelf::Trash, "commun", 7), [6, 5]);
    // The one that is being written is behind in the index, and found by what it says now.
    let text = text("99999", "neuf");
    library
        .write(|tx| posts::save(tx, PostId(21_500), 1, &text, &measure(1), at(99_999)))
        .unwrap();
    assert_eq!(found(Shelf::Drafts, "neuf", 7), [99_999]);
    assert_eq!(found(Shelf::Drafts, "commun", 1), [21_498]);
}
