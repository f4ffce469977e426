//! The trait that every platform implements, and the shapes it speaks in. Nothing here knows a
//! platform or HTTP.

use async_trait::async_trait;
use billet_core::{
    Base, Capabilities, Choices, CommentAuthor, CommentStatus, CommentWords, Decision, PostKind,
    PublishStatus, RemoteId, RemoteStatus, Settings,
};
use jiff::Timestamp;
use md5::{Digest, Md5};

use crate::RemoteError;

/// Who signed in, and what the account may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What the blog calls the account.
    pub id: RemoteId,
    /// The name shown to readers.
    pub name: String,
    /// What it may do.
    pub capabilities: Capabilities,
}

/// What of a post a blog is sent. Title, text and summary always are; what is `None` stays as it is
/// on the blog, whoever made it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostContent {
    /// Plain text; of one that was on the blog first, as the blog stores it.
    pub title: String,
    /// Sanitised HTML, but for what the blog held before.
    pub html: String,
    /// Plain text; empty lets the blog make it.
    pub excerpt: String,
    /// The last part of the address. `Some("")` asks the blog to make it from the title, `None`
    /// leaves it as it is.
    pub slug: Option<String>,
    /// By name; unknown ones are created where the account may. Empty: none.
    pub tags: Option<Vec<String>>,
    /// By path (see [`billet_core::categories`]); unknown ones are created where the account may.
    /// Empty: the blog's default, or those it already has.
    pub categories: Option<Vec<String>>,
    /// How it should stand.
    pub status: Option<PublishStatus>,
    /// Its date.
    pub at: Option<Timestamp>,
    /// What else it should have; what these leave open stays as it is.
    pub settings: Settings,
}

/// A post as the blog has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemotePost {
    /// What the blog calls it.
    pub id: RemoteId,
    /// Where readers find it.
    pub url: String,
    /// How it stands.
    pub status: RemoteStatus,
    /// Its present text, as the blog stores it.
    pub base: Base,
    /// The slug it has, readable (not percent-encoded); empty while a draft has none.
    pub slug: String,
    /// Its date, if it has one.
    pub date: Option<Timestamp>,
    /// What the blog says of its earlier texts; `None` where it keeps none.
    pub history: Option<History>,
}

/// A post as a list of all shows it: enough to know whether it is another one than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostMark {
    /// What the blog calls it.
    pub id: RemoteId,
    /// How it stands.
    pub status: RemoteStatus,
    /// The blog's own mark of its version; as [`Base::modified`].
    pub modified: String,
}

/// In what order posts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostOrder {
    /// The one that was made last first. However long the reading takes, none is passed over but
    /// where another one is deleted meanwhile.
    Newest,
    /// The one that was changed last first.
    Changed,
}

/// The earlier texts that a blog keeps of a post; the newest of them is the present one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// What the blog calls the newest.
    pub latest: RemoteId,
    /// How many there are; 0 where that was not kept.
    pub count: u64,
}

/// A picture to be put on a blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The name of the file it came from.
    pub name: String,
    /// Its media type, e.g. `image/jpeg`.
    pub mime: String,
    /// What it shows; may be empty.
    pub alt: String,
    /// The picture itself.
    pub bytes: Vec<u8>,
    /// The MD5 of the bytes, in hexadecimal, with which a server knows half a file from a whole one.
    pub(crate) sum: String,
}

impl Picture {
    /// Works through all of the bytes: not for a thread that others need.
    #[must_use]
    pub fn new(name: String, mime: String, alt: String, bytes: Vec<u8>) -> Self {
        let digest = Md5::digest(&bytes);
        Self {
            name,
            mime,
            alt,
            bytes,
            sum: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

/// A picture as the blog has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteMedia {
    /// What the blog calls it.
    pub id: RemoteId,
    /// Where readers find it.
    pub url: String,
}

/// What the comments need to know of the post they stand under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostCard {
    /// What the blog calls it.
    pub id: RemoteId,
    /// Plain text.
    pub title: String,
    /// Where readers find it.
    pub url: String,
    /// Its HTML as rendered, for a snippet. Not sanitised.
    pub html: String,
}

/// A comment as the blog has it. `html` is as it came: not sanitised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteComment {
    /// What the blog calls it.
    pub id: RemoteId,
    /// The post it is on.
    pub post: RemoteId,
    /// The comment it answers.
    pub parent: Option<RemoteId>,
    /// Who wrote it.
    pub author: CommentAuthor,
    /// The account that wrote it, if a signed-in one did.
    pub account: Option<RemoteId>,
    /// As rendered for readers, as it came. The blog may have changed quotes and dashes: compare
    /// with [`crate::same_words`].
    pub html: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// When it was written; the epoch when the blog's date makes no sense.
    pub written_at: Timestamp,
    /// Its address.
    pub url: String,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows that could be read. Fewer than asked for does not mean that it is the last.
    pub rows: Vec<T>,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
    /// How many rows the blog says there are in all; a guess, never counted on.
    pub total: Option<u64>,
}

