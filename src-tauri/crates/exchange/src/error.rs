//! Why a file could not be read, or the library's posts not be written: one clear sentence each.

use std::io;
use std::path::PathBuf;

use billet_store::StoreError;

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The system would not give it.
    #[error("{path} could not be read: {source}.")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing is in it.
    #[error("{path} is empty: there is nothing to bring in.")]
    Empty {
        /// Which.
        path: PathBuf,
    },
    /// A zip, a gzip or the like.
    #[error("{path} is packed (a zip or the like): unpack it, then choose what was inside.")]
    Packed {
        /// Which.
        path: PathBuf,
    },
    /// None of the formats.
    #[error(
        "{path} is nothing that Billet can bring in. It reads a folder of Markdown or HTML files, \
         the exports of WordPress (XML), Ghost (JSON) and Blogger (XML), Atom and RSS feeds, and \
         Open Live Writer's .wpost files."
    )]
    Unknown {
        /// Which.
        path: PathBuf,
    },
    /// Its bytes are no UTF-8.
    #[error("{path} is not UTF-8 text: save it as UTF-8, or export it again, and try once more.")]
    Encoding {
        /// Which.
        path: PathBuf,
    },
    /// It stops before its end.
    #[error(
        "{path} ends in the middle: it was not copied or exported whole. Export it again and try \
         once more; what was brought in already is not brought in twice."
    )]
    Truncated {
        /// Which.
        path: PathBuf,
    },
    /// It is no XML, or no JSON.
    #[error("{path} cannot be read (near byte {at}): {cause}. Export it again and try once more.")]
    Malformed {
        /// Which.
        path: PathBuf,
        /// Where, in bytes.
        at: u64,
        /// What the parser met.
        cause: String,
    },
    /// One post of it is larger than any text.
    #[error(
        "{path} holds a post of more than {limit} MB, or one nested too deep: no text is that."
    )]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// In millions of bytes.
        limit: u64,
    },
    /// The folder has something else in it.
    #[error(
        "{path} is not empty: name a new or an empty folder, or one that Billet exported to before. \
         Nothing was written."
    )]
    NotEmpty {
        /// Which.
        path: PathBuf,
    },
    /// A file of that name is there.
    #[error("{path} is there already: choose another name. Nothing was written.")]
    FileExists {
        /// Which.
        path: PathBuf,
    },
    /// The disk would not take it.
    #[error("{path} could not be written: {source}. What was there before is unchanged.")]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A post could not be put into words of JSON.
    #[error("A post could not be written. What was there before is unchanged.")]
    Unwritten,
    /// Whoever asked wants no more of it.
    #[error("Stopped, as you asked.")]
    Stopped,
    /// What the library says.
    #[error(transparent)]
    Store(#[from] StoreError),
}
