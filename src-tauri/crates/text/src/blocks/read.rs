//! Reads a post's Markdown into its pieces: which block each could be, and the HTML it is otherwise.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::code::{code, is_plain_class};
use super::opener::{Value, opener};
use crate::markdown::{events, is_island};
use crate::out::{Writer, footnotes};
use crate::safe::{Balance, Policy, is_global};

/// A top-level piece of a post.
#[derive(Default)]
pub(super) struct Top {
    /// What [`post_html`](crate::post_html) makes of it, not sanitised.
    pub html: String,
    /// Whether the HTML has to be sanitised.
    pub is_tainted: bool,
    pub entries: Vec<Entry>,
    /// Whether raw HTML stands in it, which may go on in the next piece.
    pub is_raw: bool,
    /// Whether it is nothing but raw HTML.
    pub is_html_block: bool,
}

/// Quotes hold blocks; everything else is one.
pub(super) enum Entry {
    QuoteStart,
    QuoteEnd,
    Block(Unit),
}

/// What becomes one block.
pub(super) struct Unit {
    /// Its HTML, not sanitised.
    pub html: String,
    /// Whether the HTML has to be sanitised.
    pub is_tainted: bool,
    pub content: Content,
}

/// What a block is made of.
pub(super) enum Content {
    /// A paragraph: the number of its text.
    Paragraph(usize),
    /// Markup, with texts in it.
    Parts(Vec<Part>),
    /// What no block holds: [`Unit::html`].
    Html,
    /// What Markdown could not say: [`Unit::html`] is what stands in the island.
    Island,
}

/// A part of a block's markup.
pub(super) enum Part {
    Markup(String),
    /// The number of a text.
    Leaf(usize),
}

impl Top {
    /// Several pieces as one.
    pub fn one(tops: Vec<Self>) -> Self {
        match <[Self; 1]>::try_from(tops) {
            Ok([top]) => top,
            Err(tops) => Self::html(tops.into_iter().map(|top| top.html).collect(), true),
        }
    }

    /// A piece that is HTML.
    fn html(html: String, is_tainted: bool) -> Self {
        let unit = Unit {
            html: html.clone(),
            is_tainted,
            content: Content::Html,
        };
        Self {
            html,
            is_tainted,
            entries: vec![Entry::Block(unit)],
            is_raw: false,
            is_html_block: false,
        }
    }

    /// Whether it is an island.
    pub fn is_island(&self) -> bool {
        matches!(self.entries.as_slice(), [Entry::Block(unit)] if unit.is_island())
    }

    /// How many quotes there are.
    pub fn quotes(&self) -> usize {
        let quotes = |entry: &&Entry| matches!(entry, Entry::QuoteStart);
        self.entries.iter().filter(quotes).count()
    }
}

/// A post's pieces, the footnotes last, and the texts in them.
pub(super) fn read(policy: &Policy, markdown: &str) -> (Vec<Top>, Vec<Leaf>) {
    let mut reader = Reader::new(policy, markdown);
    let mut tops = Vec::new();
    let mut at = 0;
    while at < reader.events.len() {
        let end = reader.after(at);
        tops.push(reader.top(at..end));
        at = end;
    }
    let (notes, is_tainted) = footnotes(policy, reader.writer.take_notes());
    tops.push(Top::html(notes, is_tainted));
    (tops, reader.leaves)
}

/// A text: inline HTML.
pub(super) struct Leaf {
    pub html: String,
    /// Whether the HTML has to be sanitised.
    pub is_tainted: bool,
}

/// Reads events and writes their HTML on the way.
pub(super) struct Reader<'a, 'p> {
    policy: &'p Policy,
    events: Vec<Event<'a>>,
    /// For each event, the next one that is not inside it.
    after: Vec<usize>,
    writer: Writer<'a>,
    /// Whether anything of the present block has to be sanitised.
    is_tainted: bool,
    leaves: Vec<Leaf>,
}

