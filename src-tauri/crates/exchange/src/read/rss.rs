//! RSS: WordPress' export, which is RSS with `wp:` elements (`wp-admin/includes/export.php`), and
//! plain feeds.

use std::path::Path;

use billet_core::RemoteStatus;
use percent_encoding::percent_decode_str;

use super::{Reading, once, words};
use crate::ExchangeError;
use crate::dates::{instant, utc};
use crate::found::{Beside, Body, Each, Found, Item, OWN};
use crate::report::LeftKind;
use crate::write::OWN_GUID;
use crate::xml::{Element, Xml};

/// Fields that WordPress and its editors keep for themselves; no writer put them there.
const ITS_OWN: [&str; 5] = ["_edit_", "_wp_", "_encloseme", "_pingme", "_thumbnail_id"];

/// What a feed says of itself before its items.
#[derive(Default)]
struct Channel {
    name: String,
    address: String,
    told: bool,
}

/// Reads a feed, item by item.
pub(super) fn read(
    path: &Path,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let mut xml = Xml::open(path)?;
    let mut channel = Channel::default();
    // Featured pictures are named by the id of their attachment, which may come later or earlier.
    let attachments = Attachments::of(path)?;
    while let Some(element) = xml.next()? {
        each(Item::At(xml.at()))?;
        match element.name.as_str() {
            "title" => channel.name = words(&element.text()),
            "link" if channel.address.is_empty() => {
                element.text().trim().clone_into(&mut channel.address)
            }
            "wp:base_blog_url" => element.text().trim().clone_into(&mut channel.address),
            "item" => {
                if !channel.told {
                    channel.told = true;
                    each(Item::Blog(channel.name.clone()))?;
                }
                item(path, &element, &channel, &attachments, reading, each)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The addresses of a blog's files by their ids.
struct Attachments(std::collections::HashMap<String, String>);

impl Attachments {
    /// Looks through the whole file, and keeps no more of it than these.
    fn of(path: &Path) -> Result<Self, ExchangeError> {
        let mut found = std::collections::HashMap::new();
        let mut xml = Xml::open(path)?;
        // A fault is met again, and told, where the posts are read.
        while let Ok(Some(element)) = xml.next() {
            if element.name == "item" && element.text_of("wp:post_type") == "attachment" {
                let id = element.text_of("wp:post_id");
                found.insert(id, element.text_of("wp:attachment_url").trim().to_owned());
            }
        }
        Ok(Self(found))
    }
}

fn item(
    path: &Path,
    item: &Element,
    channel: &Channel,
    attachments: &Attachments,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let title = words(&item.text_of("title"));
    let kind = item.text_of("wp:post_type");
    match kind.as_str() {
        "" | "post" | "page" => {}
        "attachment" => return each(Item::Left(LeftKind::Attachments, None)),
        _ => return each(Item::Left(LeftKind::NoPost, Some(kind))),
    }
    for comment in item.all("wp:comment") {
        // What WordPress counts as one but no reader wrote.
        if matches!(comment.text_of("wp:comment_type").as_str(), "" | "comment") {
            each(Item::Left(LeftKind::Comments, None))?;
        }
    }
    if !item.text_of("wp:post_password").is_empty() {
        each(Item::Left(LeftKind::Passwords, Some(title.clone())))?;
    }
    let mut found = Found::new(&channel.address, &key(item), body(item));
    if let Some(own) = found.key.strip_prefix(OWN_GUID) {
        found.key = own.to_owned();
        OWN.clone_into(&mut found.source);
        // Its pictures lie beside the file.
        let folder = path.parent().unwrap_or(path);
        found.pictures = Beside::Folder {
            root: folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
            beside: folder.to_owned(),
        };
    }
    item.text_of("wp:post_id")
        .trim()
        .clone_into(&mut found.remote);
    let word = item.text_of("wp:status");
    found.status = status(&word, &item.text_of("wp:post_password"));
    found.page = kind == "page";
    found.author = item.text_of("dc:creator");
    item.text_of("link").trim().clone_into(&mut found.address);
    dates(item, &mut found, reading);
    found.text.title = title;
    found.text.excerpt = words(&item.text_of("excerpt:encoded"));
    let slug = item.text_of("wp:post_name");
    let slug = percent_decode_str(slug.trim())
        .decode_utf8_lossy()
        .into_owned();
    // In its trash, WordPress frees the name for others.
    let slug = slug.strip_suffix("__trashed").unwrap_or(&slug).to_owned();
    found.text.slug = (!slug.is_empty()).then_some(slug);
    terms(item, &mut found);
    for meta in item.all("wp:postmeta") {
        let key = meta.text_of("wp:meta_key");
        if key == "_thumbnail_id" {
            let address = attachments.0.get(meta.text_of("wp:meta_value").trim());
            found.picture = address.cloned().unwrap_or_default();
            each(Item::Left(LeftKind::FeaturedPictures, None))?;
        } else if !ITS_OWN.iter().any(|start| key.starts_with(start)) {
            each(Item::Left(LeftKind::Fields, Some(key)))?;
        }
    }
    each(Item::Post(Box::new(found)))
}

/// The tags and categories. WordPress gives `Uncategorized` to what has none.
fn terms(item: &Element, found: &mut Found) {
    for category in item.all("category") {
        let name = htmlize::unescape(category.text()).into_owned();
        match category.attribute("domain") {
            Some("post_tag") => once(&mut found.text.tags, &name),
            Some("category") if category.attribute("nicename") == Some("uncategorized") => {}
            Some("category") => once(&mut found.text.categories, &name),
            // A plain feed does not tell them apart.
            None => once(&mut found.text.tags, &name),
            Some(_) => {}
        }
    }
}

/// What the source calls an item: its guid, which WordPress never changes; else its id or address.
fn key(item: &Element) -> String {
    ["guid", "wp:post_id", "link", "title"]
        .into_iter()
        .map(|name| item.text_of(name).trim().to_owned())
        .find(|key| !key.is_empty())
        .unwrap_or_default()
}

fn body(item: &Element) -> Body {
    let content = item.text_of("content:encoded");
    if content.is_empty() {
        Body::Html(item.text_of("description"))
    } else {
        Body::Content(content)
    }
}

fn status(word: &str, password: &str) -> RemoteStatus {
    match word {
        "" | "publish" if password.is_empty() => RemoteStatus::Published,
        "" | "publish" | "draft" | "auto-draft" => RemoteStatus::Draft,
        "future" => RemoteStatus::Scheduled,
        other => RemoteStatus::parse(other),
    }
}

/// A draft has no date in UTC, and its local one is the blog's: this computer's is the best guess.
fn dates(item: &Element, found: &mut Found, reading: &Reading) {
    let either = |gmt: &str, local: &str| {
        utc(&item.text_of(gmt)).or_else(|| instant(&item.text_of(local), &reading.zone))
    };
    let date = either("wp:post_date_gmt", "wp:post_date")
        .or_else(|| instant(&item.text_of("pubDate"), &reading.zone))
        .or_else(|| instant(&item.text_of("dc:date"), &reading.zone));
    found.created = date;
    found.updated = either("wp:post_modified_gmt", "wp:post_modified").or(date);
    found.dated = date;
}
