//! How a request failed, in terms that the outbox and the writer can act on.

use std::time::Duration;

use billet_core::Heard;

/// How a request failed. The Display texts are the sentences that the CLI shows; `detail` is for
/// the log only. No variant ever carries a secret or the body of a request.
///
/// For the outbox there are three kinds. *Nothing happened*: `BadAddress`, `BadProxy`, `Unreachable`, `Busy`,
/// `SignIn`, `NotAllowed`, `Gone`, `Refused`, `NotChanged`, `NoPictures`, `Moved`, `NeedsHttps`. *It may have happened*:
/// `NoAnswer`. *A read that failed*: `NoBlog`, `TooLarge` (a write whose answer is too large is
/// `NoAnswer`, because it may have been carried out).
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// What was typed is no address.
    #[error("“{typed}” is not a web address.")]
    BadAddress {
        /// As typed.
        typed: String,
    },
    /// What was typed is no proxy.
    #[error("“{typed}” is no address of a proxy: a host and its port are wanted.")]
    BadProxy {
        /// As typed, without a password.
        typed: String,
    },
    /// Nothing left this computer: no such host, connection refused, no TLS, time-out while
    /// connecting.
    #[error("{host} could not be reached{}.", way(through.as_deref()))]
    Unreachable {
        /// Whom.
        host: String,
        /// The proxy that was chosen, where it is on the way: it may be the one that is not there,
        /// or that lets nobody pass without another name or password.
        through: Option<String>,
        /// Why, for the log.
        detail: String,
    },
    /// The request may have been carried out: time-out or reset after sending, 502 to 504, a
    /// write that was redirected (but by 307 or 308), an answer that cannot be read.
    #[error("{host} did not give a readable answer.")]
    NoAnswer {
        /// Whom.
        host: String,
        /// Why, for the log.
        detail: String,
        /// What was heard of it all the same.
        heard: Heard,
    },
    /// 429, WordPress's `comment_flood`, or 503 with Retry-After to a read.
    #[error("{host} asks for patience.")]
    Busy {
        /// Whom.
        host: String,
        /// Its wish.
        after: Option<Duration>,
    },
    /// Wrong name or password (also when the blog silently treats it as anonymous).
    #[error("The blog does not accept this name and application password.")]
    SignIn,
    /// The account may not do this.
    #[error("This account may not do that on the blog: {message}")]
    NotAllowed {
        /// The blog's words, plain, at most 300 characters.
        message: String,
    },
    /// The post or comment is not there (any more).
    #[error("It is no longer on the blog.")]
    Gone,
    /// The blog said no for another reason, in its own words.
    #[error("The blog refused: {message}")]
    Refused {
        /// Machine-readable: the blog's own code, else `http_` and the status, e.g. `http_405`.
        code: String,
        /// The blog's words, plain, at most 300 characters.
        message: String,
    },
    /// The blog said yes and did nothing, or something else.
    #[error("The blog said yes and left it as it was.")]
    NotChanged,
    /// This kind of blog takes no pictures from Billet.
    #[error("This blog takes no pictures from Billet: use one that is on the web.")]
    NoPictures,
    /// The blog sent elsewhere; a body or a secret is never sent along.
    #[error("{host} sends to another address: {to}")]
    Moved {
        /// Whom.
        host: String,
        /// Where to.
        to: String,
    },
    /// No blog that Billet can talk to was found; `tried` lists what was looked at.
    #[error("No blog was found at {address}.")]
    NoBlog {
        /// Where.
        address: String,
        /// Addresses looked at, in order.
        tried: Vec<String>,
    },
    /// A WordPress that takes application passwords only over https.
    #[error("{host} takes application passwords only over https.")]
    NeedsHttps {
        /// Whom.
        host: String,
    },
    /// The answer was larger than the cap.
    #[error("{host} sent an answer that is too large.")]
    TooLarge {
        /// Whom.
        host: String,
    },
}

fn way(through: Option<&str>) -> String {
    through.map_or_else(String::new, |proxy| {
        format!(
            " through the proxy {proxy}: look whether it runs, and whether its address, name and \
             password are right"
        )
    })
}
