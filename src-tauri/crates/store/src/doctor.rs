//! A look through the whole library, which takes seconds: is every page and reference whole, does
//! the search know every text, are the pictures there, how large is what. It changes nothing, and
//! reads what cannot be opened otherwise: damaged libraries, and those of a newer Billet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::backup::{BACKUPS, Copied, MEDIA, in_folder};
use crate::error::Doing;
use crate::files::with_end;
use crate::library::FILE;
use crate::opening::is_corrupt;
use crate::orphans::EMPTY_JOB;
use crate::{Library, StoreError, migrate};

/// Below this much room the next backup or picture may not fit.
const LITTLE_SPACE: u64 = 200 << 20;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is no library in the folder.
    NoLibrary,
    /// The file is no database, or its first page is gone.
    NotADatabase,
    /// Pages, rows or indexes do not fit each other; what SQLite says of the first.
    Damaged {
        /// In SQLite's words.
        first: String,
    },
    /// Rows that refer to something that is not there.
    Dangling {
        /// How many.
        count: usize,
    },
    /// Posts or comments that a search does not find.
    NotSearchable {
        /// How many.
        count: i64,
    },
    /// Jobs about nothing.
    EmptyJobs {
        /// How many.
        count: i64,
    },
    /// Pictures whose file is gone.
    LostMedia {
        /// How many.
        count: usize,
    },
    /// Files of pictures that no post has.
    StrayMedia {
        /// How many.
        count: usize,
    },
    /// A later Billet wrote the library.
    Newer {
        /// Its form.
        found: i64,
        /// The last form known here.
        known: i64,
    },
    /// There is no backup in the library's folder.
    NoBackup,
    /// Little room is left on the disk.
    LittleSpace {
        /// In bytes.
        left: u64,
    },
}

impl Finding {
    /// Whether something is wrong with the library itself; else it is only worth knowing.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        !matches!(
            self,
            Self::EmptyJobs { .. }
                | Self::StrayMedia { .. }
                | Self::Newer { .. }
                | Self::NoBackup
                | Self::LittleSpace { .. }
        )
    }
}

/// What a look through the library showed.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The library's folder.
    pub folder: PathBuf,
    /// Its form: the number of its last migration.
    pub form: Option<i64>,
    /// What is not as it should be; empty when all is well.
    pub findings: Vec<Finding>,
    /// Bytes of each table with its indexes, the largest first.
    pub tables: Vec<(String, i64)>,
    /// Bytes of the file and its log.
    pub bytes: u64,
    /// The newest backup in the library's folder.
    pub last_backup: Option<Copied>,
    /// Room on the disk, where the system tells.
    pub free: Option<u64>,
}

impl Examination {
    /// Whether anything is wrong with the library itself.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.findings.iter().any(Finding::is_fault)
    }
}

/// Looks through the library in `folder`. It may be open elsewhere.
///
/// # Errors
/// What SQLite says, other than that the library is damaged: that is a finding.
pub fn examine(folder: &Path) -> Result<Examination, StoreError> {
    let file = folder.join(FILE);
    let length = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
    let mut seen = Examination {
        folder: folder.to_owned(),
        form: None,
        findings: Vec::new(),
        tables: Vec::new(),
        bytes: length(&file) + length(&with_end(&file, "-wal")),
        last_backup: in_folder(&folder.join(BACKUPS)).into_iter().next(),
        free: free_space(folder),
    };
    if seen.bytes == 0 {
        seen.findings.push(Finding::NoLibrary);
        return Ok(seen);
    }
    match look_through(&file, folder, &mut seen) {
        Err(error) if is_corrupt(&error) => {
            let unreadable = seen.form.is_none();
            let damaged = Finding::Damaged {
                first: error.to_string(),
            };
            let finding = if unreadable {
                Finding::NotADatabase
            } else {
                damaged
            };
            seen.findings.insert(0, finding);
        }
        other => other.doing("look through the library")?,
    }
    if seen.last_backup.is_none() {
        seen.findings.push(Finding::NoBackup);
    }
    if let Some(left) = seen.free.filter(|left| *left < LITTLE_SPACE) {
        seen.findings.push(Finding::LittleSpace { left });
    }
    Ok(seen)
}

