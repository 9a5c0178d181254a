//! `invtrack account`: what LinkedIn told the user about the account.

use serde::Serialize;

use super::counsel::{Pace, PaceView};
use super::record;
use super::view::{Answer, rfc3339};
use crate::cli::Account;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::account::{AccountEvent, AccountEventKind, in_force};
use crate::record::fact::{Event, Said, Who};
use crate::record::time::Moment;

#[derive(Serialize)]
struct Events {
    events: Vec<EventView>,
    pace: Option<PaceView>,
}

#[derive(Serialize)]
struct EventView {
    kind: &'static str,
    at: String,
}

/// Records, takes back or lists what happened to the account.
pub fn run(args: &Account, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let Some(kind) = args.what else { return list(context, ui) };
    let at = args.at.as_deref().map(|at| context.past("--at", at)).transpose()?;
    let mut store = if args.remove { context.open_to_change()? } else { context.open_to_add()? };
    let changed = record::change(&mut store, context, |book, entry| {
        let event = if args.remove {
            mistake(kind, at, &book.account, context)?
        } else {
            event(kind, at, &book.account, context)?
        };
        let said = Said::Account(Event { kind, mistake: event.is_mistake });
        entry.add(said, Who::default(), Some(event.at.into()), Vec::new());
        let what = if event.is_mistake { "took back" } else { "recorded" };
        entry.describe(format!("{what} {}, {}", kind.word(), event.at.day(context.zone).iso()));
        Ok(event)
    })?;
    let (event, said) = (changed.value, &changed.after.account);
    let pace = Pace::of(&changed.after, context);
    if ui.is_json() {
        return tell(said, &pace, context, ui);
    }
    let what = if event.is_mistake { "Took back" } else { "Recorded" };
    let when = context.echo(event.at);
    ui.say(&Line::new().text(format!("{what} ")).push(Role::Strong, kind.word()).text(format!(", {when}.")))?;
    if let Some(sentence) = pace.pause_sentence(context) {
        ui.say(&Line::plain(format!("  {sentence}.")))?;
    }
    if !event.is_mistake && event.is_about_answers() {
        let text =
            "  One refusal hurts nobody; only many do. What it says about your open requests is weighed.";
        ui.say(&Line::plain(text).push(Role::Faint, "  [T20 K27]"))?;
    }
    Ok(Exit::Done)
}

/// What to write down. Once a day is enough: said twice, it would count twice.
fn event(
    kind: AccountEventKind,
    at: Option<Moment>,
    said: &[AccountEvent],
    context: &Context,
) -> Result<AccountEvent> {
    let at = at.unwrap_or(Moment::Exact(context.now));
    let day = at.day(context.zone);
    let is_same = |event: &&AccountEvent| event.kind == kind && event.at.day(context.zone) == day;
    if let Some(known) = in_force(said, context.zone).iter().find(is_same) {
        let when = context.echo(known.at);
        return Err(Error::failed(format!("that is on record already: {}, {when}", kind.word()))
            .hint(format!("`invtrack account {} --at {} --remove` takes it back", kind.word(), day.iso())));
    }
    Ok(AccountEvent { kind, at, recorded_at: context.now, is_mistake: false })
}

/// The word that takes back the latest event of that kind, or the one of that day.
fn mistake(
    kind: AccountEventKind,
    at: Option<Moment>,
    said: &[AccountEvent],
    context: &Context,
) -> Result<AccountEvent> {
    let day = at.map(|at| at.day(context.zone));
    let meant =
        |event: &&AccountEvent| event.kind == kind && day.is_none_or(|day| event.at.day(context.zone) == day);
    let Some(event) = in_force(said, context.zone).iter().rfind(meant).copied() else {
        let when = day.map_or_else(String::new, |day| format!(" of {}", day.iso()));
        return Err(Error::failed(format!("no {}{when} is on record", kind.word()))
            .hint("`invtrack account` lists what is on record"));
    };
    Ok(AccountEvent { recorded_at: context.now, is_mistake: true, ..event })
}

fn list(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let Some(mut store) = context.open_to_read()? else {
        if ui.is_json() {
            ui.json(&Answer::new(Events { events: Vec::new(), pace: None }))?;
        } else {
            ui.note(&format!("nothing is recorded yet; looked in {}", context.database.display()));
        }
        return Ok(Exit::Done);
    };
    let book = store.read(|view| record::load(view, None, context))?;
    let pace = Pace::of(&book, context);
    if ui.is_json() {
        return tell(&book.account, &pace, context, ui);
    }
    let events = in_force(&book.account, context.zone);
    for event in &events {
        let (kind, day) = (event.kind.word(), event.at.day(context.zone).iso());
        if ui.width().is_none() {
            ui.record(&[kind, &day])?;
        } else {
            let when = context.echo(event.at);
            ui.line(&Line::new().push(Role::Strong, kind).text(format!(", {when}")))?;
        }
    }
    if events.is_empty() && ui.width().is_some() {
        ui.say(&Line::plain("LinkedIn told you nothing about your account, as far as is on record."))?;
    }
    if ui.width().is_some() {
        ui.say(&pace.line())?;
        if let Some(sentence) = pace.pause_sentence(context) {
            ui.say(&Line::plain(format!("{sentence}.")))?;
        }
    }
    Ok(Exit::Done)
}

fn tell(said: &[AccountEvent], pace: &Pace, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let events = in_force(said, context.zone);
    let events = events
        .iter()
        .map(|event| EventView { kind: event.kind.word(), at: rfc3339(event.at, context.zone) })
        .collect();
    ui.json(&Answer::new(Events { events, pace: Some(pace.view(context)) }))?;
    Ok(Exit::Done)
}
