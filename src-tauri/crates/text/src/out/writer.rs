//! Writes Markdown events as safe HTML, in the very form that sanitising would give it.
//!
//! Markdown's own events are safe once addresses lead where they may. What this cannot vouch for
//! (raw HTML, islands, control characters) is written all the same, and the writer says that it is
//! *tainted*: then it has to pass [`crate::safe`].
//!
//! Not `pulldown_cmark::html`: footnotes are numbered over the text and stand at its end, columns
//! are aligned without `style`, soft breaks are spaces, addresses in plain text are links, math
//! stays as written, and nothing there is checked.

use std::ops::Range;

use memchr::{memchr2, memchr3};
use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

use super::autolink::autolink;
use super::escape::{self, Kind, Use};
use super::footnotes::{Footnotes, Given};
use super::marks::Marks;
use crate::markdown::{is_island, place};
use crate::plain::is_inline;
use crate::safe::{is_global, is_too_dense};

/// Quotes, lists and emphasis deeper than this are left out, their text stays. What they hold adds a
/// few elements, and the sanitiser's limit (`safe::depth`) is 128.
const DEEPEST: usize = 100;

/// Collects the HTML of events.
pub(crate) struct Writer<'a> {
    source: &'a str,
    out: String,
    /// Where the present block's HTML begins in `out`.
    begun: usize,
    tainted: bool,
    /// The elements open now.
    depth: usize,
    links: usize,
    /// Raw links and code open in this block: no address in them becomes a link.
    quiet: usize,
    code: Code,
    /// Text that is not written yet, so that a link may reach over its pieces.
    pending: Range<usize>,
    marks: Marks<'a>,
    footnotes: Footnotes<'a>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    image: Option<Image<'a>>,
}

/// What text is at present.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    No,
    Block,
    /// HTML that is no Markdown.
    Island,
}

/// An image whose description is being read; images in it are only text.
struct Image<'a> {
    depth: usize,
    /// Where the description begins in the HTML.
    begun: usize,
    title: CowStr<'a>,
}

/// A footnote's HTML.
pub(crate) struct NoteHtml {
    /// Whether anything refers to it.
    pub referred: bool,
    /// Whether it has to be sanitised.
    pub tainted: bool,
    /// What it says.
    pub html: String,
}

