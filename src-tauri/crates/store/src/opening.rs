//! The steps from a folder to an open library: the folder, the look at what lies there, recovering
//! what cannot be read, migrating, and the settings of each connection.

use std::error::Error;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::Doing;
use crate::files::{self, Aside, unwritable, with_end};
use crate::library::{FILE, Setback};
use crate::recovery::{self, Recovered};
use crate::{StoreError, migrate};

/// At most this many pages are in the log before a commit moves them: 64 MiB.
const LONGEST_LOG: i64 = 16_384;

/// How long a connection waits for another process to let go.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Statements kept prepared on each connection.
const STATEMENTS: usize = 64;

/// A whole library that is about to take the place of the present one: made by a restore or a
/// recovery, and found by the next opening should the power go between the two renames.
pub(crate) const NEXT: &str = "library.next.sqlite";

/// What [`open`] found and made.
pub(crate) struct Opened {
    /// The folder, absolute.
    pub(crate) folder: PathBuf,
    /// The connection that writes, or a reader where the library is newer than this Billet.
    pub(crate) writer: Connection,
    /// The library's form, when it is one that this Billet does not know.
    pub(crate) newer: Option<Newer>,
    /// Where an unreadable library lies now, and what came over from it.
    pub(crate) setback: Option<Setback>,
    /// Tells other processes that the library is open.
    pub(crate) in_use: File,
}

/// A library that a later Billet wrote: it is read, and not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newer {
    /// The library's form.
    pub found: i64,
    /// The last form that this Billet knows.
    pub known: i64,
}

impl From<Newer> for StoreError {
    fn from(Newer { found, known }: Newer) -> Self {
        Self::Newer { found, known }
    }
}

/// Opens or makes the library in `folder`; see [`crate::Library::open`].
pub(crate) fn open(
    folder: &Path,
    now: Timestamp,
    migrations: &[&str],
) -> Result<Opened, StoreError> {
    let folder = std::path::absolute(folder).map_err(|error| unwritable(folder, error))?;
    files::make_folder(&folder).map_err(|error| unwritable(&folder, error))?;
    // Held until this function ends; a process that dies lets go of it.
    let _turn = files::turn(&folder).map_err(|error| unwritable(&folder, error))?;
    let in_use = files::in_use(&folder).map_err(|error| unwritable(&folder, error))?;

    let mut setback = None;
    if is_orphaned_log(&folder) {
        setback = Some(replace_damaged(&folder, now, migrations)?);
    }
    take_next(&folder)?;
    let (writer, newer) = match open_file(&folder, migrations) {
        Err(error) if is_damage(&error) => {
            tracing::error!(error = &error as &dyn Error, "the library is damaged");
            setback = Some(replace_damaged(&folder, now, migrations)?);
            open_file(&folder, migrations)?
        }
        other => other?,
    };
    Ok(Opened {
        folder,
        writer,
        newer,
        setback,
        in_use,
    })
}

/// Makes a new library of what can be read of the present one, which is then set aside. Until the
/// new one is whole and on the disk, nothing of the present one is touched.
pub(crate) fn replace_damaged(
    folder: &Path,
    now: Timestamp,
    migrations: &[&str],
) -> Result<Setback, StoreError> {
    let part = folder.join("library.next.part");
    remove(&part, folder)?;
    files::make_file(&part).map_err(|error| unwritable(folder, error))?;
    let recovered = recover_into(&part, folder, migrations)?;
    let set_aside = take_place(folder, &part, Aside::Damaged, now)?;
    Ok(Setback {
        set_aside,
        recovered,
    })
}

fn recover_into(part: &Path, folder: &Path, migrations: &[&str]) -> Result<Recovered, StoreError> {
    let doing = "make a library of what can be read";
    let mut new = connect(part).map_err(|error| unwritable(folder, error))?;
    settle_in(&new).doing(doing)?;
    migrate::run(&mut new, folder, migrations)?;
    new.pragma_update(None, "foreign_keys", true).doing(doing)?;
    let recovered = recovery::recover(&folder.join(FILE), &mut new)?;
    new.close().map_err(|(_, error)| error).doing(doing)?;
    Ok(recovered)
}

/// Puts a whole library into the place of the present one, which gets another name. The two
/// renames are not one step: the next opening ends what a crash between them left.
pub(crate) fn take_place(
    folder: &Path,
    part: &Path,
    why: Aside,
    now: Timestamp,
) -> Result<PathBuf, StoreError> {
    let next = folder.join(NEXT);
    File::options()
        .write(true)
        .open(part)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(part, &next))
        .map_err(|error| unwritable(folder, error))?;
    files::sync_folder(folder);
    let aside = files::put_aside(folder, why, now)?;
    take_next(folder)?;
    Ok(aside)
}

