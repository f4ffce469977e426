//! Whether two pieces of HTML mean the same.

use crate::import::chunks::PieceKind;
use crate::import::elements::is_foreign;
use crate::import::meaning::meaning;
use crate::import::tree::regular;
use crate::import::unwrap::unwrapped;
use crate::safe::{Token, tokens};

/// Whether rendered HTML and the HTML of a piece mean the same.
pub(super) fn is_same(written: &str, shown: &str, kind: &PieceKind) -> bool {
    let (one, other) = (written.trim_ascii_end(), shown.trim_ascii_end());
    // Most blocks are written as they were: their trees need not be compared.
    one == other
        || differs_in_lines_only(one, other)
        || has_same_tree(written, shown, kind).unwrap_or(false)
}

/// Whether two pieces of HTML are the same but for the lines that begin after a `<br />`. Where they
/// could be and still mean other things, it is not said.
fn differs_in_lines_only(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (tokens(one), tokens(other));
    let mut after_break = false;
    loop {
        let before = std::mem::take(&mut after_break);
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(Token::Text(one)), Some(Token::Text(other))) => {
                let words = |text| {
                    if before {
                        str::trim_start_matches(text, '\n')
                    } else {
                        text
                    }
                };
                if words(one) != words(other) {
                    return false;
                }
            }
            (Some(Token::Start(one)), Some(Token::Start(other))) => {
                if one.source != other.source || one.name == "pre" || is_foreign(&one.name) {
                    return false;
                }
                after_break = one.name == "br";
            }
            (Some(Token::End(one)), Some(Token::End(other))) if one == other => {}
            _ => return false,
        }
    }
}

/// The same by their trees; `None` if either is irregular.
fn has_same_tree(written: &str, shown: &str, kind: &PieceKind) -> Option<bool> {
    let written = regular(written)?;
    let mut shown = regular(shown)?;
    if let PieceKind::Block(_) = kind {
        shown = unwrapped(shown)?;
    }
    Some(meaning(&written) == meaning(&shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_after_a_break_are_the_only_difference() {
        for (one, other) in [
            ("<p>a<br />b</p>", "<p>a<br />\nb</p>"),
            ("a<br />\n\n<i>b</i>", "a<br />\n<i>b</i>"),
            ("<p class=\"c\">a</p>", "<p class=\"c\">a</p>"),
        ] {
            assert!(differs_in_lines_only(one, other), "{one:?} {other:?}");
        }
        for (one, other) in [
            ("<p>a b</p>", "<p>a\nb</p>"),
            ("a<br />b", "a<br /> b"),
            ("<i title=\"<br />a\">b</i>", "<i title=\"<br />\na\">b</i>"),
            ("<pre>a<br />b</pre>", "<pre>a<br />\nb</pre>"),
            (
                "<textarea><br />b</textarea>",
                "<textarea><br />\nb</textarea>",
            ),
            ("<script>a</script>", "<script>b</script>"),
            ("<!a>", "<!b>"),
            ("a<b>", "a"),
        ] {
            assert!(!differs_in_lines_only(one, other), "{one:?} {other:?}");
        }
    }
}
