pub mod columns;
mod summary;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use clap::ValueEnum;
use serde::Serialize;

use super::pace::Pace;
use super::prelude::*;
use super::record::{self, Scope};
use super::verdict::{Judgement, Judgements, late_entrants};
use super::who;
use crate::cli::one_of;
use crate::context::AsOf;
use crate::model::calibrate::Learned;
use crate::model::classify::{Class, Hint, Verdict};
use crate::output::table::{self, Column};
use crate::record::name::fold;
use crate::record::slug::looks_like_url;
use crate::record::suggest;
use crate::record::time::Zone;

use columns::{FIELDS, StatusColumn};
use summary::Summary;

/// In the order of `Class::ALL`.
const CLASSES: [&str; 7] = [
    "Likely accepted",
    "No answer yet, or not known",
    "Likely ignored",
    "You took it back",
    "It lapsed",
    "They told you no",
    "A later request took its place",
];

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
/// By default: what is pending, what was likely ignored in the last 60 days, and what was accepted in the last 30.
/// A request that is pending shows how many of its kind are accepted yet ("1 in 9"), others how sure the verdict is.
/// In a pipe nothing ignored is left out, and there is one request a line, fields between tabs: number, name, sent,
/// last look, verdict, confidence in %, why, tags. --verbose: why your own rate of acceptance is not known, where it is
/// not.
#[derive(Args, Default, Debug)]
pub struct Status {
    /// Only these: request numbers, profile URLs, slugs, parts of names; words of notes, templates, events and tags
    #[arg(value_name = "WHO")]
    who: Vec<String>,
    /// Everything, also what ended, was ignored or was accepted long ago
    #[arg(long)]
    all: bool,
    /// Only these verdicts
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = one_of(Class::ALL, Class::word, &CLASSES))]
    class: Vec<Class>,
    /// Only what is open: not over yet, more likely than not
    #[arg(long)]
    open: bool,
    /// Only what nobody answered and you never looked at
    #[arg(long)]
    not_looked: bool,
    /// Only requests with this tag; several: with all of them
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only requests sent on this day or later
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Only requests sent on this day or earlier
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// At most so many, the first ones of the order
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// The order
    #[arg(long, visible_alias = "by", value_name = "KEY", value_enum, default_value_t = SortKey::Sent)]
    sort: SortKey,
    /// Which columns, in which order
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', value_parser = one_of(&StatusColumn::KEYS, StatusColumn::key, &[]))]
    columns: Vec<usize>,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,
    /// Print a long table at once, not through the pager (`$PAGER`, or less)
    #[arg(long)]
    no_pager: bool,
}

const ACCEPTED_SHOWN_DAYS: f64 = 30.0;

const IGNORED_SHOWN_DAYS: f64 = 60.0;

#[derive(Serialize)]
struct StatusAnswer<'a> {
    as_of: String,
    requests: Vec<Judgement<'a>>,
    summary: Summary,
    pace: Option<Value>,
}

pub fn run(args: &Status, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let as_of = AsOf::read(args.as_of.as_deref(), context)?;
    let day = |option, text: &Option<String>| {
        let moment = text.as_deref().map(|text| context.past(option, text)).transpose()?;
        Ok::<_, Error>(moment.map(|moment| moment.day(context.zone)))
    };
    let (since, until) = (day("--since", &args.since)?, day("--until", &args.until)?);
    let (zone, model) = (context.zone, &context.config.settings.model);
    let (at, as_of_text) = (context.at(as_of.now.instant(zone)), context.rfc3339(as_of.now));
    let Some(mut store) = context.open_to_read()? else {
        let (requests, summary) = (Vec::new(), Summary::of(&[], &Learned::default(), model));
        let answer = StatusAnswer { as_of: as_of_text, requests, summary, pace: None };
        return ui.answer(answer, |ui| {
            context.note_nothing_yet(ui);
            ui.note(
                "start with invtrack import FILE, invtrack add NAME, or invtrack demo to see how it works",
            );
        });
    };
    let book = store.read(|view| {
        record::load(view, &as_of.learned_by.map_or(Scope::Everything, Scope::LearnedBy), &at)
    })?;
    let chosen = chosen(args, &book)?;
    check_tags(args, &book)?;

    let is_chosen = |request: &&Request| {
        let sent = request.sent.day(zone);
        chosen.as_ref().is_none_or(|chosen| chosen.contains(&request.id))
            && args.tag.iter().all(|tag| request.context.tags.contains(tag))
            && since.is_none_or(|since| sent >= since)
            && until.is_none_or(|until| sent <= until)
    };
    let requests = book.requests.iter().filter(is_chosen);
    let mut judged = Judgements::of_some(requests, &book, as_of.now, &at);
    judged.all.retain(|(_, judged)| args.wants(&judged.verdict));
    let mut rows: Vec<Judgement> = judged.iter().collect();

    let mut summary = Summary::of(&rows, &book.learned, model);
    if !args.all && !args.asks_for_some() {
        rows.retain(|row| is_current(row, as_of.now, ui.is_table()));
    }
    sort(&mut rows, args.sort, zone);
    rows.truncate(args.limit.unwrap_or(usize::MAX));
    summary.hidden = summary.total - rows.len();
    let has_pace = args.as_of.is_none() && (ui.is_json() || ui.width().is_some());
    let mut pace = has_pace.then(|| Pace::lately(&book, context));
    if let Some(pace) = pace.as_mut().filter(|_| !args.is_filtered()) {
        pace.open = Some(judged.all.iter().filter(|(_, judged)| is_open(&judged.verdict)).count());
        summary.due = Some(judged.due(&book).looks.len());
    }
    if ui.is_json() {
        let pace = pace.map(|pace| json!(pace));
        return ui.answer(StatusAnswer { as_of: as_of_text, requests: rows, summary, pace }, |_| ());
    }
    if ui.is_table() {
        print(&rows, &summary, args, &at, ui);
    } else {
        rows.iter().for_each(|row| record(row, &args.columns, ui));
    }
    if let Some(pace) = pace {
        pace.say(ui);
        if let Some(due) = summary.due.filter(|due| *due > 0) {
            ui.say(format!("{due} worth a look: invtrack due"));
        }
    }
    Ok(Exit::Done)
}

