//! Spares html5ever the ampersands that are only themselves: it takes as long for each as for a tag.

use super::tokens::{Token, tokens};

/// Stands for an `&` while HTML is cleaned: for private use, and to HTML a sign like any other.
pub(super) const AMPERSAND: char = '\u{f8ff}';

/// `html` whose texts have an [`AMPERSAND`] for each `&` that begins no character reference; `None` if
/// there is none, or if somebody uses that sign.
pub(super) fn without_ampersands(html: &str) -> Option<String> {
    memchr::memchr(b'&', html.as_bytes())?;
    if html.contains(AMPERSAND) {
        return None;
    }
    let mut out = String::new();
    // How much of `html` is in `out`.
    let mut done = 0;
    let mut pieces = tokens(html);
    let mut at = 0;
    while let Some(piece) = pieces.next() {
        let end = html.len() - pieces.left();
        if let Token::Text(text) = piece {
            for found in memchr::memchr_iter(b'&', text.as_bytes()) {
                let next = html.as_bytes().get(at + found + 1);
                if next.is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'#') {
                    continue;
                }
                out.push_str(html.get(done..at + found)?);
                out.push(AMPERSAND);
                done = at + found + 1;
            }
        }
        at = end;
    }
    if done == 0 {
        return None;
    }
    out.push_str(html.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_in_texts_that_are_only_themselves() {
        assert_eq!(
            without_ampersands("a & b&& &amp; &#38;<a href=\"?a&&b\">&</a>&").unwrap(),
            "a \u{f8ff} b\u{f8ff}\u{f8ff} &amp; &#38;<a href=\"?a&&b\">\u{f8ff}</a>\u{f8ff}"
        );
        for html in ["a", "&amp;", "<a href=\"?a&&b\">", "\u{f8ff}&"] {
            assert_eq!(without_ampersands(html), None, "{html}");
        }
    }
}
