//! Earlier texts of posts, out of a damaged library: each is made whole, so that it needs no other one
//! in the new library.

use std::collections::BTreeMap;

use billet_core::{PostText, RevisionReason};
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction};

use super::record::{Cell, Field};
use super::rows::{self, Row};
use crate::StoreError;
use crate::column::to_json;
use crate::posts::unpack as whole;

const TABLE: &str = "revisions";

/// A moment in the year 2100, in milliseconds: none of Billet's is later.
const LATEST: i64 = 4_102_444_800_000;

/// Earlier texts by their ids.
pub(super) type Kept = BTreeMap<i64, Earlier>;

/// A revision as it was found.
pub(super) struct Earlier {
    /// The post it belongs to.
    pub(super) post: i64,
    /// When it was kept, in milliseconds; maybe no moment at all.
    pub(super) at: i64,
    reason: String,
    name: String,
    content: Content,
}

enum Content {
    /// JSON of core::PostText, or words that are no longer in that form.
    Whole(String),
    Packed {
        frame: Vec<u8>,
        base: Option<i64>,
    },
}

impl Earlier {
    /// Its text; words that are no longer in their form are a body, as they lie there.
    pub(super) fn text(&self) -> Option<PostText> {
        let Content::Whole(json) = &self.content else {
            return None;
        };
        Some(serde_json::from_str(json).unwrap_or_else(|_| PostText {
            body: json.clone(),
            ..PostText::default()
        }))
    }

    /// The values of the columns, whichever of them the old library has.
    fn of_row(columns: &[String], row: Row) -> Option<Self> {
        let mut values: BTreeMap<&str, Value> = BTreeMap::new();
        for (column, value) in columns.iter().zip(row.values) {
            values.insert(column, value);
        }
        let mut take = |column: &str| values.remove(column);
        let Some(Value::Integer(post)) = take("post") else {
            return None;
        };
        let word = |value: Option<Value>| match value {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        let base = match take("base") {
            Some(Value::Integer(base)) => Some(base),
            _ => None,
        };
        let content = match (take("text"), take("packed")) {
            (Some(Value::Text(text)), _) => Content::Whole(text),
            (_, Some(Value::Blob(frame))) => Content::Packed { frame, base },
            _ => return None,
        };
        let at = match take("created_at") {
            Some(Value::Integer(at)) => at,
            _ => 0,
        };
        Some(Self {
            post,
            at,
            reason: word(take("reason")),
            name: word(take("name")),
            content,
        })
    }
}

/// Reads the table, as far as SQLite finds the way; whether that was all of it.
pub(super) fn read(
    new: &Connection,
    old: &Connection,
    kept: &mut Kept,
) -> Result<bool, StoreError> {
    let Some(columns) = rows::columns(old, new, TABLE)? else {
        return Ok(false);
    };
    let mut all = true;
    let read = rows::each(old, TABLE, &columns, &mut |row| {
        let id = row.id;
        match Earlier::of_row(&columns, row) {
            Some(revision) => drop(kept.insert(id, revision)),
            None => all = false,
        }
        true
    });
    Ok(read && all)
}

/// A row on a page that has a revision's form and is whole enough to be read. The columns are in the
/// table's order; what came later (name, base, packed) may not be there.
pub(super) fn on_page(cell: &Cell) -> Option<Earlier> {
    let [
        Field::Null,
        Field::Int(post),
        content,
        Field::Text(reason),
        Field::Int(at),
        rest @ ..,
    ] = cell.values.as_slice()
    else {
        return None;
    };
    RevisionReason::parse(reason)?;
    let (name, content) = match (content, rest) {
        (Field::Text(text), _) => {
            serde_json::from_str::<PostText>(text).ok()?;
            let name = match rest.first() {
                Some(Field::Text(name)) => name.clone(),
                _ => String::new(),
            };
            (name, Content::Whole(text.clone()))
        }
        (Field::Null, [Field::Text(name), base, Field::Bytes(frame), ..]) => {
            let base = match base {
                Field::Int(base) => Some(*base),
                Field::Null => None,
                _ => return None,
            };
            let frame = frame.clone();
            (name.clone(), Content::Packed { frame, base })
        }
        _ => return None,
    };
    (cell.id > 0 && *post > 0).then(|| Earlier {
        post: *post,
        at: *at,
        reason: reason.clone(),
        name,
        content,
    })
}

/// Makes every text whole; those that cannot be, because they or their base are damaged or gone, are
/// left out. Whether there were any.
pub(super) fn unpack(kept: &mut Kept) -> bool {
    let before = kept.len();
    let mut open: BTreeMap<i64, String> = BTreeMap::new();
    // What stands by itself first.
    for alone in [true, false] {
        for (id, revision) in kept.iter() {
            let Content::Packed { frame, base } = &revision.content else {
                continue;
            };
            let with = match base {
                None if alone => Some(None),
                Some(base) if !alone => match (open.get(base), kept.get(base)) {
                    (Some(json), _) => Some(Some(json.as_str())),
                    (
                        None,
                        Some(Earlier {
                            content: Content::Whole(json),
                            ..
                        }),
                    ) => Some(Some(json.as_str())),
                    _ => None,
                },
                _ => None,
            };
            if let Some(json) = with.and_then(|with| whole(frame, with).ok()) {
                open.insert(*id, json);
            }
        }
    }
    for (id, json) in open {
        if let Some(revision) = kept.get_mut(&id) {
            revision.content = Content::Whole(json);
        }
    }
    kept.retain(|_, revision| matches!(revision.content, Content::Whole(_)));
    kept.len() < before
}

/// Inserts a revision; whether the new library took it as it was.
pub(super) fn insert(
    new: &Transaction<'_>,
    id: i64,
    revision: &Earlier,
) -> Result<bool, StoreError> {
    let Some(text) = revision.text() else {
        return Ok(false);
    };
    let at = revision.at.clamp(0, LATEST);
    let columns = ["id", "post", "text", "reason", "created_at", "name"].map(str::to_owned);
    let row = Row {
        id,
        values: vec![
            Value::Integer(id),
            Value::Integer(revision.post),
            Value::Text(to_json(&text, "a revision")?),
            Value::Text(revision.reason.clone()),
            Value::Integer(at),
            Value::Text(revision.name.clone()),
        ],
    };
    let as_it_was = match &revision.content {
        Content::Whole(json) => serde_json::from_str::<PostText>(json).is_ok(),
        Content::Packed { .. } => false,
    };
    Ok(rows::insert(new, TABLE, &columns, &row)? && at == revision.at && as_it_was)
}
