//! The text of a Code block, and what WordPress would do to it.

use super::opener::{Value, opener};
use super::pieces::Parts;
use pulldown_cmark_escape::escape_html_body_text;

/// A Code block. The language is a class of the `<pre>`: the block allows none on the `<code>`.
/// `None` if the language is no class that the block could hold.
pub(super) fn code(language: Option<&str>, text: &str) -> Option<Parts> {
    let class = language.map(|language| format!("language-{language}"));
    if class.as_deref().is_some_and(|class| !is_plain_class(class)) {
        return None;
    }
    let mut block = match &class {
        Some(class) => opener("code", &[("className", Value::Text(class))]),
        None => opener("code", &[]),
    };
    block.push_str("<pre class=\"wp-block-code");
    if let Some(class) = &class {
        block.extend([" ", class]);
    }
    block.push_str("\"><code>");
    let mut escaped = String::with_capacity(text.len());
    // Writing to a String does not fail. Markdown ends the last line of a code block, too.
    let _ = escape_html_body_text(&mut escaped, text.strip_suffix('\n').unwrap_or(text));
    guarded(&mut block, &escaped);
    block.push_str("</code></pre>\n<!-- /wp:code -->");
    Some(Parts::of(block))
}

/// Whether a class means the same in an attribute, in JSON and to the editor, which takes what looks
/// like a character reference for one.
pub(super) fn is_plain_class(class: &str) -> bool {
    const LONGEST: usize = 200;
    class.len() <= LONGEST
        && !class.is_empty()
        && class.chars().all(|c| {
            c.is_alphanumeric()
                || (c.is_ascii_graphic() && !matches!(c, '&' | '<' | '>' | '"' | '\''))
        })
}

/// Writes the HTML of a code block's text so that WordPress leaves it alone when it shows the post: it
/// would run `[shortcodes]`, and turn an address that has a line of its own into what it finds there.
/// The editor's Code block does the same (`block-library/src/code/utils.js`).
pub(crate) fn guarded(out: &mut String, html: &str) {
    for line in html.split_inclusive('\n') {
        let address = line.trim_matches(|c: char| c.is_ascii_whitespace());
        let scheme = ["http:", "https:"].into_iter().find(|scheme| {
            let rest = address.strip_prefix(scheme).unwrap_or("");
            rest.len() > 2
                && rest.starts_with("//")
                && !rest.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
        });
        let (start, rest) = scheme
            .and_then(|scheme| line.split_once(scheme))
            .and_then(|(lead, rest)| Some((lead, rest.strip_prefix("//")?)))
            .unwrap_or(("", line));
        if let Some(scheme) = scheme {
            out.extend([start, scheme, "&#47;&#47;"]);
        }
        for (at, part) in rest.split('[').enumerate() {
            out.push_str(if at > 0 { "&#91;" } else { "" });
            out.push_str(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn shortcodes_and_lonely_addresses_are_only_text() {
        for (text, expected) in [
            ("[gallery ids=\"1\"]", "&#91;gallery ids=\"1\"]"),
            (
                "a[0]\n  https://example.org/[x]\nhttp://b.org c\nhttps://\n",
                "a&#91;0]\n  https:&#47;&#47;example.org/&#91;x]\nhttp://b.org c\nhttps://\n",
            ),
            ("http:https://a", "http:https://a"),
        ] {
            let mut out = String::new();
            guarded(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
