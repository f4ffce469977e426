//! Taking jobs back, with what they had already changed here.

use billet_core::{
    BlogId, Cause, CommentId, CommentWords, Job, JobId, JobKind, JobState, MediaHash,
    PublicationId, RemoteStatus, RevisionId,
};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};
use uuid::Uuid;

use super::{WHAT, get};
use crate::StoreError;
use crate::column::{all, first, read, run, to_json};

/// Takes a job away that is not being sent, and returns it as it was.
///
/// - `Decide`: the comment stands again as the decision before it left it, if that is still open,
///   else as the blog last said.
/// - `Reply`: the reply's own row goes, unless the blog has it, and its text is the begun reply to
///   the comment again. If it may have arrived, the next answer to that comment is looked for first.
/// - `EditComment`: the comment says again what the moderator saw, unless another edit is open.
/// - `Upload`: what waits for the picture needs the writer.
/// - `Publish`, `Trash`: the publication goes if it certainly never got a place on its blog and
///   nothing else is to be done about it; else what the blog is known to have, text and target, is
///   what the writer last asked for. Pictures of a `Publish` that wait and that nothing else shows
///   are not sent either. A post that was to move there stays where it is.
///
/// A job that is done only leaves the list.
///
/// # Errors
/// [`StoreError::JobIsSending`] while it is; [`StoreError::NoJob`] when there is none of this id.
pub fn cancel(conn: &Connection, id: JobId) -> Result<Job, StoreError> {
    let job = get(conn, id)?;
    if job.state == JobState::Sending {
        return Err(StoreError::JobIsSending { id });
    }
    let params = named_params! { ":id": id.0 };
    let doubt = in_doubt(conn, id)?;
    leave_doubt(conn, id)?;
    let wanted = match &job.kind {
        JobKind::Publish { publication } => {
            Some(crate::publications::get(conn, *publication)?.wanted)
        }
        _ => None,
    };
    run(
        conn,
        "DELETE FROM jobs WHERE id = :id",
        params,
        "take a job away",
    )?;
    if job.state != JobState::Done {
        match &job.kind {
            JobKind::Decide { comment, .. } => undecide(conn, *comment)?,
            JobKind::Reply { reply } => {
                if doubt {
                    crate::comments::leave_doubt(conn, *reply)?;
                }
                crate::comments::take_back(conn, *reply)?;
            }
            JobKind::EditComment { comment, seen, .. } => unedit(conn, *comment, seen)?,
            JobKind::Upload { media } => {
                let name = crate::media::get(conn, media).map(|media| media.name);
                refuse_waiting(conn, job.blog, media, &name.unwrap_or_default())?;
            }
            // A removal took the place of what was still to be sent.
            JobKind::Publish { publication } | JobKind::Trash { publication, .. } => {
                super::behind::stay(conn, publication.0)?;
                unwant(conn, *publication)?;
            }
        }
        if let Some(wanted) = wanted {
            leave_pictures(conn, job.blog, wanted)?;
        }
    }
    Ok(job)
}

/// The pictures of a text that is not to be sent are not to be sent either, unless another post
/// shows them or one is on its way.
fn leave_pictures(conn: &Connection, blog: BlogId, text: RevisionId) -> Result<(), StoreError> {
    run(
        conn,
        "DELETE FROM jobs AS p
         WHERE p.blog = :blog AND p.doubt = 0 AND p.state IN ('queued', 'retry', 'failed')
           AND p.media IN (SELECT media FROM revision_media WHERE revision = :text)
           AND NOT EXISTS (
               SELECT 1 FROM jobs j JOIN publications u ON u.id = j.publication
               JOIN revision_media r ON r.revision = u.wanted
               WHERE j.blog = p.blog AND j.state <> 'done' AND j.kind ->> '$.kind' = 'publish'
                 AND r.media = p.media)",
        named_params! { ":blog": blog.0, ":text": text.0 },
        "leave the pictures of a post",
    )?;
    Ok(())
}

/// Whether an earlier request of a job may have arrived.
///
/// # Errors
/// [`StoreError::NoJob`] when there is none of this id.
pub fn in_doubt(conn: &Connection, id: JobId) -> Result<bool, StoreError> {
    let sql = "SELECT doubt FROM jobs WHERE id = :id";
    let params = named_params! { ":id": id.0 };
    first(
        conn,
        sql,
        params,
        "see whether a request may have arrived",
        |row| read(row, "doubt", WHAT),
    )?
    .ok_or(StoreError::NoJob { id })
}

/// Nothing of a job has arrived: the writer looked. It is sent as for the first time.
///
/// # Errors
/// [`StoreError::NoJob`] when there is none of this id.
pub fn certainly_not_there(conn: &Connection, id: JobId) -> Result<(), StoreError> {
    let sql = "UPDATE jobs SET doubt = 0 WHERE id = :id AND state = 'failed'";
    run(
        conn,
        sql,
        named_params! { ":id": id.0 },
        "note that nothing arrived",
    )?;
    Ok(())
}

