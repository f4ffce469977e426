//! The outbox as people see it, and as publications and comments ask for it.

use billet_core::{BlogId, CommentId, Job, JobId, PostId, PublicationId, RemoteId, RevisionId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params};

use super::{COLUMNS, WHAT, from_row};
use crate::StoreError;
use crate::column::{all, first, read, read_time};

/// A row for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// The job.
    pub job: Job,
    /// Its blog's name.
    pub blog_name: String,
    /// The title of the post, the author of the comment decided on, edited or answered, or the name
    /// of the picture.
    pub about: String,
    /// The post it is about, of a publication's job.
    pub post: Option<PostId>,
    /// The comment decided on or edited, or the reply's own row.
    pub comment: Option<CommentId>,
    /// What the blog calls the post, the comment or the picture, once it has it.
    pub remote_id: Option<RemoteId>,
    /// Where the post, the comment or the picture can be seen.
    pub url: Option<String>,
    /// When it is tried next, if nothing else stands before it: its own time, or its blog's.
    pub next_at: Timestamp,
    /// Its blog could not be reached the last time.
    pub away: bool,
}

fn row_from_row(row: &Row<'_>) -> Result<JobRow, StoreError> {
    Ok(JobRow {
        job: from_row(row)?,
        blog_name: read(row, "blog_name", WHAT)?,
        about: read(row, "about", WHAT)?,
        post: read::<Option<i64>>(row, "post", WHAT)?.map(PostId),
        comment: read::<Option<i64>>(row, "comment", WHAT)?.map(CommentId),
        remote_id: read::<Option<String>>(row, "remote_id", WHAT)?.map(RemoteId),
        url: read(row, "url", WHAT)?,
        next_at: read_time(row, "next_at", WHAT)?,
        away: read(row, "away", WHAT)?,
    })
}

/// All open jobs (everything but done), oldest first, then the last `done` done ones, newest first.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn list(conn: &Connection, done: usize) -> Result<Vec<JobRow>, StoreError> {
    let select = select();
    let open = format!("{select} WHERE j.state <> 'done' ORDER BY j.id");
    let mut rows = all(conn, &open, [], "list the outbox", row_from_row)?;
    let ended =
        format!("{select} WHERE j.state = 'done' ORDER BY j.ended_at DESC, j.id DESC LIMIT :limit");
    let limit = i64::try_from(done).unwrap_or(i64::MAX);
    let params = named_params! { ":limit": limit };
    rows.extend(all(
        conn,
        &ended,
        params,
        "list what was sent",
        row_from_row,
    )?);
    Ok(rows)
}

/// A job as its screen shows it.
///
/// # Errors
/// [`StoreError::NoJob`], SQLite's, or [`StoreError::Unreadable`].
pub fn row(conn: &Connection, id: JobId) -> Result<JobRow, StoreError> {
    let select = format!("{} WHERE j.id = :id", select());
    let params = named_params! { ":id": id.0 };
    first(conn, &select, params, "read a job", row_from_row)?.ok_or(StoreError::NoJob { id })
}

fn select() -> String {
    format!(
        "SELECT {COLUMNS}, b.name AS blog_name, u.post AS post, j.comment AS comment,
             coalesce(p.title, answered.author_name, c.author_name, m.name, '') AS about,
             coalesce(u.remote_id, c.remote_id, up.remote_id) AS remote_id,
             coalesce(u.url, nullif(c.url, ''), up.url) AS url,
             max(j.due_at, coalesce(b.rest_until, 0)) AS next_at, b.failures > 0 AS away
         FROM jobs j
         LEFT JOIN media m ON m.hash = j.media
         LEFT JOIN uploads up ON up.media = j.media AND up.blog = j.blog
         JOIN blogs b ON b.id = j.blog
         LEFT JOIN publications u ON u.id = j.publication
         LEFT JOIN posts p ON p.id = u.post
         LEFT JOIN comments c ON c.id = j.comment
         LEFT JOIN comments answered ON answered.blog = c.blog AND answered.remote_id = c.parent
             AND j.kind ->> '$.kind' = 'reply'"
    )
}

/// The outbox in numbers, for the line that tells the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Jobs that wait: queued (decisions in their grace time too), to be tried again, or looked
    /// for.
    pub waiting: i64,
    /// Jobs being sent this moment.
    pub sending: i64,
    /// Jobs that need the writer.
    pub failed: i64,
    /// Those of `waiting` whose blog could not be reached.
    pub offline: i64,
}

/// Counts the open jobs.
///
/// # Errors
/// SQLite's.
pub fn tally(conn: &Connection) -> Result<Tally, StoreError> {
    let counted = first(
        conn,
        "SELECT count(*) FILTER (WHERE state IN ('queued', 'retry', 'unknown')) AS waiting,
                count(*) FILTER (WHERE state = 'sending') AS sending,
                count(*) FILTER (WHERE state = 'failed') AS failed,
                count(*) FILTER (WHERE (state = 'retry' AND cause ->> '$.cause' = 'offline')
                                 OR (state IN ('queued', 'retry') AND blog IN
                                     (SELECT id FROM blogs WHERE failures > 0))) AS offline
         FROM jobs WHERE state <> 'done'",
        [],
        "count the outbox",
        |row| {
            Ok(Tally {
                waiting: read(row, "waiting", WHAT)?,
                sending: read(row, "sending", WHAT)?,
                failed: read(row, "failed", WHAT)?,
                offline: read(row, "offline", WHAT)?,
            })
        },
    )?;
    Ok(counted.unwrap_or_default())
}

/// The open jobs of one publication (failed ones too), oldest first.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn of_publication(conn: &Connection, id: PublicationId) -> Result<Vec<Job>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs j
         WHERE j.publication = :id AND j.state <> 'done' ORDER BY j.id"
    );
    all(
        conn,
        &sql,
        named_params! { ":id": id.0 },
        "list a publication's jobs",
        from_row,
    )
}

/// The open jobs of the pictures that a publication waits for (failed ones too), oldest first.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn uploads_for(conn: &Connection, id: PublicationId) -> Result<Vec<Job>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT {COLUMNS} FROM publications u
         JOIN revision_media r ON r.revision = u.wanted
         JOIN jobs j ON j.media = r.media AND j.blog = u.blog
         WHERE u.id = :id AND j.state <> 'done' ORDER BY j.id"
    );
    all(
        conn,
        &sql,
        named_params! { ":id": id.0 },
        "list a post's pictures on their way",
        from_row,
    )
}

/// The open jobs about one comment (failed ones too), oldest first: decisions on it, or the sending
/// of it when it is one's own reply.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn of_comment(conn: &Connection, id: CommentId) -> Result<Vec<Job>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs j
         WHERE j.comment = :id AND j.state <> 'done' ORDER BY j.id"
    );
    all(
        conn,
        &sql,
        named_params! { ":id": id.0 },
        "list a comment's jobs",
        from_row,
    )
}

/// Whether a picture of a text may be on its way to a blog, or have arrived there unseen.
///
/// # Errors
/// SQLite's.
pub fn pictures_leaving(
    conn: &Connection,
    text: RevisionId,
    blog: BlogId,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM jobs
               WHERE blog = :blog AND (state = 'sending' OR doubt = 1)
                 AND media IN (SELECT media FROM revision_media WHERE revision = :text)";
    let params = named_params! { ":blog": blog.0, ":text": text.0 };
    let leaving = first(conn, sql, params, "look for pictures on their way", |_| {
        Ok(())
    })?;
    Ok(leaving.is_some())
}
