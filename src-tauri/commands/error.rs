//! How a command fails: a code that the interface has a sentence for in each of its languages, the
//! names that go into that sentence, and what the reader can do. The chain of causes goes to the log.

use std::collections::BTreeMap;
use std::error::Error;

use billet_exchange::ExchangeError;
use billet_remote::RemoteError;
use billet_store::StoreError;
use billet_sync::SyncError;
use serde::Serialize;
use ts_rs::TS;

/// What the interface shows for a failure.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommandError {
    /// Which sentence.
    pub code: ErrorCode,
    /// What goes into it: `blog`, `host`, `proxy`, `address`, `message`, `path`.
    pub names: BTreeMap<String, String>,
    /// What the reader can do.
    pub recovery: Recovery,
    /// The same in English, for "Details".
    pub message: String,
}

/// Which sentence; each has one in every language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// `address` is no web address.
    BadAddress,
    /// `address` is no proxy.
    BadProxy,
    /// The blog is connected already.
    BlogExists,
    /// `host` asks for patience.
    Busy,
    /// A comment that is spam, in the trash or not sent yet cannot be answered.
    CannotReply,
    /// The disk is full; what was typed is not saved yet.
    DiskFull,
    /// Nothing to publish: neither title nor text.
    EmptyPost,
    /// An empty reply.
    EmptyReply,
    /// There is nothing in `path`.
    FileEmpty,
    /// `path` is packed.
    FilePacked,
    /// `path` is there already.
    FileExists,
    /// `path` is of no kind that is known.
    FileUnknown,
    /// `path` is not UTF-8.
    FileEncoding,
    /// `path` ends in the middle.
    FileTruncated,
    /// `path` could not be read: `message`.
    FileUnreadable,
    /// The folder `path` has something else in it.
    FolderNotEmpty,
    /// `path` could not be written: `message`.
    FileUnwritable,
    /// It is no longer on the blog.
    Gone,
    /// The keychain did not take or give the password.
    Keychain,
    /// The library could not take it.
    Library,
    /// A picture of the text is not on this computer: `path`.
    NoPicture,
    /// `path` is no picture that a blog takes.
    NotAPicture,
    /// The picture `path` is too large.
    PictureTooLarge,
    /// The library is damaged in places: no backup is made of it.
    LibraryDamaged,
    /// A newer Billet wrote the library: it is only read.
    LibraryNewer,
    /// What was chosen is no backup.
    NotABackup,
    /// A fault in Billet itself.
    Lost,
    /// `host` sends to `address`.
    Moved,
    /// `host` takes passwords only over https.
    NeedsHttps,
    /// `host` did not give a readable answer.
    NoAnswer,
    /// No blog found at `address`.
    NoBlog,
    /// No blog was chosen.
    NoBlogChosen,
    /// A post that is to move is not there.
    NotThere,
    /// There is nothing to merge any more.
    NoConflict,
    /// A backup could not be written: `path`.
    NoBackup,
    /// No password is kept for `blog`.
    NoSecret,
    /// The blog said yes and changed nothing.
    NotChanged,
    /// The blog takes no pictures.
    NoPictures,
    /// The account may not do that: `message`.
    NotAllowed,
    /// It is not in the library (any more).
    NotFound,
    /// No post is known that readers of `blog` see.
    NothingShown,
    /// The pages of `blog` do not show the text of their posts.
    NotInThePage,
    /// The blog refused: `message`.
    Refused,
    /// Name or password not accepted.
    SignIn,
    /// The text is not the one that the writer saw.
    Stale,
    /// It is on its way already.
    TooLate,
    /// `host` could not be reached.
    Unreachable,
    /// `host` could not be reached through the proxy `proxy`.
    UnreachableThrough,
}

/// What the reader can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Recovery {
    /// Change what was typed.
    Edit,
    /// The same again may work.
    TryAgain,
    /// Sign in again.
    SignIn,
    /// Nothing; it is only told.
    None,
}

