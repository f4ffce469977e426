//! Table blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::opener::{Value, opener};
use super::read::{Content, Part, Reader};

impl Reader<'_, '_> {
    /// A table's HTML and the markup of its Table block.
    pub(super) fn table(&mut self, range: Range<usize>) -> (String, Option<Content>) {
        let mut html = String::new();
        let mut parts = Vec::new();
        let mut alignments = Vec::new();
        let mut column = 0;
        let (mut cell, mut has_body) = ("th", false);
        let mut at = range.start;
        while at < range.end {
            let mut next = at + 1;
            let mut leaf = None;
            let mut markup = String::new();
            match self.event(at) {
                Some(Event::Start(Tag::Table(of_columns))) => {
                    alignments.clone_from(of_columns);
                    // What the block writes by default differs from one release to the next.
                    markup = opener("table", &[("hasFixedLayout", Value::Flag(false))]);
                    markup.push_str("<figure class=\"wp-block-table\"><table>");
                }
                Some(Event::Start(Tag::TableHead)) => {
                    column = 0;
                    markup.push_str("<thead><tr>");
                }
                Some(Event::End(TagEnd::TableHead)) => {
                    cell = "td";
                    markup.push_str("</tr></thead>");
                }
                Some(Event::Start(Tag::TableRow)) => {
                    column = 0;
                    markup.push_str(if has_body { "<tr>" } else { "<tbody><tr>" });
                    has_body = true;
                }
                Some(Event::End(TagEnd::TableRow)) => markup.push_str("</tr>"),
                Some(Event::Start(Tag::TableCell)) => {
                    markup = start(cell, alignments.get(column));
                    column += 1;
                    // A cell's text, and its end.
                    next = self.after(at) - 1;
                    leaf = Some(at + 1..next);
                }
                Some(Event::End(TagEnd::TableCell)) => markup.extend(["</", cell, ">"]),
                Some(Event::End(TagEnd::Table)) => {
                    markup.push_str(if has_body { "</tbody>" } else { "" });
                    markup.push_str("</table></figure>\n<!-- /wp:table -->");
                }
                _ => {}
            }
            parts.push(Part::Markup(markup));
            html.push_str(&self.html(at..at + 1));
            if let Some(text) = leaf {
                parts.push(Part::Leaf(self.leaf(text, &mut html)));
            }
            at = next;
        }
        (html, Some(Content::Parts(parts)))
    }
}

/// The start of a cell. Alignment is where the block looks for it, with the class that themes know.
fn start(cell: &str, alignment: Option<&Alignment>) -> String {
    let align = match alignment {
        Some(Alignment::Left) => "left",
        Some(Alignment::Center) => "center",
        Some(Alignment::Right) => "right",
        Some(Alignment::None) | None => return format!("<{cell}>"),
    };
    format!("<{cell} class=\"has-text-align-{align}\" data-align=\"{align}\">")
}
