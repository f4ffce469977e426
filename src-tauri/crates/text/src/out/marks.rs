//! Where in a text the bytes stand that a writer has to look at: most text has few of them, and is
//! passed over as fast as memory is read.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3;
use memchr::memmem::Finder;

/// How far is looked at once, in bytes: what is found is kept for the ranges that follow, and a range
/// that lies before costs no more than this.
const AHEAD: usize = 1024;

/// Two sets of three bytes, as that is what is found at once: what HTML escapes, and what addresses
/// hold with the line break that a parser would change.
const SETS: [[u8; 3]; 2] = [*b"&<>", *b":@\r"];

/// How addresses without a scheme begin, but for the first letter: few words do, many hold a `w`.
static WWW: LazyLock<[Finder<'static>; 2]> =
    LazyLock::new(|| [Finder::new(b"ww."), Finder::new(b"WW.")]);

/// The marked bytes of one text.
pub(super) struct Marks<'a> {
    text: &'a [u8],
    seen: [Seen; SETS.len()],
    /// Where `www.` and NULs stand, which hardly any text has, in order.
    rare: Vec<usize>,
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
        let text = text.as_bytes();
        let www = WWW.iter().flat_map(|finder| finder.find_iter(text));
        let www = www.filter_map(|at| at.checked_sub(1));
        let www = www.filter(|at| text.get(*at).is_some_and(|b| b.eq_ignore_ascii_case(&b'w')));
        let mut rare: Vec<usize> = www.chain(memchr::memchr_iter(0, text)).collect();
        rare.sort_unstable();
        Self {
            text,
            seen: [Seen::default(); SETS.len()],
            rare,
        }
    }

    /// The first marked byte in a range, in bytes of the text.
    #[inline]
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
        if !self.rare.is_empty() {
            let next = self.rare.partition_point(|at| *at < range.start);
            first = first.min(self.rare.get(next).copied().unwrap_or(range.end));
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
            text in "([a-v &<>:@wW\r\0]|[wW]{3}[.]|[a-v]{90,400}){0,60}",
            ranges in proptest::collection::vec((0_usize..9_000, 0_usize..700), 1..40),
        ) {
            let mut marks = Marks::new(&text);
            for (start, len) in ranges {
                let start = start.min(text.len());
                let range = start..(start + len).min(text.len());
                let marked = |at: &usize| {
                    let rest = &text[*at..];
                    let www = ["www.", "Www.", "WWW.", "wWW."];
                    rest.starts_with(['&', '<', '>', ':', '@', '\r', '\0'])
                        || www.iter().any(|www| rest.starts_with(www))
                };
                let expected = range.clone().find(marked);
                prop_assert_eq!(marks.first_in(&range), expected);
            }
        }
    }
}
