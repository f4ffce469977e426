//! One's own replies: shown in their conversation at once, joined with what the blog made of them
//! when they have arrived there.

use billet_core::{Comment, CommentId, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::arrive::{Arrived, update};
use super::{WHAT, by_remote, get, set_status};
use crate::StoreError;
use crate::column::{all, first, read, run};

/// The local row of a reply to `parent`, sanitised and with its plain text: written now, by this
/// blog's own account, approved here; it has no remote id until it has arrived.
///
/// # Errors
/// SQLite's.
pub fn add_reply(
    conn: &Connection,
    parent: &Comment,
    author_name: &str,
    html: &str,
    plain: &str,
    now: Timestamp,
) -> Result<CommentId, StoreError> {
    first(
        conn,
        "INSERT INTO comments (blog, remote_id, post, parent, author_name, author_email,
             author_url, is_mine, html, plain, status, remote_status, written_at, url)
         VALUES (:blog, NULL, :post, :parent, :author_name, '',
             '', 1, :html, :plain, 'approved', 'pending', :written_at, '')
         RETURNING id",
        named_params! {
            ":blog": parent.blog.0,
            ":post": parent.post.as_str(),
            ":parent": parent.remote_id.as_ref().map(RemoteId::as_str),
            ":author_name": author_name,
            ":html": html,
            ":plain": plain,
            ":written_at": now.as_millisecond(),
        },
        "keep a reply",
        |row| Ok(CommentId(read(row, "id", WHAT)?)),
    )?
    .ok_or(StoreError::Unreadable { what: WHAT })
}

/// Keeps what is typed as a reply to a comment; an empty text is forgotten.
///
/// # Errors
/// SQLite's.
pub fn keep_draft(conn: &Connection, to: CommentId, text: &str) -> Result<(), StoreError> {
    if text.is_empty() {
        return run(
            conn,
            "DELETE FROM reply_drafts WHERE comment = :to",
            named_params! { ":to": to.0 },
            "forget a begun reply",
        )
        .map(|_| ());
    }
    run(
        conn,
        "INSERT INTO reply_drafts (comment, text) VALUES (:to, :text)
         ON CONFLICT (comment) DO UPDATE SET text = excluded.text",
        named_params! { ":to": to.0, ":text": text },
        "keep a begun reply",
    )
    .map(|_| ())
}

/// Every reply that was begun and not sent, by the comment it answers.
///
/// # Errors
/// SQLite's.
pub fn drafts(conn: &Connection) -> Result<Vec<(CommentId, String)>, StoreError> {
    all(
        conn,
        "SELECT comment, text FROM reply_drafts ORDER BY comment",
        [],
        "read the begun replies",
        |row| {
            Ok((
                CommentId(read(row, "comment", WHAT)?),
                read(row, "text", WHAT)?,
            ))
        },
    )
}

/// The blog has the reply now, as `remote` says. If a fetch already brought it as another row, that
/// row gives way to this one, and what was decided on it meanwhile goes on here. If the reply's own
/// row is gone, nothing happens.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn reply_sent(conn: &Connection, id: CommentId, remote: &Arrived) -> Result<(), StoreError> {
    let reply = match get(conn, id) {
        Ok(reply) => reply,
        Err(StoreError::NoComment { .. }) => {
            // Its blog was removed while it was being sent; if not, the next fetch brings it.
            tracing::warn!(reply = %id, remote = %remote.remote_id, "its row is gone");
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    if let Some(other) = by_remote(conn, reply.blog, &remote.remote_id)?
        && other.id != id
    {
        run(
            conn,
            "UPDATE jobs SET comment = :id, kind = json_set(kind, '$.comment', :id)
             WHERE comment = :other AND kind ->> '$.kind' = 'decide'",
            named_params! { ":id": id.0, ":other": other.id.0 },
            "move the decisions on a reply",
        )?;
        set_status(conn, id, other.status)?;
        super::remove(conn, other.id)?;
    }
    update(conn, id, remote)?;
    Ok(())
}
