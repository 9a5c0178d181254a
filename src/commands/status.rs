use std::cmp::Reverse;
use std::collections::BTreeMap;

use clap::ValueEnum;
use serde::Serialize;

use super::pace::Pace;
use super::prelude::*;
use super::verdict::{Told, late_entrants};
use super::{record, who};
use crate::cli::one_of;
use crate::context::AsOf;
use crate::model::calibrate::{Calibration, Learned, Uncalibrated};
use crate::model::classify::{Class, Hint};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::settings::Model;
use crate::model::tracked::Tracked;
use crate::model::wording::{percent, percent_text};
use crate::next::due;
use crate::output::table::{self, Cell, Column};
use crate::record::name::fold;
use crate::record::suggest;
use crate::record::time::{Moment, Zone};

/// In the order of `Class::ALL`.
const CLASSES: [&str; 7] = [
    "Likely accepted",
    "No answer yet, or not known",
    "Likely ignored or set aside",
    "You took it back",
    "It lapsed",
    "They told you no",
    "A later request took its place",
];

/// The order of `status`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, ValueEnum)]
pub enum SortKey {
    /// Newest request first
    #[default]
    Sent,
    /// Latest look first
    Look,
    /// By name
    Name,
    /// Accepted, pending, ignored, then what ended
    Verdict,
    /// Surest verdict first
    Confidence,
    /// By number
    Id,
}

/// List requests with their verdicts
///
/// By default: everything that is still open, and what was accepted in the last 30 days. In a pipe: one request
/// a line, fields between tabs: number, name, sent, last look, verdict, confidence in %, why, tags. --verbose: why your
/// own rate of acceptance is not known, where it is not.
#[derive(Args, Default, Debug)]
pub struct Status {
    /// Only these: request numbers, profile URLs, slugs, or parts of names
    #[arg(value_name = "WHO")]
    who: Vec<String>,
    /// Everything, also what ended or was accepted long ago
    #[arg(long)]
    all: bool,
    /// Only these verdicts
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = one_of(Class::ALL, Class::word, &CLASSES))]
    class: Vec<Class>,
    /// Only requests with this tag; several: with all of them
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only requests sent on this day or later
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// The order
    #[arg(long, value_name = "KEY", value_enum, default_value_t = SortKey::Sent)]
    sort: SortKey,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,
}

const ACCEPTED_SHOWN_DAYS: f64 = 30.0;

const COLUMNS: &[Column] = &[
    Column { title: "#", min: 1, max: 8, drop: 1 },
    Column { title: "WHO", min: 12, max: 28, drop: 0 },
    Column { title: "SENT", min: 11, max: 16, drop: 4 },
    Column { title: "LAST LOOK", min: 10, max: 16, drop: 3 },
    Column { title: "VERDICT", min: 11, max: 16, drop: 0 },
    Column { title: "", min: 4, max: 8, drop: 0 },
    Column { title: "WHY", min: 26, max: 120, drop: 2 },
];

#[derive(Serialize)]
struct Answer<'a> {
    as_of: String,
    requests: Vec<Told<'a>>,
    summary: Summary,
    pace: Option<Value>,
}

/// What is counted, by the words of JSON and for people. Who was a connection before is nothing to track.
const COUNTED: [(&str, &str); 8] = [
    ("accepted", "accepted"),
    ("pending", "pending"),
    ("ignored", "likely ignored"),
    ("withdrawn", "withdrawn"),
    ("expired", "expired"),
    ("declined", "declined"),
    ("superseded", "superseded"),
    ("already_connected", "already connected"),
];

#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    counts: BTreeMap<&'static str, usize>,
    not_looked: usize,
    total: usize,
    hidden: usize,
    due: Option<usize>,
    /// First known from a list of open ones: what the counts say of them is no rate.
    late: usize,
    calibration: Option<Calibration>,
    /// Why there is none.
    uncalibrated: Option<String>,
}

