//! `invtrack resend`: a new request to somebody who was asked before, if it makes sense.

use serde::Serialize;

use super::add::{circumstances, refuse_duplicate};
use super::counsel::{Pace, PaceView};
use super::deeds::refuse_before_sending;
use super::subject;
use super::view::{self, Answer, Judgement, RequestView};
use super::who::{self, Who};
use crate::cli::Resend;
use crate::context::Context;
use crate::domain::pace::Span;
use crate::domain::request::{Context as Known, Request};
use crate::domain::resend::{Check, checks};
use crate::domain::sending::{Sending, about_note, about_pace};
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::observation::Source;
use crate::record::time::Moment;
use crate::store::{Change, Store, Which};

#[derive(Serialize)]
struct Resent<'a> {
    checks: Vec<CheckView<'a>>,
    recorded: bool,
    request: Option<RequestView<'a>>,
    pace: PaceView,
}

#[derive(Serialize)]
struct CheckView<'a> {
    met: bool,
    required: bool,
    text: &'a str,
    heuristics: &'static [&'static str],
}

impl<'a> From<&'a Check> for CheckView<'a> {
    fn from(check: &'a Check) -> Self {
        let Check { is_met, is_required, ref text, heuristics } = *check;
        Self { met: is_met, required: is_required, text, heuristics }
    }
}

/// Shows the checks; records the new request if they are passed, or the user insists.
pub fn run(args: Resend, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let sent = context.past_or_now("--sent", args.sent.as_deref())?;
    let known = circumstances(args.circumstances)?;
    let store = if args.dry_run { context.open_to_read()? } else { Some(context.open_to_change()?) };
    let mut store = store.ok_or_else(|| context.no_database())?;
    let who = who::find(&args.who, &mut store, ui)?;
    let (latest, checks) = look_back(who.person, &known, sent, &mut store, context)?;
    let failing = checks.iter().filter(|check| check.fails()).count();
    let records = !args.dry_run && (failing == 0 || args.force);
    if !ui.is_json() {
        print(&checks, ui)?;
        let week = store.read(|view| view.sent_within(Span::week(context.now, context.zone)))?;
        for warning in warnings(sent, &known, week, context) {
            ui.advise(&warning);
        }
    }
    let (pace, recorded) = if records {
        record(latest, who.person, known, sent, &mut store, context)?
    } else {
        (store.read(|view| Pace::read(view, context))?, None)
    };
    tell(recorded, &checks, &pace, context, ui)?;
    if !records && failing > 0 && !args.dry_run {
        let stand = if failing == 1 { "stands" } else { "stand" };
        return Err(Error::failed(format!(
            "not recorded: {} {stand} in the way",
            count(failing, "check", "checks")
        ))
        .hint("--force records it all the same"));
    }
    Ok(Exit::Done)
}

/// Pace and note, as `add` has them; that a note is missing the checks say.
fn warnings(sent: Moment, known: &Known, week: u32, context: &Context) -> Vec<String> {
    let limits = &context.config.settings.limits;
    let sending = Sending { sent, context: known, now: context.now, zone: context.zone };
    let note = about_note(&sending, limits.note_characters).filter(|_| known.note.is_some());
    about_pace(&sending, week, limits.requests_a_week).into_iter().chain(note).collect()
}

/// The number of the latest request to that person, and the checks.
fn look_back(
    person: i64,
    known: &Known,
    sent: Moment,
    store: &mut Store,
    context: &Context,
) -> Result<(i64, Vec<Check>)> {
    let judgement = Judgement::load(person, store, context)?;
    let latest = Who { person, request: None }.request_in(&judgement.book, context)?.id;
    judgement.of(latest, context, |attempt, judge| {
        refuse_before_sending(attempt.request, sent, context)?;
        let (expiry_days, day) = (context.config.settings.model.expiry_days, sent.day(context.zone));
        let judged = judge.judge(attempt);
        Ok((latest, checks(attempt, &judged, known, expiry_days, day, context.zone)))
    })
}

/// Writes it down; returns the pace with it, and its number with what is known of the person then.
fn record(
    latest: i64,
    person: i64,
    known: Known,
    sent: Moment,
    store: &mut Store,
    context: &Context,
) -> Result<(Pace, Option<(i64, Judgement)>)> {
    store.write(|change: &Change| {
        let book = change.read(|view| view.book(Which::People(&[person])))?;
        if (Who { person, request: None }).request_in(&book, context)?.id != latest {
            return Err(Error::failed("another command changed the record meanwhile").hint("try again"));
        }
        refuse_duplicate(sent, &book.requests, context)?;
        let request = change.add_request(&Request {
            id: 0,
            person_id: person,
            sent,
            sent_within: 0,
            recorded_at: context.now,
            source: Source::Typed,
            context: known,
            actions: Vec::new(),
        })?;
        change.describe(context.now, format!("asked {} again", subject(&book, request)));
        change.read(|view| {
            let judgement = Judgement::read(person, view, context)?;
            Ok((Pace::read(view, context)?, Some((request, judgement))))
        })
    })
}

fn print(checks: &[Check], ui: &mut Ui) -> Result<()> {
    for check in checks {
        let (role, sign) = match (check.is_met, check.is_required) {
            (true, _) => (Role::Good, "✓"),
            (false, true) => (Role::Alert, "✗"),
            (false, false) => (Role::Open, "!"),
        };
        let source = if check.heuristics.is_empty() {
            "LinkedIn's own rule".to_owned()
        } else {
            check.heuristics.join(" ")
        };
        let line = Line::plain("  ").push(role, sign).text(format!(" {}", check.text));
        ui.line(&line.push(Role::Faint, format!("  [{source}]")))?;
    }
    Ok(())
}

fn tell(
    recorded: Option<(i64, Judgement)>,
    checks: &[Check],
    pace: &Pace,
    context: &Context,
    ui: &mut Ui,
) -> Result<()> {
    let views = || checks.iter().map(CheckView::from).collect();
    if let Some(sentence) = pace.pause_sentence(context).filter(|_| !ui.is_json()) {
        ui.advise(&sentence);
    }
    let Some((request, judgement)) = recorded else {
        if ui.is_json() {
            let pace = pace.view(context);
            ui.json(&Answer::new(Resent { checks: views(), recorded: false, request: None, pace }))?;
        }
        return Ok(());
    };
    judgement.of(request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        if ui.is_json() {
            let request = Some(RequestView::new(attempt, judge, &judged, context.zone));
            let pace = pace.view(context);
            return ui.json(&Answer::new(Resent { checks: views(), recorded: true, request, pace }));
        }
        let name = Line::new().text("Recorded ").push(Role::Strong, attempt.person.name.clone());
        let sent = view::sent_line(attempt, context);
        ui.say(&name.text(format!(" (#{request}, attempt {}), {sent}.", attempt.number)))?;
        ui.say(&Line::plain(format!("  About {}.", view::background(judge, &judged))))?;
        ui.say(&Line::plain("  ").append(pace.line()))
    })
}
