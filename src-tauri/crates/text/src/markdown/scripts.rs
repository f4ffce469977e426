//! `1^er^` and `H~2~O`: superscript and subscript inside of words.
//!
//! The parser reads `^` and `~` as it reads `_`, at the edges of words only, which leaves out what
//! French (1^er^, n^os^) and chemistry use them for. Here they are found in the text that it gives,
//! by Pandoc's rule without its escapes: no space between the marks.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Tag, TagEnd};

use super::Located;

/// What stands raised or lowered is short; so a look for its end is short, however often it fails.
const LONGEST: usize = 32;

/// How far a word is followed back to see whether it is an address.
const LONGEST_WORD: usize = 200;

/// Whether a text may hold any: a single mark inside a word.
pub(crate) fn may_hold(markdown: &str) -> bool {
    let bytes = markdown.as_bytes();
    memchr::memchr2_iter(b'^', b'~', bytes).any(|at| {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i));
        let after = bytes.get(at + 1);
        before.is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
            && after.is_some_and(|b| !b.is_ascii_whitespace() && Some(b) != bytes.get(at))
    })
}

/// The events of a parser with the marks in words found.
pub(crate) struct Scripts<'a> {
    source: &'a str,
    events: OffsetIter<'a>,
    ready: VecDeque<Located<'a>>,
    /// What ended a run of text.
    held: Option<Located<'a>>,
    code: bool,
}

impl<'a> Scripts<'a> {
    pub(super) fn new(source: &'a str, events: OffsetIter<'a>) -> Self {
        Self {
            source,
            events,
            ready: VecDeque::new(),
            held: None,
            code: false,
        }
    }

    /// Gathers the texts that stand side by side.
    fn gather(&mut self, first: Range<usize>) {
        let mut run = first;
        for (event, range) in self.events.by_ref() {
            if is_source(self.source, &event, &range) && range.start == run.end {
                run.end = range.end;
            } else {
                self.held = Some((event, range));
                break;
            }
        }
        self.divide(run);
    }

    fn pass(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.code = true,
            Event::End(TagEnd::CodeBlock) => self.code = false,
            _ => {}
        }
        self.ready.push_back((event, range));
    }

    /// Gives a run of text as events.
    fn divide(&mut self, run: Range<usize>) {
        let source: &'a str = self.source;
        let text = source.get(run.clone()).unwrap_or("");
        // The parser leaves the backslash out of what it gives, so an escaped mark is a run's first.
        let escaped = source.get(..run.start).is_some_and(|s| s.ends_with('\\'));
        let mut push = |event: Event<'a>, range: Range<usize>| {
            self.ready
                .push_back((event, run.start + range.start..run.start + range.end));
        };
        let part = |range: Range<usize>| Event::Text(text.get(range).unwrap_or("").into());
        let (mut mark, mut at) = (0, 0);
        while let Some(found) = text.get(at..).and_then(|t| t.find(['^', '~'])) {
            let open = at + found;
            at = open + 1;
            if open == 0 && escaped {
                continue;
            }
            let Some(inside) = inside(text, open, mark) else {
                continue;
            };
            let (tag, whole) = match text.as_bytes().get(open) {
                Some(b'^') => (Tag::Superscript, open..inside.end + 1),
                _ => (Tag::Subscript, open..inside.end + 1),
            };
            if mark < open {
                push(part(mark..open), mark..open);
            }
            let end = tag.to_end();
            push(Event::Start(tag), whole.clone());
            push(part(inside.clone()), inside.clone());
            push(Event::End(end), whole.clone());
            mark = whole.end;
            at = whole.end;
        }
        if mark < text.len() {
            push(part(mark..text.len()), mark..text.len());
        }
    }
}

/// What stands between the mark at `open` and its partner.
fn inside(text: &str, open: usize, from: usize) -> Option<Range<usize>> {
    let mark = *text.as_bytes().get(open)?;
    let rest = text.get(open + 1..)?;
    let len = rest.bytes().take(LONGEST).position(|b| b == mark)?;
    let content = rest.get(..len)?;
    let fits = |c: char| c.is_alphanumeric() || "+-−=,.()’'".contains(c);
    let after = rest.as_bytes().get(len + 1);
    let word = text.get(from..open)?;
    let word = word
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
        .last()
        .and_then(|(at, _)| word.get(at..))
        .unwrap_or("");
    let word = word.rsplit(char::is_whitespace).next()?;
    // Two marks are another thing, and an address is left as it is.
    let stands = !content.is_empty()
        && content.chars().all(fits)
        && after != Some(&mark)
        && !word.ends_with(char::from(mark))
        && !word.contains(['/', '@']);
    stands.then_some(open + 1..open + 1 + len)
}

/// Whether an event is text exactly as it stands in the source.
fn is_source(source: &str, event: &Event<'_>, range: &Range<usize>) -> bool {
    matches!(event, Event::Text(text) if source.get(range.clone()) == Some(text))
}

impl<'a> Iterator for Scripts<'a> {
    type Item = Located<'a>;

    fn next(&mut self) -> Option<Located<'a>> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            let (event, range) = self.held.take().or_else(|| self.events.next())?;
            if !self.code && is_source(self.source, &event, &range) {
                self.gather(range);
            } else {
                self.pass(event, range);
            }
        }
    }
}
