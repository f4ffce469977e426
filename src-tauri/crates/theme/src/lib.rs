//! A page of a blog as a place for another post: where the words stand that the blog is known to
//! hold, without what is active, every address in it one of the caller's.
//!
//! Pure: it fetches nothing, keeps nothing and knows no blog. [`Page`] and [`sheet`] are the whole
//! API; what they need is asked for through [`Answers`]. Time grows with the length of what is read,
//! never with the square of it; no input makes any of it fail but as [`Unusable`].

mod address;
mod css;
mod depth;
mod find;
mod lazy;
mod page;
mod safe;
mod tree;
mod words;
mod write;

pub use css::{Answers, Asset, Purpose, Seen, sheet};
pub use find::{Known, is_findable};
pub use page::{Page, Source, Style, Unusable};
