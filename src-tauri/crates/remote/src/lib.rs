//! Blogs over HTTP. [`discover`] finds out what stands at an address, [`connect`] gives a
//! [`RemoteBlog`] for it, and [`RemoteError`] says how it went in terms that the outbox can act on.
//!
//! This crate never sees the library, never retries by itself, and sends a secret or a body only
//! to the origin that the writer connected (`http.rs` is the one place that knows how; `public.rs` reads
//! what any reader may read).

mod answer;
mod blog;
mod discover;
mod error;
mod http;
mod plain;
mod public;
mod way;
mod wordpress;

use billet_core::Platform;
use url::Url;

pub use blog::{
    Account, CommentPage, History, Page, Picture, Place, PostCard, PostContent, PostMark,
    PostOrder, RemoteBlog, RemoteComment, RemoteMedia, RemotePost, Term, TermKind, Which,
};
pub use discover::{Discovered, discover};
pub use error::RemoteError;
pub use http::Http;
pub use plain::same_words;
pub use public::{PublicWeb, Read};
pub use way::{Proxy, Way};

/// A client for a blog. No request is made, so it says nothing about whether the secret is right:
/// [`RemoteBlog::account`] does.
///
/// `endpoint` is [`Discovered::endpoint`]. The secret goes to that address's origin and nowhere
/// else.
///
/// # Errors
/// [`RemoteError::BadAddress`] when `endpoint` is not an `http` or `https` address with a host.
pub fn connect(
    http: &Http,
    platform: Platform,
    endpoint: &str,
    username: &str,
    secret: &str,
) -> Result<Box<dyn RemoteBlog>, RemoteError> {
    let url = Url::parse(endpoint)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| RemoteError::BadAddress {
            typed: endpoint.to_owned(),
        })?;
    match platform {
        Platform::WordPress => Ok(Box::new(wordpress::WordPress::new(
            http.clone(),
            url,
            username,
            secret,
        ))),
    }
}
