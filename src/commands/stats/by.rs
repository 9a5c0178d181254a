//! What `stats --by` says.

use super::print::{whole, wholes};
use crate::commands::prelude::*;
use crate::output::table::{self, Cell, Column};
use crate::stats::groups::{Breakdown, Difference, Group};
use crate::stats::sample::{MANY, Told};

type CellOf = fn(&Group) -> Cell;
type TextOf = fn(&Group) -> String;

pub const COLUMNS: [(Column, CellOf); 6] = [
    (Column { title: "WHICH", min: 14, max: 30, drop: 0 }, |one| Cell(Role::Strong, one.name.clone())),
    (Column { title: "SENT", min: 4, max: 6, drop: 0 }, |one| Cell::plain(one.counts.sent.to_string())),
    (Column { title: "ACCEPTED", min: 8, max: 8, drop: 0 }, |one| {
        Cell::plain(one.counts.accepted.to_string())
    }),
    (Column { title: "PENDING", min: 7, max: 7, drop: 1 }, |one| Cell::plain(one.counts.pending.to_string())),
    (Column { title: "WITHIN 30 DAYS", min: 40, max: 40, drop: 0 }, |one| Cell::plain(rate(one))),
    (Column { title: "BEST GUESS", min: 10, max: 10, drop: 2 }, |one| {
        Cell(Role::Faint, one.best_guess.map_or_else(String::new, whole))
    }),
];

/// For a spreadsheet and for a pipe.
pub const FIELDS: [(&str, TextOf); 12] = [
    ("group", |one| one.name.clone()),
    ("sent", |one| one.counts.sent.to_string()),
    ("accepted", |one| one.counts.accepted.to_string()),
    ("pending", |one| one.counts.pending.to_string()),
    ("late", |one| one.counts.late.to_string()),
    ("rate_30_days", |one| share(one.within.told.rate().map(|rate| rate.p))),
    ("low", |one| share(one.within.told.rate().map(|rate| rate.low))),
    ("high", |one| share(one.within.told.rate().map(|rate| rate.high))),
    ("refused", |one| match &one.within.told {
        Told::Rate(_) => String::new(),
        Told::Refused { refused } => refused.clone(),
    }),
    ("cohort_accepted", |one| one.cohort.accepted.to_string()),
    ("cohort_requests", |one| one.cohort.requests.to_string()),
    ("best_guess", |one| share(one.best_guess)),
];

fn share(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| format!("{share:.4}"))
}

const NO_EXPERIMENT: &str =
    "What you choose yourself is not an experiment: people add notes to those they know.";

pub fn print(breakdown: &Breakdown, ui: &mut Ui) {
    if ui.width().is_none() {
        return breakdown.groups.iter().for_each(|group| {
            let fields = fields(group);
            ui.record(&fields.iter().map(String::as_str).collect::<Vec<_>>());
        });
    }
    table::print(
        ui,
        &COLUMNS.map(|(column, _)| column),
        &breakdown.groups.iter().map(cells).collect::<Vec<_>>(),
    );
    let told = lines(breakdown).into_iter().chain(caveats(breakdown.late)).chain(to_try(breakdown));
    told.for_each(|text| ui.line(text));
}

pub fn cells(group: &Group) -> Vec<Cell> {
    COLUMNS.iter().map(|(_, cell)| cell(group)).collect()
}

pub fn fields(group: &Group) -> Vec<String> {
    FIELDS.iter().map(|(_, field)| field(group)).collect()
}

/// What can be seen, or how many it takes.
pub fn lines(breakdown: &Breakdown) -> Vec<String> {
    let (seen, unseen): (Vec<_>, Vec<_>) = breakdown.differences.iter().partition(|one| one.differs);
    let is_pair = breakdown.groups.len() == 2;
    let told = seen.iter().chain(unseen.iter().filter(|_| is_pair));
    let mut lines: Vec<String> = told.map(|one| difference(one)).collect();
    if let Some(one) = unseen.first() {
        if !is_pair {
            let which = if seen.is_empty() { "No" } else { "No other" };
            lines.push(format!("{which} difference can be seen yet."));
        }
        lines.push(power(one));
    }
    lines
}

pub fn caveats(late: usize) -> Vec<String> {
    let late = (late > 0).then(|| {
        format!("{late} that were first seen on a list of open invitations are left out of comparisons.")
    });
    late.into_iter().chain([NO_EXPERIMENT.to_owned()]).collect()
}

pub fn to_try(breakdown: &Breakdown) -> Option<String> {
    if let Some(name) = &breakdown.more_of {
        return Some(format!("One thing to try: send more of those {name}."));
    }
    (breakdown.by.may_be_tossed() && breakdown.groups.len() > 1).then(|| {
        "One thing to try: toss a coin for each of your next requests, with it or without.".to_owned()
    })
}

fn rate(group: &Group) -> String {
    match &group.within.told {
        Told::Rate(rate) if group.counts.sent < MANY => {
            format!("very rough, {}", wholes([rate.low, rate.high]))
        }
        Told::Rate(rate) => format!("{} ({})", whole(rate.p), wholes([rate.low, rate.high])),
        // What would help is told once, by `stats`.
        Told::Refused { refused } => refused.split(": ").next().unwrap_or_default().to_owned(),
    }
}

/// `with a note 9 of 15, without a note 12 of 40: difference 30 points (range 1 to 53), real but badly measured`
fn difference(one: &Difference) -> String {
    let points = |share: f64| format!("{:.0}", share * 100.0);
    let range = format!("{} to {}", points(one.low), points(one.high));
    let verdict = match one {
        one if !one.differs => "no difference can be seen yet",
        one if one.is_badly_measured() => "real but badly measured",
        _ => "real",
    };
    let level = if one.level == 99 { ", 99% since many are compared" } else { "" };
    format!(
        "{} {} of {}, {} {} of {}: difference {} points (range {range}{level}), {verdict}.",
        one.name,
        one.one.accepted,
        one.one.requests,
        one.against,
        one.other.accepted,
        one.other.requests,
        points(one.difference)
    )
}

fn power(one: &Difference) -> String {
    format!(
        "To see such an effect as the articles claim (40% more) takes about {} on each side; most people never send so many.",
        one.needed
    )
}
