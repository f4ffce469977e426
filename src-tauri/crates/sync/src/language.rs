//! The language that a post is written in: its spelling, and what Billet writes into it by itself.

use billet_core::PostId;
use billet_store::{StoreError, settings};
use rusqlite::Connection;

use crate::{Office, SyncError};

impl Office {
    /// The language of a post, as a tag like `fr`; `None` when it was not chosen.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn post_language(&self, post: PostId) -> Result<Option<String>, SyncError> {
        Ok(self.library.read(|conn| of_post(conn, post))?)
    }

    /// Chooses the language of a post.
    ///
    /// # Errors
    /// The library could not take it.
    pub fn set_post_language(&self, post: PostId, language: Option<&str>) -> Result<(), SyncError> {
        let value = language.unwrap_or_default();
        Ok(self
            .library
            .write(|tx| settings::set(tx, &key(post), value))?)
    }
}

pub(crate) fn of_post(conn: &Connection, post: PostId) -> Result<Option<String>, StoreError> {
    let kept = settings::get(conn, &key(post))?;
    Ok(kept.filter(|language| !language.is_empty()))
}

/// Ids of posts are never given twice, so a setting never comes to mean another post.
fn key(post: PostId) -> String {
    format!("post_language {post}")
}
