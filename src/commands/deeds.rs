//! `invtrack rapport` and `invtrack dismiss`: what the user did about a request beside ending it.

use serde::Serialize;

use super::counsel::{self, AdviceView};
use super::record::{self, Changed, Entry};
use super::view::{self, Answer, RequestView};
use super::who::{self, Who};
use crate::cli::{Dismiss, RapportArgs};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::request::Request;
use crate::model::tracked::Tracked;
use crate::next::advice::unasked;
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::deed::{Deed, Topic};
use crate::record::time::Moment;

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
    let who = who::find(&args.who, &record::read_existing(context, None)?, ui)?;
    let changed = enter(&who, context, |request, entry| {
        refuse_before_sending(request, at, context)?;
        entry.act(request, Deed::Rapport(args.how), at);
        Ok(args.how.phrase().to_owned())
    })?;
    let said = format!("{}, {}", args.how.phrase(), context.echo(at));
    tell(&changed, Some(at), &said, context, ui)
}

/// Silences advice, or lets it be heard again.
pub fn dismiss(args: &Dismiss, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let book = record::read_existing(context, None)?;
    let who = who::find(&args.who, &book, ui)?;
    let told = told_now(&who, &book, context)?;
    let now = Moment::Exact(context.now);
    let (mut topics, mut said) = (args.about.clone(), String::new());
    let changed = enter(&who, context, |request, entry| {
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
        for &topic in &topics {
            entry.act(request, deed(topic), now);
        }
        let words: Vec<&str> = topics.iter().map(|topic| topic.word()).collect();
        said = format!("{}: {}", if args.recall { "heard of again" } else { "no more of" }, words.join(", "));
        Ok(said.clone())
    })?;
    tell(&changed, None, &said, context, ui)
}

/// What is advised now.
fn told_now(who: &Who, book: &Tracked, context: &Context) -> Result<Vec<Topic>> {
    record::judge(book, who.request_in(book)?.id, context, |attempt, judge| {
        let advised = counsel::about(attempt, &judge.judge(attempt), context);
        Ok(unasked(&advised).map(|advice| advice.topic).collect())
    })
}

/// One step about one request.
fn enter(
    who: &Who,
    context: &Context,
    act: impl FnOnce(&Request, &mut Entry) -> Result<String>,
) -> Result<Changed<i64>> {
    record::change(&mut context.open_to_change()?, context, |book, entry| {
        let request = who.request_in(book)?;
        let said = act(request, entry)?;
        entry.describe(format!("{}: {said}", record::subject(book, request)));
        Ok(request.id)
    })
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
    changed: &Changed<i64>,
    at: Option<Moment>,
    said: &str,
    context: &Context,
    ui: &mut Ui,
) -> Result<Exit> {
    let request = changed.value;
    record::judge(&changed.after, request, context, |attempt, judge| {
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
