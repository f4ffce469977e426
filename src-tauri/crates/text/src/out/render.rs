//! Renders Markdown as safe HTML, block by block.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::footnotes::{Definition, Given};
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

/// Where each block of a text stands, and its HTML, as [`PostPolicy::render`] gives them.
pub(crate) fn placed(policy: &PostPolicy, markdown: &str) -> Vec<(Range<usize>, String)> {
    let mut rendered = Rendered::body(policy.policy(), Writer::new(markdown), events(markdown));
    rendered.notes(policy.policy());
    let finished = rendered.finish(policy.policy());
    let pieces = finished.pieces();
    pieces
        .map(|(piece, html)| (piece.range.clone(), html.to_owned()))
        .collect()
}

/// A block as it is kept between two edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub range: Range<usize>,
    pub line: usize,
    pub html: String,
    /// The numbers of the footnotes it refers to, in its order.
    pub referred: Vec<usize>,
    hash: u64,
}

/// The footnotes of a whole text.
pub(super) struct Noted {
    /// Whether the last block are they.
    pub are_shown: bool,
    /// The labels that have a definition.
    pub defined: HashSet<String>,
    /// The numbers of those that the body refers to.
    pub numbers: HashMap<String, usize>,
}

/// The blocks of a text, and its footnotes.
pub(super) fn held(policy: &PostPolicy, markdown: &str) -> (Vec<Held>, Noted) {
    let mut rendered = Rendered::body(policy.policy(), Writer::new(markdown), events(markdown));
    let footnotes = rendered.writer.footnotes();
    let defined = footnotes.definitions().iter();
    let mut noted = Noted {
        are_shown: false,
        defined: defined.map(|d| d.label().to_owned()).collect(),
        numbers: footnotes.numbers(),
    };
    noted.are_shown = rendered.notes(policy.policy());
    (blocks(markdown, &rendered.finish(policy.policy())), noted)
}

/// A part of a text, rendered alone.
pub(super) struct Part<'a> {
    /// Its blocks.
    pub blocks: Vec<Held>,
    /// What it says in footnotes, in its order.
    pub notes: Vec<Definition<'a>>,
}

/// Renders a part of a text, before which footnotes were numbered; ranges and lines are the part's.
pub(super) fn held_part<'a>(policy: &PostPolicy, markdown: &'a str, given: Given) -> Part<'a> {
    let writer = Writer::part(markdown, given);
    let mut rendered = Rendered::body(policy.policy(), writer, events(markdown));
    let notes = rendered.writer.footnotes().take_definitions();
    Part {
        blocks: blocks(markdown, &rendered.finish(policy.policy())),
        notes,
    }
}

