//! What leaves Billet: posts and replies, from Markdown.

mod autolink;
mod escape;
mod footnotes;
mod render;
mod reply;
mod writer;

pub use render::{Block, post_html, render};
pub use reply::comment_html;
