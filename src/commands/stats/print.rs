//! What `stats` says, and its plots.

use serde::Serialize;

use crate::commands::prelude::*;
use crate::commands::verdict::late_entrants;
use crate::model::accept_time::AcceptTime;
use crate::model::calibrate::{Calibration, Learned};
use crate::model::settings::Model;
use crate::output::plot::{self, Bar, Level};
use crate::record::time::Day;
use crate::stats::groups::AVERAGE;
use crate::stats::interval::Part;
use crate::stats::overview::{Compared, Funnel, HEADLINE, Overview, Period, Periods, RateCurve};
use crate::stats::sample::{Cohort, Counts, Told, Within};
use crate::stats::survival::CurveStep;

pub const DRAWN: u32 = 90;
const PERIODS: usize = 12;

#[derive(Serialize)]
pub struct StatsAnswer<'a, T> {
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

impl<'a, T> StatsAnswer<'a, T> {
    pub fn new(as_of: String, told: &'a T, learned: Learned, model: &Model) -> Self {
        let uncalibrated = learned.rate.err().map(|why| why.why(model));
        Self { as_of, told, calibration: learned.rate.ok(), uncalibrated, time_to_accept: learned.time }
    }
}

pub fn print(answer: &StatsAnswer<Overview>, today: Day, ui: &mut Ui) {
    let told = answer.told;
    lines(answer).into_iter().for_each(|line| ui.line(line));
    if told.first.sent == 0 {
        return ui.next("invtrack add NAME");
    }
    if let Some(width) = ui.width() {
        let unicode = ui.terminal.unicode;
        let [accepted, pending, rest] = plot::parts(unicode);
        let by = told.periods.length;
        let sent = format!("Sent by {by}: accepted ({accepted}), pending ({pending}), the others ({rest})");
        let titled = |title: &str, bars: &[Bar]| {
            let lines = plot::bars(bars, width, unicode);
            [String::new(), title.to_owned()].into_iter().chain(lines)
        };
        let lines = drawn(&told.curve, width, unicode).into_iter();
        let lines = lines.chain(titled(&sent, &by_period(&told.periods, today)));
        let lines = lines.chain(titled(FUNNEL, &funnelled(&told.funnel)));
        lines.for_each(|line| ui.raw(&(line + "\n")));
    }
}

pub fn lines(answer: &StatsAnswer<Overview>) -> Vec<Text> {
    let told = answer.told;
    let mut lines = vec![sent(&told.first, told.patience_days)];
    if told.first.sent == 0 {
        return lines;
    }
    if told.first.late > 0 {
        let late = late_entrants(told.first.late, "of them");
        lines.push(format!("{late}: they count from then on only.").into());
    }
    lines.extend(rates(told));
    if told.is_low_lately {
        let text = "Of the last two months fewer than one in five are accepted: send fewer, to people likelier to \
                    accept, and engage with them first.";
        lines.push(Text::new().push(Role::Alert, text).faint("  [T15 T21 T22]"));
    }
    match (answer.calibration, &answer.uncalibrated) {
        (Some(own), _) => {
            let of = count(own.requests, "request", "requests");
            let rate = whole(own.observed);
            lines.push(format!("Verdicts reckon with your own rate so far, {rate} (of {of}).").into());
        }
        (None, Some(why)) => lines.push(format!("{why}.").into()),
        (None, None) => {}
    }
    if let Some(AcceptTime { median_days, acceptances }) = answer.time_to_accept {
        let text = format!(
            "Of those who accept, half do so within {median_days:.1} days (of {acceptances} dated acceptances); verdicts \
             reckon with it."
        );
        lines.push(text.into());
    }
    lines
}

/// The rates, the one that counts first, and what to hold them against.
fn rates(told: &Overview) -> impl Iterator<Item = Text> {
    const HOW: &str = "Pending requests are not counted as failures. Acceptance dates lie between two of your looks; the \
                       middle is used.";
    let (headline, others): (Vec<_>, Vec<_>) = told.rates.iter().partition(|one| one.days == HEADLINE);
    let how = told.rates.iter().any(|one| one.told.rate().is_some()).then(|| Text::from(HOW));
    let lines = headline.into_iter().chain(others).map(rate);
    lines
        .chain(told.cohort.iter().map(mature))
        .chain(how)
        .chain(told.articles.iter().map(|one| article(one).into()))
}

