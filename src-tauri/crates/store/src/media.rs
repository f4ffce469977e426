//! Pictures of posts: their bytes lie as files in the library's folder under `media/`, named by
//! their SHA-256; what is known of them, and which blog has them under which address, in tables.
//!
//! The bytes are on the disk before a row says so. A file without a row is a picture whose post was
//! not published after all: it does no harm. What kind of file it is was looked at above.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use billet_core::{BlogId, MediaHash, PostId, RemoteId, RevisionId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::StoreError;
use crate::column::{all, first, read, run};

const WHAT: &str = "a picture";

const COLUMNS: &str = "m.hash AS hash, m.name AS name, m.mime AS mime, m.bytes AS bytes, \
                       m.alt AS alt";

/// The folder of the files inside the library's.
pub const FOLDER: &str = "media";

/// A picture of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Of its bytes.
    pub hash: MediaHash,
    /// The name of the file it came from, without its folder.
    pub name: String,
    /// Its media type, e.g. `image/jpeg`.
    pub mime: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// What it shows, in the words of the text that used it first; may be empty.
    pub alt: String,
}

/// A picture on one blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What the blog calls it.
    pub remote_id: RemoteId,
    /// Where readers find it.
    pub url: String,
}

/// The hash under which bytes are known.
#[must_use]
pub fn hash(bytes: &[u8]) -> Option<MediaHash> {
    let digits: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    MediaHash::parse(&digits)
}

/// Puts bytes into the library's `folder`, whole and on the disk once [`keep_names`] returned. Bytes
/// that are there already are left.
///
/// # Errors
/// [`StoreError::Unwritable`] when the folder or the file cannot be written, also on a full disk.
pub fn keep(folder: &Path, bytes: &[u8]) -> Result<MediaHash, StoreError> {
    write(folder, bytes)?.sync()
}

/// Bytes in the library's folder that may not be on the disk yet: nothing knows them by their name
/// before [`Written::sync`]. Dropped before that, they are gone.
#[must_use]
#[derive(Debug)]
pub struct Written {
    folder: PathBuf,
    hash: MediaHash,
    /// Nothing to do for bytes that were there.
    part: Option<Part>,
}

/// A file under a name that nothing knows.
#[derive(Debug)]
struct Part {
    file: File,
    path: PathBuf,
}

impl Drop for Part {
    fn drop(&mut self) {
        // Where it has its own name by now, there is none of this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// The first half of [`keep`], which needs the bytes; the second half, [`Written::sync`], waits for
/// the disk, and many at once wait hardly longer than one.
///
/// # Errors
/// As [`keep`].
pub fn write(folder: &Path, bytes: &[u8]) -> Result<Written, StoreError> {
    let hash = hash(bytes).ok_or(StoreError::Unreadable { what: WHAT })?;
    let there = fs::metadata(path(folder, &hash));
    let whole = there.is_ok_and(|file| usize::try_from(file.len()) == Ok(bytes.len()));
    let part = match whole {
        true => None,
        false => Some(
            write_part(&folder.join(FOLDER), bytes).map_err(|source| unwritable(folder, source))?,
        ),
    };
    Ok(Written {
        folder: folder.to_owned(),
        hash,
        part,
    })
}

impl Written {
    /// The bytes are on the disk and have their name when this returns; the name stays once
    /// [`keep_names`] returned.
    ///
    /// # Errors
    /// As [`keep`].
    pub fn sync(self) -> Result<MediaHash, StoreError> {
        if let Some(part) = self.part {
            let to = path(&self.folder, &self.hash);
            let named = part
                .file
                .sync_all()
                .and_then(|()| fs::rename(&part.path, to));
            named.map_err(|source| unwritable(&self.folder, source))?;
        }
        Ok(self.hash)
    }
}

fn unwritable(folder: &Path, source: io::Error) -> StoreError {
    StoreError::Unwritable {
        folder: folder.to_owned(),
        source: source.into(),
    }
}

fn write_part(media: &Path, bytes: &[u8]) -> io::Result<Part> {
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // As the library itself: the user's alone.
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    make.create(media)?;
    let path = media.join(format!("{}.part", Uuid::new_v4().simple()));
    let mut part = Part {
        file: options.open(&path)?,
        path,
    };
    part.file.write_all(bytes)?;
    Ok(part)
}

/// The names of all bytes that [`keep`] has put into `folder` are on the disk when this returns: to
/// be called before a row says that they are there.
///
/// # Errors
/// [`StoreError::Unwritable`].
pub fn keep_names(folder: &Path) -> Result<(), StoreError> {
    // Where a folder cannot be opened (Windows), the file system sees to it.
    for named in [&*folder.join(FOLDER), folder] {
        if let Ok(open) = File::open(named) {
            open.sync_all()
                .map_err(|source| unwritable(folder, source))?;
        }
    }
    Ok(())
}

/// Where the bytes lie.
#[must_use]
pub fn path(folder: &Path, hash: &MediaHash) -> PathBuf {
    folder.join(FOLDER).join(hash.as_str())
}

/// The bytes of a picture, checked against its hash.
///
/// # Errors
/// [`StoreError::NoMedia`] when the file is gone, cannot be read, or holds other bytes.
pub fn bytes(folder: &Path, media: &Media) -> Result<Vec<u8>, StoreError> {
    let lost = || StoreError::NoMedia {
        name: media.name.clone(),
        hash: media.hash.clone(),
    };
    let bytes = fs::read(path(folder, &media.hash)).map_err(|error| {
        tracing::warn!(%error, hash = media.hash.as_str(), "a picture cannot be read");
        lost()
    })?;
    if hash(&bytes).as_ref() == Some(&media.hash) {
        Ok(bytes)
    } else {
        Err(lost())
    }
}

/// Notes a picture whose bytes were kept. One that is known keeps the name and the words it has; no
/// words give way to some.
///
/// # Errors
/// What SQLite says.
pub fn add(conn: &Connection, media: &Media, now: Timestamp) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO media (hash, name, mime, bytes, alt, added_at)
         VALUES (:hash, :name, :mime, :bytes, :alt, :now)
         ON CONFLICT (hash) DO UPDATE SET alt = excluded.alt WHERE media.alt = ''",
        named_params! {
            ":hash": media.hash.as_str(),
            ":name": media.name,
            ":mime": media.mime,
            ":bytes": media.bytes,
            ":alt": media.alt,
            ":now": now.as_millisecond(),
        },
        "keep a picture",
    )?;
    Ok(())
}

