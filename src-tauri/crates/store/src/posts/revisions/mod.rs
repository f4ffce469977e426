//! Earlier texts of a post: kept, named, packed, and thinned with age.

mod named;
mod packed;
mod thinning;

use std::collections::HashMap;

use billet_core::{Post, PostId, PostText, Revision, RevisionId, RevisionReason};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row, params};

use crate::StoreError;
use crate::column::{all, first, from_json, read, read_time, run, to_json};

use super::{After, get, is_blank};

pub use named::{keep_named, rename_revision};
pub(crate) use packed::unpack;
pub use thinning::{DAY_AFTER, HOUR_AFTER, WEEK_AFTER};

const WHAT: &str = "a revision";

const COLUMNS: &str = "id, post, text, reason, created_at, name, base, packed";

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
    let raw = first(conn, &sql, [id.0], "read a revision", Raw::read)?;
    Bases::default().open(conn, raw.ok_or(StoreError::NoRevision { id })?)
}

/// The revisions of a post, newest first; none for a post that is not there.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn revisions(conn: &Connection, post: PostId) -> Result<Vec<Revision>, StoreError> {
    timeline(conn, post, None, usize::MAX)
}

/// A page of the revisions of a post, newest first.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn timeline(
    conn: &Connection,
    post: PostId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Revision>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM revisions WHERE post = ?1 AND (created_at, id) < (?2, ?3)
         ORDER BY created_at DESC, id DESC LIMIT ?4"
    );
    let (at, id) = after.map_or((i64::MAX, i64::MAX), |after| {
        (after.at.as_millisecond(), after.id)
    });
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let doing = "list a post's revisions";
    opened(
        conn,
        all(conn, &sql, (post.0, at, id, most), doing, Raw::read)?,
    )
}

/// The texts of a post that were to go out and that a blog may not have: `wanted`, and those that
/// were published after `sent`; newest first.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn asked_since(
    conn: &Connection,
    post: PostId,
    wanted: RevisionId,
    sent: Option<RevisionId>,
) -> Result<Vec<Revision>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM revisions
         WHERE post = ?1 AND reason = 'publish' AND (id = ?2 OR id > ?3)
         ORDER BY created_at DESC, id DESC"
    );
    let sent = sent.map_or(0, |sent| sent.0);
    let doing = "list what was published";
    opened(
        conn,
        all(conn, &sql, (post.0, wanted.0, sent), doing, Raw::read)?,
    )
}

/// Keeps `text`, unless the last revision of the same post and reason has it already.
pub(super) fn keep(
    conn: &Connection,
    post: PostId,
    text: &PostText,
    reason: RevisionReason,
    now: Timestamp,
) -> Result<RevisionId, StoreError> {
    let latest = format!(
        "SELECT {COLUMNS} FROM revisions WHERE post = ?1 AND reason = ?2 ORDER BY id DESC LIMIT 1"
    );
    let of = params![post.0, reason.as_str()];
    let latest = first(conn, &latest, of, "keep a revision", Raw::read)?;
    if let Some(raw) = latest
        && let Some(latest) = readable(Bases::default().open(conn, raw))?
        && latest.text == *text
    {
        return Ok(latest.id);
    }
    add(conn, post, text, reason, "", now)
}

/// Adds a revision: whole, so that it needs no other one. Those before it are packed, and thinned.
fn add(
    conn: &Connection,
    post: PostId,
    text: &PostText,
    reason: RevisionReason,
    name: &str,
    now: Timestamp,
) -> Result<RevisionId, StoreError> {
    let insert = "INSERT INTO revisions (post, text, reason, created_at, name)
                  VALUES (?1, ?2, ?3, ?4, ?5)";
    let text = to_json(text, WHAT)?;
    let values = params![post.0, text, reason.as_str(), now.as_millisecond(), name];
    run(conn, insert, values, "keep a revision")?;
    let id = RevisionId(conn.last_insert_rowid());
    readable(thinning::tidy(conn, post, id, now))?;
    Ok(id)
}

