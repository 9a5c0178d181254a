//! `invtrack rapport` and `invtrack dismiss`: what the user did about a request beside ending it.

use super::amend::amend;
use super::prelude::*;
use super::record;
use super::verdict::{Judgement, refuse_before_sending, told};
use crate::cli::{SEVERAL, one_of};
use crate::next::advice::unasked;
use crate::record::deed::{Deed, Rapport, Topic};

/// Record contact that brought you closer (needed before asking again)
#[derive(Args, Debug)]
pub struct RapportArgs {
    #[arg(value_name = "WHO", help = SEVERAL)]
    who: Vec<String>,
    /// What happened
    #[arg(long, value_name = "HOW", value_parser = one_of(Rapport::ALL, Rapport::word, &[]))]
    how: Rapport,
    /// When [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

/// Stop showing a piece of advice
#[derive(Args, Debug)]
pub struct Dismiss {
    #[arg(value_name = "WHO", help = SEVERAL)]
    who: Vec<String>,
    /// What to stop showing; several with commas [default: what is advised now]
    #[arg(long, value_name = "TOPIC", value_parser = one_of(Topic::ALL, Topic::word, &[]), value_delimiter = ',')]
    about: Vec<Topic>,
    /// Only until then: "2 weeks", tomorrow, 2026-12-24
    #[arg(long, value_name = "WHEN", conflicts_with = "recall")]
    until: Option<String>,
    /// Suggest it again [default: everything]
    #[arg(long)]
    recall: bool,
}

pub fn rapport(args: &RapportArgs, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let at = context.past_or_now("--at", args.at.as_deref())?;
    let phrase = args.how.phrase();
    amend(
        &args.who,
        context,
        ui,
        |book, request, step| {
            refuse_before_sending(request, at, context)?;
            step.act(request, Deed::Rapport(args.how), at);
            Ok((format!("{}: {phrase}", record::subject(book, request)), ()))
        },
        |told, &()| json!({ "advice": told.advice(), "at": context.rfc3339(at) }),
        |told, &(), ui| tell(told, &format!("{phrase}, {}", context.echo(at)), ui),
    )
}

pub fn dismiss(args: &Dismiss, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let until = args.until.as_deref().map(|text| context.ahead("--until", text)).transpose()?;
    amend(
        &args.who,
        context,
        ui,
        |book, request, step| {
            let is_dismissed = |topic: &Topic| request.has_dismissed(*topic, context.today());
            let mut topics = match (args.about.as_slice(), args.recall) {
                ([], true) => Topic::ALL.to_vec(),
                ([], false) => told(book, request.id, context, |told| {
                    Ok(unasked(&told.advice()).map(|advice| advice.topic).collect())
                })?,
                (topics, _) => topics.to_vec(),
            };
            let mut met = Vec::new();
            topics.retain(|topic| {
                let is_new = is_dismissed(topic) == args.recall && !met.contains(topic);
                met.push(*topic);
                is_new
            });
            if topics.is_empty() {
                let what = if args.recall { "nothing is dismissed" } else { "there is nothing to dismiss" };
                return Err(Error::failed(format!("{what} about request #{}", request.id))
                    .hint(format!("`invtrack show {} --all` lists the advice", request.id)));
            }
            for &topic in &topics {
                let deed = match until {
                    _ if args.recall => Deed::Recalled(topic),
                    None => Deed::Dismissed(topic),
                    Some(until) => Deed::Snoozed(topic, until),
                };
                step.act(request, deed, Moment::Exact(context.now));
            }
            let words = topics.iter().map(|topic| topic.word()).collect::<Vec<_>>().join(", ");
            let said = match until {
                _ if args.recall => format!("suggested again: {words}"),
                None => format!("won't suggest again: {words}"),
                Some(until) => format!("won't suggest before {}: {words}", until.iso()),
            };
            Ok((format!("{}: {said}", record::subject(book, request)), said))
        },
        |told, _| json!({ "advice": told.advice() }),
        |told, said, ui| tell(told, said, ui),
    )
}

fn tell(told: &Judgement, said: &str, ui: &mut Ui) {
    ui.say(told.name().text(format!(" (#{}): {said}.", told.request.id)));
    told.say_advice(ui);
}
