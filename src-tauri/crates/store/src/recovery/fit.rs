//! A row that came over has to be one that Billet can read: a list with one unreadable row in it
//! would be no list at all. Texts are mended so that they stay; anything else goes.

use billet_core::{BlogId, CommentId, JobId, PostId, PublicationId};
use rusqlite::Connection;

use crate::{StoreError, blogs, column, comments, outbox, posts, publications};

/// Makes one row fit; whether it stayed, as it was.
pub(super) fn make_fit(new: &Connection, table: &str, id: i64) -> Result<bool, StoreError> {
    if reads(new, table, id)? {
        return Ok(true);
    }
    if table == "posts" {
        let sql = "UPDATE posts SET tags = '[]', categories = '[]',
                       created_at = min(max(created_at, 0), 4102444800000),
                       updated_at = min(max(updated_at, 0), 4102444800000) WHERE id = ?1";
        run(new, sql, id)?;
    }
    if !reads(new, table, id)? {
        run(new, &format!("DELETE FROM {table} WHERE rowid = ?1"), id)?;
    }
    Ok(false)
}

/// Whether Billet's own reading takes the row.
fn reads(new: &Connection, table: &str, id: i64) -> Result<bool, StoreError> {
    let read = match table {
        "posts" => posts::get(new, PostId(id)).map(drop),
        "publications" => publications::get(new, PublicationId(id)).map(drop),
        "comments" => comments::get(new, CommentId(id)).map(drop),
        "blogs" => blogs::get(new, BlogId(id)).map(drop),
        "jobs" => outbox::get(new, JobId(id)).map(drop),
        _ => Ok(()),
    };
    match read {
        Ok(()) => Ok(true),
        // A blog that was removed is there without being shown.
        Err(StoreError::NoBlog { .. }) => Ok(true),
        Err(StoreError::Unreadable { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

fn run(new: &Connection, sql: &str, id: i64) -> Result<(), StoreError> {
    column::run(new, sql, [id], "mend what could be read").map(drop)
}
