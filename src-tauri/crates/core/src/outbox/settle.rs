//! The rules that lead from one state to the next.

use std::time::Duration;

use jiff::Timestamp;

use super::{AUTOMATIC_FOR, Attempt, Cause, Heard, Job, JobState, LONGEST_WAIT, LOOK_AGAIN_AFTER};

const FIRST_WAIT: Duration = Duration::from_secs(5);

/// Fewer attempts than these are not three days of trying, whatever the clock says: it was set, or
/// the computer slept. They take two and a half minutes.
const FEWEST_ATTEMPTS: u32 = 6;

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
        Attempt::NotReached
        | Attempt::NotSent { .. }
        | Attempt::Ambiguous(_)
        | Attempt::NotFound
            if old > AUTOMATIC_FOR && job.attempts >= FEWEST_ATTEMPTS =>
        {
            (
                JobState::Failed {
                    cause: Cause::GaveUp,
                },
                now,
            )
        }
        Attempt::NotReached => {
            let cause = Cause::Offline;
            let wait = back_off(job.attempts, jitter);
            (JobState::Retry { cause }, now + wait)
        }
        Attempt::NotSent { cause, after } => {
            let wait = wait(after, job.attempts, jitter);
            (JobState::Retry { cause }, now + wait)
        }
        // The look is a request, too.
        Attempt::Ambiguous(heard) => {
            let after = match heard {
                Heard::Patience(after) => after,
                Heard::Nothing | Heard::Something => None,
            };
            (JobState::Unknown, now + wait(after, job.attempts, jitter))
        }
        Attempt::NotFound if job.looks == 0 => (JobState::Unknown, now + LOOK_AGAIN_AFTER),
        Attempt::NotFound => (JobState::Queued, now),
    }
}

/// How long to wait after the `attempts`-th attempt: as long as the blog asked, within
/// [`LONGEST_WAIT`], else [`back_off`].
#[must_use]
pub fn wait(asked: Option<Duration>, attempts: u32, jitter: f64) -> Duration {
    asked.map_or_else(|| back_off(attempts, jitter), |a| a.min(LONGEST_WAIT))
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
    use crate::{BlogId, JobId, JobKind, PublicationId};

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
        let (state, due) = settle(&job(), Attempt::Ambiguous(Heard::Nothing), at(10), 0.5);
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
        let wish: fn(u64) -> Attempt = |s| Attempt::NotSent {
            cause: Cause::Busy,
            after: Some(Duration::from_secs(s)),
        };
        // Also where it is open what came of the request: the look at it waits.
        let open: fn(u64) -> Attempt =
            |s| Attempt::Ambiguous(Heard::Patience(Some(Duration::from_secs(s))));
        for attempt in [wish, open] {
            assert_eq!(settle(&job(), attempt(60), at(0), 0.0).1, at(60));
            assert_eq!(settle(&job(), attempt(86_400), at(0), 0.0).1, at(900));
        }
    }

    #[test]
    fn after_three_days_the_writer_is_told() {
        let late = at(3 * 86_400 + 1);
        let offline = Attempt::NotSent {
            cause: Cause::Offline,
            after: None,
        };
        let tried = Job {
            attempts: FEWEST_ATTEMPTS,
            ..job()
        };
        for attempt in [offline, Attempt::NotReached] {
            assert_eq!(
                settle(&tried, attempt, late, 0.0).0,
                JobState::Failed {
                    cause: Cause::GaveUp
                }
            );
        }
    }

    #[test]
    fn a_clock_that_is_set_ends_no_trying_and_makes_no_long_wait() {
        let offline = || Attempt::NotReached;
        // A week ahead of when it was asked for, or a week before: one attempt is one attempt.
        for now in [at(7 * 86_400), at(-7 * 86_400)] {
            let (state, due) = settle(&job(), offline(), now, 1.0);
            assert!(matches!(state, JobState::Retry { .. }), "{state:?}");
            assert_eq!(due, now + FIRST_WAIT);
        }
    }
}
