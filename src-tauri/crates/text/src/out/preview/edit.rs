//! Where an edit stands in a text.

use std::ops::Range;

/// Where two texts differ: between what they have in common at both ends.
#[derive(Debug)]
pub(super) struct Edit {
    pub start: usize,
    pub old_end: usize,
    new_end: usize,
    /// How many lines the rest moves down.
    pub lines: isize,
}

impl Edit {
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let start = common(old.chunks(CHUNK), new.chunks(CHUNK), |a, b| {
            a.iter().zip(b).take_while(|(a, b)| a == b).count()
        });
        let rest = |text: &[u8]| text.get(start..).map_or(0, <[u8]>::len);
        let room = rest(old).min(rest(new));
        let end = common(old.rchunks(CHUNK), new.rchunks(CHUNK), |a, b| {
            let pairs = a.iter().rev().zip(b.iter().rev());
            pairs.take_while(|(a, b)| a == b).count()
        })
        .min(room);
        let (old_end, new_end) = (old.len() - end, new.len() - end);
        let lines = |text: &[u8], end: usize| {
            let changed = text.get(start..end).unwrap_or(&[]);
            isize::try_from(changed.iter().filter(|&&b| b == b'\n').count()).unwrap_or(0)
        };
        Self {
            start,
            old_end,
            new_end,
            lines: lines(new, new_end) - lines(old, old_end),
        }
    }

    /// Where a place behind the edit is now.
    pub fn moved(&self, old: usize) -> Option<usize> {
        Some(old.checked_sub(self.old_end)? + self.new_end)
    }

    /// Where a place behind the edit was.
    pub fn unmoved(&self, new: usize) -> Option<usize> {
        Some(new.checked_sub(self.new_end)? + self.old_end)
    }

    pub fn shift(&self, range: &Range<usize>) -> Range<usize> {
        match (self.moved(range.start), self.moved(range.end)) {
            (Some(start), Some(end)) => start..end,
            _ => range.clone(),
        }
    }
}

/// As many bytes are compared at once.
const CHUNK: usize = 64;

/// How many bytes two texts have in common, chunk by chunk; `within` counts them in a chunk.
fn common<'a>(
    old: impl Iterator<Item = &'a [u8]>,
    new: impl Iterator<Item = &'a [u8]>,
    within: impl Fn(&[u8], &[u8]) -> usize,
) -> usize {
    let mut len = 0;
    for (a, b) in old.zip(new) {
        if a != b {
            return len + within(a, b);
        }
        len += a.len();
    }
    len
}
