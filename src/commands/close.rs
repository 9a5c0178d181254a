//! `invtrack close`, and `invtrack withdraw`: what only the user can know about a request's end.

use super::amend::amend;
use super::prelude::*;
use super::record;
use super::verdict::{Judgement, refuse_before_sending};
use crate::cli::{SEVERAL, one_of};
use crate::model::classify::Class;
use crate::next::steps::{BLOCKED_AFTER_WITHDRAWAL_DAYS, MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use crate::record::deed::{Deed, Ending};

/// In the order of `Ending::ALL`.
const ENDINGS: [&str; 3] =
    ["You took it back", "It lapsed unanswered (after about six months)", "They told you no"];

/// Record that a request ended: it expired, they told you no, or you took it back
#[derive(Args, Debug)]
pub struct Close {
    #[arg(value_name = "WHO", help = SEVERAL)]
    who: Vec<String>,
    /// How it ended
    #[arg(long = "as", value_name = "HOW", value_parser = one_of(Ending::ALL, Ending::word, &ENDINGS), required = true)]
    how: Ending,
    /// When [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

/// Record that you took a request back: `close --as withdrawn`
#[derive(Args, Debug)]
pub struct Withdraw {
    #[arg(value_name = "WHO", help = SEVERAL)]
    who: Vec<String>,
    /// When you took it back [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

impl From<Withdraw> for Close {
    fn from(Withdraw { who, at }: Withdraw) -> Self {
        Self { who, how: Ending::Withdrawn, at }
    }
}

/// `withdrew Zoë Brandt (#4)`
pub fn words_of(ending: Ending, subject: &str) -> String {
    match ending {
        Ending::Withdrawn => format!("withdrew {subject}"),
        Ending::Expired | Ending::Declined => format!("closed {subject} as {}", ending.word()),
    }
}

pub fn run(args: &Close, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let (ending, at) = (args.how, context.past_or_now("--at", args.at.as_deref())?);
    let decide = |book: &_, request: &crate::model::request::Request, step: &mut record::NewFacts| {
        if let Some(known) = request.closing() {
            let (id, word, at) = (request.id, known.ending.word(), context.echo(known.at));
            return Err(Error::failed(format!("request #{id} is on record as {word} already, {at}"))
                .hint(format!("`invtrack edit {id} --reopen` takes that back")));
        }
        refuse_before_sending(request, at, context)?;
        step.act(request, Deed::Ended(ending), at);
        Ok((words_of(ending, &record::subject(book, request)), ()))
    };
    // Who said no is not asked again, nor who was asked twice (T07).
    let again = |told: &Judgement| {
        let request = told.request;
        let may_try =
            ending != Ending::Declined && request.number < MOST_ATTEMPTS && request.superseded.is_none();
        at.day(context.zone).plus_days(RESEND_AFTER_DAYS).filter(|_| may_try).map(|day| day.iso())
    };
    let json =
        |told: &Judgement, &(): &()| json!({ "at": context.rfc3339(at), "new_try_after": again(told) });
    amend(&args.who, context, ui, decide, json, |told, &(), ui| {
        let (word, when) = (ending.word(), context.echo(at));
        ui.say(told.name().text(format!(" (#{}): {word}, {when}.", told.request.id)));
        if told.judged.verdict.class == Class::Accepted {
            return ui.warn("what you saw says that they accepted, so the verdict stays: accepted");
        }
        let free = at.day(context.zone).plus_days(BLOCKED_AFTER_WITHDRAWAL_DAYS);
        if let (Ending::Withdrawn, Some(free)) = (ending, free) {
            ui.say(format!("  LinkedIn takes no new invitation to them before {}.", free.iso()));
        }
        if let Some(again) = again(told) {
            ui.say(format!("  If you want to try again: after {again}, with more in common [T04 T05]."));
        }
    })
}
