//! The worker: takes due jobs, one at a time for each blog (but several pictures), and blogs side by
//! side. The attempt is committed before a request leaves; pictures are taken and written down many in a
//! commit, and those that were taken go on meanwhile ([`crate::lanes`]), so that none waits for a disk.

use std::sync::Arc;
use std::time::Duration;

use billet_core::Job;
use billet_store::{blogs, outbox};
use jiff::Timestamp;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::{JoinError, JoinSet};
use uuid::Uuid;

use crate::attempt::{Ended, Notes, is_picture};
use crate::lanes::Place;
use crate::{Office, SyncError, lease};

/// How many requests are under way at the same time, on all blogs.
const SIDE_BY_SIDE: usize = 16;

/// How long to leave a library alone that could not be read or written.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// What is under way, and what of it is not written down yet.
struct Turn {
    under_way: JoinSet<Result<(), SyncError>>,
    /// Pictures that ended, as their lanes tell.
    arrivals: UnboundedReceiver<Notes>,
    arrived: UnboundedSender<Notes>,
    notes: Notes,
    attempts: usize,
    /// Why nothing more is taken.
    failed: Option<SyncError>,
    /// How something ended could not be written down.
    lost: bool,
}

impl Turn {
    fn new() -> Self {
        let (arrived, arrivals) = mpsc::unbounded_channel();
        Self {
            under_way: JoinSet::new(),
            arrivals,
            arrived,
            notes: Notes::default(),
            attempts: 0,
            failed: None,
            lost: false,
        }
    }

    fn note(&mut self, arrival: Notes) {
        self.notes.ended.extend(arrival.ended);
        self.notes.given_back.extend(arrival.given_back);
    }

    fn ended(&mut self, one: Result<Result<(), SyncError>, JoinError>) {
        match one {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                self.lost = true;
                self.failed = Some(error);
            }
            Err(error) => {
                tracing::error!(%error, "an attempt died");
                self.lost = true;
            }
        }
    }
}

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
        let mut turn = Turn::new();
        loop {
            self.take_what_is_due(&mut turn);
            if turn.under_way.is_empty() {
                break;
            }
            let more = turn.failed.is_none() && turn.under_way.len() < SIDE_BY_SIDE;
            let next = more.then(|| self.next_due().unwrap_or_default()).flatten();
            tokio::select! {
                Some(arrival) = turn.arrivals.recv() => turn.note(arrival),
                Some(one) = turn.under_way.join_next() => turn.ended(one),
                () = self.wake.notified(), if more => continue,
                () = sleep_until(next), if next.is_some() => continue,
            }
            // What else has ended is written down with it.
            tokio::task::yield_now().await;
            while let Some(one) = turn.under_way.try_join_next() {
                turn.ended(one);
            }
        }
        if turn.lost {
            self.forget_mine()?;
        }
        match turn.failed {
            Some(error) => Err(error),
            None => Ok(turn.attempts),
        }
    }

    /// Writes down what ended, and sends off what is due, until nothing more is.
    fn take_what_is_due(self: &Arc<Self>, turn: &mut Turn) {
        loop {
            while let Ok(arrival) = turn.arrivals.try_recv() {
                turn.note(arrival);
            }
            let free = match &turn.failed {
                None => SIDE_BY_SIDE.saturating_sub(turn.under_way.len()),
                Some(_) => 0,
            };
            if free == 0 && turn.notes.is_empty() {
                return;
            }
            let notes = std::mem::take(&mut turn.notes);
            match self.note_and_claim(&notes, free) {
                Ok(jobs) => {
                    turn.attempts = turn.attempts.saturating_sub(notes.given_back.len());
                    for blog in notes.ended.iter().filter_map(Ended::stumbled) {
                        self.lanes.resume(blog);
                    }
                    if jobs.is_empty() {
                        return;
                    }
                    turn.attempts += jobs.len();
                    for job in jobs {
                        self.send_off(turn, job);
                    }
                }
                Err(error) => {
                    // What ended may be written down all the same, and what has not left be given back.
                    let rest = Notes {
                        given_back: [notes.given_back, self.lanes.halt_all()].concat(),
                        ..notes
                    };
                    turn.lost |= !rest.is_empty() && self.note_and_claim(&rest, 0).is_err();
                    turn.failed = Some(error);
                    return;
                }
            }
        }
    }

    fn send_off(self: &Arc<Self>, turn: &mut Turn, job: Job) {
        let office = Arc::clone(self);
        if !is_picture(&job) {
            turn.under_way
                .spawn(async move { office.perform(job).await.map(drop) });
            return;
        }
        let (id, blog) = (job.id, job.blog);
        match self.lanes.add(job) {
            Place::NewLane => {
                let arrived = turn.arrived.clone();
                turn.under_way.spawn(async move {
                    while let Some(job) = office.lanes.next(blog) {
                        if let Some(ended) = office.perform(job).await? {
                            let stumbled = ended.stumbled();
                            let given_back = stumbled.map(|blog| office.lanes.halt(blog));
                            let ended = vec![ended];
                            let given_back = given_back.unwrap_or_default();
                            // Nobody listens any more: then it is looked for.
                            let _ = arrived.send(Notes { ended, given_back });
                        }
                    }
                    Ok(())
                });
            }
            Place::Behind => {}
            Place::Refused => turn.notes.given_back.push(id),
        }
    }

    /// As [`Office::recover`], when no attempt of this process is under way: what it seems to be
    /// sending may have arrived too.
    fn forget_mine(&self) -> Result<(), SyncError> {
        let given_back = self.lanes.clear();
        let mine = self.holder()?;
        let folder = self.library.folder();
        let others = |holder: &str| holder != mine && lease::is_held(folder, holder);
        let now = self.now();
        self.library.write(|tx| {
            for id in &given_back {
                outbox::give_back(tx, *id, mine)?;
            }
            outbox::recover(tx, &others, now)
        })?;
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
