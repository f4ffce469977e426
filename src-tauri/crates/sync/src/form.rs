//! The form in which a blog is given its posts: blocks or plain HTML as the writer chose for it, with
//! embedded pages from the hosts that the writer allows. Pure but for reading those two choices.

use billet_core::{Blog, Markup};
use billet_store::StoreError;
use billet_text::PostPolicy;
use rusqlite::Connection;

use crate::embeds;

/// How a text is written for one blog.
pub(crate) struct Form {
    markup: Markup,
    policy: PostPolicy,
}

impl Form {
    /// What the writer chose for a blog.
    pub(crate) fn of(conn: &Connection, blog: &Blog) -> Result<Self, StoreError> {
        Ok(Self {
            markup: blog.markup,
            policy: embeds::policy(conn)?,
        })
    }

    /// A post's Markdown as the blog gets it.
    pub(crate) fn written(&self, body: &str) -> String {
        self.written_as(self.markup, body)
    }

    /// All that the blog may have been given of it: the choice may have been another then.
    pub(crate) fn given(&self, body: &str) -> impl Iterator<Item = String> {
        Markup::ALL
            .into_iter()
            .map(|markup| self.written_as(markup, body))
    }

    fn written_as(&self, markup: Markup, body: &str) -> String {
        let markup = match markup {
            Markup::Html => billet_text::Markup::Html,
            Markup::Blocks => billet_text::Markup::Blocks,
        };
        self.policy.post(markup, body)
    }
}
