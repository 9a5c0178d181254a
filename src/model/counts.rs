//! What a change of their connection count tells: little, and how little (K10-K13, heuristics 2.5).

use super::evidence::{DAY, Sighting, same_or_more};
use super::settings::Growth;
use crate::record::observation::CONNECTIONS_CAP;

/// The counts that are compared, and what they say about an acceptance between them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Window {
    /// Start, in days since sending, at least 0.
    pub from: f64,
    /// End, in days since sending.
    pub to: f64,
    /// Likelihood ratio of an acceptance in the window, over 0.
    pub ratio: f64,
    pub baseline: Sighting,
    /// The last count.
    pub current: Sighting,
}

/// What their network does anyway: Gamma-distributed gains a day.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Background {
    shape: f64,
    days: f64,
}

impl Window {
    /// The window of the looks, which are sorted; none without two counts at different times.
    pub fn of(looks: &[Sighting], growth: &Growth) -> Option<Self> {
        let (before, after) = looks.split_at(looks.partition_point(|look| look.t <= 0.0));
        let mut counts = before.iter().filter(|look| look.count().is_some());
        let mut later = after.iter().filter(|look| look.count().is_some());
        let background = Background::of(counts.clone(), growth);
        let recent = counts.rfind(|look| look.t >= -growth.baseline_window_days);
        let baseline = *recent.or_else(|| later.next())?;
        let current = *later.next_back()?;
        let days = current.t - baseline.t;
        if days <= 0.0 {
            return None;
        }
        let ratio = background.ratio(baseline.count()?, current.count()?, days, growth);
        Some(Self { from: baseline.t.max(0.0), to: current.t, ratio, baseline, current })
    }
}

impl Background {
    /// The default, learning from the first and the last exact count before sending if a day or more lies between.
    fn of<'a>(before: impl Iterator<Item = &'a Sighting>, growth: &Growth) -> Self {
        let mut exact = before.filter(|look| look.count().is_some_and(|number| number < CONNECTIONS_CAP));
        let default = Self { shape: growth.shape, days: growth.scale_days };
        let Some(first) = exact.next() else { return default };
        let last = exact.last().unwrap_or(first);
        let days = last.t - first.t;
        if !same_or_more(days, DAY) {
            return default;
        }
        let gain = last.count().unwrap_or(0).saturating_sub(first.count().unwrap_or(0));
        Self { shape: default.shape + f64::from(gain), days: default.days + days }
    }

    /// How much likelier this change is with an acceptance among it than without.
    fn ratio(self, baseline: u32, current: u32, days: f64, growth: &Growth) -> f64 {
        let rate = days / (self.days + days);
        let unchanged = growth.unchanged_max.min(growth.unchanged_start + growth.unchanged_per_day * days);
        match (baseline < CONNECTIONS_CAP, current < CONNECTIONS_CAP) {
            (false, false) => 1.0,
            (false, true) => growth.churn,
            (true, false) => growth.cap.min(self.survival_ratio(CONNECTIONS_CAP - baseline, rate)),
            (true, true) if current < baseline => growth.churn,
            (true, true) if current == baseline => unchanged,
            (true, true) => {
                let gain = f64::from(current - baseline);
                growth.cap.min(unchanged.max(gain / ((gain + self.shape - 1.0) * rate)))
            }
        }
    }

    /// P(gain ≥ k−1) / P(gain ≥ k) of the negative binomial, k from 1 to 500.
    fn survival_ratio(self, gain: u32, rate: f64) -> f64 {
        let below = |k: u32| -> f64 { Masses::new(self.shape, rate).take(k as usize).sum() };
        let reached = 1.0 - below(gain);
        if reached > 1e-3 {
            return (1.0 - below(gain - 1)) / reached;
        }
        // The complement has lost its digits: add up the tail, in units of its mass at k−1.
        let k = f64::from(gain);
        let mut term = 1.0;
        let mut tail = 0.0;
        for step in 0..10_000 {
            let at = k + f64::from(step);
            term *= (at - 1.0 + self.shape) / at * rate;
            tail += term;
            if term < 1e-12 * tail {
                break;
            }
        }
        1.0 + 1.0 / tail
    }
}

