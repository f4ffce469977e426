//! Copies of the library: made while it is written to, kept in turns, put back.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use billet_core::{
    Cause, CommentStatus, Decision, JobKind, JobState, PostId, PostText, RemoteId, RevisionReason,
};
use billet_store::posts::{self, Measure};
use billet_store::{BACKUPS, FILE, Library, StoreError, outbox, publications, restore};
use support::{Desk, at};

fn post(desk: &Desk, title: &str, body: &str) -> PostId {
    let text = PostText {
        title: title.into(),
        body: body.into(),
        ..PostText::default()
    };
    desk.write(|tx| posts::create(tx, &text, &Measure::default(), at(0)))
}

fn titles(folder: &Path) -> Vec<String> {
    let library = Library::open(folder, at(0)).unwrap();
    assert_eq!(library.setback(), None);
    let rows = library.read(posts::all).unwrap();
    rows.into_iter().map(|row| row.title).collect()
}

/// The backup as the library of a folder of its own.
fn opened(backup: &Path) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    restore(folder.path(), backup, at(0)).unwrap();
    let library = Library::open(folder.path(), at(0)).unwrap();
    (folder, library)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_made_while_the_writer_writes_is_whole_and_of_one_moment() {
    let desk = Desk::new();
    for n in 0..80 {
        post(&desk, &n.to_string(), &"mot ".repeat(10_000));
    }
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("Été.sqlite");
    let written = AtomicBool::new(false);
    let mut steps = 0;
    desk.library
        .back_up(&to, &mut |progress| {
            steps += 1;
            assert!(progress.done < progress.total && progress.total > 1_600_000);
            // On the writer's own connection, between two steps: nobody waits.
            post(&desk, "later", "");
            written.store(true, Ordering::Relaxed);
        })
        .unwrap();
    assert!(
        steps >= 2 && written.load(Ordering::Relaxed),
        "{steps} steps"
    );
    assert_eq!(names(place.path()), ["Été.sqlite"], "no log, no rest");
    let (_folder, copy) = opened(&to);
    let there = copy.read(posts::all).unwrap();
    assert_eq!(there.len(), 80, "nothing of what was written meanwhile");
}

