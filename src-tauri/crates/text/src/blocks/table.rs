//! Table blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::opener::{Value, opener};
use super::pieces::{Content, Parts};
use super::read::Reader;

/// A table while it is read.
pub(super) struct Rows {
    parts: Parts,
    alignments: Vec<Alignment>,
    column: usize,
    cell: &'static str,
    has_body: bool,
}

impl Rows {
    pub fn new() -> Self {
        Self {
            parts: Parts::default(),
            alignments: Vec::new(),
            column: 0,
            cell: "th",
            has_body: false,
        }
    }

    pub fn into_content(self) -> Content {
        Content::Parts(self.parts)
    }
}

impl Reader<'_, '_> {
    /// Writes a table's HTML; the markup of its Table block.
    pub(super) fn table(&mut self, range: Range<usize>) -> Content {
        let mut rows = Rows::new();
        self.rows(&mut rows, range);
        rows.into_content()
    }

    /// Writes a part of a table, whole rows.
    pub(super) fn rows(&mut self, rows: &mut Rows, range: Range<usize>) {
        let Rows {
            parts,
            alignments,
            column,
            cell,
            has_body,
        } = rows;
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
                    *column = 0;
                    parts.markup("<thead><tr>");
                }
                Some(Event::End(TagEnd::TableHead)) => {
                    *cell = "td";
                    parts.markup("</tr></thead>");
                }
                Some(Event::Start(Tag::TableRow)) => {
                    *column = 0;
                    parts.markup(if *has_body { "<tr>" } else { "<tbody><tr>" });
                    *has_body = true;
                }
                Some(Event::End(TagEnd::TableRow)) => parts.markup("</tr>"),
                Some(Event::Start(Tag::TableCell)) => {
                    start(parts, cell, alignments.get(*column));
                    *column += 1;
                    // The cell's text, up to its end.
                    next = self.after(at) - 1;
                }
                Some(Event::End(TagEnd::TableCell)) => {
                    parts.markup("</");
                    parts.markup(cell);
                    parts.markup(">");
                }
                Some(Event::End(TagEnd::Table)) => {
                    parts.markup(if *has_body { "</tbody>" } else { "" });
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
