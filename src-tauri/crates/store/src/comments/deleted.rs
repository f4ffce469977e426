//! The trace of comments that were deleted on their blog: a moderator who misses one finds out what
//! became of it.

use billet_core::{BlogId, CommentId, CommentStatus, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::arrive::remove;
use super::{WHAT, read_status};
use crate::StoreError;
use crate::column::{all, read, read_time, run};

/// So many are kept of each blog, the newest.
const KEPT: i64 = 200;

/// A comment that is no longer on its blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// Its blog.
    pub blog: BlogId,
    /// What the blog called the post it was on.
    pub post: RemoteId,
    /// The post's title, as far as it is known.
    pub post_title: String,
    /// Who wrote it, by their own claim.
    pub author: String,
    /// Its first words, without markup.
    pub plain: String,
    /// Where it stood on the blog at the last look.
    pub status: CommentStatus,
    /// When the reader wrote it.
    pub written_at: Timestamp,
    /// When it was found to be gone.
    pub noticed_at: Timestamp,
}

/// The blog no longer has it: as [`remove`], and what it was is noted.
///
/// # Errors
/// SQLite's.
pub fn deleted_there(conn: &Connection, id: CommentId, now: Timestamp) -> Result<bool, StoreError> {
    let doing = "note that a comment was deleted";
    run(
        conn,
        "INSERT INTO deleted_comments (blog, post, author_name, plain, status, written_at,
                                       noticed_at)
         SELECT blog, post, author_name, substr(plain, 1, 200), remote_status, written_at, :now
         FROM comments c
         WHERE id = :id AND NOT EXISTS (SELECT 1 FROM reply_drafts WHERE comment = c.id)",
        named_params! { ":id": id.0, ":now": now.as_millisecond() },
        doing,
    )?;
    run(
        conn,
        "DELETE FROM deleted_comments
         WHERE blog = (SELECT blog FROM comments WHERE id = :id) AND id NOT IN (
             SELECT d.id FROM deleted_comments d
             WHERE d.blog = (SELECT blog FROM comments WHERE id = :id)
             ORDER BY d.noticed_at DESC, d.id DESC LIMIT :kept)",
        named_params! { ":id": id.0, ":kept": KEPT },
        doing,
    )?;
    remove(conn, id)
}

/// The comments that were deleted on a blog, or on any; the one that was missed last first.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn deleted(conn: &Connection, blog: Option<BlogId>) -> Result<Vec<Deleted>, StoreError> {
    all(
        conn,
        "SELECT d.blog, d.post, coalesce(p.title, '') AS post_title, d.author_name, d.plain,
                d.status, d.written_at, d.noticed_at
         FROM deleted_comments d
         LEFT JOIN remote_posts p ON p.blog = d.blog AND p.remote_id = d.post
         WHERE :blog IS NULL OR d.blog = :blog
         ORDER BY d.noticed_at DESC, d.id DESC",
        named_params! { ":blog": blog.map(|blog| blog.0) },
        "list the comments that were deleted",
        |row| {
            Ok(Deleted {
                blog: BlogId(read(row, "blog", WHAT)?),
                post: RemoteId(read(row, "post", WHAT)?),
                post_title: read(row, "post_title", WHAT)?,
                author: read(row, "author_name", WHAT)?,
                plain: read(row, "plain", WHAT)?,
                status: read_status(row, "status")?,
                written_at: read_time(row, "written_at", WHAT)?,
                noticed_at: read_time(row, "noticed_at", WHAT)?,
            })
        },
    )
}