pub fn run(args: &Status, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let as_of = AsOf::read(args.as_of.as_deref(), context)?;
    let since = args.since.as_deref().map(|text| context.past("--since", text)).transpose()?;
    let (zone, model) = (context.zone, &context.config.settings.model);
    let (at, as_of_text) = (context.at(as_of.now.instant(zone)), context.rfc3339(as_of.now));
    let Some(mut store) = context.open_to_read()? else {
        let (requests, summary) = (Vec::new(), Summary::of(&[], &Err(Uncalibrated::TooFew(0)), model));
        let answer = Answer { as_of: as_of_text, requests, summary, pace: None };
        return ui.answer(answer, |ui| {
            context.note_nothing_yet(ui);
            ui.note(
                "start with invtrack import FILE, invtrack add NAME, or invtrack demo to see how it works",
            );
        });
    };
    let book = store.read(|view| record::load(view, as_of.learned_by, &at))?;
    let people = chosen_people(args, &book)?;
    check_tags(args, &book)?;

    let every = &book.requests;
    let judge = Judge::new(book.calibration, model, as_of.now, zone);
    let is_chosen = |attempt: &Request| {
        let covers = |who: &who::Who| who.covers(attempt.person.id, attempt.id);
        people.as_ref().is_none_or(|chosen| chosen.iter().any(covers))
            && args.tag.iter().all(|tag| attempt.context.tags.contains(tag))
            && since.is_none_or(|since| attempt.sent.day(zone) >= since.day(zone))
    };
    let judged: Vec<(&Request, Judged)> = every
        .iter()
        .filter(|attempt| is_chosen(attempt))
        .map(|attempt| (attempt, judge.judge(attempt)))
        .filter(|(_, judged)| args.class.is_empty() || args.class.contains(&judged.verdict.class))
        .collect();
    let told = |(attempt, judged)| Told { attempt, judge: &judge, judged, context: &at };
    let mut rows: Vec<Told> = judged.iter().map(|(attempt, judged)| told((*attempt, judged))).collect();

    let mut summary = Summary::of(&rows, &judge.calibration, model);
    if !args.all && people.is_none() && args.class.is_empty() {
        rows.retain(|row| is_current(row, as_of.now));
    }
    summary.hidden = summary.total - rows.len();
    sort(&mut rows, args.sort, zone);
    let has_pace = args.as_of.is_none() && (ui.is_json() || ui.width().is_some());
    if has_pace && !args.is_filtered() {
        let judged = rows.iter().map(|row| (row.attempt, row.judged));
        summary.due = Some(due::due(judged, &book.lists, context.today()).looks.len());
    }
    let pace = has_pace.then(|| Pace::of(&book, context));
    if ui.is_json() {
        let pace = pace.map(|pace| pace.json(context));
        return ui.answer(Answer { as_of: as_of_text, requests: rows, summary, pace }, |_| ());
    }
    if ui.width().is_none() {
        rows.iter().for_each(|row| record(row, ui));
    } else {
        print(&rows, &summary, args.as_of.is_some(), &at, ui);
    }
    if let Some(pace) = pace {
        pace.say(ui);
        if let Some(due) = summary.due.filter(|due| *due > 0) {
            ui.say(format!("{due} worth a look: invtrack due"));
        }
    }
    Ok(Exit::Done)
}

fn chosen_people(args: &Status, book: &Tracked) -> Result<Option<Vec<who::Who>>> {
    let mut chosen = Vec::new();
    for typed in &args.who {
        let found = who::candidates(typed, book)?;
        if found.is_empty() {
            return Err(who::nobody(typed, book));
        }
        chosen.extend(found);
    }
    Ok(Some(chosen).filter(|chosen| !chosen.is_empty()))
}

/// A tag that nobody has is a slip of the pen.
fn check_tags(args: &Status, book: &Tracked) -> Result<()> {
    if args.tag.is_empty() {
        return Ok(());
    }
    let known = book.tags();
    let Some(tag) = args.tag.iter().find(|tag| !known.contains(tag)) else { return Ok(()) };
    let near = suggest::nearest(tag, known.iter().map(String::as_str), 3);
    Err(Error::failed(format!("no request has the tag {tag:?}")).hint_if(suggest::did_you_mean(&near)))
}

impl Status {
    const fn is_filtered(&self) -> bool {
        !self.who.is_empty() || !self.class.is_empty() || !self.tag.is_empty() || self.since.is_some()
    }
}

fn is_current(row: &Told, now: Moment) -> bool {
    let zone = row.context.zone;
    match row.judged.verdict.class {
        Class::Pending => row.judged.already.is_none(),
        Class::Ignored => true,
        Class::Accepted => {
            let since = row.attempt.connected_at().or_else(|| row.attempt.last_look());
            since.is_none_or(|at| now.instant(zone).days_since(at.instant(zone)) <= ACCEPTED_SHOWN_DAYS)
        }
        Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded => false,
    }
}

