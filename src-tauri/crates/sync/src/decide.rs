//! Decisions and replies on their way to the blog.

use billet_core::{
    Attempt, Blog, Cause, Comment, CommentId, CommentStatus, CommentWords, Decision, Job, JobKind,
    JobState,
};
use billet_remote::{RemoteBlog, RemoteComment};
use billet_store::{blogs, comments, outbox};

use crate::arrivals::arrived;
use crate::outcome::Outcome;
use crate::{Office, SyncError};

impl Office {
    /// Carries out a `Decide` job: only if the comment still stands as the moderator saw it.
    pub(crate) async fn perform_decide(
        &self,
        id: CommentId,
        decision: Decision,
        seen: CommentStatus,
    ) -> Attempt {
        match self.try_decide(id, decision, seen).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_decide(
        &self,
        id: CommentId,
        decision: Decision,
        seen: CommentStatus,
    ) -> Result<(), Attempt> {
        let (comment, blog) = self.comment(id).reading()?;
        let Some(there) = &comment.remote_id else {
            return Err(Attempt::Refused { cause: Cause::Gone });
        };
        let client = self.client(&blog).await.reading()?;
        let current = client.comment(there).await.reading()?;
        let wanted = decision.leads_to();
        let now = if current.status == wanted {
            wanted
        } else if current.status == seen {
            let now = client.decide(there, decision).await.writing()?.status;
            if now != wanted {
                self.library
                    .write(|tx| comments::set_remote_status(tx, id, now))
                    .writing()?;
                let cause = Cause::NotChanged;
                return Err(Attempt::Refused { cause });
            }
            now
        } else {
            let now = current.status;
            self.library
                .write(|tx| comments::set_remote_status(tx, id, now))
                .reading()?;
            return Err(Attempt::Refused {
                cause: Cause::DecidedElsewhere { now },
            });
        };
        self.library
            .write(|tx| comments::set_remote_status(tx, id, now))
            .writing()
    }

    /// Carries out an `EditComment` job: only if the comment still says what the moderator saw.
    pub(crate) async fn perform_edit(
        &self,
        id: CommentId,
        seen: &CommentWords,
        wanted: &CommentWords,
    ) -> Attempt {
        match self.try_edit(id, seen, wanted).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_edit(
        &self,
        id: CommentId,
        seen: &CommentWords,
        wanted: &CommentWords,
    ) -> Result<(), Attempt> {
        let (comment, blog) = self.comment(id).reading()?;
        let Some(there) = &comment.remote_id else {
            return Err(Attempt::Refused { cause: Cause::Gone });
        };
        let client = self.client(&blog).await.reading()?;
        let current = client.comment(there).await.reading()?;
        let says = |words: &CommentWords| says(&current, words);
        let now = if says(wanted) {
            current
        } else if says(seen) {
            client.edit_comment(there, wanted).await.writing()?
        } else {
            return Err(Attempt::Refused {
                cause: Cause::CommentChanged,
            });
        };
        let row = arrived(&blog, now);
        self.library
            .write(|tx| comments::edited(tx, blog.id, &row))
            .writing()
    }

    /// Carries out a `Reply` job: only if nobody threw away what it answers.
    pub(crate) async fn perform_reply(&self, job: &Job, id: CommentId) -> Attempt {
        match self.try_reply(job, id).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_reply(&self, job: &Job, id: CommentId) -> Result<(), Attempt> {
        let (reply, blog) = self.comment(id).reading()?;
        let Some(parent) = &reply.parent else {
            return Err(Attempt::Refused { cause: Cause::Gone });
        };
        if reply.remote_id.is_some() {
            return Ok(());
        }
        let client = self.client(&blog).await.reading()?;
        let sent = if job.state == JobState::Unknown {
            let there = client.replies_to(&reply.post, parent).await.reading()?;
            self.mine_among(there, &reply).ok_or(Attempt::NotFound)?
        } else {
            if blog.capabilities.moderate {
                let now = client.comment(parent).await.reading()?.status;
                if now != CommentStatus::Approved {
                    return Err(Attempt::Refused {
                        cause: Cause::DecidedElsewhere { now },
                    });
                }
            }
            client
                .reply(&reply.post, parent, &reply.html)
                .await
                .writing()?
        };
        let row = arrived(&blog, sent);
        self.library
            .write(|tx| comments::reply_sent(tx, id, &row))
            .writing()
    }

    /// The answer with the same words, if it is there. The blog may have changed quotes and dashes.
    fn mine_among(&self, there: Vec<RemoteComment>, reply: &Comment) -> Option<RemoteComment> {
        there
            .into_iter()
            .find(|c| billet_remote::same_words(&c.html, &reply.html))
    }

    fn comment(&self, id: CommentId) -> Result<(Comment, Blog), SyncError> {
        self.library.read(|conn| {
            let comment = comments::get(conn, id)?;
            let blog = blogs::get(conn, comment.blog)?;
            Ok((comment, blog))
        })
    }

    /// The moderator chose to answer although the comment was decided on elsewhere: it is approved
    /// first, from how it stands there now.
    pub(crate) async fn insist_on_reply(&self, job: &Job, id: CommentId) -> Result<(), SyncError> {
        let (reply, _) = self.comment(id)?;
        let answered = self.library.read(|conn| match &reply.parent {
            Some(parent) => comments::by_remote(conn, reply.blog, parent),
            None => Ok(None),
        })?;
        let seen = match &answered {
            Some(answered) => self.look_again(answered.id).await?,
            None => CommentStatus::Approved,
        };
        let now = self.now();
        self.library.write(|tx| {
            if let Some(answered) = &answered
                && seen != CommentStatus::Approved
            {
                let decision = Decision::Approve;
                let approve = JobKind::Decide {
                    comment: answered.id,
                    decision,
                    seen,
                };
                comments::set_remote_status(tx, answered.id, seen)?;
                outbox::add(tx, job.blog, &approve, None, now, now)?;
                comments::set_status(tx, answered.id, decision.leads_to())?;
            }
            // It leaves behind the approval.
            outbox::retry_now(tx, job.id, now)?;
            Ok(())
        })
    }

    /// What a comment says on its blog now: what the moderator has seen when insisting on an edit.
    pub(crate) async fn look_at_words(&self, id: CommentId) -> Result<CommentWords, SyncError> {
        let (comment, blog) = self.comment(id)?;
        let client: Box<dyn RemoteBlog> = self.client(&blog).await?;
        match &comment.remote_id {
            Some(there) => {
                let now = arrived(&blog, client.comment(there).await?);
                Ok(CommentWords {
                    html: now.html,
                    name: now.author.name,
                    url: now.author.url,
                })
            }
            None => Ok(comment.words()),
        }
    }

    /// The moderator chose to decide although somebody else had: what the blog has now is what
    /// they saw.
    pub(crate) async fn look_again(&self, id: CommentId) -> Result<CommentStatus, SyncError> {
        let (comment, blog) = self.comment(id)?;
        let client: Box<dyn RemoteBlog> = self.client(&blog).await?;
        match &comment.remote_id {
            Some(there) => Ok(client.comment(there).await?.status),
            None => Ok(comment.remote_status),
        }
    }
}

/// Whether a comment says that, as far as a reader sees.
fn says(there: &RemoteComment, words: &CommentWords) -> bool {
    there.author.name == words.name
        && there.author.url == words.url
        && billet_remote::same_words(&there.html, &words.html)
}
