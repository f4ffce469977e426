//! Comments on their way from a blog into the library, and what they tell of jobs in doubt.

use billet_core::{Blog, BlogId};
use billet_remote::RemoteComment;
use billet_store::comments::Arrived;
use billet_store::{StoreError, comments, outbox};
use jiff::Timestamp;
use rusqlite::Transaction;

use crate::moderation::PLAIN;

/// Takes a comment in, and with it what it tells of jobs in doubt. Returns whether anything changed.
pub(crate) fn take(
    tx: &Transaction<'_>,
    blog: BlogId,
    row: &Arrived,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if let Some(parent) = row.parent.as_ref().filter(|_| row.is_mine) {
        let same = |html: &str| billet_remote::same_words(&row.html, html);
        let mut waiting = outbox::replies_in_doubt(tx, blog, parent)?;
        waiting.retain(|(_, _, html)| same(html));
        if let Some((job, reply, _)) = waiting.first()
            && comments::by_remote(tx, blog, &row.remote_id)?.is_none()
        {
            comments::reply_sent(tx, *reply, row)?;
            outbox::found(tx, *job, now)?;
            return Ok(true);
        }
        comments::forget_arrived(tx, blog, parent, &|text| {
            same(&billet_text::comment_html(text))
        })?;
    }
    if let Some(known) = comments::by_remote(tx, blog, &row.remote_id)?
        && outbox::notice_status(tx, known.id, row.status, now)?
    {
        comments::set_remote_status(tx, known.id, row.status)?;
    }
    comments::arrive(tx, blog, row)
}

/// The same, of a list that was asked for at `asked` or later. What was decided, edited or answered
/// meanwhile, and has arrived, is newer than what the list says: the next look sees both.
pub(crate) fn take_listed(
    tx: &Transaction<'_>,
    blog: BlogId,
    row: &Arrived,
    asked: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if let Some(known) = comments::by_remote(tx, blog, &row.remote_id)?
        && outbox::done_since(tx, known.id, asked)?
    {
        return Ok(false);
    }
    take(tx, blog, row, now)
}

/// A comment as the library takes it: its HTML made safe on arrival.
pub(crate) fn arrived(blog: &Blog, comment: RemoteComment) -> Arrived {
    let html = billet_text::sanitize_comment(&comment.html);
    Arrived {
        plain: billet_text::plain(&html, PLAIN),
        html,
        is_mine: comment.account.as_ref() == Some(&blog.account),
        remote_id: comment.id,
        post: comment.post,
        parent: comment.parent,
        author: comment.author,
        status: comment.status,
        written_at: comment.written_at,
        url: comment.url,
    }
}
