//! Writing: lists, the editor, the preview and publishing.

use billet_core::{
    BlogId, Cause, Post, PostId, PostText, PublicationId, PublicationState, PublishStatus,
    RemoteStatus, Revision, RevisionId, RevisionReason, Shelf, Target,
};
use billet_store::posts::{After, PostRow, Saved};
use billet_store::{blogs, posts, publications};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, CommandError};
use crate::state::Shell;

const PAGE: usize = 60;
const SNIPPET: usize = 160;

/// Which posts a list shows.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostFilter {
    /// The shelf.
    pub shelf: Shelf,
    /// Words to search for.
    pub query: Option<String>,
    /// Where the last page ended.
    pub after: Option<Cursor>,
}

/// Where a page ended.
#[derive(Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cursor {
    /// Milliseconds since 1970 of the last row.
    pub at: i64,
    /// The last row's id.
    pub id: i64,
}

impl Cursor {
    pub(super) fn to_after(self) -> Option<After> {
        Timestamp::from_millisecond(self.at)
            .ok()
            .map(|at| After { at, id: self.id })
    }
}

/// A page of posts.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostPage {
    /// Newest first.
    pub rows: Vec<PostRowView>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

/// A post in a list.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostRowView {
    /// Its id.
    pub id: PostId,
    /// May be empty.
    pub title: String,
    /// The first words.
    pub snippet: String,
    /// Words in the body.
    pub words: i64,
    /// Milliseconds since 1970.
    pub updated_at: i64,
    /// The worst of its publications' states; none when it has no publication.
    pub state: Option<PublicationState>,
    /// The blogs it is on or going to.
    pub blogs: Vec<BlogId>,
}

impl From<PostRow> for PostRowView {
    fn from(row: PostRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            snippet: row.snippet,
            words: row.words,
            updated_at: row.updated_at.as_millisecond(),
            state: row.state,
            blogs: row.blogs,
        }
    }
}

/// What the writer types, as the editor sends it.
#[derive(Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostEdit {
    /// Plain text.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// The last part of the address; empty lets the blog make it.
    pub slug: String,
    /// Plain text; empty lets the blog make it.
    pub excerpt: String,
    /// By name.
    pub tags: Vec<String>,
    /// By name.
    pub categories: Vec<String>,
}

impl From<PostText> for PostEdit {
    fn from(text: PostText) -> Self {
        Self {
            title: text.title,
            body: text.body,
            slug: text.slug.unwrap_or_default(),
            excerpt: text.excerpt,
            tags: text.tags,
            categories: text.categories,
        }
    }
}

impl From<PostEdit> for PostText {
    fn from(edit: PostEdit) -> Self {
        Self {
            title: edit.title,
            body: edit.body,
            slug: Some(edit.slug).filter(|s| !s.trim().is_empty()),
            excerpt: edit.excerpt,
            tags: edit.tags,
            categories: edit.categories,
        }
    }
}

/// A post with everything the editor shows.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostDetail {
    /// Its id.
    pub id: PostId,
    /// The text.
    pub edit: PostEdit,
    /// To name in the next save.
    pub version: i64,
    /// Where it stands.
    pub shelf: Shelf,
    /// Milliseconds since 1970.
    pub updated_at: i64,
    /// One per blog it is on or going to.
    pub publications: Vec<PublicationView>,
}

/// A post on one blog.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublicationView {
    /// Its id.
    pub id: PublicationId,
    /// The blog.
    pub blog: BlogId,
    /// The blog's name.
    pub blog_name: String,
    /// Where it stands on its way.
    pub state: PublicationState,
    /// Why it needs the writer, or why it waits.
    pub cause: Option<Cause>,
    /// How it stands on the blog.
    pub status: Option<RemoteStatus>,
    /// Where readers find it.
    pub url: Option<String>,
    /// How the writer last asked it to stand.
    pub wanted: PublishStatus,
    /// The date the writer last asked for, milliseconds since 1970.
    pub at: Option<i64>,
    /// The post was edited since it was last sent.
    pub edited_since: bool,
}

/// How a save ended.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// To name in the next save.
    pub version: i64,
    /// Another window or process had saved meanwhile: nothing was overwritten, this text was kept
    /// as a revision, and the post must be read again.
    pub collided: bool,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// A text as safe HTML.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Top-level blocks, in order.
    pub blocks: Vec<PreviewBlock>,
    /// Words in the text.
    pub words: usize,
    /// Characters in the text.
    pub characters: usize,
    /// Minutes to read it.
    pub minutes: usize,
}

/// One top-level block.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewBlock {
    /// Stays the same while the block's rendering does.
    pub key: String,
    /// Its first line in the Markdown, from 0.
    pub line: usize,
    /// Safe HTML.
    pub html: String,
}

/// What the publish sheet asks for.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishRequest {
    /// The version of the text that the writer sees; another one is not published.
    pub version: i64,
    /// A wish for each blog.
    pub targets: Vec<PublishTarget>,
}

/// What the writer wants on one blog.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishTarget {
    /// Where.
    pub blog: BlogId,
    /// How it should stand there.
    pub status: PublishStatus,
    /// The date it should carry, milliseconds since 1970; in the future: scheduled.
    pub at: Option<i64>,
}

/// A saved earlier text of a post.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionView {
    /// Its id.
    pub id: RevisionId,
    /// When it was kept, milliseconds since 1970.
    pub at: i64,
    /// Why it was kept.
    pub reason: RevisionReason,
    /// Plain text; may be empty.
    pub title: String,
    /// The first words.
    pub snippet: String,
    /// Words in the body.
    pub words: usize,
}

