//! Texts whose words are as common and as rare as those of a language: for what searches them.

/// The words of a made-up language, the most common first.
pub struct Vocabulary {
    words: Vec<String>,
    /// For each word the chance that it or one before it is the next.
    chances: Vec<f64>,
    dice: u64,
}

impl Vocabulary {
    /// Of so many words, by Zipf's law; the same each time.
    pub fn of(words: usize) -> Self {
        let mut it = Self {
            words: Vec::with_capacity(words),
            chances: Vec::with_capacity(words),
            dice: 0x9e37_79b9_7f4a_7c15,
        };
        let mut sum = 0.0;
        for rank in 0..words {
            let word = it.invent(rank);
            it.words.push(word);
            sum += 1.0 / (f64::from(u32::try_from(rank).unwrap()) + 2.7);
            it.chances.push(sum);
        }
        it
    }

    /// The word of that rank; 0 is the most common.
    pub fn word(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    /// A text of so many words.
    pub fn text(&mut self, words: usize) -> String {
        let all = *self.chances.last().unwrap();
        let mut text = String::with_capacity(words * 8);
        for _ in 0..words {
            let chance = f64::from(u32::try_from(self.roll() >> 32).unwrap()) / f64::from(u32::MAX);
            let rank = self.chances.partition_point(|c| *c < chance * all);
            text.push_str(&self.words[rank.min(self.words.len() - 1)]);
            text.push(' ');
        }
        text
    }

    /// Common words are short.
    fn invent(&mut self, rank: usize) -> String {
        const SYLLABLES: [&str; 24] = [
            "la", "ré", "mi", "to", "nu", "cha", "vel", "sou", "pi", "ger", "do", "ban", "é",
            "fin", "ron", "qui", "œu", "ta", "bli", "jou", "sé", "ha", "xo", "dre",
        ];
        let syllables = match rank {
            0..40 => 1,
            40..1_000 => 2,
            _ => 3 + usize::try_from(self.roll() % 2).unwrap(),
        };
        (0..syllables)
            .map(|_| SYLLABLES[usize::try_from(self.roll() % 24).unwrap()])
            .collect()
    }

    /// xorshift64*
    fn roll(&mut self) -> u64 {
        self.dice ^= self.dice >> 12;
        self.dice ^= self.dice << 25;
        self.dice ^= self.dice >> 27;
        self.dice.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}
