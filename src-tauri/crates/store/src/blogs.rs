//! The blogs that are connected, and the names of tags and categories known on them.

use billet_core::{Blog, BlogHealth, BlogId, Capabilities, Platform, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params, params};
use uuid::Uuid;

use crate::StoreError;
use crate::column::{all as every, first, from_json, read, read_time, run, to_json};
use crate::search::sort_key;

const WHAT: &str = "a blog";

const COLUMNS: &str = "id, platform, name, home, endpoint, username, account, account_name, \
     secret_key, capabilities, health, added_at, synced_at";

/// What is known of a blog before it has a row; the fields are those of [`Blog`].
#[derive(Clone, Debug)]
pub struct NewBlog {
    /// The software that runs it.
    pub platform: Platform,
    /// Its title.
    pub name: String,
    /// Its front page.
    pub home: String,
    /// Where its API starts.
    pub endpoint: String,
    /// The name typed to sign in.
    pub username: String,
    /// What the blog calls this account.
    pub account: RemoteId,
    /// The name shown beside this account's posts and replies.
    pub account_name: String,
    /// The entry in the keychain that holds the password.
    pub secret_key: Uuid,
    /// What the account may do there.
    pub capabilities: Capabilities,
}

/// Adds a blog; its health is fine and it was never fetched.
///
/// # Errors
/// [`StoreError::BlogExists`] when the same endpoint and user name are there already.
pub fn add(conn: &Connection, blog: &NewBlog, now: Timestamp) -> Result<BlogId, StoreError> {
    let doing = "add a blog";
    let same = "SELECT id FROM blogs WHERE endpoint = ?1 AND username = ?2";
    let present = first(conn, same, [&blog.endpoint, &blog.username], doing, |row| {
        read(row, "id", WHAT)
    })?;
    if let Some(id) = present {
        return Err(StoreError::BlogExists { id: BlogId(id) });
    }
    run(
        conn,
        "INSERT INTO blogs (platform, name, home, endpoint, username, account, account_name,
                            secret_key, capabilities, health, added_at)
         VALUES (:platform, :name, :home, :endpoint, :username, :account, :account_name,
                 :secret_key, :capabilities, :health, :now)",
        named_params! {
            ":platform": blog.platform.as_str(),
            ":name": blog.name,
            ":home": blog.home,
            ":endpoint": blog.endpoint,
            ":username": blog.username,
            ":account": blog.account.as_str(),
            ":account_name": blog.account_name,
            ":secret_key": blog.secret_key.to_string(),
            ":capabilities": to_json(&blog.capabilities, WHAT)?,
            ":health": BlogHealth::Fine.as_str(),
            ":now": now.as_millisecond(),
        },
        doing,
    )?;
    Ok(BlogId(conn.last_insert_rowid()))
}

/// Every blog, by name (case and accents ignored), then by age.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn all(conn: &Connection) -> Result<Vec<Blog>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM blogs ORDER BY id");
    let mut blogs = every(conn, &sql, [], "list the blogs", from_row)?;
    blogs.sort_by_cached_key(|blog| (sort_key(&blog.name), blog.id));
    Ok(blogs)
}

/// One blog.
///
/// # Errors
/// [`StoreError::NoBlog`] when there is none.
pub fn get(conn: &Connection, id: BlogId) -> Result<Blog, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM blogs WHERE id = ?1");
    first(conn, &sql, [id.0], "read a blog", from_row)?.ok_or(StoreError::NoBlog { id })
}

/// Removes a blog with its publications, comments and jobs. The posts stay, with their revisions.
/// The password in the keychain is the caller's to remove.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn remove(conn: &Connection, id: BlogId) -> Result<(), StoreError> {
    found(
        run(
            conn,
            "DELETE FROM blogs WHERE id = ?1",
            [id.0],
            "remove a blog",
        )?,
        id,
    )
}

