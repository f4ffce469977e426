//! What WordPress makes of a classic post's line breaks: a port of `wpautop` and
//! `wp_replace_in_html_tags` of `wp-includes/formatting.php` (WordPress 7.1), step by step, quirks
//! included.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Error, Regex};

/// `$allblocks`.
const BLOCKS: &str = "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|\
    li|pre|form|map|area|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|\
    aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary)";

/// PCRE's `\s` without its `u` flag.
const WHITE: &str = r"[\t-\r ]";

/// Stands for a line break inside a tag while lines are turned into breaks.
const KEPT_IN_TAG: &str = " <!-- wpnl --> ";
/// Stands for a line break inside a script or a drawing.
const KEPT_IN_SCRIPT: &str = "<WPPreserveNewline />";

/// Adds the paragraphs and line breaks that WordPress adds to a classic post when it shows it.
///
/// `None` only if the patterns did not compile, which a test rules out.
pub(crate) fn autop(text: &str) -> Option<String> {
    if let Some(simple) = simple(text) {
        return Some(simple);
    }
    STEPS.as_ref().map(|steps| steps.run(text))
}

/// The result for what posts are mostly made of, without the many passes: a paragraph of text and
/// inline tags, with or without `<p>`, a heading on one line, a rule.
fn simple(text: &str) -> Option<String> {
    if matches!(text, "<hr>" | "<hr />" | "<hr/>") {
        return Some([text, "\n"].concat());
    }
    if text.contains('\r')
        || text.trim_matches(is_pcre_white).len() != text.len()
        || text.is_empty()
    {
        return None;
    }
    let lines = text.contains('\n');
    let wrapped = if lines { None } else { content_of_leaf(text) };
    let inner = wrapped.unwrap_or(text);
    let inline = |tag: &str| {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let known = matches!(
            name.get(..len),
            Some("a" | "em" | "strong" | "b" | "i" | "code" | "img" | "span" | "sup" | "sub")
        );
        // Line breaks in tags are none in the text.
        known
            && (!lines
                || tag
                    .find('>')
                    .is_some_and(|end| !tag.get(..end).is_some_and(|t| t.contains('\n'))))
    };
    if !inner.split('<').skip(1).all(inline) {
        return None;
    }
    if wrapped.is_some() {
        return Some([text, "\n"].concat());
    }
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str("<p>");
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            // A blank line: two paragraphs.
            if line.trim_matches(is_pcre_white).is_empty() {
                return None;
            }
            out.push_str("<br />\n");
        }
        out.push_str(line.trim_end_matches(is_pcre_white));
    }
    out.push_str("</p>\n");
    Some(out)
}

/// What stands in a `<p>` or a heading that is all of a text; further tags in it may be anything.
fn content_of_leaf(text: &str) -> Option<&str> {
    let name = match text.as_bytes() {
        [b'<', b'p', b' ' | b'>', ..] => "p",
        [b'<', b'h', b'1'..=b'6', b' ' | b'>', ..] => text.get(1..3)?,
        _ => return None,
    };
    let rest = text.get(1 + name.len()..)?;
    let rest = rest
        .strip_suffix('>')?
        .strip_suffix(name)?
        .strip_suffix("</")?;
    Some(rest)
}

/// What PCRE's `\s` matches.
fn is_pcre_white(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}

static STEPS: LazyLock<Option<Steps>> = LazyLock::new(|| Steps::new().ok());

