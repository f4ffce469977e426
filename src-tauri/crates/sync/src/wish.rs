//! What the writer wishes of a post on its blog, against what was carried out of it before: what an
//! update sends, and when the blog has to be left alone. Pure.
//!
//! Only what the writer changed since is sent. Text and title always are, and only over the base;
//! status, date, tags, categories and settings stay as an editor of the blog made them, until the writer
//! wishes others.

use billet_core::{
    Base, Cause, PostText, Publication, PublishStatus, RemoteStatus, Settings, Target,
    compare_with_base,
};
use billet_remote::{History, PostContent, RemotePost};
use jiff::Timestamp;

use crate::form::Form;
use crate::typeset::given;

/// What a fill is made of.
pub(crate) struct Wish<'a> {
    pub(crate) publication: &'a Publication,
    /// The text it should have, as the blog is given it.
    pub(crate) text: &'a PostText,
    /// The text it was last given; `None` until the first fill is done.
    pub(crate) before: Option<&'a PostText>,
    /// The texts that were asked to be there since, the wanted one too, as they were written.
    pub(crate) asked: &'a [PostText],
    /// The form in which this blog gets it.
    pub(crate) form: &'a Form,
    /// An earlier fill may have arrived although its answer did not.
    pub(crate) in_doubt: bool,
    /// What else it should have that was not carried out yet, in the blog's own ids.
    pub(crate) settings: &'a Settings,
    /// The lines at the end of `text` that are this blog's own.
    pub(crate) closing: Option<String>,
    pub(crate) now: Timestamp,
}

