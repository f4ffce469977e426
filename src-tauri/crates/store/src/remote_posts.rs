//! What the comments need to know of the posts they stand under: a title, an address, the first
//! words. Never the post itself.

use billet_core::{BlogId, RemoteId};
use rusqlite::{Connection, named_params};

use crate::StoreError;
use crate::column::{all, first, read, run};

const WHAT: &str = "a post on a blog";

/// A post on a blog, as far as its comments need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemotePostRow {
    /// The title, plain text.
    pub title: String,
    /// Where readers find it.
    pub url: String,
    /// The first words, plain text.
    pub snippet: String,
}

/// Notes what a post of a blog is called; what was noted before is replaced. For a blog that was
/// removed, nothing is noted.
///
/// # Errors
/// SQLite's.
pub fn put(
    conn: &Connection,
    blog: BlogId,
    id: &RemoteId,
    row: &RemotePostRow,
) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO remote_posts (blog, remote_id, title, url, snippet)
         SELECT :blog, :remote_id, :title, :url, :snippet
         WHERE EXISTS (SELECT 1 FROM blogs WHERE id = :blog AND removed_at IS NULL)
         ON CONFLICT (blog, remote_id) DO UPDATE
         SET title = excluded.title, url = excluded.url, snippet = excluded.snippet",
        named_params! {
            ":blog": blog.0,
            ":remote_id": id.as_str(),
            ":title": row.title,
            ":url": row.url,
            ":snippet": row.snippet,
        },
        "note a post of a blog",
    )?;
    Ok(())
}

/// What is known of a post of a blog.
///
/// # Errors
/// SQLite's.
pub fn get(
    conn: &Connection,
    blog: BlogId,
    id: &RemoteId,
) -> Result<Option<RemotePostRow>, StoreError> {
    first(
        conn,
        "SELECT title, url, snippet FROM remote_posts WHERE blog = :blog AND remote_id = :id",
        named_params! { ":blog": blog.0, ":id": id.as_str() },
        "read a post of a blog",
        |row| {
            Ok(RemotePostRow {
                title: read(row, "title", WHAT)?,
                url: read(row, "url", WHAT)?,
                snippet: read(row, "snippet", WHAT)?,
            })
        },
    )
}

/// Posts that comments of this blog stand under and of which nothing is known yet, each once.
///
/// # Errors
/// SQLite's.
pub fn missing(conn: &Connection, blog: BlogId) -> Result<Vec<RemoteId>, StoreError> {
    all(
        conn,
        "SELECT DISTINCT c.post AS post FROM comments c
         WHERE c.blog = :blog AND NOT EXISTS (
             SELECT 1 FROM remote_posts r WHERE r.blog = c.blog AND r.remote_id = c.post)
         ORDER BY c.post",
        named_params! { ":blog": blog.0 },
        "find the posts that comments stand under",
        |row| Ok(RemoteId(read(row, "post", WHAT)?)),
    )
}