/// The patterns in the order of their use.
struct Steps {
    double_break: Regex,
    block_opens: Regex,
    block_closes: Regex,
    rule: Regex,
    element: Regex,
    collapsed: Vec<(Regex, &'static str)>,
    many_lines: Regex,
    paragraph_end: Regex,
    blank_paragraph: Regex,
    unclosed_paragraph: Regex,
    wrapped_block: Regex,
    wrapped_item: Regex,
    wrapped_quote: Regex,
    paragraph_before_block: Regex,
    paragraph_after_block: Regex,
    script: Regex,
    lines: Regex,
    break_after_block: Regex,
    break_before_block: Regex,
}

fn pattern(text: &str) -> Result<Regex, Error> {
    Regex::new(&text.replace("BLOCKS", BLOCKS).replace(r"\s", WHITE))
}

impl Steps {
    fn new() -> Result<Self, Error> {
        Ok(Self {
            double_break: pattern(r"<br\s*/?>\s*<br\s*/?>")?,
            block_opens: pattern(r"(<BLOCKS(?:\s|[/>]))")?,
            block_closes: pattern(r"(</BLOCKS>)")?,
            rule: pattern(r"(<hr\s*?/?>)")?,
            element: pattern(r"(?s)<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<[^>]*>?")?,
            collapsed: vec![
                (pattern(r"\s*<option")?, "<option"),
                (pattern(r"</option>\s*")?, "</option>"),
                (pattern(r"(<object[^>]*>)\s*")?, "$1"),
                (pattern(r"\s*</object>")?, "</object>"),
                (pattern(r"\s*(</?(?:param|embed)[^>]*>)\s*")?, "$1"),
                (pattern(r"([<\[](?:audio|video)[^>\]]*[>\]])\s*")?, "$1"),
                (pattern(r"\s*([<\[]/(?:audio|video)[>\]])")?, "$1"),
                (pattern(r"\s*(<(?:source|track)[^>]*>)\s*")?, "$1"),
                (pattern(r"\s*(<figcaption[^>]*>)")?, "$1"),
                (pattern(r"</figcaption>\s*")?, "</figcaption>"),
            ],
            many_lines: pattern(r"\n\n+")?,
            paragraph_end: pattern(r"\n\s*\n")?,
            blank_paragraph: pattern(r"<p>\s*</p>")?,
            unclosed_paragraph: pattern(r"<p>([^<]+)</(div|address|form)>")?,
            wrapped_block: pattern(r"<p>\s*(</?BLOCKS[^>]*>)\s*</p>")?,
            wrapped_item: pattern(r"<p>(<li.+?)</p>")?,
            wrapped_quote: pattern(r#"<p><(?i-u:blockquote)((?:[^>"']|"[^"]*"|'[^']*')*)>"#)?,
            paragraph_before_block: pattern(r"<p>\s*(</?BLOCKS[^>]*>)")?,
            paragraph_after_block: pattern(r"(</?BLOCKS[^>]*>)\s*</p>")?,
            script: pattern(
                r"(?s)<script.*?</script>|<style.*?</style>|<svg.*?</svg>|<math.*?</math>",
            )?,
            lines: pattern(r"\s*\n")?,
            break_after_block: pattern(r"(</?BLOCKS[^>]*>)\s*<br />")?,
            break_before_block: pattern(
                r"<br />(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*>)",
            )?,
        })
    }

    fn run(&self, text: &str) -> String {
        if text.trim_matches(is_php_white).is_empty() {
            return String::new();
        }
        let (text, listings) = without_listings(&format!("{text}\n"));
        let text = self.double_break.replace_all(&text, "\n\n");
        let text = self.block_opens.replace_all(&text, "\n\n$1");
        let text = self.block_closes.replace_all(&text, "$1\n\n");
        let text = self.rule.replace_all(&text, "$1\n\n");
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut text: Cow<'_, str> = self.element.replace_all(&text, |element: &Captures<'_>| {
            element
                .get(0)
                .map_or("", |m| m.as_str())
                .replace('\n', KEPT_IN_TAG)
        });
        let collapsed: Vec<_> = self.collapsed_in(&text).collect();
        for (pattern, instead) in collapsed {
            text = Cow::Owned(pattern.replace_all(&text, *instead).into_owned());
        }
        let text = self.many_lines.replace_all(&text, "\n\n");
        let mut out = String::with_capacity(text.len() * 9 / 8);
        for paragraph in self.paragraph_end.split(&text).filter(|p| !p.is_empty()) {
            out.extend(["<p>", paragraph.trim_matches('\n'), "</p>\n"]);
        }
        let text = self.blank_paragraph.replace_all(&out, "");
        let text = self.unclosed_paragraph.replace_all(&text, "<p>$1</p></$2>");
        let text = self.wrapped_block.replace_all(&text, "$1");
        let text = self.wrapped_item.replace_all(&text, "$1");
        let text = self.wrapped_quote.replace_all(&text, "<blockquote$1><p>");
        let text = text.replace("</blockquote></p>", "</p></blockquote>");
        let text = self.paragraph_before_block.replace_all(&text, "$1");
        let text = self.paragraph_after_block.replace_all(&text, "$1");
        let text = self.breaks(&text);
        let text = self.break_after_block.replace_all(&text, "$1");
        let text = self.break_before_block.replace_all(&text, "$1");
        let text = match text.strip_suffix("\n</p>") {
            Some(start) => format!("{start}</p>"),
            // `$` in PCRE stands before a last line break as well.
            None => match text.strip_suffix("\n</p>\n") {
                Some(start) => format!("{start}</p>\n"),
                None => text.into_owned(),
            },
        };
        let text = with_listings(&text, &listings);
        text.replace(KEPT_IN_TAG, "\n")
            .replace(KEPT_IN_TAG.trim(), "\n")
    }

