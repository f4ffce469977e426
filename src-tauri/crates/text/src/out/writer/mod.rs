//! Writes Markdown events as safe HTML, in the very form that sanitising would give it.
//!
//! Markdown's own events are safe once addresses lead where they may. What this cannot vouch for
//! (raw HTML, islands, control characters) is written all the same, and the writer says that it is
//! *tainted*: then it has to pass [`crate::safe`].
//!
//! Not `pulldown_cmark::html`: footnotes are numbered over the text and stand at its end, columns
//! are aligned without `style`, soft breaks are spaces, addresses in plain text are links, math
//! stays as written, and nothing there is checked.

mod attributes;
mod elements;
mod image;
mod text;

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::escape::Kind;
use super::footnotes::{Footnotes, Given};
use super::marks::Marks;
use image::Image;

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
        if self.image.is_some() {
            return self.describe(event);
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
