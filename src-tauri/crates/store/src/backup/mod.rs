//! Copies of the library: made while it is written to, kept in turns, put back. See
//! `docs/adr/0011`.
//!
//! A backup gets its name only when it is whole: complete, looked through and on the disk.

mod copy;
mod nightly;
mod restore;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::files::{self, sync_folder};
use crate::library::FILE;
use crate::{Library, StoreError};

pub(crate) use nightly::in_folder;
pub use nightly::{BACKUPS, Copied};
pub use restore::{Restored, may_restore, restore};

/// The folder of the pictures, in the library's and in a backup's: each file is named by the hash
/// of its bytes, so that it never changes.
pub(crate) const MEDIA: &str = "media";

/// How far a copy is, in bytes of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Copied so far.
    pub done: u64,
    /// To be copied in all.
    pub total: u64,
}

impl Library {
    /// Copies the library as it is this moment into the new file `to`: posts, their earlier texts,
    /// publications, comments, the outbox, the settings. Pictures and passwords are not in it.
    ///
    /// Nobody waits for it: the writer goes on, and what is written meanwhile is not in the copy.
    /// `progress` is called between two steps on this thread; it may take its time.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is something at `to`, [`StoreError::Damaged`] when the
    /// library cannot be read whole, [`StoreError::NoBackup`] when the copy cannot be written. In
    /// none of these cases is there anything new at `to`.
    pub fn back_up(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), StoreError> {
        let (to, folder) = place(to)?;
        let part = tempfile::Builder::new()
            .prefix(PART)
            .suffix(".part")
            .tempfile_in(&folder)
            .map_err(|error| unwritten(&to, error))?
            .into_temp_path();
        copy::copy(&self.reader()?, &part, &to, progress)?;
        part.persist_noclobber(&to).map_err(|failed| {
            if failed.error.kind() == io::ErrorKind::AlreadyExists {
                StoreError::Exists { path: to.clone() }
            } else {
                unwritten(&to, failed.error)
            }
        })?;
        sync_folder(&folder);
        Ok(())
    }

    /// As [`Library::back_up`], with the pictures: `to` is a new folder that has the form of a
    /// library, and can be opened as one.
    ///
    /// # Errors
    /// As [`Library::back_up`].
    pub fn back_up_with_media(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreError> {
        let (to, folder) = place(to)?;
        let failed = |error: io::Error| unwritten(&to, error);
        let part = tempfile::Builder::new()
            .prefix(PART)
            .suffix(".part")
            .tempdir_in(&folder)
            .map_err(failed)?;
        let file = part.path().join(FILE);
        files::make_file(&file).map_err(failed)?;
        copy::copy(&self.reader()?, &file, &to, progress)?;
        // After the library: whatever picture it names was there before it was named.
        copy_media(&self.folder().join(MEDIA), &part.path().join(MEDIA)).map_err(failed)?;
        sync_folder(part.path());
        if fs::symlink_metadata(&to).is_ok() {
            return Err(StoreError::Exists { path: to });
        }
        fs::rename(part.path(), &to).map_err(failed)?;
        sync_folder(&folder);
        Ok(())
    }

    /// Makes a backup in the library's own folder because the writer asks for one, and says where
    /// it is. It is never removed by itself.
    ///
    /// # Errors
    /// As [`Library::back_up`].
    pub fn back_up_here(
        &self,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<PathBuf, StoreError> {
        let folder = self.folder().join(BACKUPS);
        files::make_folder(&folder).map_err(|error| unwritten(&folder, error))?;
        let to = folder.join(now.strftime("library-%Y%m%d-%H%M%S.sqlite").to_string());
        self.back_up(&to, progress)?;
        Ok(to)
    }
}

/// How an unfinished backup's name begins.
const PART: &str = ".billet-backup-";

/// Where a backup is to be, absolute, and the folder that will hold it.
fn place(to: &Path) -> Result<(PathBuf, PathBuf), StoreError> {
    let to = std::path::absolute(to).map_err(|error| unwritten(to, error))?;
    if fs::symlink_metadata(&to).is_ok() {
        return Err(StoreError::Exists { path: to });
    }
    let folder = to.parent().map_or_else(|| to.clone(), Path::to_owned);
    Ok((to, folder))
}

/// Copies the pictures that are not there yet. One is there only when it is whole.
fn copy_media(from: &Path, to: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    files::make_folder(to)?;
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.file_type()?.is_file() || target.exists() {
            continue;
        }
        let mut part = tempfile::Builder::new().prefix(PART).tempfile_in(to)?;
        io::copy(&mut fs::File::open(entry.path())?, &mut part)?;
        part.as_file().sync_all()?;
        part.persist(&target)?;
    }
    sync_folder(to);
    Ok(())
}

fn unwritten(path: &Path, source: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::NoBackup {
        path: path.to_owned(),
        source: Box::new(source),
    }
}
