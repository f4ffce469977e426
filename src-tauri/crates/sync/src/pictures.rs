//! Pictures that the writer puts into a text: their bytes go into the library at once, and the text
//! has a short address for them, `media/<beginning of the hash>/<name>`. A file may go; this stays.

use std::path::Path;

use billet_core::PostId;
use billet_store::media::{self, Media};
use billet_store::{StoreError, posts};

use crate::taking::{LARGEST, see};
use crate::{Office, SyncError};

/// How long a picture's name may be in an address, in characters.
const LONGEST_NAME: usize = 60;
/// A larger picture is not shown while writing, in bytes.
const LARGEST_SHOWN: usize = 24 * 1024 * 1024;

impl Office {
    /// Keeps a picture in the library; gives the address that a text has it under. `name` is that of
    /// its file, and only for people.
    ///
    /// # Errors
    /// The bytes are too many or no picture, or the library could not take them.
    pub fn add_picture(&self, name: &str, bytes: &[u8]) -> Result<String, SyncError> {
        let path = || name.to_owned();
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
            return Err(SyncError::PictureTooLarge { path: path() });
        }
        let mime = infer::get(bytes)
            .map(|kind| kind.mime_type())
            .filter(|mime| mime.starts_with("image/"))
            .ok_or_else(|| SyncError::NotAPicture { path: path() })?;
        let hash = media::keep(self.library.folder(), bytes)?;
        media::keep_names(self.library.folder())?;
        let name = harmless(name, mime);
        let short = hash.as_str().get(..media::DIGITS).unwrap_or_default();
        let address = format!("media/{short}/{name}");
        let picture = Media {
            hash,
            name,
            mime: mime.to_owned(),
            bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            alt: String::new(),
        };
        self.library
            .write(|tx| media::add(tx, &picture, self.now()))?;
        Ok(address)
    }

    /// The media type and the bytes of a picture on this computer that a post shows; none when
    /// there is none, or when it is too large to be shown while writing.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn shown_picture(
        &self,
        post: PostId,
        address: &str,
    ) -> Result<Option<(String, Vec<u8>)>, SyncError> {
        let seen = match self.kept(address) {
            Ok(Some(media)) => media::bytes(self.library.folder(), &media)
                .map(|bytes| (media.mime, bytes))
                .map_err(SyncError::from),
            Ok(None) => {
                let source = self.library.read(|conn| posts::source(conn, post))?;
                see(source.as_deref().and_then(Path::parent), address)
                    .map(|seen| (seen.mime, seen.bytes))
            }
            Err(error) => Err(error),
        };
        match seen {
            Ok((mime, bytes)) => Ok((bytes.len() <= LARGEST_SHOWN).then_some((mime, bytes))),
            Err(
                SyncError::NoPicture { .. }
                | SyncError::NotAPicture { .. }
                | SyncError::PictureTooLarge { .. }
                | SyncError::Store(StoreError::NoMedia { .. }),
            ) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The picture of the library that an address of [`Office::add_picture`] means; none for any
    /// other address.
    ///
    /// # Errors
    /// The library could not be read.
    pub(crate) fn kept(&self, address: &str) -> Result<Option<Media>, SyncError> {
        let short = address
            .strip_prefix("media/")
            .and_then(|rest| rest.split_once('/'))
            .map(|(short, _)| short)
            .filter(|short| {
                short.len() == media::DIGITS && short.bytes().all(|b| b.is_ascii_hexdigit())
            });
        match short {
            Some(short) => Ok(self.library.read(|conn| media::beginning(conn, short))?),
            None => Ok(None),
        }
    }
}

/// A name that needs no escaping in Markdown, an address or a file system, with an ending.
fn harmless(name: &str, mime: &str) -> String {
    let bare = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut plain = String::new();
    for letter in bare.chars().take(LONGEST_NAME) {
        if letter.is_alphanumeric() || letter == '_' || (letter == '.' && !plain.is_empty()) {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain = plain.trim_end_matches(['-', '.']);
    let ending = mime.strip_prefix("image/").unwrap_or("png");
    match plain {
        "" => format!("image.{ending}"),
        named if named.contains('.') => named.to_owned(),
        bare => format!("{bare}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_harmless_and_stays_readable() {
        for (given, made) in [
            ("La salle (jeudi).jpg", "La-salle-jeudi-.jpg"),
            ("été.png", "été.png"),
            ("../../etc/passwd", "passwd.png"),
            ("C:\\Images\\mer calme.webp", "mer-calme.webp"),
            ("", "image.png"),
            ("..", "image.png"),
            ("a](b", "a-b.png"),
        ] {
            assert_eq!(harmless(given, "image/png"), made);
        }
    }
}
