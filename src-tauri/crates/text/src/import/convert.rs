//! Content to Markdown, block by block, each block proved to mean the same or kept as it is.

use std::borrow::Cow;
use std::ops::Range;

use super::autop::autop;
use super::chunks::{Piece, PieceKind};
use super::escape::Care;
use super::island::{label, normalized, push_fenced};
use super::meaning::meaning;
use super::origin::Origin;
use super::tree::{Item, regular};
use super::unwrap::unwrapped;
use super::write::{ListMark, markdown};
use crate::blocks::post_blocks;
use crate::out::placed;
use crate::safe::{PostPolicy, Token, is_unreadable, tokens};

/// Content as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The Markdown: blocks with a blank line between them, without a line break at the end.
    pub markdown: String,
    /// Its blocks in order. Their `source` ranges one after the other are the whole content.
    pub chunks: Vec<Chunk>,
}

/// One top-level block of imported content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Where it stands in the Markdown, in bytes.
    pub markdown: Range<usize>,
    /// Where it stands in the content, in bytes, with the white space after it (the first: and
    /// before it).
    pub source: Range<usize>,
    /// What it holds, in a word ("gallery", "shortcode"…), if it stays as it is: an island.
    pub island: Option<String>,
}

/// Content that a blog holds as Markdown, its markup recognised by [`Origin::of`].
///
/// Whatever the content: [`crate::publish_over`] gives it back byte for byte.
pub fn import(content: &str) -> Imported {
    let (origin, pieces) = Origin::with_pieces(content);
    imported(content, Draft::with_pieces(content, origin, pieces))
}

/// The same for a caller who knows how the content is marked up.
pub fn import_as(content: &str, origin: Origin) -> Imported {
    imported(content, Draft::of(content, origin))
}

fn imported(content: &str, draft: Draft) -> Imported {
    let mut chunks: Vec<Chunk> = Vec::with_capacity(draft.blocks.len());
    for block in draft.blocks {
        // The gap before a block belongs to the one before it.
        let start = match chunks.last_mut() {
            Some(before) => {
                before.source.end = block.core.start;
                block.core.start
            }
            None => 0,
        };
        chunks.push(Chunk {
            markdown: block.place,
            source: start..content.len(),
            island: block.label,
        });
    }
    if chunks.is_empty() && !content.is_empty() {
        chunks.push(Chunk {
            markdown: 0..0,
            source: 0..content.len(),
            island: None,
        });
    }
    Imported {
        markdown: draft.markdown,
        chunks,
    }
}

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

    fn with_pieces(content: &str, origin: Origin, found: Vec<Piece>) -> Self {
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

impl Block {
    /// What the content says of it, with `\n` line ends.
    fn source<'c>(&self, content: &'c str) -> Cow<'c, str> {
        normalized(content.get(self.core.clone()).unwrap_or(""))
    }

    /// Writes the block as Markdown; `false` if it has none.
    fn write(&mut self, source: &str, origin: Origin, care: Care, after: Option<ListMark>) -> bool {
        let Some(written) = written(source, &self.kind, origin, care, after) else {
            return false;
        };
        self.markdown = written.markdown;
        self.shown = written.shown;
        self.list = written.list;
        self.notes = written.notes;
        true
    }

    /// Keeps the block as it is.
    fn isolate(&mut self, source: &str) {
        self.markdown = String::new();
        self.label = Some(label(&self.kind, source));
        self.list = None;
        self.notes = false;
    }

    /// Tries to write the block with more care, so that alone it means the same.
    fn improve(&mut self, source: &str, origin: Origin) -> bool {
        if self.notes {
            return false;
        }
        Care::ALL.into_iter().skip(1).any(|care| {
            self.write(source, origin, care, None)
                && match rendered(&PostPolicy::default(), &self.markdown).as_slice() {
                    [one] => self.means(&one.html, source, origin),
                    _ => false,
                }
        })
    }

    /// Whether HTML means, where it will stand, what the block means.
    fn means(&self, html: &str, source: &str, origin: Origin) -> bool {
        let html = html.trim_ascii_end();
        let classic = origin == Origin::Classic && self.kind != PieceKind::Break;
        let written = match classic.then(|| autop(html)) {
            Some(Some(shown)) => Cow::Owned(shown),
            Some(None) => return false,
            None => Cow::Borrowed(html),
        };
        let shown = self.shown.as_deref().unwrap_or(source);
        // Most blocks are written as they were: their trees need not be compared.
        written.trim_ascii_end() == shown.trim_ascii_end()
            || differs_in_lines_only(written.trim_ascii_end(), shown.trim_ascii_end())
            || same(&written, shown, &self.kind).unwrap_or(false)
    }
}

/// Whether two pieces of HTML are the same but for the lines that begin after a `<br />`. Where they
/// could be and still mean other things, it is not said.
fn differs_in_lines_only(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (tokens(one), tokens(other));
    let mut after_break = false;
    loop {
        let before = std::mem::take(&mut after_break);
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(Token::Text(one)), Some(Token::Text(other))) => {
                let words = |text| {
                    if before {
                        str::trim_start_matches(text, '\n')
                    } else {
                        text
                    }
                };
                if words(one) != words(other) {
                    return false;
                }
            }
            (Some(Token::Start(one)), Some(Token::Start(other))) => {
                if one.source != other.source || one.name == "pre" || is_unreadable(&one.name) {
                    return false;
                }
                after_break = one.name == "br";
            }
            (Some(Token::End(one)), Some(Token::End(other))) if one == other => {}
            _ => return false,
        }
    }
}

/// Whether rendered HTML and the HTML of a piece mean the same; `None` if either is irregular.
fn same(written: &str, shown: &str, kind: &PieceKind) -> Option<bool> {
    let written = regular(written)?;
    let mut shown = regular(shown)?;
    if let PieceKind::Block(_) = kind {
        shown = unwrapped(shown)?;
    }
    Some(meaning(&written) == meaning(&shown))
}

struct Written {
    markdown: String,
    shown: Option<String>,
    list: Option<ListMark>,
    notes: bool,
}

fn written(
    source: &str,
    kind: &PieceKind,
    origin: Origin,
    care: Care,
    after: Option<ListMark>,
) -> Option<Written> {
    let html = match kind {
        PieceKind::Shortcode(_) | PieceKind::Card => return None,
        PieceKind::Html if origin == Origin::Classic => Cow::Owned(autop(source)?),
        _ => Cow::Borrowed(source),
    };
    let mut items = regular(&html)?;
    if let PieceKind::Block(_) = kind {
        items = unwrapped(items)?;
    }
    let notes = first_element(&items).is_some_and(|(name, classes)| {
        name == "section"
            && classes
                .split_ascii_whitespace()
                .any(|class| class == "footnotes")
    });
    let (markdown, list) = markdown(&items, care, after)?;
    drop(items);
    // Raw HTML is what somebody meant to be raw, unless Billet would write that Markdown so.
    if *kind == PieceKind::Block("html".to_owned())
        && !post_blocks(&markdown).starts_with("<!-- wp:html -->")
    {
        return None;
    }
    Some(Written {
        markdown,
        shown: match html {
            Cow::Owned(shown) => Some(shown),
            Cow::Borrowed(_) => None,
        },
        list,
        notes,
    })
}

fn first_element<'i>(items: &'i [Item<'_>]) -> Option<(&'i str, &'i str)> {
    items.iter().find_map(|item| match item {
        Item::Open(element) => Some((
            element.name.as_ref(),
            element.attribute("class").unwrap_or(""),
        )),
        _ => None,
    })
}
