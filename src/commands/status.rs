//! `invtrack status`

use std::cmp::Reverse;

use serde::Serialize;

use super::counsel::{Pace, PaceView};
use super::view::{self, Answer, RequestView};
use super::{record, who};
use crate::cli::{ClassFilter, SortKey, Status};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::classify::{Class, Hint};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::model::wording::{percent, percent_text};
use crate::next::due;
use crate::output::table::{self, Cell, Column};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::suggest;
use crate::record::time::{Instant, Moment, Zone};

/// An accepted request stays in the default view for so long.
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

/// A request with its verdict.
struct Row<'a> {
    attempt: &'a Request,
    judged: Judged,
}

#[derive(Serialize)]
struct Answered<'a> {
    as_of: String,
    requests: Vec<RequestView<'a>>,
    summary: Summary,
    /// What was sent lately; only where time is now.
    pace: Option<PaceView>,
}

/// How many requests have which verdict, over everything that the filters let through.
#[derive(Default, Serialize)]
struct Summary {
    accepted: usize,
    pending: usize,
    ignored: usize,
    withdrawn: usize,
    expired: usize,
    declined: usize,
    superseded: usize,
    /// Those who were connections before: nothing to track.
    already_connected: usize,
    /// Of the pending ones: never looked at.
    not_looked: usize,
    total: usize,
    /// Counted, but not listed: what ended or was accepted long ago.
    hidden: usize,
    /// Worth a look today; only where nothing is filtered.
    due: Option<usize>,
    calibration: Option<CalibrationView>,
}

#[derive(Serialize)]
struct CalibrationView {
    requests: usize,
    shift: f64,
    expected: f64,
    observed: f64,
}

/// Lists the requests.
pub fn run(args: &Status, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let as_of = AsOf::new(args.as_of.as_deref(), context)?;
    let since = args.since.as_deref().map(|text| context.past("--since", text)).transpose()?;
    let Some(mut store) = context.open_to_read()? else { return nothing_yet(&as_of, context, ui) };
    let book = store.read(|view| record::load(view, as_of.learned_by, context))?;
    let people = chosen_people(args, &book)?;
    check_tags(args, &book)?;

    let every = &book.requests;
    let judge = Judge::new(every, &context.config.settings.model, as_of.now, context.zone);
    let wanted = |attempt: &Request| {
        people
            .as_ref()
            .is_none_or(|chosen| chosen.iter().any(|who| who.covers(attempt.person.id, attempt.id)))
            && args.tag.iter().all(|tag| attempt.context.tags.contains(tag))
            && since.is_none_or(|since| attempt.sent.day(context.zone) >= since.day(context.zone))
    };
    let mut rows: Vec<Row> = every
        .iter()
        .filter(|request| wanted(request))
        .map(|attempt| Row { judged: judge.judge(attempt), attempt })
        .filter(|row| {
            args.class.is_empty()
                || args.class.iter().any(|&class| class_of(class) == row.judged.verdict.class)
        })
        .collect();

    let mut summary = Summary::of(&rows, &judge);
    if !args.all && people.is_none() && args.class.is_empty() {
        rows.retain(|row| row.is_current(as_of.now, context.zone));
    }
    summary.hidden = summary.total - rows.len();
    sort(&mut rows, args.sort, context.zone);

    let day_context = context.at(as_of.now.instant(context.zone));
    let pace = if args.as_of.is_none() && (ui.is_json() || ui.width().is_some()) {
        if !args.is_filtered() {
            let judged = rows.iter().map(|row| (row.attempt, &row.judged));
            summary.due = Some(due::due(judged, &book.lists, context.today()).looks.len());
        }
        Some(Pace::of(&book, context))
    } else {
        None
    };
    if ui.is_json() {
        let requests =
            rows.iter().map(|row| RequestView::new(row.attempt, &judge, &row.judged, context.zone)).collect();
        let as_of = view::rfc3339(as_of.now, context.zone);
        let pace = pace.map(|pace| pace.view(context));
        ui.json(&Answer::new(Answered { as_of, requests, summary, pace }))?;
    } else {
        print(&rows, &judge, &summary, args.as_of.is_some(), &day_context, ui)?;
        if let Some(pace) = &pace {
            tell_pace(pace, &summary, context, ui)?;
        }
    }
    Ok(Exit::Done)
}

/// The moment that a question is about.
pub struct AsOf {
    /// Time is then.
    pub now: Moment,
    /// Only what was learned by then is used; none: everything.
    pub learned_by: Option<Instant>,
}

