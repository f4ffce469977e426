//! The blogs that are connected, and the names of tags and categories known on them.

use billet_core::{Blog, BlogHealth, BlogId, Capabilities, Markup, Platform, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params, params};
use uuid::Uuid;

use crate::StoreError;
use crate::column::{all as every, first, from_json, read, read_time, run, to_json};
use crate::search::sort_key;

const WHAT: &str = "a blog";

const COLUMNS: &str = "id, platform, name, home, endpoint, username, account, account_name, \
     secret_key, capabilities, markup, health, added_at, synced_at, fetches_posts, \
     posts_fetched_at";

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
    /// The form in which posts are written there; one that comes back keeps the form it had.
    pub markup: Markup,
}

/// Adds a blog; its health is fine and it was never fetched. One that was removed comes back with
/// its publications, so that the posts that are there are found again and none is made twice: the
/// one with the same user name, else the one that was removed last at the same endpoint.
///
/// # Errors
/// [`StoreError::BlogExists`] when the same endpoint and user name are there already.
pub fn add(conn: &Connection, blog: &NewBlog, now: Timestamp) -> Result<BlogId, StoreError> {
    let doing = "add a blog";
    let before = "SELECT id, removed_at IS NULL AS present FROM blogs
                  WHERE endpoint = ?1 AND (username = ?2 OR removed_at IS NOT NULL)
                  ORDER BY username = ?2 DESC, removed_at DESC, id DESC LIMIT 1";
    let before = first(
        conn,
        before,
        [&blog.endpoint, &blog.username],
        doing,
        |row| {
            let id = BlogId(read(row, "id", WHAT)?);
            Ok((id, read::<bool>(row, "present", WHAT)?))
        },
    )?;
    if let Some((id, true)) = before {
        return Err(StoreError::BlogExists { id });
    }
    first(
        conn,
        "INSERT INTO blogs (id, platform, name, home, endpoint, username, account, account_name,
                            secret_key, capabilities, markup, health, added_at)
         VALUES (:id, :platform, :name, :home, :endpoint, :username, :account, :account_name,
                 :secret_key, :capabilities, :markup, :health, :now)
         ON CONFLICT (id) DO UPDATE
         SET platform = excluded.platform, name = excluded.name, home = excluded.home,
             username = excluded.username, account = excluded.account,
             account_name = excluded.account_name, secret_key = excluded.secret_key,
             capabilities = excluded.capabilities, health = excluded.health,
             added_at = excluded.added_at, synced_at = NULL, posts_fetched_at = NULL,
             posts_whole_at = NULL, removed_at = NULL
         RETURNING id",
        named_params! {
            ":id": before.map(|(id, _)| id.0),
            ":platform": blog.platform.as_str(),
            ":name": blog.name,
            ":home": blog.home,
            ":endpoint": blog.endpoint,
            ":username": blog.username,
            ":account": blog.account.as_str(),
            ":account_name": blog.account_name,
            ":secret_key": blog.secret_key.to_string(),
            ":capabilities": to_json(&blog.capabilities, WHAT)?,
            ":markup": blog.markup.as_str(),
            ":health": BlogHealth::Fine.as_str(),
            ":now": now.as_millisecond(),
        },
        doing,
        |row| Ok(BlogId(read(row, "id", WHAT)?)),
    )?
    .ok_or(StoreError::Unreadable { what: WHAT })
}

/// Every connected blog, by name (case and accents ignored), then by age.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn all(conn: &Connection) -> Result<Vec<Blog>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM blogs WHERE removed_at IS NULL ORDER BY id");
    let mut blogs = every(conn, &sql, [], "list the blogs", from_row)?;
    blogs.sort_by_cached_key(|blog| (sort_key(&blog.name), blog.id));
    Ok(blogs)
}

/// The name of every blog that a publication may be on, removed ones too, oldest first: for
/// display.
///
/// # Errors
/// SQLite's.
pub fn names(conn: &Connection) -> Result<Vec<(BlogId, String)>, StoreError> {
    let sql = "SELECT id, name FROM blogs ORDER BY id";
    every(conn, sql, [], "list the names of the blogs", |row| {
        Ok((BlogId(read(row, "id", WHAT)?), read(row, "name", WHAT)?))
    })
}

