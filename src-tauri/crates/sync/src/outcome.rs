//! What a failed request means for the job that made it. The one place where errors of blogs
//! become states of the outbox.

use billet_core::{Attempt, Cause, Heard};
use billet_remote::RemoteError;
use billet_store::StoreError;

use crate::SyncError;

/// What a step that failed means for its job. `wrote`: the failed request would have changed
/// something on the blog, so a missing answer leaves it open whether it did.
pub(crate) fn outcome(error: SyncError, wrote: bool) -> Attempt {
    let not_sent = |cause| Attempt::NotSent { cause, after: None };
    let refused = |cause| Attempt::Refused { cause };
    match error {
        SyncError::Remote(error) => match error {
            RemoteError::Unreachable { .. } => Attempt::NotReached,
            RemoteError::NoAnswer { heard, .. } if wrote => Attempt::Ambiguous(heard),
            RemoteError::TooLarge { .. } if wrote => Attempt::Ambiguous(Heard::Something),
            RemoteError::NoAnswer { heard, .. } => match heard {
                Heard::Nothing => not_sent(Cause::Offline),
                Heard::Something => not_sent(Cause::Unreadable),
                Heard::Patience(after) => Attempt::NotSent {
                    cause: Cause::Busy,
                    after,
                },
            },
            RemoteError::Busy { after, .. } => Attempt::NotSent {
                cause: Cause::Busy,
                after,
            },
            RemoteError::SignIn => not_sent(Cause::SignIn),
            RemoteError::NotAllowed { .. } => refused(Cause::NotAllowed),
            RemoteError::Gone => refused(Cause::Gone),
            RemoteError::Refused { message, .. } => refused(Cause::Refused { message }),
            RemoteError::NotChanged => refused(Cause::NotChanged),
            RemoteError::NoPictures => refused(Cause::NoPictures),
            RemoteError::Moved { to, .. } => refused(Cause::Moved { to }),
            RemoteError::BadAddress { .. }
            | RemoteError::BadProxy { .. }
            | RemoteError::NoBlog { .. }
            | RemoteError::NeedsHttps { .. }
            | RemoteError::TooLarge { .. } => refused(Cause::NotABlog),
        },
        SyncError::NoSecret { .. } => not_sent(Cause::NoSecret),
        // Read before anything is sent: nothing left.
        SyncError::Keychain(_) if !wrote => not_sent(Cause::Keychain),
        SyncError::Store(StoreError::NoMedia { name, .. }) if !wrote => {
            refused(Cause::PictureLost { name })
        }
        // The library failed, not the blog. If a request had left, what it did is
        // open: ask before sending again.
        _ if wrote => Attempt::Ambiguous(Heard::Something),
        other => {
            tracing::error!(
                error = &other as &dyn std::error::Error,
                "a job could not be read"
            );
            refused(Cause::Library)
        }
    }
}

/// Lets the two kinds of failure read well at the call: `client.post(id).await.reading()?`.
pub(crate) trait Outcome<T> {
    /// A request that changes nothing.
    fn reading(self) -> Result<T, Attempt>;
    /// A request that changes something.
    fn writing(self) -> Result<T, Attempt>;
}

impl<T, E: Into<SyncError>> Outcome<T> for Result<T, E> {
    fn reading(self) -> Result<T, Attempt> {
        self.map_err(|e| outcome(e.into(), false))
    }

    fn writing(self) -> Result<T, Attempt> {
        self.map_err(|e| outcome(e.into(), true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keychain_that_does_not_answer_is_asked_again_later() {
        let locked = SyncError::Keychain(keyring::Error::NoDefaultStore);
        let later = Attempt::NotSent {
            cause: Cause::Keychain,
            after: None,
        };
        assert_eq!(outcome(locked, false), later);
    }
}
