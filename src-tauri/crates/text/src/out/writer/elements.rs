//! The elements that Markdown's tags are.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, HeadingLevel, LinkType, Tag, TagEnd};

use super::{Code, Writer};
use crate::markdown::is_island;
use crate::plain::is_inline;
use crate::safe::is_global;

/// Quotes, lists and emphasis deeper than this are left out, their text stays. What they hold adds a
/// few elements, and the sanitiser's limit (`safe::depth`) is 128.
const DEEPEST: usize = 100;

impl<'a> Writer<'a> {
    pub(super) fn start(&mut self, tag: &Tag<'a>) {
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
                self.begin_image(dest_url, title.clone());
            }
            // Raw HTML says itself what it opens; metadata is not switched on.
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
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

    pub(super) fn reference(&mut self, name: &str) {
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
