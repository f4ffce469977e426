//! What an attempt says of its blog as a whole: whether the others need not try either, and for how
//! long. `billet_store::outbox` (`patience.rs`) has the rule.

use std::time::Duration;

use billet_core::{Attempt, BlogHealth, Cause, Heard, Job, back_off, wait};
use billet_store::{StoreError, outbox};
use jiff::Timestamp;
use rusqlite::Transaction;

/// What an attempt says about when the blog may be asked for anything again.
pub(crate) enum Patience {
    /// It answered.
    Reached,
    /// It did not: the others wait as well, and one tries.
    NotReached,
    /// It asked to be left alone, for so long if it said so.
    Asked(Option<Duration>),
    /// Nothing: the request never left, or what came of this one tells nothing about others.
    Nothing,
}

impl Patience {
    pub(crate) fn after(attempt: &Attempt) -> Self {
        match attempt {
            Attempt::Done | Attempt::NotFound => Self::Reached,
            Attempt::NotReached => Self::NotReached,
            Attempt::Ambiguous(heard) => Self::of(*heard),
            Attempt::NotSent { cause, after } => Self::of(heard(cause, *after)),
            Attempt::Refused { .. } => Self::Nothing,
        }
    }

    fn of(heard: Heard) -> Self {
        match heard {
            Heard::Nothing => Self::NotReached,
            Heard::Something => Self::Nothing,
            Heard::Patience(after) => Self::Asked(after),
        }
    }

    pub(crate) fn note(
        &self,
        tx: &Transaction<'_>,
        job: &Job,
        jitter: f64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        match self {
            Self::Reached => outbox::reached(tx, job.blog, now),
            Self::NotReached => {
                outbox::not_reached(tx, job.blog, |failures| back_off(failures, jitter), now)
            }
            Self::Asked(after) => {
                // It answers again, so nobody's click ends a wait that is its own wish.
                outbox::reached(tx, job.blog, now)?;
                outbox::rest(tx, job.blog, now + wait(*after, job.attempts, jitter))
            }
            Self::Nothing => Ok(()),
        }
    }
}

/// What a request that certainly did nothing heard of the blog.
pub(crate) fn heard(cause: &Cause, after: Option<Duration>) -> Heard {
    match cause {
        Cause::Offline => Heard::Nothing,
        Cause::Busy => Heard::Patience(after),
        _ => Heard::Something,
    }
}

/// What an attempt says about the blog as a whole.
pub(crate) fn health_after(attempt: &Attempt) -> Option<BlogHealth> {
    match attempt {
        Attempt::Done => Some(BlogHealth::Fine),
        // Only the blog's own refusal: that this process has no password says nothing about it.
        Attempt::NotSent {
            cause: Cause::SignIn,
            ..
        } => Some(BlogHealth::SignIn),
        Attempt::NotReached
        | Attempt::NotSent {
            cause: Cause::Offline,
            ..
        }
        | Attempt::Ambiguous(Heard::Nothing) => Some(BlogHealth::Unreachable),
        _ => None,
    }
}
