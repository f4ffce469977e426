//! Text as Markdown: escaped where Markdown would read more than text in it.

/// How carefully a block is written. Each is tried in turn until the block means what it meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Care {
    /// Escapes only where Markdown is likely to read markup: the nicest to edit.
    Light,
    /// Escapes every character that could be markup.
    Full,
    /// The same, and marks that stand too close to letters are HTML tags.
    Tags,
}

impl Care {
    /// All of them, the nicest first.
    pub const ALL: [Self; 3] = [Self::Light, Self::Full, Self::Tags];
}

/// Where text stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// In a link's text, where brackets count.
    pub link: bool,
    /// In a cell of a table, where bars count.
    pub cell: bool,
}

/// Writes text after what stands in `out` already.
pub(crate) fn text(out: &mut String, text: &str, care: Care, place: Place) {
    if is_plain(text, care, place) {
        out.push_str(text);
        return;
    }
    let twice = |mark: char| text.matches(mark).nth(1).is_some();
    let (carets, tildes) = (twice('^'), twice('~'));
    let mut chars = text.char_indices().peekable();
    let mut before = out.chars().next_back();
    // The end of math, which Markdown reads as it is written.
    let mut math = 0;
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, next)| next);
        let rest = text.get(at..).unwrap_or("");
        if c == '$' && care == Care::Light && at >= math {
            math = at + math_len(rest);
        }
        if at < math && !(c == '|' && place.cell) {
            out.push(c);
            before = Some(c);
            continue;
        }
        let escaped = match c {
            '\\' => after.is_none_or(|next| next.is_ascii_punctuation()),
            '`' => true,
            '<' => after
                .is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => is_entity(rest),
            '*' => !(is_white(before) && after.is_some_and(char::is_whitespace)),
            '_' => {
                let inside = is_between_letters(before, after);
                let apart = is_white(before) && is_white(after);
                !(inside || apart)
            }
            // In a link's text no address becomes a link.
            ':' => !place.link && rest.starts_with("://") && begins_address(out),
            '@' => !place.link && is_between_letters(before, after),
            '.' => !place.link && ends_with_www(out),
            '|' => place.cell,
            '[' => place.link || opens_link(rest),
            ']' => place.link,
            '^' => carets && !before.is_some_and(char::is_alphanumeric) && !is_white(after),
            '~' if after == Some('~') || before == Some('~') => true,
            '~' => tildes && !before.is_some_and(char::is_alphanumeric) && !is_white(after),
            _ => false,
        };
        let careful = care > Care::Light
            && (matches!(
                c,
                '\\' | '*' | '_' | '[' | ']' | '<' | '&' | '$' | '^' | '~' | '!' | '|'
            ) || (c == ':' && rest.starts_with("://"))
                || (c == '@' && before.is_some_and(|b| !b.is_whitespace())));
        if escaped || careful {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// The bytes that may be markup, so that one look tells.
#[expect(
    clippy::indexing_slicing,
    reason = "it is a constant: the compiler looks"
)]
const MARKS: [bool; 256] = {
    let marks = b"\\`<&*_$|[]^~@:!";
    let mut all = [false; 256];
    let mut at = 0;
    while at < marks.len() {
        all[marks[at] as usize] = true;
        at += 1;
    }
    all
};

/// Whether text holds nothing that could be markup there.
fn is_plain(text: &str, care: Care, place: Place) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |(at, &byte): (usize, &u8)| match MARKS.get(usize::from(byte)) {
        Some(true) => match byte {
            b':' => bytes.get(at + 1) == Some(&b'/'),
            b'!' => care > Care::Light,
            b'|' => care > Care::Light || place.cell,
            _ => true,
        },
        _ => false,
    };
    !(bytes.iter().enumerate().any(is_mark) || has_www(text))
}

