//! Moving a post to another blog: it is published there, and once that blog has it, it goes to the
//! first one's trash. In that order, each exactly once; whatever keeps the second step from happening
//! leaves the post where it was, too. Comments stay with the post on the first blog.

use billet_core::{
    BlogId, JobKind, JobState, PostId, Publication, PublicationId, RemoteStatus, Target,
};
use billet_store::{StoreError, outbox, posts, publications};
use rusqlite::Connection;

use crate::moderation::GRACE;
use crate::writing::Asked;
use crate::{Cancelled, Office, SyncError};

/// What came of calling a move off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalledOff {
    /// The post stays on the first blog; what the other one has of it.
    Stays(Cancelled),
    /// The other one has it, or is being given it, and the first one keeps it.
    OnBoth,
    /// It was moved already, or is leaving the first blog this moment.
    TooLate,
}

impl Office {
    /// Asks for the post to be published on `to` as it stands on `from`, and to be taken off `from`
    /// once that is done. `seen`: as in [`Office::publish_each`].
    ///
    /// # Errors
    /// As there; [`SyncError::NotThere`] when `from` does not have the post, or is `to`.
    pub fn move_post(
        &self,
        id: PostId,
        seen: Option<i64>,
        from: BlogId,
        to: BlogId,
    ) -> Result<PublicationId, SyncError> {
        let (there, post) = self
            .library
            .read(|conn| Ok::<_, StoreError>((on(conn, id, from)?, posts::get(conn, id)?)))?;
        let there = there.filter(|_| from != to).ok_or(SyncError::NotThere)?;
        // It keeps its day, as far as that is known.
        let day = there.fetched.then_some(post.created_at);
        let stands = there.sent_target.unwrap_or(there.target);
        let target = Target {
            status: stands.status,
            at: stands.at.or(day),
        };
        let asked = Asked {
            seen,
            ..Asked::now()
        };
        let now = self.now();
        let made = self.publish_and(id, &asked, &[(to, target)], |tx, made| {
            let Some(after) = made.first() else {
                return Ok(());
            };
            let leave = JobKind::Trash {
                publication: there.id,
                after: Some(*after),
            };
            outbox::add(tx, from, &leave, None, now + GRACE, now)?;
            outbox::tell_what_waits(tx, id)?;
            Ok(())
        })?;
        made.first().copied().ok_or(SyncError::NoBlogChosen)
    }

    /// Calls a move off as far as it has not happened. Nothing that was written is lost.
    ///
    /// # Errors
    /// The library could not be read or written.
    pub fn call_off_move(&self, id: PostId, from: BlogId) -> Result<CalledOff, SyncError> {
        let (leaving, arriving) = self.library.read(|conn| {
            let Some(there) = on(conn, id, from)? else {
                return Ok((None, None));
            };
            let jobs = outbox::of_publication(conn, there.id)?;
            let mut jobs = jobs.into_iter();
            let leaving = jobs.find_map(|job| match job.kind {
                JobKind::Trash {
                    after: Some(after), ..
                } => Some((job.id, job.state, after)),
                _ => None,
            });
            let arriving = match &leaving {
                Some((_, _, after)) => outbox::of_publication(conn, *after)?,
                None => Vec::new(),
            };
            let arriving = arriving.into_iter().find(|job| {
                matches!(job.kind, JobKind::Publish { .. }) && job.state != JobState::Sending
            });
            Ok::<_, StoreError>((leaving, arriving.map(|job| job.id)))
        })?;
        match (leaving, arriving) {
            (None | Some((_, JobState::Sending | JobState::Unknown, _)), _) => {
                Ok(CalledOff::TooLate)
            }
            // What was to be taken off afterwards stays with it.
            (Some(_), Some(arriving)) => Ok(CalledOff::Stays(self.cancel_job(arriving)?)),
            (Some((leaving, ..)), None) => {
                self.cancel_job(leaving)?;
                Ok(CalledOff::OnBoth)
            }
        }
    }
}

/// The post on that blog, if it is there.
fn on(conn: &Connection, post: PostId, blog: BlogId) -> Result<Option<Publication>, StoreError> {
    let all = publications::of_post(conn, post)?.into_iter();
    let mut there = all.filter(|p| {
        p.blog == blog
            && p.sent.is_some()
            && p.status.is_some()
            && p.status != Some(RemoteStatus::Trash)
    });
    Ok(there.next())
}
