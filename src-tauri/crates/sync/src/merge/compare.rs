//! Looking at both texts of a post that was changed on both sides.

use billet_core::merge::merge;
use billet_core::merge_names::{NameSides, has};
use billet_core::{
    Base, Blog, JobId, Post, PostText, Publication, RemoteStatus, Variation, categories,
};
use billet_remote::{RemoteBlog, RemoteError, RemotePost, TermKind};
use billet_store::{blogs, post_settings, posts};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Conflict, Seen, Sides, Stands, conflicting};
use crate::form::{Form, words};
use crate::publish::pictured;
use crate::typeset::given;
use crate::variation::{leaving, varied, without_closing};
use crate::wish::{as_wish, asks_anew};
use crate::{Office, SyncError};

/// What the library knows.
struct Known {
    publication: Publication,
    blog: Blog,
    form: Form,
    post: Post,
    /// The writer's text as this blog would get it, but for what closes it.
    mine: PostText,
    /// The words that vary there, as they would leave.
    varied: Variation,
    /// What the blog was last given, as it was written.
    sent: PostText,
    /// The same with the blog's addresses of its pictures.
    sent_there: PostText,
}

impl Office {
    /// What the blog has now beside what the writer has, for a job that failed because the post was
    /// changed on the blog. Nothing is changed, here or there.
    ///
    /// # Errors
    /// [`SyncError::NoConflict`] when the job waits for no such decision (any more), and whatever
    /// kept the blog from being asked.
    pub async fn conflict_of(&self, job: JobId) -> Result<Conflict, SyncError> {
        let known = self.known(job)?;
        let publication = &known.publication;
        let (Some(there), Some(base)) = (&publication.remote_id, publication.base.clone()) else {
            return Err(SyncError::NoConflict);
        };
        let client = self.client_of(&known.blog, publication.kind).await?;
        let now = client.post(there).await?;
        if now.status == RemoteStatus::Trash {
            return Err(RemoteError::Gone.into());
        }
        let tags = known.names(client.as_ref(), TermKind::Tag, &base).await?;
        let categories = known
            .names(client.as_ref(), TermKind::Category, &base)
            .await?;
        // Good to know, and not worth failing for.
        let by = client.last_editor(there).await.unwrap_or_default();
        let mut conflict = known.conflict(job, &base, now, tags, categories, self.now());
        conflict.changed_by = by;
        Ok(conflict)
    }

    fn known(&self, job: JobId) -> Result<Known, SyncError> {
        self.library.read(|conn| {
            let publication = conflicting(conn, job)?;
            let blog = blogs::get(conn, publication.blog)?;
            let (sent, sent_there) = match publication.sent {
                Some(sent) => {
                    let sent = posts::revision(conn, sent)?;
                    let with = publication.sent_settings.varied.as_ref();
                    let there = pictured(conn, &publication, sent.clone(), with)?;
                    (varied(sent.text, with), there)
                }
                None => <(PostText, PostText)>::default(),
            };
            let post = posts::get(conn, publication.post)?;
            let wished = post_settings::effective(conn, post.id, blog.id)?;
            let asked = Publication {
                settings: wished,
                ..publication.clone()
            };
            let words = leaving(conn, &asked)?.unwrap_or_default();
            Ok(Known {
                form: Form::of(conn, &blog, &publication)?,
                mine: words.over(post.text.clone()),
                varied: words,
                post,
                blog,
                publication,
                sent,
                sent_there,
            })
        })
    }
}

impl Known {
    /// Tags or categories on both sides. A name that the blog already had when both last agreed and
    /// that the writer never gave is the blog's own (its default category): nobody changed it.
    async fn names(
        &self,
        client: &dyn RemoteBlog,
        kind: TermKind,
        base: &Base,
    ) -> Result<NameSides, SyncError> {
        let (sent, mine) = match kind {
            TermKind::Tag => (&self.sent.tags, &self.mine.tags),
            TermKind::Category => (&self.sent.categories, &self.mine.categories),
        };
        let theirs = match &self.publication.remote_id {
            Some(there) => client.terms_of(there, kind).await?,
            None => None,
        };
        let theirs = match theirs {
            Some(terms) => terms
                .into_iter()
                .map(|term| (known_as(kind, &term.name, [sent, mine]), term.id))
                .filter(|(name, id)| has(sent, name) || !base.terms.contains(id))
                .map(|(name, _)| name)
                .collect(),
            // It cannot be asked: what it was given.
            None => sent.clone(),
        };
        Ok(NameSides {
            base: sent.clone(),
            mine: mine.clone(),
            theirs,
        })
    }

