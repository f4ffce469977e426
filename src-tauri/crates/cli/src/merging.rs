//! `billet outbox show` and `billet outbox resolve`, for a post that was changed on both sides.

use std::path::Path;
use std::sync::Arc;

use billet_core::merge::Piece;
use billet_core::merge_names::NameSides;
use billet_core::{JobId, JobKind};
use billet_store::{outbox, publications};
use billet_sync::{Conflict, Office, Resolved, Sides, Stand, Stands};
use billet_text::{Document, FrontMatter};
use serde_json::{Value, json};

use crate::arguments::{Input, Resolve, Side};
use crate::failure::{Ended, Failure};
use crate::outbox::shown;
use crate::{blogs, input, output, sending};

/// How the lines begin between which three texts stand, as in `git`.
const MARKS: [&str; 4] = [
    "<<<<<<< mine",
    "||||||| before",
    "=======",
    ">>>>>>> on the blog",
];

pub async fn resolve(office: &Arc<Office>, wanted: &Resolve) -> Ended {
    let job = office.library().read(|conn| outbox::get(conn, wanted.id))?;
    blogs::keep_to(office, &[job.blog])?;
    let conflict = office.conflict_of(wanted.id).await?;
    let text = chosen(&conflict, wanted)?;
    office.resolve_conflict(wanted.id, &conflict.seen, conflict.version, &text)?;
    let JobKind::Publish { publication } = job.kind else {
        return Ok(());
    };
    sending::send(office, |conn| {
        let mut jobs = outbox::uploads_for(conn, publication)?;
        jobs.extend(outbox::of_publication(conn, publication)?);
        Ok(jobs)
    })
    .await?;
    let there = office
        .library()
        .read(|conn| publications::get(conn, publication))?;
    let status = there.status.as_ref().map(|status| status.as_str());
    if wanted.json {
        return output::json(&json!({
            "post": there.post, "blog": there.blog, "status": status, "url": there.url,
        }));
    }
    output::line(&format!(
        "{}  {}  {}",
        there.post,
        status.unwrap_or_default(),
        there.url.unwrap_or_default()
    ))
}

fn chosen(conflict: &Conflict, wanted: &Resolve) -> Result<Resolved, Failure> {
    if wanted.mine {
        return Ok(conflict.mine());
    }
    if wanted.theirs {
        return Ok(conflict.theirs());
    }
    let stand = match wanted.status {
        Some(Side::Mine) => Stand::Mine,
        Some(Side::Theirs) => Stand::Theirs,
        None if conflict.stands.clash() => return Err(unclear_status(conflict)),
        None => Stand::Mine,
    };
    let text = match &wanted.merged {
        Some(Some(file)) => from_file(conflict, file)?,
        _ => conflict
            .merged_text()
            .ok_or_else(|| open_places(conflict, wanted.id))?,
    };
    Ok(Resolved { stand, ..text })
}

fn open_places(conflict: &Conflict, id: JobId) -> Failure {
    let n = conflict.open_texts();
    let places = if n == 1 {
        "One place was"
    } else {
        "Places were"
    };
    let count = if n == 1 {
        String::new()
    } else {
        format!(" ({n} of them)")
    };
    Failure::new(format!(
        "{places} changed on both sides{count}, so nothing was sent: write `billet outbox show {id} \
         --merged > merged.md`, settle what stands between <<<<<<< and >>>>>>> in that file, then \
         `billet outbox resolve {id} --merged merged.md`."
    ))
}

fn unclear_status(conflict: &Conflict) -> Failure {
    Failure::new(format!(
        "Status or date were changed on both sides (you ask for {}, on {} it is {}), so nothing was \
         sent: say --status mine or --status theirs.",
        wish(&conflict.stands),
        conflict.blog,
        stands_there(&conflict.stands)
    ))
}

/// The text that the writer made of `billet outbox show ID --merged`.
fn from_file(conflict: &Conflict, file: &Path) -> Result<Resolved, Failure> {
    let source = input::read(&Input {
        file: file.to_owned(),
        encoding: None,
    })?;
    let [begin, .., end] = MARKS;
    let open = |line: &&str| line.starts_with(begin) || line.starts_with(end);
    if let Some(line) = source.text.lines().position(|line| open(&line)) {
        return Err(Failure::new(format!(
            "{}: a place is still open (line {}), so nothing was sent: leave there the text that you \
             want, without the lines that mark it.",
            source.name,
            line + 1
        )));
    }
    let read = source.document()?;
    if read
        == (Document {
            body: read.body.clone(),
            ..Document::default()
        })
    {
        return Err(Failure::new(format!(
            "{} has no front matter, so title and tags would be lost: begin with the file that \
             `billet outbox show {} --merged` writes.",
            source.name, conflict.job
        )));
    }
    Ok(Resolved {
        title: read.title.unwrap_or_default(),
        excerpt: read.excerpt.unwrap_or_default(),
        closing: conflict.closing.settled().to_owned(),
        body: read.body,
        slug: read.slug.unwrap_or_default(),
        tags: read.tags,
        categories: read.categories,
        stand: Stand::Mine,
    })
}

