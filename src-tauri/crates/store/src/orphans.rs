//! What lies in a library and belongs to nothing: files of pictures that no row names, rows of
//! pictures that nothing shows, jobs about nothing. Taking them away takes nobody's words.
//!
//! A picture that some text may mean stays, whatever the rows say: its name in any text, present or
//! earlier, is enough.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use billet_core::{MediaHash, PostId};
use rusqlite::{Connection, Params, Row, named_params};

use crate::backup::MEDIA;
use crate::column::{all, first, read, run};
use crate::error::Doing;
use crate::files::{self, unwritable};
use crate::library::FILE;
use crate::media::DIGITS;
use crate::{StoreError, migrate, opening, posts};

/// A job whose publication, comment or picture is gone.
pub(crate) const EMPTY_JOB: &str =
    "(kind ->> '$.kind' IN ('publish', 'trash') AND publication IS NULL)
     OR (kind ->> '$.kind' IN ('decide', 'reply', 'edit_comment') AND comment IS NULL)
     OR (kind ->> '$.kind' = 'upload' AND media IS NULL)";

/// A picture in the library that no text of a publication has, that came with no post, that no blog
/// was given and that no job is about.
const UNUSED: &str = "hash NOT IN (SELECT media FROM revision_media)
     AND hash NOT IN (SELECT media FROM post_media)
     AND hash NOT IN (SELECT media FROM uploads)
     AND hash NOT IN (SELECT media FROM jobs WHERE media IS NOT NULL)";

/// What belongs to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orphans {
    /// Files of pictures, with their full paths.
    pub files: Vec<PathBuf>,
    /// Their bytes in all.
    pub bytes: u64,
    /// Names of pictures whose rows nothing refers to.
    pub pictures: Vec<String>,
    /// Jobs about nothing.
    pub jobs: usize,
}

impl Orphans {
    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.pictures.is_empty() && self.jobs == 0
    }
}

/// Takes away what belongs to nothing in the library in `folder`: rows in one transaction, then the
/// files. `tell` hears what they are before any of it goes. A library of another form than this
/// Billet's is left as it is.
///
/// # Errors
/// [`StoreError::InUse`] while any process has the library open, which may be about to name one of
/// these; or what SQLite says. Nothing is taken away then.
pub fn drop_orphans(folder: &Path, tell: &mut dyn FnMut(&Orphans)) -> Result<Orphans, StoreError> {
    let failed = |error| unwritable(folder, error);
    let _turn = files::turn(folder).map_err(failed)?;
    let _alone = files::alone(folder)
        .map_err(failed)?
        .ok_or(StoreError::InUse)?;
    let doing = "look for what belongs to nothing";
    let mut conn = opening::connect(&folder.join(FILE)).doing(doing)?;
    if migrate::version(&conn).doing(doing)? != migrate::last(migrate::MIGRATIONS) {
        return Ok(Orphans::default());
    }
    let transaction = conn.transaction().doing(doing)?;
    let seen = look(&transaction, folder)?;
    if seen.is_empty() {
        return Ok(seen);
    }
    tell(&seen);
    for hash in unused(&transaction)? {
        let named = named_params! { ":hash": hash.as_str() };
        let doing = "drop a picture that nothing shows";
        run(
            &transaction,
            "DELETE FROM media WHERE hash = :hash",
            named,
            doing,
        )?;
    }
    let jobs = format!("DELETE FROM jobs WHERE {EMPTY_JOB}");
    run(&transaction, &jobs, [], "drop jobs about nothing")?;
    transaction.commit().doing(doing)?;
    for file in &seen.files {
        if let Err(error) = fs::remove_file(file) {
            tracing::warn!(%error, file = %file.display(), "a stray file stays");
        }
    }
    Ok(seen)
}

fn look(conn: &Connection, folder: &Path) -> Result<Orphans, StoreError> {
    let gone = unused(conn)?;
    let mut seen = Orphans::default();
    for hash in &gone {
        seen.pictures.push(crate::media::get(conn, hash)?.name);
    }
    let count = format!("SELECT count(*) AS count FROM jobs WHERE {EMPTY_JOB}");
    let jobs = first(conn, &count, [], "count jobs about nothing", |row| {
        read::<i64>(row, "count", "a count")
    })?;
    seen.jobs = jobs.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let mut stray = BTreeMap::new();
    for entry in fs::read_dir(folder.join(MEDIA))
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name().into_string().ok();
        let Some(hash) = name.and_then(|name| MediaHash::parse(&name)) else {
            continue;
        };
        if gone.contains(&hash) || !named(conn, &hash)? {
            stray.insert(hash, entry);
        }
    }
    drop_those_in_texts(conn, &mut stray)?;
    for entry in stray.values() {
        seen.bytes += entry.metadata().map_or(0, |data| data.len());
        seen.files.push(entry.path());
    }
    seen.files.sort();
    Ok(seen)
}

/// Pictures that nothing refers to, not even a text by their name.
fn unused(conn: &Connection) -> Result<Vec<MediaHash>, StoreError> {
    let sql = format!("SELECT hash FROM media WHERE {UNUSED} ORDER BY hash");
    let hashes = all(conn, &sql, [], "look for unused pictures", hash_of)?;
    let mut unused = hashes
        .into_iter()
        .flatten()
        .map(|hash| (hash, ()))
        .collect();
    drop_those_in_texts(conn, &mut unused)?;
    Ok(unused.into_keys().collect())
}

fn hash_of(row: &Row<'_>) -> Result<Option<MediaHash>, StoreError> {
    Ok(MediaHash::parse(&read::<String>(row, "hash", "a picture")?))
}

fn named(conn: &Connection, hash: &MediaHash) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM media WHERE hash = :hash";
    is_there(conn, sql, named_params! { ":hash": hash.as_str() })
}

/// Leaves only pictures whose name is in no text, present or earlier. A text that cannot be read may
/// have any name in it.
fn drop_those_in_texts<T>(
    conn: &Connection,
    pictures: &mut BTreeMap<MediaHash, T>,
) -> Result<(), StoreError> {
    let mut look_in = |text: &str| {
        // As addresses have it, whole or in short.
        let name = |hash: &MediaHash| hash.as_str().get(..DIGITS).map(str::to_owned);
        pictures.retain(|hash, _| name(hash).is_some_and(|name| !text.contains(&name)));
        pictures.is_empty()
    };
    if look_in("") {
        return Ok(());
    }
    let doing = "look for a picture in the texts";
    let posts = all(conn, "SELECT id FROM posts", [], doing, |row| {
        Ok(PostId(read(row, "id", "a post")?))
    })?;
    for id in posts {
        let mut found = look_in(&posts::get(conn, id)?.text.body);
        for revision in posts::revisions(conn, id)? {
            found |= look_in(&revision.text.body);
        }
        if found {
            break;
        }
    }
    Ok(())
}

fn is_there(conn: &Connection, sql: &str, params: impl Params) -> Result<bool, StoreError> {
    let found = first(conn, sql, params, "look for a picture", |row| {
        read::<i64>(row, "one", "a picture")
    })?;
    Ok(found.is_some())
}
