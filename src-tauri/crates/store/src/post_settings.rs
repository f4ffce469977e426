//! What a post is to have on a blog beside its text. Three levels, each over the one below: what the
//! writer always wishes on that blog, what they wish for this post everywhere, and for this post
//! there. The first is for posts that are new there: of one that the blog has, nothing is changed
//! that was not wished for it. Words that vary on a blog are wished for one post there, but for the
//! lines that close every post of the blog.

use billet_core::{BlogId, Choices, PostId, Settings, Variation};
use rusqlite::{Connection, named_params};

use crate::StoreError;
use crate::column::{first, from_json, read, run, to_json};

const WHAT: &str = "the settings of a post";

/// What is wished for a post: on every blog, or on one.
///
/// # Errors
/// What SQLite says, or [`StoreError::Unreadable`].
pub fn get(conn: &Connection, post: PostId, blog: Option<BlogId>) -> Result<Settings, StoreError> {
    let found = first(
        conn,
        "SELECT settings FROM post_settings WHERE post = :post AND ifnull(blog, 0) = :blog",
        named_params! { ":post": post.0, ":blog": blog.map_or(0, |blog| blog.0) },
        "read the settings of a post",
        |row| from_json(&read::<String>(row, "settings", WHAT)?, WHAT),
    )?;
    Ok(found.unwrap_or_default())
}

/// Replaces what is wished for a post, on every blog or on one.
///
/// # Errors
/// What SQLite says, also when the post or the blog is not there.
pub fn set(
    conn: &Connection,
    post: PostId,
    blog: Option<BlogId>,
    settings: &Settings,
) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO post_settings (post, blog, settings) VALUES (:post, :blog, :settings)
         ON CONFLICT (post, ifnull(blog, 0)) DO UPDATE SET settings = excluded.settings",
        named_params! {
            ":post": post.0,
            ":blog": blog.map(|blog| blog.0),
            ":settings": to_json(&tidy(settings), WHAT)?,
        },
        "keep the settings of a post",
    )?;
    Ok(())
}

/// What is wished for a post on a blog, all levels together, as far as the blog offers it.
///
/// # Errors
/// As [`get`], or [`StoreError::NoBlog`].
pub fn effective(conn: &Connection, post: PostId, blog: BlogId) -> Result<Settings, StoreError> {
    let there = get(conn, post, Some(blog))?;
    let everywhere = get(conn, post, None)?;
    let (below, usual) = match wished_before(conn, post, blog)? {
        Some(before) => {
            let usual = before.varied.clone().and_then(|varied| varied.usual);
            (before, usual)
        }
        None => {
            let always = of_blog(conn, blog)?;
            let usual = always.varied.clone().and_then(|varied| varied.closing);
            (always, usual)
        }
    };
    let own = there.varied.clone().unwrap_or_default();
    let all = there.over(&everywhere).over(&below);
    let varied = Variation { usual, ..own }.tidy();
    let all = Settings { varied, ..all };
    Ok(all.offered(&choices(conn, blog)?))
}

/// Replaces the words that vary for a post on one blog.
///
/// # Errors
/// As [`get`] and [`set`].
pub fn set_varied(
    conn: &Connection,
    post: PostId,
    blog: BlogId,
    varied: Variation,
) -> Result<(), StoreError> {
    let own = get(conn, post, Some(blog))?;
    let varied = Variation {
        usual: None,
        origin: None,
        ..varied
    };
    let varied = varied.tidy();
    if own.varied == varied {
        return Ok(());
    }
    set(conn, post, Some(blog), &Settings { varied, ..own })
}

/// What was wished with the last publishing of a post that the blog has.
fn wished_before(
    conn: &Connection,
    post: PostId,
    blog: BlogId,
) -> Result<Option<Settings>, StoreError> {
    first(
        conn,
        "SELECT settings FROM publications
         WHERE post = :post AND blog = :blog AND sent IS NOT NULL",
        named_params! { ":post": post.0, ":blog": blog.0 },
        "read the settings of a post",
        |row| from_json(&read::<String>(row, "settings", WHAT)?, WHAT),
    )
}

/// What is always wished on a blog.
///
/// # Errors
/// [`StoreError::NoBlog`] when there never was one of this id.
pub fn of_blog(conn: &Connection, blog: BlogId) -> Result<Settings, StoreError> {
    let sql = "SELECT settings FROM blogs WHERE id = :blog";
    of(conn, sql, blog)
}

/// Replaces what is always wished on a blog.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_of_blog(conn: &Connection, blog: BlogId, settings: &Settings) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET settings = :json WHERE id = :blog AND removed_at IS NULL";
    note(conn, sql, blog, &to_json(&tidy(settings), WHAT)?)
}

fn tidy(settings: &Settings) -> Settings {
    Settings {
        varied: settings.varied.clone().and_then(Variation::tidy),
        ..settings.clone()
    }
}

/// What the blog lets its account choose, as it was last said.
///
/// # Errors
/// [`StoreError::NoBlog`] when there never was one of this id.
pub fn choices(conn: &Connection, blog: BlogId) -> Result<Choices, StoreError> {
    let sql = "SELECT choices AS settings FROM blogs WHERE id = :blog";
    of(conn, sql, blog)
}

/// Notes what the blog lets its account choose.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_choices(conn: &Connection, blog: BlogId, choices: &Choices) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET choices = :json WHERE id = :blog AND removed_at IS NULL";
    note(conn, sql, blog, &to_json(choices, WHAT)?)
}

fn of<T: serde::de::DeserializeOwned>(
    conn: &Connection,
    sql: &str,
    blog: BlogId,
) -> Result<T, StoreError> {
    let by = named_params! { ":blog": blog.0 };
    first(conn, sql, by, "read the settings of a blog", |row| {
        from_json(&read::<String>(row, "settings", WHAT)?, WHAT)
    })?
    .ok_or(StoreError::NoBlog { id: blog })
}

fn note(conn: &Connection, sql: &str, blog: BlogId, json: &str) -> Result<(), StoreError> {
    let params = named_params! { ":json": json, ":blog": blog.0 };
    match run(conn, sql, params, "keep the settings of a blog")? {
        0 => Err(StoreError::NoBlog { id: blog }),
        _ => Ok(()),
    }
}
