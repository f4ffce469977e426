//! The form in which a blog gets a post: the markup chosen for the blog, under the writer's policy.

use billet_core::{Base, Markup, PostText};
use billet_store::StoreError;
use billet_text::PostPolicy;
use rusqlite::Connection;

use crate::embeds;

/// How posts are written for one blog.
pub(crate) struct Form {
    markup: Markup,
    policy: PostPolicy,
}

impl Form {
    /// The form for a blog of that markup, as the writer's choices are now.
    pub(crate) fn of(conn: &Connection, markup: Markup) -> Result<Self, StoreError> {
        Ok(Self {
            markup,
            policy: embeds::policy(conn)?,
        })
    }

    /// A text as the blog gets it.
    pub(crate) fn written(&self, body: &str) -> String {
        self.written_as(self.markup, body)
    }

    /// Whether a blog has that text, in whatever form it was written: the writer may have chosen
    /// another one since.
    pub(crate) fn is_there(&self, text: &PostText, current: &Base) -> bool {
        let words = |html: &str| billet_text::plain(html, usize::MAX);
        let there = words(&current.content);
        text.title.trim() == current.title.trim()
            && Markup::ALL
                .into_iter()
                .any(|markup| words(&self.written_as(markup, &text.body)) == there)
    }

    /// What a blog holds of a post that it was given as `sent`, in the words of `written`, of which
    /// that was made.
    pub(crate) fn own_words(&self, content: &str, sent: &str, written: &str) -> String {
        self.policy.own_words(content, sent, written)
    }

    fn written_as(&self, markup: Markup, body: &str) -> String {
        let markup = match markup {
            Markup::Html => billet_text::Markup::Html,
            Markup::Blocks => billet_text::Markup::Blocks,
        };
        // A link to the rest of a post that has none would lead nowhere.
        let body = billet_text::without_trailing_break(body);
        self.policy.post(markup, body)
    }
}
