//! Writes replies to comments the way WordPress takes them from anybody.
//!
//! For users without `unfiltered_html` WordPress strips every tag that is not in its short list
//! (`$allowedtags` in `wp-includes/kses.php`), `<p>` and `<br>` included, and makes paragraphs of
//! blank lines and `<br />` of line breaks when it shows the comment. So a reply is written with
//! that list alone, and the rest of Markdown as a person would type it.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::markdown::{reply_events, with_unused_as_text};
use crate::safe::{REPLY, sanitize};

/// Renders a reply: Markdown to exactly the tags that a WordPress comment may use.
///
/// Paragraphs are separated by a blank line; a line break stays one, as in what was typed. Lists
/// are lines that start with "- " or "1. ", headings are strong, an image is a link to it.
pub fn comment_html(markdown: &str) -> String {
    let markdown = with_unused_as_text(markdown);
    let mut reply = Reply::default();
    for event in reply_events(&markdown) {
        reply.write(event);
    }
    sanitize(&REPLY, &reply.out).trim_ascii().to_owned()
}

#[derive(Default)]
struct Reply<'a> {
    out: String,
    /// How many line breaks must stand before the next text.
    gap: usize,
    /// The mark of an item was written: what follows stands behind it.
    marked: bool,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    in_code: bool,
    /// The addresses of the open images; only the outermost is a link.
    images: Vec<CowStr<'a>>,
    links: usize,
    first_cell: bool,
}

impl<'a> Reply<'a> {
    fn write(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(&tag),
            Event::Text(text) if self.in_code => self.code(&text),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Code(text) => {
                self.open("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.open(&html),
            Event::SoftBreak | Event::HardBreak => self.out.push('\n'),
            Event::Rule => {
                self.separate(2);
                self.open("---");
                self.separate(2);
            }
            Event::TaskListMarker(done) => self.open(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => {
                self.open("[^");
                self.text(&name);
                self.out.push(']');
            }
        }
    }

    /// Asks for line breaks before what follows.
    fn separate(&mut self, breaks: usize) {
        self.gap = self.gap.max(breaks);
    }

    /// Writes HTML after the line breaks asked for.
    fn open(&mut self, html: &str) {
        let gap = std::mem::take(&mut self.gap);
        let marked = std::mem::take(&mut self.marked);
        if !marked && !self.out.is_empty() && !self.out.ends_with("<blockquote>") {
            let have = self.out.bytes().rev().take_while(|&b| b == b'\n').count();
            for _ in have..gap {
                self.out.push('\n');
            }
        }
        self.out.push_str(html);
    }

    // Writing to a String does not fail, so there is nothing to handle in these two.
    fn text(&mut self, text: &str) {
        self.open("");
        let _ = escape_html_body_text(&mut self.out, text);
    }

    fn link(&mut self, scheme: &str, address: &str, title: &str) {
        self.open("<a href=\"");
        self.out.push_str(scheme);
        let _ = escape_href(&mut self.out, address);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            let _ = escape_html(&mut self.out, title);
        }
        self.out.push_str("\">");
    }

    /// Code, in one element for each run without a blank line: WordPress makes a paragraph of each
    /// run, and an element cannot reach over two.
    fn code(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.separate(if self.gap > 0 { 2 } else { 1 });
            }
            if line.trim().is_empty() {
                continue;
            }
            if self.gap == 1 && self.out.ends_with("</code>") {
                self.out.truncate(self.out.len() - "</code>".len());
            } else {
                self.open("<code>");
            }
            self.text(line);
            self.out.push_str("</code>");
        }
    }

    /// The breaks between two blocks: items of a list stand close together.
    fn between_blocks(&self) -> usize {
        if self.lists.is_empty() { 2 } else { 1 }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) => self.separate(self.between_blocks()),
            Tag::Heading { .. } => {
                self.separate(self.between_blocks());
                self.open("<strong>");
            }
            Tag::BlockQuote(_) => {
                self.separate(self.between_blocks());
                self.open("<blockquote>");
            }
            Tag::CodeBlock(_) => {
                self.separate(self.between_blocks());
                self.open("");
                self.in_code = true;
            }
            Tag::List(first) => {
                self.separate(self.between_blocks());
                self.lists.push(first);
            }
            Tag::Item => {
                self.separate(1);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => "- ".to_owned(),
                };
                self.open(&mark);
                self.marked = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.separate(1);
                self.first_cell = true;
            }
            Tag::TableCell if std::mem::take(&mut self.first_cell) => {}
            Tag::TableCell => self.open(" | "),
            Tag::Emphasis => self.open("<em>"),
            Tag::Strong => self.open("<strong>"),
            Tag::Strikethrough => self.open("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.links += 1;
                let scheme = if link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                self.link(scheme, &dest_url, &title);
            }
            Tag::Image { dest_url, .. } => {
                // A linked image is the link's text.
                if self.links == 0 && self.images.is_empty() {
                    self.link("", &dest_url, "");
                }
                self.images.push(dest_url);
            }
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Table => {
                self.separate(self.between_blocks());
            }
            TagEnd::Heading(_) => {
                self.out.push_str("</strong>");
                self.separate(self.between_blocks());
            }
            TagEnd::BlockQuote(_) => {
                self.gap = 0;
                self.out.push_str("</blockquote>");
                self.separate(self.between_blocks());
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.gap = self.between_blocks();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.separate(self.between_blocks());
            }
            TagEnd::Item => {
                self.marked = false;
                self.separate(1);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.separate(1),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                self.out.push_str("</a>");
            }
            TagEnd::Image => {
                let address = self.images.pop();
                if self.links == 0 && self.images.is_empty() {
                    // A picture without a description is called by its address.
                    if self.out.ends_with("\">")
                        && let Some(address) = address
                    {
                        self.text(&address);
                    }
                    self.out.push_str("</a>");
                }
            }
            TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }
}
