//! `billet outbox`

use billet_core::{JobKind, JobState};
use billet_store::outbox::{self, JobRow};
use billet_sync::Office;
use serde_json::json;

use crate::failure::Ended;
use crate::{output, sentences};

const DONE_SHOWN: usize = 20;

pub fn list(office: &Office, as_json: bool) -> Ended {
    let rows = office
        .library()
        .read(|conn| outbox::list(conn, DONE_SHOWN))?;
    if as_json {
        let values: Vec<_> = rows.iter().map(as_value).collect();
        return output::json(&values);
    }
    rows.iter().try_for_each(|row| {
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
    })
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
