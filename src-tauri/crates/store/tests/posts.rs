//! A writer writes: every save is kept, nothing is overwritten unseen, and it is found again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod common;

use billet_core::{PostId, PostText, RevisionReason, Shelf};
use billet_store::posts::{self, Measure, Saved};
use billet_store::{Library, StoreError};
use common::{at, connect_blog, library, measure, raw, text, write_post};
use std::path::Path;

fn save(library: &Library, id: PostId, from: i64, body: &str, seconds: i64) -> Saved {
    library
        .write(|tx| posts::save(tx, id, from, &text("Title", body), &measure(2), at(seconds)))
        .unwrap()
}

fn body(library: &Library, id: PostId) -> String {
    library.read(|conn| posts::get(conn, id)).unwrap().text.body
}

/// The kept texts, newest first.
fn kept(library: &Library, id: PostId) -> Vec<(RevisionReason, String)> {
    let revisions = library.read(|conn| posts::revisions(conn, id)).unwrap();
    revisions
        .into_iter()
        .map(|revision| (revision.reason, revision.text.body))
        .collect()
}

#[test]
fn a_post_comes_back_as_it_was_written() {
    let library = library();
    let written = PostText {
        title: "L’été « à la mer » 🌊".into(),
        body: "Первый\n\n第二\r\n\tfin\0".into(),
        slug: Some("ete".into()),
        excerpt: "Un œuf".into(),
        tags: vec!["mer".into(), "Été".into()],
        categories: vec!["Carnet \"vert\"".into()],
    };
    let measured = Measure {
        words: 3,
        snippet: "Первый".into(),
    };
    let id = library
        .write(|tx| posts::create(tx, &written, &measured, at(5)))
        .unwrap();
    let post = library.read(|conn| posts::get(conn, id)).unwrap();
    assert_eq!(post.text, written);
    assert_eq!(
        (post.version, post.shelf, post.words),
        (1, Shelf::Drafts, 3)
    );
    assert_eq!((post.created_at, post.updated_at), (at(5), at(5)));
    let nothing = text("", "");
    let saved = library
        .write(|tx| posts::save(tx, id, 1, &nothing, &measure(0), at(9)))
        .unwrap();
    assert_eq!(saved, Saved::As(2));
    let post = library.read(|conn| posts::get(conn, id)).unwrap();
    assert_eq!((post.text, post.words), (nothing, 0));
    assert_eq!((post.created_at, post.updated_at), (at(5), at(9)));
}

#[test]
fn a_save_without_a_change_writes_nothing() {
    let library = library();
    let id = write_post(&library, "Title", "mots", 0);
    let before = library.change_count().unwrap();
    assert_eq!(save(&library, id, 1, "mots", 60), Saved::As(1));
    assert_eq!(library.change_count().unwrap(), before);
    assert_eq!(
        library
            .read(|conn| posts::get(conn, id))
            .unwrap()
            .updated_at,
        at(0)
    );
}

#[test]
fn two_windows_never_overwrite_each_other() {
    let library = library();
    let id = write_post(&library, "Title", "start", 0);
    assert_eq!(save(&library, id, 1, "theirs", 1), Saved::As(2));

    let Saved::Collided {
        theirs,
        kept: revision,
    } = save(&library, id, 1, "mine", 2)
    else {
        panic!("it was overwritten");
    };

    assert_eq!((theirs, body(&library, id).as_str()), (2, "theirs"));
    let mine = library
        .read(|conn| posts::revision(conn, revision))
        .unwrap();
    assert_eq!(
        (mine.text.body.as_str(), mine.reason),
        ("mine", RevisionReason::Collision)
    );
    assert_eq!((mine.post, mine.created_at), (id, at(2)));
    // The editor offers the same text again and again until the writer chooses: kept once.
    assert_eq!(
        save(&library, id, 1, "mine", 3),
        Saved::Collided {
            theirs: 2,
            kept: revision
        }
    );
    assert_eq!(kept(&library, id).len(), 1);
    // The same text from both windows is no collision.
    assert_eq!(save(&library, id, 1, "theirs", 4), Saved::As(2));
}

