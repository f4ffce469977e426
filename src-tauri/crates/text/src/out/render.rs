//! Renders Markdown as safe HTML, block by block.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::writer::{NoteHtml, Writer};
use crate::markdown::{Located, events, is_island, unplaced};
use crate::safe::{Balance, Policy, PostPolicy, balanced, sanitize_pieces};

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
    PostPolicy::default().render(markdown)
}

/// A block as it is kept between two edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub range: Range<usize>,
    pub line: usize,
    pub html: String,
    hash: u64,
}

/// The blocks of a text that begins at a place and a line of another.
pub(super) fn held(policy: &PostPolicy, markdown: &str, start: usize, line: usize) -> Vec<Held> {
    let (mut line, mut at) = (line, 0);
    let rendered = Rendered::of(policy.policy(), markdown, events(markdown));
    let mut blocks: Vec<Held> = Vec::new();
    for (range, html) in rendered.pieces() {
        let skipped = markdown.get(at..range.start).unwrap_or("");
        line += skipped.bytes().filter(|&b| b == b'\n').count();
        at = at.max(range.start);
        // The parser lets a definition list reach over the marks of the block behind it.
        if let Some(before) = blocks.last_mut() {
            before.range.end = before.range.end.min(start + range.start);
        }
        let mut hasher = DefaultHasher::new();
        html.hash(&mut hasher);
        blocks.push(Held {
            range: start + range.start..start + range.end,
            line,
            html: html.to_owned(),
            hash: hasher.finish(),
        });
    }
    blocks
}

/// All blocks of a rendering with their keys.
pub(super) fn named(blocks: &[Held]) -> Vec<Block> {
    let mut keys = Keys::default();
    blocks.iter().map(|b| b.named(keys.of(b))).collect()
}

impl Held {
    pub(super) fn named(&self, key: Key) -> Block {
        Block {
            key: match key {
                Key { hash, count: 1 } => format!("{hash:016x}"),
                Key { hash, count } => format!("{hash:016x}-{count}"),
            },
            range: self.range.clone(),
            line: self.line,
            html: self.html.clone(),
        }
    }
}

/// The hash of a block's HTML, and the how-manieth of that kind it is.
pub(super) struct Key {
    hash: u64,
    count: usize,
}

/// Gives each block of a rendering its key, in order.
#[derive(Default)]
pub(super) struct Keys(HashMap<u64, usize>);

impl Keys {
    pub(super) fn of(&mut self, block: &Held) -> Key {
        let count = self.0.entry(block.hash).or_default();
        *count += 1;
        Key {
            hash: block.hash,
            count: *count,
        }
    }
}

/// Renders Markdown as a blog stores it: the post policy, no line breaks inside paragraphs
/// (WordPress turns each into `<br />`). Each block ends with a line break but the last.
pub fn post_html(markdown: &str) -> String {
    PostPolicy::default().html(markdown)
}

impl PostPolicy {
    /// [`render`] under this policy.
    pub fn render(&self, markdown: &str) -> Vec<Block> {
        named(&held(self, markdown, 0, 0))
    }

    /// [`post_html`] under this policy.
    pub fn html(&self, markdown: &str) -> String {
        let rendered = match unplaced(markdown) {
            Some(events) => Rendered::of(self.policy(), markdown, events.map(|e| (e, 0..0))),
            None => Rendered::of(self.policy(), markdown, events(markdown)),
        };
        let mut html = if rendered.cleaned.is_empty() {
            rendered.html
        } else {
            let mut html = String::with_capacity(rendered.html.len());
            rendered
                .pieces()
                .for_each(|(_, piece)| html.push_str(piece));
            html
        };
        html.truncate(html.trim_ascii_end().len());
        html
    }
}

/// A text rendered in pieces that are complete on their own.
struct Rendered {
    /// What the writer wrote.
    html: String,
    pieces: Vec<Piece>,
    /// The pieces that had to be sanitised, as they are now.
    cleaned: Vec<String>,
}

struct Piece {
    /// Its place in the Markdown.
    range: Range<usize>,
    html: Html,
}

