//! What a job's end means for others: what it supersedes, what goes on waiting for it and says so, and
//! its doubt, which passes on.

use billet_core::{Cause, Job, JobId, JobKind, JobState};
use rusqlite::{Connection, named_params};

use super::claim::NEEDS_MEDIA;
use super::{WHAT, get};
use crate::StoreError;
use crate::column::{run, to_json};

/// What the end of a job means for others.
pub(super) fn ended(conn: &Connection, id: JobId, state: &JobState) -> Result<(), StoreError> {
    match state {
        JobState::Done => forget_superseded(conn, id),
        JobState::Failed { .. } => {
            pass_doubt_on(conn, id)?;
            tell_waiting(conn, &get(conn, id)?)
        }
        _ => Ok(()),
    }
}

/// What stands behind a job that failed says for what it waits: a post for its picture, a reply for
/// the approval of what it answers.
fn tell_waiting(conn: &Connection, failed: &Job) -> Result<(), StoreError> {
    let doing = "note for what a job waits";
    match &failed.kind {
        JobKind::Upload { media } => {
            let first = crate::media::get(conn, media)?.name;
            let sql = format!(
                "UPDATE jobs AS j SET state = 'retry', cause = :cause
                 WHERE j.blog = :blog AND j.state IN ('queued', 'retry') AND j.doubt = 0
                   AND {NEEDS_MEDIA}"
            );
            let params = named_params! {
                ":blog": failed.blog.0,
                ":media": media.as_str(),
                ":cause": to_json(&Cause::Pictures { first }, WHAT)?,
            };
            run(conn, &sql, params, doing)?;
        }
        JobKind::Decide { comment, .. } => {
            let sql = "UPDATE jobs AS j SET state = 'retry', cause = :cause
                 WHERE j.kind ->> '$.kind' = 'reply' AND j.state IN ('queued', 'retry')
                   AND j.doubt = 0 AND j.comment IN (
                       SELECT c.id FROM comments a
                       JOIN comments c ON c.blog = a.blog AND c.parent = a.remote_id
                       WHERE a.id = :comment)";
            let params = named_params! {
                ":comment": comment.0,
                ":cause": to_json(&Cause::NotApproved, WHAT)?,
            };
            run(conn, sql, params, doing)?;
        }
        _ => {}
    }
    Ok(())
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
