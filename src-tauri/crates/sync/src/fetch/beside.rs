//! What a fetch of comments brings beside them: the account, the posts they stand under, tags and
//! categories, what may be chosen for a post, and how scheduled posts stand.

use std::sync::PoisonError;

use billet_core::{Blog, BlogId, PostKind};
use billet_remote::{RemoteBlog, RemoteError, TermKind};
use billet_store::remote_posts::RemotePostRow;
use billet_store::{blogs, post_settings, publications, remote_posts};

use super::{BESIDE_EVERY, Round};
use crate::{Office, SyncError};

const SNIPPET: usize = 160;

impl Office {
    /// Whether this process has not asked for what stands beside the comments for a while.
    pub(super) fn beside_is_due(&self, blog: BlogId) -> bool {
        let asked = self
            .beside_asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        asked.get(&blog).is_none_or(|at| {
            let since = self.now().duration_since(*at);
            since.is_negative() || since > BESIDE_EVERY
        })
    }

    /// Asks who is signed in; whether they may moderate.
    pub(super) async fn fetch_account(
        &self,
        blog: &Blog,
        client: &dyn RemoteBlog,
    ) -> Result<bool, SyncError> {
        let account = client.account().await?;
        self.library.write(|tx| {
            blogs::update_account(
                tx,
                blog.id,
                &blog.name,
                &account.id,
                &account.name,
                &account.capabilities,
            )
        })?;
        Ok(account.capabilities.moderate)
    }

    pub(super) async fn fetch_beside(
        &self,
        round: &Round<'_>,
        thorough: bool,
    ) -> Result<(), SyncError> {
        let (blog, client) = (round.blog, round.client.as_ref());
        self.fetch_cards(blog, client).await?;
        self.fetch_scheduled(blog, client).await?;
        if thorough {
            self.fetch_terms(blog, client).await?;
            // What may be chosen is no part of what was fetched: a theme that breaks its route
            // spoils nothing.
            if let Err(error) = self.fetch_choices(blog, client).await {
                tracing::warn!(%error, "what may be chosen for a post could not be asked");
            }
            let now = self.now();
            self.beside_asked
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(blog.id, now);
        }
        Ok(())
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

    async fn fetch_choices(&self, blog: &Blog, client: &dyn RemoteBlog) -> Result<(), SyncError> {
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
}
