//! Files as bytes: what is UTF-8, or says or is told to be something else, becomes text; nothing is
//! guessed, and nothing is replaced by `�`.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file's text is written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// What nearly every program writes today.
    Utf8,
    /// Windows' "Unicode", least significant byte first.
    Utf16Le,
    /// Most significant byte first.
    Utf16Be,
    /// Western European of older Windows (its Latin-1).
    Windows1252,
}

impl Encoding {
    /// The encoding of a name, in any case: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`
    /// (`cp1252`, `latin1`, `iso-8859-1` and `ansi` mean it as well, as on the web).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "utf-16" | "utf-16le" | "utf16le" | "utf16" => Some(Self::Utf16Le),
            "utf-16be" | "utf16be" => Some(Self::Utf16Be),
            "windows-1252" | "cp1252" | "cp-1252" | "1252" | "latin1" | "latin-1"
            | "iso-8859-1" | "ansi" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

impl fmt::Display for Encoding {
    /// As people write it in a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little-endian)",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// Bytes that are no text of the encoding they should be in.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("The text is not {expected} (line {line}, byte {offset}). {}", self.advice())]
pub struct DecodeError {
    /// What it was read as.
    pub expected: Encoding,
    /// The line of the first wrong byte, from 1.
    pub line: usize,
    /// Where that byte is in the file, from 0.
    pub offset: usize,
    /// Every other byte is zero: it looks like UTF-16.
    looks_like: Option<Encoding>,
}

impl DecodeError {
    fn advice(&self) -> &'static str {
        match (self.expected, self.looks_like) {
            (_, Some(Encoding::Utf16Le)) => "It looks like UTF-16: add --encoding utf-16le.",
            (_, Some(Encoding::Utf16Be)) => "It looks like UTF-16: add --encoding utf-16be.",
            (Encoding::Utf8, _) => {
                "If it was written on an older Windows, add --encoding windows-1252; otherwise save \
                 it as UTF-8."
            }
            _ => "Save it as UTF-8 and try again.",
        }
    }
}

/// The text of a file.
///
/// A byte order mark decides, whatever was told, and is taken off. Without one the text is what was
/// told, and UTF-8 if nothing was.
///
/// # Errors
/// Not all of it is text in that encoding. Nothing is replaced: what could not be read would be lost.
pub fn decode(bytes: &[u8], told: Option<Encoding>) -> Result<Cow<'_, str>, DecodeError> {
    let (encoding, mark) = match bytes {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        _ => (told.unwrap_or(Encoding::Utf8), 0),
    };
    let rest = bytes.get(mark..).unwrap_or(&[]);
    let decoded = match encoding {
        Encoding::Utf8 => std::str::from_utf8(rest)
            .map(Cow::Borrowed)
            .map_err(|error| error.valid_up_to()),
        Encoding::Utf16Le => UTF_16LE
            .decode_without_bom_handling_and_without_replacement(rest)
            .ok_or_else(|| wrong_unit(rest, u16::from_le_bytes)),
        Encoding::Utf16Be => UTF_16BE
            .decode_without_bom_handling_and_without_replacement(rest)
            .ok_or_else(|| wrong_unit(rest, u16::from_be_bytes)),
        // The web reads these five as control characters; no text has them.
        Encoding::Windows1252 => rest
            .iter()
            .position(|b| matches!(b, 0 | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d))
            .map_or_else(|| Ok(WINDOWS_1252.decode_without_bom_handling(rest).0), Err),
    };
    decoded.map_err(|at| DecodeError {
        expected: encoding,
        line: line(rest.get(..at).unwrap_or(rest), encoding),
        offset: mark + at,
        looks_like: looks_like(rest),
    })
}

