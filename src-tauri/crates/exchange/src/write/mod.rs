//! Writes the library's posts in forms that other programs, and people, read.

mod archive;
mod folder;
mod html;
pub(crate) mod markdown;
pub(crate) mod pictures;
mod wxr;

use std::path::Path;

use billet_core::{BlogId, Post, PostId, PostKind, Publication, RemoteStatus, Shelf};
use billet_store::origins::{self, Origin};
use billet_store::{Library, StoreError, posts, publications};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde::Serialize;

use crate::ExchangeError;
use crate::found::OWN;
use crate::import::Progress;
use crate::names::Names;
use folder::Folder;
use pictures::Gallery;

/// How a guid of Billet's own begins.
pub(crate) const OWN_GUID: &str = "urn:billet:";

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A Markdown file with front matter for each post, and a folder of pictures.
    Markdown,
    /// One file for WordPress' importer (WXR), and a folder of the pictures that are on no blog.
    Wordpress,
    /// A page for each post, one that lists them, and a folder of pictures.
    Html,
    /// Everything, readable without Billet: posts with their earlier texts, pictures, comments.
    Archive,
}

/// How to export.
#[derive(Clone, Debug)]
pub struct What {
    /// The form.
    pub form: Form,
    /// The posts of this blog only.
    pub blog: Option<BlogId>,
    /// The zone in which a day begins, and in which WordPress' dates are written.
    pub zone: TimeZone,
    /// The time it is.
    pub now: Timestamp,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Exported {
    /// Posts.
    pub posts: usize,
    /// Pictures.
    pub pictures: usize,
    /// Pictures that the texts name and that are nowhere.
    pub missing: Vec<String>,
    /// Files of an earlier export that were changed since: they have these names now.
    pub aside: Vec<String>,
    /// It was stopped before its end.
    pub stopped: bool,
}

/// A post on its way out.
pub(crate) struct Going {
    pub post: Post,
    origin: Option<Origin>,
    publication: Option<Publication>,
    /// When the text was kept that its blog has.
    sent_at: Option<Timestamp>,
}

impl Going {
    /// How it stands on its blog, or stood where it comes from.
    pub fn status(&self) -> RemoteStatus {
        if self.post.shelf == Shelf::Trash {
            return RemoteStatus::Trash;
        }
        let on_blog = self.publication.as_ref().and_then(|p| p.status.clone());
        on_blog
            .or_else(|| self.origin.as_ref().map(|origin| origin.status.clone()))
            .unwrap_or(RemoteStatus::Draft)
    }

    /// The date that readers see, as far as it is known here.
    pub fn dated(&self) -> Option<Timestamp> {
        let target = self
            .publication
            .as_ref()
            .and_then(|p| p.sent_target.or(Some(p.target)));
        target
            .and_then(|target| target.at)
            .or_else(|| self.origin.as_ref().and_then(|origin| origin.dated_at))
            .or_else(|| self.was_there_first().then_some(self.post.created_at))
            .or(self.sent_at)
    }

    /// The date for a name, which every post has.
    pub fn day(&self) -> Timestamp {
        self.dated().unwrap_or(self.post.created_at)
    }

    /// It came from its blog, and its date is the one it has there.
    fn was_there_first(&self) -> bool {
        self.publication.as_ref().is_some_and(|p| p.fetched)
    }

    pub fn is_page(&self) -> bool {
        let there = self.publication.as_ref().map(|p| p.kind);
        there == Some(PostKind::Page) || self.origin.as_ref().is_some_and(|origin| origin.page)
    }

    /// Where readers find it; may be empty.
    pub fn address(&self) -> &str {
        let url = self.publication.as_ref().and_then(|p| p.url.as_deref());
        url.or(self.origin.as_ref().map(|o| o.address.as_str()))
            .unwrap_or_default()
    }

    pub fn author(&self) -> &str {
        self.origin.as_ref().map_or("", |origin| &origin.author)
    }

    pub fn picture(&self) -> &str {
        self.origin.as_ref().map_or("", |origin| &origin.picture)
    }

    /// What Billet calls it in every library: an import of an export of an import is known, too.
    pub fn key(&self) -> String {
        match &self.origin {
            Some(origin) if origin.source == OWN => origin.key.clone(),
            _ => format!("{}-{}", self.post.created_at.as_millisecond(), self.post.id),
        }
    }

