//! The steps of `wpautop`, in the order of their use. Each looks at a text once.

use std::borrow::Cow;

use super::rare::RARE;
use super::scan::{Scan, is_white};

/// Stands for a line break inside a tag while lines are turned into breaks.
const KEPT_IN_TAG: &str = " <!-- wpnl --> ";

/// Blank lines around blocks: before `<BLOCK`, after `</BLOCK>` and after a rule.
pub(super) fn blocks_apart(text: &str) -> Cow<'_, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    while let Some(start) = scan.markup(at) {
        at = start + 1;
        if scan.opens_block(start) {
            scan.replace(start, start, &["\n\n"]);
        }
        if let Some(end) = scan.closes_block(start) {
            scan.replace(end, end, &["\n\n"]);
        }
    }
    scan.finish()
}

/// `wp_replace_in_html_tags`: line breaks inside tags and comments are put aside.
pub(super) fn tags_on_one_line(text: &str) -> Cow<'_, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    while let Some(start) = scan.markup(at) {
        let rest = |scan: &Scan<'_>, from, closes: &str| {
            let found = scan.part(from, text.len()).find(closes);
            found.map(|found| from + found + closes.len())
        };
        let end = if let Some(inner) = scan.after(start, "<!--") {
            rest(&scan, inner, "-->")
        } else if let Some(inner) = scan.after(start, "<![CDATA[") {
            rest(&scan, inner, "]]>")
        } else {
            scan.closing(start + 1)
        };
        let end = end.unwrap_or(text.len());
        let element = scan.part(start, end);
        if memchr::memchr(b'\n', element.as_bytes()).is_some() {
            scan.replace(start, end, &[&element.replace('\n', KEPT_IN_TAG)]);
        }
        at = end;
    }
    scan.finish()
}

/// A `<p>` around what stands between blank lines: `\n\s*\n`.
pub(super) fn paragraphs(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() * 9 / 8 + 16);
    let mut add = |start: usize, end: usize| {
        let paragraph = text.get(start..end).unwrap_or("");
        if !paragraph.is_empty() {
            out.extend(["<p>", paragraph.trim_matches('\n'), "</p>\n"]);
        }
    };
    let (mut from, mut at) = (0, 0);
    while let Some(first) = line_end(bytes, at) {
        at = white_end(bytes, first);
        let last = last_line_end(bytes, first, at);
        if last > first {
            add(from, first);
            from = last + 1;
        }
    }
    add(from, text.len());
    out
}

/// The next `\n`.
pub(super) fn line_end(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr(b'\n', bytes.get(from..)?).map(|found| from + found)
}

pub(super) fn white_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|b| is_white(**b)).count()
}

/// The last `\n` of the white space between two places, of which the first is one.
pub(super) fn last_line_end(bytes: &[u8], first: usize, end: usize) -> usize {
    let white = bytes.get(first..end).unwrap_or_default();
    first + memchr::memrchr(b'\n', white).unwrap_or(0)
}

/// Takes paragraphs away that hold nothing, ends those that a container ends, and unwraps blocks
/// that are all of one: `<p>\s*</p>`, `<p>([^<]+)</(div|address|form)>`, `<p>\s*BLOCK\s*</p>`.
pub(super) fn blank_paragraphs(text: &str) -> Cow<'_, str> {
    each_paragraph(text, |scan, start, inner| {
        let end = scan.after(scan.white(inner), "</p>")?;
        scan.replace(start, end, &[]);
        Some(end)
    })
}

/// See [`blank_paragraphs`].
pub(super) fn unclosed_paragraphs(text: &str) -> Cow<'_, str> {
    each_paragraph(text, |scan, _, inner| {
        let close = scan.markup(inner).filter(|close| *close > inner)?;
        let ends = ["</div>", "</address>", "</form>"];
        let end = ends.iter().find_map(|end| scan.after(close, end))?;
        scan.replace(close, close, &["</p>"]);
        Some(end)
    })
}

/// See [`blank_paragraphs`].
pub(super) fn wrapped_blocks(text: &str) -> Cow<'_, str> {
    each_paragraph(text, |scan, start, inner| {
        let tag = scan.white(inner);
        let tag_end = scan.block(tag)?;
        let end = scan.after(scan.white(tag_end), "</p>")?;
        scan.replace(start, end, &[scan.part(tag, tag_end)]);
        Some(end)
    })
}

