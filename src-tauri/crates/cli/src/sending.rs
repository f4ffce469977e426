//! Sending what a command has just put in the outbox, and waiting for how it ends.

use std::sync::Arc;
use std::time::Duration;

use billet_core::{Job, JobState};
use billet_store::{StoreError, blogs};
use billet_sync::Office;
use rusqlite::Connection;

use crate::failure::{Ended, Failure};
use crate::sentences;

/// How often to look when another process (the window) holds a job.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Sends, and comes back when none of the jobs that `open` finds is queued or being sent. Fails
/// with the first sentence if one needs the writer or has to wait.
pub async fn send(
    office: &Arc<Office>,
    open: impl Fn(&Connection) -> Result<Vec<Job>, StoreError>,
) -> Ended {
    loop {
        office.send_due().await?;
        let jobs = office.library().read(&open)?;
        let under_way = |job: &Job| matches!(job.state, JobState::Queued | JobState::Sending);
        if !jobs.iter().any(under_way) {
            return jobs.iter().try_for_each(|job| ended(office, job));
        }
        // A blog that refuses its password holds its queue.
        if jobs.iter().any(|job| job.state == JobState::Queued) && office.next_due()?.is_none() {
            return Err(Failure::new(
                "The blog does not accept the password: it waits in the outbox until you sign in.",
            ));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn ended(office: &Office, job: &Job) -> Ended {
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
        JobState::Queued | JobState::Sending | JobState::Done => Ok(()),
    }
}
