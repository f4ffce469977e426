//! Texts and values, written so that they take html5ever no longer than they have to.

/// Text is divided by empty comments about this often, in bytes: html5ever's serializer takes time
/// quadratic in a single text's `&`s and Latin-1 signs such as `«`. [`crate::safe::sanitize`] takes them out
/// again.
pub(super) const TEXT_PIECE: usize = 1024;

/// Writes text (`special` is `<`) or a quoted value (`"`) that may hold entities already.
pub(super) fn escape(out: &mut String, text: &str, special: char) {
    let entity = if special == '<' { "&lt;" } else { "&quot;" };
    for (at, part) in text.split(special).enumerate() {
        if at > 0 {
            out.push_str(entity);
        }
        out.push_str(part);
    }
}

/// Text up to the first place after `room` bytes that is not inside an entity, and what follows.
pub(super) fn divided(text: &str, room: usize) -> Option<(&str, &str)> {
    let tail = text.as_bytes().get(room..)?;
    let part_of_entity = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b';');
    // At a character's first byte.
    let at = tail
        .iter()
        .position(|b| !part_of_entity(b) && (b.is_ascii() || *b >= 0xc0))?;
    text.split_at_checked(room + at)
}

/// Whether a value would take the serializer too long, which no real description or address does:
/// see [`TEXT_PIECE`].
pub(crate) fn is_too_dense(value: &str) -> bool {
    let special = value
        .bytes()
        .filter(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | 0xc2))
        .count();
    special.saturating_mul(value.len()) > TEXT_PIECE * TEXT_PIECE
}
