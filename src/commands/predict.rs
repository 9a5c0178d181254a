//! `invtrack predict`, and `invtrack add --dry-run`.

use serde::Serialize;

use super::add::{self, Around, Entry, Found};
use super::view::{self, Answer};
use crate::cli::{Add, Predict};
use crate::context::Context;
use crate::domain::attempt::{Attempt, attempts};
use crate::domain::book::Book;
use crate::domain::classify::Class;
use crate::domain::judge::Judge;
use crate::domain::predict::{CHECKS, Change, FIRST_CHECKS, Outlook, Own, described};
use crate::domain::request::Request;
use crate::domain::sending::{NO_NOTE, RESEND_AFTER_DAYS};
use crate::domain::wording::percent_text;
use crate::error::{Exit, Result};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::time::{Day, Moment};
use crate::store::Which;

/// The number that the request would have; none on record is that high.
const PLANNED: i64 = i64::MAX;

#[derive(Serialize)]
struct Prediction<'a> {
    name: Option<&'a str>,
    sent_at: String,
    attempt: usize,
    p_accepted: f64,
    background: &'a str,
    by_days: Vec<ByDay>,
    features: &'a [&'static str],
    raises: Vec<ChangeView>,
    lowers: Vec<ChangeView>,
    own: OwnView,
    checklist: Vec<CheckView>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct ByDay {
    days: u16,
    p: f64,
}

#[derive(Serialize)]
struct ChangeView {
    feature: &'static str,
    text: String,
    p_accepted: f64,
    difference: f64,
    heuristics: &'static [&'static str],
}

#[derive(Serialize)]
struct OwnView {
    accepted: usize,
    decided: usize,
    open: usize,
    /// None where too few are decided.
    share: Option<f64>,
}

#[derive(Serialize)]
struct CheckView {
    text: &'static str,
    heuristics: &'static [&'static str],
}

/// What is told of a request that is not on record.
struct Told {
    name: String,
    sent: Moment,
    number: usize,
    /// The request to them before this one: its number, and when it was sent.
    previous: Option<(i64, Moment)>,
    /// The day from which a further request makes sense.
    again: Option<Day>,
    outlook: Outlook,
    own: Own,
    background: String,
    warnings: Vec<String>,
}

/// Tells the chance of a request, and what would raise it.
pub fn run(args: Predict, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let all = args.all;
    let Predict { name, url, circumstances, .. } = args;
    let entry = add::read(Add { name, url, circumstances, ..Add::default() }, context)?;
    let mut told = look_ahead(&entry, false, context)?;
    // What would raise the chance says so already, and in the right tense.
    told.warnings.retain(|warning| warning != NO_NOTE);
    print(&told, all, context, ui)
}

/// The same for `add`, with everything that `add` would warn of or refuse.
pub fn dry_run(entry: &Entry, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let told = look_ahead(entry, true, context)?;
    print(&told, false, context, ui)?;
    ui.say(&Line::plain("Nothing was recorded."))?;
    Ok(Exit::Done)
}

fn look_ahead(entry: &Entry, refuse: bool, context: &Context) -> Result<Told> {
    let newcomer = || Book { people: vec![entry.person(context)], ..Book::default() };
    let Some(mut store) = context.open_to_read()? else {
        return Ok(foresee(entry, Around::nothing(newcomer()), &Book::default(), context));
    };
    let found = store.read(|view| add::find_person(entry, view))?;
    let (around, everything) = store.read(|view| {
        let book = match &found {
            Found::Nobody => newcomer(),
            Found::One(person) => view.book(Which::People(&[*person]))?,
            Found::Several(people) => view.book(Which::People(people))?,
        };
        Ok((Around::read(book, view, context)?, view.book(Which::All)?))
    })?;
    if matches!(found, Found::Several(_)) {
        return Err(add::namesakes(entry, &around.book));
    }
    if refuse {
        add::refuse_duplicate(entry.sent, &around.book.requests, context)?;
    }
    Ok(foresee(entry, around, &everything, context))
}

