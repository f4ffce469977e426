//! Billet's text engine: what writers write becomes safe HTML; HTML from elsewhere is made safe.
//!
//! Pure: it knows no blog, no database, no network and no clock. The functions below are the
//! whole API. None of them fails on any input but [`document`] and [`decode`], none takes time
//! quadratic in its input, and what they return under a policy is a fixed point of it: sanitising again changes
//! nothing.

mod blocks;
mod checks;
mod closing;
mod counts;
mod delimiter;
mod encoding;
mod found;
mod front_matter;
#[cfg(fuzzing)]
pub mod fuzzing;
mod images;
mod import;
mod markdown;
mod out;
mod plain;
mod safe;
mod typography;

pub use blocks::{Markup, post, post_blocks};
pub use checks::{Draft, Finding, Kind, LONGEST_TITLE, Place, Severity, check};
pub use closing::{canonical_link, with_closing};
pub use counts::{Counts, count};
pub use encoding::{DecodeError, Encoding, decode};
pub use found::{Excerpt, excerpt, plain_excerpt};
pub use front_matter::{
    Document, FrontMatter, FrontMatterError, Value, document, title_from_heading,
};
pub use images::{LocalPicture, local_pictures, told, with_pictures};
pub use import::{Chunk, Imported, Origin, import, import_as, paste, publish_over};
pub use out::{
    Block, ExcerptBreak, Patch, Preview, comment_html, excerpt_break, post_html, render,
    without_trailing_break,
};
pub use plain::{plain, snippet};
pub use safe::{PostPolicy, sanitize_comment};
pub use typography::{Edit, Language, Why, apply, plain_typography, typography};

#[cfg(test)]
#[path = "../tests/commonmark/mod.rs"]
mod commonmark;