    fn conflict(
        self,
        job: JobId,
        base: &Base,
        now: RemotePost,
        tags: NameSides,
        categories: NameSides,
        at: Timestamp,
    ) -> Conflict {
        // The choice of typography may have been another one when it was sent.
        let kept = Some(&self.sent).filter(|_| self.publication.fetched);
        let shown = given(&self.sent_there, kept).find(|text| self.form.is_there(text, base));
        let shown = shown.as_ref().unwrap_or(&self.sent_there);
        let words = |content: &str| self.form.own_words(content, &shown.body, &self.sent.body);
        let mine = &self.mine;
        let before = self.publication.sent_settings.varied.clone();
        let before = before.unwrap_or_default();
        let closed = before.closing();
        let parted = |text: &str| without_closing(text, closed.as_deref(), &mine.body);
        let (base_body, base_closing) = parted(&words(&base.content));
        let (their_body, their_closing) = parted(&words(&now.base.content));
        let body = Sides {
            base: base_body,
            mine: mine.body.clone(),
            theirs: their_body,
        };
        let closing = Sides {
            base: base_closing,
            mine: self.varied.closing().unwrap_or_default(),
            theirs: their_closing,
        };
        let title = Sides {
            base: plain(&base.title, &shown.title, &self.sent.title),
            mine: mine.title.clone(),
            theirs: plain(&now.base.title, &shown.title, &self.sent.title),
        };
        let excerpt = Sides {
            base: plain(&base.excerpt, &shown.excerpt, &self.sent.excerpt),
            mine: mine.excerpt.clone(),
            theirs: plain(&now.base.excerpt, &shown.excerpt, &self.sent.excerpt),
        };
        let slug = self.slug(&now);
        let stands = self.stands(&now, at);
        let text = PostText {
            title: title.theirs.clone(),
            body: body.theirs.clone(),
            slug: Some(slug.theirs.clone()).filter(|slug| !slug.is_empty()),
            excerpt: excerpt.theirs.clone(),
            tags: tags.theirs.clone(),
            categories: categories.theirs.clone(),
        };
        let (_, there) = before.part(&self.varied, text.clone(), &self.post.text);
        let there = Variation {
            closing: (before != Variation::default() || closing.theirs != closing.base)
                .then(|| closing.theirs.clone()),
            origin: None,
            ..there
        };
        Conflict {
            job,
            post: self.post.id,
            version: self.post.version,
            blog: self.blog.name,
            title,
            excerpt,
            closing,
            slug,
            tags,
            categories,
            stands,
            changed_at: instant(&now.base.modified),
            changed_by: None,
            pieces: merge(&body.base, &body.mine, &body.theirs),
            body,
            seen: Seen {
                url: now.url,
                status: now.status,
                date: now.date,
                base: now.base,
                text,
                varied: there.tidy(),
            },
        }
    }

    /// The blog makes a slug of the title, or puts a number behind one that is taken: only another
    /// address than the known one shows that somebody changed it. A wish for none is no wish.
    fn slug(&self, now: &RemotePost) -> Sides {
        let base = self.sent.slug.clone().unwrap_or_default();
        let mine = self.mine.slug.clone();
        let moved = self.publication.url.as_deref() != Some(&now.url)
            && self.publication.status.as_ref() == Some(&now.status)
            && now.slug != base;
        Sides {
            mine: mine.unwrap_or_else(|| base.clone()),
            theirs: if moved {
                now.slug.clone()
            } else {
                base.clone()
            },
            base,
        }
    }

    fn stands(&self, now: &RemotePost, at: Timestamp) -> Stands {
        let p = &self.publication;
        let asked = asks_anew(p, at);
        let came_out =
            p.status == Some(RemoteStatus::Scheduled) && now.status == RemoteStatus::Published;
        let given = p.sent_target.and_then(|sent| sent.at);
        let second = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        let dated = given.is_some() && second(given) != second(now.date);
        let as_wished = as_wish(&now.status, now.date) == Some(p.target);
        let moved = p.status.as_ref() != Some(&now.status) && !came_out;
        Stands {
            base: p.status.clone(),
            mine: p.target,
            asked,
            theirs: now.status.clone(),
            theirs_at: now.date,
            changed_there: (moved || dated) && !as_wished,
        }
    }
}

/// The writer's own word for a category, where it is known under its path there.
fn known_as(kind: TermKind, name: &str, own: [&Vec<String>; 2]) -> String {
    let known = |own: &'_ Vec<String>| match kind {
        TermKind::Tag => None,
        TermKind::Category => categories::known_as(name, own).cloned(),
    };
    let word = own.into_iter().find_map(known);
    word.unwrap_or_else(|| name.to_owned())
}

/// What the blog has, in the words that were written when it is what was sent.
fn plain(there: &str, shown: &str, written: &str) -> String {
    let plain = words(there);
    if there.trim() == shown.trim() || plain == shown {
        written.to_owned()
    } else if there.contains(['&', '<']) {
        plain
    } else {
        there.to_owned()
    }
}

/// ISO 8601, with an offset or in UTC without one.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    let utc = |civil: DateTime| Offset::UTC.to_timestamp(civil);
    text.parse().or_else(|_| text.parse().and_then(utc)).ok()
}
