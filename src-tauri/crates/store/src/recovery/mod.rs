//! Making a library of what can be read of a damaged one.
//!
//! First table by table and row by row through SQLite, from both ends and one by one between them
//! (`rows`); then, where posts or earlier texts are missing, page by page without it (`pages`), so
//! that a text comes over even when the way to it is gone. The damaged file is only read.

mod earlier;
mod fit;
mod pages;
mod record;
mod rows;
mod texts;

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction};

use crate::error::Doing;
use crate::files::{self, unwritable, with_end};
use crate::library::Setback;
use crate::opening::{remove, replace_damaged};
use crate::{StoreError, migrate, outbox, posts};

/// What a library holds, for the sentence about what did not come over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Posts.
    Posts,
    /// Earlier texts of posts.
    Revisions,
    /// Blogs.
    Blogs,
    /// Where posts are published.
    Publications,
    /// Comments, and replies that were begun.
    Comments,
    /// What was to be sent.
    Outbox,
    /// Pictures: their names and addresses; the files lie beside the library.
    Media,
    /// Choices, tags and categories.
    Settings,
}

/// What came over from a damaged library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Posts.
    pub posts: u64,
    /// Earlier texts of posts.
    pub revisions: u64,
    /// Comments.
    pub comments: u64,
    /// Blogs.
    pub blogs: u64,
    /// Of these, not everything could be read, or it is not known whether it was everything.
    pub incomplete: Vec<Part>,
}

impl Recovered {
    fn missing(&mut self, part: Part) {
        if !self.incomplete.contains(&part) {
            self.incomplete.push(part);
        }
    }
}

/// The tables, each after those that it refers to.
const TABLES: [(&str, Part); 15] = [
    ("blogs", Part::Blogs),
    ("posts", Part::Posts),
    ("revisions", Part::Revisions),
    ("publications", Part::Publications),
    ("media", Part::Media),
    ("uploads", Part::Media),
    ("revision_media", Part::Media),
    ("post_media", Part::Media),
    ("origins", Part::Posts),
    ("remote_posts", Part::Comments),
    ("terms", Part::Settings),
    ("comments", Part::Comments),
    ("reply_drafts", Part::Comments),
    ("jobs", Part::Outbox),
    ("settings", Part::Settings),
];

/// Makes a new library of what can be read of the one in `folder`, and sets that one aside under
/// another name. Where a recovery is wanted although the library opens: some of its pages are
/// damaged.
///
/// # Errors
/// [`StoreError::InUse`] while any process has it open; the library is unchanged then, and also
/// when the new one could not be written.
pub fn recover_library(folder: &Path, now: Timestamp) -> Result<Setback, StoreError> {
    let folder = &std::path::absolute(folder).map_err(|error| unwritable(folder, error))?;
    let failed = |error| unwritable(folder, error);
    let _turn = files::turn(folder).map_err(failed)?;
    let _alone = files::alone(folder)
        .map_err(failed)?
        .ok_or(StoreError::InUse)?;
    replace_damaged(folder, now, migrate::MIGRATIONS)
}

/// Reads what can be read of `damaged`, with its log, into the empty library `new`. Only a failure
/// of `new` is an error.
pub(crate) fn recover(damaged: &Path, new: &mut Connection) -> Result<Recovered, StoreError> {
    let doing = "write what could be read into a new library";
    let transaction = new.transaction().doing(doing)?;
    let mut found = Recovered::default();
    let scratch = damaged.with_file_name("library.head.part");
    let old = open(damaged, &scratch);
    for (table, part) in TABLES {
        if table == "publications" {
            // Before anything that refers to posts, and before it is too late for their texts.
            texts::complete(&transaction, damaged, old.as_ref(), &mut found)?;
        }
        if table == "revisions" {
            continue;
        }
        let whole = match &old {
            Some(old) => over(&transaction, old, table)?,
            None => false,
        };
        if !whole {
            found.missing(part);
        }
    }
    if let Some(old) = &old {
        rows::keep_counters(old, &transaction).doing(doing)?;
    }
    posts::set_title_keys(&transaction)?;
    outbox::doubt_all(&transaction)?;
    let count = |table: &str| -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM {table}");
        let count: i64 = transaction
            .query_row(&sql, [], |row| row.get(0))
            .doing(doing)?;
        Ok(count.cast_unsigned())
    };
    found.posts = count("posts")?;
    found.revisions = count("revisions")?;
    found.comments = count("comments")?;
    found.blogs = count("blogs")?;
    transaction.commit().doing(doing)?;
    drop(old);
    if let Some(folder) = damaged.parent() {
        remove(&scratch, folder)?;
    }
    Ok(found)
}

/// Copies a table; whether all of it came over.
fn over(new: &Transaction<'_>, old: &Connection, table: &str) -> Result<bool, StoreError> {
    let Some(columns) = rows::columns(old, new, table)? else {
        return Ok(false);
    };
    let mut kept_all = true;
    let mut failed = None;
    let read_all = rows::each(old, table, &columns, &mut |row| {
        match rows::insert(new, table, &columns, &row)
            .and_then(|inserted| Ok(inserted && fit::make_fit(new, table, row.id)?))
        {
            Ok(kept) => kept_all &= kept,
            Err(error) => failed = Some(error),
        }
        failed.is_none()
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(read_all && kept_all),
    }
}

/// The damaged file, if SQLite takes it at all. Its log is read too, and neither is written to. A
/// head that is not as Billet's libraries have it would make SQLite misread every page: then it is a
/// copy with the head as it should be.
fn open(damaged: &Path, scratch: &Path) -> Option<Connection> {
    let mut head = [0; HEAD.len()];
    File::open(damaged).ok()?.read_exact(&mut head).ok()?;
    if head == *HEAD {
        return read_only(damaged);
    }
    fs::copy(damaged, scratch).ok()?;
    let log = with_end(damaged, "-wal");
    if log.exists() {
        fs::copy(log, with_end(scratch, "-wal")).ok()?;
    }
    let mut copy = File::options().write(true).open(scratch).ok()?;
    copy.write_all(HEAD).ok()?;
    for (at, bytes) in [(44, [0, 0, 0, 4]), (56, [0, 0, 0, 1])] {
        copy.seek(SeekFrom::Start(at)).ok()?;
        copy.write_all(&bytes).ok()?;
    }
    read_only(scratch)
}

/// The first bytes of every library: pages of 4,096 bytes, a log, nothing reserved. After SQLite's
/// "Database File Format", section 1.3.
const HEAD: &[u8; 24] = b"SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20";

fn read_only(file: &Path) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags).ok()?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .ok()?;
    conn.pragma_update(None, "cell_size_check", true).ok()?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .ok()?;
    Some(conn)
}
