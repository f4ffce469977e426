//! What holds for the checks of any draft.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use billet_text::{Draft, Edit, Finding, Place, PostPolicy, apply, check};
use proptest::prelude::*;

mod texts;

fn findings(body: &str) -> Vec<Finding> {
    check(&Draft {
        title: "Un titre",
        body,
        https: true,
        islands_stay: false,
        policy: &PostPolicy::default(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn each_finding_stands_in_the_text_and_says_what_to_do(text in texts::texts()) {
        for found in findings(&text) {
            prop_assert_eq!(found.place, Place::Body);
            prop_assert!(text.get(found.range.clone()).is_some(), "{:?}", found);
            prop_assert!(found.kind.to_string().ends_with(['.', ')']), "{}", found.kind);
            if let Some(fix) = found.fix {
                prop_assert!(text.get(fix.range.clone()).is_some(), "{:?}", fix);
                prop_assert_ne!(&text[fix.range], fix.text);
            }
        }
    }

    #[test]
    fn fixes_come_to_an_end(text in texts::texts()) {
        let mut text = text;
        for _ in 0..20 {
            let fixes: Vec<Edit> = findings(&text).into_iter().filter_map(|f| f.fix).collect();
            if fixes.is_empty() {
                return Ok(());
            }
            text = apply(&text, &fixes);
        }
        prop_assert!(false, "never at rest: {:?}", text);
    }
}

#[test]
fn an_end_that_would_not_be_read_is_not_offered() {
    // The line after the carriage return begins HTML of its own.
    assert!(
        findings("# <ul>&amp;\r<div>")
            .iter()
            .all(|f| f.fix.is_none() || f.kind.as_str() != "unclosed_html")
    );
}

#[test]
fn hostile_text_comes_to_an_end() {
    let shapes = [
        "<b>",
        "</b>",
        "<b><i></b>",
        "<div>\n\n",
        "<a href=x>",
        "<a href=\"",
        "<a\n",
        "![",
        "[^a",
        "[^a]",
        "[^1]: a\n\n",
        "# a\n\n",
        "###### a\n\n# b\n\n",
        "[a]: http://x\n\n![a][a] ",
        "![a](http://x) ",
        "<table>\n",
        "|a|\n|-|\n\n",
        "<img src=http://x>",
        "> <img\n",
        "<!-- ",
        "[](x)",
        "```island\n<b>\n```\n\n",
        "<svg>",
        "<a b=&amp;>",
        "[ici](x) ",
    ];
    // Half a megabyte each: what grows with the square would take minutes.
    for shape in shapes {
        findings(&shape.repeat(524_288 / shape.len()));
    }
}
