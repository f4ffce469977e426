//! What the steps of `wpautop` look for, found without patterns: each in one pass over the text.

use std::borrow::Cow;

/// Whether that is one of `$allblocks`.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"table"
            | b"thead"
            | b"tfoot"
            | b"caption"
            | b"col"
            | b"colgroup"
            | b"tbody"
            | b"tr"
            | b"td"
            | b"th"
            | b"div"
            | b"dl"
            | b"dd"
            | b"dt"
            | b"ul"
            | b"ol"
            | b"li"
            | b"pre"
            | b"form"
            | b"map"
            | b"area"
            | b"blockquote"
            | b"address"
            | b"style"
            | b"p"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"hr"
            | b"fieldset"
            | b"legend"
            | b"section"
            | b"article"
            | b"aside"
            | b"hgroup"
            | b"header"
            | b"footer"
            | b"nav"
            | b"figure"
            | b"figcaption"
            | b"details"
            | b"menu"
            | b"summary"
    )
}

/// Those before which a break means nothing.
fn ends_line(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"li" | b"div" | b"dl" | b"dd" | b"dt" | b"th" | b"pre" | b"td" | b"ul" | b"ol"
    )
}

/// The longest of their names.
const LONGEST: usize = 10;

/// What PCRE's `\s` matches without its `u` flag.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// A text that is looked at from its beginning to its end.
pub(super) struct Scan<'t> {
    text: &'t str,
    /// The place of the last `>` that was looked for.
    closing: Option<usize>,
    out: String,
    /// How much of the text is in `out`, or left out.
    done: usize,
}

impl<'t> Scan<'t> {
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            closing: Some(0),
            out: String::new(),
            done: 0,
        }
    }

    /// The next `<` from `at` on.
    pub fn markup(&self, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..)?;
        memchr::memchr(b'<', rest).map(|found| at + found)
    }

    /// The place after `prefix`, if it stands there.
    pub fn after(&self, at: usize, prefix: &str) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..)?;
        rest.starts_with(prefix.as_bytes())
            .then_some(at + prefix.len())
    }

    /// The place after the white space there.
    pub fn white(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let inked = rest.iter().position(|&b| !is_white(b));
        at + inked.unwrap_or(rest.len())
    }

    /// The place after the next `>`: asked for in order, in one pass.
    pub fn closing(&mut self, at: usize) -> Option<usize> {
        let known = self.closing?;
        if known <= at {
            let rest = self.text.as_bytes().get(at..)?;
            self.closing = memchr::memchr(b'>', rest).map(|found| at + found + 1);
        }
        self.closing
    }

    /// The letters and digits there, as far as a name goes.
    fn name(&self, at: usize) -> &'t [u8] {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let len = rest
            .iter()
            .take(LONGEST + 1)
            .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            .count();
        rest.get(..len).unwrap_or_default()
    }

    /// The end of `</?NAME[^>]*>`, where the name only has to begin with that of a block.
    fn tag(&mut self, at: usize, fits: fn(&[u8]) -> bool) -> Option<usize> {
        let from = self.after(at, "</").or_else(|| self.after(at, "<"))?;
        let name = self.name(from);
        let begins = (1..=name.len()).any(|len| name.get(..len).is_some_and(fits));
        if begins { self.closing(from) } else { None }
    }

    /// The end of a block's tag there.
    pub fn block(&mut self, at: usize) -> Option<usize> {
        self.tag(at, is_block)
    }

    /// The end of a tag there before which a break means nothing.
    pub fn line_end(&mut self, at: usize) -> Option<usize> {
        self.tag(at, ends_line)
    }

    /// Whether a block's start tag stands there: `<NAME` and white space, `/` or `>`.
    pub fn opens_block(&self, at: usize) -> bool {
        let name = self.name(at + 1);
        let next = self.text.as_bytes().get(at + 1 + name.len());
        next.is_some_and(|&b| is_white(b) || matches!(b, b'/' | b'>')) && is_block(name)
    }

    /// The end of `</NAME>` of a block, or of a rule.
    pub fn closes_block(&self, at: usize) -> Option<usize> {
        if let Some(from) = self.after(at, "</") {
            let name = self.name(from);
            let end = self.after(from + name.len(), ">")?;
            return is_block(name).then_some(end);
        }
        let slash = self.white(self.after(at, "<hr")?);
        self.after(self.after(slash, "/").unwrap_or(slash), ">")
    }

    /// The end of a break in any of its spellings.
    pub fn line_break(&self, at: usize) -> Option<usize> {
        let slash = self.white(self.after(at, "<br")?);
        self.after(self.after(slash, "/").unwrap_or(slash), ">")
    }

    /// Puts something in the place of a part that follows those that were replaced.
    pub fn replace(&mut self, start: usize, end: usize, instead: &[&str]) {
        self.out
            .push_str(self.text.get(self.done..start).unwrap_or(""));
        self.out.extend(instead.iter().copied());
        self.done = end;
    }

    /// A part of the text.
    pub fn part(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The text with everything replaced.
    pub fn finish(mut self) -> Cow<'t, str> {
        if self.done == 0 && self.out.is_empty() {
            return Cow::Borrowed(self.text);
        }
        self.out.push_str(self.text.get(self.done..).unwrap_or(""));
        Cow::Owned(self.out)
    }
}
