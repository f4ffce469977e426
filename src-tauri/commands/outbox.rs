//! The outbox: what waits, what failed and why, and what the writer can do about it.

use billet_core::{
    BlogId, Cause, CommentId, Decision, JobId, JobKind, JobState, PostId, PublishStatus,
};
use billet_store::outbox::{self, JobRow};
use billet_sync::Cancelled;
use serde::Serialize;
use ts_rs::TS;

use super::Answer;
use crate::state::Shell;

const DONE_SHOWN: usize = 20;

/// What a job does, for the sentence that names it.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "activity", rename_all = "snake_case")]
pub enum JobActivity {
    /// Publishes or updates a post.
    Publish,
    /// Takes a post off the blog.
    Trash,
    /// Carries out a decision.
    Decide {
        /// Which.
        decision: Decision,
    },
    /// Sends a reply.
    Reply,
    /// Changes what a comment says.
    EditComment,
    /// Puts a picture on the blog.
    Upload,
}

/// Where a job stands.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobStateView {
    /// Waits for its turn.
    Queued,
    /// Is being sent.
    Sending,
    /// Done.
    Done,
    /// Will be tried again.
    Retry,
    /// Needs the writer.
    Failed,
    /// It is being found out whether it arrived.
    Unknown,
}

/// A job as its screen shows it.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    /// Its id.
    pub id: JobId,
    /// The blog.
    pub blog: BlogId,
    /// The blog's name.
    pub blog_name: String,
    /// What it does.
    pub activity: JobActivity,
    /// The title of the post, or the comment's author.
    pub about: String,
    /// Where it stands.
    pub state: JobStateView,
    /// Why it waits or failed.
    pub cause: Option<Cause>,
    /// Tries so far.
    pub attempts: u32,
    /// When it is due, milliseconds since 1970.
    pub due_at: i64,
    /// When it was asked for, milliseconds since 1970.
    pub created_at: i64,
    /// The post it is about.
    pub post: Option<PostId>,
    /// The comment it is about.
    pub comment: Option<CommentId>,
    /// Where the result can be seen.
    pub url: Option<String>,
}

/// What is on the blog by the time a job is taken away.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CancelledView {
    /// Nothing arrived there.
    NothingSent,
    /// A draft is there, which no reader sees.
    DraftThere,
    /// Nothing of the post is there, but pictures of it are.
    PicturesThere,
    /// What it had before.
    AsBefore,
    /// Perhaps what was sent: the answer was lost.
    MayBeThere,
    /// It was done already.
    Done,
}

impl From<Cancelled> for CancelledView {
    fn from(there: Cancelled) -> Self {
        match there {
            Cancelled::NothingSent => Self::NothingSent,
            Cancelled::DraftThere => Self::DraftThere,
            Cancelled::PicturesThere => Self::PicturesThere,
            Cancelled::AsBefore => Self::AsBefore,
            Cancelled::MayBeThere => Self::MayBeThere,
            Cancelled::Done => Self::Done,
        }
    }
}

/// What a job sends, or has sent.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContentsView {
    /// The post's title, the comment's author or the picture's name.
    pub title: String,
    /// The text as the blog is given it: source to be read, never to be shown as a page.
    pub html: String,
    /// The text without markup.
    pub words: String,
    /// How a post shall stand there.
    pub status: Option<PublishStatus>,
    /// The date a post shall carry, milliseconds since 1970.
    pub at: Option<i64>,
}

impl From<JobRow> for JobView {
    fn from(row: JobRow) -> Self {
        let job = row.job;
        let (state, cause) = match job.state {
            // Another job found out that the blog cannot be reached, and this one waits as well.
            JobState::Queued if row.away => (JobStateView::Queued, Some(Cause::Offline)),
            JobState::Queued => (JobStateView::Queued, None),
            JobState::Sending => (JobStateView::Sending, None),
            JobState::Done => (JobStateView::Done, None),
            JobState::Retry { cause } => (JobStateView::Retry, Some(cause)),
            JobState::Failed { cause } => (JobStateView::Failed, Some(cause)),
            JobState::Unknown => (JobStateView::Unknown, None),
        };
        Self {
            id: job.id,
            blog: job.blog,
            blog_name: row.blog_name,
            activity: match job.kind {
                JobKind::Publish { .. } => JobActivity::Publish,
                JobKind::Trash { .. } => JobActivity::Trash,
                JobKind::Decide { decision, .. } => JobActivity::Decide { decision },
                JobKind::Reply { .. } => JobActivity::Reply,
                JobKind::EditComment { .. } => JobActivity::EditComment,
                JobKind::Upload { .. } => JobActivity::Upload,
            },
            about: row.about,
            state,
            cause,
            attempts: job.attempts,
            due_at: row.next_at.as_millisecond(),
            created_at: job.created_at.as_millisecond(),
            post: row.post,
            comment: row.comment,
            url: row.url,
        }
    }
}

pub(super) fn list(shell: &Shell) -> Answer<Vec<JobView>> {
    let rows = shell
        .library()
        .read(|conn| outbox::list(conn, DONE_SHOWN))?;
    Ok(rows.into_iter().map(JobView::from).collect())
}

pub(super) fn retry(shell: &Shell, id: JobId) -> Answer<()> {
    Ok(shell.office.retry_job(id)?)
}

pub(super) fn cancel(shell: &Shell, id: JobId) -> Answer<CancelledView> {
    Ok(shell.office.cancel_job(id)?.into())
}

pub(super) fn contents(shell: &Shell, id: JobId) -> Answer<ContentsView> {
    let contents = shell.office.contents(id)?;
    Ok(ContentsView {
        title: contents.title,
        words: billet_text::plain(&contents.html, usize::MAX),
        html: contents.html,
        status: contents.status,
        at: contents.at.map(|at| at.as_millisecond()),
    })
}

pub(super) async fn send_anyway(shell: &Shell, id: JobId) -> Answer<()> {
    Ok(shell.office.send_anyway(id).await?)
}
