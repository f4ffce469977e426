//! What a writer does: write, save, publish, throw away. Each is one transaction.

use std::path::Path;
use std::time::Duration;

use billet_core::{
    BlogId, JobKind, JobState, PostId, PostText, PublicationId, RevisionId, RevisionReason, Target,
};
use billet_store::posts::{Measure, Saved};
use billet_store::{StoreError, blogs, outbox, post_settings, posts, publications};

use rusqlite::{Connection, Transaction};

use crate::media::queue_missing;
use crate::moderation::GRACE;
use crate::settings::featured;
use crate::{Office, SyncError};

const SNIPPET: usize = 160;

/// How the writer asks for a publishing.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The version of the text that they look at; `None`: whatever it is.
    pub seen: Option<i64>,
    /// How long it stays here, to be called off.
    pub grace: Duration,
}

impl Asked {
    /// Whatever the text is, at once.
    #[must_use]
    pub fn now() -> Self {
        Self {
            seen: None,
            grace: Duration::ZERO,
        }
    }
}

impl Office {
    /// A new draft.
    ///
    /// # Errors
    /// The library could not take it.
    pub fn new_post(&self, text: &PostText) -> Result<PostId, SyncError> {
        let measure = measure(&text.body);
        self.library
            .write(|tx| Ok(posts::create(tx, text, &measure, self.now())?))
    }

    /// The post that was made from the file at `source` (an absolute path), whatever text it has
    /// now; or a new one with `text`. Two processes that ask at once are given the same post.
    ///
    /// # Errors
    /// The library could not take it.
    pub fn post_of_file(&self, source: &Path, text: &PostText) -> Result<PostId, SyncError> {
        let measure = measure(&text.body);
        self.library.write(|tx| {
            if let Some(id) = posts::by_source(tx, source)? {
                return Ok(id);
            }
            let id = posts::create(tx, text, &measure, self.now())?;
            posts::set_source(tx, id, source)?;
            Ok(id)
        })
    }

    /// Saves a text that was begun from version `from`. Once this returns, it is on the disk.
    ///
    /// # Errors
    /// There is no such post, or the library could not take it.
    pub fn save_post(&self, id: PostId, from: i64, text: &PostText) -> Result<Saved, SyncError> {
        let measure = measure(&text.body);
        self.library
            .write(|tx| Ok(posts::save(tx, id, from, text, &measure, self.now())?))
    }

    /// Puts an earlier text in the place of the present one, which is kept among the earlier ones.
    ///
    /// # Errors
    /// Nothing is changed when the post's text is no longer version `from`, when the revision is
    /// not one of this post's, or when the library could not take it.
    pub fn put_back(&self, id: PostId, from: i64, revision: RevisionId) -> Result<(), SyncError> {
        let now = self.now();
        let earlier = self.library.read(|conn| posts::revision(conn, revision))?;
        if earlier.post != id {
            return Err(StoreError::NoRevision { id: revision }.into());
        }
        let measure = measure(&earlier.text.body);
        self.library.write(|tx| {
            if posts::get(tx, id)?.version != from {
                return Err(SyncError::Stale);
            }
            posts::keep_revision(tx, id, RevisionReason::Replaced, now)?;
            posts::save(tx, id, from, &earlier.text, &measure, now)?;
            Ok(())
        })
    }

    /// Begins a draft with the text of a post, under another title.
    ///
    /// # Errors
    /// There is no such post, or the library could not take it.
    pub fn duplicate_post(&self, id: PostId, title: &str) -> Result<PostId, SyncError> {
        let now = self.now();
        Ok(self
            .library
            .write(|tx| posts::duplicate(tx, id, title, now))?)
    }

    /// Publishes with the same wish for each blog: see [`Office::publish_each`].
    ///
    /// # Errors
    /// As there.
    pub fn publish(
        &self,
        id: PostId,
        to: &[BlogId],
        target: &Target,
    ) -> Result<Vec<PublicationId>, SyncError> {
        let wishes: Vec<_> = to.iter().map(|blog| (*blog, *target)).collect();
        self.publish_each(id, None, &wishes)
    }

    /// Puts the post as it is now in the outbox, with a wish for each blog, and returns at once: it
    /// is made there, or brought up to date where it already is. A post in the trash here comes out
    /// of it. Pictures that are on this computer are taken into the library now, and put on each blog
    /// that lacks them before the post. `seen` is the version of the text that the writer looks at; `None`: whatever it is.
    ///
    /// # Errors
    /// Nothing is put in the outbox, for any of the blogs, when: no blog is named, the text is not
    /// the one that was seen, the post is blank, a picture of it cannot be found or is none, or the
    /// account on one of the blogs may not do it.
    pub fn publish_each(
        &self,
        id: PostId,
        seen: Option<i64>,
        wishes: &[(BlogId, Target)],
    ) -> Result<Vec<PublicationId>, SyncError> {
        let asked = Asked {
            seen,
            ..Asked::now()
        };
        self.publish_asked(id, &asked, wishes)
    }

    /// The same, asked for in that way.
    ///
    /// # Errors
    /// As there.
    pub fn publish_asked(
        &self,
        id: PostId,
        asked: &Asked,
        wishes: &[(BlogId, Target)],
    ) -> Result<Vec<PublicationId>, SyncError> {
        self.publish_and(id, asked, wishes, |_, _| Ok(()))
    }

