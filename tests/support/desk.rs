//! A writer's desk: an office over a library of its own, one blog, and a clock that the proof moves,
//! so that no wait takes time.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use billet_core::{
    Blog, BlogId, Capabilities, Cause, Clock, CommentAuthor, CommentId, CommentStatus, JobId,
    JobState, Markup, Platform, PostId, PostText, Publication, PublicationId, PublishStatus,
    RemoteId, Target,
};
use billet_remote::Http;
use billet_store::blogs::NewBlog;
use billet_store::comments::{self, Arrived};
use billet_store::outbox::{self, JobRow};
use billet_store::{Library, StoreError, blogs, posts, publications};
use billet_sync::{Connector, Fetched, Office, Secrets, SyncError};
use jiff::Timestamp;
use rusqlite::Connection;
use tokio::sync::Notify;
use uuid::Uuid;

use super::proxy::Proxy;

/// How long a client waits for an answer where the proof does not care.
pub const PATIENT: Duration = Duration::from_secs(45);

/// A blog and the account on it.
#[derive(Clone, Debug)]
pub struct Address {
    /// Where its API starts.
    pub endpoint: String,
    pub user: String,
    pub secret: String,
}

pub struct Desk {
    pub office: Arc<Office>,
    pub clock: Arc<AtomicI64>,
    runtime: tokio::runtime::Runtime,
}

impl Desk {
    /// The library in `folder`, as a process that begins at `at` (in seconds) opens it; `secret` is
    /// the password of every blog in it.
    pub fn open(folder: &Path, secret: &str, at: i64, patience: Duration) -> Self {
        let one_thread = tokio::runtime::Builder::new_current_thread();
        Self::open_on(one_thread, folder, secret, at, patience)
    }

    /// The same on several threads, as the window and the command line run.
    pub fn open_on_threads(folder: &Path, secret: &str, at: i64, patience: Duration) -> Self {
        let threads = tokio::runtime::Builder::new_multi_thread();
        Self::open_on(threads, folder, secret, at, patience)
    }

    fn open_on(
        mut runtime: tokio::runtime::Builder,
        folder: &Path,
        secret: &str,
        at: i64,
        patience: Duration,
    ) -> Self {
        let runtime = runtime.enable_all().build().unwrap();
        let _inside = runtime.enter();
        let clock = Arc::new(AtomicI64::new(at));
        let seconds = Arc::clone(&clock);
        let now = move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap();
        let clock_of_office = Clock::new(now);
        let library = Arc::new(Library::open(folder, clock_of_office.now()).unwrap());
        let http = Http::with_timeouts(Duration::from_secs(10), patience).unwrap();
        let for_blogs = http.clone();
        let connect: Connector = Arc::new(move |blog: &Blog, secret: &str| {
            let (endpoint, user) = (&blog.endpoint, &blog.username);
            billet_remote::connect(&for_blogs, blog.platform, endpoint, user, secret)
        });
        let secrets = Secrets::in_memory();
        for blog in library.read(blogs::all).unwrap() {
            secrets.set(blog.secret_key, secret).unwrap();
        }
        let office = Office::with_connector(library, secrets, clock_of_office, http, connect);
        Self {
            office: Arc::new(office),
            clock,
            runtime,
        }
    }

