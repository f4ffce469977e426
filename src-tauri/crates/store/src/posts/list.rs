//! The lists of posts: a page of a shelf, all of them, and how many there are.

use billet_core::{BlogId, PostId, PublicationState, Shelf};
use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql, named_params};

use crate::StoreError;
use crate::column::{all as every, first, from_json, read, read_time, to_json};
use crate::search::{match_query, sort_key};

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
    /// It is a page there, no post of the stream.
    pub page: bool,
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
      FROM publications u WHERE u.post = p.id) AS blogs,
     EXISTS (SELECT 1 FROM publications u WHERE u.post = p.id AND u.kind = 'page') AS page";

/// Which posts a list shows: those that meet every wish.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// On this shelf; without one on any but the trash.
    pub shelf: Option<Shelf>,
    /// What a person typed to search: every word must be in the title, the text or the tags, the
    /// last one as the beginning of a word; accents and case do not matter. Less than two letters
    /// do not filter.
    pub query: Option<String>,
    /// On this blog, or going there.
    pub blog: Option<BlogId>,
    /// With this tag, as it is written.
    pub tag: Option<String>,
    /// Last saved at this time or later.
    pub from: Option<Timestamp>,
    /// Last saved before this time.
    pub until: Option<Timestamp>,
}

impl From<Shelf> for Filter {
    fn from(shelf: Shelf) -> Self {
        Self {
            shelf: Some(shelf),
            ..Self::default()
        }
    }
}

/// Words that no more posts hold than this: those posts are read, and put in order.
const FEW: i64 = 1_000;

/// Words that so many hold are likely in enough of the next posts to fill a page.
const COMMON: i64 = 20_000;

/// So many of the next posts are looked through for a word that is common.
const NEXT: i64 = 1_000;

/// One page of the posts that a filter lets through, newest first.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn list(
    conn: &Connection,
    filter: &Filter,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<PostRow>, StoreError> {
    let doing = "list the posts";
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let words = filter.query.as_deref().and_then(match_query);
    let shelf = filter.shelf.map(Shelf::as_str);
    let blog = filter.blog.map(|blog| blog.0);
    let from = filter.from.map(Timestamp::as_millisecond);
    let until = filter.until.map_or(i64::MAX, Timestamp::as_millisecond);
    // What comes after a row is before it in time.
    let (at, id) = match after {
        Some(after) if after.at.as_millisecond() < until => (after.at.as_millisecond(), after.id),
        _ => (until, i64::MIN),
    };
    let mut params: Vec<(&str, &dyn ToSql)> =
        named_params! { ":at": at, ":id": id, ":limit": most }.to_vec();
    let mut sought = Sought::Anything;
    let mut fresh = None;
    if let Some(words) = &words {
        let count = "SELECT count(*) AS found FROM (SELECT 1 FROM posts_search
                     WHERE posts_search MATCH ?1 LIMIT ?2)";
        let found = first(conn, count, (words, COMMON), doing, |row| {
            read::<i64>(row, "found", WHAT)
        })?;
        sought = match found.unwrap_or(0) {
            COMMON.. => Sought::Common,
            FEW.. => Sought::Many,
            _ => Sought::Few,
        };
        fresh = Some(to_json(&fresh::matching(conn, words)?, WHAT)?);
    }
    if words.is_some() {
        params.extend([(":words", &words as &dyn ToSql), (":fresh", &fresh)]);
    }
    if shelf.is_some() {
        params.push((":shelf", &shelf));
    }
    if blog.is_some() {
        params.push((":blog", &blog));
    }
    if filter.tag.is_some() {
        params.push((":tag", &filter.tag));
    }
    if from.is_some() {
        params.push((":from", &from));
    }
    let page = |sought| {
        every(
            conn,
            &sql(filter, sought),
            params.as_slice(),
            doing,
            from_row,
        )
    };
    let rows = page(sought)?;
    // They are common, and not here: then it takes longer.
    if sought == Sought::Common && rows.len() < limit {
        return page(Sought::Many);
    }
    Ok(rows)
}

/// How many posts hold the words: what is the quickest way to a page of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    /// No words are looked for.
    Anything,
    Few,
    Many,
    Common,
}

/// The query of [`list`]. Only the conditions that are asked for are in it, so that each kind of page
/// has an index that gives its rows in order; what a row shows is read for the page alone.
pub(super) fn sql(filter: &Filter, sought: Sought) -> String {
    const FOUND: &str = "SELECT rowid AS id FROM posts_search WHERE posts_search MATCH :words
                           AND rowid NOT IN (SELECT post FROM posts_search_stale)
                         UNION ALL SELECT value FROM json_each(:fresh)";
    let mut wished = vec!["(p.updated_at, p.id) < (:at, :id)"];
    wished.push(match filter.shelf {
        Some(_) => "p.shelf = :shelf",
        None => "p.shelf <> 'trash'",
    });
    if filter.from.is_some() {
        wished.push("p.updated_at >= :from");
    }
    if filter.blog.is_some() {
        wished.push("EXISTS (SELECT 1 FROM publications u WHERE u.post = p.id AND u.blog = :blog)");
    }
    if filter.tag.is_some() {
        wished.push("EXISTS (SELECT 1 FROM post_tags t WHERE t.tag = :tag AND t.post = p.id)");
    }
    let from = match sought {
        Sought::Few => format!("({FOUND}) f CROSS JOIN posts p ON p.id = f.id"),
        _ => "posts p".to_owned(),
    };
    let found = match sought {
        Sought::Anything | Sought::Few => None,
        // `+` keeps an index out of it.
        Sought::Many => Some(format!("+p.id IN ({FOUND})")),
        // The search index is read once, not once for each post.
        Sought::Common => Some(
            "p.id IN (SELECT rowid FROM posts_search
                      WHERE posts_search MATCH :words AND +rowid IN (SELECT id FROM next)
                        AND rowid NOT IN (SELECT post FROM posts_search_stale)
                      UNION ALL SELECT value FROM json_each(:fresh))"
                .to_owned(),
        ),
    };
    let wished = wished.join(" AND ");
    let next = match sought {
        Sought::Common => format!(
            "WITH next AS MATERIALIZED (SELECT p.id AS id FROM posts p WHERE {wished}
                 ORDER BY p.updated_at DESC, p.id DESC LIMIT {NEXT}) "
        ),
        _ => String::new(),
    };
    let found = found
        .map(|found| format!(" AND {found}"))
        .unwrap_or_default();
    format!(
        "{next}SELECT {COLUMNS} FROM posts p WHERE p.id IN
             (SELECT p.id FROM {from} WHERE {wished}{found}
              ORDER BY p.updated_at DESC, p.id DESC LIMIT :limit)
         ORDER BY p.updated_at DESC, p.id DESC"
    )
}

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
        page: read(row, "page", WHAT)?,
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
        for sought in [Sought::Anything, Sought::Many, Sought::Common] {
            for (filter, index) in [
                (
                    Filter::from(Shelf::Drafts),
                    "posts_by_shelf (shelf=? AND updated_at<",
                ),
                (Filter::default(), "posts_by_time (updated_at<"),
            ] {
                let plan = library
                    .read(|conn| plan(conn, &sql(&filter, sought)))
                    .unwrap();
                assert!(plan.contains(&format!("COVERING INDEX {index}")), "{plan}");
                // Only the page is put in order, and at most what was found in the next posts.
                let most = if sought == Sought::Common { 2 } else { 1 };
                let sorts = plan.matches("B-TREE FOR ORDER BY").count();
                assert!(sorts <= most, "{plan}");
            }
        }
    }
}
