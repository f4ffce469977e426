//! Other programs' files: their posts come into the library, and the library's posts go out in forms
//! that others read.
//!
//! Reading streams: one post at a time is held, and each is brought in by a transaction of its own,
//! so that what was read before a fault, or before the writer stopped it, stays. Nothing is brought
//! in twice, and what a file holds that Billet has no place for is told, never dropped in silence.
//! This crate talks to no blog and reads no clock: the time comes in.

mod card;
mod dates;
mod error;
mod found;
mod import;
mod known;
mod names;
mod pictures;
mod read;
mod report;
mod review;
mod standing;
mod write;
mod xml;

pub use error::ExchangeError;
pub use import::{How, Progress, import};
pub use read::Format;
pub use report::{Fate, Left, LeftKind, Report, Row};
pub use review::{Changed, ReviewForm, Reviewed, Since, Wish, review, review_page};
pub use write::{Exported, Form, What, export};