/// An earlier text that is damaged must not keep the present one from being saved.
fn readable<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Err(error @ StoreError::Unreadable { .. }) => {
            tracing::warn!(%error, "an earlier text is left as it is");
            Ok(None)
        }
        other => other.map(Some),
    }
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
    // A clock that was set back makes `since` negative: then nobody knows, and it is kept.
    let is_time = since.is_negative() || since >= STRETCH;
    if is_time || much_gone(&present.text, next) {
        keep(conn, present.id, &present.text, RevisionReason::Pause, now)?;
    }
    Ok(())
}

/// Whether so much of a text is not in a later one that nobody may have meant it.
fn much_gone(before: &PostText, after: &PostText) -> bool {
    let (before, after) = (before.body.len(), after.body.len());
    before >= WORTH_KEEPING && after < before / 2
}

/// A row as it lies there.
struct Raw {
    id: i64,
    post: i64,
    text: Option<String>,
    packed: Option<Vec<u8>>,
    base: Option<i64>,
    reason: RevisionReason,
    name: String,
    created_at: Timestamp,
}

impl Raw {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        let reason: String = read(row, "reason", WHAT)?;
        Ok(Self {
            id: read(row, "id", WHAT)?,
            post: read(row, "post", WHAT)?,
            text: read(row, "text", WHAT)?,
            packed: read(row, "packed", WHAT)?,
            base: read(row, "base", WHAT)?,
            reason: RevisionReason::parse(&reason).ok_or(StoreError::Unreadable { what: WHAT })?,
            name: read(row, "name", WHAT)?,
            created_at: read_time(row, "created_at", WHAT)?,
        })
    }
}

/// Texts that others are packed with, each read once.
#[derive(Default)]
struct Bases(HashMap<i64, String>);

impl Bases {
    fn open(&mut self, conn: &Connection, raw: Raw) -> Result<Revision, StoreError> {
        Ok(Revision {
            id: RevisionId(raw.id),
            post: PostId(raw.post),
            text: from_json(&self.json(conn, raw.text, raw.packed, raw.base)?, WHAT)?,
            reason: raw.reason,
            name: raw.name,
            created_at: raw.created_at,
        })
    }

    /// The JSON of a row.
    fn json(
        &mut self,
        conn: &Connection,
        text: Option<String>,
        packed: Option<Vec<u8>>,
        base: Option<i64>,
    ) -> Result<String, StoreError> {
        match (text, packed, base) {
            (Some(text), ..) => Ok(text),
            (None, Some(packed), None) => unpack(&packed, None),
            (None, Some(packed), Some(base)) => unpack(&packed, Some(self.of(conn, base)?)),
            (None, None, _) => Err(StoreError::Unreadable { what: WHAT }),
        }
    }

    fn of(&mut self, conn: &Connection, id: i64) -> Result<&str, StoreError> {
        let json = match self.0.remove(&id) {
            Some(json) => json,
            None => whole(conn, id)?,
        };
        Ok(self.0.entry(id).or_insert(json))
    }
}

/// The JSON of a revision that needs no other one.
fn whole(conn: &Connection, id: i64) -> Result<String, StoreError> {
    let sql = "SELECT text, packed FROM revisions WHERE id = ?1 AND base IS NULL";
    let found = first(conn, sql, [id], "read a revision's base", |row| {
        let text: Option<String> = read(row, "text", WHAT)?;
        let packed: Option<Vec<u8>> = read(row, "packed", WHAT)?;
        match (text, packed) {
            (Some(text), _) => Ok(text),
            (None, Some(packed)) => unpack(&packed, None),
            (None, None) => Err(StoreError::Unreadable { what: WHAT }),
        }
    })?;
    found.ok_or(StoreError::Unreadable { what: WHAT })
}

fn opened(conn: &Connection, raws: Vec<Raw>) -> Result<Vec<Revision>, StoreError> {
    let mut bases = Bases::default();
    raws.into_iter().map(|raw| bases.open(conn, raw)).collect()
}
