//! Comments as a fetch brings them, and those that a fetch no longer finds.

use std::collections::HashSet;

use billet_core::{BlogId, CommentAuthor, CommentId, CommentStatus, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::WHAT;
use crate::StoreError;
use crate::column::{all, first, read, run};

/// A comment as it arrives: already sanitised, with its plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// What the blog calls it.
    pub remote_id: RemoteId,
    /// What the blog calls the post it is on.
    pub post: RemoteId,
    /// What the blog calls the comment it answers.
    pub parent: Option<RemoteId>,
    /// Who wrote it, by their own claim.
    pub author: CommentAuthor,
    /// It was written by the blog's own account.
    pub is_mine: bool,
    /// The text as HTML, sanitised to the comment tags.
    pub html: String,
    /// The text without markup, for lists and search.
    pub plain: String,
    /// Where it stands on the blog.
    pub status: CommentStatus,
    /// When the reader wrote it.
    pub written_at: Timestamp,
    /// Its address on the blog; empty when the blog gives none.
    pub url: String,
}

/// Inserts a comment, or updates the one with the same blog and remote id. `remote_status` always
/// follows the blog; `status` follows it unless a decision on it is still open (also a failed one:
/// the moderator has not been heard yet), and what it says does unless an edit is. Returns whether it is new here or anything changed.
///
/// # Errors
/// [`StoreError::NoBlog`] for a new one when the blog was removed meanwhile; SQLite's.
pub fn arrive(conn: &Connection, blog: BlogId, comment: &Arrived) -> Result<bool, StoreError> {
    let known = first(
        conn,
        "SELECT id FROM comments WHERE blog = :blog AND remote_id = :remote_id",
        named_params! { ":blog": blog.0, ":remote_id": comment.remote_id.as_str() },
        "find a comment",
        |row| Ok(CommentId(read(row, "id", WHAT)?)),
    )?;
    match known {
        Some(id) => update(conn, id, comment),
        None => insert(conn, blog, comment).map(|()| true),
    }
}

fn insert(conn: &Connection, blog: BlogId, comment: &Arrived) -> Result<(), StoreError> {
    let kept = run(
        conn,
        "INSERT INTO comments (blog, remote_id, post, parent, author_name, author_email,
             author_url, is_mine, html, plain, status, remote_status, written_at, url)
         SELECT :blog, :remote_id, :post, :parent, :author_name, :author_email,
             :author_url, :is_mine, :html, :plain, :status, :status, :written_at, :url
         WHERE EXISTS (SELECT 1 FROM blogs WHERE id = :blog AND removed_at IS NULL)",
        named_params! {
            ":blog": blog.0,
            ":remote_id": comment.remote_id.as_str(),
            ":post": comment.post.as_str(),
            ":parent": comment.parent.as_ref().map(RemoteId::as_str),
            ":author_name": comment.author.name,
            ":author_email": comment.author.email,
            ":author_url": comment.author.url,
            ":is_mine": comment.is_mine,
            ":html": comment.html,
            ":plain": comment.plain,
            ":status": comment.status.as_str(),
            ":written_at": comment.written_at.as_millisecond(),
            ":url": comment.url,
        },
        "keep a comment",
    )?;
    if kept == 0 {
        return Err(StoreError::NoBlog { id: blog });
    }
    Ok(())
}

/// Gives the row what the blog says, and its remote id; whether that changed anything. A row that
/// is already so is not written at all: most of a fetch brings nothing new.
pub(super) fn update(
    conn: &Connection,
    id: CommentId,
    comment: &Arrived,
) -> Result<bool, StoreError> {
    let changed = run(
        conn,
        "WITH edited AS (SELECT EXISTS (
                 SELECT 1 FROM jobs j
                 WHERE j.comment = :id AND j.state <> 'done'
                   AND j.kind ->> '$.kind' = 'edit_comment') AS here),
         says AS (SELECT iif(here, c.html, :html) AS html, iif(here, c.plain, :plain) AS plain,
                      iif(here, c.author_name, :author_name) AS author_name,
                      iif(here, c.author_url, :author_url) AS author_url
                  FROM edited, comments c WHERE c.id = :id),
         arrived AS (SELECT CASE WHEN EXISTS (
                 SELECT 1 FROM jobs j
                 WHERE j.comment = :id AND j.state <> 'done' AND j.kind ->> '$.kind' = 'decide')
             THEN (SELECT status FROM comments WHERE id = :id) ELSE :status END AS status)
         UPDATE comments
         SET remote_id = :remote_id, post = :post, parent = :parent,
             author_name = (SELECT author_name FROM says), author_email = :author_email,
             author_url = (SELECT author_url FROM says), is_mine = :is_mine,
             html = (SELECT html FROM says), plain = (SELECT plain FROM says), status = (SELECT status FROM arrived),
             remote_status = :status, written_at = :written_at, url = :url
         WHERE id = :id AND (
             remote_id IS NOT :remote_id OR post <> :post OR parent IS NOT :parent
             OR author_name <> (SELECT author_name FROM says) OR author_email <> :author_email
             OR author_url <> (SELECT author_url FROM says) OR is_mine <> :is_mine
             OR html <> (SELECT html FROM says) OR plain <> (SELECT plain FROM says) OR status <> (SELECT status FROM arrived)
             OR remote_status <> :status OR written_at <> :written_at OR url <> :url)",
        named_params! {
            ":id": id.0,
            ":remote_id": comment.remote_id.as_str(),
            ":post": comment.post.as_str(),
            ":parent": comment.parent.as_ref().map(RemoteId::as_str),
            ":author_name": comment.author.name,
            ":author_email": comment.author.email,
            ":author_url": comment.author.url,
            ":is_mine": comment.is_mine,
            ":html": comment.html,
            ":plain": comment.plain,
            ":status": comment.status.as_str(),
            ":written_at": comment.written_at.as_millisecond(),
            ":url": comment.url,
        },
        "bring a comment up to date",
    )?;
    Ok(changed > 0)
}

