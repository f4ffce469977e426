//! Attributes and the addresses in them.

use super::Writer;
use crate::out::escape::{self, Use};
use crate::safe::is_too_dense;

impl Writer<'_> {
    /// Writes `<a href="…"`, or `<a` if the address leads where it may not, without the `>`.
    pub(super) fn open_link(&mut self, address: &str) -> bool {
        self.out.push_str("<a href=\"");
        let allowed = self.address(address, Use::Link);
        if allowed {
            self.out.push('"');
        } else {
            self.out.truncate(self.out.len() - " href=\"".len());
        }
        allowed
    }

    pub(super) fn address(&mut self, address: &str, how: Use) -> bool {
        self.tainted |= is_too_dense(address);
        escape::address(&mut self.out, address, how)
    }

    /// An attribute's value.
    pub(super) fn value(&mut self, value: &str) {
        if value.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return self.out.push_str(value);
        }
        self.tainted |= value.bytes().any(|b| matches!(b, 0 | b'\r')) || is_too_dense(value);
        escape::value(&mut self.out, value);
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.push(&[" ", name, "=\""]);
        self.value(value);
        self.out.push('"');
    }
}
