//! Word's lists: paragraphs that say which list they are of.

use super::super::build::element;
use super::super::tidy::is_numbered;
use super::{MAX_NESTING, Reader};
use crate::import::tree::Item;

impl Reader {
    /// A paragraph of Word's that is an item of a list.
    pub(super) fn word_item(&mut self, level: usize, items: &[Item<'_>], at: usize) {
        let level = level.clamp(1, MAX_NESTING);
        let name = if is_numbered(items, at) { "ol" } else { "ul" };
        self.end_word_list(level);
        // Another kind of list of the same level.
        if self.word.len() == level && self.word.last() != Some(&name) {
            self.end_word_list(level - 1);
        }
        if self.word.len() == level {
            self.build.close();
            self.build.open(element("li"));
        }
        while self.word.len() < level {
            self.word.push(name);
            self.build.open(element(name));
            self.build.open(element("li"));
        }
    }

    /// Closes Word's lists down to a level.
    pub(super) fn end_word_list(&mut self, level: usize) {
        while self.word.len() > level {
            self.word.pop();
            self.build.close();
            self.build.close();
        }
    }
}