impl CommandError {
    fn new(code: ErrorCode, error: &(dyn Error + 'static)) -> Self {
        let recovery = match code {
            ErrorCode::BadAddress
            | ErrorCode::BadProxy
            | ErrorCode::EmptyPost
            | ErrorCode::EmptyReply
            | ErrorCode::FileEmpty
            | ErrorCode::FileExists
            | ErrorCode::FilePacked
            | ErrorCode::FileUnknown
            | ErrorCode::FileEncoding
            | ErrorCode::FileTruncated
            | ErrorCode::FileUnreadable
            | ErrorCode::FolderNotEmpty
            | ErrorCode::FileUnwritable
            | ErrorCode::NoPicture
            | ErrorCode::NotAPicture
            | ErrorCode::PictureTooLarge
            | ErrorCode::NeedsHttps
            | ErrorCode::NoBlog
            | ErrorCode::NoBlogChosen
            | ErrorCode::NotThere
            | ErrorCode::Stale => Recovery::Edit,
            ErrorCode::SignIn | ErrorCode::NoSecret => Recovery::SignIn,
            ErrorCode::Busy
            | ErrorCode::DiskFull
            | ErrorCode::Keychain
            | ErrorCode::Library
            | ErrorCode::Lost
            | ErrorCode::NoAnswer
            | ErrorCode::NoBackup
            | ErrorCode::Unreachable
            | ErrorCode::UnreachableThrough => Recovery::TryAgain,
            _ => Recovery::None,
        };
        let chain: Vec<String> = std::iter::successors(error.source(), |e| (*e).source())
            .map(ToString::to_string)
            .collect();
        tracing::warn!(?code, %error, ?chain, "a command failed");
        Self {
            code,
            names: BTreeMap::new(),
            recovery,
            message: error.to_string(),
        }
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.names.insert(name.to_owned(), value.to_string());
        self
    }

    /// A fault in Billet itself: a task that died, a value that could not be written.
    pub(super) fn lost(error: impl Error + 'static) -> Self {
        Self::new(ErrorCode::Lost, &error)
    }

    /// What was given is no web address.
    pub(super) fn bad_address(typed: &str) -> Self {
        RemoteError::BadAddress {
            typed: typed.to_owned(),
        }
        .into()
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::DiskFull { .. } => ErrorCode::DiskFull,
            StoreError::NoPost { .. }
            | StoreError::NoComment { .. }
            | StoreError::NoBlog { .. }
            | StoreError::NoJob { .. }
            | StoreError::NoRevision { .. }
            | StoreError::NoPublication { .. }
            | StoreError::NoMedia { .. } => ErrorCode::NotFound,
            StoreError::BlogExists { .. } => ErrorCode::BlogExists,
            StoreError::JobIsSending { .. } => ErrorCode::TooLate,
            StoreError::Newer { .. } => ErrorCode::LibraryNewer,
            StoreError::Damaged => ErrorCode::LibraryDamaged,
            StoreError::NotALibrary { .. } => ErrorCode::NotABackup,
            StoreError::NoBackup { .. } | StoreError::Exists { .. } => ErrorCode::NoBackup,
            _ => ErrorCode::Library,
        };
        let failed = Self::new(code, &error);
        match &error {
            StoreError::NoBackup { path, .. } | StoreError::Exists { path } => {
                failed.with("path", path.display())
            }
            _ => failed,
        }
    }
}

impl From<ExchangeError> for CommandError {
    fn from(error: ExchangeError) -> Self {
        let error = match error {
            ExchangeError::Store(error) => return error.into(),
            error => error,
        };
        let (code, path, message) = match &error {
            ExchangeError::Empty { path } => (ErrorCode::FileEmpty, path, None),
            ExchangeError::Packed { path } => (ErrorCode::FilePacked, path, None),
            ExchangeError::Unknown { path } => (ErrorCode::FileUnknown, path, None),
            ExchangeError::Encoding { path } => (ErrorCode::FileEncoding, path, None),
            ExchangeError::Truncated { path } => (ErrorCode::FileTruncated, path, None),
            ExchangeError::FileExists { path } => (ErrorCode::FileExists, path, None),
            ExchangeError::NotEmpty { path } => (ErrorCode::FolderNotEmpty, path, None),
            ExchangeError::Unreadable { path, source } => {
                (ErrorCode::FileUnreadable, path, Some(source.to_string()))
            }
            ExchangeError::Malformed { path, cause, .. } => {
                (ErrorCode::FileUnreadable, path, Some(cause.clone()))
            }
            ExchangeError::TooLarge { path, limit } => (
                ErrorCode::FileUnreadable,
                path,
                Some(format!("> {limit} MB")),
            ),
            ExchangeError::Unwritable { path, source } => {
                (ErrorCode::FileUnwritable, path, Some(source.to_string()))
            }
            _ => return Self::lost(error),
        };
        let path = path.display();
        let failed = Self::new(code, &error).with("path", path);
        match message {
            Some(message) => failed.with("message", message),
            None => failed,
        }
    }
}

