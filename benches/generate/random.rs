//! Numbers that look random and are always the same ones.

/// `SplitMix64`: small, fast, and good enough to mix cases.
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to under `limit`, which is over 0.
    pub const fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.unsigned_abs()).cast_signed()
    }

    /// True in so many of a hundred cases.
    pub const fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub fn choose<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as i64) as usize]
    }
}