#[test]
fn a_stretch_of_writing_keeps_what_was_there_before_it() {
    let library = library();
    let id = write_post(&library, "Title", "0", 0);
    for (version, minutes) in (1..).zip([1, 9, 10, 15, 19, 20, 35]) {
        let saved = save(&library, id, version, &minutes.to_string(), minutes * 60);
        assert_eq!(saved, Saved::As(version + 1));
    }
    let kept: Vec<String> = kept(&library, id)
        .into_iter()
        .map(|(_, body)| body)
        .collect();
    assert_eq!(kept, ["20", "19", "9"]);
}

#[test]
fn a_text_that_is_wiped_out_is_kept_at_once() {
    let library = library();
    let id = write_post(&library, "Title", "start", 0);
    let long = "Des mots écrits en une minute. ".repeat(20);
    save(&library, id, 1, &long, 1);
    save(&library, id, 2, "", 2);
    assert_eq!(kept(&library, id), [(RevisionReason::Pause, long)]);
}

#[test]
fn a_clock_that_went_back_loses_no_text() {
    let library = library();
    let id = write_post(&library, "Title", "one", 100_000);
    save(&library, id, 1, "two", 5);
    assert_eq!(
        kept(&library, id),
        [(RevisionReason::Pause, "one".to_owned())]
    );
}

#[test]
fn the_text_that_goes_out_is_kept_once() {
    let library = library();
    let id = write_post(&library, "Title", "one", 0);
    let keep = |seconds| {
        library
            .write(|tx| posts::keep_revision(tx, id, RevisionReason::Publish, at(seconds)))
            .unwrap()
    };
    let first = keep(1);
    assert_eq!(keep(2), first, "the same text");
    save(&library, id, 1, "two", 3);
    let second = keep(4);
    assert_ne!(second, first);
    save(&library, id, 2, "one", 5);
    assert_ne!(keep(6), first, "what was published last is \"two\"");
    assert_eq!(kept(&library, id).len(), 3);
}

#[test]
fn a_post_goes_to_the_trash_and_comes_back() {
    let library = library();
    let id = write_post(&library, "Title", "mots", 0);
    let shelf = || library.read(|conn| posts::get(conn, id)).unwrap().shelf;
    for _ in 0..2 {
        library.write(|tx| posts::trash(tx, id, at(1))).unwrap();
        assert_eq!(shelf(), Shelf::Trash);
    }
    let counts = library.read(posts::counts).unwrap();
    assert_eq!(
        counts,
        [
            (Shelf::Drafts, 0),
            (Shelf::Scheduled, 0),
            (Shelf::Published, 0),
            (Shelf::Trash, 1)
        ]
    );
    assert_eq!(save(&library, id, 1, "still kept", 2), Saved::As(2));
    library.write(|tx| posts::restore(tx, id)).unwrap();
    assert_eq!(
        (shelf(), body(&library, id).as_str()),
        (Shelf::Drafts, "still kept")
    );
}

#[test]
fn the_trash_is_emptied_of_what_was_in_it_when_it_was_asked() {
    let library = library();
    let [old, new, draft] = [1, 2, 3].map(|n| write_post(&library, &n.to_string(), "mots", 0));
    save(&library, old, 1, "d’autres mots", 700);
    library.write(|tx| posts::trash(tx, old, at(800))).unwrap();
    library.write(|tx| posts::trash(tx, new, at(900))).unwrap();
    let thrown = library.read(|conn| posts::thrown(conn, at(850))).unwrap();
    assert_eq!((thrown.posts, thrown.revisions, thrown.held), (1, 1, 0));
    let gone = library.write(|tx| posts::empty_trash(tx, at(850))).unwrap();
    assert_eq!(gone, [old]);
    let left = library.read(posts::all).unwrap();
    let left: Vec<_> = left.into_iter().map(|row| row.id).collect();
    assert_eq!(left, [draft, new]);
    let found = posts::Filter {
        query: Some("autres".into()),
        ..Shelf::Trash.into()
    };
    let found = library
        .read(|conn| posts::list(conn, &found, None, 9))
        .unwrap();
    assert!(found.is_empty(), "the search knows it no longer");
}

