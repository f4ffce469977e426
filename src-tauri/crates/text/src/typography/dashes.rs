//! Ellipses, dashes and ranges.

use super::Language;
use super::edits::Why;
use super::glyphs::{Run, is_edge, is_word};

const EN: char = '–';
const EM: char = '—';

/// Three full stops, and not more, become `…`. Not in paths (`.../a`) and not between digits
/// (`1...5`).
pub(super) fn ellipses(run: &mut Run) {
    let mut gone = Vec::new();
    let mut i = 0;
    while i < run.len() {
        let dots = run.count(i, '.');
        if dots == 3 {
            let (before, after) = (run.before(i), run.ch(i + 3));
            let path = [before, after]
                .iter()
                .any(|c| matches!(c, Some('/' | '\\' | '.')));
            let digits = [before, after].iter().all(|c| is_digit(*c));
            if !path && !digits && is_clear(run, i, dots) {
                run.set(i, '…', Why::Ellipsis);
                gone.extend([i + 1, i + 2]);
            }
        }
        i += dots.max(1);
    }
    run.rebuild(&gone, &[]);
}

/// `--` is an en dash and `---` an em dash where a dash can stand: between spaces or between words
/// (`--help` is none). In French a hyphen between spaces is an en dash. A hyphen between two years
/// or pages is one too.
pub(super) fn dashes(run: &mut Run, language: Language) {
    let mut gone = Vec::new();
    let mut i = 0;
    while i < run.len() {
        let count = run.count(i, '-');
        let (before, after) = (run.before(i), run.ch(i + count));
        match count {
            1 if spaced(run, i, language) || is_range(run, i) => run.set(i, EN, Why::Dash),
            2 | 3 if !fenced(before, after) && stands(before, after) && is_clear(run, i, count) => {
                run.set(i, if count == 2 { EN } else { EM }, Why::Dash);
                gone.extend(i + 1..i + count);
            }
            _ => {}
        }
        i += count.max(1);
    }
    run.rebuild(&gone, &[]);
}

/// Whether hyphens between these two characters are a dash.
fn stands(before: Option<char>, after: Option<char>) -> bool {
    let alone = before.is_none() && after.is_none();
    let between_spaces = is_edge(before) && is_edge(after) && !alone;
    let word_before = is_word(before) || before.is_some_and(|c| "\"'’”»)…!?".contains(c));
    let word_after = is_word(after) || after.is_some_and(|c| "\"'‘’“”«»(".contains(c));
    between_spaces || (word_before && word_after)
}

/// Whether no address is right beside: signs may be what keeps it from being a link.
fn is_clear(run: &Run, i: usize, count: usize) -> bool {
    let shielded = |i: usize| run.get(i).is_some_and(|glyph| glyph.shielded);
    !shielded(i + count) && !i.checked_sub(1).is_some_and(shielded)
}

/// Comments and arrows: `<!--`, `-->`.
fn fenced(before: Option<char>, after: Option<char>) -> bool {
    matches!(before, Some('<' | '!')) || after == Some('>')
}

/// A hyphen between spaces, but not between two numbers (it may be a minus) and not in a row of them.
fn spaced(run: &Run, i: usize, language: Language) -> bool {
    if language != Language::French || run.before(i) != Some(' ') || !is_edge(run.ch(i + 1)) {
        return false;
    }
    let before = i.checked_sub(2).and_then(|i| run.ch(i));
    let after = run.ch(i + 2);
    let row = |c: Option<char>| matches!(c, Some('-' | '+' | '=' | '*' | '/'));
    let sum = is_digit(before) && is_digit(after);
    !is_edge(before) && !sum && !row(before) && !row(after)
}

/// `1914-1918`, `p. 12-15`: numbers of a kind that only a range has. Telephone numbers, dates and
/// whatever else hyphens join are left as they are.
fn is_range(run: &Run, i: usize) -> bool {
    let (Some((start, first)), Some((end, second))) = (number_before(run, i), number_after(run, i))
    else {
        return false;
    };
    let joined =
        |c: Option<char>| is_word(c) || matches!(c, Some('-' | '/' | '+' | '_' | '–' | '@' | '#'));
    let decimal = matches!(run.ch(end), Some('.' | ',')) && is_digit(run.ch(end + 1));
    let before = run.before(start);
    if joined(before) || joined(run.ch(end)) || decimal || matches!(before, Some('.' | ',' | ':')) {
        return false;
    }
    let is_year = |n: u32| (1000..=2100).contains(&n);
    let years = i - start == 4 && end - i == 5 && is_year(first) && is_year(second);
    first < second && (years || after_page(run, start))
}

/// Whether a number that begins at `start` is a page's: behind `p.` or `pp.`.
fn after_page(run: &Run, start: usize) -> bool {
    let Some(dot) = start.checked_sub(2) else {
        return false;
    };
    if !run.before(start).is_some_and(char::is_whitespace) || run.ch(dot) != Some('.') {
        return false;
    }
    let mut word = dot;
    while word > 0 && run.before(word) == Some('p') && dot - word < 2 {
        word -= 1;
    }
    word < dot && !is_word(run.before(word))
}

/// Where the number that ends before `i` begins, and its value; at most five digits.
fn number_before(run: &Run, i: usize) -> Option<(usize, u32)> {
    let mut start = i;
    while start > 0 && i - start < 6 && is_digit(run.free(start - 1)) && !run.has_gap(start) {
        start -= 1;
    }
    Some((start, value(run, start, i)?))
}

/// Where the number that begins after `i` ends, and its value; at most five digits.
fn number_after(run: &Run, i: usize) -> Option<(usize, u32)> {
    let mut end = i + 1;
    while end - i < 7 && is_digit(run.free(end)) && !run.has_gap(end) {
        end += 1;
    }
    Some((end, value(run, i + 1, end)?))
}

fn value(run: &Run, start: usize, end: usize) -> Option<u32> {
    if start == end || end - start > 5 {
        return None;
    }
    (start..end).try_fold(0_u32, |value, i| {
        Some(value * 10 + run.ch(i)?.to_digit(10)?)
    })
}

pub(super) fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}
