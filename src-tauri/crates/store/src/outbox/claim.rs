//! A job's way through the outbox: taken, sent, written down, woken again.

use billet_core::{BlogId, Job, JobId, JobState};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::{COLUMNS, WHAT, from_row, get};
use crate::StoreError;
use crate::column::{all, first, read, read_time, run, to_json};

/// What may be taken, but for its time: it waits, its blog accepts the password, nothing else is
/// being sent to that blog, and no earlier job about the same publication or comment is open (a
/// failed one holds nothing up).
const READY: &str = "
    j.state <> 'done' AND j.state IN ('queued', 'retry', 'unknown')
    AND EXISTS (SELECT 1 FROM blogs b WHERE b.id = j.blog AND b.health <> 'sign_in')
    AND NOT EXISTS (SELECT 1 FROM jobs s WHERE s.blog = j.blog AND s.state = 'sending')
    AND NOT EXISTS (SELECT 1 FROM jobs e WHERE e.publication = j.publication AND e.id < j.id
                    AND e.state IN ('queued', 'retry', 'unknown', 'sending'))
    AND NOT EXISTS (SELECT 1 FROM jobs e WHERE e.comment = j.comment AND e.id < j.id
                    AND e.state IN ('queued', 'retry', 'unknown', 'sending'))";

/// At launch: a job that was being sent by a holder which is no longer `alive` becomes `unknown`
/// and due now, since its request may have arrived. `alive` is given the text that was given to
/// [`claim`]. Returns how many.
///
/// # Errors
/// SQLite's.
pub fn recover(
    conn: &Connection,
    alive: &dyn Fn(&str) -> bool,
    now: Timestamp,
) -> Result<usize, StoreError> {
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

/// Takes the next due job for `holder`, earliest due first, and notes the attempt: to be committed
/// before a request leaves. Called in an IMMEDIATE transaction, no two processes get the same job,
/// and no blog is sent two at a time. Left alone are blogs that refuse the password, and jobs
/// behind an earlier open one about the same publication or comment.
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
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs j WHERE j.due_at <= :now AND {READY}
           AND (:only IS NULL OR j.blog IN (SELECT value FROM json_each(:only)))
         ORDER BY j.due_at, j.id LIMIT 1"
    );
    let only = only.map(|blogs| to_json(blogs, WHAT)).transpose()?;
    let params = named_params! { ":now": now.as_millisecond(), ":only": only };
    let Some(mut job) = first(conn, &sql, params, "look for a due job", from_row)? else {
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
    match state {
        JobState::Done => forget_superseded(conn, id)?,
        JobState::Failed { .. } => pass_doubt_on(conn, id)?,
        _ => {}
    }
    Ok(true)
}

fn forget_superseded(conn: &Connection, id: JobId) -> Result<(), StoreError> {
    run(
        conn,
        "DELETE FROM jobs WHERE id IN (
             SELECT old.id FROM jobs new JOIN jobs old
                 ON old.publication = new.publication AND old.id < new.id
             WHERE new.id = :id AND old.state = 'failed'
             UNION
             SELECT old.id FROM jobs new JOIN jobs old
                 ON old.comment = new.comment AND old.id < new.id
             WHERE new.id = :id AND old.state = 'failed'
                 AND old.kind ->> '$.kind' = new.kind ->> '$.kind')",
        named_params! { ":id": id.0 },
        "forget what was superseded",
    )?;
    Ok(())
}

/// A post that may have been reserved must not be reserved again by the next job.
fn pass_doubt_on(conn: &Connection, id: JobId) -> Result<(), StoreError> {
    run(
        conn,
        "UPDATE jobs SET state = 'unknown', doubt = 1, cause = NULL
         WHERE publication = (SELECT publication FROM jobs WHERE id = :id AND doubt = 1)
           AND id > :id AND state IN ('queued', 'retry')",
        named_params! { ":id": id.0 },
        "pass a doubt on",
    )?;
    Ok(())
}

/// When the next job that may be taken will be due; `None` when nothing waits. Left out are jobs
/// that would not be taken at any time as things stand (see [`claim`]): what they wait for ends
/// with a write of its own, so a caller that sleeps until this instant never wakes in vain.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn next_due(conn: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let sql =
        format!("SELECT j.due_at AS due_at FROM jobs j WHERE {READY} ORDER BY j.due_at LIMIT 1");
    first(conn, &sql, [], "see when something is due", |row| {
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
    get(conn, id)?;
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
