//! The desk's list: comments of all blogs, newest first, a page at a time.

use billet_core::{BlogId, CommentId, CommentStatus, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql};

use super::{WHAT, read_status};
use crate::StoreError;
use crate::column::{all, read, read_time};
use crate::posts::After;
use crate::search::match_query;

/// A row of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRow {
    /// Its row in the library.
    pub id: CommentId,
    /// The blog it is on.
    pub blog: BlogId,
    /// What the blog calls it; `None` for one's own reply that is still in the outbox.
    pub remote_id: Option<RemoteId>,
    /// What the blog calls the post it is on.
    pub post: RemoteId,
    /// The post's title; empty while it is not known.
    pub post_title: String,
    /// The name its author gave; may be empty.
    pub author_name: String,
    /// The text without markup.
    pub plain: String,
    /// Where it stands here.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// The text as sanitised HTML.
    pub html: String,
}

/// What the desk shows. A `None` does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those that stand so here.
    pub status: Option<CommentStatus>,
    /// Only those of this blog.
    pub blog: Option<BlogId>,
    /// Search words, as a person types them: all must match, the last one as a beginning. Accents
    /// and case do not matter. Words too short to search for do not restrict.
    pub query: Option<String>,
}

fn from_row(row: &Row<'_>) -> Result<CommentRow, StoreError> {
    Ok(CommentRow {
        id: CommentId(read(row, "id", WHAT)?),
        blog: BlogId(read(row, "blog", WHAT)?),
        remote_id: read::<Option<String>>(row, "remote_id", WHAT)?.map(RemoteId),
        post: RemoteId(read(row, "post", WHAT)?),
        post_title: read(row, "post_title", WHAT)?,
        author_name: read(row, "author_name", WHAT)?,
        plain: read(row, "plain", WHAT)?,
        status: read_status(row, "status")?,
        written_at: read_time(row, "written_at", WHAT)?,
        html: read(row, "html", WHAT)?,
    })
}

/// One page of at most `limit` comments, newest first over all blogs, going on `after` the last
/// row of the page before. One's own replies that have not left yet do not wait for a decision:
/// they are no part of [`CommentStatus::Pending`].
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn list(
    conn: &Connection,
    filter: &Filter,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<CommentRow>, StoreError> {
    let status = filter.status.map(CommentStatus::as_str);
    let blog = filter.blog.map(|b| b.0);
    let words = filter.query.as_deref().and_then(match_query);
    let (at, id) = after.map_or((0, 0), |a| (a.at.as_millisecond(), a.id));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut params: Vec<(&str, &dyn ToSql)> = vec![(":limit", &limit)];
    if let Some(status) = &status {
        params.push((":status", status));
    }
    if let Some(blog) = &blog {
        params.push((":blog", blog));
    }
    if let Some(words) = &words {
        params.push((":words", words));
    }
    if after.is_some() {
        params.push((":at", &at));
        params.push((":id", &id));
    }
    let sql = sql(filter, words.is_some(), after.is_some());
    all(conn, &sql, params.as_slice(), "list comments", from_row)
}

/// The page's query. Only the conditions that are asked for are in it, so that each kind of page
/// has an index that gives its rows in order.
pub(super) fn sql(filter: &Filter, words: bool, after: bool) -> String {
    let mut conditions = Vec::new();
    if let Some(status) = filter.status {
        conditions.push("c.status = :status");
        if status == CommentStatus::Pending {
            conditions.push("c.remote_id IS NOT NULL");
        }
    }
    if filter.blog.is_some() {
        conditions.push("c.blog = :blog");
    }
    if words {
        conditions
            .push("c.id IN (SELECT rowid FROM comments_search WHERE comments_search MATCH :words)");
    }
    if after {
        conditions.push("(c.written_at, c.id) < (:at, :id)");
    }
    let filtered = if conditions.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", conditions.join(" AND "))
    };
    format!(
        "SELECT c.id AS id, c.blog AS blog, c.remote_id AS remote_id, c.post AS post,
             coalesce(r.title, '') AS post_title, c.author_name AS author_name,
             c.plain AS plain, c.status AS status, c.written_at AS written_at, c.html AS html
         FROM comments c
         LEFT JOIN remote_posts r ON r.blog = c.blog AND r.remote_id = c.post
         {filtered} ORDER BY c.written_at DESC, c.id DESC LIMIT :limit"
    )
}

/// How many comments stand in each status here: all four, in the order of [`CommentStatus::ALL`].
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn counts(conn: &Connection) -> Result<Vec<(CommentStatus, i64)>, StoreError> {
    let found = all(
        conn,
        "SELECT status, count(*) AS many FROM comments GROUP BY status",
        [],
        "count comments",
        |row| Ok((read_status(row, "status")?, read(row, "many", WHAT)?)),
    )?;
    let many = |status| {
        found
            .iter()
            .find(|(s, _)| *s == status)
            .map_or(0, |(_, many)| *many)
    };
    Ok(CommentStatus::ALL
        .into_iter()
        .map(|status| (status, many(status)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    fn plan(filter: &Filter, after: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Timestamp::UNIX_EPOCH).unwrap();
        library
            .read(|conn| {
                let sql = format!("EXPLAIN QUERY PLAN {}", sql(filter, false, after));
                let mut statement = conn.prepare(&sql).unwrap();
                // Not bound: the plan does not depend on the values.
                let steps: Vec<String> = statement
                    .raw_query()
                    .mapped(|row| row.get("detail"))
                    .map(Result::unwrap)
                    .collect();
                Ok::<_, StoreError>(steps.join("\n"))
            })
            .unwrap()
    }

    #[test]
    fn every_page_of_the_desk_comes_in_order_from_an_index() {
        for status in [None, Some(CommentStatus::Pending)] {
            for (blog, after) in [(None, false), (None, true), (Some(BlogId(1)), true)] {
                if status.is_none() && blog.is_some() {
                    continue;
                }
                let filter = Filter {
                    status,
                    blog,
                    query: None,
                };
                let plan = plan(&filter, after);
                assert!(plan.contains("USING INDEX comments_by_"), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
    }
}