    /// Connects a blog without asking it.
    pub fn connect(&self, address: &Address) -> BlogId {
        let row = row_of(address);
        self.office
            .secrets()
            .set(row.secret_key, &address.secret)
            .unwrap();
        let now = self.office.now();
        self.office
            .library()
            .write(|tx| blogs::add(tx, &row, now))
            .unwrap()
    }

    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
        self.office.library().read(work).unwrap()
    }

    pub fn draft(&self, title: &str, body: &str) -> PostId {
        self.office.new_post(&text(title, body)).unwrap()
    }

    pub fn rewrite(&self, post: PostId, title: &str, body: &str) {
        let version = self.read(|conn| posts::get(conn, post)).version;
        self.office
            .save_post(post, version, &text(title, body))
            .unwrap();
    }

    pub fn publish(&self, post: PostId, blog: BlogId) -> PublicationId {
        self.office.publish(post, &[blog], &public()).unwrap()[0]
    }

    /// A reader's comment that waits, as a fetch would have brought it.
    pub fn comment(&self, blog: BlogId, remote: i64, post: i64) -> CommentId {
        let row = Arrived {
            remote_id: RemoteId::from(remote),
            post: RemoteId::from(post),
            parent: None,
            author: CommentAuthor::default(),
            is_mine: false,
            html: "<p>Bravo.</p>".into(),
            plain: "Bravo.".into(),
            status: CommentStatus::Pending,
            written_at: self.office.now(),
            url: String::new(),
        };
        self.office
            .library()
            .write(|tx| comments::arrive(tx, blog, &row))
            .unwrap();
        self.read(|conn| comments::by_remote(conn, blog, &row.remote_id))
            .unwrap()
            .id
    }

    /// Fetches the comments of a blog.
    pub fn fetch(&self, blog: BlogId) -> Result<Fetched, SyncError> {
        let stop = AtomicBool::new(false);
        self.runtime.block_on(self.office.fetch(blog, &stop))
    }

    /// Sends what is due, once.
    pub fn send(&self) {
        self.runtime.block_on(self.office.send_due()).unwrap();
    }

    /// Sends until the so-manieth request from now is on its way, and gives everything up there, as
    /// a process does that ends.
    pub fn send_and_end_at(&self, network: &Proxy, nth: usize) {
        let there = Arc::new(Notify::new());
        let (reached, last) = (Arc::clone(&there), network.seen() + nth);
        network.watch(move |now, _| {
            if now == last {
                reached.notify_one();
            }
            false
        });
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = there.notified() => {}
                sent = self.office.send_due() => drop(sent.unwrap()),
            }
        });
        network.stop_watching();
    }

    /// The writer looked at what is there now, and sends all the same.
    pub fn send_anyway(&self, job: JobId) {
        self.runtime.block_on(self.office.send_anyway(job)).unwrap();
    }

    /// The blog, where there is only one.
    pub fn only_blog(&self) -> BlogId {
        self.read(blogs::all)[0].id
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// To the instant at which the next job falls due; `false` when none will.
    pub fn wait_for_due(&self) -> bool {
        let Some(due) = self.office.next_due().unwrap() else {
            return false;
        };
        self.clock.fetch_max(due.as_second() + 1, Ordering::SeqCst);
        true
    }

    /// Sends and waits until nothing waits any more. What failed for another reason than somebody
    /// else's work, the writer tries again, at most three times; returns how often they had to. No
    /// time passes while `network` still carries a request.
    pub fn settle(&self, network: Option<&Proxy>) -> usize {
        let mut again = 0;
        for _ in 0..60 {
            self.send();
            if let Some(network) = network {
                network.quiet();
            }
            if self.wait_for_due() {
                continue;
            }
            let failed = self.open_jobs().into_iter().filter(matters_to_nobody_else);
            let failed: Vec<_> = failed.map(|row| row.job.id).collect();
            if failed.is_empty() || again == 3 {
                break;
            }
            again += 1;
            for id in failed {
                self.office.retry_job(id).unwrap();
            }
        }
        again
    }

    pub fn open_jobs(&self) -> Vec<JobRow> {
        self.read(|conn| outbox::list(conn, 0))
    }

    pub fn publication(&self, id: PublicationId) -> Publication {
        self.read(|conn| publications::get(conn, id))
    }

    /// SQLite's own look at every page.
    pub fn integrity(&self) -> String {
        let check = |conn: &Connection| {
            let said = conn.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
            Ok::<_, StoreError>(said.unwrap())
        };
        self.office.library().read(check).unwrap()
    }
}

fn matters_to_nobody_else(row: &JobRow) -> bool {
    match &row.job.state {
        JobState::Failed { cause } => !matches!(
            cause,
            Cause::ChangedElsewhere | Cause::DecidedElsewhere { .. } | Cause::FoundTwice
        ),
        _ => false,
    }
}

/// The row of a blog that was never asked.
fn row_of(address: &Address) -> NewBlog {
    NewBlog {
        platform: Platform::WordPress,
        name: address.endpoint.clone(),
        home: address.endpoint.replace("wp-json/", ""),
        endpoint: address.endpoint.clone(),
        username: address.user.clone(),
        account: RemoteId::from(1),
        account_name: "Zoé".into(),
        secret_key: Uuid::new_v4(),
        capabilities: Capabilities {
            draft: true,
            publish: true,
            upload: true,
            schedule: true,
            create_terms: true,
            moderate: true,
            reply: true,
            keeps_html: true,
        },
        markup: Markup::Html,
    }
}

pub fn text(title: &str, body: &str) -> PostText {
    PostText {
        title: title.to_owned(),
        body: body.to_owned(),
        ..PostText::default()
    }
}

pub fn public() -> Target {
    Target {
        status: PublishStatus::Publish,
        at: None,
    }
}

/// By the computer's own clock, in seconds.
pub fn now() -> i64 {
    Timestamp::now().as_second()
}
