//! A corrected text has no corrections, and the elements it had.
#![no_main]

use billet_text::{Edit, Language, apply, plain_typography, post_html, typography};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for language in [Language::French, Language::English] {
        let edits = typography(text, language);
        assert_in_order(text, &edits);
        let corrected = apply(text, &edits);
        assert_eq!(typography(&corrected, language), [], "{corrected:?}");
        assert_eq!(
            elements(&post_html(&corrected)),
            elements(&post_html(text)),
            "{corrected:?}"
        );

        let edits = plain_typography(text, language);
        assert_in_order(text, &edits);
        let corrected = apply(text, &edits);
        assert_eq!(plain_typography(&corrected, language), [], "{corrected:?}");
    }
});

fn assert_in_order(text: &str, edits: &[Edit]) {
    let mut end = 0;
    for edit in edits {
        assert!(edit.range.start >= end && text.get(edit.range.clone()).is_some());
        end = edit.range.end;
    }
}

/// The names of the elements in order: safe HTML has a `<` only where a tag begins.
fn elements(html: &str) -> Vec<&str> {
    let name = |tag: &'_ str| -> usize {
        tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '/')
            .unwrap_or(tag.len())
    };
    html.split('<')
        .skip(1)
        .map(|tag| &tag[..name(tag)])
        .collect()
}
