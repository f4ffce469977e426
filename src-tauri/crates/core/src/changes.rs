//! What changed between two texts, word by word, for people to read. Pure.
//!
//! The texts are compared line by line (a paragraph of Markdown is one line), then word by word where
//! lines differ. A paragraph that was written anew is shown as one that went and one that came: two
//! sentences have words in common by chance.

use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::merge::{MOST, lines};

/// Of the words of a changed passage, how many (in percent) both texts must have for the words
/// themselves to be compared.
const IN_COMMON: usize = 40;

/// What became of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// Both have it.
    Same,
    /// Only the earlier one has it.
    Removed,
    /// Only the later one has it.
    Added,
}

/// A stretch of text. The same and the removed ones, one after the other, are the earlier text; the
/// same and the added ones the later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What became of it.
    pub became: Became,
    /// Its words; never empty.
    pub text: String,
}

/// What changed from `before` to `after`, in the order of reading; where something came in the place
/// of something else, what went comes first.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let (old, new) = (lines(before), lines(after));
    let mut out = Changes::default();
    for (became, o, n) in differences(&old, &new) {
        let (o, n) = (joined(&old, o), joined(&new, n));
        match became {
            Became::Same => out.add(Became::Same, &o),
            _ => within(&o, &n, &mut out),
        }
    }
    out.0
}

/// How many words came and went: of what [`changes`] gave.
#[must_use]
pub fn counted(changes: &[Change]) -> (usize, usize) {
    let count = |which| {
        let of = changes.iter().filter(|change| change.became == which);
        of.map(|change| {
            let tokens = tokens(&change.text);
            tokens.into_iter().filter(|token| is_word(token)).count()
        })
        .sum()
    };
    (count(Became::Added), count(Became::Removed))
}

/// The words of a passage that differs.
fn within(before: &str, after: &str, out: &mut Changes) {
    let (old, new) = (tokens(before), tokens(after));
    let found = differences(&old, &new);
    let length = |all: &[&str]| -> usize {
        let words = all.iter().filter(|token| is_word(token));
        words.map(|word| word.len()).sum()
    };
    let same: usize = found
        .iter()
        .filter(|(became, ..)| *became == Became::Same)
        .filter_map(|(_, o, _)| old.get(o.clone()))
        .map(length)
        .sum();
    let longest = length(&old).max(length(&new));
    if same * 100 < longest * IN_COMMON {
        out.add(Became::Removed, before);
        out.add(Became::Added, after);
        return;
    }
    for (at, (became, o, n)) in found.iter().enumerate() {
        let (o, n) = (joined(&old, o.clone()), joined(&new, n.clone()));
        // A mark or a space between two changes is easier to read as part of them.
        let between = at > 0 && at + 1 < found.len();
        if *became == Became::Same && (!between || is_word(&o)) {
            out.add(Became::Same, &o);
        } else {
            out.add_both(&o, &n);
        }
    }
}

/// A word, white space, or a mark between words.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| (c.is_alphanumeric(), c.is_whitespace());
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match kind(first) {
            (false, false) => first.len_utf8(),
            same => rest.find(|c| kind(c) != same).unwrap_or(rest.len()),
        };
        let (token, left) = rest.split_at_checked(end).unwrap_or((rest, ""));
        tokens.push(token);
        rest = left;
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// Stretches of two sequences that are the same or differ, in order.
fn differences(old: &[&str], new: &[&str]) -> Vec<(Became, Range<usize>, Range<usize>)> {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let before = old.iter().zip(new).take_while(same).count();
    let (rest, other) = (old.get(before..), new.get(before..));
    let (rest, other) = (rest.unwrap_or(&[]), other.unwrap_or(&[]));
    let behind = rest.iter().rev().zip(other.iter().rev());
    let behind = behind.take_while(same).count();
    let (o, n) = (before..old.len() - behind, before..new.len() - behind);
    let mut found = vec![(Became::Same, 0..before, 0..before)];
    match (old.get(o.clone()), new.get(n.clone())) {
        (Some(a), Some(b)) if a.len().max(b.len()) <= MOST => {
            for op in capture_diff_slices(Algorithm::Patience, a, b) {
                let became = match op {
                    DiffOp::Equal { .. } => Became::Same,
                    _ => Became::Added,
                };
                let moved = |range: Range<usize>| range.start + before..range.end + before;
                found.push((became, moved(op.old_range()), moved(op.new_range())));
            }
        }
        _ => found.push((Became::Added, o.clone(), n.clone())),
    }
    found.push((Became::Same, o.end..old.len(), n.end..new.len()));
    found.retain(|(_, o, n)| !(o.is_empty() && n.is_empty()));
    found
}

