//! Open Live Writer's `.wpost`: an OLE compound file with a stream for each field. The form is that
//! of `PostEditorFile.cs` in its source: texts in UTF-16, the content in UTF-8, and each picture in a
//! storage whose name holds the bytes of a GUID.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use billet_core::RemoteStatus;
use cfb::CompoundFile;
use jiff::Timestamp;

use super::once;
use crate::ExchangeError;
use crate::found::{Beside, Body, Each, FILES, Found, Item};
use crate::names::{self, Names};
use crate::report::LeftKind;

/// How the content names a picture that is in the file.
const REFERENCE: &str = "SupportingFileReference://";
/// Where they are.
const PICTURES: &str = "SupportingFiles";
/// `NameFromGuid` adds this to each byte of the GUID (`FIRST_NON_RESERVED_CHAR`).
const FIRST: u32 = 0x5d;
/// A stream of more bytes is none of a post.
const LARGEST: u64 = 64 * 1024 * 1024;
/// .NET counts tenths of microseconds from the year 1; this is 1970.
const DOTNET_EPOCH: i64 = 621_355_968_000_000_000;

/// Reads the one post of the file.
pub(super) fn read(path: &Path, each: &mut Each<'_>) -> Result<(), ExchangeError> {
    let malformed = |error: std::io::Error| ExchangeError::Malformed {
        path: path.to_owned(),
        at: 0,
        cause: error.to_string(),
    };
    let mut file = cfb::open(path).map_err(malformed)?;
    let Some(content) = bytes(&mut file, "Contents") else {
        return Err(ExchangeError::Unknown {
            path: path.to_owned(),
        });
    };
    let html = billet_text::decode(&content, None).map_err(|_| ExchangeError::Encoding {
        path: path.to_owned(),
    })?;
    let id = text(&mut file, "Id");
    let blog = text(&mut file, "DestinationBlogId");
    let key = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (source, key) = if id.is_empty() {
        (FILES.to_owned(), key.display().to_string())
    } else {
        (format!("wpost:{blog}"), id.clone())
    };
    // Addresses of a kind that only that program knows would be kept as islands.
    let pictures = pictures(&mut file);
    let html = pictures.iter().fold(html.into_owned(), |html, picture| {
        html.replace(&picture.reference, &picture.name)
    });
    let mut found = Found::new(&source, &key, Body::Html(html));
    found.status = if id.is_empty() {
        RemoteStatus::Draft
    } else {
        RemoteStatus::Published
    };
    found.page = text(&mut file, "IsPage") == "1";
    found.text.title = text(&mut file, "Title");
    // As it is spelled there.
    found.text.excerpt = text(&mut file, "Exerpt");
    let slug = text(&mut file, "Slug");
    found.text.slug = (!slug.is_empty()).then_some(slug);
    found.author = text(&mut file, "AuthorName");
    found.address = text(&mut file, "PermaLink");
    for tag in text(&mut file, "Keywords").split(',') {
        once(&mut found.text.tags, tag);
    }
    for stream in ["Categories", "NewCategories"] {
        for name in categories(&text(&mut file, stream)) {
            once(&mut found.text.categories, &name);
        }
    }
    found.dated =
        date(&mut file, "DatePublishedOverride").or_else(|| date(&mut file, "DatePublished"));
    found.created = found.dated;
    let changed = std::fs::metadata(path)
        .and_then(|file| file.modified())
        .ok();
    found.updated = changed.and_then(|time| Timestamp::try_from(time).ok());
    if !text(&mut file, "Password").is_empty() {
        found.status = RemoteStatus::Draft;
        each(Item::Left(
            LeftKind::Passwords,
            Some(found.text.title.clone()),
        ))?;
    }
    let inside = pictures
        .into_iter()
        .map(|picture| (picture.name, picture.bytes));
    found.pictures = Beside::Inside(inside.collect());
    each(Item::Post(Box::new(found)))
}

fn bytes(file: &mut CompoundFile<File>, name: &str) -> Option<Vec<u8>> {
    let path = format!("/{name}");
    if !file.is_stream(&path) {
        return None;
    }
    let mut bytes = Vec::new();
    let mut stream = file.open_stream(&path).ok()?;
    stream.by_ref().take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A text of the file; empty if it is not there.
fn text(file: &mut CompoundFile<File>, name: &str) -> String {
    let bytes = bytes(file, name).unwrap_or_default();
    // .NET writes a byte order mark, which decides; an XML stream may be UTF-8.
    let told = if bytes.contains(&0) {
        billet_text::Encoding::Utf16Le
    } else {
        billet_text::Encoding::Utf8
    };
    billet_text::decode(&bytes, Some(told)).map_or_else(|_| String::new(), |t| t.trim().to_owned())
}

/// The names in `<Categories><Category Id="…" Name="…"/></Categories>`.
fn categories(xml: &str) -> Vec<String> {
    let elements = xml.split("<Category ").skip(1);
    elements
        .filter_map(|element| {
            let (_, rest) = element.split('>').next()?.split_once("Name=\"")?;
            let name = rest.split('"').next()?;
            Some(htmlize::unescape_attribute(name).into_owned())
        })
        .collect()
}

/// `DateTime.Ticks` in UTC, eight bytes, the least first; 0 is none.
fn date(file: &mut CompoundFile<File>, name: &str) -> Option<Timestamp> {
    let bytes: [u8; 8] = bytes(file, name)?.try_into().ok()?;
    let since = i64::from_le_bytes(bytes).checked_sub(DOTNET_EPOCH)?;
    Timestamp::from_microsecond(since / 10)
        .ok()
        .filter(|_| since > 0)
}

/// A picture of the file.
struct Inside {
    /// How the content names it.
    reference: String,
    /// The name of the file it was, made unique.
    name: String,
    bytes: Vec<u8>,
}

fn pictures(file: &mut CompoundFile<File>) -> Vec<Inside> {
    let Ok(entries) = file.read_storage(format!("/{PICTURES}")) else {
        return Vec::new();
    };
    let names: Vec<String> = entries.map(|entry| entry.name().to_owned()).collect();
    let mut free = Names::default();
    names
        .into_iter()
        .filter_map(|name| {
            let storage = format!("{PICTURES}/{name}");
            let bytes = bytes(file, &format!("{storage}/SupportingFileContents"))?;
            let told = text(file, &format!("{storage}/SupportingFileName"));
            let mime = infer::get(&bytes).map_or("image/bin", |kind| kind.mime_type());
            let told = names::picture(&told, mime);
            let (stem, end) = told.rsplit_once('.')?;
            Some(Inside {
                reference: format!("{REFERENCE}{}", guid(&name)?),
                name: free.free(stem, &format!(".{end}")),
                bytes,
            })
        })
        .collect()
}

/// The GUID that a storage's name stands for, as .NET writes it: the first three groups have their
/// bytes the other way round.
fn guid(name: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = name
        .chars()
        .map(|c| {
            u32::from(c)
                .checked_sub(FIRST)
                .and_then(|b| u8::try_from(b).ok())
        })
        .collect();
    let bytes: [u8; 16] = bytes?.try_into().ok()?;
    let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    let mut out = String::new();
    for (at, from) in order.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        write!(out, "{:02x}", bytes.get(from)?).ok()?;
    }
    Some(out)
}