/// One picture.
///
/// # Errors
/// [`StoreError::NoMedia`] when there is none of this hash.
pub fn get(conn: &Connection, hash: &MediaHash) -> Result<Media, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM media m WHERE m.hash = :hash");
    let params = named_params! { ":hash": hash.as_str() };
    first(conn, &sql, params, "read a picture", from_row)?.ok_or_else(|| StoreError::NoMedia {
        name: hash.as_str().to_owned(),
        hash: hash.clone(),
    })
}

/// So many digits of its hash stand for a picture in the address that a text has it under
/// (`media/<digits>/<name>`): enough for every picture ever taken.
pub const DIGITS: usize = 16;

/// The picture whose hash begins with these digits, if there is one.
///
/// # Errors
/// What SQLite says.
pub fn beginning(conn: &Connection, digits: &str) -> Result<Option<Media>, StoreError> {
    // `g` comes behind every hexadecimal digit.
    let sql = format!(
        "SELECT {COLUMNS} FROM media m WHERE m.hash >= :from AND m.hash < :to ORDER BY m.hash LIMIT 1"
    );
    let params = named_params! { ":from": digits, ":to": format!("{digits}g") };
    first(conn, &sql, params, "read a picture", from_row)
}

/// What the addresses of a revision's local pictures mean; replaces what they meant before. The
/// address of a picture inside the text is to be a short name for it.
///
/// # Errors
/// What SQLite says, also when a picture is not noted.
pub fn set_of_revision(
    conn: &Connection,
    revision: RevisionId,
    pictures: &[(String, MediaHash)],
) -> Result<(), StoreError> {
    let doing = "note the pictures of a post";
    let by = named_params! { ":revision": revision.0 };
    run(
        conn,
        "DELETE FROM revision_media WHERE revision = :revision",
        by,
        doing,
    )?;
    for (address, media) in pictures {
        let params = named_params! {
            ":revision": revision.0, ":address": address, ":media": media.as_str(),
        };
        run(
            conn,
            "INSERT INTO revision_media (revision, address, media)
             VALUES (:revision, :address, :media) ON CONFLICT DO NOTHING",
            params,
            doing,
        )?;
    }
    Ok(())
}

/// What the addresses of a post's pictures mean, taken in when the post was brought in: the files
/// beside which it lay may go. An address that is noted keeps its picture.
///
/// # Errors
/// What SQLite says, also when a picture or the post is not there.
pub fn add_to_post(
    conn: &Connection,
    post: PostId,
    address: &str,
    media: &MediaHash,
) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO post_media (post, address, media) VALUES (:post, :address, :media)
         ON CONFLICT DO NOTHING",
        named_params! { ":post": post.0, ":address": address, ":media": media.as_str() },
        "note the pictures of a post",
    )?;
    Ok(())
}

/// The pictures that were taken in with a post, by their addresses in its text.
///
/// # Errors
/// What SQLite says.
pub fn of_post(conn: &Connection, post: PostId) -> Result<Vec<(String, Media)>, StoreError> {
    let sql = format!(
        "SELECT p.address AS address, {COLUMNS} FROM post_media p JOIN media m ON m.hash = p.media
         WHERE p.post = :post ORDER BY p.address"
    );
    by_address(conn, &sql, post)
}

