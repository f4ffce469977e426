//! Reads the runs of a text: the words of one block, over its emphasis and links.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::edits::{Edit, apply};
use super::glyphs::{Gap, OBJECT, Run};
use super::{Language, rules};
use crate::markdown::events;
use crate::safe::{Token, is_void, tokens};

/// Elements whose text is not prose.
const CODE: [&str; 14] = [
    "code", "kbd", "samp", "var", "tt", "pre", "script", "style", "math", "svg", "textarea",
    "listing", "xmp", "noscript",
];

/// The corrections of Markdown, sorted.
pub(super) fn markdown_edits(markdown: &str, language: Language) -> Vec<Edit> {
    let mut reader = Reader::new(markdown, language);
    for (event, range) in events(markdown) {
        reader.read(event, range);
    }
    reader.flush();
    let mut edits = reader.edits;
    // An image's description is read inside the run that holds it.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits
}

/// The corrections of a text without Markdown.
pub(super) fn plain_edits(text: &str, language: Language) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let found = line_edits(line, language);
        // Quotes in what looks like a tag decide where it ends.
        if tags(&apply(line, &found)).eq(tags(line)) {
            edits.extend(found.into_iter().map(|edit| Edit {
                range: edit.range.start + start..edit.range.end + start,
                ..edit
            }));
        }
        start += line.len();
    }
    edits
}

fn line_edits(line: &str, language: Language) -> Vec<Edit> {
    let mut reader = Reader::new(line, language);
    let mut pieces = tokens(line);
    let mut at = 0;
    while let Some(piece) = pieces.next() {
        let end = line.len() - pieces.left();
        match piece {
            Token::Text(words) => reader.text(words, at..end),
            _ => reader.tag(line.get(at..end).unwrap_or(""), at),
        }
        at = end;
    }
    reader.flush();
    reader.edits
}

fn tags(html: &str) -> impl Iterator<Item = Token<'_>> {
    tokens(html).filter(|token| !matches!(token, Token::Text(_)))
}

struct Reader<'a> {
    source: &'a str,
    language: Language,
    /// The run of the block, and on it those of the images that are open.
    runs: Vec<Run>,
    /// Marks since the last character.
    gap: Gap,
    /// Where the last text ended.
    end: usize,
    /// Inside what has its text for an address: `[mot]`, `<https://…>`.
    labels: usize,
    in_code: bool,
    /// Raw HTML of a block that is being read.
    html: String,
    /// What is left out until its end, opened by an HTML block.
    outer: Skip,
    /// The same, opened in this run.
    inner: Skip,
    edits: Vec<Edit>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, language: Language) -> Self {
        Self {
            source,
            language,
            runs: vec![Run::default()],
            gap: Gap::default(),
            end: 0,
            labels: 0,
            in_code: false,
            html: String::new(),
            outer: Skip::default(),
            inner: Skip::default(),
            edits: Vec::new(),
        }
    }

    fn read(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(_) if self.in_code => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => self.object(range),
            Event::SoftBreak | Event::HardBreak => self.push('\n', range, true),
            Event::InlineHtml(html) => self.tag(&html, range.start),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.finish(tag),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => self.gap.opens = true,
            Tag::Link { link_type, .. } => {
                self.gap.opens = true;
                if self.labels > 0 || is_label(*link_type) {
                    self.labels += 1;
                }
            }
            Tag::Image { link_type, .. } => {
                self.object(range);
                self.runs.push(Run::default());
                if self.labels > 0 || is_label(*link_type) {
                    self.labels += 1;
                }
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            _ => self.flush(),
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.gap.closes = true,
            TagEnd::Link => {
                self.gap.closes = true;
                self.labels = self.labels.saturating_sub(1);
            }
            TagEnd::Image => {
                self.labels = self.labels.saturating_sub(1);
                self.gap = Gap::default();
                if self.runs.len() > 1
                    && let Some(run) = self.runs.pop()
                {
                    rules::correct(&run, self.language, &mut self.edits);
                }
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.in_code = false,
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.outer.feed(&html, self.language);
                self.flush();
            }
            _ => self.flush(),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let as_written = self.source.get(range.clone()) == Some(text);
        // What follows a backslash that is no text itself was meant to stay as it is.
        let escaped = self.end < range.start
            && self.source.as_bytes().get(range.start.wrapping_sub(1)) == Some(&b'\\');
        let fixed = !as_written || self.labels > 0 || self.outer.is_on() || self.inner.is_on();
        self.end = range.end;
        for (i, (at, ch)) in text.char_indices().enumerate() {
            let place = if as_written {
                range.start + at..range.start + at + ch.len_utf8()
            } else {
                range.clone()
            };
            let ch = if ch == OBJECT { ' ' } else { ch };
            self.push(ch, place, fixed || (escaped && i == 0));
        }
    }

    fn object(&mut self, range: Range<usize>) {
        self.push(OBJECT, range, true);
    }

    fn push(&mut self, ch: char, range: Range<usize>, fixed: bool) {
        let gap = std::mem::take(&mut self.gap);
        if let Some(run) = self.runs.last_mut() {
            run.push(ch, range.start, range.len(), fixed, gap);
        }
    }

    /// A raw tag among words.
    fn tag(&mut self, html: &str, at: usize) {
        let range = at..at + html.len();
        match tokens(html).next() {
            Some(Token::Start(tag)) if tag.name == "br" => self.push('\n', range, true),
            Some(Token::Start(tag)) if is_void(&tag.name) => self.object(range),
            Some(Token::Start(_)) => self.gap.opens = true,
            Some(Token::End(_)) => self.gap.closes = true,
            _ => {
                self.gap = Gap {
                    opens: true,
                    closes: true,
                }
            }
        }
        self.inner.feed(html, self.language);
    }

    /// Ends the runs: what follows is another block.
    fn flush(&mut self) {
        self.gap = Gap::default();
        self.inner = Skip::default();
        for run in self.runs.drain(..) {
            rules::correct(&run, self.language, &mut self.edits);
        }
        self.runs.push(Run::default());
    }
}

/// Links whose text is looked up: another text would be another link.
fn is_label(kind: LinkType) -> bool {
    !matches!(kind, LinkType::Inline | LinkType::Reference)
}

/// Follows raw HTML through elements whose text is left alone: code, and what is marked as being in
/// another language.
#[derive(Default)]
struct Skip {
    /// The element that is left out, and how many of its name are open.
    open: Option<(String, usize)>,
}

impl Skip {
    fn is_on(&self) -> bool {
        self.open.is_some()
    }

    fn feed(&mut self, html: &str, language: Language) {
        for token in tokens(html) {
            match (&mut self.open, token) {
                (None, Token::Start(tag)) => {
                    let foreign = tag
                        .attribute("lang")
                        .is_some_and(|lang| Language::from_tag(lang.trim()) != Some(language));
                    if CODE.contains(&tag.name.as_ref()) || (foreign && !is_void(&tag.name)) {
                        self.open = Some((tag.name.into_owned(), 1));
                    }
                }
                (Some((name, count)), Token::Start(tag)) if *name == tag.name => *count += 1,
                (Some((name, count)), Token::End(end)) if *name == end => {
                    *count -= 1;
                    if *count == 0 {
                        self.open = None;
                    }
                }
                _ => {}
            }
        }
    }
}