/// `Sent 41 first requests · accepted 14 · likely ignored 11 · pending 16 (9 of them younger than 21 days)`
fn sent(counts: &Counts, patience: f64) -> Text {
    let young = match counts.young {
        0 => String::new(),
        young => format!(" ({young} of them younger than {patience} days)"),
    };
    let ended = counts.ended.iter().map(|(word, number)| format!(" · {word} {number}"));
    let Counts { sent, accepted, ignored, pending, .. } = counts;
    strong(format!("Sent {}", count(*sent, "first request", "first requests"))).text(format!(
        " · accepted {accepted} · likely ignored {ignored} · pending {pending}{young}{}",
        ended.collect::<String>()
    ))
}

fn rate(within: &Within) -> Text {
    let what = format!("Accepted within {} days: ", within.days);
    match &within.told {
        Told::Rate(rate) => Text::from(what).strong(whole(rate.p)).text(format!(
            " (95% range {}, about {:.0} full observations).",
            wholes([rate.low, rate.high]),
            rate.n_eff
        )),
        Told::Refused { refused } => Text::from(what).text(format!("can't be said ({refused}).")),
    }
}

fn mature(cohort: &Cohort) -> Text {
    let Cohort { part: Part { accepted, requests }, p, low, high } = cohort;
    format!(
        "To compare: of {requests} sent at least {HEADLINE} days ago, {accepted} accepted within {HEADLINE} days ({}, \
         range {}).",
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
    let what = if *who == "all" {
        format!("Your {} is", whole(rate.p))
    } else {
        format!("{who}: {share}, which is")
    };
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

/// From which age on which share had accepted; nothing where nothing is told.
pub fn levels(curve: &RateCurve) -> Vec<(f64, Level)> {
    let none = Level { middle: 0.0, low: 0.0, high: 0.0 };
    let level = |step: &CurveStep| (step.days, Level { middle: step.p, low: step.low, high: step.high });
    let first = (!curve.steps.is_empty()).then_some((curve.from_days, none));
    first.into_iter().chain(curve.steps.iter().map(level)).collect()
}

fn drawn(curve: &RateCurve, width: usize, unicode: bool) -> Vec<String> {
    let levels = levels(curve);
    if levels.is_empty() {
        return Vec::new();
    }
    let at = |days: f64| {
        let reached = levels.iter().rfind(|(from, _)| *from <= days);
        reached.filter(|_| days <= curve.until_days).map(|(_, level)| *level)
    };
    let [line, band, mark] = plot::letters(unicode);
    let legend = format!(
        "Accepted by that age ({line}), 95% range ({band}), the article's {} ({mark})",
        whole(AVERAGE)
    );
    let plot = plot::curve(at, DRAWN, AVERAGE, width, unicode);
    [String::new(), legend].into_iter().chain(plot).collect()
}

pub fn by_period(periods: &Periods, today: Day) -> Vec<Bar> {
    let end = periods.list.iter().rposition(|one| one.sent > 0).map_or(0, |last| last + 1);
    let last = periods.list[end.saturating_sub(PERIODS)..end].iter();
    last.map(|one| {
        let Period { from, sent, accepted, pending } = *one;
        let text = if sent == 0 {
            String::new()
        } else {
            format!("{sent} sent, {accepted} accepted, {pending} pending")
        };
        let name = from.short(today);
        let name = if periods.length == "month" { name.trim_start_matches("1 ").to_owned() } else { name };
        Bar { name, parts: [accepted, pending, sent - accepted - pending], text }
    })
    .collect()
}

pub const FUNNEL: &str = "What became of them";

pub fn funnelled(funnel: &Funnel) -> Vec<Bar> {
    let Funnel { sent, seen_open, accepted, ignored, withdrawn } = *funnel;
    [
        ("sent", sent),
        ("seen open", seen_open),
        ("accepted", accepted),
        ("likely ignored", ignored),
        ("withdrawn", withdrawn),
    ]
    .map(|(what, number)| Bar { name: what.to_owned(), parts: [number, 0, 0], text: number.to_string() })
    .into()
}
