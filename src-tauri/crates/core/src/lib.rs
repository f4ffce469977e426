//! Billet's domain, and nothing else: the words of `docs/design.md` as types, the rules that hold
//! without a disk or a network, and the states of the outbox.
//!
//! This crate never opens a file, never talks to a server and never asks what time it is: the
//! time comes in through [`Clock`].

mod blog;
pub mod categories;
pub mod changes;
mod clock;
mod comment;
mod ids;
pub mod merge;
pub mod merge_names;
mod outbox;
mod post;
mod publication;
mod settings;
mod variation;

pub use blog::{Blog, BlogHealth, Capabilities, Markup, Platform};
pub use clock::Clock;
pub use comment::{Comment, CommentAuthor, CommentStatus, CommentWords, Decision};
pub use ids::{BlogId, CommentId, JobId, MediaHash, PostId, PublicationId, RemoteId, RevisionId};
pub use outbox::{
    AUTOMATIC_FOR, Attempt, Cause, Heard, Job, JobKind, JobState, LONGEST_WAIT, LOOK_AGAIN_AFTER,
    UPLOADS_AT_ONCE, back_off, settle, wait,
};
pub use post::{Post, PostOrder, PostText, Revision, RevisionReason, Shelf};
pub use publication::{
    Base, News, PostKind, Publication, PublicationState, PublishStatus, RemoteStatus, Target,
    compare_with_base,
};
pub use settings::{Author, Choices, Settings};
pub use variation::Variation;
