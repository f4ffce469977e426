//! Which way requests leave this computer: as the system is set, straight, or through a proxy.
//!
//! What is on this very computer is always asked straight.

use std::fmt;

use reqwest::{ClientBuilder, Proxy as Through};
use url::Url;

use crate::RemoteError;
use crate::http::host_of;

/// The port a SOCKS proxy listens on unless it is told otherwise (RFC 1928).
const SOCKS_PORT: u16 = 1080;

/// The way of every request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// As the system, or its variables such as `HTTPS_PROXY`, say.
    #[default]
    System,
    /// Straight.
    Direct,
    /// Through a proxy.
    Proxy(Proxy),
}

/// A proxy, and who may use it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    address: Url,
    /// Empty where it asks nobody who they are.
    pub username: String,
    /// Its password.
    pub password: String,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("address", &self.address.as_str())
            .finish_non_exhaustive()
    }
}

impl Proxy {
    /// A proxy at an address as people type it: a host and its port, with or without `http://`,
    /// `https://`, `socks5://` or `socks5h://`, with or without a name and a password in it.
    ///
    /// # Errors
    /// [`RemoteError::BadProxy`]: it is none of these.
    pub fn parse(typed: &str) -> Result<Self, RemoteError> {
        let wrong = || RemoteError::BadProxy {
            // A password may be in it.
            typed: typed
                .rsplit('@')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned(),
        };
        let text = typed.trim();
        let text = if text.contains("://") {
            text.to_owned()
        } else {
            format!("http://{text}")
        };
        let given = Url::parse(&text).map_err(|_| wrong())?;
        let known = matches!(given.scheme(), "http" | "https" | "socks5" | "socks5h");
        let host = given.host_str().filter(|host| known && !host.is_empty());
        let host = host.ok_or_else(wrong)?;
        let bare = match given.port() {
            Some(port) => format!("{}://{host}:{port}", given.scheme()),
            None if given.scheme().starts_with("socks") => {
                format!("{}://{host}:{SOCKS_PORT}", given.scheme())
            }
            None => format!("{}://{host}", given.scheme()),
        };
        let plain = |text: &str| {
            let decoded = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
            decoded.into_owned()
        };
        Ok(Self {
            address: Url::parse(&bare).map_err(|_| wrong())?,
            username: plain(given.username()),
            password: plain(given.password().unwrap_or_default()),
        })
    }

    /// Its address, without anybody's name or password.
    #[must_use]
    pub fn address(&self) -> &str {
        self.address.as_str().trim_end_matches('/')
    }
}

impl Way {
    /// What a person calls the proxy, where one was chosen here.
    pub(crate) fn through(&self) -> Option<String> {
        match self {
            Self::Proxy(proxy) => Some(host_of(&proxy.address)),
            Self::System | Self::Direct => None,
        }
    }

    /// The host of the proxy, where one was chosen here.
    pub(crate) fn proxy_host(&self) -> Option<&str> {
        match self {
            Self::Proxy(proxy) => proxy.address.host_str(),
            Self::System | Self::Direct => None,
        }
    }

    pub(crate) fn set(&self, builder: ClientBuilder) -> reqwest::Result<ClientBuilder> {
        Ok(match self {
            Self::System => builder,
            Self::Direct => builder.no_proxy(),
            Self::Proxy(proxy) => {
                let mut through = Through::all(proxy.address.clone())?;
                if !proxy.username.is_empty() {
                    through = through.basic_auth(&proxy.username, &proxy.password);
                }
                builder.no_proxy().proxy(through)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Proxy;

    #[test]
    fn a_proxy_is_known_however_it_is_typed() {
        for (typed, address) in [
            (" proxy.example.org:3128 ", "http://proxy.example.org:3128"),
            ("https://proxy.example.org", "https://proxy.example.org"),
            ("socks5://127.0.0.1", "socks5://127.0.0.1:1080"),
            ("http://[::1]:8080/chemin?x", "http://[::1]:8080"),
        ] {
            assert_eq!(Proxy::parse(typed).unwrap().address(), address, "{typed}");
        }
        let known = Proxy::parse("http://zo%C3%A9:s%40ns@proxy.example.org:3128").unwrap();
        assert_eq!(
            (known.username.as_str(), known.password.as_str()),
            ("zoé", "s@ns")
        );
        assert_eq!(known.address(), "http://proxy.example.org:3128");
    }

    #[test]
    fn what_is_no_proxy_is_refused_without_telling_a_password() {
        for typed in ["", "ftp://x", "http://zoé:secret@", "deux mots"] {
            let refused = Proxy::parse(typed).unwrap_err().to_string();
            assert!(!refused.contains("secret"), "{refused}");
        }
        let shown = format!("{:?}", Proxy::parse("http://a:secret@b:1").unwrap());
        assert!(!shown.contains("secret"), "{shown}");
    }
}
