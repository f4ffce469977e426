//! What may stay in HTML, and making it so.

mod ampersands;
mod depth;
mod elements;
mod policy;
mod sanitize;
mod tag;
mod tokens;

pub(crate) use depth::{Balance, MAX_DEPTH, balanced, is_mark, is_too_dense};
pub(crate) use elements::{is_block, is_void};
pub use policy::PostPolicy;
pub(crate) use policy::{Policy, REPLY, TEXT, is_global};
pub use sanitize::sanitize_comment;
pub(crate) use sanitize::{sanitize, sanitize_pieces};
pub(crate) use tag::Tag;
pub(crate) use tokens::{Token, is_unreadable, tokens};
#[cfg(fuzzing)]
pub(crate) use {policy::COMMENT, policy::POST, sanitize::reparsed};
