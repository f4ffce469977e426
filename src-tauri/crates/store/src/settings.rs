//! Settings: a word and its value. What they mean is known above; secrets are never among them.

use rusqlite::{Connection, params};

use crate::StoreError;
use crate::column::{first, read, run};

/// The value of `key`, or `None` when it was never set.
///
/// # Errors
/// What SQLite says.
pub fn get(conn: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT value FROM settings WHERE key = ?1";
    first(conn, sql, [key], "read a setting", |row| {
        read(row, "value", "a setting")
    })
}

/// Gives `key` this value, whatever it had before.
///
/// # Errors
/// What SQLite says.
pub fn set(conn: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (key, value) VALUES (?1, ?2)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    run(conn, sql, params![key, value], "save a setting")?;
    Ok(())
}
