//! A damaged table's rows, as far as SQLite finds the way to them.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Row as SqlRow, Statement, params_from_iter};

use crate::StoreError;
use crate::error::Doing;

/// Rows that are asked for one by one where the way from one to the next is gone.
const ASKED_FOR: i64 = 1_000_000;

/// How far behind the last row that was found is looked when nothing tells where the table ends.
const BEYOND: i64 = 1_000;

/// A row: its id, and the values of the columns that were asked for.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) values: Vec<Value>,
}

/// The columns that both libraries have of a table; `None` when the old one tells none.
pub(super) fn columns(
    old: &Connection,
    new: &Connection,
    table: &str,
) -> Result<Option<Vec<String>>, StoreError> {
    let of = |conn: &Connection| -> rusqlite::Result<Vec<String>> {
        conn.prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |row| row.get(0))?
            .collect()
    };
    let Ok(there) = of(old) else { return Ok(None) };
    let mut here = of(new).doing("read the form of the new library")?;
    here.retain(|column| there.contains(column));
    Ok((!here.is_empty()).then_some(here))
}

/// Gives each row once: from the first until one cannot be read, from the last likewise, and those
/// between by their ids. `each` says whether to go on. Returns whether the table was read without
/// a fault.
pub(super) fn each(
    old: &Connection,
    table: &str,
    columns: &[String],
    each: &mut dyn FnMut(Row) -> bool,
) -> bool {
    let select = format!(
        "SELECT rowid, {} FROM {table} NOT INDEXED",
        columns.join(", ")
    );
    let run = |rest: &str| old.prepare(&format!("{select} WHERE rowid {rest}"));
    let Ok(mut forward) = run("> ?1 ORDER BY rowid") else {
        return false;
    };
    let mut first = i64::MIN;
    let end = walk(&mut forward, first, &mut |row| {
        let goes_on = row.id > first;
        first = first.max(row.id);
        goes_on && each(row)
    });
    if end {
        return true;
    }
    let mut last = None;
    if let Ok(mut backward) = run("> ?1 ORDER BY rowid DESC") {
        walk(&mut backward, first, &mut |row| {
            let goes_on = row.id > first && last.is_none_or(|last| row.id < last);
            if goes_on {
                last = Some(row.id);
            }
            goes_on && each(row)
        });
    }
    let from = first.max(0).saturating_add(1);
    let to = last.unwrap_or_else(|| counter(old, table).unwrap_or(from.saturating_add(BEYOND)));
    let to = to.min(from.saturating_add(ASKED_FOR));
    if let Ok(mut one) = run("= ?1") {
        for id in from..=to {
            if Some(id) != last && !walk_one(&mut one, id, each) {
                break;
            }
        }
    }
    false
}

/// Runs a query until its end, a fault or a refusal; whether it came to its end.
fn walk(statement: &mut Statement<'_>, from: i64, each: &mut dyn FnMut(Row) -> bool) -> bool {
    let Ok(mut rows) = statement.query([from]) else {
        return false;
    };
    loop {
        match rows.next() {
            Ok(None) => return true,
            Ok(Some(row)) => match read(row) {
                Ok(row) => {
                    if !each(row) {
                        return false;
                    }
                }
                Err(_) => return false,
            },
            Err(_) => return false,
        }
    }
}

/// Asks for one row, which may not be there or not be readable; whether to go on.
fn walk_one(one: &mut Statement<'_>, id: i64, each: &mut dyn FnMut(Row) -> bool) -> bool {
    let found = one.query([id]).and_then(|mut rows| match rows.next()? {
        Some(row) => read(row).map(Some),
        None => Ok(None),
    });
    match found {
        Ok(Some(row)) if row.id == id => each(row),
        _ => true,
    }
}

fn read(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let count = row.as_ref().column_count();
    let values = (1..count)
        .map(|at| {
            Ok(match row.get_ref(at)? {
                // Damaged bytes in a text: the words around them are worth having.
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                other => Value::try_from(other)?,
            })
        })
        .collect::<rusqlite::Result<_>>()?;
    Ok(Row {
        id: row.get(0)?,
        values,
    })
}

/// The last id that a table gave.
fn counter(conn: &Connection, table: &str) -> Option<i64> {
    let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
    conn.query_row(sql, [table], |row| row.get(0)).ok()
}

/// Inserts a row; whether the new library took it. One that refers to something that is not there,
/// or breaks another rule, is left out.
pub(super) fn insert(
    new: &Connection,
    table: &str,
    columns: &[String],
    row: &Row,
) -> Result<bool, StoreError> {
    let named = columns.join(", ");
    let marks = vec!["?"; columns.len() + 1].join(", ");
    // A table without an id column of its own keeps its row ids, too: they tell rows apart here.
    let sql = format!("INSERT OR IGNORE INTO {table} (rowid, {named}) VALUES ({marks})");
    let values = std::iter::once(Value::Integer(row.id)).chain(row.values.iter().cloned());
    let inserted = new
        .prepare_cached(&sql)
        .and_then(|mut statement| statement.execute(params_from_iter(values)));
    match inserted {
        Ok(changed) => Ok(changed > 0),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig) => {
                Ok(false)
            }
            _ => Err(error).doing("write what could be read into a new library"),
        },
    }
}

/// An id that the old library gave is not given again.
pub(super) fn keep_counters(old: &Connection, new: &Connection) -> rusqlite::Result<()> {
    for (table, _) in super::TABLES {
        if let Some(last) = counter(old, table) {
            let sql = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1";
            new.execute(sql, (table, last))?;
        }
    }
    Ok(())
}