/// How a post came back from the trash.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// Blogs that had already taken it off.
    pub too_late: usize,
}

/// Names known on the blogs.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// Categories, sorted.
    pub categories: Vec<String>,
}

pub(super) fn list(shell: &Shell, filter: PostFilter) -> Answer<PostPage> {
    let after = filter.after.and_then(Cursor::to_after);
    let rows = shell
        .library()
        .read(|conn| posts::list(conn, filter.shelf, filter.query.as_deref(), after, PAGE))?;
    let next = (rows.len() == PAGE)
        .then(|| {
            rows.last().map(|r| Cursor {
                at: r.updated_at.as_millisecond(),
                id: r.id.0,
            })
        })
        .flatten();
    Ok(PostPage {
        rows: rows.into_iter().map(PostRowView::from).collect(),
        next,
    })
}

pub(super) fn get(shell: &Shell, id: PostId) -> Answer<PostDetail> {
    let post = shell.library().read(|conn| posts::get(conn, id))?;
    detail(shell, post)
}

pub(super) fn create(shell: &Shell) -> Answer<PostDetail> {
    let id = shell.office.new_post(&PostText::default())?;
    get(shell, id)
}

pub(super) fn save(shell: &Shell, id: PostId, from: i64, edit: PostEdit) -> Answer<SavedView> {
    let saved = shell.office.save_post(id, from, &edit.into())?;
    let at = shell.office.now().as_millisecond();
    Ok(match saved {
        Saved::As(version) => SavedView {
            version,
            collided: false,
            at,
        },
        Saved::Collided { theirs, .. } => SavedView {
            version: theirs,
            collided: true,
            at,
        },
    })
}

pub(super) fn trash(shell: &Shell, id: PostId, everywhere: bool) -> Answer<()> {
    Ok(shell.office.trash_post(id, everywhere)?)
}

pub(super) fn restore(shell: &Shell, id: PostId) -> Answer<Restored> {
    Ok(Restored {
        too_late: shell.office.restore_post(id)?,
    })
}

pub(super) fn discard_blank(shell: &Shell, id: PostId) -> Answer<()> {
    Ok(shell.library().write(|tx| posts::delete_blank(tx, id))?)
}

pub(super) fn preview(_shell: &Shell, markdown: String) -> Answer<Preview> {
    let counts = billet_text::count(&markdown);
    let blocks = billet_text::render(&markdown)
        .into_iter()
        .map(|b| PreviewBlock {
            key: b.key,
            line: b.line,
            html: b.html,
        })
        .collect();
    Ok(Preview {
        blocks,
        words: counts.words,
        characters: counts.characters,
        minutes: counts.minutes,
    })
}

pub(super) fn publish(
    shell: &Shell,
    id: PostId,
    request: PublishRequest,
) -> Answer<Vec<PublicationView>> {
    let wish = |target: PublishTarget| -> Answer<(BlogId, Target)> {
        // A date that cannot be read must not mean "now".
        let at = target.at.map(Timestamp::from_millisecond).transpose();
        let at = at.map_err(CommandError::lost)?;
        Ok((
            target.blog,
            Target {
                status: target.status,
                at,
            },
        ))
    };
    let wishes = request
        .targets
        .into_iter()
        .map(wish)
        .collect::<Answer<Vec<_>>>()?;
    shell
        .office
        .publish_each(id, Some(request.version), &wishes)?;
    Ok(get(shell, id)?.publications)
}

pub(super) fn revisions(shell: &Shell, id: PostId) -> Answer<Vec<RevisionView>> {
    let all = shell.library().read(|conn| posts::revisions(conn, id))?;
    let view = |revision: Revision| RevisionView {
        id: revision.id,
        at: revision.created_at.as_millisecond(),
        reason: revision.reason,
        title: revision.text.title,
        snippet: billet_text::snippet(&revision.text.body, SNIPPET),
        words: billet_text::count(&revision.text.body).words,
    };
    Ok(all.into_iter().map(view).collect())
}

pub(super) fn revision(shell: &Shell, id: RevisionId) -> Answer<PostEdit> {
    let revision = shell.library().read(|conn| posts::revision(conn, id))?;
    Ok(revision.text.into())
}

pub(super) fn terms(shell: &Shell) -> Answer<Terms> {
    Ok(shell.library().read(|conn| {
        Ok::<_, billet_store::StoreError>(Terms {
            tags: blogs::terms(conn, blogs::TermKind::Tag)?,
            categories: blogs::terms(conn, blogs::TermKind::Category)?,
        })
    })?)
}

fn detail(shell: &Shell, post: Post) -> Answer<PostDetail> {
    let publications = shell.library().read(|conn| {
        let names = blogs::all(conn)?;
        publications::of_post(conn, post.id)?
            .into_iter()
            .map(|p| {
                let standing = billet_sync::standing(conn, &p, &post)?;
                Ok(PublicationView {
                    id: p.id,
                    blog_name: names
                        .iter()
                        .find(|b| b.id == p.blog)
                        .map(|b| b.name.clone())
                        .unwrap_or_default(),
                    blog: p.blog,
                    state: standing.state,
                    cause: standing.cause,
                    edited_since: standing.edited_since,
                    status: p.status,
                    url: p.url,
                    wanted: p.target.status,
                    at: p.target.at.map(|at| at.as_millisecond()),
                })
            })
            .collect::<Result<Vec<_>, billet_store::StoreError>>()
    })?;
    Ok(PostDetail {
        id: post.id,
        version: post.version,
        shelf: post.shelf,
        updated_at: post.updated_at.as_millisecond(),
        edit: post.text.into(),
        publications,
    })
}
