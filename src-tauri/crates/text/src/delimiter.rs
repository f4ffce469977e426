//! The comments with which WordPress' editor marks its blocks: `<!-- wp:name {"json":1} -->`, read
//! as `wp-includes/class-wp-block-parser.php` reads them. The one place that knows their grammar.

/// One delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delimiter<'a> {
    /// The block's name, `core/` left out.
    pub name: &'a str,
    /// Its attributes as JSON; empty for none.
    pub attributes: &'a str,
    /// What it does.
    pub role: Role,
}

/// What a delimiter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Opens,
    Closes,
    /// A block without content.
    Empty,
}

/// The delimiter that a comment is, given what stands between `<!--` and `-->`.
pub(crate) fn delimiter(comment: &str) -> Option<Delimiter<'_>> {
    let text = after_white(comment)?;
    let (closes, text) = match text.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let text = text.strip_prefix("wp:")?;
    let (name, _) = text.split_once(is_white)?;
    let rest = after_white(text.strip_prefix(name)?)?;
    let (rest, empty) = match rest.strip_suffix('/') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let attributes = rest.trim_end_matches(is_white);
    // White space ends an object, too: `{…}-->` is no delimiter.
    let is_object = attributes.starts_with('{') && attributes.ends_with('}') && attributes != rest;
    let (space, block) = name.split_once('/').unwrap_or(("core", name));
    if !(attributes.is_empty() || is_object) || !is_name(space) || !is_name(block) {
        return None;
    }
    let role = match (closes, empty) {
        (true, _) => Role::Closes,
        (false, true) => Role::Empty,
        (false, false) => Role::Opens,
    };
    Some(Delimiter {
        name: name.strip_prefix("core/").unwrap_or(name),
        attributes,
        role,
    })
}

/// Whether a comment looks like a delimiter, complete or not.
pub(crate) fn is_like_delimiter(comment: &str) -> bool {
    let text = comment.trim_start_matches(is_white);
    text.strip_prefix('/').unwrap_or(text).starts_with("wp:")
}

/// A text without the white space that it has to begin with.
fn after_white(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_white);
    (rest.len() < text.len()).then_some(rest)
}

fn is_name(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_lowercase())
        && part
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

/// What `\s` is in WordPress' expression.
fn is_white(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_block_grammar_reads_is_a_delimiter() {
        let is = |name, attributes, role| {
            Some(Delimiter {
                name,
                attributes,
                role,
            })
        };
        for (comment, expected) in [
            (" wp:paragraph ", is("paragraph", "", Role::Opens)),
            ("\n wp:core/quote\t", is("quote", "", Role::Opens)),
            (
                " wp:my-shop/card {\"a\":{}} ",
                is("my-shop/card", "{\"a\":{}}", Role::Opens),
            ),
            (" /wp:paragraph ", is("paragraph", "", Role::Closes)),
            (
                " wp:latest-posts {\"n\":3} /",
                is("latest-posts", "{\"n\":3}", Role::Empty),
            ),
            (" wp:latest-posts /", is("latest-posts", "", Role::Empty)),
            (" wp:latest-posts/", None),
            (" wp:paragraph", None),
            ("wp:paragraph ", None),
            (" wp:a {\"b\":1}", None),
            (" wp:a {\"b\":1}/", None),
            (" / wp:a ", None),
            (" wp:Paragraph ", None),
            (" wp:1a ", None),
            (" wp:a/b/c ", None),
            (" wp:a b ", None),
            ("more", None),
        ] {
            assert_eq!(delimiter(comment), expected, "{comment}");
        }
    }
}
