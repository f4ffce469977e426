//! Pictures on their way: several leave for a blog at once, and those behind them were taken in the same
//! commit, so that none waits for a disk between two requests. What was taken and has not left goes back
//! as it was when the blog does not take one as it should, or when the writer takes it back.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use billet_core::{BlogId, Job, JobId, UPLOADS_AT_ONCE};

/// The pictures that were taken ahead, for each blog.
#[derive(Default)]
pub(crate) struct Lanes(Mutex<HashMap<BlogId, Line>>);

#[derive(Default)]
struct Line {
    waiting: VecDeque<Job>,
    /// How many lanes are open.
    open: u32,
    /// How many ended as they should not and are not written down yet: until then no other one leaves.
    stumbles: u32,
}

/// What becomes of a picture that was taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It leaves in a new lane.
    NewLane,
    /// It leaves when one before it has arrived.
    Behind,
    /// It does not leave, and is to be given back.
    Refused,
}

impl Lanes {
    /// Places a picture that was taken.
    pub(crate) fn add(&self, job: Job) -> Place {
        let mut lines = self.lines();
        let line = lines.entry(job.blog).or_default();
        if line.stumbles > 0 {
            return Place::Refused;
        }
        line.waiting.push_back(job);
        if line.open < UPLOADS_AT_ONCE {
            line.open += 1;
            Place::NewLane
        } else {
            Place::Behind
        }
    }

    /// The next picture of a lane; without one the lane is closed.
    pub(crate) fn next(&self, blog: BlogId) -> Option<Job> {
        let mut lines = self.lines();
        let line = lines.entry(blog).or_default();
        let next = line.waiting.pop_front();
        if next.is_none() {
            line.open = line.open.saturating_sub(1);
        }
        next
    }

    /// One ended as it should not: nothing more leaves for its blog until that is written down
    /// ([`Lanes::resume`]). What waited is to be given back.
    pub(crate) fn halt(&self, blog: BlogId) -> Vec<JobId> {
        let mut lines = self.lines();
        let line = lines.entry(blog).or_default();
        line.stumbles += 1;
        line.waiting.drain(..).map(|job| job.id).collect()
    }

    /// Takes out what has not left for a blog, to be given back.
    pub(crate) fn drain(&self, blog: BlogId) -> Vec<JobId> {
        let mut lines = self.lines();
        let line = lines.entry(blog).or_default();
        line.waiting.drain(..).map(|job| job.id).collect()
    }

    /// Nothing more leaves for any blog until [`Lanes::clear`]; as [`Lanes::halt`].
    pub(crate) fn halt_all(&self) -> Vec<JobId> {
        let mut lines = self.lines();
        let waiting = lines.values_mut().flat_map(|line| {
            line.stumbles += 1;
            line.waiting.drain(..)
        });
        waiting.map(|job| job.id).collect()
    }

    /// Why it was halted is written down.
    pub(crate) fn resume(&self, blog: BlogId) {
        let mut lines = self.lines();
        let line = lines.entry(blog).or_default();
        line.stumbles = line.stumbles.saturating_sub(1);
    }

    /// No lane is open any more: what has not left.
    pub(crate) fn clear(&self) -> Vec<JobId> {
        let lines = std::mem::take(&mut *self.lines());
        let waiting = lines.into_values().flat_map(|line| line.waiting);
        waiting.map(|job| job.id).collect()
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<BlogId, Line>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billet_core::{JobKind, JobState, MediaHash};
    use jiff::Timestamp;

    const BLOG: BlogId = BlogId(1);

    fn picture(id: i64) -> Job {
        Job {
            id: JobId(id),
            blog: BLOG,
            kind: JobKind::Upload {
                media: MediaHash::parse(&"a".repeat(64)).unwrap(),
            },
            state: JobState::Queued,
            attempts: 1,
            looks: 0,
            created_at: Timestamp::UNIX_EPOCH,
            due_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn no_more_leave_at_once_than_there_are_lanes() {
        let lanes = Lanes::default();
        let places: Vec<Place> = (0..6).map(|id| lanes.add(picture(id))).collect();
        assert_eq!(places.iter().filter(|p| **p == Place::NewLane).count(), 4);
        assert_eq!(places.last(), Some(&Place::Behind));
        let ids: Vec<i64> = (0..6)
            .filter_map(|_| Some(lanes.next(BLOG)?.id.0))
            .collect();
        assert_eq!(
            ids,
            [0, 1, 2, 3, 4, 5],
            "in the order in which they were asked for"
        );
        assert_eq!(lanes.next(BLOG), None, "that lane is closed");
        assert_eq!(lanes.add(picture(7)), Place::NewLane);
        assert_eq!(lanes.add(picture(8)), Place::Behind);
    }

    #[test]
    fn after_one_that_stumbled_none_leaves_until_that_is_written_down() {
        let lanes = Lanes::default();
        lanes.add(picture(1));
        lanes.add(picture(2));
        assert_eq!(lanes.halt(BLOG), [JobId(1), JobId(2)]);
        assert_eq!(lanes.halt(BLOG), []);
        lanes.resume(BLOG);
        assert_eq!(lanes.add(picture(3)), Place::Refused, "of two, one is not");
        lanes.resume(BLOG);
        assert_ne!(lanes.add(picture(3)), Place::Refused);
        assert_eq!(lanes.clear(), [JobId(3)]);
        assert_eq!(lanes.next(BLOG), None);
    }
}
