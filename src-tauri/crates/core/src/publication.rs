//! One post on one blog: what the writer wants there, what is there, and what both last agreed on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    BlogId, Capabilities, PostId, PublicationId, RemoteId, RevisionId, Settings, Variation,
};

/// How the writer wants a post to stand on a blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PublishStatus {
    /// Saved on the blog, seen by nobody but its editors.
    Draft,
    /// Waits until an editor of the blog looks at it and publishes it.
    Pending,
    /// Seen by signed-in members who may read it, by nobody else.
    Private,
    /// Seen by every reader.
    Publish,
}

impl PublishStatus {
    /// Whether an account that may do this on a blog may ask for it. What an editor decides on is
    /// no more than a draft; what members see is published, if not for all.
    #[must_use]
    pub fn allowed(self, may: &Capabilities) -> bool {
        match self {
            Self::Draft | Self::Pending => may.draft,
            Self::Private | Self::Publish => may.publish,
        }
    }

    /// Whether a post stands like this on a blog. The date decides whether a public one waits for it.
    #[must_use]
    pub fn is_there(self, status: &RemoteStatus) -> bool {
        match self {
            Self::Draft => *status == RemoteStatus::Draft,
            Self::Pending => *status == RemoteStatus::Pending,
            Self::Private => *status == RemoteStatus::Private,
            Self::Publish => matches!(status, RemoteStatus::Published | RemoteStatus::Scheduled),
        }
    }
}

/// What the writer asked for with one click, for one blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// How it should stand there.
    pub status: PublishStatus,
    /// The date it should carry. In the future, with [`PublishStatus::Publish`]: scheduled.
    /// `None`: the blog's own now, or the date it already has.
    pub at: Option<Timestamp>,
}

/// How a post stands on a blog, in the blog's own words as far as Billet knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RemoteStatus {
    /// Saved there, seen by nobody but its editors.
    Draft,
    /// Waits for an editor of the blog.
    Pending,
    /// Seen by signed-in members only.
    Private,
    /// The blog will publish it by itself.
    Scheduled,
    /// Seen by every reader.
    Published,
    /// In the blog's trash.
    Trash,
    /// A word that this version of Billet does not know.
    Other(String),
}

impl RemoteStatus {
    /// The stable word the library stores; an unknown word is stored as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Draft => "draft",
            Self::Pending => "pending",
            Self::Private => "private",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Trash => "trash",
            Self::Other(word) => word,
        }
    }

    /// The reverse of [`RemoteStatus::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "draft" => Self::Draft,
            "pending" => Self::Pending,
            "private" => Self::Private,
            "scheduled" => Self::Scheduled,
            "published" => Self::Published,
            "trash" => Self::Trash,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// What kind of post it is on a blog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// One of the blog's stream of posts.
    #[default]
    Post,
    /// It stands outside of the stream: an imprint, a portrait. It has neither tags nor categories.
    Page,
}

impl PostKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Post, Self::Page];

    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Page => "page",
        }
    }

    /// The reverse of [`PostKind::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a fetch saw of a post on its blog that the writer's text here does not know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It was changed there; before the next update the writer is asked.
    Changed,
    /// It is no longer there, or in the blog's trash.
    Gone,
}

impl News {
    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }

    /// The reverse of [`News::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Changed, Self::Gone]
            .into_iter()
            .find(|news| news.as_str() == text)
    }
}

/// What the blog and Billet last agreed on: the blog's own answer to the last write, or the last
/// fetch. An update is only sent when the blog still has this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Base {
    /// The title, as the blog stores it.
    pub title: String,
    /// The content, as the blog stores it (it may have rewritten what was sent).
    pub content: String,
    /// The excerpt, as the blog stores it.
    pub excerpt: String,
    /// The blog's own mark of the version: a time of whole seconds on WordPress. It is compared
    /// together with the content, never alone.
    pub modified: String,
    /// What the blog calls the tags and categories it stood under when Billet last gave it some,
    /// sorted.
    pub terms: Vec<RemoteId>,
    /// The newest of the post's earlier texts when Billet last looked, where the blog keeps any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<RemoteId>,
    /// What else the blog said of it. One that the writer never asked for is as it was first seen.
    pub settings: Settings,
}

