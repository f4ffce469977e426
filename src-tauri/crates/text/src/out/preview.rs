//! Renders a text that is being written: after an edit only what changed is rendered again.
//!
//! Blocks at the top level depend on each other in two ways only: a block may grow into its
//! neighbour, and references and footnotes reach over the whole text. So an edit is parsed from some
//! blocks before it up to the first block behind it that begins where it began before: from there
//! on a parser would see what it saw then. A text with footnotes, and an edit that touches
//! reference definitions, are rendered whole.

use std::ops::Range;

use super::render::{Block, Held, Keys, held, named};
use crate::markdown::parser;
use crate::safe::PostPolicy;

/// How many blocks before an edit are parsed again: a definition list may take the paragraph before
/// it, and then the list before that.
const BEFORE: usize = 3;

/// How many blocks behind an edit are parsed with it at first, to find where nothing changed.
const BEHIND: usize = 2;

/// A text and its rendering, kept up to date.
#[derive(Debug, Default)]
pub struct Preview {
    policy: PostPolicy,
    text: String,
    blocks: Vec<Held>,
    /// The reference definitions of the text, one a line; `None` when an edit cannot be rendered
    /// alone.
    references: Option<String>,
}

/// What an edit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// The index of the first block that changed.
    pub at: usize,
    /// How many of the old blocks from there on are gone.
    pub removed: usize,
    /// What stands in their place.
    pub inserted: Vec<Block>,
    /// How many lines the blocks behind moved down (up, if negative).
    pub moved: isize,
}

impl Preview {
    /// The rendering of no text, under a policy.
    #[must_use]
    pub fn new(policy: PostPolicy) -> Self {
        Self {
            policy,
            ..Self::default()
        }
    }

    /// Renders a new state of the text. The blocks after it are those of [`crate::render`].
    pub fn update(&mut self, markdown: &str) -> Patch {
        let edit = Edit::between(&self.text, markdown);
        let part = self
            .part(markdown, &edit)
            .unwrap_or_else(|| self.whole(markdown));
        let patch = self.exchange(part, &edit);
        markdown.clone_into(&mut self.text);
        patch
    }

    /// The blocks as they stand.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        named(&self.blocks)
    }

    /// Everything, rendered anew.
    fn whole(&mut self, markdown: &str) -> Part {
        self.references = references(markdown);
        Part {
            from: 0,
            to: self.blocks.len(),
            blocks: held(&self.policy, markdown, 0, 0),
        }
    }

    /// The blocks around an edit, rendered anew; `None` if that would not do.
    fn part(&self, markdown: &str, edit: &Edit) -> Option<Part> {
        let references = self.references.as_deref()?;
        let touched = self.blocks.partition_point(|b| b.range.end < edit.start);
        let from = touched.saturating_sub(BEFORE);
        let (start, line) = match from {
            0 => (0, 0),
            // Code that is indented begins before its words.
            _ => self.blocks.get(from).map(|b| {
                let before = self.text.get(..b.range.start).unwrap_or("");
                (before.rfind('\n').map_or(0, |at| at + 1), b.line)
            })?,
        };
        let behind = self
            .blocks
            .partition_point(|b| b.range.start < edit.old_end);
        let mut reach = BEHIND;
        loop {
            let last = self.blocks.get(behind.saturating_add(reach));
            let end = match last {
                Some(block) => edit.moved(block.range.start)?,
                None => markdown.len(),
            };
            let fragment = markdown.get(start..end)?;
            let old = self.text.get(start..edit.unmoved(end)?)?;
            if holds_references(fragment) || holds_references(old) {
                return None;
            }
            let source = match references {
                "" => fragment.to_owned(),
                _ => [fragment, "\n\n", references].concat(),
            };
            let mut blocks = held(&self.policy, &source, start, line);
            let Some(_) = last else {
                // An unclosed block would have taken the references in.
                let fits = blocks.last().is_none_or(|b| b.range.end <= markdown.len());
                return fits.then_some(Part {
                    from,
                    to: self.blocks.len(),
                    blocks,
                });
            };
            for to in behind..behind + reach {
                let begins = edit.moved(self.blocks.get(to)?.range.start)?;
                if let Ok(at) = blocks.binary_search_by_key(&begins, |b| b.range.start) {
                    blocks.truncate(at);
                    return Some(Part { from, to, blocks });
                }
            }
            reach = reach.saturating_mul(4);
        }
    }

    /// Puts rendered blocks in the place of the old ones, and says what really changed.
    fn exchange(&mut self, part: Part, edit: &Edit) -> Patch {
        let lines = edit.lines;
        let (to, mut blocks) = (part.to, part.blocks);
        if let Some(rest) = self.blocks.get_mut(to..) {
            for block in rest {
                block.range = edit.shift(&block.range);
                block.line = block.line.saturating_add_signed(lines);
            }
        }
        // What was rendered again and is as it was.
        let old = self.blocks.get(part.from..to).unwrap_or(&[]);
        let behind = old
            .iter()
            .rev()
            .zip(blocks.iter().rev())
            .take_while(|(old, new)| {
                old.html == new.html
                    && edit.shift(&old.range) == new.range
                    && old.range.start >= edit.old_end
            })
            .count();
        let before = old
            .iter()
            .zip(&blocks)
            .take(old.len().min(blocks.len()) - behind)
            .take_while(|(old, new)| old.html == new.html && old.line == new.line)
            .count();
        // Where those begin and end may have changed, their HTML has not.
        let tail = blocks.split_off(blocks.len() - behind);
        let inserted = blocks.split_off(before);
        let from = part.from + before;
        for (block, anew) in self.blocks.iter_mut().skip(part.from).zip(blocks) {
            *block = anew;
        }
        for (block, anew) in self.blocks.iter_mut().skip(to - behind).zip(tail) {
            *block = anew;
        }
        let removed = to - behind - from;
        let changed = from..from + inserted.len();
        self.blocks.splice(from..from + removed, inserted);
        let mut keys = Keys::default();
        let inserted = self
            .blocks
            .iter()
            .take(changed.end)
            .enumerate()
            .filter_map(|(at, block)| {
                let key = keys.of(block);
                changed.contains(&at).then(|| block.named(key))
            })
            .collect();
        Patch {
            at: from,
            removed,
            inserted,
            moved: lines,
        }
    }
}

