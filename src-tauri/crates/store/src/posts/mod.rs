//! Posts: what the writer writes, saved without ever losing what was there.

mod fresh;
mod list;
mod page;
mod revisions;
mod shelves;

use std::path::{Path, PathBuf};

use billet_core::{Post, PostId, PostText, RevisionId, RevisionReason, Shelf};
use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql, named_params, params};

use crate::StoreError;
use crate::column::{all as all_rows, first, from_json, read, read_time, run, to_json};
use crate::search::sort_key;

pub use list::{PostRow, all, counts, tags, times};
pub use page::{After, Filter, Key, Place, Places, list, places};
pub(crate) use revisions::unpack;
pub use revisions::{
    DAY_AFTER, HOUR_AFTER, WEEK_AFTER, asked_since, keep_named, keep_other, keep_revision,
    rename_revision, revision, revisions, timeline,
};
pub use shelves::{Thrown, duplicate, empty_trash, thrown};

const WHAT: &str = "a post";

const COLUMNS: &str = "id, title, body, slug, excerpt, tags, categories, version, words, shelf, \
     created_at, updated_at";

/// What the text engine measured of a text.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// Words in the body.
    pub words: i64,
    /// The first words as plain text, for lists.
    pub snippet: String,
}

/// How a save ended. The given text is in the library in both cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is the post's text now, and this is its version.
    As(i64),
    /// Someone else saved meanwhile; nothing of theirs was overwritten.
    Collided {
        /// The version that the post has.
        theirs: i64,
        /// The given text, kept as a revision.
        kept: RevisionId,
    },
}

/// Begins a post, as version 1 in the drafts.
///
/// # Errors
/// What SQLite says.
pub fn create(
    conn: &Connection,
    text: &PostText,
    measure: &Measure,
    now: Timestamp,
) -> Result<PostId, StoreError> {
    write(
        conn,
        "INSERT INTO posts (title, title_key, body, slug, excerpt, tags, categories, words,
                            snippet, created_at, updated_at)
         VALUES (:title, :title_key, :body, :slug, :excerpt, :tags, :categories, :words,
                 :snippet, :now, :now)",
        text,
        measure,
        now,
        None,
        "begin a post",
    )?;
    Ok(PostId(conn.last_insert_rowid()))
}

/// One post, on whichever shelf.
///
/// # Errors
/// [`StoreError::NoPost`].
pub fn get(conn: &Connection, id: PostId) -> Result<Post, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM posts WHERE id = ?1");
    first(conn, &sql, [id.0], "read a post", from_row)?.ok_or(StoreError::NoPost { id })
}

/// Saves the text if the post still has version `from`.
///
/// A text that the post has already is not written again, whatever `from` was: the answer is the
/// post's version. Before it is replaced, the text that was there is kept as a revision when the
/// last one is older than ten minutes, or when much of it goes away at once.
///
/// # Errors
/// [`StoreError::NoPost`], or what SQLite says.
pub fn save(
    conn: &Connection,
    id: PostId,
    from: i64,
    text: &PostText,
    measure: &Measure,
    now: Timestamp,
) -> Result<Saved, StoreError> {
    let present = get(conn, id)?;
    if present.text == *text {
        return Ok(Saved::As(present.version));
    }
    if present.version != from {
        let kept = revisions::keep(conn, id, text, RevisionReason::Collision, now)?;
        return Ok(Saved::Collided {
            theirs: present.version,
            kept,
        });
    }
    revisions::keep_before_replacing(conn, &present, text, now)?;
    replace(conn, id, text, measure, now)?;
    Ok(Saved::As(present.version + 1))
}

/// Puts another text in the place of the present one, as the next version. Whether that one is worth
/// keeping was seen to before.
///
/// # Errors
/// What SQLite says.
pub(crate) fn replace(
    conn: &Connection,
    id: PostId,
    text: &PostText,
    measure: &Measure,
    at: Timestamp,
) -> Result<(), StoreError> {
    write(
        conn,
        "UPDATE posts SET title = :title, title_key = :title_key, body = :body, slug = :slug, excerpt = :excerpt,
                          tags = :tags, categories = :categories, words = :words,
                          snippet = :snippet, version = version + 1, updated_at = :now
         WHERE id = :id",
        text,
        measure,
        at,
        Some(id),
        "save a post",
    )
}

/// Moves a post to the trash; one that is there already keeps its date. The blogs keep what they
/// have.
///
/// # Errors
/// [`StoreError::NoPost`].
pub fn trash(conn: &Connection, id: PostId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE posts SET trashed_at = ifnull(trashed_at, ?2) WHERE id = ?1";
    found(
        run(
            conn,
            sql,
            params![id.0, now.as_millisecond()],
            "move a post to the trash",
        )?,
        id,
    )
}

/// Takes a post out of the trash, back to the shelf where its publications put it.
///
/// # Errors
/// [`StoreError::NoPost`].
pub fn restore(conn: &Connection, id: PostId) -> Result<(), StoreError> {
    let sql = "UPDATE posts SET trashed_at = NULL WHERE id = ?1";
    found(run(conn, sql, [id.0], "take a post out of the trash")?, id)
}

