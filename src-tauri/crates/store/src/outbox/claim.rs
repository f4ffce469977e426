//! A job's way through the outbox: taken, sent, written down, woken again.

use billet_core::{BlogId, Job, JobId, JobState, UPLOADS_AT_ONCE};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::behind::behind;
use super::ended::ended;
use super::patience::believe;
use super::{COLUMNS, WHAT, from_row, get};
use crate::StoreError;
use crate::column::{all, first, read, read_time, run, to_json};

/// What may be taken, but for its time:
///
/// - it waits, and its blog accepts the password;
/// - nothing else is being sent to that blog; pictures have a lane of their own, of
///   [`UPLOADS_AT_ONCE`], unless the blog could not be reached: then one thing at a time tries;
/// - no earlier job about the same publication or comment is open (a failed one holds nothing up);
/// - a post: no picture of it is still to be uploaded, a failed one too;
/// - a reply: the approval of what it answers is done;
/// - it stands behind no other blog (see [`behind`]).
fn ready() -> String {
    let behind = behind();
    format!("{READY} AND NOT EXISTS ({behind})")
}

const READY: &str = "
    j.state <> 'done' AND j.state IN ('queued', 'retry', 'unknown')
    AND EXISTS (SELECT 1 FROM blogs o WHERE o.id = j.blog AND o.health <> 'sign_in' AND (
        CASE WHEN j.media IS NULL OR o.failures > 0
        THEN NOT EXISTS (SELECT 1 FROM jobs s WHERE s.blog = j.blog AND s.state = 'sending'
                         AND (s.media IS NULL OR o.failures > 0))
        ELSE (SELECT count(*) FROM jobs s WHERE s.blog = j.blog AND s.state = 'sending'
              AND s.media IS NOT NULL) < :lanes END))
    AND NOT EXISTS (SELECT 1 FROM jobs e WHERE e.publication = j.publication AND e.id < j.id
                    AND e.state IN ('queued', 'retry', 'unknown', 'sending'))
    AND NOT EXISTS (SELECT 1 FROM jobs e WHERE e.comment = j.comment AND e.id < j.id
                    AND e.state IN ('queued', 'retry', 'unknown', 'sending'))
    AND NOT (j.publication IS NOT NULL AND j.kind ->> '$.kind' = 'publish' AND EXISTS (
        SELECT 1 FROM publications u JOIN revision_media r ON r.revision = u.wanted
        JOIN jobs m ON m.media = r.media AND m.blog = j.blog AND m.state <> 'done'
        WHERE u.id = j.publication))
    AND NOT (j.comment IS NOT NULL AND j.kind ->> '$.kind' = 'reply' AND EXISTS (
        SELECT 1 FROM comments c JOIN comments a ON a.blog = c.blog AND a.remote_id = c.parent
        JOIN jobs d ON d.comment = a.id AND d.state <> 'done'
            AND d.kind ->> '$.kind' = 'decide' AND d.kind ->> '$.decision' = 'approve'
        WHERE c.id = j.comment))";

/// Whether a job `j` is a post that shows the picture `:media`.
pub(super) const NEEDS_MEDIA: &str = "j.kind ->> '$.kind' = 'publish' AND EXISTS (
    SELECT 1 FROM publications u JOIN revision_media r ON r.revision = u.wanted
    WHERE u.id = j.publication AND r.media = :media)";

