//! The history of a post: in little room, with names, thinned with age, and never a word of it lost.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod common;

use billet_core::{PostId, PostText, PublishStatus, RevisionId, RevisionReason, Target};
use billet_store::posts::{self, After, Measure};
use billet_store::{FILE, Library, StoreError, publications, recover_library};
use common::{at, connect_blog, library, raw, text, write_post};

const DAY: i64 = 24 * 3600;

/// The present text replaced by `body` at `seconds`, kept before as a pause.
fn pause(library: &Library, id: PostId, body: &str, seconds: i64) {
    library
        .write(|tx| {
            posts::keep_revision(tx, id, RevisionReason::Pause, at(seconds))?;
            let version = posts::get(tx, id)?.version;
            posts::save(
                tx,
                id,
                version,
                &text("Carnet", body),
                &Measure::default(),
                at(seconds),
            )
        })
        .unwrap();
}

fn bodies(library: &Library, id: PostId) -> Vec<String> {
    let all = library.read(|conn| posts::revisions(conn, id)).unwrap();
    all.into_iter().map(|revision| revision.text.body).collect()
}

fn count(library: &Library, condition: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM revisions WHERE {condition}");
    library
        .read(|conn| Ok::<_, StoreError>(conn.query_row(&sql, [], |row| row.get(0)).unwrap()))
        .unwrap()
}

