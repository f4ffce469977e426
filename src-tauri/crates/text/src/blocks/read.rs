//! Reads a post's Markdown into its pieces: which block each could be, and the HTML it is otherwise.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::code::code;
use super::heading::heading;
use super::opener::opener;
use super::pieces::{Content, Entry, Leaf, Part, Post, Top, Unit};
use crate::markdown::{events, is_island, unplaced};
use crate::out::{Writer, footnotes};
use crate::safe::{Balance, Policy, is_global};

/// A post's pieces, the footnotes last, and the texts in them.
pub(super) fn read(policy: &Policy, markdown: &str) -> Post {
    let mut reader = Reader::new(policy, markdown);
    let mut tops = match unplaced(markdown) {
        Some(events) => reader.tops(events),
        None => reader.tops(events(markdown).map(|(event, _)| event)),
    };
    let (notes, is_tainted) = footnotes(policy, reader.writer.take_notes());
    tops.push(Top::html(reader.writer.append(&notes), is_tainted));
    Post {
        html: reader.writer.into_html(),
        tops,
        leaves: reader.leaves,
    }
}

/// How deep quotes may stand in each other: `safe::depth` has the same limit.
const DEEPEST: usize = 120;

/// Reads events and writes their HTML on the way.
pub(super) struct Reader<'a, 'p> {
    policy: &'p Policy,
    /// Those of the present top-level piece.
    events: Vec<Event<'a>>,
    /// For each event, the next one that is not inside it.
    after: Vec<usize>,
    writer: Writer<'a>,
    /// How much HTML is written.
    written: usize,
    /// Whether anything of the present block has to be sanitised.
    is_tainted: bool,
    leaves: Vec<Leaf>,
}

impl<'a, 'p> Reader<'a, 'p> {
    fn new(policy: &'p Policy, markdown: &'a str) -> Self {
        Self {
            policy,
            events: Vec::new(),
            after: Vec::new(),
            writer: Writer::new(markdown),
            written: 0,
            is_tainted: false,
            leaves: Vec::new(),
        }
    }

    fn tops(&mut self, events: impl Iterator<Item = Event<'a>>) -> Vec<Top> {
        let mut tops = Vec::new();
        let mut open = Vec::new();
        for event in events {
            let at = self.events.len();
            self.after.push(at + 1);
            match event {
                Event::Start(_) => open.push(at),
                Event::End(_) => {
                    if let Some(after) = open.pop().and_then(|start| self.after.get_mut(start)) {
                        *after = at + 1;
                    }
                }
                _ => {}
            }
            self.events.push(event);
            if open.is_empty() {
                tops.push(self.top(0..at + 1));
                self.events.clear();
                self.after.clear();
            }
        }
        tops
    }

