//! Lines of a reply that happen to look like the definition of a link: `[ok]: merci`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Parser, Tag};

use super::reply_options;

/// A reply in which what looks like a definition that nothing refers to is text, as its writer meant
/// it: a parser would leave it out. So is the second definition of a label, and what looks like a
/// footnote, which a reply has none of.
pub(crate) fn with_unused_as_text(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("]:") {
        return Cow::Borrowed(markdown);
    }
    let events = Parser::new_ext(markdown, reply_options()).into_offset_iter();
    let definitions = definitions(markdown, &events);
    if definitions.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let mut used = HashSet::new();
    let mut shown: Vec<Range<usize>> = definitions.iter().map(|d| d.span.clone()).collect();
    for (event, range) in events {
        used.extend(referred(&event));
        if shows(&event) {
            shown.push(range);
        }
    }
    let unused = definitions
        .iter()
        .filter(|d| d.label.starts_with('^') || !used.contains(&d.label));
    let mut lost: Vec<usize> = unused.map(|d| d.bracket).collect();
    lost.extend(second_definitions(markdown, shown));
    lost.sort_unstable();
    let mut out = String::with_capacity(markdown.len() + lost.len());
    let mut from = 0;
    for at in lost {
        out.push_str(markdown.get(from..at).unwrap_or(""));
        out.push('\\');
        from = at;
    }
    out.push_str(markdown.get(from..).unwrap_or(""));
    Cow::Owned(out)
}

/// A definition that the parser keeps: the first of its label.
struct Definition {
    label: String,
    /// Where its `[` stands.
    bracket: usize,
    span: Range<usize>,
}

fn definitions(markdown: &str, events: &OffsetIter<'_>) -> Vec<Definition> {
    events
        .reference_definitions()
        .iter()
        .filter_map(|(name, definition)| {
            let span = definition.span.clone();
            let bracket = span.start + markdown.get(span.clone())?.find('[')?;
            Some(Definition {
                label: label(name),
                bracket,
                span,
            })
        })
        .collect()
}

/// Whether an event's place is all of what it shows.
fn shows(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(_) => false,
        _ => true,
    }
}

/// A label is no longer (CommonMark 0.31, 4.7).
const LONGEST_LABEL: usize = 999;

/// Where labels stand that are nowhere in what is shown: the parser passes over the second definition
/// of a label without a word.
fn second_definitions(markdown: &str, mut shown: Vec<Range<usize>>) -> Vec<usize> {
    shown.sort_unstable_by_key(|range| range.start);
    let mut shown = shown.into_iter().peekable();
    let mut end = 0;
    let brackets = memchr::memchr_iter(b'[', markdown.as_bytes());
    brackets
        .filter(|at| {
            while let Some(range) = shown.next_if(|range| range.start <= *at) {
                end = end.max(range.end);
            }
            *at >= end && is_label(markdown.get(at + 1..).unwrap_or(""))
        })
        .collect()
}

/// Whether a text goes on as a definition's label does.
fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut escaped = false;
    let end = bytes.iter().take(4 * LONGEST_LABEL).position(|&b| {
        let ends = b == b']' && !escaped;
        escaped = b == b'\\' && !escaped;
        ends
    });
    end.is_some_and(|end| bytes.get(end + 1) == Some(&b':'))
}

/// The label that a link or an image refers to.
fn referred(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => {
            Some(label(id))
        }
        _ => None,
    }
}

/// A label as it is compared with others.
fn label(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
