//! Sending what a command has just put in the outbox, and waiting for how it ends.

use std::sync::Arc;
use std::time::Duration;

use billet_core::{BlogHealth, Cause, CommentId, Job, JobKind, JobState, MediaHash, PublicationId};
use billet_store::{StoreError, blogs, outbox};
use billet_sync::Office;
use rusqlite::Connection;

use crate::failure::{Ended, Failure};
use crate::sentences;

/// How often to look when another process (the window) holds a job.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Sends, and comes back when none of the jobs that `open` finds (oldest first for each publication
/// or comment) is being sent or about to be. Fails with the first sentence if one needs the writer
/// or has to wait.
pub async fn send(
    office: &Arc<Office>,
    open: impl Fn(&Connection) -> Result<Vec<Job>, StoreError>,
) -> Ended {
    loop {
        office.send_due().await?;
        let jobs = office.library().read(&open)?;
        let mut under_way = false;
        for (nth, job) in jobs.iter().enumerate() {
            under_way |= match job.state {
                JobState::Sending => true,
                JobState::Queued => !rests(office, job)? && !is_held(job, jobs.iter().take(nth)),
                _ => false,
            };
        }
        if !under_way {
            return jobs.iter().try_for_each(|job| ended(office, job));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// A blog that refuses its password, or is not to be tried yet, holds its queue.
fn rests(office: &Office, job: &Job) -> Result<bool, StoreError> {
    office.library().read(|conn| {
        let blog = blogs::get(conn, job.blog)?;
        let until = outbox::resting(conn, job.blog)?;
        Ok(blog.health == BlogHealth::SignIn || until.is_some_and(|until| until > office.now()))
    })
}

/// Something that has to be done first has to wait, so this waits behind it: what was asked for
/// earlier about the same thing, and a post's pictures.
fn is_held<'a>(job: &Job, mut earlier: impl Iterator<Item = &'a Job>) -> bool {
    let post = matches!(job.kind, JobKind::Publish { .. });
    earlier.any(|before| {
        matches!(before.state, JobState::Unknown | JobState::Retry { .. })
            && (about(&before.kind) == about(&job.kind)
                || post && before.blog == job.blog && matches!(before.kind, JobKind::Upload { .. }))
    })
}

#[derive(PartialEq)]
enum About<'a> {
    Publication(PublicationId),
    Comment(CommentId),
    Media(&'a MediaHash),
}

fn about(kind: &JobKind) -> About<'_> {
    match kind {
        JobKind::Publish { publication } | JobKind::Trash { publication, .. } => {
            About::Publication(*publication)
        }
        JobKind::Decide { comment, .. } | JobKind::EditComment { comment, .. } => {
            About::Comment(*comment)
        }
        JobKind::Reply { reply } => About::Comment(*reply),
        JobKind::Upload { media } => About::Media(media),
    }
}

/// How an open job stands: a sentence, unless it just waits for another one that has its own.
pub fn ended(office: &Office, job: &Job) -> Ended {
    let blog = office.library().read(|conn| blogs::get(conn, job.blog))?;
    match &job.state {
        JobState::Failed { cause } | JobState::Retry { cause } => {
            Err(Failure::new(sentences::cause(cause, &blog.name)))
        }
        JobState::Unknown => Err(Failure::new(format!(
            "{} gave no readable answer, so it is not known yet whether it arrived. It is safe in \
             the outbox: `billet sync` asks the blog before anything is sent again.",
            blog.name
        ))),
        JobState::Queued if blog.health == BlogHealth::SignIn => {
            Err(Failure::new(sentences::cause(&Cause::SignIn, &blog.name)))
        }
        JobState::Queued if blog.health == BlogHealth::Unreachable => {
            Err(Failure::new(sentences::cause(&Cause::Offline, &blog.name)))
        }
        JobState::Queued | JobState::Sending | JobState::Done => Ok(()),
    }
}
