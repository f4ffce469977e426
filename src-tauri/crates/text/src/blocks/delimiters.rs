//! The comments of block markup in HTML that was written elsewhere.

use std::borrow::Cow;

use crate::delimiter::{Delimiter, Role, delimiter, is_like_delimiter};
use crate::safe::{Token, is_mark, tokens};

/// What a comment's text says about blocks, if the sanitiser keeps it.
fn kept(comment: &str) -> Option<Delimiter<'_>> {
    delimiter(comment).filter(|_| is_mark(comment))
}

/// What the comments in HTML say about blocks, in order.
pub(super) fn delimiters(html: &str) -> impl Iterator<Item = Delimiter<'_>> {
    // Most HTML has none, and need not be read.
    let html = if html.contains("wp:") { html } else { "" };
    tokens(html).filter_map(|token| match token {
        Token::Comment(text) => kept(text),
        _ => None,
    })
}

/// Whether HTML is complete block markup: blocks one after the other, and nothing beside them.
pub(super) fn is_markup(html: &str) -> bool {
    if !html.trim_ascii_start().starts_with("<!-- wp:") {
        return false;
    }
    let mut open = Vec::new();
    for token in tokens(html) {
        let said = match token {
            Token::Text(text) if text.trim_ascii().is_empty() => continue,
            Token::Comment(text) => match kept(text) {
                // It might be one together with what follows.
                None if is_like_delimiter(text) => return false,
                said => said,
            },
            _ => None,
        };
        match said.map(|said| (said.role, said.name)) {
            Some((Role::Opens, name)) => open.push(name),
            Some((Role::Closes, name)) if open.pop() != Some(name) => return false,
            Some((Role::Closes | Role::Empty, _)) => {}
            None if open.is_empty() => return false,
            None => {}
        }
    }
    open.is_empty()
}

/// HTML without the comments that the block grammar would read, complete or not.
pub(crate) fn without_delimiters(html: &str) -> Cow<'_, str> {
    if !html.contains("wp:") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    for token in tokens(html) {
        let Token::Comment(text) = token else {
            continue;
        };
        if !is_like_delimiter(text) {
            continue;
        }
        // The comment's text is a part of `rest`, so where it stands is known.
        let at = (text.as_ptr() as usize).wrapping_sub(rest.as_ptr() as usize);
        let before = at
            .checked_sub("<!--".len())
            .and_then(|start| rest.get(..start));
        let after = rest.get(at.saturating_add(text.len())..);
        if let (Some(before), Some(after)) = (before, after) {
            out.push_str(before);
            // What stands on both sides must not become markup together.
            if out.ends_with('<') {
                out.push_str("<!---->");
            }
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_markup_is_told_from_html_with_comments_in_it() {
        for (html, expected) in [
            (
                "<!-- wp:a --><p>un</p><!-- /wp:a -->\n\n<!-- wp:b /-->\n",
                true,
            ),
            (
                "<!-- wp:a -->un<!-- wp:b -->deux<!-- /wp:b --><!--more--><!-- /wp:a -->",
                true,
            ),
            (
                "<!-- wp:a -->un<!-- wp:b -->deux<!-- /wp:a --><!-- /wp:b -->",
                false,
            ),
            ("<!-- wp:a -->un<!-- /wp:a -->deux", false),
            ("<!-- wp:a -->un<!-- wp:b {\"--><!-- /wp:a -->", false),
            ("<!-- wp:a -->un<!-- wp:b {}--><!-- /wp:a -->", false),
            ("<p>un</p>", false),
            ("<!-- wp:a -->un", false),
        ] {
            assert_eq!(is_markup(html), expected, "{html}");
        }
    }

    #[test]
    fn delimiters_are_cut_out_and_nothing_else() {
        assert_eq!(
            without_delimiters(
                "a<!-- wp:x --><b>é</b><!--wp:y-->c<!-- /wp:z --!>d<!--more-->wp:<i>"
            ),
            "a<b>é</b>cd<!--more-->wp:<i>"
        );
        assert_eq!(
            without_delimiters("<<!-- wp:a --><!-- wp:b -->!-- /wp:html -->"),
            "<<!---->!-- /wp:html -->"
        );
    }
}
