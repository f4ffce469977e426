//! Cuts content into its top-level blocks, without reading more than tags.

use std::borrow::Cow;
use std::ops::Range;

use super::elements::{closes_paragraph, is_inline};
use super::shortcodes::{Shortcode, shortcodes};
use super::write::is_break;
use crate::safe::{Token, is_unreadable, is_void, tokens};

/// One top-level piece of content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its own bytes, white space around it not included.
    pub core: Range<usize>,
    /// What it is, as far as its beginning tells.
    pub kind: PieceKind,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// HTML: a block or, in classic content, a paragraph without tags.
    Html,
    /// A `<!--more-->` or `<!--nextpage-->`.
    Break,
    /// Something with a WordPress shortcode in it: the name.
    Shortcode(String),
    /// What stands between Ghost's `kg-card-begin` and `kg-card-end`.
    Card,
    /// A block of WordPress' editor, its comments included: the name.
    Block(String),
}

/// How far an end tag looks for its start.
const REACH: usize = 256;

/// How often the pieces are looked for again because a tag is never closed. Further unclosed tags
/// make one piece of all that follows.
const ATTEMPTS: usize = 4;

/// The pieces of HTML, in order, none of them blank. `classic`: a blank line ends a paragraph.
pub(crate) fn pieces(html: &str, classic: bool) -> Vec<Piece> {
    let codes = shortcodes(html);
    let mut cutter = Cutter {
        html,
        classic,
        codes: &codes,
        unclosed: Vec::new(),
        pieces: Vec::new(),
        open: Vec::new(),
        current: None,
        code: 0,
        until: 0,
        card: false,
        broke: None,
    };
    let mut from = 0;
    for attempt in 0..=ATTEMPTS {
        let Some((name, start)) = cutter.read(from) else {
            break;
        };
        if attempt == ATTEMPTS {
            break;
        }
        // What never closes holds nothing: what follows is cut as if it were not there.
        cutter.unclosed.push(name);
        cutter.open.clear();
        cutter.current = None;
        cutter.until = 0;
        cutter.code = codes.partition_point(|code| code.range.start < start);
        cutter.card = false;
        from = start;
    }
    cutter.finish(html.len());
    cutter.pieces
}

struct Cutter<'a> {
    html: &'a str,
    classic: bool,
    codes: &'a [Shortcode],
    /// Elements that are opened and never closed: at most as many as there are attempts.
    unclosed: Vec<String>,
    pieces: Vec<Piece>,
    open: Vec<Cow<'a, str>>,
    /// Where the current piece began, and what it is.
    current: Option<(usize, PieceKind)>,
    /// The next shortcode.
    code: usize,
    /// No cut before this place: inside a shortcode.
    until: usize,
    card: bool,
    /// Where a `<br>` stood that may be the first of two.
    broke: Option<usize>,
}

impl<'a> Cutter<'a> {
    /// Reads to the end. Returns an element that was never closed and the beginning of its piece.
    fn read(&mut self, from: usize) -> Option<(String, usize)> {
        let rest = self.html.get(from..).unwrap_or("");
        let mut all = tokens(rest);
        let mut at = from;
        while let Some(token) = all.next() {
            let end = self.html.len() - all.left();
            match token {
                Token::Text(text) => self.text(text, at),
                Token::Start(tag) => self.start(tag.name, at, end),
                Token::End(name) => self.end(&name, at, end),
                Token::Comment(text) => self.comment(text, at, end),
            }
            at = end;
        }
        let name = self.open.first()?.to_string();
        let (start, _) = self.current.as_ref()?;
        Some((name, *start))
    }

    fn is_outside(&self, at: usize) -> bool {
        self.open.is_empty() && !self.card && at >= self.until
    }

    fn is_unclosed(&self, name: &str) -> bool {
        self.unclosed.iter().any(|unclosed| unclosed == name)
    }

    /// Something that is not blank stands at `at`: it belongs to the current piece or begins one.
    fn ink(&mut self, at: usize) {
        self.broke = None;
        if self.current.is_none() {
            self.current = Some((at, PieceKind::Html));
        }
    }