impl AsOf {
    /// Reads `--as-of`; a day of the past includes what was recorded on that day.
    pub fn new(text: Option<&str>, context: &Context) -> Result<Self> {
        let Some(text) = text else { return Ok(Self { now: Moment::Exact(context.now), learned_by: None }) };
        Ok(match context.past("--as-of", text)? {
            Moment::Day(day) if day == context.today() => {
                Self { now: Moment::Exact(context.now), learned_by: None }
            }
            Moment::Day(day) => {
                let next = day.plus_days(1).and_then(|next| context.zone.at(next, 0, 0, 0));
                Self { now: Moment::Day(day), learned_by: next.map(|next| next.plus_millis(-1)) }
            }
            Moment::Exact(at) => Self { now: Moment::Exact(at), learned_by: Some(at) },
        })
    }
}

fn nothing_yet(as_of: &AsOf, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if ui.is_json() {
        let as_of = view::rfc3339(as_of.now, context.zone);
        ui.json(&Answer::new(Answered {
            as_of,
            requests: Vec::new(),
            summary: Summary::default(),
            pace: None,
        }))?;
    } else {
        ui.note(&format!("nothing is recorded yet; looked in {}", context.database.display()));
        ui.note("start with invtrack import FILE, invtrack add NAME, or invtrack demo to see how it works");
    }
    Ok(Exit::Done)
}

/// Everybody whom the words on the command line fit; none: no words.
fn chosen_people(args: &Status, book: &Tracked) -> Result<Option<Vec<who::Who>>> {
    if args.who.is_empty() {
        return Ok(None);
    }
    let mut chosen = Vec::new();
    for typed in &args.who {
        let found = who::candidates(typed, book)?;
        if found.is_empty() {
            return Err(who::nobody(typed, book));
        }
        chosen.extend(found);
    }
    Ok(Some(chosen))
}

/// A tag that nobody has is a slip of the pen.
fn check_tags(args: &Status, book: &Tracked) -> Result<()> {
    if args.tag.is_empty() {
        return Ok(());
    }
    let known = book.tags();
    match args.tag.iter().find(|tag| !known.contains(tag)) {
        None => Ok(()),
        Some(tag) => {
            let near = suggest::nearest(tag, known.iter().map(String::as_str), 3);
            Err(Error::failed(format!("no request has the tag {tag:?}"))
                .hint_if(suggest::did_you_mean(&near)))
        }
    }
}

impl Status {
    /// Whether only a part of what is on record was asked for.
    const fn is_filtered(&self) -> bool {
        !self.who.is_empty() || !self.class.is_empty() || !self.tag.is_empty() || self.since.is_some()
    }
}

impl Row<'_> {
    /// Open, or accepted not long ago.
    fn is_current(&self, now: Moment, zone: Zone) -> bool {
        match self.judged.verdict.class {
            Class::Pending if self.judged.already.is_some() => false,
            Class::Pending | Class::Ignored => true,
            Class::Accepted => {
                let since = self.attempt.connected_at().or_else(|| self.attempt.last_look());
                since.is_none_or(|at| now.instant(zone).days_since(at.instant(zone)) <= ACCEPTED_SHOWN_DAYS)
            }
            Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded => false,
        }
    }
}

impl Summary {
    fn of(rows: &[Row], judge: &Judge) -> Self {
        let mut summary = Self { total: rows.len(), ..Self::default() };
        for row in rows {
            let verdict = &row.judged.verdict;
            *match verdict.class {
                _ if verdict.has(Hint::AlreadyConnected) => &mut summary.already_connected,
                Class::Accepted => &mut summary.accepted,
                Class::Pending => &mut summary.pending,
                Class::Ignored => &mut summary.ignored,
                Class::Withdrawn => &mut summary.withdrawn,
                Class::Expired => &mut summary.expired,
                Class::Declined => &mut summary.declined,
                Class::Superseded => &mut summary.superseded,
            } += 1;
            summary.not_looked += usize::from(verdict.hints.contains(&Hint::NoObservation));
        }
        summary.calibration = judge.calibration.as_ref().map(|calibration| CalibrationView {
            requests: calibration.requests,
            shift: calibration.shift,
            expected: calibration.expected,
            observed: calibration.observed,
        });
        summary
    }

