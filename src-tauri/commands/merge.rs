//! Merging what the writer and somebody else made of a post.

use billet_core::merge::{From as Author, Piece};
use billet_core::{JobId, PostId};
use billet_sync::{Resolved, Seen};
use serde::Serialize;
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
        pieces: pieces.into_iter().map(MergePiece::from).collect(),
        body: body.into(),
    })
}

pub(super) fn resolve_conflict(
    shell: &Shell,
    job: JobId,
    seen: String,
    version: i64,
    title: String,
    excerpt: String,
    body: String,
) -> Answer<()> {
    let seen: Seen = serde_json::from_str(&seen).map_err(CommandError::lost)?;
    let text = Resolved {
        title,
        excerpt,
        body,
    };
    Ok(shell.office.resolve_conflict(job, &seen, version, &text)?)
}