    /// The white space that WordPress collapses around elements that hold other elements.
    fn collapsed_in(&self, text: &str) -> impl Iterator<Item = &(Regex, &'static str)> {
        let found = [
            (text.contains("<option"), 2),
            (text.contains("</object>"), 3),
            (text.contains("<source") || text.contains("<track"), 3),
            (text.contains("<figcaption"), 2),
        ];
        let wanted = found
            .into_iter()
            .flat_map(|(found, count)| std::iter::repeat_n(found, count));
        self.collapsed
            .iter()
            .zip(wanted)
            .filter(|(_, wanted)| *wanted)
            .map(|(step, _)| step)
    }

    /// Makes a `<br />` of every line break that is none yet.
    fn breaks(&self, text: &str) -> String {
        let text = self.script.replace_all(text, |script: &Captures<'_>| {
            script
                .get(0)
                .map_or("", |m| m.as_str())
                .replace('\n', KEPT_IN_SCRIPT)
        });
        let text = text.replace("<br>", "<br />").replace("<br/>", "<br />");
        let mut out = String::with_capacity(text.len() + text.len() / 8);
        let mut from = 0;
        for found in self.lines.find_iter(&text) {
            // `(?<!<br />)`: right after a break nothing begins, one character later it may.
            let after_break = text
                .get(..found.start())
                .is_some_and(|t| t.ends_with("<br />"));
            let start = found.start() + usize::from(after_break);
            if start >= found.end() {
                continue;
            }
            out.push_str(text.get(from..start).unwrap_or(""));
            out.push_str("<br />\n");
            from = found.end();
        }
        out.push_str(text.get(from..).unwrap_or(""));
        out.replace(KEPT_IN_SCRIPT, "\n")
    }
}

/// What PHP's `trim` takes away.
fn is_php_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\0' | '\u{b}')
}

/// The text with `<pre wp-pre-tag-N></pre>` for each listing, and the listings.
fn without_listings(text: &str) -> (String, Vec<String>) {
    let mut listings = Vec::new();
    if !text.contains("<pre") {
        return (text.to_owned(), listings);
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split("</pre>").peekable();
    while let Some(part) = parts.next() {
        let begin = part.find("<pre").filter(|_| parts.peek().is_some());
        match begin.and_then(|at| part.split_at_checked(at)) {
            Some((before, listing)) => {
                out.push_str(before);
                out.push_str(&placeholder(listings.len()));
                listings.push(format!("{listing}</pre>"));
            }
            None => out.push_str(part),
        }
    }
    (out, listings)
}

fn placeholder(number: usize) -> String {
    format!("<pre wp-pre-tag-{number}></pre>")
}

fn with_listings(text: &str, listings: &[String]) -> String {
    const BEGIN: &str = "<pre wp-pre-tag-";
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(BEGIN);
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (number, rest) = part.split_once("></pre>").unwrap_or(("", part));
        match number
            .parse::<usize>()
            .ok()
            .and_then(|number| listings.get(number))
        {
            Some(listing) => out.extend([listing.as_str(), rest]),
            None => out.extend([BEGIN, part]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each text with what the real WordPress 7.1 makes of it.
    const RECORDED: &str = include_str!("../../tests/fixtures/wpautop.txt");

    #[test]
    fn wordpress_makes_the_same_of_each_text() {
        let mut cases = 0;
        for case in RECORDED.split("\n=====\n").filter(|case| !case.is_empty()) {
            let (text, expected) = case.split_once("\n-----\n").unwrap();
            let text = text.replace("\\r", "\r");
            assert_eq!(autop(&text).unwrap(), expected, "{text:?}");
            let steps = STEPS.as_ref().unwrap();
            assert_eq!(steps.run(&text), expected, "{text:?}");
            cases += 1;
        }
        assert!(cases > 20, "{cases}");
    }
}
