//! Renders Markdown as safe HTML, block by block.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use pulldown_cmark::Event;

use super::writer::Writer;
use crate::markdown::Footnotes;
use crate::markdown::{Located, events};
use crate::safe::{Balance, POST, balanced, sanitize_pieces};

/// One top-level block of a rendered text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Stays the same while the block's rendering does, unique within one rendering: made of the
    /// hash of its HTML and, for equal blocks, a count. A caller patches only blocks whose key is
    /// new. Keys of one run of the program mean nothing to the next.
    pub key: String,
    /// Where the block stands in the Markdown, in bytes; empty for the footnotes at the end.
    pub range: Range<usize>,
    /// The first line of the block in the Markdown, from 0.
    pub line: usize,
    /// Its HTML, sanitised to the post policy.
    pub html: String,
}

/// Renders Markdown block by block, for the preview.
///
/// Footnotes are numbered over the whole text and stand in one last block. Raw HTML that opens in
/// one block and closes in a later one makes a single block of them all, so each block's HTML is
/// complete, and safe, on its own. The blocks' HTML one after the other is [`post_html`].
pub fn render(markdown: &str) -> Vec<Block> {
    let mut keys: HashMap<u64, usize> = HashMap::new();
    let mut blocks = Vec::new();
    let mut line = 0;
    let mut at = 0;
    let (ranges, pieces): (Vec<_>, Vec<_>) = pieces(markdown).into_iter().unzip();
    for (range, html) in ranges.into_iter().zip(sanitize_pieces(&POST, &pieces)) {
        let skipped = markdown.get(at..range.start).unwrap_or("");
        line += skipped.bytes().filter(|&b| b == b'\n').count();
        at = at.max(range.start);
        if html.trim_ascii().is_empty() {
            continue;
        }
        blocks.push(Block {
            key: key(&html, &mut keys),
            range,
            line,
            html,
        });
    }
    blocks
}

/// Renders Markdown as a blog stores it: the post policy, no line breaks inside paragraphs
/// (WordPress turns each into `<br />`). Each block ends with a line break but the last.
pub fn post_html(markdown: &str) -> String {
    let mut html: String = render(markdown)
        .into_iter()
        .map(|block| block.html)
        .collect();
    html.truncate(html.trim_ascii_end().len());
    html
}

/// The balanced HTML of each piece that is complete on its own, with its place.
fn pieces(markdown: &str) -> Vec<(Range<usize>, String)> {
    let events: Vec<Located<'_>> = events(markdown).collect();
    let mut writer = Writer::new(Footnotes::of(&events));
    let mut pieces = Vec::new();
    let mut open: Option<(Range<usize>, Balance<'_>)> = None;
    let mut depth = 0_usize;
    for (event, range) in events {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        writer.write(event);
        if depth > 0 {
            continue;
        }
        let html = writer.take();
        if html.is_empty() {
            continue;
        }
        let (whole, mut balance) = open
            .take()
            .unwrap_or_else(|| (range.clone(), Balance::new(&POST)));
        balance.feed(&html);
        let whole = whole.start..range.end.max(whole.end);
        if balance.is_closed() {
            pieces.push((whole, balance.finish()));
        } else {
            open = Some((whole, balance));
        }
    }
    if let Some((whole, balance)) = open {
        pieces.push((whole, balance.finish()));
    }
    if let Some(html) = footnotes(writer.take_definitions()) {
        pieces.push((markdown.len()..markdown.len(), html));
    }
    pieces
}

/// The list of footnotes. Each is balanced alone, so that none can close the list.
fn footnotes(definitions: Vec<(String, bool)>) -> Option<String> {
    if definitions.is_empty() {
        return None;
    }
    let mut html = String::from("<section class=\"footnotes\">\n<ol>\n");
    for (at, (definition, referred)) in definitions.into_iter().enumerate() {
        let number = at + 1;
        let note = balanced(&POST, definition.trim_ascii_end());
        let back = format!(" <a href=\"#fnref-{number}\" class=\"footnote-back\">↩</a>");
        html.push_str(&format!("<li id=\"fn-{number}\">"));
        match note.strip_suffix("</p>") {
            _ if !referred => html.push_str(&note),
            Some(start) => html.extend([start, back.as_str(), "</p>"]),
            None => html.extend([note.as_str(), back.as_str()]),
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n</section>\n");
    // Once more: the pieces put together may stand too deep.
    Some(balanced(&POST, &html))
}

fn key(html: &str, keys: &mut HashMap<u64, usize>) -> String {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    let hash = hasher.finish();
    let count = keys.entry(hash).or_default();
    *count += 1;
    if *count == 1 {
        format!("{hash:016x}")
    } else {
        format!("{hash:016x}-{count}")
    }
}
