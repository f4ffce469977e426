//! The shapes that WordPress answers with, as far as Billet reads them. A field that a plugin may
//! drop, or that depends on what the account may see, has a default.

use serde::Deserialize;
use serde_json::Value;

/// A text in its two forms: `raw` as stored (only with `context=edit`), `rendered` for readers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireText {
    pub(super) raw: Option<String>,
    pub(super) rendered: Option<String>,
}

/// `WP_REST_Users_Controller`.
#[derive(Debug, Deserialize)]
pub(super) struct WireUser {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) name: String,
    /// A map from capability to `true`; PHP writes an empty one as a list.
    #[serde(default)]
    pub(super) capabilities: Value,
}

/// `WP_REST_Posts_Controller`.
#[derive(Debug, Deserialize)]
pub(super) struct WirePost {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) slug: String,
    /// What WordPress would make of the title; with `context=edit` only.
    #[serde(default)]
    pub(super) generated_slug: String,
    pub(super) status: String,
    #[serde(default)]
    pub(super) link: String,
    /// UTC without an offset; `null` or `0000-00-00T00:00:00` while a draft has none.
    pub(super) date_gmt: Option<String>,
    #[serde(default)]
    pub(super) modified_gmt: Option<String>,
    /// Ids; a type of post may have none.
    #[serde(default)]
    pub(super) tags: Vec<u64>,
    #[serde(default)]
    pub(super) categories: Vec<u64>,
    #[serde(default)]
    pub(super) title: WireText,
    #[serde(default)]
    pub(super) content: WireText,
    #[serde(default)]
    pub(super) excerpt: WireText,
    /// What depends on the theme or the type of post may be missing.
    #[serde(default)]
    pub(super) featured_media: Option<u64>,
    #[serde(default)]
    pub(super) author: Option<u64>,
    #[serde(default)]
    pub(super) format: Option<String>,
    #[serde(default)]
    pub(super) sticky: Option<bool>,
    /// `open` or `closed`.
    #[serde(default)]
    pub(super) comment_status: Option<String>,
    #[serde(rename = "_links", default)]
    pub(super) links: WireLinks,
}

/// `WP_REST_Themes_Controller`, of the theme in use.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireTheme {
    pub(super) theme_supports: WireSupports,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireSupports {
    /// Words for forms of posts, `standard` among them.
    pub(super) formats: Vec<String>,
    /// `false`, `true`, or the types of posts that may have one.
    #[serde(rename = "post-thumbnails")]
    pub(super) thumbnails: Value,
}

/// The same in a list of all.
#[derive(Debug, Deserialize)]
pub(super) struct WireMark {
    pub(super) id: u64,
    pub(super) status: String,
    #[serde(default)]
    pub(super) modified_gmt: Option<String>,
}

/// What a post's links say of its revisions (`prepare_links`).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireLinks {
    #[serde(rename = "version-history")]
    pub(super) history: Vec<WireHistory>,
    #[serde(rename = "predecessor-version")]
    pub(super) latest: Vec<WireId>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireHistory {
    pub(super) count: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireId {
    pub(super) id: u64,
}

/// `WP_REST_Revisions_Controller`.
#[derive(Debug, Deserialize)]
pub(super) struct WireRevision {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) slug: String,
    #[serde(default)]
    pub(super) modified_gmt: Option<String>,
    #[serde(default)]
    pub(super) title: WireText,
    #[serde(default)]
    pub(super) content: WireText,
    #[serde(default)]
    pub(super) excerpt: WireText,
}

/// The same, for who made it.
#[derive(Debug, Deserialize)]
pub(super) struct WireEdit {
    #[serde(default)]
    pub(super) author: u64,
}

/// `WP_REST_Attachments_Controller`.
#[derive(Debug, Deserialize)]
pub(super) struct WireMedia {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) slug: String,
    pub(super) source_url: String,
}

/// A post or page, asked for with `_fields` and `context=view`.
#[derive(Debug, Deserialize)]
pub(super) struct WireCard {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) link: String,
    #[serde(default)]
    pub(super) title: WireText,
    #[serde(default)]
    pub(super) content: WireText,
    #[serde(default)]
    pub(super) excerpt: WireText,
}

/// `WP_REST_Comments_Controller`.
#[derive(Debug, Deserialize)]
pub(super) struct WireComment {
    pub(super) id: u64,
    pub(super) post: u64,
    #[serde(default)]
    pub(super) parent: u64,
    /// The account, 0 for a reader without one.
    #[serde(default)]
    pub(super) author: u64,
    #[serde(default)]
    pub(super) author_name: String,
    #[serde(default)]
    pub(super) author_email: String,
    #[serde(default)]
    pub(super) author_url: String,
    /// Where the reader wrote from; with `context=edit` only, like the next.
    #[serde(default)]
    pub(super) author_ip: String,
    #[serde(default)]
    pub(super) author_user_agent: String,
    #[serde(default)]
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) date_gmt: Option<String>,
    #[serde(default)]
    pub(super) content: WireText,
    #[serde(default)]
    pub(super) link: String,
    pub(super) status: String,
    /// `comment`; also `pingback`, `trackback`, and in newer cores the editors' `note`.
    #[serde(rename = "type", default)]
    pub(super) kind: String,
}

/// `WP_REST_Server::get_index`: the site's clock.
#[derive(Debug, Deserialize)]
pub(super) struct WireIndexZone {
    #[serde(default)]
    timezone_string: Value,
    /// Hours; a number, or a string with one in it.
    #[serde(default)]
    gmt_offset: Value,
}

impl WireIndexZone {
    /// The zone's name, else its offset like `+05:30`; empty where neither can be read.
    pub(super) fn zone(&self) -> String {
        if let Some(name) = self
            .timezone_string
            .as_str()
            .filter(|name| !name.is_empty())
        {
            return name.to_owned();
        }
        let hours = match &self.gmt_offset {
            Value::String(text) => text.parse::<f64>().ok(),
            other => other.as_f64(),
        };
        let Some(hours) = hours.filter(|hours| hours.abs() <= 14.0) else {
            return String::new();
        };
        let sign = if hours < 0.0 { '-' } else { '+' };
        let minutes = (hours.abs() * 60.0).round();
        format!(
            "{sign}{:02.0}:{:02.0}",
            (minutes / 60.0).floor(),
            minutes % 60.0
        )
    }
}

/// `WP_REST_Terms_Controller`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct WireTerm {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) parent: u64,
}
