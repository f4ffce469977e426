//! One's own replies: shown in their conversation at once, joined with what the blog made of them
//! when they have arrived there.

use billet_core::{BlogId, Comment, CommentId, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params};

use super::arrive::{Arrived, update};
use super::{WHAT, by_remote, get, set_status};
use crate::StoreError;
use crate::column::{all, first, read, run};

/// The local row of a reply to `parent`, sanitised and with its plain text: written now, by this
/// blog's own account, approved here; it has no remote id until it has arrived. Until then its
/// `markdown` is kept beside it; a begun reply with the same words was this one.
///
/// # Errors
/// SQLite's.
pub fn add_reply(
    conn: &Connection,
    parent: &Comment,
    author_name: &str,
    markdown: &str,
    html: &str,
    plain: &str,
    now: Timestamp,
) -> Result<CommentId, StoreError> {
    let reply = first(
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
    .ok_or(StoreError::Unreadable { what: WHAT })?;
    // One with other words was begun elsewhere meanwhile, and is still to be sent.
    if begun(conn, parent.id)?.is_some_and(|text| text.trim() == markdown.trim()) {
        keep_draft(conn, parent.id, "")?;
    }
    run(
        conn,
        "INSERT INTO reply_drafts (comment, reply, text) VALUES (:to, :reply, :text)",
        named_params! { ":to": parent.id.0, ":reply": reply.0, ":text": markdown },
        "keep a reply's text",
    )?;
    Ok(reply)
}

/// Takes back a reply that its blog does not have: its row goes, and its text is the begun reply
/// again, after what was begun meanwhile. One that has arrived is left.
///
/// # Errors
/// SQLite's.
pub(crate) fn take_back(conn: &Connection, reply: CommentId) -> Result<(), StoreError> {
    let doing = "take a reply back";
    let kept = first(
        conn,
        "SELECT d.comment AS comment, d.text AS text FROM reply_drafts d
         JOIN comments c ON c.id = d.reply AND c.remote_id IS NULL
         WHERE d.reply = :reply",
        named_params! { ":reply": reply.0 },
        doing,
        |row| {
            let text: String = read(row, "text", WHAT)?;
            Ok((CommentId(read(row, "comment", WHAT)?), text))
        },
    )?;
    if let Some((to, text)) = kept {
        put_back(conn, to, &text)?;
    }
    run(
        conn,
        "DELETE FROM comments WHERE id = :reply AND remote_id IS NULL",
        named_params! { ":reply": reply.0 },
        doing,
    )?;
    Ok(())
}

/// The reply may be on its blog, although it is taken back: what is answered to the same comment
/// next is looked for there before it is sent.
pub(crate) fn leave_doubt(conn: &Connection, reply: CommentId) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT OR IGNORE INTO settings (key, value)
         SELECT 'reply_in_doubt.' || comment, '' FROM reply_drafts WHERE reply = :reply",
        named_params! { ":reply": reply.0 },
        "note that a reply may have arrived",
    )?;
    Ok(())
}

/// Whether an answer to the same comment was taken back that may have arrived; from here on the
/// reply's job knows.
pub(crate) fn take_doubt(conn: &Connection, reply: CommentId) -> Result<bool, StoreError> {
    let taken = run(
        conn,
        "DELETE FROM settings WHERE key = 'reply_in_doubt.' ||
             (SELECT comment FROM reply_drafts WHERE reply = :reply)",
        named_params! { ":reply": reply.0 },
        "see whether a reply may have arrived",
    )?;
    Ok(taken > 0)
}

/// An answer of this account's was found on the blog. If it is one that was taken back while it was
/// in doubt, as `same` says of its text, its text is no longer begun: it is there.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn forget_arrived(
    conn: &Connection,
    blog: BlogId,
    parent: &RemoteId,
    same: &dyn Fn(&str) -> bool,
) -> Result<(), StoreError> {
    let doing = "forget a reply that arrived";
    let in_doubt = first(
        conn,
        "SELECT d.comment AS comment, d.text AS text
         FROM comments c JOIN reply_drafts d ON d.comment = c.id AND d.reply IS NULL
         JOIN settings s ON s.key = 'reply_in_doubt.' || c.id
         WHERE c.blog = :blog AND c.remote_id = :parent",
        named_params! { ":blog": blog.0, ":parent": parent.as_str() },
        doing,
        |row| {
            let text: String = read(row, "text", WHAT)?;
            Ok((CommentId(read(row, "comment", WHAT)?), text))
        },
    )?;
    let Some((comment, _)) = in_doubt.filter(|(_, text)| same(text)) else {
        return Ok(());
    };
    keep_draft(conn, comment, "")?;
    run(
        conn,
        "DELETE FROM settings WHERE key = 'reply_in_doubt.' || :comment",
        named_params! { ":comment": comment.0 },
        doing,
    )?;
    Ok(())
}

