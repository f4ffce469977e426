//! Gathering the posts that are on a blog already: listed cheaply, and only those that are another
//! version than the last one seen are read. Each batch is one transaction, so a fetch that ends at
//! any moment, also with the process, goes on where it was: what it brought is known.
//!
//! A text that the writer changed here is never replaced. Nothing is sent. See `docs/adr/0016`.

mod arrive;
mod names;
mod take;
mod unseen;

use std::collections::HashSet;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use billet_core::{Blog, BlogId, PostKind, RemoteId};
use billet_remote::{PostMark, PostOrder, RemoteBlog, RemoteError, RemotePost};
use billet_store::{blogs, fetched};
use jiff::SignedDuration;

use crate::blogs::health_of;
use crate::fetch::{Fetching, Waiting};
use crate::{Office, SyncError};

use names::Names;

/// After this long every post is looked at again: one that was deleted does not show among those
/// that were changed last, nor does one that a blog put out of their order.
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Read at once where a blog cannot give a hundred: it takes too long, or they are too large.
const FEW: usize = 10;

/// What a fetch of posts brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Posts that are new here.
    pub new: usize,
    /// Posts that were brought up to date.
    pub renewed: usize,
    /// Posts that were changed there, and whose text here is the writer's own: it was left alone.
    pub changed: usize,
    /// Posts that the blog no longer has.
    pub gone: usize,
}

impl Gathered {
    fn add(&mut self, other: Self) {
        self.new += other.new;
        self.renewed += other.renewed;
        self.changed += other.changed;
        self.gone += other.gone;
    }
}

/// How it goes with one kind of post.
struct Round<'a> {
    blog: &'a Blog,
    kind: PostKind,
    client: Box<dyn RemoteBlog>,
    whole: bool,
    stop: &'a AtomicBool,
}

