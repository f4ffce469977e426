//! The moderation desk.

use billet_core::{BlogId, Comment, CommentId, CommentStatus, Decision};
use billet_store::comments::{CommentRow, Filter};
use billet_store::{blogs, comments, remote_posts};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Answer, CommandError, Cursor};
use crate::state::Shell;

const PAGE: usize = 60;

/// Which comments the desk shows.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentFilter {
    /// The status; none for all.
    pub status: Option<CommentStatus>,
    /// One blog only.
    pub blog: Option<BlogId>,
    /// Words to search for.
    pub query: Option<String>,
    /// Where the last page ended.
    pub after: Option<Cursor>,
}

/// A page of comments.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentPage {
    /// Newest first.
    pub rows: Vec<CommentRowView>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

/// A comment in a list.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentRowView {
    /// Its id.
    pub id: CommentId,
    /// Empty for an anonymous reader.
    pub author: String,
    /// The first words, plain text.
    pub snippet: String,
    /// The blog's name.
    pub blog_name: String,
    /// The title of its post; empty when not known yet.
    pub post_title: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// Milliseconds since 1970.
    pub written_at: i64,
}

/// A comment on the desk.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    /// Its id.
    pub id: CommentId,
    /// Empty for an anonymous reader.
    pub author: String,
    /// Written by this blog's own account.
    pub is_mine: bool,
    /// Safe HTML: only the tags that a WordPress comment may use.
    pub html: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// Milliseconds since 1970.
    pub written_at: i64,
    /// How deep it stands in its thread, from 0.
    pub depth: usize,
    /// One's own reply that is still in the outbox.
    pub waiting: bool,
}

/// What is known of a comment's author.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuthorView {
    /// Empty for an anonymous reader.
    pub name: String,
    /// Empty when not given or not shown to this account.
    pub email: String,
    /// The author's own site; empty when none.
    pub url: String,
    /// Comments known here, per status.
    pub approved: i64,
    /// Waiting.
    pub pending: i64,
    /// Refused as spam.
    pub spam: i64,
    /// Thrown away.
    pub trash: i64,
    /// The earliest, milliseconds since 1970.
    pub first_seen: Option<i64>,
}

/// A comment in its thread.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentDetail {
    /// Which of the thread is looked at.
    pub id: CommentId,
    /// The blog's id.
    pub blog: BlogId,
    /// The blog's name.
    pub blog_name: String,
    /// The post's title; empty when not known yet.
    pub post_title: String,
    /// The post's address; empty when not known yet.
    pub post_url: String,
    /// The post's first words.
    pub post_snippet: String,
    /// Approved comments known on that post.
    pub comments_on_post: i64,
    /// The comment's own address.
    pub url: String,
    /// The conversation, ancestors first.
    pub thread: Vec<CommentView>,
    /// Its author.
    pub author: AuthorView,
    /// The account may decide on it.
    pub can_moderate: bool,
    /// It may be answered (not spam, not trash, already on the blog).
    pub can_reply: bool,
}

/// A reply begun and not sent yet.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BegunReply {
    /// The comment it answers.
    pub id: CommentId,
    /// As typed, Markdown.
    pub text: String,
}

/// Decisions taken with one key.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stroke {
    /// To undo it.
    pub stroke: String,
    /// How many were decided.
    pub count: usize,
    /// For how long it can be undone, in milliseconds.
    pub grace: u64,
}

/// How much of a stroke could be taken back.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// As before.
    pub undone: usize,
    /// Already sent to the blog.
    pub too_late: usize,
}

pub(super) fn list(shell: &Shell, filter: CommentFilter) -> Answer<CommentPage> {
    let after = filter.after.and_then(Cursor::to_after);
    let wanted = Filter {
        status: filter.status,
        blog: filter.blog,
        query: filter.query,
    };
    let (rows, names) = shell.library().read(|conn| {
        Ok::<_, billet_store::StoreError>((
            comments::list(conn, &wanted, after, PAGE)?,
            blogs::all(conn)?,
        ))
    })?;
    let next = (rows.len() == PAGE)
        .then(|| {
            rows.last().map(|r| Cursor {
                at: r.written_at.as_millisecond(),
                id: r.id.0,
            })
        })
        .flatten();
    let view = |row: CommentRow| CommentRowView {
        id: row.id,
        author: row.author_name,
        snippet: row.plain.chars().take(200).collect(),
        blog_name: names
            .iter()
            .find(|b| b.id == row.blog)
            .map(|b| b.name.clone())
            .unwrap_or_default(),
        post_title: row.post_title,
        status: row.status,
        written_at: row.written_at.as_millisecond(),
    };
    Ok(CommentPage {
        rows: rows.into_iter().map(view).collect(),
        next,
    })
}

