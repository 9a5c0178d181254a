//! Every number that a verdict depends on, with its source; the user can change each (heuristics 2).
//!
//! The numbers come from unsourced articles and from simulated populations: they are defaults, not measurements.

mod limits;
mod rows;
mod rules;

pub use limits::ModelError;
pub use rows::{ByState, Layout, LayoutRow, Layouts, Likelihood, SentPageRows, YesNoRows};
pub use rules::{CalibrationRule, Growth, Thresholds};

use serde::{Deserialize, Serialize};

/// The classifier's numbers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Model {
    /// Chance of acceptance of a request about which nothing special is known, 0 to 1 (N01).
    pub base: f64,
    /// Lowest prior chance, 0 to 1 (heuristics 2.6).
    pub prior_min: f64,
    /// Highest prior chance, 0 to 1 (heuristics 2.6).
    pub prior_max: f64,
    /// How "30-50 % higher" for a note with common ground is read (N03).
    pub note_common_reading: NoteCommonReading,
    /// Chance that a request was never sent, unless the user saw that it was, 0 to 1 (K09; assumption).
    pub not_sent: f64,
    /// Share of non-acceptances that show: Connect comes back, 0 to 1 (K04, K21; assumption).
    pub visible_declines: f64,
    /// Days after which an unanswered invitation lapses (public sources: six months).
    pub expiry_days: f64,
    /// Rate at which a declined request is still accepted, a day, 0 to 1 (K24, K26; assumption).
    pub archive_rate: f64,
    /// Rate at which a connection is removed again, a day, 0 to 1 (assumption).
    pub disconnect_rate: f64,
    /// What the circumstances change.
    pub effects: Effects,
    /// How long those who accept take (000:4, 001:12; published figures).
    pub accept_time: Timing,
    /// How long those who visibly decline take (assumption).
    pub decline_time: Timing,
    /// Kinds of profile pages and the buttons they show.
    pub layouts: Layouts,
    /// How likely each of the other signals is in each state.
    pub likelihood: Likelihood,
    /// What connection counts do by themselves (K10-K13).
    pub growth: Growth,
    /// From where on a verdict is given.
    pub thresholds: Thresholds,
    /// How the user's own acceptance rate is learned (heuristics 2.7).
    pub calibration: CalibrationRule,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            base: 0.37,
            prior_min: 0.05,
            prior_max: 0.90,
            note_common_reading: NoteCommonReading::Relative,
            not_sent: 0.02,
            visible_declines: 0.35,
            expiry_days: 180.0,
            archive_rate: 0.0005,
            disconnect_rate: 0.0003,
            effects: Effects::default(),
            accept_time: Timing { median_days: 2.0, shape: 1.0 },
            decline_time: Timing { median_days: 4.0, shape: 1.2 },
            layouts: Layouts::default(),
            likelihood: Likelihood::default(),
            growth: Growth::default(),
            thresholds: Thresholds::default(),
            calibration: CalibrationRule::default(),
        }
    }
}

/// How "personalised and common connections: 30-50 % higher" is read (N03).
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteCommonReading {
    /// 37 % times 1.3 to 1.5: the effects of note and shared connections add up.
    #[default]
    Relative,
    /// 37 % plus 40 points: 77 %.
    Points,
}

impl NoteCommonReading {
    /// logit(.77) − logit(.37): the effect of both together in the reading by points.
    pub const POINTS_EFFECT: f64 = 1.740_528_019_671_842_2;
}

/// What a circumstance adds to the log-odds of acceptance, each −10 to 10.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Effects {
    /// Somebody senior or influential (N02).
    pub senior: f64,
    /// Met in person, and both remember it (N04).
    pub event: f64,
    /// Met only briefly (N04, T09).
    pub event_brief: f64,
    /// A personal note (N03).
    pub note: f64,
    /// Shared connections (N03, R04).
    pub shared: f64,
    /// Doesn't know the user (N05).
    pub stranger: f64,
    /// A default or impersonal note (N06).
    pub generic: f64,
    /// Not the first request to this person (assumption).
    pub repeat: f64,
    /// Sent less than 90 days after the one before, on top of `repeat` (N09; assumption).
    pub repeat_soon: f64,
}

impl Default for Effects {
    fn default() -> Self {
        Self {
            senior: -0.98,
            event: 0.73,
            event_brief: 0.36,
            note: 0.30,
            shared: 0.30,
            stranger: -0.57,
            generic: -0.15,
            repeat: -0.69,
            repeat_soon: -0.40,
        }
    }
}

/// How long an answer takes: a log-logistic curve.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Timing {
    /// Days within which half have answered, over 0.
    pub median_days: f64,
    /// Steepness, 0.1 to 10; 1: a long tail.
    pub shape: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_survives_toml() {
        let model = Model { base: 0.25, ..Model::default() };
        let text = toml::to_string(&model).unwrap();
        assert!(
            text.contains("[layouts.message_first]\nshare = 0.06\nconnect = [0.01, 0.005, 0.22]"),
            "{text}"
        );
        assert_eq!(toml::from_str::<Model>(&text).unwrap(), model);
    }

    #[test]
    fn the_points_effect_is_the_difference_of_log_odds() {
        let logit = |p: f64| (p / (1.0 - p)).ln();
        assert!((NoteCommonReading::POINTS_EFFECT - (logit(0.77) - logit(0.37))).abs() < 1e-12);
    }
}
