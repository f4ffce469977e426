//! How content is marked up, and its top-level pieces.

use super::chunks::{Piece, PieceKind, pieces};
use super::delimiters::{block_pieces, has_blocks};
use super::elements::is_inline;
use crate::safe::{Token, tokens};

/// How the content of a post is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// HTML of WordPress' classic editor: a blank line begins a paragraph, a line break is one.
    Classic,
    /// Block markup of WordPress' editor: `<!-- wp:… -->`.
    Blocks,
    /// Complete HTML: Ghost, Micropub, MetaWeblog, and what Billet writes.
    Html,
}

impl Origin {
    /// Recognises how content is marked up: block markup by `<!-- wp:`, WordPress' own test; else
    /// classic if any text stands outside of all block elements and no Ghost card does; else HTML.
    ///
    /// What has all its text in block elements means nearly the same either way: only line breaks
    /// inside them would differ.
    pub fn of(content: &str) -> Self {
        Self::with_pieces(content).0
    }

    /// The same, with the pieces of the content.
    pub(super) fn with_pieces(content: &str) -> (Self, Vec<Piece>) {
        if has_blocks(content) {
            return (Self::Blocks, block_pieces(content));
        }
        let found = pieces(content, true);
        if !found.iter().any(|piece| piece.kind == PieceKind::Card)
            && found.iter().any(|piece| is_bare(piece, content))
        {
            return (Self::Classic, found);
        }
        // Where all are blocks there are no blank lines to cut at.
        let found = if found.iter().all(|piece| is_block(piece, content)) {
            found
        } else {
            pieces(content, false)
        };
        (Self::Html, found)
    }

    pub(super) fn pieces(self, content: &str) -> Vec<Piece> {
        match self {
            Self::Blocks => block_pieces(content),
            Self::Classic => pieces(content, true),
            Self::Html => pieces(content, false),
        }
    }
}

/// Whether a piece is text that stands in no block element.
fn is_bare(piece: &Piece, content: &str) -> bool {
    let source = content.get(piece.core.clone()).unwrap_or("");
    match (&piece.kind, tokens(source).next()) {
        (PieceKind::Html | PieceKind::Shortcode(_), Some(Token::Text(_))) => true,
        (PieceKind::Html | PieceKind::Shortcode(_), Some(Token::Start(tag))) => {
            is_inline(&tag.name)
        }
        _ => false,
    }
}

/// Whether a piece begins with a block element.
fn is_block(piece: &Piece, content: &str) -> bool {
    let source = content.get(piece.core.clone()).unwrap_or("");
    matches!(tokens(source).next(), Some(Token::Start(tag)) if !is_inline(&tag.name))
}
