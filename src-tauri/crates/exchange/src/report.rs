//! What an import found, brought in and left out.

use billet_core::RemoteStatus;
use jiff::Timestamp;
use serde::Serialize;

use crate::Format;

/// So many rows are listed; all are counted.
const ROWS: usize = 500;
/// So many names are given of each kind that is left out.
const NAMES: usize = 5;

/// What becomes, or would become, of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It comes into the library.
    New,
    /// It is in the library already.
    There,
    /// It is in the library already, with another text than the file's: that text is left alone.
    Differs,
}

/// A post of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Row {
    /// Its title; may be empty.
    pub title: String,
    /// It stands outside of the stream of posts.
    pub page: bool,
    /// How it stands on its blog.
    pub status: RemoteStatus,
    /// Its date, if it has one.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub dated_at: Option<Timestamp>,
    /// What becomes of it.
    pub fate: Fate,
}

/// A kind of thing that stays out of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LeftKind {
    /// Readers' comments: they are fetched from the blog.
    Comments,
    /// Files of the blog's media library: texts show them from where they are.
    Attachments,
    /// Posts without title and text.
    Blank,
    /// Menus, templates, revisions and other things that are no posts.
    NoPost,
    /// Passwords that posts were kept behind.
    Passwords,
    /// Featured pictures: noted with their posts, not shown.
    FeaturedPictures,
    /// Entries of front matter, or fields, that Billet has no use for.
    Fields,
    /// Pictures that are not where the text says, are none, or lie outside of the chosen folder.
    Pictures,
    /// Pictures whose address does not say on which blog they are.
    Homeless,
    /// Files that could not be read.
    Files,
    /// Dates that could not be read.
    Dates,
}

/// What stays out, of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Left {
    /// Which.
    pub kind: LeftKind,
    /// How many.
    pub count: usize,
    /// The first names or reasons, each once.
    pub names: Vec<String>,
}

impl Left {
    /// What it is, with the names.
    #[must_use]
    pub fn words(&self) -> String {
        let what = match self.kind {
            LeftKind::Comments => {
                "comments; Billet fetches them from the blog once it is connected"
            }
            LeftKind::Attachments => "files of the blog's media; the texts show them from there",
            LeftKind::Blank => "posts without title and text",
            LeftKind::NoPost => "things that are no posts",
            LeftKind::Passwords => "passwords of protected posts, which are drafts here",
            LeftKind::FeaturedPictures => "featured pictures; noted with their posts, not shown",
            LeftKind::Fields => "entries that Billet has no place for",
            LeftKind::Pictures => "pictures that are missing, or outside of what was chosen",
            LeftKind::Homeless => {
                "pictures whose address lacks the blog; name it with --blog to complete them"
            }
            LeftKind::Files => "files that could not be read",
            LeftKind::Dates => "dates that could not be read",
        };
        if self.names.is_empty() {
            return what.to_owned();
        }
        let more = if self.count > self.names.len() {
            ", …"
        } else {
            ""
        };
        format!("{what}: {}{more}", self.names.join(", "))
    }
}

/// What an import found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Report {
    /// The kind of file.
    pub format: Format,
    /// The name of the blog it is of; may be empty.
    pub blog: String,
    /// Posts, pages among them.
    pub posts: usize,
    /// Pages.
    pub pages: usize,
    /// Those that no reader sees.
    pub drafts: usize,
    /// Brought in, or to be.
    pub new: usize,
    /// In the library before.
    pub there: usize,
    /// In the library before, with another text.
    pub differ: usize,
    /// Pictures that came in with their posts, or would.
    pub pictures: usize,
    /// What stays out.
    pub left: Vec<Left>,
    /// The first posts, in the order of the file.
    pub rows: Vec<Row>,
    /// It was stopped before its end.
    pub stopped: bool,
    /// Why the rest of the file could not be read.
    pub fault: Option<String>,
}

impl Report {
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            blog: String::new(),
            posts: 0,
            pages: 0,
            drafts: 0,
            new: 0,
            there: 0,
            differ: 0,
            pictures: 0,
            left: Vec::new(),
            rows: Vec::new(),
            stopped: false,
            fault: None,
        }
    }

    pub(crate) fn leave(&mut self, kind: LeftKind, name: Option<String>) {
        let at = self.left.iter().position(|left| left.kind == kind);
        let at = at.unwrap_or_else(|| {
            self.left.push(Left {
                kind,
                count: 0,
                names: Vec::new(),
            });
            self.left.len() - 1
        });
        if let Some(left) = self.left.get_mut(at) {
            left.count += 1;
            let name = name.filter(|name| left.names.len() < NAMES && !left.names.contains(name));
            left.names.extend(name);
        }
    }

    pub(crate) fn add(&mut self, row: Row) {
        self.posts += 1;
        self.pages += usize::from(row.page);
        let seen = matches!(
            row.status,
            RemoteStatus::Published | RemoteStatus::Private | RemoteStatus::Scheduled
        );
        self.drafts += usize::from(!seen);
        match row.fate {
            Fate::New => self.new += 1,
            Fate::There => self.there += 1,
            Fate::Differs => self.differ += 1,
        }
        if self.rows.len() < ROWS {
            self.rows.push(row);
        }
    }
}
