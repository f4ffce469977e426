//! Fetching: comments of each status, the posts they stand under, tags and categories, and how
//! scheduled posts stand now.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use billet_core::{Blog, BlogId, CommentStatus, PostKind, RemoteId};
use billet_remote::{RemoteBlog, RemoteComment, RemoteError, TermKind};
use billet_store::remote_posts::RemotePostRow;
use billet_store::{blogs, comments, outbox, post_settings, publications, remote_posts};
use jiff::SignedDuration;

use crate::arrivals::{arrived, take};
use crate::blogs::health_of;
use crate::{Office, SyncError};

/// After this long every comment is looked at again: a change of status on an old one does not
/// show in the newest pages (WordPress cannot list comments by change).
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(24);

const SNIPPET: usize = 160;

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
        let client = self.client(blog).await?;
        let account = client.account().await?;
        let now = self.now();
        self.library.write(|tx| {
            blogs::update_account(
                tx,
                blog.id,
                &blog.name,
                &account.id,
                &account.name,
                &account.capabilities,
            )?;
            outbox::wake_blog(tx, blog.id, now)
        })?;
        self.look_for_work();
        let whole = blog
            .synced_at
            .is_none_or(|at| now.duration_since(at) > WHOLE_EVERY);
        let mut fetched = Fetched::default();
        for status in statuses(account.capabilities.moderate) {
            let part = self
                .fetch_status(blog, client.as_ref(), *status, whole, stop)
                .await?;
            fetched.changed += part.changed;
            fetched.gone += part.gone;
        }
        if stop.load(Ordering::Relaxed) {
            return Ok(fetched);
        }
        self.fetch_cards(blog, client.as_ref()).await?;
        self.fetch_terms(blog, client.as_ref()).await?;
        self.fetch_scheduled(blog, client.as_ref()).await?;
        if whole {
            self.library
                .write(|tx| blogs::set_synced(tx, blog.id, now))?;
        }
        // What may be chosen is no part of what was fetched: a theme that breaks its route spoils nothing.
        if let Err(error) = self.fetch_choices(blog, client.as_ref(), whole).await {
            tracing::warn!(%error, "what may be chosen for a post could not be asked");
        }
        Ok(fetched)
    }

    async fn fetch_status(
        &self,
        blog: &Blog,
        client: &dyn RemoteBlog,
        status: CommentStatus,
        whole: bool,
        stop: &AtomicBool,
    ) -> Result<Fetched, SyncError> {
        // The queue is always read whole: it is short, and others decide on it too.
        let whole = whole || status == CommentStatus::Pending;
        let mut seen = HashSet::new();
        let mut fetched = Fetched::default();
        let mut number = Some(1);
        while let Some(page) = number {
            if stop.load(Ordering::Relaxed) {
                return Ok(fetched);
            }
            let answer = client.comments(status, page).await?;
            self.count_progress(&answer.rows, (page == 1).then_some(answer.total).flatten());
            let rows: Vec<_> = answer.rows.into_iter().map(|c| arrived(blog, c)).collect();
            let now = self.now();
            let changed = self.library.write(|tx| {
                let mut changed = 0;
                for row in &rows {
                    changed += usize::from(take(tx, blog.id, row, now)?);
                }
                Ok::<_, SyncError>(changed)
            })?;
            seen.extend(rows.into_iter().map(|r| r.remote_id));
            fetched.changed += changed;
            number = answer.next.filter(|_| whole || changed > 0);
        }
        if whole {
            let seen: Vec<RemoteId> = seen.into_iter().collect();
            fetched.gone += self.look_at_unseen(blog, client, status, &seen).await?;
        }
        Ok(fetched)
    }

    /// Comments that had this status and no longer do: each was moved or deleted on the blog.
    async fn look_at_unseen(
        &self,
        blog: &Blog,
        client: &dyn RemoteBlog,
        status: CommentStatus,
        seen: &[RemoteId],
    ) -> Result<usize, SyncError> {
        let missing = self
            .library
            .read(|conn| comments::unseen(conn, blog.id, status, seen))?;
        let mut gone = 0;
        for (id, remote_id) in missing {
            match client.comment(&remote_id).await {
                Ok(there) => {
                    let row = arrived(blog, there);
                    let now = self.now();
                    self.library.write(|tx| take(tx, blog.id, &row, now))?;
                }
                Err(RemoteError::Gone) => {
                    let removed = self.library.write(|tx| comments::remove(tx, id))?;
                    gone += usize::from(removed);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(gone)
    }

    async fn fetch_cards(&self, blog: &Blog, client: &dyn RemoteBlog) -> Result<(), SyncError> {
        let missing = self
            .library
            .read(|conn| remote_posts::missing(conn, blog.id))?;
        for ids in missing.chunks(100) {
            let cards = client.post_cards(ids).await?;
            self.library.write(|tx| {
                for card in &cards {
                    let row = RemotePostRow {
                        title: card.title.clone(),
                        url: card.url.clone(),
                        snippet: billet_text::plain(&card.html, SNIPPET),
                    };
                    remote_posts::put(tx, blog.id, &card.id, &row)?;
                }
                Ok::<_, SyncError>(())
            })?;
        }
        Ok(())
    }

    async fn fetch_terms(&self, blog: &Blog, client: &dyn RemoteBlog) -> Result<(), SyncError> {
        let tags = client.terms(TermKind::Tag).await?;
        let categories = client.terms(TermKind::Category).await?;
        self.library.write(|tx| {
            blogs::set_terms(tx, blog.id, blogs::TermKind::Tag, &tags)?;
            blogs::set_terms(tx, blog.id, blogs::TermKind::Category, &categories)?;
            Ok(())
        })
    }

    /// A theme and the rights of an account change rarely.
    async fn fetch_choices(
        &self,
        blog: &Blog,
        client: &dyn RemoteBlog,
        whole: bool,
    ) -> Result<(), SyncError> {
        if !whole {
            self.choices(blog.id).await?;
            return Ok(());
        }
        let choices = client.choices().await?;
        Ok(self
            .library
            .write(|tx| post_settings::set_choices(tx, blog.id, &choices))?)
    }

    /// Scheduled posts appear by themselves: ask how they stand.
    async fn fetch_scheduled(&self, blog: &Blog, client: &dyn RemoteBlog) -> Result<(), SyncError> {
        for (id, remote_id) in self
            .library
            .read(|conn| publications::scheduled(conn, blog.id))?
        {
            let pages;
            let kind = self.library.read(|conn| publications::get(conn, id))?.kind;
            let client = match kind {
                PostKind::Post => client,
                PostKind::Page => {
                    pages = self.client_of(blog, kind).await?;
                    pages.as_ref()
                }
            };
            match client.post(&remote_id).await {
                Ok(now) => self.library.write(|tx| {
                    // The address is another one once readers see it; the text is not looked at
                    // here: a change elsewhere has to show before the next update.
                    publications::looked(tx, id, &now.url, &now.status, None)
                })?,
                Err(RemoteError::Gone) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn count_progress(&self, rows: &[RemoteComment], total: Option<u64>) {
        let mut fetching = self.fetching.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fetching) = fetching.as_mut() {
            fetching.fetched += u64::try_from(rows.len()).unwrap_or_default();
            fetching.total = match (fetching.total, total) {
                (Some(a), Some(b)) => Some(a + b),
                (a, b) => a.or(b),
            };
        }
    }
}

/// What the account may see.
fn statuses(moderates: bool) -> &'static [CommentStatus] {
    if moderates {
        &CommentStatus::ALL
    } else {
        &[CommentStatus::Approved]
    }
}
