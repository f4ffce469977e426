//! Pictures that are taken before it is their turn, so that one commit serves many requests.

use billet_core::{BlogId, Job, JobId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::{COLUMNS, from_row};
use crate::StoreError;
use crate::column::{all, run};

/// How many are taken ahead for a blog: after a crash each of them is looked for on the blog.
const AHEAD: u32 = 32;

/// Takes pictures for `holder`, who was just given one of the same blog by [`claim`](super::claim), in the
/// order in which they were asked for: to be committed before the first of their requests leaves. Only
/// those that wait, certainly never arrived, and belong to a blog that answers. One that does not leave
/// after all is to be given back ([`give_back`]).
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn claim_ahead(
    conn: &Connection,
    holder: &str,
    blog: BlogId,
    now: Timestamp,
) -> Result<Vec<Job>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs j
         WHERE j.blog = :blog AND j.media IS NOT NULL AND j.state = 'queued' AND j.doubt = 0
           AND j.due_at <= :now
           AND EXISTS (SELECT 1 FROM blogs o WHERE o.id = j.blog AND o.health <> 'sign_in'
                       AND o.failures = 0 AND coalesce(o.rest_until, 0) <= :now)
         ORDER BY j.id LIMIT :ahead"
    );
    let params = named_params! {
        ":blog": blog.0, ":now": now.as_millisecond(), ":ahead": AHEAD,
    };
    let mut jobs = all(conn, &sql, params, "look for more pictures", from_row)?;
    for job in &mut jobs {
        run(
            conn,
            "UPDATE jobs
             SET state = 'sending', cause = NULL, holder = :holder, attempts = attempts + 1
             WHERE id = :id AND state = 'queued'",
            named_params! { ":id": job.id.0, ":holder": holder },
            "take more pictures",
        )?;
        job.attempts = job.attempts.saturating_add(1);
    }
    Ok(jobs)
}

/// A picture that was taken ahead and has not left waits again, and the attempt that was none is not
/// counted. One that is in other hands by now is left.
///
/// # Errors
/// SQLite's.
pub fn give_back(conn: &Connection, id: JobId, holder: &str) -> Result<(), StoreError> {
    run(
        conn,
        "UPDATE jobs
         SET state = CASE WHEN doubt = 1 THEN 'unknown' ELSE 'queued' END,
             holder = NULL, attempts = max(attempts - 1, 0)
         WHERE id = :id AND holder = :holder AND state = 'sending'",
        named_params! { ":id": id.0, ":holder": holder },
        "give a picture back",
    )?;
    Ok(())
}
