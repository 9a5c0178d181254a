//! Ranges of shares and of differences, and how many it takes to see one (heuristics 5.2, 5.3).

/// Of 95% and of 99%: the latter where many are compared.
pub const Z: f64 = 1.959_964;
pub const Z_OF_MANY: f64 = 2.575_829;
/// Of a power of 80%.
const Z_POWER: f64 = 0.841_621;

/// The score interval of a share; `number` may be an effective size.
pub fn wilson(share: f64, number: f64, z: f64) -> [f64; 2] {
    let middle = share + z * z / (2.0 * number);
    let half = z * (share * (1.0 - share) / number + (z / (2.0 * number)).powi(2)).sqrt();
    [-half, half].map(|half| ((middle + half) / (1.0 + z * z / number)).clamp(0.0, 1.0))
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Part {
    pub accepted: usize,
    pub requests: usize,
}

impl Part {
    #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
    pub fn share(self) -> f64 {
        self.accepted as f64 / self.requests as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
    pub fn range(self, z: f64) -> [f64; 2] {
        wilson(self.share(), self.requests as f64, z)
    }

    /// How much greater its share is than the other's, and the range of that (Newcombe's hybrid score).
    pub fn minus(self, other: Self, z: f64) -> (f64, [f64; 2]) {
        let (own, others) = (self.share(), other.share());
        let ([low, high], [other_low, other_high]) = (self.range(z), other.range(z));
        let difference = own - others;
        let below = (own - low).hypot(other_high - others);
        let above = (high - own).hypot(others - other_low);
        (difference, [difference - below, difference + above])
    }
}

/// How many a group needs so that such a difference of shares is seen four times in five.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from f64 stops at the bounds, and it is not negative"
)]
pub fn needed(one: f64, other: f64) -> usize {
    let middle = f64::midpoint(one, other);
    let spread = |share: f64| share * (1.0 - share);
    let sum = Z * (2.0 * spread(middle)).sqrt() + Z_POWER * (spread(one) + spread(other)).sqrt();
    (sum / (one - other)).powi(2).ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(accepted: usize, requests: usize) -> Part {
        Part { accepted, requests }
    }

    fn assert_close(got: [f64; 2], expected: [f64; 2], digits: i32) {
        let is_close = got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.51 * 10f64.powi(-digits));
        assert!(is_close, "{got:?}, not {expected:?}");
    }

    #[test]
    fn the_printed_intervals_come_out() {
        for (accepted, requests, expected) in [
            (7, 20, [0.1812, 0.5671]),
            (0, 10, [0.0, 0.2775]),
            (10, 10, [0.7225, 1.0]),
            (14, 41, [0.2156, 0.4945]),
            (1, 3, [0.0615, 0.7923]),
            (37, 100, [0.2818, 0.4678]),
        ] {
            assert_close(part(accepted, requests).range(Z), expected, 4);
        }
        assert_close(part(23, 229).range(Z), [0.067_862, 0.146_196], 6);
        assert_close(part(0, 93).range(Z), [0.0, 0.039_668], 6);
    }

    #[test]
    fn the_printed_differences_come_out() {
        for (one, other, difference, range, digits) in [
            (part(56, 70), part(48, 80), 0.2, [0.0524, 0.3339], 4),
            (part(9, 15), part(12, 40), 0.3, [0.0125, 0.5344], 4),
            (part(0, 10), part(5, 10), -0.5, [-0.763_407, -0.117_367], 6),
            (part(10, 10), part(0, 20), 1.0, [0.679_086, 1.0], 6),
            (part(5, 56), part(0, 29), 0.089_286, [-0.038_137, 0.192_560], 6),
        ] {
            let (got, got_range) = one.minus(other, Z);
            assert!((got - difference).abs() < 1e-6, "{got}, not {difference}");
            assert_close(got_range, range, digits);
        }
    }

    #[test]
    fn the_printed_sizes_come_out() {
        for (one, other, expected) in [
            (0.37, 0.37 * 1.4, 176),
            (0.37, 0.55, 120),
            (0.37, 0.47, 382),
            (0.37, 0.18, 86),
            (0.25, 0.55, 41),
            (0.37, 0.77, 23),
        ] {
            assert_eq!(needed(one, other), expected, "{one} {other}");
        }
        assert_eq!(needed(0.4, 0.4), usize::MAX);
    }
}
