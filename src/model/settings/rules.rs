//! The rules around the filter: connection counts, thresholds, personal calibration.

use serde::{Deserialize, Serialize};

/// What a network's size does by itself, and what a change of it tells (K10-K13, heuristics 2.5).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Growth {
    /// Shape of the Gamma distribution of gains a day, over 0: r (published personal exports).
    pub shape: f64,
    /// Its scale in days, over 0: β; the mean gain is `shape / scale_days` a day.
    pub scale_days: f64,
    /// A count that is as before, right away: likelihood ratio, over 0 (K10).
    pub unchanged_start: f64,
    /// What it gains a day, 0 to 1 (K13).
    pub unchanged_per_day: f64,
    /// Its highest value, over 0.
    pub unchanged_max: f64,
    /// Highest likelihood ratio of a gain, over 0 (K12).
    pub cap: f64,
    /// Likelihood ratio of a loss, over 0 (K12).
    pub churn: f64,
    /// Days before sending from which a count may serve as the baseline, over 0.
    pub baseline_window_days: f64,
}

impl Default for Growth {
    fn default() -> Self {
        Self {
            shape: 0.5,
            scale_days: 1.25,
            unchanged_start: 0.10,
            unchanged_per_day: 0.005,
            unchanged_max: 0.35,
            cap: 6.0,
            churn: 0.5,
            baseline_window_days: 60.0,
        }
    }
}

/// From where on a verdict or a hint is given (heuristics 2.6).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Thresholds {
    /// Likely accepted from this chance of it, 0 to 1: "likely" means four in five.
    pub accepted: f64,
    /// Likely ignored from this chance of it, 0 to 1.
    pub ignored: f64,
    /// Not called ignored before this many days, 0 or more (K07; also the platform's re-invite block) …
    pub patience_days: f64,
    /// … unless the chance that it is not open any more reaches this, 0 to 1 (K04).
    pub dead: f64,
    /// Called accepted, and disconnected later, from this chance of it, 0 to 1.
    pub disconnected: f64,
    /// A pending request is unclear below this chance that it is still open, 0 to 1.
    pub open: f64,
    /// A last look older than this many days is stale, 0 or more.
    pub stale_days: f64,
    /// Asks whether it was sent at all from this chance that it wasn't, 0 to 1 (K09).
    pub confirm_sent: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            accepted: 0.80,
            ignored: 0.80,
            patience_days: 21.0,
            dead: 0.5,
            disconnected: 0.5,
            open: 0.80,
            stale_days: 30.0,
            confirm_sent: 0.10,
        }
    }
}

/// How the user's own acceptance rate is learned (heuristics 2.7).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CalibrationRule {
    /// Whether it is learned at all.
    pub enabled: bool,
    /// How many own requests the default weighs as much as, over 0: κ.
    pub weight: f64,
    /// Largest change of the log-odds of acceptance, 0 to 10.
    pub max_shift: f64,
    /// Own requests needed at least, 1 or more.
    pub min_requests: usize,
    /// Newest own requests used at most, 1 or more.
    pub window: usize,
    /// Days since sending from which a request counts, over 0.
    pub follow_up_days: f64,
}

impl Default for CalibrationRule {
    fn default() -> Self {
        Self {
            enabled: true,
            weight: 20.0,
            max_shift: 1.5,
            min_requests: 10,
            window: 500,
            follow_up_days: 30.0,
        }
    }
}
