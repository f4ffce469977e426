//! The fake blog as the office sees it: a [`RemoteBlog`].

use std::sync::Arc;

use async_trait::async_trait;
use billet_core::{
    Base, Choices, CommentStatus, CommentWords, Decision, PostKind, RemoteId, RemoteStatus,
    Settings,
};
use billet_remote::{
    Account, CommentPage, Page, Picture, Place, PostCard, PostContent, PostMark, PostOrder,
    RemoteBlog, RemoteComment, RemoteError, RemoteMedia, RemotePost, Term, TermKind, Which,
};
use jiff::Timestamp;

use super::fake_blog::{Call, FakeBlog, FakeMedia, FakePost, ME, number};

const PER_PAGE: usize = 100;

/// The blog, and the password that is sent along.
pub struct Client {
    blog: Arc<FakeBlog>,
    secret: String,
    kind: PostKind,
}

impl Client {
    pub fn new(blog: &Arc<FakeBlog>, secret: &str) -> Self {
        Self {
            blog: Arc::clone(blog),
            secret: secret.to_owned(),
            kind: PostKind::Post,
        }
    }
}

#[async_trait]
impl RemoteBlog for Client {
    fn of_kind(self: Box<Self>, kind: PostKind) -> Box<dyn RemoteBlog> {
        Box::new(Self { kind, ..*self })
    }

    async fn account(&self) -> Result<Account, RemoteError> {
        self.blog
            .request(Call::Account, &self.secret, |s| {
                Ok(Account {
                    id: RemoteId::from(ME),
                    name: "Zoé".into(),
                    capabilities: s.capabilities.clone(),
                })
            })
            .await
    }

    async fn reserve(
        &self,
        content: &PostContent,
        marker_slug: &str,
    ) -> Result<RemotePost, RemoteError> {
        let kind = self.kind;
        self.blog
            .request(Call::Reserve, &self.secret, |s| {
                let id = s.new_id();
                let post = FakePost {
                    kind,
                    modified: String::new(),
                    title: content.title.clone(),
                    content: (s.rewrite)(&content.html),
                    excerpt: content.excerpt.clone(),
                    slug: s.free_slug(id, marker_slug),
                    tags: Vec::new(),
                    categories: vec!["Divers".to_owned()],
                    status: RemoteStatus::Draft,
                    date: None,
                    settings: Settings::default(),
                    history: Vec::new(),
                };
                s.posts.insert(id, post);
                s.remote_post(id)
            })
            .await
    }

    async fn find_reserved(&self, marker_slug: &str) -> Result<Vec<RemotePost>, RemoteError> {
        self.blog
            .request(Call::FindReserved, &self.secret, |s| {
                // WordPress numbers a second slug, but not when both are made at the same instant.
                let found = s
                    .posts
                    .iter()
                    .filter(|(_, p)| p.slug.trim_end_matches("__trashed") == marker_slug);
                found.map(|(id, _)| s.remote_post(*id)).collect()
            })
            .await
    }

    fn can_be_asked(&self) -> bool {
        self.blog.with(|s| s.answers)
    }

    async fn own_latest(&self) -> Result<Vec<RemotePost>, RemoteError> {
        self.blog
            .request(Call::OwnLatest, &self.secret, |s| {
                let ids: Vec<_> = s.posts.keys().rev().take(20).copied().collect();
                ids.into_iter().map(|id| s.remote_post(id)).collect()
            })
            .await
    }

    async fn slipped_between(
        &self,
        before: &RemotePost,
        after: &RemotePost,
    ) -> Result<Vec<Base>, RemoteError> {
        let latest = |post: &RemotePost| post.history.as_ref().map_or(0, |h| number(&h.latest));
        let (then, now) = (latest(before), latest(after));
        let texts = self.blog.with(|s| {
            let post = s.posts.get(&number(&after.id)).ok_or(RemoteError::Gone)?;
            let history = post.history.iter();
            let between = history.filter(|(id, _)| *id > then && *id < now);
            Ok(between.map(|(_, text)| text.clone()).collect::<Vec<_>>())
        })?;
        if texts.is_empty() {
            return Ok(texts);
        }
        self.blog
            .request(Call::Slipped, &self.secret, |_| Ok(texts))
            .await
    }

    async fn upload(
        &self,
        picture: Picture,
        marker_slug: &str,
    ) -> Result<RemoteMedia, RemoteError> {
        self.blog
            .request(Call::Upload, &self.secret, |s| {
                let id = s.new_id();
                let slug = marker_slug.to_owned();
                s.media.insert(id, FakeMedia { slug, picture });
                Ok(remote_media(id))
            })
            .await
    }

    async fn find_upload(&self, marker_slug: &str) -> Result<Vec<RemoteMedia>, RemoteError> {
        self.blog
            .request(Call::FindUpload, &self.secret, |s| {
                let found = s.media.iter().filter(|(_, m)| m.slug == marker_slug);
                Ok(found.map(|(id, _)| remote_media(*id)).collect())
            })
            .await
    }