pub(super) fn get(shell: &Shell, id: CommentId) -> Answer<CommentDetail> {
    Ok(shell.library().read(|conn| {
        let comment = comments::get(conn, id)?;
        let blog = blogs::get(conn, comment.blog)?;
        let post = remote_posts::get(conn, comment.blog, &comment.post)?.unwrap_or_default();
        let known = comments::author_record(conn, &comment)?;
        let thread = comments::thread(conn, id)?;
        Ok::<_, billet_store::StoreError>(CommentDetail {
            id,
            blog: blog.id,
            blog_name: blog.name,
            post_title: post.title,
            post_url: post.url,
            post_snippet: post.snippet,
            comments_on_post: comments::count_on_post(conn, comment.blog, &comment.post)?,
            url: comment.url.clone(),
            thread: thread.iter().map(|c| view(c, &thread)).collect(),
            can_moderate: blog.capabilities.moderate && comment.remote_id.is_some(),
            can_reply: blog.capabilities.reply
                && comment.remote_id.is_some()
                && matches!(
                    comment.status,
                    CommentStatus::Pending | CommentStatus::Approved
                ),
            author: AuthorView {
                name: comment.author.name,
                email: comment.author.email,
                url: comment.author.url,
                approved: known.approved,
                pending: known.pending,
                spam: known.spam,
                trash: known.trash,
                first_seen: known.first_seen.map(|at| at.as_millisecond()),
            },
        })
    })?)
}

pub(super) fn decide(shell: &Shell, ids: Vec<CommentId>, decision: Decision) -> Answer<Stroke> {
    let taken = shell.office.decide(&ids, decision)?;
    Ok(Stroke {
        stroke: taken.batch.to_string(),
        count: taken.count,
        grace: u64::try_from(taken.grace.as_millis()).unwrap_or(u64::MAX),
    })
}

pub(super) fn undo(shell: &Shell, stroke: String) -> Answer<Undone> {
    let batch = Uuid::parse_str(&stroke).map_err(CommandError::lost)?;
    let (undone, too_late) = shell.office.undo(batch)?;
    Ok(Undone { undone, too_late })
}

pub(super) fn reply(shell: &Shell, id: CommentId, text: String) -> Answer<()> {
    shell.office.reply(id, &text)?;
    Ok(())
}

pub(super) fn begun_replies(shell: &Shell) -> Answer<Vec<BegunReply>> {
    let begun = shell.library().read(comments::drafts)?;
    Ok(begun
        .into_iter()
        .map(|(id, text)| BegunReply { id, text })
        .collect())
}

pub(super) fn keep_reply(shell: &Shell, id: CommentId, text: String) -> Answer<()> {
    Ok(shell
        .library()
        .write(|tx| comments::keep_draft(tx, id, &text))?)
}

pub(super) fn render_reply(_shell: &Shell, text: String) -> Answer<String> {
    Ok(billet_text::sanitize_comment(&billet_text::comment_html(
        &text,
    )))
}

fn view(comment: &Comment, thread: &[Comment]) -> CommentView {
    CommentView {
        id: comment.id,
        author: comment.author.name.clone(),
        is_mine: comment.is_mine,
        // Sanitised on arrival, and again here: the library may be older than the policy.
        html: billet_text::sanitize_comment(&comment.html),
        status: comment.status,
        written_at: comment.written_at.as_millisecond(),
        depth: depth(comment, thread),
        waiting: comment.remote_id.is_none(),
    }
}

/// How many of the thread stand above a comment. The walk ends after as many steps as there are
/// comments, so that a server's loop of parents cannot hold it.
fn depth(comment: &Comment, thread: &[Comment]) -> usize {
    let above = |c: &Comment| {
        c.parent
            .as_ref()
            .and_then(|p| thread.iter().find(|t| t.remote_id.as_ref() == Some(p)))
    };
    std::iter::successors(above(comment), |c| above(c))
        .take(thread.len())
        .count()
}
