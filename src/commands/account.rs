use super::pace::Pace;
use super::prelude::*;
use super::record::{self, Scope};
use crate::cli::one_of;
use crate::record::account::{AccountEvent, AccountEventKind, in_force};
use crate::record::fact::{Event, Said, Who};
use crate::record::time::Day;

/// Record what LinkedIn told you about your account: a warning, the weekly limit, a restriction
#[derive(Args, Debug)]
pub struct Account {
    /// What LinkedIn told you; left out: list what is on record
    #[arg(value_name = "WHAT", value_parser = one_of(AccountEventKind::ALL, AccountEventKind::word, &[]))]
    what: Option<AccountEventKind>,
    /// When [default: now]
    #[arg(long, value_name = "WHEN", requires = "what")]
    at: Option<String>,
    /// It was a mistake: take back what is on record of that day [default: the latest of that kind]
    #[arg(long, requires = "what")]
    remove: bool,
}

pub fn run(args: &Account, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let Some(kind) = args.what else { return list(context, ui) };
    let (at, is_mistake) = (args.at.as_deref().map(|at| context.past("--at", at)).transpose()?, args.remove);
    let mut store = if is_mistake { context.open_to_change()? } else { context.open_to_add()? };
    let changed = record::change_in(&mut store, context, &Scope::Everything, |book, entry| {
        let at = if is_mistake {
            mistake(kind, at.map(|at| at.day(context.zone)), &book.account, context)?
        } else {
            event(kind, at.unwrap_or(Moment::Exact(context.now)), &book.account, context)?
        };
        let said = Said::Account(Event { kind, mistake: is_mistake });
        entry.add(said, Who::default(), Some(at.into()), Vec::new());
        let what = if is_mistake { "took back" } else { "recorded" };
        entry.describe(format!("{what} {}, {}", kind.word(), at.day(context.zone).iso()));
        Ok(at)
    })?;
    let (at, pace) = (changed.value, Pace::lately(&changed.after, context));
    ui.answer(events_json(&changed.after.account, &pace, context), |ui| {
        let what = if is_mistake { "Took back " } else { "Recorded " };
        ui.say(Text::from(what).strong(kind.word()).text(format!(", {}.", context.echo(at))));
        if let Some(sentence) = pace.pause_sentence() {
            ui.say(format!("  {sentence}."));
        }
        let event = AccountEvent { kind, at, recorded_at: context.now, is_mistake };
        if !is_mistake && event.is_about_answers() {
            let text =
                "  One refusal does no harm, only many do. The verdicts of your open requests take it into account.";
            ui.say(Text::from(text).faint("  [T20 K27]"));
        }
    })
}

/// Once a day is enough: said twice, it would count twice.
fn event(kind: AccountEventKind, at: Moment, said: &[AccountEvent], context: &Env) -> Result<Moment> {
    let day = at.day(context.zone);
    let is_same = |event: &&AccountEvent| event.kind == kind && event.at.day(context.zone) == day;
    let in_force = in_force(said, context.zone);
    let Some(known) = in_force.iter().find(is_same) else { return Ok(at) };
    let (word, when) = (kind.word(), context.echo(known.at));
    Err(Error::failed(format!("that is on record already: {word}, {when}"))
        .hint(format!("`invtrack account {word} --at {} --remove` removes it", day.iso())))
}

fn mistake(kind: AccountEventKind, day: Option<Day>, said: &[AccountEvent], context: &Env) -> Result<Moment> {
    let is_meant =
        |event: &&AccountEvent| event.kind == kind && day.is_none_or(|day| event.at.day(context.zone) == day);
    if let Some(event) = in_force(said, context.zone).iter().rfind(is_meant) {
        return Ok(event.at);
    }
    let when = day.map_or_else(String::new, |day| format!(" of {}", day.iso()));
    Err(Error::failed(format!("there is no \"{}\"{when} on record", kind.word()))
        .hint("`invtrack account` lists what is on record"))
}

fn list(context: &Env, ui: &mut Ui) -> Result<Exit> {
    let Some(mut store) = context.open_to_read()? else {
        return ui.answer(json!({ "events": [], "pace": null }), |ui| context.note_nothing_yet(ui));
    };
    let book = store.read(|view| record::load(view, &Scope::Everything, context))?;
    let pace = Pace::lately(&book, context);
    ui.answer(events_json(&book.account, &pace, context), |ui| {
        let events = in_force(&book.account, context.zone);
        for event in &events {
            let (kind, day) = (event.kind.word(), event.at.day(context.zone).iso());
            ui.item([kind, &day], || strong(kind).text(format!(", {}", context.echo(event.at))));
        }
        if ui.width().is_some() {
            if events.is_empty() {
                ui.say("No warnings on record for your account.");
            }
            pace.say(ui);
        }
    })
}

fn events_json(said: &[AccountEvent], pace: &Pace, context: &Env) -> Value {
    let json = |event: &AccountEvent| json!({ "kind": event.kind, "at": context.rfc3339(event.at) });
    let events: Vec<Value> = in_force(said, context.zone).iter().map(json).collect();
    json!({ "events": events, "pace": pace })
}
