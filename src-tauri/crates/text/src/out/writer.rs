//! Writes Markdown events as HTML, raw HTML included as it is: what comes out is not safe yet.
//!
//! Not `pulldown_cmark::html`, for four reasons: footnotes are numbered over blocks that are
//! rendered alone and stand at the end; columns are aligned without `style`; soft breaks are
//! spaces; footnote definitions may stand inside other blocks.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::markdown::Footnotes;

/// Collects the HTML of events.
pub(crate) struct Writer<'a> {
    out: String,
    footnotes: Footnotes,
    /// The HTML around each open footnote definition, and the definition's index.
    outer: Vec<(String, usize)>,
    /// The definitions that are complete, by index.
    definitions: Vec<String>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    image: Option<Image<'a>>,
}

/// An image whose description is being read; images in it are only text.
struct Image<'a> {
    depth: usize,
    title: CowStr<'a>,
}

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub fn new(footnotes: Footnotes) -> Self {
        Self {
            out: String::new(),
            footnotes,
            outer: Vec::new(),
            definitions: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            image: None,
        }
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// The definitions in the order of their numbers, with whether anything refers to them.
    pub fn take_definitions(&mut self) -> Vec<(String, bool)> {
        let order = self.footnotes.order().to_vec();
        let mut numbered = Vec::with_capacity(order.len());
        for (at, index) in order.into_iter().enumerate() {
            let html = self
                .definitions
                .get_mut(index)
                .map(std::mem::take)
                .unwrap_or_default();
            numbered.push((html, self.footnotes.is_referred(at + 1)));
        }
        numbered
    }

    /// Writes one event.
    pub fn write(&mut self, event: Event<'a>) {
        if let Some(image) = &mut self.image {
            let closed = describe(&mut self.out, image, &event);
            if closed && let Some(image) = self.image.take() {
                self.end_image(&image.title);
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.out.push_str(&html),
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.out.push_str("<br />"),
            Event::Rule => self.line("<hr />\n"),
            Event::FootnoteReference(name) => self.reference(&name),
            Event::TaskListMarker(done) => {
                let checked = if done { " checked" } else { "" };
                self.push(&["<input type=\"checkbox\"", checked, " disabled> "]);
            }
        }
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    /// Begins a line of HTML.
    fn line(&mut self, html: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(html);
    }

    // Writing to a String does not fail, so there is nothing to handle in these three.
    fn text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.out, text);
    }

    fn value(&mut self, text: &str) {
        let _ = escape_html(&mut self.out, text);
    }

    fn href(&mut self, address: &str) {
        let _ = escape_href(&mut self.out, address);
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            self.value(title);
            self.out.push('"');
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph => self.line("<p>"),
            Tag::Heading { level, .. } => {
                self.line("");
                self.push(&["<", &level.to_string(), ">"]);
            }
            Tag::BlockQuote(_) => self.line("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(None) => self.line("<ul>\n"),
            Tag::List(Some(1)) => self.line("<ol>\n"),
            Tag::List(Some(first)) => {
                self.line("");
                self.push(&["<ol start=\"", &first.to_string(), "\">\n"]);
            }
            Tag::Item => self.line("<li>"),
            Tag::FootnoteDefinition(_) => {
                self.outer
                    .push((std::mem::take(&mut self.out), self.definitions.len()));
                self.definitions.push(String::new());
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
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
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.out.push_str("<a href=\"");
                if link_type == LinkType::Email {
                    self.out.push_str("mailto:");
                }
                self.href(&dest_url);
                self.out.push('"');
                self.title(&title);
                self.out.push('>');
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.out.push_str("<img src=\"");
                self.href(&dest_url);
                self.out.push_str("\" alt=\"");
                self.image = Some(Image { depth: 0, title });
            }
            // Extensions that are not switched on.
            Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.push(&["</", &level.to_string(), ">\n"]),
            TagEnd::BlockQuote(_) => self.line("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.line("</ol>\n"),
            TagEnd::List(false) => self.line("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((outer, index)) = self.outer.pop() {
                    let html = std::mem::replace(&mut self.out, outer);
                    if let Some(definition) = self.definitions.get_mut(index) {
                        *definition = html;
                    }
                }
            }
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
            TagEnd::Link => self.out.push_str("</a>"),
            TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.line("<pre><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split_whitespace().next()
        {
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

    fn end_image(&mut self, title: &str) {
        self.out.push('"');
        self.title(title);
        self.out.push_str(" />");
    }

    fn reference(&mut self, name: &str) {
        let Some((number, times)) = self.footnotes.refer(name) else {
            self.out.push_str("[^");
            self.text(name);
            self.out.push(']');
            return;
        };
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

/// Writes what an image's description says as text; `true` at its end.
fn describe(out: &mut String, image: &mut Image<'_>, event: &Event<'_>) -> bool {
    match event {
        Event::Start(_) => image.depth += 1,
        Event::End(_) if image.depth == 0 => return true,
        Event::End(_) => image.depth -= 1,
        Event::Text(text) | Event::Code(text) => {
            let _ = escape_html(&mut *out, text);
        }
        Event::SoftBreak | Event::HardBreak => out.push(' '),
        _ => {}
    }
    false
}
