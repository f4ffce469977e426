//! `billet comments`

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use billet_core::{CommentId, CommentStatus, Decision};
use billet_store::comments::{self, CommentRow, Filter};
use billet_store::posts::After;
use billet_store::{StoreError, outbox};
use billet_sync::Office;
use serde_json::json;

use crate::failure::{Ended, Failure};
use crate::{blogs, input, output, sending};

const PAGE: usize = 500;
const SHOWN: usize = 80;

pub fn list(
    office: &Office,
    status: Option<CommentStatus>,
    blog: Option<&str>,
    as_json: bool,
) -> Ended {
    let blog = blog
        .map(|wanted| blogs::find(office, wanted))
        .transpose()?
        .map(|b| b.id);
    let filter = Filter {
        status,
        blog,
        query: None,
    };
    let rows = office.library().read(|conn| {
        let mut rows: Vec<CommentRow> = Vec::new();
        loop {
            let after = rows.last().map(|r| After {
                at: r.written_at,
                id: r.id.0,
            });
            let page = comments::list(conn, &filter, after, PAGE)?;
            let last = page.len() < PAGE;
            rows.extend(page);
            if last {
                return Ok::<_, StoreError>(rows);
            }
        }
    })?;
    if as_json {
        let values: Vec<_> = rows.iter().map(as_value).collect();
        return output::json(&values);
    }
    rows.iter().try_for_each(|row| {
        let words: String = row.plain.chars().take(SHOWN).collect();
        output::line(&format!(
            "{}  {}  {}: {words}",
            row.id,
            row.status.as_str(),
            row.author_name
        ))
    })
}

/// What others deleted on the blogs: the trace that is kept of it.
pub fn deleted(office: &Office, blog: Option<&str>, as_json: bool) -> Ended {
    let blog = blog
        .map(|wanted| blogs::find(office, wanted))
        .transpose()?
        .map(|b| b.id);
    let rows = office
        .library()
        .read(|conn| comments::deleted(conn, blog))?;
    if as_json {
        let values: Vec<_> = rows
            .iter()
            .map(|row| {
                json!({
                    "blog": row.blog,
                    "post": row.post_title,
                    "author": row.author,
                    "text": row.plain,
                    "status": row.status,
                    "written_at": row.written_at,
                    "noticed_at": row.noticed_at,
                })
            })
            .collect();
        return output::json(&values);
    }
    rows.iter().try_for_each(|row| {
        let words: String = row.plain.chars().take(SHOWN).collect();
        let (day, status) = (row.noticed_at.strftime("%Y-%m-%d"), row.status.as_str());
        output::line(&format!("{day}  {status}  {}: {words}", row.author))
    })
}

pub async fn decide(office: &Arc<Office>, ids: &[CommentId], decision: Decision) -> Ended {
    keep_to(office, ids)?;
    // At a terminal nobody waits for an undo.
    let stroke = office.decide_after(ids, decision, Duration::ZERO)?;
    sending::send(office, |conn| {
        let mut jobs = Vec::new();
        for id in ids {
            jobs.extend(outbox::of_comment(conn, *id)?);
        }
        Ok(jobs)
    })
    .await?;
    let status = decision.leads_to().as_str();
    match stroke.count {
        0 => output::line(&format!("Already {status}.")),
        1 => output::line(&format!("1 comment is {status} now.")),
        n => output::line(&format!("{n} comments are {status} now.")),
    }
}

/// Changes text, author and site, as far as they are given.
pub async fn edit(office: &Arc<Office>, id: CommentId, words: [Option<&str>; 3]) -> Ended {
    keep_to(office, &[id])?;
    let [text, author, url] = words;
    office.edit_comment(id, text, author, url)?;
    sending::send(office, |conn| outbox::of_comment(conn, id)).await?;
    output::line("The comment is changed.")
}

pub async fn reply(office: &Arc<Office>, id: CommentId) -> Ended {
    let text = input::standard()?;
    keep_to(office, &[id])?;
    let reply = office.reply(id, &text)?;
    sending::send(office, |conn| {
        let mut jobs = outbox::of_comment(conn, id)?;
        jobs.extend(outbox::of_comment(conn, reply)?);
        Ok(jobs)
    })
    .await?;
    let sent = office
        .library()
        .read(|conn| comments::get(conn, reply))
        .map_err(|error| {
            Failure::new(format!("The reply was sent, but cannot be shown: {error}"))
        })?;
    output::line(&format!("{}  {}", sent.id, sent.url))
}

/// The blogs that these comments are on.
fn keep_to(office: &Office, ids: &[CommentId]) -> Ended {
    let on = office.library().read(|conn| {
        ids.iter()
            .map(|id| Ok(comments::get(conn, *id)?.blog))
            .collect::<Result<BTreeSet<_>, StoreError>>()
    })?;
    let on: Vec<_> = on.into_iter().collect();
    blogs::keep_to(office, &on)
}

fn as_value(row: &CommentRow) -> serde_json::Value {
    json!({
        "id": row.id,
        "blog": row.blog,
        "remote_id": row.remote_id,
        "post": row.post,
        "post_title": row.post_title,
        "author": row.author_name,
        "status": row.status,
        "written_at": row.written_at,
        "html": billet_text::sanitize_comment(&row.html),
    })
}
