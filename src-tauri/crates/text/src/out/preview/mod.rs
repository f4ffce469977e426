//! Renders a text that is being written: after an edit only what changed is rendered again.
//!
//! Blocks at the top level depend on each other in two ways only: a block may grow into its
//! neighbour, and definitions of links and footnotes reach over the whole text. So an edit is parsed
//! from some blocks before it up to the first block behind it that begins where it began before: from
//! there on a parser would see what it saw then. An edit near the definition of a link is rendered
//! whole, and one that changes a footnote or which footnotes are referred to.

mod edit;
mod reach;

use super::render::{Block, Held, Keys, held, held_part, named};
use crate::markdown::stumbles;
use crate::safe::PostPolicy;
use edit::Edit;
use reach::Reach;

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
    /// Whether the last block are the footnotes.
    has_notes: bool,
    /// What parts of the text refer to; `None` when an edit cannot be rendered alone.
    reach: Option<Reach>,
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
        let (blocks, noted) = held(&self.policy, markdown);
        self.has_notes = noted.are_shown;
        self.reach = Reach::of(markdown, noted).filter(|_| !stumbles(markdown));
        Part {
            from: 0,
            to: self.blocks.len(),
            blocks,
        }
    }

    /// The blocks around an edit, rendered anew; `None` if that would not do.
    fn part(&self, markdown: &str, edit: &Edit) -> Option<Part> {
        if stumbles(markdown) {
            return None;
        }
        let body = self
            .blocks
            .get(..self.blocks.len() - usize::from(self.has_notes))?;
        let touched = body.partition_point(|b| b.range.end < edit.start);
        let from = touched.saturating_sub(BEFORE);
        let (start, line) = match from {
            0 => (0, 0),
            // Code that is indented begins before its words.
            _ => body.get(from).map(|b| {
                let before = self.text.get(..b.range.start).unwrap_or("");
                (before.rfind('\n').map_or(0, |at| at + 1), b.line)
            })?,
        };
        let behind = body.partition_point(|b| b.range.start < edit.old_end);
        let mut reach = BEHIND;
        loop {
            let last = body.get(behind.saturating_add(reach));
            let end = match last {
                Some(block) => edit.moved(block.range.start)?,
                None => markdown.len(),
            };
            let new = markdown.get(start..end)?;
            let old = self.text.get(start..edit.unmoved(end)?)?;
            let mut blocks = self.fragment(old, new, body.get(..from)?)?;
            for block in &mut blocks {
                block.range = start + block.range.start..start + block.range.end;
                block.line += line;
            }
            let (to, len) = if last.is_some() {
                match (behind..behind + reach).find_map(|to| {
                    let begins = edit.moved(body.get(to)?.range.start)?;
                    let same = blocks.binary_search_by_key(&begins, |b| b.range.start);
                    same.ok().map(|at| (to, at))
                }) {
                    Some(found) => found,
                    None => {
                        reach = reach.saturating_mul(4);
                        continue;
                    }
                }
            } else {
                // A block that is left open takes in what is put behind.
                if blocks.last().is_some_and(|b| b.range.end > markdown.len()) {
                    return None;
                }
                (body.len(), blocks.len())
            };
            blocks.truncate(len);
            let referred = |blocks: &[Held]| {
                let referred = blocks.iter().flat_map(|block| &block.referred);
                referred.copied().collect::<Vec<_>>()
            };
            let as_before = referred(body.get(from..to)?) == referred(&blocks);
            return as_before.then_some(Part { from, to, blocks });
        }
    }

    /// The blocks of a part of the text that was `old`, behind some others; `None` if they may change
    /// what stands elsewhere.
    fn fragment(&self, old: &str, new: &str, before: &[Held]) -> Option<Vec<Held>> {
        let reach = self.reach.as_ref()?;
        let within = reach.within(old, new)?;
        let given = reach.given(&within, before);
        let source = within.source(new);
        let rendered = held_part(&self.policy, &source, given.clone());
        let notes = within.own(rendered.notes)?;
        if !notes.is_empty() || old.contains("]:") {
            let source = within.source(old);
            let before = held_part(&self.policy, &source, given).notes;
            if within.own(before)? != notes {
                return None;
            }
        }
        Some(rendered.blocks)
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
