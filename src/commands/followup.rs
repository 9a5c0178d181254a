use super::note::{put_all, put_known, value};
use super::prelude::*;
use super::record::{self, Scope};
use super::verdict::{Judgement, refuse_before_sending, told};
use super::who::Named;
use crate::cli::WHO;
use crate::next::template::{self, Values};
use crate::record::deed::Deed;

/// Fill in the one polite message to somebody who has not answered, or a welcome to somebody who accepted
///
/// The message is printed for you to send, on LinkedIn if it lets you, or another way. --sent records that you did; on
/// a terminal you are asked. It is refused before two weeks and after 60 days, if you sent one already, if they wrote, if
/// you have not looked within a week, or if the request is likely settled. Somebody who accepted gets a welcome, unless
/// one of you has written since. The texts are `messages.follow_up` and `messages.welcome` of your settings.
#[derive(Args, Debug)]
pub struct Followup {
    #[arg(value_name = "WHO", help = WHO)]
    who: Vec<String>,
    /// Why you want to connect: what stands after "I'm interested in connecting as"
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// A value for a placeholder of your own text (`messages.follow_up` in the settings); may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Record that you sent it
    #[arg(long)]
    sent: bool,
    /// When you sent it [default: now]
    #[arg(long, value_name = "WHEN", requires = "sent")]
    at: Option<String>,
    /// Also where it is refused
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Followup, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let at = context.past_or_now("--at", args.at.as_deref())?;
    let (mut book, who) = record::find(&args.who, context, ui)?;
    let request = who.request_in(&book)?.id;
    let who = Named { request: Some(request), ..who };
    let (text, before, is_welcome) = told(&book, request, context, |told| {
        refuse_before_sending(told.request, at, context)?;
        if !args.force {
            refuse(told, at, args.sent)?;
        }
        let is_welcome = told.situation(at).accepted().is_some();
        let text = if args.sent { None } else { Some(write(args, told, is_welcome, ui)?) };
        Ok((text, told.request.followed_up(), is_welcome))
    })?;
    if let Some(text) = text.as_deref().filter(|_| !ui.is_json()) {
        text.lines().for_each(|line| ui.record(&[line]));
    }
    let is_sent = args.sent || (text.is_some() && was_sent(request, ui)?);
    if is_sent {
        book = enter(&who, at, before, context)?;
    } else if !ui.is_json() {
        return Ok(Exit::Done);
    }
    told(&book, request, context, |told| {
        let when = is_sent.then(|| context.rfc3339(at));
        let json = json!({ "text": text, "recorded": is_sent, "at": when });
        ui.answer(told.json(json), |ui| {
            let line = told.name().text(format!(" (#{request}): message sent, {}.", context.echo(at)));
            let rest = line.clone().text(" That was the one message; leave it there.").faint("  [T02]");
            ui.say(if is_welcome { line } else { rest });
        })
    })
}

/// What was sent can be recorded whether or not somebody looked.
fn refuse(told: &Judgement, at: Moment, is_sent: bool) -> Result<()> {
    let Some((reason, heuristics)) = told.situation(at).refuse_message(is_sent) else { return Ok(()) };
    let to = format!("no message to {} (#{}): {reason}", told.request.person.name, told.request.id);
    Err(Error::failed(cited(&to, heuristics)).hint("--force overrides that"))
}

fn write(args: &Followup, told: &Judgement, is_welcome: bool, ui: &mut Ui) -> Result<String> {
    let (request, context) = (told.request, told.context);
    let messages = &context.config.settings.messages;
    let (called, text) = if is_welcome {
        ("messages.welcome", &messages.welcome)
    } else {
        ("messages.follow_up", &messages.follow_up)
    };
    let mut values = Values::default();
    put_known(request, &mut values, context);
    values.put_if("reason", value("--reason", args.reason.as_deref())?.or_else(|| shared(request)));
    put_all(&args.set, &mut values)?;
    if values.get("reason").is_none() && template::placeholders(text).contains(&"reason") && ui.may_prompt() {
        let prompt = "I'm interested in connecting as …";
        values.put_if("reason", prompt::text(ui, prompt, "--reason TEXT")?);
    }
    template::fill(text, &values).map_err(|error| {
        let failed = Error::failed(format!("{called} can't be filled in")).caused_by(&error);
        match error.missing.filter(|name| *name != "reason") {
            Some(name) => failed.hint(format!("give it with --set {name}=…")),
            None => error.hints.into_iter().fold(failed, Error::hint),
        }
    })
}

fn shared(request: &Request) -> Option<String> {
    let known = &request.context;
    let met = known.met_at.as_ref().map(|event| format!("we met at {event}"));
    let briefly = || known.met_briefly.as_ref().map(|event| format!("we spoke briefly at {event}"));
    let mutual = || {
        let mutual = known.mutual.filter(|mutual| *mutual > 0)?;
        Some(format!("we have {} in common", count(mutual as usize, "connection", "connections")))
    };
    met.or_else(briefly).or_else(mutual)
}

fn was_sent(request: i64, ui: &mut Ui) -> Result<bool> {
    if ui.may_prompt() && ui.width().is_some() {
        ui.say("");
        return prompt::confirm(ui, "Did you send it?", "--sent");
    }
    ui.note(&format!(
        "send it if LinkedIn lets you, or by another way; then: invtrack followup {request} --sent"
    ));
    Ok(false)
}

fn enter(who: &Named, at: Moment, before: Option<Moment>, context: &Env) -> Result<Tracked> {
    let changed = record::change(context, &Scope::of(who), |book, entry| {
        let request = who.request_in(book)?;
        refuse_before_sending(request, at, context)?;
        if request.followed_up() != before {
            return Err(Error::failed("another command recorded a message meanwhile"));
        }
        entry.describe(format!("followed up with {}", record::subject(book, request)));
        entry.act(request, Deed::FollowedUp, at);
        Ok(())
    })?;
    Ok(changed.after)
}
