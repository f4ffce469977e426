//! One tag of HTML: where it ends, its name and its attributes.

use std::borrow::Cow;

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// In lower case.
    pub name: Cow<'a, str>,
    /// The tag as written, from `<` to `>`.
    pub source: &'a str,
    /// Where its name ends in `source`.
    named: usize,
}

impl<'a> Tag<'a> {
    /// Its attributes, as often as written: names in lower case, values with entities unresolved.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes {
            html: self.source,
            at: self.named,
        }
    }

    /// The first value given to an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value)
    }
}

/// An iterator over a tag's attributes.
pub(crate) struct Attributes<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (Cow<'a, str>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let at = attribute_from(self.html, self.at)?;
        if self.html.as_bytes().get(at) == Some(&b'>') {
            return None;
        }
        let (name, value, end) = attribute(self.html, at)?;
        self.at = end;
        Some((lower(name), value))
    }
}

/// The tag at the beginning of `html`, its name at `start`, and its length; `None` if it never ends.
pub(super) fn tag(html: &str, start: usize) -> Option<(Tag<'_>, usize)> {
    let named = position(html, start, |b| is_space(b) || b == b'/' || b == b'>')?;
    let name = lower(html.get(start..named)?);
    let mut at = named;
    // Most have no attributes.
    if html.as_bytes().get(at) == Some(&b'>') {
        let source = html.get(..=at)?;
        let tag = Tag {
            name,
            source,
            named,
        };
        return Some((tag, at + 1));
    }
    loop {
        at = attribute_from(html, at)?;
        if html.as_bytes().get(at) == Some(&b'>') {
            let source = html.get(..=at)?;
            let tag = Tag {
                name,
                source,
                named,
            };
            return Some((tag, at + 1));
        }
        (_, _, at) = attribute(html, at)?;
    }
}

/// Where the next attribute begins, or the `>` stands.
fn attribute_from(html: &str, at: usize) -> Option<usize> {
    position(html, at, |b| !is_space(b) && b != b'/')
}

/// The name and the value of the attribute at `at`, as written, and where it ends.
fn attribute(html: &str, at: usize) -> Option<(&str, &str, usize)> {
    let bytes = html.as_bytes();
    // A name may begin with `=`.
    let end = position(html, at + 1, |b| {
        is_space(b) || matches!(b, b'/' | b'>' | b'=')
    })?;
    let name = html.get(at..end)?;
    let end = position(html, end, |b| !is_space(b))?;
    if bytes.get(end) != Some(&b'=') {
        return Some((name, "", end));
    }
    let begin = position(html, end + 1, |b| !is_space(b))?;
    match bytes.get(begin) {
        Some(b'>') => Some((name, "", begin)),
        Some(&quote @ (b'"' | b'\'')) => {
            let inner = html.get(begin + 1..)?;
            let value = inner.get(..memchr::memchr(quote, inner.as_bytes())?)?;
            Some((name, value, begin + 1 + value.len() + 1))
        }
        _ => {
            let end = position(html, begin, |b| is_space(b) || b == b'>')?;
            Some((name, html.get(begin..end)?, end))
        }
    }
}

/// The first place from `from` on whose byte fits.
fn position(html: &str, from: usize, fits: impl Fn(u8) -> bool) -> Option<usize> {
    let tail = html.as_bytes().get(from..)?;
    tail.iter().position(|&b| fits(b)).map(|at| from + at)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}