#[test]
fn a_removal_that_is_on_its_way_holds_a_post_in_the_trash() {
    let library = library();
    let blog = connect_blog(&library, "one");
    let id = write_post(&library, "Bonjour", "mots", 0);
    let job = library
        .write(|tx| {
            let text = posts::keep_revision(tx, id, RevisionReason::Publish, at(1))?;
            let target = billet_core::Target {
                status: billet_core::PublishStatus::Publish,
                at: None,
            };
            let publication = billet_store::publications::want(tx, id, blog, text, &target)?;
            posts::trash(tx, id, at(2))?;
            let kind = billet_core::JobKind::Trash {
                publication,
                after: None,
            };
            billet_store::outbox::add(tx, blog, &kind, None, at(9), at(2))
        })
        .unwrap();
    let thrown = || library.read(|conn| posts::thrown(conn, at(3))).unwrap();
    assert_eq!((thrown().posts, thrown().held), (0, 1));
    assert_eq!(
        library.write(|tx| posts::empty_trash(tx, at(3))).unwrap(),
        []
    );
    library.read(|conn| posts::get(conn, id)).unwrap();
    let job = job.unwrap();
    raw(
        &library,
        &format!("UPDATE jobs SET state = 'done', ended_at = 0 WHERE id = {job}"),
    );
    assert_eq!((thrown().posts, thrown().held), (1, 0));
    assert_eq!(
        library.write(|tx| posts::empty_trash(tx, at(3))).unwrap(),
        [id]
    );
    assert!(library.read(|conn| posts::get(conn, id)).is_err());
}

#[test]
fn a_copy_of_a_post_has_its_words_and_pictures_and_nothing_of_its_blogs() {
    let library = library();
    let text = PostText {
        slug: Some("bonjour".into()),
        tags: vec!["Été".into()],
        excerpt: "résumé".into(),
        ..text("Bonjour", "![](mer.png)")
    };
    let id = library
        .write(|tx| posts::create(tx, &text, &measure(7), at(0)))
        .unwrap();
    raw(
        &library,
        "INSERT INTO media (hash, name, mime, bytes, added_at)
         VALUES ('c0ffee', 'mer.png', 'image/png', 1, 0);
         INSERT INTO post_media (post, address, media) VALUES (1, 'mer.png', 'c0ffee')",
    );
    let copy = library
        .write(|tx| posts::duplicate(tx, id, "Bonjour (copie)", at(5)))
        .unwrap();
    let copied = library.read(|conn| posts::get(conn, copy)).unwrap();
    assert_eq!(
        copied.text,
        PostText {
            title: "Bonjour (copie)".into(),
            slug: None,
            ..text
        }
    );
    assert_eq!(
        (copied.version, copied.words, copied.shelf),
        (1, 7, Shelf::Drafts)
    );
    assert_eq!((copied.created_at, copied.updated_at), (at(5), at(5)));
    let rows = library.read(posts::all).unwrap();
    assert_eq!((rows[0].snippet.as_str(), rows.len()), ("7 words", 2));
    let pictures = library
        .read(|conn| {
            let sql = "SELECT count(*) FROM post_media WHERE post = 2 AND address = 'mer.png'";
            Ok::<_, StoreError>(conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap())
        })
        .unwrap();
    assert_eq!(pictures, 1);
    let missing = library.write(|tx| posts::duplicate(tx, PostId(9), "", at(5)));
    assert!(
        matches!(missing, Err(StoreError::NoPost { .. })),
        "{missing:?}"
    );
}

#[test]
fn only_a_post_without_a_word_is_deleted() {
    let library = library();
    let delete = |id| library.write(|tx| posts::delete_blank(tx, id));
    let blank = write_post(&library, " ", "\n", 0);
    delete(blank).unwrap();
    assert!(matches!(delete(blank), Err(StoreError::NoPost { id }) if id == blank));

    let written = write_post(&library, "", "mots", 0);
    let summary = PostText {
        excerpt: "résumé".into(),
        ..PostText::default()
    };
    let summary = library
        .write(|tx| posts::create(tx, &summary, &measure(0), at(0)))
        .unwrap();
    let emptied = write_post(&library, "", "mots", 0);
    save(&library, emptied, 1, "other", 700);
    library
        .write(|tx| posts::save(tx, emptied, 2, &text("", ""), &measure(0), at(701)))
        .unwrap();
    let wanted = write_post(&library, "", "", 0);
    let blog = connect_blog(&library, "one");
    library
        .write(|tx| {
            let text = posts::keep_revision(tx, wanted, RevisionReason::Publish, at(1))?;
            let target = billet_core::Target {
                status: billet_core::PublishStatus::Draft,
                at: None,
            };
            billet_store::publications::want(tx, wanted, blog, text, &target)
        })
        .unwrap();
    for id in [written, summary, emptied, wanted] {
        assert!(matches!(delete(id), Err(StoreError::NotBlank)), "{id}");
        library.read(|conn| posts::get(conn, id)).unwrap();
    }
}

