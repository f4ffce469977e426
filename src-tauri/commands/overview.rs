//! The sidebar in one answer.

use billet_core::{BlogHealth, BlogId, CommentStatus, Shelf};
use billet_store::{StoreError, blogs, comments, outbox, posts};
use billet_sync::Fetching;
use serde::Serialize;
use ts_rs::TS;

use super::Answer;
use super::error::ErrorCode;
use crate::state::Shell;

/// Counts, blogs, sending and fetching.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// Posts that no blog shows.
    pub drafts: i64,
    /// Posts that will appear by themselves.
    pub scheduled: i64,
    /// Posts that readers see.
    pub published: i64,
    /// Posts in the trash.
    pub trash: i64,
    /// Comments that wait.
    pub waiting: i64,
    /// Comments approved.
    pub approved: i64,
    /// Comments set aside as spam.
    pub spam: i64,
    /// Comments thrown away.
    pub trashed_comments: i64,
    /// The blogs, by name.
    pub blogs: Vec<BlogSummary>,
    /// The line that tells the truth about sending.
    pub sending: SendingView,
    /// A fetch of comments under way.
    pub sync: Option<SyncView>,
    /// A fetch of posts under way.
    pub posts_sync: Option<SyncView>,
    /// What there is to know of the library itself.
    pub library: LibraryState,
}

/// How the library is, beyond what is in it.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryState {
    /// It was damaged when it was opened.
    pub recovered: Option<RecoveredView>,
    /// A newer Billet wrote it: it is only read.
    pub newer: bool,
    /// Why today's backup could not be made.
    pub backup_failed: Option<ErrorCode>,
}

/// What came over from a damaged library.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveredView {
    /// Where the damaged one lies now.
    pub path: String,
    /// Posts that came over.
    pub posts: u64,
    /// Comments that came over.
    pub comments: u64,
    /// Nothing is missing.
    pub whole: bool,
}

/// A blog in the sidebar.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogSummary {
    /// Its id.
    pub id: BlogId,
    /// Its title.
    pub name: String,
    /// What the last contact showed.
    pub health: BlogHealth,
}

/// The outbox in numbers.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendingView {
    /// Jobs that wait.
    pub waiting: i64,
    /// Jobs being sent.
    pub sending: i64,
    /// Jobs, and blogs that refuse the password, that need the writer.
    pub needs_you: i64,
    /// Something waits because its blog could not be reached.
    pub offline: bool,
}

/// A fetch under way.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// The blog.
    pub blog: BlogId,
    /// The blog's name.
    pub blog_name: String,
    /// Comments that came, or posts that were looked at, so far.
    pub fetched: u64,
    /// How many the blog says there are.
    pub total: Option<u64>,
}

impl From<Fetching> for SyncView {
    fn from(f: Fetching) -> Self {
        Self {
            blog: f.blog,
            blog_name: f.blog_name,
            fetched: f.fetched,
            total: f.total,
        }
    }
}

pub(super) fn overview(shell: &Shell) -> Answer<Overview> {
    let (shelves, statuses, all, tally) = shell.library().read(|conn| {
        Ok::<_, StoreError>((
            posts::counts(conn)?,
            comments::counts(conn)?,
            blogs::all(conn)?,
            outbox::tally(conn)?,
        ))
    })?;
    let on = |shelf: Shelf| {
        shelves
            .iter()
            .find(|(s, _)| *s == shelf)
            .map_or(0, |(_, n)| *n)
    };
    let with = |status: CommentStatus| {
        statuses
            .iter()
            .find(|(s, _)| *s == status)
            .map_or(0, |(_, n)| *n)
    };
    let signed_out = all
        .iter()
        .filter(|b| b.health == BlogHealth::SignIn)
        .count();
    Ok(Overview {
        drafts: on(Shelf::Drafts),
        scheduled: on(Shelf::Scheduled),
        published: on(Shelf::Published),
        trash: on(Shelf::Trash),
        waiting: with(CommentStatus::Pending),
        approved: with(CommentStatus::Approved),
        spam: with(CommentStatus::Spam),
        trashed_comments: with(CommentStatus::Trash),
        sending: SendingView {
            waiting: tally.waiting,
            sending: tally.sending,
            needs_you: tally.failed + i64::try_from(signed_out).unwrap_or(i64::MAX),
            offline: tally.offline > 0,
        },
        blogs: all
            .into_iter()
            .map(|b| BlogSummary {
                id: b.id,
                name: b.name,
                health: b.health,
            })
            .collect(),
        sync: shell.office.fetching().map(SyncView::from),
        posts_sync: shell.office.fetching_posts().map(SyncView::from),
        library: LibraryState {
            recovered: shell.library().setback().map(|setback| RecoveredView {
                path: setback.set_aside.display().to_string(),
                posts: setback.recovered.posts,
                comments: setback.recovered.comments,
                whole: setback.recovered.incomplete.is_empty(),
            }),
            newer: shell.library().newer().is_some(),
            backup_failed: shell.backup_failed(),
        },
    })
}
