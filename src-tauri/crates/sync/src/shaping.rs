//! How pictures go to blogs: as large as the writer wants them there, and without what a camera noted
//! unless they want that too. The library keeps the original.

use std::borrow::Cow;

use billet_picture::Wish;
use billet_store::{StoreError, settings};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::{Office, SyncError};

const KEY: &str = "pictures";

/// How pictures go to blogs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shaping {
    /// The longest side a picture may have there, in pixels; none: as it is.
    pub longest: Option<u32>,
    /// Where and with what it was taken goes along.
    pub details: bool,
}

impl Office {
    /// How pictures go to blogs.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn shaping(&self) -> Result<Shaping, SyncError> {
        Ok(self.library.read(chosen)?)
    }

    /// Chooses it for whatever is sent from now on; what a blog has already stays as it is.
    ///
    /// # Errors
    /// The library could not take it.
    pub fn set_shaping(&self, shaping: Shaping) -> Result<(), SyncError> {
        let value = serde_json::to_string(&shaping).map_err(|_| StoreError::Unreadable {
            what: "how pictures go to blogs",
        })?;
        self.library.write(|tx| Ok(settings::set(tx, KEY, &value)?))
    }
}

/// What the writer chose; what cannot be read is no choice.
pub(crate) fn chosen(conn: &Connection) -> Result<Shaping, StoreError> {
    let kept = settings::get(conn, KEY)?;
    let read = kept.and_then(|json| serde_json::from_str(&json).ok());
    Ok(read.unwrap_or_default())
}

/// A picture as a blog is given it. Takes time: not on a thread that has other things to do.
pub(crate) fn shaped(bytes: Vec<u8>, mime: &str, by: Shaping) -> Vec<u8> {
    let wish = Wish {
        longest: by.longest,
        details: by.details,
    };
    match billet_picture::prepare(&bytes, mime, wish) {
        Cow::Owned(ready) => ready,
        Cow::Borrowed(_) => bytes,
    }
}
