//! A post that was changed on its blog while the writer changed it here: what both made of it, and
//! the way out of it that the writer chose.

pub(crate) mod compare;
mod resolve;

use billet_core::merge::Piece;
use billet_core::merge_names::NameSides;
use billet_core::{
    Base, Cause, JobId, JobKind, JobState, PostId, PostText, Publication, RemoteStatus, Target,
    Variation,
};
use billet_store::{outbox, publications};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// The three states of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// What both began with.
    pub base: String,
    /// What the writer has.
    pub mine: String,
    /// What the blog has now.
    pub theirs: String,
}

impl Sides {
    /// Both changed it, each in another way: somebody has to choose.
    #[must_use]
    pub fn clash(&self) -> bool {
        self.mine != self.theirs && self.mine != self.base && self.theirs != self.base
    }

    /// What to take where nobody has to choose.
    #[must_use]
    pub fn settled(&self) -> &str {
        if self.mine == self.base {
            &self.theirs
        } else {
            &self.mine
        }
    }
}

/// How the post stands, and its date: as it was, as the writer asks for, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// How it stood when Billet last knew; `None`: that is not known.
    pub base: Option<RemoteStatus>,
    /// What the writer asks for.
    pub mine: Target,
    /// The writer asks for something else than before.
    pub asked: bool,
    /// How it stands now.
    pub theirs: RemoteStatus,
    /// The date it has now.
    pub theirs_at: Option<Timestamp>,
    /// Somebody else made it stand so, or gave it that date.
    pub changed_there: bool,
}

impl Stands {
    /// Both changed it, each in another way: somebody has to choose.
    #[must_use]
    pub fn clash(&self) -> bool {
        self.asked && self.changed_there
    }
}

/// What the writer has to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The job that waits for it.
    pub job: JobId,
    /// The post.
    pub post: PostId,
    /// The version of the writer's text that it was made from.
    pub version: i64,
    /// The blog's name.
    pub blog: String,
    /// What the blog had when it was asked; to be given back to [`Office::resolve_conflict`].
    pub seen: Seen,
    /// The title.
    pub title: Sides,
    /// The excerpt.
    pub excerpt: Sides,
    /// The lines that close the text on this blog alone.
    pub closing: Sides,
    /// The last part of the address; empty: the blog makes it.
    pub slug: Sides,
    /// The tags.
    pub tags: NameSides,
    /// The categories.
    pub categories: NameSides,
    /// Status and date.
    pub stands: Stands,
    /// When it was last changed on the blog, as far as the blog says so readably.
    pub changed_at: Option<Timestamp>,
    /// Who changed it there last, as far as that can be known.
    pub changed_by: Option<String>,
    /// The text, merged as far as that goes without deciding anything.
    pub pieces: Vec<Piece>,
    /// The text, in Markdown.
    pub body: Sides,
}

/// What a blog had when it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    url: String,
    status: RemoteStatus,
    date: Option<Timestamp>,
    base: Base,
    /// What the blog had, in the writer's own words, but for what closed it.
    text: PostText,
    /// The words that were its own there.
    #[serde(default)]
    varied: Option<Variation>,
}

/// Whose wish for status and date holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// The writer's, where they asked for another.
    #[default]
    Mine,
    /// It stays as it stands on the blog.
    Theirs,
}

/// A text that the writer made of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The title.
    pub title: String,
    /// The excerpt.
    pub excerpt: String,
    /// The lines that close the text on this blog alone.
    pub closing: String,
    /// The text, in Markdown.
    pub body: String,
    /// The last part of the address; empty lets the blog make it.
    pub slug: String,
    /// The tags.
    pub tags: Vec<String>,
    /// The categories.
    pub categories: Vec<String>,
    /// Whose status and date.
    pub stand: Stand,
}

impl Conflict {
    /// How many places need somebody to choose.
    #[must_use]
    pub fn open_places(&self) -> usize {
        self.open_texts() + usize::from(self.stands.clash())
    }

    /// As [`Conflict::open_places`], but for status and date.
    #[must_use]
    pub fn open_texts(&self) -> usize {
        let values = [&self.title, &self.excerpt, &self.closing, &self.slug];
        let pieces = self.pieces.iter();
        pieces
            .filter(|piece| matches!(piece, Piece::Conflict { .. }))
            .count()
            + values.iter().filter(|sides| sides.clash()).count()
    }

    /// The post as the writer has it, to be sent over what the blog has.
    #[must_use]
    pub fn mine(&self) -> Resolved {
        Resolved {
            title: self.title.mine.clone(),
            excerpt: self.excerpt.mine.clone(),
            closing: self.closing.mine.clone(),
            body: self.body.mine.clone(),
            slug: self.slug.mine.clone(),
            tags: self.tags.mine.clone(),
            categories: self.categories.mine.clone(),
            stand: Stand::Mine,
        }
    }

    /// The post as the blog has it.
    #[must_use]
    pub fn theirs(&self) -> Resolved {
        Resolved {
            title: self.title.theirs.clone(),
            excerpt: self.excerpt.theirs.clone(),
            closing: self.closing.theirs.clone(),
            body: self.body.theirs.clone(),
            slug: self.slug.theirs.clone(),
            tags: self.tags.theirs.clone(),
            categories: self.categories.theirs.clone(),
            stand: Stand::Theirs,
        }
    }

    /// Both put together; `None` while there is an open place.
    #[must_use]
    pub fn merged(&self) -> Option<Resolved> {
        self.merged_text().filter(|_| !self.stands.clash())
    }

    /// Both put together, with the writer's wish for status and date; `None` while a place of the
    /// text is open.
    #[must_use]
    pub fn merged_text(&self) -> Option<Resolved> {
        if self.open_texts() > 0 {
            return None;
        }
        let body = self.pieces.iter().map(|piece| match piece {
            Piece::Agreed { text, .. } => text.as_str(),
            Piece::Conflict { mine, .. } => mine.as_str(),
        });
        Some(Resolved {
            title: self.title.settled().to_owned(),
            excerpt: self.excerpt.settled().to_owned(),
            closing: self.closing.settled().to_owned(),
            body: body.collect(),
            slug: self.slug.settled().to_owned(),
            tags: self.tags.merged(),
            categories: self.categories.merged(),
            stand: Stand::Mine,
        })
    }
}

/// The publication whose job failed because the post was changed on the blog.
fn conflicting(conn: &rusqlite::Connection, job: JobId) -> Result<Publication, SyncError> {
    let job = outbox::get(conn, job)?;
    match (job.kind, job.state) {
        (
            JobKind::Publish { publication },
            JobState::Failed {
                cause: Cause::ChangedElsewhere,
            },
        ) => Ok(publications::get(conn, publication)?),
        _ => Err(SyncError::NoConflict),
    }
}