/// Both put together, as a file with front matter; what is open stands three times between marks.
pub fn as_file(conflict: &Conflict) -> String {
    let title = value(&conflict.title, |text| Document {
        title: Some(text),
        ..Document::default()
    });
    let slug = value(&conflict.slug, |text| Document {
        slug: Some(text).filter(|slug| !slug.is_empty()),
        ..Document::default()
    });
    let excerpt = value(&conflict.excerpt, |text| Document {
        excerpt: Some(text).filter(|excerpt| !excerpt.is_empty()),
        ..Document::default()
    });
    let terms = entries(&Document {
        tags: conflict.tags.merged(),
        categories: conflict.categories.merged(),
        ..Document::default()
    });
    let body: String = conflict.pieces.iter().map(piece).collect();
    format!("---\n{title}{slug}{terms}{excerpt}---\n\n{body}")
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Agreed { text, .. } => text.clone(),
        Piece::Conflict { base, mine, theirs } => marked(mine, base, theirs),
    }
}

fn value(sides: &Sides, document: impl Fn(String) -> Document) -> String {
    let one = |text: &str| entries(&document(text.to_owned()));
    if sides.clash() {
        marked(&one(&sides.mine), &one(&sides.base), &one(&sides.theirs))
    } else {
        one(sides.settled())
    }
}

fn marked(mine: &str, base: &str, theirs: &str) -> String {
    let [begin, before, between, end] = MARKS;
    format!("{begin}\n{mine}{before}\n{base}{between}\n{theirs}{end}\n")
}

/// The entries of a document's front matter, without the lines around them.
fn entries(document: &Document) -> String {
    let file = document.to_file(FrontMatter::Jekyll);
    let inside = file
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("---\n"));
    inside.map_or_else(String::new, |(entries, _)| entries.to_owned())
}

/// What was before, here and there, for people.
pub fn show(conflict: &Conflict) -> Ended {
    let Conflict { blog, stands, .. } = conflict;
    let by = conflict.changed_by.as_ref().map(|by| format!(" by {by}"));
    let at = conflict.changed_at.map(|at| format!(", {at}"));
    output::line(&format!(
        "changed on {blog}{}{}: before, mine, theirs",
        by.unwrap_or_default(),
        at.unwrap_or_default()
    ))?;
    for (name, sides) in [
        ("title", &conflict.title),
        ("slug", &conflict.slug),
        ("excerpt", &conflict.excerpt),
        ("closing", &conflict.closing),
        ("text", &conflict.body),
    ] {
        if sides.mine == sides.theirs {
            continue;
        }
        for (whose, text) in [
            ("before", &sides.base),
            ("mine", &sides.mine),
            ("theirs", &sides.theirs),
        ] {
            output::line(&format!("{name}, {whose}:"))?;
            output::text(&shown(text))?;
        }
    }
    for (name, sides) in [
        ("tags", &conflict.tags),
        ("categories", &conflict.categories),
    ] {
        if sides.mine != sides.theirs {
            output::line(&format!(
                "{name}: before {}; mine {}; theirs {}; together {}",
                list(&sides.base),
                list(&sides.mine),
                list(&sides.theirs),
                list(&sides.merged())
            ))?;
        }
    }
    if stands.asked || stands.changed_there {
        output::line(&format!(
            "status: mine {}; theirs {}",
            wish(stands),
            stands_there(stands)
        ))?;
    }
    let open = conflict.open_places();
    output::line(&format!(
        "{open} open. Settle it with `billet outbox resolve {}` and --mine, --theirs or --merged.",
        conflict.job
    ))
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}

fn wish(stands: &Stands) -> String {
    let status = json!(stands.mine.status);
    let at = stands.mine.at.map(|at| format!(" {at}"));
    format!(
        "{}{}",
        status.as_str().unwrap_or_default(),
        at.unwrap_or_default()
    )
}

fn stands_there(stands: &Stands) -> String {
    let at = stands.theirs_at.map(|at| format!(" {at}"));
    format!("{}{}", stands.theirs.as_str(), at.unwrap_or_default())
}

/// The same for programs.
pub fn as_value(conflict: &Conflict) -> Value {
    let sides = |s: &Sides| json!({ "base": s.base, "mine": s.mine, "theirs": s.theirs, "open": s.clash() });
    let names = |s: &NameSides| json!({ "base": s.base, "mine": s.mine, "theirs": s.theirs, "merged": s.merged() });
    let stands = &conflict.stands;
    json!({
        "post": conflict.post,
        "changed_at": conflict.changed_at,
        "changed_by": conflict.changed_by,
        "open": conflict.open_places(),
        "title": sides(&conflict.title),
        "slug": sides(&conflict.slug),
        "excerpt": sides(&conflict.excerpt),
        "closing": sides(&conflict.closing),
        "body": sides(&conflict.body),
        "tags": names(&conflict.tags),
        "categories": names(&conflict.categories),
        "status": {
            "base": stands.base.as_ref().map(|status| status.as_str()),
            "mine": stands.mine,
            "theirs": stands.theirs.as_str(),
            "theirs_at": stands.theirs_at,
            "open": stands.clash(),
        },
        "merged": as_file(conflict),
    })
}
