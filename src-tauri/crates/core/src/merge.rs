//! Merging two edits of one text: what both made of the text they began with. Pure.
//!
//! The three texts are compared line by line (a paragraph of Markdown is one line); where both
//! changed the same lines, word by word. What touches is left to the writer.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// More lines (or words of a line) are not compared where they differ, since that takes their number
/// times the number of differences: they are one difference.
pub(crate) const MOST: usize = 10_000;

/// Of a line's words, how many (in percent) both sides must have left alone for their edits to be put
/// together word by word: two sentences written anew have words in common by chance.
const LEFT_ALONE: usize = 50;

/// A piece of a merged text: whole lines, each with its line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines that need no decision.
    Agreed {
        /// The lines.
        text: String,
        /// Who wrote them.
        from: From,
    },
    /// Lines that both changed, each in another way.
    Conflict {
        /// As they were.
        base: String,
        /// As the writer has them.
        mine: String,
        /// As the other has them.
        theirs: String,
    },
}

/// Where merged lines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Both have them so: nobody changed them, or both did alike, or both changed other words of them.
    Both,
    /// Only the writer changed them.
    Mine,
    /// Only the other changed them.
    Theirs,
}

/// Merges two edits of `base`. Without its conflicts, the text of the pieces one after the other is
/// the merged text.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Vec<Piece> {
    let texts = [base, mine, theirs].map(ended);
    let [base, mine, theirs] = texts.each_ref().map(|text| lines(text));
    let mut pieces = Vec::new();
    for hunk in hunks(&base, &mine, &theirs) {
        let [b, m, t] = [
            (&base, hunk.base),
            (&mine, hunk.mine),
            (&theirs, hunk.theirs),
        ]
        .map(|(all, range)| all.get(range).unwrap_or(&[]).concat());
        let piece = if m == t {
            agreed(m, From::Both)
        } else if b == t {
            agreed(m, From::Mine)
        } else if b == m {
            agreed(t, From::Theirs)
        } else if let Some(both) = within(&b, &m, &t) {
            agreed(both, From::Both)
        } else {
            Piece::Conflict {
                base: b,
                mine: m,
                theirs: t,
            }
        };
        add(&mut pieces, piece);
    }
    pieces
}

fn agreed(text: String, from: From) -> Piece {
    Piece::Agreed { text, from }
}

fn add(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (
            Some(Piece::Agreed { text, from }),
            Piece::Agreed {
                text: more,
                from: same,
            },
        ) if *from == same => text.push_str(&more),
        (_, Piece::Agreed { text, .. }) if text.is_empty() => {}
        (_, piece) => pieces.push(piece),
    }
}

/// A text whose last line ends as the others do.
fn ended(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    match text.as_str() {
        "" => text,
        _ if text.ends_with('\n') => text,
        _ => text + "\n",
    }
}

pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A word with the white space after it, or a mark between words.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric();
        let end = if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let after = rest.get(end..).unwrap_or("");
        let white = after.len() - after.trim_start().len();
        let (taken, left) = rest.split_at_checked(end + white).unwrap_or((rest, ""));
        words.push(taken);
        rest = left;
    }
    words
}

/// The same lines with both edits in them, if they are edits of different words.
fn within(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let [b, m, t] = [base, mine, theirs].map(words);
    let mut merged = String::new();
    let (mut kept_by_me, mut kept_by_them) = (0, 0);
    for hunk in hunks(&b, &m, &t) {
        let [b, m, t] = [(&b, hunk.base), (&m, hunk.mine), (&t, hunk.theirs)]
            .map(|(all, range)| all.get(range).unwrap_or(&[]));
        kept_by_me += if b == m { b.len() } else { 0 };
        kept_by_them += if b == t { b.len() } else { 0 };
        let chosen = if b == t {
            m
        } else if b == m || m == t {
            t
        } else {
            return None;
        };
        merged.extend(chosen.iter().copied());
    }
    let enough = |kept: usize| kept * 100 >= b.len() * LEFT_ALONE;
    (enough(kept_by_me) && enough(kept_by_them)).then_some(merged)
}

/// Ranges that stand for each other in three sequences.
struct Hunk {
    base: Range<usize>,
    mine: Range<usize>,
    theirs: Range<usize>,
}

/// Cuts three sequences where all three have the same: between those cuts at least one differs.
fn hunks(base: &[&str], mine: &[&str], theirs: &[&str]) -> Vec<Hunk> {
    let in_mine = places(base, mine);
    let in_theirs = places(base, theirs);
    let mut hunks = Vec::new();
    let (mut b, mut m, mut t) = (0, 0, 0);
    let mut at = 0;
    while let Some((mine_at, theirs_at)) = in_mine.get(at).zip(in_theirs.get(at)) {
        let (Some(mine_at), Some(theirs_at)) = (*mine_at, *theirs_at) else {
            at += 1;
            continue;
        };
        if (b, m, t) != (at, mine_at, theirs_at) {
            hunks.push(Hunk {
                base: b..at,
                mine: m..mine_at,
                theirs: t..theirs_at,
            });
        }
        hunks.push(Hunk {
            base: at..at + 1,
            mine: mine_at..mine_at + 1,
            theirs: theirs_at..theirs_at + 1,
        });
        at += 1;
        (b, m, t) = (at, mine_at + 1, theirs_at + 1);
    }
    if (b, m, t) != (base.len(), mine.len(), theirs.len()) {
        hunks.push(Hunk {
            base: b..base.len(),
            mine: m..mine.len(),
            theirs: t..theirs.len(),
        });
    }
    hunks
}