/// Puts the request beside what is on record, and asks what was asked of those.
fn foresee(entry: &Entry, mut around: Around, everything: &Book, context: &Context) -> Told {
    let (now, zone, model) = (Moment::Exact(context.now), context.zone, &context.config.settings.model);
    let mut warnings = around.warnings(entry, context);
    let known = attempts(everything, zone);
    let judge = Judge::new(&known, model, now, zone);
    // Before the request is put there, for a look of just now would be about it.
    warnings.extend(accepted_before(&attempts(&around.book, zone), &judge));

    let person = around.book.people.first().map_or(0, |person| person.id);
    around.book.requests.push(Request { id: PLANNED, ..entry.request(person, context) });
    let theirs = attempts(&around.book, zone);
    let attempt = theirs.iter().find(|attempt| attempt.request.id == PLANNED);
    let number = attempt.map_or(1, |attempt| attempt.number);
    let judged = attempt.map(|attempt| judge.judge(attempt));
    let features = judged.as_ref().map(|judged| judged.case.features).unwrap_or_default();
    let before = theirs.iter().find(|attempt| attempt.number + 1 == number);
    Told {
        name: around.book.people.first().map_or_else(String::new, |person| person.name.clone()),
        sent: entry.sent,
        number,
        previous: before.map(|before| (before.request.id, before.request.sent)),
        again: before.and_then(|before| {
            let ended = before.request.closing().map_or(before.request.sent, |closing| closing.at);
            ended.day(zone).plus_days(RESEND_AFTER_DAYS)
        }),
        outlook: Outlook::new(features, model, judge.shift()),
        own: Own::count(&known, features, &judge),
        background: judged.map_or_else(String::new, |judged| view::background(&judge, &judged)),
        warnings,
    }
}

/// Whoever accepted need not be asked.
fn accepted_before(theirs: &[Attempt], judge: &Judge) -> Option<String> {
    let accepted = |attempt: &&Attempt| judge.judge(attempt).verdict.class == Class::Accepted;
    let id = theirs.iter().rfind(accepted)?.request.id;
    Some(format!("request #{id} to them was likely accepted: `invtrack show {id}` tells why"))
}

fn print(told: &Told, all: bool, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if ui.is_json() {
        ui.json(&Answer::new(prediction(told, context)))?;
        return Ok(Exit::Done);
    }
    told.warnings.iter().for_each(|warning| ui.advise(warning));
    print_chance(told, context, ui)?;
    let signed = |change: &Change| {
        let role = if change.difference > 0.0 { Role::Good } else { Role::Alert };
        (role, format!("{:>6}", percent_text(change.p_accepted)))
    };
    print_changes("What would raise it, and to what", &told.outlook.raises, told, signed, ui)?;
    print_changes("What lowers it, and where it would be without", &told.outlook.lowers, told, signed, ui)?;
    heading("Your own first requests of this kind", ui)?;
    ui.line(&Line::plain(format!("  {}", own_record(&told.own))).append(rules(&["T21"])))?;
    heading("Before you send it", ui)?;
    for check in CHECKS.iter().take(if all { CHECKS.len() } else { FIRST_CHECKS }) {
        ui.line(&Line::plain(format!("  - {}", check.text)).append(rules(check.heuristics)))?;
    }
    if !all {
        super::next(
            ui,
            "invtrack note (fill in and check a note), invtrack predict --all (the whole check list)",
        )?;
    }
    Ok(Exit::Done)
}