/// One connected blog.
///
/// # Errors
/// [`StoreError::NoBlog`] when there is none, or it was removed.
pub fn get(conn: &Connection, id: BlogId) -> Result<Blog, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM blogs WHERE id = ?1 AND removed_at IS NULL");
    first(conn, &sql, [id.0], "read a blog", from_row)?.ok_or(StoreError::NoBlog { id })
}

/// Removes a blog with its comments, begun replies and jobs. Posts stay, with their revisions, and
/// so does what is known of them on this blog, in case it is added again (see [`add`]); only a
/// publication that certainly never reached it goes. The password in the keychain is the caller's
/// to remove.
///
/// # Errors
/// [`StoreError::NoBlog`] when there is none, or it was removed already.
pub fn remove(conn: &Connection, id: BlogId, now: Timestamp) -> Result<(), StoreError> {
    let doing = "remove a blog";
    let mark = "UPDATE blogs SET removed_at = ?2 WHERE id = ?1 AND removed_at IS NULL";
    found(
        run(conn, mark, params![id.0, now.as_millisecond()], doing)?,
        id,
    )?;
    for sql in [
        // A request that may have made a place there has to be looked for before the next one.
        "UPDATE publications SET doubt = 1
         WHERE blog = ?1 AND remote_id IS NULL AND EXISTS (
             SELECT 1 FROM jobs j WHERE j.publication = publications.id
               AND (j.doubt = 1 OR j.state IN ('sending', 'unknown')))",
        // What was to move there stays where it is.
        "DELETE FROM jobs WHERE publication IS NOT NULL AND state NOT IN ('sending', 'done')
           AND kind ->> '$.after' IN (SELECT id FROM publications WHERE blog = ?1)",
        "DELETE FROM publications WHERE blog = ?1 AND remote_id IS NULL AND doubt = 0",
        // What was asked for and not sent is not waited for any more.
        "UPDATE publications SET wanted = sent, target = coalesce(sent_target, target)
         WHERE blog = ?1 AND sent IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM jobs j WHERE j.publication = publications.id AND j.state = 'sending')",
        "DELETE FROM jobs WHERE blog = ?1",
        "DELETE FROM comments WHERE blog = ?1",
        "DELETE FROM comment_sweeps WHERE blog = ?1",
        "DELETE FROM deleted_comments WHERE blog = ?1",
        "DELETE FROM terms WHERE blog = ?1",
        "DELETE FROM remote_posts WHERE blog = ?1",
        "DELETE FROM fetched_posts WHERE blog = ?1",
    ] {
        run(conn, sql, [id.0], doing)?;
    }
    Ok(())
}

/// Notes what the last contact showed.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_health(conn: &Connection, id: BlogId, health: BlogHealth) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET health = ?2 WHERE id = ?1 AND removed_at IS NULL";
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

/// Keeps the form in which posts are written there. Nothing is sent by that.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_markup(conn: &Connection, id: BlogId, markup: Markup) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET markup = ?2 WHERE id = ?1 AND removed_at IS NULL";
    let changed = run(
        conn,
        sql,
        params![id.0, markup.as_str()],
        "keep how posts are written to a blog",
    )?;
    found(changed, id)
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
         WHERE id = :id AND removed_at IS NULL",
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

/// Notes when its comments were last fetched whole.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_synced(conn: &Connection, id: BlogId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET synced_at = ?2 WHERE id = ?1 AND removed_at IS NULL";
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

fn time_or_none(row: &Row<'_>, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
    match read::<Option<i64>>(row, name, WHAT)? {
        Some(_) => read_time(row, name, WHAT).map(Some),
        None => Ok(None),
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
        markup: Markup::parse(&text("markup")?).ok_or(StoreError::Unreadable { what: WHAT })?,
        health: BlogHealth::parse(&text("health")?).ok_or(StoreError::Unreadable { what: WHAT })?,
        added_at: read_time(row, "added_at", WHAT)?,
        synced_at: time_or_none(row, "synced_at")?,
        fetches_posts: read(row, "fetches_posts", WHAT)?,
        posts_fetched_at: time_or_none(row, "posts_fetched_at")?,
    })
}
