//! `billet posts`

use std::sync::Arc;
use std::time::Duration;

use billet_core::{Post, PostId, PostText, Publication};
use billet_store::{StoreError, blogs, outbox, posts, publications};
use billet_sync::Office;
use serde_json::{Value, json};

use crate::arguments::Input;
use crate::failure::{Ended, Failure};
use crate::{input, output, publish, sending};

pub fn new(office: &Office, input: &Input) -> Ended {
    let text = text_of(&input::document(input)?);
    if text.is_blank() {
        return Err(Failure::new("The file is empty: there is nothing to keep."));
    }
    let id = publish::keep(office, &input.file, &text)?;
    output::line(&format!("{id}  {}", text.title))
}

pub fn list(office: &Office, as_json: bool) -> Ended {
    let rows = office.library().read(posts::all)?;
    if !as_json {
        return rows.iter().try_for_each(|row| {
            let title = if row.title.is_empty() {
                "(untitled)"
            } else {
                &row.title
            };
            output::line(&format!("{}  {}  {title}", row.id, row.shelf.as_str()))
        });
    }
    let values = office.library().read(|conn| {
        rows.iter()
            .map(|row| {
                let publications = publications::of_post(conn, row.id)?;
                Ok(json!({
                    "id": row.id,
                    "title": row.title,
                    "shelf": row.shelf,
                    "words": row.words,
                    "tags": row.tags,
                    "updated_at": row.updated_at,
                    "publications": publications.iter().map(publication).collect::<Vec<_>>(),
                }))
            })
            .collect::<Result<Vec<_>, StoreError>>()
    })?;
    output::json(&values)
}

pub fn show(office: &Office, id: PostId, as_json: bool) -> Ended {
    let (post, on, names) = office.library().read(|conn| {
        Ok::<_, StoreError>((
            posts::get(conn, id)?,
            publications::of_post(conn, id)?,
            blogs::names(conn)?,
        ))
    })?;
    if as_json {
        return output::json(&as_value(&post, &on));
    }
    output::line(&post.text.title)?;
    for p in &on {
        let blog = names
            .iter()
            .find(|(id, _)| *id == p.blog)
            .map_or("?", |(_, name)| name.as_str());
        let status = p.status.as_ref().map_or("on its way", |s| s.as_str());
        output::line(&format!(
            "{blog}: {status}  {}",
            p.url.as_deref().unwrap_or_default()
        ))?;
    }
    output::text("\n")?;
    output::text(&post.text.body)?;
    output::text("\n")
}

pub async fn trash(office: &Arc<Office>, id: PostId, everywhere: bool) -> Ended {
    let on = office
        .library()
        .read(|conn| publications::of_post(conn, id))?;
    // At a terminal nobody waits for an undo.
    if !on.is_empty() {
        crate::blogs::keep_to(office, &[])?;
    }
    office.trash_post_after(id, everywhere, Duration::ZERO)?;
    sending::send(office, |conn| {
        let mut jobs = Vec::new();
        for p in &on {
            jobs.extend(outbox::of_publication(conn, p.id)?);
        }
        Ok(jobs)
    })
    .await?;
    output::line("It is in the trash.")
}

/// The text of a post made from a file; without a title, a first heading is the title.
pub fn text_of(document: &billet_text::Document) -> PostText {
    let (title, body) = match &document.title {
        Some(title) => (title.clone(), document.body.clone()),
        None => billet_text::title_from_heading(document)
            .unwrap_or_else(|| (String::new(), document.body.clone())),
    };
    PostText {
        title,
        body,
        slug: document.slug.clone(),
        excerpt: document.excerpt.clone().unwrap_or_default(),
        tags: document.tags.clone(),
        categories: document.categories.clone(),
    }
}

fn as_value(post: &Post, on: &[Publication]) -> Value {
    json!({
        "id": post.id,
        "title": post.text.title,
        "body": post.text.body,
        "slug": post.text.slug,
        "excerpt": post.text.excerpt,
        "tags": post.text.tags,
        "categories": post.text.categories,
        "shelf": post.shelf,
        "words": post.words,
        "created_at": post.created_at,
        "updated_at": post.updated_at,
        "publications": on.iter().map(publication).collect::<Vec<_>>(),
    })
}

fn publication(p: &Publication) -> Value {
    json!({
        "id": p.id,
        "blog": p.blog,
        "remote_id": p.remote_id,
        "url": p.url,
        "status": p.status.as_ref().map(|s| s.as_str()),
        "kind": p.kind,
        "news": p.news,
    })
}