/// The length of the math that text at `$` begins with; 0 for none.
fn math_len(rest: &str) -> usize {
    let mark = if rest.starts_with("$$") { "$$" } else { "$" };
    let inner = rest.get(mark.len()..).unwrap_or("");
    let Some(end) = inner.find(mark) else {
        return 0;
    };
    let text = inner.get(..end).unwrap_or("");
    let after = inner
        .get(end + mark.len()..)
        .and_then(|rest| rest.chars().next());
    let is_math = !text.is_empty()
        && !text.contains('`')
        && (mark.len() == 2 || text.trim() == text)
        && !after.is_some_and(|c| c.is_ascii_digit() || c == '$');
    if is_math { end + 2 * mark.len() } else { 0 }
}

fn has_www(text: &str) -> bool {
    memchr::memchr2_iter(b'w', b'W', text.as_bytes()).any(|at| {
        let four = text.as_bytes().get(at..at + 4);
        four.is_some_and(|four| four.eq_ignore_ascii_case(b"www."))
    })
}

/// Whether `://` after what was written makes an address of it, as GitHub's autolinks have it.
fn begins_address(out: &str) -> bool {
    ["http", "https", "ftp"].iter().any(|scheme| {
        out.len()
            .checked_sub(scheme.len())
            .and_then(|start| out.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    })
}

fn ends_with_www(out: &str) -> bool {
    out.len()
        .checked_sub(3)
        .and_then(|start| out.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

fn is_white(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_between_letters(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether text at `&` would be read as a character's name or number.
pub(crate) fn is_entity(rest: &str) -> bool {
    let name = rest.get(1..).unwrap_or("");
    let len = name
        .bytes()
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    len > 0 && name.as_bytes().get(len) == Some(&b';')
}

/// Whether text at `[` looks like a link, a footnote or a task.
fn opens_link(rest: &str) -> bool {
    let inner = rest.get(1..).unwrap_or("");
    if inner.starts_with('^') {
        return true;
    }
    // As far as a person would write; further than that, the comparison finds it.
    let end = inner
        .bytes()
        .take(200)
        .position(|b| matches!(b, b']' | b'['));
    match end.map(|end| {
        (
            end,
            inner.as_bytes().get(end),
            inner.as_bytes().get(end + 1),
        )
    }) {
        Some((_, Some(b']'), Some(b'(' | b'[' | b':'))) => true,
        Some((1, Some(b']'), Some(b' ') | None)) => {
            matches!(inner.as_bytes().first(), Some(b' ' | b'x' | b'X'))
        }
        _ => false,
    }
}

/// How many bytes of a line of a paragraph come before the place where a backslash must stand so
/// that the line stays text; `None` if it does already. `first`: the paragraph's first line.
pub(crate) fn line_start(line: &str, first: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let ends_word = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'));
    let begin = *bytes.first()?;
    let at_start = match begin {
        b'#' => {
            let run = bytes.iter().take_while(|b| **b == b'#').count();
            run <= 6 && ends_word(run)
        }
        b'>' => true,
        b'+' | b'*' if ends_word(1) => true,
        b'-' if ends_word(1) => true,
        b'-' | b'*' | b'_' if is_rule(line, begin) => true,
        b'=' | b'-' if !first => bytes.iter().all(|b| *b == begin || *b == b' '),
        b'-' | b'+' => line.starts_with("---") || line.starts_with("+++"),
        b'~' => line.starts_with("~~~"),
        b':' => ends_word(1),
        b'|' => true,
        _ => false,
    };
    if at_start {
        return Some(0);
    }
    if begin.is_ascii_digit() {
        let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        let is_item =
            digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')')) && ends_word(digits + 1);
        return is_item.then_some(digits);
    }
    if begin == b'[' {
        // `[^1]: `, a footnote's reference and a colon.
        let end = line.find(']')?;
        return (bytes.get(end + 1) == Some(&b':')).then_some(end + 1);
    }
    None
}

fn is_rule(line: &str, mark: u8) -> bool {
    line.bytes().all(|b| b == mark || b == b' ') && line.bytes().filter(|b| *b == mark).count() > 2
}
