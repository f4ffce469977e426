//! Earlier texts of a post. None is ever removed while its post exists.

use billet_core::{Post, PostId, PostText, Revision, RevisionId, RevisionReason};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row, params};

use crate::StoreError;
use crate::column::{all, first, from_json, read, read_time, run, to_json};

use super::{get, is_blank};

const WHAT: &str = "a revision";

const COLUMNS: &str = "id, post, text, reason, created_at";

/// A stretch of writing: what was there before it is kept.
const STRETCH: SignedDuration = SignedDuration::from_mins(10);

/// A text of so many bytes that shrinks below half at one save was probably not meant to.
const WORTH_KEEPING: usize = 200;

/// Keeps the post's present text as a revision. When the last revision kept for the same reason
/// has the same text, it is that one.
///
/// # Errors
/// [`StoreError::NoPost`], or what SQLite says.
pub fn keep_revision(
    conn: &Connection,
    id: PostId,
    reason: RevisionReason,
    now: Timestamp,
) -> Result<RevisionId, StoreError> {
    let post = get(conn, id)?;
    keep(conn, id, &post.text, reason, now)
}

/// Keeps a text that was never the post's own here: what somebody else gave it on a blog. When the
/// last one kept for the same reason has the same text, it is that one.
///
/// # Errors
/// What SQLite says, also when there is no such post.
pub fn keep_other(
    conn: &Connection,
    id: PostId,
    text: &PostText,
    now: Timestamp,
) -> Result<RevisionId, StoreError> {
    keep(conn, id, text, RevisionReason::Elsewhere, now)
}

/// One revision.
///
/// # Errors
/// [`StoreError::NoRevision`].
pub fn revision(conn: &Connection, id: RevisionId) -> Result<Revision, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM revisions WHERE id = ?1");
    first(conn, &sql, [id.0], "read a revision", from_row)?.ok_or(StoreError::NoRevision { id })
}

/// The revisions of a post, newest first; none for a post that is not there.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn revisions(conn: &Connection, post: PostId) -> Result<Vec<Revision>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM revisions WHERE post = ?1 ORDER BY created_at DESC, id DESC"
    );
    all(conn, &sql, [post.0], "list a post's revisions", from_row)
}

/// Keeps `text`, unless the last revision of the same post and reason has it already.
pub(super) fn keep(
    conn: &Connection,
    post: PostId,
    text: &PostText,
    reason: RevisionReason,
    now: Timestamp,
) -> Result<RevisionId, StoreError> {
    let doing = "keep a revision";
    let latest = format!(
        "SELECT {COLUMNS} FROM revisions WHERE post = ?1 AND reason = ?2 ORDER BY id DESC LIMIT 1"
    );
    let latest = first(
        conn,
        &latest,
        params![post.0, reason.as_str()],
        doing,
        from_row,
    )?;
    if let Some(same) = latest.filter(|revision| revision.text == *text) {
        return Ok(same.id);
    }
    let insert = "INSERT INTO revisions (post, text, reason, created_at) VALUES (?1, ?2, ?3, ?4)";
    let text = to_json(text, WHAT)?;
    run(
        conn,
        insert,
        params![post.0, text, reason.as_str(), now.as_millisecond()],
        doing,
    )?;
    Ok(RevisionId(conn.last_insert_rowid()))
}

/// Keeps what the post has before `next` replaces it, if it is time to or if much would be gone.
pub(super) fn keep_before_replacing(
    conn: &Connection,
    present: &Post,
    next: &PostText,
    now: Timestamp,
) -> Result<(), StoreError> {
    if is_blank(&present.text) {
        return Ok(());
    }
    let sql = "SELECT created_at FROM revisions WHERE post = ?1
               ORDER BY created_at DESC, id DESC LIMIT 1";
    let last = first(
        conn,
        sql,
        [present.id.0],
        "look for a post's last revision",
        |row| read_time(row, "created_at", WHAT),
    )?;
    // Without a revision, the stretch began with the post.
    let since = now.duration_since(last.unwrap_or(present.created_at));
    let (before, after) = (present.text.body.len(), next.body.len());
    // A clock that was set back makes `since` negative: then nobody knows, and it is kept.
    let is_time = since.is_negative() || since >= STRETCH;
    if is_time || (before >= WORTH_KEEPING && after < before / 2) {
        keep(conn, present.id, &present.text, RevisionReason::Pause, now)?;
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<Revision, StoreError> {
    let text = |name| read::<String>(row, name, WHAT);
    Ok(Revision {
        id: RevisionId(read(row, "id", WHAT)?),
        post: PostId(read(row, "post", WHAT)?),
        text: from_json(&text("text")?, WHAT)?,
        reason: RevisionReason::parse(&text("reason")?)
            .ok_or(StoreError::Unreadable { what: WHAT })?,
        created_at: read_time(row, "created_at", WHAT)?,
    })
}