/// For each of `base` its place in `other`, if it is still there.
fn places(base: &[&str], other: &[&str]) -> Vec<Option<usize>> {
    let mut places = vec![None; base.len()];
    let same = |(a, b): &(&&str, &&str)| a == b;
    let before = base.iter().zip(other).take_while(same).count();
    let behind = base
        .iter()
        .skip(before)
        .rev()
        .zip(other.iter().skip(before).rev())
        .take_while(same)
        .count();
    for at in (0..before).chain(base.len() - behind..base.len()) {
        let moved = if at < before {
            at
        } else {
            at + other.len() - base.len()
        };
        if let Some(place) = places.get_mut(at) {
            *place = Some(moved);
        }
    }
    let between = |all: &[&str]| before..all.len() - behind;
    let (Some(old), Some(new)) = (base.get(between(base)), other.get(between(other))) else {
        return places;
    };
    if old.len().max(new.len()) > MOST {
        return places;
    }
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for offset in 0..len {
                if let Some(place) = places.get_mut(before + old_index + offset) {
                    *place = Some(before + new_index + offset);
                }
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text without conflicts; `None` if there are any.
    fn clean(pieces: &[Piece]) -> Option<String> {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Agreed { text, .. } => Some(text.as_str()),
                Piece::Conflict { .. } => None,
            })
            .collect()
    }

    /// The text where one side is taken in every conflict.
    fn side(pieces: &[Piece], mine: bool) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Agreed { text, .. } => text.clone(),
            Piece::Conflict {
                mine: m, theirs: t, ..
            } => if mine { m } else { t }.clone(),
        };
        pieces.iter().map(text).collect()
    }

    #[test]
    fn edits_in_different_paragraphs_are_put_together() {
        let base = "Un.\n\nDeux.\n\nTrois.\n";
        let merged = merge(
            base,
            "Un !\n\nDeux.\n\nTrois.\n",
            "Un.\n\nDeux.\n\nTrois.\n\nQuatre.\n",
        );
        assert_eq!(
            clean(&merged).unwrap(),
            "Un !\n\nDeux.\n\nTrois.\n\nQuatre.\n"
        );
        assert!(merged.contains(&Piece::Agreed {
            text: "\nQuatre.\n".into(),
            from: From::Theirs
        }));
    }

    #[test]
    fn edits_of_different_words_of_a_paragraph_are_put_together() {
        let merged = merge(
            "La salle était pleine, et l’on a dû ouvrir la mezanine.",
            "La salle était comble, et l’on a dû ouvrir la mezanine.",
            "La salle était pleine, et l’on a dû ouvrir la mezzanine.",
        );
        assert_eq!(
            clean(&merged).unwrap(),
            "La salle était comble, et l’on a dû ouvrir la mezzanine.\n"
        );
    }

    #[test]
    fn edits_of_the_same_words_are_left_to_the_writer() {
        let merged = merge("Un.\n\nDeux.\n", "Un.\n\nDeux mots.\n", "Un.\n\nTrois.\n");
        assert_eq!(
            merged[1],
            Piece::Conflict {
                base: "Deux.\n".into(),
                mine: "Deux mots.\n".into(),
                theirs: "Trois.\n".into()
            }
        );
    }

    #[test]
    fn a_paragraph_thrown_away_here_and_edited_there_is_a_conflict() {
        let merged = merge("Un.\n\nDeux.\n", "Un.\n", "Un.\n\nDeux mots de plus.\n");
        assert_eq!(clean(&merged), None);
    }

    #[test]
    fn sentences_written_anew_on_both_sides_are_not_mixed() {
        let merged = merge(
            "Le train de nuit part à vingt heures de la gare.",
            "Nous prenons le car de midi, à la place.",
            "Le train du matin part à huit heures, et de la gare du sud.",
        );
        assert_eq!(clean(&merged), None);
    }

    #[test]
    fn the_same_edit_on_both_sides_is_one() {
        let merged = merge("a\n", "b\n", "b\n");
        assert_eq!(merged, [agreed("b\n".into(), From::Both)]);
    }

    fn texts() -> impl Strategy<Value = String> {
        prop::collection::vec("[abc]{0,2}( [abcd]){0,3}", 0..12).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_side_alone_is_taken_as_it_is(base in texts(), edited in texts()) {
            prop_assert_eq!(clean(&merge(&base, &edited, &base)), Some(ended(&edited)));
            prop_assert_eq!(clean(&merge(&base, &base, &edited)), Some(ended(&edited)));
            prop_assert_eq!(clean(&merge(&base, &edited, &edited)), Some(ended(&edited)));
        }

        /// Whoever is called mine: the same conflicts and the same words.
        #[test]
        fn both_sides_are_treated_alike(base in texts(), mine in texts(), theirs in texts()) {
            let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
            prop_assert_eq!(side(&one, true), side(&other, false));
            prop_assert_eq!(side(&one, false), side(&other, true));
        }

        /// What only one side wrote is in the result, if that side is taken where they differ.
        #[test]
        fn no_words_are_lost(base in "[a-c \n]{0,40}", word in "[x-z]{1,4}", at in 0_usize..40, theirs in "[a-c \n]{0,40}") {
            let mut mine = base.clone();
            mine.insert_str(at.min(base.len()), &word);
            prop_assert!(side(&merge(&base, &mine, &theirs), true).contains(&word));
        }
    }
}