/// At launch: a job that was being sent by a holder which is no longer `alive` becomes `unknown`
/// and due now, since its request may have arrived. What would have to wait longer than anything
/// ever does is due, too. `alive` is given the text that was given to
/// [`claim`]. Returns how many.
///
/// # Errors
/// SQLite's.
pub fn recover(
    conn: &Connection,
    alive: &dyn Fn(&str) -> bool,
    now: Timestamp,
) -> Result<usize, StoreError> {
    believe(conn, now)?;
    let sending = all(
        conn,
        "SELECT id, coalesce(holder, '') AS holder FROM jobs WHERE state = 'sending'",
        [],
        "find what was being sent",
        |row| {
            Ok((
                JobId(read(row, "id", WHAT)?),
                read::<String>(row, "holder", WHAT)?,
            ))
        },
    )?;
    let mut found = 0;
    for (id, _) in sending.iter().filter(|(_, holder)| !alive(holder)) {
        found += run(
            conn,
            "UPDATE jobs SET state = 'unknown', doubt = 1, holder = NULL, due_at = :now
             WHERE id = :id AND state = 'sending'",
            named_params! { ":id": id.0, ":now": now.as_millisecond() },
            "recover what was being sent",
        )?;
    }
    Ok(found)
}

/// Takes the next due job for `holder`, in the order in which they were asked for, and notes the attempt: to be committed
/// before a request leaves. Called in an IMMEDIATE transaction, no two processes get the same job,
/// and no blog is sent two at a time, but for pictures. Left alone are blogs that refuse the
/// password or are not to be tried yet, and jobs that stand behind others.
///
/// `only`: no other blogs than these are looked at; `None`: all.
///
/// The job comes back with its attempts counted, and with the state it had *before*: one that was
/// `unknown` needs a look at the blog first.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn claim(
    conn: &Connection,
    holder: &str,
    only: Option<&[BlogId]>,
    now: Timestamp,
) -> Result<Option<Job>, StoreError> {
    let only = only.map(|blogs| to_json(blogs, WHAT)).transpose()?;
    let params = named_params! {
        ":now": now.as_millisecond(),
        ":lanes": UPLOADS_AT_ONCE,
        ":only": only,
    };
    let Some(mut job) = first(conn, &next_job(), params, "look for a due job", from_row)? else {
        return Ok(None);
    };
    // The condition on the state keeps this safe even where a caller opened no transaction.
    let taken = run(
        conn,
        "UPDATE jobs
         SET state = 'sending', cause = NULL, holder = :holder, attempts = attempts + 1
         WHERE id = :id AND state = :before",
        named_params! { ":id": job.id.0, ":holder": holder, ":before": job.state.as_str() },
        "take a due job",
    )?;
    job.attempts = job.attempts.saturating_add(1);
    Ok((taken > 0).then_some(job))
}

/// The query of [`claim`].
fn next_job() -> String {
    let ready = ready();
    format!(
        "SELECT {COLUMNS} FROM jobs j INDEXED BY jobs_in_order
         WHERE j.due_at <= :now
           AND NOT EXISTS (SELECT 1 FROM blogs r WHERE r.id = j.blog AND r.rest_until > :now)
           AND (:only IS NULL OR j.blog IN (SELECT value FROM json_each(:only))) AND {ready}
         ORDER BY j.id LIMIT 1"
    )
}

/// Writes the state after an attempt, and when the job is due next; one more look is counted when
/// `looked`. Returns whether the job was still in the hands of `holder`, who claimed it. If it was
/// not, nothing is written: its blog was removed meanwhile, or somebody else took `holder` for dead
/// and asks the blog what came of it.
///
/// A `Done` job takes earlier failed ones about the same publication or comment with it: what they
/// wanted is superseded. A `Failed` one that is in doubt passes its doubt on to those behind it.
///
/// # Errors
/// SQLite's.
pub fn settle(
    conn: &Connection,
    id: JobId,
    holder: &str,
    state: &JobState,
    due_at: Timestamp,
    looked: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let cause = match state {
        JobState::Retry { cause } | JobState::Failed { cause } => Some(to_json(cause, WHAT)?),
        JobState::Queued | JobState::Sending | JobState::Done | JobState::Unknown => None,
    };
    let written = run(
        conn,
        "UPDATE jobs
         SET state = :state, cause = :cause, due_at = :due_at,
             looks = CASE :state WHEN 'queued' THEN 0 ELSE looks + :looked END,
             doubt = CASE :state WHEN 'unknown' THEN 1 WHEN 'queued' THEN 0 WHEN 'done' THEN 0
                     ELSE doubt END,
             holder = CASE :state WHEN 'sending' THEN holder END,
             ended_at = CASE :state WHEN 'done' THEN :now END
         WHERE id = :id AND holder = :holder",
        named_params! {
            ":id": id.0,
            ":holder": holder,
            ":state": state.as_str(),
            ":cause": cause,
            ":due_at": due_at.as_millisecond(),
            ":looked": looked,
            ":now": now.as_millisecond(),
        },
        "note how an attempt ended",
    )?;
    if written == 0 {
        return Ok(false);
    }
    ended(conn, id, state)?;
    Ok(true)
}

