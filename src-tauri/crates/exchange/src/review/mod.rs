//! A post for somebody to look at before readers do: one file of HTML that any browser shows and
//! prints, or Markdown with its pictures; with what changed since a text that the reviewer knows.
//!
//! Nothing that is there is written over, and nothing is sent: the file is the writer's to send.

mod marked;
mod page;
mod words;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use billet_core::changes::{changes, counted};
use billet_core::{PostId, PostText, Revision, RevisionId, RevisionReason};
use billet_store::{Library, StoreError, blogs, posts, publications};
use billet_text::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde::Serialize;

use crate::ExchangeError;
use crate::write::pictures::{Shown, shown};
use crate::write::{Going, going};

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewForm {
    /// One file, with its pictures inside.
    Html,
    /// A Markdown file, beside it one with the changes marked, and a folder of pictures.
    Markdown,
}

/// Since which text changes are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The one that was published last; nothing is marked where none was.
    Published,
    /// An earlier one of the same post.
    Revision(RevisionId),
    /// Nothing is marked.
    Nothing,
}

/// What the reviewer is given.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Since which text changes are marked.
    pub since: Since,
    /// What the writer says to the reviewer, plain text; may be empty.
    pub note: String,
    /// The language of what stands around the text.
    pub language: Language,
    /// The language of the text, as a tag like `fr`, where it is known.
    pub text_language: Option<String>,
    /// The zone in which a day begins.
    pub zone: TimeZone,
    /// The time it is.
    pub now: Timestamp,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Reviewed {
    /// The file.
    pub path: String,
    /// Pictures that are in it, or beside it.
    pub pictures: usize,
    /// Pictures that the text names and that are nowhere.
    pub missing: Vec<String>,
    /// Words that came and went, where changes are marked.
    pub changed: Option<Changed>,
}

/// How much changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Changed {
    /// Words that came.
    pub added: usize,
    /// Words that went.
    pub removed: usize,
}

/// Writes a post for a reviewer. `to` is a folder, where the file gets a name of its own, or the file.
///
/// # Errors
/// There is no such post, or the revision is none of it; [`ExchangeError::FileExists`],
/// [`ExchangeError::Unwritable`], or what the library says.
pub fn review(
    library: &Library,
    post: PostId,
    to: &Path,
    form: ReviewForm,
    wish: &Wish,
) -> Result<Reviewed, ExchangeError> {
    let sheet = Sheet::read(library, post, wish)?;
    let end = match form {
        ReviewForm::Html => "html",
        ReviewForm::Markdown => "md",
    };
    let path = place(to, &sheet.going.stem(), end)?;
    let pictures = shown(library, post, &sheet.bodies())?;
    match form {
        ReviewForm::Html => {
            let page = page::page(&sheet, wish, &pictures.found);
            write_new(&path, page.as_bytes())?;
        }
        ReviewForm::Markdown => markdown(&sheet, wish, &path, &pictures)?,
    }
    Ok(Reviewed {
        path: path.display().to_string(),
        pictures: pictures.found.len(),
        missing: pictures.missing,
        changed: sheet.before.as_ref().map(|before| {
            let all = changes(&before.text.body, &sheet.going.post.text.body);
            let (added, removed) = counted(&all);
            Changed { added, removed }
        }),
    })
}

/// The page alone, e.g. to be printed.
///
/// # Errors
/// As [`review`], but for what is written.
pub fn review_page(library: &Library, post: PostId, wish: &Wish) -> Result<String, ExchangeError> {
    let sheet = Sheet::read(library, post, wish)?;
    let pictures = shown(library, post, &sheet.bodies())?;
    Ok(page::page(&sheet, wish, &pictures.found))
}

/// A post, and the text that it is compared with.
struct Sheet {
    going: Going,
    author: String,
    before: Option<Revision>,
}

impl Sheet {
    fn read(library: &Library, post: PostId, wish: &Wish) -> Result<Self, ExchangeError> {
        Ok(library.read(|conn| {
            let going = going(conn, post, None)?.ok_or(StoreError::NoPost { id: post })?;
            Ok::<_, StoreError>(Self {
                author: author(conn, &going)?,
                before: before(conn, post, wish.since)?,
                going,
            })
        })?)
    }

