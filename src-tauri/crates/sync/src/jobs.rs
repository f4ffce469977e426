//! What a person does with a job of the outbox: try it now, take it back, send it all the same.

use billet_core::{BlogId, Cause, JobId, JobKind, JobState, PublicationId, Settings};
use billet_store::{comments, outbox, post_settings, publications};

use crate::media::queue_missing;
use crate::moderation::PLAIN;
use crate::{Cancelled, Office, SyncError, contents};

impl Office {
    /// Tries a job now.
    ///
    /// # Errors
    /// There is no job of this id.
    pub fn retry_job(&self, id: JobId) -> Result<(), SyncError> {
        let now = self.now();
        self.library.write(|tx| {
            let job = outbox::get(tx, id)?;
            if let JobKind::Publish { publication } = job.kind {
                let wanted = publications::get(tx, publication)?.wanted;
                queue_missing(tx, wanted, job.blog, now)?;
            }
            outbox::retry_now(tx, id, now)
        })?;
        self.wake.notify_one();
        Ok(())
    }

    /// A post that waits for the address on its first blog goes without naming it.
    fn go_on_without(&self, publication: PublicationId) -> Result<(), SyncError> {
        self.library.write(|tx| {
            let of = publications::get(tx, publication)?;
            let own = Settings {
                names_first: Some(false),
                ..post_settings::get(tx, of.post, Some(of.blog))?
            };
            post_settings::set(tx, of.post, Some(of.blog), &own)?;
            let wished = Settings {
                names_first: Some(false),
                ..of.settings
            };
            Ok(publications::wish_settings(tx, publication, &wished)?)
        })
    }

    /// Takes a job away, and tells what is on the blog by now. A comment that turned out to be gone
    /// from the blog goes with it.
    ///
    /// # Errors
    /// It is being sent this moment, or there is no job of this id.
    pub fn cancel_job(&self, id: JobId) -> Result<Cancelled, SyncError> {
        let blog = self.library.read(|conn| outbox::get(conn, id))?.blog;
        self.give_back_ahead(blog)?;
        self.library.write(|tx| {
            let there = contents::there(tx, &outbox::get(tx, id)?)?;
            let job = outbox::cancel(tx, id)?;
            if let (JobKind::Decide { comment, .. }, JobState::Failed { cause: Cause::Gone }) =
                (&job.kind, &job.state)
            {
                comments::remove(tx, *comment)?;
            }
            Ok(there)
        })
    }

    /// What was taken ahead for a blog and has not left waits again, and may be taken away. Committed
    /// for itself: what comes after may be refused.
    fn give_back_ahead(&self, blog: BlogId) -> Result<(), SyncError> {
        let ahead = self.lanes.drain(blog);
        if ahead.is_empty() {
            return Ok(());
        }
        let holder = self.holder()?;
        let given_back = self.library.write(|tx| {
            for picture in &ahead {
                outbox::give_back(tx, *picture, holder)?;
            }
            Ok(())
        });
        self.wake.notify_one();
        given_back
    }

    /// Sends a job that failed although the blog changed meanwhile: what is there now is taken as
    /// seen. One that waits for the address on another blog goes without it. Any other job that did
    /// not fail is only tried now.
    ///
    /// # Errors
    /// The blog could not be asked, or there is no job of this id.
    pub async fn send_anyway(&self, id: JobId) -> Result<(), SyncError> {
        let job = self.library.read(|conn| outbox::get(conn, id))?;
        if let (
            JobKind::Publish { publication },
            JobState::Retry {
                cause: Cause::After { .. },
            },
        ) = (&job.kind, &job.state)
        {
            self.go_on_without(*publication)?;
            return self.retry_job(id);
        }
        if !matches!(job.state, JobState::Failed { .. }) {
            return self.retry_job(id);
        }
        if job.state
            == (JobState::Failed {
                cause: Cause::MayHaveArrived,
            })
        {
            self.library
                .write(|tx| outbox::certainly_not_there(tx, id))?;
            return self.retry_job(id);
        }
        match job.kind.clone() {
            JobKind::Publish { publication } | JobKind::Trash { publication, .. } => {
                self.accept_remote(publication, id).await?;
            }
            JobKind::Decide {
                comment, decision, ..
            } => {
                let seen = self.look_again(comment).await?;
                let now = self.now();
                self.library.write(|tx| {
                    outbox::cancel(tx, id)?;
                    let again = JobKind::Decide {
                        comment,
                        decision,
                        seen,
                    };
                    outbox::add(tx, job.blog, &again, None, now, now)?;
                    comments::set_status(tx, comment, decision.leads_to())
                })?;
            }
            JobKind::Reply { reply } => self.insist_on_reply(&job, reply).await?,
            JobKind::EditComment {
                comment, wanted, ..
            } => {
                let seen = self.look_at_words(comment).await?;
                let now = self.now();
                self.library.write(|tx| {
                    outbox::cancel(tx, id)?;
                    let again = JobKind::EditComment {
                        comment,
                        seen,
                        wanted: wanted.clone(),
                    };
                    outbox::add(tx, job.blog, &again, None, now, now)?;
                    let plain = billet_text::plain(&wanted.html, PLAIN);
                    comments::set_words(tx, comment, &wanted, Some(&plain))
                })?;
            }
            JobKind::Upload { .. } => return self.retry_job(id),
        }
        self.wake.notify_one();
        Ok(())
    }
}
