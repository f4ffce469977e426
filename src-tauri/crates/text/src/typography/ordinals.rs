//! French ordinals: `1er` is `1ᵉʳ`, `XXe` is `XXᵉ`.
//!
//! Written with Unicode's superscript letters rather than as `1^er^` (`<sup>`): they stand in titles,
//! excerpts and feeds, where there is no markup, every theme of WordPress shows them without a
//! gap between the lines, and they leave the Markdown's structure as it is.

use super::edits::Why;
use super::glyphs::{Run, is_word};

/// Words after which a single Roman digit is one: `Ve siècle`.
const COUNTED: [&str; 6] = [
    "siècle",
    "siècles",
    "République",
    "arrondissement",
    "dynastie",
    "Internationale",
];

pub(super) fn ordinals(run: &mut Run) {
    let mut i = 0;
    while i < run.len() {
        let digits = length(run, i, |c| c.is_ascii_digit());
        let roman = length(run, i, |c| matches!(c, 'I' | 'V' | 'X'));
        let length = digits.max(roman);
        if length > 0 && begins_word(run, i) {
            let end = i + length;
            let ending = ending(run, end);
            let fits = if digits > 0 {
                digit_ending(run, i, digits, &ending)
            } else {
                roman_ending(run, i, roman, &ending)
            };
            if fits {
                for (n, c) in ending.chars().enumerate() {
                    run.set(end + n, raised(c), Why::Ordinal);
                }
            }
        }
        i += length.max(1);
    }
}

/// How many free characters from `i` on are of a kind, with no marks among them.
fn length(run: &Run, i: usize, kind: impl Fn(char) -> bool) -> usize {
    (i..)
        .take_while(|&at| run.free(at).is_some_and(&kind) && (at == i || !run.has_gap(at)))
        .count()
}

fn begins_word(run: &Run, i: usize) -> bool {
    run.before(i)
        .is_none_or(|c| c.is_whitespace() || "([«“‘’'\"–—".contains(c))
}

/// The letters from `at` to the end of the word, if they are few.
fn ending(run: &Run, at: usize) -> String {
    let letters = (at..at + 5).map_while(|i| {
        run.free(i)
            .filter(|c| c.is_alphanumeric() && !run.has_gap(i))
    });
    let letters: String = letters.collect();
    // Longer words are none of ours, and so is what goes on over marks.
    let end = at + letters.chars().count();
    if is_word(run.ch(end)) || run.ch(end) == Some('_') {
        String::new()
    } else {
        letters
    }
}

fn digit_ending(run: &Run, start: usize, digits: usize, ending: &str) -> bool {
    match ending {
        "e" | "es" => digits <= 4,
        "er" | "ers" | "re" | "res" => digits == 1 && run.ch(start) == Some('1'),
        "nd" | "nds" | "nde" | "ndes" => digits == 1 && run.ch(start) == Some('2'),
        _ => false,
    }
}

fn roman_ending(run: &Run, start: usize, letters: usize, ending: &str) -> bool {
    let end = start + letters + ending.chars().count();
    match ending {
        "e" | "es" if letters > 1 => true,
        "e" => {
            run.ch(end).is_some_and(char::is_whitespace)
                && COUNTED.iter().any(|word| {
                    let length = word.chars().count();
                    word.chars()
                        .enumerate()
                        .all(|(n, c)| run.ch(end + 1 + n) == Some(c))
                        && !is_word(run.ch(end + 1 + length))
                })
        }
        "er" | "re" => letters == 1 && run.ch(start) == Some('I'),
        _ => false,
    }
}

fn raised(c: char) -> char {
    match c {
        'e' => 'ᵉ',
        'r' => 'ʳ',
        's' => 'ˢ',
        'n' => 'ⁿ',
        'd' => 'ᵈ',
        other => other,
    }
}
