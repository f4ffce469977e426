//! Content to Markdown, block by block, each block proved to mean the same or kept as it is.

mod block;
mod compare;

use std::ops::Range;

use super::chunks::{Piece, PieceKind};
use super::escape::Care;
use super::island::{normalized, push_fenced};
use super::origin::Origin;
use super::write::ListMark;
use crate::out::placed;
use crate::safe::PostPolicy;

/// Content while it is being imported, and what publishing over it needs.
pub(crate) struct Draft {
    pub markdown: String,
    pub blocks: Vec<Block>,
}

/// A top-level block.
pub(crate) struct Block {
    /// Its bytes in the content, without the white space around it.
    pub core: Range<usize>,
    /// Its place in the Markdown.
    pub place: Range<usize>,
    /// The label, if it is an island.
    pub label: Option<String>,
    /// Whether it is the list of footnotes, which is rendered at the end wherever it stands.
    pub notes: bool,
    kind: PieceKind,
    /// Empty for an island.
    markdown: String,
    /// What the source shows, as HTML; `None` where that is the source itself.
    shown: Option<String>,
    /// The list it ends with.
    list: Option<ListMark>,
}

/// A block of Markdown as it is shown.
pub(crate) struct Rendered {
    /// Its place in the Markdown; empty for the footnotes at the end.
    pub range: Range<usize>,
    pub html: String,
}

/// Renders Markdown; a block ends at the latest where the next begins (the range of a definition
/// list reaches into what follows it).
pub(crate) fn rendered(policy: &PostPolicy, markdown: &str) -> Vec<Rendered> {
    let mut blocks: Vec<Rendered> = placed(policy, markdown)
        .into_iter()
        .map(|(range, html)| Rendered { range, html })
        .collect();
    let mut next = markdown.len();
    for block in blocks.iter_mut().rev() {
        block.range.end = block.range.end.min(next).max(block.range.start);
        next = block.range.start;
    }
    blocks
}

/// How often the whole is rendered again because a block did not mean the same beside the others.
const ROUNDS: usize = 4;

/// What stands for islands among the others.
const STAND_IN: &str = "```island\n```";

impl Draft {
    pub fn of(content: &str, origin: Origin) -> Self {
        Self::with_pieces(content, origin, origin.pieces(content))
    }

    pub fn with_pieces(content: &str, origin: Origin, found: Vec<Piece>) -> Self {
        let mut draft = Self {
            markdown: String::new(),
            blocks: Vec::with_capacity(found.len()),
        };
        for piece in found {
            let after = draft.blocks.last().and_then(|block| block.list);
            let source = normalized(content.get(piece.core.clone()).unwrap_or(""));
            let mut block = Block {
                core: piece.core,
                place: 0..0,
                label: None,
                notes: false,
                kind: piece.kind,
                markdown: String::new(),
                shown: None,
                list: None,
            };
            if !block.write(&source, origin, Care::Light, after) {
                block.isolate(&source);
            }
            draft.blocks.push(block);
        }
        draft.prove(content, origin);
        draft
    }

    /// Renders the Markdown and makes sure that each block means what it meant. Islands are not
    /// rendered: they mean what they are, and are the ones that take long.
    fn prove(&mut self, content: &str, origin: Origin) {
        for round in 0..=ROUNDS {
            self.assemble(|_, _, out| out.push_str(STAND_IN), true);
            let wrong = self.wrong(content, origin);
            if wrong.is_empty() {
                break;
            }
            for (at, block) in self.blocks.iter_mut().enumerate() {
                let last = round == ROUNDS && block.label.is_none();
                if wrong.binary_search(&at).is_err() && !last {
                    continue;
                }
                let source = block.source(content);
                let better = round == 0 && block.improve(&source, origin);
                if !better {
                    block.isolate(&source);
                }
            }
        }
        let write = |block: &Block, label: &str, out: &mut String| {
            push_fenced(out, label, &block.source(content));
        };
        self.assemble(write, false);
    }

    /// Puts the Markdown of the blocks together; `island` writes that of one with its label. `once`:
    /// only the first of islands that follow each other is written, the others stand at its end.
    fn assemble(&mut self, island: impl Fn(&Block, &str, &mut String), once: bool) {
        let out = &mut self.markdown;
        out.clear();
        let mut after_island = false;
        for (number, block) in self.blocks.iter_mut().enumerate() {
            let is_island = block.label.is_some();
            if is_island && after_island && once {
                block.place = out.len()..out.len();
                continue;
            }
            after_island = is_island;
            if number > 0 {
                out.push_str("\n\n");
            } else if block.markdown == "---" {
                // At the beginning of a text it would open front matter.
                block.markdown = "***".to_owned();
            }
            let start = out.len();
            match &block.label {
                Some(label) => island(block, label, out),
                None => out.push_str(&block.markdown),
            }
            block.place = start..out.len();
        }
    }

    /// The blocks that do not mean the same, in order.
    fn wrong(&self, content: &str, origin: Origin) -> Vec<usize> {
        let rendered = rendered(&PostPolicy::default(), &self.markdown);
        let mut notes = None;
        let mut all = rendered.iter().peekable();
        let mut wrong = Vec::new();
        let mut later = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            // Whatever is rendered before this block belongs to none.
            let mut mine = None;
            let mut count = 0;
            while let Some(next) = all.next_if(|next| next.range.start < block.place.end) {
                mine = Some(next);
                count += 1;
            }
            if block.label.is_some() {
                continue;
            }
            if block.notes {
                later.push(at);
                // Rendered, they stand at the end.
                if count > 0 || at + 1 < self.blocks.len() {
                    wrong.push(at);
                }
                continue;
            }
            let same = mine.filter(|_| count == 1).is_some_and(|one| {
                one.range.start >= block.place.start
                    && one.range.end <= block.place.end + 2
                    && block.means(&one.html, &block.source(content), origin)
            });
            if !same {
                wrong.push(at);
            }
        }
        for rest in all {
            if rest.range.is_empty() {
                notes = Some(rest);
            }
        }
        for at in later {
            let same = self
                .blocks
                .get(at)
                .zip(notes)
                .is_some_and(|(block, notes)| {
                    block.means(&notes.html, &block.source(content), origin)
                });
            if !same {
                wrong.push(at);
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }
}
