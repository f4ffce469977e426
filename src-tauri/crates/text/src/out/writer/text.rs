//! Text: escaped, with the addresses in it as links.

use memchr::{memchr2, memchr3};

use super::{Code, Writer};
use crate::markdown::place;
use crate::out::autolink::autolink;
use crate::out::escape::{self, Kind};

impl<'a> Writer<'a> {
    pub(super) fn text(&mut self, text: &str) {
        if let Some(place) = place(self.source, text) {
            // Pieces that stand side by side in the text are one: a parser divides at each `_`, and
            // code line by line.
            if self.pending.end == place && !self.pending.is_empty() {
                self.pending.end = place + text.len();
            } else {
                self.flush();
                self.pending = place..place + text.len();
            }
        } else {
            self.flush();
            self.piece(text, None);
        }
    }

    /// Writes text in one piece; `place` is where it begins in the source.
    fn piece(&mut self, text: &str, place: Option<usize>) {
        match self.code {
            Code::No => self.prose(text, place),
            Code::Block => self.tainted |= escape::code(&mut self.out, text),
            Code::Island => self.out.push_str(text),
        }
    }

    /// Writes the text that waits.
    pub(super) fn flush(&mut self) {
        if !self.pending.is_empty() {
            let pending = std::mem::take(&mut self.pending);
            let source: &'a str = self.source;
            let begin = pending.start;
            self.piece(source.get(pending).unwrap_or(""), Some(begin));
        }
    }

    /// Writes text of a paragraph, with the links in it.
    fn prose(&mut self, text: &str, place: Option<usize>) {
        // A line that ends in the source is an event of its own, so marks need not know of it.
        debug_assert!(place.is_none() || !text.contains('\n'));
        let bytes = text.as_bytes();
        let (mut mark, mut at) = (0, 0);
        while let Some(found) = self.next_marked(bytes, at, place) {
            at = found;
            let byte = bytes.get(at).copied().unwrap_or(0);
            match escape::kind(byte) {
                Kind::Plain => {}
                Kind::Odd => self.tainted = true,
                Kind::Special => {
                    self.out.push_str(text.get(mark..at).unwrap_or(""));
                    escape::special(&mut self.out, byte);
                    mark = at + 1;
                }
                Kind::Trigger if self.links + self.quiet > 0 => {}
                Kind::Trigger => {
                    if let Some(link) = autolink(text, at, mark) {
                        let range = link.range.clone();
                        self.out.push_str(text.get(mark..range.start).unwrap_or(""));
                        let linked = text.get(range.clone()).unwrap_or("");
                        self.autolink(link.prefix, linked);
                        mark = range.end;
                        at = range.end;
                        continue;
                    }
                }
            }
            at += 1;
        }
        self.out.push_str(text.get(mark..).unwrap_or(""));
    }

    fn next_marked(&mut self, text: &[u8], at: usize, place: Option<usize>) -> Option<usize> {
        match place {
            Some(place) => {
                let found = self.marks.first_in(&(place + at..place + text.len()));
                found.map(|found| found - place)
            }
            None => {
                let rest = text.get(at..)?;
                let found = rest.iter().position(|b| escape::kind(*b) != Kind::Plain);
                found.map(|found| at + found)
            }
        }
    }

    fn autolink(&mut self, prefix: &str, linked: &str) {
        let begun = self.out.len();
        if self.open_link(&[prefix, linked].concat()) {
            self.out.push('>');
            escape::text(&mut self.out, linked);
            self.out.push_str("</a>");
        } else {
            self.out.truncate(begun);
            escape::text(&mut self.out, linked);
        }
    }

    /// Text where nothing is a link. `odd` is the kind of a line break in it.
    pub(super) fn verbatim(&mut self, text: &str, odd: Kind) {
        let bytes = text.as_bytes();
        let found = match odd {
            Kind::Odd => memchr3(0, b'\r', b'\n', bytes),
            _ => memchr2(0, b'\r', bytes),
        };
        self.tainted |= found.is_some();
        escape::text(&mut self.out, text);
    }

    /// Math as it was written, on one line: the blog's own script reads it.
    pub(super) fn math(&mut self, mark: &str, text: &str) {
        self.out.push_str(mark);
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.push(' ');
            }
            self.verbatim(line, Kind::Odd);
        }
        self.out.push_str(mark);
    }
}
