//! A look through the library: what is well, what is not, and that it changes nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod common;

use std::fs;

use billet_store::doctor::{Finding, examine};
use billet_store::posts::{self, PostRow};
use billet_store::{FILE, StoreError, drop_orphans};
use common::{at, library, raw, write_post};

fn findings(folder: &std::path::Path) -> Vec<Finding> {
    examine(folder).unwrap().findings
}

#[test]
fn a_healthy_library_has_no_faults_and_its_sizes_add_up() {
    let library = library();
    write_post(&library, "Bonjour", &"mot ".repeat(20_000), 0);
    assert_eq!(findings(library.folder.path()), [Finding::NoBackup]);
    library.nightly(at(0), &mut |_| ()).unwrap();
    let seen = examine(library.folder.path()).unwrap();
    assert_eq!((seen.findings.len(), seen.has_faults()), (0, false));
    assert_eq!(seen.tables[0].0, "posts");
    assert!(seen.tables.iter().any(|(name, _)| name == "posts_search"));
    let sum: i64 = seen.tables.iter().map(|(_, bytes)| bytes).sum();
    assert!(
        sum > 80_000 && u64::try_from(sum).unwrap() <= seen.bytes,
        "{seen:?}"
    );
    assert!(seen.form.is_some() && seen.last_backup.is_some());
    assert!(seen.free.is_some_and(|free| free > 0));
}

#[test]
fn what_does_not_fit_is_found() {
    let library = library();
    let folder = library.folder.path().to_owned();
    write_post(&library, "Cœur", "", 0);
    library.nightly(at(0), &mut |_| ()).unwrap();
    raw(
        &library,
        "INSERT INTO posts_search (posts_search) VALUES ('delete-all')",
    );
    raw(
        &library,
        "INSERT INTO media (hash, name, mime, bytes, added_at)
         VALUES ('ab12', 'a.png', 'image/png', 1, 0), ('cd34', 'b.png', 'image/png', 1, 0)",
    );
    fs::create_dir(folder.join("media")).unwrap();
    fs::write(folder.join("media/cd34"), "b").unwrap();
    fs::write(folder.join("media/ef56"), "c").unwrap();
    assert_eq!(
        findings(&folder),
        [
            Finding::NotSearchable { count: 1 },
            Finding::LostMedia { count: 1 },
            Finding::StrayMedia { count: 1 },
        ]
    );
    library.renew_search().unwrap();
    assert_eq!(findings(&folder).len(), 2);
    let found: Vec<PostRow> = library
        .read(|conn| {
            posts::list(
                conn,
                &posts::Filter {
                    query: Some("coeur".into()),
                    ..billet_core::Shelf::Drafts.into()
                },
                None,
                9,
            )
        })
        .unwrap();
    assert_eq!(found.len(), 1);
}

#[test]
fn damage_is_found_without_touching_it() {
    let library = library();
    for n in 0..200 {
        write_post(&library, &n.to_string(), "Des mots.", n);
    }
    let common::Fresh { library, folder } = library;
    drop(library);
    let file = folder.path().join(FILE);
    let whole = fs::read(&file).unwrap();
    let text = whole.windows(9).rposition(|w| w == b"Des mots.").unwrap();
    for (from, to) in [(text / 4096 * 4096, text / 4096 * 4096 + 4096), (0, 100)] {
        let mut bytes = whole.clone();
        bytes[from..to].fill(0);
        fs::write(&file, &bytes).unwrap();
        let seen = examine(folder.path()).unwrap();
        assert!(seen.has_faults());
        let expected = if from == 0 {
            matches!(seen.findings[0], Finding::NotADatabase)
        } else {
            matches!(seen.findings[0], Finding::Damaged { .. })
        };
        assert!(expected, "{seen:?}");
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(findings(folder.path())[0], Finding::NoLibrary);
}

#[test]
fn dangling_references_are_counted() {
    let library = library();
    let common::Fresh { library, folder } = library;
    drop(library);
    let conn = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF;
         INSERT INTO revisions (post, text, reason, created_at) VALUES (9, '{}', 'pause', 0);",
    )
    .unwrap();
    drop(conn);
    assert!(findings(folder.path()).contains(&Finding::Dangling { count: 1 }));
}

/// A name as pictures have it.
fn hash(of: char) -> String {
    of.to_string().repeat(64)
}

#[test]
fn what_belongs_to_nothing_goes_and_what_a_text_may_mean_stays() {
    let library = library();
    let folder = library.folder.path().to_owned();
    let [stray, unused, mentioned, shown, pasted] = ['a', 'b', 'c', 'd', 'e'].map(hash);
    // As the editor names it: by the beginning of its hash.
    let short: String = pasted.chars().take(billet_store::media::DIGITS).collect();
    let body = format!("![](media/{mentioned}) ![](media/{short}/salle.png)");
    write_post(&library, "Phare", &body, 0);
    raw(
        &library,
        &format!(
            "INSERT INTO media (hash, name, mime, bytes, added_at) VALUES
               ('{unused}', 'vieux.png', 'image/png', 1, 0),
               ('{pasted}', 'salle.png', 'image/png', 1, 0),
               ('{shown}', 'phare.png', 'image/png', 1, 0);
             INSERT INTO revisions (post, text, reason, created_at) VALUES (1, '{{}}', 'publish', 0);
             INSERT INTO revision_media (revision, address, media)
               VALUES ((SELECT max(id) FROM revisions), 'phare.png', '{shown}');"
        ),
    );
    fs::create_dir(folder.join("media")).unwrap();
    for name in [
        &stray,
        &unused,
        &mentioned,
        &shown,
        &pasted,
        &"lettre.txt".to_owned(),
    ] {
        fs::write(folder.join("media").join(name), "1").unwrap();
    }
    let refused = drop_orphans(&folder, &mut |_| panic!("nothing is said yet"));
    assert!(matches!(refused, Err(StoreError::InUse)), "{refused:?}");

    let common::Fresh { library, folder } = library;
    drop(library);
    let mut told = None;
    let dropped = drop_orphans(folder.path(), &mut |seen| told = Some(seen.clone())).unwrap();
    assert_eq!(told.as_ref(), Some(&dropped));
    assert_eq!(dropped.pictures, ["vieux.png"]);
    assert_eq!(
        (dropped.files.len(), dropped.bytes, dropped.jobs),
        (2, 2, 0)
    );
    let left = |name: &str| folder.path().join("media").join(name).exists();
    assert_eq!([left(&stray), left(&unused)], [false, false]);
    assert!(left(&mentioned) && left(&shown) && left(&pasted) && left("lettre.txt"));
    let again = drop_orphans(folder.path(), &mut |_| {
        panic!("there is nothing left to say")
    });
    assert!(again.unwrap().is_empty());
    let library = billet_store::Library::open(folder.path(), at(1)).unwrap();
    let (post, pictures) = library
        .read(|conn| {
            let id = billet_core::MediaHash::parse(&shown).unwrap();
            Ok::<_, StoreError>((
                posts::get(conn, billet_core::PostId(1))?,
                billet_store::media::get(conn, &id)?.name,
            ))
        })
        .unwrap();
    assert!(post.text.body.contains(&mentioned));
    assert_eq!(pictures, "phare.png");
}
