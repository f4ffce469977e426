//! A library in a folder of its own, to import into and export from.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::path::{Path, PathBuf};

use billet_core::{Post, PostText};
use billet_exchange::{ExchangeError, Exported, Form, How, Left, LeftKind, Report, What};
use billet_store::origins::Origin;
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError, origins};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub struct Desk {
    pub folder: tempfile::TempDir,
    pub library: Library,
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("library"), at(0)).unwrap();
        Self { folder, library }
    }

    /// A file or folder beside the library.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn write(&self, text: &PostText, created: i64) -> Post {
        let id = self
            .library
            .write(|tx| posts::create(tx, text, &Measure::default(), at(created)))
            .unwrap();
        self.library.read(|conn| posts::get(conn, id)).unwrap()
    }

    pub fn import(&self, path: &Path) -> Report {
        self.try_import(path).unwrap()
    }

    pub fn try_import(&self, path: &Path) -> Result<Report, ExchangeError> {
        billet_exchange::import(&self.library, path, &how(true), &mut |_| true)
    }

    pub fn look(&self, path: &Path) -> Report {
        billet_exchange::import(&self.library, path, &how(false), &mut |_| true).unwrap()
    }

    pub fn export(&self, name: &str, form: Form) -> (PathBuf, Exported) {
        let to = self.path(name);
        let what = What {
            form,
            blog: None,
            zone: paris(),
            now: at(1_800_000_000),
        };
        let done = billet_exchange::export(&self.library, &to, &what, &mut |_| true).unwrap();
        (to, done)
    }

    /// Every post, in the order of their ids, with its origin.
    pub fn posts(&self) -> Vec<(Post, Option<Origin>)> {
        self.library
            .read(|conn| {
                let mut rows = posts::all(conn)?;
                rows.sort_by_key(|row| row.id);
                rows.iter()
                    .map(|row| Ok((posts::get(conn, row.id)?, origins::of_post(conn, row.id)?)))
                    .collect::<Result<_, StoreError>>()
            })
            .unwrap()
    }

    /// The post of that title.
    pub fn titled(&self, title: &str) -> (Post, Origin) {
        let all = self.posts();
        let found = all.iter().find(|(post, _)| post.text.title == title);
        let (post, origin) = found.unwrap_or_else(|| panic!("{title}: {all:#?}"));
        (post.clone(), origin.clone().unwrap())
    }
}

pub fn paris() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(1))
}

pub fn how(write: bool) -> How {
    How {
        write,
        home: None,
        zone: paris(),
        now: at(1_790_000_000),
    }
}

pub fn left(report: &Report, kind: LeftKind) -> usize {
    let found = report.left.iter().find(|left: &&Left| left.kind == kind);
    found.map_or(0, |left| left.count)
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures")
        .join(name)
}
