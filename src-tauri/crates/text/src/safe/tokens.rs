//! A linear scan of HTML into tags, comments and text.
//!
//! It follows the HTML tokenizer (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>)
//! closely enough to see every tag a browser would see, never goes back, and loses no words:
//! markup that never ends (`<a title="…`) is text. It decides nothing about what is safe.

use std::borrow::Cow;

use memchr::memchr;

use super::tag::{Tag, tag};

/// One piece of an HTML text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text, entities unresolved. May hold a `<` that opens nothing.
    Text(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag's name, in lower case.
    End(Cow<'a, str>),
    /// What stands between `<!--` and `-->`; empty for declarations and the like.
    Comment(&'a str),
}

/// Elements whose content is no text for readers: left out with everything in them.
pub(crate) fn is_unreadable(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"iframe" | b"noembed" | b"noframes" | b"script" | b"style"
    )
}

/// The pieces of `html`, in order.
pub(crate) fn tokens(html: &str) -> Tokens<'_> {
    Tokens {
        rest: html,
        literal: false,
    }
}

/// An iterator over [`Token`]s.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
    /// Markup that never ends was met: all that follows is text.
    literal: bool,
}

impl<'a> Tokens<'a> {
    /// How many bytes are still to be read: a token stands between two of these, counted from the
    /// end.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// Takes the first `len` bytes.
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// The length of the text before the next markup.
    fn text_len(&self) -> usize {
        let bytes = self.rest.as_bytes();
        let mut from = 0;
        while let Some(found) = self
            .rest
            .get(from..)
            .and_then(|s| memchr(b'<', s.as_bytes()))
        {
            let at = from + found;
            match bytes.get(at + 1) {
                Some(b'!' | b'?' | b'/') => return at,
                Some(c) if c.is_ascii_alphabetic() => return at,
                _ => from = at + 1,
            }
        }
        bytes.len()
    }

    /// Leaves out the content of an unreadable element and its end tag.
    fn skip_unreadable(&mut self, name: &str) {
        let mut from = 0;
        while let Some(found) = self.rest.get(from..).and_then(|s| s.find("</")) {
            let after = from + found + 2;
            let end = after + name.len();
            let same = self
                .rest
                .get(after..end)
                .is_some_and(|n| n.eq_ignore_ascii_case(name));
            let ends = matches!(
                self.rest.as_bytes().get(end),
                Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
            );
            if same && ends {
                let rest = self.rest.get(end..);
                let close = rest.and_then(|s| memchr(b'>', s.as_bytes()));
                self.take(close.map_or(self.rest.len(), |i| end + i + 1));
                return;
            }
            from = after;
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let text = if self.literal {
            self.rest.len()
        } else {
            self.text_len()
        };
        if text > 0 {
            return Some(Token::Text(self.take(text)));
        }
        let Some((token, len)) = markup(self.rest) else {
            self.literal = true;
            return Some(Token::Text(self.take(self.rest.len())));
        };
        self.take(len);
        if let Token::Start(tag) = &token
            && is_unreadable(&tag.name)
        {
            self.skip_unreadable(&tag.name);
        }
        Some(token)
    }
}

/// The markup that `html` begins with and its length; `None` if it never ends.
fn markup(html: &str) -> Option<(Token<'_>, usize)> {
    if let Some(rest) = html.strip_prefix("<!--") {
        return comment(rest).map(|(text, len)| (Token::Comment(text), 4 + len));
    }
    let mut after = html.bytes().skip(1);
    match (after.next(), after.next()) {
        (Some(b'/'), Some(c)) if c.is_ascii_alphabetic() => {
            tag(html, 2).map(|(tag, len)| (Token::End(tag.name), len))
        }
        (Some(b'/' | b'!' | b'?'), _) => {
            memchr(b'>', html.as_bytes()).map(|i| (Token::Comment(""), i + 1))
        }
        _ => tag(html, 1).map(|(tag, len)| (Token::Start(tag), len)),
    }
}

/// The text of a comment whose `<!--` was read, and the length up to the end of `-->`.
fn comment(rest: &str) -> Option<(&str, usize)> {
    if rest.starts_with('>') {
        return Some(("", 1));
    }
    if rest.starts_with("->") {
        return Some(("", 2));
    }
    // One look at each `--`, not one search per kind of end: those would be quadratic together.
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|s| s.find("--")) {
        let at = from + found;
        let text = rest.get(..at)?;
        let tail = rest.get(at + 2..)?;
        if tail.starts_with('>') {
            return Some((text, at + 3));
        }
        if tail.starts_with("!>") {
            return Some((text, at + 4));
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> String {
        tokens(html)
            .filter_map(|t| {
                if let Token::Text(text) = t {
                    Some(text)
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn tags_comments_and_text_are_told_apart() {
        assert_eq!(
            texts("a<b>c</b><!--d-->e<?f?>g</>h<!---->i<!-->j<!--k--!>l"),
            "aceghijl"
        );
        assert_eq!(texts("1 < 2 <3 and a<"), "1 < 2 <3 and a<");
        assert_eq!(texts("a<script>if (b < c) '</b>'</SCRIPT >d<style>e"), "ad");
    }

    #[test]
    fn attributes_are_read_in_all_three_ways_of_quoting() {
        let html = r#"<A HREF=x/y title='a > b' class="c" disabled data-é=1>"#;
        let Some(Token::Start(tag)) = tokens(html).next() else {
            panic!("no tag")
        };
        assert_eq!(tag.name, "a");
        assert_eq!(tag.attribute("href"), Some("x/y"));
        assert_eq!(tag.attribute("title"), Some("a > b"));
        assert_eq!(tag.attribute("class"), Some("c"));
        assert_eq!(tag.attribute("disabled"), Some(""));
        assert_eq!(tag.attribute("data-é"), Some("1"));
        assert_eq!(tag.source, html);
    }

    #[test]
    fn markup_that_never_ends_is_text() {
        for html in [
            "<a title=\"b <i>c</i>",
            "<!-- b <i>c</i>",
            "<a b",
            "</a",
            "<é",
            "<a é",
        ] {
            assert_eq!(texts(html), html);
        }
    }
}
