//! The classifier's numbers; `model.toml` has them with what each is, where it comes from and what it may be.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::record::observation::Button;
use crate::record::words::data;

/// A likelihood by hidden state: will accept, will visibly decline, silent, connected, declined, expired, never
/// sent, disconnected (heuristics 2.2). Only ratios count.
pub type ByState = [f64; 8];

/// Chances and shares from 0 to 1, `_days` in days, `_rate` a day. Only [`Model::validate`] says whether they are in range.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Model {
    pub base: f64,
    pub prior_min: f64,
    pub prior_max: f64,
    pub note_common_reading: NoteCommonReading,
    pub not_sent: f64,
    pub visible_declines: f64,
    pub expiry_days: f64,
    pub archive_rate: f64,
    pub disconnect_rate: f64,
    pub effects: Effects,
    pub accept_time: Timing,
    pub decline_time: Timing,
    pub layouts: Layouts,
    pub likelihood: Likelihood,
    pub growth: Growth,
    pub thresholds: Thresholds,
    pub calibration: CalibrationRule,
}

/// How "personalised and common connections: 30-50% higher" is read (N03).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteCommonReading {
    /// 37% times 1.3 to 1.5: the effects of note and shared connections add up.
    Relative,
    /// 37% plus 40 points: 77%.
    Points,
}

impl NoteCommonReading {
    /// logit(.77) − logit(.37): the effect of both together in the reading by points.
    pub const POINTS_EFFECT: f64 = 1.740_528_019_671_842_2;
}

/// What a circumstance adds to the log-odds of acceptance, -10 to 10.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Effects {
    pub senior: f64,
    pub event: f64,
    pub event_brief: f64,
    pub note: f64,
    pub shared: f64,
    pub stranger: f64,
    pub generic: f64,
    pub repeat: f64,
    pub repeat_soon: f64,
}

/// A log-logistic curve: half have answered after `median_days`, and `shape` is how steep it is (000:4, 001:12).
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Timing {
    pub median_days: f64,
    pub shape: f64,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Layouts {
    pub normal: Layout,
    pub message_first: Layout,
    pub follow_first: Layout,
}

impl Layouts {
    pub const fn all(&self) -> [&Layout; 3] {
        [&self.normal, &self.message_first, &self.follow_first]
    }
}

/// How many such pages there are, and how likely each button is: while open, when connected, when neither.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Layout {
    pub share: f64,
    pub connect: [f64; 3],
    pub pending: [f64; 3],
    pub message: [f64; 3],
    pub follow: [f64; 3],
}

impl Layout {
    /// How likely that button is; any other tells nothing.
    pub const fn row(&self, button: Button) -> [f64; 3] {
        match button {
            Button::Connect => self.connect,
            Button::Pending => self.pending,
            Button::Message => self.message,
            Button::Follow => self.follow,
            Button::Accept | Button::Unknown => [1.0; 3],
        }
    }
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Likelihood {
    pub replied: ByState,
    pub engaged: ByState,
    pub viewed_me: ByState,
    /// Silence and declines are 1 + this/n times as likely, of n requests then open (K27).
    pub account_warning: f64,
    pub sent_page: SentPageRows,
    pub in_connections: ConnectionRows,
    pub connected_on: ByState,
    pub notified: YesNoRows,
    pub first_degree: YesNoRows,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SentPageRows {
    pub listed: ByState,
    pub gone: ByState,
    pub unlisted: ByState,
    pub canceled: ByState,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConnectionRows {
    pub yes: ByState,
    pub no: ByState,
    pub absent: ByState,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct YesNoRows {
    pub yes: ByState,
    pub no: ByState,
}

/// How a number of connections grows by itself, Gamma-distributed a day, and what a change tells (K10-K13).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Growth {
    pub shape: f64,
    pub scale_days: f64,
    pub unchanged_start: f64,
    pub unchanged_per_day: f64,
    pub unchanged_max: f64,
    pub cap: f64,
    pub churn: f64,
    pub baseline_window_days: f64,
}

/// The chances, and the days, from which a verdict or a hint is given (heuristics 2.6).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Thresholds {
    pub accepted: f64,
    pub ignored: f64,
    pub patience_days: f64,
    pub dead: f64,
    pub disconnected: f64,
    pub open: f64,
    pub stale_days: f64,
    pub confirm_sent: f64,
}

/// How the own rate is learned (heuristics 2.7): `weight` in requests, `max_shift` and `time_spread` as logarithms.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CalibrationRule {
    pub enabled: bool,
    pub weight: f64,
    pub max_shift: f64,
    pub min_requests: usize,
    pub window: usize,
    pub follow_up_days: f64,
    pub min_acceptances: usize,
    pub time_spread: f64,
}

/// What `model.toml` says.
#[derive(Deserialize)]
struct ModelData {
    default: Model,
    bounds: Vec<Bound>,
}

/// What the numbers of these keys, and of those below them, may be.
#[derive(Deserialize)]
struct Bound {
    keys: Vec<String>,
    range: [f64; 2],
    allowed: String,
}

#[expect(clippy::expect_used, reason = "every test would fail")]
static DATA: LazyLock<ModelData> =
    LazyLock::new(|| data(include_str!("model.toml")).expect("model.toml is part of the program"));

impl Default for Model {
    fn default() -> Self {
        DATA.default.clone()
    }
}

impl Model {
    /// Names the first number that can't be used, by its dotted key within `[model]`, and what it may be.
    pub fn validate(&self) -> Result<(), String> {
        self.numbers().iter().try_for_each(|(key, value)| {
            let fits = |bound: &&Bound| bound.keys.iter().any(|start| is_below(key, start));
            match DATA.bounds.iter().find(fits) {
                Some(Bound { range: [least, most], .. }) if (*least..=*most).contains(value) => Ok(()),
                Some(Bound { allowed, .. }) => Err(refusal(key, *value, allowed)),
                None => Err(refusal(key, *value, "known")),
            }
        })?;
        if self.prior_min > self.prior_max {
            return Err(refusal("prior_min", self.prior_min, "at most prior_max"));
        }
        let sum: f64 = self.layouts.all().iter().map(|layout| layout.share).sum();
        let allowed = "such that the shares of all layouts add up to 1";
        let share = self.layouts.normal.share;
        if (sum - 1.0).abs() <= 1e-6 { Ok(()) } else { Err(refusal("layouts.normal.share", share, allowed)) }
    }

