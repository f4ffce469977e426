//! Finds what is text for Markdown, but not for people: addresses, shortcodes, `:emoji:`.

use super::glyphs::{Run, is_edge, is_word};

/// How long the name between the colons of an `:emoji:` may be.
const LONGEST_EMOJI: usize = 40;
/// Where the path of a bare address ends, as where it becomes a link (`out::autolink`).
const ENDS_PATH: &str = "<»”";
/// What at the end of an address belongs to the sentence.
const TRAILING: &str = ".,;:!?'’\")*_~…";
/// Shortcodes of WordPress and its common plugins whose content is no prose.
const CODE: [&str; 12] = [
    "code",
    "sourcecode",
    "php",
    "html",
    "css",
    "js",
    "javascript",
    "python",
    "latex",
    "math",
    "embed",
    "mermaid",
];

pub(super) fn shield(run: &mut Run) {
    run.unshield();
    let mut i = 0;
    while i < run.len() {
        if is_edge(run.ch(i)) {
            i += 1;
            continue;
        }
        let mut end = i;
        while end < run.len() && !is_edge(run.ch(end)) {
            end += 1;
        }
        word(run, i, end);
        i = end;
    }
    shortcodes(run);
}

fn word(run: &mut Run, start: usize, end: usize) {
    let mut i = start;
    let mut tail = None;
    while i < end {
        let address = match run.ch(i) {
            Some(':') => address(run, i, start, end).or_else(|| emoji(run, i, end)),
            Some('w' | 'W') if is_www(run, i) && !is_word(run.before(i)) => {
                Some(i..trimmed(run, i, end))
            }
            Some('@') => mail(run, i, start, end),
            _ => None,
        };
        match address {
            Some(range) if range.end > i => {
                i = range.end;
                tail.get_or_insert(i);
                run.shield(range);
            }
            _ => i += 1,
        }
    }
    if let Some(tail) = tail {
        run.set_tail(tail..end);
    }
}

/// `scheme://…`, seen from its colon.
fn address(run: &Run, colon: usize, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    if !reads(run, colon, "://") {
        return None;
    }
    let mut first = colon;
    while first > start
        && run
            .before(first)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    {
        first -= 1;
    }
    (first < colon).then(|| first..trimmed(run, (colon + 3).min(end), end))
}

/// Where an address ends whose domain begins at `from`: behind the domain, or the path if one
/// follows.
fn trimmed(run: &Run, from: usize, end: usize) -> usize {
    // Marks end it, but for the first character: emphasis may begin there.
    let inside = |to: usize| to < end && (to == from || !run.has_gap(to));
    let in_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    let mut to = from;
    while inside(to) && run.ch(to).is_some_and(in_domain) {
        to += 1;
    }
    let has_path = matches!(run.ch(to), Some('/' | '?' | '#' | ':'));
    let mut open = 0_usize;
    let mut balanced = from;
    while has_path && inside(to) && run.ch(to).is_some_and(|c| !ENDS_PATH.contains(c)) {
        match run.ch(to) {
            Some('(') => open += 1,
            Some(')') if open > 0 => {
                open -= 1;
                balanced = to + 1;
            }
            _ => {}
        }
        to += 1;
    }
    while to > balanced.max(from) && run.before(to).is_some_and(|c| TRAILING.contains(c)) {
        to -= 1;
    }
    to
}

fn is_www(run: &Run, i: usize) -> bool {
    (i..i + 3).all(|at| matches!(run.ch(at), Some('w' | 'W'))) && run.ch(i + 3) == Some('.')
}

fn emoji(run: &Run, colon: usize, end: usize) -> Option<std::ops::Range<usize>> {
    if is_name(run.before(colon)) {
        return None;
    }
    let mut at = colon + 1;
    let mut letters = false;
    while at < end && at - colon <= LONGEST_EMOJI {
        match run.ch(at)? {
            // `:https://…` is an address.
            ':' if letters && !reads(run, at, "://") => return Some(colon..at + 1),
            c if c.is_ascii_alphabetic() || matches!(c, '+' | '-') => letters = true,
            c if c.is_ascii_digit() || c == '_' => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

fn mail(run: &Run, at: usize, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let part = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-'))
    };
    let mut first = at;
    while first > start && part(run.before(first)) {
        first -= 1;
    }
    let mut last = at + 1;
    while last < end && part(run.ch(last)) && !run.has_gap(last) {
        last += 1;
    }
    while last > at + 1 && matches!(run.before(last), Some('.' | '-' | '_')) {
        last -= 1;
    }
    (first < at && last > at + 1).then_some(first..last)
}

/// `[caption id="x"]`, `[/caption]`, and everything inside of `[code]`.
fn shortcodes(run: &mut Run) {
    let mut until: Option<(String, usize)> = None;
    let mut i = 0;
    while i < run.len() {
        let Some((range, name)) = shortcode(run, i) else {
            i += 1;
            continue;
        };
        i = range.end;
        match (&until, name.strip_prefix('/')) {
            (Some((open, start)), Some(closed)) if open == closed => {
                run.shield(*start..range.end);
                until = None;
            }
            (None, None) if CODE.contains(&name.as_str()) => until = Some((name, range.start)),
            _ => {}
        }
        run.shield(range);
    }
}

/// A shortcode that begins at `i`, and its name, with the `/` of one that closes.
fn shortcode(run: &Run, i: usize) -> Option<(std::ops::Range<usize>, String)> {
    if run.ch(i) != Some('[') {
        return None;
    }
    let mut name = String::new();
    let mut at = i + 1;
    while let Some(c) = run.ch(at) {
        let fits = c.is_ascii_alphanumeric()
            || (c == '/' && name.is_empty())
            || (matches!(c, '-' | '_') && !name.is_empty());
        if !fits {
            break;
        }
        name.push(c);
        at += 1;
    }
    let named = name
        .trim_start_matches('/')
        .starts_with(|c: char| c.is_ascii_alphabetic());
    if !named {
        return None;
    }
    let after = at;
    let mut given = false;
    loop {
        match run.ch(at)? {
            ']' => break,
            '[' => return None,
            '=' => given |= is_name(run.before(at)) && !is_edge(run.ch(at + 1)),
            '"' | '\'' => given |= at == after + 1,
            _ => {}
        }
        at += 1;
    }
    let bare = at == after || (at == after + 1 && run.ch(after) == Some('/'));
    let spaced = run.ch(after).is_some_and(char::is_whitespace);
    (bare || (spaced && given)).then_some((i..at + 1, name))
}

fn reads(run: &Run, i: usize, text: &str) -> bool {
    text.chars()
        .enumerate()
        .all(|(n, c)| run.ch(i + n) == Some(c))
}

fn is_name(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
