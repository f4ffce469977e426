//! Text and addresses as HTML, exactly as html5ever's serializer and [`crate::safe`] write them: so
//! that what the writer writes is what sanitising would make of it.

use ammonia::{Url, url::ParseError};
use memchr::{memchr2, memchr3_iter};

/// What a byte of text asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stays as it is.
    Plain,
    /// `&`, `<` or `>`.
    Special,
    /// A parser would change it: NUL, or a line break where no line may end.
    Odd,
    /// May stand in an address that is to become a link.
    Trigger,
}

/// The kind of each byte in a paragraph.
#[expect(clippy::indexing_slicing, reason = "computed while compiling")]
static PROSE: [Kind; 256] = {
    let mut table = [Kind::Plain; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'&' | b'<' | b'>' => Kind::Special,
            0 | b'\r' | b'\n' => Kind::Odd,
            b':' | b'@' | b'w' | b'W' => Kind::Trigger,
            _ => Kind::Plain,
        };
        at += 1;
    }
    table
};

pub(super) fn kind(byte: u8) -> Kind {
    PROSE.get(usize::from(byte)).copied().unwrap_or(Kind::Plain)
}

/// Writes text between tags.
pub(super) fn text(out: &mut String, text: &str) {
    let mut mark = 0;
    for at in memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(text.get(mark..at).unwrap_or(""));
        special(out, text.as_bytes().get(at).copied().unwrap_or(0));
        mark = at + 1;
    }
    out.push_str(text.get(mark..).unwrap_or(""));
}

/// Writes lines of code; whether a parser would change them.
pub(super) fn code(out: &mut String, code: &str) -> bool {
    text(out, code);
    memchr2(0, b'\r', code.as_bytes()).is_some()
}

/// Writes `&`, `<` or `>`.
#[inline]
pub(super) fn special(out: &mut String, byte: u8) {
    // Each with its own length, so that none is copied byte by byte.
    match byte {
        b'&' => out.push_str("&amp;"),
        b'<' => out.push_str("&lt;"),
        _ => out.push_str("&gt;"),
    }
}

/// Writes an attribute's value, for between double quotes.
pub(super) fn value(out: &mut String, value: &str) {
    let mut mark = 0;
    for (at, byte) in value.bytes().enumerate() {
        if !matches!(byte, b'&' | b'<' | b'>' | b'"') {
            continue;
        }
        out.push_str(value.get(mark..at).unwrap_or(""));
        match byte {
            b'"' => out.push_str("&quot;"),
            _ => special(out, byte),
        }
        mark = at + 1;
    }
    out.push_str(value.get(mark..).unwrap_or(""));
}

/// An address with everything percent-encoded that an address cannot hold; not escaped for HTML yet.
pub(super) fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut mark = 0;
    for (at, byte) in address.bytes().enumerate() {
        if !may_stand(byte) {
            out.push_str(address.get(mark..at).unwrap_or(""));
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(half), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
            mark = at + 1;
        }
    }
    out.push_str(address.get(mark..).unwrap_or(""));
    out
}

/// The bytes that stay as they are in an address.
fn may_stand(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'"' | b'<' | b'>' | b'[' | b'\\' | b']' | b'`' | b'{' | b'|' | b'}'
        )
}

/// Where addresses may lead, as `safe::policy` has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Link,
    Image,
}

/// Writes an address as a value, if it leads where it may; `false` if it may not.
///
/// What it lets through is what ammonia does: the common shapes are seen at a glance, the rest is
/// given to the same parser.
pub(super) fn address(out: &mut String, address: &str, how: Use) -> bool {
    if is_plain(address) {
        for (at, part) in address.split('&').enumerate() {
            if at > 0 {
                out.push_str("&amp;");
            }
            out.push_str(part);
        }
        return true;
    }
    let encoded = encoded(address);
    let allowed = match Url::parse(&encoded) {
        Ok(url) => match url.scheme() {
            "http" | "https" => true,
            "mailto" | "tel" => how == Use::Link,
            _ => false,
        },
        Err(error) => error == ParseError::RelativeUrlWithoutBase,
    };
    if allowed {
        value(out, &encoded);
    }
    allowed
}

/// Whether an address needs no encoding and surely is a web address with an ordinary host, or
/// relative.
fn is_plain(address: &str) -> bool {
    if !address.bytes().all(may_stand) {
        return false;
    }
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    match rest {
        Some(rest) => {
            let end = rest.bytes().position(|b| matches!(b, b'/' | b'?' | b'#'));
            is_plain_host(rest.get(..end.unwrap_or(rest.len())).unwrap_or(""))
        }
        // Nothing before the path that could be a scheme.
        None => {
            let head = address
                .bytes()
                .take_while(|b| !matches!(b, b'/' | b'?' | b'#'));
            !address.is_empty() && !head.into_iter().any(|b| b == b':')
        }
    }
}

/// Whether a host needs no thought: labels of letters, digits and hyphens, the last one beginning
/// with a letter (else it may be a number, with rules of its own), nothing in Punycode.
fn is_plain_host(host: &str) -> bool {
    let mut before = b'.';
    let mut last_begins = b'.';
    for byte in host.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            // No label is empty, and none has the two hyphens of Punycode.
            || (matches!(byte, b'.' | b'-') && before != byte);
        if !plain {
            return false;
        }
        if before == b'.' {
            last_begins = byte;
        }
        before = byte;
    }
    last_begins.is_ascii_alphabetic() && before != b'.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_at_a_glance_is_what_the_parser_says() {
        for address in [
            "https://example.org",
            "https://example.org/a?b=c&d#e",
            "http://EXAMPLE.org./",
            "a/b:c",
            "#x",
            "?a:b",
            "//host/x",
            "photo.jpg",
            "a-b.c-d",
            "http://a_b.org/",
            "http://xn--a/",
            "http://1.2.3.4.5/",
            "http://a.0x1/",
            "http://a..b/",
            "http:///x",
            "http://user:pw@x/",
            "mailto:a@b.c",
            "javascript:x",
            "a:b",
            "",
        ] {
            if is_plain(address) {
                let parsed = Url::parse(address);
                let web = parsed.as_ref().map(|u| u.scheme().starts_with("http"));
                assert!(
                    web == Ok(true) || parsed == Err(ParseError::RelativeUrlWithoutBase),
                    "{address}"
                );
            }
        }
        assert!(is_plain("https://example.org/a?b=c&d#e") && is_plain("a/b:c"));
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(encoded("/é%20[x] y"), "/%C3%A9%20%5Bx%5D%20y");
    }
}
