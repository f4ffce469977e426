//! The search in the post whose index is behind: the one that is being written.

use billet_core::PostId;
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::column::{all, read};
use crate::error::Doing;

/// As the migrations make `posts_search`, so that both find the same.
const INDEX: &str = "CREATE VIRTUAL TABLE fresh USING fts5 (
    title, body, tags, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2'
)";

/// Which of the posts in `posts_search_stale` the FTS5 query `words` finds, by their present text.
/// Usually one post is there, or none: it is indexed in memory, and the library is not written to.
pub(super) fn matching(conn: &Connection, words: &str) -> Result<Vec<PostId>, StoreError> {
    let doing = "search the post that is being written";
    let sql = "SELECT id, title, body, tags FROM posts_searched
               WHERE id IN (SELECT post FROM posts_search_stale)";
    let texts = all(conn, sql, [], doing, |row| {
        let text = |name| read::<String>(row, name, "a post");
        let id: i64 = read(row, "id", "a post")?;
        Ok((id, text("title")?, text("body")?, text("tags")?))
    })?;
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let memory = Connection::open_in_memory().doing(doing)?;
    memory.execute_batch(INDEX).doing(doing)?;
    for (id, title, body, tags) in texts {
        let insert = "INSERT INTO fresh (rowid, title, body, tags) VALUES (?1, ?2, ?3, ?4)";
        memory
            .execute(insert, params![id, title, body, tags])
            .doing(doing)?;
    }
    let sql = "SELECT rowid AS id FROM fresh WHERE fresh MATCH ?1";
    all(&memory, sql, [words], doing, |row| {
        Ok(PostId(read(row, "id", "a post")?))
    })
}
