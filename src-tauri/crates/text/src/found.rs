//! What a search found in a text: the words around the first place, and where they are.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::plain::{collapsed, text_of_markdown};

/// A part of a text in which a search found something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Plain text on one line, with "…" where the text goes on.
    pub text: String,
    /// Where the sought words stand in it, in bytes, in order.
    pub marks: Vec<Range<usize>>,
}

/// How much stands before the first found word, in characters.
const BEFORE: usize = 40;

/// The most bytes of a character.
const LONGEST_CHAR: usize = 4;

/// The part of a Markdown text in which the first of the sought words stands, about `max` characters:
/// its beginning when there is none.
pub fn excerpt(markdown: &str, typed: &str, max: usize) -> Excerpt {
    plain_excerpt(&collapsed(&text_of_markdown(markdown)), typed, max)
}

/// [`excerpt`] of a text without markup, on one line.
///
/// Words are found as the library's search finds them: blind to accents and case, `œ` is `oe`, and
/// the last one is the beginning of a word.
pub fn plain_excerpt(plain: &str, typed: &str, max: usize) -> Excerpt {
    let sought: Vec<String> = words(typed).map(|(_, word)| folded(word)).collect();
    let Some((last, whole)) = sought.split_last() else {
        return part(plain, 0, max, &[]);
    };
    let mut hits = Vec::new();
    let mut end = usize::MAX;
    for (at, word) in words(plain) {
        // What lies behind the part that is shown does not matter.
        if at > end {
            break;
        }
        let word_folded = folded(word);
        let len = if whole.contains(&word_folded) {
            word.len()
        } else if word_folded.starts_with(last.as_str()) {
            beginning(word, last)
        } else {
            continue;
        };
        if hits.is_empty() {
            end = at.saturating_add(max.saturating_mul(LONGEST_CHAR));
        }
        hits.push(at..at + len);
    }
    part(plain, hits.first().map_or(0, |hit| hit.start), max, &hits)
}

/// The part of a text around `place`, with the marks that lie in it.
fn part(plain: &str, place: usize, max: usize, hits: &[Range<usize>]) -> Excerpt {
    let start = begin(plain, place, max);
    let rest = plain.get(start..).unwrap_or("");
    let end = match rest.char_indices().nth(max) {
        Some((cut, _)) => {
            let head = rest.get(..cut).unwrap_or(rest);
            start
                + head
                    .rfind(' ')
                    .filter(|space| *space > cut / 2)
                    .unwrap_or(cut)
        }
        None => plain.len(),
    };
    let lead = if start > 0 { "…" } else { "" };
    let tail = if end < plain.len() { "…" } else { "" };
    let marks = hits
        .iter()
        .filter(|hit| hit.start >= start && hit.end <= end);
    Excerpt {
        text: [lead, plain.get(start..end).unwrap_or(""), tail].concat(),
        marks: marks
            .map(|hit| hit.start - start + lead.len()..hit.end - start + lead.len())
            .collect(),
    }
}

/// Where an excerpt begins that shows `place`: at the text's beginning if that is near, else at a word.
fn begin(plain: &str, place: usize, max: usize) -> usize {
    let before = plain.get(..place).unwrap_or("");
    if before.chars().nth(max / 2).is_none() {
        return 0;
    }
    let room = before.char_indices().rev().take(BEFORE.min(max / 3)).last();
    let from = room.map_or(place, |(at, _)| at);
    let space = before.get(from..).and_then(|text| text.find(' '));
    space.map_or(from, |space| from + space + 1)
}

/// The words of a text and where they begin: runs of letters and digits, as the library's search
/// divides a text.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = |c: char| !(c.is_alphanumeric() || is_combining(c));
    let start = text.as_ptr() as usize;
    text.split(apart)
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// How much of a word that begins with what is sought is that beginning, in bytes.
fn beginning(word: &str, sought: &str) -> usize {
    // An accent of its own belongs to its letter.
    let ends = word
        .char_indices()
        .skip(1)
        .filter(|(_, c)| !is_combining(*c));
    let mut ends = ends.map(|(at, _)| at);
    let is_there = |end: &usize| {
        let head = word.get(..*end).unwrap_or(word);
        folded(head).len() >= sought.len()
    };
    ends.find(is_there).unwrap_or(word.len())
}

fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let spelled = word.replace(['œ', 'Œ'], "oe").replace(['æ', 'Æ'], "ae");
    DecomposingNormalizerBorrowed::new_nfd()
        .normalize(&spelled)
        .chars()
        .filter(|c| !is_combining(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(plain: &str, typed: &str) -> String {
        let found = plain_excerpt(plain, typed, 60);
        let mut shown = found.text.clone();
        for mark in found.marks.iter().rev() {
            shown.insert(mark.end, ']');
            shown.insert(mark.start, '[');
        }
        shown
    }

    #[test]
    fn words_are_found_as_the_library_finds_them() {
        for (plain, typed, shown) in [
            ("Un été à la mer", "ETE", "Un [été] à la mer"),
            ("Une œuvre d’Œdipe", "oe", "Une [œ]uvre d’[Œ]dipe"),
            ("Le cœur battant", "coeur bat", "Le [cœur] [bat]tant"),
            (
                "e\u{301}te\u{301} en ville",
                "été",
                "[e\u{301}te\u{301}] en ville",
            ),
            ("L’été d’Anna", "l'ete", "[L]’[été] d’Anna"),
            ("Rien de tel", "xyz", "Rien de tel"),
            ("Rien de tel", " ?! ", "Rien de tel"),
            ("", "x", ""),
        ] {
            assert_eq!(marked(plain, typed), shown, "{typed:?} in {plain:?}");
        }
    }

    #[test]
    fn a_long_text_is_shown_around_the_first_place() {
        let text = format!(
            "{}la pluie tombe {}",
            "avant ".repeat(40),
            "après ".repeat(40)
        );
        assert_eq!(
            marked(&text, "pluie"),
            "…avant avant la [pluie] tombe après après après après après…"
        );
        assert_eq!(
            marked(&text, "neige"),
            format!("{}avant…", "avant ".repeat(9))
        );
    }

    #[test]
    fn markup_is_not_shown() {
        let found = excerpt("# Titre\n\nUn [**mot**](https://x.fr/mot) ici.", "mot", 60);
        assert_eq!(found.text, "Titre Un mot ici.");
        assert_eq!(found.marks, vec![Range { start: 9, end: 12 }]);
    }

    proptest! {
        #[test]
        fn marks_stand_in_the_text_in_order(
            plain in "(\\PC|[éœ a-e]{1,9}){0,80}", typed in "(\\PC|[éœ a-e]{1,4}){0,4}", max in 0_usize..90,
        ) {
            let found = plain_excerpt(&plain, &typed, max);
            let mut before = 0;
            for mark in &found.marks {
                prop_assert!(before <= mark.start && mark.start < mark.end);
                prop_assert!(found.text.get(mark.clone()).is_some());
                before = mark.end;
            }
            prop_assert!(found.text.chars().count() <= max + 2);
        }
    }
}
