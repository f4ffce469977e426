//! Reads Markdown and the raw HTML in it into one list of what the checks look at.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag as MarkdownTag, TagEnd};

use crate::markdown::{Located, is_island, parser};
use crate::safe::{Tag, Token, tokens};

/// How much of a line may be marks of the quotations and lists it stands in.
const LONGEST_MARGIN: usize = 256;

/// What stands in a text.
pub(crate) struct Read<'a> {
    pub items: Vec<Item<'a>>,
    /// Where each reference definition stands, by its destination.
    pub definitions: HashMap<String, Range<usize>>,
}

/// One piece of a text.
pub(crate) enum Item<'a> {
    /// Markdown; raw HTML and islands are not among it.
    Markdown(Located<'a>),
    /// A raw start tag.
    Open(Element),
    /// A raw end tag.
    Close(String, Range<usize>, Raw),
    /// Text inside a block of raw HTML.
    Text(String),
}

/// Where raw HTML stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Raw {
    /// Among words.
    Inline,
    /// In a block of its own.
    Block,
    /// In an island.
    Island,
}

/// A raw start tag.
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<Attribute>,
    pub range: Range<usize>,
    pub raw: Raw,
}

/// An attribute of a raw start tag.
pub(crate) struct Attribute {
    pub name: String,
    /// With entities resolved.
    pub value: String,
    /// Where the value stands, if it stands there as it is read.
    pub range: Option<Range<usize>>,
    /// Where the value stands, whatever entities or margins it is written with; none if it has no
    /// place of its own.
    pub written: Option<Range<usize>>,
}

impl Element {
    /// The first value given to an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

pub(crate) fn read(body: &str) -> Read<'_> {
    let events = parser(body).into_offset_iter();
    let definitions = events
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.dest.to_string(), definition.span.clone()))
        .collect();
    let mut items = Vec::new();
    let mut fragment = Fragment::of(body);
    let mut island = false;
    let mut verbatim = false;
    for (event, range) in events {
        match event {
            Event::Html(html) => fragment.push(&html, range),
            Event::InlineHtml(html) => {
                fragment.push(&html, range);
                fragment.take(Raw::Inline, &mut items);
            }
            // The white space before indented HTML comes as text.
            Event::Start(MarkdownTag::HtmlBlock) => verbatim = true,
            Event::End(TagEnd::HtmlBlock) => {
                fragment.take(Raw::Block, &mut items);
                verbatim = false;
            }
            Event::Start(MarkdownTag::CodeBlock(kind)) => {
                verbatim = true;
                island = matches!(&kind, CodeBlockKind::Fenced(info) if is_island(info));
            }
            Event::Text(text) if island => fragment.push(&text, range),
            Event::Text(_) if verbatim => {}
            Event::End(TagEnd::CodeBlock) => {
                fragment.take(Raw::Island, &mut items);
                verbatim = false;
                island = false;
            }
            event => items.push(Item::Markdown((event, range))),
        }
    }
    Read { items, definitions }
}

/// Raw HTML, and where its parts come from: inside a quotation each line begins with `> `.
struct Fragment<'a> {
    source: &'a str,
    html: String,
    /// Where each part begins, here and in the source.
    parts: Vec<(usize, usize)>,
}

impl<'a> Fragment<'a> {
    fn of(source: &'a str) -> Self {
        Self {
            source,
            html: String::new(),
            parts: Vec::new(),
        }
    }

    fn push(&mut self, html: &str, range: Range<usize>) {
        // A tag over several lines of a quotation comes without the marks of its lines.
        let mut at = range.start;
        for line in html.split_inclusive('\n') {
            let rest = self.source.get(at..range.end).unwrap_or("");
            let near = rest.floor_char_boundary(line.len() + LONGEST_MARGIN);
            at += rest
                .get(..near)
                .and_then(|near| near.find(line))
                .unwrap_or(0);
            self.parts.push((self.html.len(), at));
            self.html.push_str(line);
            at += line.len();
        }
    }

    /// Where a place of the HTML is in the source.
    fn place(&self, at: usize) -> usize {
        let next = self.parts.partition_point(|(here, _)| *here <= at);
        let (here, there) = next
            .checked_sub(1)
            .and_then(|i| self.parts.get(i))
            .copied()
            .unwrap_or_default();
        there + (at - here)
    }

    /// Where a part of the HTML stands in the source.
    fn range(&self, start: usize, len: usize) -> Range<usize> {
        let first = self.place(start);
        let last = (start + len)
            .checked_sub(1)
            .map_or(first, |last| self.place(last) + 1);
        first..last.max(first)
    }

    fn take(&mut self, raw: Raw, items: &mut Vec<Item<'_>>) {
        let mut pieces = tokens(&self.html);
        let mut at = 0;
        while let Some(piece) = pieces.next() {
            let end = self.html.len() - pieces.left();
            match piece {
                Token::Text(text) if raw != Raw::Inline => items.push(Item::Text(text.to_owned())),
                Token::Start(tag) => items.push(Item::Open(self.element(tag, at, raw))),
                Token::End(name) => {
                    items.push(Item::Close(
                        name.into_owned(),
                        self.range(at, end - at),
                        raw,
                    ));
                }
                _ => {}
            }
            at = end;
        }
        *self = Self::of(self.source);
    }

    fn element(&self, tag: Tag<'_>, start: usize, raw: Raw) -> Element {
        let range = self.range(start, tag.source.len());
        let attributes = tag.attributes().map(|(name, value)| {
            let decoded = htmlize::unescape_attribute(value).trim_ascii().to_owned();
            // A value is a part of its tag, so where it begins is known from where it lies; the
            // empty one of an attribute without a value lies elsewhere.
            let inside = value
                .as_ptr()
                .addr()
                .checked_sub(tag.source.as_ptr().addr());
            let place = inside
                .filter(|_| !value.is_empty())
                .map(|inside| self.range(start + inside, value.len()));
            Attribute {
                name: name.into_owned(),
                written: place.clone(),
                range: place.filter(|place| self.source.get(place.clone()) == Some(&*decoded)),
                value: decoded,
            }
        });
        Element {
            attributes: attributes.collect(),
            name: tag.name.into_owned(),
            range,
            raw,
        }
    }
}