    async fn edit_comment(
        &self,
        id: &RemoteId,
        words: &CommentWords,
    ) -> Result<RemoteComment, RemoteError> {
        self.blog
            .request(Call::EditComment, &self.secret, |s| {
                let comment = s.comments.get_mut(&number(id)).ok_or(RemoteError::Gone)?;
                comment.html.clone_from(&words.html);
                comment.author.name.clone_from(&words.name);
                comment.author.url.clone_from(&words.url);
                Ok(comment.clone())
            })
            .await
    }

    async fn post(&self, id: &RemoteId) -> Result<RemotePost, RemoteError> {
        self.blog
            .request(Call::Post, &self.secret, |s| {
                s.of_kind(number(id), self.kind)
            })
            .await
    }

    async fn post_marks(&self, order: PostOrder, page: u32) -> Result<Page<PostMark>, RemoteError> {
        self.blog
            .request(Call::PostMarks, &self.secret, |s| {
                let posts = s.posts.iter().filter(|(_, post)| post.kind == self.kind);
                let mut all: Vec<_> = posts
                    .filter(|(_, post)| post.status != RemoteStatus::Trash)
                    .collect();
                all.sort_by_key(|(id, post)| {
                    let changed: i64 = post.modified.get(1..).map_or(0, |v| v.parse().unwrap());
                    std::cmp::Reverse(match order {
                        PostOrder::Newest => **id,
                        PostOrder::Changed => changed,
                    })
                });
                let number = usize::try_from(page).unwrap();
                let total = all.len();
                let rows = all.into_iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
                Ok(Page {
                    rows: rows
                        .map(|(id, post)| PostMark {
                            id: RemoteId::from(*id),
                            status: post.status.clone(),
                            modified: post.modified.clone(),
                        })
                        .collect(),
                    next: (number * PER_PAGE < total).then_some(page + 1),
                    total: u64::try_from(total).ok(),
                })
            })
            .await
    }

