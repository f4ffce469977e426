//! One run of text as the rules see it: a list of characters with their places in the source.

use super::edits::{Edit, Why};

/// What a run shows where something stands that is no text: code, math, an image, a note's number.
pub(super) const OBJECT: char = '\u{fffc}';
pub(super) const NO_BREAK: char = '\u{a0}';
pub(super) const NARROW: char = '\u{202f}';

/// Marks between a character and the one before it (`*`, `](…)`, tags).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Something begins there.
    pub opens: bool,
    /// Something ends there.
    pub closes: bool,
}

/// One character of a run.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub ch: char,
    /// Where it stands in the source, in bytes.
    pub at: usize,
    /// How long it is in the source; 0 for one that was put in.
    pub len: usize,
    /// Written in another way than as itself (an entity, an escape), or no text: never changed.
    pub fixed: bool,
    /// Part of an address, a shortcode or the like: not changed.
    pub shielded: bool,
    /// Right behind an address, with no space between: what is put there may become part of it.
    pub tail: bool,
    pub gap: Gap,
    /// Its index in the run as it was read; `None` for one that was put in.
    origin: Option<usize>,
    why: Option<Why>,
}

/// The characters of a run, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    glyphs: Vec<Glyph>,
    changed: bool,
}

impl Run {
    pub fn push(&mut self, ch: char, at: usize, len: usize, fixed: bool, gap: Gap) {
        self.glyphs.push(Glyph {
            ch,
            at,
            len,
            fixed,
            shielded: false,
            tail: false,
            gap,
            origin: Some(self.glyphs.len()),
            why: None,
        });
    }

    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub fn get(&self, i: usize) -> Option<&Glyph> {
        self.glyphs.get(i)
    }

    /// The character at `i`, whatever it is.
    pub fn ch(&self, i: usize) -> Option<char> {
        self.glyphs.get(i).map(|glyph| glyph.ch)
    }

    /// The character before `i`.
    pub fn before(&self, i: usize) -> Option<char> {
        self.ch(i.checked_sub(1)?)
    }

    /// The character at `i` if it may be changed.
    pub fn free(&self, i: usize) -> Option<char> {
        self.glyphs
            .get(i)
            .filter(|glyph| !glyph.fixed && !glyph.shielded)
            .map(|glyph| glyph.ch)
    }

    /// Whether marks stand right before `i`.
    pub fn has_gap(&self, i: usize) -> bool {
        self.glyphs
            .get(i)
            .is_some_and(|glyph| glyph.gap != Gap::default())
    }

    /// How many free `c` follow each other from `i` on, with no marks among them.
    pub fn count(&self, i: usize, c: char) -> usize {
        (i..)
            .take_while(|&at| self.free(at) == Some(c) && (at == i || !self.has_gap(at)))
            .count()
    }

    /// Puts `ch` in the place of a free character.
    pub fn set(&mut self, i: usize, ch: char, why: Why) {
        if let Some(glyph) = self.glyphs.get_mut(i)
            && !glyph.fixed
            && !glyph.shielded
            && glyph.ch != ch
        {
            glyph.ch = ch;
            glyph.why = Some(why);
            self.changed = true;
        }
    }

    pub fn shield(&mut self, range: std::ops::Range<usize>) {
        for glyph in self.glyphs.get_mut(range).into_iter().flatten() {
            glyph.shielded = true;
        }
    }

    pub fn unshield(&mut self) {
        for glyph in &mut self.glyphs {
            glyph.shielded = false;
            glyph.tail = false;
        }
    }

    /// Marks what stands right behind an address.
    pub fn set_tail(&mut self, range: std::ops::Range<usize>) {
        for glyph in self.glyphs.get_mut(range).into_iter().flatten() {
            glyph.tail = true;
        }
    }

    /// Whether a character stands right behind an address.
    pub fn is_tail(&self, i: usize) -> bool {
        self.glyphs.get(i).is_some_and(|glyph| glyph.tail)
    }

    /// Takes every character out that `gone` names (the one before it stands for it, with no marks
    /// between them), and puts the characters of `added` in: each before the index it comes with.
    /// Both are sorted.
    pub fn rebuild(&mut self, gone: &[usize], added: &[(usize, char, Why)]) {
        if gone.is_empty() && added.is_empty() {
            return;
        }
        self.changed = true;
        let old = std::mem::take(&mut self.glyphs);
        let mut gone = gone.iter().copied().peekable();
        let mut added = added.iter().copied().peekable();
        let mut end = 0;
        for (i, mut glyph) in old.into_iter().enumerate() {
            while let Some((_, ch, why)) = added.next_if(|(at, ..)| *at <= i) {
                // Behind what ends there, and before what begins there or escapes it.
                let (after, gap) = if glyph.gap.closes {
                    (glyph.at, std::mem::take(&mut glyph.gap))
                } else {
                    (end, Gap::default())
                };
                self.glyphs.push(Glyph {
                    ch,
                    at: after,
                    len: 0,
                    fixed: false,
                    shielded: false,
                    tail: false,
                    gap,
                    origin: None,
                    why: Some(why),
                });
            }
            end = glyph.at + glyph.len;
            if gone.next_if_eq(&i).is_some()
                && let Some(last) = self.glyphs.last_mut()
            {
                last.len = end - last.at;
                last.why = last.why.or(Some(Why::NarrowSpace));
                continue;
            }
            self.glyphs.push(glyph);
        }
    }

    /// Whether anything was changed since this was asked last.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// What has to be changed in the source to make this run of `from`, which it was made from.
    pub fn edits_from(&self, from: &Self, edits: &mut Vec<Edit>) {
        let first = edits.len();
        for glyph in &self.glyphs {
            let original = glyph.origin.and_then(|i| from.glyphs.get(i));
            let same = |o: &Glyph| o.ch == glyph.ch && o.len == glyph.len;
            if let Some(why) = glyph.why
                && !original.is_some_and(same)
            {
                add(edits, first, glyph.at..glyph.at + glyph.len, glyph.ch, why);
            }
        }
    }
}

/// Adds a change, to the last one if both are the same matter.
fn add(edits: &mut Vec<Edit>, first: usize, range: std::ops::Range<usize>, ch: char, why: Why) {
    if edits.len() > first
        && let Some(last) = edits.last_mut()
        && last.range.end == range.start
        && (last.why == why || last.range.is_empty() || range.is_empty())
    {
        if last.range.is_empty() {
            last.why = why;
        }
        last.range.end = range.end;
        last.text.push(ch);
        return;
    }
    edits.push(Edit {
        range,
        text: ch.to_string(),
        why,
    });
}

/// White space or the edge of a run.
pub(super) fn is_edge(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// A space on a line, breaking or not, that the rules may replace by another.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | NO_BREAK | '\u{2009}' | NARROW)
}

/// What a word or a number is made of; code and images stand for words.
pub(super) fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == OBJECT)
}
