//! How a step of the office can fail. The texts are the sentences that the CLI shows.

use billet_remote::RemoteError;
use billet_store::StoreError;

/// What a person can be told about a step that could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The library could not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The blog could not be asked, or said no.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// The keychain is there but refused.
    #[error("The system's keychain did not take or give the password. Unlock it and try again.")]
    Keychain(#[source] keyring::Error),
    /// No password is kept for this blog.
    #[error("No password is kept for {blog}. Sign in again.")]
    NoSecret {
        /// The blog's name.
        blog: String,
    },
    /// The text is not the one that the writer saw when asking.
    #[error("The text was changed meanwhile. Look at it, then publish again.")]
    Stale,
    /// The job waits for no decision between two texts (any more).
    #[error("There is nothing to merge here any more: look at the outbox again.")]
    NoConflict,
    /// Neither title nor text.
    #[error("There is nothing to publish yet: write a title or some text first.")]
    EmptyPost,
    /// A reply without words.
    #[error("The reply is empty: write something first.")]
    EmptyReply,
    /// No blog was chosen.
    #[error("No blog was chosen to publish on.")]
    NoBlogChosen,
    /// A comment that is spam, in the trash, or itself not sent yet.
    #[error("This comment cannot be answered: it is spam, in the trash, or not on the blog yet.")]
    CannotReply,
    /// The text shows pictures that are only on this computer.
    #[error(
        "The text shows a picture that is only on this computer ({first}). Billet cannot send \
         pictures yet: put it on the blog and use its address, or take it out."
    )]
    LocalImages {
        /// The first such path.
        first: String,
    },
    /// The account may not do that on this blog.
    #[error("The account on {blog} may not do that.")]
    NotAllowed {
        /// The blog's name.
        blog: String,
    },
}