/// A text of some length in which each number changes another place.
fn draft(number: usize) -> String {
    let line = |n: usize| match n == number % 100 {
        true => format!("Ligne {n}, changée la fois {number}.\n"),
        false => format!("Ligne {n} : {:x}.\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
    };
    (0..100).map(line).collect()
}

#[test]
fn only_the_last_of_a_hundred_texts_is_whole_and_all_can_be_read() {
    let library = library();
    let id = write_post(&library, "Carnet", &draft(0), 0);
    for number in 1..=100 {
        pause(&library, id, &draft(number), i64::try_from(number).unwrap());
    }
    assert_eq!(count(&library, "text IS NOT NULL"), 1);
    assert!(count(&library, "base IS NOT NULL") > 80);
    // What others are packed with needs no other one.
    let chained = "base IN (SELECT id FROM revisions WHERE base IS NOT NULL OR text IS NOT NULL)";
    assert_eq!(count(&library, chained), 0);
    assert_eq!(count(&library, "base > id"), 0);
    let expected: Vec<_> = (0..100).rev().map(draft).collect();
    assert!(bodies(&library, id) == expected);
    let third = library
        .read(|conn| posts::revision(conn, RevisionId(3)))
        .unwrap();
    assert_eq!(third.text, text("Carnet", &draft(2)));
}

#[test]
fn a_page_of_the_history_goes_on_where_the_last_one_ended() {
    let library = library();
    let id = write_post(&library, "Carnet", "0", 0);
    for number in 1..=7 {
        // Two of each time.
        pause(&library, id, &number.to_string(), number / 2);
    }
    let mut after = None;
    let mut seen = Vec::new();
    loop {
        let page = library
            .read(|conn| posts::timeline(conn, id, after, 3))
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(After {
            at: last.created_at,
            id: last.id.0,
        });
        seen.extend(page.into_iter().map(|revision| revision.text.body));
    }
    assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"]);
}

#[test]
fn a_history_that_an_earlier_billet_wrote_is_packed_when_it_goes_on() {
    let library = library();
    let id = write_post(&library, "Carnet", &draft(50), 0);
    for number in 0..50 {
        let json = serde_json::to_string(&text("Carnet", &draft(number))).unwrap();
        let json = json.replace('\'', "''");
        raw(
            &library,
            &format!(
                "INSERT INTO revisions (post, text, reason, created_at)
                 VALUES ({}, '{json}', 'publish', {number})",
                id.0
            ),
        );
    }
    assert_eq!(count(&library, "text IS NOT NULL"), 50);
    pause(&library, id, "la suite", 1);
    assert_eq!(count(&library, "text IS NOT NULL"), 1);
    let expected: Vec<_> = (0..=50).rev().map(draft).collect();
    assert!(bodies(&library, id) == expected);
}

#[test]
fn pauses_thin_out_with_age() {
    let library = library();
    let id = write_post(&library, "Carnet", "0", 0);
    // Every twenty minutes for two days, then a day, a month and a year pass.
    for number in 1..=144 {
        pause(&library, id, &number.to_string(), number * 1200);
    }
    // The first day by the hour, the second whole, from its first moment on.
    let kept = |since: i64| {
        let from = at(since).as_millisecond();
        count(&library, &format!("created_at >= {from}"))
    };
    assert_eq!(kept(DAY + 1200), 72);
    assert_eq!(count(&library, "TRUE"), 72 + 1 + 24);
    pause(&library, id, "un mois après", 40 * DAY);
    assert_eq!(
        count(&library, "TRUE"),
        4,
        "of each day the last, and the newest"
    );
    pause(&library, id, "un an après", 400 * DAY);
    let all = bodies(&library, id);
    assert_eq!(all.len(), 3, "{all:?}");
    assert_eq!(all[..2], ["un mois après".to_owned(), "144".to_owned()]);
}

#[test]
fn what_was_published_named_or_written_by_others_never_goes() {
    let library = library();
    let id = write_post(&library, "Carnet", "début", 0);
    let keep = |tx: &rusqlite::Transaction<'_>, seconds| {
        let target = Target {
            status: PublishStatus::Publish,
            at: None,
        };
        let blog = billet_core::BlogId(1);
        posts::keep_revision(tx, id, RevisionReason::Publish, at(seconds))?;
        let named = posts::keep_named(tx, id, "Avant", at(seconds + 1))?;
        posts::keep_other(tx, id, &text("Carnet", "un autre"), at(seconds + 2))?;
        posts::keep_revision(tx, id, RevisionReason::Replaced, at(seconds + 3))?;
        posts::save(
            tx,
            id,
            99,
            &text("", "collision"),
            &Measure::default(),
            at(seconds + 4),
        )?;
        let wanted = posts::keep_revision(tx, id, RevisionReason::Pause, at(seconds + 5))?;
        publications::want(tx, id, blog, wanted, &target)?;
        Ok::<_, StoreError>((named, wanted))
    };
    connect_blog(&library, "carnet");
    let (named, wanted) = library.write(|tx| keep(tx, 10)).unwrap();
    for number in 0..6 {
        pause(&library, id, &number.to_string(), 1000 + number);
    }
    pause(&library, id, "bien après", 1000 * DAY);
    let left = library.read(|conn| posts::revisions(conn, id)).unwrap();
    let reasons: Vec<_> = left.iter().map(|r| r.reason).collect();
    assert_eq!(
        reasons,
        [
            RevisionReason::Pause,
            RevisionReason::Pause,
            RevisionReason::Pause,
            RevisionReason::Collision,
            RevisionReason::Replaced,
            RevisionReason::Elsewhere,
            RevisionReason::Publish,
        ],
        "the newest, the last of its week, the wanted one, and the others"
    );
    assert_eq!(left[2].id, wanted);
    // The name went to the text that was published: it was the same one.
    assert_eq!((left[6].id, left[6].name.as_str()), (named, "Avant"));
}

#[test]
fn a_text_of_which_much_went_away_stays_whatever_its_age() {
    let library = library();
    let long = "Des mots écrits en une minute. ".repeat(20);
    let id = write_post(&library, "Carnet", "court", 0);
    pause(&library, id, &long, 1);
    pause(&library, id, "presque rien", 2);
    pause(&library, id, "presque rien, encore", 3);
    pause(&library, id, "bien après", 900 * DAY);
    // Only what was there before the long one is gone.
    let left = ["presque rien, encore", "presque rien", long.as_str()];
    assert_eq!(bodies(&library, id), left);
}

