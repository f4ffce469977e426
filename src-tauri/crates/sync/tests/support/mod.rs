//! A library with blogs that fail as the story wants, and a clock that the story moves.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

pub mod fake_blog;
pub mod fake_posts;
pub mod wire;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use billet_core::{
    BlogId, Capabilities, Cause, Clock, Comment, CommentId, CommentStatus, Heard, JobState, Markup,
    Platform, PostId, PostText, Publication, PublicationId, PublishStatus, RemoteId, Target,
};
use billet_remote::{Http, RemoteBlog, RemoteError};
use billet_store::blogs::{self, NewBlog};
use billet_store::outbox::{self, JobRow};
use billet_store::{Library, StoreError, comments, posts, publications};
use billet_sync::{Connector, Fetched, Office, Secrets, SyncError};
use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

use fake_blog::FakeBlog;

pub const PASSWORD: &str = "abcd efgh ijkl";
/// Longer than any wait between two attempts, shorter than the outbox keeps trying.
pub const A_WHILE: i64 = 20 * 60;

pub struct Desk {
    pub folder: TempDir,
    pub office: Arc<Office>,
    pub clock: Arc<AtomicI64>,
    blogs: Arc<Mutex<HashMap<String, Arc<FakeBlog>>>>,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(1_790_000_000));
        let blogs = Arc::default();
        let office = office(&folder, &clock, &blogs, Secrets::in_memory());
        Self {
            folder,
            office,
            clock,
            blogs,
        }
    }

    /// A desk with one blog whose account may do everything.
    pub fn with_blog() -> (Self, BlogId, Arc<FakeBlog>) {
        let desk = Self::new();
        let (id, blog) = desk.add_blog("Carnet");
        (desk, id, blog)
    }

    pub fn add_blog(&self, name: &str) -> (BlogId, Arc<FakeBlog>) {
        let endpoint = endpoint(name);
        let blog = FakeBlog::new(PASSWORD, self.clock.clone());
        self.blogs
            .lock()
            .unwrap()
            .insert(endpoint, Arc::clone(&blog));
        (self.connect(name), blog)
    }

    /// Connects a blog that stands at its address, the first time or again.
    pub fn connect(&self, name: &str) -> BlogId {
        self.connect_as(name, "zoé")
    }

    /// The same, with that account.
    pub fn connect_as(&self, name: &str, username: &str) -> BlogId {
        let endpoint = endpoint(name);
        let row = NewBlog {
            platform: Platform::WordPress,
            name: name.to_owned(),
            home: endpoint.replace("wp-json/", ""),
            endpoint,
            username: username.to_owned(),
            account: RemoteId::from(fake_blog::ME),
            account_name: "Zoé".into(),
            secret_key: Uuid::new_v4(),
            capabilities: everything(),
            markup: Markup::Html,
        };
        self.office.secrets().set(row.secret_key, PASSWORD).unwrap();
        self.office
            .library()
            .write(|tx| blogs::add(tx, &row, self.office.now()))
            .unwrap()
    }

    /// Another process on the same library, with the same keychain.
    pub fn second_office(&self) -> Arc<Office> {
        let office = office(&self.folder, &self.clock, &self.blogs, Secrets::in_memory());
        for blog in self.read(blogs::all) {
            let secret = self.office.secrets().get(blog.secret_key).unwrap();
            office
                .secrets()
                .set(blog.secret_key, &secret.unwrap())
                .unwrap();
        }
        office
    }

    /// A script on the same library, with the password of its environment.
    pub fn office_given(&self, secret: &str) -> Arc<Office> {
        let secrets = Secrets::given(secret.to_owned());
        office(&self.folder, &self.clock, &self.blogs, secrets)
    }

    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
        self.office.library().read(work).unwrap()
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub async fn send(&self) -> usize {
        self.office.send_due().await.unwrap()
    }

    /// Sends, waits and sends again until nothing waits any more, at most for three hours.
    pub async fn send_until_quiet(&self) {
        for _ in 0..12 {
            self.send().await;
            if self.office.next_due().unwrap().is_none() {
                return;
            }
            self.wait(A_WHILE);
        }
        panic!("something still waits: {:?}", self.open_jobs());
    }

    pub fn draft(&self, title: &str, body: &str) -> PostId {
        self.office.new_post(&text(title, body)).unwrap()
    }

    pub fn rewrite(&self, post: PostId, text: &PostText) {
        let version = self.read(|conn| posts::get(conn, post)).version;
        self.office.save_post(post, version, text).unwrap();
    }

    pub fn publish(&self, post: PostId, blog: BlogId) -> PublicationId {
        let made = self.office.publish(post, &[blog], &public()).unwrap();
        *made.first().unwrap()
    }

    /// Written, published and arrived.
    pub async fn published(
        &self,
        blog: BlogId,
        title: &str,
        body: &str,
    ) -> (PostId, PublicationId) {
        let post = self.draft(title, body);
        let publication = self.publish(post, blog);
        self.send().await;
        assert_eq!(self.open_jobs(), []);
        (post, publication)
    }

    pub fn publication(&self, id: PublicationId) -> Publication {
        self.read(|conn| publications::get(conn, id))
    }

    pub fn open_jobs(&self) -> Vec<JobRow> {
        self.read(|conn| outbox::list(conn, 0))
    }

    /// The states of the open jobs, oldest first.
    pub fn states(&self) -> Vec<JobState> {
        let jobs = self.open_jobs();
        jobs.into_iter().map(|row| row.job.state).collect()
    }

    pub fn only_job(&self) -> JobRow {
        let jobs = self.open_jobs();
        assert_eq!(jobs.len(), 1, "{jobs:?}");
        jobs.into_iter().next().unwrap()
    }

    /// In how many seconds the first job falls due.
    pub fn next_due_in(&self) -> i64 {
        let due = self.office.next_due().unwrap().unwrap();
        due.duration_since(self.office.now()).as_secs()
    }

    /// A connection past the library, for a disk that fails.
    pub fn other_connection(&self) -> Connection {
        Connection::open(self.folder.path().join(billet_store::FILE)).unwrap()
    }

    pub async fn fetch(&self, blog: BlogId) -> Result<Fetched, SyncError> {
        self.office.fetch(blog, &AtomicBool::new(false)).await
    }

    pub fn comment(&self, id: CommentId) -> Comment {
        self.read(|conn| comments::get(conn, id))
    }

    /// The comment that a blog calls `remote`, as it is known here.
    pub fn here(&self, blog: BlogId, remote: &RemoteId) -> Option<Comment> {
        self.read(|conn| comments::by_remote(conn, blog, remote))
    }

    /// A reader's comment on `blog`, fetched; its id here, and what the blog calls it.
    pub async fn comment_on(
        &self,
        blog: BlogId,
        there: &FakeBlog,
        status: CommentStatus,
        html: &str,
    ) -> (CommentId, RemoteId) {
        let remote = there.comment_arrives(status, html);
        self.fetch(blog).await.unwrap();
        (self.here(blog, &remote).unwrap().id, remote)
    }
}

