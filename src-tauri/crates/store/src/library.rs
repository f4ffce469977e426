//! Opening the library; one writer, readers beside it.
//!
//! Other processes may have the same library open: SQLite's locks keep them apart while they work,
//! and a lock on a file of its own while they open it, because setting a damaged library aside and
//! making a new one are steps that SQLite does not guard. A second one, shared by all who have it
//! open, keeps a restore from taking the library away under them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Doing;
use crate::opening::{self, Newer, Opened};
use crate::recovery::Recovered;
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
    /// What the new library has of it.
    pub recovered: Recovered,
}

/// An open library. Share it in an `Arc`.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    setback: Option<Setback>,
    newer: Option<Newer>,
    /// Never writes and never rests in a transaction, so that it sees every commit of others.
    watcher: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    /// Moves the log; from the first time on.
    mover: Mutex<Option<Connection>>,
    /// Closed last: only a connection that may write moves the log into the library and takes it
    /// away, so that the one file is then all of it.
    writer: Mutex<Connection>,
    /// Let go last of all.
    _in_use: File,
}

impl Library {
    /// Opens the library in `folder`, or makes both.
    ///
    /// An older library is brought to this Billet's form, after a copy
    /// (`library.before-NNNN.sqlite`). A file that is no database, or a damaged one, is renamed to
    /// `library.damaged-<time>.sqlite` after a new library was made of what can be read of it:
    /// [`Library::setback`] tells. `now` only names that file.
    ///
    /// A library that a later Billet wrote is opened for reading, and not a byte of it is touched:
    /// [`Library::newer`] tells, and every write is refused.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] when the folder or the file cannot be written, or what SQLite
    /// says.
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
            newer,
            setback,
            in_use,
        } = opening::open(folder, now, migrations)?;
        if let Some(setback) = &setback {
            tracing::error!(?setback, "the library could not be read");
        }
        let watcher = opening::reader(&folder, newer.is_some())?;
        Ok(Self {
            setback,
            newer,
            _in_use: in_use,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            mover: Mutex::new(None),
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

    /// The library's form, when a later Billet wrote it: then it is only read.
    #[must_use]
    pub fn newer(&self) -> Option<Newer> {
        self.newer
    }

    /// A reader of its own, for work that takes long.
    pub(crate) fn reader(&self) -> Result<Connection, StoreError> {
        opening::reader(&self.folder, self.newer.is_some())
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
            None => self.reader()?,
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
    /// What `work` says, [`StoreError::Newer`], [`StoreError::Busy`] when another process does not let go within five
    /// seconds, [`StoreError::DiskFull`], or what SQLite says.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(newer) = self.newer {
            return Err(StoreError::from(newer).into());
        }
        let mut conn = lock(&self.writer);
        let transaction = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .doing("begin to write")?;
        let value = work(&transaction)?;
        transaction.commit().doing("save")?;
        Ok(value)
    }

    /// Moves the log of what was written into the library itself, as far as no reader still needs
    /// it: to be called now and then when the writer pauses, because no save does it. It waits for
    /// nobody, and nobody for it; where there is nothing to move it costs nothing.
    ///
    /// # Errors
    /// What SQLite says: then the log stays, and nothing is lost.
    pub fn move_log(&self) -> Result<(), StoreError> {
        if self.newer.is_some() {
            return Ok(());
        }
        let mut mover = lock(&self.mover);
        let conn = match mover.take() {
            Some(conn) => conn,
            None => opening::mover(&self.folder)?,
        };
        // Its row says whether another process was moving it already.
        conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
            .doing("move the log into the library")?;
        *mover = Some(conn);
        Ok(())
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
