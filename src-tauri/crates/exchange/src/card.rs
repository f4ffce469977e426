//! What Billet's pages of HTML say of their post for Billet: all that HTML has no place for, so that
//! an import of them is the same post again.

use billet_core::{PostText, RemoteStatus};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ExchangeError;
use crate::found::{Found, OWN};
use crate::write::Going;
use crate::xml::escaped;

/// How the element begins that holds it.
const META: &str = "<meta name=\"billet\" content=\"";

/// A post without its body.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Card {
    /// What Billet calls the post; empty for a list of posts.
    key: String,
    /// All but the body.
    text: PostText,
    status: String,
    page: bool,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    dated_at: Option<Timestamp>,
    author: String,
    address: String,
    picture: String,
}

impl Card {
    /// Of a post.
    pub fn of(going: &Going) -> Self {
        Self {
            key: going.key(),
            text: PostText {
                body: String::new(),
                ..going.post.text.clone()
            },
            status: going.status().as_str().to_owned(),
            page: going.is_page(),
            created_at: Some(going.post.created_at),
            updated_at: Some(going.post.updated_at),
            dated_at: going.dated(),
            author: going.author().to_owned(),
            address: going.address().to_owned(),
            picture: going.picture().to_owned(),
        }
    }

    /// The element for a list of posts.
    pub fn index() -> Result<String, ExchangeError> {
        Self::default().meta()
    }

    /// The element for the head of a page.
    pub fn meta(&self) -> Result<String, ExchangeError> {
        let json = serde_json::to_string(self).map_err(|_| ExchangeError::Unwritten)?;
        Ok(format!("{META}{}\">\n", escaped(&json)))
    }

    /// What a page says; `None` for one that is not Billet's.
    pub fn in_page(html: &str) -> Option<Self> {
        let (_, rest) = html.split_once(META)?;
        let (value, _) = rest.split_once("\">")?;
        serde_json::from_str(&htmlize::unescape_attribute(value)).ok()
    }

    /// It is a list of posts.
    pub fn is_index(&self) -> bool {
        self.key.is_empty()
    }

    /// Gives a post what its page says.
    pub fn put_into(self, found: &mut Found) {
        OWN.clone_into(&mut found.source);
        found.key = self.key;
        found.text = self.text;
        found.page = self.page;
        found.status = RemoteStatus::parse(&self.status);
        found.created = self.created_at;
        found.updated = self.updated_at;
        found.dated = self.dated_at;
        found.author = self.author;
        found.address = self.address;
        found.picture = self.picture;
    }
}