#[test]
fn what_others_were_packed_with_goes_without_them() {
    let library = library();
    let id = write_post(&library, "Carnet", &draft(0), 0);
    // The first of each hour is a pause, and what the others are packed with.
    for number in 1..=60 {
        pause(
            &library,
            id,
            &draft(number),
            i64::try_from(number).unwrap() * 600,
        );
    }
    let bases = "id IN (SELECT base FROM revisions)";
    assert!(count(&library, bases) > 0);
    pause(&library, id, &draft(61), 2 * DAY);
    let expected: Vec<_> = (0..=60)
        .rev()
        .filter(|n| *n == 60 || *n == 59 || n % 6 == 4)
        .map(draft)
        .collect();
    assert!(bodies(&library, id) == expected);
}

#[test]
fn a_damaged_earlier_text_keeps_nothing_from_being_saved() {
    let library = library();
    let id = write_post(&library, "Carnet", &draft(0), 0);
    for number in 1..=20 {
        pause(&library, id, &draft(number), i64::try_from(number).unwrap());
    }
    raw(
        &library,
        "UPDATE revisions SET packed = x'00' WHERE packed IS NOT NULL AND base IS NULL;
         UPDATE revisions SET text = '{' WHERE text IS NOT NULL",
    );
    pause(&library, id, "la suite", 3 * DAY);
    pause(&library, id, "et la suite", 3 * DAY + 1);
    let present = library.read(|conn| posts::get(conn, id)).unwrap();
    assert_eq!(present.text.body, "et la suite");
    let newest = library
        .read(|conn| posts::timeline(conn, id, None, 1))
        .unwrap();
    assert_eq!(newest[0].text.body, "la suite");
    let all = library.read(|conn| posts::revisions(conn, id));
    assert!(matches!(all, Err(StoreError::Unreadable { .. })), "{all:?}");
}

#[test]
fn a_checkpoint_has_a_name_that_can_change_and_go() {
    let library = library();
    let id = write_post(&library, "Carnet", "un", 0);
    let keep = |name: &str, seconds| {
        library
            .write(|tx| posts::keep_named(tx, id, name, at(seconds)))
            .unwrap()
    };
    let first = keep("Premier jet", 1);
    assert_eq!(keep("Premier jet", 2), first, "asked for twice");
    let again = keep("Le même texte", 3);
    assert_ne!(again, first, "a name is not taken away by another one");
    let rename = |id, name: &str| library.write(|tx| posts::rename_revision(tx, id, name));
    rename(first, "Avant Noël").unwrap();
    rename(again, "").unwrap();
    let names: Vec<_> = library
        .read(|conn| posts::revisions(conn, id))
        .unwrap()
        .into_iter()
        .map(|revision| (revision.name, revision.reason))
        .collect();
    let checkpoint = RevisionReason::Checkpoint;
    assert_eq!(
        names,
        [
            (String::new(), checkpoint),
            ("Avant Noël".into(), checkpoint)
        ]
    );
    assert_eq!(keep("Encore un", 4), again, "it had none");
    let missing = rename(RevisionId(99), "x");
    assert!(
        matches!(missing, Err(StoreError::NoRevision { .. })),
        "{missing:?}"
    );
    let missing = library.write(|tx| posts::keep_named(tx, PostId(9), "x", at(5)));
    assert!(
        matches!(missing, Err(StoreError::NoPost { .. })),
        "{missing:?}"
    );
}

