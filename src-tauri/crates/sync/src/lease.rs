//! How a process signs the jobs it takes, so that others see whether it still lives: a file of its
//! own in the library's folder, locked for as long as the process runs. The system lets go of the
//! lock when the process ends, however it ends, and a number is never given twice.
//!
//! A file has its final name only once it is locked, so nobody ever finds one unlocked whose process
//! lives.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// The folder of the files inside the library's.
const FOLDER: &str = "holders";

/// The lock of this process. Let go of when it is dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    name: String,
    path: PathBuf,
    _locked: File,
}

impl Lease {
    /// Signs in, and takes away what processes that died left behind.
    ///
    /// # Errors
    /// The folder cannot be written, or its file system knows no locks.
    pub(crate) fn take(library: &Path) -> io::Result<Self> {
        let folder = library.join(FOLDER);
        fs::create_dir_all(&folder)?;
        sweep(&folder);
        let name = Uuid::new_v4().simple().to_string();
        let new = folder.join(format!("{name}.new"));
        let path = path_of(library, &name);
        let locked = OpenOptions::new().write(true).create_new(true).open(&new)?;
        let named = locked.lock().and_then(|()| fs::rename(&new, &path));
        if let Err(error) = named {
            let _ = fs::remove_file(&new);
            return Err(error);
        }
        Ok(Self {
            name,
            path,
            _locked: locked,
        })
    }

    /// What this process signs with.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether the process that signed as `name` still runs. In doubt it does: a job of its is then left
/// to it.
pub(crate) fn is_held(library: &Path, name: &str) -> bool {
    // A signature of Billet 0.1, which no process of today has.
    if Uuid::try_parse(name).is_err() {
        return false;
    }
    match OpenOptions::new().write(true).open(path_of(library, name)) {
        Ok(file) => !is_free(&file),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

fn path_of(library: &Path, name: &str) -> PathBuf {
    library.join(FOLDER).join(format!("{name}.lock"))
}

/// Nobody holds the lock; it is let go of again when the file is closed.
fn is_free(file: &File) -> bool {
    match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "a lock cannot be tried");
            false
        }
    }
}

fn sweep(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for entry in files.flatten() {
        let path = entry.path();
        let left = path.extension().is_some_and(|end| end == "lock")
            && OpenOptions::new()
                .write(true)
                .open(&path)
                .is_ok_and(|file| is_free(&file));
        if left {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_held_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let lease = Lease::take(folder.path()).unwrap();
        let other = Lease::take(folder.path()).unwrap();
        let name = lease.name().to_owned();
        assert!(is_held(folder.path(), &name), "also after another's sweep");
        drop(lease);
        assert!(!is_held(folder.path(), &name));
        assert!(is_held(folder.path(), other.name()));
    }

    #[test]
    fn what_a_dead_process_left_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let name = Uuid::new_v4().simple().to_string();
        fs::create_dir(folder.path().join(FOLDER)).unwrap();
        File::create(path_of(folder.path(), &name)).unwrap();
        assert!(!is_held(folder.path(), &name));
        let _lease = Lease::take(folder.path()).unwrap();
        assert!(!path_of(folder.path(), &name).exists());
        for foreign in ["123:456:789", "", "../x"] {
            assert!(!is_held(folder.path(), foreign), "{foreign}");
        }
    }
}
