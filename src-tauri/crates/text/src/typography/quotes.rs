//! Straight quotes and apostrophes.

use super::Language;
use super::dashes::is_digit;
use super::edits::Why;
use super::glyphs::{OBJECT, Run, is_edge, is_word};

/// What may stand right before an opening quote.
const BEFORE: &str = "([{<«“‘—–-/'’\":";
/// What may stand behind a closing French quote that is set off by spaces: `" mot ".`
const BEHIND: &str = ".,;:!?)]…";
/// English words that begin with an apostrophe.
const ELIDED: [&str; 10] = [
    "tis", "twas", "twere", "em", "n", "cause", "til", "till", "bout", "cuz",
];

/// What a mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// Pairs straight double quotes, over emphasis and links, and sets them as quotation marks: in
/// French « », and “ ” within; in English “ ”. One that has no partner stays, but for the one that
/// opens a paragraph of an English quotation.
pub(super) fn double_quotes(run: &mut Run, language: Language) {
    let pairs = paired(run, language);
    // The quotation marks around the place that is looked at.
    let mut around = Vec::new();
    for (i, side) in pairs {
        let straight = run.ch(i) == Some('"');
        let (open, close) = match (language, around.last()) {
            (Language::French, None | Some('“')) => ('«', '»'),
            _ => ('“', '”'),
        };
        match side {
            Side::Open if straight => {
                around.push(open);
                run.set(i, open, Why::Quotes);
            }
            Side::Open => around.extend(run.ch(i)),
            Side::Close => {
                let close = match around.pop() {
                    Some('«') => '»',
                    Some('“') => '”',
                    _ => close,
                };
                if straight {
                    run.set(i, close, Why::Quotes);
                }
            }
        }
    }
    if language == Language::English
        && run.free(0) == Some('"')
        && is_word(run.ch(1))
        && !(1..run.len()).any(|i| run.ch(i) == Some('"'))
    {
        run.set(0, '“', Why::Quotes);
    }
}

/// The quotation marks that have a partner, straight or not, in order.
fn paired(run: &Run, language: Language) -> Vec<(usize, Side)> {
    let mut pairs = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    // How many of « and “ are open: to look for one that is not there would take too long.
    let mut counts = [0_usize; 2];
    for i in 0..run.len() {
        match run.ch(i) {
            Some(c @ ('«' | '“')) => {
                open.push((i, c));
                *count(&mut counts, c) += 1;
            }
            Some(c @ ('»' | '”')) => {
                let opener = if c == '»' { '«' } else { '“' };
                while *count(&mut counts, opener) > 0
                    && let Some((at, found)) = open.pop()
                {
                    if found != '"' {
                        *count(&mut counts, found) -= 1;
                    }
                    if found == opener {
                        pairs.extend([(at, Side::Open), (i, Side::Close)]);
                        break;
                    }
                }
            }
            Some('"') if run.free(i).is_some() && !is_inches(run, i) => {
                let (opens, closes) = sides(run, i, language);
                let last = open.last().map(|(_, c)| *c);
                if closes && last == Some('"') {
                    if let Some((at, _)) = open.pop() {
                        pairs.extend([(at, Side::Open), (i, Side::Close)]);
                    }
                } else if opens {
                    open.push((i, '"'));
                }
            }
            _ => {}
        }
    }
    pairs.sort_unstable_by_key(|(i, _)| *i);
    pairs
}

fn count(counts: &mut [usize; 2], c: char) -> &mut usize {
    let [guillemets, curly] = counts;
    if c == '«' { guillemets } else { curly }
}

/// Whether a straight quote can open and can close.
fn sides(run: &Run, i: usize, language: Language) -> (bool, bool) {
    let (before, after) = (run.before(i), run.ch(i + 1));
    let outside_left = is_edge(before);
    let outside_right = is_edge(after) || after.is_some_and(|c| BEHIND.contains(c));
    let spaced = |c: Option<char>| c.is_some_and(|c| c.is_whitespace() && c != '\n');
    let french = language == Language::French;
    // Behind an address only what closes: « would become part of it.
    let opens = !run.is_tail(i)
        && (outside_left || before.is_some_and(|c| BEFORE.contains(c)))
        && (!is_edge(after) || (french && outside_left && spaced(after)));
    let closes = (!is_edge(before) || (french && outside_right && spaced(before)))
        && !is_word(after)
        && !before.is_some_and(|c| "([{«“‘".contains(c));
    (opens, closes)
}

/// Feet and inches: `6'2"`.
fn is_inches(run: &Run, i: usize) -> bool {
    let mut at = i;
    while at > 0 && i - at < 4 && is_digit(run.before(at)) {
        at -= 1;
    }
    at < i
        && matches!(run.before(at), Some('\'' | '’' | '′'))
        && at.checked_sub(2).is_some_and(|at| is_digit(run.ch(at)))
}

/// Apostrophes, and pairs of single quotes. A foot mark behind a digit stays, and so does a quote
/// that could be either.
pub(super) fn single_quotes(run: &mut Run, language: Language) {
    // A pair that is the value of something (`x='y'`) is left as it is: `None`.
    let mut open: Vec<Option<usize>> = Vec::new();
    for i in 0..run.len() {
        if run.free(i) != Some('\'') {
            continue;
        }
        let (before, after) = (run.before(i), run.ch(i + 1));
        let letter_before = before.is_some_and(|c| c.is_alphabetic() || c == OBJECT);
        if is_word(before) && is_word(after) {
            if letter_before || !is_digit(after) {
                run.set(i, '’', Why::Apostrophe);
            }
        } else if rocks_beside(run, i) || (language == Language::English && is_elision(run, i)) {
            run.set(i, '’', Why::Apostrophe);
        } else if !run.is_tail(i)
            && !is_edge(after)
            && (is_edge(before) || before.is_some_and(|c| BEFORE.contains(c)))
        {
            open.push(Some(i));
        } else if before == Some('=') && !is_edge(after) {
            open.push(None);
        } else if !is_edge(before) && !is_word(after) {
            match open.pop() {
                Some(None) => {}
                Some(Some(at)) => {
                    run.set(at, '‘', Why::Quotes);
                    run.set(i, '’', Why::Quotes);
                }
                None if letter_before => run.set(i, '’', Why::Apostrophe),
                None => {}
            }
        }
    }
}

/// Either apostrophe of `'n'`: `rock 'n' roll`.
fn rocks_beside(run: &Run, i: usize) -> bool {
    let rocks = |at: usize| {
        matches!(run.ch(at), Some('\'' | '’'))
            && matches!(run.ch(at + 1), Some('n' | 'N'))
            && matches!(run.ch(at + 2), Some('\'' | '’'))
            && is_edge(run.before(at))
            && is_edge(run.ch(at + 3))
    };
    rocks(i) || i.checked_sub(2).is_some_and(rocks)
}

/// `'90s`, `'tis`: an apostrophe at the beginning of a word.
fn is_elision(run: &Run, i: usize) -> bool {
    if is_word(run.before(i)) {
        return false;
    }
    let word: String = (i + 1..i + 8)
        .map_while(|at| run.ch(at).filter(|c| c.is_alphanumeric()))
        .collect();
    let year = word.strip_suffix('s').unwrap_or(&word);
    let is_year = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    // A digit that is quoted is closed again: '10' is no decade.
    let closed = run.ch(i + 1 + word.chars().count()) == Some('\'');
    !closed && (is_year || ELIDED.contains(&word.to_lowercase().as_str()))
}