/// The probabilities of a gain of 0, 1, 2, ...
struct Masses {
    shape: f64,
    rate: f64,
    gain: f64,
    mass: f64,
}

impl Masses {
    fn new(shape: f64, rate: f64) -> Self {
        Self { shape, rate, gain: 0.0, mass: (1.0 - rate).powf(shape) }
    }
}

impl Iterator for Masses {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let mass = self.mass;
        self.mass *= (self.gain + self.shape) / (self.gain + 1.0) * self.rate;
        self.gain += 1.0;
        Some(mass)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::world::Sign;
    use crate::model::settings::Model;
    use crate::record::time::Day;

    fn window(counts: &[(f64, u32)]) -> Option<Window> {
        let day = Day::new(2026, 10, 5).unwrap();
        let look = |&(t, number)| Sighting::new(t, day, Sign::Count(number)).unwrap();
        Window::of(&counts.iter().map(look).collect::<Vec<_>>(), &Model::default().growth)
    }

    #[test]
    fn the_printed_ratios_come_out() {
        let table: &[(&[(f64, u32)], f64)] = &[
            (&[(0.0, 120), (1.0, 121)], 4.5),
            (&[(0.0, 120), (6.0, 121)], 2.416_667),
            (&[(0.0, 120), (30.0, 121)], 2.083_333),
            (&[(-1.0, 120), (5.0, 122)], 1.611_111),
            (&[(-1.0, 120), (5.0, 125)], 1.342_593),
            (&[(0.0, 120), (6.0, 140)], 1.239_316),
            (&[(0.0, 120), (2.0, 120)], 0.11),
            (&[(0.0, 120), (10.0, 120)], 0.15),
            (&[(0.0, 120), (90.0, 120)], 0.35),
            (&[(0.0, 120), (6.0, 119)], 0.5),
            (&[(0.0, 500), (6.0, 480)], 0.5),
            (&[(0.0, 500), (6.0, 3000)], 1.0),
            (&[(0.0, 499), (6.0, 500)], 1.710_066),
            (&[(0.0, 495), (6.0, 777)], 1.296_71),
            (&[(0.0, 470), (30.0, 500)], 1.053_62),
            (&[(-20.0, 120), (0.0, 120), (6.0, 121)], 6.0),
            (&[(-20.0, 110), (0.0, 120), (6.0, 121)], 0.432_54),
        ];
        for (counts, expected) in table {
            let ratio = window(counts).unwrap().ratio;
            assert!((ratio - expected).abs() < 5e-6, "{counts:?}: {ratio}");
        }
    }

    #[test]
    fn the_window_starts_with_the_baseline_but_not_before_sending() {
        let span = |counts| window(counts).map(|window| (window.from, window.to));
        assert_eq!(span(&[(-3.0, 120), (-1.0, 120), (5.0, 121), (9.0, 121)]), Some((0.0, 9.0)));
        assert_eq!(span(&[(2.0, 120), (5.0, 120), (9.0, 121)]), Some((2.0, 9.0)));
        assert_eq!(span(&[(-61.0, 120), (2.0, 120), (9.0, 121)]), Some((2.0, 9.0)));
    }

    #[test]
    fn there_is_no_window_without_two_counts() {
        for counts in
            [&[][..], &[(5.0, 121)], &[(-1.0, 120)], &[(-9.0, 100), (-1.0, 120)], &[(-99.0, 9), (5.0, 121)]]
        {
            assert_eq!(window(counts), None, "{counts:?}");
        }
    }

    #[test]
    fn a_rare_jump_to_500_stays_exact() {
        // Far in the tail of a geometric distribution the ratio is 1/rate at every k.
        let geometric = Background { shape: 1.0, days: 1.25 };
        for gain in [1, 30, 400] {
            let rate = 0.4;
            assert!((geometric.survival_ratio(gain, rate) - 1.0 / rate).abs() < 1e-9, "{gain}");
        }
        // Where the complement still has its digits, both ways of adding up agree.
        let default = Background { shape: 0.5, days: 1.25 };
        let tail: f64 = Masses::new(0.5, 0.6).skip(12).take(2000).sum();
        let before: f64 = Masses::new(0.5, 0.6).skip(11).take(2000).sum();
        assert!((default.survival_ratio(12, 0.6) - before / tail).abs() < 1e-9);
    }
}
