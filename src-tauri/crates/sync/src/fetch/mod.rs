//! Fetching: every comment once (`sweep.rs`), then what is new (`news.rs`) and a little of the rest;
//! and what belongs to it (`beside.rs`): the posts they stand under, tags and categories, and how
//! scheduled posts stand now.

mod beside;
mod news;
mod pages;
mod sweep;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use billet_core::{Blog, BlogHealth, BlogId, CommentStatus};
use billet_remote::{RemoteBlog, Which};
use billet_store::{blogs, comments, outbox};
use jiff::{SignedDuration, Timestamp};

use crate::blogs::health_of;
use crate::{Office, SyncError};

use sweep::Pace;

/// After this long every comment is looked at again: a change of status on an old one does not
/// show in the newest pages (WordPress cannot list comments by change).
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Pages of that in each fetch: a thousand comments, and hardly a second of the blog's time.
const AT_A_TIME: u32 = 10;

/// After this long the account, and what the blog has beside comments, is asked for again.
const BESIDE_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// A fetch under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetching {
    /// The blog.
    pub blog: BlogId,
    /// The blog's name.
    pub blog_name: String,
    /// Comments that came so far, or posts that were looked at.
    pub fetched: u64,
    /// How many the blog says there are: a guess.
    pub total: Option<u64>,
    /// How many of them were here before it began.
    pub had: u64,
    /// When it began.
    pub began: Timestamp,
}

impl Fetching {
    /// How long it still takes, if the rest comes as fast as what came so far. `None` in the first
    /// seconds, and without a total.
    #[must_use]
    pub fn left(&self, now: Timestamp) -> Option<SignedDuration> {
        let spent = now.duration_since(self.began).as_millis();
        let came = i128::from(self.fetched.checked_sub(self.had)?);
        let rest = i128::from(self.total?.saturating_sub(self.fetched));
        if came == 0 || spent < 1000 {
            return None;
        }
        let left = i64::try_from(spent.saturating_mul(rest) / came).ok()?;
        Some(SignedDuration::from_millis(left))
    }
}

/// What a fetch brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Comments that are new here or changed.
    pub changed: usize,
    /// Comments that the blog no longer has.
    pub gone: usize,
}

/// A place in the queue of fetches; left when the turn comes, or when nobody waits any more.
pub(crate) struct Waiting<'a> {
    queue: &'a Mutex<HashSet<BlogId>>,
    blog: BlogId,
}

impl<'a> Waiting<'a> {
    /// `None`: the blog has one.
    pub(crate) fn join(queue: &'a Mutex<HashSet<BlogId>>, blog: BlogId) -> Option<Self> {
        let mut waiting = queue.lock().unwrap_or_else(PoisonError::into_inner);
        // Not `then_some`: what it would make and drop takes the other's place away.
        waiting.insert(blog).then(|| Self { queue, blog })
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.blog);
    }
}

impl Office {
    /// The fetch under way, if any.
    #[must_use]
    pub fn fetching(&self) -> Option<Fetching> {
        self.fetching
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set_fetching(&self, fetching: Option<Fetching>) {
        *self.fetching.lock().unwrap_or_else(PoisonError::into_inner) = fetching;
    }

    /// Fetches one blog, once an earlier fetch has ended. What came before a failure or before
    /// `stop` was set stays. Asked for a blog that already waits for its turn, it returns at once:
    /// that fetch has yet to begin and brings all there is.
    ///
    /// # Errors
    /// The blog could not be asked (kept as its health), or the library could not take what came.
    pub async fn fetch(&self, id: BlogId, stop: &AtomicBool) -> Result<Fetched, SyncError> {
        let Some(place) = Waiting::join(&self.fetch_waiting, id) else {
            return Ok(Fetched::default());
        };
        let _turn = self.fetch_turn.lock().await;
        drop(place);
        let blog = self.library.read(|conn| blogs::get(conn, id))?;
        self.set_fetching(Some(Fetching {
            blog: id,
            blog_name: blog.name.clone(),
            fetched: 0,
            total: None,
            had: 0,
            began: self.now(),
        }));
        let ended = self.fetch_blog(&blog, stop).await;
        self.set_fetching(None);
        if let Err(error) = &ended
            && let Some(health) = health_of(error)
        {
            self.library.write(|tx| blogs::set_health(tx, id, health))?;
        }
        ended
    }

    async fn fetch_blog(&self, blog: &Blog, stop: &AtomicBool) -> Result<Fetched, SyncError> {
        let client: Arc<dyn RemoteBlog> = Arc::from(self.client(blog).await?);
        let now = self.now();
        let thorough = blog.health != BlogHealth::Fine || self.beside_is_due(blog.id);
        let moderates = if thorough {
            self.fetch_account(blog, client.as_ref()).await?
        } else {
            blog.capabilities.moderate
        };
        let round = Round {
            blog,
            client,
            moderates,
            which: if moderates {
                Which::Any
            } else {
                Which::Only(CommentStatus::Approved)
            },
            began: now,
            stop,
        };
        let mut fetched = Fetched::default();
        let begun = self.library.read(|conn| comments::sweep(conn, blog.id))?;
        // The very first reading begins with the newest by itself.
        if blog.synced_at.is_some() || begun.is_some_and(|at| at.place.is_some()) {
            self.fetch_newest(&round, &mut fetched).await?;
            if moderates {
                self.fetch_pending(&round, &mut fetched).await?;
            }
        }
        self.library
            .write(|tx| outbox::wake_blog(tx, blog.id, now))?;
        self.look_for_work();
        if let Some(pace) = self.pace(blog, now)? {
            self.sweep(&round, pace, &mut fetched).await?;
        }
        if !stop.load(Ordering::Relaxed) {
            self.fetch_beside(&round, thorough).await?;
        }
        Ok(fetched)
    }

    /// Whether a reading of every comment is under way, or due.
    fn pace(&self, blog: &Blog, now: Timestamp) -> Result<Option<Pace>, SyncError> {
        let Some(synced) = blog.synced_at else {
            return Ok(Some(Pace::Whole));
        };
        let begun = self.library.read(|conn| comments::sweep(conn, blog.id))?;
        let since = now.duration_since(synced);
        // A clock that was set back makes the time negative: then nobody knows.
        let due = begun.is_some() || since.is_negative() || since > WHOLE_EVERY;
        Ok(due.then_some(Pace::Slowly(AT_A_TIME)))
    }

    /// The first page tells how many there are.
    fn expect_comments(&self, had: u64, total: Option<u64>) {
        self.note_comments(|fetching| Fetching {
            fetched: had,
            had,
            total: total.map(|total| had.saturating_add(total)),
            ..fetching
        });
    }

    fn count_comments(&self, came: usize) {
        self.note_comments(|fetching| Fetching {
            fetched: fetching.fetched + u64::try_from(came).unwrap_or_default(),
            ..fetching
        });
    }

    fn note_comments(&self, change: impl FnOnce(Fetching) -> Fetching) {
        let mut fetching = self.fetching.lock().unwrap_or_else(PoisonError::into_inner);
        *fetching = fetching.take().map(change);
    }
}

/// A fetch of one blog's comments.
struct Round<'a> {
    blog: &'a Blog,
    client: Arc<dyn RemoteBlog>,
    moderates: bool,
    /// What the account may see.
    which: Which,
    /// What was carried out since is newer than what a list says.
    began: Timestamp,
    stop: &'a AtomicBool,
}

impl Round<'_> {
    /// The only status that the list holds.
    fn only(&self) -> Option<CommentStatus> {
        match self.which {
            Which::Any => None,
            Which::Only(status) => Some(status),
        }
    }
}
