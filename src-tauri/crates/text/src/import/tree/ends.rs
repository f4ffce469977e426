//! Which open elements a tag ends.

use std::borrow::Cow;

use super::{Element, Item, Tree};
use crate::import::elements::{
    closes_paragraph, ends_others, has_optional_end, in_table_frame, is_heading, is_inline,
    is_table_part,
};
use crate::safe::MAX_DEPTH;

/// How far up a wrongly nested end tag looks for its start: keeps the time linear.
const REACH: usize = 2 * MAX_DEPTH;

impl Tree<'_> {
    /// Closes what ends by itself before a start tag
    /// (<https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>).
    pub(super) fn make_room(&mut self, name: &str) -> Option<()> {
        if is_table_part(name) {
            return self.make_room_in_table(name);
        }
        if in_table_frame(self.top()) {
            self.irregular()?;
        }
        if is_inline(name) {
            return Some(());
        }
        if closes_paragraph(name) && self.paragraphs > 0 {
            if self.top() != "p" {
                self.irregular()?;
            }
            self.close("p");
        }
        let parents: &[&str] = match name {
            "li" => &["ul", "ol", "menu"],
            "dd" | "dt" => &["dl"],
            _ if is_heading(name) && is_heading(self.top()) => {
                self.irregular()?;
                self.pop();
                return Some(());
            }
            _ => return Some(()),
        };
        if matches!(
            (name, self.top()),
            ("li", "li") | ("dd" | "dt", "dd" | "dt")
        ) {
            self.pop();
        }
        if !parents.contains(&self.top()) {
            self.irregular()?;
        }
        Some(())
    }

    fn make_room_in_table(&mut self, name: &str) -> Option<()> {
        let parents: &[&str] = match name {
            "td" | "th" => &["tr"],
            "tr" => &["tbody", "thead", "tfoot", "table"],
            "col" => &["colgroup"],
            _ => &["table"],
        };
        // Cells end paragraphs and items in them.
        while !parents.contains(&self.top()) {
            let ends = has_optional_end(self.top()) || self.top() == "colgroup";
            if !ends {
                return self.irregular();
            }
            self.pop();
        }
        if name == "tr" && self.top() == "table" {
            self.items.push(Item::Open(Element {
                name: Cow::Borrowed("tbody"),
                attributes: Vec::new(),
            }));
            self.push(Cow::Borrowed("tbody"), true);
        }
        Some(())
    }

    pub(super) fn end(&mut self, name: &str) -> Option<()> {
        while self.top() != name && has_optional_end(self.top()) && ends_others(name, self.top()) {
            self.pop();
        }
        if self.top() == name {
            self.pop();
            return Some(());
        }
        self.irregular()?;
        self.close(name);
        Some(())
    }

    /// Closes the innermost `name` and what is open in it, if it is within reach.
    pub(super) fn close(&mut self, name: &str) {
        let found = self
            .open
            .iter()
            .rev()
            .take(REACH)
            .position(|(open, _)| open == name);
        // A wrongly nested cell or inline tag ends nothing outside of its table.
        let wall = self
            .open
            .iter()
            .rev()
            .take(REACH)
            .position(|(open, _)| open == "table");
        if let Some(up) = found
            && wall.is_none_or(|wall| up <= wall)
        {
            for _ in 0..=up {
                self.pop();
            }
        }
    }
}
