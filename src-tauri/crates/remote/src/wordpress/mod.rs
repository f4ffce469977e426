//! WordPress through its REST API (`wp/v2`), signed in with an application password.
//!
//! `client.rs` sends, `wire.rs` holds the shapes of the answers, `map.rs` turns them into the
//! domain's, `errors.rs` reads refusals; `posts.rs`, `listing.rs`, `media.rs`, `comments.rs`, `terms.rs` and
//! `choices.rs`
//! say what is asked for. Rules are from the source of WordPress 7.1 (`wp-includes/rest-api/endpoints/`) and were
//! seen on a running one.

mod categories;
mod choices;
mod client;
mod comments;
mod errors;
mod listing;
mod map;
mod media;
mod posts;
mod terms;
mod wire;

use async_trait::async_trait;
use billet_core::{Base, Choices, CommentWords, Decision, PostKind, RemoteId};

use crate::{
    Account, CommentPage, Page, Picture, Place, PostCard, PostContent, PostMark, PostOrder,
    RemoteBlog, RemoteComment, RemoteError, RemoteMedia, RemotePost, Term, TermKind, Which,
};

pub(crate) use client::{WordPress, api_url};

#[async_trait]
impl RemoteBlog for WordPress {
    fn of_kind(self: Box<Self>, kind: PostKind) -> Box<dyn RemoteBlog> {
        Box::new(self.speaking_of(kind))
    }

    async fn account(&self) -> Result<Account, RemoteError> {
        self.read_account().await
    }

    async fn reserve(
        &self,
        content: &PostContent,
        marker_slug: &str,
    ) -> Result<RemotePost, RemoteError> {
        self.create_draft(content, marker_slug).await
    }

    async fn find_reserved(&self, marker_slug: &str) -> Result<Vec<RemotePost>, RemoteError> {
        self.posts_under(marker_slug).await
    }

    async fn own_latest(&self) -> Result<Vec<RemotePost>, RemoteError> {
        self.newest_own().await
    }

    async fn slipped_between(
        &self,
        before: &RemotePost,
        after: &RemotePost,
    ) -> Result<Vec<Base>, RemoteError> {
        self.texts_between(before, after).await
    }

    async fn upload(
        &self,
        picture: Picture,
        marker_slug: &str,
    ) -> Result<RemoteMedia, RemoteError> {
        self.upload_picture(picture, marker_slug).await
    }

    async fn find_upload(&self, marker_slug: &str) -> Result<Vec<RemoteMedia>, RemoteError> {
        self.pictures_under(marker_slug).await
    }

    async fn post(&self, id: &RemoteId) -> Result<RemotePost, RemoteError> {
        self.read_post(id).await
    }

    async fn post_marks(&self, order: PostOrder, page: u32) -> Result<Page<PostMark>, RemoteError> {
        self.marks_page(order, page).await
    }

    async fn posts(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>, RemoteError> {
        self.read_posts(ids).await
    }

    async fn terms_called(
        &self,
        kind: TermKind,
        ids: &[RemoteId],
    ) -> Result<Vec<Term>, RemoteError> {
        self.terms_by_id(kind, ids).await
    }

    async fn fill(&self, id: &RemoteId, content: &PostContent) -> Result<RemotePost, RemoteError> {
        self.update_post(id, content).await
    }

    async fn trash_post(&self, id: &RemoteId) -> Result<(), RemoteError> {
        self.post_to_trash(id).await
    }

    async fn comments(
        &self,
        which: Which,
        from: Option<&Place>,
        page: u32,
    ) -> Result<CommentPage, RemoteError> {
        self.comment_page(which, from, page).await
    }

    async fn comments_called(&self, ids: &[RemoteId]) -> Result<Vec<RemoteComment>, RemoteError> {
        self.read_comments(ids).await
    }

    async fn comment(&self, id: &RemoteId) -> Result<RemoteComment, RemoteError> {
        self.read_comment(id).await
    }

    async fn decide(
        &self,
        id: &RemoteId,
        decision: Decision,
    ) -> Result<RemoteComment, RemoteError> {
        self.set_status(id, decision.leads_to()).await
    }

    async fn edit_comment(
        &self,
        id: &RemoteId,
        words: &CommentWords,
    ) -> Result<RemoteComment, RemoteError> {
        self.change_words(id, words).await
    }

    async fn reply(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
        html: &str,
    ) -> Result<RemoteComment, RemoteError> {
        self.create_reply(post, parent, html).await
    }

    async fn replies_to(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
    ) -> Result<Vec<RemoteComment>, RemoteError> {
        self.own_replies(post, parent).await
    }

    async fn post_cards(&self, ids: &[RemoteId]) -> Result<Vec<PostCard>, RemoteError> {
        self.cards(ids).await
    }

    async fn terms(&self, kind: TermKind) -> Result<Vec<String>, RemoteError> {
        self.term_names(kind).await
    }

    async fn choices(&self) -> Result<Choices, RemoteError> {
        self.read_choices().await
    }

    async fn last_editor(&self, post: &RemoteId) -> Result<Option<String>, RemoteError> {
        self.editor_of(post).await
    }

    async fn moved_to(&self, home: &str) -> Result<Option<String>, RemoteError> {
        self.successor(home).await
    }

    async fn terms_of(
        &self,
        post: &RemoteId,
        kind: TermKind,
    ) -> Result<Option<Vec<Term>>, RemoteError> {
        self.post_terms(post, kind).await.map(Some)
    }
}