/// Ends a replacement: where there is no library, the one that was made for its place is it.
fn take_next(folder: &Path) -> Result<(), StoreError> {
    let (next, library) = (folder.join(NEXT), folder.join(FILE));
    if next.exists() && fs::metadata(&library).map_or(0, |file| file.len()) == 0 {
        fs::rename(&next, &library).map_err(|error| unwritable(folder, error))?;
        files::sync_folder(folder);
    }
    Ok(())
}

/// Removes a file that an earlier attempt left behind, if it is there.
pub(crate) fn remove(path: &Path, folder: &Path) -> Result<(), StoreError> {
    for end in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(with_end(path, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(unwritable(folder, error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A connection that only moves the log into the library.
pub(crate) fn mover(folder: &Path) -> Result<Connection, StoreError> {
    let conn = connect(&folder.join(FILE)).map_err(|error| unwritable(folder, error))?;
    settle_in(&conn).doing("open the library to tidy it")?;
    Ok(conn)
}

/// A connection that cannot write. `untouched`: not even closing it changes a byte.
pub(crate) fn reader(folder: &Path, untouched: bool) -> Result<Connection, StoreError> {
    let doing = "open the library to read";
    let conn = connect(&folder.join(FILE)).map_err(|error| unwritable(folder, error))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, untouched)
        .doing(doing)?;
    settle_in(&conn).doing(doing)?;
    conn.pragma_update(None, "query_only", true).doing(doing)?;
    Ok(conn)
}

fn open_file(
    folder: &Path,
    migrations: &[&str],
) -> Result<(Connection, Option<Newer>), StoreError> {
    let doing = "open the library";
    files::make_file(&folder.join(FILE)).map_err(|error| unwritable(folder, error))?;
    let mut conn = connect(&folder.join(FILE)).map_err(|error| unwritable(folder, error))?;
    let at_opening = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            unwritable(folder, error)
        }
        _ => Err::<(), _>(error)
            .doing(doing)
            .err()
            .unwrap_or(StoreError::Unreadable { what: FILE }),
    };
    // A library of a newer Billet stays as it is, to the byte: even closing it must not move its
    // log into it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .doing(doing)?;
    let found = look(&conn).map_err(at_opening)?;
    let known = migrate::last(migrations);
    if found > known {
        return Ok((reader(folder, true)?, Some(Newer { found, known })));
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .doing(doing)?;
    if conn.is_readonly("main").doing(doing)? {
        return Err(unwritable(
            folder,
            io::Error::from(io::ErrorKind::PermissionDenied),
        ));
    }
    // The mode is a property of the file; the answer is the mode it has now.
    let mode: String = conn
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(at_opening)?;
    if mode != "wal" {
        return Err(unwritable(
            folder,
            io::Error::from(io::ErrorKind::Unsupported),
        ));
    }
    settle_in(&conn).map_err(at_opening)?;
    migrate::run(&mut conn, folder, migrations)?;
    conn.pragma_update(None, "foreign_keys", true)
        .map_err(at_opening)?;
    Ok((conn, None))
}

/// Reads the two things that every later step needs; a file that is no database, or has lost its
/// first pages, shows it here. A check of every page takes seconds and is not for the start.
fn look(conn: &Connection) -> rusqlite::Result<i64> {
    let version = migrate::version(conn)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    Ok(version)
}

/// A connection to a file that is there.
pub(crate) fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

fn settle_in(conn: &Connection) -> rusqlite::Result<()> {
    // Every commit is on the disk before "Saved" is said; on macOS that takes a flag of its own.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // A save never moves the log: see `Library::move_log`. But where nobody calls that, some save has
    // to, some day.
    conn.pragma_update(None, "wal_autocheckpoint", LONGEST_LOG)?;
    // Sorting leaves no words in the system's folder for temporary files.
    conn.pragma_update(None, "temp_store", "MEMORY")
}

/// A log without its database holds words: SQLite would delete it as left over when it makes the
/// database anew.
fn is_orphaned_log(folder: &Path) -> bool {
    let length = |name: String| fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    length(FILE.to_owned()) == 0 && length(format!("{FILE}-wal")) > 0
}

fn is_damage(error: &StoreError) -> bool {
    matches!(error, StoreError::Sqlite { source, .. } if is_corrupt(source))
}

/// Whether SQLite says that a file is no whole database.
pub(crate) fn is_corrupt(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    )
}
