//! What `wpautop` makes of the texts that posts are mostly made of, without its steps.

use super::is_php_white;
use super::scan::{Scan, is_white};

/// The result for what posts are mostly made of, without the many passes: a paragraph of text and
/// inline tags, with or without `<p>` and `</p>`, a heading on one line, a rule, one tag of a block.
pub(super) fn simple(text: &str) -> Option<String> {
    if matches!(text, "<hr>" | "<hr />" | "<hr/>") {
        return Some([text, "\n"].concat());
    }
    if is_lone_block(text) {
        return Some([text, "\n"].concat());
    }
    if memchr::memchr(b'\r', text.as_bytes()).is_some()
        || text.trim_matches(is_pcre_white).len() != text.len()
        || text.trim_matches(is_php_white).is_empty()
    {
        return None;
    }
    let lines = memchr::memchr(b'\n', text.as_bytes()).is_some();
    let leaf = if lines { None } else { leaf(text) };
    let inner = leaf.map_or(text, |(inner, _)| inner);
    let inline = |tag: &str| {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let known = matches!(
            name.get(..len),
            Some("a" | "em" | "strong" | "b" | "i" | "code" | "img" | "span" | "sup" | "sub")
        );
        if !known {
            return false;
        }
        // Line breaks in tags are none in the text; a tag that never ends takes the last of them.
        let end = tag.find('>').and_then(|end| tag.get(..end));
        end.is_some_and(|tag| !tag.contains('\n'))
    };
    let mut pieces = inner.split('<');
    let mut after_words = pieces.next().is_some_and(has_words);
    let stays = |piece: &str| {
        let between_words = std::mem::replace(&mut after_words, has_words(piece));
        inline(piece) || (leaf.is_some() && between_words && is_break_before_words(piece))
    };
    if !pieces.all(stays) {
        return None;
    }
    if let Some((_, end)) = leaf {
        return Some([text, end, "\n"].concat());
    }
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str("<p>");
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            // A blank line: two paragraphs.
            if line.trim_matches(is_pcre_white).is_empty() {
                return None;
            }
            out.push_str("<br />\n");
        }
        out.push_str(line.trim_end_matches(is_pcre_white));
    }
    out.push_str("</p>\n");
    Some(out)
}

/// Whether words stand in what follows a tag.
fn has_words(piece: &str) -> bool {
    let mut bytes = piece.bytes();
    bytes.any(|byte| byte == b'>') && bytes.any(|byte| !is_white(byte))
}

/// Whether a break as WordPress writes it comes first, and right after it a word.
fn is_break_before_words(piece: &str) -> bool {
    let text = piece.strip_prefix("br />");
    text.is_some_and(|text| !text.is_empty() && !text.starts_with(is_pcre_white))
}

/// Whether a text is a tag of a block and nothing else; an empty paragraph is another thing.
fn is_lone_block(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    let Some(inner) = inner.filter(|inner| !inner.contains(['<', '>', '\n', '\r'])) else {
        return false;
    };
    let scan = Scan::of(text);
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let is_paragraph = name == "p" || name.starts_with("p ") || name.starts_with("p/");
    !is_paragraph && (scan.opens_block(0) || scan.closes_block(0).is_some())
}

/// What stands in a `<p>` or a heading that is all of a text, and the end tag that it lacks; further
/// tags in it may be anything.
fn leaf(text: &str) -> Option<(&str, &str)> {
    let name = match text.as_bytes() {
        [b'<', b'p', b' ' | b'>', ..] => "p",
        [b'<', b'h', b'1'..=b'6', b' ' | b'>', ..] => text.get(1..3)?,
        _ => return None,
    };
    let rest = text.get(1 + name.len()..)?;
    let closed = rest
        .strip_suffix('>')
        .and_then(|rest| rest.strip_suffix(name)?.strip_suffix("</"));
    let (inner, end) = match closed {
        Some(inner) => (inner, ""),
        None if name == "p" => (rest, "</p>"),
        None => return None,
    };
    // An empty one is another thing.
    let (_, words) = inner.split_once('>')?;
    (!words.trim_matches(is_pcre_white).is_empty()).then_some((inner, end))
}

/// What PCRE's `\s` matches.
fn is_pcre_white(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}
