//! From what blogs hold, and from the clipboard, to Markdown.
//!
//! [`import`] loses nothing by construction: each top-level block is written as Markdown, rendered
//! back and compared with what it was; where they differ, the original stays as an island.
//! [`publish_over`] gives each block that was not edited its original bytes again. [`paste`] keeps
//! structure and words and drops the rest. Nothing here makes HTML safe: rendering does.

mod align;
mod autop;
mod chunks;
mod convert;
mod delimiters;
mod draft;
mod elements;
mod escape;
mod island;
mod line;
mod link;
mod meaning;
mod origin;
mod own;
mod paste;
mod publish;
mod shortcodes;
mod table;
mod tree;
mod units;
mod unwrap;
mod write;

pub use convert::{Chunk, Imported, import, import_as};
pub use origin::Origin;
pub use paste::paste;
pub use publish::publish_over;
