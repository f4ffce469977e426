//! Readers' comments, and what a moderator decides about them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{BlogId, CommentId, RemoteId};

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CommentStatus {
    /// Waits for a moderator.
    Pending,
    /// Every reader sees it.
    Approved,
    /// Set aside as spam.
    Spam,
    /// Thrown away; the blog forgets it some day.
    Trash,
}

impl CommentStatus {
    /// All four, in the order the desk shows them.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Approved, Self::Spam, Self::Trash];

    /// The stable word the library stores and the CLI takes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Spam => "spam",
            Self::Trash => "trash",
        }
    }

    /// The reverse of [`CommentStatus::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What the moderator decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Let every reader see it.
    Approve,
    /// Let it wait (again).
    Hold,
    /// Set it aside as spam.
    Spam,
    /// Throw it away.
    Trash,
}

impl Decision {
    /// The status a comment has once this is done.
    #[must_use]
    pub fn leads_to(self) -> CommentStatus {
        match self {
            Self::Approve => CommentStatus::Approved,
            Self::Hold => CommentStatus::Pending,
            Self::Spam => CommentStatus::Spam,
            Self::Trash => CommentStatus::Trash,
        }
    }
}

/// Who wrote a comment, as the blog tells it. All of it is the reader's own claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentAuthor {
    /// The name; empty for an anonymous reader.
    pub name: String,
    /// The e-mail address, where the account may see it; else empty.
    pub email: String,
    /// The address of the author's own site; else empty.
    pub url: String,
}

/// What of a comment can be edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentWords {
    /// The text as HTML, sanitised to the comment tags.
    pub html: String,
    /// The author's name.
    pub name: String,
    /// The address of the author's own site; else empty.
    pub url: String,
}

/// A comment on one blog's post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its row in the library.
    pub id: CommentId,
    /// The blog it is on.
    pub blog: BlogId,
    /// What the blog calls it; `None` for one's own reply that is still in the outbox.
    pub remote_id: Option<RemoteId>,
    /// What the blog calls the post it is on.
    pub post: RemoteId,
    /// What the blog calls the comment it answers.
    pub parent: Option<RemoteId>,
    /// Who wrote it.
    pub author: CommentAuthor,
    /// It was written by this blog's own account.
    pub is_mine: bool,
    /// The text as HTML, sanitised to the comment tags on arrival (and again on display).
    pub html: String,
    /// Where it stands here: what the blog said, or what was decided since.
    pub status: CommentStatus,
    /// Where it stood on the blog at the last look.
    pub remote_status: CommentStatus,
    /// When the reader wrote it.
    pub written_at: Timestamp,
    /// Its address on the blog; empty when the blog gives none.
    pub url: String,
}

impl Comment {
    /// What of it can be edited, as it is.
    #[must_use]
    pub fn words(&self) -> CommentWords {
        CommentWords {
            html: self.html.clone(),
            name: self.author.name.clone(),
            url: self.author.url.clone(),
        }
    }
}
