//! The Markdown that Billet reads: CommonMark with tables, footnotes, strikethrough and task lists.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// One event and where it stands in the text, in bytes.
pub(crate) type Located<'a> = (Event<'a>, Range<usize>);

/// A post's Markdown. Punctuation stays as written.
pub(crate) fn events(markdown: &str) -> impl Iterator<Item = Located<'_>> {
    Parser::new_ext(markdown, reply_options() | Options::ENABLE_FOOTNOTES).into_offset_iter()
}

/// A reply's Markdown: without footnotes, which a comment has no place for.
pub(crate) fn reply_events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(markdown, reply_options())
}

fn reply_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}
