//! What becomes of jobs with time: those done long ago are forgotten, and those of a library that
//! was put back from an earlier day are in doubt.

use billet_core::Cause;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, named_params};

use super::WHAT;
use crate::StoreError;
use crate::column::{run, to_json};

/// How long a job that is done stays in the list, however many there are.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// So many of the last ones stay however old they are.
const KEPT: i64 = 500;

/// As many are forgotten in one go: a pause for the writer in between.
const AT_ONCE: i64 = 1_000;

/// Forgets jobs that were done more than 30 days ago, except the last 500, a thousand at a time.
/// Returns how many; call it again until that is none.
///
/// # Errors
/// SQLite's.
pub fn forget_done(conn: &Connection, now: Timestamp) -> Result<usize, StoreError> {
    run(
        conn,
        "DELETE FROM jobs WHERE id IN (
             SELECT id FROM jobs WHERE state = 'done' AND id NOT IN (
                 SELECT id FROM jobs WHERE state = 'done'
                 ORDER BY ended_at DESC, id DESC LIMIT :kept)
             AND ended_at < :before LIMIT :at_once)",
        named_params! {
            ":kept": KEPT,
            ":before": now.saturating_sub(KEPT_FOR).unwrap_or(Timestamp::MIN).as_millisecond(),
            ":at_once": AT_ONCE,
        },
        "forget what was sent long ago",
    )
}

/// The library is as it was on an earlier day, and what it was about to do may have been done
/// since: the blog is asked before anything is done again. Where asking cannot tell, because a post
/// that has no place yet may have lost its marker when it was filled, the writer is asked. Returns
/// how many jobs are open.
///
/// # Errors
/// SQLite's.
pub fn doubt_all(conn: &Connection) -> Result<usize, StoreError> {
    let doing = "doubt what was to be sent";
    let placeless = "kind ->> '$.kind' = 'publish' AND EXISTS (
        SELECT 1 FROM publications p WHERE p.id = jobs.publication AND p.remote_id IS NULL)";
    let asked = run(
        conn,
        &format!(
            "UPDATE jobs SET state = 'failed', cause = :cause, doubt = 1, looks = 0, holder = NULL
             WHERE state <> 'done' AND {placeless}"
        ),
        named_params! { ":cause": to_json(&Cause::Restored, WHAT)? },
        doing,
    )?;
    let doubted = run(
        conn,
        &format!(
            "UPDATE jobs SET doubt = 1, looks = 0, holder = NULL,
                 cause = CASE state WHEN 'failed' THEN cause END,
                 state = CASE state WHEN 'failed' THEN 'failed' ELSE 'unknown' END
             WHERE state <> 'done' AND NOT ({placeless})"
        ),
        [],
        doing,
    )?;
    Ok(asked + doubted)
}