/// The pictures that the addresses in the texts of a post ever meant when it was published, those
/// of the last text last.
///
/// # Errors
/// What SQLite says.
pub fn of_revisions(conn: &Connection, post: PostId) -> Result<Vec<(String, Media)>, StoreError> {
    let sql = format!(
        "SELECT r.address AS address, {COLUMNS} FROM revision_media r
         JOIN revisions v ON v.id = r.revision JOIN media m ON m.hash = r.media
         WHERE v.post = :post ORDER BY r.revision, r.address"
    );
    by_address(conn, &sql, post)
}

fn by_address(
    conn: &Connection,
    sql: &str,
    post: PostId,
) -> Result<Vec<(String, Media)>, StoreError> {
    let doing = "read the pictures of a post";
    all(conn, sql, named_params! { ":post": post.0 }, doing, |row| {
        Ok((read(row, "address", WHAT)?, from_row(row)?))
    })
}

/// The picture that an address of a revision means.
///
/// # Errors
/// What SQLite says.
pub fn of_revision(
    conn: &Connection,
    revision: RevisionId,
    address: &str,
) -> Result<Option<MediaHash>, StoreError> {
    let found = first(
        conn,
        "SELECT media FROM revision_media WHERE revision = :revision AND address = :address",
        named_params! { ":revision": revision.0, ":address": address },
        "read a picture of a post",
        |row| read::<String>(row, "media", WHAT),
    )?;
    Ok(found.and_then(|hash| MediaHash::parse(&hash)))
}

/// The addresses of a revision's local pictures, and the address under which `blog` has each.
///
/// # Errors
/// What SQLite says.
pub fn on_blog(
    conn: &Connection,
    revision: RevisionId,
    blog: BlogId,
) -> Result<Vec<(String, String)>, StoreError> {
    all(
        conn,
        "SELECT r.address AS address, u.url AS url FROM revision_media r
         JOIN uploads u ON u.media = r.media AND u.blog = :blog
         WHERE r.revision = :revision",
        named_params! { ":revision": revision.0, ":blog": blog.0 },
        "read the pictures of a post",
        |row| Ok((read(row, "address", WHAT)?, read(row, "url", WHAT)?)),
    )
}

/// The pictures of a revision that `blog` does not have, each once, in the order of their names.
///
/// # Errors
/// What SQLite says.
pub fn missing(
    conn: &Connection,
    revision: RevisionId,
    blog: BlogId,
) -> Result<Vec<Media>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT {COLUMNS} FROM revision_media r JOIN media m ON m.hash = r.media
         WHERE r.revision = :revision
           AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.media = r.media AND u.blog = :blog)
         ORDER BY m.name, m.hash"
    );
    let params = named_params! { ":revision": revision.0, ":blog": blog.0 };
    all(
        conn,
        &sql,
        params,
        "find the pictures a blog lacks",
        from_row,
    )
}

/// Where a blog has a picture, if it does.
///
/// # Errors
/// What SQLite says.
pub fn upload(
    conn: &Connection,
    media: &MediaHash,
    blog: BlogId,
) -> Result<Option<Upload>, StoreError> {
    first(
        conn,
        "SELECT remote_id, url FROM uploads WHERE media = :media AND blog = :blog",
        named_params! { ":media": media.as_str(), ":blog": blog.0 },
        "look for a picture on a blog",
        |row| {
            Ok(Upload {
                remote_id: RemoteId(read(row, "remote_id", WHAT)?),
                url: read(row, "url", WHAT)?,
            })
        },
    )
}

/// A blog has a picture now.
///
/// # Errors
/// What SQLite says, also when the picture is not noted.
pub fn uploaded(
    conn: &Connection,
    media: &MediaHash,
    blog: BlogId,
    upload: &Upload,
) -> Result<(), StoreError> {
    run(
        conn,
        "INSERT INTO uploads (media, blog, remote_id, url) VALUES (:media, :blog, :id, :url)
         ON CONFLICT (media, blog) DO UPDATE
         SET remote_id = excluded.remote_id, url = excluded.url",
        named_params! {
            ":media": media.as_str(),
            ":blog": blog.0,
            ":id": upload.remote_id.as_str(),
            ":url": upload.url,
        },
        "note a picture on a blog",
    )?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<Media, StoreError> {
    Ok(Media {
        hash: MediaHash::parse(&read::<String>(row, "hash", WHAT)?)
            .ok_or(StoreError::Unreadable { what: WHAT })?,
        name: read(row, "name", WHAT)?,
        mime: read(row, "mime", WHAT)?,
        bytes: read(row, "bytes", WHAT)?,
        alt: read(row, "alt", WHAT)?,
    })
}
