//! A blog in memory that does what WordPress does, as far as the outbox can tell, and fails as it
//! is told to.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use billet_core::{
    Capabilities, Choices, CommentAuthor, CommentStatus, PostKind, RemoteId, RemoteStatus, Settings,
};
use billet_remote::{Picture, RemoteComment, RemoteError};
use jiff::Timestamp;
use tokio::sync::Notify;

pub use super::fake_posts::FakePost;

/// What this blog calls the account.
pub const ME: i64 = 1;

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Account,
    Reserve,
    FindReserved,
    OwnLatest,
    Slipped,
    Upload,
    FindUpload,
    Post,
    PostMarks,
    Posts,
    TermsCalled,
    Fill,
    TrashPost,
    Comments,
    CommentsCalled,
    Comment,
    Decide,
    EditComment,
    Reply,
    RepliesTo,
    PostCards,
    Terms,
    Choices,
}

/// Whether a request that fails took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    None,
    Done,
}

type MakeError = Box<dyn Fn() -> RemoteError + Send>;

struct Fault {
    call: Call,
    /// Requests of the kind that still go well before.
    after: usize,
    effect: Effect,
    error: MakeError,
}

/// Stops a request on its way until the story lets it go on.
pub struct Gate {
    call: Call,
    /// It is the answer that stops.
    answer: bool,
    after: AtomicUsize,
    pub reached: Notify,
    pub open: Notify,
}

/// A picture, and the slug it was uploaded under.
#[derive(Clone, Debug)]
pub struct FakeMedia {
    pub slug: String,
    pub picture: Picture,
}

pub struct State {
    /// Whether it can be asked what became of a request.
    pub answers: bool,
    pub media: BTreeMap<i64, FakeMedia>,
    pub password: String,
    pub down: bool,
    /// Where its front page sends; that is answered elsewhere, also while the blog is down.
    pub moved_to: Option<String>,
    /// How often its front page was looked at.
    pub home_looks: usize,
    pub capabilities: Capabilities,
    pub choices: Choices,
    pub posts: BTreeMap<i64, FakePost>,
    pub comments: BTreeMap<i64, RemoteComment>,
    /// Comments that lists leave out after paging.
    pub hidden: HashSet<RemoteId>,
    /// What it says when it is asked how many comments there are.
    pub tells: fn(usize) -> usize,
    /// Writes stored HTML anew, as a blog does for an account that may not use all of it.
    pub rewrite: fn(&str) -> String,
    next: i64,
    faults: Vec<Fault>,
    gates: Vec<Arc<Gate>>,
    calls: Vec<Call>,
}

pub struct FakeBlog {
    state: Mutex<State>,
    clock: Arc<AtomicI64>,
}

impl FakeBlog {
    pub fn new(password: &str, clock: Arc<AtomicI64>) -> Arc<Self> {
        let state = State {
            answers: true,
            media: BTreeMap::new(),
            password: password.to_owned(),
            down: false,
            moved_to: None,
            home_looks: 0,
            capabilities: super::everything(),
            choices: Choices::default(),
            posts: BTreeMap::new(),
            comments: BTreeMap::new(),
            hidden: HashSet::new(),
            tells: |there| there,
            rewrite: str::to_owned,
            next: 100,
            faults: Vec::new(),
            gates: Vec::new(),
            calls: Vec::new(),
        };
        Arc::new(Self {
            state: Mutex::new(state),
            clock,
        })
    }

