//! What came back: a status, headers and a whole body, and the readings of them that no platform
//! changes.

use std::time::Duration;

use billet_core::Heard;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;
use url::Url;

use crate::RemoteError;
use crate::http::host_of;

/// A whole answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The address that answered, after redirects.
    pub(crate) url: Url,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The host that answered, for a person to read.
    pub(crate) fn host(&self) -> String {
        host_of(&self.url)
    }

    /// 200 to 299.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header's value, if it is there and readable.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// A header that is a number.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.header(name)?.trim().parse().ok()
    }

    /// The body as text; what is no UTF-8 becomes U+FFFD.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// Some blogs print PHP notices, or the byte order mark of a carelessly saved file, before
    /// the JSON. Such an answer is read all the same, after a write too: what follows the notice
    /// is the complete answer to that very request, and taking it for unreadable would only send
    /// the outbox to ask for the same thing again. To be sure that it is complete, only the first
    /// place that looks like JSON is tried, and it has to be whole up to the last byte: looking
    /// further could take the tail of a truncated list (`…"tags":[]`) for an empty list.
    ///
    /// # Errors
    /// [`RemoteError::NoAnswer`].
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, RemoteError> {
        self.try_json().map_err(|why| self.unreadable(&why))
    }

    /// As [`Answer::json`], with the parser's own words as the error.
    pub(crate) fn try_json<T: DeserializeOwned>(&self) -> Result<T, String> {
        let body = self
            .body
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&self.body);
        let start = body
            .iter()
            .position(|b| !b.is_ascii_whitespace())
            .unwrap_or(0);
        let body = body.get(start..).unwrap_or_default();
        let body = match body.first() {
            Some(b'{' | b'[') => body,
            _ => body
                .windows(2)
                .position(|pair| matches!(pair, b"{\"" | b"[{" | b"[]"))
                .and_then(|at| body.get(at..))
                .ok_or("not JSON")?,
        };
        serde_json::from_slice(body).map_err(|error| error.to_string())
    }

    /// The blog answered, and it does not say what became of the request.
    pub(crate) fn unreadable(&self, why: &str) -> RemoteError {
        self.no_answer(why, Heard::Something)
    }

    /// A gateway answered in the blog's place, and cannot know what became of the request.
    pub(crate) fn gateway_answer(&self) -> RemoteError {
        // That somebody waits for it makes no gateway's answer a proof that nothing was done:
        // Varnish says so, as it comes, of a server that takes too long over a request it has.
        let heard = if self.header(RETRY_AFTER.as_str()).is_some() {
            Heard::Patience(self.retry_after())
        } else {
            Heard::Nothing
        };
        self.no_answer("a gateway's answer", heard)
    }

    fn no_answer(&self, why: &str, heard: Heard) -> RemoteError {
        RemoteError::NoAnswer {
            host: self.host(),
            detail: format!("status {}, {} bytes: {why}", self.status, self.body.len()),
            heard,
        }
    }

    /// What the status alone says, whatever software answered: patience (429, or 503 with
    /// Retry-After) or an outcome that nobody knows (408, and what gateways say: 502 to 504 and
    /// 520 to 530).
    pub(crate) fn status_error(&self) -> Option<RemoteError> {
        match self.status {
            429 => Some(self.busy()),
            503 if self.header(RETRY_AFTER.as_str()).is_some() => Some(self.busy()),
            408 | 502..=504 | 520..=530 => Some(self.gateway_answer()),
            _ => None,
        }
    }

    fn busy(&self) -> RemoteError {
        RemoteError::Busy {
            host: self.host(),
            after: self.retry_after(),
        }
    }

    /// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, which is measured against the
    /// server's own `Date`, so that a wrong clock here does not matter.
    fn retry_after(&self) -> Option<Duration> {
        let value = self.header(RETRY_AFTER.as_str())?.trim();
        if let Ok(seconds) = value.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let now = http_date(self.header(DATE.as_str())?)?;
        let wait = http_date(value)?.duration_since(now);
        Some(Duration::try_from(wait).unwrap_or_default())
    }
}

fn http_date(text: &str) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    PARSER.parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> Answer {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        let url = Url::parse("https://blog.test:8443/x").unwrap();
        Answer {
            status,
            headers: map,
            url,
            body: body.to_vec(),
        }
    }

    #[test]
    fn notices_before_the_json_are_stepped_over() {
        let notices: [&[u8]; 3] = [
            b"\xEF\xBB\xBF{\"id\":1}",
            b"<br />\n<b>Warning</b>: Undefined variable $x in <b>/a.php</b><br />\n{\"id\":1}",
            b"\n\nDeprecated: strlen(): in /b.php on line 3\n{\"id\":1}\n",
        ];
        for body in notices {
            let json: Value = answer(200, &[], body).json().unwrap();
            assert_eq!(json, serde_json::json!({"id": 1}));
        }
    }

    #[test]
    fn the_tail_of_a_truncated_list_is_not_an_empty_list() {
        for body in [
            &b"[{\"id\":5,\"tags\":[]"[..],
            b"Notice: x\n[{\"id\":5,\"tags\":[]",
            b"Notice: x\n[{\"id\":5},{\"id\":6}",
            b"<html>nothing</html>",
            b"",
        ] {
            let read = answer(200, &[], body).json::<Value>();
            assert!(
                matches!(read, Err(RemoteError::NoAnswer { .. })),
                "{body:?}: {read:?}"
            );
        }
    }

    #[test]
    fn patience_is_asked_for_in_seconds_or_by_date() {
        let wait = |status, headers: &[(&'static str, &str)]| match answer(status, headers, b"")
            .status_error()
        {
            Some(RemoteError::Busy { host, after }) => {
                assert_eq!(host, "blog.test:8443");
                after
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(wait(429, &[]), None);
        assert_eq!(
            wait(503, &[("retry-after", "600")]),
            Some(Duration::from_secs(600))
        );
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        let later = ("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT");
        let earlier = ("retry-after", "Sun, 06 Nov 1994 08:49:07 GMT");
        assert_eq!(wait(429, &[date, later]), Some(Duration::from_secs(30)));
        assert_eq!(wait(429, &[date, earlier]), Some(Duration::ZERO));
        assert_eq!(wait(429, &[later]), None);
    }

    #[test]
    fn a_gateway_knows_nothing_of_what_became_of_a_request() {
        for status in [408, 502, 503, 504, 520, 524] {
            let error = answer(status, &[], b"").status_error();
            assert!(
                matches!(error, Some(RemoteError::NoAnswer { .. })),
                "{status}: {error:?}"
            );
        }
        for status in [200, 400, 404, 500, 501] {
            assert!(
                answer(status, &[], b"").status_error().is_none(),
                "{status}"
            );
        }
    }
}
