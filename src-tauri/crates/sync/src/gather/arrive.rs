//! A post on its way from a blog into the library: its text as Markdown, without any loss. Of one that
//! is here already, what did not change there stays as it is written here.

use billet_core::{Base, PostKind, PostText, Publication, PublishStatus, Target};
use billet_remote::{RemotePost, TermKind};
use billet_store::fetched::Arrived;
use billet_store::{StoreError, blogs, posts};
use jiff::Timestamp;
use rusqlite::Connection;

use super::names::Names;
use crate::form::{Form, words};
use crate::merge::compare::instant;
use crate::wish::as_wish;
use crate::writing::measure;

/// What both sides last agreed on of a post that was on the blog first.
pub(super) struct Since {
    base: Base,
    url: Option<String>,
    text: PostText,
    form: Form,
}

impl Since {
    /// `None` for a post of one's own, and for one of which nothing is agreed on.
    pub(super) fn of(conn: &Connection, known: &Publication) -> Result<Option<Self>, StoreError> {
        let (true, Some(base), Some(sent)) = (known.fetched, &known.base, known.sent) else {
            return Ok(None);
        };
        let blog = blogs::get(conn, known.blog)?;
        Ok(Some(Self {
            base: base.clone(),
            url: known.url.clone(),
            text: posts::revision(conn, sent)?.text,
            form: Form::of(conn, &blog, known)?,
        }))
    }

    /// The text with what changed on the blog since.
    fn followed(self, now: &RemotePost, names: &Names) -> PostText {
        let Self {
            base,
            url,
            text,
            form,
        } = self;
        let there = imported(now, names, |content| {
            if content == base.content {
                text.body.clone()
            } else {
                form.own_words(content, &text.body, &text.body)
            }
        });
        let terms = base.terms != now.base.terms;
        let kept = |is_other: bool, new: String, old: String| if is_other { new } else { old };
        PostText {
            title: kept(base.title != now.base.title, there.title, text.title),
            body: there.body,
            slug: if url.as_deref() == Some(&now.url) {
                text.slug
            } else {
                there.slug
            },
            excerpt: kept(
                base.excerpt != now.base.excerpt,
                there.excerpt,
                text.excerpt,
            ),
            tags: if terms { there.tags } else { text.tags },
            categories: if terms {
                there.categories
            } else {
                text.categories
            },
        }
    }
}

/// A post as the library takes it. One without a date has that of its last change, and one without
/// any that of `now`.
pub(super) fn arrived(
    post: RemotePost,
    kind: PostKind,
    names: &Names,
    since: Option<Since>,
    now: Timestamp,
) -> Arrived {
    let text = match since {
        Some(since) => since.followed(&post, names),
        None => imported(&post, names, |content| {
            billet_text::import(content).markdown
        }),
    };
    let changed = instant(&post.base.modified);
    // A word that Billet does not know has no wish that leads to it. None is ever sent: what counts
    // as carried out is the same.
    let target = as_wish(&post.status, post.date).unwrap_or(Target {
        status: PublishStatus::Draft,
        at: None,
    });
    Arrived {
        measure: measure(&text.body),
        text,
        kind,
        target,
        created_at: post.date.or(changed).unwrap_or(now),
        updated_at: changed.or(post.date).unwrap_or(now),
        remote_id: post.id,
        url: post.url,
        status: post.status,
        base: post.base,
    }
}

fn imported(post: &RemotePost, names: &Names, body: impl FnOnce(&str) -> String) -> PostText {
    let terms = &post.base.terms;
    PostText {
        title: words(&post.base.title),
        body: body(&post.base.content),
        slug: Some(post.slug.clone()).filter(|slug| !slug.is_empty()),
        excerpt: words(&post.base.excerpt),
        tags: names.of(TermKind::Tag, terms),
        categories: names.of(TermKind::Category, terms),
    }
}
