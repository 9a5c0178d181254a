//! All that `stats` tells of the first requests.

use serde::Serialize;

use super::life::Followed;
use super::sample::{Benchmark, Cohort, Counts, EARLY, Sample, TEXTS, Within};
use super::survival::{CurveStep, Rate};
use crate::model::classify::Class;
use crate::model::evidence::Features;
use crate::model::settings::Model;
use crate::record::time::{Day, Zone};

const WITHIN: [u16; 3] = [7, 30, 90];
/// The rate that is compared.
pub const HEADLINE: u16 = 30;

/// For so many days weeks are told; then months.
const WEEKS_UNTIL: i64 = 26 * 7;

/// Fewer requests are not compared with the articles.
const COMPARED: usize = 20;

/// Where so few of what was sent lately, in days, are accepted, something should change.
const LATELY: f64 = 60.0;
const FEW: f64 = 0.2;

#[derive(Debug, Serialize)]
pub struct Overview {
    pub first: Counts,
    /// Before so many days silence means nothing.
    pub patience_days: f64,
    pub rates: Vec<Within>,
    pub cohort: Option<Cohort>,
    pub curve: RateCurve,
    pub articles: Vec<Compared>,
    /// Hardly any of the last months are accepted.
    pub is_low_lately: bool,
    pub funnel: Funnel,
    pub periods: Periods,
}

/// The share that had accepted by each age, as far as it may be told.
#[derive(Debug, Serialize)]
pub struct RateCurve {
    pub from_days: f64,
    pub until_days: f64,
    pub steps: Vec<CurveStep>,
}

#[derive(Debug, Serialize)]
pub struct Compared {
    #[serde(flatten)]
    pub rate: Rate,
    pub side: &'static str,
    pub who: &'static str,
    pub text: &'static str,
    pub range: [f64; 2],
    pub heuristics: &'static [String],
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Funnel {
    pub sent: usize,
    pub seen_open: usize,
    pub accepted: usize,
    pub ignored: usize,
    pub withdrawn: usize,
}

/// What was sent in each week or month, and what became of it.
#[derive(Debug, Serialize)]
pub struct Periods {
    pub length: &'static str,
    pub list: Vec<Period>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Period {
    pub from: Day,
    pub sent: usize,
    pub accepted: usize,
    pub pending: usize,
}

impl Overview {
    pub fn of(all: &[Followed], model: &Model, today: Day, zone: Zone) -> Self {
        let first = || all.iter().filter(|one| one.request.number == 1);
        let sample = Sample::of(first());
        let lately = Sample::of(first().filter(|one| one.age <= LATELY));
        let lately = lately.within(HEADLINE);
        let patience_days = model.thresholds.patience_days;
        let counts = sample.counts(patience_days);
        Self {
            patience_days,
            rates: WITHIN.iter().map(|&days| sample.within(days)).collect(),
            cohort: sample.cohort(),
            curve: curve(&sample),
            articles: TEXTS.benchmark.iter().filter_map(|one| compared(one, first())).collect(),
            is_low_lately: lately.told.rate().is_some_and(|rate| rate.high < FEW),
            funnel: Funnel {
                sent: counts.sent,
                seen_open: sample.seen_open(),
                accepted: counts.accepted,
                ignored: counts.ignored,
                withdrawn: counts.ended.get(Class::Withdrawn.word()).copied().unwrap_or_default(),
            },
            periods: periods(&sample, today, zone),
            first: counts,
        }
    }
}

fn curve(sample: &Sample) -> RateCurve {
    let from_days = if sample.is_dated() { 0.0 } else { EARLY };
    let until_days = sample.told_until();
    let steps = &sample.survival.steps;
    let (before, after) = steps.split_at(steps.partition_point(|step| step.days < from_days));
    let first = before.last().map(|step| CurveStep { days: from_days, ..*step });
    let steps = first.iter().chain(after).filter(|step| step.days <= until_days).copied().collect();
    RateCurve { from_days, until_days, steps }
}

/// Those to whom a figure applies, against it.
fn compared<'a>(
    benchmark: &'static Benchmark,
    first: impl Iterator<Item = &'a Followed<'a>>,
) -> Option<Compared> {
    let Benchmark { who, features, range, text, heuristics } = benchmark;
    let wanted = Features::of(features.iter().map(String::as_str)).names();
    let applies = |one: &&Followed| {
        let own = one.judged.case.features.names();
        wanted.iter().all(|feature| own.contains(feature))
    };
    let sample = Sample::of(first.filter(applies));
    let within = sample.within(HEADLINE);
    let rate = *within.told.rate().filter(|_| sample.survival.number() >= COMPARED)?;
    let side = match range {
        [low, _] if rate.high < *low => "lower",
        [_, high] if rate.low > *high => "higher",
        _ => "in_line",
    };
    Some(Compared { rate, side, who, text, range: *range, heuristics })
}

fn periods(sample: &Sample, today: Day, zone: Zone) -> Periods {
    let days = || sample.requests().map(|one| one.request.sent.day(zone));
    let Some(first) = days().min() else { return Periods { length: "week", list: Vec::new() } };
    let (length, start): (_, fn(Day) -> Day) =
        if today.days_since(first) <= WEEKS_UNTIL { ("week", week) } else { ("month", month) };
    let mut list: Vec<Period> = Vec::new();
    let mut from = start(first);
    while from <= today.max(first) {
        list.push(Period { from, sent: 0, accepted: 0, pending: 0 });
        // A month has less than 32 days, and a week less than 8.
        let Some(next) = from.plus_days(if length == "week" { 7 } else { 31 }) else { break };
        from = start(next);
    }
    for one in sample.requests() {
        let from = start(one.request.sent.day(zone));
        let Ok(place) = list.binary_search_by_key(&from, |period| period.from) else { continue };
        list[place].sent += 1;
        list[place].accepted += usize::from(one.class() == Class::Accepted);
        list[place].pending += usize::from(one.class() == Class::Pending);
    }
    Periods { length, list }
}

fn week(day: Day) -> Day {
    day.plus_days(-i64::from(day.weekday())).unwrap_or(day)
}

fn month(day: Day) -> Day {
    let (year, month, _) = day.ymd();
    Day::new(year, month, 1).unwrap_or(day)
}