/// A paragraph does not begin before a block: `<p>\s*BLOCK`.
pub(super) fn paragraphs_before_blocks(text: &str) -> Cow<'_, str> {
    each_paragraph(text, |scan, start, inner| {
        let tag = scan.white(inner);
        let end = scan.block(tag)?;
        scan.replace(start, tag, &[]);
        Some(end)
    })
}

/// Looks at each `<p>`; what was replaced up to a place is not looked at again.
fn each_paragraph(
    text: &str,
    mut look: impl FnMut(&mut Scan<'_>, usize, usize) -> Option<usize>,
) -> Cow<'_, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    while let Some(start) = scan.markup(at) {
        let inner = scan.after(start, "<p>");
        let end = inner.and_then(|inner| look(&mut scan, start, inner));
        at = end.unwrap_or(start + 1);
    }
    scan.finish()
}

/// An item of a list is no paragraph: `<p>(<li.+?)</p>`.
pub(super) fn wrapped_items(text: &str) -> Cow<'_, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    while let Some(start) = scan.markup(at) {
        at = start + 1;
        let Some(inner) = scan.after(start, "<p><li") else {
            continue;
        };
        let rest = scan.part(inner, text.len());
        let line = rest.split('\n').next().unwrap_or("");
        let first = line.chars().next().map_or(0, char::len_utf8);
        match line.get(first..).and_then(|rest| rest.find("</p>")) {
            Some(found) if first > 0 => {
                let end = inner + first + found;
                scan.replace(start, end + 4, &[scan.part(start + 3, end)]);
                at = end + 4;
            }
            // There is none for the others on this line either.
            _ => at = inner + line.len(),
        }
    }
    scan.finish()
}

/// A paragraph does not end after a block: `BLOCK\s*</p>`.
pub(super) fn paragraphs_after_blocks(text: &str) -> Cow<'_, str> {
    after_blocks(text, "</p>")
}

pub(super) fn after_blocks<'t>(text: &'t str, what: &str) -> Cow<'t, str> {
    let mut scan = Scan::of(text);
    let mut at = 0;
    // Several `<` may share a `>`: what follows it is looked at once.
    let mut looked = 0;
    while let Some(start) = scan.markup(at) {
        at = start + 1;
        let Some(tag_end) = scan.block(start).filter(|end| *end > looked) else {
            continue;
        };
        looked = tag_end;
        if let Some(end) = scan.after(scan.white(tag_end), what) {
            scan.replace(tag_end, end, &[]);
            at = end;
        }
    }
    scan.finish()
}

/// The line breaks in tags again.
pub(super) fn tags_as_before(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = replaced(text, KEPT_IN_TAG, "\n");
    replaced(text, KEPT_IN_TAG.trim_ascii(), "\n")
}

/// `str::replace`, at the cost of a look where there is nothing to replace.
pub(super) fn replaced<'t>(text: Cow<'t, str>, what: &str, instead: &str) -> Cow<'t, str> {
    if text.contains(what) {
        Cow::Owned(text.replace(what, instead))
    } else {
        text
    }
}

/// Takes the white space away that stands around elements which hold other elements.
pub(super) fn collapsed(mut text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let found = [
        (text.contains("<option"), 2),
        (text.contains("</object>"), 3),
        (text.contains("<source") || text.contains("<track"), 3),
        (text.contains("<figcaption"), 2),
    ];
    if found.iter().all(|(found, _)| !found) {
        return Some(text);
    }
    let wanted = found
        .into_iter()
        .flat_map(|(found, count)| std::iter::repeat_n(found, count));
    for ((pattern, instead), wanted) in RARE.as_ref()?.collapsed.iter().zip(wanted) {
        if wanted {
            text = Cow::Owned(pattern.replace_all(&text, *instead).into_owned());
        }
    }
    Some(text)
}

/// A quotation is no paragraph, its text is.
pub(super) fn wrapped_quotes(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let begins = |(at, start): (usize, &str)| {
        let name = text.as_bytes().get(at + start.len()..);
        let name = name.and_then(|rest| rest.get(..11));
        name.is_some_and(|name| name.eq_ignore_ascii_case(b"<blockquote"))
    };
    if !text.match_indices("<p>").any(begins) {
        return Some(text);
    }
    let quote = &RARE.as_ref()?.wrapped_quote;
    let found = quote.replace_all(&text, "<blockquote$1><p>");
    Some(Cow::Owned(found.into_owned()))
}
