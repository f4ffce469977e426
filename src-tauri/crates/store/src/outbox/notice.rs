//! A fetch looks at a blog, too: what it brings settles what was in doubt. Else a status that
//! changed there and back between two looks of the outbox would be taken for one that never
//! changed, and a decision would be repeated over a later one.

use billet_core::{BlogId, Cause, CommentId, CommentStatus, JobId, JobKind, JobState, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::ended::ended;
use super::{COLUMNS, WHAT, from_row};
use crate::StoreError;
use crate::column::{all, first, read, run, to_json};

/// A comment was found to stand so on its blog. A decision on it that is in doubt, or whose time has
/// come, is done if that is what was decided; if it is neither that nor what the moderator saw, they
/// are asked (and that is returned). One that is being sent is left to itself.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn notice_status(
    conn: &Connection,
    comment: CommentId,
    now_there: CommentStatus,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs j
         WHERE j.comment = :comment AND j.kind ->> '$.kind' = 'decide'
           AND (j.state IN ('unknown', 'retry') OR j.state = 'queued' AND j.due_at <= :now)
           AND NOT EXISTS (SELECT 1 FROM jobs e
               WHERE e.comment = j.comment AND e.state IN ('queued', 'retry', 'unknown', 'sending')
                 AND (e.id < j.id OR e.state = 'sending'))"
    );
    let params = named_params! { ":comment": comment.0, ":now": now.as_millisecond() };
    let Some(job) = first(conn, &sql, params, "find a decision in doubt", from_row)? else {
        return Ok(false);
    };
    let JobKind::Decide { decision, seen, .. } = job.kind else {
        return Ok(false);
    };
    let state = if now_there == decision.leads_to() {
        JobState::Done
    } else if now_there == seen {
        return Ok(false);
    } else {
        let cause = Cause::DecidedElsewhere { now: now_there };
        JobState::Failed { cause }
    };
    end(conn, job.id, &state, now)?;
    Ok(state != JobState::Done)
}

/// Whether a job about this comment was carried out after `at`: its answer is newer than a list that
/// was asked for then.
///
/// # Errors
/// SQLite's.
pub fn done_since(
    conn: &Connection,
    comment: CommentId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM jobs WHERE comment = ?1 AND state = 'done' AND ended_at > ?2";
    let params = rusqlite::params![comment.0, at.as_millisecond()];
    Ok(first(conn, sql, params, "look when a job ended", |_| Ok(()))?.is_some())
}

/// The replies to a comment that may have arrived on the blog, and are not being sent: the job, the
/// reply's own row, and its HTML.
///
/// # Errors
/// SQLite's.
pub fn replies_in_doubt(
    conn: &Connection,
    blog: BlogId,
    parent: &RemoteId,
) -> Result<Vec<(JobId, CommentId, String)>, StoreError> {
    all(
        conn,
        "SELECT j.id AS job, c.id AS reply, c.html AS html
         FROM comments c JOIN jobs j ON j.comment = c.id
         WHERE c.blog = :blog AND c.parent = :parent AND c.remote_id IS NULL
           AND j.kind ->> '$.kind' = 'reply' AND j.doubt = 1 AND j.state IN ('unknown', 'failed')
         ORDER BY j.id",
        named_params! { ":blog": blog.0, ":parent": parent.as_str() },
        "find replies in doubt",
        |row| {
            Ok((
                JobId(read(row, "job", WHAT)?),
                CommentId(read(row, "reply", WHAT)?),
                read(row, "html", WHAT)?,
            ))
        },
    )
}

/// The blog has what a job was to bring about; it was in doubt, and nobody is sending it.
///
/// # Errors
/// SQLite's.
pub fn found(conn: &Connection, id: JobId, now: Timestamp) -> Result<(), StoreError> {
    end(conn, id, &JobState::Done, now)
}

fn end(conn: &Connection, id: JobId, state: &JobState, now: Timestamp) -> Result<(), StoreError> {
    let cause = match state {
        JobState::Failed { cause } => Some(to_json(cause, WHAT)?),
        _ => None,
    };
    run(
        conn,
        "UPDATE jobs SET state = :state, cause = :cause, doubt = 0, due_at = :now,
             ended_at = iif(:state = 'done', :now, NULL)
         WHERE id = :id AND state <> 'sending'",
        named_params! {
            ":id": id.0,
            ":state": state.as_str(),
            ":cause": cause,
            ":now": now.as_millisecond(),
        },
        "note what a look showed",
    )?;
    ended(conn, id, state)
}
