//! Pictures of a post: taken into the library when the writer publishes, and put on each blog before
//! the post. The Markdown in the library stays as the writer wrote it; what a blog is given has the
//! blog's own addresses.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use billet_core::{
    Attempt, Blog, BlogId, Cause, Job, JobKind, JobState, MediaHash, PostId, RevisionId,
};
use billet_remote::{Picture, RemoteBlog, RemoteMedia};
use billet_store::media::{self, Media, Upload};
use billet_store::{StoreError, blogs, outbox, posts, publications};
use billet_text::LocalPicture;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use crate::outcome::Outcome;
use crate::shaping::{chosen, shaped};
use crate::taking::take_all;
use crate::{Office, SyncError};

/// The pictures of a text, in the library: each address, in short, and what it means.
pub(crate) struct Taken(Vec<(String, Media)>);

impl Office {
    /// Takes every local picture of a text, and `others`, into the library's
    /// folder.
    ///
    /// # Errors
    /// One is not there, is too large or is no picture, or the folder cannot be written.
    pub(crate) fn take_pictures(
        &self,
        post: PostId,
        body: &str,
        others: Vec<LocalPicture>,
    ) -> Result<Taken, SyncError> {
        let mut pictures = billet_text::local_pictures(body);
        for other in others {
            if !pictures.iter().any(|known| known.address == other.address) {
                pictures.push(other);
            }
        }
        if pictures.is_empty() {
            return Ok(Taken(Vec::new()));
        }
        let (source, brought, foreign) = self.library.read(|conn| {
            Ok::<_, StoreError>((
                posts::source(conn, post)?,
                media::of_post(conn, post)?,
                of_blogs(conn, post)?,
            ))
        })?;
        let beside = source.as_deref().and_then(Path::parent);
        let folder = self.library.folder();
        let mut taken = Vec::with_capacity(pictures.len());
        let mut elsewhere = Vec::new();
        for picture in pictures {
            if foreign.contains(&picture.address) {
                continue;
            }
            match self.kept(&picture.address)? {
                Some(kept) => {
                    let alt = picture.alt.trim().to_owned();
                    taken.push((short(&picture.address), Media { alt, ..kept }));
                }
                None => elsewhere.push(picture),
            }
        }
        taken.extend(take_all(folder, beside, &elsewhere, &brought)?);
        media::keep_names(folder)?;
        Ok(Taken(taken))
    }

    /// Carries out an `Upload` job. Gives where the picture is, unless that was known before.
    pub(crate) async fn perform_upload(
        &self,
        job: &Job,
        hash: &MediaHash,
    ) -> Result<Option<Upload>, Attempt> {
        let (blog, picture, there) = self
            .library
            .read(|conn| {
                Ok::<_, StoreError>((
                    blogs::get(conn, job.blog)?,
                    media::get(conn, hash)?,
                    media::upload(conn, hash, job.blog)?,
                ))
            })
            .reading()?;
        if there.is_some() {
            return Ok(None);
        }
        let client = self.client(&blog).await.reading()?;
        let marker = marker(&blog, hash).ok_or(Attempt::Refused {
            cause: Cause::Library,
        })?;
        let sent = if job.state == JobState::Unknown {
            find(client.as_ref(), &marker).await?
        } else {
            let picture = self.picture(picture).await.reading()?;
            client.upload(picture, &marker).await.writing()?
        };
        Ok(Some(Upload {
            remote_id: sent.id,
            url: sent.url,
        }))
    }

    async fn picture(&self, media: Media) -> Result<Picture, SyncError> {
        let library = Arc::clone(&self.library);
        let read = tokio::task::spawn_blocking(move || {
            let shaping = library.read(chosen)?;
            let bytes = media::bytes(library.folder(), &media)?;
            let bytes = shaped(bytes, &media.mime, shaping);
            let Media {
                name, mime, alt, ..
            } = media;
            Ok::<_, StoreError>(Picture::new(name, mime, alt, bytes))
        });
        Ok(read.await.map_err(|_| SyncError::Interrupted)??)
    }
}

