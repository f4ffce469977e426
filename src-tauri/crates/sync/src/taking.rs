//! Local pictures on their way into the library: found, read and kept.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billet_store::media::{self, Media};
use billet_text::LocalPicture;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::SyncError;
use crate::media::short;

/// What a picture may have, in bytes: more is no picture for a page.
pub(crate) const LARGEST: u64 = 64 * 1024 * 1024;

/// How many pictures are on their way to the disk at the same time: it writes many together.
const TAKEN_AT_ONCE: usize = 16;

/// How many of them are in memory.
const READ_AT_ONCE: usize = 4;

/// Each is read, hashed and synced; several at once, because a disk takes its time over each. One
/// that came with the post (`brought`: its address and what it is) is there even when its file no
/// longer is.
pub(crate) fn take_all(
    folder: &Path,
    beside: Option<&Path>,
    pictures: &[LocalPicture],
    brought: &[(String, Media)],
) -> Result<Vec<(String, Media)>, SyncError> {
    let each = pictures.len().div_ceil(TAKEN_AT_ONCE);
    let turns = [const { Mutex::new(()) }; READ_AT_ONCE];
    let one = |picture: &LocalPicture, turn: &Mutex<()>| {
        let media = match take(folder, beside, picture, turn) {
            Err(SyncError::NoPicture { path }) => {
                let came = brought.iter().find(|(known, _)| *known == picture.address);
                came.map(|(_, media)| media.clone())
                    .ok_or(SyncError::NoPicture { path })?
            }
            taken => taken?,
        };
        Ok((short(&picture.address), media))
    };
    thread::scope(|scope| {
        let parts: Vec<_> = pictures
            .chunks(each.max(1))
            .zip(turns.iter().cycle())
            .map(|(part, turn)| {
                let each = move |picture| one(picture, turn);
                scope.spawn(move || part.iter().map(each).collect::<Result<Vec<_>, SyncError>>())
            })
            .collect();
        let mut taken = Vec::with_capacity(pictures.len());
        for part in parts {
            taken.extend(part.join().map_err(|_| SyncError::Interrupted)??);
        }
        Ok(taken)
    })
}

/// `turn` is held as long as the bytes are in memory, and not while the disk is waited for.
fn take(
    folder: &Path,
    beside: Option<&Path>,
    picture: &LocalPicture,
    turn: &Mutex<()>,
) -> Result<Media, SyncError> {
    let held = turn.lock().unwrap_or_else(PoisonError::into_inner);
    let Seen { name, mime, bytes } = see(beside, &picture.address)?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let written = media::write(folder, &bytes)?;
    drop(bytes);
    drop(held);
    Ok(Media {
        hash: written.sync()?,
        name,
        mime,
        bytes: size,
        alt: picture.alt.trim().to_owned(),
    })
}

/// A picture that was looked at.
pub(crate) struct Seen {
    name: String,
    /// Its media type, by its bytes.
    pub(crate) mime: String,
    pub(crate) bytes: Vec<u8>,
}

/// What an address of a text shows, on this computer; `beside` is the folder of the text's file.
///
/// # Errors
/// It is not there, is too large or is no picture.
pub(crate) fn see(beside: Option<&Path>, address: &str) -> Result<Seen, SyncError> {
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
    Ok(Seen { name, mime, bytes })
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
