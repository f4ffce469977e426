//! Billet's library: everything the writer owns, in one SQLite database in one folder.
//!
//! [`Library`] opens it and hands out connections; one module an aggregate holds the queries, each
//! a plain function that takes a connection. This crate knows no network and renders no text: what
//! must be computed from a text (words, a snippet, plain text) is passed in.

mod backup;
mod column;
mod error;
mod files;
mod folder;
mod library;
mod migrate;
mod opening;
mod orphans;
mod recovery;
mod search;

pub mod blogs;
pub mod comments;
pub mod doctor;
pub mod fetched;
pub mod looks;
pub mod media;
pub mod origins;
pub mod outbox;
pub mod post_settings;
pub mod posts;
pub mod publications;
pub mod remote_posts;
pub mod settings;

pub use backup::{BACKUPS, Copied, Progress, Restored, may_restore, restore};
pub use error::StoreError;
pub use folder::{default_cache, default_folder};
pub use library::{FILE, Library, Setback};
pub use opening::Newer;
pub use orphans::{Orphans, drop_orphans};
pub use recovery::{Part, Recovered, recover_library};
