//! Pictures of a post: taken into the library when the writer publishes, and put on each blog before
//! the post. The Markdown in the library stays as the writer wrote it; what a blog is given has the
//! blog's own addresses.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billet_core::{
    Attempt, Blog, BlogId, Cause, Job, JobKind, JobState, MediaHash, PostId, RevisionId,
};
use billet_remote::{Picture, RemoteBlog, RemoteMedia};
use billet_store::media::{self, Media, Upload};
use billet_store::{StoreError, blogs, outbox, posts};
use billet_text::LocalPicture;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use rusqlite::{Connection, Transaction};
use url::Url;

use crate::outcome::Outcome;
use crate::{Office, SyncError};

/// What a picture may have, in bytes: more is no picture for a page.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The pictures of a text, in the library: each address, in short, and what it means.
pub(crate) struct Taken(Vec<(String, Media)>);

impl Office {
    /// Takes every local picture of a text into the library's folder.
    ///
    /// # Errors
    /// One is not there, is too large or is no picture, or the folder cannot be written.
    pub(crate) fn take_pictures(&self, post: PostId, body: &str) -> Result<Taken, SyncError> {
        let pictures = billet_text::local_pictures(body);
        if pictures.is_empty() {
            return Ok(Taken(Vec::new()));
        }
        let (source, brought) = self.library.read(|conn| {
            Ok::<_, StoreError>((posts::source(conn, post)?, media::of_post(conn, post)?))
        })?;
        let beside = source.as_deref().and_then(Path::parent);
        let folder = self.library.folder();
        // A picture that came with the post is there even when its file no longer is.
        let kept = |address: &str| {
            let known = brought.iter().find(|(known, _)| known == address);
            known.map(|(_, media)| media.clone())
        };
        pictures
            .iter()
            .map(|picture| {
                let media = match take(folder, beside, picture) {
                    Err(SyncError::NoPicture { path }) => {
                        kept(&picture.address).ok_or(SyncError::NoPicture { path })?
                    }
                    taken => taken?,
                };
                Ok((short(&picture.address), media))
            })
            .collect::<Result<_, SyncError>>()
            .map(Taken)
    }

    /// Carries out an `Upload` job.
    pub(crate) async fn perform_upload(&self, job: &Job, hash: &MediaHash) -> Attempt {
        match self.try_upload(job, hash).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_upload(&self, job: &Job, hash: &MediaHash) -> Result<(), Attempt> {
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
            return Ok(());
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
        let upload = Upload {
            remote_id: sent.id,
            url: sent.url,
        };
        self.library
            .write(|tx| media::uploaded(tx, hash, blog.id, &upload))
            .writing()
    }

    async fn picture(&self, media: Media) -> Result<Picture, SyncError> {
        let library = Arc::clone(&self.library);
        let read = tokio::task::spawn_blocking(move || {
            let bytes = media::bytes(library.folder(), &media)?;
            Ok::<_, StoreError>(Picture {
                name: media.name,
                mime: media.mime,
                alt: media.alt,
                bytes,
            })
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
fn short(address: &str) -> String {
    let inside = address
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("data:"));
    match media::hash(address.as_bytes()) {
        Some(hash) if inside => format!("data:{}", hash.as_str()),
        _ => address.to_owned(),
    }
}

fn take(folder: &Path, beside: Option<&Path>, picture: &LocalPicture) -> Result<Media, SyncError> {
    let address = &picture.address;
    let told = billet_text::told(address).to_owned();
    let (name, bytes) = match address.get(..5) {
        Some(start) if start.eq_ignore_ascii_case("data:") => (
            "image".to_owned(),
            inside(address).ok_or_else(|| SyncError::NotAPicture { path: told.clone() })?,
        ),
        _ => read(beside, address)?,
    };
    let kind = infer::get(&bytes).map(|kind| kind.mime_type());
    let mime = kind
        .filter(|kind| kind.starts_with("image/"))
        .ok_or(SyncError::NotAPicture { path: told })?
        .to_owned();
    Ok(Media {
        hash: media::keep(folder, &bytes)?,
        name,
        mime,
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        alt: picture.alt.trim().to_owned(),
    })
}

/// The bytes of a `data:` address (RFC 2397).
fn inside(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.get(5..)?.split_once(',')?;
    let data: Vec<u8> = percent_decode_str(data).collect();
    if !kind.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return Some(data);
    }
    let packed: Vec<u8> = data
        .into_iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    STANDARD.decode(packed).ok()
}

fn read(beside: Option<&Path>, address: &str) -> Result<(String, Vec<u8>), SyncError> {
    let missing = || SyncError::NoPicture {
        path: address.to_owned(),
    };
    let path = places(beside, address)
        .into_iter()
        .find(|path| path.is_file())
        .ok_or_else(missing)?;
    let size = fs::metadata(&path).map_err(|_| missing())?.len();
    if size > LARGEST {
        return Err(SyncError::PictureTooLarge {
            path: address.to_owned(),
        });
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
        .map_err(|_| missing())?;
    let name = path.file_name().unwrap_or_default();
    Ok((name.to_string_lossy().into_owned(), bytes))
}

/// Where an address may lie on this disk: as written, and as a web page would mean it.
fn places(beside: Option<&Path>, address: &str) -> Vec<PathBuf> {
    // Another computer (`\\host\share`): asking it would tell it who asks.
    if address.starts_with("\\\\") {
        return Vec::new();
    }
    if address
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("file:"))
    {
        return Url::parse(address)
            .ok()
            .filter(|url| matches!(url.host_str(), None | Some("" | "localhost")))
            .and_then(|url| url.to_file_path().ok())
            .into_iter()
            .collect();
    }
    let decoded = percent_decode_str(address).decode_utf8_lossy().into_owned();
    [address.to_owned(), decoded]
        .into_iter()
        .map(PathBuf::from)
        .filter_map(|path| match beside {
            _ if path.is_absolute() => Some(path),
            Some(folder) => Some(folder.join(path)),
            None => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_inside_the_text_is_read_in_either_form() {
        assert_eq!(
            inside("data:image/png;base64,aGVs\n bG8=").unwrap(),
            b"hello"
        );
        assert_eq!(inside("DATA:text/plain,a%20b").unwrap(), b"a b");
        assert_eq!(inside("data:image/png;base64,§"), None);
        assert_eq!(inside("data:image/png"), None);
    }

    #[test]
    fn an_address_leads_to_this_disk_only() {
        let beside = Some(Path::new("/textes"));
        let of = |address| places(beside, address);
        assert!(of("mer%20calme.png").contains(&PathBuf::from("/textes/mer calme.png")));
        assert_eq!(of("file:///a/b%20c.png"), [PathBuf::from("/a/b c.png")]);
        for elsewhere in ["file://host/share/a.png", "\\\\host\\share\\a.png"] {
            assert!(of(elsewhere).is_empty(), "{elsewhere}");
        }
        assert!(places(None, "mer.png").is_empty());
    }
}
