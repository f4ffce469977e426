//! Plain text out of what servers send: error messages, titles, names. A message is shown and
//! logged, never rendered as HTML, so this removes markup for readability, not for safety.

/// The most characters of a server's message that are kept.
const LONGEST_MESSAGE: usize = 300;

/// Entities decoded, white space collapsed; nothing else is taken away. For names, where `<3` is
/// a heart and no tag.
pub(crate) fn decoded(text: &str) -> String {
    collapse(&htmlize::unescape(text))
}

/// The text of a piece of HTML: tags, comments, scripts and styles gone, entities decoded, white
/// space collapsed.
pub(crate) fn text_of(html: &str) -> String {
    decoded(&without_tags(html))
}

/// A server's message in at most 300 characters of plain text. Of a whole HTML page, its title.
pub(crate) fn message(html: &str) -> String {
    let text = match title_of_page(html) {
        Some(title) => text_of(title),
        None => text_of(html),
    };
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// Whether two pieces of HTML say the same words. Markup, white space, punctuation and the
/// typographic changes that a blog makes on display (curly quotes, long dashes, emoji as images)
/// do not count: letters and digits do, in order and in the same case. Two texts without any are
/// compared as they are.
#[must_use]
pub fn same_words(a: &str, b: &str) -> bool {
    let words = |html: &str| -> String {
        text_of(html)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    let (left, right) = (words(a), words(b));
    if left.is_empty() && right.is_empty() {
        return text_of(a) == text_of(b);
    }
    left == right
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// One pass, no recursion: the time is linear in the length however deep the markup is nested.
fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            out.push('<');
            rest = tag;
            continue;
        }
        // A tag breaks words only where a browser would break the line.
        if !is_inline(tag) {
            out.push(' ');
        }
        rest = match hidden_element(tag) {
            Some(name) => after_closing(tag, name),
            None => tag.split_once('>').map_or("", |(_, after)| after),
        };
    }
    out.push_str(rest);
    out
}

fn tag_name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default()
}

fn is_inline(tag: &str) -> bool {
    const INLINE: [&str; 14] = [
        "a", "abbr", "acronym", "b", "cite", "code", "del", "em", "i", "q", "s", "span", "strike",
        "strong",
    ];
    INLINE
        .iter()
        .any(|name| tag_name(tag).eq_ignore_ascii_case(name))
}

fn hidden_element(tag: &str) -> Option<&'static str> {
    ["script", "style"]
        .into_iter()
        .find(|name| !tag.starts_with('/') && tag_name(tag).eq_ignore_ascii_case(name))
}

fn after_closing<'a>(tag: &'a str, name: &str) -> &'a str {
    let mut rest = tag;
    while let Some((_, after)) = rest.split_once("</") {
        if tag_name(after).eq_ignore_ascii_case(name) {
            return after.split_once('>').map_or("", |(_, text)| text);
        }
        rest = after;
    }
    ""
}

/// What stands in the `<title>` of a page.
pub(crate) fn title_of_page(html: &str) -> Option<&str> {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        if tag_name(tag).eq_ignore_ascii_case("title") && !tag.starts_with('/') {
            let (_, title) = tag.split_once('>')?;
            return title.split_once("</").map(|(title, _)| title);
        }
        rest = tag;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_loses_its_tags_and_entities() {
        let html = "<strong>Error:</strong> it&#8217;s <a href=\"x>y\">closed</a> &amp; done";
        // An attribute with a bare `>` leaves a little noise: harmless in a message.
        assert!(message(html).starts_with("Error: it’s"));
        assert_eq!(message("<p>a</p><p>b &lt;3</p>"), "a b <3");
    }

    #[test]
    fn a_whole_page_is_told_by_its_title() {
        let page = "<!DOCTYPE html><html><head><style>p{}</style><title>403 Forbidden</title>\
                    </head><body><script>alert(1)</script>x</body></html>";
        assert_eq!(message(page), "403 Forbidden");
        assert_eq!(
            text_of("a<script>if (1<2) {}</script>b"),
            "ab".replace("ab", "a b")
        );
    }

    #[test]
    fn a_long_message_is_cut_between_characters() {
        let cut = message(&"é".repeat(400));
        assert_eq!(cut.chars().count(), 301);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn typography_does_not_make_other_words() {
        assert!(same_words(
            "<p>l'été -- \"oui\"</p>",
            "<p>l&#8217;été &#8211; &#8220;oui&#8221;</p>\n"
        ));
        assert!(same_words("merci &amp; bravo", "<p>merci &#038; bravo</p>"));
        assert!(!same_words("oui", "non"));
        assert!(!same_words("👍", "👎"));
    }
}