    /// Every number with its dotted key; those of a row with that of the row.
    pub fn numbers(&self) -> Vec<(String, f64)> {
        let mut numbers = Vec::new();
        let table = Table::try_from(self).unwrap_or_default();
        table.iter().for_each(|(key, value)| collect(key.clone(), value, &mut numbers));
        numbers
    }
}

fn is_below(key: &str, start: &str) -> bool {
    key.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn refusal(key: &str, value: f64, allowed: &str) -> String {
    format!("{key} is {value}, but must be {allowed}")
}

#[expect(clippy::cast_precision_loss, reason = "what is beyond 53 bits is beyond the limit, too")]
fn collect(key: String, value: &Value, numbers: &mut Vec<(String, f64)>) {
    match value {
        Value::Float(number) => numbers.push((key, *number)),
        Value::Integer(number) => numbers.push((key, *number as f64)),
        Value::Array(row) => row.iter().for_each(|number| collect(key.clone(), number, numbers)),
        Value::Table(table) => {
            table.iter().for_each(|(below, value)| collect(format!("{key}.{below}"), value, numbers));
        }
        Value::String(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_valid_and_every_number_has_its_bound() {
        assert_eq!(Model::default().validate(), Ok(()));
        for bound in &DATA.bounds {
            let numbers = Model::default().numbers();
            for start in &bound.keys {
                assert!(numbers.iter().any(|(key, _)| is_below(key, start)), "{start}");
            }
        }
    }

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

    #[test]
    fn the_offending_key_is_named() {
        type Spoil = fn(&mut Model);
        let table: &[(&str, Spoil)] = &[
            ("base", |model| model.base = 1.0),
            ("base", |model| model.base = f64::NAN),
            ("prior_min", |model| model.prior_min = 0.95),
            ("expiry_days", |model| model.expiry_days = f64::INFINITY),
            ("archive_rate", |model| model.archive_rate = -0.1),
            ("effects.senior", |model| model.effects.senior = f64::NEG_INFINITY),
            ("accept_time.median_days", |model| model.accept_time.median_days = 0.0),
            ("decline_time.shape", |model| model.decline_time.shape = -1.0),
            ("layouts.normal.share", |model| model.layouts.normal.share = 0.85),
            ("layouts.follow_first.share", |model| model.layouts.follow_first.share = 0.0),
            ("layouts.message_first.connect", |model| model.layouts.message_first.connect[2] = 0.0),
            ("likelihood.sent_page.gone", |model| model.likelihood.sent_page.gone[7] = -1.0),
            ("likelihood.notified.no", |model| model.likelihood.notified.no[0] = f64::NAN),
            ("likelihood.account_warning", |model| model.likelihood.account_warning = -1.0),
            ("growth.cap", |model| model.growth.cap = 0.0),
            ("growth.scale_days", |model| model.growth.scale_days = 0.0),
            ("thresholds.dead", |model| model.thresholds.dead = 1.5),
            ("thresholds.patience_days", |model| model.thresholds.patience_days = -1.0),
            ("calibration.weight", |model| model.calibration.weight = 0.0),
            ("calibration.min_requests", |model| model.calibration.min_requests = 0),
        ];
        for (key, spoil) in table {
            let mut model = Model::default();
            spoil(&mut model);
            let message = model.validate().unwrap_err();
            assert!(message.starts_with(&format!("{key} is ")), "{message}");
        }
        let model = Model { base: 1.5, ..Model::default() };
        let message = model.validate().unwrap_err();
        assert_eq!(message, "base is 1.5, but must be between 0 and 1 (0.000001 to 0.999999)");
    }
}
