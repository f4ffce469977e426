//! Adding a job: what was asked for before and has not left yet gives way to what is asked for now.

use billet_core::{BlogId, Cause, Decision, Job, JobId, JobKind, JobState};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};
use uuid::Uuid;

use super::{COLUMNS, WHAT, about, from_row};
use crate::StoreError;
use crate::column::{all, first, read, run, to_json};

/// An open job as it lies in the library.
struct Row {
    job: Job,
    doubt: bool,
}

/// What a new job finds before it.
struct Before {
    /// Those that are neither on their way nor being looked for: they give way.
    waiting: Vec<Row>,
    /// The last one that is on its way, or being looked for.
    in_flight: Option<JobId>,
}

/// Adds a job, to be called in the same transaction as what it is about. `batch` names the
/// decisions of one stroke. The job may leave from `due_at` on.
///
/// - `Publish` and `Trash`: an open job of the same publication that is queued, waits to be tried
///   again or failed gives way to this one (the same row when it wants the same). One that is being
///   sent or looked for is left, and this job stands after it, once.
/// - `Decide`: a waiting or failed decision on the same comment gives way, and the status that the
///   moderator saw *then* stays, since that is what the blog still has. When the new decision leads
///   back to it there is nothing to send: the job is taken away and `None` returned.
/// - `Reply`: once for each reply; asked again, the open job is returned. In doubt from the start
///   when another answer to the same comment was taken back in doubt.
/// - `EditComment`: a waiting or failed edit of the same comment gives way, and what the moderator
///   saw *then* stays. When the comment shall say that again, there is nothing to send: `None`.
/// - `Upload`: once for each picture and blog; asked again, a failed one is queued again.
///
/// # Errors
/// SQLite's, also when the blog, the publication or the comment does not exist.
pub fn add(
    conn: &Connection,
    blog: BlogId,
    kind: &JobKind,
    batch: Option<Uuid>,
    due_at: Timestamp,
    now: Timestamp,
) -> Result<Option<JobId>, StoreError> {
    let before = before(conn, blog, kind)?;
    let new = New {
        blog,
        batch,
        due_at,
        now,
    };
    match kind {
        JobKind::Publish { .. } | JobKind::Trash { .. } => {
            let reused = before
                .waiting
                .iter()
                .rfind(|row| row.job.kind == *kind && Some(row.job.id) > before.in_flight)
                .map(|row| row.job.id);
            let doubt = take_doubt(conn, kind)? || before.waiting.iter().any(|row| row.doubt);
            new.put(conn, &before, reused, kind, doubt).map(Some)
        }
        JobKind::Decide {
            comment,
            decision,
            seen,
        } => {
            // Only what was decided after the decision now under way says what will be there.
            let old = before
                .waiting
                .iter()
                .find(|row| Some(row.job.id) > before.in_flight);
            let basis = old.and_then(|row| basis(row, *decision));
            let seen = basis.as_ref().map_or(*seen, |b| b.seen);
            if basis.is_some_and(|b| b.certain) && decision.leads_to() == seen {
                clear(conn, &before, None)?;
                return Ok(None);
            }
            let kind = JobKind::Decide {
                comment: *comment,
                decision: *decision,
                seen,
            };
            let reused = old.map(|row| row.job.id);
            let doubt = old.is_some_and(|row| row.doubt);
            new.put(conn, &before, reused, &kind, doubt).map(Some)
        }
        JobKind::EditComment {
            comment,
            seen,
            wanted,
        } => {
            let old = before
                .waiting
                .iter()
                .find(|row| Some(row.job.id) > before.in_flight && !row.doubt);
            let seen = match old.map(|row| &row.job.kind) {
                Some(JobKind::EditComment { seen, .. }) => seen,
                _ => seen,
            };
            if seen == wanted && before.in_flight.is_none() {
                clear(conn, &before, None)?;
                return Ok(None);
            }
            let kind = JobKind::EditComment {
                comment: *comment,
                seen: seen.clone(),
                wanted: wanted.clone(),
            };
            let reused = old.map(|row| row.job.id);
            new.put(conn, &before, reused, &kind, false).map(Some)
        }
        JobKind::Upload { .. } => match (before.waiting.first(), before.in_flight) {
            (_, Some(id)) => Ok(Some(id)),
            (Some(row), None) if !matches!(row.job.state, JobState::Failed { .. }) => {
                Ok(Some(row.job.id))
            }
            (row, None) => {
                let reused = row.map(|row| row.job.id);
                let doubt = row.is_some_and(|row| row.doubt);
                new.put(conn, &before, reused, kind, doubt).map(Some)
            }
        },
        JobKind::Reply { reply } => match (before.waiting.first(), before.in_flight) {
            (_, Some(id)) => Ok(Some(id)),
            (Some(row), None) => Ok(Some(row.job.id)),
            (None, None) => {
                let doubt = crate::comments::take_doubt(conn, *reply)?;
                new.put(conn, &before, None, kind, doubt).map(Some)
            }
        },
    }
}

