//! Reads Markdown and the raw HTML in it into one list of what the checks look at.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag as MarkdownTag, TagEnd};

use crate::markdown::{Located, post_options};
use crate::safe::{Tag, Token, tokens};

/// What stands in a text.
pub(super) struct Read<'a> {
    pub items: Vec<Item<'a>>,
    /// Where each reference definition stands, by its destination.
    pub definitions: HashMap<String, Range<usize>>,
}

/// One piece of a text.
pub(super) enum Item<'a> {
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
pub(super) enum Raw {
    /// Among words.
    Inline,
    /// In a block of its own.
    Block,
    /// In an island.
    Island,
}

/// A raw start tag.
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<Attribute>,
    pub range: Range<usize>,
    pub raw: Raw,
}

/// An attribute of a raw start tag.
pub(super) struct Attribute {
    pub name: String,
    /// With entities resolved.
    pub value: String,
    /// Where the value stands, if it stands there as it is read.
    pub range: Option<Range<usize>>,
}

impl Element {
    /// The first value given to an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

pub(super) fn read(body: &str) -> Read<'_> {
    let events = Parser::new_ext(body, post_options()).into_offset_iter();
    let definitions = events
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.dest.to_string(), definition.span.clone()))
        .collect();
    let mut items = Vec::new();
    let mut fragment = Fragment::default();
    let mut island = false;
    let mut code = false;
    for (event, range) in events {
        match event {
            Event::Html(html) => fragment.push(body, &html, range),
            Event::InlineHtml(html) => {
                fragment.push(body, &html, range);
                fragment.take(Raw::Inline, &mut items);
            }
            Event::End(TagEnd::HtmlBlock) => fragment.take(Raw::Block, &mut items),
            Event::Start(MarkdownTag::HtmlBlock) => {}
            Event::Start(MarkdownTag::CodeBlock(kind)) => {
                code = true;
                island = matches!(&kind, CodeBlockKind::Fenced(info)
                    if info.split_whitespace().next() == Some("island"));
            }
            Event::Text(text) if island => fragment.push(body, &text, range),
            Event::Text(_) if code => {}
            Event::End(TagEnd::CodeBlock) => {
                fragment.take(Raw::Island, &mut items);
                code = false;
                island = false;
            }
            event => items.push(Item::Markdown((event, range))),
        }
    }
    Read { items, definitions }
}

/// Raw HTML, and where its parts come from: inside a quotation each line begins with `> `.
#[derive(Default)]
struct Fragment {
    html: String,
    /// Where each part begins, here and in the source.
    parts: Vec<(usize, usize)>,
}

impl Fragment {
    fn push(&mut self, source: &str, html: &str, range: Range<usize>) {
        // What is read otherwise than it is written (tabs, line ends) is placed at its beginning.
        let _ = source;
        self.parts.push((self.html.len(), range.start));
        self.html.push_str(html);
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
        let last = (start + len).checked_sub(1).map_or(first, |last| self.place(last) + 1);
        first..last.max(first)
    }

    fn take(&mut self, raw: Raw, items: &mut Vec<Item<'_>>) {
        let mut at = 0;
        for token in tokens(&self.html) {
            match token {
                Token::Text(text) => {
                    at += text.len();
                    if raw != Raw::Inline {
                        items.push(Item::Text(text.to_owned()));
                    }
                }
                Token::Start(tag) => {
                    let start = offset(&self.html, tag.source);
                    at = start + tag.source.len();
                    items.push(Item::Open(self.element(tag, start, raw)));
                }
                Token::End(name) => {
                    let rest = self.html.get(at..).unwrap_or("");
                    let start = at + rest.find("</").unwrap_or(0);
                    let rest = self.html.get(start..).unwrap_or("");
                    let len = rest.find('>').map_or(rest.len(), |end| end + 1);
                    at = start + len;
                    items.push(Item::Close(name, self.range(start, len), raw));
                }
                Token::Comment(_) => {}
            }
        }
        *self = Self::default();
    }

    fn element(&self, tag: Tag<'_>, start: usize, raw: Raw) -> Element {
        let range = self.range(start, tag.source.len());
        let attributes = tag.attributes.into_iter().map(|(name, value)| {
            let at = offset(&self.html, value);
            let decoded = htmlize::unescape_attribute(value).trim_ascii().to_owned();
            let place = self.range(at, value.len());
            let as_read = place.len() == value.len() && value == decoded;
            Attribute {
                name,
                range: as_read.then_some(place),
                value: decoded,
            }
        });
        Element {
            attributes: attributes.collect(),
            name: tag.name,
            range,
            raw,
        }
    }
}
