//! A preview that is kept up to date shows what a new one would.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

use billet_text::{Block, Patch, Preview, render};
use proptest::prelude::*;

mod texts;

use texts::texts;

/// What a window does with patches: it knows nothing of the text.
#[derive(Default)]
struct Window(Vec<Block>);

impl Window {
    fn apply(&mut self, patch: Patch) {
        let end = patch.at + patch.removed;
        for block in &mut self.0[end..] {
            block.line = block.line.checked_add_signed(patch.moved).unwrap();
        }
        self.0.splice(patch.at..end, patch.inserted);
    }

    fn shows(&self) -> Vec<(usize, &str)> {
        self.0.iter().map(|b| (b.line, b.html.as_str())).collect()
    }
}

fn article(paragraphs: usize) -> String {
    (0..paragraphs)
        .map(|n| format!("Paragraphe {n}, *deux* mots.\n\n- un\n- [deux](/x)\n\n"))
        .collect()
}

#[test]
fn a_letter_in_a_long_text_renders_its_block_alone() {
    let text = article(2_000);
    let mut preview = Preview::default();
    assert_eq!(preview.update(&text).inserted.len(), 4_000);
    let edited = text.replacen("Paragraphe 1000,", "Paragraphes 1000,", 1);
    let patch = preview.update(&edited);
    assert_eq!((patch.at, patch.removed, patch.moved), (2_000, 1, 0));
    assert_eq!(
        patch.inserted[0].html,
        "<p>Paragraphes 1000, <em>deux</em> mots.</p>\n"
    );
    assert_eq!(preview.blocks(), render(&edited));
    let nothing = preview.update(&edited);
    assert_eq!(nothing.inserted, []);
    assert_eq!(nothing.removed, 0);
}

#[test]
fn a_new_line_moves_the_blocks_behind_and_renders_none_of_them() {
    let text = article(10);
    let mut preview = Preview::default();
    preview.update(&text);
    let edited = text.replacen("Paragraphe 5,", "\n\n## Cinq\n\nParagraphe 5,", 1);
    let patch = preview.update(&edited);
    assert_eq!((patch.at, patch.removed, patch.moved), (10, 0, 4));
    assert_eq!(patch.inserted.len(), 1);
    assert_eq!(preview.blocks(), render(&edited));
}

#[test]
fn a_fence_that_is_opened_takes_all_that_follows() {
    let text = article(50);
    let mut preview = Preview::default();
    preview.update(&text);
    let edited = text.replacen("Paragraphe 5,", "```\nParagraphe 5,", 1);
    preview.update(&edited);
    assert_eq!(preview.blocks(), render(&edited));
    let patch = preview.update(&text);
    assert_eq!(patch.at, 10);
    assert_eq!(preview.blocks(), render(&text));
}

#[test]
fn a_link_whose_address_stands_elsewhere_follows_it() {
    let text = format!("[un][a] mot\n\n{}[a]: /un\n", article(20));
    let mut preview = Preview::default();
    preview.update(&text);
    let patch = preview.update(&text.replacen("mot", "mots", 1));
    assert_eq!(patch.inserted.len(), 1);
    assert_eq!(
        patch.inserted[0].html,
        "<p><a href=\"/un\">un</a> mots</p>\n"
    );
    preview.update(&text.replacen("/un", "/deux", 1));
    assert_eq!(
        preview.blocks()[0].html,
        "<p><a href=\"/deux\">un</a> mot</p>\n"
    );
}

/// Paragraphs, every other with a footnote that is defined behind it, some referred to twice.
fn annotated(paragraphs: usize) -> String {
    (0..paragraphs)
        .map(|n| match n % 4 {
            0 => format!("Paragraphe {n}, avec[^n{n}] note.\n\n[^n{n}]: La note {n}.\n\n"),
            2 => format!("Paragraphe {n}, encore[^n{}] elle.\n\n", n - 2),
            _ => format!("Paragraphe {n}, *deux* mots.\n\n"),
        })
        .collect()
}

#[test]
fn a_letter_among_footnotes_renders_its_block_alone() {
    let text = annotated(400);
    let mut preview = Preview::default();
    preview.update(&text);
    for number in [200, 201, 202] {
        let from = format!("Paragraphe {number},");
        let edited = text.replacen(&from, &from.replace("phe", "phes"), 1);
        let patch = preview.update(&edited);
        assert_eq!((patch.removed, patch.inserted.len()), (1, 1), "{number}");
        assert_eq!(preview.blocks(), render(&edited));
        preview.update(&text);
    }
}