/// When the next job that may be taken will be due; `None` when nothing waits. Left out are jobs
/// that would not be taken at any time as things stand (see [`claim`]): what they wait for ends
/// with a write of its own, so a caller that sleeps until this instant never wakes in vain.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn next_due(conn: &Connection) -> Result<Option<Timestamp>, StoreError> {
    // Each blog's first job is due no earlier than the blog may be tried.
    let ready = ready();
    let sql = format!(
        "SELECT min(max(due_at, coalesce(rest_until, 0))) AS due_at FROM (
             SELECT b.rest_until AS rest_until,
                 (SELECT j.due_at FROM jobs j WHERE j.blog = b.id AND {ready}
                  ORDER BY j.due_at LIMIT 1) AS due_at
             FROM blogs b)
         WHERE due_at IS NOT NULL HAVING count(*) > 0"
    );
    let params = named_params! { ":lanes": UPLOADS_AT_ONCE };
    first(conn, &sql, params, "see when something is due", |row| {
        read_time(row, "due_at", WHAT)
    })
}

/// Tries a job now, because the writer says so: what waits, or failed, is due now and counts its
/// days from now. What may have arrived stays (or becomes) `unknown`, and is looked for twice again
/// before anything is sent. A job that is being sent, or done, is left.
///
/// # Errors
/// [`StoreError::NoJob`] when there is none of this id.
pub fn retry_now(conn: &Connection, id: JobId, now: Timestamp) -> Result<(), StoreError> {
    let job = get(conn, id)?;
    run(
        conn,
        "UPDATE blogs SET rest_until = NULL WHERE id = :blog",
        named_params! { ":blog": job.blog.0 },
        "try a blog again",
    )?;
    run(
        conn,
        "UPDATE jobs
         SET state = CASE WHEN doubt = 1 THEN 'unknown' ELSE 'queued' END,
             cause = NULL, looks = 0, due_at = :now, created_at = :now
         WHERE id = :id AND state IN ('queued', 'retry', 'unknown', 'failed')",
        named_params! { ":id": id.0, ":now": now.as_millisecond() },
        "try a job now",
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    #[test]
    fn a_job_is_taken_by_the_indexes_however_many_wait() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Timestamp::UNIX_EPOCH).unwrap();
        let steps: Vec<String> = library
            .read(|conn| {
                let sql = format!("EXPLAIN QUERY PLAN {}", next_job());
                let nothing = named_params! { ":now": 0, ":lanes": 0, ":only": None::<String> };
                all(conn, &sql, nothing, "explain", |row| {
                    read(row, "detail", WHAT)
                })
            })
            .unwrap();
        let walks: Vec<&str> = steps
            .iter()
            .map(String::as_str)
            .filter(|step| step.contains("SCAN") && !step.contains("json_each"))
            .collect();
        assert_eq!(
            walks,
            ["SCAN j USING INDEX jobs_in_order"],
            "open jobs in order, and nothing else is walked through: {steps:#?}"
        );
        assert!(!steps.iter().any(|s| s.contains("B-TREE")), "{steps:#?}");
    }
}
