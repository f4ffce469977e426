//! The one place that knows how Billet speaks HTTP. Its rules:
//!
//! 1. The client follows no redirect by itself. A GET is followed by hand, at most five times. A
//!    write never is: 307 and 308, which would carry its body elsewhere, are
//!    [`RemoteError::Moved`]; 301 to 303 would turn it into a GET that reports success, and may be
//!    what a blog says *after* it carried the write out, so they are `NoAnswer`.
//! 2. A secret goes only to the origin (scheme, host and port) that the writer connected. A GET
//!    with a secret that is sent to another origin is `Moved` too, never followed without it: the
//!    anonymous answer would be taken for the truth.
//! 3. Every body is capped at 16 MiB while it streams, counted after decompression. A body that
//!    breaks off is an error, never a short answer.
//! 4. `Unreachable` means that certainly nothing was sent. Everything later is `NoAnswer`.
//! 5. Neither secrets nor bodies are logged; the query of an address is not either.

use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, Once, PoisonError, RwLock};
use std::time::Duration;

use billet_core::Heard;
use bytes::Bytes;
use reqwest::header::{ACCEPT, LOCATION};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, StatusCode, redirect};
use serde_json::Value;
use url::{Host, Origin, Url};

use crate::answer::Answer;
use crate::{RemoteError, Way};

/// What a server may send as one answer.
const BODY_CAP: usize = 16 * 1024 * 1024;
const MOST_REDIRECTS: usize = 5;
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(60);
/// Shorter than Apache's `KeepAliveTimeout` of 5 s: a write on a connection that the server closes
/// at that moment would be a reset, and every reset is an outcome that has to be looked into.
const IDLE: Duration = Duration::from_secs(4);

/// How slow a line may be for a file to arrive all the same, in kilobytes a second.
const SLOWEST: u64 = 16;

/// What a write sends.
pub(crate) enum Body<'a> {
    /// JSON.
    Json(&'a Value),
    /// Nothing but another method in a header, as WordPress's own editor does
    /// (`@wordpress/api-fetch`, `httpV1Middleware`).
    Instead(&'static str),
    /// A file's bytes, with headers that say what they are.
    File {
        /// The file.
        bytes: Bytes,
        /// Names in small letters.
        headers: Vec<(&'static str, String)>,
    },
}

/// The client all requests go through. Cheap to clone; all clones go the same way.
#[derive(Clone)]
pub struct Http {
    connect: Duration,
    answer: Duration,
    outward: Arc<RwLock<Outward>>,
    /// For this very computer: no proxy can reach it.
    direct: Client,
}

/// The way out of this computer.
#[derive(Clone)]
struct Outward {
    client: Client,
    way: Way,
    /// The proxy that was chosen, as a person calls it.
    through: Option<String>,
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Http")
    }
}

/// A name and a secret, and the only origin they are for.
pub(crate) struct Credentials {
    pub(crate) origin: Origin,
    pub(crate) username: String,
    pub(crate) secret: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("origin", &self.origin.ascii_serialization())
            .finish_non_exhaustive()
    }
}

impl Http {
    /// Time-outs: 10 s to connect, 60 s for a whole answer, and as long as a slow line takes for a
    /// file before that. The user agent is `Billet/VERSION`.
    ///
    /// # Errors
    /// [`RemoteError::Unreachable`] when the system's TLS roots or proxy settings cannot be read.
    pub fn new() -> Result<Self, RemoteError> {
        Self::with_timeouts(CONNECT, ANSWER)
    }

