//! How blogs look: pages of theirs and what those load, kept to be shown without a network.
//!
//! Everything in here can be fetched again, so it lies where the system keeps such things, never in
//! the library's folder or a backup. A page is replaced whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::files::unwritable;

/// What is kept in another form than this is fetched again.
const FORM: u32 = 1;

const CARD: &str = "look.json";
const PAGE: &str = "page.html";

/// The folder of all that is kept.
#[derive(Clone, Debug)]
pub struct Looks {
    folder: PathBuf,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// When it was fetched.
    pub at: Timestamp,
    /// Where from.
    pub url: String,
    /// Its HTML.
    pub html: String,
}

/// Something that a page loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookFile {
    /// Letters, digits and one dot at the most.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Card {
    form: u32,
    at: Timestamp,
    url: String,
    /// Names and media types.
    files: Vec<(String, String)>,
}

impl Looks {
    /// In this folder, which is made when something is kept.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a page in the place of the one that was kept under this key.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`]; what was kept before stays.
    pub fn keep(&self, key: &str, look: &Look, files: &[LookFile]) -> Result<(), StoreError> {
        let failed = |error: io::Error| unwritable(&self.folder, error);
        let place = self
            .place(key)
            .ok_or_else(|| failed(io::ErrorKind::InvalidInput.into()))?;
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let made = tempfile::Builder::new()
            .prefix(".new-")
            .tempdir_in(&self.folder)
            .map_err(failed)?;
        let card = Card {
            form: FORM,
            at: look.at,
            url: look.url.clone(),
            files: files
                .iter()
                .map(|f| (f.name.clone(), f.mime.clone()))
                .collect(),
        };
        let card = serde_json::to_vec(&card).map_err(|error| failed(error.into()))?;
        fs::write(made.path().join(CARD), card).map_err(failed)?;
        fs::write(made.path().join(PAGE), &look.html).map_err(failed)?;
        for file in files.iter().filter(|file| is_name(&file.name)) {
            fs::write(made.path().join(&file.name), &file.bytes).map_err(failed)?;
        }
        // The old one is out of the way for a moment only; whoever reads then finds none.
        let old = made.path().with_extension("old");
        match fs::rename(&place, &old) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        fs::rename(made.keep(), &place).map_err(failed)?;
        remove(&old);
        Ok(())
    }

    /// What is kept under this key. What cannot be read is as if it were not there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Look> {
        let place = self.place(key)?;
        let card = card(&place)?;
        Some(Look {
            at: card.at,
            url: card.url,
            html: fs::read_to_string(place.join(PAGE)).ok()?,
        })
    }

    /// A file of what is kept under this key: its media type and its bytes.
    #[must_use]
    pub fn file(&self, key: &str, name: &str) -> Option<(String, Vec<u8>)> {
        let place = self.place(key)?;
        let mut files = card(&place)?.files.into_iter();
        let (name, mime) = files.find(|(kept, _)| kept == name && is_name(kept))?;
        Some((mime, fs::read(place.join(name)).ok()?))
    }

    /// Forgets what is kept under this key.
    pub fn forget(&self, key: &str) {
        if let Some(place) = self.place(key) {
            remove(&place);
        }
    }

    fn place(&self, key: &str) -> Option<PathBuf> {
        is_name(key).then(|| self.folder.join(key))
    }
}

fn card(place: &Path) -> Option<Card> {
    let card: Card = serde_json::from_slice(&fs::read(place.join(CARD)).ok()?).ok()?;
    (card.form == FORM).then_some(card)
}

/// A name that leads nowhere else.
fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    !name.is_empty() && !name.starts_with('.') && name.len() < 100 && name.bytes().all(plain)
}

fn remove(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "what was fetched could not be removed");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(html: &str) -> Look {
        Look {
            at: Timestamp::from_second(1_700_000_000).unwrap(),
            url: "https://blog.example/a/".to_owned(),
            html: html.to_owned(),
        }
    }

    fn file(name: &str, bytes: &[u8]) -> LookFile {
        LookFile {
            name: name.to_owned(),
            mime: "font/woff2".to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn a_page_is_kept_replaced_whole_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let looks = Looks::in_folder(folder.path().join("looks"));
        assert_eq!(looks.get("blog-post"), None);
        looks
            .keep(
                "blog-post",
                &look("un"),
                &[file("a", b"A"), file("b", b"B")],
            )
            .unwrap();
        assert_eq!(looks.get("blog-post"), Some(look("un")));
        let kept = looks.file("blog-post", "a");
        assert_eq!(kept, Some(("font/woff2".to_owned(), b"A".to_vec())));
        looks
            .keep("blog-post", &look("deux"), &[file("a", b"C")])
            .unwrap();
        assert_eq!(looks.get("blog-post"), Some(look("deux")));
        assert_eq!(looks.file("blog-post", "a").unwrap().1, b"C");
        assert_eq!(looks.file("blog-post", "b"), None);
        let names = fs::read_dir(folder.path().join("looks")).unwrap().count();
        assert_eq!(names, 1, "nothing of the old one is left");
        looks.forget("blog-post");
        assert_eq!(looks.get("blog-post"), None);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), "x").unwrap();
        let looks = Looks::in_folder(folder.path().join("looks"));
        let files = [file("../secret", b"y"), file("ok", b"z")];
        looks.keep("blog-post", &look("un"), &files).unwrap();
        assert_eq!(fs::read(folder.path().join("secret")).unwrap(), b"x");
        for name in [
            "../secret",
            "..",
            "",
            "../../secret",
            "look.json",
            "page.html",
        ] {
            assert_eq!(looks.file("blog-post", name), None, "{name}");
        }
        assert!(looks.keep("../out", &look("un"), &[]).is_err());
        assert_eq!(looks.get("../out"), None);
    }

    #[test]
    fn what_another_billet_kept_in_another_form_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let looks = Looks::in_folder(folder.path().to_owned());
        looks.keep("blog-post", &look("un"), &[]).unwrap();
        let card = folder.path().join("blog-post").join(CARD);
        let other = fs::read_to_string(&card)
            .unwrap()
            .replace("\"form\":1", "\"form\":99");
        fs::write(&card, other).unwrap();
        assert_eq!(looks.get("blog-post"), None);
    }
}
