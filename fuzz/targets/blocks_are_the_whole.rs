//! A text in blocks is the text, and a preview that is kept up to date is a new one.
#![no_main]

use arbitrary::Arbitrary;
use billet_text::{Block, PostPolicy, Preview, post_html, render};
use libfuzzer_sys::fuzz_target;

/// A text and what a writer does to it.
#[derive(Arbitrary, Debug)]
struct Session<'a> {
    edits: Vec<Edit<'a>>,
    text: &'a str,
}

/// So many bytes from somewhere on become something else.
#[derive(Arbitrary, Debug)]
struct Edit<'a> {
    at: u16,
    removed: u8,
    written: &'a str,
}

impl Edit<'_> {
    fn made(&self, text: &str) -> String {
        let place = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let at = place(usize::from(self.at) % (text.len() + 1));
        let end = place((at + usize::from(self.removed)).min(text.len())).max(at);
        [&text[..at], self.written, &text[end..]].concat()
    }
}

fuzz_target!(|session: Session| {
    let mut text = session.text.to_owned();
    let mut preview = Preview::new(PostPolicy::default());
    let mut shown: Vec<Block> = Vec::new();
    for edit in std::iter::once(None).chain(session.edits.iter().take(8).map(Some)) {
        if let Some(edit) = edit {
            text = edit.made(&text);
        }
        let blocks = render(&text);
        let joined: String = blocks.iter().map(|block| block.html.as_str()).collect();
        assert_eq!(joined.trim_ascii_end(), post_html(&text));
        // What a window shows that knows nothing but the patches.
        let patch = preview.update(&text);
        let end = patch.at + patch.removed;
        for block in &mut shown[end..] {
            block.line = block.line.checked_add_signed(patch.moved).unwrap();
        }
        shown.splice(patch.at..end, patch.inserted);
        assert_eq!(preview.blocks(), blocks);
        let seen = |blocks: &[Block]| -> Vec<(usize, String)> {
            blocks.iter().map(|b| (b.line, b.html.clone())).collect()
        };
        assert_eq!(seen(&shown), seen(&blocks));
    }
});
