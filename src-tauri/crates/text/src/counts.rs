//! How long a text is.

use crate::plain::{is_separator, text_of_markdown};

/// How many words an adult reads in a minute.
const WORDS_PER_MINUTE: usize = 250;
/// How many Chinese or Japanese characters make up, for a reader, what a word is elsewhere.
const IDEOGRAPHS_PER_WORD: usize = 2;

/// How long a text is, as a writer counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words, as a word processor counts: what stands between spaces and has a letter or a digit
    /// ("l’écran" is one, a lone "–" is none). Each Chinese or Japanese character counts as one.
    /// Code and the words of raw HTML and islands count; formulas and images do not.
    pub words: usize,
    /// Characters without the markup, a run of spaces as one (grapheme clusters are not joined).
    pub characters: usize,
    /// Minutes to read at 250 words or 500 Chinese or Japanese characters a minute, rounded up; at
    /// least 1 for any text at all, 0 for none.
    pub minutes: usize,
}

/// Counts words, characters and minutes of a Markdown text.
pub fn count(markdown: &str) -> Counts {
    let text = text_of_markdown(markdown);
    let mut words = 0;
    let mut ideographs = 0;
    let mut characters = 0;
    for line in text.lines() {
        let mut pieces = 0;
        for piece in line.split(is_separator).filter(|piece| !piece.is_empty()) {
            pieces += 1;
            characters += piece.chars().count();
            words += words_in(piece);
            ideographs += piece.chars().filter(|c| is_ideograph(*c)).count();
        }
        characters += usize::saturating_sub(pieces, 1);
    }
    let others = words - ideographs;
    let minutes = (others * IDEOGRAPHS_PER_WORD + ideographs)
        .div_ceil(WORDS_PER_MINUTE * IDEOGRAPHS_PER_WORD)
        .max(usize::from(characters > 0));
    Counts {
        words,
        characters,
        minutes,
    }
}

/// The words of a piece without spaces.
fn words_in(piece: &str) -> usize {
    let mut words = 0;
    let mut in_word = false;
    for c in piece.chars() {
        if is_ideograph(c) {
            words += 1;
            in_word = false;
        } else if c.is_alphanumeric() && !in_word {
            words += 1;
            in_word = true;
        }
    }
    words
}

/// Scripts that do without spaces between words. Korean does not: it has them.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(markdown: &str) -> usize {
        count(markdown).words
    }

    #[test]
    fn french_is_counted_as_a_word_processor_does() {
        assert_eq!(words("L’écran d’accueil est prêt."), 4);
        assert_eq!(words("«\u{a0}Bonjour\u{a0}» – dit-elle\u{202f}!"), 2);
        assert_eq!(words("10\u{202f}000 lecteurs"), 2);
    }

    #[test]
    fn each_chinese_or_japanese_character_is_a_word_and_korean_has_spaces() {
        assert_eq!(words("用Rust写的编辑器。"), 7);
        assert_eq!(words("こんにちは"), 5);
        assert_eq!(words("안녕하세요 여러분"), 2);
    }

    #[test]
    fn markup_is_not_counted() {
        let text = "# Un *titre*\n\n- un\n- [deux](https://example.org/a-b)\n\n<div class=\"x\">trois\n\
                    </div>\n\n![quatre](x.png)\n\n| a | b |\n|---|---|\n| c | d |\n";
        assert_eq!(words(text), 9);
        assert_eq!(count("# Un *titre*\n\ntexte").characters, 13);
    }

    #[test]
    fn an_island_counts_as_the_html_it_is_and_a_formula_does_not() {
        let island = "un\n\n```island gallery\n<figure class=\"a b c\"><img src=\"x.png\" alt=\"d\">\
                      <figcaption>deux trois</figcaption></figure>\n```\n\nquatre\n";
        assert_eq!(words(island), 4);
        assert_eq!(
            words("```rust\nlet x = 1;\n```\n\nun `mot` $a + b$ $$c$$"),
            5
        );
        assert_eq!(
            words("```\nun\n```\n```island\n\n```\n\n<p>deux</p>\ntrois"),
            3
        );
        assert_eq!(words("mot[^1]\n\n[^1]: note\n\nTerme\n: sens ^1^\n"), 5);
    }

    #[test]
    fn minutes_are_rounded_up_and_no_text_takes_none() {
        assert_eq!(count(""), Counts::default());
        assert_eq!(count("mot").minutes, 1);
        assert_eq!(count(&"mot ".repeat(250)).minutes, 1);
        assert_eq!(count(&"mot ".repeat(251)).minutes, 2);
        assert_eq!(count(&"字".repeat(500)).minutes, 1);
        assert_eq!(count(&"字".repeat(501)).minutes, 2);
    }
}
