//! What the outbox knows of each blog's patience: when it may be tried again, and what wakes what
//! waits for it.
//!
//! The rule. A blog that is not there is tried by one job for all, ever more seldom
//! ([`not_reached`]). It is not there when no connection came about, when a connection ended before
//! a single byte of an answer, and when a gateway answered in its place (408, 501 to 530). It *is*
//! there when it answered at all: a page instead of JSON, an answer that broke off, an error of one
//! request (500). Then only that one job is in doubt or waits, and the others of the blog leave. A
//! wish for patience (`Retry-After`) holds all of the blog's jobs, looks too, and no click ends it
//! ([`rest`]).

use std::time::Duration;

use billet_core::{BlogId, LONGEST_WAIT};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::WHAT;
use crate::StoreError;
use crate::column::{first, read, read_time, run};

/// The blog answered: whatever waited for it to be reached is due.
///
/// # Errors
/// SQLite's.
pub fn reached(conn: &Connection, blog: BlogId, now: Timestamp) -> Result<(), StoreError> {
    let doing = "note that a blog was reached";
    let params = named_params! { ":blog": blog.0, ":now": now.as_millisecond() };
    let was_away = run(
        conn,
        "UPDATE blogs SET failures = 0, rest_until = NULL WHERE id = :blog AND failures > 0",
        named_params! { ":blog": blog.0 },
        doing,
    )? > 0;
    if was_away {
        run(
            conn,
            "UPDATE jobs SET due_at = min(due_at, :now)
             WHERE blog = :blog AND state = 'retry' AND cause ->> '$.cause' = 'offline'",
            params,
            doing,
        )?;
    }
    Ok(())
}

/// The blog could not be reached, once more: nothing is sent to it for as long as `wait` says of
/// that many failures, and then one job at a time tries. Returns when that is.
///
/// # Errors
/// SQLite's.
pub fn not_reached(
    conn: &Connection,
    blog: BlogId,
    wait: impl Fn(u32) -> Duration,
    now: Timestamp,
) -> Result<(), StoreError> {
    let doing = "note that a blog was not reached";
    let failures = first(
        conn,
        "UPDATE blogs SET failures = failures + 1 WHERE id = :blog RETURNING failures",
        named_params! { ":blog": blog.0 },
        doing,
        |row| read::<u32>(row, "failures", WHAT),
    )?;
    match failures {
        Some(failures) => rest(conn, blog, now + wait(failures)),
        // Removed meanwhile.
        None => Ok(()),
    }
}

/// How often in a row the blog could not be reached; 0 when it was, or is none (any more).
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn failures(conn: &Connection, blog: BlogId) -> Result<u32, StoreError> {
    let failures = first(
        conn,
        "SELECT failures FROM blogs WHERE id = :blog",
        named_params! { ":blog": blog.0 },
        "see how often a blog was not reached",
        |row| read(row, "failures", WHAT),
    )?;
    Ok(failures.unwrap_or(0))
}

/// Nothing is sent to the blog before `until`.
///
/// # Errors
/// SQLite's.
pub fn rest(conn: &Connection, blog: BlogId, until: Timestamp) -> Result<(), StoreError> {
    let params = named_params! { ":blog": blog.0, ":until": until.as_millisecond() };
    let sql = "UPDATE blogs SET rest_until = :until WHERE id = :blog";
    run(conn, sql, params, "leave a blog alone for a while")?;
    Ok(())
}

/// Until when nothing is sent to the blog, if it was to be left alone.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn resting(conn: &Connection, blog: BlogId) -> Result<Option<Timestamp>, StoreError> {
    first(
        conn,
        "SELECT rest_until FROM blogs WHERE id = :blog AND rest_until IS NOT NULL",
        named_params! { ":blog": blog.0 },
        "see until when a blog is left alone",
        |row| read_time(row, "rest_until", WHAT),
    )
}

/// A blog that could not be reached is tried now, by one job first: the writer just asked for
/// something. A rest that the blog itself asked for is kept.
///
/// # Errors
/// SQLite's.
pub fn try_blog(conn: &Connection, blog: BlogId) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET rest_until = NULL WHERE id = :blog AND failures > 0";
    run(
        conn,
        sql,
        named_params! { ":blog": blog.0 },
        "try a blog again",
    )?;
    Ok(())
}

/// The blog answers again, or the writer signed in again: what waits for that is due now, and what
/// failed for want of the password or of an answer is queued again, its days counted from now (a
/// computer that slept for days has hardly tried). Left as they are: a
/// decision in its grace time, a wait that the blog itself asked for, and the pause between two
/// looks, because each of them waits for something else.
///
/// # Errors
/// SQLite's.
pub fn wake_blog(conn: &Connection, blog: BlogId, now: Timestamp) -> Result<(), StoreError> {
    let params = named_params! { ":blog": blog.0, ":now": now.as_millisecond() };
    try_blog(conn, blog)?;
    run(
        conn,
        "UPDATE jobs SET due_at = min(due_at, :now)
         WHERE blog = :blog AND state <> 'done' AND (
             (state = 'retry' AND cause ->> '$.cause' <> 'busy')
             OR (state = 'unknown' AND looks = 0))",
        params,
        "wake a blog's jobs",
    )?;
    run(
        conn,
        "UPDATE jobs
         SET state = CASE WHEN doubt = 1 THEN 'unknown' ELSE 'queued' END,
             cause = NULL, looks = 0, attempts = 0, due_at = :now, created_at = :now
         WHERE blog = :blog AND state = 'failed'
           AND cause ->> '$.cause' IN ('sign_in', 'no_secret', 'keychain', 'gave_up')",
        params,
        "wake a blog's refused jobs",
    )?;
    Ok(())
}

/// Nothing waits longer than [`LONGEST_WAIT`]: what seems to was written under a clock that was
/// wrong then, or is wrong now.
pub(super) fn believe(conn: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let doing = "look at the clock";
    let latest = now.saturating_add(LONGEST_WAIT).unwrap_or(Timestamp::MAX);
    let params = named_params! {
        ":now": now.as_millisecond(), ":latest": latest.as_millisecond(),
    };
    run(
        conn,
        "UPDATE jobs SET due_at = :now WHERE state <> 'done' AND due_at > :latest",
        params,
        doing,
    )?;
    run(
        conn,
        "UPDATE blogs SET rest_until = :now WHERE rest_until > :latest",
        params,
        doing,
    )?;
    Ok(())
}