impl<'a> Writer<'a> {
    /// Nothing written yet of a text.
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            out: String::with_capacity(source.len() + source.len() / 4),
            begun: 0,
            tainted: false,
            depth: 0,
            links: 0,
            quiet: 0,
            code: Code::No,
            pending: 0..0,
            marks: Marks::new(source),
            footnotes: Footnotes::default(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            image: None,
        }
    }

    /// Of a part of a text, before which footnotes were numbered.
    pub(super) fn part(source: &'a str, given: Given) -> Self {
        Self {
            footnotes: Footnotes::given(given),
            ..Self::new(source)
        }
    }

    /// The text whose events are written.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The footnotes so far.
    pub(super) fn footnotes(&mut self) -> &mut Footnotes<'a> {
        &mut self.footnotes
    }

    /// Ends a block: where its HTML stands in [`Writer::into_html`], and whether it has to be
    /// sanitised.
    pub fn end_block(&mut self) -> (Range<usize>, bool) {
        self.flush();
        let html = self.begun..self.out.len();
        self.begun = html.end;
        self.quiet = 0;
        (html, std::mem::take(&mut self.tainted))
    }

    /// Ends a part of a block, which goes on: how much is written by now, and whether anything since
    /// the last end has to be sanitised.
    pub fn end_part(&mut self) -> (usize, bool) {
        self.flush();
        (self.out.len(), std::mem::take(&mut self.tainted))
    }

    /// Writes safe HTML as a block of its own.
    pub fn append(&mut self, html: &str) -> Range<usize> {
        self.out.push_str(html);
        self.end_block().0
    }

    /// What was written there.
    pub fn html(&self, range: &Range<usize>) -> &str {
        self.out.get(range.clone()).unwrap_or("")
    }

    /// Everything that was written.
    pub fn into_html(self) -> String {
        self.out
    }

    /// The notes, in the order of their numbers; nothing but they may be written from here on.
    pub fn take_notes(&mut self) -> Vec<NoteHtml> {
        let mut unwritten = self.footnotes.unwritten();
        let mut notes = Vec::new();
        while let Some(note) = unwritten.next(&mut self.footnotes) {
            self.end_block();
            for event in &note.events {
                self.write(event);
            }
            let (range, tainted) = self.end_block();
            notes.push(NoteHtml {
                referred: note.referred,
                tainted,
                html: self.html(&range).trim_ascii_end().to_owned(),
            });
            self.out.truncate(range.start);
            self.begun = range.start;
        }
        notes
    }

    /// Writes one event.
    pub fn write(&mut self, event: &Event<'a>) {
        if self.footnotes.is_open() {
            return self.keep(event);
        }
        if let Event::Text(text) = event
            && self.image.is_none()
        {
            return self.text(text);
        }
        self.flush();
        if let Some(image) = &mut self.image {
            let closed = describe(&mut self.out, &mut self.tainted, image, event);
            if closed && let Some(image) = self.image.take() {
                self.tainted |= is_too_dense(self.out.get(image.begun..).unwrap_or(""));
                self.out.push('"');
                self.title(&image.title);
                self.out.push_str(" />");
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) => {}
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.verbatim(text, Kind::Odd);
                self.out.push_str("</code>");
            }
            Event::InlineMath(text) => self.math("$", text),
            Event::DisplayMath(text) => self.math("$$", text),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.out.push_str(html);
                self.tainted = true;
                match quieting(html) {
                    Some(true) => self.quiet += 1,
                    Some(false) => self.quiet = self.quiet.saturating_sub(1),
                    None => {}
                }
            }
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => {
                // One that begins a text, behind a block in a list.
                if self.out.len() > self.begun && self.out.ends_with('\n') {
                    self.out.pop();
                }
                self.out.push_str("<br />");
            }
            Event::Rule => self.line("<hr />\n"),
            Event::FootnoteReference(name) => self.reference(name),
            Event::TaskListMarker(true) => self
                .out
                .push_str("<input type=\"checkbox\" checked=\"\" disabled=\"\" /> "),
            Event::TaskListMarker(false) => self
                .out
                .push_str("<input type=\"checkbox\" disabled=\"\" /> "),
        }
    }

    /// Keeps what stands in a footnote's definition until the numbers are known.
    fn keep(&mut self, event: &Event<'a>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => self.footnotes.begin(name),
            Event::End(TagEnd::FootnoteDefinition) => self.footnotes.end(),
            other => self.footnotes.keep(other.clone()),
        }
    }

    /// Begins a line of HTML.
    fn line(&mut self, html: &str) {
        if self.out.len() > self.begun && !self.out.ends_with('\n') {
            // Behind a task's box, where the text begins on the next line.
            if self.out.ends_with(' ') {
                self.out.pop();
            }
            self.out.push('\n');
        }
        self.out.push_str(html);
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(place) = place(self.source, text) {
            // Pieces that stand side by side in the text are one: a parser divides at each `_`, and
            // code line by line.
            if self.pending.end == place && !self.pending.is_empty() {
                self.pending.end = place + text.len();
            } else {
                self.flush();
                self.pending = place..place + text.len();
            }
        } else {
            self.flush();
            self.piece(text, None);
        }
    }

    /// Writes text in one piece; `place` is where it begins in the source.
    fn piece(&mut self, text: &str, place: Option<usize>) {
        match self.code {
            Code::No => self.prose(text, place),
            Code::Block => self.tainted |= escape::code(&mut self.out, text),
            Code::Island => self.out.push_str(text),
        }
    }

    /// Writes the text that waits.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let pending = std::mem::take(&mut self.pending);
            let source: &'a str = self.source;
            let begin = pending.start;
            self.piece(source.get(pending).unwrap_or(""), Some(begin));
        }
    }

    /// Writes text of a paragraph, with the links in it.
    fn prose(&mut self, text: &str, place: Option<usize>) {
        // A line that ends in the source is an event of its own, so marks need not know of it.
        debug_assert!(place.is_none() || !text.contains('\n'));
        let bytes = text.as_bytes();
        let (mut mark, mut at) = (0, 0);
        while let Some(found) = self.next_marked(bytes, at, place) {
            at = found;
            let byte = bytes.get(at).copied().unwrap_or(0);
            match escape::kind(byte) {
                Kind::Plain => {}
                Kind::Odd => self.tainted = true,
                Kind::Special => {
                    self.out.push_str(text.get(mark..at).unwrap_or(""));
                    escape::special(&mut self.out, byte);
                    mark = at + 1;
                }
                Kind::Trigger if self.links + self.quiet > 0 => {}
                Kind::Trigger => {
                    if let Some(link) = autolink(text, at, mark) {
                        let range = link.range.clone();
                        self.out.push_str(text.get(mark..range.start).unwrap_or(""));
                        let linked = text.get(range.clone()).unwrap_or("");
                        self.autolink(link.prefix, linked);
                        mark = range.end;
                        at = range.end;
                        continue;
                    }
                }
            }
            at += 1;
        }
        self.out.push_str(text.get(mark..).unwrap_or(""));
    }

    fn next_marked(&mut self, text: &[u8], at: usize, place: Option<usize>) -> Option<usize> {
        match place {
            Some(place) => {
                let found = self.marks.first_in(&(place + at..place + text.len()));
                found.map(|found| found - place)
            }
            None => {
                let rest = text.get(at..)?;
                let found = rest.iter().position(|b| escape::kind(*b) != Kind::Plain);
                found.map(|found| at + found)
            }
        }
    }

    fn autolink(&mut self, prefix: &str, linked: &str) {
        let begun = self.out.len();
        if self.open_link(&[prefix, linked].concat()) {
            self.out.push('>');
            escape::text(&mut self.out, linked);
            self.out.push_str("</a>");
        } else {
            self.out.truncate(begun);
            escape::text(&mut self.out, linked);
        }
    }

    /// Writes `<a href="…"`, or `<a` if the address leads where it may not, without the `>`.
    fn open_link(&mut self, address: &str) -> bool {
        self.out.push_str("<a href=\"");
        let allowed = self.address(address, Use::Link);
        if allowed {
            self.out.push('"');
        } else {
            self.out.truncate(self.out.len() - " href=\"".len());
        }
        allowed
    }

    fn address(&mut self, address: &str, how: Use) -> bool {
        self.tainted |= is_too_dense(address);
        escape::address(&mut self.out, address, how)
    }

    /// Text where nothing is a link. `odd` is the kind of a line break in it.
    fn verbatim(&mut self, text: &str, odd: Kind) {
        let bytes = text.as_bytes();
        let found = match odd {
            Kind::Odd => memchr3(0, b'\r', b'\n', bytes),
            _ => memchr2(0, b'\r', bytes),
        };
        self.tainted |= found.is_some();
        escape::text(&mut self.out, text);
    }

    /// An attribute's value.
    fn value(&mut self, value: &str) {
        if value.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return self.out.push_str(value);
        }
        self.tainted |= value.bytes().any(|b| matches!(b, 0 | b'\r')) || is_too_dense(value);
        escape::value(&mut self.out, value);
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.push(&[" ", name, "=\""]);
        self.value(value);
        self.out.push('"');
    }

    /// Math as it was written, on one line: the blog's own script reads it.
    fn math(&mut self, mark: &str, text: &str) {
        self.out.push_str(mark);
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.push(' ');
            }
            self.verbatim(line, Kind::Odd);
        }
        self.out.push_str(mark);
    }

    fn start(&mut self, tag: &Tag<'a>) {
        self.depth += 1;
        if self.is_buried(tag.to_end()) {
            // Its words keep apart from those before, if it separates them.
            if !is_inline(&tag.to_end()) {
                self.line("");
            }
            return;
        }
        match tag {
            Tag::Paragraph => self.line("<p>"),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => self.heading(*level, id.as_deref(), classes, attrs),
            Tag::BlockQuote(_) => self.line("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(None) => self.line("<ul>\n"),
            Tag::List(Some(1)) => self.line("<ol>\n"),
            Tag::List(Some(first)) => {
                self.line("");
                self.push(&["<ol start=\"", &first.to_string(), "\">\n"]);
            }
            Tag::Item => self.line("<li>"),
            Tag::FootnoteDefinition(name) => {
                self.depth -= 1;
                self.footnotes.begin(name);
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.line("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::DefinitionList => self.line("<dl>\n"),
            Tag::DefinitionListTitle => self.line("<dt>"),
            Tag::DefinitionListDefinition => self.line("<dd>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.links += 1;
                // An address in a link is only its text: the parser gives both.
                if self.links > 1 {
                    return;
                }
                match link_type {
                    LinkType::Email => self.open_link(&["mailto:", dest_url].concat()),
                    _ => self.open_link(dest_url),
                };
                self.title(title);
                self.out.push('>');
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.depth -= 1;
                self.out.push_str("<img src=\"");
                if self.address(dest_url, Use::Image) {
                    self.out.push('"');
                } else {
                    self.out.truncate(self.out.len() - " src=\"".len());
                }
                self.out.push_str(" alt=\"");
                self.image = Some(Image {
                    depth: 0,
                    begun: self.out.len(),
                    title: title.clone(),
                });
            }
            // Raw HTML says itself what it opens; metadata is not switched on.
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let buried = self.is_buried(tag);
        self.depth = self.depth.saturating_sub(1);
        if buried {
            return;
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.push(&["</", name(level), ">\n"]),
            TagEnd::BlockQuote(_) => self.line("</blockquote>\n"),
            TagEnd::CodeBlock => match std::mem::replace(&mut self.code, Code::No) {
                Code::Island => self.line(""),
                _ => self.out.push_str("</code></pre>\n"),
            },
            TagEnd::List(true) => self.line("</ol>\n"),
            TagEnd::List(false) => self.line("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.line("</tbody>\n</table>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self
                .out
                .push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::DefinitionList => self.line("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                if self.links == 0 {
                    self.out.push_str("</a>");
                }
            }
            TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Whether an element stands too deep to be written.
    fn is_buried(&self, tag: TagEnd) -> bool {
        match tag {
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.depth > DEEPEST,
            // Written if its list is.
            TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {
                self.depth > DEEPEST + 1
            }
            _ => false,
        }
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[CowStr<'a>],
        attrs: &[(CowStr<'a>, Option<CowStr<'a>>)],
    ) {
        self.line("<");
        self.out.push_str(name(level));
        if let Some(id) = id {
            self.attribute("id", id);
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        let mut written: Vec<&str> = Vec::new();
        for (name, value) in attrs {
            let name: &str = name;
            let allowed = is_global(name) && !matches!(name, "id" | "class");
            if allowed && !written.contains(&name) {
                self.attribute(name, value.as_deref().unwrap_or(""));
                written.push(name);
            }
        }
        self.out.push('>');
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) if is_island(info) => {
                self.code = Code::Island;
                self.tainted = true;
                return self.line("");
            }
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        self.code = Code::Block;
        self.line("<pre><code");
        if let Some(language) = language {
            self.out.push_str(" class=\"language-");
            self.value(language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn cell(&mut self) {
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " align=\"left\"",
            Some(Alignment::Center) => " align=\"center\"",
            Some(Alignment::Right) => " align=\"right\"",
            _ => "",
        };
        self.column += 1;
        self.push(&[if self.in_head { "<th" } else { "<td" }, align, ">"]);
    }

    fn reference(&mut self, name: &str) {
        let (number, times) = self.footnotes.refer(name);
        // A link in a link is none.
        self.tainted |= self.links > 0;
        let number = number.to_string();
        // Only the first one is what the note leads back to.
        let id = if times == 1 {
            format!(" id=\"fnref-{number}\"")
        } else {
            String::new()
        };
        let link = ["<a href=\"#fn-", &number, "\">", &number, "</a></sup>"].concat();
        self.push(&["<sup class=\"footnote-ref\"", &id, ">", &link]);
    }
}

/// Whether raw HTML opens (or closes) an element in which no address becomes a link.
fn quieting(html: &str) -> Option<bool> {
    let rest = html.strip_prefix('<')?;
    let (opens, rest) = match rest.strip_prefix('/') {
        Some(rest) => (false, rest),
        None => (true, rest),
    };
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    ["a", "code", "kbd", "pre", "samp"]
        .iter()
        .any(|quiet| name.eq_ignore_ascii_case(quiet))
        .then_some(opens)
}

/// Writes what an image's description says as text; `true` at its end.
fn describe(
    out: &mut String,
    tainted: &mut bool,
    image: &mut Image<'_>,
    event: &Event<'_>,
) -> bool {
    match event {
        Event::Start(_) => image.depth += 1,
        Event::End(_) if image.depth == 0 => return true,
        Event::End(_) => image.depth -= 1,
        Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text) => {
            *tainted |= text.bytes().any(|b| matches!(b, 0 | b'\r'));
            escape::value(out, text);
        }
        Event::SoftBreak | Event::HardBreak => out.push(' '),
        _ => {}
    }
    false
}

fn name(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h1",
        HeadingLevel::H2 => "h2",
        HeadingLevel::H3 => "h3",
        HeadingLevel::H4 => "h4",
        HeadingLevel::H5 => "h5",
        HeadingLevel::H6 => "h6",
    }
}
