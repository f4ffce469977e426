//! Markdown files with front matter, as site generators and Billet itself read them.

use billet_core::{PostId, RemoteStatus};
use billet_text::{Document, FrontMatter, Value};

use super::folder::Folder;
use super::{Going, Run, Told};
use crate::ExchangeError;

/// Writes a file for each post into `posts/`, pages into `pages/`.
pub(super) fn write(
    run: &mut Run<'_>,
    ids: &[PostId],
    folder: &mut Folder,
    told: &mut Told<'_>,
) -> Result<(), ExchangeError> {
    for id in ids {
        let Some(going) = run.going(*id)? else {
            continue;
        };
        let body = run
            .gallery
            .hang(*id, &going.post.text.body, "../", folder)?;
        let place = if going.is_page() { "pages" } else { "posts" };
        let name = run.names.free(&format!("{place}/{}", going.stem()), ".md");
        folder.put(&name, file(&going, body).as_bytes())?;
        run.posts += 1;
        told(run.posts)?;
    }
    Ok(())
}

/// A post as a file.
pub(super) fn file(going: &Going, body: String) -> String {
    let text = &going.post.text;
    let status = going.status();
    let mut own = vec![
        ("id".to_owned(), Value::Text(going.key())),
        ("status".to_owned(), Value::Text(status.as_str().to_owned())),
        (
            "created".to_owned(),
            Value::Text(going.post.created_at.to_string()),
        ),
        (
            "updated".to_owned(),
            Value::Text(going.post.updated_at.to_string()),
        ),
    ];
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            own.push((key.to_owned(), Value::Text(value.to_owned())));
        }
    };
    add("kind", if going.is_page() { "page" } else { "" });
    add("author", going.author());
    add("address", going.address());
    add("picture", going.picture());
    let mut other = Vec::new();
    if !matches!(status, RemoteStatus::Published | RemoteStatus::Scheduled) {
        other.push(("draft".to_owned(), Value::Literal("true".to_owned())));
    }
    other.push(("billet".to_owned(), Value::Table(own)));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Document {
        title: some(&text.title),
        slug: text.slug.clone(),
        tags: text.tags.clone(),
        categories: text.categories.clone(),
        excerpt: some(&text.excerpt),
        date: going.dated().map(|at| at.to_string()),
        other,
        body,
    }
    .to_file(FrontMatter::Jekyll)
}

/// A post as a file for somebody who is to look at it: what they need to know, and the text.
pub(crate) fn for_review(going: &Going, body: String, author: &str, note: &str) -> String {
    let text = &going.post.text;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut other = Vec::new();
    for (key, value) in [("author", author), ("note", note)] {
        if !value.is_empty() {
            other.push((key.to_owned(), Value::Text(value.to_owned())));
        }
    }
    Document {
        title: some(&text.title),
        slug: text.slug.clone(),
        tags: text.tags.clone(),
        categories: text.categories.clone(),
        excerpt: some(&text.excerpt),
        date: going.dated().map(|at| at.to_string()),
        other,
        body,
    }
    .to_file(FrontMatter::Jekyll)
}
