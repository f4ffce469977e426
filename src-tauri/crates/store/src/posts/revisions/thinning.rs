//! The history of a post stays small: what is old is packed, and of the pauses in a stretch of
//! writing some go with age.
//!
//! Of what was kept at a pause, or was given a name and lost it, the last of each hour stays once it
//! is a day old, the last of each day after a month, the last of each week after a year. Everything
//! else stays: what was published, what a blog has or is to be given, what has a name, what another
//! window or somebody else wrote, what an earlier text replaced, and any text of which less than
//! half is left in the one that would stay for it.

use billet_core::{PostId, PostText, RevisionId};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::column::{all, first, read, run, to_json};

use super::packed::pack;
use super::{WHAT, much_gone, whole};

/// From this age on, the last text of each hour stays.
pub const HOUR_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// From this age on, the last text of each day stays.
pub const DAY_AFTER: SignedDuration = SignedDuration::from_hours(30 * 24);
/// From this age on, the last text of each week stays.
pub const WEEK_AFTER: SignedDuration = SignedDuration::from_hours(365 * 24);

/// So many whole texts are packed at once: a library that an earlier Billet wrote has many.
const AT_ONCE: i64 = 200;

/// A packed text takes at most this part of the room that its base takes, or it stands by itself:
/// what comes after it is nearer to it then.
const PART_OF_BASE: usize = 4;

/// Packs what is whole but `newest`, and takes away what age has thinned out.
pub(super) fn tidy(
    conn: &Connection,
    post: PostId,
    newest: RevisionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "SELECT id, text FROM revisions
               WHERE post = ?1 AND text IS NOT NULL AND id <> ?2 ORDER BY id LIMIT ?3";
    let rows = all(
        conn,
        sql,
        params![post.0, newest.0, AT_ONCE],
        "look for whole revisions",
        |row| Ok((read(row, "id", WHAT)?, read::<String>(row, "text", WHAT)?)),
    )?;
    for (id, text) in rows {
        let base = latest_base(conn, post, id)?;
        store(conn, id, &text, base)?;
    }
    thin(conn, post, newest, now)
}

/// The last revision before `id` that others can be packed with.
fn latest_base(conn: &Connection, post: PostId, id: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM revisions
               WHERE post = ?1 AND id < ?2 AND packed IS NOT NULL AND base IS NULL
               ORDER BY created_at DESC, id DESC LIMIT 1";
    first(conn, sql, params![post.0, id], "look for a base", |row| {
        read(row, "id", WHAT)
    })
}

/// Packs the text of a row, with `base` if that gains much; a text that cannot be packed is whole.
fn store(conn: &Connection, id: i64, text: &str, base: Option<i64>) -> Result<(), StoreError> {
    if let Some(base) = base {
        let room = "SELECT length(packed) AS bytes FROM revisions WHERE id = ?1";
        let room = first(conn, room, [base], "measure a base", |row| {
            read::<Option<i64>>(row, "bytes", WHAT)
        })?;
        let room = room.flatten().and_then(|room| usize::try_from(room).ok());
        // A base that cannot be read helps nobody; the text itself is at hand.
        let delta = whole(conn, base)
            .ok()
            .and_then(|with| pack(text, Some(&with)));
        if let Some(delta) = delta.filter(|delta| Some(delta.len() * PART_OF_BASE) <= room) {
            return put(conn, id, None, Some(&delta), Some(base));
        }
    }
    match pack(text, None) {
        Some(packed) => put(conn, id, None, Some(&packed), None),
        None => put(conn, id, Some(text), None, None),
    }
}

fn put(
    conn: &Connection,
    id: i64,
    text: Option<&str>,
    packed: Option<&[u8]>,
    base: Option<i64>,
) -> Result<(), StoreError> {
    let sql = "UPDATE revisions SET text = ?2, packed = ?3, base = ?4 WHERE id = ?1";
    run(
        conn,
        sql,
        params![id, text, packed, base],
        "pack a revision",
    )
    .map(drop)
}

fn thin(
    conn: &Connection,
    post: PostId,
    newest: RevisionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "SELECT id, created_at FROM revisions
               WHERE post = ?1 AND id <> ?2 AND created_at < ?3
                 AND reason IN ('pause', 'checkpoint') AND name = ''
                 AND NOT EXISTS (SELECT 1 FROM publications WHERE wanted = revisions.id)
                 AND NOT EXISTS (SELECT 1 FROM publications WHERE sent = revisions.id)
               ORDER BY created_at DESC, id DESC";
    let now = now.as_millisecond();
    let old = now.saturating_sub(millis(HOUR_AFTER));
    let doing = "look for what age has thinned out";
    let pauses = all(conn, sql, params![post.0, newest.0, old], doing, |row| {
        let at: i64 = read(row, "created_at", WHAT)?;
        let period = period(now.saturating_sub(at));
        let stretch = (period, at.div_euclid(period));
        Ok((read::<i64>(row, "id", WHAT)?, stretch))
    })?;
    // The last of its stretch comes first.
    let mut last: Option<(i64, (i64, i64))> = None;
    for (id, stretch) in pauses {
        match last {
            Some((stays, of)) if of == stretch => {
                if !much_gone(&text(conn, id)?, &text(conn, stays)?) {
                    remove(conn, id)?;
                }
            }
            _ => last = Some((id, stretch)),
        }
    }
    Ok(())
}

/// Of how long a stretch the last text stays, at this age; both in milliseconds.
fn period(age: i64) -> i64 {
    let hour = millis(SignedDuration::from_hours(1));
    if age >= millis(WEEK_AFTER) {
        7 * 24 * hour
    } else if age >= millis(DAY_AFTER) {
        24 * hour
    } else {
        hour
    }
}

fn millis(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn text(conn: &Connection, id: i64) -> Result<PostText, StoreError> {
    Ok(super::revision(conn, RevisionId(id))?.text)
}

/// Takes a revision away. Those that were packed with it are packed with the first of them.
fn remove(conn: &Connection, id: i64) -> Result<(), StoreError> {
    let sql = "SELECT id FROM revisions WHERE base = ?1 ORDER BY id";
    let based = all(conn, sql, [id], "look for what is packed with it", |row| {
        read::<i64>(row, "id", WHAT)
    })?;
    let mut base = None;
    for other in based {
        let json = to_json(&text(conn, other)?, WHAT)?;
        store(conn, other, &json, base)?;
        base = base.or(Some(other));
    }
    let delete = "DELETE FROM revisions WHERE id = ?1";
    run(conn, delete, [id], "thin out a revision").map(drop)
}
