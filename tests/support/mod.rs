//! What the proofs are made of: a network that fails as told ([`proxy`], [`fault`]), a blog that
//! does what WordPress does ([`scripted`]), a real WordPress asked past Billet ([`wordpress`]), a
//! writer's desk on a clock of its own ([`desk`]), and how a proof adds up what it found
//! ([`verdict`]).
#![allow(dead_code, reason = "each proof uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on has failed; clippy only knows so inside `#[test]`"
)]

pub mod child;
pub mod desk;
pub mod fault;
pub mod http;
pub mod picture;
pub mod proxy;
pub mod scripted;
pub mod seed;
pub mod verdict;
pub mod wordpress;
