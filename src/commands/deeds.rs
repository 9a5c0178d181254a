//! `invtrack rapport` and `invtrack dismiss`: what the user did about a request beside ending it.

use super::prelude::*;
use super::record;
use super::verdict::{Told, amend, refuse_before_sending, told};
use crate::cli::{WHO, one_of};
use crate::next::advice::unasked;
use crate::record::deed::{Deed, Rapport, Topic};
use crate::record::time::Moment;

/// Record what brought you and somebody closer: a new try wants something of the kind
#[derive(Args, Debug)]
pub struct RapportArgs {
    #[arg(value_name = "WHO", help = WHO)]
    who: Vec<String>,
    /// What happened
    #[arg(long, value_name = "HOW", value_parser = one_of(Rapport::ALL, Rapport::word, &[]))]
    how: Rapport,
    /// When [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

/// Hear no more of some advice about a request
#[derive(Args, Debug)]
pub struct Dismiss {
    #[arg(value_name = "WHO", help = WHO)]
    who: Vec<String>,
    /// What to hear no more of; several with commas [default: what is advised now]
    #[arg(long, value_name = "TOPIC", value_parser = one_of(Topic::ALL, Topic::word, &[]), value_delimiter = ',')]
    about: Vec<Topic>,
    /// Hear of it again [default: of everything]
    #[arg(long)]
    recall: bool,
}

pub fn rapport(args: &RapportArgs, context: &Context, ui: &mut Ui) -> Result<Exit> {
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
        |told, (), ui| tell(told, Some(at), &format!("{phrase}, {}", context.echo(at)), ui),
    )
}

pub fn dismiss(args: &Dismiss, context: &Context, ui: &mut Ui) -> Result<Exit> {
    amend(
        &args.who,
        context,
        ui,
        |book, request, step| {
            let is_dismissed = |topic: &Topic| request.has_dismissed(*topic);
            let mut topics = match (args.about.as_slice(), args.recall) {
                ([], true) => Topic::ALL.to_vec(),
                ([], false) => told(book, request.id, context, |told| {
                    Ok(unasked(&told.advice()).map(|advice| advice.topic).collect())
                })?,
                (topics, _) => topics.to_vec(),
            };
            topics.retain(|topic| is_dismissed(topic) == args.recall);
            if topics.is_empty() {
                let what = if args.recall { "nothing is dismissed" } else { "there is nothing to dismiss" };
                return Err(Error::failed(format!("{what} about request #{}", request.id))
                    .hint(format!("`invtrack show {} --all` lists the advice", request.id)));
            }
            for &topic in &topics {
                let deed = if args.recall { Deed::Recalled(topic) } else { Deed::Dismissed(topic) };
                step.act(request, deed, Moment::Exact(context.now));
            }
            let words = topics.iter().map(|topic| topic.word()).collect::<Vec<_>>().join(", ");
            let said = format!("{}: {words}", if args.recall { "heard of again" } else { "no more of" });
            Ok((format!("{}: {said}", record::subject(book, request)), said))
        },
        |told, said, ui| tell(told, None, &said, ui),
    )
}

fn tell(told: &Told, at: Option<Moment>, said: &str, ui: &mut Ui) -> Result<Exit> {
    let mut json = told.json(json!({ "advice": told.advice() }));
    if let Some(at) = at {
        json["at"] = json!(told.context.rfc3339(at));
    }
    ui.answer(json, |ui| {
        ui.say(told.name().text(format!(" (#{}): {said}.", told.id())));
        told.say_advice(ui);
    })
}