    /// The same, and `then` in the same transaction.
    pub(crate) fn publish_and(
        &self,
        id: PostId,
        asked: &Asked,
        wishes: &[(BlogId, Target)],
        then: impl FnOnce(&Transaction<'_>, &[PublicationId]) -> Result<(), SyncError>,
    ) -> Result<Vec<PublicationId>, SyncError> {
        if wishes.is_empty() {
            return Err(SyncError::NoBlogChosen);
        }
        let now = self.now();
        let (body, featured) = self.library.read(|conn| {
            let to = wishes.iter().map(|(blog, _)| *blog);
            let body = posts::get(conn, id)?.text.body;
            Ok::<_, StoreError>((body, featured(conn, id, to)?))
        })?;
        let pictures = self.take_pictures(id, &body, featured)?;
        let made = self.library.write(|tx| {
            let post = posts::get(tx, id)?;
            if post.text.body != body {
                return Err(SyncError::Stale);
            }
            if asked.seen.is_some_and(|version| version != post.version) {
                return Err(SyncError::Stale);
            }
            if post.text.is_blank() {
                return Err(SyncError::EmptyPost);
            }
            posts::restore(tx, id)?;
            let wanted = posts::keep_revision(tx, id, RevisionReason::Publish, now)?;
            pictures.note(tx, wanted, now)?;
            let made = wishes
                .iter()
                .map(|(blog, target)| {
                    let blog = blogs::get(tx, *blog)?;
                    if !target.status.allowed(&blog.capabilities) {
                        return Err(SyncError::NotAllowed { blog: blog.name });
                    }
                    pictures.allowed(&blog)?;
                    let publication = publications::want(tx, id, blog.id, wanted, target)?;
                    let settings = post_settings::effective(tx, id, blog.id)?;
                    publications::wish_settings(tx, publication, &settings)?;
                    queue_missing(tx, wanted, blog.id, now)?;
                    outbox::try_blog(tx, blog.id)?;
                    outbox::add(
                        tx,
                        blog.id,
                        &JobKind::Publish { publication },
                        None,
                        now + asked.grace,
                        now,
                    )?;
                    Ok(publication)
                })
                .collect::<Result<Vec<_>, SyncError>>()?;
            outbox::tell_what_waits(tx, id)?;
            then(tx, &made)?;
            Ok::<_, SyncError>(made)
        })?;
        self.wake.notify_one();
        Ok(made)
    }

    /// Takes back what is to be published of a post and has not left. Returns on how many blogs that
    /// was so, and on how many it was too late.
    ///
    /// # Errors
    /// The library could not be read or written.
    pub fn call_off_publishing(&self, id: PostId) -> Result<(usize, usize), SyncError> {
        self.library.write(|tx| {
            let (mut off, mut late) = (0, 0);
            for p in publications::of_post(tx, id)? {
                for job in outbox::of_publication(tx, p.id)? {
                    match (&job.kind, &job.state) {
                        (JobKind::Publish { .. }, JobState::Queued | JobState::Retry { .. })
                            if !outbox::in_doubt(tx, job.id)? =>
                        {
                            outbox::cancel(tx, job.id)?;
                            off += 1;
                        }
                        (JobKind::Publish { .. }, _) => late += 1,
                        _ => {}
                    }
                }
            }
            Ok((off, late))
        })
    }

    /// Moves a post to the trash, to be taken off the blogs after [`GRACE`].
    ///
    /// # Errors
    /// As [`Office::trash_post_after`].
    pub fn trash_post(&self, id: PostId, everywhere: bool) -> Result<(), SyncError> {
        self.trash_post_after(id, everywhere, GRACE)
    }

    /// Moves a post to the trash here; with `everywhere`, also on each connected blog that has it,
    /// after `grace`. On a blog whose readers never saw it, it will not appear, either way.
    ///
    /// # Errors
    /// There is no such post, or the library could not take it.
    pub fn trash_post_after(
        &self,
        id: PostId,
        everywhere: bool,
        grace: Duration,
    ) -> Result<(), SyncError> {
        let now = self.now();
        self.library.write(|tx| {
            posts::trash(tx, id, now)?;
            let connected = connected(tx)?;
            for p in publications::of_post(tx, id)? {
                if connected.contains(&p.blog) && (everywhere || p.sent.is_none()) {
                    let job = JobKind::Trash {
                        publication: p.id,
                        after: None,
                    };
                    outbox::add(tx, p.blog, &job, None, now + grace, now)?;
                }
            }
            Ok::<_, SyncError>(())
        })?;
        self.wake.notify_one();
        Ok(())
    }

    /// Takes a post out of the trash here, and takes back what has not left of its removal from the
    /// blogs. Returns on how many connected blogs it is too late: they have taken it off, or the
    /// request is under way. There the post is in the blog's own trash.
    ///
    /// # Errors
    /// There is no such post, or the library could not take it.
    pub fn restore_post(&self, id: PostId) -> Result<usize, SyncError> {
        let now = self.now();
        let too_late = self.library.write(|tx| {
            posts::restore(tx, id)?;
            let connected = connected(tx)?;
            let mut too_late = 0;
            for p in publications::of_post(tx, id)? {
                if connected.contains(&p.blog) {
                    too_late += usize::from(outbox::cancel_removal(tx, p.id, now)?);
                }
            }
            Ok::<_, SyncError>(too_late)
        })?;
        self.wake.notify_one();
        Ok(too_late)
    }
}

fn connected(conn: &Connection) -> Result<Vec<BlogId>, SyncError> {
    Ok(blogs::all(conn)?.into_iter().map(|blog| blog.id).collect())
}

pub(crate) fn measure(body: &str) -> Measure {
    Measure {
        words: i64::try_from(billet_text::count(body).words).unwrap_or(i64::MAX),
        snippet: billet_text::snippet(body, SNIPPET),
    }
}
