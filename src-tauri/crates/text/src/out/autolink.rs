//! Addresses in plain text that become links: GitHub's extended autolinks
//! (<https://github.github.com/gfm/#autolinks-extension->).

use std::ops::Range;

/// Domains are no longer (RFC 1035, 2.3.4); so a look at one is short, however often it fails.
const LONGEST_DOMAIN: usize = 253;

/// A link found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Autolink {
    /// What is linked, in bytes of the text.
    pub range: Range<usize>,
    /// What has to stand before it to make it an address.
    pub prefix: &'static str,
}

/// The link around the byte `at` of `text` (a `:`, `w`, `W` or `@`), beginning at `from` or after.
pub(super) fn autolink(text: &str, at: usize, from: usize) -> Option<Autolink> {
    match text.as_bytes().get(at)? {
        b':' => with_scheme(text, at, from),
        b'@' => email(text, at, from),
        _ => www(text, at, from),
    }
}

fn with_scheme(text: &str, colon: usize, from: usize) -> Option<Autolink> {
    let after = text.get(colon + 1..)?.strip_prefix("//")?;
    let before = text.get(from..colon)?;
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        before
            .len()
            .checked_sub(scheme.len())
            .and_then(|i| before.get(i..))
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    // Not in the middle of a word: "xhttp://" is none.
    if !may_begin(text, start) {
        return None;
    }
    let begin = colon + 3;
    let domain = domain_len(after, false)?;
    let len = domain + path_len(after.get(domain..)?);
    Some(Autolink {
        range: start..begin + len,
        prefix: "",
    })
}

fn www(text: &str, at: usize, from: usize) -> Option<Autolink> {
    let rest = text.get(at..)?;
    let is_www = at >= from && ["www.", "Www.", "WWW."].contains(&rest.get(..4)?);
    if !is_www || !may_begin(text, at) {
        return None;
    }
    let domain = domain_len(rest, true)?;
    let len = domain + path_len(rest.get(domain..)?);
    Some(Autolink {
        range: at..at + len,
        prefix: "http://",
    })
}

fn email(text: &str, at: usize, from: usize) -> Option<Autolink> {
    let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let before = text.as_bytes().get(from..at)?;
    let name = before.iter().rev().take_while(|b| local(b)).count();
    let after = text.as_bytes().get(at + 1..)?;
    let host = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let mut len = after.iter().take_while(|b| host(b)).count();
    let domain = after.get(..len)?;
    // A sentence ends with a full stop; a domain with neither - nor _.
    if domain.last() == Some(&b'.') {
        len -= 1;
    }
    let domain = after.get(..len)?;
    let ends_well = domain.last().is_some_and(u8::is_ascii_alphanumeric);
    let has_dot = domain.iter().skip(1).any(|b| *b == b'.');
    (name > 0 && ends_well && has_dot).then_some(Autolink {
        range: at - name..at + 1 + len,
        prefix: "mailto:",
    })
}

/// Whether a link may begin there: at a line's start, after white space or one of `*_~("«“‘`.
fn may_begin(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | '_'
                    | '~'
                    | '('
                    | '['
                    | '"'
                    | '\''
                    | '«'
                    | '“'
                    | '‘'
                    | '’'
                    | '—'
                    | '–'
                    | '>'
                    | ':'
            )
    })
}

/// The length of a valid domain: labels of letters, digits, `-` and `_`, with a dot, none of the last
/// two with `_`.
fn domain_len(text: &str, www: bool) -> Option<usize> {
    let len = text
        .char_indices()
        .take(LONGEST_DOMAIN + 1)
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        .map(|(at, c)| at + c.len_utf8())
        .last()?;
    if len > LONGEST_DOMAIN {
        return None;
    }
    let domain = text.get(..len)?.trim_end_matches(['.', '-', '_']);
    let mut labels = domain.rsplit('.');
    let last = labels.next()?;
    let before = labels.next();
    let clean = !last.contains('_') && !before.is_some_and(|label| label.contains('_'));
    // "www." needs a name after it; http:// may lead to a machine without a dot (localhost).
    let named = if www {
        before.is_some() && !last.is_empty()
    } else {
        !last.is_empty()
    };
    (clean && named && domain.starts_with(char::is_alphanumeric)).then_some(domain.len())
}

/// The length of what follows the domain: up to a space or `<`, without the punctuation of the
/// sentence around it.
fn path_len(text: &str) -> usize {
    if !text.starts_with(['/', '?', '#', ':']) {
        return 0;
    }
    let stop = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '»' | '”');
    let mut rest = text
        .get(..text.find(stop).unwrap_or(text.len()))
        .unwrap_or(text);
    let mut opened = rest.bytes().filter(|b| *b == b'(').count();
    let mut closed = rest.bytes().filter(|b| *b == b')').count();
    loop {
        let shorter = match rest.chars().next_back() {
            Some('?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '’' | '…') => {
                rest.trim_end_matches(|c| {
                    matches!(
                        c,
                        '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '’' | '…'
                    )
                })
            }
            Some(')') if closed > opened => {
                closed -= 1;
                rest.strip_suffix(')').unwrap_or(rest)
            }
            Some(';') => without_entity(rest),
            _ => return rest.len(),
        };
        // What was cut off held no parentheses but the one counted.
        opened = opened.min(shorter.len());
        rest = shorter;
    }
}

/// Without `&name;` at its end, or else without the `;`.
fn without_entity(text: &str) -> &str {
    let bare = text.strip_suffix(';').unwrap_or(text);
    let name = bare
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    match bare.len().checked_sub(name).and_then(|at| bare.get(..at)) {
        Some(before) if name > 0 => before.strip_suffix('&').unwrap_or(bare),
        _ => bare,
    }
}