async fn find(client: &dyn RemoteBlog, marker: &str) -> Result<RemoteMedia, Attempt> {
    let mut found = client.find_upload(marker).await.reading()?;
    match (found.pop(), found.len()) {
        (None, _) => Err(Attempt::NotFound),
        (Some(one), 0) => Ok(one),
        (Some(_), _) => Err(Attempt::Refused {
            cause: Cause::FoundTwice,
        }),
    }
}

/// The addresses of a post's pictures that its blog has in the text as they are. They mean something
/// there: what they would mean on this computer is nobody's wish to publish.
fn of_blogs(conn: &Connection, post: PostId) -> Result<HashSet<String>, StoreError> {
    let fetched = publications::of_post(conn, post)?.into_iter();
    let held = fetched.filter(|p| p.fetched).filter_map(|p| p.base);
    let pictures = held.flat_map(|base| {
        let text = billet_text::import(&base.content).markdown;
        billet_text::local_pictures(&text)
    });
    Ok(pictures.map(|picture| picture.address).collect())
}

/// Under what a picture is to be found on a blog: another name for each connection of each library,
/// so that nobody else's upload of the same picture is taken for this one.
fn marker(blog: &Blog, hash: &MediaHash) -> Option<String> {
    let both = format!("{} {}", blog.secret_key, hash.as_str());
    let short = media::hash(both.as_bytes())?.as_str().get(..32)?.to_owned();
    Some(format!("billet-{short}"))
}

impl Taken {
    /// Notes what a revision's addresses mean now.
    pub(crate) fn note(
        &self,
        tx: &Transaction<'_>,
        revision: RevisionId,
        now: Timestamp,
    ) -> Result<(), SyncError> {
        for (_, media) in &self.0 {
            media::add(tx, media, now)?;
        }
        let pairs: Vec<_> = self
            .0
            .iter()
            .map(|(address, media)| (address.clone(), media.hash.clone()))
            .collect();
        Ok(media::set_of_revision(tx, revision, &pairs)?)
    }

    /// Whether a blog takes them from this account.
    pub(crate) fn allowed(&self, blog: &Blog) -> Result<(), SyncError> {
        let takes = blog.platform.pictures();
        let strange = self.0.iter().find(|(_, m)| !takes.contains(&&*m.mime));
        if let Some((_, media)) = strange {
            return Err(SyncError::NotAPicture {
                path: media.name.clone(),
            });
        }
        if !self.0.is_empty() && !blog.capabilities.upload {
            return Err(SyncError::NotAllowed {
                blog: blog.name.clone(),
            });
        }
        Ok(())
    }
}

/// Puts in the outbox what a blog lacks of a revision's pictures.
pub(crate) fn queue_missing(
    tx: &Transaction<'_>,
    revision: RevisionId,
    blog: BlogId,
    now: Timestamp,
) -> Result<(), StoreError> {
    for missing in media::missing(tx, revision, blog)? {
        let upload = JobKind::Upload {
            media: missing.hash,
        };
        outbox::add(tx, blog, &upload, None, now, now)?;
    }
    Ok(())
}

/// A revision's Markdown with the addresses that a blog has its pictures under.
pub(crate) fn on_blog(
    conn: &Connection,
    revision: RevisionId,
    blog: BlogId,
    body: &str,
) -> Result<String, StoreError> {
    let there: HashMap<_, _> = media::on_blog(conn, revision, blog)?.into_iter().collect();
    if there.is_empty() {
        return Ok(body.to_owned());
    }
    Ok(billet_text::with_pictures(body, |address| {
        there.get(&short(address)).cloned()
    }))
}

/// An address as it is noted: that of a picture inside the text is the whole picture.
pub(crate) fn short(address: &str) -> String {
    let inside = address
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("data:"));
    match media::hash(address.as_bytes()) {
        Some(hash) if inside => format!("data:{}", hash.as_str()),
        _ => address.to_owned(),
    }
}
