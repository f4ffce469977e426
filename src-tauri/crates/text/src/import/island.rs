//! Islands: what cannot be Markdown, as a fenced block whose info string begins with `island`. Its
//! content is the source, byte for byte but for line ends.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::chunks::PieceKind;
use super::line::longest_run;
use crate::markdown::{events, is_island};
use crate::safe::{Token, tokens};

/// Writes a fence around an island's source, which has `\n` line ends and does not end with one.
pub(crate) fn push_fenced(out: &mut String, label: &str, source: &str) {
    let longest = match memchr::memchr(b'`', source.as_bytes()) {
        Some(_) => longest_run(source, '`'),
        None => 0,
    };
    let fence = "`".repeat(longest.max(2) + 1);
    out.extend([&fence, "island ", label, "\n", source, "\n", &fence]);
}

/// Text with `\n` line ends, as editors keep it.
pub(crate) fn normalized(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// An island in a post's Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Island {
    /// The fences included, without the line break after them.
    pub range: Range<usize>,
    /// What it holds.
    pub source: String,
}

/// The islands at the top level of a post.
pub(crate) fn islands(markdown: &str) -> Vec<Island> {
    let mut found = Vec::new();
    if !markdown.contains("island") {
        return found;
    }
    let mut depth = 0_usize;
    let mut open: Option<Island> = None;
    for (event, range) in events(markdown) {
        match event {
            Event::Start(tag) => {
                if depth == 0
                    && let Tag::CodeBlock(CodeBlockKind::Fenced(info)) = &tag
                    && is_island(info)
                {
                    open = Some(Island {
                        range,
                        source: String::new(),
                    });
                }
                depth += 1;
            }
            Event::Text(text) => {
                if let Some(island) = &mut open {
                    island.source.push_str(&text);
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if tag == TagEnd::CodeBlock
                    && let Some(mut island) = open.take()
                {
                    if island.source.ends_with('\n') {
                        island.source.pop();
                    }
                    let text = markdown.get(island.range.clone()).unwrap_or("");
                    island.range.end -= text.len() - text.trim_end_matches('\n').len();
                    found.push(island);
                }
            }
            _ => {}
        }
    }
    found
}

/// What an island holds, in a word for the writer.
pub(crate) fn label(kind: &PieceKind, source: &str) -> String {
    match kind {
        PieceKind::Block(name) => name.clone(),
        PieceKind::Shortcode(name) if name == "gallery" || name == "embed" => name.clone(),
        PieceKind::Shortcode(_) => "shortcode".to_owned(),
        PieceKind::Break => "break".to_owned(),
        PieceKind::Card | PieceKind::Html => label_of_html(source).to_owned(),
    }
}

/// How many tags are looked at.
const LOOK: usize = 12;

fn label_of_html(source: &str) -> &'static str {
    let mut first = None;
    let mut comment = false;
    for token in tokens(source).take(LOOK) {
        let Token::Start(tag) = token else {
            comment |= matches!(token, Token::Comment(_));
            continue;
        };
        let class = tag.attribute("class").unwrap_or("");
        let kind = match tag.name.as_ref() {
            _ if class.contains("gallery") => "gallery",
            _ if class.contains("kg-bookmark") => "bookmark",
            _ if class.contains("kg-embed") => "embed",
            "iframe" | "object" | "embed" | "video" | "audio" => "embed",
            "script" => "script",
            "style" => "style",
            "form" => "form",
            "svg" => "drawing",
            name => {
                first.get_or_insert(match name {
                    "table" => "table",
                    "figure" | "img" => "image",
                    "pre" => "code",
                    "ul" | "ol" | "dl" => "list",
                    "blockquote" => "quote",
                    _ => "html",
                });
                continue;
            }
        };
        return kind;
    }
    first.unwrap_or(if comment { "comment" } else { "html" })
}
