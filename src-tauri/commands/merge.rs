//! Merging what the writer and somebody else made of a post.

use billet_core::merge::{From as Author, Piece};
use billet_core::merge_names::NameSides;
use billet_core::{JobId, PostId, PublishStatus, RemoteStatus};
use billet_sync::{Resolved, Seen, Stand};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, CommandError};
use crate::state::Shell;

/// The three states of one text.
#[derive(Debug, Serialize, TS)]
pub struct Sides {
    /// What both began with.
    pub base: String,
    /// What the writer has.
    pub mine: String,
    /// What the blog has now.
    pub theirs: String,
}

impl From<billet_sync::Sides> for Sides {
    fn from(sides: billet_sync::Sides) -> Self {
        Self {
            base: sides.base,
            mine: sides.mine,
            theirs: sides.theirs,
        }
    }
}

/// Tags, or categories: the names in the three states, and what both edits make together.
#[derive(Debug, Serialize, TS)]
pub struct Names {
    /// What both began with.
    pub base: Vec<String>,
    /// What the writer has.
    pub mine: Vec<String>,
    /// What the blog has now.
    pub theirs: Vec<String>,
    /// Both edits together.
    pub merged: Vec<String>,
}

impl From<NameSides> for Names {
    fn from(sides: NameSides) -> Self {
        Self {
            merged: sides.merged(),
            base: sides.base,
            mine: sides.mine,
            theirs: sides.theirs,
        }
    }
}

/// Status and date: as they were, as the writer asks for, as they are now.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stands {
    /// How it stood when that was last known.
    pub base: Option<RemoteStatus>,
    /// What the writer asks for.
    pub mine: PublishStatus,
    /// The date the writer asks for, milliseconds since 1970.
    pub mine_at: Option<i64>,
    /// The writer asks for something else than before.
    pub asked: bool,
    /// How it stands now.
    pub theirs: RemoteStatus,
    /// The date it has now, milliseconds since 1970.
    pub theirs_at: Option<i64>,
    /// Somebody else made it so.
    pub changed_there: bool,
}

impl From<billet_sync::Stands> for Stands {
    fn from(stands: billet_sync::Stands) -> Self {
        Self {
            base: stands.base,
            mine: stands.mine.status,
            mine_at: stands.mine.at.map(Timestamp::as_millisecond),
            asked: stands.asked,
            theirs: stands.theirs,
            theirs_at: stands.theirs_at.map(Timestamp::as_millisecond),
            changed_there: stands.changed_there,
        }
    }
}

/// Whose status and date hold where both changed them.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StandChoice {
    /// The writer's.
    Mine,
    /// As it stands on the blog.
    Theirs,
}

/// What the writer made of both.
#[derive(Debug, Deserialize, TS)]
pub struct ResolvedText {
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub excerpt: String,
    /// The lines that close it on this blog alone, in Markdown.
    pub closing: String,
    /// Markdown.
    pub body: String,
    /// The last part of the address; empty lets the blog make it.
    pub slug: String,
    /// By name.
    pub tags: Vec<String>,
    /// By name.
    pub categories: Vec<String>,
    /// Whose status and date.
    pub stand: StandChoice,
}

impl From<ResolvedText> for Resolved {
    fn from(text: ResolvedText) -> Self {
        Self {
            title: text.title,
            excerpt: text.excerpt,
            closing: text.closing,
            body: text.body,
            slug: text.slug,
            tags: text.tags,
            categories: text.categories,
            stand: match text.stand {
                StandChoice::Mine => Stand::Mine,
                StandChoice::Theirs => Stand::Theirs,
            },
        }
    }
}

/// Whose lines they are.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PieceFrom {
    /// Both have them, or changed different words of them.
    Both,
    /// Only the writer changed them.
    Mine,
    /// Only the other changed them.
    Theirs,
}

/// A piece of the merged text: whole lines.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MergePiece {
    /// Nothing to decide.
    Agreed {
        /// The lines.
        text: String,
        /// Whose they are.
        from: PieceFrom,
    },
    /// Both changed them.
    Conflict {
        /// As they were.
        base: String,
        /// As the writer has them.
        mine: String,
        /// As the blog has them.
        theirs: String,
    },
}

impl From<Piece> for MergePiece {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::Agreed { text, from } => Self::Agreed {
                text,
                from: match from {
                    Author::Both => PieceFrom::Both,
                    Author::Mine => PieceFrom::Mine,
                    Author::Theirs => PieceFrom::Theirs,
                },
            },
            Piece::Conflict { base, mine, theirs } => Self::Conflict { base, mine, theirs },
        }
    }
}

/// What the writer has to decide.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The job that waits for it.
    pub job: JobId,
    /// The post.
    pub post: PostId,
    /// The version of the writer's text.
    pub version: i64,
    /// The blog's name.
    pub blog: String,
    /// What the blog has now, to be given back as it is.
    pub seen: String,
    /// The title.
    pub title: Sides,
    /// The excerpt.
    pub excerpt: Sides,
    /// The lines that close the text on this blog alone.
    pub closing: Sides,
    /// The last part of the address; empty: the blog makes it.
    pub slug: Sides,
    /// The tags.
    pub tags: Names,
    /// The categories.
    pub categories: Names,
    /// Status and date.
    pub stands: Stands,
    /// When it was last changed on the blog, milliseconds since 1970.
    pub changed_at: Option<i64>,
    /// Who changed it there last, if that is known.
    pub changed_by: Option<String>,
    /// The merged text.
    pub pieces: Vec<MergePiece>,
    /// The texts.
    pub body: Sides,
}

pub(super) async fn conflict_of(shell: &Shell, job: JobId) -> Answer<Conflict> {
    let conflict = shell.office.conflict_of(job).await?;
    let billet_sync::Conflict {
        job,
        post,
        version,
        blog,
        seen,
        title,
        excerpt,
        closing,
        slug,
        tags,
        categories,
        stands,
        changed_at,
        changed_by,
        pieces,
        body,
    } = conflict;
    Ok(Conflict {
        job,
        post,
        version,
        blog,
        seen: serde_json::to_string(&seen).map_err(CommandError::lost)?,
        title: title.into(),
        excerpt: excerpt.into(),
        closing: closing.into(),
        slug: slug.into(),
        tags: tags.into(),
        categories: categories.into(),
        stands: stands.into(),
        changed_at: changed_at.map(Timestamp::as_millisecond),
        changed_by,
        pieces: pieces.into_iter().map(MergePiece::from).collect(),
        body: body.into(),
    })
}

pub(super) fn resolve_conflict(
    shell: &Shell,
    job: JobId,
    seen: String,
    version: i64,
    text: ResolvedText,
) -> Answer<()> {
    let seen: Seen = serde_json::from_str(&seen).map_err(CommandError::lost)?;
    Ok(shell
        .office
        .resolve_conflict(job, &seen, version, &text.into())?)
}
