//! Taking what the writer made of both texts.

use billet_core::{JobId, PostText, Publication, RevisionReason, Settings, Target};
use billet_store::{blogs, outbox, post_settings, posts, publications};
use jiff::Timestamp;

use super::{Resolved, Seen, Stand, conflicting};
use crate::media::queue_missing;
use crate::settings::featured;
use crate::variation::leaving;
use crate::wish::{as_wish, asks_anew};
use crate::{Office, SyncError};

impl Office {
    /// Saves what the writer made of both, and sends it over what they had seen of the blog: if the
    /// blog has changed again since, the job fails again, and nothing is overwritten. Both texts
    /// until now are kept among the earlier ones, the writer's and the blog's.
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
        let (id, featured) = self.library.read(|conn| {
            let of = conflicting(conn, job)?;
            let blog = std::iter::once(of.blog);
            Ok::<_, SyncError>((of.post, featured(conn, of.post, blog)?))
        })?;
        let pictures = self.take_pictures(id, &text.body, featured)?;
        self.library.write(|tx| {
            let publication = conflicting(tx, job)?;
            let post = posts::get(tx, id)?;
            if post.version != from {
                return Err(SyncError::Stale);
            }
            let blog = blogs::get(tx, publication.blog)?;
            pictures.allowed(&blog)?;
            posts::keep_revision(tx, id, RevisionReason::Collision, now)?;
            let theirs = posts::keep_other(tx, id, &seen.text, now)?;
            pictures.note(tx, theirs, now)?;
            let wished = post_settings::effective(tx, id, blog.id)?;
            let before = publication.sent_settings.varied.clone().unwrap_or_default();
            let own = wished.varied.unwrap_or_default();
            let (merged, mut own) = own.part(&before, text.over(post.text.clone()), &post.text);
            let now_leaving = leaving(tx, &publication)?.unwrap_or_default();
            let closing = text.closing_without([&before.origin, &now_leaving.origin]);
            if own.closing().unwrap_or_default() != closing {
                own.closing = Some(closing);
            }
            post_settings::set_varied(tx, id, blog.id, own)?;
            let measure = crate::writing::measure(&merged.body);
            posts::save(tx, id, from, &merged, &measure, now)?;
            let wanted = posts::keep_revision(tx, id, RevisionReason::Publish, now)?;
            pictures.note(tx, wanted, now)?;
            let (wish, carried_out) = wishes(&publication, seen, text.stand, now);
            publications::want(tx, id, blog.id, wanted, &wish)?;
            let settings = post_settings::effective(tx, id, blog.id)?;
            publications::wish_settings(tx, publication.id, &settings)?;
            queue_missing(tx, wanted, blog.id, now)?;
            outbox::try_blog(tx, blog.id)?;
            // What the blog is known to have is theirs: only what differs from it is sent.
            let sent = carried_out.map(|target| (theirs, target));
            publications::agreed(
                tx,
                publication.id,
                &seen.url,
                &seen.status,
                &seen.base,
                sent,
            )?;
            if carried_out.is_some() {
                let there = Settings {
                    varied: seen.varied.clone(),
                    ..publication.sent_settings.clone()
                };
                publications::settings_done(tx, publication.id, &there)?;
            }
            outbox::retry_now(tx, job, now)?;
            Ok(())
        })?;
        self.wake.notify_one();
        Ok(())
    }
}

impl Resolved {
    /// The lines that close the text, but for the one that names the first blog: it is made anew.
    fn closing_without(&self, origins: [&Option<String>; 2]) -> String {
        let lines = self.closing.trim();
        let mut origins = origins.into_iter().flatten();
        let own = origins.find_map(|line| lines.strip_suffix(line.as_str()));
        own.unwrap_or(lines).trim_end().to_owned()
    }

    /// The writer's text with this in it. A last line that the writer left open stays so.
    fn over(&self, mine: PostText) -> PostText {
        let body = match self.body.strip_suffix('\n') {
            Some(open) if !mine.body.ends_with('\n') => open,
            _ => &self.body,
        };
        PostText {
            title: self.title.clone(),
            body: body.to_owned(),
            slug: Some(self.slug.clone()).filter(|slug| !slug.trim().is_empty()),
            excerpt: self.excerpt.clone(),
            tags: self.tags.clone(),
            categories: self.categories.clone(),
        }
    }
}

/// What is to be asked for, and what counts as carried out: where they are the same, the blog is not
/// asked for another status or date.
fn wishes(
    publication: &Publication,
    seen: &Seen,
    stand: Stand,
    now: Timestamp,
) -> (Target, Option<Target>) {
    let (wanted, before) = (publication.target, publication.sent_target);
    let stood = as_wish(&seen.status, seen.date);
    if asks_anew(publication, now) && stand == Stand::Mine {
        return (wanted, before.and(stood).or(before));
    }
    match before.or(stood) {
        Some(as_it_was) => (as_it_was, Some(as_it_was)),
        None => (wanted, None),
    }
}
