//! Comments of all blogs, and one's own replies. `status` is where a comment stands here (a
//! decision applies at once), `remote_status` where it stood on the blog at the last look.
//!
//! The HTML is stored as it is handed in, sanitised; nothing here reads or renders it.

mod arrive;
mod deleted;
mod list;
mod replies;
mod sweep;
mod thread;

use billet_core::{
    BlogId, Comment, CommentAuthor, CommentId, CommentStatus, CommentWords, RemoteId,
};
use rusqlite::{Connection, Row, named_params};

pub use arrive::{Arrived, arrive, edited, remove, unseen};
pub use deleted::{Deleted, deleted, deleted_there};
pub use list::{CommentRow, Filter, counts, list};
pub use replies::{add_reply, drafts, forget_arrived, keep_draft, reply_sent, unsent};
pub(crate) use replies::{leave_doubt, take_back, take_doubt};
pub use sweep::{Sweep, begin, count, missing, set_sweep, sweep, swept};
pub use thread::{AuthorRecord, author_record, count_on_post, thread};

use crate::StoreError;
use crate::column::{first, read, read_time, run};

const WHAT: &str = "a comment";

const COLUMNS: &str = "id, blog, remote_id, post, parent, author_name, author_email, author_url, \
                       is_mine, html, status, remote_status, written_at, url";

fn from_row(row: &Row<'_>) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: CommentId(read(row, "id", WHAT)?),
        blog: BlogId(read(row, "blog", WHAT)?),
        remote_id: read::<Option<String>>(row, "remote_id", WHAT)?.map(RemoteId),
        post: RemoteId(read(row, "post", WHAT)?),
        parent: read::<Option<String>>(row, "parent", WHAT)?.map(RemoteId),
        author: CommentAuthor {
            name: read(row, "author_name", WHAT)?,
            email: read(row, "author_email", WHAT)?,
            url: read(row, "author_url", WHAT)?,
        },
        is_mine: read(row, "is_mine", WHAT)?,
        html: read(row, "html", WHAT)?,
        status: read_status(row, "status")?,
        remote_status: read_status(row, "remote_status")?,
        written_at: read_time(row, "written_at", WHAT)?,
        url: read(row, "url", WHAT)?,
    })
}

fn read_status(row: &Row<'_>, name: &'static str) -> Result<CommentStatus, StoreError> {
    CommentStatus::parse(&read::<String>(row, name, WHAT)?)
        .ok_or(StoreError::Unreadable { what: WHAT })
}

/// One comment.
///
/// # Errors
/// [`StoreError::NoComment`] when there is none of this id.
pub fn get(conn: &Connection, id: CommentId) -> Result<Comment, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM comments WHERE id = :id");
    first(
        conn,
        &sql,
        named_params! { ":id": id.0 },
        "read a comment",
        from_row,
    )?
    .ok_or(StoreError::NoComment { id })
}

/// The comment that a blog calls `remote_id`, if it is known here.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn by_remote(
    conn: &Connection,
    blog: BlogId,
    remote_id: &RemoteId,
) -> Result<Option<Comment>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM comments WHERE blog = :blog AND remote_id = :remote_id");
    let params = named_params! { ":blog": blog.0, ":remote_id": remote_id.as_str() };
    first(conn, &sql, params, "find a comment", from_row)
}

/// Changes where the comment stands here, and nothing else: a decision applies at once.
///
/// # Errors
/// [`StoreError::NoComment`] when there is none of this id.
pub fn set_status(
    conn: &Connection,
    id: CommentId,
    status: CommentStatus,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE comments SET status = :status WHERE id = :id",
        named_params! { ":status": status.as_str(), ":id": id.0 },
        "note a decision",
    )?;
    if changed == 0 {
        Err(StoreError::NoComment { id })
    } else {
        Ok(())
    }
}

/// What the blog now says, in an answer about this very comment: both statuses follow it. Only a
/// further decision that still waits to be sent keeps its own status here.
///
/// # Errors
/// [`StoreError::NoComment`] when there is none of this id.
pub fn set_remote_status(
    conn: &Connection,
    id: CommentId,
    status: CommentStatus,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE comments
         SET remote_status = :status,
             status = CASE WHEN EXISTS (
                 SELECT 1 FROM jobs j
                 WHERE j.comment = comments.id AND j.state IN ('queued', 'retry', 'unknown')
                   AND j.kind ->> '$.kind' = 'decide')
             THEN status ELSE :status END
         WHERE id = :id",
        named_params! { ":status": status.as_str(), ":id": id.0 },
        "note how a comment stands on its blog",
    )?;
    if changed == 0 {
        Err(StoreError::NoComment { id })
    } else {
        Ok(())
    }
}

/// Changes what a comment says here, and nothing else: an edit applies at once. `plain` is its text
/// without markup; `None` leaves the one for lists and search until the blog says what it has.
///
/// # Errors
/// [`StoreError::NoComment`] when there is none of this id.
pub fn set_words(
    conn: &Connection,
    id: CommentId,
    words: &CommentWords,
    plain: Option<&str>,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE comments
         SET html = :html, author_name = :name, author_url = :url, plain = coalesce(:plain, plain)
         WHERE id = :id",
        named_params! {
            ":html": words.html,
            ":name": words.name,
            ":url": words.url,
            ":plain": plain,
            ":id": id.0,
        },
        "note an edit",
    )?;
    if changed == 0 {
        Err(StoreError::NoComment { id })
    } else {
        Ok(())
    }
}
