//! A post that was changed on its blog while the writer changed it here: what both made of it, and
//! the way out of it that the writer chose.

use billet_core::merge::{Piece, merge};
use billet_core::{
    Base, Cause, JobId, JobKind, JobState, PostId, PostText, Publication, RemoteStatus,
    RevisionReason,
};
use billet_remote::RemoteError;
use billet_store::{blogs, outbox, posts, publications};
use serde::{Deserialize, Serialize};

use crate::form::Form;
use crate::media::queue_missing;
use crate::publish::pictured;
use crate::typeset::given;
use crate::{Office, SyncError};

/// The three states of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// What both began with.
    pub base: String,
    /// What the writer has.
    pub mine: String,
    /// What the blog has now.
    pub theirs: String,
}

/// What the writer has to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The job that waits for it.
    pub job: JobId,
    /// The post.
    pub post: PostId,
    /// The version of the writer's text that it was made from.
    pub version: i64,
    /// The blog's name.
    pub blog: String,
    /// What the blog had when it was asked; to be given back to [`Office::resolve_conflict`].
    pub seen: Seen,
    /// The title.
    pub title: Sides,
    /// The excerpt.
    pub excerpt: Sides,
    /// The text, merged as far as that goes without deciding anything.
    pub pieces: Vec<Piece>,
    /// The text, in Markdown.
    pub body: Sides,
}

/// What a blog had when it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    url: String,
    status: RemoteStatus,
    base: Base,
}

/// A text that the writer made of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The title.
    pub title: String,
    /// The excerpt.
    pub excerpt: String,
    /// The text, in Markdown.
    pub body: String,
}

impl Office {
    /// What the blog has now beside what the writer has, for a job that failed because the post was
    /// changed on the blog. Nothing is changed, here or there.
    ///
    /// # Errors
    /// [`SyncError::NoConflict`] when the job waits for no such decision (any more), and whatever
    /// kept the blog from being asked.
    pub async fn conflict_of(&self, job: JobId) -> Result<Conflict, SyncError> {
        let (publication, blog, form, post, sent, sent_there) = self.library.read(|conn| {
            let publication = conflicting(conn, job)?;
            let blog = blogs::get(conn, publication.blog)?;
            let form = Form::of(conn, blog.markup)?;
            let post = posts::get(conn, publication.post)?;
            let (sent, sent_there) = match publication.sent {
                Some(sent) => {
                    let sent = posts::revision(conn, sent)?;
                    (sent.text.clone(), pictured(conn, &publication, sent)?)
                }
                None => <(PostText, PostText)>::default(),
            };
            Ok::<_, SyncError>((publication, blog, form, post, sent, sent_there))
        })?;
        let (Some(there), Some(base)) = (&publication.remote_id, &publication.base) else {
            return Err(SyncError::NoConflict);
        };
        let now = self.client(&blog).await?.post(there).await?;
        if now.status == RemoteStatus::Trash {
            return Err(RemoteError::Gone.into());
        }
        // The choice of typography may have been another one when it was sent.
        let shown = given(&sent_there).find(|text| form.is_there(text, base));
        let shown = shown.as_ref().unwrap_or(&sent_there);
        let words = |content: &str| form.own_words(content, &shown.body, &sent.body);
        let plain = |there: &str, shown: &str, written: &str| {
            if there.trim() == shown.trim() {
                written.to_owned()
            } else {
                there.to_owned()
            }
        };
        let body = Sides {
            base: words(&base.content),
            mine: post.text.body.clone(),
            theirs: words(&now.base.content),
        };
        Ok(Conflict {
            job,
            post: post.id,
            version: post.version,
            blog: blog.name,
            title: Sides {
                base: plain(&base.title, &shown.title, &sent.title),
                mine: post.text.title.clone(),
                theirs: plain(&now.base.title, &shown.title, &sent.title),
            },
            excerpt: Sides {
                base: plain(&base.excerpt, &shown.excerpt, &sent.excerpt),
                mine: post.text.excerpt.clone(),
                theirs: plain(&now.base.excerpt, &shown.excerpt, &sent.excerpt),
            },
            pieces: merge(&body.base, &body.mine, &body.theirs),
            body,
            seen: Seen {
                url: now.url,
                status: now.status,
                base: now.base,
            },
        })
    }

    /// Saves what the writer made of both, and sends it over what they had seen of the blog: if the
    /// blog has changed again since, the job fails again, and nothing is overwritten. The writer's
    /// text until now is kept among the earlier ones.
    ///
    /// # Errors
    /// [`SyncError::Stale`] when the text is no longer version `from`, [`SyncError::NoConflict`] as
    /// [`Office::conflict_of`], or what is wrong with a picture of the text; nothing is changed then.
    pub fn resolve_conflict(
        &self,
        job: JobId,
        seen: &Seen,
        from: i64,
        text: &Resolved,
    ) -> Result<(), SyncError> {
        let now = self.now();
        let id = self.library.read(|conn| conflicting(conn, job))?.post;
        let pictures = self.take_pictures(id, &text.body)?;
        self.library.write(|tx| {
            let publication = conflicting(tx, job)?;
            let post = posts::get(tx, id)?;
            if post.version != from {
                return Err(SyncError::Stale);
            }
            let blog = blogs::get(tx, publication.blog)?;
            pictures.allowed(&blog)?;
            posts::keep_revision(tx, id, RevisionReason::Collision, now)?;
            let merged = PostText {
                title: text.title.clone(),
                excerpt: text.excerpt.clone(),
                body: text.body.clone(),
                ..post.text
            };
            let measure = crate::writing::measure(&merged.body);
            posts::save(tx, id, from, &merged, &measure, now)?;
            let wanted = posts::keep_revision(tx, id, RevisionReason::Publish, now)?;
            pictures.note(tx, wanted, now)?;
            publications::want(tx, id, blog.id, wanted, &publication.target)?;
            queue_missing(tx, wanted, blog.id, now)?;
            outbox::try_blog(tx, blog.id)?;
            publications::agreed(
                tx,
                publication.id,
                &seen.url,
                &seen.status,
                &seen.base,
                None,
            )?;
            outbox::retry_now(tx, job, now)?;
            Ok(())
        })?;
        self.wake.notify_one();
        Ok(())
    }
}

/// The publication whose job failed because the post was changed on the blog.
fn conflicting(conn: &rusqlite::Connection, job: JobId) -> Result<Publication, SyncError> {
    let job = outbox::get(conn, job)?;
    match (job.kind, job.state) {
        (
            JobKind::Publish { publication },
            JobState::Failed {
                cause: Cause::ChangedElsewhere,
            },
        ) => Ok(publications::get(conn, publication)?),
        _ => Err(SyncError::NoConflict),
    }
}
