//! The comments of block markup in HTML that was written elsewhere:
//! `<!-- wp:name {"attribute":1} -->`, `<!-- /wp:name -->`, `<!-- wp:name /-->`
//! (`packages/block-serialization-default-parser` of Gutenberg).

use std::borrow::Cow;

use crate::safe::{Token, is_mark, tokens};

/// What a comment says about blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter<'a> {
    Start(&'a str),
    End(&'a str),
    /// A block without content.
    Whole,
}

/// What a comment's text says about blocks, if the sanitiser keeps it.
pub(super) fn delimiter(comment: &str) -> Option<Delimiter<'_>> {
    if !is_mark(comment) {
        return None;
    }
    let (is_end, rest) = match comment.strip_prefix(" /wp:") {
        Some(rest) => (true, rest),
        None => (false, comment.strip_prefix(" wp:")?),
    };
    let (name, rest) = rest.split_once(|c: char| c.is_ascii_whitespace())?;
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
    };
    let (space, block) = name.split_once('/').unwrap_or(("core", name));
    if !is_name(space) || !is_name(block) {
        return None;
    }
    let rest = rest.trim_ascii();
    let (attributes, is_whole) = match rest.strip_suffix('/') {
        Some(rest) => (rest.trim_ascii_end(), true),
        None => (rest, false),
    };
    let is_object = attributes.starts_with('{') && attributes.ends_with('}');
    match (attributes.is_empty() || is_object, is_end, is_whole) {
        (false, ..) => None,
        (true, true, _) => Some(Delimiter::End(name)),
        (true, false, true) => Some(Delimiter::Whole),
        (true, false, false) => Some(Delimiter::Start(name)),
    }
}

/// What the comments in HTML say about blocks, in order.
pub(super) fn delimiters(html: &str) -> impl Iterator<Item = Delimiter<'_>> {
    // Most HTML has none, and need not be read.
    let html = if html.contains("wp:") { html } else { "" };
    tokens(html).filter_map(|token| match token {
        Token::Comment(text) => delimiter(text),
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
            Token::Comment(text) => delimiter(text),
            _ => None,
        };
        match said {
            Some(Delimiter::Start(name)) => open.push(name),
            Some(Delimiter::End(name)) if open.pop() != Some(name) => return false,
            Some(Delimiter::End(_) | Delimiter::Whole) => {}
            None if open.is_empty() => return false,
            None => {}
        }
    }
    open.is_empty()
}

/// HTML without the comments that the block grammar would read, complete or not.
pub(super) fn without_delimiters(html: &str) -> Cow<'_, str> {
    if !html.contains("wp:") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    for token in tokens(html) {
        let Token::Comment(text) = token else {
            continue;
        };
        let body = text.trim_ascii_start();
        if !body.starts_with("wp:") && !body.starts_with("/wp:") {
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
    fn only_what_the_block_grammar_reads_is_a_delimiter() {
        for (comment, expected) in [
            (" wp:paragraph ", Some(Delimiter::Start("paragraph"))),
            (
                " wp:my-shop/card {\"a\":{}} ",
                Some(Delimiter::Start("my-shop/card")),
            ),
            (" /wp:paragraph ", Some(Delimiter::End("paragraph"))),
            (" wp:latest-posts {\"n\":3} /", Some(Delimiter::Whole)),
            (" wp:paragraph", None),
            (" wp:Paragraph ", None),
            (" wp:a/b/c ", None),
            (" wp:a b ", None),
            (" wp:a {\"b\":\"--\"} ", None),
            ("more", None),
        ] {
            assert_eq!(delimiter(comment), expected, "{comment}");
        }
    }

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
    }
}