    async fn posts(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>, RemoteError> {
        self.blog
            .request(Call::Posts, &self.secret, |s| {
                let found = ids.iter().map(|id| s.of_kind(number(id), self.kind));
                Ok(found.filter_map(Result::ok).collect())
            })
            .await
    }

    async fn terms_called(
        &self,
        kind: TermKind,
        ids: &[RemoteId],
    ) -> Result<Vec<Term>, RemoteError> {
        self.blog
            .request(Call::TermsCalled, &self.secret, |s| {
                let is_one = |id: &RemoteId| {
                    s.posts.values().any(|post| {
                        let names = match kind {
                            TermKind::Tag => &post.tags,
                            TermKind::Category => &post.categories,
                        };
                        names.iter().any(|name| name == id.as_str())
                    })
                };
                let term = |id: &RemoteId| Term {
                    id: id.clone(),
                    name: id.as_str().to_owned(),
                };
                Ok(ids.iter().filter(|id| is_one(id)).map(term).collect())
            })
            .await
    }

    async fn fill(&self, id: &RemoteId, content: &PostContent) -> Result<RemotePost, RemoteError> {
        let now = self.blog.now();
        self.blog
            .request(Call::Fill, &self.secret, |s| {
                s.of_kind(number(id), self.kind)?;
                s.fill(number(id), content, now)?;
                s.remote_post(number(id))
            })
            .await
    }

    async fn trash_post(&self, id: &RemoteId) -> Result<(), RemoteError> {
        self.blog
            .request(Call::TrashPost, &self.secret, |s| {
                s.of_kind(number(id), self.kind)?;
                let post = s.posts.get_mut(&number(id)).ok_or(RemoteError::Gone)?;
                if post.status != RemoteStatus::Trash {
                    post.status = RemoteStatus::Trash;
                    post.slug.push_str("__trashed");
                }
                Ok(())
            })
            .await
    }

    async fn comments(
        &self,
        which: Which,
        from: Option<&Place>,
        page: u32,
    ) -> Result<CommentPage, RemoteError> {
        let before: Option<i64> = from.map(|place| place.0.parse().unwrap());
        self.blog
            .request(Call::Comments, &self.secret, |s| {
                let mut all: Vec<_> = s
                    .comments
                    .values()
                    .filter(|c| match which {
                        Which::Any => true,
                        Which::Only(status) => c.status == status,
                    })
                    .filter(|c| before.is_none_or(|at| c.written_at.as_second() < at))
                    .cloned()
                    .collect();
                all.sort_by_key(|c| std::cmp::Reverse((c.written_at, number(&c.id))));
                let number = usize::try_from(page).unwrap();
                let total = all.len();
                let mut rows: Vec<_> = all
                    .into_iter()
                    .skip((number - 1) * PER_PAGE)
                    .take(PER_PAGE)
                    .collect();
                // Dropped after paging, as WordPress drops what one may not see.
                let hidden = &s.hidden;
                rows.retain(|c| !hidden.contains(&c.id));
                let end = rows.last().map(|c| c.written_at.as_second() + 1);
                let told = (s.tells)(total);
                let pages = u32::try_from(told.div_ceil(PER_PAGE)).unwrap();
                Ok(CommentPage {
                    seen: rows.iter().map(|c| c.id.clone()).collect(),
                    more: rows.len() == PER_PAGE || page < pages,
                    rows,
                    pages: Some(pages),
                    total: Some(u64::try_from(told).unwrap()),
                    end: end.map(|at| Place(at.to_string())),
                })
            })
            .await
    }

    async fn comments_called(&self, ids: &[RemoteId]) -> Result<Vec<RemoteComment>, RemoteError> {
        self.blog
            .request(Call::CommentsCalled, &self.secret, |s| {
                let there = ids.iter().filter_map(|id| s.comments.get(&number(id)));
                let there = there.filter(|c| !s.hidden.contains(&c.id));
                Ok(there.cloned().collect())
            })
            .await
    }

    async fn comment(&self, id: &RemoteId) -> Result<RemoteComment, RemoteError> {
        self.blog
            .request(Call::Comment, &self.secret, |s| {
                s.comments
                    .get(&number(id))
                    .cloned()
                    .ok_or(RemoteError::Gone)
            })
            .await
    }

    async fn decide(
        &self,
        id: &RemoteId,
        decision: Decision,
    ) -> Result<RemoteComment, RemoteError> {
        self.blog
            .request(Call::Decide, &self.secret, |s| {
                let comment = s.comments.get_mut(&number(id)).ok_or(RemoteError::Gone)?;
                comment.status = decision.leads_to();
                Ok(comment.clone())
            })
            .await
    }

    async fn reply(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
        html: &str,
    ) -> Result<RemoteComment, RemoteError> {
        let now: Timestamp = self.blog.now();
        self.blog
            .request(Call::Reply, &self.secret, |s| {
                let mut reply = s
                    .comments
                    .get(&number(parent))
                    .cloned()
                    .ok_or(RemoteError::Gone)?;
                let id = s.new_id();
                reply.id = RemoteId::from(id);
                reply.post = post.clone();
                reply.parent = Some(parent.clone());
                reply.account = Some(RemoteId::from(ME));
                reply.author.name = "Zoé".into();
                // As WordPress shows it: straight quotes become curly.
                reply.html = html.replace('\'', "’");
                reply.status = CommentStatus::Approved;
                reply.written_at = now;
                s.comments.insert(id, reply.clone());
                Ok(reply)
            })
            .await
    }

    async fn replies_to(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
    ) -> Result<Vec<RemoteComment>, RemoteError> {
        self.blog
            .request(Call::RepliesTo, &self.secret, |s| {
                let mine = |c: &&RemoteComment| {
                    c.account == Some(RemoteId::from(ME))
                        && c.post == *post
                        && c.parent.as_ref() == Some(parent)
                        && c.status != CommentStatus::Trash
                };
                Ok(s.comments.values().filter(mine).cloned().collect())
            })
            .await
    }

    async fn post_cards(&self, ids: &[RemoteId]) -> Result<Vec<PostCard>, RemoteError> {
        self.blog
            .request(Call::PostCards, &self.secret, |_| {
                let card = |id: &RemoteId| PostCard {
                    id: id.clone(),
                    title: format!("Billet {id}"),
                    url: format!("https://carnet.example/{id}"),
                    html: "<p>Les premiers <em>mots</em></p>".into(),
                };
                Ok(ids.iter().map(card).collect())
            })
            .await
    }

    async fn choices(&self) -> Result<Choices, RemoteError> {
        self.blog
            .request(Call::Choices, &self.secret, |s| Ok(s.choices.clone()))
            .await
    }

    async fn terms(&self, kind: TermKind) -> Result<Vec<String>, RemoteError> {
        self.blog
            .request(Call::Terms, &self.secret, |_| {
                Ok(match kind {
                    TermKind::Tag => vec!["mer".to_owned()],
                    TermKind::Category => vec!["Voyages".to_owned()],
                })
            })
            .await
    }

    async fn moved_to(&self, _home: &str) -> Result<Option<String>, RemoteError> {
        self.blog.with(|s| {
            s.home_looks += 1;
            Ok(s.moved_to.clone())
        })
    }

    async fn terms_of(
        &self,
        post: &RemoteId,
        kind: TermKind,
    ) -> Result<Option<Vec<Term>>, RemoteError> {
        self.blog
            .request(Call::Terms, &self.secret, |s| {
                let post = s.posts.get(&number(post)).ok_or(RemoteError::Gone)?;
                let names = match kind {
                    TermKind::Tag => &post.tags,
                    TermKind::Category => &post.categories,
                };
                let term = |name: &String| Term {
                    id: RemoteId::from(name.as_str()),
                    name: name.clone(),
                };
                Ok(Some(names.iter().map(term).collect()))
            })
            .await
    }
}

fn remote_media(id: i64) -> RemoteMedia {
    RemoteMedia {
        id: RemoteId::from(id),
        url: format!("https://carnet.example/files/{id}.png"),
    }
}
