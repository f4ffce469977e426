//! Table blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::opener::{Value, opener};
use super::pieces::{Content, Parts};
use super::read::Reader;

impl Reader<'_, '_> {
    /// Writes a table's HTML; the markup of its Table block.
    pub(super) fn table(&mut self, range: Range<usize>) -> Content {
        let mut parts = Parts::default();
        let mut alignments = Vec::new();
        let mut column = 0;
        let (mut cell, mut has_body) = ("th", false);
        let mut at = range.start;
        while at < range.end {
            let mut next = at + 1;
            match self.event(at) {
                Some(Event::Start(Tag::Table(of_columns))) => {
                    alignments.clone_from(of_columns);
                    // What the block writes by default differs from one release to the next.
                    parts.markup(&opener("table", &[("hasFixedLayout", Value::Flag(false))]));
                    parts.markup("<figure class=\"wp-block-table\"><table>");
                }
                Some(Event::Start(Tag::TableHead)) => {
                    column = 0;
                    parts.markup("<thead><tr>");
                }
                Some(Event::End(TagEnd::TableHead)) => {
                    cell = "td";
                    parts.markup("</tr></thead>");
                }
                Some(Event::Start(Tag::TableRow)) => {
                    column = 0;
                    parts.markup(if has_body { "<tr>" } else { "<tbody><tr>" });
                    has_body = true;
                }
                Some(Event::End(TagEnd::TableRow)) => parts.markup("</tr>"),
                Some(Event::Start(Tag::TableCell)) => {
                    start(&mut parts, cell, alignments.get(column));
                    column += 1;
                    // The cell's text, up to its end.
                    next = self.after(at) - 1;
                }
                Some(Event::End(TagEnd::TableCell)) => {
                    parts.markup("</");
                    parts.markup(cell);
                    parts.markup(">");
                }
                Some(Event::End(TagEnd::Table)) => {
                    parts.markup(if has_body { "</tbody>" } else { "" });
                    parts.markup("</table></figure>\n<!-- /wp:table -->");
                }
                _ => {}
            }
            self.write(at..at + 1);
            if next > at + 1 {
                parts.leaf(self.leaf(at + 1..next));
            }
            at = next;
        }
        Content::Parts(parts)
    }
}

/// The start of a cell. Alignment is where the block looks for it, with the class that themes know.
fn start(parts: &mut Parts, cell: &str, alignment: Option<&Alignment>) {
    parts.markup("<");
    parts.markup(cell);
    parts.markup(match alignment {
        Some(Alignment::Left) => " class=\"has-text-align-left\" data-align=\"left\">",
        Some(Alignment::Center) => " class=\"has-text-align-center\" data-align=\"center\">",
        Some(Alignment::Right) => " class=\"has-text-align-right\" data-align=\"right\">",
        Some(Alignment::None) | None => ">",
    });
}
