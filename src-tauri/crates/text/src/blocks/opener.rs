//! The comment that a block begins with, and the JSON in it.

use std::fmt::Write;

/// The value of one of a block's attributes.
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(u64),
    Flag(bool),
}

/// `<!-- wp:name {"attribute":value} -->` and a line break.
pub(super) fn opener(name: &str, attributes: &[(&str, Value<'_>)]) -> String {
    let mut out = format!("<!-- wp:{name} ");
    for (at, (attribute, value)) in attributes.iter().enumerate() {
        out.push(if at == 0 { '{' } else { ',' });
        // Writing to a String does not fail.
        let _ = write!(out, "\"{attribute}\":");
        let _ = match value {
            Value::Text(text) => {
                push_text(&mut out, text);
                Ok(())
            }
            Value::Number(number) => write!(out, "{number}"),
            Value::Flag(flag) => write!(out, "{flag}"),
        };
    }
    out.push_str(if attributes.is_empty() { "" } else { "} " });
    out.push_str("-->\n");
    out
}

/// A JSON string as `serializeAttributes` of `@wordpress/blocks` and `serialize_block_attributes` of
/// WordPress write it: nothing in it ends a comment, opens a tag or is taken for an escape.
fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let _ = match c {
            '-' if characters.next_if_eq(&'-').is_some() => out.write_str("\\u002d\\u002d"),
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\t' => out.write_str("\\t"),
            '\u{8}' => out.write_str("\\b"),
            '\u{c}' => out.write_str("\\f"),
            '<' | '>' | '&' | '"' | '\\' | '\0'..='\u{1f}' => {
                write!(out, "\\u{:04x}", u32::from(c))
            }
            _ => out.write_char(c),
        };
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_comment_or_its_string() {
        // Each expected text is what `serializeAttributes` answers for the same value.
        for (text, expected) in [
            ("La suite…", "La suite…"),
            (
                "a --> b --- c - d",
                "a \\u002d\\u002d\\u003e b \\u002d\\u002d- c - d",
            ),
            (
                "<b> & \"c\" 'd'",
                "\\u003cb\\u003e \\u0026 \\u0022c\\u0022 'd'",
            ),
            ("a\\b\n\u{1}", "a\\u005cb\\n\\u0001"),
        ] {
            assert_eq!(
                opener("more", &[("customText", Value::Text(text))]),
                format!("<!-- wp:more {{\"customText\":\"{expected}\"}} -->\n")
            );
        }
        assert_eq!(opener("quote", &[]), "<!-- wp:quote -->\n");
        assert_eq!(
            opener(
                "list",
                &[("ordered", Value::Flag(true)), ("start", Value::Number(3))]
            ),
            "<!-- wp:list {\"ordered\":true,\"start\":3} -->\n"
        );
    }
}
