//! The library as the preferences show it: where it is, how large, its last backup.

use std::path::PathBuf;

use billet_store::{Copied, may_restore};
use serde::Serialize;
use ts_rs::TS;

use super::{Answer, CommandError};
use crate::state::Shell;

/// Where the library is, and its last backup.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryView {
    /// Its folder.
    pub folder: String,
    /// Bytes of posts, comments and all else but pictures.
    pub bytes: u64,
    /// The newest backup in its folder.
    pub last_backup: Option<BackupView>,
    /// All backups in its folder, the newest first.
    pub backups: Vec<BackupView>,
}

/// A backup.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Where it is.
    pub path: String,
    /// When it was made, milliseconds since 1970; none when the system does not tell.
    pub made_at: Option<i64>,
}

pub(super) fn get(shell: &Shell) -> Answer<LibraryView> {
    let library = shell.library();
    let view = |backup: Copied| BackupView {
        path: backup.path.display().to_string(),
        made_at: backup.made_at.map(|at| at.as_millisecond()),
    };
    let backups: Vec<_> = library.backups().into_iter().map(view).collect();
    Ok(LibraryView {
        folder: library.folder().display().to_string(),
        bytes: library.bytes(),
        last_backup: backups.first().cloned(),
        backups,
    })
}

pub(super) fn back_up_now(shell: &Shell) -> Answer<LibraryView> {
    let now = shell.office.now();
    let made = shell.library().back_up_here(now, &mut |_| ());
    let failed = made.err().map(CommandError::from);
    shell.note_backup(failed.as_ref().map(|error| error.code));
    match failed {
        Some(error) => Err(error),
        None => get(shell),
    }
}

/// A backup that the writer chooses in the system's dialog; none when they changed their mind.
/// `name` is what the dialog calls such files.
pub(super) async fn choose_backup(shell: &Shell, name: String) -> Answer<Option<String>> {
    let chosen = shell.choose_file(name).await;
    Ok(chosen.map(|path| path.display().to_string()))
}

/// Closes Billet, puts this backup in the library's place, and opens it again.
pub(super) fn restore_backup(shell: &Shell, path: String) -> Answer<()> {
    let backup = PathBuf::from(path);
    may_restore(&backup)?;
    shell.restore_after(backup);
    Ok(())
}
