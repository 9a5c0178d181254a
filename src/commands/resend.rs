use super::circumstances::{Circumstances, circumstances};
use super::pace::Pace;
use super::prelude::*;
use super::record::{self, Scope};
use super::sending::{refuse_duplicate, say_recorded};
use super::verdict::{refuse_before_sending, told};
use super::who::Named;
use crate::cli::WHO;
use crate::next::resend::{Precondition, checks};
use crate::next::sending::{PlannedSending, about_note, about_pace};

/// Record a new request to somebody who was asked before, if it makes sense
///
/// The checks are shown as a list: whether the earlier one is over, how long ago, what brought you closer since, and
/// how often they were asked. --force records it all the same.
#[derive(Args, Debug)]
pub struct Resend {
    #[arg(value_name = "WHO", help = WHO)]
    who: Vec<String>,
    /// When you sent the new request [default: now]
    #[arg(long, value_name = "WHEN")]
    sent: Option<String>,
    /// Only show the checks; record nothing
    #[arg(long)]
    dry_run: bool,
    /// Record it although a check fails
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    circumstances: Circumstances,
}

pub fn run(args: Resend, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let sent = context.past_or_now("--sent", args.sent.as_deref())?;
    let known = circumstances(args.circumstances)?;
    let (book, who) = record::find(&args.who, context, ui)?;
    let lately = Pace::read(context)?;
    let who = Named { request: None, ..who };
    let latest = who.request_in(&book)?.id;
    let settings = &context.config.settings;
    let checks = told(&book, latest, context, |told| {
        refuse_before_sending(told.request, sent, context)?;
        Ok(checks(&told.situation(sent), &known))
    })?;
    let failing = checks.iter().filter(|check| check.fails()).count();
    let pace = Pace::lately(&lately, context);
    if !ui.is_json() {
        checks.iter().for_each(|check| ui.line(line(check)));
        // That a note is missing the checks say.
        let sending = PlannedSending { sent, context: &known, now: context.now, zone: context.zone };
        let note = about_note(&sending, settings.limits.note_characters).filter(|_| known.note.is_some());
        let about = about_pace(&sending, pace.week, settings.limits.week()).into_iter().chain(note);
        about.chain(pace.pause_sentence()).for_each(|warning| ui.advise(&warning));
    }
    let records = !args.dry_run && (failing == 0 || args.force);
    let json = |pace: &Pace| json!({ "checks": checks, "recorded": records, "request": null, "pace": pace });
    if !records {
        ui.answer(json(&pace), |_| ())?;
        let what = count(failing, "check", "checks");
        let failed =
            Error::failed(format!("not recorded: {what} failed")).hint("--force records it all the same");
        return if failing == 0 || args.dry_run { Ok(Exit::Done) } else { Err(failed) };
    }
    let changed = record::change(context, &Scope::of(&who), |book, step| {
        let (before, person) = (who.request_in(book)?, who.person_in(book)?);
        if before.id != latest {
            return Err(Error::failed("another command changed the record meanwhile").hint("try again"));
        }
        refuse_duplicate(sent, &book.requests_to(person.id), context)?;
        let fact = step.again(person, before, sent, known);
        step.describe_new(format!("asked {}", person.name), fact);
        Ok(fact)
    })?;
    let pace = Pace::since(&lately, &changed.after, context);
    let request = changed.request_of(changed.value)?.id;
    told(&changed.after, request, context, |told| {
        ui.answer(told.json(json(&pace)), |ui| say_recorded(told, &pace, ui))
    })
}

fn line(check: &Precondition) -> Text {
    let (role, sign) = match (check.is_met, check.is_required) {
        (true, _) => (Role::Good, "✓"),
        (false, true) => (Role::Alert, "✗"),
        (false, false) => (Role::Open, "!"),
    };
    Text::from("  ").push(role, sign).text(format!(" {}", check.text)).rules(check.heuristics)
}
