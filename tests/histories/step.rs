//! What can happen next.

use proptest::prelude::{Just, Strategy, any as anything};
use proptest::prop_oneof;

use crate::support::fault::{self, Fault};
use crate::support::seed::Dice;

/// One step. A number picks one of what is there; a step that has nothing to pick from does
/// nothing.
#[derive(Clone, Debug)]
pub enum Step {
    /// The writer begins a post and publishes it.
    Write,
    /// The writer changes a post and publishes it again.
    Rewrite(usize),
    /// The writer changes a post and only saves it.
    Save(usize),
    /// Somebody changes a post on the blog.
    EditThere(usize),
    /// The writer looks at what was changed there, and sends all the same.
    SendAnyway(usize),
    /// A reader writes a comment, and a fetch brings it.
    CommentArrives,
    /// The moderator approves, spams or throws away a comment.
    Decide(usize, usize),
    /// Somebody decides on a comment on the blog.
    DecideThere(usize, usize),
    /// The writer answers a comment.
    Reply(usize),
    /// The writer takes a job away.
    Cancel(usize),
    /// The outbox is worked through once.
    Send,
    /// As `Send`, and these of its requests, counted from now, meet a fault.
    SendWith(Vec<(usize, Fault)>),
    /// As `Send`, and at the so-manieth request the process ends; another one begins.
    Crash(usize),
    /// Until the next job falls due.
    Wait,
}

/// Any step, those that make work more often than not followed by others that do it.
pub fn any() -> impl Strategy<Value = Step> {
    let n = || 0..8_usize;
    prop_oneof![
        3 => Just(Step::Write),
        3 => n().prop_map(Step::Rewrite),
        1 => n().prop_map(Step::Save),
        2 => n().prop_map(Step::EditThere),
        1 => n().prop_map(Step::SendAnyway),
        3 => Just(Step::CommentArrives),
        3 => (n(), n()).prop_map(|(which, how)| Step::Decide(which, how)),
        1 => (n(), n()).prop_map(|(which, how)| Step::DecideThere(which, how)),
        2 => n().prop_map(Step::Reply),
        1 => n().prop_map(Step::Cancel),
        4 => Just(Step::Send),
        6 => faults().prop_map(Step::SendWith),
        3 => n().prop_map(Step::Crash),
        4 => Just(Step::Wait),
    ]
}

/// Up to three faults that take no time.
fn faults() -> impl Strategy<Value = Vec<(usize, Fault)>> {
    let one = (0..6_usize, anything::<u64>()).prop_map(|(nth, seed)| {
        let mut dice = Dice::new(seed);
        let quick = std::iter::repeat_with(|| fault::any(&mut dice));
        let fault = quick.filter(|f| !f.takes_time() && !f.asks_the_writer());
        (nth, fault.take(1).collect::<Vec<_>>()[0])
    });
    proptest::collection::vec(one, 1..4)
}