/// The blog took an edit, and has the comment as it comes now: that is what it says, unless another
/// edit is to be sent.
///
/// # Errors
/// As [`arrive`].
pub fn edited(conn: &Connection, blog: BlogId, comment: &Arrived) -> Result<(), StoreError> {
    let waits = "SELECT 1 FROM jobs j JOIN comments c ON c.id = j.comment
         WHERE c.blog = :blog AND c.remote_id = :remote_id
           AND j.kind ->> '$.kind' = 'edit_comment' AND j.state IN ('queued', 'retry', 'unknown')";
    let params = named_params! { ":blog": blog.0, ":remote_id": comment.remote_id.as_str() };
    let waits = first(conn, waits, params, "look for another edit", |_| Ok(()))?.is_some();
    arrive(conn, blog, comment)?;
    if !waits {
        run(
            conn,
            "UPDATE comments SET html = :html, plain = :plain, author_name = :name,
                 author_url = :url
             WHERE blog = :blog AND remote_id = :remote_id",
            named_params! {
                ":html": comment.html,
                ":plain": comment.plain,
                ":name": comment.author.name,
                ":url": comment.author.url,
                ":blog": blog.0,
                ":remote_id": comment.remote_id.as_str(),
            },
            "note an edit",
        )?;
    }
    Ok(())
}

/// After a whole fetch of one status: the comments of this blog that stood so at the last look and
/// were not among `seen`. Each was moved or deleted on the blog, and the caller looks at it there.
/// A comment with an open job is left to that job.
///
/// # Errors
/// SQLite's.
pub fn unseen(
    conn: &Connection,
    blog: BlogId,
    status: CommentStatus,
    seen: &[RemoteId],
) -> Result<Vec<(CommentId, RemoteId)>, StoreError> {
    let seen: HashSet<&str> = seen.iter().map(RemoteId::as_str).collect();
    let mut known = all(
        conn,
        "SELECT id, remote_id FROM comments c
         WHERE blog = :blog AND remote_status = :status AND remote_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.comment = c.id AND j.state <> 'done')
         ORDER BY id",
        named_params! { ":blog": blog.0, ":status": status.as_str() },
        "find comments that a blog no longer lists",
        |row| {
            Ok((
                CommentId(read(row, "id", WHAT)?),
                RemoteId(read(row, "remote_id", WHAT)?),
            ))
        },
    )?;
    known.retain(|(_, remote_id)| !seen.contains(remote_id.as_str()));
    Ok(known)
}

/// The blog no longer has it: the comment goes, with its jobs. One that the writer is answering (a
/// begun reply, or one in the outbox) moves to the trash here instead, so that no words go with it.
/// Whether that changed anything. None of this id: nothing happens.
///
/// # Errors
/// SQLite's.
pub fn remove(conn: &Connection, id: CommentId) -> Result<bool, StoreError> {
    let doing = "forget a comment";
    let params = named_params! { ":id": id.0 };
    let trash = "UPDATE comments SET status = 'trash', remote_status = 'trash'
                 WHERE id = :id AND (status <> 'trash' OR remote_status <> 'trash')
                   AND EXISTS (SELECT 1 FROM reply_drafts WHERE comment = :id)";
    let delete = "DELETE FROM comments
                  WHERE id = :id AND NOT EXISTS (SELECT 1 FROM reply_drafts WHERE comment = :id)";
    let changed = run(conn, trash, params, doing)? + run(conn, delete, params, doing)?;
    Ok(changed > 0)
}
