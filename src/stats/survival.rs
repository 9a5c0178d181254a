//! How many accept by which age (Kaplan-Meier), where some are watched from later on and some no longer (heuristics
//! 5.1).

use serde::Serialize;

use super::interval::{Z, wilson};

/// So many have to be watched at every age.
pub const LEAST_AT_RISK: usize = 5;

/// From that age on, in days, when a rate is told.
const FROM: f64 = 0.5;

const NEAR: f64 = 1e-12;

/// For how long a request was watched; days since sending.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Life {
    pub entry: f64,
    /// When it was accepted, or last known not to be.
    pub exit: f64,
    pub is_accepted: bool,
    /// Between what an acceptance lies is so long; 0 where it is dated to the moment.
    pub width: f64,
}

/// An age at which some accepted, and the share that had by then.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct CurveStep {
    pub days: f64,
    pub at_risk: usize,
    pub accepted: usize,
    pub p: f64,
    pub low: f64,
    pub high: f64,
    #[serde(skip)]
    pub variance: f64,
}

/// The share that accepts by some age.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Rate {
    pub p: f64,
    pub low: f64,
    pub high: f64,
    /// As much is known as if so many had been watched from beginning to end.
    pub n_eff: f64,
    /// So many were watched at that age.
    pub at_risk: usize,
}

#[derive(Default, Debug)]
pub struct Survival {
    entries: Vec<f64>,
    exits: Vec<f64>,
    pub steps: Vec<CurveStep>,
}

