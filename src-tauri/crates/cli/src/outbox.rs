//! `billet outbox`

use std::sync::Arc;

use billet_core::{Cause, JobId, JobKind, JobState};
use billet_store::outbox::{self, JobRow};
use billet_sync::Office;
use serde_json::{Value, json};

use crate::failure::Ended;
use crate::{blogs, merging, output, sentences};

const DONE_SHOWN: usize = 20;

pub fn list(office: &Office, as_json: bool) -> Ended {
    let rows = office
        .library()
        .read(|conn| outbox::list(conn, DONE_SHOWN))?;
    if as_json {
        let values: Vec<_> = rows.iter().map(as_value).collect();
        return output::json(&values);
    }
    rows.iter().try_for_each(line)
}

fn line(row: &JobRow) -> Ended {
    let why = match &row.job.state {
        JobState::Retry { cause } | JobState::Failed { cause } => {
            sentences::cause(cause, &row.blog_name)
        }
        _ => String::new(),
    };
    output::line(&format!(
        "{}  {}  {} “{}” ({})  {why}",
        row.job.id,
        row.job.state.as_str(),
        activity(&row.job.kind),
        row.about,
        row.blog_name
    ))
}

pub async fn show(office: &Arc<Office>, id: JobId, as_json: bool, merged: bool) -> Ended {
    let row = office.library().read(|conn| outbox::row(conn, id))?;
    let contents = office.contents(id)?;
    let asks = row.job.state
        == (JobState::Failed {
            cause: Cause::ChangedElsewhere,
        })
        && matches!(row.job.kind, JobKind::Publish { .. });
    if merged || asks {
        blogs::keep_to(office, &[row.job.blog])?;
    }
    if merged {
        return output::text(&merging::as_file(&office.conflict_of(id).await?));
    }
    if as_json {
        let mut value = as_value(&row);
        if let Value::Object(fields) = &mut value {
            fields.insert("title".to_owned(), json!(contents.title));
            fields.insert("html".to_owned(), json!(contents.html));
            fields.insert("status".to_owned(), json!(contents.status));
            fields.insert("at".to_owned(), json!(contents.at));
            fields.insert("next_at".to_owned(), json!(row.next_at));
            if asks {
                let conflict = merging::as_value(&office.conflict_of(id).await?);
                fields.insert("conflict".to_owned(), conflict);
            }
        }
        return output::json(&value);
    }
    line(&row)?;
    output::line(&format!(
        "asked for {}, {} tries{}",
        row.job.created_at,
        row.job.attempts,
        match row.job.state {
            JobState::Queued | JobState::Retry { .. } | JobState::Unknown =>
                format!(", next {}", row.next_at),
            _ => String::new(),
        }
    ))?;
    let wish = contents.status.map(|status| json!(status));
    let wish = wish.as_ref().and_then(Value::as_str).unwrap_or("text");
    let at = contents.at.map(|at| format!(", {at}")).unwrap_or_default();
    output::line(&format!("sends ({wish}{at}): {}", contents.title))?;
    output::text(&shown(&billet_text::plain(&contents.html, usize::MAX)))?;
    if asks {
        merging::show(&office.conflict_of(id).await?)?;
    }
    Ok(())
}

/// Lines that cannot steer a terminal.
pub fn shown(text: &str) -> String {
    let mut all: String = text
        .lines()
        .map(|line| format!("  {}\n", output::printable(line)))
        .collect();
    all.push('\n');
    all
}

fn activity(kind: &JobKind) -> &'static str {
    match kind {
        JobKind::Publish { .. } => "publish",
        JobKind::Trash { .. } => "trash",
        JobKind::Decide { .. } => "decide on",
        JobKind::Reply { .. } => "reply to",
        JobKind::EditComment { .. } => "edit the comment of",
        JobKind::Upload { .. } => "put on the blog",
    }
}

fn as_value(row: &JobRow) -> serde_json::Value {
    let cause = match &row.job.state {
        JobState::Retry { cause } | JobState::Failed { cause } => Some(cause),
        _ => None,
    };
    json!({
        "id": row.job.id,
        "blog": row.job.blog,
        "about": row.about,
        "job": row.job.kind,
        "state": row.job.state.as_str(),
        "cause": cause,
        "attempts": row.job.attempts,
        "created_at": row.job.created_at,
        "due_at": row.job.due_at,
        "post": row.post,
        "comment": row.comment,
        "remote_id": row.remote_id,
        "url": row.url,
    })
}
