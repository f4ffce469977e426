//! A page of a list of posts, in one of its orders, and where the other pages begin.

use billet_core::{BlogId, PostOrder, Shelf};
use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Row, ToSql};

use crate::StoreError;
use crate::column::{all as every, first, read, to_json};
use crate::search::{match_query, sort_key};

use super::fresh;
use super::list::{COLUMNS, PostRow, from_row};

const WHAT: &str = "a post";

/// Where a list of what has a time goes on: the last row's time and id (never an offset, which would
/// skip or repeat rows while the list changes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The last row's time.
    pub at: Timestamp,
    /// The last row's id.
    pub id: i64,
}

/// Where a list of posts goes on: what the list's order looks at in the last row, and that row's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Milliseconds, words or a folded title: of the list's order.
    pub key: Key,
    /// The row's id.
    pub id: i64,
}

/// What an order looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Milliseconds since 1970, or words.
    Number(i64),
    /// A title without case and accents.
    Text(String),
}

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

impl PostRow {
    /// Where this row stands in a list of this order.
    #[must_use]
    pub fn place(&self, order: PostOrder) -> Place {
        let key = match order {
            PostOrder::Changed => Key::Number(self.updated_at.as_millisecond()),
            PostOrder::Created => Key::Number(self.created_at.as_millisecond()),
            PostOrder::Words => Key::Number(self.words),
            PostOrder::Title => Key::Text(sort_key(&self.title)),
        };
        Place { key, id: self.id.0 }
    }
}

/// Every page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// How many posts the list has.
    pub posts: usize,
    /// The last place of each page but the last: where the next one goes on.
    pub ends: Vec<Place>,
}

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
    /// In this order.
    pub order: PostOrder,
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

/// One page of the posts that a filter lets through, in its order.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn list(
    conn: &Connection,
    filter: &Filter,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<PostRow>, StoreError> {
    let words = Words::of(conn, filter)?;
    let query = Query {
        filter,
        sought: words.sought,
        after,
        limit: Some(limit),
    };
    let rows = query.rows(conn, &words, "list the posts", from_row)?;
    // They are common, and not here: then it takes longer.
    if words.sought == Sought::Common && rows.len() < limit {
        let sought = Sought::Many;
        return Query { sought, ..query }.rows(conn, &words, "list the posts", from_row);
    }
    Ok(rows)
}

/// How many posts a filter lets through, and where each page of `size` of them ends: with that a page
/// in the middle can be read without those before it.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn places(conn: &Connection, filter: &Filter, size: usize) -> Result<Places, StoreError> {
    let words = Words::of(conn, filter)?;
    let query = Query {
        filter,
        sought: match words.sought {
            Sought::Common => Sought::Many,
            other => other,
        },
        after: None,
        limit: None,
    };
    let (mut posts, mut last, mut ends) = (0_usize, None, Vec::new());
    query.rows(conn, &words, "count the posts of a list", |row| {
        // A page ends where another one goes on.
        ends.extend(last.take());
        posts += 1;
        if posts.is_multiple_of(size) {
            last = Some(place(row, filter.order)?);
        }
        Ok(())
    })?;
    Ok(Places { posts, ends })
}

fn place(row: &Row<'_>, order: PostOrder) -> Result<Place, StoreError> {
    let key = match order {
        PostOrder::Title => Key::Text(read(row, "key", WHAT)?),
        _ => Key::Number(read(row, "key", WHAT)?),
    };
    Ok(Place {
        key,
        id: read(row, "id", WHAT)?,
    })
}

/// How many posts hold the words: what is the quickest way to a page of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// No words are looked for.
    Anything,
    Few,
    Many,
    Common,
}

/// What is searched for.
struct Words {
    sought: Sought,
    /// An FTS5 query.
    query: Option<String>,
    /// JSON of the posts that it finds by a text that is not indexed yet.
    fresh: Option<String>,
}

impl Words {
    fn of(conn: &Connection, filter: &Filter) -> Result<Self, StoreError> {
        let Some(query) = filter.query.as_deref().and_then(match_query) else {
            return Ok(Self {
                sought: Sought::Anything,
                query: None,
                fresh: None,
            });
        };
        let count = "SELECT count(*) AS found FROM (SELECT 1 FROM posts_search
                     WHERE posts_search MATCH ?1 LIMIT ?2)";
        let found = first(conn, count, (&query, COMMON), "list the posts", |row| {
            read::<i64>(row, "found", WHAT)
        })?;
        Ok(Self {
            sought: match found.unwrap_or(0) {
                COMMON.. => Sought::Common,
                FEW.. => Sought::Many,
                _ => Sought::Few,
            },
            fresh: Some(to_json(&fresh::matching(conn, &query)?, WHAT)?),
            query: Some(query),
        })
    }
}

/// A query for rows of a list. Only the conditions that are asked for are in it, so that each kind of
/// page has an index that gives its rows in order; what a row shows is read for the page alone.
#[derive(Clone, Copy)]
pub(super) struct Query<'a> {
    filter: &'a Filter,
    sought: Sought,
    after: Option<&'a Place>,
    /// So many rows with what they show; without it the places of all.
    limit: Option<usize>,
}