#[test]
fn a_backup_is_never_written_over_anything() {
    let desk = Desk::new();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("mine");
    fs::write(&file, "precious").unwrap();
    let folder = place.path().join("folder");
    fs::create_dir(&folder).unwrap();
    for there in [&file, &folder, &desk.folder.path().join(FILE)] {
        for with_media in [false, true] {
            let refused = if with_media {
                desk.library.back_up_with_media(there, &mut |_| ())
            } else {
                desk.library.back_up(there, &mut |_| ())
            };
            assert!(matches!(refused, Err(StoreError::Exists { .. })));
        }
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    assert_eq!(names(place.path()), ["folder", "mine"]);
}

#[test]
fn a_backup_that_cannot_be_written_leaves_nothing() {
    let desk = Desk::new();
    let nowhere = desk.folder.path().join("not there").join("backup.sqlite");
    let refused = desk.library.back_up(&nowhere, &mut |_| ()).unwrap_err();
    assert!(
        matches!(refused, StoreError::NoBackup { .. }),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("not there"), "{refused}");
    assert!(!nowhere.exists());
}

#[test]
fn no_backup_is_made_of_a_damaged_library() {
    let desk = Desk::new();
    for n in 0..200 {
        post(&desk, &n.to_string(), "Des mots.");
    }
    let file = desk.folder.path().join(FILE);
    let Desk { library, folder } = desk;
    drop(library);
    let mut bytes = fs::read(&file).unwrap();
    let at_text = bytes
        .windows(9)
        .rposition(|window| window == b"Des mots.")
        .unwrap();
    let page = at_text / 4096 * 4096;
    bytes[page..page + 4096].fill(0);
    fs::write(&file, bytes).unwrap();
    let library = Library::open(folder.path(), at(0)).unwrap();
    let refused = library.nightly(at(0), &mut |_| ());
    assert!(matches!(refused, Err(StoreError::Damaged)), "{refused:?}");
    assert_eq!(names(&folder.path().join(BACKUPS)), Vec::<String>::new());
}

#[test]
fn pictures_come_along_when_asked_for_and_go_back() {
    let desk = Desk::new();
    post(&desk, "With a picture", "");
    let media = desk.folder.path().join("media");
    fs::create_dir(&media).unwrap();
    fs::write(media.join("ab12"), b"bytes").unwrap();
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("everything");
    desk.library.back_up_with_media(&to, &mut |_| ()).unwrap();
    assert_eq!(names(&to), [FILE, "media"]);
    assert_eq!(titles(&to), ["With a picture"], "it is a library");

    let fresh = tempfile::tempdir().unwrap();
    fs::create_dir(fresh.path().join("media")).unwrap();
    fs::write(fresh.path().join("media/cd34"), b"kept").unwrap();
    restore(fresh.path(), &to, at(1)).unwrap();
    assert_eq!(titles(fresh.path()), ["With a picture"]);
    assert_eq!(names(&fresh.path().join("media")), ["ab12", "cd34"]);
    assert_eq!(fs::read(fresh.path().join("media/ab12")).unwrap(), b"bytes");
}

#[test]
fn one_is_made_a_day_and_the_older_ones_are_thinned_out() {
    let desk = Desk::new();
    let folder = desk.folder.path().join(BACKUPS);
    post(&desk, "mine", "");
    let by_hand = desk.library.back_up_here(at(0), &mut |_| ()).unwrap();
    let unfinished = folder.join(".billet-backup-x.part");
    fs::write(&unfinished, "half").unwrap();
    let mut made = 0;
    for hour in (0..60 * 24).step_by(8) {
        let now = at(hour * 3_600);
        made += usize::from(desk.library.nightly(now, &mut |_| ()).unwrap().is_some());
    }
    assert_eq!(made, 61, "one on each day that was touched");
    assert!(!unfinished.exists());
    assert!(by_hand.exists(), "what the writer asked for stays");
    assert_eq!(names(&folder).len(), 7 + 4 + 1, "{:?}", names(&folder));
    let newest = &desk.library.backups()[0];
    assert!(newest.bytes > 4096 && newest.made_at.is_some());
    let (_folder, copy) = opened(&newest.path);
    assert_eq!(copy.read(posts::all).unwrap().len(), 1);
}

/// A backup, then what happened after it.
struct Before {
    desk: Desk,
    place: tempfile::TempDir,
    backup: PathBuf,
}

impl Before {
    fn new(desk: Desk) -> Self {
        let place = tempfile::tempdir().unwrap();
        let backup = place.path().join("backup.sqlite");
        desk.library.back_up(&backup, &mut |_| ()).unwrap();
        Self {
            desk,
            place,
            backup,
        }
    }
}

#[test]
fn a_restored_library_takes_the_place_of_the_one_that_was_there() {
    let desk = Desk::new();
    post(&desk, "before", "");
    let Before {
        desk,
        backup,
        place: _place,
    } = Before::new(desk);
    post(&desk, "after", "");
    let bytes = fs::read(&backup).unwrap();

    let in_use = restore(desk.folder.path(), &backup, at(0));
    assert!(matches!(in_use, Err(StoreError::InUse)), "{in_use:?}");
    let Desk { library, folder } = desk;
    drop(library);
    let restored = restore(folder.path(), &backup, at(0)).unwrap();

    assert_eq!(titles(folder.path()), ["before"]);
    let aside = restored.set_aside.unwrap();
    assert!(aside.to_str().unwrap().contains("library.replaced-"));
    let (_other, old) = opened(&aside);
    assert_eq!(old.read(posts::all).unwrap().len(), 2, "nothing is gone");
    assert_eq!(fs::read(&backup).unwrap(), bytes);
}

#[test]
fn what_is_no_whole_library_is_not_put_in_place() {
    let desk = Desk::new();
    for n in 0..50 {
        post(&desk, &n.to_string(), &"mot ".repeat(1_000));
    }
    let Before {
        desk,
        backup,
        place,
    } = Before::new(desk);
    let Desk { library, folder } = desk;
    drop(library);
    let whole = fs::read(&backup).unwrap();
    let other = place.path().join("other");
    let mut zeroed = whole.clone();
    zeroed[40_000..60_000].fill(0);
    let cut = whole[..whole.len() / 2].to_vec();
    for bytes in [zeroed, cut, b"a letter to my aunt".repeat(400), Vec::new()] {
        fs::write(&other, bytes).unwrap();
        let refused = restore(folder.path(), &other, at(0));
        assert!(
            matches!(refused, Err(StoreError::NotALibrary { .. })),
            "{refused:?}"
        );
    }
    let foreign = rusqlite::Connection::open(place.path().join("foreign")).unwrap();
    foreign
        .execute_batch("CREATE TABLE a (b); PRAGMA user_version = 1")
        .unwrap();
    drop(foreign);
    let refused = restore(folder.path(), &place.path().join("foreign"), at(0));
    assert!(matches!(refused, Err(StoreError::NotALibrary { .. })));
    let missing = restore(folder.path(), &place.path().join("missing"), at(0));
    assert!(matches!(missing, Err(StoreError::NotALibrary { .. })));
    let newer = rusqlite::Connection::open(&backup).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let refused = restore(folder.path(), &backup, at(0));
    assert!(matches!(refused, Err(StoreError::Newer { found: 99, .. })));
    assert_eq!(titles(folder.path()).len(), 50, "the library stayed");
    let left = names(folder.path());
    assert!(
        !left.iter().any(|name| name.contains("replaced")),
        "{left:?}"
    );
}

#[test]
fn a_restore_that_a_crash_cut_in_two_is_ended_by_the_next_opening() {
    let desk = Desk::new();
    post(&desk, "before", "");
    let Before {
        desk,
        backup,
        place: _place,
    } = Before::new(desk);
    let Desk { library, folder } = desk;
    drop(library);
    // The old one is out of the way, the new one is not yet in its place.
    fs::copy(&backup, folder.path().join("library.next.sqlite")).unwrap();
    let old = folder
        .path()
        .join("library.replaced-20261122T000000Z.sqlite");
    fs::rename(folder.path().join(FILE), &old).unwrap();
    assert_eq!(titles(folder.path()), ["before"]);
    assert!(old.exists());
}

#[test]
fn whatever_a_restored_outbox_was_about_to_send_is_in_doubt() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publish = |publication| JobKind::Publish { publication };
    let placeless = desk.publication(blog, "No place yet");
    let first = desk.add(blog, &publish(placeless), 0).unwrap();
    let placed = desk.publication(blog, "An update");
    desk.write(|tx| publications::reserved(tx, placed, &RemoteId::from(7)));
    let second = desk.add(blog, &publish(placed), 0).unwrap();
    let comment = desk.comment(blog, 1, CommentStatus::Pending);
    let third = desk.decide(blog, comment, Decision::Approve, None).unwrap();
    let done = desk.publication(blog, "Done");
    let fourth = desk.add(blog, &publish(done), 9).unwrap();
    desk.settle(fourth, &JobState::Done, 9);
    let Before {
        desk,
        backup,
        place: _place,
    } = Before::new(desk);
    drop(desk);

    let folder = tempfile::tempdir().unwrap();
    let restored = restore(folder.path(), &backup, at(0)).unwrap();
    assert_eq!((restored.in_doubt, restored.set_aside), (3, None));
    let library = Library::open(folder.path(), at(0)).unwrap();
    let desk = Desk { folder, library };
    let state = |id| desk.job(id).state;
    // It may have got a place and lost its marker since: nobody but the writer can tell.
    let asks = JobState::Failed {
        cause: Cause::Restored,
    };
    assert_eq!(state(first), asks);
    assert_eq!(
        (state(second), state(third)),
        (JobState::Unknown, JobState::Unknown)
    );
    assert_eq!(state(fourth), JobState::Done);
    // Even then the blog is asked first: no way leads from here to a second request unlooked.
    desk.write(|tx| outbox::retry_now(tx, first, at(60)));
    assert_eq!(state(first), JobState::Unknown);
    let again = desk.write(|tx| {
        posts::keep_revision(tx, PostId(1), RevisionReason::Publish, at(61))?;
        outbox::add(tx, blog, &publish(placeless), None, at(61), at(61))
    });
    let claimed = desk.claim(62).unwrap();
    assert_eq!(claimed.state, JobState::Unknown, "{again:?}");
}

