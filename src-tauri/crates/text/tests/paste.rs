//! What a writer copies elsewhere and pastes into a post.

use billet_text::paste;
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser};

mod contents;
mod texts;

use contents::contents;
use texts::texts;

#[track_caller]
fn pastes_as(html: &str, markdown: &str) {
    assert_eq!(paste(html), markdown.trim_end());
    // Windows and the clipboard of a browser end lines in their own way.
    assert_eq!(paste(&html.replace('\n', "\r\n")), markdown.trim_end());
}

#[test]
fn a_page_from_word_keeps_its_headings_lists_table_and_footnote() {
    pastes_as(
        include_str!("fixtures/paste/word.html"),
        include_str!("fixtures/paste/word.md"),
    );
}

#[test]
fn a_page_from_google_docs_is_not_bold_from_end_to_end() {
    pastes_as(
        include_str!("fixtures/paste/google-docs.html"),
        include_str!("fixtures/paste/google-docs.md"),
    );
}

#[test]
fn a_page_from_libreoffice_loses_its_fonts_only() {
    pastes_as(
        include_str!("fixtures/paste/libreoffice.html"),
        include_str!("fixtures/paste/libreoffice.md"),
    );
}

#[test]
fn a_web_page_leaves_its_scripts_forms_and_trackers_behind() {
    pastes_as(
        include_str!("fixtures/paste/web.html"),
        include_str!("fixtures/paste/web.md"),
    );
}

#[test]
fn merged_cells_become_empty_ones() {
    assert_eq!(
        paste("<table><tr><th rowspan=2>a<th>b<th>c<tr><td colspan=2>d<tr><td>e<td>f<td>g</table>"),
        "| a | b | c |\n| --- | --- | --- |\n|  | d |  |\n| e | f | g |"
    );
    assert_eq!(
        paste("<table><tr><td><p>Un cadre</p></td></tr></table>"),
        "Un cadre"
    );
}

#[test]
fn a_word_in_a_sentence_is_pasted_as_a_word() {
    assert_eq!(paste("mot"), "mot");
    assert_eq!(
        paste("<span style=\"font-style:italic\">mot</span>"),
        "*mot*"
    );
    assert_eq!(paste("un <b>mot </b>gras"), "un **mot** gras");
    assert_eq!(paste("2 * 3 <b>=</b> 6 # non"), "2 * 3 **=** 6 # non");
    assert_eq!(paste(""), "");
    assert_eq!(paste("<p>&nbsp;</p><p></p>"), "");
}

/// The letters and digits of a text, which no paste may lose.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn words_are_not_lost(words in prop::collection::vec("[a-zé]{1,6}", 1..8), at in 0_usize..6) {
        let (open, close) = [
            ("<div>", "</p>"), ("<b>", "<p>"), ("<ul><li>", "</ul>"), ("<td>", "</table>"),
            ("<table><tr><td>", "</div>"), ("<blockquote><h2>", "</i>"),
        ][at];
        let html = format!("{open}{}{close}fin", words.join(" <i>x</i> "));
        let expected = format!("{}fin", letters(&words.join("x")));
        prop_assert_eq!(letters(&paste(&html)), expected);
    }

    #[test]
    fn no_island_and_no_style_comes_in(html in prop_oneof![contents(), texts()]) {
        let markdown = paste(&html);
        // What is in a comment that never ends is words, whatever they are.
        prop_assume!(!html.contains("<!--"));
        prop_assume!(!html.contains("island"));
        prop_assert!(!markdown.contains("island"));
        let styled = |event: &Event<'_>| match event {
            Event::Html(html) | Event::InlineHtml(html) => html.contains("style="),
            _ => false,
        };
        prop_assert!(!Parser::new(&markdown).any(|event| styled(&event)), "{}", markdown);
    }
}

#[test]
fn terms_and_their_definitions_are_a_definition_list() {
    for (html, markdown) in [
        (
            "<dl><dt><b>Un</b> mot</dt><dd>Son sens</dd><dt>Deux<dd>Une liste<ul><li>x<li>y</ul></dl>",
            "**Un** mot\n: Son sens\n\nDeux\n: Une liste\n  - x\n  - y",
        ),
        (
            "<dl><div><dt>a<dd>b<dd><p>c<p>d</div></dl><p>e</p>",
            "a\n\n: b\n\n: c\n\n  d\n\ne",
        ),
        ("<ul><li>a<dl><dt>b<dd>c</dl></ul>", "- a\n\n  b\n  : c"),
        // A list that has no terms, or nothing else.
        ("<dl><dd>b</dl>", "b"),
        ("<dl>mot<dd>sens</dl>", "mot\n: sens"),
        ("<dl><dt><h3>a</h3></dl><dt>b</dt><dd>c</dd>", "a\n\nb\n\nc"),
    ] {
        pastes_as(html, markdown);
    }
}

#[test]
fn addresses_that_word_made_links_of_are_addresses() {
    for (html, markdown) in [
        (
            "<p>À <a href=\"mailto:moi@x.fr\"><span lang=FR>moi@x</span><span>.fr</span></a>.</p>",
            "À <moi@x.fr>.",
        ),
        (
            "<p>Voir <a href=\"http://www.x.fr/\">www.x.fr</a>, <a href=\"https://x.fr/\">https://x.fr</a>.</p>",
            "Voir www.x.fr, <https://x.fr>.",
        ),
        // These lead elsewhere than what they show says.
        (
            "<p><a href=\"https://www.x.fr/\">www.x.fr</a> <a href=\"mailto:toi@x.fr\">moi@x.fr</a></p>",
            "[www.x.fr](https://www.x.fr/) [moi@x.fr](mailto:toi@x.fr)",
        ),
        // Beside letters, an address is none.
        (
            "<p>a<a href=\"http://www.x.fr/\">www.x.fr</a>b</p>",
            "a[www.x.fr](http://www.x.fr)b",
        ),
    ] {
        pastes_as(html, markdown);
    }
}

#[test]
fn quotations_keep_their_marks_and_listings_stay_listings() {
    assert_eq!(
        paste("<p>Il dit <q>un <em>mot</em></q>, puis <q lang=\"fr-FR\">deux</q>.</p>"),
        "Il dit “un *mot*”, puis «\u{a0}deux\u{a0}»."
    );
    assert_eq!(
        paste("<pre><code class=\"language-island\">un\n\ndeux</code></pre>"),
        "```\nun\n\ndeux\n```"
    );
}