/// Makes `text` the begun reply to a comment, after the one that was begun already.
fn put_back(conn: &Connection, to: CommentId, text: &str) -> Result<(), StoreError> {
    match begun(conn, to)? {
        Some(before) if before.trim() == text.trim() => Ok(()),
        Some(before) if !before.trim().is_empty() => {
            keep_draft(conn, to, &format!("{}\n\n{text}", before.trim_end()))
        }
        _ => keep_draft(conn, to, text),
    }
}

/// The begun reply to a comment.
fn begun(conn: &Connection, to: CommentId) -> Result<Option<String>, StoreError> {
    first(
        conn,
        "SELECT text FROM reply_drafts WHERE comment = :to AND reply IS NULL",
        named_params! { ":to": to.0 },
        "read a begun reply",
        |row| read(row, "text", WHAT),
    )
}

/// Keeps what is typed as a reply to a comment; an empty text is forgotten.
///
/// # Errors
/// SQLite's.
pub fn keep_draft(conn: &Connection, to: CommentId, text: &str) -> Result<(), StoreError> {
    if text.is_empty() {
        return run(
            conn,
            "DELETE FROM reply_drafts WHERE comment = :to AND reply IS NULL",
            named_params! { ":to": to.0 },
            "forget a begun reply",
        )
        .map(|_| ());
    }
    run(
        conn,
        "INSERT INTO reply_drafts (comment, text) VALUES (:to, :text)
         ON CONFLICT (comment) WHERE reply IS NULL DO UPDATE SET text = excluded.text",
        named_params! { ":to": to.0, ":text": text },
        "keep a begun reply",
    )
    .map(|_| ())
}

/// Every reply that was begun and not sent, by the comment it answers; those in the outbox are not
/// among them.
///
/// # Errors
/// SQLite's.
pub fn drafts(conn: &Connection) -> Result<Vec<(CommentId, String)>, StoreError> {
    all(
        conn,
        "SELECT comment, text FROM reply_drafts WHERE reply IS NULL ORDER BY comment",
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

/// How many replies a blog does not have yet, begun or in the outbox: they would go with the blog.
///
/// # Errors
/// SQLite's.
pub fn unsent(conn: &Connection, blog: BlogId) -> Result<i64, StoreError> {
    let many = first(
        conn,
        "SELECT count(*) AS many FROM reply_drafts d JOIN comments c ON c.id = d.comment
         WHERE c.blog = :blog",
        named_params! { ":blog": blog.0 },
        "count a blog's unsent replies",
        |row| read(row, "many", WHAT),
    )?;
    Ok(many.unwrap_or_default())
}

/// The blog has the reply now, as `remote` says: its Markdown is no longer kept. If a fetch already
/// brought it as another row, that row gives way to this one, and what was decided on it or said to
/// it meanwhile goes on here. If the reply's own row is gone, nothing happens.
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
        move_answers(conn, other.id, id)?;
        super::remove(conn, other.id)?;
    }
    update(conn, id, remote)?;
    run(
        conn,
        "DELETE FROM reply_drafts WHERE reply = :reply",
        named_params! { ":reply": id.0 },
        "forget a reply's text",
    )?;
    Ok(())
}

/// What answers one row, begun or in the outbox, answers the other one.
fn move_answers(conn: &Connection, from: CommentId, to: CommentId) -> Result<(), StoreError> {
    if let Some(text) = begun(conn, from)? {
        put_back(conn, to, &text)?;
        keep_draft(conn, from, "")?;
    }
    run(
        conn,
        "UPDATE reply_drafts SET comment = :to WHERE comment = :from",
        named_params! { ":from": from.0, ":to": to.0 },
        "move the answers to a reply",
    )?;
    Ok(())
}
