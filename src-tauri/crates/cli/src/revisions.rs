//! `billet revisions`, and `billet restore` of an earlier text.

use std::path::Path;

use billet_core::{PostId, Revision, RevisionId, RevisionReason};
use billet_store::posts;
use billet_sync::Office;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::failure::{Ended, Failure};
use crate::output;

pub fn list(office: &Office, post: PostId, as_json: bool) -> Ended {
    let all = office.library().read(|conn| {
        posts::get(conn, post)?;
        posts::revisions(conn, post)
    })?;
    if as_json {
        return output::json(&all.iter().map(value).collect::<Vec<_>>());
    }
    all.iter().try_for_each(|revision| {
        let at = revision.created_at.to_zoned(TimeZone::system());
        let words = billet_text::count(&revision.text.body).words;
        let name = match revision.name.as_str() {
            "" => String::new(),
            name => format!("  \u{201c}{name}\u{201d}"),
        };
        output::line(&format!(
            "{}  {}  {}, {words} words{name}",
            revision.id,
            at.strftime("%Y-%m-%d %H:%M"),
            reason(revision.reason),
        ))
    })
}

pub fn restore(office: &Office, post: &Path, revision: RevisionId) -> Ended {
    let number = post.to_str().and_then(|typed| typed.parse().ok());
    let Some(post) = number.map(PostId) else {
        return Err(Failure::new(format!(
            "{} is no post: name one by its number (billet posts list).",
            post.display()
        )));
    };
    let version = office
        .library()
        .read(|conn| posts::get(conn, post))?
        .version;
    office.put_back(post, version, revision)?;
    output::line("It is back. The text that it replaced is among the earlier ones.")
}

fn reason(reason: RevisionReason) -> &'static str {
    match reason {
        RevisionReason::Publish => "published",
        RevisionReason::Pause => "while writing",
        RevisionReason::Collision => "from another window",
        RevisionReason::Elsewhere => "from the blog",
        RevisionReason::Checkpoint => "checkpoint",
        RevisionReason::Replaced => "before an earlier text was put back",
    }
}

fn value(revision: &Revision) -> Value {
    let text = &revision.text;
    json!({
        "id": revision.id,
        "kept_at": revision.created_at,
        "reason": revision.reason,
        "name": revision.name,
        "words": billet_text::count(&text.body).words,
        "title": text.title,
        "body": text.body,
        "slug": text.slug,
        "excerpt": text.excerpt,
        "tags": text.tags,
        "categories": text.categories,
    })
}
