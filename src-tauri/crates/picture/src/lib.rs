//! Pictures on their way to a blog: made as large as the writer wants them there, and without what a
//! camera noted of the place and the day. Pure: bytes in, bytes out; the original is never touched.

mod details;
mod size;

use std::borrow::Cow;

/// What is done to a picture on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The longest side it may have, in pixels; a larger one is made smaller. `None`: as it is.
    pub longest: Option<u32>,
    /// Where and with what it was taken, and what was noted of it, goes along.
    pub details: bool,
}

/// A picture of this media type as the blog is to have it, of the same type. The same bytes and wish
/// give the same bytes.
///
/// JPEG, PNG and WebP are looked into; a moving picture keeps its size; any other type, or one that
/// cannot be read, goes as it is.
#[must_use]
pub fn prepare<'a>(bytes: &'a [u8], mime: &str, wish: Wish) -> Cow<'a, [u8]> {
    let smaller = wish
        .longest
        .and_then(|longest| size::within(bytes, mime, longest));
    match smaller {
        // Writing it anew left the details out, and turned it as they said.
        Some(smaller) if smaller.len() < bytes.len() => Cow::Owned(smaller),
        _ if wish.details => Cow::Borrowed(bytes),
        _ => details::without(bytes, mime).map_or(Cow::Borrowed(bytes), Cow::Owned),
    }
}
