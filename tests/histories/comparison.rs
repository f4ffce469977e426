//! A life's end against the model: what is on the blog, and what the writer is asked.

use billet_core::{Cause, JobKind, JobState};

use super::{Answered, Life, Read, SITE, Written, changed_elsewhere, word};
use crate::support::scripted::{ME, Post};
use crate::support::verdict::Trouble;

impl Life {
    /// Whether this job is open because the writer has to be asked.
    fn asks(&self, about: impl Fn(&JobKind) -> bool) -> Option<JobState> {
        let open = self.desk.open_jobs().into_iter();
        open.map(|row| row.job)
            .find(|job| about(&job.kind))
            .map(|job| job.state)
    }

    /// Whether the writer is asked about a decision.
    fn asks_to_decide(&self) -> bool {
        self.desk.open_jobs().iter().any(|row| {
            matches!(row.job.kind, JobKind::Decide { .. })
                && matches!(row.job.state, JobState::Failed { .. })
        })
    }

    /// Looks for what is not as it has to be.
    pub(super) fn compare(&mut self) {
        let mut found = Vec::new();
        for post in &self.written {
            self.compare_post(post, &mut found);
        }
        for comment in &self.read {
            self.compare_comment(comment, &mut found);
        }
        for answer in &self.answered {
            self.compare_reply(answer, &mut found);
        }
        self.troubles = found;
    }

    fn compare_post(&self, post: &Written, found: &mut Vec<Trouble>) {
        let there = self.blogs.with(SITE, |site| {
            let same = |p: &&Post| p.title == post.title;
            site.posts.iter().filter(same).cloned().collect::<Vec<_>>()
        });
        for pair in there.iter().flat_map(|p| p.texts.windows(2)) {
            let theirs = |text: &str| text.contains("d’une autre main");
            if theirs(&pair[0]) && !theirs(&pair[1]) && !self.seen.contains(&pair[0]) {
                found.push(Trouble::Overwritten(format!("{} by {}", pair[0], pair[1])));
            }
        }
        let open = self.asks(|kind| {
            matches!(kind, JobKind::Publish { publication } if *publication == post.publication)
        });
        match there.as_slice() {
            [] if post.cancelled => {}
            [] => found.push(Trouble::Lost(format!("{} is not there", post.title))),
            [one] => match open {
                Some(state) if !changed_elsewhere(&state) => {
                    found.push(Trouble::Wrong(format!("{}: {state:?}", post.title)));
                }
                Some(_) => {}
                None if post.cancelled || one.content.contains("d’une autre main") => {}
                None if !one.content.contains(&post.wanted) => {
                    let (wanted, there) = (&post.wanted, &one.content);
                    found.push(Trouble::Lost(format!("{wanted}; there is {there}")));
                }
                None if one.status != "publish" => {
                    found.push(Trouble::Wrong(format!(
                        "{} is a {}",
                        post.title, one.status
                    )));
                }
                None => {}
            },
            more => {
                let stand: Vec<_> = more.iter().map(|p| p.status.as_str()).collect();
                found.push(Trouble::Duplicate(format!("{}: {stand:?}", post.title)));
            }
        }
    }

    fn compare_comment(&self, comment: &Read, found: &mut Vec<Trouble>) {
        let there = self.blogs.with(SITE, |site| {
            let one = site.comments.iter().find(|c| c.id == comment.remote);
            one.unwrap().clone()
        });
        let wanted = comment.decided.map_or("hold", word);
        for (from, to) in &there.changes {
            if !comment.seen.contains(from.as_str()) {
                let id = comment.remote;
                found.push(Trouble::Overwritten(format!(
                    "comment {id}: {from}, by {to}"
                )));
            }
        }
        let there = there.status;
        let open = self
            .asks(|kind| matches!(kind, JobKind::Decide { comment: id, .. } if *id == comment.id));
        let theirs = comment.there.as_deref();
        let right = match open {
            // Asked: then it stands as somebody else wanted it.
            Some(JobState::Failed {
                cause: Cause::DecidedElsewhere { .. },
            }) => theirs == Some(&there),
            Some(_) => false,
            None => there == wanted || theirs == Some(&there) || comment.cancelled,
        };
        if !right {
            let id = comment.remote;
            found.push(Trouble::Wrong(format!(
                "comment {id} is {there}; decided {wanted}, there {theirs:?}, open {open:?}"
            )));
        }
    }

    fn compare_reply(&self, answer: &Answered, found: &mut Vec<Trouble>) {
        let words = format!("{}.", answer.words);
        let times = self.blogs.with(SITE, |site| {
            let mine = site.comments.iter().filter(|c| c.author == ME);
            mine.filter(|c| c.content.contains(&words)).count()
        });
        let open =
            self.asks(|kind| matches!(kind, JobKind::Reply { reply } if *reply == answer.id));
        match (times, open) {
            (1, None) => {}
            (0, _) if answer.cancelled => {}
            // What it answers was thrown away meanwhile: the writer is asked.
            (0, Some(JobState::Failed { .. })) => {}
            // It waits for its approval, of which the writer is asked.
            (
                0,
                Some(JobState::Retry {
                    cause: Cause::NotApproved,
                }),
            ) if self.asks_to_decide() => {}
            (0 | 1, open) => found.push(Trouble::Lost(format!("{words} {times} times, {open:?}"))),
            (_, _) => found.push(Trouble::Duplicate(format!("{words} {times} times"))),
        }
    }
}
