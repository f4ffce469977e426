//! Reading what any reader may read: the pages of a blog and what they load. On top of the rules of
//! `http.rs`:
//!
//! 1. GET only, and never with a secret.
//! 2. A page names addresses that its writer never saw: none of them leads into this computer or the
//!    network it is in, whether written out, by a name, or by a redirect. Only the blog itself may be
//!    there, if that is where the writer connected it.
//! 3. The caller says how much may come; more is an error.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use reqwest::{Client, Response};
use url::{Host, Origin, Url};

use crate::RemoteError;
use crate::http::{Http, builder, causes, host_of, is_this_computer, redirects};
use crate::way::Way;
use billet_core::Heard;

const MOST_REDIRECTS: usize = 5;
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(20);

/// What a reader sees of one blog. Cheap to clone.
#[derive(Clone)]
pub struct PublicWeb {
    /// Where the blog is, wherever that is.
    home: Origin,
    /// For the blog itself.
    near: Client,
    /// For the rest of the web.
    far: Client,
}

/// What came.
#[derive(Clone, Debug)]
pub struct Read {
    /// The address that answered, after redirects.
    pub url: Url,
    /// What the server calls it, without parameters, in small letters; may be empty.
    pub mime: String,
    /// All of it.
    pub body: Bytes,
}

impl PublicWeb {
    /// For the pages of the blog at `home`, by the way that `http` takes now.
    ///
    /// # Errors
    /// [`RemoteError::Unreachable`] when the system's TLS roots or proxy settings cannot be read.
    pub fn of_blog(http: &Http, home: &Url) -> Result<Self, RemoteError> {
        let failed = |error: reqwest::Error| RemoteError::Unreachable {
            host: "this computer".to_owned(),
            through: None,
            detail: causes(&error),
        };
        let way = http.way();
        let near = if is_this_computer(home) {
            Way::Direct
        } else {
            way.clone()
        };
        let names = PublicNames {
            proxy: way.proxy_host().map(str::to_owned),
        };
        let far = builder(CONNECT, ANSWER).dns_resolver(Arc::new(names));
        let near = near.set(builder(CONNECT, ANSWER)).map_err(failed)?;
        let far = way.set(far).map_err(failed)?;
        Ok(Self {
            home: home.origin(),
            near: near.build().map_err(failed)?,
            far: far.build().map_err(failed)?,
        })
    }

    /// Reads an address, at most `most` bytes of it.
    ///
    /// # Errors
    /// It may not be read ([`RemoteError::NotAllowed`]), is not there ([`RemoteError::Gone`]), is too
    /// large, or did not come.
    pub async fn read(&self, url: &Url, most: usize) -> Result<Read, RemoteError> {
        let mut url = url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let mut response = self.ask(&url).await?;
            let status = response.status().as_u16();
            if redirects(status) {
                let to = response.headers().get(LOCATION);
                let to = to.and_then(|to| to.to_str().ok()).unwrap_or_default();
                url = url.join(to).map_err(|_| RemoteError::Moved {
                    host: host_of(&url),
                    to: to.to_owned(),
                })?;
                continue;
            }
            if !response.status().is_success() {
                return Err(refused(&url, status));
            }
            let mime = response
                .headers()
                .get(CONTENT_TYPE)
                .and_then(|mime| mime.to_str().ok())
                .and_then(|mime| mime.split(';').next())
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            let body = whole(&mut response, &url, most).await?;
            tracing::debug!(host = %host_of(&url), path = url.path(), bytes = body.len(), "read");
            return Ok(Read { url, mime, body });
        }
        Err(RemoteError::Moved {
            host: host_of(&url),
            to: "itself, in a circle".to_owned(),
        })
    }

    async fn ask(&self, url: &Url) -> Result<Response, RemoteError> {
        let client = if url.origin() == self.home {
            &self.near
        } else if matches!(url.scheme(), "http" | "https") && leads_out(url) {
            &self.far
        } else {
            return Err(RemoteError::NotAllowed {
                message: format!("{} is not on the public web", host_of(url)),
            });
        };
        let request = client
            .get(url.clone())
            .header(ACCEPT, "text/html, */*;q=0.8");
        request.send().await.map_err(|error| {
            let (host, detail) = (host_of(url), causes(&error));
            if error.is_connect() || error.is_builder() {
                RemoteError::Unreachable {
                    host,
                    through: None,
                    detail,
                }
            } else {
                let heard = Heard::Nothing;
                RemoteError::NoAnswer {
                    host,
                    detail,
                    heard,
                }
            }
        })
    }
}

fn refused(url: &Url, status: u16) -> RemoteError {
    match status {
        404 | 410 => RemoteError::Gone,
        _ => RemoteError::NoAnswer {
            host: host_of(url),
            detail: format!("status {status}"),
            heard: Heard::Something,
        },
    }
}

async fn whole(response: &mut Response, url: &Url, most: usize) -> Result<Bytes, RemoteError> {
    let mut body = Vec::new();
    loop {
        let chunk = response
            .chunk()
            .await
            .map_err(|error| RemoteError::NoAnswer {
                host: host_of(url),
                detail: causes(&error),
                heard: Heard::Something,
            })?;
        let Some(chunk) = chunk else {
            return Ok(body.into());
        };
        if body.len() + chunk.len() > most {
            return Err(RemoteError::TooLarge { host: host_of(url) });
        }
        body.extend_from_slice(&chunk);
    }
}

/// Whether an address may lead out of this computer and its network; a name is looked at again when
/// it is resolved.
fn leads_out(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(_)) => !is_this_computer(url),
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
        None => false,
    }
}

/// Addresses of the public internet (RFC 6890 lists the others).
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, ..] = address.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let tested = a == 198 && (18..20).contains(&b);
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_multicast()
                || shared
                || tested
                || a == 0
                || a >= 240)
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            // Addresses of version 4 in those of version 6: 6to4, and NAT64's well-known prefix.
            let [.., g, h] = address.segments();
            let inner = |high: u16, low: u16| {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                is_public(Ipv4Addr::new(a, b, c, d).into())
            };
            match (a, b) {
                (0x2002, _) => inner(b, c),
                (0x64, 0xff9b) => inner(g, h),
                _ => a & 0xe000 == 0x2000 && (a, b) != (0x2001, 0xdb8),
            }
        }
    }
}

/// Names that lead into this computer or its network have no address here, but for the proxy's.
struct PublicNames {
    proxy: Option<String>,
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let is_proxy = self.proxy.as_deref() == Some(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> =
                found.filter(|at| is_proxy || is_public(at.ip())).collect();
            if public.is_empty() {
                return Err("the name leads to no address of the public web".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_computer_and_its_network_are_not_the_web() {
        for address in [
            "http://127.0.0.1/",
            "http://localhost/",
            "http://a.localhost/",
            "http://10.1.2.3/",
            "http://192.168.1.1/",
            "http://172.16.0.1/",
            "http://169.254.169.254/",
            "http://0.0.0.0/",
            "http://100.64.0.1/",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://255.255.255.255/",
            "http://[::]/",
        ] {
            assert!(!leads_out(&Url::parse(address).unwrap()), "{address}");
        }
        for address in [
            "https://blog.example/",
            "http://93.184.216.34/",
            "http://[2606:2800:220:1::1]/",
        ] {
            assert!(leads_out(&Url::parse(address).unwrap()), "{address}");
        }
    }
}
