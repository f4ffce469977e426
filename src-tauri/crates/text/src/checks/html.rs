//! Raw HTML: what is opened is closed.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Event;

use super::reader::{Item, Raw, Read};
use super::{Finding, Kind};
use crate::plain::is_inline;
use crate::safe::is_void;
use crate::typography::{Edit, Why};

/// Elements whose end may be left out (<https://html.spec.whatwg.org/multipage/syntax.html#optional-tags>).
const ENDS_ITSELF: [&str; 19] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption",
    "option", "optgroup", "rt", "rp", "html", "head", "body",
];
/// Elements whose end the scan takes together with their content, in a block.
const TAKEN_WHOLE: [&str; 5] = ["iframe", "noembed", "noframes", "script", "style"];

/// Elements that are open.
#[derive(Default)]
struct Open {
    stack: Vec<(String, Range<usize>)>,
    counts: HashMap<String, usize>,
    /// How many of `<svg>` and `<math>` are open: inside of them `/>` closes, and names are others.
    foreign: usize,
}

impl Open {
    fn open(&mut self, name: &str, range: &Range<usize>) {
        self.foreign += usize::from(is_foreign(name));
        self.stack.push((name.to_owned(), range.clone()));
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    /// Whether it was open. What was opened inside of it is then closed with it, and told.
    fn close(&mut self, name: &str, findings: &mut Vec<Finding>) -> bool {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return false;
        }
        while let Some((open, range)) = self.stack.pop() {
            if let Some(count) = self.counts.get_mut(&open) {
                *count -= 1;
            }
            self.foreign -= usize::from(is_foreign(&open));
            if open == name {
                break;
            }
            findings.push(unclosed(open, range, None));
        }
        true
    }

    /// Tells of all that is open; `end` is where it could be closed.
    fn end(&mut self, end: Option<usize>, findings: &mut Vec<Finding>) {
        // The innermost is closed first. One fix each, at one place, would come in the wrong order.
        let end = end.filter(|_| self.stack.len() == 1);
        for (name, range) in self.stack.drain(..) {
            findings.push(unclosed(name, range, end));
        }
        self.counts.clear();
        self.foreign = 0;
    }
}

fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

fn unclosed(name: String, range: Range<usize>, end: Option<usize>) -> Finding {
    let fix = end.map(|end| Edit {
        range: end..end,
        text: format!("</{name}>"),
        why: Why::EndTag,
    });
    Finding {
        fix,
        ..Finding::new(range, Kind::UnclosedHtml { name })
    }
}

pub(super) fn check(read: &Read<'_>, findings: &mut Vec<Finding>) {
    let mut blocks = Open::default();
    let mut words = Open::default();
    // Where the words of the block end that are being read, and whether a tag put there would be
    // one: behind a `<` that never ends it would not.
    let mut end = 0;
    let mut clear = true;
    for item in &read.items {
        match item {
            Item::Open(tag) if tag.raw != Raw::Island => {
                let foreign = words.foreign + blocks.foreign > 0;
                if foreign && !is_foreign(&tag.name) {
                    continue;
                }
                if is_void(&tag.name) || ENDS_ITSELF.contains(&tag.name.as_str()) {
                    continue;
                }
                if tag.raw == Raw::Inline {
                    end = tag.range.end;
                    words.open(&tag.name, &tag.range);
                } else if !TAKEN_WHOLE.contains(&tag.name.as_str()) {
                    blocks.open(&tag.name, &tag.range);
                }
            }
            Item::Close(name, range, raw) if *raw != Raw::Island => {
                let foreign = words.foreign + blocks.foreign > 0;
                if foreign && !is_foreign(name) {
                    continue;
                }
                if is_void(name) || ENDS_ITSELF.contains(&name.as_str()) {
                    continue;
                }
                let first = if *raw == Raw::Inline {
                    end = range.end;
                    &mut words
                } else {
                    &mut blocks
                };
                if !first.close(name, findings) {
                    let name = name.clone();
                    findings.push(Finding::new(range.clone(), Kind::UnopenedHtml { name }));
                }
            }
            Item::Markdown((event, range)) => {
                let is_edge = match event {
                    Event::Start(tag) => !is_inline(&tag.to_end()),
                    Event::End(tag) => !is_inline(tag),
                    Event::Rule => true,
                    _ => false,
                };
                if is_edge {
                    words.end(clear.then_some(end), findings);
                    clear = true;
                } else {
                    end = end.max(range.end);
                }
                if let Event::Text(text) = event {
                    clear &= !text.contains(['<', '\\']);
                }
            }
            _ => {}
        }
    }
    words.end(clear.then_some(end), findings);
    blocks.end(None, findings);
}