impl Survival {
    pub fn of(lives: impl IntoIterator<Item = Life>) -> Self {
        let lives: Vec<Life> = lives.into_iter().filter(|life| life.entry < life.exit).collect();
        let sorted = |mut ages: Vec<f64>| {
            ages.sort_by(f64::total_cmp);
            ages
        };
        let ages = |of: fn(&Life) -> f64| sorted(lives.iter().map(of).collect());
        let mut survival =
            Self { entries: ages(|life| life.entry), exits: ages(|life| life.exit), steps: Vec::new() };
        let events = sorted(lives.iter().filter(|life| life.is_accepted).map(|life| life.exit).collect());
        let (mut open, mut sum) = (1.0, 0.0);
        for same in events.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
            let (at_risk, accepted) = (survival.at_risk(same[0]), same.len());
            #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
            let (risk, events) = (at_risk as f64, accepted as f64);
            open *= 1.0 - events / risk;
            sum += events / (risk * (risk - events));
            let variance = if open < NEAR { 0.0 } else { open * open * sum };
            let (days, p) = (same[0], 1.0 - open);
            let Rate { low, high, .. } = survival.ranged(days, p, variance);
            survival.steps.push(CurveStep { days, at_risk, accepted, p, low, high, variance });
        }
        survival
    }

    pub fn number(&self) -> usize {
        self.exits.len()
    }

    /// So many were watched at that age: who enters then is not.
    pub fn at_risk(&self, days: f64) -> usize {
        let before = |ages: &[f64]| ages.partition_point(|age| *age < days);
        before(&self.entries) - before(&self.exits)
    }

    /// So many were watched just after that age.
    fn after(&self, days: f64) -> usize {
        let by = |ages: &[f64]| ages.partition_point(|age| *age <= days);
        by(&self.entries) - by(&self.exits)
    }

    /// The age by which the fewest were watched, of those up to `days`, and how many.
    pub fn least_at_risk(&self, days: f64) -> (f64, usize) {
        let ages = self.entries.iter().chain(&self.exits).filter(|age| (FROM..days).contains(*age));
        let after = ages.map(|&age| (age, self.after(age)));
        after.chain([(FROM, self.at_risk(FROM))]).min_by_key(|(_, number)| *number).unwrap_or((FROM, 0))
    }

    /// The last age by which enough were watched all the time.
    pub fn told_until(&self) -> f64 {
        if self.at_risk(FROM) < LEAST_AT_RISK {
            return 0.0;
        }
        let ends = self.exits.iter().copied().filter(|&age| age >= FROM);
        ends.into_iter().find(|&age| self.after(age) < LEAST_AT_RISK).unwrap_or(FROM)
    }

    /// Whoever entered late and after that age.
    pub fn later_than(&self, days: f64) -> usize {
        self.entries.len() - self.entries.partition_point(|age| *age < days)
    }

    /// The share that accepts by that age, whether or not it may be told.
    pub fn rate(&self, days: f64) -> Rate {
        let step = self.steps[..self.steps.partition_point(|step| step.days <= days)].last();
        let (p, variance) = step.map_or((0.0, 0.0), |step| (step.p, step.variance));
        self.ranged(days, p, variance)
    }

    #[expect(clippy::cast_precision_loss, reason = "a number of requests fits into 53 bits")]
    fn ranged(&self, days: f64, p: f64, variance: f64) -> Rate {
        let number = self.number() as f64;
        let n_eff = if p.min(1.0 - p) < NEAR {
            self.least_at_risk(days).1 as f64
        } else {
            number.min(p * (1.0 - p) / variance)
        };
        let [low, high] = if n_eff > 0.0 { wilson(p, n_eff, Z) } else { [0.0, 1.0] };
        Rate { p, low, high, n_eff, at_risk: self.at_risk(days) }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// `1` accepted, `5c` not by then, `20-25` and `21-50c` watched from later on.
    pub fn lives(text: &str) -> Vec<Life> {
        let life = |word: &str| {
            let (ages, is_accepted) = word.strip_suffix('c').map_or((word, true), |ages| (ages, false));
            let (entry, exit) = ages.split_once('-').unwrap_or(("0", ages));
            Life { entry: entry.parse().unwrap(), exit: exit.parse().unwrap(), is_accepted, width: 0.0 }
        };
        text.split(' ').map(life).collect()
    }

    pub const A: &str = "1 2 2 5c 6 9c 14 20c 30c 30c 40c 45c";
    pub const B: &str = "1 2 2 5c 6 9c 14 20c 30c 30c 40c 45c 20-25 8-12 21-50c 15-33c 30-60c 10-18c";
    pub const C: &str = "9-10 5-12 20-25c 3-40 30-40c 10-60c 45-60c 50-60c";
    pub const D: &str = "0.5 0.5 3.5 7 7c 7c 14 30c 30c";
    pub const E: &str = "5-6 7-8c 10-30c 10-40c";
    pub const F: &str = "40-40c 90-90c";

    fn close(got: f64, expected: f64, within: f64) {
        assert!((got - expected).abs() < within, "{got}, not {expected}");
    }

    #[test]
    fn the_printed_incidences_come_out() {
        let survival = Survival::of(lives(A));
        let table =
            [(2.0, 0.25, 0.0156), (7.0, 0.3438, 0.0197), (14.0, 0.4531, 0.0236), (30.0, 0.4531, 0.0236)];
        for (days, p, variance) in table {
            let step = survival.steps.iter().rfind(|step| step.days <= days).unwrap();
            close(step.p, p, 5.1e-5);
            close(step.variance, variance, 5.1e-5);
        }
        let Rate { low, high, n_eff, .. } = survival.rate(30.0);
        close(n_eff, 10.492, 5.1e-4);
        close(low, 0.2077, 5.1e-5);
        close(high, 0.7237, 5.1e-5);
    }

    #[test]
    fn who_enters_late_is_watched_from_then_on() {
        type Row = (f64, usize, usize, f64, f64);
        let tables: [(&str, &[Row]); 3] = [
            (
                B,
                &[
                    (1.0, 12, 1, 0.083_333, 0.006_365_74),
                    (2.0, 11, 2, 0.25, 0.015_625),
                    (6.0, 8, 1, 0.343_75, 0.019_653_32),
                    (12.0, 8, 1, 0.425_781, 0.020_935_06),
                    (14.0, 7, 1, 0.507_812, 0.021_148_68),
                    (25.0, 7, 1, 0.578_125, 0.019_775_39),
                ],
            ),
            (
                C,
                &[
                    (10.0, 3, 1, 0.333_333, 0.074_074_07),
                    (12.0, 3, 1, 0.555_556, 0.065_843_62),
                    (40.0, 3, 1, 0.703_704, 0.043_895_75),
                ],
            ),
            (
                D,
                &[
                    (0.5, 9, 2, 0.222_222, 0.019_204_39),
                    (3.5, 7, 1, 0.333_333, 0.024_691_36),
                    (7.0, 6, 1, 0.444_444, 0.027_434_84),
                    (14.0, 3, 1, 0.629_630, 0.035_055_63),
                ],
            ),
        ];
        for (text, expected) in tables {
            let steps = Survival::of(lives(text)).steps;
            assert_eq!(steps.len(), expected.len(), "{text}");
            for (step, &(days, at_risk, accepted, p, variance)) in steps.iter().zip(expected) {
                close(step.days, days, 1e-12);
                assert_eq!((step.at_risk, step.accepted), (at_risk, accepted), "{text}: {days}");
                close(step.p, p, 6e-7);
                close(step.variance, variance, 6e-9);
            }
        }
        let Rate { low, high, n_eff, .. } = Survival::of(lives(B)).rate(30.0);
        close(n_eff, 12.3333, 5e-5);
        close(low, 0.318_181, 6e-7);
        close(high, 0.800_960, 6e-7);
    }

    #[test]
    fn enough_have_to_be_watched_at_every_age() {
        let told = |text: &str| {
            let survival = Survival::of(lives(text));
            [7.0, 30.0].map(|days| survival.least_at_risk(days).1 >= LEAST_AT_RISK)
        };
        for (text, expected) in [
            (A, [true, false]),
            (B, [true, true]),
            (C, [false, false]),
            (D, [true, false]),
            (E, [false, false]),
            (F, [false, false]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn nobody_and_everybody_have_ranges_too() {
        let all = Survival::of(lives("1 1 1 1 1 1")).rate(1.0);
        assert_eq!((all.p.to_bits(), all.n_eff.to_bits()), (1f64.to_bits(), 6f64.to_bits()));
        let none = Survival::of(lives("30c 30c 30c 30c 30c 30c 30c 30c 30c 30c")).rate(30.0);
        close(none.high, 0.2775, 5e-5);
        let nothing = Survival::of([]).rate(30.0);
        assert_eq!((nothing.at_risk, nothing.low.to_bits(), nothing.high.to_bits()), (0, 0, 1f64.to_bits()));
    }
}
