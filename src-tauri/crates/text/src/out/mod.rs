//! What leaves Billet: posts and replies, from Markdown.

mod autolink;
mod escape;
mod footnotes;
mod marks;
mod preview;
mod render;
mod reply;
mod teaser;
mod writer;

pub use preview::{Patch, Preview};
pub use render::{Block, post_html, render};
pub(crate) use render::{footnotes, placed};
pub use reply::comment_html;
pub use teaser::{ExcerptBreak, excerpt_break, without_trailing_break};
pub(crate) use writer::Writer;
