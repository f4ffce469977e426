//! One attempt of a job: taken, carried out, written down.

use billet_core::{Attempt, BlogId, Heard, Job, JobId, JobKind, JobState, settle};
use billet_store::media::{self, Upload};
use billet_store::{StoreError, blogs, outbox};
use jiff::Timestamp;
use rusqlite::Transaction;

use crate::patience::{Patience, health_after, heard};
use crate::{Office, SyncError};

/// A picture's attempt that ended, and is not written down yet.
pub(crate) struct Ended {
    job: Job,
    attempt: Attempt,
    /// Where a picture is now.
    uploaded: Option<Upload>,
}

impl Ended {
    /// The picture's blog, when it did not arrive as it should: what that says about the blog has to be
    /// written down before another one leaves.
    pub(crate) fn stumbled(&self) -> Option<BlogId> {
        (self.attempt != Attempt::Done).then_some(self.job.blog)
    }
}

/// What is to be written down.
#[derive(Default)]
pub(crate) struct Notes {
    /// Pictures whose attempts ended.
    pub(crate) ended: Vec<Ended>,
    /// Pictures that were taken and have not left.
    pub(crate) given_back: Vec<JobId>,
}

impl Notes {
    pub(crate) fn is_empty(&self) -> bool {
        self.ended.is_empty() && self.given_back.is_empty()
    }
}

pub(crate) fn is_picture(job: &Job) -> bool {
    matches!(job.kind, JobKind::Upload { .. })
}

impl Office {
    /// Writes down what ended, and takes what is due, at most as many jobs as `free` says: in one
    /// commit, after which their requests may leave. Several are taken only of pictures: of the
    /// others each blog has one at a time, and another process comes in between. Where pictures are
    /// taken, those behind them are too ([`outbox::claim_ahead`]).
    pub(crate) fn note_and_claim(&self, notes: &Notes, free: usize) -> Result<Vec<Job>, SyncError> {
        let now = self.now();
        let only = self.only();
        let holder = self.holder()?;
        self.library.write(|tx| {
            for one in &notes.ended {
                self.write_down(tx, one, holder, now)?;
            }
            for id in &notes.given_back {
                outbox::give_back(tx, *id, holder)?;
            }
            let mut jobs: Vec<Job> = Vec::new();
            while jobs.len() < free && jobs.iter().all(is_picture) {
                match outbox::claim(tx, holder, only.as_deref(), now)? {
                    Some(job) => jobs.push(job),
                    None => break,
                }
            }
            let mut blogs: Vec<BlogId> = jobs
                .iter()
                .filter(|j| is_picture(j))
                .map(|j| j.blog)
                .collect();
            blogs.dedup();
            for blog in blogs {
                jobs.extend(outbox::claim_ahead(tx, holder, blog, now)?);
            }
            Ok(jobs)
        })
    }

    /// Carries a job out, and writes down how it ended; but of a picture that is given back, because
    /// many of them end soon after each other.
    pub(crate) async fn perform(&self, job: Job) -> Result<Option<Ended>, SyncError> {
        let mut uploaded = None;
        let attempt = match job.kind.clone() {
            JobKind::Publish { publication } => self.perform_publish(&job, publication).await,
            JobKind::Trash { publication, .. } => self.perform_trash(&job, publication).await,
            JobKind::Decide {
                comment,
                decision,
                seen,
            } => self.perform_decide(comment, decision, seen).await,
            JobKind::Reply { reply } => self.perform_reply(&job, reply).await,
            JobKind::EditComment {
                comment,
                seen,
                wanted,
            } => self.perform_edit(comment, &seen, &wanted).await,
            JobKind::Upload { media } => match self.perform_upload(&job, &media).await {
                Ok(there) => {
                    uploaded = there;
                    Attempt::Done
                }
                Err(attempt) => attempt,
            },
        };
        let attempt = self.unless_moved(job.blog, attempt).await;
        tracing::info!(job = %job.id, ?attempt, "an attempt ended");
        let ended = Ended {
            job,
            attempt,
            uploaded,
        };
        if is_picture(&ended.job) {
            return Ok(Some(ended));
        }
        let ended = vec![ended];
        let notes = Notes {
            ended,
            ..Notes::default()
        };
        self.note_and_claim(&notes, 0)?;
        Ok(None)
    }

    fn write_down(
        &self,
        tx: &Transaction<'_>,
        ended: &Ended,
        holder: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let job = &ended.job;
        let health = health_after(&ended.attempt);
        let looked = ended.attempt == Attempt::NotFound;
        // While it is open whether an earlier request arrived, a look that failed settles nothing.
        let attempt = match &ended.attempt {
            Attempt::NotReached if job.state == JobState::Unknown => {
                Attempt::Ambiguous(Heard::Nothing)
            }
            Attempt::NotSent { cause, after } if job.state == JobState::Unknown => {
                Attempt::Ambiguous(heard(cause, *after))
            }
            other => other.clone(),
        };
        Patience::after(&attempt).note(tx, job, self.jitter, now)?;
        let (state, due_at) = settle(job, attempt, now, self.jitter);
        if !outbox::settle(tx, job.id, holder, &state, due_at, looked, now)? {
            tracing::warn!(job = %job.id, "an attempt ended in other hands");
            return Ok(());
        }
        if let (JobKind::Upload { media: hash }, Some(there)) = (&job.kind, &ended.uploaded) {
            media::uploaded(tx, hash, job.blog, there)?;
        }
        match health.map(|health| blogs::set_health(tx, job.blog, health)) {
            // Removed meanwhile, and its jobs with it.
            Some(Err(StoreError::NoBlog { .. })) | None => Ok(()),
            Some(noted) => noted,
        }
    }
}