/// Notes what the last contact showed.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_health(conn: &Connection, id: BlogId, health: BlogHealth) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET health = ?2 WHERE id = ?1";
    found(
        run(
            conn,
            sql,
            params![id.0, health.as_str()],
            "note how a blog is",
        )?,
        id,
    )
}

/// Notes what a check of the account showed; the health is fine then.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn update_account(
    conn: &Connection,
    id: BlogId,
    name: &str,
    account: &RemoteId,
    account_name: &str,
    capabilities: &Capabilities,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE blogs SET name = :name, account = :account, account_name = :account_name,
                          capabilities = :capabilities, health = :health
         WHERE id = :id",
        named_params! {
            ":name": name,
            ":account": account.as_str(),
            ":account_name": account_name,
            ":capabilities": to_json(capabilities, WHAT)?,
            ":health": BlogHealth::Fine.as_str(),
            ":id": id.0,
        },
        "note what a blog said of the account",
    )?;
    found(changed, id)
}

/// Notes when its posts and comments were last fetched whole.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_synced(conn: &Connection, id: BlogId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET synced_at = ?2 WHERE id = ?1";
    let changed = run(
        conn,
        sql,
        params![id.0, at.as_millisecond()],
        "note when a blog was fetched",
    )?;
    found(changed, id)
}

/// Which kind of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// Tags.
    Tag,
    /// Categories.
    Category,
}

impl TermKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Category => "category",
        }
    }
}

/// Replaces the names of one kind that are known on a blog.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_terms(
    conn: &Connection,
    id: BlogId,
    kind: TermKind,
    names: &[String],
) -> Result<(), StoreError> {
    let doing = "note a blog's tags and categories";
    get(conn, id)?;
    let delete = "DELETE FROM terms WHERE blog = ?1 AND kind = ?2";
    run(conn, delete, params![id.0, kind.as_str()], doing)?;
    // A blog may have two terms of one name under different parents.
    let insert = "INSERT OR IGNORE INTO terms (blog, kind, name) VALUES (?1, ?2, ?3)";
    for name in names {
        run(conn, insert, params![id.0, kind.as_str(), name], doing)?;
    }
    Ok(())
}

/// The names of one kind known on any blog, each once, sorted (case and accents ignored).
///
/// # Errors
/// What SQLite says.
pub fn terms(conn: &Connection, kind: TermKind) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT name FROM terms WHERE kind = ?1";
    let mut names: Vec<String> = every(
        conn,
        sql,
        [kind.as_str()],
        "list the tags and categories",
        |row| read(row, "name", "a tag or category"),
    )?;
    names.sort_by_cached_key(|name| (sort_key(name), name.clone()));
    Ok(names)
}

fn found(changed: usize, id: BlogId) -> Result<(), StoreError> {
    if changed == 0 {
        Err(StoreError::NoBlog { id })
    } else {
        Ok(())
    }
}

fn from_row(row: &Row<'_>) -> Result<Blog, StoreError> {
    let text = |name| read::<String>(row, name, WHAT);
    Ok(Blog {
        id: BlogId(read(row, "id", WHAT)?),
        platform: Platform::parse(&text("platform")?)
            .ok_or(StoreError::Unreadable { what: WHAT })?,
        name: text("name")?,
        home: text("home")?,
        endpoint: text("endpoint")?,
        username: text("username")?,
        account: RemoteId(text("account")?),
        account_name: text("account_name")?,
        secret_key: Uuid::parse_str(&text("secret_key")?)
            .map_err(|_| StoreError::Unreadable { what: WHAT })?,
        capabilities: from_json(&text("capabilities")?, WHAT)?,
        health: BlogHealth::parse(&text("health")?).ok_or(StoreError::Unreadable { what: WHAT })?,
        added_at: read_time(row, "added_at", WHAT)?,
        synced_at: match read::<Option<i64>>(row, "synced_at", WHAT)? {
            Some(_) => Some(read_time(row, "synced_at", WHAT)?),
            None => None,
        },
    })
}
