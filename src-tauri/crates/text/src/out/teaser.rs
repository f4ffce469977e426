//! Where the summary of a post ends: `<!--more-->`.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::markdown::events;

/// The mark that divides the summary from the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptBreak {
    /// Its place in the Markdown, in bytes.
    pub range: Range<usize>,
    /// What the blog's link to the rest is to say: `<!--more La suite-->`.
    pub label: Option<String>,
    /// Nothing follows: a link to the rest would lead nowhere.
    pub trailing: bool,
}

/// The first excerpt break of a text; the others are nothing to a blog
/// (`get_the_content` in WordPress' `post-template.php`). One in code is none.
pub fn excerpt_break(markdown: &str) -> Option<ExcerptBreak> {
    if !markdown.contains("<!--more") {
        return None;
    }
    events(markdown).find_map(|(event, place)| {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else {
            return None;
        };
        let at = html.find("<!--more")?;
        let rest = html.get(at..)?;
        let len = rest.find("-->")? + "-->".len();
        let label = rest.get("<!--more".len()..len - "-->".len())?;
        // "<!--moreover-->" is a comment.
        if !label.is_empty() && !label.starts_with(' ') {
            return None;
        }
        let range = place.start + at..place.start + at + len;
        Some(ExcerptBreak {
            trailing: markdown.get(range.end..)?.trim().is_empty(),
            label: Some(label.trim().to_owned()).filter(|label| !label.is_empty()),
            range,
        })
    })
}

/// A text without an excerpt break that nothing follows.
pub fn without_trailing_break(markdown: &str) -> &str {
    match excerpt_break(markdown) {
        Some(found) if found.trailing => markdown
            .get(..found.range.start)
            .map_or(markdown, str::trim_end),
        _ => markdown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_break_is_found_with_its_words_and_not_in_code() {
        let text = "`<!--more-->`\n\n<!--moreover-->\n\nun\n\n<!--more La suite-->\n\ndeux";
        let found = excerpt_break(text).unwrap();
        assert_eq!(&text[found.range.clone()], "<!--more La suite-->");
        assert_eq!(found.label.as_deref(), Some("La suite"));
        assert!(!found.trailing);
        assert_eq!(without_trailing_break(text), text);
    }

    #[test]
    fn a_break_that_nothing_follows_is_not_sent() {
        assert_eq!(without_trailing_break("un\n\n<!--more-->\n\n"), "un");
        assert_eq!(without_trailing_break("un <!--more-->"), "un");
        assert_eq!(without_trailing_break("un"), "un");
    }
}
