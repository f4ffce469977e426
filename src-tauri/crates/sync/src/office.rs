//! What every step of the office needs, in one value.

use std::sync::{Arc, Mutex};

use billet_core::{Blog, Clock};
use billet_remote::{Http, RemoteBlog, RemoteError};
use billet_store::Library;
use jiff::Timestamp;
use tokio::sync::Notify;

use crate::fetch::Fetching;
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
    pub(crate) secrets: Secrets,
    pub(crate) clock: Clock,
    /// How this process signs the jobs it takes.
    pub(crate) holder: String,
    /// How far this process spreads its waits.
    pub(crate) jitter: f64,
    /// Held while jobs are taken and sent.
    pub(crate) sending: tokio::sync::Mutex<()>,
    /// Something new is in the outbox.
    pub(crate) wake: Notify,
    pub(crate) fetching: Mutex<Option<Fetching>>,
    /// Fetches take turns.
    pub(crate) fetch_turn: tokio::sync::Mutex<()>,
}

impl Office {
    /// An office over real blogs.
    ///
    /// # Errors
    /// [`SyncError::Remote`] when the system's TLS roots or proxy settings cannot be read.
    pub fn new(library: Arc<Library>, secrets: Secrets, clock: Clock) -> Result<Self, SyncError> {
        let http = Http::new()?;
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
            secrets,
            clock,
            holder: crate::worker::holder(),
            jitter: crate::worker::jitter(),
            sending: tokio::sync::Mutex::new(()),
            wake: Notify::new(),
            fetching: Mutex::new(None),
            fetch_turn: tokio::sync::Mutex::new(()),
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

    /// A client for a blog, with its password.
    pub(crate) fn client(&self, blog: &Blog) -> Result<Box<dyn RemoteBlog>, SyncError> {
        let secret = self
            .secrets
            .get(blog.secret_key)?
            .ok_or_else(|| SyncError::NoSecret {
                blog: blog.name.clone(),
            })?;
        Ok((self.connect)(blog, &secret)?)
    }
}
