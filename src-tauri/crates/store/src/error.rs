//! How the library can fail, in sentences that a writer understands; what SQLite said is in the
//! chain of causes, for the log.

use std::path::PathBuf;

use billet_core::{BlogId, CommentId, JobId, MediaHash, PostId, PublicationId, RevisionId};

/// Why the library could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such post.
    #[error("There is no post {id} in this library.")]
    NoPost {
        /// Asked for.
        id: PostId,
    },
    /// No such revision.
    #[error("There is no revision {id} in this library.")]
    NoRevision {
        /// Asked for.
        id: RevisionId,
    },
    /// No such publication.
    #[error("There is no publication {id} in this library.")]
    NoPublication {
        /// Asked for.
        id: PublicationId,
    },
    /// No such blog.
    #[error("There is no blog {id} in this library.")]
    NoBlog {
        /// Asked for.
        id: BlogId,
    },
    /// No such comment.
    #[error("There is no comment {id} in this library.")]
    NoComment {
        /// Asked for.
        id: CommentId,
    },
    /// No such job.
    #[error("There is no job {id} in the outbox.")]
    NoJob {
        /// Asked for.
        id: JobId,
    },
    /// No such picture, or not its bytes: the file is gone or was changed.
    #[error("The library no longer has the picture {name}.")]
    NoMedia {
        /// Its name, else its hash.
        name: String,
        /// Which.
        hash: MediaHash,
    },
    /// The same account on the same blog is connected already.
    #[error("This blog is connected already, with the same account.")]
    BlogExists {
        /// The one that is there.
        id: BlogId,
    },
    /// A draft with words in it, or one that is on a blog, is not thrown away unasked.
    #[error("This post is not empty: move it to the trash instead.")]
    NotBlank,
    /// The request is on its way this moment.
    #[error("It is being sent this moment: wait until that has ended.")]
    JobIsSending {
        /// Which.
        id: JobId,
    },
    /// `SQLITE_FULL`.
    #[error("The disk is full: the last change is not saved. Make some room and try again.")]
    DiskFull {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// `SQLITE_BUSY` after the whole wait.
    #[error("Another program is using the library and did not let go. Try again in a moment.")]
    Busy {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// `SQLITE_READONLY`, `SQLITE_CANTOPEN`, a folder that cannot be made.
    #[error("The library in {folder} cannot be written: check that the folder is yours to write.")]
    Unwritable {
        /// Where.
        folder: PathBuf,
        /// What the system or SQLite said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A later Billet wrote it; nothing was touched.
    #[error(
        "This library was written by a newer Billet (its form is {found}, this Billet knows \
         {known}). Install the newer one; nothing was changed."
    )]
    Newer {
        /// The library's `user_version`.
        found: i64,
        /// The last migration known here.
        known: i64,
    },
    /// What is at the place of a backup stays there.
    #[error("There is something at {path} already: choose another name. Nothing was written over.")]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// A backup could not be written to its end.
    #[error(
        "The backup could not be written at {path}: see that there is room and that the place is \
         yours to write. The library is unchanged."
    )]
    NoBackup {
        /// Where it should have been.
        path: PathBuf,
        /// What the system or SQLite said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A page or a row of the library cannot be read, or does not fit the others.
    #[error(
        "The library is damaged, so no backup was made of it; earlier backups are kept. \
         `billet doctor` says more."
    )]
    Damaged,
    /// What is to be restored is no library, or not a whole one.
    #[error("{path} is not a whole library of Billet, so it was not put in place of this one.")]
    NotALibrary {
        /// Where.
        path: PathBuf,
    },
    /// Another process has the library open, and would go on writing to the one that goes.
    #[error("Billet is open on this library: close it everywhere, then try again.")]
    InUse,
    /// A value in the library that cannot be read back.
    #[error("Something in the library cannot be read ({what}). Nothing was changed.")]
    Unreadable {
        /// Which.
        what: &'static str,
    },
    /// Anything else SQLite says.
    #[error("The library could not do that ({doing}). What was there before is unchanged.")]
    Sqlite {
        /// Which step.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// Puts the step into what SQLite said: `conn.execute(…).doing("save a post")?`.
pub(crate) trait Doing<T> {
    /// Names the step.
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => StoreError::DiskFull { source },
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                StoreError::Busy { source }
            }
            _ => StoreError::Sqlite { doing, source },
        })
    }
}