#[test]
fn packed_texts_come_out_of_a_damaged_library() {
    let fresh = library();
    let id = write_post(&fresh, "Carnet", &draft(0), 0);
    for number in 1..=40 {
        pause(&fresh, id, &draft(number), i64::try_from(number).unwrap());
    }
    let name = |tx: &rusqlite::Transaction<'_>| posts::rename_revision(tx, RevisionId(7), "Sept");
    fresh.write(name).unwrap();
    let common::Fresh { library, folder } = fresh;
    drop(library);
    // No way leads to any table: every page is looked at.
    let file = folder.path().join(FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[100..4096].fill(0);
    std::fs::write(&file, &bytes).unwrap();
    let setback = recover_library(folder.path(), at(50)).unwrap();
    assert_eq!(setback.recovered.revisions, 40);
    let library = Library::open(folder.path(), at(51)).unwrap();
    let expected: Vec<_> = (0..40).rev().map(draft).collect();
    assert!(bodies(&library, id) == expected);
    let seventh = library
        .read(|conn| posts::revision(conn, RevisionId(7)))
        .unwrap();
    assert_eq!(seventh.name, "Sept");
}

#[test]
fn a_base_that_is_lost_takes_only_what_was_packed_with_it() {
    let fresh = library();
    let id = write_post(&fresh, "Carnet", &draft(0), 0);
    for number in 1..=30 {
        pause(&fresh, id, &draft(number), i64::try_from(number).unwrap());
    }
    let based = count(&fresh, "base = (SELECT min(base) FROM revisions)");
    raw(
        &fresh,
        "UPDATE revisions SET packed = x'00' WHERE id = (SELECT min(base) FROM revisions)",
    );
    let common::Fresh { library, folder } = fresh;
    drop(library);
    let setback = recover_library(folder.path(), at(50)).unwrap();
    let left = 30 - 1 - u64::try_from(based).unwrap();
    assert_eq!(setback.recovered.revisions, left);
    assert!(
        setback
            .recovered
            .incomplete
            .contains(&billet_store::Part::Revisions)
    );
    let library = Library::open(folder.path(), at(51)).unwrap();
    for (text, number) in bodies(&library, id).iter().zip((0..30).rev()) {
        assert_eq!(*text, draft(number));
    }
}

#[test]
fn an_empty_text_is_a_text() {
    let library = library();
    let id = write_post(&library, "", "", 0);
    let keep = |seconds| {
        library
            .write(|tx| posts::keep_revision(tx, id, RevisionReason::Checkpoint, at(seconds)))
            .unwrap()
    };
    let first = keep(1);
    pause(&library, id, "mots", 2);
    pause(&library, id, "d’autres", 3);
    let read = library.read(|conn| posts::revision(conn, first)).unwrap();
    assert_eq!(read.text, PostText::default());
}

/// Sentences as people write them, as far as a packer can tell: of 3,000 words, the common ones often.
fn sentence(number: usize) -> String {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % most
    };
    let words: Vec<String> = (0..10 + next(8))
        .map(|_| {
            let rank = next(3_000) * next(3_000) / 3_000;
            let syllables = [
                "ma", "ri", "lé", "to", "que", "sou", "der", "pan", "vi", "ce",
            ];
            let syllable = |n: usize| syllables[n % syllables.len()];
            format!(
                "{}{}{}",
                syllable(rank),
                syllable(rank / 10),
                syllable(rank / 100)
            )
        })
        .collect();
    format!("{}. ", words.join(" "))
}

#[test]
fn a_thousand_published_texts_of_twenty_kilobytes_take_less_than_two_megabytes() {
    let library = library();
    let mut sentences: Vec<usize> = (0..175).collect();
    let text_of = |sentences: &[usize]| {
        let body: String = sentences.iter().map(|n| sentence(*n)).collect();
        text("Carnet", &body)
    };
    let id = write_post(&library, "Carnet", "", 0);
    let mut bytes = 0;
    library
        .write(|tx| {
            for number in 0..1_000 {
                // Two sentences are new and one is gone, at places all over the text.
                let length = sentences.len();
                sentences[number * 7_919 % length] = 1_000 + number;
                sentences.remove(number * 6_151 % length);
                sentences.insert(number * 3_571 % length, 10_000 + number);
                let text = text_of(&sentences);
                bytes += text.body.len();
                let version = posts::get(tx, id)?.version;
                posts::save(tx, id, version, &text, &Measure::default(), at(1))?;
                posts::keep_revision(tx, id, RevisionReason::Publish, at(1))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert!((19_000..24_000).contains(&(bytes / 1_000)), "{bytes}");
    assert_eq!(count(&library, "reason = 'publish'"), 1_000);
    let room = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'revisions%'";
    let room: i64 = library
        .read(|conn| Ok::<_, StoreError>(conn.query_row(room, [], |row| row.get(0)).unwrap()))
        .unwrap();
    println!("1,000 revisions: {room} bytes");
    assert!(room < 2_000_000, "{room}");
    let last = library
        .read(|conn| posts::timeline(conn, id, None, 1))
        .unwrap();
    assert_eq!(last[0].text, text_of(&sentences));
}