    /// A name for its file, without its ending.
    pub fn stem(&self) -> String {
        let text = &self.post.text;
        let words = [text.slug.as_deref().unwrap_or_default(), &text.title]
            .into_iter()
            .map(crate::names::slug)
            .find(|words| !words.is_empty());
        let words = words.unwrap_or_else(|| self.post.id.to_string());
        format!("{}-{words}", crate::names::day(self.day()))
    }
}

/// The post of this library that an exported key names.
pub(crate) fn own_post(conn: &Connection, key: &str) -> Result<Option<PostId>, StoreError> {
    let parts = key.rsplit_once('-');
    let Some((began, Ok(id))) = parts.map(|(began, id)| (began, id.parse::<i64>())) else {
        return Ok(None);
    };
    match posts::get(conn, PostId(id)) {
        Ok(post) if post.created_at.as_millisecond().to_string() == began => Ok(Some(post.id)),
        Ok(_) | Err(StoreError::NoPost { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Writes the library's posts into a folder, which is made, empty, or one that was exported to
/// before. `go_on` is told of each post, and ends the export by `false`.
///
/// Nothing that is there is written over unasked: a file of an earlier export that somebody changed
/// is put aside under another name, and told.
///
/// # Errors
/// [`ExchangeError::NotEmpty`], [`ExchangeError::Unwritable`], or what the library says.
pub fn export(
    library: &Library,
    to: &Path,
    what: &What,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Exported, ExchangeError> {
    let mut folder = Folder::open(to)?;
    let mut run = Run {
        library,
        what,
        names: Names::default(),
        gallery: Gallery::new(library),
        posts: 0,
    };
    let ids = run.ids()?;
    let total = ids.len() as u64;
    let mut told = |posts: usize| {
        let progress = Progress {
            read: posts as u64,
            total,
            posts,
        };
        if go_on(progress) {
            Ok(())
        } else {
            Err(ExchangeError::Stopped)
        }
    };
    let ended = match what.form {
        Form::Markdown => markdown::write(&mut run, &ids, &mut folder, &mut told),
        Form::Wordpress => wxr::write(&mut run, &ids, &mut folder, &mut told),
        Form::Html => html::write(&mut run, &ids, &mut folder, &mut told),
        Form::Archive => archive::write(&mut run, &ids, &mut folder, &mut told),
    };
    let stopped = match ended {
        Ok(()) => false,
        Err(ExchangeError::Stopped) => true,
        Err(other) => return Err(other),
    };
    let aside = folder.close(!stopped)?;
    Ok(Exported {
        posts: run.posts,
        pictures: run.gallery.count(),
        missing: run.gallery.missing,
        aside,
        stopped,
    })
}

/// An export under way.
pub(crate) struct Run<'a> {
    pub library: &'a Library,
    pub what: &'a What,
    pub names: Names,
    pub gallery: Gallery<'a>,
    pub posts: usize,
}

/// Is told how many posts are done; an error ends the export.
pub(crate) type Told<'a> = dyn FnMut(usize) -> Result<(), ExchangeError> + 'a;

impl Run<'_> {
    /// The posts to write, oldest first. Only the archive has those in the trash.
    fn ids(&self) -> Result<Vec<PostId>, StoreError> {
        self.library.read(|conn| {
            let mut rows = posts::all(conn)?;
            rows.retain(|row| {
                let of_blog = self.what.blog.is_none_or(|blog| row.blogs.contains(&blog));
                let kept = self.what.form == Form::Archive || row.shelf != Shelf::Trash;
                of_blog && kept
            });
            rows.sort_by_key(|row| row.id);
            Ok(rows.into_iter().map(|row| row.id).collect())
        })
    }

    /// A post with what is known of it; `None` when it was deleted meanwhile.
    pub fn going(&self, id: PostId) -> Result<Option<Going>, StoreError> {
        self.library.read(|conn| going(conn, id, self.what.blog))
    }
}

/// A post with what is known of it, as it stands on a blog or on the one that has it; `None` when
/// there is none.
pub(crate) fn going(
    conn: &Connection,
    id: PostId,
    blog: Option<BlogId>,
) -> Result<Option<Going>, StoreError> {
    let post = match posts::get(conn, id) {
        Err(StoreError::NoPost { .. }) => return Ok(None),
        post => post?,
    };
    let all = publications::of_post(conn, id)?;
    let chosen = match blog {
        Some(blog) => all.into_iter().find(|p| p.blog == blog),
        None => all
            .into_iter()
            .max_by_key(|p| (p.status.is_some(), -p.id.0)),
    };
    let sent = chosen.as_ref().and_then(|p| p.sent);
    let sent_at = sent.map(|sent| posts::revision(conn, sent)).transpose()?;
    Ok(Some(Going {
        post,
        origin: origins::of_post(conn, id)?,
        publication: chosen,
        sent_at: sent_at.map(|revision| revision.created_at),
    }))
}