impl Query<'_> {
    fn rows<T>(
        &self,
        conn: &Connection,
        words: &Words,
        doing: &'static str,
        from_row: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let filter = self.filter;
        let shelf = filter.shelf.map(Shelf::as_str);
        let blog = filter.blog.map(|blog| blog.0);
        let from = filter.from.map(Timestamp::as_millisecond);
        let until = filter.until.map(Timestamp::as_millisecond);
        let most = self.limit.map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        let (key, id) = (self.after.map(|p| &p.key), self.after.map(|p| p.id));
        let all: [(&str, bool, &dyn ToSql); 10] = [
            (":words", words.query.is_some(), &words.query),
            (":fresh", words.fresh.is_some(), &words.fresh),
            (":shelf", shelf.is_some(), &shelf),
            (":blog", blog.is_some(), &blog),
            (":tag", filter.tag.is_some(), &filter.tag),
            (":from", from.is_some(), &from),
            (":until", until.is_some(), &until),
            (":limit", most.is_some(), &most),
            (":key", key.is_some(), &key),
            (":id", id.is_some(), &id),
        ];
        let asked = all.iter().filter(|(_, asked, _)| *asked);
        let params: Vec<_> = asked.map(|(name, _, value)| (*name, *value)).collect();
        every(conn, &self.sql(), params.as_slice(), doing, from_row)
    }

    fn sql(&self) -> String {
        const FOUND: &str = "SELECT rowid AS id FROM posts_search WHERE posts_search MATCH :words
                               AND rowid NOT IN (SELECT post FROM posts_search_stale)
                             UNION ALL SELECT value FROM json_each(:fresh)";
        let (column, direction, beyond) = match self.filter.order {
            PostOrder::Changed => ("updated_at", "DESC", "<"),
            PostOrder::Created => ("created_at", "DESC", "<"),
            PostOrder::Title => ("title_key", "ASC", ">"),
            PostOrder::Words => ("words", "DESC", "<"),
        };
        let order = format!("ORDER BY p.{column} {direction}, p.id {direction}");
        let wished = self.wished(column, beyond);
        let from = match self.sought {
            Sought::Few => format!("({FOUND}) f CROSS JOIN posts p ON p.id = f.id"),
            _ => "posts p".to_owned(),
        };
        let found = match self.sought {
            Sought::Anything | Sought::Few => String::new(),
            // `+` keeps an index out of it.
            Sought::Many => format!(" AND +p.id IN ({FOUND})"),
            // The search index is read once, not once for each post.
            Sought::Common => " AND p.id IN (SELECT rowid FROM posts_search
                      WHERE posts_search MATCH :words AND +rowid IN (SELECT id FROM next)
                        AND rowid NOT IN (SELECT post FROM posts_search_stale)
                      UNION ALL SELECT value FROM json_each(:fresh))"
                .to_owned(),
        };
        let next = match self.sought {
            Sought::Common => format!(
                "WITH next AS MATERIALIZED
                     (SELECT p.id AS id FROM posts p WHERE {wished} {order} LIMIT {NEXT}) "
            ),
            _ => String::new(),
        };
        if self.limit.is_none() {
            return format!(
                "SELECT p.{column} AS key, p.id AS id FROM {from} WHERE {wished}{found} {order}"
            );
        }
        format!(
            "{next}SELECT {COLUMNS} FROM posts p WHERE p.id IN
                 (SELECT p.id FROM {from} WHERE {wished}{found} {order} LIMIT :limit)
             {order}"
        )
    }

    /// What a row has to meet.
    fn wished(&self, column: &str, beyond: &str) -> String {
        let filter = self.filter;
        let mut wished = vec![match filter.shelf {
            Some(_) => "p.shelf = :shelf",
            None => "p.shelf <> 'trash'",
        }];
        let after = format!("(p.{column}, p.id) {beyond} (:key, :id)");
        if self.after.is_some() {
            wished.push(&after);
        }
        if filter.from.is_some() {
            wished.push("p.updated_at >= :from");
        }
        if filter.until.is_some() {
            wished.push("p.updated_at < :until");
        }
        if filter.blog.is_some() {
            wished.push(
                "EXISTS (SELECT 1 FROM publications u WHERE u.post = p.id AND u.blog = :blog)",
            );
        }
        if filter.tag.is_some() {
            wished.push("EXISTS (SELECT 1 FROM post_tags t WHERE t.tag = :tag AND t.post = p.id)");
        }
        wished.join(" AND ")
    }
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
    fn a_page_is_read_from_an_index_in_the_order_of_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Timestamp::UNIX_EPOCH).unwrap();
        let drafts = Filter::from(Shelf::Drafts);
        let ordered = |order| Filter {
            order,
            ..drafts.clone()
        };
        let place = Place {
            key: Key::Number(7),
            id: 7,
        };
        for (filter, index, key) in [
            (drafts.clone(), "posts_by_shelf (shelf=?", "updated_at<"),
            (Filter::default(), "posts_by_time", "updated_at<"),
            (
                ordered(PostOrder::Created),
                "posts_by_creation (shelf=?",
                "created_at<",
            ),
            (
                ordered(PostOrder::Title),
                "posts_by_title (shelf=?",
                "title_key>",
            ),
            (
                ordered(PostOrder::Words),
                "posts_by_words (shelf=?",
                "words<",
            ),
        ] {
            for sought in [Sought::Anything, Sought::Many, Sought::Common] {
                for (after, limit) in [(None, Some(9)), (Some(&place), Some(9)), (None, None)] {
                    if limit.is_none() && sought == Sought::Common {
                        continue;
                    }
                    let filter = &filter;
                    let query = Query {
                        filter,
                        sought,
                        after,
                        limit,
                    };
                    let plan = library.read(|conn| plan(conn, &query.sql())).unwrap();
                    assert!(plan.contains(&format!("COVERING INDEX {index}")), "{plan}");
                    assert!(after.is_none() || plan.contains(key), "{plan}");
                    // Only the page is put in order, and at most what was found in the next posts.
                    let most = match (sought, limit) {
                        (Sought::Common, _) => 2,
                        (_, Some(_)) => 1,
                        (_, None) => 0,
                    };
                    let sorts = plan.matches("B-TREE FOR ORDER BY").count();
                    assert!(sorts <= most, "{plan}");
                }
            }
        }
    }
}
