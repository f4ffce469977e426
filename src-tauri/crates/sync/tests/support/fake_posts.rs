//! The fake blog's posts, kept as WordPress keeps them: slugs, dates, revisions.

use billet_core::{
    Base, PostKind, PublishStatus, RemoteId, RemoteStatus, Settings, compare_with_base,
};
use billet_remote::{History, PostContent, RemoteError, RemotePost};
use jiff::Timestamp;

use super::fake_blog::State;

#[derive(Clone, Debug)]
pub struct FakePost {
    pub kind: PostKind,
    /// As [`Base::modified`].
    pub modified: String,
    pub title: String,
    pub content: String,
    pub excerpt: String,
    pub slug: String,
    pub tags: Vec<String>,
    pub categories: Vec<String>,
    pub status: RemoteStatus,
    pub date: Option<Timestamp>,
    pub settings: Settings,
    /// Its revisions: their ids and texts, the present one last.
    pub history: Vec<(i64, Base)>,
}

impl State {
    pub(super) fn remote_post(&self, id: i64) -> Result<RemotePost, RemoteError> {
        let post = self.posts.get(&id).ok_or(RemoteError::Gone)?;
        let public = post.status == RemoteStatus::Published;
        Ok(RemotePost {
            id: RemoteId::from(id),
            url: if public {
                format!("https://carnet.example/{}/", post.slug)
            } else {
                format!("https://carnet.example/?p={id}")
            },
            status: post.status.clone(),
            base: Base {
                title: post.title.clone(),
                content: post.content.clone(),
                excerpt: post.excerpt.clone(),
                modified: post.modified.clone(),
                terms: post.terms(),
                latest: None,
                settings: post.settings.clone(),
            },
            slug: post.slug.clone(),
            date: post.date,
            history: post.history.last().map(|(latest, _)| History {
                latest: RemoteId::from(*latest),
                count: u64::try_from(post.history.len()).unwrap(),
            }),
        })
    }

    /// A post of that kind.
    pub(super) fn of_kind(&self, id: i64, kind: PostKind) -> Result<RemotePost, RemoteError> {
        let is_one = self.posts.get(&id).is_some_and(|post| post.kind == kind);
        if is_one {
            self.remote_post(id)
        } else {
            Err(RemoteError::Gone)
        }
    }

    /// `wp_save_post_revision`: a save that changed the text is one more revision.
    pub(super) fn saved(&mut self, id: i64) {
        let base = self.remote_post(id).unwrap().base;
        let revision = self.new_id();
        let post = self.posts.get_mut(&id).unwrap();
        let is_same = |last: &Base| compare_with_base(last, &base) && last.terms == base.terms;
        if post.history.last().is_none_or(|(_, last)| !is_same(last)) {
            post.modified = format!("v{revision}");
            post.history.push((revision, base));
        }
    }

    /// Whatever was changed of it: it was changed now.
    pub(super) fn touched(&mut self, id: i64) {
        let version = self.new_id();
        self.posts.get_mut(&id).unwrap().modified = format!("v{version}");
    }

    pub(super) fn fill(
        &mut self,
        id: i64,
        content: &PostContent,
        now: Timestamp,
    ) -> Result<(), RemoteError> {
        let html = (self.rewrite)(&content.html);
        let slug = match content.slug.as_deref() {
            None => None,
            Some("") => Some(self.free_slug(id, &made_slug(&content.title))),
            Some(wanted) => Some(self.free_slug(id, wanted)),
        };
        let post = self.posts.get_mut(&id).ok_or(RemoteError::Gone)?;
        post.title.clone_from(&content.title);
        post.content = html;
        post.excerpt.clone_from(&content.excerpt);
        if let Some(tags) = &content.tags {
            post.tags.clone_from(tags);
        }
        match &content.categories {
            Some(some) if !some.is_empty() => post.categories.clone_from(some),
            _ => {}
        }
        if let Some(slug) = slug {
            post.slug = slug;
        }
        if content.at.is_some() {
            post.date = content.at;
        }
        match content.status {
            Some(PublishStatus::Draft) => post.status = RemoteStatus::Draft,
            Some(PublishStatus::Pending) => post.status = RemoteStatus::Pending,
            Some(PublishStatus::Private) => post.status = RemoteStatus::Private,
            Some(PublishStatus::Publish) => post.status = RemoteStatus::Published,
            None => {}
        }
        post.settings = content.settings.over(&post.settings);
        if content.status.is_some() {
            post.slug = post.slug.trim_end_matches("__trashed").to_owned();
        }
        // `wp_insert_post`: a draft's date floats, and the date decides between the other two.
        if post.status == RemoteStatus::Published {
            post.date = post.date.or(Some(now));
        }
        if matches!(
            post.status,
            RemoteStatus::Published | RemoteStatus::Scheduled
        ) {
            post.status = if post.date > Some(now) {
                RemoteStatus::Scheduled
            } else {
                RemoteStatus::Published
            };
        }
        self.saved(id);
        Ok(())
    }

    /// `wp_unique_post_slug`: taken names get a number.
    pub(super) fn free_slug(&self, id: i64, wanted: &str) -> String {
        let taken = |slug: &str| self.posts.iter().any(|(n, p)| *n != id && p.slug == slug);
        let mut slug = wanted.to_owned();
        let mut n = 2;
        while taken(&slug) {
            slug = format!("{wanted}-{n}");
            n += 1;
        }
        slug
    }
}

impl FakePost {
    /// A term is called by its name here.
    fn terms(&self) -> Vec<RemoteId> {
        let names = self.tags.iter().chain(&self.categories);
        let mut ids: Vec<_> = names.map(|name| RemoteId::from(name.as_str())).collect();
        ids.sort();
        ids
    }
}

pub(super) fn made_slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}
