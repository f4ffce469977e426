//! The Markdown that Billet reads: CommonMark with tables, strikethrough and task lists as GitHub
//! has them, footnotes, definition lists, `^superscript^`, `~subscript~`, `$math$` and
//! `# Heading {#id}`.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// One event and where it stands in the text, in bytes.
pub(crate) type Located<'a> = (Event<'a>, Range<usize>);

/// A post's Markdown. Punctuation stays as written.
pub(crate) fn events(markdown: &str) -> impl Iterator<Item = Located<'_>> {
    parser(markdown).into_offset_iter()
}

/// The same without places.
pub(crate) fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, post_options())
}

/// A reply's Markdown: without what a comment has no place for.
pub(crate) fn reply_events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(markdown, reply_options())
}

/// What a post may use beyond CommonMark.
pub(crate) fn post_options() -> Options {
    reply_options()
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH
}

fn reply_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Whether a fenced code block with that info string is an *island*: HTML or block markup that has
/// no Markdown and is kept as it is. The first word is `island`, a label may follow.
pub(crate) fn is_island(info: &str) -> bool {
    info.split_ascii_whitespace().next() == Some("island")
}
