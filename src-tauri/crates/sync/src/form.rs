//! The form in which a blog gets a post: the markup chosen for the blog, under the writer's policy; or,
//! of a post that was on the blog first, what the blog holds with the writer's edits in it.

use billet_core::{Base, Blog, Markup, PostText, Publication};
use billet_store::{StoreError, posts};
use billet_text::{Origin, PostPolicy};
use rusqlite::Connection;

use crate::embeds;
use crate::variation::varied;

/// How a post is written for one blog.
pub(crate) struct Form {
    markup: Markup,
    policy: PostPolicy,
    over: Option<Over>,
}

/// What the blog holds of a post that was there first.
struct Over {
    base: Base,
    /// The same as the writer was given it.
    body: String,
}

impl Form {
    /// The form of a publication on its blog, as the writer's choices are now.
    pub(crate) fn of(
        conn: &Connection,
        blog: &Blog,
        publication: &Publication,
    ) -> Result<Self, StoreError> {
        let over = match (&publication.base, publication.sent) {
            (Some(base), Some(sent)) if publication.fetched => Some(Over {
                base: base.clone(),
                body: {
                    let by = publication.sent_settings.varied.as_ref();
                    varied(posts::revision(conn, sent)?.text, by).body
                },
            }),
            _ => None,
        };
        Ok(Self {
            markup: blog.markup,
            policy: embeds::policy(conn)?,
            over,
        })
    }

    /// A text as the blog gets it.
    pub(crate) fn written(&self, body: &str) -> String {
        self.written_as(self.markup, body)
    }

    /// A title as the blog gets it: one that the writer left alone keeps the markup it has there.
    pub(crate) fn title(&self, title: &str) -> String {
        kept(self.over.as_ref().map(|over| &over.base.title), title)
    }

    /// A summary, likewise.
    pub(crate) fn excerpt(&self, excerpt: &str) -> String {
        kept(self.over.as_ref().map(|over| &over.base.excerpt), excerpt)
    }

    /// Whether a blog has that text, in whatever form it was written: the writer may have chosen
    /// another one since.
    pub(crate) fn is_there(&self, text: &PostText, current: &Base) -> bool {
        let there = words(&current.content);
        (text.title.trim() == current.title.trim() || text.title == words(&current.title))
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
        if let Some(Over { base, body: given }) = &self.over
            && !base.content.trim().is_empty()
        {
            if body == given {
                return base.content.clone();
            }
            let origin = Origin::of(&base.content);
            return self.policy.publish_over(body, &base.content, origin);
        }
        let markup = match markup {
            Markup::Html => billet_text::Markup::Html,
            Markup::Blocks => billet_text::Markup::Blocks,
        };
        // A link to the rest of a post that has none would lead nowhere.
        let body = billet_text::without_trailing_break(body);
        self.policy.post(markup, body)
    }
}

/// The text of a title or a summary that a blog stores with markup.
pub(crate) fn words(html: &str) -> String {
    billet_text::plain(html, usize::MAX)
}

fn kept(there: Option<&String>, text: &str) -> String {
    match there {
        Some(there) if words(there) == text => there.clone(),
        _ => text.to_owned(),
    }
}
