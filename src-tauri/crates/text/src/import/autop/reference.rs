//! `wpautop` with WordPress' own patterns, one after the other: what the steps are compared with.

use std::borrow::Cow;

use proptest::prelude::*;
use regex::{Captures, Error, Regex};

use super::is_php_white;
use super::listings::{with_listings, without_listings};

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

/// The patterns in the order of their use.
pub(super) struct Steps {
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
    pub fn new() -> Result<Self, Error> {
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

    pub fn run(&self, text: &str) -> String {
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

/// Pieces of what the patterns look for, and of what nearly is.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<p",
        "<p class=\"a\">",
        "<pre>",
        "</pre>",
        "<param>",
        "<br>",
        "<br/>",
        "<br />",
        "<br  >",
        "<hr>",
        "<hr />",
        "<hr",
        "<li>",
        "</li>",
        "<li ",
        "<ul>",
        "</ul>",
        "<div>",
        "</div>",
        "<div\n>",
        "</div >",
        "<h2>",
        "</h2>",
        "<td>",
        "<th",
        "<track>",
        "<colgroup>",
        "<blockquote>",
        "<BlockQuote cite='a>b'>",
        "</blockquote>",
        "</form>",
        "</address>",
        "<span\nid=x>",
        "<b>",
        "</b>",
        "<!-- a\nb -->",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<script>",
        "</script>",
        "<svg>\n",
        "</svg>",
        "<style>",
        "</style>",
        "<figcaption>",
        "</figcaption>",
        "<option>",
        "<object>",
        "</object>",
        "<video>",
        "<source>",
        "<!-- wpnl -->",
        " <!-- wpnl --> ",
        "<pre wp-pre-tag-0></pre>",
        "<WPPreserveNewline />",
        "\n",
        "\n\n",
        "\n \n",
        " ",
        "  ",
        "\t",
        "\r\n",
        "\r",
        "\u{b}",
        "\u{c}",
        "\u{a0}",
        "\0",
        "é",
        "mot",
        "a",
        ">",
        "<",
        "/",
        "\"",
        "'",
    ]);
    // Short ones have ways of their own.
    let many = prop_oneof![1 => 0..6_usize, 3 => 0..24_usize];
    many.prop_flat_map(move |most| {
        prop::collection::vec(pieces.clone(), 0..=most).prop_map(|pieces| pieces.concat())
    })
}

#[test]
fn the_steps_do_what_the_patterns_do() {
    let steps = Steps::new().unwrap();
    proptest!(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() },
    |(text in texts())| {
        prop_assert_eq!(super::run(&text).unwrap(), steps.run(&text));
        prop_assert_eq!(super::autop(&text).unwrap(), steps.run(&text));
    });
}