/// Which comments of a blog are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Of every status: only for an account that may moderate.
    Any,
    /// Of one.
    Only(CommentStatus),
}

/// A place in a list of comments, in the blog's own words: what comes after it stays the same
/// whatever is added on top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(pub String);

/// A hundred comments of a list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentPage {
    /// Those that could be read.
    pub rows: Vec<RemoteComment>,
    /// Every comment that the blog sent, also those that could not be read.
    pub seen: Vec<RemoteId>,
    /// There may be another page. A count that the blog gives is not believed when the page is full.
    pub more: bool,
    /// How many pages the blog says there are; a guess.
    pub pages: Option<u32>,
    /// How many comments the blog says there are in the whole list; a guess.
    pub total: Option<u64>,
    /// From where the list goes on: what is asked for from here begins with those that were written
    /// in the same second as the last one here.
    pub end: Option<Place>,
}

/// Tags or categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// Free words, flat.
    Tag,
    /// The blog's own shelves; every post stands on at least one.
    Category,
}

/// A tag or a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What the blog calls it.
    pub id: RemoteId,
    /// Plain text; of a category that lies in another, its path.
    pub name: String,
}

/// A blog that answers. Every call is one user-visible step; none retries, so whoever calls
/// decides what an error means. Each may fail with any [`RemoteError`] that `error.rs` counts to
/// its kind; only what is particular to a call is said below.
///
/// It speaks of one kind of post: of the blog's stream of posts, until it is told otherwise
/// ([`RemoteBlog::of_kind`]). Comments and terms are those of the whole blog.
#[async_trait]
pub trait RemoteBlog: Send + Sync {
    /// The same blog, to speak with about that kind of post.
    fn of_kind(self: Box<Self>, kind: PostKind) -> Box<dyn RemoteBlog>;

    /// Whether the blog can be asked what became of a post whose answer was lost
    /// ([`RemoteBlog::find_reserved`]). If not, the writer has to look.
    fn can_be_asked(&self) -> bool {
        true
    }

    /// Who is signed in, and what they may do. A silently anonymous answer is
    /// [`RemoteError::SignIn`].
    async fn account(&self) -> Result<Account, RemoteError>;

    /// Creates a draft under `marker_slug` that no reader sees, with the text of `content` and
    /// nothing else of it. Never to be repeated without [`RemoteBlog::find_reserved`] in between.
    async fn reserve(
        &self,
        content: &PostContent,
        marker_slug: &str,
    ) -> Result<RemotePost, RemoteError>;

    /// Every post, of any status and in the trash too, that was reserved under `marker_slug` and
    /// not filled with another slug since.
    async fn find_reserved(&self, marker_slug: &str) -> Result<Vec<RemotePost>, RemoteError>;

    /// The newest posts of this account, of any status but trash, newest first: where a post is
    /// looked for that lost its marker.
    async fn own_latest(&self) -> Result<Vec<RemotePost>, RemoteError>;

    /// Texts that somebody else gave a post between the two looks `before` and `after`, the latter
    /// being the answer to a fill. As far as the blog keeps earlier texts; asks only if the two
    /// looks tell that there is one.
    async fn slipped_between(
        &self,
        before: &RemotePost,
        after: &RemotePost,
    ) -> Result<Vec<Base>, RemoteError>;

    /// Puts a picture on the blog under `marker_slug`. Never to be repeated without
    /// [`RemoteBlog::find_upload`] in between.
    async fn upload(&self, picture: Picture, marker_slug: &str)
    -> Result<RemoteMedia, RemoteError>;

    /// Every picture that was uploaded under `marker_slug`.
    async fn find_upload(&self, marker_slug: &str) -> Result<Vec<RemoteMedia>, RemoteError>;

    /// A post as it is now, in the trash too. [`RemoteError::Gone`] when it was deleted.
    async fn post(&self, id: &RemoteId) -> Result<RemotePost, RemoteError>;

