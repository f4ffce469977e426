//! What WordPress makes of a classic post's line breaks: a port of `wpautop` and
//! `wp_replace_in_html_tags` of `wp-includes/formatting.php` (WordPress 7.1), step by step, quirks
//! included.

mod breaks;
mod listings;
mod rare;
#[cfg(test)]
mod reference;
mod scan;
mod simple;
mod steps;

use std::borrow::Cow;

use listings::{with_listings, without_listings};
use simple::simple;
use steps::replaced;

use super::island::normalized;

/// Adds the paragraphs and line breaks that WordPress adds to a classic post when it shows it.
///
/// `None` only if the patterns did not compile, which a test rules out.
pub(crate) fn autop(text: &str) -> Option<String> {
    if let Some(simple) = simple(text) {
        return Some(simple);
    }
    run(text)
}

/// All steps.
fn run(text: &str) -> Option<String> {
    if text.trim_matches(is_php_white).is_empty() {
        return Some(String::new());
    }
    let has = Initials::of(text);
    let text = [text, "\n"].concat();
    let (text, listings) = if has.any(b"p") {
        without_listings(&text)
    } else {
        (text, Vec::new())
    };
    let text = if has.any(b"b") {
        breaks::double_breaks(&text)
    } else {
        Cow::Borrowed(text.as_str())
    };
    let text = steps::blocks_apart(&text);
    let text = normalized(&text);
    let mut text = steps::tags_on_one_line(&text);
    let put_aside = matches!(text, Cow::Owned(_));
    if has.any(b"ofst") {
        text = steps::collapsed(text)?;
    }
    // `\n\n+` is `\n\n` to what follows, so that step is left out.
    let text = steps::paragraphs(&text);
    let text = steps::blank_paragraphs(&text);
    let text = steps::unclosed_paragraphs(&text);
    let text = steps::wrapped_blocks(&text);
    let mut text = steps::wrapped_items(&text);
    if has.any(b"bB") {
        text = steps::wrapped_quotes(text)?;
        text = replaced(text, "</blockquote></p>", "</p></blockquote>");
    }
    let text = steps::paragraphs_before_blocks(&text);
    let text = steps::paragraphs_after_blocks(&text);
    let text = breaks::line_breaks(&text, has)?;
    let text = breaks::breaks_after_blocks(&text);
    let text = breaks::breaks_before_blocks(&text);
    let text = match text.strip_suffix("\n</p>") {
        Some(start) => Cow::Owned([start, "</p>"].concat()),
        // `$` in PCRE stands before a last line break as well.
        None => match text.strip_suffix("\n</p>\n") {
            Some(start) => Cow::Owned([start, "</p>\n"].concat()),
            None => text,
        },
    };
    let text = if listings.is_empty() {
        text
    } else {
        Cow::Owned(with_listings(&text, &listings))
    };
    if put_aside || has.any(b"!") {
        return Some(steps::tags_as_before(text).into_owned());
    }
    Some(text.into_owned())
}

/// What the tags of a text begin with: most steps look for elements that most texts do not have.
#[derive(Clone, Copy)]
struct Initials([bool; 128]);

impl Initials {
    fn of(text: &str) -> Self {
        let mut all = [false; 128];
        let bytes = text.as_bytes();
        for at in memchr::memchr_iter(b'<', bytes) {
            let first = match bytes.get(at + 1) {
                Some(b'/') => bytes.get(at + 2),
                first => first,
            };
            if let Some(has) = first.and_then(|first| all.get_mut(usize::from(*first))) {
                *has = true;
            }
        }
        Self(all)
    }

    /// Whether a tag begins with one of these.
    fn any(&self, initials: &[u8]) -> bool {
        let has = |initial: &u8| self.0.get(usize::from(*initial)) == Some(&true);
        initials.iter().any(has)
    }
}

/// What PHP's `trim` takes away.
fn is_php_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\0' | '\u{b}')
}

#[cfg(test)]
mod tests {
    use super::reference::Steps;
    use super::*;

    /// Each text with what the real WordPress 7.1 makes of it.
    const RECORDED: &str = include_str!("../../../tests/fixtures/wpautop.txt");

    #[test]
    fn wordpress_makes_the_same_of_each_text() {
        let mut cases = 0;
        for case in RECORDED.split("\n=====\n").filter(|case| !case.is_empty()) {
            let (text, expected) = case.split_once("\n-----\n").unwrap();
            let text = text.replace("\\r", "\r");
            assert_eq!(autop(&text).unwrap(), expected, "{text:?}");
            assert_eq!(run(&text).unwrap(), expected, "{text:?}");
            assert_eq!(Steps::new().unwrap().run(&text), expected, "{text:?}");
            cases += 1;
        }
        assert!(cases > 20, "{cases}");
    }
}
