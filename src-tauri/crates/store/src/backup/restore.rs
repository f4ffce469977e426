//! Putting a backup in the place of the library.
//!
//! A backup remembers an outbox from before: what it was about to send may have been sent since.
//! Whatever is open in it is therefore in doubt, so that the blog is asked before anything is made
//! there; see `outbox::doubt_all`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use super::{MEDIA, copy, copy_media};
use crate::error::Doing;
use crate::files::{self, Aside, unwritable};
use crate::library::FILE;
use crate::opening::{self, remove, take_place};
use crate::{StoreError, migrate, outbox};

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the library lies that was there before; nothing of it was deleted.
    pub set_aside: Option<PathBuf>,
    /// Open jobs that may have been carried out since the backup was made.
    pub in_doubt: usize,
}

/// Puts `from`, a file that [`crate::Library::back_up`] made or a folder of
/// [`crate::Library::back_up_with_media`], in the place of the library in `folder`, which gets
/// another name. `from` stays as it is. An older backup is brought to this Billet's form at the
/// next opening.
///
/// # Errors
/// [`StoreError::NotALibrary`] or [`StoreError::Newer`] when `from` will not do,
/// [`StoreError::InUse`] while any process has the library open; the library is unchanged then, and
/// also when something else goes wrong before the two change places.
pub fn restore(folder: &Path, from: &Path, now: Timestamp) -> Result<Restored, StoreError> {
    let folder = &std::path::absolute(folder).map_err(|error| unwritable(folder, error))?;
    files::make_folder(folder).map_err(|error| unwritable(folder, error))?;
    let failed = |error| unwritable(folder, error);
    let _turn = files::turn(folder).map_err(failed)?;
    let _alone = files::alone(folder)
        .map_err(failed)?
        .ok_or(StoreError::InUse)?;
    let part = folder.join("library.next.part");
    remove(&part, folder)?;
    let file = if from.is_dir() {
        from.join(FILE)
    } else {
        from.to_owned()
    };
    let in_doubt = prepare(&file, &part, folder)?;
    if from.is_dir() {
        copy_media(&from.join(MEDIA), &folder.join(MEDIA)).map_err(failed)?;
    }
    let had_one = folder.join(FILE).exists();
    let aside = take_place(folder, &part, Aside::Replaced, now)?;
    Ok(Restored {
        set_aside: had_one.then_some(aside),
        in_doubt,
    })
}

/// Whether `from` would do for [`restore`], as far as a look tells that reads none of its pages
/// but the first: that it is whole is seen when it is copied.
///
/// # Errors
/// [`StoreError::NotALibrary`] or [`StoreError::Newer`].
pub fn may_restore(from: &Path) -> Result<(), StoreError> {
    let unfit = || StoreError::NotALibrary {
        path: from.to_owned(),
    };
    let file = if from.is_dir() {
        from.join(FILE)
    } else {
        from.to_owned()
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(&file, flags).map_err(|_| unfit())?;
    fitting(&conn, &unfit)
}

/// It has Billet's tables, in a form that this Billet knows.
fn fitting(conn: &Connection, unfit: &dyn Fn() -> StoreError) -> Result<(), StoreError> {
    let found = migrate::version(conn).map_err(|_| unfit())?;
    let known = migrate::last(migrate::MIGRATIONS);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found < 1 || !has_tables(conn).map_err(|_| unfit())? {
        return Err(unfit());
    }
    Ok(())
}

/// Copies the backup, sees that it is whole and Billet's, and doubts its outbox.
fn prepare(from: &Path, part: &Path, folder: &Path) -> Result<usize, StoreError> {
    let unfit = || StoreError::NotALibrary {
        path: from.to_owned(),
    };
    let source =
        Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|_| unfit())?;
    files::make_file(part).map_err(|error| unwritable(folder, error))?;
    match copy::copy(&source, part, part, &mut |_| {}) {
        Err(StoreError::Damaged) => return Err(unfit()),
        other => other?,
    }
    let doing = "look at the backup";
    let mut conn = opening::connect(part).doing(doing)?;
    fitting(&conn, &unfit)?;
    let doing = "doubt the backup's outbox";
    let transaction = conn.transaction().doing(doing)?;
    let in_doubt = outbox::doubt_all(&transaction)?;
    transaction.commit().doing(doing)?;
    conn.close().map_err(|(_, error)| error).doing(doing)?;
    Ok(in_doubt)
}

/// Those that every form of a library has.
fn has_tables(conn: &Connection) -> rusqlite::Result<bool> {
    let found: i64 = conn.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table'
           AND name IN ('posts', 'revisions', 'publications', 'blogs', 'comments', 'jobs')",
        [],
        |row| row.get(0),
    )?;
    Ok(found == 6)
}