#[test]
fn what_was_sent_long_ago_is_forgotten_and_the_rest_stays() {
    let desk = Desk::new();
    let blog = desk.blog("carnet");
    let publication = desk.publication(blog, "Often");
    let day = 86_400;
    let kind = JobKind::Publish { publication };
    let done: Vec<_> = desk.write(|tx| {
        (0..1_700)
            .map(|n| {
                let id = outbox::add(tx, blog, &kind, None, at(n), at(n))?.unwrap();
                support::held(tx, id);
                outbox::settle(tx, id, "1:test", &JobState::Done, at(n), false, at(n))?;
                Ok(id)
            })
            .collect::<Result<_, StoreError>>()
    });
    let open = desk
        .add(blog, &JobKind::Publish { publication }, 0)
        .unwrap();
    desk.library
        .nightly(at(29 * day), &mut |_| ())
        .unwrap()
        .unwrap();
    assert_eq!(desk.read(|conn| outbox::list(conn, 9_999)).len(), 1_701);
    desk.library
        .nightly(at(40 * day), &mut |_| ())
        .unwrap()
        .unwrap();
    let left = desk.read(|conn| outbox::list(conn, 9_999));
    assert_eq!(left.len(), 501);
    assert_eq!((left[0].job.id, left[1].job.id), (open, done[1_699]));
}