    /// `22 requests: 6 accepted · 9 pending · 7 likely ignored`
    fn line(&self) -> String {
        let parts = [
            (self.accepted, "accepted"),
            (self.pending, "pending"),
            (self.ignored, "likely ignored"),
            (self.withdrawn, "withdrawn"),
            (self.expired, "expired"),
            (self.declined, "declined"),
            (self.superseded, "superseded"),
            (self.already_connected, "already connected"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        format!("{}: {}", count(self.total, "request", "requests"), parts.join(" · "))
    }
}

const fn class_of(filter: ClassFilter) -> Class {
    match filter {
        ClassFilter::Accepted => Class::Accepted,
        ClassFilter::Pending => Class::Pending,
        ClassFilter::Ignored => Class::Ignored,
        ClassFilter::Withdrawn => Class::Withdrawn,
        ClassFilter::Expired => Class::Expired,
        ClassFilter::Declined => Class::Declined,
        ClassFilter::Superseded => Class::Superseded,
    }
}

fn sort(rows: &mut [Row], key: SortKey, zone: Zone) {
    let sent = |row: &Row| Reverse((row.attempt.sent.instant(zone), row.attempt.id));
    match key {
        SortKey::Sent => rows.sort_by_cached_key(sent),
        SortKey::Look => {
            rows.sort_by_cached_key(|row| {
                (Reverse(row.attempt.last_look().map(|seen| seen.instant(zone))), sent(row))
            });
        }
        SortKey::Name => {
            rows.sort_by_cached_key(|row| (crate::record::name::fold(&row.attempt.person.name), sent(row)));
        }
        SortKey::Verdict => rows.sort_by_cached_key(|row| (row.judged.verdict.class, sent(row))),
        SortKey::Confidence => {
            rows.sort_by(|a, b| b.judged.verdict.confidence.total_cmp(&a.judged.verdict.confidence));
        }
        SortKey::Id => rows.sort_by_key(|row| row.attempt.id),
    }
}

fn print(
    rows: &[Row],
    judge: &Judge,
    summary: &Summary,
    dated: bool,
    context: &Context,
    ui: &mut Ui,
) -> Result<()> {
    if ui.width().is_none() {
        return rows.iter().try_for_each(|row| record(row, judge, context, ui));
    }
    if rows.is_empty() {
        ui.say(&Line::plain("Nothing to list."))?;
    } else {
        let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(row, judge, context)).collect();
        table::print(ui, COLUMNS, &cells)?;
    }
    let as_of = if dated { format!("As of {}: ", context.today().with_weekday()) } else { String::new() };
    ui.say(&Line::plain(format!("{as_of}{}.", summary.line())))?;
    if summary.hidden > 0 {
        ui.say(&Line::new().push(
            Role::Faint,
            format!("{} not listed (ended, or accepted long ago): invtrack status --all", summary.hidden),
        ))?;
    }
    Ok(())
}

/// How much was sent, and what there is to do; for a person at a terminal.
fn tell_pace(pace: &Pace, summary: &Summary, context: &Context, ui: &mut Ui) -> Result<()> {
    ui.say(&pace.line())?;
    if let Some(sentence) = pace.pause_sentence(context) {
        ui.say(&Line::new().push(Role::Alert, format!("{sentence}.")))?;
    }
    match summary.due {
        Some(due) if due > 0 => ui.say(&Line::plain(format!("{due} worth a look: invtrack due"))),
        _ => Ok(()),
    }
}

fn cells(row: &Row, judge: &Judge, context: &Context) -> Vec<Cell> {
    let (attempt, verdict) = (row.attempt, &row.judged.verdict);
    let (role, sign, word) = view::badge(verdict);
    let sure = if view::has_confidence(verdict) { percent_text(verdict.confidence) } else { String::new() };
    vec![
        Cell(Role::Faint, attempt.id.to_string()),
        Cell(Role::Strong, attempt.person.name.clone()),
        Cell::plain(view::ago(Some(attempt.sent), context)),
        Cell::plain(view::ago(attempt.last_look(), context)),
        Cell(role, format!("{sign} {word}")),
        Cell::plain(format!("{sure:>4}")),
        Cell::plain(view::why(attempt, judge, &row.judged, context)),
    ]
}

/// For a pipe: dates as days, numbers bare.
fn record(row: &Row, judge: &Judge, context: &Context, ui: &mut Ui) -> Result<()> {
    let (attempt, verdict) = (row.attempt, &row.judged.verdict);
    let day = |moment: Moment| moment.day(context.zone).iso();
    ui.record(&[
        &attempt.id.to_string(),
        &attempt.person.name,
        &day(attempt.sent),
        &attempt.last_look().map(day).unwrap_or_default(),
        verdict.class.word(),
        &if view::has_confidence(verdict) { percent(verdict.confidence).to_string() } else { String::new() },
        &view::why(attempt, judge, &row.judged, context),
        &attempt.context.tags.join(","),
    ])
}
