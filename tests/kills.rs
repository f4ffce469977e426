//! The process killed (SIGKILL) at any moment, started again, left to settle: everything arrives
//! once, in its last form, no text that was said to be saved is lost, and no half of a copy passes for
//! a backup.
//!
//! The children are this very binary (`support/child.rs`). `make torture` (`BILLET_TORTURE`) kills
//! ten times as often; `BILLET_SEED` repeats a run's choices.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "kills/backing_up.rs"]
mod backing_up;
#[path = "kills/fetching.rs"]
mod fetching;
#[path = "kills/sending.rs"]
mod sending;
mod support;
#[path = "kills/writing.rs"]
mod writing;

use support::seed::torture;

/// How many kills, of as many as `make test` does.
fn kills(few: usize) -> usize {
    if torture() { few * 10 } else { few }
}
