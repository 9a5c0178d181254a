//! `invtrack resend`: a new request to somebody who was asked before, if it makes sense.

use serde::Serialize;

use super::add::{circumstances, refuse_duplicate};
use super::counsel::{Pace, PaceView};
use super::deeds::refuse_before_sending;
use super::record;
use super::view::{self, Answer, RequestView};
use super::who::{self, Who};
use crate::cli::Resend;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::tracked::Tracked;
use crate::next::resend::{Precondition, checks};
use crate::next::sending::{Sending, about_note, about_pace};
use crate::next::steps::Situation;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::context::Context as Known;
use crate::record::time::Moment;

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

impl<'a> From<&'a Precondition> for CheckView<'a> {
    fn from(check: &'a Precondition) -> Self {
        let Precondition { is_met, is_required, ref text, heuristics } = *check;
        Self { met: is_met, required: is_required, text, heuristics }
    }
}

/// Shows the checks; records the new request if they are passed, or the user insists.
pub fn run(args: Resend, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let sent = context.past_or_now("--sent", args.sent.as_deref())?;
    let known = circumstances(args.circumstances)?;
    let book = record::read_existing(context, None)?;
    let person = who::find(&args.who, &book, ui)?.person;
    let (latest, checks) = look_back(person, &known, sent, &book, context)?;
    let failing = checks.iter().filter(|check| check.fails()).count();
    let records = !args.dry_run && (failing == 0 || args.force);
    let mut pace = Pace::of(&book, context);
    if !ui.is_json() {
        print(&checks, ui)?;
        for warning in warnings(sent, &known, pace.counts.week, context) {
            ui.advise(&warning);
        }
    }
    let recorded = if records { Some(enter(latest, person, known, sent, context)?) } else { None };
    if let Some((_, book)) = &recorded {
        pace = Pace::of(book, context);
    }
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

/// The latest request to them, and what is to be checked before another one.
fn look_back(
    person: i64,
    known: &Known,
    sent: Moment,
    book: &Tracked,
    context: &Context,
) -> Result<(i64, Vec<Precondition>)> {
    let latest = Who { person, request: None }.request_in(book)?.id;
    record::judge(book, latest, context, |attempt, judge| {
        refuse_before_sending(attempt, sent, context)?;
        let (judged, zone) = (&judge.judge(attempt), context.zone);
        let it = Situation { request: attempt, judged, today: sent.day(zone), zone };
        Ok((latest, checks(&it, known)))
    })
}

/// Records it; returns its number, and what is known then.
fn enter(latest: i64, person: i64, known: Known, sent: Moment, context: &Context) -> Result<(i64, Tracked)> {
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let who = Who { person, request: None };
        let before = who.request_in(book)?;
        if before.id != latest {
            return Err(Error::failed("another command changed the record meanwhile").hint("try again"));
        }
        let person = who.person_in(book)?;
        refuse_duplicate(sent, &book.requests_to(person.id), context)?;
        let fact = entry.again(person, before, sent, known);
        entry.describe_new(format!("asked {}", person.name), fact);
        Ok(fact)
    })?;
    let request = changed.request_of(changed.value)?.id;
    Ok((request, changed.after))
}

fn print(checks: &[Precondition], ui: &mut Ui) -> Result<()> {
    for check in checks {
        let (role, sign) = match (check.is_met, check.is_required) {
            (true, _) => (Role::Good, "✓"),
            (false, true) => (Role::Alert, "✗"),
            (false, false) => (Role::Open, "!"),
        };
        let source = check.heuristics.join(" ");
        let line = Line::plain("  ").push(role, sign).text(format!(" {}", check.text));
        ui.line(&line.push(Role::Faint, format!("  [{source}]")))?;
    }
    Ok(())
}

fn tell(
    recorded: Option<(i64, Tracked)>,
    checks: &[Precondition],
    pace: &Pace,
    context: &Context,
    ui: &mut Ui,
) -> Result<()> {
    let views = || checks.iter().map(CheckView::from).collect();
    if let Some(sentence) = pace.pause_sentence(context).filter(|_| !ui.is_json()) {
        ui.advise(&sentence);
    }
    let Some((request, book)) = recorded else {
        if ui.is_json() {
            let pace = pace.view(context);
            ui.json(&Answer::new(Resent { checks: views(), recorded: false, request: None, pace }))?;
        }
        return Ok(());
    };
    record::judge(&book, request, context, |attempt, judge| {
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
