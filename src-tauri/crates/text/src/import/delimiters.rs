//! The comments with which WordPress' editor marks its blocks: `<!-- wp:name {"json":1} -->`, read
//! as `wp-includes/class-wp-block-parser.php` reads them.

use std::ops::Range;

use super::chunks::{Piece, PieceKind, pieces};

/// One delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delimiter<'a> {
    /// The block's name, `core/` left out.
    pub name: &'a str,
    /// Its attributes as JSON; empty for none.
    pub attributes: &'a str,
    /// What it does.
    pub role: Role,
}

/// What a delimiter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Opens,
    Closes,
    /// A block without content.
    Empty,
}

/// Whether content is block markup, by WordPress' own test (`has_blocks`).
pub(crate) fn has_blocks(content: &str) -> bool {
    content.contains("<!-- wp:")
}

/// The delimiter that a comment is, given what stands between `<!--` and `-->`.
pub(crate) fn delimiter(comment: &str) -> Option<Delimiter<'_>> {
    if !comment.starts_with(is_white) {
        return None;
    }
    let text = comment.trim_matches(is_white);
    let (closes, text) = match text.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let text = text.strip_prefix("wp:")?;
    let (empty, text) = match text.strip_suffix('/') {
        Some(rest) => (true, rest.trim_end_matches(is_white)),
        None => (false, text),
    };
    let (name, attributes) = text.split_once(is_white).unwrap_or((text, ""));
    let attributes = attributes.trim_matches(is_white);
    let named =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'/');
    let object =
        attributes.is_empty() || (attributes.starts_with('{') && attributes.ends_with('}'));
    if name.is_empty() || !name.bytes().all(named) || !object {
        return None;
    }
    let role = match (closes, empty) {
        (true, _) => Role::Closes,
        (false, true) => Role::Empty,
        (false, false) => Role::Opens,
    };
    Some(Delimiter {
        name: name.strip_prefix("core/").unwrap_or(name),
        attributes,
        role,
    })
}

fn is_white(c: char) -> bool {
    c.is_ascii_whitespace()
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
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + content.get(from..)?.find("<!--")?;
            let inner = start + 4;
            let len = content.get(inner..)?.find("-->")?;
            let comment = content.get(inner..inner + len)?;
            let end = inner + len + 3;
            match delimiter(comment) {
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
