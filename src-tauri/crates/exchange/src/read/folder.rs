//! Markdown and HTML files: one, or a folder of them with what lies in it.

use std::fs;
use std::path::{Path, PathBuf};

use billet_core::{PostText, RemoteStatus};
use billet_text::{Document, Value};
use jiff::Timestamp;

use super::{Format, Reading};
use crate::ExchangeError;
use crate::card::Card;
use crate::dates::instant;
use crate::found::{Beside, Body, Each, FILES, Found, Item, OWN};
use crate::report::LeftKind;

/// Folders in folders: nobody's are deeper, and a loop of links would be.
const DEEPEST: usize = 32;
/// A text file of more bytes is none.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads every text of a folder, in the order of their paths.
pub(super) fn folder(
    path: &Path,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let unreadable = |source| ExchangeError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let root = path.canonicalize().map_err(unreadable)?;
    let mut files = Vec::new();
    collect(&root, 0, &mut files).map_err(unreadable)?;
    files.sort();
    if files.is_empty() {
        return Err(ExchangeError::Unknown {
            path: path.to_owned(),
        });
    }
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    each(Item::Blog(name.into_owned()))?;
    let mut read = 0;
    for file in files {
        read += fs::metadata(&file).map_or(0, |file| file.len());
        let name = file
            .strip_prefix(&root)
            .unwrap_or(&file)
            .display()
            .to_string();
        // A name that says Markdown is believed: such a text may hold anything.
        let format = if is_markdown(&file) {
            Ok(Format::Markdown)
        } else {
            Format::of(&file)
        };
        match format.and_then(|format| one(&file, &root, format, reading, each)) {
            Err(ExchangeError::Empty { .. }) => each(Item::Left(LeftKind::Blank, Some(name)))?,
            // One file that cannot be read keeps none of the others out.
            Err(
                error @ (ExchangeError::Unreadable { .. }
                | ExchangeError::Encoding { .. }
                | ExchangeError::Malformed { .. }
                | ExchangeError::TooLarge { .. }
                | ExchangeError::Packed { .. }
                | ExchangeError::Truncated { .. }
                | ExchangeError::Unknown { .. }),
            ) => {
                tracing::info!(%error, "a file was left out of an import");
                each(Item::Left(LeftKind::Files, Some(name)))?;
            }
            other => other?,
        }
        each(Item::At(read))?;
    }
    Ok(())
}

/// Reads one file alone.
pub(super) fn file(
    path: &Path,
    format: Format,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let path = path
        .canonicalize()
        .map_err(|source| ExchangeError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
    let root = path.parent().unwrap_or(Path::new("/")).to_owned();
    one(&path, &root, format, reading, each)
}

/// The texts in a folder, by their endings; links are not followed, hidden things are not looked at.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if depth > DEEPEST {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let kind = entry.file_type()?;
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        if kind.is_dir() {
            collect(&entry.path(), depth + 1, files)?;
        } else if kind.is_file() {
            let end = name.rsplit_once('.').map_or("", |(_, end)| end);
            if matches!(
                end,
                "md" | "markdown" | "mdown" | "mkd" | "html" | "htm" | "wpost"
            ) {
                files.push(entry.path());
            }
        }
    }
    Ok(())
}

/// Whether a file's name says that it is Markdown.
fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|end| {
        let end = end.to_ascii_lowercase();
        end == "md" || end == "markdown" || end == "mdown" || end == "mkd"
    })
}

fn one(
    path: &Path,
    root: &Path,
    format: Format,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    if format == Format::Wpost {
        return super::wpost::read(path, each);
    }
    let text = text(path)?;
    let found = if is_markdown(path) || format == Format::Markdown {
        from_markdown(path, &text, reading, each)?
    } else {
        from_html(path, &text)
    };
    let Some(mut found) = found else {
        return Ok(());
    };
    let modified = fs::metadata(path).and_then(|file| file.modified()).ok();
    let modified = modified.and_then(|time| Timestamp::try_from(time).ok());
    found.updated = found.updated.or(modified);
    found.created = found.created.or(found.dated).or(modified);
    found.pictures = Beside::Folder {
        root: root.to_owned(),
        beside: path.parent().unwrap_or(root).to_owned(),
    };
    each(Item::Post(Box::new(found)))
}

