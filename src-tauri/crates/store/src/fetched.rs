//! Posts that were on a blog before they were here: taken in, brought up to date, and what was seen
//! of each. Whether a text may be replaced is the caller's to know.

use std::collections::HashMap;

use billet_core::{
    Base, BlogId, PostId, PostKind, PostText, PublicationId, RemoteId, RemoteStatus, RevisionId,
    Target,
};
use jiff::Timestamp;
use rusqlite::{Connection, named_params, params};
use uuid::Uuid;

use crate::StoreError;
use crate::column::{all, first, read, run, to_json};
use crate::posts::{self, Measure};

const WHAT: &str = "a post of a blog";

/// A post as a blog has it, in the library's form.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// What the blog calls it.
    pub remote_id: RemoteId,
    /// What kind of post it is there.
    pub kind: PostKind,
    /// Where readers find it.
    pub url: String,
    /// How it stands.
    pub status: RemoteStatus,
    /// The wish that would have made it stand so.
    pub target: Target,
    /// Its text as the blog stores it.
    pub base: Base,
    /// The same as the writer has it.
    pub text: PostText,
    /// What the text engine measured of that.
    pub measure: Measure,
    /// Its date there.
    pub created_at: Timestamp,
    /// When it was last saved there.
    pub updated_at: Timestamp,
}

/// Takes in a post that this library does not have.
///
/// # Errors
/// What SQLite says, also when there is no such blog.
pub fn take(conn: &Connection, blog: BlogId, new: &Arrived) -> Result<PostId, StoreError> {
    let doing = "take in a post of a blog";
    let post = posts::create(conn, &new.text, &new.measure, new.updated_at)?;
    let began = new.created_at.as_millisecond();
    let sql = "UPDATE posts SET created_at = ?2 WHERE id = ?1";
    run(conn, sql, params![post.0, began], doing)?;
    let revision = posts::keep_other(conn, post, &new.text, new.updated_at)?;
    run(
        conn,
        "INSERT INTO publications (post, blog, kind, fetched, marker, remote_id, url, status, base,
                                   wanted, target, sent, sent_target)
         VALUES (:post, :blog, :kind, 1, :marker, :remote_id, nullif(:url, ''), :status, :base,
                 :revision, :target, :revision, :target)",
        named_params! {
            ":post": post.0,
            ":blog": blog.0,
            ":kind": new.kind.as_str(),
            ":marker": Uuid::new_v4().to_string(),
            ":remote_id": new.remote_id.as_str(),
            ":url": new.url,
            ":status": new.status.as_str(),
            ":base": to_json(&new.base, WHAT)?,
            ":revision": revision.0,
            ":target": to_json(&new.target, WHAT)?,
        },
        doing,
    )?;
    Ok(post)
}

/// Gives a post that was taken in, and that its writer left as it was, the text that its blog has
/// now. The text until now is still among the earlier ones.
///
/// # Errors
/// What SQLite says.
pub fn renew(
    conn: &Connection,
    post: PostId,
    publication: PublicationId,
    now: &Arrived,
) -> Result<(), StoreError> {
    let doing = "bring a post up to date";
    let revision = if posts::get(conn, post)?.text == now.text {
        None
    } else {
        posts::replace(conn, post, &now.text, &now.measure, now.updated_at)?;
        Some(posts::keep_other(conn, post, &now.text, now.updated_at)?)
    };
    note(conn, publication, now, revision, doing)
}

/// Notes how a post that was taken in stands on its blog now; its text here is its writer's, and the
/// base stays what they began with.
///
/// # Errors
/// What SQLite says.
pub fn stands(
    conn: &Connection,
    publication: PublicationId,
    now: &Arrived,
) -> Result<(), StoreError> {
    run(
        conn,
        "UPDATE publications
         SET kind = :kind, url = coalesce(nullif(:url, ''), url), status = :status,
             target = :target, sent_target = :target
         WHERE id = :id",
        named_params! {
            ":kind": now.kind.as_str(),
            ":url": now.url,
            ":status": now.status.as_str(),
            ":target": to_json(&now.target, WHAT)?,
            ":id": publication.0,
        },
        "note how a post stands on its blog",
    )?;
    Ok(())
}

