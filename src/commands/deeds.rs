//! `invtrack rapport` and `invtrack dismiss`: what the user did about a request beside ending it.

use serde::Serialize;

use super::counsel::{self, AdviceView};
use super::subject;
use super::view::{self, Answer, Judgement, RequestView};
use super::who::{self, Who};
use crate::cli::{Dismiss, RapportArgs};
use crate::context::Context;
use crate::domain::advice::unasked;
use crate::domain::request::{Action, Request};
use crate::error::{Error, Exit, Result};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::deed::{Deed, Topic};
use crate::record::time::Moment;
use crate::store::{Change, Store, Which};

#[derive(Serialize)]
struct Noted<'a> {
    request: RequestView<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    advice: Vec<AdviceView>,
}

/// Records what brought the two closer.
pub fn rapport(args: &RapportArgs, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let at = context.past_or_now("--at", args.at.as_deref())?;
    let mut store = context.open_to_change()?;
    let who = who::find(&args.who, &mut store, ui)?;
    let (request, judgement) = record(&who, &mut store, context, |request, change| {
        refuse_before_sending(request, at, context)?;
        note(request, Deed::Rapport(args.how), at, context, change)?;
        Ok(args.how.phrase().to_owned())
    })?;
    let said = format!("{}, {}", args.how.phrase(), context.echo(at));
    tell(&judgement, request, Some(at), &said, context, ui)
}

/// Silences advice, or lets it be heard again.
pub fn dismiss(args: &Dismiss, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let mut store = context.open_to_change()?;
    let who = who::find(&args.who, &mut store, ui)?;
    let told = told_now(&who, &mut store, context)?;
    let now = Moment::Exact(context.now);
    let (mut topics, mut said) = (args.about.clone(), String::new());
    let (request, judgement) = record(&who, &mut store, context, |request, change| {
        let is_dismissed = |topic: &Topic| request.has_dismissed(*topic);
        if topics.is_empty() {
            let silent = Topic::ALL.iter().copied().filter(is_dismissed);
            topics = if args.recall { silent.collect() } else { told.clone() };
        }
        topics.retain(|topic| is_dismissed(topic) == args.recall);
        if topics.is_empty() {
            let what = if args.recall { "nothing is dismissed" } else { "there is nothing to dismiss" };
            return Err(Error::failed(format!("{what} about request #{}", request.id))
                .hint(format!("`invtrack show {} --all` lists the advice", request.id)));
        }
        let deed = |topic| if args.recall { Deed::Recalled(topic) } else { Deed::Dismissed(topic) };
        topics.iter().try_for_each(|&topic| note(request, deed(topic), now, context, change))?;
        let words: Vec<&str> = topics.iter().map(|topic| topic.word()).collect();
        said = format!("{}: {}", if args.recall { "heard of again" } else { "no more of" }, words.join(", "));
        Ok(said.clone())
    })?;
    tell(&judgement, request, None, &said, context, ui)
}

/// What is advised unasked about the request now.
fn told_now(who: &Who, store: &mut Store, context: &Context) -> Result<Vec<Topic>> {
    let judgement = Judgement::load(who.person, store, context)?;
    let request = who.request_in(&judgement.book, context)?.id;
    judgement.of(request, context, |attempt, judge| {
        let advised = counsel::about(attempt, &judge.judge(attempt), context);
        Ok(unasked(&advised).map(|advice| advice.topic).collect())
    })
}

/// Does something about the request meant, and says what; returns its number, and what is known of the person then.
fn record(
    who: &Who,
    store: &mut Store,
    context: &Context,
    act: impl FnOnce(&Request, &Change) -> Result<String>,
) -> Result<(i64, Judgement)> {
    store.write(|change| {
        let book = change.read(|view| view.book(Which::People(&[who.person])))?;
        let request = who.request_in(&book, context)?;
        let said = act(request, change)?;
        change.describe(context.now, format!("{}: {said}", subject(&book, request.id)));
        Ok((request.id, change.read(|view| Judgement::read(who.person, view, context))?))
    })
}

/// Writes it down.
pub fn note(request: &Request, deed: Deed, at: Moment, context: &Context, change: &Change) -> Result<()> {
    change.add_action(request.id, &Action { deed, at, recorded_at: context.now })
}

/// Nothing can have been done about a request before it was sent.
pub fn refuse_before_sending(request: &Request, at: Moment, context: &Context) -> Result<()> {
    if at.is_before(request.sent, context.zone) {
        let (at, sent) = (context.echo(at), context.echo(request.sent));
        return Err(Error::usage(format!("{at} is before request #{} was sent, {sent}", request.id)));
    }
    Ok(())
}

fn tell(
    judgement: &Judgement,
    request: i64,
    at: Option<Moment>,
    said: &str,
    context: &Context,
    ui: &mut Ui,
) -> Result<Exit> {
    judgement.of(request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        let advised = counsel::about(attempt, &judged, context);
        if ui.is_json() {
            let request = RequestView::new(attempt, judge, &judged, context.zone);
            let at = at.map(|at| view::rfc3339(at, context.zone));
            let advice = advised.iter().map(AdviceView::from).collect();
            ui.json(&Answer::new(Noted { request, at, advice }))?;
            return Ok(Exit::Done);
        }
        let name = Line::new().push(Role::Strong, attempt.person.name.clone());
        ui.say(&name.text(format!(" (#{request}): {said}.")))?;
        if let Some(advice) = unasked(&advised).next() {
            ui.say(&Line::plain("  ").append(counsel::line(advice)))?;
        }
        Ok(Exit::Done)
    })
}
