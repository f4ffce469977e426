//! The lists of posts: all of them, how many there are, their tags and months. See `page` for a page
//! of a list.

use billet_core::{BlogId, PostId, PublicationState, Shelf};
use jiff::Timestamp;
use rusqlite::{Connection, Row};

use crate::StoreError;
use crate::column::{all as every, from_json, read, read_time};
use crate::search::sort_key;

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
    /// When it was begun.
    pub created_at: Timestamp,
    /// When its text was last saved.
    pub updated_at: Timestamp,
    /// The state of its publications, the worst of them: one needs you, one waits, all are sent.
    /// `None` without any.
    pub state: Option<PublicationState>,
    /// The blogs it is on or going to.
    pub blogs: Vec<BlogId>,
    /// It is a page there, no post of the stream.
    pub page: bool,
}

/// Open jobs say how a publication stands: one that failed needs the writer, any other waits.
pub(super) const COLUMNS: &str = "p.id, p.title, p.snippet, p.words, p.shelf, p.tags, p.created_at,
     p.updated_at,
     (SELECT max(CASE WHEN j.state = 'failed' THEN 2 WHEN j.id IS NOT NULL THEN 1 ELSE 0 END)
      FROM publications u LEFT JOIN jobs j ON j.publication = u.id AND j.state <> 'done'
      WHERE u.post = p.id) AS worst,
     (SELECT json_group_array(u.blog ORDER BY u.blog)
      FROM publications u WHERE u.post = p.id) AS blogs,
     EXISTS (SELECT 1 FROM publications u WHERE u.post = p.id AND u.kind = 'page') AS page";

/// How many posts a shelf has of each tag, in the order of the tags' names; every shelf but the
/// trash without one.
///
/// # Errors
/// What SQLite says.
pub fn tags(conn: &Connection, shelf: Option<Shelf>) -> Result<Vec<(String, i64)>, StoreError> {
    let sql =
        "SELECT t.tag AS tag, count(*) AS posts FROM post_tags t JOIN posts p ON p.id = t.post
               WHERE p.shelf = ifnull(?1, p.shelf) AND (?1 IS NOT NULL OR p.shelf <> 'trash')
               GROUP BY t.tag";
    let shelf = shelf.map(Shelf::as_str);
    let mut tags = every(conn, sql, [shelf], "list the tags", |row| {
        Ok((read::<String>(row, "tag", WHAT)?, read(row, "posts", WHAT)?))
    })?;
    tags.sort_by_cached_key(|(tag, _)| (sort_key(tag), tag.clone()));
    Ok(tags)
}

/// When the posts of a shelf (every shelf but the trash without one) were last saved, newest first:
/// what a list of months is made of.
///
/// # Errors
/// What SQLite says.
pub fn times(conn: &Connection, shelf: Option<Shelf>) -> Result<Vec<Timestamp>, StoreError> {
    let sql = "SELECT updated_at FROM posts
               WHERE shelf = ifnull(?1, shelf) AND (?1 IS NOT NULL OR shelf <> 'trash')
               ORDER BY updated_at DESC";
    let shelf = shelf.map(Shelf::as_str);
    every(conn, sql, [shelf], "list the months", |row| {
        read_time(row, "updated_at", WHAT)
    })
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

pub(super) fn from_row(row: &Row<'_>) -> Result<PostRow, StoreError> {
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
        created_at: read_time(row, "created_at", WHAT)?,
        updated_at: read_time(row, "updated_at", WHAT)?,
        state: worst.map(|worst| match worst {
            0 => PublicationState::Sent,
            1 => PublicationState::Waiting,
            _ => PublicationState::NeedsYou,
        }),
        blogs: blogs.into_iter().map(BlogId).collect(),
        page: read(row, "page", WHAT)?,
    })
}
