//! Taking a post off a blog; and what the writer decides about one that changed there.

use billet_core::{Attempt, Cause, Job, JobId, JobKind, JobState, PublicationId, RemoteStatus};
use billet_remote::RemoteError;
use billet_store::{outbox, publications};

use crate::outcome::Outcome;
use crate::publish::with_history;
use crate::wish::{as_wish, asks_anew};
use crate::{Office, SyncError};

impl Office {
    /// Carries out a `Trash` job.
    pub(crate) async fn perform_trash(&self, job: &Job, id: PublicationId) -> Attempt {
        match self.try_trash(job, id).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_trash(&self, job: &Job, id: PublicationId) -> Result<(), Attempt> {
        let order = self.order(id).reading()?;
        let kind = order.publication.kind;
        let client = self.client_of(&order.blog, kind).await.reading()?;
        if job.state != JobState::Unknown {
            self.is_on_the_other(job).await?;
        }
        let there = match order.publication.remote_id.clone() {
            Some(there) => vec![there],
            None if job.state == JobState::Unknown => {
                // A place that was made for it may be there.
                let marker = order.publication.marker_slug();
                let found = client.find_reserved(&marker).await.reading()?;
                if found.is_empty() {
                    return Err(Attempt::NotFound);
                }
                found.into_iter().map(|post| post.id).collect()
            }
            None => Vec::new(),
        };
        for post in &there {
            match client.trash_post(post).await.writing() {
                // It is no longer there at all: that is what was wanted.
                Ok(()) | Err(Attempt::Refused { cause: Cause::Gone }) => {}
                Err(other) => return Err(other),
            }
        }
        self.library
            .write(|tx| match there.last() {
                Some(post) => {
                    publications::reserved(tx, id, post)?;
                    publications::set_status(tx, id, &RemoteStatus::Trash)
                }
                None => publications::remove_unsent(tx, id),
            })
            .writing()
    }

    /// A post that moves is taken off only where the blog it moves to says, this moment, that it has
    /// it.
    async fn is_on_the_other(&self, job: &Job) -> Result<(), Attempt> {
        let JobKind::Trash {
            after: Some(after), ..
        } = job.kind
        else {
            return Ok(());
        };
        let other = self.order(after).reading()?;
        let client = self.client_of(&other.blog, other.publication.kind);
        let client = client.await.reading()?;
        let gone = || Attempt::Refused {
            cause: Cause::After {
                blog: other.blog.name.clone(),
            },
        };
        let there = other.publication.remote_id.as_ref().ok_or_else(gone)?;
        match client.post(there).await {
            Ok(post) if post.status != RemoteStatus::Trash => Ok(()),
            Ok(_) | Err(RemoteError::Gone) => Err(gone()),
            // Whatever keeps the other one from answering says nothing of this blog.
            Err(error) => {
                tracing::info!(%error, "the blog a post moves to did not answer");
                Err(Attempt::NotSent {
                    cause: Cause::After {
                        blog: other.blog.name.clone(),
                    },
                    after: None,
                })
            }
        }
    }

    /// The writer chose to send although the blog changed meanwhile: what the blog has now becomes
    /// the base, and `job` goes on.
    pub(crate) async fn accept_remote(
        &self,
        id: PublicationId,
        job: JobId,
    ) -> Result<(), SyncError> {
        let order = self.order(id)?;
        let current = match &order.publication.remote_id {
            Some(there) => match self
                .client_of(&order.blog, order.publication.kind)
                .await?
                .post(there)
                .await
            {
                Ok(now) if now.status != RemoteStatus::Trash => Some(now),
                // Gone from the blog: the writer wants it there, so it is made anew.
                Ok(_) | Err(RemoteError::Gone) => None,
                Err(error) => return Err(error.into()),
            },
            None => None,
        };
        let now = self.now();
        self.library.write(|tx| {
            // Another window or process may have been quicker while the blog was asked.
            if !matches!(outbox::get(tx, job)?.state, JobState::Failed { .. }) {
                return Ok(());
            }
            match &current {
                Some(there) => {
                    let p = &order.publication;
                    let mut base = with_history(there);
                    if !order.gives_terms() {
                        // As in [`Office::agree`]: an editor's tags have to show before the writer's
                        // next ones replace them.
                        base.terms = p.base.clone().unwrap_or_default().terms;
                    }
                    // What the writer asks for is asked over what stands there now.
                    let sent = match (p.sent, as_wish(&there.status, there.date)) {
                        (Some(sent), Some(stood)) if asks_anew(p, now) => Some((sent, stood)),
                        _ => None,
                    };
                    publications::agreed(tx, id, &there.url, &there.status, &base, sent)?;
                }
                None if order.publication.remote_id.is_some() => {
                    publications::forget_remote(tx, id)?;
                }
                None => {}
            }
            outbox::retry_now(tx, job, now)?;
            Ok(())
        })
    }
}
