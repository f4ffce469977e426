//! Where in a text the bytes stand that a writer has to look at: most text has few of them, and is
//! passed over as fast as memory is read.

use std::ops::Range;

use memchr::memchr3;

/// How far is looked at once, in bytes: what is found is kept for the ranges that follow, and a range
/// that lies before costs no more than this.
const AHEAD: usize = 1024;

/// Three sets of three bytes, as that is what is found at once: what HTML escapes, the rest, and
/// what addresses hold.
const SETS: [[u8; 3]; 3] = [*b"&<>", [b'W', 0, b'\r'], *b":@w"];

/// The marked bytes of one text.
pub(super) struct Marks<'a> {
    text: &'a [u8],
    seen: [Seen; SETS.len()],
}

/// What is known of one set: from `from` on there is none before `to`.
#[derive(Clone, Copy, Default)]
struct Seen {
    from: usize,
    to: usize,
    /// Whether there is one at `to`.
    is_hit: bool,
}

impl<'a> Marks<'a> {
    /// Of a text that nothing is known of yet.
    pub fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            seen: [Seen::default(); SETS.len()],
        }
    }

    /// The first marked byte in a range, in bytes of the text.
    pub fn first_in(&mut self, range: &Range<usize>) -> Option<usize> {
        let mut first = range.end;
        for (seen, set) in self.seen.iter_mut().zip(SETS) {
            let known = seen.from <= range.start && range.start <= seen.to;
            if !known {
                *seen = look(self.text, set, range.start, range.end);
            } else if !seen.is_hit && seen.to < range.end {
                *seen = look(self.text, set, seen.to, range.end);
            }
            if seen.is_hit {
                first = first.min(seen.to);
            }
        }
        (first < range.end).then_some(first)
    }
}

fn look(text: &[u8], [a, b, c]: [u8; 3], from: usize, end: usize) -> Seen {
    let to = end.max(from + AHEAD).min(text.len());
    let hit = memchr3(a, b, c, text.get(from..to).unwrap_or(&[]));
    Seen {
        from,
        to: hit.map_or(to, |at| from + at),
        is_hit: hit.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Ranges in any order, each of which is what the writer asks for in one step.
        #[test]
        fn the_first_mark_is_found_wherever_one_looks(
            text in "([a-v &<>:@wW\r\0]|[a-v]{90,400}){0,60}",
            ranges in proptest::collection::vec((0_usize..9_000, 0_usize..700), 1..40),
        ) {
            let mut marks = Marks::new(&text);
            for (start, len) in ranges {
                let start = start.min(text.len());
                let range = start..(start + len).min(text.len());
                let marked = |b: u8| SETS.iter().flatten().any(|m| *m == b);
                let expected = text.as_bytes()[range.clone()]
                    .iter()
                    .position(|b| marked(*b))
                    .map(|at| start + at);
                prop_assert_eq!(marks.first_in(&range), expected);
            }
        }
    }
}
