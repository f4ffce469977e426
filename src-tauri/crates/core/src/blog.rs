//! A blog: one remote site and the account on it, with what it can do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{BlogId, RemoteId};

/// A kind of blog software. No screen and no job ever asks for it: they read [`Capabilities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// WordPress, through its REST API.
    WordPress,
}

impl Platform {
    /// The name people know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WordPress => "WordPress",
        }
    }

    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WordPress => "word_press",
        }
    }

    /// The reverse of [`Platform::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text == "word_press").then_some(Self::WordPress)
    }

    /// The kinds of pictures (media types) that such a blog takes.
    #[must_use]
    pub fn pictures(self) -> &'static [&'static str] {
        match self {
            // `get_allowed_mime_types`, since 5.8 and 6.5.
            Self::WordPress => &[
                "image/jpeg",
                "image/png",
                "image/gif",
                "image/webp",
                "image/avif",
            ],
        }
    }

    /// The markups in which a blog of this kind may hold a post. The writer has a choice where there
    /// are several.
    #[must_use]
    pub fn markups(self) -> &'static [Markup] {
        match self {
            Self::WordPress => &[Markup::Blocks, Markup::Html],
        }
    }
}

/// How a blog holds the text of a post: in what form Billet writes it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    /// Plain HTML, which every blog understands.
    Html,
    /// HTML between the comments of WordPress' block editor: the post opens there as blocks.
    Blocks,
}

impl Markup {
    /// Every markup.
    pub const ALL: [Self; 2] = [Self::Html, Self::Blocks];

    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Blocks => "blocks",
        }
    }

    /// The reverse of [`Markup::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.as_str() == text)
    }
}

/// What this account may do on this blog, measured when the blog is connected and checked again
/// when the blog answers unexpectedly. A thing that is `false` here is not offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, rename_all = "camelCase")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state"
)]
pub struct Capabilities {
    /// May save a draft of its own.
    pub draft: bool,
    /// May make a post public.
    pub publish: bool,
    /// The blog publishes by itself at a given time.
    pub schedule: bool,
    /// May create tags and categories that do not exist yet.
    pub create_terms: bool,
    /// May see waiting comments and decide on them.
    pub moderate: bool,
    /// May reply to comments.
    pub reply: bool,
    /// May put pictures on the blog.
    pub upload: bool,
    /// The blog keeps the HTML as it is sent (else it filters it, and what it kept is the base).
    pub keeps_html: bool,
}

/// What the last contact with the blog showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BlogHealth {
    /// It answered as it should.
    Fine,
    /// It could not be reached, or did not answer as a blog does.
    Unreachable,
    /// It refused the password; its queue waits until the writer signs in again.
    SignIn,
}

impl BlogHealth {
    /// The stable word the library stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Unreachable => "unreachable",
            Self::SignIn => "sign_in",
        }
    }

    /// The reverse of [`BlogHealth::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Fine, Self::Unreachable, Self::SignIn]
            .into_iter()
            .find(|h| h.as_str() == text)
    }
}

/// One remote site and the account on it. The password is not here: it is in the keychain, under
/// [`Blog::secret_key`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blog {
    /// Its row in the library.
    pub id: BlogId,
    /// The software that runs it.
    pub platform: Platform,
    /// Its title, as readers see it.
    pub name: String,
    /// Its front page, e.g. `https://example.org/blog/`.
    pub home: String,
    /// Where its API starts, e.g. `https://example.org/blog/wp-json/`.
    pub endpoint: String,
    /// The name typed to sign in.
    pub username: String,
    /// What the blog calls this account.
    pub account: RemoteId,
    /// The name shown beside this account's posts and replies.
    pub account_name: String,
    /// The entry in the keychain that holds the password.
    pub secret_key: Uuid,
    /// What the account may do there.
    pub capabilities: Capabilities,
    /// The form in which posts are written there; the writer's choice. A change sends nothing: the
    /// next update of a post is written in the new form.
    pub markup: Markup,
    /// What the last contact showed.
    pub health: BlogHealth,
    /// When the writer connected it.
    pub added_at: Timestamp,
    /// Whether its posts are fetched; the writer's choice.
    pub fetches_posts: bool,
    /// When its posts were last fetched to the end.
    pub posts_fetched_at: Option<Timestamp>,
    /// When its comments were last fetched whole.
    pub synced_at: Option<Timestamp>,
}