    pub fn event(&self, at: usize) -> Option<&Event<'a>> {
        self.events.get(at)
    }

    pub fn after(&self, at: usize) -> usize {
        self.after.get(at).copied().unwrap_or(self.events.len())
    }

    /// The events in a range.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Event<'a>> {
        self.events.get(range).unwrap_or_default().iter()
    }

    /// Writes events; whether their HTML has to be sanitised. Each is written once, and in order:
    /// footnotes are counted.
    pub fn write(&mut self, range: Range<usize>) -> bool {
        for event in self.events.get(range).unwrap_or_default() {
            self.writer.write(event);
        }
        let (written, is_tainted) = self.writer.end_part();
        self.written = written;
        self.is_tainted |= is_tainted;
        is_tainted
    }

    /// Writes events that are one text; its number.
    pub fn leaf(&mut self, range: Range<usize>) -> usize {
        let start = self.written;
        let is_tainted = self.write(range);
        self.leaves.push(Leaf {
            html: start..self.written,
            is_tainted,
        });
        self.leaves.len() - 1
    }

    fn top(&mut self, range: Range<usize>) -> Top {
        let is_raw = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
        let is_raw = self.within(range.clone()).any(is_raw);
        let is_html_block = matches!(self.event(range.start), Some(Event::Start(Tag::HtmlBlock)));
        let mut entries = Vec::new();
        let (mut depth, mut deepest, mut is_tainted) = (0_usize, 0, false);
        let mut is_complete = true;
        let mut at = range.start;
        while at < range.end {
            self.is_tainted = false;
            let start = self.written;
            match self.event(at) {
                Some(Event::Start(Tag::BlockQuote(_))) => {
                    entries.push(Entry::QuoteStart);
                    depth += 1;
                    deepest = deepest.max(depth);
                    self.write(at..at + 1);
                    at += 1;
                }
                Some(Event::End(TagEnd::BlockQuote(_))) => {
                    entries.push(Entry::QuoteEnd);
                    depth = depth.saturating_sub(1);
                    self.write(at..at + 1);
                    at += 1;
                }
                _ => {
                    let next = self.after(at);
                    let content = self.unit(at..next);
                    let html = start..self.written;
                    // Raw HTML that goes on in the quote's next block.
                    if is_raw && depth > 0 && self.is_tainted && is_complete {
                        let mut balance = Balance::new(self.policy);
                        balance.feed(self.writer.html(&html));
                        is_complete = balance.is_closed();
                    }
                    is_tainted |= self.is_tainted;
                    entries.extend(content.map(|content| {
                        Entry::Block(Unit {
                            html,
                            is_tainted: self.is_tainted,
                            content,
                        })
                    }));
                    at = next;
                }
            }
        }
        let (html, _) = self.writer.end_block();
        if !is_complete || deepest > DEEPEST {
            let top = Top::html(html, is_tainted);
            return Top { is_raw, ..top };
        }
        Top {
            html,
            is_tainted,
            entries,
            is_raw,
            is_html_block,
            depth: deepest,
        }
    }

    /// Writes one block's HTML; what else it could be. Nothing for a footnote's definition, which
    /// stands at the end.
    fn unit(&mut self, range: Range<usize>) -> Option<Content> {
        let inner = range.start + 1..range.end.saturating_sub(1);
        let content = match self.event(range.start)? {
            Event::Start(Tag::Paragraph) if !self.is_displayed_math(inner.clone()) => {
                return Some(Content::Paragraph(self.around(range, inner)));
            }
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }) => {
                let more = |name: &str| is_global(name) && !matches!(name, "id" | "class");
                let markup = if attrs.iter().any(|(name, _)| more(name)) {
                    // A language, a title: the block has no place for them.
                    None
                } else {
                    heading(*level, id.as_deref(), classes.iter().map(AsRef::as_ref))
                };
                let end = format!("</{level}>\n<!-- /wp:heading -->");
                let leaf = self.around(range, inner);
                let parts = |start| vec![Part::Markup(start), Part::Leaf(leaf), Part::Markup(end)];
                return Some(markup.map_or(Content::Html, |start| Content::Parts(parts(start))));
            }
            Event::Start(Tag::List(_)) => return Some(self.list(range)),
            Event::Start(Tag::Table(_)) => return Some(self.table(range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_island(info) => {
                Some(Content::Island)
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
                    CodeBlockKind::Indented => None,
                };
                Some(code(language, &self.text(inner)).map_or(Content::Html, Content::Parts))
            }
            Event::Start(Tag::FootnoteDefinition(_)) => None,
            Event::Rule => {
                let block = [
                    &opener("separator", &[]),
                    "<hr class=\"wp-block-separator has-alpha-channel-opacity\" />\n",
                    "<!-- /wp:separator -->",
                ];
                Some(Content::Parts(vec![Part::Markup(block.concat())]))
            }
            _ => Some(Content::Html),
        };
        self.write(range);
        content
    }

    /// Writes a block that is one text and what stands around it; the text's number.
    fn around(&mut self, range: Range<usize>, inner: Range<usize>) -> usize {
        self.write(range.start..inner.start);
        let leaf = self.leaf(inner.clone());
        self.write(inner.end..range.end);
        leaf
    }

    /// What a code block says.
    fn text(&self, range: Range<usize>) -> String {
        self.within(range)
            .filter_map(|event| match event {
                Event::Text(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect()
    }

    fn is_displayed_math(&self, range: Range<usize>) -> bool {
        !range.is_empty()
            && self
                .within(range)
                .all(|event| matches!(event, Event::DisplayMath(_)))
    }
}
