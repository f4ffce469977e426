//! What the entries of front matter hold that Billet has no use for, but keeps.

/// A value of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value: `null`, or nothing behind the colon.
    Nothing,
    /// A number, a date, `true` or `false`, as it is written without quotes.
    Literal(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Names with values.
    Table(Vec<(String, Value)>),
}

/// Words that programs read as true or false in YAML, by its version 1.1 or 1.2.
const SWITCHES: [&str; 6] = ["true", "false", "yes", "no", "on", "off"];

/// Whether YAML reads a text without quotes as no value.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a program may read a text without quotes as something else than a text: a number, a date,
/// a switch.
pub(super) fn is_literal(text: &str) -> bool {
    if SWITCHES.contains(&text.to_ascii_lowercase().as_str()) {
        return true;
    }
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = bare.starts_with(|c: char| c.is_ascii_digit());
    let special = matches!(
        bare.to_ascii_lowercase().as_str(),
        ".inf" | ".nan" | "inf" | "nan"
    );
    // Digits and the signs of numbers, dates, times and zones.
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | ':' | '_');
    let number = |text: &str| text.replace('_', "").parse::<f64>().is_ok();
    let prefixed = ["0x", "0o", "0b"].iter().any(|prefix| {
        bare.strip_prefix(prefix).is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_hexdigit() || c == '_')
        })
    });
    special || prefixed || (digits && bare.chars().all(fits) && number(bare)) || is_date(text)
}

/// `2026-11-22`, and a time behind it.
fn is_date(text: &str) -> bool {
    let (day, time) = text.split_at_checked(10).unwrap_or((text, ""));
    let day = day.len() == 10
        && day.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let time = time
        .strip_prefix(['T', 't', ' '])
        .map_or(time.is_empty(), |time| {
            time.starts_with(|c: char| c.is_ascii_digit())
                && time.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | 'z' | ' ')
                })
                && !time.ends_with([' ', ':'])
                && !time.contains(": ")
        });
    day && time
}