/// A place that may have been made is looked for by the next job about the same publication, now or
/// some day, before it makes one: the publication keeps its marker.
fn leave_doubt(conn: &Connection, id: JobId) -> Result<(), StoreError> {
    let doing = "leave a doubt behind";
    let by = named_params! { ":id": id.0 };
    run(
        conn,
        "UPDATE jobs SET state = 'unknown', doubt = 1, cause = NULL
         WHERE publication = (SELECT publication FROM jobs WHERE id = :id AND doubt = 1)
           AND id <> :id AND state IN ('queued', 'retry')",
        by,
        doing,
    )?;
    run(
        conn,
        "UPDATE publications SET doubt = 1
         WHERE id = (SELECT publication FROM jobs WHERE id = :id AND doubt = 1)
           AND remote_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM jobs WHERE publication = publications.id
                           AND id <> :id AND state <> 'done')",
        by,
        doing,
    )?;
    Ok(())
}

fn undecide(conn: &Connection, comment: CommentId) -> Result<(), StoreError> {
    let decided = super::of_comment(conn, comment)?
        .iter()
        .rev()
        .find_map(|job| {
            match (&job.kind, &job.state) {
                // A failed one decided nothing.
                (_, JobState::Failed { .. }) => None,
                (JobKind::Decide { decision, .. }, _) => Some(decision.leads_to()),
                _ => None,
            }
        });
    run(
        conn,
        "UPDATE comments SET status = coalesce(:decided, remote_status) WHERE id = :id",
        named_params! { ":id": comment.0, ":decided": decided.map(|s| s.as_str()) },
        "take a decision back",
    )?;
    Ok(())
}

fn unedit(conn: &Connection, comment: CommentId, seen: &CommentWords) -> Result<(), StoreError> {
    let edits = super::of_comment(conn, comment)?;
    let another = |job: &Job| matches!(job.kind, JobKind::EditComment { .. });
    if edits.iter().any(another) {
        return Ok(());
    }
    crate::comments::set_words(conn, comment, seen, None)
}

/// The posts that wait for a picture which will not be sent cannot be sent either.
fn refuse_waiting(
    conn: &Connection,
    blog: BlogId,
    media: &MediaHash,
    name: &str,
) -> Result<(), StoreError> {
    let cause = Cause::Pictures {
        first: name.to_owned(),
    };
    let sql = format!(
        "UPDATE jobs AS j SET state = 'failed', cause = :cause
         WHERE j.blog = :blog AND j.state IN ('queued', 'retry', 'unknown') AND {}",
        super::claim::NEEDS_MEDIA
    );
    run(
        conn,
        &sql,
        named_params! {
            ":blog": blog.0,
            ":media": media.as_str(),
            ":cause": to_json(&cause, WHAT)?,
        },
        "stop what waits for a picture",
    )?;
    Ok(())
}

fn unwant(conn: &Connection, publication: PublicationId) -> Result<(), StoreError> {
    let params = named_params! { ":id": publication.0 };
    if !super::of_publication(conn, publication)?.is_empty() {
        return Ok(());
    }
    crate::publications::remove_unsent(conn, publication)?;
    run(
        conn,
        "UPDATE publications
         SET wanted = sent, target = coalesce(sent_target, target), 
             settings = json_remove(sent_settings, '$.varied.origin')
         WHERE id = :id AND sent IS NOT NULL",
        params,
        "take a publication back",
    )?;
    Ok(())
}

/// Takes back the removal of a publication from its blog, as far as it certainly has not left. What
/// it took the place of is put back: a text that the blog does not have yet is due again `now`.
/// Returns whether it is too late, because the post is in the blog's trash or may be there soon.
///
/// # Errors
/// SQLite's, [`StoreError::NoPublication`] or [`StoreError::Unreadable`].
pub fn cancel_removal(
    conn: &Connection,
    publication: PublicationId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let doing = "take a removal back";
    let by = named_params! { ":id": publication.0 };
    let taken_back = run(
        conn,
        "DELETE FROM jobs WHERE publication = :id AND kind ->> '$.kind' = 'trash'
           AND state IN ('queued', 'retry', 'failed') AND doubt = 0",
        by,
        doing,
    )? > 0;
    let left = first(
        conn,
        "SELECT 1 FROM jobs WHERE publication = :id AND kind ->> '$.kind' = 'trash'
           AND state <> 'done'",
        by,
        doing,
        |_| Ok(()),
    )?
    .is_some();
    let p = crate::publications::get(conn, publication)?;
    let other_target = p.sent_target.is_some_and(|sent| sent != p.target);
    if taken_back && !left && (p.sent != Some(p.wanted) || other_target) {
        super::add(
            conn,
            p.blog,
            &JobKind::Publish { publication },
            None,
            now,
            now,
        )?;
    }
    Ok(left || p.status == Some(RemoteStatus::Trash))
}

/// Takes back the decisions of one stroke that certainly have not been carried out. Returns how
/// many were taken back, and how many had left already.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn undo_batch(conn: &Connection, batch: Uuid) -> Result<(usize, usize), StoreError> {
    let jobs = all(
        conn,
        "SELECT id, state IN ('queued', 'retry', 'failed') AND doubt = 0 AS here FROM jobs
         WHERE batch = :batch ORDER BY id",
        named_params! { ":batch": batch.to_string() },
        "find the decisions of one stroke",
        |row| {
            Ok((
                JobId(read(row, "id", WHAT)?),
                read::<bool>(row, "here", WHAT)?,
            ))
        },
    )?;
    let mut undone = 0;
    for (id, _) in jobs.iter().filter(|(_, here)| *here) {
        cancel(conn, *id)?;
        undone += 1;
    }
    Ok((undone, jobs.len() - undone))
}
