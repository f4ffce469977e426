//! The steps from a folder to an open library: the folder, the look at what lies there, setting
//! aside what cannot be read, migrating, and the settings of each connection.

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::Doing;
use crate::library::FILE;
use crate::{StoreError, migrate};

/// How long a connection waits for another process to let go.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Statements kept prepared on each connection.
const STATEMENTS: usize = 64;

/// What [`open`] found and made.
pub(crate) struct Opened {
    /// The folder, absolute.
    pub(crate) folder: PathBuf,
    /// The connection that writes.
    pub(crate) writer: Connection,
    /// Where an unreadable library lies now.
    pub(crate) set_aside: Option<PathBuf>,
}

/// Opens or makes the library in `folder`; see [`crate::Library::open`].
pub(crate) fn open(
    folder: &Path,
    now: Timestamp,
    migrations: &[&str],
) -> Result<Opened, StoreError> {
    let folder = std::path::absolute(folder).map_err(|error| unwritable(folder, error))?;
    make_folder(&folder).map_err(|error| unwritable(&folder, error))?;
    // Held until this function ends; a process that dies lets go of it.
    let _turn = turn(&folder).map_err(|error| unwritable(&folder, error))?;

    let mut set_aside = None;
    if is_orphaned_log(&folder) {
        set_aside = Some(put_aside(&folder, now)?);
    }
    let first = open_file(&folder, migrations);
    let writer = match first {
        Err(error) if is_damage(&error) => {
            tracing::error!(error = &error as &dyn Error, "the library is damaged");
            set_aside = Some(put_aside(&folder, now)?);
            open_file(&folder, migrations)?
        }
        other => other?,
    };
    Ok(Opened {
        folder,
        writer,
        set_aside,
    })
}

/// A connection that cannot write.
pub(crate) fn reader(folder: &Path) -> Result<Connection, StoreError> {
    let conn = connect(folder)?;
    settle_in(&conn).doing("open the library to read")?;
    conn.pragma_update(None, "query_only", true)
        .doing("open the library to read")?;
    Ok(conn)
}

fn open_file(folder: &Path, migrations: &[&str]) -> Result<Connection, StoreError> {
    let doing = "open the library";
    make_file(&folder.join(FILE)).map_err(|error| unwritable(folder, error))?;
    let mut conn = connect(folder)?;
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
        return Err(StoreError::Newer { found, known });
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
    Ok(conn)
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

fn connect(folder: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(folder.join(FILE), flags)
        .map_err(|error| unwritable(folder, error))?;
    conn.busy_timeout(BUSY_TIMEOUT).doing("open the library")?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

fn settle_in(conn: &Connection) -> rusqlite::Result<()> {
    // Every commit is on the disk before "Saved" is said; on macOS that takes a flag of its own.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // Sorting leaves no words in the system's folder for temporary files.
    conn.pragma_update(None, "temp_store", "MEMORY")
}

/// Waits for the turn to open this library. A file system that knows no locks gives the turn to
/// everybody: SQLite's own locks are then all there is.
fn turn(folder: &Path) -> io::Result<File> {
    let file =
        private(OpenOptions::new().write(true).create(true)).open(folder.join("library.lock"))?;
    match file.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(file),
    }
}

/// A log without its database holds words: SQLite would delete it as left over when it makes the
/// database anew.
fn is_orphaned_log(folder: &Path) -> bool {
    let length = |name: String| fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    length(FILE.to_owned()) == 0 && length(format!("{FILE}-wal")) > 0
}

fn is_damage(error: &StoreError) -> bool {
    matches!(error, StoreError::Sqlite { source, .. } if matches!(
        source.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    ))
}

/// Renames the library, its log and its index to a name that is free.
fn put_aside(folder: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let free = |path: &PathBuf| {
        ["", "-wal", "-shm"]
            .iter()
            .all(|end| !with_end(path, end).exists())
    };
    let name = (1_u32..)
        .map(|n| {
            if n == 1 {
                stamp.clone()
            } else {
                format!("{stamp}-{n}")
            }
        })
        .map(|stamp| folder.join(format!("library.damaged-{stamp}.sqlite")))
        .find(free)
        .unwrap_or_else(|| folder.join(format!("library.damaged-{stamp}.sqlite")));
    let library = folder.join(FILE);
    for end in ["-shm", "-wal", ""] {
        match fs::rename(with_end(&library, end), with_end(&name, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(unwritable(folder, error));
            }
            _ => {}
        }
    }
    Ok(name)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn unwritable(folder: &Path, source: impl Error + Send + Sync + 'static) -> StoreError {
    StoreError::Unwritable {
        folder: folder.to_owned(),
        source: Box::new(source),
    }
}

/// Drafts are nobody else's business: what Billet makes is the user's alone. A folder that was
/// there keeps the rights it has.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The database file, if there is none; SQLite gives its log and index the same rights.
fn make_file(path: &Path) -> io::Result<()> {
    match private(OpenOptions::new().write(true).create_new(true)).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
