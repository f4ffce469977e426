//! French no-break spaces.

use super::dashes::is_digit;
use super::edits::Why;
use super::glyphs::{NARROW, NO_BREAK, OBJECT, Run, is_edge, is_space, is_word};

/// Words before a name.
const TITLES: [&str; 11] = [
    "M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Drs", "Pr", "Me", "Mgr",
];
/// Words before a number.
const REFERENCES: [&str; 12] = [
    "p.", "pp.", "art.", "chap.", "fig.", "vol.", "éd.", "§", "Art.", "Chap.", "Fig.", "Vol.",
];
/// What stands behind a number and a space.
const UNITS: [&str; 62] = [
    "km", "hm", "m", "dm", "cm", "mm", "µm", "nm", "km²", "m²", "cm²", "km³", "m³", "cm³", "ha",
    "km/h", "m/s", "t", "kg", "g", "mg", "µg", "l", "L", "hl", "dl", "cl", "ml", "h", "min", "s",
    "ms", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "V", "Hz", "kHz", "MHz", "GHz", "o",
    "ko", "Ko", "Mo", "Go", "To", "Kio", "Mio", "Gio", "px", "pt", "dB", "k€", "M€", "Md€", "CHF",
    "kcal",
];
/// The longest of them, and of the words before.
const LONGEST: usize = 6;
/// Marks of Markdown that may stand in a text as they are: what is beside them decides whether they
/// are marks.
const MARKS: &str = "*_~^$`\\|";

/// What belongs between two characters.
struct Wanted {
    space: char,
    why: Why,
    /// Also where nothing stands between them.
    put_in: bool,
}

/// Sets the no-break spaces: those that are missing, and those where a space stands that would
/// break.
pub(super) fn spaces(run: &mut Run) {
    let mut set = Vec::new();
    let mut gone = Vec::new();
    let mut added = Vec::new();
    for right in 1..run.len() {
        if run.ch(right).is_some_and(is_space) {
            continue;
        }
        let mut from = right;
        while run.before(from).is_some_and(is_space) {
            from -= 1;
        }
        let Some(left) = from.checked_sub(1) else {
            continue;
        };
        let Some(wanted) = wanted(run, left, right) else {
            continue;
        };
        if from == right {
            if wanted.put_in && has_room(run, right) {
                added.push((right, wanted.space, wanted.why));
            }
        } else if (from..right).all(|i| run.free(i).is_some())
            && (right - from == 1 || !(from..=right).any(|i| run.has_gap(i)))
        {
            set.push((from, wanted.space, wanted.why));
            gone.extend(from + 1..right);
        }
    }
    for (i, space, why) in set {
        run.set(i, space, why);
    }
    run.rebuild(&gone, &added);
}

/// Whether a space can be put in before `i` without coming inside of marks.
fn has_room(run: &Run, i: usize) -> bool {
    run.get(i).is_some_and(|glyph| {
        !(glyph.gap.closes && (glyph.gap.opens || (glyph.fixed && glyph.ch != OBJECT)))
    })
}

/// What belongs between `left` and `right`, with only spaces between them.
fn wanted(run: &Run, left: usize, right: usize) -> Option<Wanted> {
    let (l, r) = (run.ch(left)?, run.ch(right)?);
    if l.is_whitespace() || r.is_whitespace() || MARKS.contains(l) || MARKS.contains(r) {
        return None;
    }
    let touching = right == left + 1;
    // In the middle of an address.
    let shielded = |i: usize| run.get(i).is_some_and(|glyph| glyph.shielded);
    if touching && shielded(left) && shielded(right) {
        return None;
    }
    let narrow = |why| Wanted {
        space: NARROW,
        why,
        put_in: true,
    };
    let no_break = |why, put_in| Wanted {
        space: NO_BREAK,
        why,
        put_in,
    };
    let opens = l == '«' && run.free(left).is_some();
    let closes = r == '»' && run.free(right).is_some();
    if opens || closes {
        return (!(opens && r == '»' && touching)).then(|| narrow(Why::GuillemetSpace));
    }
    match run.free(right) {
        Some('!' | '?') => {
            // In this order: a row of signs is looked at once, from its first.
            return (may_precede(l, touching) && ends_sentence(run, right))
                .then(|| narrow(Why::NarrowSpace));
        }
        Some(';') => {
            let fits = divides(run, right, "»”\"’") && !is_entity(run, right);
            return (fits && may_precede(l, touching)).then(|| narrow(Why::NarrowSpace));
        }
        Some(':') => {
            let fits = divides(run, right, "«»“”\"") && l != ':';
            return (fits && may_precede(l, touching)).then(|| no_break(Why::ColonSpace, true));
        }
        Some('%' | '‰' | '€' | '£') if l.is_ascii_digit() && !is_word(run.ch(right + 1)) => {
            return Some(no_break(Why::NumberSpace, true));
        }
        _ => {}
    }
    if matches!(l, '°' | 'º') && is_digit(Some(r)) && is_numero(run, left) {
        return Some(no_break(Why::AbbreviationSpace, true));
    }
    if touching {
        return None;
    }
    if l.is_ascii_digit() && is_unit(run, right) {
        return Some(no_break(Why::NumberSpace, false));
    }
    if abbreviates(run, left, r) {
        return Some(no_break(Why::AbbreviationSpace, false));
    }
    let begins = left == 0 || run.before(left) == Some('\n');
    (begins && matches!(l, '—' | '–')).then(|| no_break(Why::DialogueSpace, false))
}

