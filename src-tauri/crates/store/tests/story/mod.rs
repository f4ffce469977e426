//! A writer's hour with the library, step by step, from a library that has to be brought to this
//! Billet's form on: what each step leaves is known, so that a test can break in anywhere and see
//! whether what was said to be done is there, and what was not is not.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot begin has failed"
)]

use std::fs;
use std::path::Path;

use billet_core::{
    BlogId, CommentStatus, Decision, JobKind, PostId, PostText, PublishStatus, RemoteId,
    RevisionReason, Target,
};
use billet_store::comments::{self, Arrived};
use billet_store::posts::{self, Measure};
use billet_store::{FILE, Library, StoreError, outbox, publications};
use billet_testdisk::Files;
use jiff::Timestamp;

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// The library of an earlier Billet, with a row in every table.
pub fn older() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/db/0001.sqlite");
    fs::read(path).unwrap()
}

/// A folder in memory where the system has such: what is flushed is worked out by the test.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Writes these files into a folder.
pub fn lay_out(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The story's files at its beginning.
pub fn beginning() -> Files {
    Files::from([(FILE.to_owned(), older())])
}

/// The writer's post.
const TITLE: &str = "L’été";

fn text(n: usize) -> PostText {
    PostText {
        title: TITLE.into(),
        // Now short, now over several pages.
        body: format!("{n} ").repeat(1 + n * 700 % 4_000),
        ..PostText::default()
    }
}

/// The library while the story goes on.
#[derive(Default)]
pub struct Told {
    library: Option<Library>,
    post: Option<PostId>,
}

/// Begins with `Open`, which is done again after each `Close`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    Open,
    Begin,
    Save(usize),
    Publish,
    Arrive,
    Decide,
    /// A copy under this name.
    BackUp(usize),
    /// The log goes into the library, while it is open.
    MoveLog,
    /// The log goes into the library.
    Close,
}

pub const STORY: [Scene; 20] = [
    Scene::Open,
    Scene::Begin,
    Scene::Save(1),
    Scene::Save(5),
    Scene::Publish,
    Scene::BackUp(1),
    Scene::Arrive,
    Scene::MoveLog,
    Scene::Decide,
    Scene::Save(3),
    Scene::Close,
    Scene::Open,
    Scene::Save(7),
    Scene::MoveLog,
    Scene::Save(2),
    Scene::BackUp(2),
    Scene::MoveLog,
    Scene::Save(4),
    Scene::Publish,
    Scene::Close,
];

pub fn backup(n: usize) -> String {
    format!("backup-{n}.sqlite")
}

impl Told {
    /// Plays a scene. It may be played again when it failed.
    pub fn play(&mut self, folder: &Path, scene: Scene) -> Result<(), StoreError> {
        match scene {
            Scene::Open => {
                let library = Library::open(folder, at(0))?;
                assert_eq!(library.setback(), None, "a whole library was set aside");
                self.library = Some(library);
                Ok(())
            }
            Scene::Close => {
                self.library = None;
                Ok(())
            }
            scene => {
                let library = self.library.as_ref().unwrap();
                if scene == Scene::MoveLog {
                    return library.move_log();
                }
                if let Scene::BackUp(n) = scene {
                    return library.back_up(&folder.join(backup(n)), &mut |_| ());
                }
                let (post, blog) = (self.post, BlogId(1));
                let begun = library.write(|tx| play(tx, scene, post, blog))?;
                self.post = begun.or(self.post);
                Ok(())
            }
        }
    }
}

fn play(
    tx: &rusqlite::Transaction<'_>,
    scene: Scene,
    post: Option<PostId>,
    blog: BlogId,
) -> Result<Option<PostId>, StoreError> {
    let post = post.unwrap_or(PostId(0));
    let measure = Measure::default();
    match scene {
        Scene::Begin => return posts::create(tx, &text(0), &measure, at(1)).map(Some),
        Scene::Save(n) => {
            let version = posts::get(tx, post)?.version;
            posts::save(tx, post, version, &text(n), &measure, at(2))?;
        }
        Scene::Publish => {
            let wanted = posts::keep_revision(tx, post, RevisionReason::Publish, at(3))?;
            let target = Target {
                status: PublishStatus::Publish,
                at: None,
            };
            let publication = publications::want(tx, post, blog, wanted, &target)?;
            let kind = JobKind::Publish { publication };
            outbox::add(tx, blog, &kind, None, at(3), at(3))?;
        }
        Scene::Arrive => {
            comments::arrive(tx, blog, &arrived())?;
        }
        Scene::Decide => {
            let comment = comments::by_remote(tx, blog, &RemoteId::from(77))?.unwrap();
            let kind = JobKind::Decide {
                comment: comment.id,
                decision: Decision::Approve,
                seen: CommentStatus::Pending,
            };
            outbox::add(tx, blog, &kind, None, at(4), at(4))?;
            comments::set_status(tx, comment.id, CommentStatus::Approved)?;
        }
        Scene::Open | Scene::Close | Scene::MoveLog | Scene::BackUp(_) => {}
    }
    Ok(None)
}

fn arrived() -> Arrived {
    Arrived {
        remote_id: RemoteId::from(77),
        post: RemoteId::from(1),
        parent: None,
        author: billet_core::CommentAuthor::default(),
        is_mine: false,
        html: "<p>Merci !</p>".into(),
        plain: "Merci !".into(),
        status: CommentStatus::Pending,
        written_at: at(3),
        url: String::new(),
    }
}

/// Everything that the story changes, in words.
pub fn state(library: &Library) -> String {
    library
        .read(|conn| {
            let mut all = String::new();
            for row in posts::all(conn)? {
                let post = posts::get(conn, row.id)?;
                all += &format!("{:?} {} {:?}\n", post.text, post.version, post.shelf);
                for revision in posts::revisions(conn, row.id)? {
                    all += &format!("  {:?} {:?}\n", revision.reason, revision.text);
                }
            }
            for row in outbox::list(conn, 100)? {
                all += &format!("{:?} {:?}\n", row.job.kind, row.job.state);
            }
            for (status, count) in comments::counts(conn)? {
                all += &format!("{status:?} {count}\n");
            }
            Ok::<_, StoreError>(all)
        })
        .unwrap()
}

/// The state after each number of scenes; the first is the library as it was found, opened.
pub fn states() -> Vec<String> {
    let folder = folder();
    lay_out(folder.path(), &beginning());
    let mut told = Told::default();
    let mut states = vec![opened(folder.path()).0];
    for scene in STORY {
        told.play(folder.path(), scene).unwrap();
        let last = match &told.library {
            Some(library) => state(library),
            None => states.last().unwrap().clone(),
        };
        states.push(last);
    }
    states
}

/// Opens a library on the ordinary disk; its state, and what its own checks say.
pub fn opened(folder: &Path) -> (String, String) {
    let library = Library::open(folder, at(0)).unwrap();
    assert_eq!(library.setback(), None, "a whole library was set aside");
    let checked = library
        .read(|conn| {
            let check = "PRAGMA integrity_check";
            Ok::<_, StoreError>(
                conn.query_row(check, [], |row| row.get::<_, String>(0))
                    .unwrap(),
            )
        })
        .unwrap();
    (state(&library), checked)
}
