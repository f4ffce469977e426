//! How a blog looks: the page of a post that its readers see, fetched once and kept, so that another
//! post can be shown in it without a network. Nothing is ever published for that.

mod gathering;
mod sheets;

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use billet_core::{Blog, BlogId, PostKind};
use billet_remote::{PublicWeb, RemoteError};
use billet_store::looks::{Look, Looks};
use billet_store::{blogs, default_cache, publications};
use billet_theme::is_findable;
use sha2::{Digest, Sha256};
use tokio::sync::Notify;
use url::Url;

use crate::{Office, SyncError};
use gathering::Gathering;

/// So many posts are thought of: some are a picture and a word.
const MOST_LOOKED_AT: u32 = 30;

/// So many of their pages are read: the newest may be guarded by a password.
const MOST_TRIED: usize = 3;

/// A look that is being fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looking {
    /// The blog.
    pub blog: BlogId,
    /// Files that came.
    pub done: usize,
    /// Files that are known to be wanted; it grows.
    pub total: usize,
}

/// What the office keeps of looks.
#[derive(Default)]
pub(crate) struct LooksAt {
    kept: OnceLock<Looks>,
    looking: Mutex<Option<Looking>>,
    stop: Notify,
    turn: tokio::sync::Mutex<()>,
}

impl LooksAt {
    fn kept(&self) -> &Looks {
        let folder = || default_cache().unwrap_or_else(|| std::env::temp_dir().join("billet"));
        self.kept
            .get_or_init(|| Looks::in_folder(folder().join("looks")))
    }

    fn set(&self, looking: Option<Looking>) {
        *self.looking.lock().unwrap_or_else(PoisonError::into_inner) = looking;
    }

    fn count(&self, done: usize, more: usize) {
        let mut looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(looking) = looking.as_mut() {
            looking.done += done;
            looking.total += more;
        }
    }
}

impl Office {
    /// Keeps looks in this folder, not in the system's for what can be fetched again. To be called
    /// before anything else of looks is; later calls do nothing.
    pub fn keep_looks_in(&self, folder: PathBuf) {
        self.looks.kept.get_or_init(|| Looks::in_folder(folder));
    }

    /// How posts, or pages, of a blog look, as it was last fetched.
    ///
    /// # Errors
    /// There is no such blog.
    pub fn look(&self, blog: BlogId, kind: PostKind) -> Result<Option<Look>, SyncError> {
        let blog = self.library.read(|conn| blogs::get(conn, blog))?;
        Ok(self.looks.kept().get(&key(&blog, kind)))
    }

    /// A file that a look loads, by the end of its address: its media type and its bytes.
    #[must_use]
    pub fn look_file(&self, address: &str) -> Option<(String, Vec<u8>)> {
        let mut parts = address.trim_start_matches('/').split('/');
        let (key, _when, name) = (parts.next()?, parts.next()?, parts.next()?);
        self.looks
            .kept()
            .file(key, name)
            .filter(|_| parts.next().is_none())
    }

    /// The look that is being fetched, if any.
    #[must_use]
    pub fn looking(&self) -> Option<Looking> {
        let looking = self.looks.looking.lock();
        looking.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fetches how posts, or pages, of a blog look, and keeps it in the place of what was kept;
    /// `None` when it was stopped. Its files are found under `origin`, like `scheme://host`.
    ///
    /// # Errors
    /// No post of the blog is known, none of its pages shows its text, or the blog was not reached.
    /// What was kept stays.
    pub async fn fetch_look(
        &self,
        id: BlogId,
        kind: PostKind,
        origin: &str,
    ) -> Result<Option<Look>, SyncError> {
        let _turn = self.looks.turn.lock().await;
        self.looks.set(Some(Looking {
            blog: id,
            done: 0,
            total: 1,
        }));
        let fetched = tokio::select! {
            fetched = self.fetch_look_of(id, kind, origin) => fetched.map(Some),
            () = self.looks.stop.notified() => Ok(None),
        };
        self.looks.set(None);
        fetched
    }

    /// Stops the fetch of a look; what was kept stays.
    pub fn stop_looking(&self) {
        if self.looking().is_some() {
            self.looks.stop.notify_waiters();
        }
    }

    async fn fetch_look_of(
        &self,
        id: BlogId,
        kind: PostKind,
        origin: &str,
    ) -> Result<Look, SyncError> {
        let (blog, shown) = self.library.read(|conn| {
            let blog = blogs::get(conn, id)?;
            let shown = publications::newest_shown(conn, id, kind, MOST_LOOKED_AT)?;
            Ok::<_, SyncError>((blog, shown))
        })?;
        if shown.is_empty() {
            return Err(SyncError::NothingShown { blog: blog.name });
        }
        let long = shown
            .into_iter()
            .filter(|post| is_findable(&post.base.content));
        let shown: Vec<_> = long.take(MOST_TRIED).collect();
        let home = Url::parse(&blog.home).map_err(|_| RemoteError::BadAddress {
            typed: blog.home.clone(),
        })?;
        let at = self.now();
        let key = key(&blog, kind);
        let gathering = Gathering {
            web: PublicWeb::of_blog(&self.http, &home)?,
            prefix: format!("{origin}/{key}/{}/", at.as_millisecond()),
            looks: &self.looks,
        };
        let found = gathering.page(&shown).await?;
        let (page, url) = found.ok_or(SyncError::NotInThePage { blog: blog.name })?;
        let (html, files) = gathering.dressed(page).await?;
        let url = url.to_string();
        let look = Look { at, url, html };
        let (kept, looks) = (look.clone(), self.looks.kept().clone());
        tokio::task::spawn_blocking(move || looks.keep(&key, &kept, &files))
            .await
            .map_err(|_| SyncError::Interrupted)??;
        Ok(look)
    }

    /// The blog is gone, and what was kept of it goes, too.
    pub(crate) fn forget_looks(&self, blog: &Blog) {
        for kind in [PostKind::Post, PostKind::Page] {
            self.looks.kept().forget(&key(blog, kind));
        }
    }
}

/// What a look is kept under: libraries that know the same blog share it.
fn key(blog: &Blog, kind: PostKind) -> String {
    format!("{}-{}", name(&blog.home), kind.as_str())
}

/// An address as the name of a file.
pub(crate) fn name(address: &str) -> String {
    let digest = Sha256::digest(address.as_bytes());
    let bytes = digest.iter().take(16);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}
