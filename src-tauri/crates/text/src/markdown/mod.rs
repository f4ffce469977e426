//! The Markdown that Billet reads: CommonMark with tables, strikethrough and task lists as GitHub
//! has them, footnotes, definition lists, `^superscript^`, `~subscript~`, `$math$` and
//! `# Heading {#id}`.

mod definitions;
mod scripts;

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser};

pub(crate) use definitions::with_unused_as_text;
use scripts::Scripts;

/// One event and where it stands in the text, in bytes.
pub(crate) type Located<'a> = (Event<'a>, Range<usize>);

/// A post's Markdown. Punctuation stays as written.
pub(crate) fn events(markdown: &str) -> Events<'_> {
    let events = parser(markdown).into_offset_iter();
    if scripts::may_hold(markdown) {
        Events::Scripts(Box::new(Scripts::new(markdown, events)))
    } else {
        Events::Plain(events)
    }
}

/// The events of a post.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of these at a time, and the large one is the usual one"
)]
pub(crate) enum Events<'a> {
    /// As the parser gives them.
    Plain(OffsetIter<'a>),
    /// With superscript and subscript in words.
    Scripts(Box<Scripts<'a>>),
}

impl<'a> Iterator for Events<'a> {
    type Item = Located<'a>;

    fn next(&mut self) -> Option<Located<'a>> {
        match self {
            Self::Plain(events) => events.next(),
            Self::Scripts(events) => events.next(),
        }
    }
}

/// The events without their places, which take a third of the time to find; `None` if only
/// [`events`] gives them.
pub(crate) fn unplaced(markdown: &str) -> Option<impl Iterator<Item = Event<'_>>> {
    (!scripts::may_hold(markdown)).then(|| parser(markdown))
}

/// The parser alone.
pub(crate) fn parser(markdown: &str) -> Parser<'_> {
    let mut options = post_options();
    if stumbles(markdown) {
        options.remove(Options::ENABLE_HEADING_ATTRIBUTES);
    }
    Parser::new_ext(markdown, options)
}

/// Whether a text may make the parser panic while it looks for a heading's attributes: pulldown-cmark
/// 0.13.6 looks behind the text when a task's is only a backslash and the next line makes it a
/// heading (`- [x] \⏎  --`). Such a text's headings are read without attributes, all of them: so no
/// part of it may be rendered alone.
pub(crate) fn stumbles(markdown: &str) -> bool {
    memchr::memchr_iter(b'\\', markdown.as_bytes()).any(|at| {
        let (before, after) = markdown.split_at_checked(at).unwrap_or((markdown, ""));
        let task = before.trim_end_matches([' ', '\t']);
        ["[ ]", "[x]", "[X]"]
            .iter()
            .any(|mark| task.ends_with(mark))
            && after.get(1..).is_some_and(underlines)
    })
}

/// Whether a text that begins with the end of a line makes a heading of that line.
fn underlines(text: &str) -> bool {
    let next = match text.strip_prefix('\r') {
        Some(rest) => rest.strip_prefix('\n').or(Some(rest)),
        None => text.strip_prefix('\n'),
    };
    let line = next.and_then(|rest| rest.split(['\n', '\r']).next());
    line.is_some_and(|line| {
        // Behind what a quote's lines begin with.
        let rule = line.trim_matches(|c: char| c.is_ascii_whitespace() || c == '>');
        rule.starts_with(['-', '=']) && rule.bytes().all(|b| matches!(b, b'-' | b'='))
    })
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

/// Where a piece of a text stands in it, in bytes; `None` if it is no piece of it.
pub(crate) fn place(text: &str, piece: &str) -> Option<usize> {
    let at = (piece.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    let end = at.wrapping_add(piece.len());
    (at <= text.len() && end <= text.len()).then_some(at)
}

/// Whether a fenced code block with that info string is an *island*: HTML or block markup that has
/// no Markdown and is kept as it is. The first word is `island`, a label may follow.
pub(crate) fn is_island(info: &str) -> bool {
    info.split_ascii_whitespace().next() == Some("island")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Tag};

    use super::events;

    #[test]
    fn a_task_that_is_only_a_backslash_does_not_stop_the_parser() {
        for text in [
            "- [x] \\\n  --",
            "> 1. [ ] \t\\\r\n>    ==",
            "- [X] \\\n\t- ",
        ] {
            assert!(events(text).count() > 0, "{text:?}");
        }
    }

    #[test]
    fn other_texts_keep_the_attributes_of_their_headings() {
        for rest in [
            "[x] y\\\nz",
            "[Un lien](/a) [b]\\\n--",
            "[1]\\\nsuite",
            "- [x]\\\n  mot",
            "- [ ] \\\n  - mot",
        ] {
            let text = ["# a {#b}\n\n", rest].concat();
            let (first, _) = events(&text).next().unwrap();
            assert!(
                matches!(first, Event::Start(Tag::Heading { id: Some(_), .. })),
                "{text}"
            );
        }
    }
}