impl Summary {
    fn of(rows: &[Told], learned: &Learned, model: &Model) -> Self {
        let mut counts: BTreeMap<_, _> = COUNTED.iter().map(|(word, _)| (*word, 0)).collect();
        let (mut not_looked, mut late) = (0, 0);
        for (request, verdict) in rows.iter().map(|row| (row.attempt, &row.judged.verdict)) {
            let is_nothing = verdict.has(Hint::AlreadyConnected);
            *counts
                .entry(if is_nothing { "already_connected" } else { verdict.class.word() })
                .or_default() += 1;
            not_looked += usize::from(verdict.has(Hint::NoObservation));
            late += usize::from(request.is_late() && !is_nothing);
        }
        let uncalibrated = learned.err().map(|why| why.why(model));
        let (total, calibration) = (rows.len(), learned.ok());
        Self { counts, not_looked, total, hidden: 0, due: None, late, calibration, uncalibrated }
    }

    /// `22 requests: 6 accepted · 9 pending · 7 likely ignored`
    fn line(&self) -> String {
        let counted = COUNTED.iter().filter(|(word, _)| self.counts[word] > 0);
        let parts: Vec<String> =
            counted.map(|(word, text)| format!("{} {text}", self.counts[word])).collect();
        format!("{}: {}", count(self.total, "request", "requests"), parts.join(" · "))
    }
}

fn sort(rows: &mut [Told], key: SortKey, zone: Zone) {
    let sent = |row: &Told| Reverse((row.attempt.sent.instant(zone), row.id()));
    match key {
        SortKey::Sent => rows.sort_by_cached_key(sent),
        SortKey::Look => {
            let seen = |row: &Told| Reverse(row.attempt.last_look().map(|seen| seen.instant(zone)));
            rows.sort_by_cached_key(|row| (seen(row), sent(row)));
        }
        SortKey::Name => rows.sort_by_cached_key(|row| (fold(&row.attempt.person.name), sent(row))),
        SortKey::Verdict => rows.sort_by_cached_key(|row| (row.judged.verdict.class, sent(row))),
        SortKey::Confidence => {
            rows.sort_by(|a, b| b.judged.verdict.confidence.total_cmp(&a.judged.verdict.confidence));
        }
        SortKey::Id => rows.sort_by_key(Told::id),
    }
}

fn print(rows: &[Told], summary: &Summary, dated: bool, at: &Context, ui: &mut Ui) {
    if rows.is_empty() {
        ui.say("Nothing to list.");
    } else {
        table::print(ui, COLUMNS, &rows.iter().map(cells).collect::<Vec<_>>());
    }
    let as_of = if dated { format!("As of {}: ", at.today().with_weekday()) } else { String::new() };
    ui.say(format!("{as_of}{}.", summary.line()));
    if summary.late > 0 {
        ui.say(format!("{}: the counts are no rate.", late_entrants(summary.late, "of them")));
    }
    if let Some(why) = summary.uncalibrated.as_ref().filter(|_| ui.is_verbose()) {
        ui.say(format!("{why}."));
    }
    if summary.hidden > 0 {
        let hidden = summary.hidden;
        ui.say(faint(format!("{hidden} not listed (ended, or accepted long ago): invtrack status --all")));
    }
}

fn cells(row: &Told) -> Vec<Cell> {
    let (role, sign, word) = row.badge();
    let sure = row.confidence().map(percent_text).unwrap_or_default();
    vec![
        Cell(Role::Faint, row.id().to_string()),
        Cell(Role::Strong, row.attempt.person.name.clone()),
        Cell::plain(row.context.ago(Some(row.attempt.sent))),
        Cell::plain(row.last_look_ago()),
        Cell(role, format!("{sign} {word}")),
        Cell::plain(format!("{sure:>4}")),
        Cell::plain(row.why()),
    ]
}

fn record(row: &Told, ui: &mut Ui) {
    let day = |moment: Moment| moment.day(row.context.zone).iso();
    ui.record(&[
        &row.id().to_string(),
        &row.attempt.person.name,
        &day(row.attempt.sent),
        &row.attempt.last_look().map(day).unwrap_or_default(),
        row.judged.verdict.class.word(),
        &row.confidence().map(|sure| percent(sure).to_string()).unwrap_or_default(),
        &row.why(),
        &row.attempt.context.tags.join(","),
    ]);
}
