//! The pictures that come with a post: taken into the library, but never from outside of the folder
//! that the writer chose.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use billet_core::PostId;
use billet_store::StoreError;
use billet_store::media::{self, Media};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use rusqlite::Connection;

use crate::found::Beside;

/// What a picture may have, in bytes, as where it is published.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The pictures of a post, found.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    /// By their address in the text: the name of the file, what it shows, the kind, and the bytes.
    found: Vec<(String, Picture)>,
    /// Addresses where there is none.
    pub missing: Vec<String>,
}

#[derive(Debug)]
struct Picture {
    name: String,
    alt: String,
    mime: &'static str,
    from: From,
}

/// Read again when it is kept: a preview needs no bytes.
#[derive(Debug)]
enum From {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Pictures {
    /// Looks for each local picture of a text.
    pub fn look(markdown: &str, beside: &Beside) -> Self {
        let mut pictures = Self::default();
        if matches!(beside, Beside::Nowhere) {
            return pictures;
        }
        let inside: HashMap<&str, &[u8]> = match beside {
            Beside::Inside(files) => files
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_slice()))
                .collect(),
            _ => HashMap::new(),
        };
        for picture in billet_text::local_pictures(markdown) {
            let address = picture.address;
            if address
                .get(..5)
                .is_some_and(|s| s.eq_ignore_ascii_case("data:"))
            {
                // It is in the text already.
                continue;
            }
            let from = match beside {
                Beside::Folder { root, beside } => file(root, beside, &address).map(From::File),
                _ => inside
                    .get(address.as_str())
                    .map(|bytes| From::Bytes(bytes.to_vec())),
            };
            let mime = from.as_ref().and_then(kind);
            match (from, mime) {
                (Some(from), Some(mime)) => {
                    let name = match &from {
                        From::File(path) => path
                            .file_name()
                            .unwrap_or_default()
                            .to_string_lossy()
                            .into_owned(),
                        From::Bytes(_) => last(&address).to_owned(),
                    };
                    let alt = picture.alt.trim().to_owned();
                    pictures.found.push((
                        address,
                        Picture {
                            name,
                            alt,
                            mime,
                            from,
                        },
                    ));
                }
                _ => pictures.missing.push(address),
            }
        }
        pictures
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Puts their bytes into the library's folder; one that went meanwhile is missing then.
    pub fn keep(self, folder: &Path) -> Result<Kept, StoreError> {
        let mut kept = Kept(Vec::new());
        for (address, picture) in self.found {
            let bytes = match picture.from {
                From::Bytes(bytes) => Ok(bytes),
                From::File(path) => read(&path),
            };
            let Ok(bytes) = bytes else { continue };
            let media = Media {
                hash: media::keep(folder, &bytes)?,
                name: picture.name,
                mime: picture.mime.to_owned(),
                bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                alt: picture.alt,
            };
            kept.0.push((address, media));
        }
        Ok(kept)
    }
}

/// Pictures whose bytes are in the library's folder.
pub(crate) struct Kept(Vec<(String, Media)>);

impl Kept {
    /// Notes them with their post.
    pub fn note(&self, conn: &Connection, post: PostId, now: Timestamp) -> Result<(), StoreError> {
        for (address, media) in &self.0 {
            media::add(conn, media, now)?;
            media::add_to_post(conn, post, address, &media.hash)?;
        }
        Ok(())
    }
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The kind of a picture by its first bytes; `None` for what is none.
fn kind(from: &From) -> Option<&'static str> {
    let kind = match from {
        From::File(path) => infer::get_from_path(path).ok()?,
        From::Bytes(bytes) => infer::get(bytes),
    };
    Some(kind?.mime_type()).filter(|mime| mime.starts_with("image/"))
}

/// The file that an address leads to, if it lies in `root`: relative to the text, or, as site
/// generators mean it, from the root. A link out of the folder leads nowhere.
fn file(root: &Path, beside: &Path, address: &str) -> Option<PathBuf> {
    let plain = address.split(['?', '#']).next().unwrap_or(address);
    let decoded = percent_decode_str(plain).decode_utf8_lossy().into_owned();
    [address, plain, &decoded]
        .into_iter()
        .flat_map(|name| {
            let bare = name.trim_start_matches('/');
            let folder = if bare == name { beside } else { root };
            [folder.join(bare), root.join("static").join(bare)]
        })
        .filter_map(|path| path.canonicalize().ok())
        .find(|path| {
            let small =
                fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
            small && path.starts_with(root)
        })
}

fn last(address: &str) -> &str {
    address.rsplit(['/', '\\']).next().unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn nothing_outside_of_the_folder_is_taken() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer
            .path()
            .join("textes")
            .canonicalize()
            .unwrap_or_else(|_| {
                fs::create_dir(outer.path().join("textes")).unwrap();
                outer.path().join("textes").canonicalize().unwrap()
            });
        let picture = b"\x89PNG\r\n\x1a\n0000000000";
        fs::write(outer.path().join("secret.png"), picture).unwrap();
        fs::write(root.join("mer calme.png"), picture).unwrap();
        fs::write(root.join("note.png"), "pas une image").unwrap();
        std::os::unix::fs::symlink(outer.path().join("secret.png"), root.join("lien.png")).unwrap();
        let secret = outer.path().join("secret.png");
        let text = format!(
            "![a](mer%20calme.png) ![b](../secret.png) ![c](lien.png) ![d](<{}>) ![e](note.png)",
            secret.display()
        );
        let beside = Beside::Folder {
            root: root.clone(),
            beside: root,
        };
        let found = Pictures::look(&text, &beside);
        assert_eq!(found.found.len(), 1, "{found:?}");
        assert_eq!(found.missing.len(), 4, "{found:?}");
    }
}
