//! The files of a library: their names, their rights, and how one of them goes out of the way of
//! another without ever being deleted.

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::StoreError;
use crate::library::FILE;

/// Why a library went out of the way: the middle of its new name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Aside {
    /// It could not be read.
    Damaged,
    /// A backup took its place.
    Replaced,
}

impl Aside {
    fn word(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Replaced => "replaced",
        }
    }
}

/// Renames the library, its log and its index to a name that is free: `library.damaged-<time>.sqlite`.
pub(crate) fn put_aside(folder: &Path, why: Aside, now: Timestamp) -> Result<PathBuf, StoreError> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let named = |end: &str| folder.join(format!("library.{}-{stamp}{end}.sqlite", why.word()));
    let free = |path: &PathBuf| {
        ["", "-wal", "-shm"]
            .iter()
            .all(|end| !with_end(path, end).exists())
    };
    let name = std::iter::once(named(""))
        .chain((2_u32..).map(|n| named(&format!("-{n}"))))
        .find(free)
        .unwrap_or_else(|| named(""));
    let library = folder.join(FILE);
    // The library first: a log that is left behind alone is known for what it is, while a library
    // without its log would be opened as if it were whole.
    for end in ["", "-wal", "-shm"] {
        match fs::rename(with_end(&library, end), with_end(&name, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(unwritable(folder, error));
            }
            _ => {}
        }
    }
    sync_folder(folder);
    Ok(name)
}

/// The path with something at its end: `-wal`, `-shm`.
pub(crate) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// A folder or file of the library that cannot be made, locked or renamed.
pub(crate) fn unwritable(folder: &Path, source: impl Error + Send + Sync + 'static) -> StoreError {
    StoreError::Unwritable {
        folder: folder.to_owned(),
        source: Box::new(source),
    }
}

/// What was renamed or made in `folder` stays so when the power goes. Best effort: not every system
/// and file system lets a folder be flushed.
pub(crate) fn sync_folder(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::debug!(%error, "a folder could not be flushed");
    }
}

/// Waits for the turn to open this library. A file system that knows no locks gives the turn to
/// everybody: SQLite's own locks are then all there is.
pub(crate) fn turn(folder: &Path) -> io::Result<File> {
    let file = lock_file(folder, "library.lock")?;
    match file.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(file),
    }
}

/// Says for as long as the file lives that this process has the library open.
pub(crate) fn in_use(folder: &Path) -> io::Result<File> {
    let file = lock_file(folder, "in-use.lock")?;
    match file.lock_shared() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(file),
    }
}

/// Takes the library for this process alone; `None` while anybody has it open.
pub(crate) fn alone(folder: &Path) -> io::Result<Option<File>> {
    exclusive(folder, "in-use.lock")
}

/// Takes a lock of the library's folder without waiting; `None` while another holds it.
pub(crate) fn exclusive(folder: &Path, name: &str) -> io::Result<Option<File>> {
    let file = lock_file(folder, name)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Some(file))
        }
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

fn lock_file(folder: &Path, name: &str) -> io::Result<File> {
    private(OpenOptions::new().write(true).create(true)).open(folder.join(name))
}

/// Drafts are nobody else's business: what Billet makes is the user's alone. A folder that was
/// there keeps the rights it has.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The database file, if there is none; SQLite gives its log and index the same rights.
pub(crate) fn make_file(path: &Path) -> io::Result<()> {
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
