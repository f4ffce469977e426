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
    /// A post cannot move from where it is not, nor to where it is already.
    #[error(
        "The post is not on that blog (any more), so it cannot move from there. Nothing was changed."
    )]
    NotThere,
    /// A comment that is spam, in the trash, or itself not sent yet.
    #[error("This comment cannot be answered: it is spam, in the trash, or not on the blog yet.")]
    CannotReply,
    /// A picture of the text is not on this computer.
    #[error(
        "The picture {path} was not found. Nothing was sent: check where it lies, beside the text \
         or under its whole path."
    )]
    NoPicture {
        /// As the text has it.
        path: String,
    },
    /// Something that the text shows is no picture that a blog takes.
    #[error("{path} is no picture that the blog takes: JPEG, PNG, GIF, WebP and AVIF are.")]
    NotAPicture {
        /// As the text has it, or its name.
        path: String,
    },
    /// A picture is too large.
    #[error("The picture {path} is larger than 64 MB. Nothing was sent: make it smaller first.")]
    PictureTooLarge {
        /// As the text has it.
        path: String,
    },
    /// A blog shows no post whose page could show how it looks.
    #[error(
        "Billet knows of no post that readers of {blog} see. Publish one, or fetch the blog's posts, \
         and ask again."
    )]
    NothingShown {
        /// The blog's name.
        blog: String,
    },
    /// The pages of a blog do not have the text of their posts in them.
    #[error(
        "Billet did not find the text of a post in the pages of {blog}: a password may guard them, or \
         a program in the page may put it there."
    )]
    NotInThePage {
        /// The blog's name.
        blog: String,
    },
    /// A step on another thread did not come to its end.
    #[error("Billet was interrupted. Nothing was sent: try again.")]
    Interrupted,
    /// The account may not do that on this blog.
    #[error("The account on {blog} may not do that.")]
    NotAllowed {
        /// The blog's name.
        blog: String,
    },
}
