//! What fuzzing and damaged posts have found: each text here once broke a promise.
#![allow(clippy::indexing_slicing, reason = "a test stops where it fails")]

use billet_text::{PostPolicy, Preview, comment_html, post_html, render};

#[test]
fn a_reply_does_not_begin_with_a_byte_order_mark() {
    for text in [
        "<kbd>\u{feff} mot",
        "<kbd>&#xfeff;mot",
        "<kbd>&#32;\u{feff}\u{feff}mot",
    ] {
        assert_eq!(comment_html(text), "mot", "{text:?}");
    }
}

#[test]
fn no_null_character_leaves_in_an_address() {
    let html = post_html("www.exemple.fr/a\u{0}b");
    assert!(!html.contains('\u{0}'), "{html:?}");
}

#[test]
fn an_address_in_a_link_is_no_link_in_a_link() {
    for text in [
        "[<https://exemple.fr>](/a)",
        "[un *<https://exemple.fr>* mot](/a)",
        "[<a@exemple.fr>](/a)",
    ] {
        let html = post_html(text);
        let (mut open, mut deepest) = (0, 0);
        for tag in html.split('<') {
            open += i32::from(tag.starts_with("a ") || tag.starts_with("a>"));
            open -= i32::from(tag.starts_with("/a>"));
            deepest = deepest.max(open);
        }
        assert_eq!(deepest, 1, "{html}");
    }
}

#[test]
fn a_definition_list_ends_where_the_next_block_begins() {
    for text in [
        "a\n: b\n\n  c\n\nd",
        ": mot\n  : mot\n  \n  «\u{a0}deux\u{a0}»",
    ] {
        let blocks = render(text);
        for pair in blocks.windows(2) {
            assert!(pair[0].range.end <= pair[1].range.start, "{blocks:?}");
        }
    }
}

#[test]
fn indented_code_stays_code_in_a_preview_when_something_behind_it_is_edited() {
    let text = "un\n\n    code\n\ndeux\n\ntrois\n\nquatre";
    let mut preview = Preview::new(PostPolicy::default());
    preview.update(text);
    for end in ["s", "s.", ""] {
        let edited = [text, end].concat();
        preview.update(&edited);
        assert_eq!(preview.blocks(), render(&edited));
    }
}
