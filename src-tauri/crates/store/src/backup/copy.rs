//! One consistent copy of an open library.

use std::fs::File;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode};

use super::{Progress, unwritten};
use crate::StoreError;
use crate::opening::is_corrupt;

/// Pages copied at a time: a megabyte of pages of the usual size.
const STEP: std::ffi::c_int = 256;

/// Copies what `from` sees this moment into the file `part`, looks the copy through, and puts it on
/// the disk. `named` is only for the sentence about a failure.
///
/// SQLite's online backup begins again when another connection writes between two steps, which an
/// autosave would make it do for ever. A read transaction around the whole of it holds one moment
/// instead; in WAL mode that keeps no writer waiting.
pub(super) fn copy(
    from: &Connection,
    part: &Path,
    named: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), StoreError> {
    let failed = |error: rusqlite::Error| failure(named, error);
    let moment = from.unchecked_transaction().map_err(failed)?;
    let page: u32 = moment
        .query_row("PRAGMA page_size", [], |row| row.get(0))
        .map_err(failed)?;
    moment
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(failed)?;
    let mut to = Connection::open(part).map_err(failed)?;
    {
        let backup = Backup::new(&moment, &mut to).map_err(failed)?;
        while backup.step(STEP).map_err(failed)? != StepResult::Done {
            let now = backup.progress();
            let bytes = |pages: i32| u64::try_from(pages).unwrap_or(0) * u64::from(page);
            progress(Progress {
                done: bytes(now.pagecount - now.remaining),
                total: bytes(now.pagecount),
            });
        }
    }
    moment.rollback().map_err(failed)?;
    // One file that needs no log beside it: it can be read where nothing can be written.
    to.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
        .map_err(failed)?;
    if !is_whole(&to).map_err(failed)? {
        return Err(StoreError::Damaged);
    }
    to.close().map_err(|(_, error)| failed(error))?;
    File::options()
        .write(true)
        .open(part)
        .and_then(|file| file.sync_all())
        .map_err(|error| unwritten(named, error))
}

/// Every page, row, index and reference fits the others.
fn is_whole(conn: &Connection) -> rusqlite::Result<bool> {
    let checked: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let dangling = conn.prepare("PRAGMA foreign_key_check")?.exists([])?;
    Ok(checked == "ok" && !dangling)
}

fn failure(named: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        _ if is_corrupt(&error) => StoreError::Damaged,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Busy { source: error }
        }
        _ => unwritten(named, error),
    }
}