/// Whether the blog still holds the base: what `current` shows against what `base` says.
///
/// The content decides. A blog's time of modification also changes when nothing that Billet sends
/// did (a reader's comment count, a plugin), and does not change when two edits fall in one second.
/// Tags, categories and settings are left out: they matter only to an update that brings others.
#[must_use]
pub fn compare_with_base(base: &Base, current: &Base) -> bool {
    base.title == current.title
        && same_text(&base.content, &current.content)
        && base.excerpt == current.excerpt
}

/// Servers normalise line ends and trailing space; a writer sees no difference in those.
fn same_text(a: &str, b: &str) -> bool {
    let lines = |t: &str| t.trim_end().replace("\r\n", "\n");
    a == b || lines(a) == lines(b)
}

/// One post on one blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Its row in the library.
    pub id: PublicationId,
    /// The post.
    pub post: PostId,
    /// The blog.
    pub blog: BlogId,
    /// What kind of post it is there.
    pub kind: PostKind,
    /// It was on the blog first, and its text came from there: it is published over what the blog
    /// holds, so that what the writer did not edit keeps its bytes.
    pub fetched: bool,
    /// What the last fetch saw there that this text does not know of.
    pub news: Option<News>,
    /// Unique to this publication; `billet-<marker>` is the slug under which it is reserved.
    pub marker: Uuid,
    /// What the blog calls it; `None` until it is reserved there.
    pub remote_id: Option<RemoteId>,
    /// Where readers find it; `None` until the blog told.
    pub url: Option<String>,
    /// How it stands on the blog; `None` until the first fill is done.
    pub status: Option<RemoteStatus>,
    /// What both sides last agreed on; `None` until the first fill is done.
    pub base: Option<Base>,
    /// The text that the writer last asked to be there.
    pub wanted: RevisionId,
    /// How the writer last asked it to stand there.
    pub target: Target,
    /// The text that the blog is known to have; `None` until the first fill is done.
    pub sent: Option<RevisionId>,
    /// How it was last asked to stand there, when that was carried out; `None` until the first fill
    /// is done, and once it was moved to the blog's trash.
    pub sent_target: Option<Target>,
    /// What else the writer last wished there, all levels together.
    pub settings: Settings,
    /// What else was wished when that was last carried out, with the words as they went out.
    pub sent_settings: Settings,
    /// The variations with which texts left since that was last carried out: any may be there.
    pub asked: Vec<Option<Variation>>,
}

impl Publication {
    /// The slug under which the post is reserved before it has its own.
    #[must_use]
    pub fn marker_slug(&self) -> String {
        format!("billet-{}", self.marker)
    }
}

/// What a list says of a publication in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PublicationState {
    /// On its way.
    Waiting,
    /// The blog has what the writer last sent.
    Sent,
    /// The outbox could not send it and needs the writer.
    NeedsYou,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_elsewhere_within_the_same_second_is_seen() {
        let base = Base {
            content: "<p>a</p>".into(),
            modified: "t".into(),
            ..Base::default()
        };
        let edited = Base {
            content: "<p>b</p>".into(),
            ..base.clone()
        };
        assert!(!compare_with_base(&base, &edited));
    }

    #[test]
    fn a_new_time_alone_is_no_change() {
        let base = Base {
            content: "<p>a</p>\r\n".into(),
            modified: "1".into(),
            ..Base::default()
        };
        let touched = Base {
            content: "<p>a</p>".into(),
            modified: "2".into(),
            ..base.clone()
        };
        assert!(compare_with_base(&base, &touched));
    }
}
