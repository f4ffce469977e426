//! A reading of every comment of a blog: how far it got, so that it goes on there after the process
//! ended at any moment, and which comments a page of it should have held.

use std::collections::HashSet;

use billet_core::{BlogId, CommentId, CommentStatus, RemoteId};
use jiff::Timestamp;
use rusqlite::{Connection, named_params, params};

use super::WHAT;
use crate::StoreError;
use crate::column::{all, first, read, run};

/// Where a reading goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// From there, in the blog's own words; from the top.
    pub place: Option<String>,
    /// The page from there, from 1.
    pub page: u32,
    /// What was written later was read.
    pub upto: Option<Timestamp>,
}

impl Default for Sweep {
    fn default() -> Self {
        Self {
            place: None,
            page: 1,
            upto: None,
        }
    }
}

/// The reading under way, if any.
///
/// # Errors
/// [`StoreError::Unreadable`], or what SQLite says.
pub fn sweep(conn: &Connection, blog: BlogId) -> Result<Option<Sweep>, StoreError> {
    let sql = "SELECT place, page, upto FROM comment_sweeps WHERE blog = ?1";
    first(conn, sql, [blog.0], "look how far a fetch got", |row| {
        let upto = read::<Option<i64>>(row, "upto", WHAT)?.map(Timestamp::from_millisecond);
        Ok(Sweep {
            place: read(row, "place", WHAT)?,
            page: read(row, "page", WHAT)?,
            upto: upto
                .transpose()
                .map_err(|_| StoreError::Unreadable { what: WHAT })?,
        })
    })
}

/// A reading begins at the top, also if one was under way.
///
/// # Errors
/// SQLite's.
pub fn begin(conn: &Connection, blog: BlogId) -> Result<(), StoreError> {
    set_sweep(conn, blog, &Sweep::default())
}

/// Notes how far a reading got.
///
/// # Errors
/// SQLite's, also when there is no such blog.
pub fn set_sweep(conn: &Connection, blog: BlogId, at: &Sweep) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO comment_sweeps (blog, place, page, upto) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (blog) DO UPDATE
         SET place = excluded.place, page = excluded.page, upto = excluded.upto",
        params![
            blog.0,
            at.place,
            at.page,
            at.upto.map(|at| at.as_millisecond())
        ],
        "note how far a fetch got",
    )?;
    Ok(())
}

/// A reading came to its end.
///
/// # Errors
/// SQLite's.
pub fn swept(conn: &Connection, blog: BlogId) -> Result<(), StoreError> {
    let sql = "DELETE FROM comment_sweeps WHERE blog = ?1";
    run(conn, sql, [blog.0], "note that a fetch came to its end")?;
    Ok(())
}

/// How many comments of a blog are here.
///
/// # Errors
/// SQLite's.
pub fn count(conn: &Connection, blog: BlogId) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) AS comments FROM comments
               WHERE blog = ?1 AND remote_id IS NOT NULL";
    let count = first(conn, sql, [blog.0], "count a blog's comments", |row| {
        read::<i64>(row, "comments", WHAT)
    })?;
    Ok(count
        .and_then(|n| u64::try_from(n).ok())
        .unwrap_or_default())
}

/// The comments of this blog, of that status there or of any, that were written between these two
/// moments (both counted in; `None`: without an end) and are not among `seen`: a list of them all
/// should have held them. One with an open job is left to that job.
///
/// # Errors
/// SQLite's.
pub fn missing(
    conn: &Connection,
    blog: BlogId,
    status: Option<CommentStatus>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    seen: &HashSet<RemoteId>,
) -> Result<Vec<(CommentId, RemoteId)>, StoreError> {
    let mut known = all(
        conn,
        "SELECT id, remote_id FROM comments c
         WHERE blog = :blog AND remote_id IS NOT NULL AND written_at BETWEEN :from AND :to
           AND (:status IS NULL OR remote_status = :status)
           AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.comment = c.id AND j.state <> 'done')
         ORDER BY id",
        named_params! {
            ":blog": blog.0,
            ":status": status.map(CommentStatus::as_str),
            ":from": from.map_or(i64::MIN, Timestamp::as_millisecond),
            ":to": to.map_or(i64::MAX, Timestamp::as_millisecond),
        },
        "find comments that a blog no longer lists",
        |row| {
            Ok((
                CommentId(read(row, "id", WHAT)?),
                RemoteId(read(row, "remote_id", WHAT)?),
            ))
        },
    )?;
    known.retain(|(_, remote_id)| !seen.contains(remote_id));
    Ok(known)
}