/// What the blog has now is what both sides agree on.
fn note(
    conn: &Connection,
    publication: PublicationId,
    now: &Arrived,
    revision: Option<RevisionId>,
    doing: &'static str,
) -> Result<(), StoreError> {
    stands(conn, publication, now)?;
    run(
        conn,
        "UPDATE publications
         SET base = :base, wanted = coalesce(:revision, wanted), sent = coalesce(:revision, sent),
             news = NULL
         WHERE id = :id",
        named_params! {
            ":base": to_json(&now.base, WHAT)?,
            ":revision": revision.map(|revision| revision.0),
            ":id": publication.0,
        },
        doing,
    )?;
    Ok(())
}

/// What was seen of every post of a kind on a blog that was looked at: by what the blog calls it,
/// what it said of its version.
///
/// # Errors
/// What SQLite says.
pub fn marks(
    conn: &Connection,
    blog: BlogId,
    kind: PostKind,
) -> Result<HashMap<RemoteId, String>, StoreError> {
    let sql = "SELECT remote_id, mark FROM fetched_posts WHERE blog = ?1 AND kind = ?2";
    let rows = all(
        conn,
        sql,
        params![blog.0, kind.as_str()],
        "list what is known of a blog's posts",
        |row| {
            let id = RemoteId(read(row, "remote_id", WHAT)?);
            Ok((id, read::<String>(row, "mark", WHAT)?))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// Whether a post of a blog was looked at before.
///
/// # Errors
/// What SQLite says.
pub fn is_noted(conn: &Connection, blog: BlogId, id: &RemoteId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM fetched_posts WHERE blog = ?1 AND remote_id = ?2";
    let found = first(
        conn,
        sql,
        params![blog.0, id.as_str()],
        "look for a blog's post",
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Notes that a post was looked at, and what the blog said of its version then.
///
/// # Errors
/// What SQLite says, also when there is no such blog.
pub fn set_mark(
    conn: &Connection,
    blog: BlogId,
    kind: PostKind,
    id: &RemoteId,
    mark: &str,
) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO fetched_posts (blog, remote_id, kind, mark) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (blog, remote_id) DO UPDATE SET kind = excluded.kind, mark = excluded.mark",
        params![blog.0, id.as_str(), kind.as_str(), mark],
        "note a blog's post",
    )?;
    Ok(())
}

/// The blog no longer has it: should it come back, it is looked at anew.
///
/// # Errors
/// What SQLite says.
pub fn forget(conn: &Connection, blog: BlogId, id: &RemoteId) -> Result<(), StoreError> {
    let sql = "DELETE FROM fetched_posts WHERE blog = ?1 AND remote_id = ?2";
    let doing = "forget a blog's post";
    run(conn, sql, params![blog.0, id.as_str()], doing)?;
    Ok(())
}

/// How many posts and pages of a blog are known to be there.
///
/// # Errors
/// What SQLite says.
pub fn count(conn: &Connection, blog: BlogId) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) AS posts FROM fetched_posts WHERE blog = ?1";
    let count = first(conn, sql, [blog.0], "count a blog's posts", |row| {
        read(row, "posts", WHAT)
    })?;
    Ok(count.unwrap_or_default())
}

/// When every post of a blog was last looked at.
///
/// # Errors
/// What SQLite says.
pub fn whole_at(conn: &Connection, blog: BlogId) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT posts_whole_at AS at FROM blogs WHERE id = ?1";
    let at = first(conn, sql, [blog.0], "look when a blog was fetched", |row| {
        read::<Option<i64>>(row, "at", WHAT)
    })?;
    // A time that is none was never written: then all is looked at.
    Ok(at
        .flatten()
        .and_then(|at| Timestamp::from_millisecond(at).ok()))
}

/// Notes that a blog's posts were fetched to the end; `whole`: and every one was looked at.
///
/// # Errors
/// What SQLite says.
pub fn ended(
    conn: &Connection,
    blog: BlogId,
    whole: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    run(
        conn,
        "UPDATE blogs SET posts_fetched_at = ?2, posts_whole_at = iif(?3, ?2, posts_whole_at)
         WHERE id = ?1",
        params![blog.0, at.as_millisecond(), whole],
        "note when a blog was fetched",
    )?;
    Ok(())
}

/// Chooses whether a blog's posts are fetched. What was fetched stays.
///
/// # Errors
/// [`StoreError::NoBlog`].
pub fn set_wanted(conn: &Connection, blog: BlogId, wanted: bool) -> Result<(), StoreError> {
    let sql = "UPDATE blogs SET fetches_posts = ?2 WHERE id = ?1 AND removed_at IS NULL";
    let doing = "keep whether a blog's posts are fetched";
    match run(conn, sql, params![blog.0, wanted], doing)? {
        0 => Err(StoreError::NoBlog { id: blog }),
        _ => Ok(()),
    }
}
