//! Billet's text engine: what writers write becomes safe HTML; HTML from elsewhere is made safe.
//!
//! Pure: it knows no blog, no database, no network and no clock. The functions below are the
//! whole API. None of them fails on any input but [`document`], none takes time quadratic in its
//! input, and what they return under a policy is a fixed point of it: sanitising again changes
//! nothing.

mod counts;
mod front_matter;
mod front_matter_fields;
mod images;
mod markdown;
mod out;
mod plain;
mod safe;

pub use counts::{Counts, count};
pub use front_matter::{Document, FrontMatterError, document, title_from_heading};
pub use images::local_images;
pub use out::{Block, Patch, Preview, comment_html, post_html, render};
pub use plain::{plain, snippet};
pub use safe::{PostPolicy, sanitize_comment};

#[cfg(test)]
#[path = "../tests/commonmark/mod.rs"]
mod commonmark;