    /// Looks at the blog, or changes it as somebody else would.
    pub fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap())
    }

    /// The next request of this kind fails.
    pub fn fail(
        &self,
        call: Call,
        effect: Effect,
        error: impl Fn() -> RemoteError + Send + 'static,
    ) {
        self.fail_after(0, call, effect, error);
    }

    /// The request of this kind after `after` good ones fails.
    pub fn fail_after(
        &self,
        after: usize,
        call: Call,
        effect: Effect,
        error: impl Fn() -> RemoteError + Send + 'static,
    ) {
        let error = Box::new(error);
        self.with(|s| {
            s.faults.push(Fault {
                call,
                after,
                effect,
                error,
            });
        });
    }

    /// Whatever was to fail goes well.
    pub fn forgive(&self) {
        self.with(|s| s.faults.clear());
    }

    /// The next request of this kind stops until [`Gate::open`].
    pub fn hold(&self, call: Call) -> Arc<Gate> {
        self.hold_after(0, call)
    }

    /// The request of this kind after `after` others stops until [`Gate::open`].
    pub fn hold_after(&self, after: usize, call: Call) -> Arc<Gate> {
        self.gate(after, call, false)
    }

    /// The answer to the next request of this kind stops until [`Gate::open`]: it says what was then.
    pub fn hold_answer(&self, call: Call) -> Arc<Gate> {
        self.gate(0, call, true)
    }

    fn gate(&self, after: usize, call: Call, answer: bool) -> Arc<Gate> {
        let gate = Arc::new(Gate {
            call,
            answer,
            after: AtomicUsize::new(after),
            reached: Notify::new(),
            open: Notify::new(),
        });
        self.with(|s| s.gates.push(Arc::clone(&gate)));
        gate
    }

    /// How many requests of this kind came.
    pub fn count(&self, call: Call) -> usize {
        self.with(|s| s.calls.iter().filter(|c| **c == call).count())
    }

    /// How many requests came that would change something.
    pub fn writes(&self) -> usize {
        use Call::{Decide, EditComment, Fill, Reply, Reserve, TrashPost, Upload};
        [Reserve, Fill, TrashPost, Decide, EditComment, Reply, Upload]
            .into_iter()
            .map(|call| self.count(call))
            .sum()
    }

    pub fn posts(&self) -> Vec<FakePost> {
        self.with(|s| s.posts.values().cloned().collect())
    }

    /// The only post there is.
    pub fn post(&self) -> FakePost {
        let posts = self.posts();
        assert_eq!(posts.len(), 1, "{posts:?}");
        posts.into_iter().next().unwrap()
    }

    /// A post that was written there, past Billet; public, and not what the one before was called.
    pub fn write(&self, kind: PostKind, title: &str, content: &str) -> RemoteId {
        self.with(|s| {
            let id = s.new_id();
            let post = FakePost {
                kind,
                modified: String::new(),
                title: title.to_owned(),
                content: content.to_owned(),
                excerpt: String::new(),
                slug: s.free_slug(id, &super::fake_posts::made_slug(title)),
                tags: Vec::new(),
                categories: Vec::new(),
                status: RemoteStatus::Published,
                settings: Settings::default(),
                date: Timestamp::from_second(1_700_000_000 + id).ok(),
                history: Vec::new(),
            };
            s.posts.insert(id, post);
            s.saved(id);
            RemoteId::from(id)
        })
    }

    /// Somebody edits a post, past Billet.
    pub fn edit_one(&self, id: &RemoteId, work: impl FnOnce(&mut FakePost)) {
        self.with(|s| {
            work(s.posts.get_mut(&number(id)).unwrap());
            s.saved(number(id));
            s.touched(number(id));
        });
    }

    /// A post as it is there.
    pub fn one(&self, id: &RemoteId) -> FakePost {
        self.with(|s| s.posts.get(&number(id)).unwrap().clone())
    }

    /// Somebody edits the only post, past Billet.
    pub fn edit(&self, work: impl FnOnce(&mut FakePost)) {
        self.with(|s| {
            assert_eq!(s.posts.len(), 1);
            work(s.posts.values_mut().next().unwrap());
            let id = *s.posts.keys().next().unwrap();
            s.saved(id);
            s.touched(id);
        });
    }

    pub fn media(&self) -> Vec<FakeMedia> {
        self.with(|s| s.media.values().cloned().collect())
    }

    /// How many requests came.
    pub fn requests(&self) -> usize {
        self.with(|s| s.calls.len())
    }

    pub fn status_of(&self, id: &RemoteId) -> CommentStatus {
        self.with(|s| s.comments.get(&number(id)).unwrap().status)
    }

    pub fn moderate(&self, id: &RemoteId, status: CommentStatus) {
        self.with(|s| s.comments.get_mut(&number(id)).unwrap().status = status);
    }

    /// The account's own comments.
    pub fn replies(&self) -> Vec<RemoteComment> {
        self.with(|s| {
            let mine = |c: &&RemoteComment| c.account == Some(RemoteId::from(ME));
            s.comments.values().filter(mine).cloned().collect()
        })
    }

    pub fn comment_arrives(&self, status: CommentStatus, html: &str) -> RemoteId {
        self.with(|s| {
            let id = s.new_id();
            let comment = RemoteComment {
                id: RemoteId::from(id),
                post: RemoteId::from(7),
                parent: None,
                author: CommentAuthor {
                    name: "Léa".into(),
                    ..CommentAuthor::default()
                },
                account: None,
                html: html.to_owned(),
                status,
                written_at: Timestamp::from_second(1_789_000_000 + id).unwrap(),
                url: format!("https://carnet.example/7#comment-{id}"),
            };
            s.comments.insert(id, comment);
            RemoteId::from(id)
        })
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    /// A request's way: the gate, the faults, the password; then `work`.
    pub(super) async fn request<T>(
        &self,
        call: Call,
        secret: &str,
        work: impl FnOnce(&mut State) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        let gate = self.with(|s| {
            let at = s.gates.iter().position(|g| g.call == call)?;
            let passes = |n: usize| n.checked_sub(1);
            let after = &s.gates.get(at)?.after;
            match after.fetch_update(Ordering::SeqCst, Ordering::SeqCst, passes) {
                Ok(_) => None,
                Err(_) => Some(s.gates.remove(at)),
            }
        });
        let (before, after) = match gate {
            Some(gate) if gate.answer => (None, Some(gate)),
            other => (other, None),
        };
        pass(before).await;
        let answer = self.answer(call, secret, work);
        pass(after).await;
        answer
    }

    fn answer<T>(
        &self,
        call: Call,
        secret: &str,
        work: impl FnOnce(&mut State) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        self.with(|s| {
            s.calls.push(call);
            if s.down {
                return Err(super::unreachable());
            }
            let fault = s.fault(call);
            if let Some(fault) = fault {
                if fault.effect == Effect::Done {
                    work(s)?;
                }
                return Err((fault.error)());
            }
            if s.password != secret {
                return Err(RemoteError::SignIn);
            }
            work(s)
        })
    }
}

async fn pass(gate: Option<Arc<Gate>>) {
    if let Some(gate) = gate {
        gate.reached.notify_one();
        gate.open.notified().await;
    }
}

impl State {
    fn fault(&mut self, call: Call) -> Option<Fault> {
        let at = self.faults.iter().position(|f| f.call == call)?;
        let fault = self.faults.get_mut(at)?;
        if fault.after > 0 {
            fault.after -= 1;
            return None;
        }
        Some(self.faults.remove(at))
    }

    pub fn new_id(&mut self) -> i64 {
        self.next += 1;
        self.next
    }
}

pub(super) fn number(id: &RemoteId) -> i64 {
    id.as_str().parse().unwrap()
}