/// Blocks that take the place of some.
struct Part {
    from: usize,
    to: usize,
    blocks: Vec<Held>,
}

/// Where two texts differ: between what they have in common at both ends.
#[derive(Debug)]
struct Edit {
    start: usize,
    old_end: usize,
    new_end: usize,
    /// How many lines the rest moves down.
    lines: isize,
}

impl Edit {
    fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let start = common(old.chunks(CHUNK), new.chunks(CHUNK), |a, b| {
            a.iter().zip(b).take_while(|(a, b)| a == b).count()
        });
        let rest = |text: &[u8]| text.get(start..).map_or(0, <[u8]>::len);
        let room = rest(old).min(rest(new));
        let end = common(old.rchunks(CHUNK), new.rchunks(CHUNK), |a, b| {
            let pairs = a.iter().rev().zip(b.iter().rev());
            pairs.take_while(|(a, b)| a == b).count()
        })
        .min(room);
        let (old_end, new_end) = (old.len() - end, new.len() - end);
        let lines = |text: &[u8], end: usize| {
            let changed = text.get(start..end).unwrap_or(&[]);
            isize::try_from(changed.iter().filter(|&&b| b == b'\n').count()).unwrap_or(0)
        };
        Self {
            start,
            old_end,
            new_end,
            lines: lines(new, new_end) - lines(old, old_end),
        }
    }

    /// Where a place behind the edit is now.
    fn moved(&self, old: usize) -> Option<usize> {
        Some(old.checked_sub(self.old_end)? + self.new_end)
    }

    /// Where a place behind the edit was.
    fn unmoved(&self, new: usize) -> Option<usize> {
        Some(new.checked_sub(self.new_end)? + self.old_end)
    }

    fn shift(&self, range: &Range<usize>) -> Range<usize> {
        match (self.moved(range.start), self.moved(range.end)) {
            (Some(start), Some(end)) => start..end,
            _ => range.clone(),
        }
    }
}

/// As many bytes are compared at once.
const CHUNK: usize = 64;

/// How many bytes two texts have in common, chunk by chunk; `within` counts them in a chunk.
fn common<'a>(
    old: impl Iterator<Item = &'a [u8]>,
    new: impl Iterator<Item = &'a [u8]>,
    within: impl Fn(&[u8], &[u8]) -> usize,
) -> usize {
    let mut len = 0;
    for (a, b) in old.zip(new) {
        if a != b {
            return len + within(a, b);
        }
        len += a.len();
    }
    len
}

/// Whether a text may hold what reaches over blocks: a definition or a footnote.
fn holds_references(markdown: &str) -> bool {
    markdown.contains("]:") || markdown.contains("[^")
}

/// The reference definitions of a text; `None` if they cannot be given to a part of it.
fn references(markdown: &str) -> Option<String> {
    if !markdown.contains("]:") && !markdown.contains("[^") {
        return Some(String::new());
    }
    if markdown.contains("[^") {
        return None;
    }
    let parser = parser(markdown);
    let mut spans: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    spans.sort_by_key(|span| span.start);
    let mut lines = String::new();
    for span in spans {
        let line = markdown.get(span)?.trim_end();
        if line.contains(['\n', '\r']) {
            return None;
        }
        lines.extend([line, "\n"]);
    }
    Some(lines)
}