#[test]
fn a_footnote_that_is_added_numbers_those_behind_anew() {
    let text = annotated(40);
    let mut preview = Preview::default();
    preview.update(&text);
    for (from, to) in [
        ("Paragraphe 5,", "Paragraphe[^n36] 5,"),
        (
            "Paragraphe 5,",
            "Paragraphe[^neuf] 5,\n\n[^neuf]: Neuf.\n\n",
        ),
        ("avec[^n20] note", "sans note"),
        ("La note 20.", "La note vingt[^n4]."),
        ("[^n20]: La note 20.", "La note 20."),
        ("encore[^n20] elle", "encore[^n24] elle"),
        (
            "Paragraphe 18, encore",
            "Paragraphe 18 ``` `[^n0]: x` encore",
        ),
    ] {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        preview.update(&edited);
        assert_eq!(preview.blocks(), render(&edited), "{to}");
        preview.update(&text);
        assert_eq!(preview.blocks(), render(&text), "{to}");
    }
}

/// What an edit among footnotes may put in or leave over.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        "[a-z ]{1,8}",
        "\\[\\^n[0-9]{1,2}\\]",
        "\n\n\\[\\^n[0-9]{1,2}\\]: [a-z]{1,5}\n\n",
        "(\n|\n\n|    |> |- |```|`|\\[\\^|\\]|\\]:|<div>|</div>|: )",
    ];
    prop::collection::vec(scrap, 0..5).prop_map(|scraps| scraps.concat())
}

/// Replaces what stands between two places of a text (in thousandths) by another text.
fn edited(text: &str, from: usize, to: usize, with: &str) -> String {
    let place = |thousandth: usize| {
        let mut at = text.len() * thousandth / 1_000;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (from, to) = (place(from.min(to)), place(from.max(to)));
    [&text[..from], with, &text[to..]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn edits_among_footnotes_show_what_a_new_rendering_shows(
        edits in prop::collection::vec((0_usize..1_000, 0_usize..40, scraps()), 1..12),
    ) {
        let mut text = annotated(24);
        let mut preview = Preview::default();
        let mut window = Window::default();
        window.apply(preview.update(&text));
        for (from, len, with) in edits {
            text = edited(&text, from, (from + len).min(1_000), &with);
            window.apply(preview.update(&text));
            let anew = render(&text);
            prop_assert_eq!(&preview.blocks(), &anew, "{:?}", text);
            let shown: Vec<_> = anew.iter().map(|b| (b.line, b.html.as_str())).collect();
            prop_assert_eq!(window.shows(), shown);
        }
    }

    #[test]
    fn edits_one_after_the_other_show_what_a_new_rendering_shows(
        parts in prop::collection::vec(texts(), 1..6),
        edits in prop::collection::vec((0_usize..1_000, 0_usize..60, texts()), 1..8),
    ) {
        let mut text = parts.join("\n\n");
        let mut preview = Preview::default();
        let mut window = Window::default();
        window.apply(preview.update(&text));
        for (from, len, with) in edits {
            text = edited(&text, from, (from + len).min(1_000), &with);
            window.apply(preview.update(&text));
            let anew = render(&text);
            prop_assert_eq!(&preview.blocks(), &anew, "{:?}", text);
            let shown: Vec<_> = anew.iter().map(|b| (b.line, b.html.as_str())).collect();
            prop_assert_eq!(window.shows(), shown);
        }
    }
}

#[test]
fn headings_lose_and_regain_their_attributes_everywhere_at_once() {
    let title = "# Titre {#haut}\n\n";
    let text = |end: &str| [title, &article(20), "- [x] \\\n  ", end].concat();
    let mut preview = Preview::default();
    for end in ["mot", "--", "--\n\nsuite", "-- mot", "=="] {
        let text = text(end);
        preview.update(&text);
        assert_eq!(preview.blocks(), render(&text), "{end}");
    }
    // A letter far from the task, while the text is read without attributes.
    let edited = text("==").replacen("Titre", "Titres", 1);
    preview.update(&edited);
    assert_eq!(preview.blocks(), render(&edited));
}