/// Whether a sign that divides may stand behind this: words, closing signs, symbols. Behind a space
/// it may stand behind anything but what opens or calculates.
fn may_precede(c: char, touching: bool) -> bool {
    if matches!(c, '!' | '?') {
        return false;
    }
    if touching {
        c.is_alphanumeric()
            || ")]}”’»…%€°.\"'".contains(c)
            || (!c.is_ascii() && !"«“‘—–".contains(c))
    } else {
        !"([{<>=|&+/:;".contains(c)
    }
}

/// Whether `!` or `?` at `i` and those behind it end something: not `!important`, not `?a=b`.
fn ends_sentence(run: &Run, i: usize) -> bool {
    let end = (i..)
        .find(|&at| !matches!(run.ch(at), Some('!' | '?')))
        .unwrap_or(i);
    run.ch(end)
        .is_none_or(|c| !c.is_alphanumeric() && !"=/&_<".contains(c))
}

/// Whether a colon or semicolon at `i` divides words: behind it is a space or a quotation mark. Not
/// in `10:30`, `C:\`, `:-)`.
fn divides(run: &Run, i: usize, quotes: &str) -> bool {
    let after = run.ch(i + 1);
    is_edge(after) || after.is_some_and(|c| quotes.contains(c))
}

/// `&nom;`, whatever it means: a semicolon that ends an entity.
fn is_entity(run: &Run, i: usize) -> bool {
    let mut at = i;
    while at > 0
        && i - at < 32
        && run
            .before(at)
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '#')
    {
        at -= 1;
    }
    run.before(at) == Some('&')
}

/// `n°`, seen from its sign.
fn is_numero(run: &Run, sign: usize) -> bool {
    matches!(run.before(sign), Some('n' | 'N'))
        && !sign.checked_sub(1).is_some_and(|n| is_word(run.before(n)))
}

/// Whether the word at `i` is a unit: `kg`, `km/h`, `°C`.
fn is_unit(run: &Run, i: usize) -> bool {
    let word: String = (i..=i + LONGEST)
        .map_while(|at| {
            run.ch(at)
                .filter(|c| c.is_alphabetic() || "²³/°µ€".contains(*c))
        })
        .collect();
    let after = run.ch(i + word.chars().count());
    let ends = !is_word(after) && !matches!(after, Some('\'' | '’'));
    ends && (UNITS.contains(&word.as_str()) || matches!(word.as_str(), "°C" | "°F"))
}

/// Whether the word that ends at `left` belongs to what follows it: a name, or a number.
fn abbreviates(run: &Run, left: usize, next: char) -> bool {
    let mut start = left + 1;
    while start > 0 && left + 1 - start <= LONGEST && run.before(start).is_some_and(is_abbreviation)
    {
        start -= 1;
    }
    // What is glued to the word makes it another: l’art., a-t-il.
    if matches!(run.before(start), Some('-' | '_' | '@' | '/')) {
        return false;
    }
    let word: String = (start..=left).filter_map(|i| run.ch(i)).collect();
    (next.is_uppercase() && TITLES.contains(&word.as_str()))
        || (next.is_ascii_digit() && REFERENCES.contains(&word.as_str()))
}

fn is_abbreviation(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '.' | '§')
}
