//! `invtrack withdraw` and `invtrack close`: what only the user can know about a request's end.

use serde::Serialize;

use super::deeds::refuse_before_sending;
use super::view::{Answer, RequestView};
use super::{record, who};
use crate::cli::{Close, CloseAs, Withdraw};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::classify::Class;
use crate::next::steps::{BLOCKED_AFTER_WITHDRAWAL_DAYS, MOST_ATTEMPTS, RESEND_AFTER_DAYS};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::deed::{Deed, Ending};

#[derive(Serialize)]
struct Closed<'a> {
    request: RequestView<'a>,
    at: String,
    new_try_after: Option<String>,
}

/// Records that the user took a request back.
pub fn withdraw(args: &Withdraw, context: &Context, ui: &mut Ui) -> Result<Exit> {
    end(&args.who, Ending::Withdrawn, args.at.as_deref(), context, ui)
}

/// Records that a request expired, or that they said no.
pub fn close(args: &Close, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let ending = match args.how {
        CloseAs::Expired => Ending::Expired,
        CloseAs::Declined => Ending::Declined,
    };
    end(&args.who, ending, args.at.as_deref(), context, ui)
}

/// `withdrew Zoë Brandt (#4)`
pub fn words_of(ending: Ending, subject: &str) -> String {
    match ending {
        Ending::Withdrawn => format!("withdrew {subject}"),
        Ending::Expired | Ending::Declined => format!("closed {subject} as {}", ending.word()),
    }
}

fn end(words: &[String], ending: Ending, at: Option<&str>, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let at = context.past_or_now("--at", at)?;
    let who = who::find(words, &record::read_existing(context, None)?, ui)?;
    let changed = record::change(&mut context.open_to_change()?, context, |book, entry| {
        let request = who.request_in(book)?;
        if let Some(known) = request.closing() {
            return Err(Error::failed(format!(
                "request #{} is on record as {} already, {}",
                request.id,
                known.ending.word(),
                context.echo(known.at)
            ))
            .hint(format!("`invtrack edit {} --reopen` takes that back", request.id)));
        }
        refuse_before_sending(request, at, context)?;
        entry.act(request, Deed::Ended(ending), at);
        entry.describe(words_of(ending, &record::subject(book, request)));
        Ok(request.id)
    })?;
    let request = changed.value;
    record::judge(&changed.after, request, context, |attempt, judge| {
        let judged = judge.judge(attempt);
        let day = at.day(context.zone);
        // Who said no is not asked again, nor who was asked twice (T07).
        let may_try =
            ending != Ending::Declined && attempt.number < MOST_ATTEMPTS && attempt.superseded.is_none();
        let again = day.plus_days(RESEND_AFTER_DAYS).filter(|_| may_try).map(|day| day.iso());
        if ui.is_json() {
            let request = RequestView::new(attempt, judge, &judged, context.zone);
            ui.json(&Answer::new(Closed {
                request,
                at: super::view::rfc3339(at, context.zone),
                new_try_after: again,
            }))?;
            return Ok(Exit::Done);
        }
        ui.say(&Line::new().push(Role::Strong, attempt.person.name.clone()).text(format!(
            " (#{request}): {}, {}.",
            ending.word(),
            context.echo(at)
        )))?;
        if judged.verdict.class == Class::Accepted {
            ui.warn("what you saw says that they accepted, so the verdict stays: accepted");
            return Ok(Exit::Done);
        }
        if let (Ending::Withdrawn, Some(free)) = (ending, day.plus_days(BLOCKED_AFTER_WITHDRAWAL_DAYS)) {
            ui.say(&Line::plain(format!(
                "  LinkedIn takes no new invitation to them before {}.",
                free.iso()
            )))?;
        }
        if let Some(again) = again {
            ui.say(&Line::plain(format!(
                "  If you want to try again: after {again}, with more in common [T04 T05]."
            )))?;
        }
        Ok(Exit::Done)
    })
}
