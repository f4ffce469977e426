//! The steps of `wpautop` that read and write `<br />`, in the order of their use.

use std::borrow::Cow;

use super::Initials;
use super::rare::RARE;
use super::scan::{Scan, is_white};
use super::steps::{after_blocks, last_line_end, line_end, replaced, white_end};

/// Stands for a line break inside a script or a drawing.
const KEPT_IN_SCRIPT: &str = "<WPPreserveNewline />";

/// Two breaks are a blank line: `<br\s*/?>\s*<br\s*/?>`.
pub(super) fn double_breaks(text: &str) -> Cow<'_, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    while let Some(start) = scan.markup(at) {
        at = start + 1;
        let first = scan.line_break(start);
        let second = first.and_then(|end| scan.line_break(scan.white(end)));
        if let Some(end) = second {
            scan.replace(start, end, &["\n\n"]);
            at = end;
        }
    }
    scan.finish()
}

/// Makes a `<br />` of every line break that is none yet; `None` if a pattern did not compile.
pub(super) fn line_breaks(text: &str, has: Initials) -> Option<Cow<'_, str>> {
    let mut text = Cow::Borrowed(text);
    if has.any(b"sm") {
        let kept = RARE
            .as_ref()?
            .script
            .replace_all(&text, |found: &regex::Captures<'_>| {
                let found = found.get(0).map_or("", |m| m.as_str());
                found.replace('\n', KEPT_IN_SCRIPT)
            });
        text = Cow::Owned(kept.into_owned());
    }
    if has.any(b"b") {
        text = replaced(replaced(text, "<br>", "<br />"), "<br/>", "<br />");
    }
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let (mut from, mut at) = (0, 0);
    // `(?<!<br />)\s*\n`.
    while let Some(first) = line_end(bytes, at) {
        let before = bytes.get(at..first).unwrap_or_default();
        let white = before.iter().rev().take_while(|b| is_white(**b)).count();
        let end = last_line_end(bytes, first, white_end(bytes, first)) + 1;
        let start = first - white;
        at = end;
        // Right after a break nothing begins, one character later it may.
        let after_break = text.get(..start).is_some_and(|t| t.ends_with("<br />"));
        let start = start + usize::from(after_break);
        if start < end {
            out.push_str(text.get(from..start).unwrap_or(""));
            out.push_str("<br />\n");
            from = end;
        }
    }
    out.push_str(text.get(from..).unwrap_or(""));
    let out = Cow::Owned(out);
    if has.any(b"smW") {
        return Some(replaced(out, KEPT_IN_SCRIPT, "\n"));
    }
    Some(out)
}

/// A line is not broken after a block: `BLOCK\s*<br />`.
pub(super) fn breaks_after_blocks(text: &str) -> Cow<'_, str> {
    after_blocks(text, "<br />")
}

/// Nor before some: `<br />(\s*</?(?:p|li|…)[^>]*>)`.
pub(super) fn breaks_before_blocks(text: &str) -> Cow<'_, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    while let Some(start) = scan.markup(at) {
        at = start + 1;
        let Some(inner) = scan.after(start, "<br />") else {
            continue;
        };
        if let Some(end) = scan.line_end(scan.white(inner)) {
            scan.replace(start, inner, &[]);
            at = end;
        }
    }
    scan.finish()
}
