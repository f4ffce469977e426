//! What holds for the typography of any text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use billet_text::{Edit, Language, apply, document, plain_typography, post_html, typography};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

mod texts;

/// Sentences and what stands in their way, well formed or not.
fn sentences() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "mot",
        "mot",
        "l'",
        "L",
        "é",
        "1",
        "10",
        "000",
        "1914",
        "2",
        "er",
        "e",
        "M.",
        "p.",
        "n°",
        "XX",
        " ",
        " ",
        " ",
        "\u{a0}",
        "\u{202f}",
        "\n",
        "\n\n",
        "!",
        "?",
        ";",
        ":",
        ".",
        "...",
        "…",
        "-",
        "--",
        "---",
        "–",
        "—",
        "\"",
        "\"",
        "\"",
        "'",
        "'",
        "’",
        "«",
        "»",
        "“",
        "”",
        "‘",
        "*",
        "*",
        "**",
        "_",
        "~",
        "~~",
        "^",
        "$",
        "$$",
        "`",
        "``",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "[a](b)",
        "![a](b)",
        "[mot !]",
        "[mot\u{202f}!]",
        "[mot\u{202f}!]: /x\n",
        "[l’x]: /x\n",
        "[l'x]",
        "[^1]",
        "[^l'x]",
        "[^l’x]: ",
        "[^1]: ",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        "<br>",
        "<i lang=en>",
        "</i>",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "\n<pre>\n",
        "</pre>",
        "&quot;",
        "&nbsp;",
        "&",
        "&amp;",
        "https://a.fr/",
        "www.",
        "a@b.fr",
        ":smile:",
        ":",
        "%",
        "€",
        "kg",
        "# ",
        "> ",
        "- ",
        "| ",
        "|---|",
        "\n: ",
        "{#a}",
        "[caption x=\"a\"]",
        "[code]",
        "[/code]",
        "```\n",
        "    ",
        "=",
        "/",
        "<",
        ">",
        "\r\n",
        "\t",
        "+",
        "#",
        "{",
        "}",
    ]);
    prop_oneof![
        6 => prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat()),
        1 => texts::texts(),
    ]
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just(Language::French), Just(Language::English)]
}

/// Everything in a text but its words.
fn shape(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH;
    Parser::new_ext(markdown, options)
        .filter(|event| !matches!(event, Event::Text(_)))
        .collect()
}

/// The tags of HTML that was written by a serializer, with what stands in them but for the words.
fn tags(html: &str) -> Vec<String> {
    html.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or("").to_owned())
        // Descriptions are words too.
        .map(|tag| tag.split(" alt=").next().unwrap_or("").to_owned())
        .collect()
}

fn assert_in_order(text: &str, edits: &[Edit]) {
    let mut end = 0;
    let mut last_empty = false;
    for edit in edits {
        assert!(edit.range.start >= end, "{edits:?} of {text:?}");
        assert!(
            !(last_empty && edit.range.is_empty() && edit.range.start == end),
            "{edits:?} of {text:?}"
        );
        let replaced = text.get(edit.range.clone()).unwrap();
        assert_ne!(replaced, edit.text, "{text:?}");
        end = edit.range.end;
        last_empty = edit.range.is_empty();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_corrected_text_has_no_corrections(text in sentences(), language in language()) {
        let edits = typography(&text, language);
        assert_in_order(&text, &edits);
        let corrected = apply(&text, &edits);
        prop_assert_eq!(typography(&corrected, language), vec![], "{:?} of {:?}", corrected, text);
    }

    #[test]
    fn a_corrected_text_has_the_structure_it_had(text in sentences(), language in language()) {
        let corrected = apply(&text, &typography(&text, language));
        let (before, after) = (document(&text), document(&corrected));
        let (Ok(before), Ok(after)) = (before, after) else { return Ok(()) };
        prop_assert_eq!(shape(&before.body), shape(&after.body), "{:?}", corrected);
        prop_assert_eq!(before.title, after.title);
    }

    #[test]
    fn a_corrected_text_is_published_with_the_tags_it_had(
        text in sentences(), language in language()
    ) {
        // Raw tags that never end are read over the words behind them.
        let text = text.replace('<', "");
        let corrected = apply(&text, &typography(&text, language));
        prop_assert_eq!(tags(&post_html(&text)), tags(&post_html(&corrected)), "{:?}", corrected);
    }

    #[test]
    fn a_corrected_title_has_no_corrections(text in sentences(), language in language()) {
        let edits = plain_typography(&text, language);
        assert_in_order(&text, &edits);
        let corrected = apply(&text, &edits);
        prop_assert_eq!(plain_typography(&corrected, language), vec![], "{:?}", corrected);
    }

    #[test]
    fn edits_of_another_text_do_no_harm(text in sentences(), other in sentences()) {
        let _ = apply(&other, &typography(&text, Language::French));
    }
}

#[test]
fn hostile_text_comes_to_an_end() {
    let shapes = [
        "\"", "'", "-", "- ", ".", "!", "! ", "«", "»", "“«", ":a", "1 ", "1 000 ", "[a ", "[a=",
        "[a x=\"", "www.", "a@", "://", "*\"", "_'", "`\"", "&a", "p. 1-", "I", "![", "<b>", "$",
        "mot ! ", "[code]", "\u{a0}", "\"a\" ", "« “", "l'", "(", "://(", "1-", "XXe ",
    ];
    // Half a megabyte each: what grows with the square would take minutes.
    for shape in shapes {
        let text = shape.repeat(524_288 / shape.len());
        for language in [Language::French, Language::English] {
            typography(&text, language);
            plain_typography(&text, language);
        }
    }
}