    /// With other time-outs, for tests.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn with_timeouts(connect: Duration, answer: Duration) -> Result<Self, RemoteError> {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            // An error says that the program installed one before: then that one is used.
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let on = |way: &Way| client(connect, answer, way);
        Ok(Self {
            connect,
            answer,
            outward: Arc::new(RwLock::new(on(&Way::System)?)),
            direct: on(&Way::Direct)?.client,
        })
    }

    /// Takes this way from now on, for every clone; what is under way is not broken off.
    ///
    /// # Errors
    /// As [`Http::new`]; the way stays as it was then.
    pub fn take(&self, way: &Way) -> Result<(), RemoteError> {
        let outward = client(self.connect, self.answer, way)?;
        *self.outward.write().unwrap_or_else(PoisonError::into_inner) = outward;
        Ok(())
    }

    /// The way that is taken now.
    pub(crate) fn way(&self) -> Way {
        self.outward().way
    }

    fn outward(&self) -> Outward {
        let outward = self.outward.read();
        outward.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads an address, following redirects by the rules above. Any status is an `Ok`.
    pub(crate) async fn get(
        &self,
        url: &Url,
        credentials: Option<&Credentials>,
    ) -> Result<Answer, RemoteError> {
        let mut url = url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let answer = self
                .exchange(self.request(&Method::GET, &url, credentials)?, &url)
                .await?;
            let Some(to) = redirection(&answer) else {
                return Ok(answer);
            };
            let next = url
                .join(&to)
                .ok()
                .filter(|next| matches!(next.scheme(), "http" | "https"));
            let stays = |next: &Url| credentials.is_none_or(|c| c.origin == next.origin());
            match next {
                Some(next) if stays(&next) => url = next,
                _ => return Err(moved(&url, &to)),
            }
        }
        Err(moved(&url, "itself, in a circle"))
    }

    /// Sends a write to the connected origin. Any status but a redirect and 503 is an `Ok`.
    pub(crate) async fn send(
        &self,
        url: &Url,
        credentials: &Credentials,
        body: Body<'_>,
    ) -> Result<Answer, RemoteError> {
        let mut request = self.request(&Method::POST, url, Some(credentials))?;
        match body {
            Body::Json(value) => request = request.json(value),
            Body::Instead(method) => request = request.header("x-http-method-override", method),
            Body::File { bytes, headers } => {
                let kilobytes = u64::try_from(bytes.len() / 1024).unwrap_or(u64::MAX);
                let sending = Duration::from_secs(kilobytes / SLOWEST);
                request = request
                    .timeout(self.answer.saturating_add(sending))
                    .body(bytes);
                for (name, value) in headers {
                    request = request.header(name, value);
                }
            }
        }
        let answer = match self.exchange(request, url).await {
            // The write may have been carried out, and for a write that is all that counts.
            Err(RemoteError::TooLarge { host }) => Err(RemoteError::NoAnswer {
                host,
                detail: "the answer is too large".to_owned(),
                heard: Heard::Something,
            }),
            other => other,
        }?;
        match (redirection(&answer), answer.status) {
            // The same request is asked for elsewhere (RFC 9110, 15.4.8 and 15.4.9): none was
            // carried out here.
            (Some(to), 307 | 308) => Err(moved(url, &to)),
            (Some(_), _) => Err(answer.unreadable("a write was redirected")),
            // With Retry-After, too, the write may have been carried out.
            (None, 503) => Err(answer.gateway_answer()),
            (None, _) => Ok(answer),
        }
    }

    fn request(
        &self,
        method: &Method,
        url: &Url,
        credentials: Option<&Credentials>,
    ) -> Result<RequestBuilder, RemoteError> {
        let client = if is_this_computer(url) {
            self.direct.clone()
        } else {
            self.outward().client
        };
        let request = client
            .request(method.clone(), url.clone())
            .header(ACCEPT, "application/json, text/html;q=0.8, */*;q=0.5");
        match credentials {
            None => Ok(request),
            Some(c) if c.origin == url.origin() => {
                Ok(request.basic_auth(&c.username, Some(&c.secret)))
            }
            Some(c) => Err(moved_from(c.origin.ascii_serialization(), url.as_str())),
        }
    }

    async fn exchange(&self, request: RequestBuilder, url: &Url) -> Result<Answer, RemoteError> {
        let host = host_of(url);
        let through = match is_this_computer(url) {
            true => None,
            false => self.outward().through,
        };
        let failed = |error: reqwest::Error, heard| {
            let (host, detail) = (host.clone(), causes(&error));
            tracing::debug!(%host, path = url.path(), %detail, "no answer");
            // A builder error never left either. A time-out counts as unreachable only when the
            // connection was not there yet.
            if error.is_connect() || error.is_builder() {
                RemoteError::Unreachable {
                    host,
                    through: through.clone(),
                    detail,
                }
            } else {
                RemoteError::NoAnswer {
                    host,
                    detail,
                    heard,
                }
            }
        };
        let sent = request.send().await;
        let mut response = sent.map_err(|error| failed(error, Heard::Nothing))?;
        // The proxy passes nothing on before it knows who asks (RFC 9110, 15.5.8).
        if through.is_some() && response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
            return Err(RemoteError::Unreachable {
                host,
                through,
                detail: "the proxy asks for a name and a password".to_owned(),
            });
        }
        let broke_off = |error| failed(error, Heard::Something);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(broke_off)? {
            if body.len() + chunk.len() > BODY_CAP {
                return Err(RemoteError::TooLarge { host });
            }
            body.extend_from_slice(&chunk);
        }
        let status = response.status().as_u16();
        tracing::debug!(%host, path = url.path(), status, bytes = body.len(), "answer");
        Ok(Answer {
            status,
            headers: response.headers().clone(),
            url: url.clone(),
            body,
        })
    }
}

/// A client by the rules above, before it is told its way.
pub(crate) fn builder(connect: Duration, answer: Duration) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("Billet/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(connect)
        .timeout(answer)
        .pool_idle_timeout(IDLE)
}

fn client(connect: Duration, answer: Duration, way: &Way) -> Result<Outward, RemoteError> {
    let builder = builder(connect, answer);
    let through = way.through();
    match way.set(builder).and_then(reqwest::ClientBuilder::build) {
        Ok(client) => Ok(Outward {
            client,
            way: way.clone(),
            through,
        }),
        Err(error) => Err(RemoteError::Unreachable {
            host: "this computer".to_owned(),
            through: None,
            detail: causes(&error),
        }),
    }
}

/// Whether a status is one of a redirect.
pub(crate) fn redirects(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads. A 304 or a 3xx without an address leads nowhere.
fn redirection(answer: &Answer) -> Option<String> {
    if !redirects(answer.status) {
        return None;
    }
    answer.header(LOCATION.as_str()).map(str::to_owned)
}

fn moved(from: &Url, to: &str) -> RemoteError {
    moved_from(host_of(from), to)
}

fn moved_from(host: String, to: &str) -> RemoteError {
    RemoteError::Moved {
        host,
        to: to.to_owned(),
    }
}

/// The host with its port if that is an unusual one, for a person to read.
pub(crate) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]`.
pub(crate) fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The whole chain of an error, without the address it was about: its query may hold titles.
pub(crate) fn causes(error: &reqwest::Error) -> String {
    let mut text = if error.is_timeout() {
        "time-out".to_owned()
    } else {
        String::new()
    };
    let mut cause = error.source();
    while let Some(inner) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    if text.is_empty() {
        "the request failed".to_owned()
    } else {
        text
    }
}