fn blocks(markdown: &str, finished: &Finished) -> Vec<Held> {
    let (mut line, mut at) = (0, 0);
    let mut blocks: Vec<Held> = Vec::new();
    for (piece, html) in finished.pieces() {
        let range = &piece.range;
        let skipped = markdown.get(at..range.start).unwrap_or("");
        line += skipped.bytes().filter(|&b| b == b'\n').count();
        at = at.max(range.start);
        // The parser lets a definition list reach over the marks of the block behind it.
        if let Some(before) = blocks.last_mut() {
            before.range.end = before.range.end.min(range.start);
        }
        let mut hasher = DefaultHasher::new();
        html.hash(&mut hasher);
        blocks.push(Held {
            range: range.clone(),
            line,
            html: html.to_owned(),
            referred: finished.referred(&piece.referred).to_vec(),
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
        named(&held(self, markdown).0)
    }

    /// [`post_html`] under this policy.
    pub fn html(&self, markdown: &str) -> String {
        let (policy, writer) = (self.policy(), Writer::new(markdown));
        let mut rendered = match unplaced(markdown) {
            Some(events) => Rendered::body(policy, writer, events.map(|e| (e, 0..0))),
            None => Rendered::body(policy, writer, events(markdown)),
        };
        rendered.notes(policy);
        let rendered = rendered.finish(policy);
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

/// A text being rendered, in pieces that are complete on their own.
struct Rendered<'a> {
    writer: Writer<'a>,
    pieces: Vec<Piece>,
    /// The pieces that have to be sanitised.
    unclean: Vec<String>,
}

struct Piece {
    /// Its place in the Markdown.
    range: Range<usize>,
    html: Html,
    /// Which of the references to footnotes stand in it, as indices.
    referred: Range<usize>,
}

enum Html {
    /// Its place in what the writer wrote.
    Written(Range<usize>),
    /// Its index among the pieces that have to be sanitised.
    Unclean(usize),
}

impl<'a> Rendered<'a> {
    /// All but the footnotes.
    fn body(
        policy: &Policy,
        writer: Writer<'a>,
        events: impl Iterator<Item = Located<'a>>,
    ) -> Self {
        let mut it = Self {
            writer,
            pieces: Vec::new(),
            unclean: Vec::new(),
        };
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
            it.writer.write(&event);
            if depth > 0 {
                continue;
            }
            let (html, tainted) = it.writer.end_block();
            let island = std::mem::take(&mut island);
            if html.is_empty() {
                continue;
            }
            if !tainted && open.is_none() {
                it.add(range, Html::Written(html));
                continue;
            }
            let (whole, mut balance) = open
                .take()
                .unwrap_or_else(|| (range.clone(), Balance::new(policy)));
            let html = it.writer.html(&html);
            if island {
                // What it opens, it closes itself: it is one thing.
                balance.feed(&balanced(policy, html));
            } else {
                balance.feed(html);
            }
            let whole = whole.start..range.end.max(whole.end);
            if balance.is_closed() {
                it.add_unclean(whole, balance.finish());
            } else {
                open = Some((whole, balance));
            }
        }
        if let Some((whole, balance)) = open {
            it.add_unclean(whole, balance.finish());
        }
        it
    }

    fn add(&mut self, range: Range<usize>, html: Html) {
        let begun = self.pieces.last().map_or(0, |p| p.referred.end);
        let referred = begun..self.writer.footnotes().referred().len();
        self.pieces.push(Piece {
            range,
            html,
            referred,
        });
    }

    fn add_unclean(&mut self, range: Range<usize>, html: String) {
        self.add(range, Html::Unclean(self.unclean.len()));
        self.unclean.push(html);
    }

    /// The footnotes, behind everything else; whether there are any.
    fn notes(&mut self, policy: &Policy) -> bool {
        let notes = self.writer.take_notes();
        let (section, tainted) = footnotes(policy, notes);
        let end = self.writer.source().len();
        if tainted {
            // Once more: the notes put together may stand too deep.
            self.add_unclean(end..end, balanced(policy, &section));
        } else if !section.is_empty() {
            let html = self.writer.append(&section);
            self.add(end..end, Html::Written(html));
        }
        !section.is_empty()
    }

    fn finish(mut self, policy: &Policy) -> Finished {
        let cleaned = if self.unclean.is_empty() {
            Vec::new()
        } else {
            sanitize_pieces(policy, &self.unclean)
        };
        Finished {
            referred: self.writer.footnotes().take_referred(),
            html: self.writer.into_html(),
            pieces: self.pieces,
            cleaned,
        }
    }
}

/// A text rendered in pieces that are safe on their own.
struct Finished {
    /// What the writer wrote.
    html: String,
    pieces: Vec<Piece>,
    /// The pieces that had to be sanitised, as they are now.
    cleaned: Vec<String>,
    /// The numbers of the footnotes referred to, in order.
    referred: Vec<usize>,
}

impl Finished {
    /// The pieces that show anything, with their HTML.
    fn pieces(&self) -> impl Iterator<Item = (&Piece, &str)> {
        self.pieces.iter().filter_map(|piece| {
            let html = match &piece.html {
                Html::Written(range) => self.html.get(range.clone()),
                Html::Unclean(index) => self.cleaned.get(*index).map(String::as_str),
            };
            html.filter(|html| !html.trim_ascii().is_empty())
                .map(|html| (piece, html))
        })
    }

    fn referred(&self, range: &Range<usize>) -> &[usize] {
        self.referred.get(range.clone()).unwrap_or(&[])
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