/// Deletes a post that was never written in: blank now, blank in every revision, and on no blog.
///
/// # Errors
/// [`StoreError::NoPost`]; [`StoreError::NotBlank`] for one that has, or had, words or a
/// publication.
pub fn delete_blank(conn: &Connection, id: PostId) -> Result<(), StoreError> {
    let doing = "delete an empty post";
    let post = get(conn, id)?;
    let had_words = revisions(conn, id)?
        .iter()
        .any(|revision| !is_blank(&revision.text));
    let on_a_blog = "SELECT 1 FROM publications WHERE post = ?1";
    let on_a_blog = first(conn, on_a_blog, [id.0], doing, |_| Ok(()))?.is_some();
    if !is_blank(&post.text) || had_words || on_a_blog {
        return Err(StoreError::NotBlank);
    }
    run(conn, "DELETE FROM posts WHERE id = ?1", [id.0], doing)?;
    Ok(())
}

/// A summary is words too.
fn is_blank(text: &PostText) -> bool {
    text.is_blank() && text.excerpt.trim().is_empty()
}

/// The post that was published from this file, if any.
///
/// # Errors
/// What SQLite says.
pub fn by_source(conn: &Connection, path: &Path) -> Result<Option<PostId>, StoreError> {
    let sql = "SELECT id FROM posts WHERE source_path = ?1";
    first(
        conn,
        sql,
        [source_text(path)],
        "look for a file's post",
        |row| read(row, "id", WHAT).map(PostId),
    )
}

/// The file that a post was published from, if any.
///
/// # Errors
/// What SQLite says.
pub fn source(conn: &Connection, id: PostId) -> Result<Option<PathBuf>, StoreError> {
    let sql = "SELECT source_path FROM posts WHERE id = ?1";
    let source = first(conn, sql, [id.0], "look for a post's file", |row| {
        read::<Option<String>>(row, "source_path", WHAT)
    })?;
    Ok(source.flatten().map(PathBuf::from))
}

/// Remembers the file that a post was published from; another post that came from the same path
/// before is no longer its post.
///
/// # Errors
/// [`StoreError::NoPost`].
pub fn set_source(conn: &Connection, id: PostId, path: &Path) -> Result<(), StoreError> {
    let doing = "remember a post's file";
    let source = source_text(path);
    let forget = "UPDATE posts SET source_path = NULL WHERE source_path = ?2 AND id <> ?1";
    run(conn, forget, params![id.0, source], doing)?;
    let remember = "UPDATE posts SET source_path = ?2 WHERE id = ?1";
    found(run(conn, remember, params![id.0, source], doing)?, id)
}

/// Two files never have the same text: a name that is not Unicode is written quoted, with its odd
/// bytes escaped, rather than with the same replacement character for each of them.
fn source_text(path: &Path) -> String {
    path.to_str()
        .map_or_else(|| format!("{path:?}"), str::to_owned)
}

/// Sets what the titles are ordered by, for posts that did not come through [`create`].
pub(crate) fn set_title_keys(conn: &Connection) -> Result<(), StoreError> {
    let doing = "set what titles are ordered by";
    let sql = "SELECT id, title FROM posts WHERE title <> '' AND title_key = ''";
    let titles = all_rows(conn, sql, [], doing, |row| {
        let title: String = read(row, "title", WHAT)?;
        Ok((read::<i64>(row, "id", WHAT)?, sort_key(&title)))
    })?;
    for (id, key) in titles {
        let sql = "UPDATE posts SET title_key = ?2 WHERE id = ?1";
        run(conn, sql, params![id, key], doing)?;
    }
    Ok(())
}

fn found(changed: usize, id: PostId) -> Result<(), StoreError> {
    if changed == 0 {
        Err(StoreError::NoPost { id })
    } else {
        Ok(())
    }
}

/// Runs `sql` with what both a new post and a saved one have; `:id` only when there is one.
fn write(
    conn: &Connection,
    sql: &str,
    text: &PostText,
    measure: &Measure,
    now: Timestamp,
    id: Option<PostId>,
    doing: &'static str,
) -> Result<(), StoreError> {
    let title_key = sort_key(&text.title);
    let tags = to_json(&text.tags, WHAT)?;
    let categories = to_json(&text.categories, WHAT)?;
    let now = now.as_millisecond();
    let id = id.map(|id| id.0);
    let mut params: Vec<(&str, &dyn ToSql)> = named_params! {
        ":title": text.title,
        ":title_key": title_key,
        ":body": text.body,
        ":slug": text.slug,
        ":excerpt": text.excerpt,
        ":tags": tags,
        ":categories": categories,
        ":words": measure.words,
        ":snippet": measure.snippet,
        ":now": now,
    }
    .to_vec();
    if id.is_some() {
        params.push((":id", &id));
    }
    run(conn, sql, params.as_slice(), doing)?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<Post, StoreError> {
    let text = |name| read::<String>(row, name, WHAT);
    Ok(Post {
        id: PostId(read(row, "id", WHAT)?),
        text: PostText {
            title: text("title")?,
            body: text("body")?,
            slug: read(row, "slug", WHAT)?,
            excerpt: text("excerpt")?,
            tags: from_json(&text("tags")?, WHAT)?,
            categories: from_json(&text("categories")?, WHAT)?,
        },
        version: read(row, "version", WHAT)?,
        shelf: Shelf::parse(&text("shelf")?).ok_or(StoreError::Unreadable { what: WHAT })?,
        words: read(row, "words", WHAT)?,
        created_at: read_time(row, "created_at", WHAT)?,
        updated_at: read_time(row, "updated_at", WHAT)?,
    })
}
