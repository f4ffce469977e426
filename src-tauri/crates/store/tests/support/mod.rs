//! A fresh library with a blog or two, as the stories of these tests begin.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a story that cannot begin has failed")]

use billet_core::{
    BlogId, Capabilities, CommentAuthor, CommentId, CommentStatus, Decision, JobId, JobKind,
    Markup, Platform, PostText, PublicationId, PublishStatus, RemoteId, RevisionReason, Target,
};
use billet_store::blogs::{self, NewBlog};
use billet_store::comments::{self, Arrived};
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError, outbox, publications};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};
use tempfile::TempDir;
use uuid::Uuid;

/// The library, and the folder that goes when the test ends.
pub struct Desk {
    pub folder: TempDir,
    pub library: Library,
}

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), at(0)).unwrap();
        Self { folder, library }
    }

    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> T {
        self.library.write(work).unwrap()
    }

    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
        self.library.read(work).unwrap()
    }

    pub fn blog(&self, name: &str) -> BlogId {
        let blog = NewBlog {
            platform: Platform::WordPress,
            name: name.into(),
            home: format!("https://{name}.example/"),
            endpoint: format!("https://{name}.example/wp-json/"),
            username: "zoé".into(),
            account: RemoteId::from(1),
            account_name: "Zoé".into(),
            secret_key: Uuid::new_v4(),
            capabilities: Capabilities::default(),
            markup: Markup::Html,
        };
        self.write(|tx| blogs::add(tx, &blog, at(0)))
    }

    /// A post that the writer wants on `blog`; its job is not added.
    pub fn publication(&self, blog: BlogId, title: &str) -> PublicationId {
        let text = PostText {
            title: title.into(),
            body: "Du texte.".into(),
            ..PostText::default()
        };
        self.write(|tx| {
            let post = posts::create(tx, &text, &Measure::default(), at(0))?;
            let wanted = posts::keep_revision(tx, post, RevisionReason::Publish, at(0))?;
            publications::want(tx, post, blog, wanted, &target())
        })
    }

    pub fn comment(&self, blog: BlogId, number: i64, status: CommentStatus) -> CommentId {
        let arrived = arrived(number, status);
        self.write(|tx| {
            comments::arrive(tx, blog, &arrived)?;
            Ok(comments::by_remote(tx, blog, &arrived.remote_id)?
                .unwrap()
                .id)
        })
    }

    pub fn add(&self, blog: BlogId, kind: &JobKind, seconds: i64) -> Option<JobId> {
        self.write(|tx| outbox::add(tx, blog, kind, None, at(seconds), at(seconds)))
    }

    /// A decision as the desk takes it: here at once, and in the outbox.
    pub fn decide(
        &self,
        blog: BlogId,
        comment: CommentId,
        decision: Decision,
        batch: Option<Uuid>,
    ) -> Option<JobId> {
        self.write(|tx| {
            let seen = comments::get(tx, comment)?.status;
            let kind = JobKind::Decide {
                comment,
                decision,
                seen,
            };
            let id = outbox::add(tx, blog, &kind, batch, at(0), at(0))?;
            comments::set_status(tx, comment, decision.leads_to())?;
            Ok(id)
        })
    }

    pub fn claim(&self, seconds: i64) -> Option<billet_core::Job> {
        self.write(|tx| outbox::claim(tx, "1:test", None, at(seconds)))
    }

    pub fn settle(&self, id: JobId, state: &billet_core::JobState, seconds: i64) {
        self.settle_at(id, state, seconds, false, seconds);
    }

    /// Ends an attempt as whoever made it.
    pub fn settle_at(
        &self,
        id: JobId,
        state: &billet_core::JobState,
        due: i64,
        looked: bool,
        now: i64,
    ) {
        self.write(|tx| {
            held(tx, id);
            let written = outbox::settle(tx, id, "1:test", state, at(due), looked, at(now))?;
            assert!(written);
            Ok(())
        });
    }

    pub fn job(&self, id: JobId) -> billet_core::Job {
        self.read(|conn| outbox::get(conn, id))
    }

    pub fn status(&self, id: CommentId) -> CommentStatus {
        self.read(|conn| comments::get(conn, id)).status
    }
}

/// As after a claim.
pub fn held(conn: &rusqlite::Connection, id: JobId) {
    let sql = "UPDATE jobs SET holder = '1:test' WHERE id = ?1";
    assert_eq!(conn.execute(sql, [id.0]).unwrap(), 1);
}

pub fn target() -> Target {
    Target {
        status: PublishStatus::Publish,
        at: None,
    }
}

/// Comment `number`, written `number` seconds after the beginning.
pub fn arrived(number: i64, status: CommentStatus) -> Arrived {
    Arrived {
        remote_id: RemoteId::from(number),
        post: RemoteId::from(1),
        parent: None,
        author: CommentAuthor {
            name: "Amélie".into(),
            email: "amelie@example.org".into(),
            url: String::new(),
        },
        is_mine: false,
        html: format!("<p>Commentaire {number}</p>"),
        plain: format!("Commentaire {number}"),
        status,
        written_at: at(number),
        url: format!("https://example.org/#comment-{number}"),
    }
}
