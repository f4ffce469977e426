//! What every step of the office needs, in one value.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use billet_core::{Blog, BlogId, Clock, PostKind};
use billet_remote::{Http, RemoteBlog, RemoteError};
use billet_store::{Library, StoreError, blogs};
use jiff::Timestamp;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::fetch::Fetching;
use crate::lanes::Lanes;
use crate::lease::Lease;
use crate::looks::LooksAt;
use crate::moved::LookedAt;
use crate::{Secrets, SyncError};

/// Makes a client for a blog and its password. The real one is [`billet_remote::connect`]; tests
/// of the outbox pass a blog that fails as they want.
pub type Connector =
    Arc<dyn Fn(&Blog, &str) -> Result<Box<dyn RemoteBlog>, RemoteError> + Send + Sync>;

/// An open library, the way to its blogs, and the outbox between them. Share it in an `Arc`.
pub struct Office {
    pub(crate) library: Arc<Library>,
    pub(crate) http: Http,
    pub(crate) connect: Connector,
    pub(crate) secrets: Arc<Secrets>,
    /// The only blogs that are sent anything; `None`: all.
    only: Mutex<Option<Vec<BlogId>>>,
    pub(crate) clock: Clock,
    /// How this process signs the jobs it takes; from the first one on.
    lease: OnceLock<Lease>,
    /// How far this process spreads its waits.
    pub(crate) jitter: f64,
    /// Held while jobs are taken and sent.
    pub(crate) sending: tokio::sync::Mutex<()>,
    /// Pictures that were taken and have not left.
    pub(crate) lanes: Lanes,
    /// Front pages that were looked at because their blogs could not be reached.
    pub(crate) homes: LookedAt,
    /// Something new is in the outbox.
    pub(crate) wake: Notify,
    pub(crate) fetching: Mutex<Option<Fetching>>,
    /// Fetches take turns.
    pub(crate) fetch_turn: tokio::sync::Mutex<()>,
    /// When the account of each blog, and what it has beside comments, was last asked for.
    pub(crate) beside_asked: Mutex<HashMap<BlogId, Timestamp>>,
    /// Blogs whose fetch waits for its turn.
    pub(crate) fetch_waiting: Mutex<HashSet<BlogId>>,
    /// The same for posts: of those there may be thousands, and the comments shall not wait so long.
    pub(crate) fetching_posts: Mutex<Option<Fetching>>,
    pub(crate) posts_turn: tokio::sync::Mutex<()>,
    pub(crate) posts_waiting: Mutex<HashSet<BlogId>>,
    /// How blogs look, as far as it was fetched.
    pub(crate) looks: LooksAt,
}

impl Office {
    /// An office over real blogs.
    ///
    /// # Errors
    /// [`SyncError::Remote`] when the system's TLS roots or proxy settings cannot be read, or the
    /// library.
    pub fn new(library: Arc<Library>, secrets: Secrets, clock: Clock) -> Result<Self, SyncError> {
        let http = Http::new()?;
        crate::proxy::take(&http, &library, &secrets)?;
        let for_blogs = http.clone();
        let connect: Connector = Arc::new(move |blog, secret| {
            billet_remote::connect(
                &for_blogs,
                blog.platform,
                &blog.endpoint,
                &blog.username,
                secret,
            )
        });
        Ok(Self::with_connector(library, secrets, clock, http, connect))
    }

    /// An office whose blogs are reached through `connect`.
    pub fn with_connector(
        library: Arc<Library>,
        secrets: Secrets,
        clock: Clock,
        http: Http,
        connect: Connector,
    ) -> Self {
        Self {
            library,
            http,
            connect,
            secrets: Arc::new(secrets),
            only: Mutex::default(),
            clock,
            lease: OnceLock::new(),
            jitter: crate::worker::jitter(),
            sending: tokio::sync::Mutex::new(()),
            lanes: Lanes::default(),
            homes: LookedAt::default(),
            wake: Notify::new(),
            fetching: Mutex::new(None),
            fetch_turn: tokio::sync::Mutex::new(()),
            beside_asked: Mutex::default(),
            fetch_waiting: Mutex::default(),
            fetching_posts: Mutex::default(),
            posts_turn: tokio::sync::Mutex::new(()),
            posts_waiting: Mutex::default(),
            looks: LooksAt::default(),
        }
    }

    /// The library.
    #[must_use]
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Where passwords are kept.
    #[must_use]
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// The instant it is, by the clock that was passed in.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// From here on nothing is sent to other blogs than these, and a password that was given for
    /// the whole process ([`Secrets::given`]) is theirs alone.
    ///
    /// # Errors
    /// There is no such blog.
    pub fn keep_to(&self, named: &[BlogId]) -> Result<(), SyncError> {
        for id in named {
            let blog = self.library.read(|conn| blogs::get(conn, *id))?;
            self.secrets.bind(blog.secret_key);
        }
        let mut only = self.only.lock().unwrap_or_else(PoisonError::into_inner);
        *only = Some(named.to_vec());
        Ok(())
    }

    /// How this process signs the jobs it takes.
    ///
    /// # Errors
    /// The library's folder cannot be written: then no job may be taken.
    pub(crate) fn holder(&self) -> Result<&str, SyncError> {
        if let Some(lease) = self.lease.get() {
            return Ok(lease.name());
        }
        let folder = self.library.folder();
        let lease = Lease::take(folder).map_err(|source| StoreError::Unwritable {
            folder: folder.to_owned(),
            source: source.into(),
        })?;
        Ok(self.lease.get_or_init(|| lease).name())
    }

    pub(crate) fn only(&self) -> Option<Vec<BlogId>> {
        let only = self.only.lock().unwrap_or_else(PoisonError::into_inner);
        only.clone()
    }

    /// A client for a blog, with its password. A given password that nobody named a blog for can
    /// only be meant for the one blog there is.
    pub(crate) async fn client(&self, blog: &Blog) -> Result<Box<dyn RemoteBlog>, SyncError> {
        if self.secrets.is_given()
            && self.only().is_none()
            && self.library.read(blogs::all)?.len() == 1
        {
            self.secrets.bind(blog.secret_key);
        }
        let secret = self
            .secret(blog.secret_key)
            .await?
            .ok_or_else(|| SyncError::NoSecret {
                blog: blog.name.clone(),
            })?;
        Ok((self.connect)(blog, &secret)?)
    }

    /// The same, to speak with about one kind of posts.
    pub(crate) async fn client_of(
        &self,
        blog: &Blog,
        kind: PostKind,
    ) -> Result<Box<dyn RemoteBlog>, SyncError> {
        Ok(self.client(blog).await?.of_kind(kind))
    }

    pub(crate) async fn keep_secret(&self, key: Uuid, secret: &str) -> Result<(), SyncError> {
        let secret = secret.to_owned();
        self.with_secrets(move |secrets| secrets.set(key, &secret))
            .await
    }

    pub(crate) async fn secret(&self, key: Uuid) -> Result<Option<String>, SyncError> {
        self.with_secrets(move |secrets| secrets.get(key)).await
    }

    pub(crate) async fn drop_secret(&self, key: Uuid) -> Result<(), SyncError> {
        self.with_secrets(move |secrets| secrets.delete(key)).await
    }

    /// A keychain may ask the person at the computer and wait for them: never on a thread that
    /// others need.
    async fn with_secrets<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Secrets) -> Result<T, SyncError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let secrets = Arc::clone(&self.secrets);
        tokio::task::spawn_blocking(move || work(&secrets))
            .await
            .map_err(|died| SyncError::Keychain(keyring::Error::PlatformFailure(Box::new(died))))?
    }
}
