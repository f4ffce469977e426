//! Atom (RFC 4287): feeds, and Blogger's export, which is one with drafts, pages, comments and
//! settings among its entries.

use std::path::Path;

use billet_core::RemoteStatus;

use super::{Reading, once, words};
use crate::ExchangeError;
use crate::dates::instant;
use crate::found::{Body, Each, Found, Item};
use crate::report::LeftKind;
use crate::xml::{Element, Xml};

/// The scheme of Blogger's categories that say what an entry is.
const KIND: &str = "http://schemas.google.com/g/2005#kind";

/// Reads a feed, entry by entry.
pub(super) fn read(
    path: &Path,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let mut xml = Xml::open(path)?;
    let (mut name, mut address, mut id, mut told) =
        (String::new(), String::new(), String::new(), false);
    while let Some(element) = xml.next()? {
        each(Item::At(xml.at()))?;
        match element.name.as_str() {
            "title" => name = text(&element),
            "id" => id = element.text().trim().to_owned(),
            "link" if element.attribute("rel") == Some("alternate") => {
                element
                    .attribute("href")
                    .unwrap_or_default()
                    .clone_into(&mut address);
            }
            "entry" => {
                if !told {
                    told = true;
                    each(Item::Blog(name.clone()))?;
                }
                let source = if address.is_empty() { &id } else { &address };
                entry(&element, source, reading, each)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn entry(
    entry: &Element,
    source: &str,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let kind = kind(entry);
    match kind.as_str() {
        "post" | "page" => {}
        "comment" => return each(Item::Left(LeftKind::Comments, None)),
        _ => return each(Item::Left(LeftKind::NoPost, Some(kind))),
    }
    let key = entry.text_of("id").trim().to_owned();
    let mut found = Found::new(source, &key, body(entry));
    found.page = kind == "page";
    found.status = status(entry);
    found.text.title = entry.all("title").next().map(text).unwrap_or_default();
    // Of an entry without content, the summary is the text.
    if entry.all("content").next().is_some() {
        found.text.excerpt = entry.all("summary").next().map(text).unwrap_or_default();
    }
    for category in entry.all("category") {
        if category.attribute("scheme") != Some(KIND) {
            let name = category.attribute("label").or(category.attribute("term"));
            once(&mut found.text.tags, name.unwrap_or_default());
        }
    }
    let date = |name: &str| instant(&entry.text_of(name), &reading.zone);
    found.dated = date("published").or_else(|| date("updated"));
    found.created = found.dated;
    found.updated = date("updated").or(found.dated);
    found.author = entry
        .all("author")
        .next()
        .map(|a| a.text_of("name"))
        .unwrap_or_default();
    let link = entry
        .all("link")
        .find(|link| matches!(link.attribute("rel"), None | Some("alternate")));
    found.address = link
        .and_then(|l| l.attribute("href"))
        .unwrap_or_default()
        .to_owned();
    found.text.slug = slug(entry, &found.address);
    each(Item::Post(Box::new(found)))
}

/// Blogger says what an entry is by a category, since 2024 by an element; else it is a post.
fn kind(entry: &Element) -> String {
    let told = entry.text_of("blogger:type").to_ascii_lowercase();
    if !told.is_empty() {
        return told;
    }
    let category = entry
        .all("category")
        .find(|c| c.attribute("scheme") == Some(KIND));
    let term = category.and_then(|c| c.attribute("term")).unwrap_or("post");
    term.rsplit('#').next().unwrap_or("post").to_owned()
}

fn status(entry: &Element) -> RemoteStatus {
    let draft = entry
        .all("app:control")
        .any(|c| c.text_of("app:draft").trim() == "yes");
    match entry.text_of("blogger:status").as_str() {
        "DRAFT" => RemoteStatus::Draft,
        "SCHEDULED" => RemoteStatus::Scheduled,
        "SOFT_TRASHED" => RemoteStatus::Trash,
        _ if draft => RemoteStatus::Draft,
        _ => RemoteStatus::Published,
    }
}

/// The last part of a post's address on Blogger.
fn slug(entry: &Element, address: &str) -> Option<String> {
    let file = entry.text_of("blogger:filename");
    let path = if file.is_empty() { address } else { &file };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let last = last.strip_suffix(".html").unwrap_or(last);
    let fits = !last.is_empty() && !last.contains(['.', ':']);
    fits.then(|| last.to_owned())
}

fn body(entry: &Element) -> Body {
    let content = entry
        .all("content")
        .next()
        .or_else(|| entry.all("summary").next());
    let Some(content) = content else {
        return Body::Html(String::new());
    };
    match content.attribute("type") {
        // The one `div` around it is no part of it (RFC 4287, 3.1.1.3).
        Some("xhtml") => match content.elements().next() {
            Some(div) if div.name.rsplit(':').next() == Some("div") => Body::Html(div.inner_html()),
            _ => Body::Html(content.inner_html()),
        },
        Some("html" | "text/html") => Body::Html(content.text()),
        _ => Body::Html(paragraphs(&content.text())),
    }
}

/// Plain text as HTML: a blank line ends a paragraph.
fn paragraphs(text: &str) -> String {
    let parts = text
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| format!("<p>{}</p>\n", crate::xml::escaped(part)))
        .collect()
}

/// A title or a summary, whose text is plain unless it says otherwise (RFC 4287, 3.1).
fn text(element: &Element) -> String {
    match element.attribute("type") {
        Some("html") => words(&element.text()),
        Some("xhtml") => words(&element.inner_html()),
        _ => element.text().trim().to_owned(),
    }
}
