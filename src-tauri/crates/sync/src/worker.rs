//! The worker: takes due jobs, one at a time for each blog (but several pictures), and blogs side by
//! side. The attempt is committed before a request leaves; pictures that ended meanwhile are written
//! down in the same commit, so that many do not wait for a disk each.

use std::sync::Arc;
use std::time::Duration;

use billet_store::{blogs, outbox};
use jiff::Timestamp;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::attempt::Ended;
use crate::{Office, SyncError, lease};

/// How many requests are under way at the same time, on all blogs.
const SIDE_BY_SIDE: usize = 16;

/// How long to leave a library alone that could not be read or written.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

impl Office {
    /// Jobs that a dead process was sending become `unknown`. [`Office::send_due`] begins with that.
    ///
    /// # Errors
    /// The library could not be written.
    pub fn recover(&self) -> Result<usize, SyncError> {
        let now = self.now();
        let alive = |holder: &str| lease::is_held(self.library.folder(), holder);
        self.library
            .write(|tx| Ok(outbox::recover(tx, &alive, now)?))
    }

    /// Sends until nothing is due; returns how many attempts were made. Calls at the same time take
    /// turns.
    ///
    /// # Errors
    /// The library could not be read or written. What was under way is still carried to its end,
    /// and a job whose end could not be written down is looked for on its blog before it is sent
    /// again.
    pub async fn send_due(self: &Arc<Self>) -> Result<usize, SyncError> {
        self.send_while(&|_| std::future::pending()).await
    }

    /// As [`Office::send_due`]. While one blog takes its time, what is new for the others leaves, and
    /// what falls due for them does as soon as `sleep_until` says so.
    async fn send_while<F>(
        self: &Arc<Self>,
        sleep_until: &impl Fn(Option<Timestamp>) -> F,
    ) -> Result<usize, SyncError>
    where
        F: Future<Output = ()>,
    {
        let _turn = self.sending.lock().await;
        // What a dead process was sending, and what an earlier turn of this one could not write
        // down or was dropped in the middle of.
        self.forget_mine()?;
        let mut under_way = JoinSet::new();
        let mut pictures: Vec<Ended> = Vec::new();
        let mut attempts = 0;
        let mut failed = None;
        let mut lost = false;
        loop {
            loop {
                let free = match &failed {
                    None => SIDE_BY_SIDE - under_way.len(),
                    Some(_) => 0,
                };
                if free == 0 && pictures.is_empty() {
                    break;
                }
                match self.note_and_claim(&pictures, free) {
                    Ok(jobs) => {
                        pictures.clear();
                        if jobs.is_empty() {
                            break;
                        }
                        attempts += jobs.len();
                        for job in jobs {
                            let office = Arc::clone(self);
                            under_way.spawn(async move { office.perform(job).await });
                        }
                    }
                    Err(error) => {
                        // What ended may be written down all the same.
                        lost |= !pictures.is_empty() && self.note_and_claim(&pictures, 0).is_err();
                        pictures.clear();
                        failed = Some(error);
                        break;
                    }
                }
            }
            let more = failed.is_none() && under_way.len() < SIDE_BY_SIDE;
            let next = if more && !under_way.is_empty() {
                self.next_due().unwrap_or_default()
            } else {
                None
            };
            let mut one = tokio::select! {
                one = under_way.join_next() => one,
                () = self.wake.notified(), if more && !under_way.is_empty() => continue,
                () = sleep_until(next), if next.is_some() => continue,
            };
            if one.is_none() {
                break;
            }
            // What else has ended is written down with it.
            tokio::task::yield_now().await;
            while let Some(attempt) = one {
                match attempt {
                    Ok(Ok(ended)) => pictures.extend(ended),
                    Ok(Err(error)) => {
                        lost = true;
                        failed = Some(error);
                    }
                    Err(error) => {
                        tracing::error!(%error, "an attempt died");
                        lost = true;
                    }
                }
                one = under_way.try_join_next();
            }
        }
        if lost {
            self.forget_mine()?;
        }
        match failed {
            Some(error) => Err(error),
            None => Ok(attempts),
        }
    }

    /// As [`Office::recover`], when no attempt of this process is under way: what it seems to be
    /// sending may have arrived too.
    fn forget_mine(&self) -> Result<(), SyncError> {
        let mine = self.holder()?;
        let folder = self.library.folder();
        let others = |holder: &str| holder != mine && lease::is_held(folder, holder);
        let now = self.now();
        self.library.write(|tx| outbox::recover(tx, &others, now))?;
        Ok(())
    }

    /// Sends what falls due for as long as it is polled. `sleep_until` waits for an instant of the
    /// office's clock; new work ends the wait.
    pub async fn run<F>(self: Arc<Self>, sleep_until: impl Fn(Option<Timestamp>) -> F)
    where
        F: Future<Output = ()>,
    {
        loop {
            let next = match self
                .send_while(&sleep_until)
                .await
                .and_then(|_| self.next_due())
            {
                Ok(next) => next,
                Err(error) => {
                    tracing::error!(%error, "the outbox could not go on");
                    Some(self.now() + AFTER_TROUBLE)
                }
            };
            tokio::select! {
                () = sleep_until(next) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// When something will be due next.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn next_due(&self) -> Result<Option<Timestamp>, SyncError> {
        self.library.read(|conn| Ok(outbox::next_due(conn)?))
    }

    /// Something outside this office may have put work in the outbox: look now.
    pub fn look_for_work(&self) {
        self.wake.notify_one();
    }

    /// The network is another one than before, or there again: every blog that could not be reached
    /// is tried now.
    ///
    /// # Errors
    /// The library could not be written.
    pub fn network_changed(&self) -> Result<(), SyncError> {
        let now = self.now();
        self.library.write(|tx| {
            for blog in blogs::all(tx)? {
                outbox::wake_blog(tx, blog.id, now)?;
            }
            Ok::<_, SyncError>(())
        })?;
        self.wake.notify_one();
        Ok(())
    }
}

/// A number in `0.0..=1.0`, drawn once for an office: the waits of many computers are to be spread,
/// not those of one outbox, whose jobs would leave in another order than they were asked for. The
/// randomness of an id is enough.
pub(crate) fn jitter() -> f64 {
    let [a, b, ..] = *Uuid::new_v4().as_bytes();
    f64::from(u16::from_be_bytes([a, b])) / f64::from(u16::MAX)
}
