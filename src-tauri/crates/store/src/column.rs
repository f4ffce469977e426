//! Running a statement and reading its rows back into the domain's types.
//!
//! A value that Billet never wrote (a newer word, a mangled JSON) is an error that says what it
//! belongs to, never a silent default: a default would be saved over what was there.

use jiff::Timestamp;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;
use crate::error::Doing;

/// Runs a statement that gives no rows; how many rows it changed.
pub(crate) fn run(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    doing: &'static str,
) -> Result<usize, StoreError> {
    conn.prepare_cached(sql)
        .and_then(|mut statement| statement.execute(params))
        .doing(doing)
}

/// The first row, if there is one.
pub(crate) fn first<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    doing: &'static str,
    from_row: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut statement = conn.prepare_cached(sql).doing(doing)?;
    let mut rows = statement.query(params).doing(doing)?;
    rows.next().doing(doing)?.map(from_row).transpose()
}

/// Every row, in the query's order.
pub(crate) fn all<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    doing: &'static str,
    mut from_row: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = conn.prepare_cached(sql).doing(doing)?;
    let mut rows = statement.query(params).doing(doing)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        out.push(from_row(row)?);
    }
    Ok(out)
}

/// The column of this name; `what` says what the row is.
pub(crate) fn read<T: FromSql>(
    row: &Row<'_>,
    name: &str,
    what: &'static str,
) -> Result<T, StoreError> {
    row.get(name).map_err(|_| StoreError::Unreadable { what })
}

/// An instant, stored as milliseconds since 1970 UTC.
pub(crate) fn read_time(
    row: &Row<'_>,
    name: &str,
    what: &'static str,
) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(read(row, name, what)?).map_err(|_| StoreError::Unreadable { what })
}

/// A value from the JSON that [`to_json`] made.
pub(crate) fn from_json<T: DeserializeOwned>(
    json: &str,
    what: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|_| StoreError::Unreadable { what })
}

/// A value as JSON, for a column.
pub(crate) fn to_json<T: Serialize + ?Sized>(
    value: &T,
    what: &'static str,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable { what })
}
