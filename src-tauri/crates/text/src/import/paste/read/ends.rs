//! What the end of an element does.

use super::super::build::{element, with};
use super::{Close, Reader};
use crate::import::tree::Item;

impl Reader {
    pub(super) fn close(&mut self) {
        match self.open.pop() {
            None | Some(Close::Nothing) => {}
            Some(Close::Line) => self.build.end_line(),
            Some(Close::Leaf(before)) => {
                self.build.end_line();
                self.build.leaf = before;
            }
            Some(Close::Container(leaf)) => {
                self.within.pop();
                self.end_word_list(0);
                self.build.close();
                self.build.leaf = leaf;
            }
            Some(Close::Nested) => {
                self.within.pop();
                self.build.close();
                self.build.close();
            }
            Some(Close::Marks(before)) => self.build.marks = before,
            Some(Close::Quotation(end)) => self.build.text(end),
            Some(Close::Listing) => {
                if let Some((text, language)) = self.listing.take() {
                    self.end_listing(text, &language);
                }
            }
            Some(Close::Cell) => {
                let items = self.build.close_cell();
                if let (Some(items), Some(table)) = (items, self.build.table.as_mut()) {
                    table.close_cell(items);
                }
            }
            Some(Close::InnerTable) => {
                self.build.end_line();
                if let Some(table) = &mut self.build.table {
                    table.nested = table.nested.saturating_sub(1);
                }
            }
            Some(Close::Table) => {
                if let Some(table) = self.build.table.take() {
                    self.build.block(table.finish());
                }
            }
            Some(Close::Note(number, before)) => {
                self.end_word_list(0);
                self.build.end_line();
                let from = before.min(self.build.blocks.len());
                let blocks = self.build.blocks.split_off(from);
                self.notes.push((number, blocks));
            }
        }
    }

    fn end_listing(&mut self, text: String, language: &str) {
        if text.trim().is_empty() {
            return;
        }
        let text = text.trim_end_matches('\n').to_owned();
        let class = match language {
            "" => String::new(),
            language => format!("language-{language}"),
        };
        self.build.block([
            Item::Open(element("pre")),
            Item::Open(with("code", &[("class", &class)])),
            Item::Text(text.into()),
            Item::Close,
            Item::Close,
        ]);
    }
}
