//! The outbox: jobs, the closed set of their states, and the pure rules that lead from one state
//! to the next. The rules know no network and no database, so each is tested as a plain function.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{BlogId, CommentId, CommentStatus, Decision, JobId, PublicationId};

/// How long the outbox keeps trying by itself before it asks the writer.
pub const AUTOMATIC_FOR: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// How long after a look that found nothing the outbox looks again, before it dares to create.
pub const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(20);

const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

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
    /// The post shows pictures that are only on this computer.
    LocalImages {
        /// The first such path.
        first: String,
    },
    /// It was tried for [`AUTOMATIC_FOR`] and the blog never answered.
    GaveUp,
    /// The library was put back from a backup: the blog may have it since, under another name.
    Restored,
}

/// What an attempt, or a look at the blog, showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The blog has what was wanted.
    Done,
    /// Nothing was done there, and trying again later may help.
    NotSent {
        /// Why.
        cause: Cause,
        /// The blog's own wish for how long to wait.
        after: Option<Duration>,
    },
    /// The request may have been carried out.
    Ambiguous,
    /// A look after an ambiguous end found nothing.
    NotFound,
    /// Nothing was done there, and trying again will not help.
    Refused {
        /// Why.
        cause: Cause,
    },
}

/// The job's next state and due time after `attempt`.
///
/// `jitter` is a number in `0.0..=1.0` that the caller draws; it spreads the waits of many
/// computers that lost the same blog at the same moment.
#[must_use]
pub fn settle(job: &Job, attempt: Attempt, now: Timestamp, jitter: f64) -> (JobState, Timestamp) {
    let old = Duration::try_from(now.duration_since(job.created_at)).unwrap_or_default();
    match attempt {
        Attempt::Done => (JobState::Done, now),
        Attempt::Refused { cause } => (JobState::Failed { cause }, now),
        Attempt::NotSent { .. } | Attempt::Ambiguous | Attempt::NotFound if old > AUTOMATIC_FOR => {
            (
                JobState::Failed {
                    cause: Cause::GaveUp,
                },
                now,
            )
        }
        Attempt::NotSent { cause, after } => {
            let wait =
                after.map_or_else(|| back_off(job.attempts, jitter), |a| a.min(LONGEST_WAIT));
            (JobState::Retry { cause }, now + wait)
        }
        Attempt::Ambiguous => (JobState::Unknown, now + back_off(job.attempts, jitter)),
        Attempt::NotFound if job.looks == 0 => (JobState::Unknown, now + LOOK_AGAIN_AFTER),
        Attempt::NotFound => (JobState::Queued, now),
    }
}

/// How long to wait after the `attempts`-th attempt: doubled each time from five seconds to a
/// quarter of an hour, of which at least half is always waited.
#[must_use]
pub fn back_off(attempts: u32, jitter: f64) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(1_u32 << attempts.saturating_sub(1).min(10));
    doubled
        .min(LONGEST_WAIT)
        .mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn job() -> Job {
        Job {
            id: JobId(1),
            blog: BlogId(1),
            kind: JobKind::Publish {
                publication: PublicationId(1),
            },
            state: JobState::Sending,
            attempts: 1,
            looks: 0,
            created_at: at(0),
            due_at: at(0),
        }
    }

    #[test]
    fn an_ambiguous_end_is_never_a_retry() {
        let (state, due) = settle(&job(), Attempt::Ambiguous, at(10), 0.5);
        assert_eq!(state, JobState::Unknown);
        assert!(due > at(10));
    }

    #[test]
    fn only_a_second_look_that_finds_nothing_allows_another_create() {
        let (first, due) = settle(&job(), Attempt::NotFound, at(10), 0.0);
        assert_eq!((first, due), (JobState::Unknown, at(10) + LOOK_AGAIN_AFTER));
        let looked = Job { looks: 1, ..job() };
        assert_eq!(
            settle(&looked, Attempt::NotFound, at(40), 0.0).0,
            JobState::Queued
        );
    }

    #[test]
    fn waits_grow_and_stay_within_their_cap() {
        assert_eq!(back_off(1, 1.0), Duration::from_secs(5));
        assert_eq!(back_off(2, 1.0), Duration::from_secs(10));
        assert_eq!(back_off(40, 1.0), LONGEST_WAIT);
        assert_eq!(back_off(1, 0.0), Duration::from_millis(2500));
    }

    #[test]
    fn the_blogs_own_wish_is_followed_within_the_cap() {
        let wish = |s| Attempt::NotSent {
            cause: Cause::Busy,
            after: Some(Duration::from_secs(s)),
        };
        assert_eq!(settle(&job(), wish(60), at(0), 0.0).1, at(60));
        assert_eq!(settle(&job(), wish(86_400), at(0), 0.0).1, at(900));
    }

    #[test]
    fn after_three_days_the_writer_is_told() {
        let late = at(3 * 86_400 + 1);
        let offline = Attempt::NotSent {
            cause: Cause::Offline,
            after: None,
        };
        assert_eq!(
            settle(&job(), offline, late, 0.0).0,
            JobState::Failed {
                cause: Cause::GaveUp
            }
        );
    }
}
