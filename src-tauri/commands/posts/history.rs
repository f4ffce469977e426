//! Earlier texts of a post: a page of them, one of them, what changed, and their names.

use billet_core::changes::Change;
use billet_core::{PostId, Revision, RevisionId, RevisionReason};
use billet_store::posts;
use billet_sync::Part;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::views::{Cursor, PostEdit};
use crate::commands::Answer;
use crate::state::Shell;

/// Earlier texts on a page.
const PAGE: usize = 60;
const SNIPPET: usize = 160;

/// A page of the earlier texts of a post.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionPage {
    /// Newest first.
    pub rows: Vec<RevisionView>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

/// A saved earlier text of a post.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionView {
    /// Its id.
    pub id: RevisionId,
    /// When it was kept, milliseconds since 1970.
    pub at: i64,
    /// Why it was kept.
    pub reason: RevisionReason,
    /// What the writer calls it; empty for most.
    pub name: String,
    /// Plain text; may be empty.
    pub title: String,
    /// The first words.
    pub snippet: String,
    /// Words in the body.
    pub words: usize,
}

impl From<Revision> for RevisionView {
    fn from(revision: Revision) -> Self {
        Self {
            id: revision.id,
            at: revision.created_at.as_millisecond(),
            reason: revision.reason,
            name: revision.name,
            title: revision.text.title,
            snippet: billet_text::snippet(&revision.text.body, SNIPPET),
            words: billet_text::count(&revision.text.body).words,
        }
    }
}

/// Which text an earlier one is compared with.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The present one: what changed since.
    Now,
    /// The one kept before it: what changed then.
    Before,
}

/// What changed from one text of a post to another.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    /// The text.
    pub body: Vec<Change>,
    /// The other parts, those that changed.
    pub parts: Vec<PartView>,
    /// Words of the text that came.
    pub added: usize,
    /// Words of the text that went.
    pub removed: usize,
    /// Nothing changed at all.
    pub same: bool,
}

/// A part of a post besides its text.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartView {
    /// Which.
    pub name: PartName,
    /// What changed in it; of tags and categories each is a stretch of its own.
    pub changes: Vec<Change>,
}

/// Which part of a post.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PartName {
    /// The title.
    Title,
    /// The last part of the address.
    Slug,
    /// The excerpt.
    Excerpt,
    /// The tags.
    Tags,
    /// The categories.
    Categories,
}

impl From<Part> for PartName {
    fn from(part: Part) -> Self {
        match part {
            Part::Title => Self::Title,
            Part::Slug => Self::Slug,
            Part::Excerpt => Self::Excerpt,
            Part::Tags => Self::Tags,
            Part::Categories => Self::Categories,
        }
    }
}

pub fn revisions(shell: &Shell, id: PostId, after: Option<Cursor>) -> Answer<RevisionPage> {
    let after = after.and_then(Cursor::to_after);
    let rows = shell.office.history(id, after, PAGE)?;
    let last = rows.last().filter(|_| rows.len() == PAGE);
    Ok(RevisionPage {
        next: last.map(|last| Cursor {
            at: last.created_at.as_millisecond(),
            id: last.id.0,
        }),
        rows: rows.into_iter().map(RevisionView::from).collect(),
    })
}

pub fn revision(shell: &Shell, id: RevisionId) -> Answer<PostEdit> {
    let revision = shell.library().read(|conn| posts::revision(conn, id))?;
    Ok(revision.text.into())
}

pub fn compare(shell: &Shell, id: RevisionId, against: Against) -> Answer<ComparisonView> {
    let against = match against {
        Against::Now => billet_sync::Against::Now,
        Against::Before => billet_sync::Against::Before,
    };
    let compared = shell.office.compare_revision(id, against)?;
    let part = |(part, changes): (Part, _)| PartView {
        name: part.into(),
        changes,
    };
    Ok(ComparisonView {
        same: compared.is_same(),
        body: compared.body,
        parts: compared.parts.into_iter().map(part).collect(),
        added: compared.added,
        removed: compared.removed,
    })
}

pub fn keep_checkpoint(shell: &Shell, id: PostId, from: i64, name: String) -> Answer<RevisionId> {
    Ok(shell.office.keep_checkpoint(id, from, &name)?)
}

pub fn name(shell: &Shell, id: RevisionId, name: String) -> Answer<()> {
    Ok(shell.office.name_revision(id, &name)?)
}
