//! Reads a post's Markdown into its pieces: which block each could be, and the HTML it is otherwise.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::code::code;
use super::heading::heading;
use super::opener::opener;
use super::pieces::{Content, Entry, Leaf, Parts, Post, Top, Unit};
use super::table::Rows;
use crate::markdown::{events, is_island, place, unplaced};
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

/// A table that stands in nothing else, while its rows come.
struct Table {
    rows: Rows,
    /// Where its HTML begins.
    start: usize,
    is_raw: bool,
}

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
        let mut events = events;
        let mut tops = Vec::new();
        let (mut open, mut quotes) = (Vec::new(), 0_usize);
        let mut table: Option<Table> = None;
        while let Some(event) = events.next() {
            let at = self.events.len();
            let ends_row = matches!(event, Event::End(TagEnd::TableRow | TagEnd::TableHead));
            match event {
                Event::Start(ref tag) => {
                    open.push(at);
                    quotes += usize::from(matches!(tag, Tag::BlockQuote(_)));
                }
                Event::End(tag) => {
                    if let Some(after) = open.pop().and_then(|start| self.after.get_mut(start)) {
                        *after = at + 1;
                    }
                    let closed = usize::from(matches!(tag, TagEnd::BlockQuote(_)));
                    quotes = quotes.saturating_sub(closed);
                }
                _ => {}
            }
            self.push(event);
            if quotes > DEEPEST {
                tops.push(self.deep(&mut events, open.len()));
                open.clear();
                quotes = 0;
            } else if open.is_empty() {
                let all = 0..self.events.len();
                tops.push(match table.take() {
                    Some(mut table) => {
                        self.read_rows(&mut table, all);
                        self.end_table(table)
                    }
                    None => self.top(all),
                });
            }
            // A table that stands in nothing else is written row by row: it may be long.
            let is_row = ends_row && open.len() == 1;
            if is_row {
                let table = table.get_or_insert_with(|| self.begin_table());
                self.read_rows(table, 0..self.events.len());
            }
            if open.is_empty() || is_row {
                self.events.clear();
                self.after.clear();
            }
        }
        tops
    }

    /// Keeps an event. Texts that stand side by side are one: a parser divides at each `_`.
    fn push(&mut self, event: Event<'a>) {
        if let Event::Text(text) = &event
            && let Some(Event::Text(before)) = self.events.last_mut()
            && let Some(both) = joined(self.writer.source(), before, text)
        {
            *before = CowStr::Borrowed(both);
            return;
        }
        self.events.push(event);
        self.after.push(self.events.len());
    }

    /// A piece with more quotes in each other than blocks may have: its HTML, without the
    /// rest of it being kept. `open` are the elements open now.
    fn deep(&mut self, rest: &mut impl Iterator<Item = Event<'a>>, open: usize) -> Top {
        let kept = std::mem::take(&mut self.events);
        let (mut open, mut is_raw) = (open, false);
        let mut write = |event: &Event<'a>| {
            is_raw |= is_raw_html(event);
            self.writer.write(event);
        };
        kept.iter().for_each(&mut write);
        while open > 0
            && let Some(event) = rest.next()
        {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            write(&event);
        }
        let (html, is_tainted) = self.writer.end_block();
        self.written = html.end;
        let top = Top::html(html, is_tainted);
        Top { is_raw, ..top }
    }

    fn begin_table(&mut self) -> Table {
        self.is_tainted = false;
        Table {
            rows: Rows::new(),
            start: self.written,
            is_raw: false,
        }
    }

    fn read_rows(&mut self, table: &mut Table, range: Range<usize>) {
        table.is_raw |= self.within(range.clone()).any(is_raw_html);
        self.rows(&mut table.rows, range);
    }

    fn end_table(&mut self, table: Table) -> Top {
        let unit = Unit {
            html: table.start..self.written,
            is_tainted: self.is_tainted,
            content: table.rows.into_content(),
        };
        let (html, _) = self.writer.end_block();
        Top {
            html,
            is_tainted: self.is_tainted,
            entries: vec![Entry::Block(unit)],
            is_raw: table.is_raw,
            is_html_block: false,
            depth: 0,
        }
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
        let is_raw = self.within(range.clone()).any(is_raw_html);
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
        if !is_complete {
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
                return Some(markup.map_or(Content::Html, |start| {
                    let mut parts = Parts::of(start);
                    parts.leaf(leaf);
                    parts.markup(&end);
                    Content::Parts(parts)
                }));
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
                Some(Content::Parts(Parts::of(block.concat())))
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

fn is_raw_html(event: &Event<'_>) -> bool {
    matches!(event, Event::Html(_) | Event::InlineHtml(_))
}

/// Two pieces of a text as one, if the second stands right behind the first.
fn joined<'a>(source: &'a str, first: &str, second: &str) -> Option<&'a str> {
    let (start, next) = (place(source, first)?, place(source, second)?);
    let both = start..next + second.len();
    (start + first.len() == next).then(|| source.get(both))?
}
