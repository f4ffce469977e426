//! What a moderator does: decide, undo, answer. Each applies at once here and waits in the outbox.

use std::time::Duration;

use billet_core::{CommentId, CommentStatus, CommentWords, Decision, JobKind};
use billet_store::{blogs, comments, outbox};
use uuid::Uuid;

use crate::{Office, SyncError};

/// For how long a decision stays in the outbox before it may leave, so that it can be undone.
pub const GRACE: Duration = Duration::from_secs(8);

/// Decisions taken together, that are undone together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Names it to [`Office::undo`].
    pub batch: Uuid,
    /// How many comments it changed.
    pub count: usize,
    /// For how long it can be undone.
    pub grace: Duration,
}

impl Office {
    /// Decides on comments, to be sent after [`GRACE`].
    ///
    /// # Errors
    /// As [`Office::decide_after`].
    pub fn decide(&self, ids: &[CommentId], decision: Decision) -> Result<Stroke, SyncError> {
        self.decide_after(ids, decision, GRACE)
    }

    /// Decides on comments, to be sent after `grace`. A comment that already stands so is left.
    ///
    /// # Errors
    /// Nothing is decided, on any of them, when one is not there or the account on its blog may not
    /// moderate.
    pub fn decide_after(
        &self,
        ids: &[CommentId],
        decision: Decision,
        grace: Duration,
    ) -> Result<Stroke, SyncError> {
        let now = self.now();
        let batch = Uuid::new_v4();
        let count = self.library.write(|tx| {
            let mut count = 0;
            for id in ids {
                let comment = comments::get(tx, *id)?;
                let blog = blogs::get(tx, comment.blog)?;
                if !blog.capabilities.moderate {
                    return Err(SyncError::NotAllowed { blog: blog.name });
                }
                if comment.status == decision.leads_to() {
                    continue;
                }
                let job = JobKind::Decide {
                    comment: *id,
                    decision,
                    seen: comment.status,
                };
                outbox::add(tx, comment.blog, &job, Some(batch), now + grace, now)?;
                comments::set_status(tx, *id, decision.leads_to())?;
                count += 1;
            }
            Ok::<_, SyncError>(count)
        })?;
        self.wake.notify_one();
        Ok(Stroke {
            batch,
            count,
            grace,
        })
    }

    /// Takes back what of a stroke has not left yet: how many were undone, how many were too late.
    ///
    /// # Errors
    /// The library could not be written.
    pub fn undo(&self, batch: Uuid) -> Result<(usize, usize), SyncError> {
        self.library.write(|tx| Ok(outbox::undo_batch(tx, batch)?))
    }

    /// Changes what a comment says: its text (Markdown), its author's name and site; `None` leaves a
    /// part as it is. It shows here at once, and is sent if the blog still has what is seen here.
    ///
    /// # Errors
    /// [`SyncError::EmptyReply`] for a text without words, [`SyncError::CannotReply`] for a comment
    /// that is not on the blog yet, [`SyncError::NotAllowed`], or there is no such comment.
    pub fn edit_comment(
        &self,
        id: CommentId,
        text: Option<&str>,
        name: Option<&str>,
        url: Option<&str>,
    ) -> Result<(), SyncError> {
        let html = text.map(billet_text::comment_html);
        if html
            .as_ref()
            .is_some_and(|html| billet_text::plain(html, 1).is_empty())
        {
            return Err(SyncError::EmptyReply);
        }
        let now = self.now();
        self.library.write(|tx| {
            let comment = comments::get(tx, id)?;
            let blog = blogs::get(tx, comment.blog)?;
            if !blog.capabilities.moderate {
                return Err(SyncError::NotAllowed { blog: blog.name });
            }
            if comment.remote_id.is_none() {
                return Err(SyncError::CannotReply);
            }
            let seen = comment.words();
            let wanted = CommentWords {
                html: html.unwrap_or_else(|| seen.html.clone()),
                name: name.map_or_else(|| seen.name.clone(), |name| name.trim().to_owned()),
                url: url.map_or_else(|| seen.url.clone(), |url| url.trim().to_owned()),
            };
            let plain = billet_text::plain(&wanted.html, PLAIN);
            comments::set_words(tx, id, &wanted, Some(&plain))?;
            let job = JobKind::EditComment {
                comment: id,
                seen,
                wanted,
            };
            outbox::add(tx, blog.id, &job, None, now, now)?;
            outbox::try_blog(tx, blog.id)?;
            Ok(())
        })?;
        self.wake.notify_one();
        Ok(())
    }

    /// Answers a comment in Markdown. A waiting comment is approved with it, as on WordPress's own
    /// screen: an answer under a comment that nobody sees would be no answer. The Markdown is kept
    /// until the blog has the reply. Returns the reply's own row.
    ///
    /// # Errors
    /// [`SyncError::EmptyReply`], [`SyncError::CannotReply`], [`SyncError::NotAllowed`], or there is
    /// no such comment; nothing is decided or sent then.
    pub fn reply(&self, to: CommentId, markdown: &str) -> Result<CommentId, SyncError> {
        let html = billet_text::comment_html(markdown);
        if billet_text::plain(&html, 1).is_empty() {
            return Err(SyncError::EmptyReply);
        }
        let plain = billet_text::plain(&html, PLAIN);
        let now = self.now();
        let reply = self.library.write(|tx| {
            let parent = comments::get(tx, to)?;
            let blog = blogs::get(tx, parent.blog)?;
            if !blog.capabilities.reply {
                return Err(SyncError::NotAllowed { blog: blog.name });
            }
            match parent.status {
                CommentStatus::Spam | CommentStatus::Trash => return Err(SyncError::CannotReply),
                _ if parent.remote_id.is_none() => return Err(SyncError::CannotReply),
                // Also one whose approval still waits in its grace time: it has to leave first.
                _ if blog.capabilities.moderate
                    && [parent.status, parent.remote_status].contains(&CommentStatus::Pending) =>
                {
                    let decision = Decision::Approve;
                    let job = JobKind::Decide {
                        comment: to,
                        decision,
                        seen: parent.status,
                    };
                    outbox::add(tx, blog.id, &job, None, now, now)?;
                    comments::set_status(tx, to, decision.leads_to())?;
                }
                CommentStatus::Pending | CommentStatus::Approved => {}
            }
            let author = &blog.account_name;
            let reply = comments::add_reply(tx, &parent, author, markdown, &html, &plain, now)?;
            outbox::add(tx, blog.id, &JobKind::Reply { reply }, None, now, now)?;
            outbox::try_blog(tx, blog.id)?;
            Ok(reply)
        })?;
        self.wake.notify_one();
        Ok(reply)
    }
}

/// How much of a comment's text is kept for lists and search, in characters.
pub(crate) const PLAIN: usize = 100_000;
