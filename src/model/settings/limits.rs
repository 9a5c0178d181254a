//! What each number may be.

use std::ops::RangeInclusive;

use super::{ByState, Effects, Growth, Layouts, Likelihood, Model, Thresholds, Timing};

/// A number of the model that can't be used.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("{key} is {value}, but must be {allowed}")]
pub struct ModelError {
    /// The dotted key within `[model]`, such as `effects.senior`.
    pub key: String,
    /// What it was set to.
    pub value: f64,
    /// What it may be.
    pub allowed: &'static str,
}

/// What a number may be, and how to say so.
struct Limits {
    range: RangeInclusive<f64>,
    allowed: &'static str,
}

/// The least number over 0 that makes sense anywhere here; smaller ones could underflow.
const LEAST: f64 = 1e-6;

const PROBABILITY: Limits =
    Limits { range: LEAST..=1.0 - LEAST, allowed: "between 0 and 1 (0.000001 to 0.999999)" };
const RATE: Limits = Limits { range: 0.0..=1.0, allowed: "from 0 to 1 (a day)" };
const EFFECT: Limits = Limits { range: -10.0..=10.0, allowed: "from -10 to 10 (log-odds)" };
const SHIFT: Limits = Limits { range: 0.0..=10.0, allowed: "from 0 to 10 (log-odds)" };
const DAYS: Limits = Limits { range: 1e-3..=1e4, allowed: "from 0.001 to 10000 (days)" };
const PATIENCE: Limits = Limits { range: 0.0..=1e4, allowed: "from 0 to 10000 (days)" };
const SHAPE: Limits = Limits { range: 0.1..=10.0, allowed: "from 0.1 to 10" };
const LIKELIHOOD: Limits = Limits { range: LEAST..=1e3, allowed: "from 0.000001 to 1000" };
const FACTOR: Limits = Limits { range: 0.0..=1e3, allowed: "from 0 to 1000" };
const NUMBER: Limits = Limits { range: 1.0..=1e6, allowed: "from 1 to 1000000" };

impl Limits {
    fn check(&self, key: &str, value: f64) -> Result<(), ModelError> {
        let fits = self.range.contains(&value);
        if fits { Ok(()) } else { Err(ModelError { key: key.to_owned(), value, allowed: self.allowed }) }
    }

    fn check_all(&self, table: &str, entries: &[(&str, f64)]) -> Result<(), ModelError> {
        entries.iter().try_for_each(|(key, value)| self.check(&format!("{table}.{key}"), *value))
    }
}

impl Model {
    /// Names the first number that can't be used, by its dotted key within `[model]`.
    pub fn validate(&self) -> Result<(), ModelError> {
        PROBABILITY.check("base", self.base)?;
        PROBABILITY.check("prior_min", self.prior_min)?;
        PROBABILITY.check("prior_max", self.prior_max)?;
        if self.prior_min > self.prior_max {
            let key = "prior_min".to_owned();
            return Err(ModelError { key, value: self.prior_min, allowed: "at most prior_max" });
        }
        PROBABILITY.check("not_sent", self.not_sent)?;
        PROBABILITY.check("visible_declines", self.visible_declines)?;
        DAYS.check("expiry_days", self.expiry_days)?;
        RATE.check("archive_rate", self.archive_rate)?;
        RATE.check("disconnect_rate", self.disconnect_rate)?;
        self.effects.validate()?;
        self.accept_time.validate("accept_time")?;
        self.decline_time.validate("decline_time")?;
        self.layouts.validate()?;
        self.likelihood.validate()?;
        self.growth.validate()?;
        self.thresholds.validate()?;
        self.validate_calibration()
    }

    #[expect(clippy::cast_precision_loss, reason = "what is beyond 53 bits is beyond the limit, too")]
    fn validate_calibration(&self) -> Result<(), ModelError> {
        let rule = &self.calibration;
        LIKELIHOOD.check("calibration.weight", rule.weight)?;
        SHIFT.check("calibration.max_shift", rule.max_shift)?;
        NUMBER.check("calibration.min_requests", rule.min_requests as f64)?;
        NUMBER.check("calibration.window", rule.window as f64)?;
        DAYS.check("calibration.follow_up_days", rule.follow_up_days)
    }
}

