//! Random histories of a writer's life, against a small model of what must come of them: edits,
//! publishing, offline spells, lost answers, somebody else's edits and decisions, replies, cancelled
//! jobs, and processes that end in the middle of a request. Blogs are in memory
//! (`support/scripted`), reached over real HTTP through a network that fails as told.
//!
//! A history that breaks a promise is made as short as it can be, and told. `make torture`
//! (`BILLET_TORTURE`) tells many more; `BILLET_SEED` repeats a day's.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "histories/life.rs"]
mod life;
#[path = "histories/step.rs"]
mod step;
mod support;

use std::cell::Cell;

use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use life::Life;
use support::seed::{Dice, seed, torture};
use support::verdict::{Tally, Trouble};

/// Steps of a history at most.
const LONGEST: usize = 30;

#[test]
fn no_history_breaks_a_promise() {
    let histories = if torture() { 2_000 } else { 120 };
    let config = Config {
        cases: 1,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..Config::default()
    };
    let mut tally = Tally::default();
    let mut dice = Dice::new(seed());
    let steps = Cell::new(0);
    for _ in 0..histories {
        let mut key = [0; 32];
        for part in key.chunks_mut(8) {
            part.copy_from_slice(&dice.roll().to_le_bytes());
        }
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &key);
        let mut runner = TestRunner::new_with_rng(config.clone(), rng);
        let ended = runner.run(&vec(step::any(), 1..LONGEST), |history| {
            steps.set(steps.get() + history.len());
            let troubles = Life::lived(&history).troubles;
            match troubles.is_empty() {
                true => Ok(()),
                false => Err(TestCaseError::fail("a promise was broken")),
            }
        });
        match ended {
            Ok(()) => tally.add(&[], String::new),
            Err(TestError::Fail(_, shortest)) => {
                let life = Life::lived(&shortest);
                // A history that breaks a promise only now and then is one all the same.
                let sometimes = [Trouble::Wrong("not each time it is told".into())];
                let troubles = match life.troubles.as_slice() {
                    [] => &sometimes,
                    found => found,
                };
                tally.add(troubles, || {
                    format!("{shortest:#?}\n{}", life.story.join("\n"))
                });
                break;
            }
            Err(TestError::Abort(why)) => panic!("{why}"),
        }
    }
    let what = format!("histories, {} steps", steps.get());
    tally.close(&what, &format!("BILLET_SEED={}", seed()));
}
