//! Sees to it that a corrected text has the structure it had.

use std::ops::Range;

use pulldown_cmark::Event;

use super::edits::{Edit, apply};
use crate::markdown::events;

/// The edits without those of blocks whose Markdown would be read otherwise.
///
/// The rules know of no such case in prose. But whether `_` or `$` are marks depends on what stands
/// beside them, in more ways than a rule can see.
pub(super) fn keep_structure(markdown: &str, edits: Vec<Edit>) -> Vec<Edit> {
    if edits.is_empty() {
        return edits;
    }
    let corrected = apply(markdown, &edits);
    let mut after = Blocks(events(&corrected));
    let mut broken: Vec<Range<usize>> = Vec::new();
    for (shape, range) in Blocks(events(markdown)) {
        match after.next() {
            Some((other, _)) if other == shape => {}
            Some(_) => broken.push(range),
            None => return Vec::new(),
        }
    }
    if after.next().is_some() {
        return Vec::new();
    }
    let mut broken = broken.into_iter().peekable();
    let mut kept = edits;
    kept.retain(|edit| {
        while broken.next_if(|b| b.end < edit.range.start).is_some() {}
        broken.peek().is_none_or(|b| edit.range.end < b.start)
    });
    kept
}

/// What each top-level block is made of, text left out, and where it stands.
struct Blocks<I>(I);

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Iterator for Blocks<I> {
    type Item = (Vec<Event<'a>>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut shape = Vec::new();
        let mut whole: Option<Range<usize>> = None;
        let mut depth = 0_usize;
        for (event, range) in self.0.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            whole.get_or_insert(range);
            if !matches!(event, Event::Text(_)) {
                shape.push(event);
            }
            if depth == 0 {
                break;
            }
        }
        whole.map(|range| (shape, range))
    }
}