fn print_chance(told: &Told, context: &Context, ui: &mut Ui) -> Result<()> {
    let who = Some(told.name.as_str()).filter(|name| !name.is_empty()).unwrap_or("A request");
    let which = match told.previous {
        Some((id, sent)) => {
            format!(", attempt {}: #{id} was sent {}", told.number, context.echo(sent))
        }
        None => String::new(),
    };
    ui.line(&Line::new().push(Role::Strong, who).push(Role::Faint, which))?;
    ui.line(&Line::plain(format!("  About {}.", told.background)))?;
    let by = told.outlook.by_days.map(|(days, p)| format!("{} within {days} days", percent_text(p)));
    ui.line(&Line::plain(format!("  By when: {}.", by.join(", "))))?;
    let counted: Vec<&str> = told.outlook.features.iter().map(|feature| described(feature)).collect();
    let counted = if counted.is_empty() { "nothing special".to_owned() } else { counted.join(", ") };
    ui.line(&Line::plain(format!("  Counted: {counted}.")))
}

fn print_changes(
    title: &str,
    changes: &[Change],
    told: &Told,
    signed: impl Fn(&Change) -> (Role, String),
    ui: &mut Ui,
) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    heading(title, ui)?;
    for change in changes {
        let (role, percent) = signed(change);
        ui.line(
            &Line::plain("  ")
                .push(role, percent)
                .text(format!("  {}", told.text_of(change)))
                .append(rules(change.heuristics)),
        )?;
    }
    Ok(())
}

fn heading(text: &str, ui: &mut Ui) -> Result<()> {
    ui.line(&Line::new().push(Role::Strong, text))
}

fn rules(ids: &[&str]) -> Line {
    Line::new().push(Role::Faint, format!("  [{}]", ids.join(" ")))
}

/// Counts, and a share only of enough; what is open is not counted as a failure.
fn own_record(own: &Own) -> String {
    let open = match own.open {
        0 => String::new(),
        open => format!(", {open} not yet known"),
    };
    match (own.decided(), own.share()) {
        (0, _) if own.open == 0 => "none so far: too few to say".to_owned(),
        (0, _) => format!("none decided so far{open}: too few to say"),
        (decided, None) => {
            format!("{} of {decided} decided ones accepted{open}: too few to say", own.accepted)
        }
        (decided, Some(share)) => {
            let early = if own.open > 0 { "; an acceptance shows sooner than silence" } else { "" };
            let decided = count(decided, "decided one", "decided ones");
            format!("{} of {decided} accepted ({}){open}{early}", own.accepted, percent_text(share))
        }
    }
}

impl Told {
    /// What to change, with the day where it is one.
    fn text_of(&self, change: &Change) -> String {
        let is_wait = change.feature == "repeat_soon" && change.difference > 0.0;
        self.again.filter(|_| is_wait).map_or_else(
            || change.text.to_owned(),
            |day| format!("waiting until {}, {RESEND_AFTER_DAYS} days after the request before", day.iso()),
        )
    }
}

fn prediction<'a>(told: &'a Told, context: &Context) -> Prediction<'a> {
    let changes = |changes: &[Change]| {
        let view = |change: &Change| ChangeView {
            feature: change.feature,
            text: told.text_of(change),
            p_accepted: change.p_accepted,
            difference: change.difference,
            heuristics: change.heuristics,
        };
        changes.iter().map(view).collect()
    };
    let (outlook, own) = (&told.outlook, &told.own);
    let checks = CHECKS.iter().map(|check| CheckView { text: check.text, heuristics: check.heuristics });
    Prediction {
        name: Some(told.name.as_str()).filter(|name| !name.is_empty()),
        sent_at: view::rfc3339(told.sent, context.zone),
        attempt: told.number,
        p_accepted: outlook.p_accepted,
        background: &told.background,
        by_days: outlook.by_days.iter().map(|&(days, p)| ByDay { days, p }).collect(),
        features: &outlook.features,
        raises: changes(&outlook.raises),
        lowers: changes(&outlook.lowers),
        own: OwnView { accepted: own.accepted, decided: own.decided(), open: own.open, share: own.share() },
        checklist: checks.collect(),
        warnings: &told.warnings,
    }
}
