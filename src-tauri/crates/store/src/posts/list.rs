//! The lists of posts: a page of a shelf, all of them, and how many there are.

use billet_core::{BlogId, PostId, PublicationState, Shelf};
use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql, named_params};

use crate::StoreError;
use crate::column::{all as every, from_json, read, read_time, to_json};
use crate::search::match_query;

use super::fresh;

const WHAT: &str = "a post";

/// A row of a list.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// The post.
    pub id: PostId,
    /// Its title; may be empty.
    pub title: String,
    /// Its first words, as plain text.
    pub snippet: String,
    /// Words in its body.
    pub words: i64,
    /// Which list it stands in.
    pub shelf: Shelf,
    /// Its tags, in the writer's order.
    pub tags: Vec<String>,
    /// When its text was last saved.
    pub updated_at: Timestamp,
    /// The state of its publications, the worst of them: one needs you, one waits, all are sent.
    /// `None` without any.
    pub state: Option<PublicationState>,
    /// The blogs it is on or going to.
    pub blogs: Vec<BlogId>,
}

/// Where a list goes on: the last row's time and id (never an offset, which would skip or repeat
/// rows while the list changes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The last row's time.
    pub at: Timestamp,
    /// The last row's id.
    pub id: i64,
}

/// Open jobs say how a publication stands: one that failed needs the writer, any other waits.
const COLUMNS: &str = "p.id, p.title, p.snippet, p.words, p.shelf, p.tags, p.updated_at,
     (SELECT max(CASE WHEN j.state = 'failed' THEN 2 WHEN j.id IS NOT NULL THEN 1 ELSE 0 END)
      FROM publications u LEFT JOIN jobs j ON j.publication = u.id AND j.state <> 'done'
      WHERE u.post = p.id) AS worst,
     (SELECT json_group_array(u.blog ORDER BY u.blog)
      FROM publications u WHERE u.post = p.id) AS blogs";

/// One page of a shelf, newest first.
///
/// `query` is what a person typed to search: every word must be in the title, the text or the
/// tags, the last one as the beginning of a word; accents and case do not matter. Less than two
/// letters do not filter.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn list(
    conn: &Connection,
    shelf: Shelf,
    query: Option<&str>,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<PostRow>, StoreError> {
    let (at, id) = after.map_or((i64::MAX, i64::MAX), |a| (a.at.as_millisecond(), a.id));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let shelf = shelf.as_str();
    let words = query.and_then(match_query);
    let mut params: Vec<(&str, &dyn ToSql)> =
        named_params! { ":shelf": shelf, ":at": at, ":id": id, ":limit": limit }.to_vec();
    let fresh = match &words {
        Some(words) => Some(to_json(&fresh::matching(conn, words)?, WHAT)?),
        None => None,
    };
    if words.is_some() {
        params.extend([(":words", &words as &dyn ToSql), (":fresh", &fresh)]);
    }
    every(
        conn,
        &sql(words.is_some()),
        params.as_slice(),
        "list the posts",
        from_row,
    )
}

/// The query of [`list`], with or without a search.
pub(super) fn sql(with_words: bool) -> String {
    let filter = if with_words {
        "AND p.id IN (SELECT rowid FROM posts_search WHERE posts_search MATCH :words
                        AND rowid NOT IN (SELECT post FROM posts_search_stale)
                      UNION ALL SELECT value FROM json_each(:fresh))"
    } else {
        ""
    };
    format!(
        "SELECT {COLUMNS} FROM posts p
         WHERE p.shelf = :shelf AND (p.updated_at, p.id) < (:at, :id) {filter}
         ORDER BY p.updated_at DESC, p.id DESC LIMIT :limit"
    )
}

/// Every post on any shelf, the trash too, newest first.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn all(conn: &Connection) -> Result<Vec<PostRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM posts p ORDER BY p.updated_at DESC, p.id DESC");
    every(conn, &sql, [], "list all posts", from_row)
}

/// How many posts stand on each shelf: every shelf once, in the sidebar's order, also the empty.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn counts(conn: &Connection) -> Result<Vec<(Shelf, i64)>, StoreError> {
    let sql = "SELECT shelf, count(*) AS posts FROM posts GROUP BY shelf";
    let counted = every(conn, sql, [], "count the posts", |row| {
        Ok((read_shelf(row)?, read(row, "posts", WHAT)?))
    })?;
    let count = |shelf| {
        counted
            .iter()
            .find(|(s, _)| *s == shelf)
            .map_or(0, |(_, posts)| *posts)
    };
    Ok(Shelf::ALL
        .into_iter()
        .map(|shelf| (shelf, count(shelf)))
        .collect())
}

fn read_shelf(row: &Row<'_>) -> Result<Shelf, StoreError> {
    let word: String = read(row, "shelf", WHAT)?;
    Shelf::parse(&word).ok_or(StoreError::Unreadable { what: WHAT })
}

fn from_row(row: &Row<'_>) -> Result<PostRow, StoreError> {
    let text = |name| read::<String>(row, name, WHAT);
    let worst: Option<i64> = read(row, "worst", WHAT)?;
    let blogs: Vec<i64> = from_json(&text("blogs")?, WHAT)?;
    Ok(PostRow {
        id: PostId(read(row, "id", WHAT)?),
        title: text("title")?,
        snippet: text("snippet")?,
        words: read(row, "words", WHAT)?,
        shelf: read_shelf(row)?,
        tags: from_json(&text("tags")?, WHAT)?,
        updated_at: read_time(row, "updated_at", WHAT)?,
        state: worst.map(|worst| match worst {
            0 => PublicationState::Sent,
            1 => PublicationState::Waiting,
            _ => PublicationState::NeedsYou,
        }),
        blogs: blogs.into_iter().map(BlogId).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    fn plan(conn: &Connection, sql: &str) -> Result<String, StoreError> {
        let mut steps = Vec::new();
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().unwrap() {
            steps.push(row.get::<_, String>("detail").unwrap());
        }
        Ok(steps.join("\n"))
    }

    #[test]
    fn a_page_of_a_shelf_is_read_from_its_index_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Timestamp::UNIX_EPOCH).unwrap();
        for with_words in [false, true] {
            let plan = library.read(|conn| plan(conn, &sql(with_words))).unwrap();
            println!("{plan}\n");
            assert!(
                plan.contains("posts_by_shelf (shelf=? AND updated_at<"),
                "{plan}"
            );
            assert!(!plan.contains("B-TREE FOR ORDER BY"), "{plan}");
        }
    }
}
