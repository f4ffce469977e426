//! A post on its way from a blog into the library: its text as Markdown, without any loss.

use billet_core::{PostKind, PostText, PublishStatus, Target};
use billet_remote::{RemotePost, TermKind};
use billet_store::fetched::Arrived;
use jiff::Timestamp;

use super::names::Names;
use crate::form::words;
use crate::merge::compare::instant;
use crate::wish::as_wish;
use crate::writing::measure;

/// A post as the library takes it. One without a date has that of its last change, and one without
/// any that of `now`.
pub(super) fn arrived(post: RemotePost, kind: PostKind, names: &Names, now: Timestamp) -> Arrived {
    let terms = &post.base.terms;
    let text = PostText {
        title: words(&post.base.title),
        body: billet_text::import(&post.base.content).markdown,
        slug: Some(post.slug).filter(|slug| !slug.is_empty()),
        excerpt: words(&post.base.excerpt),
        tags: names.of(TermKind::Tag, terms),
        categories: names.of(TermKind::Category, terms),
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