impl Office {
    /// The fetch of posts under way, if any.
    #[must_use]
    pub fn fetching_posts(&self) -> Option<Fetching> {
        let fetching = self.fetching_posts.lock();
        fetching.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Brings in the posts and pages of a blog that its account may edit, once an earlier fetch has
    /// ended; after the first time only what is another version than the one last seen. What came
    /// before a failure or before `stop` was set stays. Asked for a blog that already waits for its
    /// turn, it returns at once. `whole`: every post is looked at, although the day is not over yet.
    ///
    /// # Errors
    /// The blog could not be asked (kept as its health), or the library could not take what came.
    pub async fn fetch_posts(
        &self,
        id: BlogId,
        whole: bool,
        stop: &AtomicBool,
    ) -> Result<Gathered, SyncError> {
        let Some(place) = Waiting::join(&self.posts_waiting, id) else {
            return Ok(Gathered::default());
        };
        let _turn = self.posts_turn.lock().await;
        drop(place);
        let blog = self.library.read(|conn| blogs::get(conn, id))?;
        self.note_posts(|_| {
            Some(Fetching {
                blog: id,
                blog_name: blog.name.clone(),
                fetched: 0,
                total: None,
                had: 0,
                began: self.now(),
            })
        });
        let ended = self.gather(&blog, whole, stop).await;
        self.note_posts(|_| None);
        if let Err(error) = &ended
            && let Some(health) = health_of(error)
        {
            self.library.write(|tx| blogs::set_health(tx, id, health))?;
        }
        ended
    }

    /// Chooses whether a blog's posts are fetched by themselves. What came stays.
    ///
    /// # Errors
    /// There is no such blog, or the library could not take it.
    pub fn set_fetches_posts(&self, id: BlogId, wanted: bool) -> Result<(), SyncError> {
        Ok(self
            .library
            .write(|tx| fetched::set_wanted(tx, id, wanted))?)
    }

    fn note_posts(&self, change: impl FnOnce(Option<Fetching>) -> Option<Fetching>) {
        let fetching = self.fetching_posts.lock();
        let mut fetching = fetching.unwrap_or_else(PoisonError::into_inner);
        *fetching = change(fetching.take());
    }

    async fn gather(
        &self,
        blog: &Blog,
        whole: bool,
        stop: &AtomicBool,
    ) -> Result<Gathered, SyncError> {
        let began = self.now();
        let last = self.library.read(|conn| fetched::whole_at(conn, blog.id))?;
        // A clock that was set back makes the time negative: then nobody knows.
        let fresh = |at| {
            let since = began.duration_since(at);
            !since.is_negative() && since < WHOLE_EVERY
        };
        let whole = whole || !last.is_some_and(fresh);
        let mut brought = Gathered::default();
        for kind in PostKind::ALL {
            let round = Round {
                blog,
                kind,
                client: self.client_of(blog, kind).await?,
                whole,
                stop,
            };
            self.gather_kind(&round, &mut brought).await?;
        }
        if !stop.load(Ordering::Relaxed) {
            self.library
                .write(|tx| fetched::ended(tx, blog.id, whole, began))?;
        }
        Ok(brought)
    }

    async fn gather_kind(
        &self,
        round: &Round<'_>,
        brought: &mut Gathered,
    ) -> Result<(), SyncError> {
        let (blog, kind) = (round.blog.id, round.kind);
        let known = self.library.read(|conn| fetched::marks(conn, blog, kind))?;
        let order = if round.whole {
            PostOrder::Newest
        } else {
            PostOrder::Changed
        };
        let mut names = Names::default();
        let mut seen: HashSet<RemoteId> = HashSet::new();
        let mut number = Some(1);
        while let Some(page) = number {
            if round.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            let listed = match round.client.post_marks(order, page).await {
                Err(RemoteError::NotAllowed { .. }) => return Ok(()),
                other => other?,
            };
            self.count_posts(0, listed.total.filter(|_| page == 1));
            let is_other = |mark: &&PostMark| known.get(&mark.id) != Some(&mark_of(mark));
            let other: Vec<RemoteId> = listed
                .rows
                .iter()
                .filter(|row| !seen.contains(&row.id))
                .filter(is_other)
                .map(|mark| mark.id.clone())
                .collect();
            self.bring(round, &other, &mut names, brought).await?;
            self.count_posts(listed.rows.len(), None);
            seen.extend(listed.rows.into_iter().map(|mark| mark.id));
            number = listed.next.filter(|_| round.whole || !other.is_empty());
        }
        if round.whole {
            let unseen = known.into_keys().filter(|id| !seen.contains(id)).collect();
            brought.gone += self.look_for_unseen(round, unseen).await?;
        }
        Ok(())
    }

    /// Reads these posts and takes them in.
    async fn bring(
        &self,
        round: &Round<'_>,
        ids: &[RemoteId],
        names: &mut Names,
        brought: &mut Gathered,
    ) -> Result<(), SyncError> {
        let mut left: Vec<&[RemoteId]> = vec![ids];
        while let Some(some) = left.pop() {
            if some.is_empty() || round.stop.load(Ordering::Relaxed) {
                continue;
            }
            let before = self.known_of(round.blog.id, some)?;
            match round.client.posts(some).await {
                Ok(posts) => {
                    names.learn(round, &posts).await?;
                    let taken = self.take_posts(round, &before, posts, names)?;
                    brought.add(taken);
                }
                Err(RemoteError::NoAnswer { .. } | RemoteError::TooLarge { .. })
                    if some.len() > FEW =>
                {
                    left.extend(some.chunks(FEW).rev());
                }
                Err(RemoteError::TooLarge { .. }) if some.len() > 1 => {
                    left.extend(some.chunks(1).rev());
                }
                Err(RemoteError::TooLarge { .. }) => {
                    tracing::warn!(blog = %round.blog.id, ?some, "too large a post was left there");
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn count_posts(&self, looked_at: usize, total: Option<u64>) {
        self.note_posts(|fetching| {
            fetching.map(|before| Fetching {
                fetched: before.fetched + u64::try_from(looked_at).unwrap_or_default(),
                total: match (before.total, total) {
                    (Some(a), Some(b)) => Some(a + b),
                    (a, b) => a.or(b),
                },
                ..before
            })
        });
    }
}

/// What a blog says of a post's version. A post that the blog publishes by itself keeps its time of
/// modification.
fn mark_of(mark: &PostMark) -> String {
    format!("{} {}", mark.status.as_str(), mark.modified)
}

/// The same, of a post that was read.
fn mark_of_post(post: &RemotePost) -> String {
    format!("{} {}", post.status.as_str(), post.base.modified)
}
