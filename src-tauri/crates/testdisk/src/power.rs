//! What the files hold after the power went.

use std::collections::BTreeMap;

use crate::Step;

/// Files by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What of the writes that were not flushed is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survives {
    /// None of it.
    Nothing,
    /// All of it.
    Everything,
    /// Some writes, in whatever order, each whole or torn at 512 bytes.
    Some,
}

/// A sector: the least that a disk writes or does not write.
const SECTOR: usize = 512;

/// splitmix64: the same throws for the same seed on every machine.
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of two.
    pub fn coin(&mut self) -> bool {
        self.throw() & 1 == 1
    }
}

/// The files after `steps` from what they were `before`, when the power goes then.
#[must_use]
pub fn after_power_loss(
    before: &Files,
    steps: &[Step],
    survives: Survives,
    dice: &mut Dice,
) -> Files {
    let mut disk = before.clone();
    let mut pending: Vec<&Step> = Vec::new();
    for step in steps {
        match step {
            Step::Sync { file } => {
                let (flushed, rest) = pending.iter().partition(|s| name(s) == Some(file));
                pending = rest;
                let flushed: Vec<&Step> = flushed;
                flushed.into_iter().for_each(|s| apply(&mut disk, s, None));
                disk.entry(file.clone()).or_default();
            }
            Step::Delete {
                file,
                for_good: true,
            } => {
                pending.retain(|s| name(s) != Some(file));
                disk.remove(file);
            }
            Step::Said(_) => {}
            other => pending.push(other),
        }
    }
    for step in pending {
        match survives {
            Survives::Nothing => {}
            Survives::Everything => apply(&mut disk, step, None),
            Survives::Some => match dice.throw() % 4 {
                0 | 1 => {}
                2 => apply(&mut disk, step, None),
                _ => apply(&mut disk, step, Some(dice)),
            },
        }
    }
    disk
}

fn name(step: &Step) -> Option<&String> {
    match step {
        Step::Write { file, .. }
        | Step::Truncate { file, .. }
        | Step::Sync { file }
        | Step::Delete { file, .. } => Some(file),
        Step::Said(_) => None,
    }
}

/// Carries a step out; `torn`: of a write, each sector or not.
fn apply(disk: &mut Files, step: &Step, mut torn: Option<&mut Dice>) {
    match step {
        Step::Write { file, at, bytes } => {
            let content = disk.entry(file.clone()).or_default();
            let mut begin = 0;
            while begin < bytes.len() {
                // To the next boundary of the disk's sectors.
                let end = (begin + SECTOR - (at + begin) % SECTOR).min(bytes.len());
                if torn.as_mut().is_none_or(|dice| dice.coin()) {
                    if content.len() < at + end {
                        content.resize(at + end, 0);
                    }
                    content[at + begin..at + end].copy_from_slice(&bytes[begin..end]);
                }
                begin = end;
            }
        }
        Step::Truncate { file, to } => {
            disk.entry(file.clone()).or_default().resize(*to, 0);
        }
        Step::Delete { file, .. } => {
            disk.remove(file);
        }
        Step::Sync { .. } | Step::Said(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(at: usize, bytes: &[u8]) -> Step {
        Step::Write {
            file: "f".into(),
            at,
            bytes: bytes.to_vec(),
        }
    }

    fn after(steps: &[Step], survives: Survives, seed: u64) -> Option<Vec<u8>> {
        after_power_loss(&Files::new(), steps, survives, &mut Dice(seed)).remove("f")
    }

    #[test]
    fn what_was_flushed_stays_and_what_was_not_may_go() {
        let sync = Step::Sync { file: "f".into() };
        let steps = [write(0, b"aa"), sync, write(1, b"bb")];
        assert_eq!(after(&steps, Survives::Nothing, 0).unwrap(), b"aa");
        assert_eq!(after(&steps, Survives::Everything, 0).unwrap(), b"abb");
        let unflushed = &steps[..1];
        assert_eq!(after(unflushed, Survives::Nothing, 0), None);
    }

    #[test]
    fn a_write_is_torn_between_sectors_only() {
        let steps = [write(0, &[7; 2_048])];
        let mut torn = 0;
        for seed in 0..64 {
            let content = after(&steps, Survives::Some, seed).unwrap_or_default();
            for sector in content.chunks(SECTOR) {
                assert!(sector.iter().all(|b| *b == 7) || sector.iter().all(|b| *b == 0));
            }
            torn += usize::from(content.contains(&0) && content.contains(&7));
        }
        assert!(torn > 3, "{torn}");
    }
}
