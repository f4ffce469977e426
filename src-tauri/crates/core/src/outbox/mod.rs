//! The outbox: jobs, the closed set of their states, and the pure rules that lead from one state
//! to the next. The rules know no network and no database, so each is tested as a plain function.

mod settle;

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    BlogId, CommentId, CommentStatus, CommentWords, Decision, JobId, MediaHash, PublicationId,
};

pub use settle::{back_off, settle, wait};

/// How long the outbox keeps trying by itself before it asks the writer.
pub const AUTOMATIC_FOR: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// How long after a look that found nothing the outbox looks again, before it dares to create.
pub const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(20);

/// The longest the outbox waits between two attempts, whoever asks for more. A job that seems due
/// later than that was written by a clock that was wrong then or is wrong now: it is due.
pub const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// How many pictures are uploaded to one blog at the same time.
pub const UPLOADS_AT_ONCE: u32 = 4;

/// One thing the outbox has to do to one blog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobKind {
    /// Bring the publication to what its `wanted` text and target say: reserve it if the blog
    /// does not have it, then fill it.
    Publish {
        /// Which one.
        publication: PublicationId,
    },
    /// Move the publication to the blog's trash.
    Trash {
        /// Which one.
        publication: PublicationId,
        /// Not before the blog of this one has the post: it moves there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<PublicationId>,
    },
    /// Carry out a moderator's decision.
    Decide {
        /// On which comment.
        comment: CommentId,
        /// What was decided.
        decision: Decision,
        /// The status the moderator saw when deciding.
        seen: CommentStatus,
    },
    /// Send the writer's reply.
    Reply {
        /// The local row of the reply itself; its parent says what it answers.
        reply: CommentId,
    },
    /// Change what a comment says, if it still says what was seen.
    EditComment {
        /// Which.
        comment: CommentId,
        /// What the moderator saw when editing.
        seen: CommentWords,
        /// What it shall say.
        wanted: CommentWords,
    },
    /// Put a picture of the library on the blog.
    Upload {
        /// Which.
        media: MediaHash,
    },
}

/// A job with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its row in the library.
    pub id: JobId,
    /// The blog it acts on.
    pub blog: BlogId,
    /// What it does.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// Requests that may have reached the blog, counted before each leaves.
    pub attempts: u32,
    /// Looks at the blog, after an ambiguous end, that found nothing.
    pub looks: u32,
    /// When the writer asked for it.
    pub created_at: Timestamp,
    /// Not before this: the grace time of an undo, or the wait before another attempt.
    pub due_at: Timestamp,
}

/// Where a job stands. The set is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// A request may be on its way this moment. Found at launch, it means `Unknown`.
    Sending,
    /// The blog has it.
    Done,
    /// It certainly did not arrive; it will be tried again at the job's `due_at`.
    Retry {
        /// Why the last attempt failed.
        cause: Cause,
    },
    /// It will not be tried again unless the writer says so.
    Failed {
        /// Why.
        cause: Cause,
    },
    /// It may or may not have arrived: the blog is asked before anything is sent again.
    Unknown,
}

impl JobState {
    /// The stable word the library stores beside the cause.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Retry { .. } => "retry",
            Self::Failed { .. } => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a job did not end well, as far as the writer can act on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Cause {
    /// The blog could not be reached; nothing left this computer.
    Offline,
    /// The blog answered, and nothing that could be read.
    Unreadable,
    /// The blog asked for patience.
    Busy,
    /// The blog does not accept the password (any more).
    SignIn,
    /// The account may not do this there.
    NotAllowed,
    /// The password is not in the keychain (any more).
    NoSecret,
    /// The keychain did not answer, or is locked: the password could not be read.
    Keychain,
    /// The post or comment is no longer on the blog.
    Gone,
    /// The comment was changed on the blog since the moderator saw it.
    CommentChanged,
    /// The writer's text is on the blog, and replaced one that somebody saved there between the
    /// look and the sending; that one is kept among the earlier texts.
    SlippedBetween,
    /// The blog sends to another address.
    Moved {
        /// Where to.
        to: String,
    },
    /// What answers at the blog's address is not the blog that was connected.
    NotABlog,
    /// The blog said yes and changed nothing.
    NotChanged,
    /// It may have arrived, and this kind of blog cannot be asked: the writer has to look.
    MayHaveArrived,
    /// The comment that is answered was not approved.
    NotApproved,
    /// The library on this computer could not give what is to be sent.
    Library,
    /// The post was edited on the blog since Billet last saw it.
    ChangedElsewhere,
    /// Somebody else decided on this comment meanwhile; this is what it is there now.
    DecidedElsewhere {
        /// Its status on the blog.
        now: CommentStatus,
    },
    /// More than one post with the marker was found; neither was touched.
    FoundTwice,
    /// The blog said no, in its own words.
    Refused {
        /// Its sentence, without markup.
        message: String,
    },
    /// The post shows pictures that the blog does not have yet.
    #[serde(alias = "local_images")]
    Pictures {
        /// The name of the first.
        first: String,
    },
    /// The library no longer has the bytes of a picture.
    PictureLost {
        /// Its name.
        name: String,
    },
    /// This kind of blog takes no pictures from Billet.
    NoPictures,
    /// It stands behind something else: until the post is on that blog.
    After {
        /// The blog's name.
        blog: String,
    },
    /// It was tried for [`AUTOMATIC_FOR`] and the blog never answered.
    GaveUp,
    /// The library was put back from a backup: the blog may have it since, under another name.
    Restored,
}

/// What was heard of a blog that did not say what became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing; or only a gateway spoke: nothing else would be answered now either.
    Nothing,
    /// It answers, if not to be understood: in doubt is this one request.
    Something,
    /// It asks to be left alone, for so long if it said so.
    Patience(Option<Duration>),
}

/// What an attempt, or a look at the blog, showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The blog has what was wanted.
    Done,
    /// No connection to the blog came about: nothing left, and trying again later may help.
    NotReached,
    /// Nothing was done there, and trying again later may help.
    NotSent {
        /// Why.
        cause: Cause,
        /// The blog's own wish for how long to wait.
        after: Option<Duration>,
    },
    /// The request may have been carried out.
    Ambiguous(Heard),
    /// A look after an ambiguous end found nothing.
    NotFound,
    /// Nothing was done there, and trying again will not help.
    Refused {
        /// Why.
        cause: Cause,
    },
}