fn look_through(file: &Path, folder: &Path, seen: &mut Examination) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let form = migrate::version(&conn)?;
    seen.form = Some(form);
    let known = migrate::last(migrate::MIGRATIONS);
    if form > known {
        seen.findings.push(Finding::Newer { found: form, known });
    }
    let checked: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if checked != "ok" {
        seen.findings.push(Finding::Damaged { first: checked });
        return Ok(());
    }
    let mut dangling = conn.prepare("PRAGMA foreign_key_check")?;
    let dangling = dangling.query_map([], |_| Ok(()))?.count();
    if dangling > 0 {
        seen.findings.push(Finding::Dangling { count: dangling });
    }
    seen.tables = sizes(&conn)?;
    if form <= known {
        search(&conn, seen)?;
        empty_jobs(&conn, seen)?;
        media(&conn, folder, seen)?;
    }
    Ok(())
}

/// With a search index's own tables under its name.
fn sizes(conn: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut sizes: BTreeMap<String, i64> = BTreeMap::new();
    let mut of = conn.prepare(
        "SELECT coalesce(s.tbl_name, d.name), d.pgsize FROM dbstat d
         LEFT JOIN sqlite_schema s ON s.name = d.name WHERE d.aggregate = TRUE",
    )?;
    let rows = of.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    })?;
    for row in rows {
        let (name, bytes) = row?;
        let name = match name.split_once("_search_") {
            Some((table, _)) => format!("{table}_search"),
            None => name,
        };
        *sizes.entry(name).or_default() += bytes;
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(sizes)
}

fn search(conn: &Connection, seen: &mut Examination) -> rusqlite::Result<()> {
    let mut count = 0;
    for table in ["posts", "comments"] {
        let sql = format!(
            "SELECT (SELECT count(*) FROM {table} WHERE id NOT IN
                         (SELECT id FROM {table}_search_docsize))
                  + (SELECT count(*) FROM {table}_search_docsize WHERE id NOT IN
                         (SELECT id FROM {table}))"
        );
        count += conn.query_row(&sql, [], |row| row.get::<_, i64>(0))?;
    }
    if count > 0 {
        seen.findings.push(Finding::NotSearchable { count });
    }
    Ok(())
}

fn empty_jobs(conn: &Connection, seen: &mut Examination) -> rusqlite::Result<()> {
    let sql = format!("SELECT count(*) FROM jobs WHERE {EMPTY_JOB}");
    let count: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
    if count > 0 {
        seen.findings.push(Finding::EmptyJobs { count });
    }
    Ok(())
}

fn media(conn: &Connection, folder: &Path, seen: &mut Examination) -> rusqlite::Result<()> {
    let mut named = conn.prepare("SELECT hash FROM media")?;
    let named: BTreeSet<String> = named
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let entries = fs::read_dir(folder.join(MEDIA)).into_iter().flatten();
    let there: BTreeSet<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    let count = named.difference(&there).count();
    if count > 0 {
        seen.findings.push(Finding::LostMedia { count });
    }
    let count = there.difference(&named).count();
    if count > 0 {
        seen.findings.push(Finding::StrayMedia { count });
    }
    Ok(())
}

#[cfg(unix)]
fn free_space(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(not(unix))]
fn free_space(_: &Path) -> Option<u64> {
    None
}

impl Library {
    /// Makes the search index anew from the posts and comments.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn renew_search(&self) -> Result<(), StoreError> {
        self.write(|tx| {
            let plain = |column: &str| {
                // As the triggers of the first migration do.
                [("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE")]
                    .iter()
                    .fold(column.to_owned(), |sql, (letter, letters)| {
                        format!("replace({sql}, '{letter}', '{letters}')")
                    })
            };
            for (table, columns) in [
                (
                    "posts",
                    [("title", "title"), ("body", "body"), ("tags", "tags")].as_slice(),
                ),
                (
                    "comments",
                    &[
                        ("author", "author_name || ' ' || author_email"),
                        ("plain", "plain"),
                    ],
                ),
            ] {
                let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
                let values: Vec<_> = columns.iter().map(|(_, value)| plain(value)).collect();
                let (names, values) = (names.join(", "), values.join(", "));
                tx.execute_batch(&format!(
                    "INSERT INTO {table}_search ({table}_search) VALUES ('delete-all');
                     INSERT INTO {table}_search (rowid, {names}) SELECT id, {values} FROM {table};"
                ))
                .doing("make the search index anew")?;
            }
            tx.execute_batch("DELETE FROM posts_search_stale")
                .doing("make the search index anew")?;
            Ok(())
        })
    }
}
