//! Cuts block markup into its top-level blocks, as `wp-includes/class-wp-block-parser.php` does.

use std::ops::Range;

use super::chunks::{Piece, PieceKind, pieces};
use crate::delimiter::{Delimiter, Role, delimiter};

/// Whether content is block markup, by WordPress' own test (`has_blocks`).
pub(crate) fn has_blocks(content: &str) -> bool {
    content.contains("<!-- wp:")
}

/// The top-level blocks of block markup, and the pieces of the HTML between them.
pub(crate) fn block_pieces(content: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut depth = 0_usize;
    // The open top-level block.
    let mut open: Option<(usize, &str)> = None;
    for (range, delimiter) in delimiters(content) {
        match (delimiter.role, open) {
            (Role::Opens, None) => {
                between(content, from..range.start, &mut found);
                open = Some((range.start, delimiter.name));
                depth = 1;
            }
            (Role::Empty, None) => {
                between(content, from..range.start, &mut found);
                found.push(block(range.clone(), delimiter.name));
                from = range.end;
            }
            (Role::Opens, Some(_)) => depth += 1,
            (Role::Closes, Some((start, name))) => {
                depth -= 1;
                if depth == 0 {
                    found.push(block(start..range.end, name));
                    from = range.end;
                    open = None;
                }
            }
            (Role::Empty, Some(_)) | (Role::Closes, None) => {}
        }
    }
    match open {
        // WordPress ends what is never closed at the end of the post.
        Some((start, name)) => {
            let len = content.get(start..).unwrap_or("").trim_ascii_end().len();
            found.push(block(start..start + len, name));
        }
        None => between(content, from..content.len(), &mut found),
    }
    found
}

fn block(core: Range<usize>, name: &str) -> Piece {
    Piece {
        core,
        kind: PieceKind::Block(name.to_owned()),
    }
}

fn between(content: &str, range: Range<usize>, found: &mut Vec<Piece>) {
    let start = range.start;
    let html = content.get(range).unwrap_or("");
    if html.trim_ascii().is_empty() {
        return;
    }
    found.extend(pieces(html, false).into_iter().map(|piece| Piece {
        core: start + piece.core.start..start + piece.core.end,
        ..piece
    }));
}

/// All delimiters with their places, in order.
fn delimiters(content: &str) -> impl Iterator<Item = (Range<usize>, Delimiter<'_>)> {
    let (mut from, mut close) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let start = from + content.get(from..)?.find("<!--")?;
            let inner = start + 4;
            if close < inner {
                close = inner + content.get(inner..)?.find("-->")?;
            }
            let end = close + 3;
            match delimiter(content.get(inner..close)?) {
                Some(delimiter) => {
                    from = end;
                    return Some((start..end, delimiter));
                }
                // A comment may hold what looks like the beginning of one.
                None => from = inner,
            }
        }
    })
}
