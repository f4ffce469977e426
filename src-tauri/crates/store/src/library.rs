//! Opening the library; one writer, readers beside it.
//!
//! Other processes may have the same library open: SQLite's locks keep them apart while they work,
//! and a lock on a file of its own while they open it, because setting a damaged library aside and
//! making a new one are steps that SQLite does not guard.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Doing;
use crate::opening::{self, Opened};
use crate::{StoreError, migrate};

/// The file's name inside the library's folder.
pub const FILE: &str = "library.sqlite";

/// As many readers are kept open; more are opened when more are at work at once.
const IDLE_READERS: usize = 4;

/// What happened to an unreadable library when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setback {
    /// Where the unreadable file lies now, under another name. Nothing of it was deleted.
    pub set_aside: PathBuf,
}

/// An open library. Share it in an `Arc`.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    setback: Option<Setback>,
    /// Never writes and never rests in a transaction, so that it sees every commit of others.
    watcher: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    /// Closed last: only a connection that may write moves the log into the library and takes it
    /// away, so that the one file is then all of it.
    writer: Mutex<Connection>,
}

impl Library {
    /// Opens the library in `folder`, or makes both.
    ///
    /// An older library is brought to this Billet's form, after a copy
    /// (`library.before-NNNN.sqlite`). A file that is no database, or a damaged one, is renamed to
    /// `library.damaged-<time>.sqlite` and a new library is made: [`Library::setback`] tells.
    /// `now` only names that file.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] when the folder or the file cannot be written,
    /// [`StoreError::Newer`] when a later Billet wrote the library (it is not touched), or what
    /// SQLite says.
    pub fn open(folder: &Path, now: Timestamp) -> Result<Self, StoreError> {
        Self::open_with(folder, now, migrate::MIGRATIONS)
    }

    pub(crate) fn open_with(
        folder: &Path,
        now: Timestamp,
        migrations: &[&str],
    ) -> Result<Self, StoreError> {
        let Opened {
            folder,
            writer,
            set_aside,
        } = opening::open(folder, now, migrations)?;
        if let Some(path) = &set_aside {
            tracing::error!(set_aside = %path.display(), "the library could not be read");
        }
        let watcher = opening::reader(&folder)?;
        Ok(Self {
            setback: set_aside.map(|set_aside| Setback { set_aside }),
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            watcher: Mutex::new(watcher),
            folder,
        })
    }

    /// The folder it lies in, absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What went wrong when it was opened.
    #[must_use]
    pub fn setback(&self) -> Option<&Setback> {
        self.setback.as_ref()
    }

    /// Runs `work` on a reader connection, which cannot write. All of its queries see the library
    /// as it is at the first of them. Readers wait for nobody.
    ///
    /// # Errors
    /// What `work` says, or what SQLite says.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = lock(&self.readers).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => opening::reader(&self.folder)?,
        };
        let transaction = conn.unchecked_transaction().doing("read the library")?;
        let result = work(&transaction);
        let ended = transaction.rollback();
        // A reader that cannot end its transaction would see the past for ever: let it go.
        if ended.is_ok() {
            let mut readers = lock(&self.readers);
            if readers.len() < IDLE_READERS {
                readers.push(conn);
            }
        }
        result
    }

    /// Runs `work` in one transaction on the one writer. It is committed, and on the disk, when
    /// `work` and this are `Ok`; else nothing of it happened. `work` must not call `write` again:
    /// it would wait for itself.
    ///
    /// # Errors
    /// What `work` says, [`StoreError::Busy`] when another process does not let go within five
    /// seconds, [`StoreError::DiskFull`], or what SQLite says.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = lock(&self.writer);
        let transaction = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .doing("begin to write")?;
        let value = work(&transaction)?;
        transaction.commit().doing("save")?;
        Ok(value)
    }

    /// A number that is another one after any process, this one too, changed the library.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn change_count(&self) -> Result<u64, StoreError> {
        // `data_version` counts the commits of all connections but the one that asks.
        let version: i64 = lock(&self.watcher)
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .doing("look for changes")?;
        u64::try_from(version).map_err(|_| StoreError::Unreadable {
            what: "data_version",
        })
    }
}

/// A connection outlives a panic: a transaction that was open was rolled back while unwinding.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
