//! The pictures of posts that go out: each once, in a folder beside the texts.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use billet_core::{MediaHash, PostId};
use billet_store::media::{self, Media};
use billet_store::{Library, StoreError, posts};
use percent_encoding::percent_decode_str;

use super::folder::Folder;
use crate::ExchangeError;
use crate::names::{self, Names};

/// Larger files are no pictures for a page.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The pictures of an export.
pub(crate) struct Gallery<'a> {
    library: &'a Library,
    /// The names of those that were written, by their bytes.
    written: HashMap<MediaHash, String>,
    names: Names,
    /// Addresses behind which there is nothing.
    pub missing: Vec<String>,
}

impl<'a> Gallery<'a> {
    pub fn new(library: &'a Library) -> Self {
        Self {
            library,
            written: HashMap::new(),
            names: Names::default(),
            missing: Vec::new(),
        }
    }

    pub fn count(&self) -> usize {
        self.written.len()
    }

    /// The text with its local pictures at `up` + `media/NAME`, and those written into the folder.
    pub fn hang(
        &mut self,
        post: PostId,
        body: &str,
        up: &str,
        folder: &mut Folder,
    ) -> Result<String, ExchangeError> {
        let mut names: HashMap<String, String> = HashMap::new();
        for (address, found) in found(self.library, post, &[body])? {
            match found {
                Some((name, bytes)) => {
                    let name = self.put(&name, &bytes, folder)?;
                    names.insert(address, format!("{up}media/{name}"));
                }
                None => self.missing.push(address),
            }
        }
        Ok(billet_text::with_pictures(body, |address| {
            names.get(address).cloned()
        }))
    }

    fn put(
        &mut self,
        name: &str,
        bytes: &[u8],
        folder: &mut Folder,
    ) -> Result<String, ExchangeError> {
        let hash = media::hash(bytes);
        if let Some(name) = hash.as_ref().and_then(|hash| self.written.get(hash)) {
            return Ok(name.clone());
        }
        let name = names::picture(name, mime(bytes));
        let (stem, end) = name.rsplit_once('.').unwrap_or((&name, "bin"));
        let name = self.names.free(stem, &format!(".{end}"));
        folder.put(&format!("media/{name}"), bytes)?;
        if let Some(hash) = hash {
            self.written.insert(hash, name.clone());
        }
        Ok(name)
    }
}

/// The pictures of texts of one post, for whoever is to see them without this computer.
pub(crate) struct Shown {
    /// Those that are there.
    pub found: Vec<Picture>,
    /// Addresses behind which there is nothing.
    pub missing: Vec<String>,
}

/// A picture as it goes along with a text.
pub(crate) struct Picture {
    /// Its address in the text.
    pub address: String,
    /// A name for its file, of its own among these.
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// The local pictures of these texts of a post, each once.
pub(crate) fn shown(library: &Library, post: PostId, bodies: &[&str]) -> Result<Shown, StoreError> {
    let mut names = Names::default();
    let mut shown = Shown {
        found: Vec::new(),
        missing: Vec::new(),
    };
    for (address, found) in found(library, post, bodies)? {
        let Some((name, bytes)) = found else {
            shown.missing.push(address);
            continue;
        };
        let mime = mime(&bytes);
        let name = names::picture(&name, mime);
        let (stem, end) = name.rsplit_once('.').unwrap_or((&name, "bin"));
        shown.found.push(Picture {
            address,
            name: names.free(stem, &format!(".{end}")),
            mime,
            bytes,
        });
    }
    Ok(shown)
}

/// The name of a file and its bytes.
type File = (String, Vec<u8>);

/// The local pictures of texts of one post, each address once, with what is behind it.
fn found(
    library: &Library,
    post: PostId,
    bodies: &[&str],
) -> Result<Vec<(String, Option<File>)>, StoreError> {
    let mut addresses: Vec<String> = Vec::new();
    for picture in bodies
        .iter()
        .flat_map(|body| billet_text::local_pictures(body))
    {
        if !is_inside(&picture.address) && !addresses.contains(&picture.address) {
            addresses.push(picture.address);
        }
    }
    if addresses.is_empty() {
        return Ok(Vec::new());
    }
    let (known, source) = library.read(|conn| {
        let mut known: HashMap<String, Media> =
            media::of_revisions(conn, post)?.into_iter().collect();
        known.extend(media::of_post(conn, post)?);
        Ok::<_, StoreError>((known, posts::source(conn, post)?))
    })?;
    let beside = source.as_deref().and_then(Path::parent);
    let there = |address: &str| {
        // The file as it is now, as it would be published; else what was taken in once.
        from_disk(beside, address).or_else(|| {
            let media = known.get(address)?;
            let bytes = media::bytes(library.folder(), media).ok()?;
            Some((media.name.clone(), bytes))
        })
    };
    let with = |address: String| {
        let file = there(&address);
        (address, file)
    };
    Ok(addresses.into_iter().map(with).collect())
}

fn mime(bytes: &[u8]) -> &'static str {
    infer::get(bytes).map_or("image/bin", |kind| kind.mime_type())
}

/// Whether the address is the whole picture.
fn is_inside(address: &str) -> bool {
    address
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// A picture of this computer, by its whole path or beside its text.
fn from_disk(beside: Option<&Path>, address: &str) -> Option<(String, Vec<u8>)> {
    // Another computer (`\\host\share`): asking it would tell it who asks.
    if address.starts_with("\\\\") {
        return None;
    }
    let plain = address.strip_prefix("file://").unwrap_or(address);
    let decoded = percent_decode_str(plain).decode_utf8_lossy().into_owned();
    let path = [plain, &decoded]
        .into_iter()
        .map(PathBuf::from)
        .filter_map(|path| {
            if path.is_absolute() {
                Some(path)
            } else {
                Some(beside?.join(path))
            }
        })
        .find(|path| fs::metadata(path).is_ok_and(|f| f.is_file() && f.len() <= LARGEST))?;
    let bytes = fs::read(&path).ok()?;
    let is_picture = infer::get(&bytes).is_some_and(|kind| kind.mime_type().starts_with("image/"));
    let name = path.file_name()?.to_string_lossy().into_owned();
    is_picture.then_some((name, bytes))
}
