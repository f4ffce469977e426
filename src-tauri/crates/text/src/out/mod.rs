//! What leaves Billet: posts and replies, from Markdown.

mod render;
mod reply;
mod writer;

pub use render::{Block, post_html, render};
pub use reply::comment_html;
