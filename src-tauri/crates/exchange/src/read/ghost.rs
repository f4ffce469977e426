//! Ghost's export: one JSON file with the rows of its tables.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use billet_core::RemoteStatus;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{Reading, lexical, mobiledoc, once};
use crate::ExchangeError;
use crate::dates::instant;
use crate::found::{Body, Each, Found, Item};
use crate::report::LeftKind;

/// An export is read whole; none of texts is larger.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// The tables that are of use. What Ghost may leave out, or write as `null`, is optional.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Data {
    posts: Vec<Post>,
    tags: Vec<Named>,
    posts_tags: Vec<Value>,
    users: Vec<Named>,
    posts_authors: Vec<Value>,
    settings: Vec<Setting>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Post {
    id: Value,
    uuid: Option<String>,
    title: Option<String>,
    slug: Option<String>,
    html: Option<String>,
    lexical: Option<String>,
    mobiledoc: Option<String>,
    markdown: Option<String>,
    feature_image: Option<String>,
    image: Option<String>,
    custom_excerpt: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    page: Value,
    status: Option<String>,
    author_id: Value,
    canonical_url: Option<String>,
    created_at: Value,
    updated_at: Value,
    published_at: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    id: Value,
    name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Setting {
    key: Option<String>,
    value: Value,
}

/// `{"db": [{"data": …}]}`, or, from Ghost's own interface, `{"data": …}`.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    db: Vec<Database>,
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Database {
    data: Data,
}

/// Reads the posts of an export.
pub(super) fn read(
    path: &Path,
    reading: &Reading,
    each: &mut Each<'_>,
) -> Result<(), ExchangeError> {
    let data = data(path)?;
    let name = data
        .settings
        .iter()
        .find(|s| s.key.as_deref() == Some("title"));
    let name = name
        .and_then(|s| s.value.as_str())
        .unwrap_or_default()
        .to_owned();
    each(Item::Blog(name.clone()))?;
    let tags = joined(&data.posts_tags, "tag_id", &data.tags);
    let authors = joined(&data.posts_authors, "author_id", &data.users);
    let users: HashMap<String, &str> = data
        .users
        .iter()
        .map(|user| (id(&user.id), user.name.as_deref().unwrap_or_default()))
        .collect();
    for post in data.posts {
        let key = id(&post.id);
        let mut found = found(&post, reading);
        found.source = format!("ghost:{name}");
        for tag in tags.get(&key).into_iter().flatten() {
            // Ghost's own, which no reader sees, begin with #.
            if tag.starts_with('#') {
                each(Item::Left(LeftKind::Fields, Some(tag.clone())))?;
            } else {
                once(&mut found.text.tags, tag);
            }
        }
        let first = authors.get(&key).and_then(|names| names.first().cloned());
        found.author = first
            .or_else(|| {
                users
                    .get(&id(&post.author_id))
                    .map(|name| (*name).to_owned())
            })
            .unwrap_or_default();
        if post
            .canonical_url
            .as_ref()
            .is_some_and(|url| !url.is_empty())
        {
            each(Item::Left(
                LeftKind::Fields,
                Some("canonical_url".to_owned()),
            ))?;
        }
        if !found.picture.is_empty() {
            each(Item::Left(LeftKind::FeaturedPictures, None))?;
        }
        each(Item::Post(Box::new(found)))?;
    }
    Ok(())
}

fn data(path: &Path) -> Result<Data, ExchangeError> {
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
    let text = billet_text::decode(&bytes, None).map_err(|_| ExchangeError::Encoding {
        path: path.to_owned(),
    })?;
    let file: File = serde_json::from_str(&text).map_err(|error| {
        if error.is_eof() {
            ExchangeError::Truncated {
                path: path.to_owned(),
            }
        } else {
            ExchangeError::Malformed {
                path: path.to_owned(),
                at: 0,
                cause: error.to_string(),
            }
        }
    })?;
    let first = file.db.into_iter().next().map(|database| database.data);
    first.or(file.data).ok_or_else(|| ExchangeError::Unknown {
        path: path.to_owned(),
    })
}

/// An id, which older Ghosts wrote as a number.
fn id(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The names that a table of pairs gives to each post, in its order.
fn joined(pairs: &[Value], column: &str, named: &[Named]) -> HashMap<String, Vec<String>> {
    let names: HashMap<String, &str> = named
        .iter()
        .filter_map(|one| Some((id(&one.id), one.name.as_deref()?)))
        .collect();
    let mut rows: Vec<(i64, String, String)> = pairs
        .iter()
        .filter_map(|pair| {
            let order = pair.get("sort_order").and_then(Value::as_i64).unwrap_or(0);
            let name = names.get(&id(pair.get(column)?))?;
            Some((order, id(pair.get("post_id")?), (*name).to_owned()))
        })
        .collect();
    rows.sort_by_key(|(order, ..)| *order);
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    for (_, post, name) in rows {
        out.entry(post).or_default().push(name);
    }
    out
}

fn found(post: &Post, reading: &Reading) -> Found {
    let key = post.uuid.clone().unwrap_or_else(|| id(&post.id));
    let mut found = Found::new("", &key, body(post));
    found.text.title = post.title.clone().unwrap_or_default();
    // What Ghost calls a draft that nobody gave a title.
    if found.text.title == "(Untitled)" {
        found.text.title.clear();
    }
    found.text.slug = post
        .slug
        .clone()
        .filter(|slug| !slug.is_empty() && slug != "untitled");
    found.text.excerpt = post.custom_excerpt.clone().unwrap_or_default();
    found.page = post.kind.as_deref() == Some("page")
        || post.page.as_bool() == Some(true)
        || post.page.as_i64() == Some(1);
    found.status = match post.status.as_deref() {
        Some("published" | "sent") => RemoteStatus::Published,
        Some("scheduled") => RemoteStatus::Scheduled,
        _ => RemoteStatus::Draft,
    };
    let date = |value: &Value| match value {
        Value::String(text) => instant(text, &reading.zone),
        Value::Number(number) => number
            .as_i64()
            .and_then(|ms| Timestamp::from_millisecond(ms).ok()),
        _ => None,
    };
    found.created = date(&post.created_at);
    found.updated = date(&post.updated_at);
    found.dated = date(&post.published_at);
    found.picture = post
        .feature_image
        .clone()
        .or(post.image.clone())
        .unwrap_or_default();
    found
}

/// What Ghost last rendered; else what it would render: a draft may have no HTML.
fn body(post: &Post) -> Body {
    let some = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let parsed =
        |text: &Option<String>| -> Option<Value> { serde_json::from_str(&some(text)?).ok() };
    if let Some(html) = some(&post.html) {
        return Body::Html(html);
    }
    if let Some(html) = parsed(&post.lexical).map(|json| lexical::html(&json)) {
        return Body::Html(html);
    }
    if let Some(html) = parsed(&post.mobiledoc).map(|json| mobiledoc::html(&json)) {
        return Body::Html(html);
    }
    Body::Markdown(some(&post.markdown).unwrap_or_default())
}
