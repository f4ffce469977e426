//! The writer's words, from wherever they are left: earlier texts, posts that only their page still
//! has, posts that only an earlier text of them still has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use billet_core::PostText;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction};

use super::earlier::{self, Kept};
use super::pages::Pages;
use super::record::{Cell, Field};
use super::rows::{self, Row};
use super::{Part, Recovered, fit};
use crate::StoreError;
use crate::error::Doing;

/// The columns of a post that a page is searched for, in the table's order.
const POST: [&str; 15] = [
    "id",
    "title",
    "body",
    "slug",
    "excerpt",
    "tags",
    "categories",
    "version",
    "words",
    "snippet",
    "source_path",
    "shelf",
    "created_at",
    "updated_at",
    "trashed_at",
];

/// Brings the revisions over, and everything that can be found of posts and revisions without
/// SQLite where not all of them were read.
pub(super) fn complete(
    new: &Transaction<'_>,
    damaged: &Path,
    old: Option<&Connection>,
    found: &mut Recovered,
) -> Result<(), StoreError> {
    let mut kept = Kept::new();
    let read = match old {
        Some(old) => earlier::read(new, old, &mut kept)?,
        None => false,
    };
    if !read {
        found.missing(Part::Revisions);
    }
    if !read || found.incomplete.contains(&Part::Posts) {
        from_pages(new, damaged, &mut kept)?;
    }
    if earlier::unpack(&mut kept) {
        found.missing(Part::Revisions);
    }
    if posts_of_revisions(new, &kept)? {
        found.missing(Part::Posts);
    }
    for (id, revision) in &kept {
        if !earlier::insert(new, *id, revision)? {
            found.missing(Part::Revisions);
        }
    }
    Ok(())
}

/// Posts and revisions that lie on pages to which no way leads.
fn from_pages(
    new: &Transaction<'_>,
    damaged: &Path,
    revisions: &mut Kept,
) -> Result<(), StoreError> {
    let there = ids(new, "posts")?;
    let mut posts: BTreeMap<i64, (i64, Row)> = BTreeMap::new();
    let mut take = |cell: Cell| {
        if let Some((version, row)) = post(&cell).filter(|_| !there.contains(&cell.id)) {
            // A page that is no longer used may hold an earlier state.
            if posts.get(&cell.id).is_none_or(|(v, _)| *v < version) {
                posts.insert(cell.id, (version, row));
            }
        } else if let Some(revision) = earlier::on_page(&cell) {
            revisions.entry(cell.id).or_insert(revision);
        }
    };
    for mut pages in Pages::open(damaged) {
        pages.each_row(&mut take);
    }
    let columns = POST.map(str::to_owned);
    for (id, (_, row)) in &posts {
        if rows::insert(new, "posts", &columns, row)? {
            fit::make_fit(new, "posts", *id)?;
        }
    }
    Ok(())
}

/// A post that is gone, and of which an earlier text is left, is that text; whether there was one.
fn posts_of_revisions(new: &Transaction<'_>, revisions: &Kept) -> Result<bool, StoreError> {
    let there = ids(new, "posts")?;
    let mut last: BTreeMap<i64, (PostText, i64)> = BTreeMap::new();
    for revision in revisions.values().filter(|r| !there.contains(&r.post)) {
        if let Some(text) = revision.text() {
            // In the order of their ids: the last one counts.
            last.insert(revision.post, (text, revision.at));
        }
    }
    for (id, (text, at)) in &last {
        let sql = "INSERT INTO posts (id, title, body, excerpt, created_at, updated_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
        let at = (*at).clamp(0, 4_102_444_800_000);
        new.execute(sql, (id, &text.title, &text.body, &text.excerpt, at))
            .doing("make a post of its earlier text")?;
    }
    Ok(!last.is_empty())
}

fn ids(conn: &Connection, table: &str) -> Result<BTreeSet<i64>, StoreError> {
    let doing = "see what came over";
    conn.prepare(&format!("SELECT rowid FROM {table}"))
        .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect())
        .doing(doing)
}

/// A row that has a post's form, with its version.
fn post(cell: &Cell) -> Option<(i64, Row)> {
    use Field::{Int, LostInt, Null, Text};
    let columns = cell.values.get(..POST.len())?;
    let fits = columns.iter().enumerate().all(|(at, field)| match at {
        0 => *field == Null,
        3 | 10 => matches!(field, Text(_) | Null),
        7 | 8 | 12 | 13 => matches!(field, Int(_) | LostInt),
        14 => matches!(field, Int(_) | Null | LostInt),
        _ => matches!(field, Text(_)),
    });
    if !fits || cell.id < 1 {
        return None;
    }
    let values = columns
        .iter()
        .enumerate()
        .map(|(at, field)| match (at, field) {
            (0, _) => Value::Integer(cell.id),
            // The file it came from belongs to one post only; which one is no longer certain.
            (10, _) => Value::Null,
            (11, Text(shelf)) if billet_core::Shelf::parse(shelf).is_none() => {
                Value::Text("drafts".into())
            }
            (14, LostInt) => Value::Null,
            (5 | 6, Text(json)) if json.is_empty() => Value::Text("[]".into()),
            (_, Text(text)) => Value::Text(text.clone()),
            (_, Int(number)) => Value::Integer(*number),
            (7, LostInt) => Value::Integer(1),
            (_, LostInt) => Value::Integer(0),
            _ => Value::Null,
        })
        .collect();
    let version = match columns.get(7) {
        Some(Int(version)) => *version,
        _ => 0,
    };
    Some((
        version,
        Row {
            id: cell.id,
            values,
        },
    ))
}
