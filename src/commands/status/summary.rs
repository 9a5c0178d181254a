//! What `status` counts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::commands::verdict::{Judgement, badge};
use crate::model::calibrate::{Calibration, Learned};
use crate::model::classify::{Class, Hint};
use crate::model::settings::Model;
use crate::output::text::count;

/// What is counted, as the table calls it and as the summary does. Who was a connection before is nothing to track.
const COUNTED: [(&str, &str); 10] = [
    ("accepted", "accepted"),
    ("pending", "pending"),
    ("unclear", "unclear"),
    ("not looked", "not looked at"),
    ("ignored", "likely ignored"),
    ("withdrawn", "withdrawn"),
    ("expired", "expired"),
    ("declined", "declined"),
    ("superseded", "superseded"),
    ("connected", "already connected"),
];

#[derive(Serialize)]
pub struct Summary {
    #[serde(flatten)]
    pub counts: BTreeMap<&'static str, usize>,
    #[serde(skip)]
    pub told: BTreeMap<&'static str, usize>,
    pub not_looked: usize,
    pub total: usize,
    pub hidden: usize,
    pub due: Option<usize>,
    /// First known from a list of open ones: what the counts say of them is no rate.
    pub late: usize,
    pub calibration: Option<Calibration>,
    /// Why there is none.
    pub uncalibrated: Option<String>,
}

impl Summary {
    pub fn of(rows: &[Judgement], learned: &Learned, model: &Model) -> Self {
        let word = |class: &Class| (class.word(), 0);
        let mut counts: BTreeMap<_, _> =
            Class::ALL.iter().map(word).chain([("already_connected", 0)]).collect();
        let (mut told, mut not_looked, mut late) = (BTreeMap::new(), 0, 0);
        for (request, verdict) in rows.iter().map(|row| (row.request, &row.judged.verdict)) {
            let is_nothing = verdict.has(Hint::AlreadyConnected);
            *counts
                .entry(if is_nothing { "already_connected" } else { verdict.class.word() })
                .or_default() += 1;
            *told.entry(badge(verdict).2).or_default() += 1;
            not_looked += usize::from(verdict.has(Hint::NoObservation));
            late += usize::from(request.is_late && !is_nothing);
        }
        let uncalibrated = learned.rate.err().map(|why| why.why(model));
        let (total, calibration) = (rows.len(), learned.rate.ok());
        Self { counts, told, not_looked, total, hidden: 0, due: None, late, calibration, uncalibrated }
    }

    /// `22 requests: 6 accepted · 9 pending · 7 likely ignored`
    pub fn line(&self) -> String {
        let told = |(word, text): &(_, _)| self.told.get(word).map(|number| format!("{number} {text}"));
        let parts: Vec<String> = COUNTED.iter().filter_map(told).collect();
        format!("{}: {}", count(self.total, "request", "requests"), parts.join(" · "))
    }
}
