//! Tables from anywhere as tables of GFM: a first row of headings, as many cells in each row.

use std::borrow::Cow;

use super::super::tree::{Element, Item};
use super::build::{element, with};

/// Wider ones are a layout.
const MAX_COLUMNS: usize = 64;

/// A table while its rows are read.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    /// For each column, how many rows a cell above still takes.
    covered: Vec<usize>,
    /// Tables in cells of this one: only their words count.
    pub nested: usize,
    /// How the next cell is written.
    next: Option<(usize, usize, &'static str)>,
}

struct Cell {
    items: Vec<Item<'static>>,
    align: &'static str,
}

impl Cell {
    fn empty() -> Self {
        Self {
            items: Vec::new(),
            align: "",
        }
    }
}

impl Table {
    /// A row begins.
    pub fn open_row(&mut self) {
        self.rows.push(Vec::new());
        self.cover();
    }

    /// Empty cells where cells of rows above reach into this one.
    fn cover(&mut self) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        while let Some(rows @ 1..) = self.covered.get_mut(row.len()) {
            *rows -= 1;
            row.push(Cell::empty());
        }
    }

    /// A cell begins.
    pub fn open_cell(&mut self, cell: &Element<'_>) {
        if self.rows.is_empty() {
            self.open_row();
        }
        let span = |name: &str| {
            let value = cell
                .attribute(name)
                .and_then(|value| value.trim().parse::<usize>().ok());
            value.unwrap_or(1).clamp(1, MAX_COLUMNS)
        };
        let align = cell
            .attribute("align")
            .or_else(|| super::style::property(cell, "text-align"))
            .map_or("", |align| match align.to_ascii_lowercase().as_str() {
                "center" => "center",
                "right" => "right",
                _ => "",
            });
        self.next = Some((span("colspan"), span("rowspan"), align));
    }

    /// The cell that was opened ends.
    pub fn close_cell(&mut self, items: Vec<Item<'static>>) {
        let Some((columns, rows, align)) = self.next.take() else {
            return;
        };
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let at = row.len();
        row.push(Cell { items, align });
        row.extend((1..columns).map(|_| Cell::empty()));
        if self.covered.len() < at + columns {
            self.covered.resize(at + columns, 0);
        }
        for column in self.covered.iter_mut().skip(at).take(columns) {
            *column = rows - 1;
        }
        self.cover();
    }

    /// The table as items; only the content, if it has but one cell: that is a layout.
    pub fn finish(mut self) -> Vec<Item<'static>> {
        self.rows
            .retain(|row| row.iter().any(|cell| !cell.items.is_empty()));
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 || columns > MAX_COLUMNS || self.rows.len() * columns == 1 {
            return self.words();
        }
        let aligns: Vec<&'static str> = (0..columns).map(|column| self.align(column)).collect();
        let mut out = vec![Item::Open(element("table")), Item::Open(element("thead"))];
        let last = self.rows.len();
        for (number, row) in self.rows.into_iter().enumerate() {
            if number == 1 {
                out.push(Item::Open(element("tbody")));
            }
            out.push(Item::Open(element("tr")));
            let name = if number == 0 { "th" } else { "td" };
            let filled = row.into_iter().chain(std::iter::repeat_with(Cell::empty));
            for (cell, align) in filled.zip(&aligns) {
                out.push(Item::Open(with(name, &[("align", align)])));
                out.extend(cell.items);
                out.push(Item::Close);
            }
            out.push(Item::Close);
            if number == 0 {
                out.push(Item::Close);
            }
        }
        if last > 1 {
            out.push(Item::Close);
        } else {
            out.extend([Item::Open(element("tbody")), Item::Close]);
        }
        out.push(Item::Close);
        out
    }

    /// A column's alignment: what all its cells that say anything agree on.
    fn align(&self, column: usize) -> &'static str {
        let cells = self.rows.iter().skip(1).filter_map(|row| row.get(column));
        let mut found = cells
            .filter(|cell| !cell.items.is_empty())
            .map(|cell| cell.align);
        match found.next() {
            Some(first) if found.all(|align| align == first) => first,
            _ => "",
        }
    }

    fn words(self) -> Vec<Item<'static>> {
        let mut out = Vec::new();
        for cell in self
            .rows
            .into_iter()
            .flatten()
            .filter(|cell| !cell.items.is_empty())
        {
            if out.is_empty() {
                out.push(Item::Open(element("p")));
            } else {
                out.push(Item::Text(Cow::Borrowed(" ")));
            }
            out.extend(cell.items);
        }
        if !out.is_empty() {
            out.push(Item::Close);
        }
        out
    }
}
