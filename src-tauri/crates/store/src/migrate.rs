//! Brings a library to the form this Billet writes: numbered migrations, each a file that never
//! changes once released. The number of the last one is the database's `user_version`.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::StoreError;
use crate::error::Doing;
use crate::search::sort_key;

/// Every migration, in order; the first is number 1.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_library.sql"),
    include_str!("../migrations/0002_markup.sql"),
    include_str!("../migrations/0003_media.sql"),
    include_str!("../migrations/0004_search.sql"),
    include_str!("../migrations/0005_exchange.sql"),
    include_str!("../migrations/0006_posts.sql"),
    include_str!("../migrations/0007_sweeps.sql"),
    include_str!("../migrations/0008_variations.sql"),
];

/// The number of the last migration of a list.
pub(crate) fn last(migrations: &[&str]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// The form the library has; 0 for one that is new.
pub(crate) fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Runs the migrations that are missing, all of them or none: a failure leaves the library as it
/// was. An older library is first copied to `library.before-NNNN.sqlite` in `folder`, where NNNN
/// is the first migration that it lacks.
///
/// Two processes may run this at once; the second finds nothing left to do.
///
/// # Errors
/// [`StoreError::Newer`] when the library knows more migrations than `migrations`,
/// [`StoreError::Unwritable`] when the copy cannot be written, or what SQLite says.
pub(crate) fn run(
    conn: &mut Connection,
    folder: &Path,
    migrations: &[&str],
) -> Result<(), StoreError> {
    let doing = "bring the library to this Billet's form";
    let known = last(migrations);
    if version(conn).doing(doing)? == known {
        return Ok(());
    }
    // SQLite heeds this outside a transaction only; a table is rebuilt by dropping the old one,
    // which would take along what refers to it.
    conn.pragma_update(None, "foreign_keys", false)
        .doing(doing)?;
    let transaction = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .doing(doing)?;
    // Read again: another process may have migrated while this one waited for the lock.
    let found = version(&transaction).doing(doing)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let done = usize::try_from(found).map_err(|_| StoreError::Unreadable {
        what: "user_version",
    })?;
    if done > 0 && found < known {
        back_up(&transaction, folder, found + 1)?;
    }
    teach(&transaction).doing(doing)?;
    for migration in migrations.iter().skip(done) {
        transaction.execute_batch(migration).doing(doing)?;
    }
    if transaction
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut s| s.exists([]))
        .doing(doing)?
    {
        return Err(StoreError::Unreadable {
            what: "a reference to something that is not there",
        });
    }
    transaction
        .pragma_update(None, "user_version", known)
        .doing(doing)?;
    transaction.commit().doing(doing)
}

/// What migrations need and SQLite lacks: `sort_key(name)`. No table, index or trigger may name it:
/// other programs could not read the library.
fn teach(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("sort_key", 1, flags, |call| {
        Ok(sort_key(&call.get::<String>(0)?))
    })
}

/// Copies what is committed, by a second connection: this one holds the write lock, so nothing can
/// be saved between the copy and the migration.
fn back_up(holding: &Transaction<'_>, folder: &Path, next: i64) -> Result<(), StoreError> {
    let doing = "copy the library before changing its form";
    let unwritable = |source: std::io::Error| StoreError::Unwritable {
        folder: folder.to_owned(),
        source: source.into(),
    };
    let Some(library) = holding.path() else {
        return Err(StoreError::Unreadable {
            what: "where the library lies",
        });
    };
    let copy = folder.join(format!("library.before-{next:04}.sqlite"));
    let part = folder.join(format!("library.before-{next:04}.part"));
    match fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(unwritable(error));
        }
        _ => {}
    }
    let name = part.to_str().ok_or(StoreError::Unreadable {
        what: "the folder's name",
    })?;
    let reader = Connection::open(library).doing(doing)?;
    reader.execute("VACUUM INTO ?1", [name]).doing(doing)?;
    // On the disk before the old form is given up.
    File::options()
        .write(true)
        .open(&part)
        .and_then(|file| file.sync_all())
        .map_err(unwritable)?;
    fs::rename(&part, &copy).map_err(unwritable)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE words (word TEXT NOT NULL) STRICT;";
    const SECOND: &str = "ALTER TABLE words ADD COLUMN said INTEGER NOT NULL DEFAULT 1;";
    const BROKEN: &str = "DELETE FROM words; CREATE TABLE words (word TEXT) STRICT;";

    fn open(folder: &Path) -> Connection {
        let conn = Connection::open(folder.join("library.sqlite")).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        conn
    }

    fn words(conn: &Connection) -> i64 {
        conn.query_row("SELECT count(*) FROM words", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn an_older_library_is_copied_then_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = open(folder.path());
        run(&mut conn, folder.path(), &[FIRST]).unwrap();
        conn.execute("INSERT INTO words (word) VALUES ('kept')", [])
            .unwrap();

        run(&mut conn, folder.path(), &[FIRST, SECOND]).unwrap();

        assert_eq!(version(&conn).unwrap(), 2);
        assert_eq!(words(&conn), 1);
        let copy = Connection::open(folder.path().join("library.before-0002.sqlite")).unwrap();
        assert_eq!((version(&copy).unwrap(), words(&copy)), (1, 1));
        assert!(!folder.path().join("library.before-0002.part").exists());
    }

    #[test]
    fn a_migration_that_fails_changes_nothing_and_can_be_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = open(folder.path());
        run(&mut conn, folder.path(), &[FIRST]).unwrap();
        conn.execute("INSERT INTO words (word) VALUES ('kept')", [])
            .unwrap();

        assert!(run(&mut conn, folder.path(), &[FIRST, SECOND, BROKEN]).is_err());
        assert_eq!((version(&conn).unwrap(), words(&conn)), (1, 1));

        run(&mut conn, folder.path(), &[FIRST, SECOND]).unwrap();
        assert_eq!(words(&conn), 1);
    }

    #[test]
    fn a_migration_that_leaves_a_dangling_reference_is_undone() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = open(folder.path());
        let dangling = "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE b (a INTEGER REFERENCES a (id)) STRICT;
            INSERT INTO b (a) VALUES (7);";
        assert!(run(&mut conn, folder.path(), &[dangling]).is_err());
        assert_eq!(version(&conn).unwrap(), 0);
    }

    #[test]
    fn a_newer_library_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = open(folder.path());
        run(&mut conn, folder.path(), &[FIRST, SECOND]).unwrap();
        let refused = run(&mut conn, folder.path(), &[FIRST]);
        assert!(matches!(
            refused,
            Err(StoreError::Newer { found: 2, known: 1 })
        ));
    }
}
