//! Aligns two sequences: which unit of the new text is which of the old.

use std::collections::HashMap;

/// For each of `new` the place in `old` of the same one; each place is used once. Those that kept
/// their order are found first, then those that moved. Near-linear whatever the sequences: units
/// that occur once on both sides are the anchors (patience sorting), their neighbours follow.
pub(crate) fn align(new: &[usize], old: &[usize]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    let mut used = vec![false; old.len()];
    let mut take = |at: usize, place: usize, found: &mut Vec<Option<usize>>| -> bool {
        let (Some(slot @ None), Some(flag @ false)) = (found.get_mut(at), used.get_mut(place))
        else {
            return false;
        };
        if new.get(at) != old.get(place) {
            return false;
        }
        *slot = Some(place);
        *flag = true;
        true
    };
    for (at, place) in anchors(new, old) {
        take(at, place, &mut found);
    }
    // What stands beside a found one, forwards from the beginning and backwards from the end.
    let mut place = Some(0);
    for at in 0..new.len() {
        let before = found.get(at).copied().flatten();
        place = match (before, place) {
            (Some(before), _) => Some(before + 1),
            (None, Some(next)) if take(at, next, &mut found) => Some(next + 1),
            _ => None,
        };
    }
    let mut place = old.len().checked_sub(1);
    for at in (0..new.len()).rev() {
        let after = found.get(at).copied().flatten();
        place = match (after, place) {
            (Some(after), _) => after.checked_sub(1),
            (None, Some(next)) if take(at, next, &mut found) => next.checked_sub(1),
            _ => None,
        };
    }
    let mut left: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, name) in old.iter().enumerate().rev() {
        left.entry(*name).or_default().push(place);
    }
    for (at, name) in new.iter().enumerate() {
        while found.get(at) == Some(&None)
            && let Some(place) = left.get_mut(name).and_then(Vec::pop)
        {
            take(at, place, &mut found);
        }
    }
    found
}

/// Pairs of units that occur once on both sides and stand in the same order on both: the longest
/// such sequence.
fn anchors(new: &[usize], old: &[usize]) -> Vec<(usize, usize)> {
    let once = |all: &[usize]| {
        let mut places: HashMap<usize, Option<usize>> = HashMap::new();
        for (place, name) in all.iter().enumerate() {
            places
                .entry(*name)
                .and_modify(|place| *place = None)
                .or_insert(Some(place));
        }
        places
    };
    let (there, here) = (once(old), once(new));
    let pairs: Vec<(usize, usize)> = new
        .iter()
        .enumerate()
        .filter(|(_, name)| here.get(name).copied().flatten().is_some())
        .filter_map(|(at, name)| Some((at, there.get(name).copied().flatten()?)))
        .collect();
    // The last pair of the best sequence of each length, and the pair before each.
    let mut best: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (number, &(_, place)) in pairs.iter().enumerate() {
        let len = best.partition_point(|&other| {
            pairs
                .get(other)
                .is_some_and(|&(_, earlier)| earlier < place)
        });
        before.push(len.checked_sub(1).and_then(|last| best.get(last).copied()));
        match best.get_mut(len) {
            Some(slot) => *slot = number,
            None => best.push(number),
        }
    }
    let mut sequence = Vec::with_capacity(best.len());
    let mut next = best.last().copied();
    while let Some(number) = next {
        sequence.extend(pairs.get(number).copied());
        next = before.get(number).copied().flatten();
    }
    sequence.reverse();
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_are_found_wherever_they_stand() {
        assert_eq!(align(&[1, 2, 3], &[1, 2, 3]), [Some(0), Some(1), Some(2)]);
        assert_eq!(align(&[1, 9, 3], &[1, 2, 3]), [Some(0), None, Some(2)]);
        assert_eq!(align(&[3, 1, 2], &[1, 2, 3]), [Some(2), Some(0), Some(1)]);
        assert_eq!(
            align(&[5, 5, 1, 5], &[5, 1, 5, 5]),
            [Some(0), Some(3), Some(1), Some(2)]
        );
        assert_eq!(align(&[], &[1]), []);
        assert_eq!(align(&[1, 1], &[1]), [Some(0), None]);
    }
}
