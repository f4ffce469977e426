//! Text without markup, for lists and counts.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::markdown::{events, is_island};
use crate::safe::{TEXT, sanitize};

/// The words of an HTML text, entities resolved, blocks separated by a space, at most `max`
/// characters (cut at a word, with "…").
pub fn plain(html: &str, max: usize) -> String {
    cut(&collapsed(&text_of_html(html)), max)
}

/// The first words of a Markdown text, for lists: at most `max` characters, as [`plain`].
/// Images and raw tags are left out.
pub fn snippet(markdown: &str, max: usize) -> String {
    cut(&collapsed(&text_of_markdown(markdown)), max)
}

/// The text of HTML, with line breaks between blocks.
pub(crate) fn text_of_html(html: &str) -> String {
    let html = sanitize(&TEXT, html);
    // Nothing but text remains, and the serializer writes only these entities in text. The
    // ampersand comes last: "&amp;lt;" is the text "&lt;".
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The text of Markdown as readers see it, with line breaks between blocks.
pub(crate) fn text_of_markdown(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut images = 0_usize;
    let mut html = String::new();
    let mut island = false;
    for (event, _) in events(markdown) {
        match event {
            Event::Html(part) => html.push_str(&part),
            // An island is HTML, not code.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_island(&info) => {
                island = true;
            }
            Event::Text(part) if island => html.push_str(&part),
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            _ if images > 0 => {}
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineHtml(tag) if is_break(&tag) => out.push('\n'),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Start(tag) if !is_inline(&tag.to_end()) => out.push('\n'),
            Event::End(TagEnd::HtmlBlock | TagEnd::CodeBlock) if island || !html.is_empty() => {
                island = false;
                out.push('\n');
                out.push_str(&text_of_html(&std::mem::take(&mut html)));
                out.push('\n');
            }
            Event::End(tag) if !is_inline(&tag) => {
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

fn is_break(tag: &str) -> bool {
    tag.get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

/// Whether an element stands inside of a line.
pub(crate) fn is_inline(tag: &TagEnd) -> bool {
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

/// Runs of white space as one space. No-break spaces stay: French punctuation needs them.
pub(crate) fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_separator).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// White space that separates words: not the no-break spaces.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn cut(text: &str, max: usize) -> String {
    if text.chars().nth(max).is_none() {
        return text.to_owned();
    }
    let Some(room) = max.checked_sub(1) else {
        return String::new();
    };
    let end = text
        .char_indices()
        .nth(room)
        .map_or(text.len(), |(at, _)| at);
    let (head, tail) = text.split_at_checked(end).unwrap_or((text, ""));
    // A script without spaces is cut anywhere.
    let head = match head.rfind(' ') {
        Some(space) if !tail.starts_with(' ') => head.get(..space).unwrap_or(head),
        _ => head,
    };
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    format!("{head}…")
}