fn text(path: &Path) -> Result<String, ExchangeError> {
    let unreadable = |source| ExchangeError::Unreadable {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(ExchangeError::TooLarge {
            path: path.to_owned(),
            limit: LARGEST / 1_000_000,
        });
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    billet_text::decode(&bytes, None)
        .map(|text| text.into_owned())
        .map_err(|_| ExchangeError::Encoding {
            path: path.to_owned(),
        })
}

/// What its path says a file is.
fn key(path: &Path) -> String {
    path.to_str()
        .map_or_else(|| format!("{path:?}"), str::to_owned)
}

fn from_markdown(
    path: &Path,
    text: &str,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<Option<Found>, ExchangeError> {
    let document = match billet_text::document(text) {
        Ok(document) => document,
        Err(error) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            each(Item::Left(
                LeftKind::Files,
                Some(format!("{name}: {error}")),
            ))?;
            return Ok(None);
        }
    };
    let mut found = Found::new(FILES, &key(path), Body::Markdown(String::new()));
    let own = own(&document, &mut found, reading);
    let (title, body) = match &document.title {
        Some(title) => (title.clone(), document.body.clone()),
        None if own => (String::new(), document.body.clone()),
        None => billet_text::title_from_heading(&document)
            .unwrap_or_else(|| (String::new(), document.body.clone())),
    };
    found.body = Body::Markdown(body);
    found.text = PostText {
        title,
        slug: document.slug.clone(),
        excerpt: document.excerpt.clone().unwrap_or_default(),
        tags: document.tags.clone(),
        categories: document.categories.clone(),
        ..PostText::default()
    };
    if let Some(date) = &document.date {
        found.dated = instant(date, &reading.zone);
        if found.dated.is_none() {
            each(Item::Left(LeftKind::Dates, Some(date.clone())))?;
        }
    }
    if !own {
        found.file = Some(path.to_owned());
        from_name(path, &document, &mut found, reading);
        others(&document, &mut found, reading, each)?;
    }
    Ok(Some(found))
}

/// The entry that Billet's own export has: whether it is there.
fn own(document: &Document, found: &mut Found, reading: &Reading) -> bool {
    let entry = document.other.iter().find(|(key, _)| key == "billet");
    let Some((_, Value::Table(entries))) = entry else {
        return false;
    };
    let text = |wanted: &str| {
        let entry = entries.iter().find(|(key, _)| key == wanted);
        match entry {
            Some((_, Value::Text(text) | Value::Literal(text))) => text.clone(),
            _ => String::new(),
        }
    };
    let id = text("id");
    if id.is_empty() {
        return false;
    }
    OWN.clone_into(&mut found.source);
    found.key = id;
    found.page = text("kind") == "page";
    found.status = RemoteStatus::parse(&text("status"));
    found.created = instant(&text("created"), &reading.zone);
    found.updated = instant(&text("updated"), &reading.zone);
    found.author = text("author");
    found.address = text("address");
    found.picture = text("picture");
    true
}

/// Jekyll's names: `2026-11-22-words.md`; its folder of drafts.
fn from_name(path: &Path, document: &Document, found: &mut Found, reading: &Reading) {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let dated = stem.get(..10).and_then(|day| instant(day, &reading.zone));
    let rest = stem.get(10..).and_then(|rest| rest.strip_prefix('-'));
    if let (Some(day), Some(slug)) = (dated, rest) {
        if document.date.is_none() {
            found.dated = Some(day);
        }
        if found.text.slug.is_none() && !slug.is_empty() {
            found.text.slug = Some(slug.to_owned());
        }
    }
    let parent = path.parent().and_then(Path::file_name).unwrap_or_default();
    if parent == "_drafts" || found.dated.is_none() {
        found.status = RemoteStatus::Draft;
    }
}

/// Entries of site generators that Billet has a place for; the others are told.
fn others(
    document: &Document,
    found: &mut Found,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    for (key, value) in &document.other {
        let text = match value {
            Value::Text(text) | Value::Literal(text) => text.as_str(),
            _ => "",
        };
        match key.to_lowercase().as_str() {
            "draft" if text == "true" => found.status = RemoteStatus::Draft,
            "published" if text == "false" => found.status = RemoteStatus::Draft,
            "draft" | "published" => {}
            "lastmod" | "updated" | "last_modified_at" if !text.is_empty() => {
                found.updated = instant(text, &reading.zone);
            }
            "author" if !text.is_empty() => text.clone_into(&mut found.author),
            "layout" | "type" if text == "page" => found.page = true,
            "layout" | "type" if text == "post" => {}
            "image" | "cover" if !text.is_empty() => text.clone_into(&mut found.picture),
            _ => each(Item::Left(LeftKind::Fields, Some(key.clone())))?,
        }
    }
    Ok(())
}

/// A page of HTML: its title, and what is in its `<article>`, `<main>` or `<body>`. A list that
/// Billet made of its pages is no post.
fn from_html(path: &Path, text: &str) -> Option<Found> {
    let card = Card::in_page(text);
    if card.as_ref().is_some_and(Card::is_index) {
        return None;
    }
    let parts: &[&str] = match card {
        Some(_) => &["main"],
        None => &["article", "main", "body"],
    };
    let body = parts
        .iter()
        .find_map(|name| between(text, name))
        .unwrap_or(text);
    let mut found = Found::new(FILES, &key(path), Body::Html(body.trim().to_owned()));
    found.status = RemoteStatus::Draft;
    if let Some(card) = card {
        card.put_into(&mut found);
        return Some(found);
    }
    let words_of = |html, name| between(html, name).map(super::words).unwrap_or_default();
    found.text.title = words_of(text, "title");
    if found.text.title.is_empty() {
        found.text.title = words_of(body, "h1");
    }
    Some(found)
}

/// What stands in the first element of that name, up to its last end.
fn between<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    // ASCII letters keep their length in lower case, and all others are left.
    let lower = html.to_ascii_lowercase();
    let mut from = 0;
    let open = format!("<{name}");
    let start = loop {
        let at = from + lower.get(from..)?.find(&open)?;
        let behind = at + open.len();
        match lower.as_bytes().get(behind)? {
            b'>' | b' ' | b'\n' | b'\t' | b'\r' | b'/' => {
                break behind + lower.get(behind..)?.find('>')? + 1;
            }
            _ => from = behind,
        }
    };
    let close = format!("</{name}");
    let rest = lower.get(start..)?;
    let end = match name {
        "title" | "h1" => rest.find(&close)?,
        _ => rest.rfind(&close).unwrap_or(rest.len()),
    };
    html.get(start..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_page_that_is_the_text_is_found() {
        let page = "<html><Head><TITLE>Été &amp; mer</title></head><BODY class=x><header>h</header>\
                    <bodyguard>no</bodyguard><article id=a><h1>T</h1><p>Un</article></body>";
        assert_eq!(between(page, "article"), Some("<h1>T</h1><p>Un"));
        assert_eq!(between(page, "title"), Some("Été &amp; mer"));
        assert_eq!(between(page, "main"), None);
        assert_eq!(between("<body>ouvert", "body"), Some("ouvert"));
        assert_eq!(between("<title>sans fin", "title"), None);
    }
}
