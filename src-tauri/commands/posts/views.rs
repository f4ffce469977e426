//! What the writing screen sends and gets.

use billet_core::{
    BlogId, Cause, News, PostId, PostKind, PostText, PublicationId, PublicationState,
    PublishStatus, RemoteStatus, Shelf,
};
use billet_store::posts::After;
use billet_sync::FoundPost;
use billet_text::Excerpt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::utf16::in_utf16;

/// Where a page ended.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cursor {
    /// Milliseconds since 1970 of the last row.
    pub at: i64,
    /// The last row's id.
    pub id: i64,
}

impl Cursor {
    pub(in crate::commands) fn to_after(self) -> Option<After> {
        Timestamp::from_millisecond(self.at)
            .ok()
            .map(|at| After { at, id: self.id })
    }
}

/// A post in a list.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostRowView {
    /// Its id.
    pub id: PostId,
    /// May be empty.
    pub title: String,
    /// The first words; after a search those around what was found.
    pub snippet: String,
    /// Where the sought words stand in the title, as starts and ends in UTF-16 units.
    pub title_marks: Vec<[usize; 2]>,
    /// The same in the snippet.
    pub snippet_marks: Vec<[usize; 2]>,
    /// Words in the body.
    pub words: i64,
    /// Which list it stands in.
    pub shelf: Shelf,
    /// When it was begun, milliseconds since 1970.
    pub created_at: i64,
    /// When it was last saved, milliseconds since 1970.
    pub updated_at: i64,
    /// The worst of its publications' states; none when it has no publication.
    pub state: Option<PublicationState>,
    /// The blogs it is on or going to.
    pub blogs: Vec<BlogId>,
    /// It is a page there, no post of the stream.
    pub page: bool,
}

impl From<FoundPost> for PostRowView {
    fn from(found: FoundPost) -> Self {
        let FoundPost {
            row,
            excerpt,
            in_title,
        } = found;
        Self {
            id: row.id,
            title_marks: marks(&in_title),
            title: row.title,
            snippet_marks: marks(&excerpt),
            snippet: excerpt.text,
            words: row.words,
            shelf: row.shelf,
            created_at: row.created_at.as_millisecond(),
            updated_at: row.updated_at.as_millisecond(),
            state: row.state,
            blogs: row.blogs,
            page: row.page,
        }
    }
}

fn marks(excerpt: &Excerpt) -> Vec<[usize; 2]> {
    let mut marks: Vec<[usize; 2]> = excerpt.marks.iter().map(|m| [m.start, m.end]).collect();
    in_utf16(&excerpt.text, marks.iter_mut().flatten());
    marks
}

/// What a list can be narrowed to.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostFacets {
    /// The tags of its posts, by name, and how many posts have each.
    pub tags: Vec<(String, i64)>,
    /// The months in which its posts were last saved, newest first.
    pub months: Vec<MonthView>,
}

/// A month of the writer's own calendar.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MonthView {
    /// Its first moment, in milliseconds since 1970.
    pub from: i64,
    /// The first moment of the next one.
    pub until: i64,
    /// How many posts were last saved in it.
    pub posts: i64,
}

/// What the writer types, as the editor sends it.
#[derive(Debug, Serialize, Deserialize, TS)]
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
#[derive(Debug, Serialize, TS)]
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
#[derive(Debug, Serialize, TS)]
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
    /// What kind of post it is there.
    pub kind: PostKind,
    /// What the blog did with it that this text does not know of.
    pub news: Option<News>,
    /// Where readers find it.
    pub url: Option<String>,
    /// How the writer last asked it to stand.
    pub wanted: PublishStatus,
    /// The date the writer last asked for, milliseconds since 1970.
    pub at: Option<i64>,
    /// The post was edited since it was last sent.
    pub edited_since: bool,
    /// It will be taken off here once the blog of this name has it.
    pub moves_to: Option<String>,
    /// The last part of its address, where the wished one was taken there.
    pub taken: Option<String>,
}

/// How a save ended.
#[derive(Debug, Serialize, TS)]
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

/// What makes the preview that the window shows into that of the present text.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewChange {
    /// Names the state after this change. Said with the next text, only what changed comes back.
    pub state: u32,
    /// Nothing that was shown before stays.
    pub whole: bool,
    /// The index of the first block that changed.
    pub at: usize,
    /// How many blocks from there on are gone.
    pub removed: usize,
    /// What stands in their place.
    pub blocks: Vec<PreviewBlock>,
    /// How many lines the blocks behind moved down; up, if negative.
    pub moved: isize,
    /// Words in the text.
    pub words: usize,
    /// Characters in the text.
    pub characters: usize,
    /// Minutes to read it.
    pub minutes: usize,
}

/// One top-level block.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
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
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishRequest {
    /// The version of the text that the writer sees; another one is not published.
    pub version: i64,
    /// A wish for each blog.
    pub targets: Vec<PublishTarget>,
    /// It stays here for some seconds, to be called off.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub hold: bool,
}

/// What the writer wants on one blog.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishTarget {
    /// Where.
    pub blog: BlogId,
    /// How it should stand there.
    pub status: PublishStatus,
    /// The date it should carry, milliseconds since 1970; in the future: scheduled.
    pub at: Option<i64>,
}

/// How a post came back from the trash.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// Blogs that had already taken it off.
    pub too_late: usize,
}

/// Names known on the blogs.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// Categories, sorted.
    pub categories: Vec<String>,
}
