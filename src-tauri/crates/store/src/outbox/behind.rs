//! What of a post stands behind another blog: a text that names the address on the first one, and
//! the removal of a post that moves.

use billet_core::{Cause, JobId, PostId};
use rusqlite::{Connection, named_params};

use super::WHAT;
use crate::StoreError;
use crate::column::{all, read, run, to_json};
use crate::publications::FIRST;

/// The blog that a job `j` stands behind, if any:
///
/// - a text that shall name the first blog's address, while there is something open about the post
///   there and it was never carried out: it may fail, and then the writer says what shall be;
/// - a removal, until the blog that the post moves to has it, and nothing about that is open.
pub(super) fn behind() -> String {
    format!(
        "SELECT f.blog AS blog FROM publications u JOIN publications f ON f.post = u.post
         WHERE u.id = j.publication AND j.kind ->> '$.kind' = 'publish' AND f.id < u.id
           AND u.settings ->> '$.namesFirst' = 1 AND f.sent IS NULL AND {FIRST}
           AND EXISTS (SELECT 1 FROM jobs w WHERE w.publication = f.id AND w.state <> 'done')
         UNION ALL
         SELECT t.blog AS blog FROM publications t
         WHERE t.id = j.kind ->> '$.after' AND j.publication IS NOT NULL
           AND (t.sent IS NULL OR t.status IS 'trash' OR EXISTS (
               SELECT 1 FROM jobs w WHERE w.publication = t.id AND w.state <> 'done'))"
    )
}

/// What stands behind another blog says so, of one post.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn tell_what_waits(conn: &Connection, post: PostId) -> Result<(), StoreError> {
    let behind = behind();
    let sql = format!(
        "SELECT j.id AS id, (SELECT b.name FROM blogs b WHERE b.id = (
             SELECT blog FROM ({behind}) LIMIT 1)) AS blog
         FROM publications o JOIN jobs j ON j.publication = o.id
         WHERE o.post = :post AND j.state = 'queued'"
    );
    let by = named_params! { ":post": post.0 };
    let doing = "see what waits for another blog";
    let rows = all(conn, &sql, by, doing, |row| {
        let blog: Option<String> = read(row, "blog", WHAT)?;
        Ok((JobId(read(row, "id", WHAT)?), blog))
    })?;
    for (id, blog) in rows {
        let Some(blog) = blog else { continue };
        run(
            conn,
            "UPDATE jobs SET state = 'retry', cause = :cause WHERE id = :id",
            named_params! { ":cause": to_json(&Cause::After { blog }, WHAT)?, ":id": id.0 },
            "note what a job waits for",
        )?;
    }
    Ok(())
}

/// A post that shall not go to that blog any more does not leave the one it was to move from.
pub(super) fn stay(conn: &Connection, publication: i64) -> Result<(), StoreError> {
    let params = named_params! { ":id": publication };
    let sql = "DELETE FROM jobs WHERE kind ->> '$.after' = :id AND state <> 'sending'
               AND publication IS NOT NULL AND state <> 'done'";
    run(conn, sql, params, "let a post stay on its blog")?;
    Ok(())
}
