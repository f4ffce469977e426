//! Posts that came from another program's files: what they were called there, so that the same file
//! brings nothing twice, and what it said of them that Billet has no place for.

use billet_core::{PostId, PostText, RemoteStatus};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params, params};

use crate::StoreError;
use crate::column::{all, first, read, run};
use crate::posts::{self, Measure};

const WHAT: &str = "where a post comes from";

const COLUMNS: &str = "post, source, key, hash, page, status, dated_at, author, address, picture";

/// Where a post comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whose posts they were: a blog's address, a folder.
    pub source: String,
    /// What the source calls the post; unique there.
    pub key: String,
    /// Of all that was brought in: another one when the source has another text now.
    pub hash: String,
    /// It stood outside of the blog's stream of posts.
    pub page: bool,
    /// How it stood there.
    pub status: RemoteStatus,
    /// The date that readers saw.
    pub dated_at: Option<Timestamp>,
    /// Who wrote it, by name; may be empty.
    pub author: String,
    /// Where readers found it; may be empty.
    pub address: String,
    /// The address of its featured picture; may be empty.
    pub picture: String,
}

/// A post on its way into the library.
#[derive(Clone, Debug)]
pub struct Brought {
    /// What it says.
    pub text: PostText,
    /// What the text engine measured of it.
    pub measure: Measure,
    /// When its writer began it.
    pub created_at: Timestamp,
    /// When its text was last saved.
    pub updated_at: Timestamp,
    /// Where it comes from.
    pub origin: Origin,
}

/// Puts a post into the library, among the drafts: no blog of this library is known to have it.
///
/// # Errors
/// What SQLite says, also when there is a post of this source and key.
pub fn bring(conn: &Connection, brought: &Brought) -> Result<PostId, StoreError> {
    let doing = "bring in a post";
    let id = posts::create(conn, &brought.text, &brought.measure, brought.updated_at)?;
    let began = brought.created_at.as_millisecond();
    let sql = "UPDATE posts SET created_at = ?2 WHERE id = ?1";
    run(conn, sql, params![id.0, began], doing)?;
    let origin = &brought.origin;
    run(
        conn,
        "INSERT INTO origins (post, source, key, hash, page, status, dated_at, author, address,
                              picture)
         VALUES (:post, :source, :key, :hash, :page, :status, :dated_at, :author, :address,
                 :picture)",
        named_params! {
            ":post": id.0,
            ":source": origin.source,
            ":key": origin.key,
            ":hash": origin.hash,
            ":page": origin.page,
            ":status": origin.status.as_str(),
            ":dated_at": origin.dated_at.map(Timestamp::as_millisecond),
            ":author": origin.author,
            ":address": origin.address,
            ":picture": origin.picture,
        },
        doing,
    )?;
    Ok(id)
}

/// The post that a source's key stands for, with its origin.
///
/// # Errors
/// What SQLite says.
pub fn find(
    conn: &Connection,
    source: &str,
    key: &str,
) -> Result<Option<(PostId, Origin)>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM origins WHERE source = ?1 AND key = ?2");
    first(conn, &sql, [source, key], "look for a post", from_row)
}

/// The posts that came with the very same words and dates, whatever their source called them.
///
/// # Errors
/// What SQLite says.
pub fn same(conn: &Connection, hash: &str) -> Result<Vec<(PostId, Origin)>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM origins WHERE hash = ?1 ORDER BY post");
    all(conn, &sql, [hash], "look for a post", from_row)
}

/// Where a post comes from; `None` for one that was begun here.
///
/// # Errors
/// What SQLite says.
pub fn of_post(conn: &Connection, post: PostId) -> Result<Option<Origin>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM origins WHERE post = ?1");
    let found = first(
        conn,
        &sql,
        [post.0],
        "look where a post comes from",
        from_row,
    )?;
    Ok(found.map(|(_, origin)| origin))
}

fn from_row(row: &Row<'_>) -> Result<(PostId, Origin), StoreError> {
    let text = |name| read::<String>(row, name, WHAT);
    let dated_at: Option<i64> = read(row, "dated_at", WHAT)?;
    let dated_at = dated_at.map(Timestamp::from_millisecond).transpose();
    Ok((
        PostId(read(row, "post", WHAT)?),
        Origin {
            source: text("source")?,
            key: text("key")?,
            hash: text("hash")?,
            page: read(row, "page", WHAT)?,
            status: RemoteStatus::parse(&text("status")?),
            dated_at: dated_at.map_err(|_| StoreError::Unreadable { what: WHAT })?,
            author: text("author")?,
            address: text("address")?,
            picture: text("picture")?,
        },
    ))
}
