//! Posts as wholes: a second one like the first, and the end of those in the trash.

use billet_core::PostId;
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::column::{all, first, read, run};
use crate::search::sort_key;

const WHAT: &str = "a post";

/// In the trash since the moment `?1` or longer, with nothing on its way to a blog or from one: a
/// removal that is under way must not be forgotten.
const DONE_WITH: &str = "shelf = 'trash' AND trashed_at <= ?1 AND NOT EXISTS
     (SELECT 1 FROM publications u JOIN jobs j ON j.publication = u.id
      WHERE u.post = posts.id AND j.state <> 'done')";

/// What emptying the trash takes away for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// Posts.
    pub posts: i64,
    /// Earlier texts of them.
    pub revisions: i64,
    /// Posts that stay, because something about them is still on its way to a blog.
    pub held: i64,
}

/// What there is in the trash since `until` or longer.
///
/// # Errors
/// What SQLite says.
pub fn thrown(conn: &Connection, until: Timestamp) -> Result<Thrown, StoreError> {
    let sql = format!(
        "SELECT count(*) AS posts,
             (SELECT count(*) FROM revisions
              WHERE post IN (SELECT id FROM posts WHERE {DONE_WITH})) AS revisions,
             (SELECT count(*) FROM posts WHERE shelf = 'trash' AND trashed_at <= ?1) AS thrown
         FROM posts WHERE {DONE_WITH}"
    );
    let doing = "look into the trash";
    let found = first(conn, &sql, [until.as_millisecond()], doing, |row| {
        let posts = read(row, "posts", WHAT)?;
        Ok(Thrown {
            posts,
            revisions: read(row, "revisions", WHAT)?,
            held: read::<i64>(row, "thrown", WHAT)? - posts,
        })
    })?;
    found.ok_or(StoreError::Unreadable { what: WHAT })
}

/// Deletes the posts that are in the trash since `until` or longer, with their earlier texts and
/// publications; what their blogs show stays there. Posts about which something is still on its way
/// stay. Returns those that are gone: this cannot be undone.
///
/// # Errors
/// What SQLite says; nothing is deleted then.
pub fn empty_trash(conn: &Connection, until: Timestamp) -> Result<Vec<PostId>, StoreError> {
    let doing = "empty the trash";
    let sql = format!("SELECT id FROM posts WHERE {DONE_WITH}");
    let gone = all(conn, &sql, [until.as_millisecond()], doing, |row| {
        Ok(PostId(read(row, "id", WHAT)?))
    })?;
    for id in &gone {
        run(conn, "DELETE FROM posts WHERE id = ?1", [id.0], doing)?;
    }
    Ok(gone)
}

/// Begins a draft with the text of a post, under another title. It has no address, history or blog of
/// its own yet; the pictures of the text are known to it.
///
/// # Errors
/// [`StoreError::NoPost`], or what SQLite says.
pub fn duplicate(
    conn: &Connection,
    id: PostId,
    title: &str,
    now: Timestamp,
) -> Result<PostId, StoreError> {
    let doing = "duplicate a post";
    let sql =
        "INSERT INTO posts (title, title_key, body, excerpt, tags, categories, words, snippet,
                                  created_at, updated_at)
               SELECT ?2, ?3, body, excerpt, tags, categories, words, snippet, ?4, ?4
               FROM posts WHERE id = ?1";
    let now = now.as_millisecond();
    if run(conn, sql, params![id.0, title, sort_key(title), now], doing)? == 0 {
        return Err(StoreError::NoPost { id });
    }
    let copy = conn.last_insert_rowid();
    let sql = "INSERT OR IGNORE INTO post_media (post, address, media)
               SELECT ?2, address, media FROM post_media WHERE post = ?1
               UNION ALL
               SELECT ?2, address, media FROM revision_media
               WHERE revision IN (SELECT id FROM revisions WHERE post = ?1)";
    run(conn, sql, [id.0, copy], doing)?;
    Ok(PostId(copy))
}
