//! Numbers that look random and are the same for the same seed, so that a run can be repeated.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not with, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap();
        usize::try_from(self.roll() % end).unwrap()
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// `BILLET_SEED`, or another one each day: what a proof prints when it fails repeats it.
pub fn seed() -> u64 {
    let given = std::env::var("BILLET_SEED").ok();
    given.map_or_else(
        || jiff::Timestamp::now().as_second().unsigned_abs() / 86_400,
        |seed| seed.parse().unwrap(),
    )
}

/// Whether `make torture` asks for the long form of a proof.
pub fn torture() -> bool {
    std::env::var_os("BILLET_TORTURE").is_some()
}
