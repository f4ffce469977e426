//! List blocks: lists of items, each with one text and then lists.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::opener::{Value, opener};
use super::pieces::{Content, Parts};
use super::read::Reader;

impl Reader<'_, '_> {
    /// Writes a list's HTML; the markup of its List blocks, if they can hold all of it.
    pub(super) fn list(&mut self, range: Range<usize>) -> Content {
        if !is_plain(self.within(range.clone())) {
            self.write(range);
            return Content::Html;
        }
        let mut parts = Parts::default();
        // How many blocks each open list and item holds so far.
        let mut counts = vec![0_usize];
        let mut at = range.start;
        while at < range.end {
            let inline = self
                .within(at..range.end)
                .take_while(|event| is_inline(event))
                .count();
            if inline > 0 {
                parts.leaf(self.leaf(at..at + inline));
                at += inline;
                continue;
            }
            match self.event(at) {
                Some(Event::Start(tag @ (Tag::List(_) | Tag::Item))) => {
                    if let Some(count) = counts.last_mut() {
                        parts.markup(if *count > 0 { "\n\n" } else { "" });
                        *count += 1;
                    }
                    counts.push(0);
                    parts.markup(&start(tag));
                }
                Some(Event::End(end @ (TagEnd::List(_) | TagEnd::Item))) => {
                    counts.pop();
                    parts.markup(match end {
                        TagEnd::List(true) => "</ol>\n<!-- /wp:list -->",
                        TagEnd::List(false) => "</ul>\n<!-- /wp:list -->",
                        _ => "</li>\n<!-- /wp:list-item -->",
                    });
                }
                _ => {}
            }
            self.write(at..at + 1);
            at += 1;
        }
        Content::Parts(parts)
    }
}

fn start(tag: &Tag<'_>) -> String {
    match tag {
        Tag::List(None) => opener("list", &[]) + "<ul class=\"wp-block-list\">",
        Tag::List(Some(1)) => {
            opener("list", &[("ordered", Value::Flag(true))]) + "<ol class=\"wp-block-list\">"
        }
        Tag::List(Some(first)) => {
            let attributes = [
                ("ordered", Value::Flag(true)),
                ("start", Value::Number(*first)),
            ];
            let list = format!("<ol start=\"{first}\" class=\"wp-block-list\">");
            opener("list", &attributes) + &list
        }
        _ => opener("list-item", &[]) + "<li>",
    }
}

/// How deep items may stand in each other: beyond, a browser's own limit comes near.
const DEEPEST: usize = 20;

/// Whether a list has items with one text and then lists, and nothing else: List Item blocks allow no
/// other blocks, and one text each (a task's box is no text).
fn is_plain<'a, 'e: 'a>(events: impl Iterator<Item = &'a Event<'e>>) -> bool {
    // Of each open item: whether its text may still begin, is being read, or is over.
    #[derive(Clone, Copy, PartialEq)]
    enum Text {
        ToCome,
        Tight,
        Paragraph,
        Over,
    }
    let mut items: Vec<Text> = Vec::new();
    for event in events {
        let depth = items.len();
        let Some(item) = items.last_mut() else {
            match event {
                Event::Start(Tag::Item) => items.push(Text::ToCome),
                _ => continue,
            }
            continue;
        };
        match (event, *item) {
            (Event::Start(Tag::Item), _) if depth >= DEEPEST => return false,
            (Event::Start(Tag::Item), _) => items.push(Text::ToCome),
            (Event::End(TagEnd::Item), _) => {
                items.pop();
            }
            (Event::Start(Tag::Paragraph), Text::ToCome) => *item = Text::Paragraph,
            (Event::End(TagEnd::Paragraph), _) => *item = Text::Over,
            (Event::Start(Tag::List(_)), Text::ToCome | Text::Tight | Text::Over) => {
                *item = Text::Over;
            }
            (Event::End(TagEnd::List(_)), _) => {}
            (event, Text::ToCome | Text::Tight) if is_inline(event) => *item = Text::Tight,
            (event, Text::Paragraph) if is_inline(event) => {}
            _ => return false,
        }
    }
    true
}

/// Whether an event is a part of a text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak => true,
        Event::Start(tag) => is_inline_tag(tag.to_end()),
        Event::End(tag) => is_inline_tag(*tag),
        Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => false,
    }
}

fn is_inline_tag(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
