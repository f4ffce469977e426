//! Recognises a file by what is in it, and reads it a post at a time.

mod atom;
mod cards;
mod folder;
mod ghost;
mod lexical;
mod mobiledoc;
mod rss;
mod wpost;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::ExchangeError;
use crate::found::Each;

/// So much of a file is looked at to know its kind.
const LOOKED_AT: u64 = 64 * 1024;

/// A kind of file that posts are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A folder of Markdown or HTML files.
    Folder,
    /// A Markdown file, with front matter or without.
    Markdown,
    /// An HTML file.
    Html,
    /// WordPress' export (WXR).
    Wordpress,
    /// Ghost's export.
    Ghost,
    /// Blogger's export.
    Blogger,
    /// An Atom or RSS feed.
    Feed,
    /// A file of Open Live Writer.
    Wpost,
}

impl Format {
    /// What it is called.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Folder => "a folder of texts",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Wordpress => "a WordPress export",
            Self::Ghost => "a Ghost export",
            Self::Blogger => "a Blogger export",
            Self::Feed => "a feed",
            Self::Wpost => "an Open Live Writer file",
        }
    }

    /// The kind of what lies at a path, by its content.
    pub(crate) fn of(path: &Path) -> Result<Self, ExchangeError> {
        let unreadable = |source| ExchangeError::Unreadable {
            path: path.to_owned(),
            source,
        };
        if fs::metadata(path).map_err(unreadable)?.is_dir() {
            return Ok(Self::Folder);
        }
        let mut head = Vec::new();
        File::open(path)
            .and_then(|file| file.take(LOOKED_AT).read_to_end(&mut head))
            .map_err(unreadable)?;
        Self::of_head(path, &head)
    }

    fn of_head(path: &Path, head: &[u8]) -> Result<Self, ExchangeError> {
        let path = || path.to_owned();
        match head {
            [] => return Err(ExchangeError::Empty { path: path() }),
            [b'P', b'K', 3 | 5, ..] | [0x1f, 0x8b, ..] | [b'7', b'z', 0xbc, ..] => {
                return Err(ExchangeError::Packed { path: path() });
            }
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Ok(Self::Wpost),
            _ => {}
        }
        let text = decoded_head(head).ok_or_else(|| {
            if head.contains(&0) {
                ExchangeError::Unknown { path: path() }
            } else {
                ExchangeError::Encoding { path: path() }
            }
        })?;
        let start = text.trim_start();
        if start.is_empty() {
            return Err(ExchangeError::Empty { path: path() });
        }
        let small = start
            .get(..start.floor_char_boundary(4096))
            .unwrap_or(start);
        let small = small.to_ascii_lowercase();
        let has = |word: &str| small.contains(word);
        if has("<rss") {
            let wordpress = text.contains("wordpress.org/export/");
            return Ok(if wordpress {
                Self::Wordpress
            } else {
                Self::Feed
            });
        }
        if has("<feed") && has("w3.org/2005/atom") {
            let blogger =
                text.contains("blogger.com") || text.contains("schemas.google.com/blogger");
            return Ok(if blogger { Self::Blogger } else { Self::Feed });
        }
        if start.starts_with('{') && ["\"db\"", "\"data\"", "\"posts\""].iter().any(|k| has(k)) {
            return Ok(Self::Ghost);
        }
        if has("<html") || has("<!doctype html") {
            return Ok(Self::Html);
        }
        if small.starts_with("<?xml") || text.contains('\0') || start.starts_with("{\"") {
            return Err(ExchangeError::Unknown { path: path() });
        }
        Ok(if start.starts_with('<') {
            Self::Html
        } else {
            Self::Markdown
        })
    }
}

/// The beginning of a file as text; its last character may be cut. `None`: it is none.
fn decoded_head(head: &[u8]) -> Option<String> {
    let whole = match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() && head.len() as u64 >= LOOKED_AT => {
            head.get(..error.valid_up_to())?
        }
        _ => head,
    };
    billet_text::decode(whole, None)
        .ok()
        .map(|text| text.into_owned())
}

/// What a reader has to be told.
pub(crate) struct Reading {
    /// The zone of dates that name none.
    pub zone: TimeZone,
}

/// Reads what lies at a path.
pub(crate) fn read(
    path: &Path,
    format: Format,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    match format {
        Format::Folder => folder::folder(path, reading, each),
        Format::Markdown | Format::Html => folder::file(path, format, reading, each),
        Format::Wordpress => rss::read(path, reading, each),
        Format::Ghost => ghost::read(path, reading, each),
        Format::Blogger => atom::read(path, reading, each),
        Format::Feed => {
            if is_rss(path)? {
                rss::read(path, reading, each)
            } else {
                atom::read(path, reading, each)
            }
        }
        Format::Wpost => wpost::read(path, each),
    }
}

fn is_rss(path: &Path) -> Result<bool, ExchangeError> {
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LOOKED_AT).read_to_end(&mut head))
        .map_err(|source| ExchangeError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
    Ok(decoded_head(&head).is_some_and(|text| text.to_ascii_lowercase().contains("<rss")))
}

/// The words of a title or a summary that is HTML.
pub(crate) fn words(html: &str) -> String {
    billet_text::plain(html, usize::MAX).trim().to_owned()
}

/// Names, each once, in order.
pub(crate) fn once(names: &mut Vec<String>, name: &str) {
    let name = name.trim();
    if !name.is_empty() && !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}