fn endpoint(name: &str) -> String {
    format!("https://{}.example/wp-json/", name.to_lowercase())
}

fn office(
    folder: &TempDir,
    clock: &Arc<AtomicI64>,
    blogs: &Arc<Mutex<HashMap<String, Arc<FakeBlog>>>>,
    secrets: Secrets,
) -> Arc<Office> {
    let seconds = Arc::clone(clock);
    let clock = Clock::new(move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap());
    let library = Arc::new(Library::open(folder.path(), clock.now()).unwrap());
    let known = Arc::clone(blogs);
    let connect: Connector = Arc::new(move |blog, secret| {
        let known = known.lock().unwrap();
        let fake = known
            .get(&blog.endpoint)
            .ok_or_else(|| RemoteError::BadAddress {
                typed: blog.endpoint.clone(),
            })?;
        Ok(Box::new(wire::Client::new(fake, secret)) as Box<dyn RemoteBlog>)
    });
    let http = Http::new().unwrap();
    Arc::new(Office::with_connector(
        library, secrets, clock, http, connect,
    ))
}

pub fn everything() -> Capabilities {
    Capabilities {
        draft: true,
        publish: true,
        schedule: true,
        create_terms: true,
        moderate: true,
        reply: true,
        upload: true,
        keeps_html: true,
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

pub fn failed(cause: Cause) -> JobState {
    JobState::Failed { cause }
}

pub fn retry(cause: Cause) -> JobState {
    JobState::Retry { cause }
}

pub fn seconds(duration: std::time::Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap()
}

pub fn unreachable() -> RemoteError {
    RemoteError::Unreachable {
        through: None,
        host: "carnet.example".into(),
        detail: String::new(),
    }
}

pub fn no_answer() -> RemoteError {
    lost(Heard::Nothing)
}

/// Nobody knows what became of the request.
pub fn lost(heard: Heard) -> RemoteError {
    RemoteError::NoAnswer {
        host: "carnet.example".into(),
        detail: String::new(),
        heard,
    }
}