    /// A page, from 1, of 100 posts that this account may edit, of any status but trash.
    /// [`RemoteError::NotAllowed`]: it may edit none of this kind.
    async fn post_marks(&self, order: PostOrder, page: u32) -> Result<Page<PostMark>, RemoteError>;

    /// The posts with these ids, in the trash too, as far as this account may edit them and they can
    /// be read; at most 100. [`RemoteError::TooLarge`]: fewer have to be asked for.
    async fn posts(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>, RemoteError>;

    /// Those of these terms that are of that kind; at most 100.
    async fn terms_called(
        &self,
        kind: TermKind,
        ids: &[RemoteId],
    ) -> Result<Vec<Term>, RemoteError>;

    /// Gives a post its text, and what else `content` names. May be repeated safely. A post in the
    /// trash comes out of it when it is given a status: look first.
    async fn fill(&self, id: &RemoteId, content: &PostContent) -> Result<RemotePost, RemoteError>;

    /// Moves a post to the blog's trash. Already there: fine. Never deletes for good: a blog
    /// without a trash is [`RemoteError::Refused`].
    async fn trash_post(&self, id: &RemoteId) -> Result<(), RemoteError>;

    /// A page, from 1, of 100 comments, newest first, of the whole list or from a place on.
    async fn comments(
        &self,
        which: Which,
        from: Option<&Place>,
        page: u32,
    ) -> Result<CommentPage, RemoteError>;

    /// Those of these comments that are there, of any status, as far as they can be read; at most
    /// 100. Only for an account that may moderate. One that is missing need not be gone:
    /// [`RemoteBlog::comment`] says.
    async fn comments_called(&self, ids: &[RemoteId]) -> Result<Vec<RemoteComment>, RemoteError>;

    /// A comment as it is now.
    async fn comment(&self, id: &RemoteId) -> Result<RemoteComment, RemoteError>;

    /// Carries out a decision, and gives the comment as it then is. Already so: fine. Never
    /// deletes for good: a blog without a trash is [`RemoteError::Refused`].
    async fn decide(&self, id: &RemoteId, decision: Decision)
    -> Result<RemoteComment, RemoteError>;

    /// Changes what a comment says, and gives it as it then is. May be repeated safely.
    async fn edit_comment(
        &self,
        id: &RemoteId,
        words: &CommentWords,
    ) -> Result<RemoteComment, RemoteError>;

    /// Answers a comment. [`RemoteError::Gone`] when that comment is not there any more. The blog
    /// finding that this account already said the very same there: fine, the first is given. Not
    /// every blog notices that, nor in every text: after an outcome that nobody knows,
    /// [`RemoteBlog::replies_to`] has to be asked before this is repeated.
    async fn reply(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
        html: &str,
    ) -> Result<RemoteComment, RemoteError>;

    /// This account's own answers to a comment, of any status but trash. An account that may not
    /// moderate sees only those that readers see.
    async fn replies_to(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
    ) -> Result<Vec<RemoteComment>, RemoteError>;

    /// The posts with these ids, as far as they can be read; at most 100.
    async fn post_cards(&self, ids: &[RemoteId]) -> Result<Vec<PostCard>, RemoteError>;

    /// The names of all tags or categories (the first 1,000, most used first).
    async fn terms(&self, kind: TermKind) -> Result<Vec<String>, RemoteError>;

    /// What this account may choose for a post beside its text.
    async fn choices(&self) -> Result<Choices, RemoteError> {
        Ok(Choices::default())
    }

    /// The name of whoever saved a post last, as far as the blog tells this account.
    async fn last_editor(&self, _post: &RemoteId) -> Result<Option<String>, RemoteError> {
        Ok(None)
    }

    /// Where the blog's front page `home` sends today, when that is another site with an API of its
    /// own: asked without a secret, after the blog's own API could not be reached. `None`: it stays
    /// where it is, or leads to no blog, or this kind of blog has no such page.
    async fn moved_to(&self, _home: &str) -> Result<Option<String>, RemoteError> {
        Ok(None)
    }

    /// The tags or categories that a post stands under (the first 100). `None`: this kind of blog
    /// cannot say.
    async fn terms_of(
        &self,
        _post: &RemoteId,
        _kind: TermKind,
    ) -> Result<Option<Vec<Term>>, RemoteError> {
        Ok(None)
    }
}
