//! The outbox's rows. The rules that lead from one state to the next are `billet_core::settle`;
//! here they are kept, in the same transaction as what they are about.
//!
//! A row has one thing more than a [`Job`]: its *doubt*. It is set once an earlier request may have
//! arrived, and cleared when the blog was asked and has nothing, or has it. A job in doubt never
//! becomes `queued` by a person's click or another job's end: it becomes `unknown`, so that the
//! blog is asked before anything is sent a second time.

mod add;
mod age;
mod ahead;
mod behind;
mod cancel;
mod claim;
mod ended;
mod list;
mod notice;
mod patience;

use billet_core::{BlogId, Job, JobId, JobKind, JobState};
use rusqlite::{Connection, Row, named_params};

pub use add::add;
pub use age::{doubt_all, forget_done};
pub use ahead::{claim_ahead, give_back};
pub use behind::tell_what_waits;
pub use cancel::{cancel, cancel_removal, certainly_not_there, in_doubt, undo_batch};
pub use claim::{claim, next_due, recover, retry_now, settle};
pub use list::{
    JobRow, Tally, list, of_comment, of_publication, pictures_leaving, row, tally, uploads_for,
};
pub use notice::{done_since, found, notice_status, replies_in_doubt};
pub use patience::{failures, not_reached, reached, rest, resting, try_blog, wake_blog};

use crate::StoreError;
use crate::column::{first, from_json, read, read_time};

const WHAT: &str = "a job of the outbox";

/// Of the table under the name `j`.
const COLUMNS: &str = "j.id AS id, j.blog AS blog, j.kind AS kind, j.state AS state, \
                       j.cause AS cause, j.attempts AS attempts, j.looks AS looks, \
                       j.created_at AS created_at, j.due_at AS due_at";

fn from_row(row: &Row<'_>) -> Result<Job, StoreError> {
    let unreadable = || StoreError::Unreadable { what: WHAT };
    let state: String = read(row, "state", WHAT)?;
    let cause = read::<Option<String>>(row, "cause", WHAT)?;
    let cause = || from_json(cause.as_deref().ok_or_else(unreadable)?, WHAT);
    Ok(Job {
        id: JobId(read(row, "id", WHAT)?),
        blog: BlogId(read(row, "blog", WHAT)?),
        kind: from_json(&read::<String>(row, "kind", WHAT)?, WHAT)?,
        state: match state.as_str() {
            "queued" => JobState::Queued,
            "sending" => JobState::Sending,
            "done" => JobState::Done,
            "retry" => JobState::Retry { cause: cause()? },
            "failed" => JobState::Failed { cause: cause()? },
            "unknown" => JobState::Unknown,
            _ => return Err(unreadable()),
        },
        attempts: read(row, "attempts", WHAT)?,
        looks: read(row, "looks", WHAT)?,
        created_at: read_time(row, "created_at", WHAT)?,
        due_at: read_time(row, "due_at", WHAT)?,
    })
}

/// What a job is about: one of them is there.
#[derive(Default)]
struct About<'a> {
    publication: Option<i64>,
    comment: Option<i64>,
    media: Option<&'a str>,
}

fn about(kind: &JobKind) -> About<'_> {
    match kind {
        JobKind::Publish { publication } | JobKind::Trash { publication, .. } => About {
            publication: Some(publication.0),
            ..About::default()
        },
        JobKind::Decide { comment, .. }
        | JobKind::EditComment { comment, .. }
        | JobKind::Reply { reply: comment } => About {
            comment: Some(comment.0),
            ..About::default()
        },
        JobKind::Upload { media } => About {
            media: Some(media.as_str()),
            ..About::default()
        },
    }
}

/// One job, open or done.
///
/// # Errors
/// [`StoreError::NoJob`] when there is none of this id.
pub fn get(conn: &Connection, id: JobId) -> Result<Job, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM jobs j WHERE j.id = :id");
    first(
        conn,
        &sql,
        named_params! { ":id": id.0 },
        "read a job",
        from_row,
    )?
    .ok_or(StoreError::NoJob { id })
}
