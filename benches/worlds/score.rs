//! How far verdicts are from the truth.

use invtrack::model::classify::{Class, Verdict};

use crate::world::{State, Truth};

/// Verdicts are grouped by the class and how sure they are, from these confidences on.
const GROUPS: [f64; 6] = [0.0, 0.5, 0.8, 0.9, 0.95, 0.99];

/// Verdicts of a kind: how many, the sum of their confidences, how many were right.
#[derive(Clone, Copy, Default)]
struct Group {
    number: f64,
    confidence: f64,
    right: f64,
}

/// What is added up over the cases.
#[derive(Default)]
pub struct Score {
    cases: f64,
    decided: f64,
    right: f64,
    severe: f64,
    /// The squared distance of the three chances from the truth.
    brier: f64,
    groups: [[Group; GROUPS.len()]; 3],
}

impl Score {
    pub fn count(&mut self, class: Class, verdict: Option<&Verdict>, truth: Truth) {
        let is_accepted = truth.state == State::Connected;
        let is_right = match class {
            Class::Accepted => is_accepted,
            Class::Ignored => !truth.accepts,
            _ => truth.state == State::Open,
        };
        self.cases += 1.0;
        if class != Class::Pending {
            self.decided += 1.0;
            self.right += f64::from(is_right);
            let is_severe = if class == Class::Accepted { !is_accepted } else { is_accepted };
            self.severe += f64::from(is_severe);
        }
        let Some(verdict) = verdict else { return };
        let later = truth.accepts && !is_accepted;
        let missed = [
            verdict.p_accepted - f64::from(is_accepted),
            verdict.p_later - f64::from(later),
            verdict.p_never - f64::from(!truth.accepts),
        ];
        self.brier += missed.iter().map(|distance| distance * distance).sum::<f64>();
        let place = GROUPS.iter().rposition(|least| verdict.confidence >= *least).unwrap_or_default();
        let group = &mut self.groups[class as usize][place];
        group.number += 1.0;
        group.confidence += verdict.confidence;
        group.right += f64::from(is_right);
    }

    pub fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.decided += other.decided;
        self.right += other.right;
        self.severe += other.severe;
        self.brier += other.brier;
        for (own, other) in self.groups.iter_mut().flatten().zip(other.groups.iter().flatten()) {
            own.number += other.number;
            own.confidence += other.confidence;
            own.right += other.right;
        }
    }

    pub const fn cases(&self) -> f64 {
        self.cases
    }

    /// The share told accepted though it is not, or ignored though it is accepted.
    pub fn severe(&self) -> f64 {
        self.severe / self.cases
    }

    /// How far the confidences are from the shares that are right, on the average.
    pub fn miscalibration(&self) -> f64 {
        let groups = self.groups.iter().flatten();
        groups.map(|group| (group.confidence - group.right).abs()).sum::<f64>() / self.cases
    }

    pub fn line(&self, name: &str) -> String {
        let brier =
            if self.brier > 0.0 { format!("{:.3}", self.brier / self.cases) } else { "–".to_owned() };
        format!(
            "| {name} | {:.0} | {brier} | {:.3} | {:.3} | {:.2}% |",
            self.cases,
            self.decided / self.cases,
            self.right / self.decided,
            self.severe() * 100.0
        )
    }

    /// A line a group: what was told, how sure it was, and how much of it was right.
    pub fn calibration(&self) -> String {
        let mut lines = String::new();
        for (class, groups) in [Class::Accepted, Class::Pending, Class::Ignored].iter().zip(&self.groups) {
            for Group { number, confidence, right } in groups.iter().filter(|group| group.number >= 100.0) {
                let (sure, right) = (100.0 * confidence / number, 100.0 * right / number);
                let line = format!("| {} | {number:.0} | {sure:.1}% | {right:.1}% |\n", class.word());
                lines.push_str(&line);
            }
        }
        format!("{lines}miscalibration {:.3}", self.miscalibration())
    }
}
