//! What goes wrong, as the one sentence that is printed.

use std::fmt;

use billet_remote::RemoteError;
use billet_store::StoreError;
use billet_sync::SyncError;

/// How a command ends.
pub type Ended = Result<(), Failure>;

/// One sentence.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that says this.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<RemoteError> for Failure {
    fn from(error: RemoteError) -> Self {
        Self::new(error.to_string())
    }
}