fn joined(all: &[&str], range: Range<usize>) -> String {
    all.get(range).unwrap_or(&[]).concat()
}

#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn add(&mut self, became: Became, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.became == became => last.text.push_str(text),
            _ => self.0.push(Change {
                became,
                text: text.to_owned(),
            }),
        }
    }

    /// What went, then what came, also when more of both follows.
    fn add_both(&mut self, before: &str, after: &str) {
        let came = match self.0.last() {
            Some(last) if last.became == Became::Added => self.0.pop().map(|change| change.text),
            _ => None,
        };
        self.add(Became::Removed, before);
        self.add(Became::Added, &(came.unwrap_or_default() + after));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As people mark it: `[-went-]{+came+}`.
    fn marked(before: &str, after: &str) -> String {
        changes(before, after)
            .iter()
            .map(|Change { became, text }| match became {
                Became::Same => text.clone(),
                Became::Removed => format!("[-{text}-]"),
                Became::Added => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn words_that_changed_are_marked_and_the_others_are_not() {
        assert_eq!(
            marked(
                "La salle était pleine ce soir.\n",
                "La salle était comble ce soir.\n"
            ),
            "La salle était [-pleine-]{+comble+} ce soir.\n"
        );
    }

    #[test]
    fn words_side_by_side_are_one_change() {
        assert_eq!(
            marked("un deux trois quatre cinq", "un DEUX TROIS quatre cinq"),
            "un [-deux trois-]{+DEUX TROIS+} quatre cinq"
        );
        assert_eq!(
            marked(
                "Il est là, petit, vraiment seul ici",
                "Il est là, grand, rarement seul ici"
            ),
            "Il est là, [-petit, vraiment-]{+grand, rarement+} seul ici"
        );
    }

    #[test]
    fn a_word_before_what_went_is_still_there() {
        assert_eq!(
            marked(
                "Nous allons à la digue et au-delà.",
                "Nous allons à la digue."
            ),
            "Nous allons à la digue[- et au-delà-]."
        );
    }

    #[test]
    fn a_paragraph_that_came_is_whole() {
        assert_eq!(
            marked("Un.\n\nTrois.\n", "Un.\n\nDeux.\n\nTrois.\n"),
            "Un.\n\n{+Deux.\n\n+}Trois.\n"
        );
    }

    #[test]
    fn a_sentence_written_anew_is_not_confetti() {
        assert_eq!(
            marked(
                "Le train de nuit part à vingt heures de la gare.\n",
                "Nous prenons le car de midi, à la place.\n"
            ),
            "[-Le train de nuit part à vingt heures de la gare.\n-]{+Nous prenons le car de midi, à la place.\n+}"
        );
    }

    #[test]
    fn an_accent_is_a_change_and_what_came_and_went_is_counted() {
        let found = changes("ete au soleil, ici", "été au soleil, ici et là");
        assert_eq!(counted(&found), (3, 1));
        assert_eq!(counted(&changes("même", "même")), (0, 0));
    }

    #[test]
    fn a_book_is_compared_without_waiting() {
        let book = |word: &str| format!("{} {word}\n", "mot ".repeat(8)).repeat(30_000);
        let begun = std::time::Instant::now();
        let found = changes(&book("ici"), &book("là"));
        assert!(!found.is_empty());
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Both texts can be read from it, byte for byte.
        #[test]
        fn nothing_is_left_out(
            before in "([a-c é,.]{0,12}\n?){0,6}",
            after in "([a-c é,.]{0,12}\n?){0,6}",
        ) {
            let found = changes(&before, &after);
            let side = |other: Became| -> String {
                found.iter().filter(|c| c.became != other).map(|c| c.text.as_str()).collect()
            };
            prop_assert_eq!(side(Became::Added), before);
            prop_assert_eq!(side(Became::Removed), after);
            prop_assert!(found.windows(2).all(|pair| pair[0].became != pair[1].became));
            prop_assert!(found.iter().all(|change| !change.text.is_empty()));
        }
    }
}
