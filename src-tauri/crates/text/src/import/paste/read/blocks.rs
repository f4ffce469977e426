//! Blocks: what each begins.

use super::super::build::{element, with};
use super::super::style::{note_number, word_level};
use super::super::table::Table;
use super::super::tidy::language_of;
use super::{Close, MAX_NESTING, Reader};
use crate::import::elements::is_heading;
use crate::import::tree::{Element, Item};

impl Reader {
    pub(super) fn open_block(
        &mut self,
        open: &Element<'_>,
        items: &[Item<'_>],
        at: usize,
    ) -> Close {
        let name = open.name.as_ref();
        if let Some(number) = note_number(open).filter(|_| !self.build.in_cell()) {
            self.end_word_list(0);
            self.build.end_line();
            return Close::Note(number.to_owned(), self.build.blocks.len());
        }
        let level = word_level(open).filter(|_| !self.build.in_cell());
        if level.is_none() && !matches!(name, "div" | "section" | "body" | "html") {
            self.end_word_list(0);
        }
        self.build.end_line();
        let container = self.within.len() < MAX_NESTING && !self.build.in_cell();
        let in_terms = self.within.last().is_some_and(|outer| outer == "dl");
        let class = open.attribute("class").unwrap_or("");
        match name {
            "p" | "div" if level.is_some() => {
                self.word_item(level.unwrap_or(1), items, at);
                Close::Line
            }
            "p" if class.starts_with("MsoTitle") => self.leaf("h1"),
            "p" if class.contains("Quote") && class.starts_with("Mso") && container => {
                self.container(element("blockquote"))
            }
            _ if is_heading(name) && !in_terms => {
                const LEVELS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
                let leaf = LEVELS.into_iter().find(|level| *level == name);
                self.leaf(leaf.unwrap_or("p"))
            }
            "ul" | "menu" | "dir" if container => self.list(element("ul")),
            "ol" if container => {
                let start = open.attribute("start").unwrap_or("");
                let start = start
                    .trim()
                    .parse::<u32>()
                    .map_or(String::new(), |n| n.to_string());
                self.list(with("ol", &[("start", &start)]))
            }
            "li" if container => self.container(element("li")),
            // What stands in it is a term, unless it is a definition.
            "dl" if container => self.container(element("dl")),
            "dd" if container && in_terms && !self.build.is_begun() => {
                self.container(element("dd"))
            }
            "blockquote" if container => self.container(element("blockquote")),
            "pre" if !self.build.in_cell() => {
                // GitHub names the language on the element around.
                let around = at
                    .checked_sub(1)
                    .and_then(|before| match items.get(before) {
                        Some(Item::Open(outer)) => Some(language_of(outer)),
                        _ => None,
                    });
                let own = language_of(open);
                let language = if own.is_empty() {
                    around.unwrap_or(own)
                } else {
                    own
                };
                self.listing = Some((String::new(), language));
                Close::Listing
            }
            "table" => self.table(),
            "tr" => {
                if let Some(table) = self.build.table.as_mut().filter(|table| table.nested == 0) {
                    table.open_row();
                }
                Close::Line
            }
            "td" | "th" => self.cell(open),
            _ => Close::Line,
        }
    }

    fn leaf(&mut self, leaf: &'static str) -> Close {
        let before = self.build.leaf.replace(leaf);
        Close::Leaf(before)
    }

    fn container(&mut self, element: Element<'static>) -> Close {
        let leaf = match element.name.as_ref() {
            "dl" => Some("dt"),
            "dd" => None,
            _ => self.build.leaf.filter(|leaf| *leaf != "dt"),
        };
        self.within.push(element.name.clone());
        self.build.open(element);
        Close::Container(std::mem::replace(&mut self.build.leaf, leaf))
    }

    /// A list; one that stands right in another belongs to the item before it.
    fn list(&mut self, element: Element<'static>) -> Close {
        if self.build.reopen_item() {
            self.within.push(element.name.clone());
            self.build.open(element);
            return Close::Nested;
        }
        self.container(element)
    }

    fn table(&mut self) -> Close {
        match &mut self.build.table {
            Some(table) => {
                table.nested += 1;
                Close::InnerTable
            }
            None => {
                self.build.table = Some(Table::default());
                Close::Table
            }
        }
    }

    fn cell(&mut self, open: &Element<'_>) -> Close {
        match &mut self.build.table {
            Some(table) if table.nested == 0 => {
                table.open_cell(open);
                self.build.open_cell();
                Close::Cell
            }
            _ => Close::Line,
        }
    }
}