impl Wish<'_> {
    /// Whether the blog still has what both sides last agreed on, as far as this would change it.
    ///
    /// # Errors
    /// [`Cause::Gone`]: it is in the blog's trash, and not by the writer's wish.
    /// [`Cause::ChangedElsewhere`]: what this would replace was changed there.
    pub(crate) fn look(&self, current: &RemotePost) -> Result<(), Cause> {
        let known = self.publication.status.as_ref();
        // One that the writer knows to be there is taken out again; it is theirs to publish anew.
        if current.status == RemoteStatus::Trash && known != Some(&RemoteStatus::Trash) {
            return Err(Cause::Gone);
        }
        let Some(base) = &self.publication.base else {
            return Ok(());
        };
        let stands =
            !self.target_changed() || self.stands_as_known(current) && !self.put_back(current);
        if stands && self.came_in_doubt(current) {
            return Ok(());
        }
        let terms = self.before.is_some() && (self.tags_changed() || self.categories_changed());
        let untouched = compare_with_base(base, &current.base)
            && !(terms && base.terms != current.base.terms)
            && stands
            && self.address_as_known(current)
            && !self.settings.clash(&base.settings, &current.base.settings);
        if untouched {
            Ok(())
        } else {
            Err(Cause::ChangedElsewhere)
        }
    }

    /// What is there is this text, or one that the writer has changed since. The blog may have
    /// rewritten the markup, so the words decide.
    pub(crate) fn came_from_here(&self, there: &Base) -> bool {
        let is_there = |text| given(text, self.kept()).any(|text| self.form.is_there(&text, there));
        self.asked.iter().any(is_there)
    }

    /// The text whose typography is left alone: the blog's own, of a post that was fetched.
    fn kept(&self) -> Option<&PostText> {
        self.before.filter(|_| self.publication.fetched)
    }

    /// The fill whose answer was lost certainly arrived, and with it the wished status; if the post
    /// stands as before all the same, somebody put it back. Certain it is only where that fill
    /// brought a new text, and nothing else was asked for since.
    fn put_back(&self, current: &RemotePost) -> bool {
        let was_there = |before| {
            given(before, self.kept()).any(|text| self.form.is_there(&text, &current.base))
        };
        self.asked.len() == 1
            && self.came_in_doubt(current)
            && self.before.is_some_and(|before| !was_there(before))
            && !self.publication.target.status.is_there(&current.status)
    }

    /// An earlier fill whose answer was lost did arrive.
    pub(crate) fn came_in_doubt(&self, current: &RemotePost) -> bool {
        self.in_doubt && self.came_from_here(&current.base)
    }

    /// The post as it was looked at before the fill whose answer was lost; `None` where nothing is
    /// known of its earlier texts at that time.
    pub(crate) fn looked_at(&self, current: &RemotePost) -> Option<RemotePost> {
        let base = self.publication.base.clone()?;
        // A place that was just made has none.
        if base.latest.is_none() && self.publication.sent.is_some() {
            return None;
        }
        let history = base
            .latest
            .clone()
            .filter(|latest| !latest.as_str().is_empty())
            .map(|latest| History { latest, count: 0 });
        Some(RemotePost {
            base,
            history,
            ..current.clone()
        })
    }

    /// What the blog had before somebody changed it, as far as that is known: this text.
    pub(crate) fn as_base(&self, current: &RemotePost) -> Base {
        Base {
            title: self.text.title.clone(),
            content: self.form.written(&self.text.body),
            excerpt: self.text.excerpt.clone(),
            ..current.base.clone()
        }
    }

    /// What to send over `current`, which is what the blog has now.
    pub(crate) fn content(&self, current: &RemotePost) -> PostContent {
        let text = self.text;
        let first = self.before.is_none();
        let stands = first || self.target_changed() || current.status == RemoteStatus::Trash;
        PostContent {
            title: self.form.title(&text.title),
            html: self.form.written(&text.body),
            excerpt: self.form.excerpt(&text.excerpt),
            slug: match self.before {
                // First fill: the marker slug gives way to the writer's, or to one the blog makes.
                None => Some(text.slug.clone().unwrap_or_default()),
                // Later the address stays unless the writer changed it: readers link to it.
                Some(before) if before.slug != text.slug => text.slug.clone(),
                Some(_) => None,
            },
            tags: (first || self.tags_changed()).then(|| text.tags.clone()),
            categories: (first || self.categories_changed()).then(|| text.categories.clone()),
            status: stands.then_some(self.publication.target.status),
            at: if stands { self.date(current) } else { None },
            settings: self.settings.clone(),
        }
    }

    /// Nothing of this is to be sent: it was on the blog first, and it says there what it shall say.
    pub(crate) fn is_there(&self, content: &PostContent, current: &RemotePost) -> bool {
        let nothing_else = content.slug.is_none()
            && content.tags.is_none()
            && content.categories.is_none()
            && content.status.is_none()
            && content.at.is_none();
        let text = Base {
            title: content.title.clone(),
            content: content.html.clone(),
            excerpt: content.excerpt.clone(),
            ..Base::default()
        };
        self.publication.fetched && nothing_else && compare_with_base(&text, &current.base)
    }

    /// Now means now, also for a post that still carries a date for which it was scheduled once:
    /// the blog would wait for that.
    fn date(&self, current: &RemotePost) -> Option<Timestamp> {
        match self.publication.target {
            Target { at: Some(at), .. } => Some(at),
            Target {
                status: PublishStatus::Publish,
                at: None,
            } => current
                .date
                .is_some_and(|there| there > self.now)
                .then_some(self.now),
            Target { .. } => None,
        }
    }

    /// The writer wishes no other address; or nobody else gave it one meanwhile. While a post is
    /// hidden its address is no readers', and says nothing.
    fn address_as_known(&self, current: &RemotePost) -> bool {
        let wanted = self.text.slug.as_deref();
        let wished = self.before.is_some_and(|b| b.slug.as_deref() != wanted);
        !wished
            || wanted.is_none_or(|wanted| wanted == current.slug)
            || self.publication.status.as_ref() != Some(&current.status)
            || self.publication.url.as_deref() == Some(&current.url)
    }

    fn tags_changed(&self) -> bool {
        self.before.is_some_and(|b| b.tags != self.text.tags)
    }

    fn categories_changed(&self) -> bool {
        self.before
            .is_some_and(|b| b.categories != self.text.categories)
    }

    fn target_changed(&self) -> bool {
        asks_anew(self.publication, self.now)
    }

    /// Nobody else gave it another date than the one it was last given, or gave it the wished one.
    /// Blogs have whole seconds.
    fn dated_as_known(&self, current: &RemotePost) -> bool {
        let seconds = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        let there = seconds(current.date);
        let known = self.publication.sent_target.and_then(|sent| sent.at);
        known.is_none() || there == seconds(known) || there == seconds(self.publication.target.at)
    }

    /// Nobody else changed how it stands; or it came to stand so by itself, or as is wished now.
    fn stands_as_known(&self, current: &RemotePost) -> bool {
        let known = self.publication.status.as_ref();
        let wanted = self.publication.target;
        let wished = match wanted.status {
            PublishStatus::Publish if !self.in_doubt => {
                wanted.at.is_none() && current.status == RemoteStatus::Published
            }
            status => status.is_there(&current.status),
        };
        let by_itself =
            known == Some(&RemoteStatus::Scheduled) && current.status == RemoteStatus::Published;
        wished || (by_itself || known == Some(&current.status)) && self.dated_as_known(current)
    }
}

/// Whether the writer asks for another status or date than the last that was carried out.
///
/// No date any more is another wish only while the old one lay ahead: else the post simply keeps
/// it.
pub(crate) fn asks_anew(publication: &Publication, now: Timestamp) -> bool {
    let wanted = publication.target;
    publication.sent_target.is_none_or(|sent| {
        sent.status != wanted.status
            || match (sent.at, wanted.at) {
                (Some(old), None) => old > now,
                (old, new) => old != new,
            }
    })
}

/// The wish that would have made a post stand as it does; `None` for a word that Billet does not
/// know.
pub(crate) fn as_wish(status: &RemoteStatus, date: Option<Timestamp>) -> Option<Target> {
    let (status, at) = match status {
        RemoteStatus::Draft => (PublishStatus::Draft, None),
        RemoteStatus::Pending => (PublishStatus::Pending, None),
        RemoteStatus::Private => (PublishStatus::Private, None),
        RemoteStatus::Published => (PublishStatus::Publish, None),
        RemoteStatus::Scheduled => (PublishStatus::Publish, date),
        RemoteStatus::Trash | RemoteStatus::Other(_) => return None,
    };
    Some(Target { status, at })
}
