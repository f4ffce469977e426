//! What becomes of a post that was read from a blog: it is new, another version than the library has,
//! or what both know already.

use std::collections::HashMap;

use billet_core::{
    BlogId, News, PostId, Publication, RemoteId, RemoteStatus, Shelf, compare_with_base,
};
use billet_remote::RemotePost;
use billet_store::fetched::{self, Arrived};
use billet_store::{StoreError, outbox, posts, publications};
use rusqlite::{Connection, Transaction};
use uuid::Uuid;

use super::arrive::{Since, arrived};
use super::names::Names;
use super::{Gathered, Round, mark_of_post};
use crate::{Office, SyncError};

/// What the library knew of some posts before the blog was asked for them.
pub(super) type Before = HashMap<RemoteId, Option<Publication>>;

impl Office {
    /// What the library knows of these posts of a blog.
    pub(super) fn known_of(&self, blog: BlogId, ids: &[RemoteId]) -> Result<Before, SyncError> {
        Ok(self.library.read(|conn| {
            ids.iter()
                .map(|id| Ok((id.clone(), publications::of_remote(conn, blog, id)?)))
                .collect::<Result<_, StoreError>>()
        })?)
    }

    /// Takes in what a blog has of these posts, all of them in one transaction.
    pub(super) fn take_posts(
        &self,
        round: &Round<'_>,
        before: &Before,
        read: Vec<RemotePost>,
        names: &Names,
    ) -> Result<Gathered, SyncError> {
        let now = self.now();
        let marked = self.library.read(|conn| {
            let marked = read.into_iter().map(|post| {
                let mark = mark_of_post(&post);
                let since = match before.get(&post.id) {
                    Some(Some(known)) if known.blog == round.blog.id => Since::of(conn, known)?,
                    _ => None,
                };
                Ok((mark, arrived(post, round.kind, names, since, now)))
            });
            marked.collect::<Result<Vec<_>, StoreError>>()
        })?;
        self.library.write(|tx| {
            let mut brought = Gathered::default();
            for (mark, post) in &marked {
                if take(tx, round.blog.id, before, post, &mut brought)? {
                    fetched::set_mark(tx, round.blog.id, round.kind, &post.remote_id, mark)?;
                }
            }
            Ok::<_, SyncError>(brought)
        })
    }
}

/// Whether that settles it: else it is looked at again the next time.
fn take(
    tx: &Transaction<'_>,
    blog: BlogId,
    before: &Before,
    post: &Arrived,
    brought: &mut Gathered,
) -> Result<bool, StoreError> {
    let known = publications::of_remote(tx, blog, &post.remote_id)?;
    // Something was sent while the blog was asked: what it said may be older than that.
    if before.get(&post.remote_id) != Some(&known) {
        return Ok(false);
    }
    match known {
        Some(known) => meet(tx, blog, &known, post, brought),
        // Not there, or thrown away here for good.
        None if post.status == RemoteStatus::Trash => Ok(false),
        None if fetched::is_noted(tx, blog, &post.remote_id)? => Ok(true),
        // The outbox made it, and waits to hear of it.
        None if is_reserved_here(tx, post)? => Ok(false),
        None => {
            fetched::take(tx, blog, post)?;
            brought.new += 1;
            Ok(true)
        }
    }
}

/// A post that the library knows.
fn meet(
    tx: &Transaction<'_>,
    blog: BlogId,
    known: &Publication,
    post: &Arrived,
    brought: &mut Gathered,
) -> Result<bool, StoreError> {
    // Another account on the same blog sees to it.
    if known.blog != blog {
        return Ok(true);
    }
    if !outbox::of_publication(tx, known.id)?.is_empty() {
        return Ok(false);
    }
    if post.status == RemoteStatus::Trash {
        return Ok(false);
    }
    // A place that was made for it and never filled: the outbox knows more of it.
    let Some(base) = &known.base else {
        return Ok(true);
    };
    let same = compare_with_base(base, &post.base);
    if known.fetched && is_as_it_came(tx, known)? {
        let shelf = posts::get(tx, known.post)?.shelf;
        if known.news == Some(News::Gone) && shelf == Shelf::Trash {
            posts::restore(tx, known.post)?;
        }
        brought.renewed += usize::from(!same || known.status.as_ref() != Some(&post.status));
        fetched::renew(tx, known.post, known.id, post)?;
        return Ok(true);
    }
    if known.fetched {
        fetched::stands(tx, known.id, post)?;
    } else {
        publications::looked(tx, known.id, &post.url, &post.status, None)?;
    }
    let news = (!same).then_some(News::Changed);
    brought.changed += usize::from(news.is_some() && known.news != news);
    publications::set_news(tx, known.id, news)?;
    Ok(true)
}

/// Whether the writer left a post that was taken in as it came, and it is on no other blog: then its
/// text follows the blog's.
pub(super) fn is_as_it_came(
    conn: &Connection,
    publication: &Publication,
) -> Result<bool, StoreError> {
    let Some(sent) = publication.sent.filter(|_| publication.fetched) else {
        return Ok(false);
    };
    // With words of its own there, it is the writer's.
    if publication.sent_settings.varied.is_some() {
        return Ok(false);
    }
    Ok(is_only(conn, publication.post)?
        && posts::get(conn, publication.post)?.text == posts::revision(conn, sent)?.text)
}

fn is_only(conn: &Connection, post: PostId) -> Result<bool, StoreError> {
    Ok(publications::of_post(conn, post)?.len() == 1)
}

/// A place that this library asked for, and whose answer it has not noted yet.
fn is_reserved_here(conn: &Connection, post: &Arrived) -> Result<bool, StoreError> {
    let marker = post.text.slug.as_deref().and_then(marker_in);
    marker.map_or(Ok(false), |marker| publications::has_marker(conn, marker))
}

/// The marker in a slug; a second one of the same gets a number after it.
fn marker_in(slug: &str) -> Option<Uuid> {
    let rest = slug.strip_prefix("billet-")?;
    Uuid::parse_str(rest.get(..36)?).ok()
}