    /// The current piece ends here.
    fn finish(&mut self, at: usize) {
        let Some((start, kind)) = self.current.take() else {
            return;
        };
        self.broke = None;
        let text = self.html.get(start..at).unwrap_or("");
        let end = start + text.trim_ascii_end().len();
        if end > start {
            self.pieces.push(Piece {
                core: start..end,
                kind,
            });
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        let mut done = 0;
        // Shortcodes that begin in this text.
        while let Some(code) = self
            .codes
            .get(self.code)
            .filter(|c| c.range.start < at + text.len())
        {
            if code.range.start >= at {
                let start = code.range.start - at;
                self.lines(text.get(done..start).unwrap_or(""), at + done);
                self.ink(code.range.start);
                if let Some((_, kind @ PieceKind::Html)) = &mut self.current {
                    *kind = PieceKind::Shortcode(code.name.clone());
                }
                self.until = self.until.max(code.range.end);
                done = start.max(code.range.end.min(at + text.len()) - at);
            }
            self.code += 1;
        }
        self.lines(text.get(done..).unwrap_or(""), at + done);
    }

    /// Text without shortcodes: blank lines end a classic paragraph.
    fn lines(&mut self, text: &str, at: usize) {
        let mut rest = text;
        let mut at = at;
        loop {
            let blank =
                blank_line(rest).filter(|_| self.classic && self.open.is_empty() && !self.card);
            let (line, next) = match blank {
                Some((start, end)) => (rest.get(..start).unwrap_or(""), end),
                None => (rest, rest.len()),
            };
            let ink = line.len() - line.trim_ascii_start().len();
            if ink < line.len() {
                self.ink(at + ink);
            }
            if blank.is_none() {
                return;
            }
            if self.is_outside(at + line.len()) {
                self.finish(at + line.len());
            }
            rest = rest.get(next..).unwrap_or("");
            at += next;
        }
    }

    fn start(&mut self, tag: Cow<'a, str>, at: usize, end: usize) {
        let name = tag.as_ref();
        let block = !is_inline(name);
        if self.open.last().is_some_and(|top| top == "p") && closes_paragraph(name) {
            self.open.pop();
        }
        let outside = self.is_outside(at);
        if outside && block {
            self.finish(at);
        }
        if outside && name == "br" && self.classic {
            return self.line_break(at);
        }
        self.ink(at);
        if !is_void(name) && !self.is_unclosed(name) {
            // Scripts and frames were read to their end.
            if !is_unreadable(name) {
                self.open.push(tag);
                return;
            }
        }
        if block && self.is_outside(at) {
            self.finish(end);
        }
    }

    /// Two `<br>` are a blank line to WordPress.
    fn line_break(&mut self, at: usize) {
        match (self.broke, &self.current) {
            (Some(first), Some(_)) => {
                self.finish(first);
                // What follows stands apart from it, further breaks included.
                self.broke = Some(at);
            }
            (None, Some(_)) => self.broke = Some(at),
            // More breaks after two: they belong to the gap.
            (Some(_), None) => {}
            (None, None) => self.ink(at),
        }
    }

    fn end(&mut self, name: &str, at: usize, end: usize) {
        let mut up = self.open.iter().rev().take(REACH);
        let Some(above) = up.position(|open| open == name) else {
            if !self.is_unclosed(name) || self.current.is_none() {
                self.ink(at);
            }
            return;
        };
        self.open.truncate(self.open.len() - above - 1);
        if !is_inline(name) && self.is_outside(end) {
            self.finish(end);
        }
    }

    fn comment(&mut self, text: &str, at: usize, end: usize) {
        let word = text.trim_ascii();
        if word.starts_with("kg-card-begin") && self.is_outside(at) {
            self.finish(at);
            self.current = Some((at, PieceKind::Card));
            self.card = true;
        } else if word.starts_with("kg-card-end") && self.card {
            self.card = false;
            self.open.clear();
            self.finish(end);
        } else if is_break(text) && self.is_outside(at) && self.stands_apart(at, end) {
            self.finish(at);
            self.current = Some((at, PieceKind::Break));
            self.finish(end);
        } else {
            self.ink(at);
        }
    }

    /// Whether what stands here begins or ends a line.
    fn stands_apart(&self, at: usize, end: usize) -> bool {
        let before = self.html.get(..at).unwrap_or("").trim_end_matches(' ');
        let after = self.html.get(end..).unwrap_or("").trim_start_matches(' ');
        let ends_line = after.is_empty() || after.starts_with(['\n', '\r']);
        self.current.is_none() || ends_line || before.ends_with(['\n', '\r'])
    }
}

/// The first blank line of a text: where the white space begins, and where it ends.
fn blank_line(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\n', text.get(from..)?.as_bytes()) {
        let line_end = from + found;
        let rest = text.get(line_end + 1..)?;
        let white = rest.len() - rest.trim_ascii_start().len();
        if rest.get(..white)?.contains('\n') {
            let start = text.get(..line_end)?.trim_ascii_end().len();
            return Some((start, line_end + 1 + white));
        }
        from = line_end + 1;
    }
    None
}
