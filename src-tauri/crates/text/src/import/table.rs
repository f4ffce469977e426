//! Tables as GFM writes them: one row of headings, one line a row, lines of text in the cells.

use super::escape::{Care, Place};
use super::line::line;
use super::tree::Item;

/// How many columns are a table that a person edits as Markdown.
const MAX_COLUMNS: usize = 64;

/// The table that opens at `at` as lines of Markdown, and the index after it; `None` if GFM has no
/// such table.
pub(crate) fn table(items: &[Item<'_>], at: usize, care: Care) -> Option<(String, usize)> {
    let mut rows = Rows {
        items,
        at: at + 1,
        care,
    };
    rows.open("thead")?;
    let head = rows.row("th")?;
    rows.close()?;
    let (cells, alignments): (Vec<_>, Vec<_>) = head.into_iter().unzip();
    let rule = alignments.iter().map(|alignment| match alignment {
        Align::None => " --- |",
        Align::Left => " :-- |",
        Align::Center => " :-: |",
        Align::Right => " --: |",
    });
    let mut out = joined(&cells);
    out.push_str("\n|");
    out.extend(rule);
    if rows.open("tbody").is_some() {
        while let Some(row) = rows.row("td") {
            let (cells, same): (Vec<_>, Vec<_>) = row.into_iter().unzip();
            if same != alignments {
                return None;
            }
            out.push('\n');
            out.push_str(&joined(&cells));
        }
        rows.close()?;
    }
    rows.close()?;
    Some((out, rows.at))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    None,
    Left,
    Center,
    Right,
}

struct Rows<'i, 'a> {
    items: &'i [Item<'a>],
    at: usize,
    care: Care,
}

impl<'i, 'a> Rows<'i, 'a> {
    /// Goes to the next item that is no white space.
    fn peek(&mut self) -> Option<&'i Item<'a>> {
        loop {
            match self.items.get(self.at)? {
                Item::Text(text) if text.trim_ascii().is_empty() => self.at += 1,
                item => return Some(item),
            }
        }
    }

    fn open(&mut self, name: &str) -> Option<()> {
        match self.peek()? {
            Item::Open(element) if element.name == name && element.attributes.is_empty() => {
                self.at += 1;
                Some(())
            }
            _ => None,
        }
    }

    fn close(&mut self) -> Option<()> {
        match self.peek()? {
            Item::Close => {
                self.at += 1;
                Some(())
            }
            _ => None,
        }
    }

    fn row(&mut self, cell: &str) -> Option<Vec<(String, Align)>> {
        self.open("tr")?;
        let mut cells = Vec::new();
        while let Item::Open(element) = self.peek()? {
            let align = match element.attributes.as_slice() {
                [] => Align::None,
                [(name, value)] if name == "align" => match value.as_ref() {
                    "left" => Align::Left,
                    "center" => Align::Center,
                    "right" => Align::Right,
                    _ => return None,
                },
                _ => return None,
            };
            if element.name != cell || cells.len() == MAX_COLUMNS {
                return None;
            }
            let place = Place {
                cell: true,
                ..Place::default()
            };
            let (text, next) = line(self.items, self.at + 1, self.care, place, false)?;
            cells.push((text, align));
            self.at = next;
            self.close()?;
        }
        self.close()?;
        (!cells.is_empty()).then_some(cells)
    }
}

fn joined(cells: &[String]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out.extend([" ", cell, " |"]);
    }
    out
}