/// The first unit that is half a character, or half a unit.
fn wrong_unit(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> usize {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let mut at = 0;
    for read in char::decode_utf16(units) {
        match read {
            Ok(c) => at += c.len_utf16() * 2,
            Err(_) => return at,
        }
    }
    at
}

/// The line after so many bytes, from 1.
fn line(before: &[u8], encoding: Encoding) -> usize {
    let breaks = match encoding {
        Encoding::Utf16Le => count_pairs(before, [b'\n', 0]),
        Encoding::Utf16Be => count_pairs(before, [0, b'\n']),
        Encoding::Utf8 | Encoding::Windows1252 => before.iter().filter(|b| **b == b'\n').count(),
    };
    breaks + 1
}

fn count_pairs(bytes: &[u8], wanted: [u8; 2]) -> usize {
    bytes
        .as_chunks::<2>()
        .0
        .iter()
        .filter(|pair| **pair == wanted)
        .count()
}

/// UTF-16 without a mark: in most languages of Europe one byte of each two is zero.
fn looks_like(bytes: &[u8]) -> Option<Encoding> {
    let pairs = bytes.as_chunks::<2>().0;
    let zeros = |first: bool| {
        pairs
            .iter()
            .filter(|[a, b]| (*a == 0) == first && (*b == 0) != first)
            .count()
    };
    let most = |count: usize| count > 0 && count * 4 >= pairs.len() * 3;
    if most(zeros(false)) {
        Some(Encoding::Utf16Le)
    } else if most(zeros(true)) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’été : « œuvre » à 20 €…\nDeuxième ligne\n";

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_text_comes_out_of_each_encoding_as_it_went_in() {
        let (ansi, _, lossy) = WINDOWS_1252.encode(TEXT);
        assert!(!lossy);
        let files = [
            (TEXT.as_bytes().to_vec(), None),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), None),
            (utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes), None),
            (utf16(&format!("\u{feff}{TEXT}"), u16::to_be_bytes), None),
            (utf16(TEXT, u16::to_le_bytes), Some(Encoding::Utf16Le)),
            (utf16(TEXT, u16::to_be_bytes), Some(Encoding::Utf16Be)),
            (ansi.into_owned(), Some(Encoding::Windows1252)),
            // A mark says more than what was told.
            (
                [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
                Some(Encoding::Windows1252),
            ),
            (
                utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes),
                Some(Encoding::Utf8),
            ),
        ];
        for (bytes, told) in files {
            assert_eq!(
                decode(&bytes, told).as_deref(),
                Ok(TEXT),
                "{bytes:?} {told:?}"
            );
        }
        assert_eq!(decode(b"", None).as_deref(), Ok(""));
        let emoji = "👩‍🚀 漢字 \u{10ffff}";
        let bytes = utf16(emoji, u16::to_be_bytes);
        assert_eq!(
            decode(&bytes, Some(Encoding::Utf16Be)).as_deref(),
            Ok(emoji)
        );
    }

    #[test]
    fn what_is_not_utf_8_is_refused_with_its_line_and_what_to_do() {
        let error = decode(b"un\ndeux\nl'\xe9t\xe9\n", None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The text is not UTF-8 (line 3, byte 10). If it was written on an older Windows, add \
             --encoding windows-1252; otherwise save it as UTF-8."
        );
        let error = decode(&utf16("été\nœ\n", u16::to_le_bytes), None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The text is not UTF-8 (line 1, byte 0). It looks like UTF-16: add --encoding utf-16le."
        );
        let cut = decode("é".as_bytes().get(..1).unwrap_or(&[]), None).unwrap_err();
        assert_eq!((cut.line, cut.offset), (1, 0));
    }

    #[test]
    fn what_is_not_what_was_told_is_refused_too() {
        let mut half = utf16("un\ndeux", u16::to_le_bytes);
        half.extend([0x3d, 0xd8, b'a', 0]);
        let error = decode(&half, Some(Encoding::Utf16Le)).unwrap_err();
        assert_eq!((error.line, error.offset), (2, 14));
        let odd = decode(b"a\0b", Some(Encoding::Utf16Le)).unwrap_err();
        assert_eq!(odd.offset, 2);
        assert!(
            odd.to_string().contains("not UTF-16 (little-endian)"),
            "{odd}"
        );
        let error = decode(b"abc\n\x81", Some(Encoding::Windows1252)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The text is not Windows-1252 (line 2, byte 4). Save it as UTF-8 and try again."
        );
    }

    #[test]
    fn names_are_understood_as_people_write_them() {
        assert_eq!(Encoding::from_name("CP1252"), Some(Encoding::Windows1252));
        assert_eq!(Encoding::from_name("koi8-r"), None);
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Windows1252,
        ] {
            assert_eq!(Encoding::from_name(encoding.as_str()), Some(encoding));
        }
    }
}