impl From<RemoteError> for CommandError {
    fn from(error: RemoteError) -> Self {
        let new = |code| Self::new(code, &error);
        match &error {
            RemoteError::BadAddress { typed } => new(ErrorCode::BadAddress).with("address", typed),
            RemoteError::BadProxy { typed } => new(ErrorCode::BadProxy).with("address", typed),
            RemoteError::Unreachable {
                host,
                through: Some(proxy),
                ..
            } => new(ErrorCode::UnreachableThrough)
                .with("host", host)
                .with("proxy", proxy),
            RemoteError::Unreachable { host, .. } => new(ErrorCode::Unreachable).with("host", host),
            RemoteError::NoAnswer { host, .. } | RemoteError::TooLarge { host } => {
                new(ErrorCode::NoAnswer).with("host", host)
            }
            RemoteError::Busy { host, .. } => new(ErrorCode::Busy).with("host", host),
            RemoteError::SignIn => new(ErrorCode::SignIn),
            RemoteError::NotAllowed { message } => {
                new(ErrorCode::NotAllowed).with("message", message)
            }
            RemoteError::Gone => new(ErrorCode::Gone),
            RemoteError::Refused { message, .. } => {
                new(ErrorCode::Refused).with("message", message)
            }
            RemoteError::Moved { host, to } => {
                new(ErrorCode::Moved).with("host", host).with("address", to)
            }
            RemoteError::NoBlog { address, .. } => new(ErrorCode::NoBlog).with("address", address),
            RemoteError::NotChanged => new(ErrorCode::NotChanged),
            RemoteError::NoPictures => new(ErrorCode::NoPictures),
            RemoteError::NeedsHttps { host } => new(ErrorCode::NeedsHttps).with("host", host),
        }
    }
}

impl From<SyncError> for CommandError {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Store(error) => error.into(),
            SyncError::Remote(error) => error.into(),
            SyncError::Keychain(_) => Self::new(ErrorCode::Keychain, &error),
            SyncError::Stale => Self::new(ErrorCode::Stale, &error),
            SyncError::NoConflict => Self::new(ErrorCode::NoConflict, &error),
            SyncError::NoSecret { ref blog } => {
                Self::new(ErrorCode::NoSecret, &error).with("blog", blog)
            }
            SyncError::EmptyPost => Self::new(ErrorCode::EmptyPost, &error),
            SyncError::EmptyReply => Self::new(ErrorCode::EmptyReply, &error),
            SyncError::NoBlogChosen => Self::new(ErrorCode::NoBlogChosen, &error),
            SyncError::NotThere => Self::new(ErrorCode::NotThere, &error),
            SyncError::CannotReply => Self::new(ErrorCode::CannotReply, &error),
            SyncError::NoPicture { ref path } => {
                Self::new(ErrorCode::NoPicture, &error).with("path", path)
            }
            SyncError::NotAPicture { ref path } => {
                Self::new(ErrorCode::NotAPicture, &error).with("path", path)
            }
            SyncError::PictureTooLarge { ref path } => {
                Self::new(ErrorCode::PictureTooLarge, &error).with("path", path)
            }
            SyncError::NothingShown { ref blog } => {
                Self::new(ErrorCode::NothingShown, &error).with("blog", blog)
            }
            SyncError::NotInThePage { ref blog } => {
                Self::new(ErrorCode::NotInThePage, &error).with("blog", blog)
            }
            SyncError::Interrupted => Self::lost(error),
            SyncError::NotAllowed { ref blog } => {
                Self::new(ErrorCode::NotAllowed, &error).with("message", blog)
            }
        }
    }
}
