//! Every request that publishing, updating, answering and deciding make, against everything that can
//! happen to a request: on a real WordPress behind a network that fails as told
//! (`support/proxy.rs`). After each run WordPress itself is asked: one post, one reply, the right
//! status, the last text, and nothing of anybody else gone.
//!
//! `make test` does some kinds of fault to each request, other ones each day; `make torture`
//! (`BILLET_TORTURE`) does every kind to each, cuts the answers at many more places, and lets more
//! pairs of faults meet in one run. `BILLET_SEED` repeats a run's choices.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "faults/pictures.rs"]
mod pictures;
#[path = "faults/runs.rs"]
mod runs;
#[path = "faults/stories.rs"]
mod stories;
mod support;

use runs::{after_an_open_upload, every_fault, pairs, prove, some_kinds};
use stories::Story;
use support::fault;
use support::seed::{seed, torture};

#[test]
fn one_fault_at_any_request_of_any_story_breaks_no_promise() {
    let runs = if torture() {
        every_fault()
    } else {
        some_kinds()
    };
    prove("one fault, real WordPress", runs);
}

#[test]
fn a_fault_after_an_upload_that_ended_openly_breaks_no_promise() {
    let faults = if torture() {
        fault::all(runs::CUTS)
    } else {
        fault::kinds(usize::try_from(seed() % 60).unwrap())
    };
    let runs = after_an_open_upload(&faults);
    prove("a fault after an open upload, real WordPress", runs);
}

#[test]
fn two_faults_in_one_run_break_no_promise() {
    let count = if torture() { 300 } else { 40 };
    prove("two faults, real WordPress", pairs(count, seed()));
}

#[test]
fn without_a_fault_each_picture_and_publishing_and_an_update_take_as_few_as_can_be() {
    let plain = |story| runs::requests_of(story);
    assert_eq!(plain(Story::Publish), 2);
    assert_eq!(plain(Story::Pictures), 4);
    // One more when another test wrote between the two: was it this post?
    assert!((4..=5).contains(&plain(Story::Update)));
}
