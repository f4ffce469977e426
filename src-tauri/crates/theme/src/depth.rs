//! How deeply a page is nested, told by one linear scan: a parser's time grows with the square of it.

use std::collections::HashMap;

/// Deeper than any page that a person or a page builder made.
const DEEPEST: usize = 400;

/// A name longer than this is no element's.
const LONGEST_NAME: usize = 32;

/// Elements that are closed where another begins, or that hold nothing: they nest in nothing but
/// elements that are counted.
const NOT_COUNTED: &[&str] = &[
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input",
    "li", "link", "meta", "option", "p", "path", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr",
];

/// Whether elements stand in each other more than [`DEEPEST`] deep at any place.
pub(crate) fn is_too_deep(html: &str) -> bool {
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut depth = 0_usize;
    for part in html.split('<').skip(1) {
        let (ends, part) = match part.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, part),
        };
        let length = part
            .bytes()
            .take(LONGEST_NAME)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':'))
            .count();
        let name = part.get(..length).unwrap_or_default().to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || NOT_COUNTED.contains(&name.as_str())
        {
            continue;
        }
        let count = open.entry(name).or_default();
        if !ends {
            *count += 1;
            depth += 1;
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_page_is_not_deep_and_a_tower_is() {
        assert!(!is_too_deep(&"<div><p>un<p>deux<br></div>".repeat(10_000)));
        assert!(!is_too_deep(&"<ul><li>un<li>deux</ul>".repeat(10_000)));
        assert!(is_too_deep(&"<div>".repeat(401)));
        assert!(is_too_deep(&"<ul><li>".repeat(401)));
        assert!(is_too_deep(&"</b><x-y>".repeat(401)));
    }
}