impl Effects {
    fn validate(&self) -> Result<(), ModelError> {
        let Self { senior, event, event_brief, note, shared, stranger, generic, repeat, repeat_soon } = *self;
        let entries = [
            ("senior", senior),
            ("event", event),
            ("event_brief", event_brief),
            ("note", note),
            ("shared", shared),
            ("stranger", stranger),
            ("generic", generic),
            ("repeat", repeat),
            ("repeat_soon", repeat_soon),
        ];
        EFFECT.check_all("effects", &entries)
    }
}

impl Timing {
    fn validate(&self, key: &str) -> Result<(), ModelError> {
        DAYS.check(&format!("{key}.median_days"), self.median_days)?;
        SHAPE.check(&format!("{key}.shape"), self.shape)
    }
}

impl Layouts {
    fn validate(&self) -> Result<(), ModelError> {
        for (name, layout) in ["normal", "message_first", "follow_first"].into_iter().zip(self.all()) {
            PROBABILITY.check(&format!("layouts.{name}.share"), layout.share)?;
            let rows = [
                ("connect", &layout.connect),
                ("pending", &layout.pending),
                ("message", &layout.message),
                ("follow", &layout.follow),
            ];
            for (button, row) in rows {
                row.iter()
                    .try_for_each(|value| LIKELIHOOD.check(&format!("layouts.{name}.{button}"), *value))?;
            }
        }
        let sum: f64 = self.all().iter().map(|layout| layout.share).sum();
        let allowed = "such that the shares of all layouts add up to 1";
        let adds_up = (sum - 1.0).abs() <= 1e-6;
        let key = || "layouts.normal.share".to_owned();
        if adds_up { Ok(()) } else { Err(ModelError { key: key(), value: self.normal.share, allowed }) }
    }
}

impl Likelihood {
    fn validate(&self) -> Result<(), ModelError> {
        FACTOR.check("likelihood.account_warning", self.account_warning)?;
        let rows: [(&str, &ByState); 13] = [
            ("replied", &self.replied),
            ("engaged", &self.engaged),
            ("viewed_me", &self.viewed_me),
            ("sent_page.listed", &self.sent_page.listed),
            ("sent_page.gone", &self.sent_page.gone),
            ("sent_page.canceled", &self.sent_page.canceled),
            ("in_connections.yes", &self.in_connections.yes),
            ("in_connections.no", &self.in_connections.no),
            ("connected_on", &self.connected_on),
            ("notified.yes", &self.notified.yes),
            ("notified.no", &self.notified.no),
            ("first_degree.yes", &self.first_degree.yes),
            ("first_degree.no", &self.first_degree.no),
        ];
        rows.iter().try_for_each(|(key, row)| {
            row.iter().try_for_each(|value| LIKELIHOOD.check(&format!("likelihood.{key}"), *value))
        })
    }
}

impl Growth {
    fn validate(&self) -> Result<(), ModelError> {
        RATE.check("growth.unchanged_per_day", self.unchanged_per_day)?;
        DAYS.check("growth.baseline_window_days", self.baseline_window_days)?;
        DAYS.check("growth.scale_days", self.scale_days)?;
        let ratios = [
            ("shape", self.shape),
            ("unchanged_start", self.unchanged_start),
            ("unchanged_max", self.unchanged_max),
            ("cap", self.cap),
            ("churn", self.churn),
        ];
        LIKELIHOOD.check_all("growth", &ratios)
    }
}

impl Thresholds {
    fn validate(&self) -> Result<(), ModelError> {
        PATIENCE.check_all(
            "thresholds",
            &[("patience_days", self.patience_days), ("stale_days", self.stale_days)],
        )?;
        let probabilities = [
            ("accepted", self.accepted),
            ("ignored", self.ignored),
            ("dead", self.dead),
            ("disconnected", self.disconnected),
            ("open", self.open),
            ("confirm_sent", self.confirm_sent),
        ];
        PROBABILITY.check_all("thresholds", &probabilities)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(Model::default().validate(), Ok(()));
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
            assert_eq!(model.validate().unwrap_err().key, *key);
        }
    }

    #[test]
    fn the_message_says_what_is_allowed() {
        let model = Model { base: 1.5, ..Model::default() };
        let message = model.validate().unwrap_err().to_string();
        assert_eq!(message, "base is 1.5, but must be between 0 and 1 (0.000001 to 0.999999)");
    }
}
