//! Links, their addresses and titles, and raw tags, as Markdown has them.

use super::escape;
use super::tree::Element;
use crate::safe::PostPolicy;

/// Whether a link shows its own address, so that `<address>` is enough.
pub(super) fn is_autolink(href: &str, text: &str) -> bool {
    let scheme = href.starts_with("https://") || href.starts_with("http://");
    let mail = href
        .strip_prefix("mailto:")
        .is_some_and(|address| address == text && address.contains('@') && !address.contains(':'));
    ((scheme && href == text) || mail)
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
}

/// Whether a link shows its own address as a reader would type it, so that it is one by itself: what
/// stands beside it may prevent that.
pub(super) fn is_bare(href: &str, text: &str) -> bool {
    let simple = |b: u8| b.is_ascii_alphanumeric() || b"-._/?=%#+".contains(&b);
    text.starts_with("www.")
        && href.strip_prefix("http://") == Some(text)
        && text.bytes().all(simple)
}

/// An address as a link's destination; `None` if it has line breaks.
pub(super) fn destination(address: &str) -> Option<String> {
    let simple = |b: u8| b.is_ascii_alphanumeric() || b"/:.-_?=#%+,;~@!$'*".contains(&b);
    if address.bytes().all(simple) && !address.is_empty() {
        return Some(address.to_owned());
    }
    if address.contains(|c: char| c.is_control()) {
        return None;
    }
    let (mut depth, mut balanced) = (0_i32, true);
    for b in address.bytes() {
        match b {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        balanced &= (0..=8).contains(&depth);
    }
    let plain = balanced
        && depth == 0
        && !address.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    let mut out = String::with_capacity(address.len() + 2);
    for (at, c) in address.char_indices() {
        let rest = address.get(at..).unwrap_or("");
        let escaped = match c {
            '\\' => true,
            '<' | '>' => true,
            '|' => true,
            '&' => escape::is_entity(rest),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    if plain {
        return Some(out);
    }
    Some(["<", &out, ">"].concat())
}

/// A link's title with the space before it; nothing for none.
pub(super) fn title_of(title: &str) -> Option<String> {
    if title.is_empty() {
        return Some(String::new());
    }
    if title.contains(['\n', '\t']) {
        return None;
    }
    let mut out = String::from(" \"");
    for (at, c) in title.char_indices() {
        let rest = title.get(at..).unwrap_or("");
        if matches!(c, '"' | '\\' | '|') || (c == '&' && escape::is_entity(rest)) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    Some(out)
}

/// A tag as raw HTML in Markdown, without its `>`; `None` if a post may not have it.
pub(super) fn raw(element: &Element<'_>) -> Option<String> {
    let policy = PostPolicy::default();
    let policy = policy.policy();
    let allowed = policy.element(&element.name)?;
    let mut out = ["<", &element.name].concat();
    for (name, value) in &element.attributes {
        if !policy.allows(allowed, name) || value.contains(|c: char| c.is_control()) {
            return None;
        }
        out.extend([" ", name, "=\""]);
        for c in value.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '|' => out.push_str("&#124;"),
                c => out.push(c),
            }
        }
        out.push('"');
    }
    Some(out)
}
