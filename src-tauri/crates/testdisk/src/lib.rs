//! A disk for the library's tests. It hands everything on to the system's files, counts the calls,
//! fails the one that it is told to fail, and remembers what was written and what was flushed, so
//! that a test can ask what the files would hold had the power gone at any point.
//!
//! [`install`] makes it SQLite's default in this process; only files below a folder that is
//! watched by a [`Disk`] are anything but ordinary.

mod power;
#[allow(unsafe_code, reason = "callbacks of SQLite")]
mod vfs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use power::{Dice, Files, Survives, after_power_loss};
pub use vfs::install;

/// A kind of call that SQLite makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// A file is opened.
    Open,
    /// A file is deleted.
    Delete,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// A file is cut off.
    Truncate,
    /// What was written is flushed to the disk.
    Sync,
    /// A lock is taken.
    Lock,
    /// The log's index is mapped.
    ShmMap,
    /// The log's index is locked.
    ShmLock,
}

/// Which calls fail, and how.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The kind.
    pub call: Call,
    /// Which of them, counted from 0.
    pub nth: u64,
    /// SQLite's code: `SQLITE_FULL`, `SQLITE_IOERR_WRITE`…
    pub code: i32,
    /// Every later one of the kind fails, too.
    pub for_good: bool,
}

/// What happened to the files, in order. Names are relative to the watched folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Bytes were written.
    Write {
        /// To which file.
        file: String,
        /// From where on.
        at: usize,
        /// Which.
        bytes: Vec<u8>,
    },
    /// The file was cut off.
    Truncate {
        /// Which file.
        file: String,
        /// Its length since.
        to: usize,
    },
    /// What was written to the file is on the disk.
    Sync {
        /// Which file.
        file: String,
    },
    /// The file was deleted.
    Delete {
        /// Which file.
        file: String,
        /// The folder was flushed: it stays so.
        for_good: bool,
    },
    /// The test was told that something is done.
    Said(usize),
}

#[derive(Default)]
pub(crate) struct State {
    counts: BTreeMap<Call, u64>,
    fault: Option<Fault>,
    hits: u64,
    steps: Vec<Step>,
}

impl State {
    /// Counts the call; the code it is to fail with.
    pub(crate) fn meets(&mut self, call: Call) -> Option<i32> {
        let count = self.counts.entry(call).or_default();
        let nth = *count;
        *count += 1;
        let fault = self.fault.filter(|fault| {
            fault.call == call && (nth == fault.nth || fault.for_good && nth > fault.nth)
        })?;
        self.hits += 1;
        Some(fault.code)
    }

    pub(crate) fn note(&mut self, step: Step) {
        self.steps.push(step);
    }
}

pub(crate) type Shared = Arc<Mutex<State>>;

pub(crate) fn lock(state: &Shared) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

static WATCHED: Mutex<Vec<(PathBuf, Shared)>> = Mutex::new(Vec::new());

/// Watches the files of a folder until it is dropped.
pub struct Disk {
    folder: PathBuf,
    state: Shared,
}

impl Disk {
    /// Watches this folder, and lets `fault` happen to its files.
    #[must_use]
    pub fn watch(folder: &Path, fault: Option<Fault>) -> Self {
        let state = Shared::default();
        lock(&state).fault = fault;
        let disk = Self {
            folder: folder.to_owned(),
            state,
        };
        watched().push((disk.folder.clone(), Arc::clone(&disk.state)));
        disk
    }

    /// How often each kind of call was made.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Call, u64> {
        lock(&self.state).counts.clone()
    }

    /// How often the fault happened.
    #[must_use]
    pub fn hits(&self) -> u64 {
        lock(&self.state).hits
    }

    /// From here on nothing fails.
    pub fn mend(&self) {
        lock(&self.state).fault = None;
    }

    /// Notes that the test was told that `what` is done.
    pub fn said(&self, what: usize) {
        lock(&self.state).note(Step::Said(what));
    }

    /// Everything so far.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        lock(&self.state).steps.clone()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        watched().retain(|(_, state)| !Arc::ptr_eq(state, &self.state));
    }
}

fn watched() -> MutexGuard<'static, Vec<(PathBuf, Shared)>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Who watches this file, and its name in their folder.
pub(crate) fn watcher(path: &Path) -> Option<(Shared, String)> {
    watched().iter().find_map(|(folder, state)| {
        let name = path.strip_prefix(folder).ok()?;
        Some((Arc::clone(state), name.to_str()?.to_owned()))
    })
}
