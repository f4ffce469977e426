//! What holds for any input whatever.

use billet_text::{
    comment_html, count, document, local_pictures, plain, post_html, render, sanitize_comment,
    snippet, with_pictures,
};
use proptest::prelude::*;

mod texts;

use texts::texts;

/// The tags of HTML that was written by a serializer: between `<` and `>`, outside of comments.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or(""))
        .collect()
}

fn assert_harmless(html: &str, text: &str) {
    for tag in tags(html) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        prop_assert_harmless(&name, tag, text);
    }
}

fn prop_assert_harmless(name: &str, tag: &str, text: &str) {
    let banned = [
        "script",
        "style",
        "svg",
        "math",
        "iframe",
        "form",
        "button",
        "select",
        "textarea",
        "title",
        "template",
        "noscript",
        "object",
        "embed",
        "link",
        "meta",
        "base",
        "plaintext",
    ];
    assert!(!banned.contains(&name), "<{tag}> from {text:?}");
    // Values are quoted, so what stands outside of quotes are names.
    let mut attribute = "";
    for (at, part) in tag.split('"').enumerate() {
        if at % 2 == 0 {
            attribute = part.rsplit(' ').next().unwrap_or("");
            for attribute in part.split_ascii_whitespace().skip(usize::from(at == 0)) {
                assert!(!attribute.starts_with("on"), "<{tag}> from {text:?}");
                assert!(!attribute.starts_with("style"), "<{tag}> from {text:?}");
            }
        } else {
            let value = part.to_ascii_lowercase();
            // In a description they are words.
            let leads = matches!(attribute, "href=" | "src=" | "cite=");
            assert!(
                !(leads && value.trim_start().starts_with("javascript:")),
                "<{tag}> from {text:?}"
            );
        }
    }
}

/// Pictures in every way of writing, whole and broken.
fn pictures() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "![",
        "![a](b.png)",
        "![*a* `b]`](<b c.png> 'd \"e\"')",
        "![a][r]",
        "![r][]",
        "![r]",
        "](",
        "](b.png",
        " \"t\")",
        ")",
        "]",
        "[",
        "[r]",
        "[]",
        "[![a](b)](c)",
        "\n[r]: b.png 't'\n",
        "[^1]",
        "\n[^1]: ",
        "<img src=b>",
        "<img src='b' alt=\"c\">",
        "<img alt='",
        "src=\"",
        ">",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "`",
        "```\n",
        "*",
        "_",
        "~~",
        "$",
        "\\",
        "&amp;",
        "\"",
        "'",
        "> ",
        "- ",
        "    ",
        "| a |\n|---|\n| ",
        " |",
        "\n",
        "\n\n",
        " ",
        "é",
        "mot",
        "[a](b)",
        "<a href=c>",
        "</a>",
        "^",
        "file:///b",
        "data:image/png;base64,AA",
        "==",
        ": ",
        "\r\n",
        "\t",
        "<",
        "{#a}",
    ]);
    prop::collection::vec(pieces, 1..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn blocks_one_after_the_other_are_the_whole(text in texts()) {
        let blocks = render(&text);
        let whole: String = blocks.iter().map(|block| block.html.as_str()).collect();
        prop_assert_eq!(whole.trim_ascii_end(), post_html(&text));
        let mut keys: Vec<_> = blocks.iter().map(|block| &block.key).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), blocks.len());
        let mut end = 0;
        for block in &blocks {
            prop_assert!(block.range.start >= end);
            prop_assert!(text.get(block.range.clone()).is_some());
            let before = &text[..block.range.start];
            prop_assert_eq!(block.line, before.matches('\n').count());
            end = block.range.end;
        }
    }

    #[test]
    fn nothing_that_could_run_comes_out(text in texts()) {
        assert_harmless(&post_html(&text), &text);
        assert_harmless(&sanitize_comment(&text), &text);
        assert_harmless(&comment_html(&text), &text);
    }

    #[test]
    fn a_safe_comment_does_not_change_again(text in texts()) {
        let once = sanitize_comment(&text);
        prop_assert_eq!(sanitize_comment(&once), once);
    }

    #[test]
    fn a_comment_has_no_tags_but_those_of_wordpress(text in texts()) {
        let allowed = [
            "a", "abbr", "acronym", "b", "blockquote", "cite", "code", "del", "em", "i", "q", "s",
            "strike", "strong",
        ];
        let name = |tag: &str| -> String {
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect()
        };
        for tag in tags(&comment_html(&text)) {
            prop_assert!(allowed.contains(&name(tag).as_str()), "<{}>", tag);
            prop_assert!(!tag.contains(" rel="), "<{}>", tag);
        }
        for tag in tags(&sanitize_comment(&text)) {
            let name = name(tag);
            prop_assert!(allowed.contains(&name.as_str()) || name == "p" || name == "br");
        }
    }

    #[test]
    fn plain_text_is_never_longer_than_asked(text in texts(), max in 0_usize..50) {
        prop_assert!(plain(&text, max).chars().count() <= max);
        prop_assert!(snippet(&text, max).chars().count() <= max);
    }

    #[test]
    fn no_local_picture_is_left_once_all_have_other_addresses(
        text in prop_oneof![texts(), pictures()],
    ) {
        let out = with_pictures(&text, |_| Some("https://b.test/a.png".to_owned()));
        prop_assert_eq!(local_pictures(&out), [], "from {:?} came {:?}", text, out);
    }

    #[test]
    fn nothing_panics(text in texts()) {
        count(&text);
        let _ = local_pictures(&text);
        for mark in ["---", "+++"] {
            let _ = document(&format!("{mark}\n{text}\n{mark}\nmot"));
        }
        if let Ok(read) = document(&text) {
            prop_assert!(text.ends_with(&read.body));
        }
    }
}
