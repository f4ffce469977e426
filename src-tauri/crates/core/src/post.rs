//! What the writer writes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{PostId, RevisionId};

/// Everything of a post that the writer types, and that a revision therefore keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostText {
    /// The title, plain text; may be empty in a draft.
    pub title: String,
    /// The text, in Markdown.
    pub body: String,
    /// The last part of the address; `None` lets the blog make it from the title.
    pub slug: Option<String>,
    /// The summary, plain text; empty lets the blog make it.
    pub excerpt: String,
    /// Tags by name, in the writer's order, each once.
    pub tags: Vec<String>,
    /// Categories by name, in the writer's order, each once.
    pub categories: Vec<String>,
}

impl PostText {
    /// Nothing was written yet: such a post may be thrown away without asking.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.body.trim().is_empty()
    }
}

/// A post in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its row in the library.
    pub id: PostId,
    /// What the writer typed last.
    pub text: PostText,
    /// Counts the saves; a save names the version it started from, so that two windows on one
    /// library cannot overwrite each other unseen.
    pub version: i64,
    /// Which list it stands in.
    pub shelf: Shelf,
    /// Words in the body.
    pub words: i64,
    /// When the writer began it.
    pub created_at: Timestamp,
    /// When its text was last saved.
    pub updated_at: Timestamp,
}

/// The list a post stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// No blog shows it yet.
    Drafts,
    /// At least one blog will show it at a set time, and none shows it now.
    Scheduled,
    /// At least one blog shows it.
    Published,
    /// The writer threw it away.
    Trash,
}

impl Shelf {
    /// All four, in the order of the sidebar.
    pub const ALL: [Self; 4] = [Self::Drafts, Self::Scheduled, Self::Published, Self::Trash];

    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Trash => "trash",
        }
    }

    /// The reverse of [`Shelf::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// The order of a list of posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PostOrder {
    /// Last saved first.
    #[default]
    Changed,
    /// Begun last first.
    Created,
    /// By title, blind to case and accents.
    Title,
    /// Longest first.
    Words,
}

/// A saved earlier text of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its row in the library.
    pub id: RevisionId,
    /// The post it belongs to.
    pub post: PostId,
    /// The text as it was.
    pub text: PostText,
    /// Why it was kept.
    pub reason: RevisionReason,
    /// What the writer calls it; empty for most.
    pub name: String,
    /// When it was kept.
    pub created_at: Timestamp,
}

/// Why a revision was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RevisionReason {
    /// The writer asked for it to be published: this is the text that goes out.
    Publish,
    /// It was about to be replaced after a stretch of writing.
    Pause,
    /// Another window or process saved over it.
    Collision,
    /// It stood on a blog, written by somebody else, when the writer's text replaced it.
    Elsewhere,
    /// The writer asked for it to be kept, under a name.
    Checkpoint,
    /// An earlier text was put in its place.
    Replaced,
}

impl RevisionReason {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Publish,
        Self::Pause,
        Self::Collision,
        Self::Elsewhere,
        Self::Checkpoint,
        Self::Replaced,
    ];

    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Pause => "pause",
            Self::Collision => "collision",
            Self::Elsewhere => "elsewhere",
            Self::Checkpoint => "checkpoint",
            Self::Replaced => "replaced",
        }
    }

    /// The reverse of [`RevisionReason::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }
}