impl<'a, 'p> Reader<'a, 'p> {
    fn new(policy: &'p Policy, markdown: &'a str) -> Self {
        let events: Vec<Event<'_>> = events(markdown).map(|(event, _)| event).collect();
        let mut after: Vec<usize> = (1..=events.len()).collect();
        let mut open = Vec::new();
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Start(_) => open.push(at),
                Event::End(_) => {
                    if let Some(after) = open.pop().and_then(|start| after.get_mut(start)) {
                        *after = at + 1;
                    }
                }
                _ => {}
            }
        }
        Self {
            policy,
            events,
            after,
            writer: Writer::new(markdown),
            is_tainted: false,
            leaves: Vec::new(),
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

    /// Writes events; their HTML. Each is written once, and in order: footnotes are counted.
    pub fn html(&mut self, range: Range<usize>) -> String {
        let (html, is_tainted) = self.written(range);
        self.is_tainted |= is_tainted;
        html
    }

    fn written(&mut self, range: Range<usize>) -> (String, bool) {
        for event in self.events.get(range).unwrap_or_default() {
            self.writer.write(event);
        }
        let (html, is_tainted) = self.writer.end_block();
        (self.writer.html(&html).to_owned(), is_tainted)
    }

    /// Writes events that are one text, into `html` too; the text's number.
    pub fn leaf(&mut self, range: Range<usize>, html: &mut String) -> usize {
        let (text, is_tainted) = self.written(range);
        self.is_tainted |= is_tainted;
        html.push_str(&text);
        self.leaves.push(Leaf {
            html: text,
            is_tainted,
        });
        self.leaves.len() - 1
    }

    fn top(&mut self, range: Range<usize>) -> Top {
        let is_raw = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
        let mut top = Top {
            is_raw: self.within(range.clone()).any(is_raw),
            is_html_block: matches!(self.event(range.start), Some(Event::Start(Tag::HtmlBlock))),
            ..Top::default()
        };
        let mut is_complete = true;
        let mut at = range.start;
        while at < range.end {
            let (next, entry) = match self.event(at) {
                Some(Event::Start(Tag::BlockQuote(_))) => (at + 1, Some(Entry::QuoteStart)),
                Some(Event::End(TagEnd::BlockQuote(_))) => (at + 1, Some(Entry::QuoteEnd)),
                _ => {
                    let next = self.after(at);
                    self.is_tainted = false;
                    let (html, content) = self.unit(at..next);
                    top.is_tainted |= self.is_tainted;
                    push_line(&mut top.html, &html);
                    // Raw HTML that goes on in the quote's next block.
                    if top.is_raw && next < range.end && is_complete {
                        let mut balance = Balance::new(self.policy);
                        balance.feed(&html);
                        is_complete = balance.is_closed();
                    }
                    let block = content.map(|content| {
                        Entry::Block(Unit {
                            html,
                            is_tainted: self.is_tainted,
                            content,
                        })
                    });
                    (next, block)
                }
            };
            if matches!(entry, Some(Entry::QuoteStart | Entry::QuoteEnd)) {
                push_line(&mut top.html, &self.html(at..next));
            }
            top.entries.extend(entry);
            at = next;
        }
        if is_complete {
            return top;
        }
        Top {
            is_raw: true,
            ..Top::html(top.html, true)
        }
    }

    /// The HTML of one block and what else it could be; nothing for a footnote's definition, which
    /// stands at the end.
    fn unit(&mut self, range: Range<usize>) -> (String, Option<Content>) {
        let Some(first) = self.event(range.start) else {
            return (String::new(), None);
        };
        let inner = range.start + 1..range.end.saturating_sub(1);
        match first {
            Event::Start(Tag::Paragraph) if !self.is_displayed_math(inner.clone()) => {
                let mut html = self.html(range.start..inner.start);
                let leaf = self.leaf(inner.clone(), &mut html);
                html.push_str(&self.html(inner.end..range.end));
                (html, Some(Content::Paragraph(leaf)))
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
                let level = *level;
                let mut html = self.html(range.start..inner.start);
                let leaf = self.leaf(inner.clone(), &mut html);
                html.push_str(&self.html(inner.end..range.end));
                let content = markup.map(|start| {
                    let end = format!("</{level}>\n<!-- /wp:heading -->");
                    vec![Part::Markup(start), Part::Leaf(leaf), Part::Markup(end)]
                });
                (html, Some(content.map_or(Content::Html, Content::Parts)))
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let content = match kind {
                    CodeBlockKind::Fenced(info) if is_island(info) => Content::Island,
                    kind => {
                        let language = match kind {
                            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
                            CodeBlockKind::Indented => None,
                        };
                        code(language, &self.text(inner)).map_or(Content::Html, Content::Parts)
                    }
                };
                (self.html(range), Some(content))
            }
            Event::Start(Tag::List(_)) => self.list(range),
            Event::Start(Tag::Table(_)) => self.table(range),
            Event::Start(Tag::FootnoteDefinition(_)) => (self.html(range), None),
            Event::Rule => {
                let block = [
                    &opener("separator", &[]),
                    "<hr class=\"wp-block-separator has-alpha-channel-opacity\" />\n",
                    "<!-- /wp:separator -->",
                ];
                let parts = vec![Part::Markup(block.concat())];
                (self.html(range), Some(Content::Parts(parts)))
            }
            _ => (self.html(range), Some(Content::Html)),
        }
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

/// Adds HTML that begins a line, as the writer does where it writes on.
pub(super) fn push_line(html: &mut String, line: &str) {
    if !html.is_empty() && !html.ends_with('\n') {
        html.push('\n');
    }
    html.push_str(line);
}

/// A heading up to its text; `None` for an anchor or a class that the block could not hold.
fn heading<'c>(
    level: HeadingLevel,
    anchor: Option<&str>,
    classes: impl Iterator<Item = &'c str>,
) -> Option<String> {
    // The block has this one already.
    let own = "wp-block-heading";
    let classes: Vec<&str> = classes.filter(|class| *class != own).collect();
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    if !classes.iter().all(|class| is_plain_class(class)) || !anchor.is_none_or(is_plain_class) {
        return None;
    }
    let classes = classes.join(" ");
    let mut attributes = Vec::new();
    if level != HeadingLevel::H2 {
        attributes.push(("level", Value::Number(level as u64)));
    }
    if let Some(anchor) = anchor {
        attributes.push(("anchor", Value::Text(anchor)));
    }
    if !classes.is_empty() {
        attributes.push(("className", Value::Text(&classes)));
    }
    let mut markup = opener("heading", &attributes);
    markup.extend(["<", &level.to_string()]);
    if let Some(anchor) = anchor {
        markup.extend([" id=\"", anchor, "\""]);
    }
    markup.extend([" class=\"", own]);
    if !classes.is_empty() {
        markup.extend([" ", &classes]);
    }
    markup.push_str("\">");
    Some(markup)
}