#[test]
fn a_file_finds_its_post_again() {
    let library = library();
    let (one, two) = (
        write_post(&library, "1", "", 0),
        write_post(&library, "2", "", 0),
    );
    let by = |path: &Path| library.read(|conn| posts::by_source(conn, path)).unwrap();
    let set = |id, path: &Path| library.write(|tx| posts::set_source(tx, id, path)).unwrap();
    let path = Path::new("/textes/été.md");
    assert_eq!(by(path), None);
    set(one, path);
    set(one, path);
    assert_eq!(by(path), Some(one));
    set(two, path);
    assert_eq!(by(path), Some(two), "the later one");
    let missing = library
        .write(|tx| posts::set_source(tx, PostId(99), path))
        .unwrap_err();
    assert!(matches!(missing, StoreError::NoPost { .. }));
    assert_eq!(by(path), Some(two), "a failure changes nothing");
}

#[cfg(unix)]
#[test]
fn files_with_odd_names_are_not_taken_for_each_other() {
    use std::os::unix::ffi::OsStrExt;
    let library = library();
    let path = |bytes: &'static [u8]| Path::new(std::ffi::OsStr::from_bytes(bytes));
    let (one, two) = (
        write_post(&library, "1", "", 0),
        write_post(&library, "2", "", 0),
    );
    library
        .write(|tx| posts::set_source(tx, one, path(b"/a/\xe9t\xe9.md")))
        .unwrap();
    library
        .write(|tx| posts::set_source(tx, two, path(b"/a/\xe8t\xe8.md")))
        .unwrap();
    let by = |path: &Path| library.read(|conn| posts::by_source(conn, path)).unwrap();
    assert_eq!(by(path(b"/a/\xe9t\xe9.md")), Some(one));
    assert_eq!(by(path(b"/a/\xe8t\xe8.md")), Some(two));
}

#[test]
fn a_post_that_is_not_there_is_said() {
    let library = library();
    let id = PostId(9);
    let missing = |result: Result<(), StoreError>| {
        assert!(
            matches!(result, Err(StoreError::NoPost { id: PostId(9) })),
            "{result:?}"
        );
    };
    missing(library.read(|conn| posts::get(conn, id)).map(|_| ()));
    missing(library.write(|tx| posts::trash(tx, id, at(0))));
    missing(library.write(|tx| posts::restore(tx, id)));
    missing(library.write(|tx| posts::delete_blank(tx, id)));
    missing(
        library
            .write(|tx| posts::save(tx, id, 1, &text("", ""), &measure(0), at(0)))
            .map(|_| ()),
    );
    missing(
        library
            .write(|tx| posts::keep_revision(tx, id, RevisionReason::Pause, at(0)))
            .map(|_| ()),
    );
    let revision = library.read(|conn| posts::revision(conn, billet_core::RevisionId(3)));
    assert!(matches!(revision, Err(StoreError::NoRevision { .. })));
}

#[test]
fn what_cannot_be_read_is_said_and_not_replaced() {
    let library = library();
    let id = write_post(&library, "Title", "mots", 0);
    raw(&library, "UPDATE posts SET tags = '[\"half'");
    let read = library.read(|conn| posts::get(conn, id));
    assert!(
        matches!(read, Err(StoreError::Unreadable { .. })),
        "{read:?}"
    );
    let save = library.write(|tx| posts::save(tx, id, 1, &text("", "x"), &measure(1), at(1)));
    assert!(
        matches!(save, Err(StoreError::Unreadable { .. })),
        "{save:?}"
    );
    raw(&library, "UPDATE posts SET tags = '[]'");
    assert_eq!(body(&library, id), "mots");
}
