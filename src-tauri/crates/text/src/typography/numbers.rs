//! Numbers in French: `10 000` with narrow spaces.

use super::dashes::is_digit;
use super::edits::Why;
use super::glyphs::{NARROW, Run, is_space, is_word};

/// Spaces between groups of three digits become narrow ones: `10 000`. Telephone numbers and other
/// rows of digits are grouped otherwise, or begin with 0 or +.
pub(super) fn thousands(run: &mut Run) {
    let mut i = 0;
    while i < run.len() {
        if !is_digit(run.free(i)) {
            i += 1;
            continue;
        }
        let start = i;
        let mut groups = Vec::new();
        let mut spaces = Vec::new();
        loop {
            let digits = (i..).take_while(|&at| is_digit(run.free(at))).count();
            groups.push(digits);
            i += digits;
            if run.free(i).is_some_and(is_space) && is_digit(run.free(i + 1)) {
                spaces.push(i);
                i += 1;
            } else {
                break;
            }
        }
        let (first, rest) = groups.split_first().unwrap_or((&0, &[]));
        let before = run.before(start);
        let alone = !is_word(before)
            && !matches!(
                before,
                Some('.' | ',' | '+' | '-' | '/' | ':' | '$' | '_' | '#')
            )
            && !is_word(run.ch(i))
            && !matches!(run.ch(i), Some('-' | '/' | ':' | '_' | '$'));
        let marks = (start + 1..i).any(|at| run.has_gap(at));
        if alone
            && !marks
            && (1..=3).contains(first)
            && run.ch(start) != Some('0')
            && rest.iter().all(|digits| *digits == 3)
        {
            for space in spaces {
                run.set(space, NARROW, Why::NumberSpace);
            }
        }
    }
}