/// What the blog is taken to have, as far as an older decision tells.
struct Basis {
    seen: billet_core::CommentStatus,
    /// The older decision certainly was not carried out.
    certain: bool,
}

fn basis(row: &Row, new: Decision) -> Option<Basis> {
    let JobKind::Decide {
        decision: old,
        seen,
        ..
    } = &row.job.kind
    else {
        return None;
    };
    Some(match &row.job.state {
        JobState::Failed {
            cause: Cause::DecidedElsewhere { now },
        } => Basis {
            seen: *now,
            certain: true,
        },
        // It may have been carried out after all: then the blog has what it led to.
        _ if row.doubt && *old != new => Basis {
            seen: old.leads_to(),
            certain: false,
        },
        _ => Basis {
            seen: *seen,
            certain: !row.doubt,
        },
    })
}

fn before(conn: &Connection, blog: BlogId, kind: &JobKind) -> Result<Before, StoreError> {
    let about = about(kind);
    // A decision on one's own reply and the sending of that reply are two things.
    let same = |other: &JobKind| {
        about.publication.is_some() || std::mem::discriminant(kind) == std::mem::discriminant(other)
    };
    let by = if about.publication.is_some() {
        "j.publication = :publication"
    } else if about.comment.is_some() {
        "j.comment = :comment"
    } else {
        "j.media = :media AND j.blog = :blog"
    };
    let sql = format!(
        "SELECT {COLUMNS}, j.doubt AS doubt FROM jobs j
         WHERE {by} AND j.state <> 'done' ORDER BY j.id"
    );
    let named: &[(&str, &dyn rusqlite::ToSql)] = named_params! {
        ":publication": about.publication,
        ":comment": about.comment,
        ":media": about.media,
        ":blog": blog.0,
    };
    let params: Vec<_> = named
        .iter()
        .copied()
        .filter(|(name, _)| by.contains(name))
        .collect();
    let params = params.as_slice();
    let rows = all(conn, &sql, params, "look for open jobs", |row| {
        Ok(Row {
            job: from_row(row)?,
            doubt: read(row, "doubt", WHAT)?,
        })
    })?;
    let (in_flight, waiting): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .filter(|row| same(&row.job.kind))
        .partition(|row| matches!(row.job.state, JobState::Sending | JobState::Unknown));
    Ok(Before {
        waiting,
        in_flight: in_flight.last().map(|row| row.job.id),
    })
}

/// Whether a place may have been made for it before its blog was removed; from here on the job
/// knows.
fn take_doubt(conn: &Connection, kind: &JobKind) -> Result<bool, StoreError> {
    let publication = about(kind).publication;
    let taken = run(
        conn,
        "UPDATE publications SET doubt = 0 WHERE id = :id AND doubt = 1",
        named_params! { ":id": publication },
        "see whether a post may have arrived",
    )?;
    Ok(taken > 0)
}

/// Takes the waiting jobs away, except `kept`.
fn clear(conn: &Connection, before: &Before, kept: Option<JobId>) -> Result<(), StoreError> {
    for row in before.waiting.iter().filter(|row| Some(row.job.id) != kept) {
        let params = named_params! { ":id": row.job.id.0 };
        run(
            conn,
            "DELETE FROM jobs WHERE id = :id",
            params,
            "replace a job",
        )?;
    }
    Ok(())
}

/// What a job needs beside its kind.
struct New {
    blog: BlogId,
    batch: Option<Uuid>,
    due_at: Timestamp,
    now: Timestamp,
}

impl New {
    /// Puts the job in the place of `reused`, or at the end, and takes the other waiting ones away.
    fn put(
        &self,
        conn: &Connection,
        before: &Before,
        reused: Option<JobId>,
        kind: &JobKind,
        doubt: bool,
    ) -> Result<JobId, StoreError> {
        clear(conn, before, reused)?;
        let about = about(kind);
        let sql = "INSERT INTO jobs (id, blog, publication, comment, media, kind, state, doubt,
                 batch, created_at, due_at)
             VALUES (:id, :blog, :publication, :comment, :media, :kind, :state, :doubt, :batch,
                 :created_at, :due_at)
             ON CONFLICT (id) DO UPDATE
             SET kind = excluded.kind, state = excluded.state, doubt = excluded.doubt,
                 cause = NULL, attempts = 0, looks = 0, batch = excluded.batch, holder = NULL,
                 created_at = excluded.created_at, due_at = excluded.due_at
             RETURNING id";
        let params = named_params! {
            ":id": reused.map(|id| id.0),
            ":blog": self.blog.0,
            ":publication": about.publication,
            ":comment": about.comment,
            ":media": about.media,
            ":kind": to_json(kind, WHAT)?,
            ":state": if doubt { "unknown" } else { "queued" },
            ":doubt": doubt,
            ":batch": self.batch.map(|b| b.to_string()),
            ":created_at": self.now.as_millisecond(),
            ":due_at": self.due_at.as_millisecond(),
        };
        first(conn, sql, params, "add a job", |row| {
            Ok(JobId(read(row, "id", WHAT)?))
        })?
        .ok_or(StoreError::Unreadable { what: WHAT })
    }
}
