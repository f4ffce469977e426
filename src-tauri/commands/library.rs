//! The library as the preferences show it: where it is, how large, its last backup.

use serde::Serialize;
use ts_rs::TS;

use super::Answer;
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
}

/// A backup.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Where it is.
    pub path: String,
    /// When it was made, milliseconds since 1970; none when the system does not tell.
    pub made_at: Option<i64>,
}

pub(super) fn get(shell: &Shell) -> Answer<LibraryView> {
    let library = shell.library();
    let last = library.backups().into_iter().next();
    Ok(LibraryView {
        folder: library.folder().display().to_string(),
        bytes: library.bytes(),
        last_backup: last.map(|backup| BackupView {
            path: backup.path.display().to_string(),
            made_at: backup.made_at.map(|at| at.as_millisecond()),
        }),
    })
}

pub(super) fn back_up_now(shell: &Shell) -> Answer<LibraryView> {
    shell
        .library()
        .back_up_here(shell.office.now(), &mut |_| ())?;
    shell.note_backup(None);
    get(shell)
}
