//! What a line looks at before it writes: texts, attributes, elements that are one thing.

use crate::import::tree::{Element, Item};

/// Whether other white space than single spaces stands in a text.
pub(super) fn has_wide_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    // No early end: so the bytes are looked at many at a time.
    let wide = |any: bool, (&one, &next): (&u8, &u8)| {
        any | (one < b' ') & one.is_ascii_whitespace() | (one == b' ') & (next == b' ')
    };
    let after = bytes.get(1..).unwrap_or(b"");
    bytes.iter().zip(after).fold(false, wide)
}

/// The longest run of a character in a text.
pub(crate) fn longest_run(text: &str, mark: char) -> usize {
    let (mut run, mut longest) = (0_usize, 0);
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

pub(super) fn has_only(element: &Element<'_>, attributes: &[&str]) -> bool {
    element
        .attributes
        .iter()
        .all(|(name, _)| attributes.contains(&name.as_ref()))
}

/// The text of a `<code>` that has nothing but text, and the index after it.
pub(super) fn code(items: &[Item<'_>], at: usize) -> Option<(String, usize)> {
    let mut code = String::new();
    let mut next = at + 1;
    while let Some(Item::Text(text)) = items.get(next) {
        code.push_str(text);
        next += 1;
    }
    let closed = matches!(items.get(next), Some(Item::Close)) && !code.trim_ascii().is_empty();
    closed.then_some((code, next + 1))
}

/// The label of a footnote's reference as Billet writes it, and the index after it.
pub(super) fn footnote<'i>(
    element: &Element<'_>,
    items: &'i [Item<'_>],
    at: usize,
) -> Option<(&'i str, usize)> {
    if element.name != "sup" || !element.has_class("footnote-ref") {
        return None;
    }
    let Some(Item::Open(link)) = items.get(at + 1) else {
        return None;
    };
    let label = link.attribute("href")?.strip_prefix("#fn-")?;
    let Some(Item::Text(_)) = items.get(at + 2) else {
        return None;
    };
    let closed = matches!(
        (items.get(at + 3), items.get(at + 4)),
        (Some(Item::Close), Some(Item::Close))
    );
    (closed && is_label(label)).then_some((label, at + 5))
}

/// Whether a footnote's label needs no escaping.
pub(crate) fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
