//! What `stats` says, and its plots.

use serde::Serialize;

use crate::commands::prelude::*;
use crate::commands::verdict::late_entrants;
use crate::model::accept_time::AcceptTime;
use crate::model::calibrate::{Calibration, Learned};
use crate::model::settings::Model;
use crate::output::plot::{self, Level};
use crate::record::time::Day;
use crate::stats::groups::AVERAGE;
use crate::stats::interval::Part;
use crate::stats::overview::{Compared, Curve, Funnel, HEADLINE, Overview, Periods};
use crate::stats::sample::{Cohort, Counts, Told, Within};

/// For so many days the curve is drawn.
const DRAWN: u32 = 90;
/// So many weeks or months are told.
const PERIODS: usize = 12;

#[derive(Serialize)]
pub struct Answer<'a, T> {
    pub as_of: String,
    #[serde(flatten)]
    pub told: &'a T,
    /// What every prior is moved by.
    pub calibration: Option<Calibration>,
    /// Why there is none.
    pub uncalibrated: Option<String>,
    /// The own, that verdicts reckon with.
    pub time_to_accept: Option<AcceptTime>,
}

impl<'a, T> Answer<'a, T> {
    pub fn new(as_of: String, told: &'a T, learned: Learned, model: &Model) -> Self {
        let uncalibrated = learned.rate.err().map(|why| why.why(model));
        Self { as_of, told, calibration: learned.rate.ok(), uncalibrated, time_to_accept: learned.time }
    }
}

pub fn print(answer: &Answer<Overview>, today: Day, ui: &mut Ui) {
    let told = answer.told;
    ui.line(sent(&told.first, told.patience_days));
    if told.first.sent == 0 {
        return ui.next("invtrack add NAME, or invtrack import FILE");
    }
    if told.first.late > 0 {
        ui.line(format!("{}: they count from then on only.", late_entrants(told.first.late, "of them")));
    }
    rates(told).for_each(|line| ui.line(line));
    if told.is_low_lately {
        let text = "Of the last two months fewer than one in five are accepted: send fewer, to people likelier to \
                    accept, and engage with them first.";
        ui.line(Line::new().push(Role::Alert, text).faint("  [T15 T21 T22]"));
    }
    match (answer.calibration, &answer.uncalibrated) {
        (Some(own), _) => {
            let of = count(own.requests, "request", "requests");
            ui.line(format!("Verdicts reckon with your own rate so far, {} (of {of}).", whole(own.observed)));
        }
        (None, Some(why)) => ui.line(format!("{why}.")),
        (None, None) => {}
    }
    if let Some(AcceptTime { median_days, acceptances }) = answer.time_to_accept {
        ui.line(format!(
            "Of those who accept, half do so within {median_days:.1} days (of {acceptances} dated acceptances); verdicts \
             reckon with it."
        ));
    }
    if let Some(width) = ui.width() {
        let unicode = ui.has_unicode();
        let lines = drawn(&told.curve, width, unicode).into_iter();
        let lines = lines.chain(by_period(&told.periods, today, width, unicode));
        lines.chain(funnelled(&told.funnel, width, unicode)).for_each(|line| ui.raw(&(line + "\n")));
    }
}

/// The rates, the one that counts first, and what to hold them against.
fn rates(told: &Overview) -> impl Iterator<Item = Line> {
    const HOW: &str = "Open requests are not counted as failures. Acceptance dates lie between two of your looks; the \
                       middle is used.";
    let (headline, others): (Vec<_>, Vec<_>) = told.rates.iter().partition(|one| one.days == HEADLINE);
    let how = told.rates.iter().any(|one| one.told.rate().is_some()).then(|| Line::from(HOW));
    let lines = headline.into_iter().chain(others).map(rate);
    lines
        .chain(told.cohort.iter().map(mature))
        .chain(how)
        .chain(told.articles.iter().map(|one| article(one).into()))
}

/// `Sent 41 first requests · accepted 14 · likely ignored 11 · still open 16 (9 of them younger than 21 days)`
fn sent(counts: &Counts, patience: f64) -> Line {
    let young = match counts.young {
        0 => String::new(),
        young => format!(" ({young} of them younger than {patience} days)"),
    };
    let ended = counts.ended.iter().map(|(word, number)| format!(" · {word} {number}"));
    let Counts { sent, accepted, ignored, open, .. } = counts;
    strong(format!("Sent {}", count(*sent, "first request", "first requests"))).text(format!(
        " · accepted {accepted} · likely ignored {ignored} · still open {open}{young}{}",
        ended.collect::<String>()
    ))
}