/// The numbers of the requests that are named, or whose notes, templates, events or tags have the words.
fn chosen(args: &Status, book: &Tracked) -> Result<Option<BTreeSet<i64>>> {
    let mut chosen = BTreeSet::new();
    for typed in &args.who {
        let (who, folded) = (who::candidates(typed, book)?, fold(typed));
        let is_text = !folded.is_empty() && who::request_number(typed).is_none() && !looks_like_url(typed);
        let says =
            |request: &Request| is_text && request.context.texts().any(|text| fold(text).contains(&folded));
        let is_meant = |request: &&Request| {
            who.iter().any(|who| who.covers(request.person.id, request.id)) || says(request)
        };
        let found: Vec<i64> = book.requests.iter().filter(is_meant).map(|request| request.id).collect();
        if found.is_empty() {
            return Err(who::nobody(typed, book));
        }
        chosen.extend(found);
    }
    Ok(Some(chosen).filter(|_| !args.who.is_empty()))
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
        self.asks_for_some() || !self.tag.is_empty() || self.since.is_some() || self.until.is_some()
    }

    /// Whatever they are, even if they ended long ago.
    const fn asks_for_some(&self) -> bool {
        !self.who.is_empty() || !self.class.is_empty() || self.open || self.not_looked
    }

    fn wants(&self, verdict: &Verdict) -> bool {
        (self.class.is_empty() || self.class.contains(&verdict.class))
            && (!self.not_looked || (verdict.class == Class::Pending && verdict.has(Hint::NoObservation)))
            && (!self.open || is_open(verdict))
    }
}

pub fn is_open(verdict: &Verdict) -> bool {
    verdict.p_open >= 0.5 && matches!(verdict.class, Class::Pending | Class::Ignored)
}

/// `briefly`: without what was likely ignored long ago.
fn is_current(row: &Judgement, now: Moment, briefly: bool) -> bool {
    let zone = row.context.zone;
    let is_within = |at: Moment, days| now.instant(zone).days_since(at.instant(zone)) <= days;
    match row.judged.verdict.class {
        Class::Pending => row.judged.already.is_none(),
        Class::Ignored => !briefly || is_within(row.request.sent, IGNORED_SHOWN_DAYS),
        Class::Accepted => {
            let since = row.request.connected_at().or_else(|| row.request.last_look());
            since.is_none_or(|at| is_within(at, ACCEPTED_SHOWN_DAYS))
        }
        Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded => false,
    }
}

fn sort(rows: &mut [Judgement], key: SortKey, zone: Zone) {
    let sent = |row: &Judgement| Reverse((row.request.sent.instant(zone), row.request.id));
    match key {
        SortKey::Sent => rows.sort_by_cached_key(sent),
        SortKey::Look => {
            let seen = |row: &Judgement| Reverse(row.request.last_look().map(|seen| seen.instant(zone)));
            rows.sort_by_cached_key(|row| (seen(row), sent(row)));
        }
        SortKey::Name => rows.sort_by_cached_key(|row| (fold(&row.request.person.name), sent(row))),
        SortKey::Verdict => rows.sort_by_cached_key(|row| (row.judged.verdict.class, sent(row))),
        SortKey::Confidence => {
            rows.sort_by(|a, b| b.judged.verdict.confidence.total_cmp(&a.judged.verdict.confidence));
        }
        SortKey::Id => rows.sort_by_key(|row| row.request.id),
    }
}

fn print(rows: &[Judgement], summary: &Summary, args: &Status, at: &Env, ui: &mut Ui) {
    if summary.total == 0 {
        return ui.say("No requests match.");
    }
    let columns =
        if args.columns.is_empty() { &StatusColumn::KEYS[..FIELDS.len() - 1] } else { &args.columns };
    let shown: Vec<Column> = columns.iter().map(|&place| FIELDS[place].column).collect();
    let cells = |row: &Judgement| columns.iter().map(|&place| (FIELDS[place].cell)(row)).collect();
    if !rows.is_empty() {
        if !args.no_pager {
            ui.page(rows.len() + 4);
        }
        table::print(ui, &shown, &rows.iter().map(cells).collect::<Vec<_>>());
    }
    let dated = args.as_of.as_ref().map(|_| format!("As of {}: ", at.today().with_weekday()));
    ui.say(format!("{}{}.", dated.unwrap_or_default(), summary.line()));
    if summary.late > 0 {
        ui.say(format!("{}: the counts are not a rate.", late_entrants(summary.late, "of them")));
    }
    if let Some(why) = summary.uncalibrated.as_ref().filter(|_| ui.is_verbose()) {
        ui.say(format!("{why}."));
    }
    if summary.hidden > 0 {
        let hidden = summary.hidden;
        ui.say(faint(if args.limit.is_some() {
            format!("{hidden} more.")
        } else {
            format!("{hidden} not listed (ended, or long ago ignored or accepted): invtrack status --all")
        }));
    }
}

fn record(row: &Judgement, columns: &[usize], ui: &mut Ui) {
    let columns = if columns.is_empty() { &StatusColumn::KEYS } else { columns };
    let texts: Vec<String> = columns.iter().map(|&place| (FIELDS[place].text)(row)).collect();
    ui.record(&texts.iter().map(String::as_str).collect::<Vec<_>>());
}
