//! `invtrack predict`, and `invtrack add --dry-run`.

use serde::Serialize;

use super::add::{self, Around, Entry, find_person};
use super::record;
use super::view::{self, Answer};
use crate::cli::{Add, Predict};
use crate::context::Context;
use crate::error::{Exit, Result};
use crate::model::classify::Class;
use crate::model::judge::Judge;
use crate::model::request::Request;
use crate::model::wording::percent_text;
use crate::next::predict::{
    Circumstance, FIRST_QUESTIONS, Outlook, OwnRequests, Question, described, questions,
};
use crate::next::sending::NO_NOTE;
use crate::next::steps::RESEND_AFTER_DAYS;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::time::Moment;

#[derive(Serialize)]
struct Prediction<'a> {
    name: Option<&'a str>,
    sent_at: String,
    attempt: usize,
    p_accepted: f64,
    background: &'a str,
    by_days: Vec<ByDay>,
    features: &'a [&'static str],
    raises: &'a [Circumstance],
    lowers: &'a [Circumstance],
    own: OwnView,
    checklist: &'static [Question],
    warnings: &'a [String],
}

#[derive(Serialize)]
struct ByDay {
    days: u16,
    p: f64,
}

#[derive(Serialize)]
struct OwnView {
    accepted: usize,
    decided: usize,
    open: usize,
    /// None where too few are decided.
    share: Option<f64>,
}

/// What is told of a request that is not on record.
struct Told {
    name: String,
    sent: Moment,
    number: usize,
    /// The request to them before this one: its number, and when it was sent.
    previous: Option<(i64, Moment)>,
    outlook: Outlook,
    own: OwnRequests,
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

/// Puts the request beside what is on record, and asks what was asked of those. `refuse`: one that is on record.
fn look_ahead(entry: &Entry, refuse: bool, context: &Context) -> Result<Told> {
    let (now, zone, model) = (Moment::Exact(context.now), context.zone, &context.config.settings.model);
    let book = record::read(context)?;
    let around = Around::of(entry, find_person(entry, &book)?, &book, context);
    if refuse {
        add::refuse_duplicate(entry.sent, &around.others, context)?;
    }
    let mut warnings = around.warnings(entry, context);
    let known = &book.requests;
    let judge = Judge::new(known, model, now, zone);
    let is_theirs = |attempt: &&Request| around.person.is_some_and(|person| person.id == attempt.person.id);
    let mut theirs: Vec<&Request> = known.iter().filter(is_theirs).collect();
    theirs.sort_by_key(|attempt| attempt.number);
    warnings.extend(accepted_before(&theirs, &judge));

    let before = theirs.iter().rfind(|attempt| !entry.sent.is_before(attempt.sent, zone));
    let mut attempt = Request {
        number: before.map_or(0, |before| before.number) + 1,
        previous: before.map(|before| before.sent),
        ..entry.planned(context)
    };
    if let Some(person) = around.person {
        attempt.person = person.clone().into();
    }
    let judged = judge.judge(&attempt);
    let features = judged.case.features;
    let again = before.and_then(|before| {
        let ended = before.closing().map_or(before.sent, |closing| closing.at);
        ended.day(zone).plus_days(RESEND_AFTER_DAYS)
    });
    Ok(Told {
        name: attempt.person.name.clone(),
        sent: entry.sent,
        number: attempt.number,
        previous: before.map(|before| (before.id, before.sent)),
        outlook: Outlook::new(features, model, judge.shift(), again),
        own: OwnRequests::count(known, features, &judge),
        background: view::background(&judge, &judged),
        warnings,
    })
}

/// Whoever accepted need not be asked.
fn accepted_before(theirs: &[&Request], judge: &Judge) -> Option<String> {
    let accepted = |attempt: &&&Request| judge.judge(attempt).verdict.class == Class::Accepted;
    let id = theirs.iter().rfind(accepted)?.id;
    Some(format!("request #{id} to them was likely accepted: `invtrack show {id}` tells why"))
}

fn print(told: &Told, all: bool, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if ui.is_json() {
        ui.json(&Answer::new(prediction(told, context)))?;
        return Ok(Exit::Done);
    }
    told.warnings.iter().for_each(|warning| ui.advise(warning));
    print_chance(told, context, ui)?;
    let signed = |change: &Circumstance| {
        let role = if change.difference > 0.0 { Role::Good } else { Role::Alert };
        (role, format!("{:>6}", percent_text(change.p_accepted)))
    };
    print_changes("What would raise it, and to what", &told.outlook.raises, signed, ui)?;
    print_changes("What lowers it, and where it would be without", &told.outlook.lowers, signed, ui)?;
    heading("Your own first requests of this kind", ui)?;
    ui.line(&Line::plain(format!("  {}", own_record(&told.own))).append(rules(&["T21"])))?;
    heading("Before you send it", ui)?;
    for question in questions().iter().take(if all { usize::MAX } else { FIRST_QUESTIONS }) {
        ui.line(&Line::plain(format!("  - {}", question.text)).append(rules(&question.heuristics)))?;
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
    changes: &[Circumstance],
    signed: impl Fn(&Circumstance) -> (Role, String),
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
                .text(format!("  {}", change.text))
                .append(rules(change.heuristics)),
        )?;
    }
    Ok(())
}

fn heading(text: &str, ui: &mut Ui) -> Result<()> {
    ui.line(&Line::new().push(Role::Strong, text))
}

fn rules(ids: &[impl AsRef<str>]) -> Line {
    Line::new()
        .push(Role::Faint, format!("  [{}]", ids.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ")))
}

/// Counts, and a share only of enough; what is open is not counted as a failure.
fn own_record(own: &OwnRequests) -> String {
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

fn prediction<'a>(told: &'a Told, context: &Context) -> Prediction<'a> {
    let (outlook, own) = (&told.outlook, &told.own);
    Prediction {
        name: Some(told.name.as_str()).filter(|name| !name.is_empty()),
        sent_at: view::rfc3339(told.sent, context.zone),
        attempt: told.number,
        p_accepted: outlook.p_accepted,
        background: &told.background,
        by_days: outlook.by_days.iter().map(|&(days, p)| ByDay { days, p }).collect(),
        features: &outlook.features,
        raises: &outlook.raises,
        lowers: &outlook.lowers,
        own: OwnView { accepted: own.accepted, decided: own.decided(), open: own.open, share: own.share() },
        checklist: questions(),
        warnings: &told.warnings,
    }
}