enum Html {
    /// Its place in what the writer wrote.
    Written(Range<usize>),
    /// Its index in [`Rendered::cleaned`].
    Cleaned(usize),
}

impl Rendered {
    fn of<'a>(
        policy: &Policy,
        markdown: &'a str,
        events: impl Iterator<Item = Located<'a>>,
    ) -> Self {
        let mut writer = Writer::new(markdown);
        let mut pieces = Vec::new();
        let mut unclean = Vec::new();
        let mut open: Option<(Range<usize>, Balance<'_>)> = None;
        let mut depth = 0_usize;
        let mut island = false;
        for (event, range) in events {
            match &event {
                Event::Start(tag) => {
                    island |= matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(info)) if is_island(info));
                    depth += 1;
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            writer.write(&event);
            if depth > 0 {
                continue;
            }
            let (html, tainted) = writer.end_block();
            let island = std::mem::take(&mut island);
            if html.is_empty() {
                continue;
            }
            if !tainted && open.is_none() {
                pieces.push(Piece {
                    range,
                    html: Html::Written(html),
                });
                continue;
            }
            let (whole, mut balance) = open
                .take()
                .unwrap_or_else(|| (range.clone(), Balance::new(policy)));
            let html = writer.html(&html);
            if island {
                // What it opens, it closes itself: it is one thing.
                balance.feed(&balanced(policy, html));
            } else {
                balance.feed(html);
            }
            let whole = whole.start..range.end.max(whole.end);
            if balance.is_closed() {
                pieces.push(Piece {
                    range: whole,
                    html: Html::Cleaned(unclean.len()),
                });
                unclean.push(balance.finish());
            } else {
                open = Some((whole, balance));
            }
        }
        if let Some((whole, balance)) = open {
            pieces.push(Piece {
                range: whole,
                html: Html::Cleaned(unclean.len()),
            });
            unclean.push(balance.finish());
        }
        let notes = writer.take_notes();
        let (section, tainted) = footnotes(policy, notes);
        let range = markdown.len()..markdown.len();
        if tainted {
            pieces.push(Piece {
                range,
                html: Html::Cleaned(unclean.len()),
            });
            // Once more: the notes put together may stand too deep.
            unclean.push(balanced(policy, &section));
        } else if !section.is_empty() {
            let html = writer.append(&section);
            pieces.push(Piece {
                range,
                html: Html::Written(html),
            });
        }
        Self {
            html: writer.into_html(),
            pieces,
            cleaned: if unclean.is_empty() {
                Vec::new()
            } else {
                sanitize_pieces(policy, &unclean)
            },
        }
    }

    /// The pieces that show anything: their places in the Markdown and their HTML.
    fn pieces(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        self.pieces.iter().filter_map(|piece| {
            let html = match &piece.html {
                Html::Written(range) => self.html.get(range.clone()),
                Html::Cleaned(index) => self.cleaned.get(*index).map(String::as_str),
            };
            html.filter(|html| !html.trim_ascii().is_empty())
                .map(|html| (&piece.range, html))
        })
    }
}

/// The list of footnotes, and whether it has to be sanitised. Each that does is balanced alone, so
/// that none can close the list.
pub(crate) fn footnotes(policy: &Policy, notes: Vec<NoteHtml>) -> (String, bool) {
    let mut html = String::new();
    if notes.is_empty() {
        return (html, false);
    }
    let tainted = notes.iter().any(|note| note.tainted);
    html.push_str("<section class=\"footnotes\">\n<ol>\n");
    for (at, note) in notes.into_iter().enumerate() {
        let number = at + 1;
        let text = if note.tainted {
            balanced(policy, &note.html)
        } else {
            note.html
        };
        html.push_str(&format!("<li id=\"fn-{number}\">"));
        let back = format!(" <a href=\"#fnref-{number}\" class=\"footnote-back\">↩</a>");
        match text.strip_suffix("</p>") {
            _ if !note.referred => html.push_str(&text),
            Some(start) => html.extend([start, back.as_str(), "</p>"]),
            None => html.extend([text.as_str(), back.as_str()]),
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n</section>\n");
    (html, tainted)
}
