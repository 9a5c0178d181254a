//! `invtrack followup`: the one polite message to somebody who has not answered.

use serde::Serialize;

use super::add::cleaned;
use super::deeds::refuse_before_sending;
use super::note::{MAX_VALUE, put_all};
use super::record;
use super::view::{self, Answer, RequestView};
use super::who::{self, Who};
use crate::cli::Followup;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::judge::Judge;
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::next::steps::Situation;
use crate::next::template::{self, TemplateError, Values};
use crate::output::prompt::{self, Question};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::deed::Deed;
use crate::record::time::Moment;

#[derive(Serialize)]
struct FollowedUp<'a> {
    request: RequestView<'a>,
    text: Option<&'a str>,
    recorded: bool,
    at: Option<String>,
}

/// Prints the message, or records that it was sent.
pub fn run(args: &Followup, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let at = context.past_or_now("--at", args.at.as_deref())?;
    let mut book = record::read_existing(context, None)?;
    let who = who::find(&args.who, &book, ui)?;
    let request = who.request_in(&book)?.id;
    let who = Who { request: Some(request), ..who };
    let text = record::judge(&book, request, context, |attempt, judge| {
        refuse_before_sending(attempt, at, context)?;
        if !args.force {
            refuse(attempt, judge, at, context)?;
        }
        // Who says that it was sent need not see it again.
        if args.sent { Ok(None) } else { write(args, attempt, context, ui).map(Some) }
    })?;
    if let Some(text) = text.as_deref().filter(|_| !ui.is_json()) {
        text.lines().try_for_each(|line| ui.record(&[line]))?;
    }
    let is_sent = args.sent || (text.is_some() && was_sent(request, ui)?);
    if is_sent {
        book = enter(&who, at, args.force, context)?;
    }
    tell(&book, request, text.as_deref(), is_sent.then_some(at), context, ui)
}

/// Once, not too early, and not where they answered.
fn refuse(attempt: &Request, judge: &Judge, at: Moment, context: &Context) -> Result<()> {
    let judged = judge.judge(attempt);
    let (judged, zone) = (&judged, context.zone);
    let it = Situation { request: attempt, judged, today: at.day(zone), zone };
    match it.refuse_follow_up() {
        None => Ok(()),
        Some((reason, heuristics)) => {
            let id = attempt.id;
            Err(Error::failed(format!(
                "no message to {} (#{id}): {reason} [{}]",
                attempt.person.name,
                heuristics.join(" ")
            ))
            .hint("--force overrides that"))
        }
    }
}

/// The text of the settings, filled in.
fn write(args: &Followup, attempt: &Request, context: &Context, ui: &mut Ui) -> Result<String> {
    let (request, known) = (attempt, &attempt.context);
    let text = &context.config.settings.messages.follow_up;
    let mut values = Values::default();
    values.put_name(&attempt.person.name);
    let sent = request.sent.day(context.zone);
    values.put("sent_date", template::written_out(sent, context.today()));
    values.put_if("met_at", known.met_at.as_ref().or(known.met_briefly.as_ref()));
    values.put_if("mutual", known.mutual.map(|mutual| mutual.to_string()));
    let reason = args.reason.as_ref().map(|text| cleaned("--reason", text, MAX_VALUE)).transpose()?;
    values.put_if("reason", reason.or_else(|| shared(attempt)));
    put_all(&args.set, &mut values)?;
    if values.get("reason").is_none() && template::placeholders(text).contains(&"reason") && ui.may_prompt() {
        let prompt = "I'm interested in connecting as …";
        values.put_if("reason", prompt::text(ui, Question { prompt, instead: "--reason TEXT" })?);
    }
    template::fill(text, &values).map_err(|error| {
        let failed = Error::failed("messages.follow_up can't be filled in").caused_by(&error);
        match error {
            TemplateError::Missing(name) if name != "reason" => {
                failed.hint(format!("give it with --set {name}=…"))
            }
            error => error.hints().into_iter().fold(failed, Error::hint),
        }
    })
}

/// What is on record that the two share: a reason to ask.
fn shared(attempt: &Request) -> Option<String> {
    let known = &attempt.context;
    let met = known.met_at.as_ref().map(|event| format!("we met at {event}"));
    let briefly = || known.met_briefly.as_ref().map(|event| format!("we spoke briefly at {event}"));
    let mutual = || {
        let mutual = known.mutual.filter(|mutual| *mutual > 0)?;
        Some(format!("we have {} in common", count(mutual as usize, "connection", "connections")))
    };
    met.or_else(briefly).or_else(mutual)
}

/// Asks whether it was sent, where somebody can be asked.
fn was_sent(request: i64, ui: &mut Ui) -> Result<bool> {
    if ui.may_prompt() && ui.width().is_some() {
        ui.say(&Line::new())?;
        let question = Question { prompt: "Did you send it?", instead: "--sent" };
        return prompt::confirm(ui, question);
    }
    ui.note(&format!(
        "send it if LinkedIn lets you, or by another way; then: invtrack followup {request} --sent"
    ));
    Ok(false)
}

fn enter(who: &Who, at: Moment, is_forced: bool, context: &Context) -> Result<Tracked> {
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let request = who.request_in(book)?;
        refuse_before_sending(request, at, context)?;
        if request.followed_up().is_some() && !is_forced {
            return Err(Error::failed("another command recorded a message meanwhile"));
        }
        entry.describe(format!("followed up with {}", record::subject(book, request)));
        entry.act(request, Deed::FollowedUp, at);
        Ok(())
    })?;
    Ok(changed.after)
}

fn tell(
    book: &Tracked,
    request: i64,
    text: Option<&str>,
    at: Option<Moment>,
    context: &Context,
    ui: &mut Ui,
) -> Result<Exit> {
    if at.is_none() && !ui.is_json() {
        return Ok(Exit::Done);
    }
    record::judge(book, request, context, |attempt, judge| {
        if ui.is_json() {
            let request = RequestView::new(attempt, judge, &judge.judge(attempt), context.zone);
            let when = at.map(|at| view::rfc3339(at, context.zone));
            ui.json(&Answer::new(FollowedUp { request, text, recorded: at.is_some(), at: when }))?;
        } else if let Some(at) = at {
            let name = Line::new().push(Role::Strong, attempt.person.name.clone());
            let when = context.echo(at);
            ui.say(
                &name
                    .text(format!(" (#{request}): message sent, {when}. Leave it at that now."))
                    .push(Role::Faint, "  [T02]"),
            )?;
        }
        Ok(Exit::Done)
    })
}