fn rate(within: &Within) -> Line {
    let what = format!("Accepted within {} days: ", within.days);
    match &within.told {
        Told::Rate(rate) => Line::from(what).strong(whole(rate.p)).text(format!(
            " (95% range {}, about {:.0} full observations).",
            wholes([rate.low, rate.high]),
            rate.n_eff
        )),
        Told::Refused { refused } => Line::from(what).text(format!("can't be said ({refused}).")),
    }
}

fn mature(cohort: &Cohort) -> Line {
    let Cohort { part: Part { accepted, requests }, p, low, high } = cohort;
    format!(
        "To compare: of {requests} sent {HEADLINE} days ago or earlier {accepted} accepted by then ({}, range {}).",
        whole(*p),
        wholes([*low, *high])
    )
    .into()
}

fn article(one: &Compared) -> String {
    let Compared { rate, side, who, text, .. } = one;
    let side = match *side {
        "in_line" => "in line with",
        "lower" => "lower than",
        _ => "higher than",
    };
    let share = format!("{} (range {})", whole(rate.p), wholes([rate.low, rate.high]));
    let what = if *who == "all" { "That is".to_owned() } else { format!("{who}: {share}, which is") };
    format!("{what} {side} {text} (no source given).")
}

/// A share, which may be nobody's and everybody's.
pub fn whole(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// `24 to 54%`
pub fn wholes([low, high]: [f64; 2]) -> String {
    format!("{:.0} to {:.0}%", low * 100.0, high * 100.0)
}

fn drawn(curve: &Curve, width: usize, unicode: bool) -> Vec<String> {
    let at = |days: f64| {
        let is_told = curve.from_days <= days && days <= curve.until_days;
        let step = curve.steps.iter().rfind(|step| step.days <= days);
        let none = Level { middle: 0.0, low: 0.0, high: 0.0 };
        is_told.then(|| step.map_or(none, |step| Level { middle: step.p, low: step.low, high: step.high }))
    };
    if curve.steps.is_empty() {
        return Vec::new();
    }
    let [line, band, mark] = plot::letters(unicode);
    let mut lines = vec![
        String::new(),
        format!(
            "Accepted by that age ({line}), 95% range ({band}), the article's {} ({mark})",
            whole(AVERAGE)
        ),
    ];
    lines.extend(plot::curve(at, DRAWN, AVERAGE, width, unicode));
    lines
}

fn by_period(periods: &Periods, today: Day, width: usize, unicode: bool) -> Vec<String> {
    let end = periods.list.iter().rposition(|one| one.sent > 0).map_or(0, |last| last + 1);
    let last = &periods.list[end.saturating_sub(PERIODS)..end];
    let rows: Vec<_> = last
        .iter()
        .map(|one| {
            let rest = one.sent - one.accepted - one.open;
            let text = if one.sent == 0 {
                String::new()
            } else {
                format!("{} sent, {} accepted, {} open", one.sent, one.accepted, one.open)
            };
            (one.from.short(today), [one.accepted, one.open, rest], text)
        })
        .collect();
    let [accepted, open, rest] = plot::parts(unicode);
    let title =
        format!("Sent by {}: accepted ({accepted}), open ({open}), the others ({rest})", periods.length);
    [String::new(), title].into_iter().chain(plot::bars(&rows, width, unicode)).collect()
}

fn funnelled(funnel: &Funnel, width: usize, unicode: bool) -> Vec<String> {
    let Funnel { sent, seen_open, accepted, ignored, withdrawn } = *funnel;
    let rows = [
        ("sent", sent),
        ("seen open", seen_open),
        ("accepted", accepted),
        ("likely ignored", ignored),
        ("withdrawn", withdrawn),
    ];
    let rows = rows.map(|(what, number)| (what.to_owned(), [number, 0, 0], number.to_string()));
    [String::new(), "What became of them".to_owned()]
        .into_iter()
        .chain(plot::bars(&rows, width, unicode))
        .collect()
}
