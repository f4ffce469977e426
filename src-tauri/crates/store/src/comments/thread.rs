//! What stands around a comment: its conversation, its post, and what else its author wrote.

use billet_core::{BlogId, Comment, CommentId, CommentStatus, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::{COLUMNS, WHAT, from_row, get, read_status};
use crate::StoreError;
use crate::column::{all, first, read, read_time};

/// How many comments a conversation shows at most.
const LONGEST: i64 = 200;

/// The conversation a comment stands in: what it answers, up to the first comment, itself, and its
/// direct and further answers; oldest first, at most 200. Spam and trash are left out, except in
/// the line that leads to the comment and the comment itself.
///
/// What a blog says about parents is not trusted: a ring of them ends where it began.
///
/// # Errors
/// [`StoreError::NoComment`] when there is none of this id.
pub fn thread(conn: &Connection, id: CommentId) -> Result<Vec<Comment>, StoreError> {
    let comment = get(conn, id)?;
    // The two recursions carry only ids: UNION then drops what was met before, so a ring ends. The
    // LIMITs bound the work that a hostile blog can cause.
    let sql = format!(
        "WITH RECURSIVE
         line (id) AS (
             VALUES (:id)
             UNION
             SELECT above.id FROM line
             JOIN comments here ON here.id = line.id
             JOIN comments above ON above.blog = :blog AND above.remote_id = here.parent
             LIMIT 100),
         below (id) AS (
             VALUES (:id)
             UNION
             SELECT answer.id FROM below
             JOIN comments here ON here.id = below.id
             JOIN comments answer ON answer.blog = :blog AND answer.parent = here.remote_id
             LIMIT 2000),
         answers (id) AS (
             SELECT c.id FROM comments c
             WHERE c.id IN (SELECT id FROM below) AND c.id NOT IN (SELECT id FROM line)
               AND c.status IN ('pending', 'approved')
             ORDER BY c.written_at, c.id
             LIMIT :longest - (SELECT count(*) FROM line))
         SELECT {COLUMNS} FROM comments
         WHERE id IN (SELECT id FROM line UNION ALL SELECT id FROM answers)
         ORDER BY written_at, id"
    );
    let params = named_params! { ":id": id.0, ":blog": comment.blog.0, ":longest": LONGEST };
    all(conn, &sql, params, "read a conversation", from_row)
}

/// How many approved comments are known under a post of a blog.
///
/// # Errors
/// SQLite's.
pub fn count_on_post(conn: &Connection, blog: BlogId, post: &RemoteId) -> Result<i64, StoreError> {
    let many = first(
        conn,
        "SELECT count(*) AS many FROM comments
         WHERE blog = :blog AND post = :post AND status = 'approved'",
        named_params! { ":blog": blog.0, ":post": post.as_str() },
        "count a post's comments",
        |row| read(row, "many", WHAT),
    )?;
    Ok(many.unwrap_or_default())
}

/// What is known of an author: how many of their comments stand where, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuthorRecord {
    /// How many are approved.
    pub approved: i64,
    /// How many wait.
    pub pending: i64,
    /// How many are spam.
    pub spam: i64,
    /// How many were thrown away.
    pub trash: i64,
    /// When the first of them was written.
    pub first_seen: Option<Timestamp>,
}

/// What is known of a comment's author, this comment included: over all blogs by the e-mail address
/// given, or without one by the name on the same blog. Of somebody who gave neither, nothing. An
/// address is the author's own claim, so this is a hint for a moderator, never a proof.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn author_record(conn: &Connection, comment: &Comment) -> Result<AuthorRecord, StoreError> {
    let author = &comment.author;
    let (by, params): (_, &[(&str, &dyn rusqlite::ToSql)]) = if !author.email.is_empty() {
        (
            "author_email = :email AND author_email <> ''",
            &[(":email", &author.email)],
        )
    } else if !author.name.is_empty() {
        (
            "blog = :blog AND author_name = :name AND author_email = ''",
            &[(":blog", &comment.blog.0), (":name", &author.name)],
        )
    } else {
        return Ok(AuthorRecord::default());
    };
    let sql = format!(
        "SELECT status, count(*) AS many, min(written_at) AS first_seen FROM comments
         WHERE {by} GROUP BY status"
    );
    let found = all(conn, &sql, params, "look up an author", |row| {
        let many: i64 = read(row, "many", WHAT)?;
        Ok((
            read_status(row, "status")?,
            many,
            read_time(row, "first_seen", WHAT)?,
        ))
    })?;
    let mut record = AuthorRecord::default();
    for (status, many, first_seen) in found {
        match status {
            CommentStatus::Approved => record.approved = many,
            CommentStatus::Pending => record.pending = many,
            CommentStatus::Spam => record.spam = many,
            CommentStatus::Trash => record.trash = many,
        }
        record.first_seen = Some(
            record
                .first_seen
                .map_or(first_seen, |at| at.min(first_seen)),
        );
    }
    Ok(record)
}
