//! `billet publish`

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use billet_core::{BlogId, PostId, PostText, PublishStatus, RevisionReason, Target};
use billet_store::posts::Saved;
use billet_store::{StoreError, outbox, posts, publications};
use billet_sync::{Office, SyncError};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::arguments::{Publish, Status};
use crate::failure::{Ended, Failure};
use crate::posts::text_of;
use crate::{blogs, input, output, sending};

pub async fn publish(office: &Arc<Office>, wanted: Publish) -> Ended {
    let to = wanted
        .to
        .iter()
        .map(|name| blogs::find(office, name).map(|blog| blog.id))
        .collect::<Result<Vec<BlogId>, Failure>>()?;
    // In the order in which they were named: the first is where the post is published first.
    let mut known = BTreeSet::new();
    let to: Vec<BlogId> = to.into_iter().filter(|id| known.insert(*id)).collect();
    blogs::keep_to(office, &to)?;
    let document = input::document(&wanted.input)?;
    let at = match wanted.at.as_deref().or(document.date.as_deref()) {
        Some(text) => Some(instant(text)?),
        None => None,
    };
    let status = match wanted.status {
        Status::Draft => PublishStatus::Draft,
        Status::Pending => PublishStatus::Pending,
        Status::Private => PublishStatus::Private,
        Status::Publish => PublishStatus::Publish,
    };
    let text = text_of(&document);
    // A file that was emptied by mistake takes no post's text away.
    if text.is_blank() {
        return Err(SyncError::EmptyPost.into());
    }
    let post = keep(office, &wanted.input.file, &text)?;
    wanted.wishes.keep(office, post, &to).await?;
    let made = office.publish(post, &to, &Target { status, at })?;
    let sent = sending::send(office, |conn| {
        let mut jobs = Vec::new();
        for id in &made {
            jobs.extend(outbox::uploads_for(conn, *id)?);
            jobs.extend(outbox::of_publication(conn, *id)?);
        }
        Ok(jobs)
    })
    .await;
    // What did arrive is told even if another blog failed.
    for id in &made {
        let p = office.library().read(|conn| publications::get(conn, *id))?;
        if let (Some(_), Some(status), Some(url)) = (p.sent, p.status, p.url) {
            output::line(&format!("{post}  {}  {url}", status.as_str()))?;
        }
    }
    sent
}

/// The post that was made from this file before, brought up to date, or a new one.
pub fn keep(office: &Office, file: &Path, text: &PostText) -> Result<PostId, Failure> {
    if file == Path::new("-") {
        return Ok(office.new_post(text)?);
    }
    let path = file
        .canonicalize()
        .map_err(|error| Failure::new(format!("{} could not be read: {error}.", file.display())))?;
    let id = office.post_of_file(&path, text)?;
    loop {
        let post = office.library().read(|conn| posts::get(conn, id))?;
        if post.text == *text {
            return Ok(id);
        }
        // What the window may have changed since is kept before the file's text takes its place.
        office.library().write(|tx| {
            posts::keep_revision(tx, id, RevisionReason::Pause, office.now())?;
            Ok::<_, StoreError>(())
        })?;
        if let Saved::As(_) = office.save_post(id, post.version, text)? {
            return Ok(id);
        }
    }
}

/// An instant as people write it: with a zone, or in this computer's; a date alone is its first
/// minute.
fn instant(text: &str) -> Result<Timestamp, Failure> {
    let text = text.trim();
    let local = |civil: DateTime| civil.to_zoned(TimeZone::system()).map(|z| z.timestamp());
    let read = text
        .parse::<Timestamp>()
        .or_else(|_| text.parse::<Zoned>().map(|z| z.timestamp()))
        .or_else(|_| text.parse::<DateTime>().and_then(local))
        .or_else(|_| text.parse::<Date>().and_then(|d| local(d.at(0, 0, 0, 0))));
    read.map_err(|_| {
        Failure::new(format!(
            "“{text}” is not a date that Billet can read: write 2026-12-24, 2026-12-24T18:00 or \
             2026-12-24T18:00:00+01:00."
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(
            instant("2026-12-24T18:00:00+01:00").unwrap(),
            "2026-12-24T17:00:00Z".parse().unwrap()
        );
        let day = instant("2026-12-24").unwrap().to_zoned(TimeZone::system());
        assert_eq!((day.day(), day.hour()), (24, 0));
        assert_eq!(
            instant("2026-12-24 18:00").unwrap(),
            instant("2026-12-24T18:00").unwrap()
        );
        assert!(
            instant("demain")
                .unwrap_err()
                .to_string()
                .contains("demain")
        );
    }
}
