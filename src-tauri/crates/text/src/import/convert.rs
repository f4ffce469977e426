//! Content as Markdown, for a writer to edit.

use std::ops::Range;

use super::draft::Draft;
use super::origin::Origin;

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
