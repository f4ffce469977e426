//! Names of files: dates and words that any system takes.

use std::collections::HashSet;

use deunicode::deunicode;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A name has so many letters at most, without its date.
const LONGEST: usize = 80;

/// Words in small ASCII letters, digits and hyphens: `Œuvres d’été` is `oeuvres-d-ete`. Empty when
/// nothing is left.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in deunicode(text).chars() {
        if out.len() >= LONGEST {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// The file name of a picture: its words, and the ending of its kind.
pub(crate) fn picture(name: &str, mime: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = slug(stem);
    let end = match mime {
        "image/jpeg" => "jpg",
        "image/svg+xml" => "svg",
        other => other.rsplit('/').next().unwrap_or("bin"),
    };
    let stem = if stem.is_empty() { "image" } else { &stem };
    format!("{stem}.{}", slug(end))
}

/// A day as a name begins with it, in UTC.
pub(crate) fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}

/// Names that were given; each is given once.
#[derive(Debug, Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// `stem` and `end`, or with a number between them if that was given before.
    pub fn free(&mut self, stem: &str, end: &str) -> String {
        let mut name = format!("{stem}{end}");
        let mut number = 2_u32;
        while !self.0.insert(name.clone()) {
            name = format!("{stem}-{number}{end}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_is_a_name_on_any_system() {
        assert_eq!(
            slug("Œuvres d’été : « à la mer » ?"),
            "oeuvres-d-ete-a-la-mer"
        );
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("Привет"), "privet");
        assert_eq!(slug("…"), "");
        assert!(slug(&"é".repeat(500)).len() <= LONGEST);
        assert_eq!(picture("../Mer calme.JPEG", "image/jpeg"), "mer-calme.jpg");
        assert_eq!(picture("", "image/x-icon"), "image.x-icon");
        let mut names = Names::default();
        assert_eq!(names.free("a", ".md"), "a.md");
        assert_eq!(names.free("a", ".md"), "a-2.md");
        assert_eq!(names.free("a-2", ".md"), "a-2-2.md");
    }
}
