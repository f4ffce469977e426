//! Earlier texts that the writer gave a name: they stay for as long as they have it.

use billet_core::{PostId, RevisionId, RevisionReason};
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::column::{first, run};

use super::{Bases, COLUMNS, Raw, add, get, readable};

/// Keeps the post's present text under a name. When it is what was kept last and that has no name,
/// it is that one.
///
/// # Errors
/// [`StoreError::NoPost`], or what SQLite says.
pub fn keep_named(
    conn: &Connection,
    id: PostId,
    name: &str,
    now: Timestamp,
) -> Result<RevisionId, StoreError> {
    let text = get(conn, id)?.text;
    let sql = format!(
        "SELECT {COLUMNS} FROM revisions WHERE post = ?1
         ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    let last = first(conn, &sql, [id.0], "look for the last revision", Raw::read)?;
    if let Some(raw) = last.filter(|raw| raw.name.is_empty() || raw.name == name) {
        let last = readable(Bases::default().open(conn, raw))?;
        if let Some(last) = last.filter(|last| last.text == text) {
            rename_revision(conn, last.id, name)?;
            return Ok(last.id);
        }
    }
    add(conn, id, &text, RevisionReason::Checkpoint, name, now)
}

/// Gives an earlier text a name, another one, or (an empty one) none: then it may be thinned out
/// one day, if it was never published.
///
/// # Errors
/// [`StoreError::NoRevision`], or what SQLite says.
pub fn rename_revision(conn: &Connection, id: RevisionId, name: &str) -> Result<(), StoreError> {
    let sql = "UPDATE revisions SET name = ?2 WHERE id = ?1";
    match run(conn, sql, params![id.0, name], "name a revision")? {
        0 => Err(StoreError::NoRevision { id }),
        _ => Ok(()),
    }
}