    /// The texts whose pictures are shown.
    fn bodies(&self) -> Vec<&str> {
        let before = self.before.iter().map(|before| before.text.body.as_str());
        std::iter::once(self.text().body.as_str())
            .chain(before)
            .collect()
    }

    fn text(&self) -> &PostText {
        &self.going.post.text
    }
}

/// Who wrote it, as far as that is known here; else who the writer is on its blog.
fn author(conn: &Connection, going: &Going) -> Result<String, StoreError> {
    if !going.author().is_empty() {
        return Ok(going.author().to_owned());
    }
    match publications::of_post(conn, going.post.id)?.first() {
        Some(publication) => Ok(blogs::get(conn, publication.blog)?.account_name),
        None => Ok(String::new()),
    }
}

fn before(conn: &Connection, post: PostId, since: Since) -> Result<Option<Revision>, StoreError> {
    match since {
        Since::Nothing => Ok(None),
        Since::Revision(id) => {
            let revision = posts::revision(conn, id)?;
            if revision.post == post {
                Ok(Some(revision))
            } else {
                Err(StoreError::NoRevision { id })
            }
        }
        Since::Published => {
            let all = posts::revisions(conn, post)?;
            let published = |one: &Revision| one.reason == RevisionReason::Publish;
            Ok(all.into_iter().find(published))
        }
    }
}

/// A Markdown file whose pictures lie in a folder beside it; where changes are marked, they are in a
/// second one, so that the first can be worked on and sent back.
fn markdown(
    sheet: &Sheet,
    wish: &Wish,
    path: &Path,
    pictures: &Shown,
) -> Result<(), ExchangeError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = format!("{stem}-media");
    let hung = |body: &str| {
        billet_text::with_pictures(body, |address| {
            let found = pictures.found.iter().find(|p| p.address == address)?;
            Some(format!("{folder}/{}", found.name))
        })
    };
    let text = sheet.text();
    let file = crate::write::markdown::for_review(
        &sheet.going,
        hung(&text.body),
        &sheet.author,
        wish.note.trim(),
    );
    write_new(path, file.as_bytes())?;
    if !pictures.found.is_empty() {
        let folder = path.with_file_name(&folder);
        fs::create_dir_all(&folder).map_err(|source| unwritable(&folder, source))?;
        for picture in &pictures.found {
            write_new(&folder.join(&picture.name), &picture.bytes)?;
        }
    }
    if let Some(before) = &sheet.before {
        let marked = page::marked_markdown(
            sheet,
            wish,
            before,
            (&hung(&before.text.body), &hung(&text.body)),
        );
        let name = format!("{stem}-{}.md", words::of(wish.language).changes_name);
        write_new(&path.with_file_name(name), marked.as_bytes())?;
    }
    Ok(())
}

/// Where the file goes: into the folder `to` under a free name, else to `to` itself.
fn place(to: &Path, stem: &str, end: &str) -> Result<PathBuf, ExchangeError> {
    if to.is_dir() {
        let names = (1_u32..).map(|number| match number {
            1 => format!("{stem}.{end}"),
            _ => format!("{stem}-{number}.{end}"),
        });
        let free = names.map(|name| to.join(name)).find(|path| !path.exists());
        return Ok(free.unwrap_or_else(|| to.join(format!("{stem}.{end}"))));
    }
    if to.exists() {
        return Err(ExchangeError::FileExists {
            path: to.to_owned(),
        });
    }
    Ok(to.to_owned())
}

/// Writes a file that is not there yet, whole or not at all.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), ExchangeError> {
    let failed = |source| unwritable(path, source);
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".billet-")
        .suffix(".part")
        .tempfile_in(parent.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(ExchangeError::FileExists {
                path: path.to_owned(),
            })
        }
        Err(error) => Err(failed(error.error)),
    }
}

fn unwritable(path: &Path, source: std::io::Error) -> ExchangeError {
    ExchangeError::Unwritable {
        path: path.to_owned(),
        source,
    }
}
