//! `invtrack show`

use serde::Serialize;

use super::counsel::{self, AdviceView};
use super::status::AsOf;
use super::view::{self, Answer, RequestView};
use super::{record, who};
use crate::cli::Show;
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::classify::{Hint, confidence_word};
use crate::model::evidence::{Sign, Stated};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Observation;
use crate::model::request::Request;
use crate::model::rules;
use crate::model::settings::Model;
use crate::model::wording::{percent_text, span};
use crate::next::advice::{self, Advice};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::deed::Deed;
use crate::record::slug::profile_url;
use crate::record::time::{Instant, Moment, Zone};

#[derive(Serialize)]
struct Shown<'a> {
    as_of: String,
    requests: Vec<Detail<'a>>,
}

#[derive(Serialize)]
struct Detail<'a> {
    #[serde(flatten)]
    request: RequestView<'a>,
    email: Option<&'a str>,
    /// Further profiles of theirs.
    aliases: &'a [String],
    note: Option<&'a str>,
    generic: bool,
    template: Option<&'a str>,
    met_at: Option<&'a str>,
    met_briefly: Option<&'a str>,
    mutual: Option<u32>,
    senior: bool,
    stranger: bool,
    confirmed: bool,
    recorded_at: String,
    ended_at: Option<String>,
    prior: f64,
    next_step: Option<String>,
    advice: Vec<AdviceView>,
    looks: Vec<LookView<'a>>,
}

/// What was seen of a request: one sign each.
#[derive(Serialize)]
struct LookView<'a> {
    /// What `edit --remove-look` calls it; none where it follows from a list.
    id: Option<i64>,
    at: String,
    seen_precision: &'static str,
    recorded_at: String,
    /// In the words of the rules: `sent=listed`.
    signal: String,
    source: &'static str,
    before: bool,
    memo: Option<&'a str>,
}

/// Tells everything about one person.
pub fn run(args: &Show, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let as_of = AsOf::new(args.as_of.as_deref(), context)?;
    let who = who::find(&args.who, &record::read_existing(context, None)?, ui)?;
    let at = context.at(as_of.now.instant(context.zone));
    let book = record::read_existing(context, as_of.learned_by)?;
    let every = &book.requests;
    let judge = Judge::new(every, &context.config.settings.model, as_of.now, context.zone);
    let mut own: Vec<&Request> =
        every.iter().filter(|attempt| who.covers(attempt.person.id, attempt.id)).collect();
    own.sort_by_key(|attempt| std::cmp::Reverse(attempt.number));
    if own.is_empty() {
        return Err(Error::failed(format!("nothing was on record of them by {}", context.echo(as_of.now))));
    }
    if ui.is_json() {
        let requests = own.iter().map(|attempt| detail(attempt, &judge, &at)).collect();
        ui.json(&Answer::new(Shown { as_of: view::rfc3339(as_of.now, context.zone), requests }))?;
        return Ok(Exit::Done);
    }
    for (index, attempt) in own.iter().enumerate() {
        if index > 0 {
            ui.line(&Line::new())?;
        }
        print(attempt, &judge, args.all, &at, ui)?;
    }
    Ok(Exit::Done)
}

fn detail<'a>(attempt: &'a Request, judge: &Judge, context: &Context) -> Detail<'a> {
    let (judged, zone) = (judge.judge(attempt), context.zone);
    let advised = counsel::about(attempt, &judged, context);
    let facts = &attempt.context;
    Detail {
        email: attempt.person.email.as_deref(),
        aliases: &attempt.person.aliases,
        note: facts.note.as_deref(),
        generic: facts.generic,
        template: facts.template.as_deref(),
        met_at: facts.met_at.as_deref(),
        met_briefly: facts.met_briefly.as_deref(),
        mutual: facts.mutual,
        senior: facts.senior,
        stranger: facts.stranger,
        confirmed: facts.confirmed,
        recorded_at: attempt.recorded_at.to_rfc3339(),
        ended_at: attempt.closing().map(|closing| view::rfc3339(closing.at, zone)),
        prior: judge.prior(&judged),
        next_step: advice::unasked(&advised).next().map(Advice::sentence),
        advice: advised.iter().map(AdviceView::from).collect(),
        looks: attempt.looks.iter().flat_map(|look| look_views(look, zone)).collect(),
        request: RequestView::new(attempt, judge, &judged, zone),
    }
}

fn look_views(observation: &Observation, zone: Zone) -> Vec<LookView<'_>> {
    let look = observation;
    let memo = look.memo.as_deref();
    let view = |signal| LookView {
        id: Some(observation.id).filter(|id| *id > 0),
        at: view::rfc3339(look.seen, zone),
        seen_precision: view::precision(look.seen),
        recorded_at: observation.recorded_at.to_rfc3339(),
        signal,
        source: look.source.word(),
        before: observation.is_before,
        memo,
    };
    // Of the time before sending only what the page looks like counts.
    let counts = |sign: &&Sign| !look.is_before || matches!(sign, Sign::Button(_) | Sign::Count(_));
    let told: Vec<_> = observation.signs.iter().filter(counts).map(|sign| view(sign.to_string())).collect();
    if told.is_empty() { vec![view("memo".to_owned())] } else { told }
}

fn print(attempt: &Request, judge: &Judge, is_all: bool, context: &Context, ui: &mut Ui) -> Result<()> {
    let judged = judge.judge(attempt);
    let number = if attempt.number > 1 { format!(", attempt {}", attempt.number) } else { String::new() };
    ui.line(
        &Line::new()
            .push(Role::Strong, attempt.person.name.clone())
            .push(Role::Faint, format!("  #{}{number}", attempt.id)),
    )?;
    if let Some(slug) = &attempt.person.slug {
        ui.line(&Line::plain("  ").push(Role::Faint, profile_url(slug)))?;
    }
    for slug in &attempt.person.aliases {
        ui.line(&Line::plain("  ").push(Role::Faint, format!("{} (theirs, too)", profile_url(slug))))?;
    }
    print_verdict(attempt, judge, &judged, context, ui)?;
    print_advice(attempt, &judged, is_all, context, ui)?;
    ui.line(&Line::new())?;
    print_timeline(attempt, context, ui)
}

fn print_verdict(
    attempt: &Request,
    judge: &Judge,
    judged: &Judged,
    context: &Context,
    ui: &mut Ui,
) -> Result<()> {
    let verdict = &judged.verdict;
    let word = if view::has_confidence(verdict) {
        format!(" ({})", confidence_word(verdict.confidence))
    } else {
        String::new()
    };
    ui.line(&Line::plain("  ").append(view::verdict_line(verdict)).text(word))?;
    ui.line(&Line::plain(format!(
        "  {}; last look {}",
        view::sent_line(attempt, context),
        view::ago(attempt.last_look(), context)
    )))?;
    let reasons = view::reasons(judge, judged);
    if reasons.is_empty() {
        ui.line(&Line::plain(format!("  {}", view::why(attempt, judge, judged, context))))?;
    }
    for reason in &reasons {
        ui.line(&Line::plain("  ").append(view::cited_reason_line(reason)))?;
        if ui.is_verbose() {
            cite(reason.heuristics.iter().map(String::as_str), ui)?;
        }
    }
    if judged.already.is_none() {
        ui.line(&Line::plain(format!("  Chances: {}.", chances(judged))))?;
        ui.line(&Line::plain(format!("  Background: {}.", view::background(judge, judged))))?;
    }
    // How old it is, or the last look, is no matter once it is over.
    let is_over = attempt.stated().is_some();
    let told = |hint: &&Hint| !is_over || !matches!(hint, Hint::Stale | Hint::PastExpiry);
    for hint in verdict.hints.iter().filter(told) {
        if let Some(text) = hint_text(*hint, &context.config.settings.model) {
            ui.line(&Line::plain("  ").push(Role::Alert, "! ").text(text))?;
        }
    }
    Ok(())
}

/// At most two pieces of advice, unless all were asked for.
fn print_advice(
    attempt: &Request,
    judged: &Judged,
    is_all: bool,
    context: &Context,
    ui: &mut Ui,
) -> Result<()> {
    let advised = counsel::about(attempt, judged, context);
    let told: Vec<&Advice> =
        if is_all { advised.iter().collect() } else { advice::unasked(&advised).collect() };
    for (index, advice) in told.iter().enumerate() {
        let lead = if index == 0 { "  Next: " } else { "  Also: " };
        ui.line(&Line::new().push(Role::Faint, lead).append(counsel::line(advice)))?;
    }
    Ok(())
}

/// What the rules behind a reason say, and where they come from.
fn cite<'a>(ids: impl Iterator<Item = &'a str>, ui: &mut Ui) -> Result<()> {
    for rule in ids.filter_map(rules::find) {
        ui.line(
            &Line::new().push(Role::Faint, format!("      {} {} ({})", rule.id, rule.claim, rule.sources)),
        )?;
    }
    Ok(())
}

fn chances(judged: &Judged) -> String {
    let verdict = &judged.verdict;
    format!(
        "accepted {}, still to be accepted {}, never {}; still open {}",
        percent_text(verdict.p_accepted),
        percent_text(verdict.p_later),
        percent_text(verdict.p_never),
        percent_text(verdict.p_open)
    )
}

/// What the user should know beside the verdict; some hints are said by the verdict or the next step.
fn hint_text(hint: Hint, model: &Model) -> Option<String> {
    let text = match hint {
        Hint::ConfirmSent => "perhaps it was never sent",
        Hint::DisconnectedLater => "they accepted, and seem to have disconnected since",
        Hint::Stale => {
            return Some(format!("the last look is more than {} days old", model.thresholds.stale_days));
        }
        Hint::PastExpiry => {
            let age = span(model.expiry_days);
            return Some(format!("older than {age}: LinkedIn usually drops such invitations"));
        }
        Hint::FutureLook => "a look lies in the future and was left out: is the clock right?",
        Hint::AcceptedDespite(Stated::Superseded) => {
            "a later request is on record, but this one was accepted"
        }
        Hint::AcceptedDespite(_) => "you recorded another end, but what was seen says accepted",
        Hint::AlreadyConnected | Hint::NoObservation | Hint::Unclear => return None,
    };
    Some(text.to_owned())
}

fn print_timeline(attempt: &Request, context: &Context, ui: &mut Ui) -> Result<()> {
    let facts = &attempt.context;
    let mut entries: Vec<(Instant, Moment, String, String)> = Vec::new();
    let mut enter = |moment: Moment, text: String, aside: String| {
        entries.push((moment.instant(context.zone), moment, text, aside));
    };
    enter(attempt.sent, format!("sent{}", circumstances(attempt)), String::new());
    for observation in &attempt.looks {
        let mut seen = view::seen(observation);
        seen.extend(observation.memo.as_ref().map(|memo| format!("\"{memo}\"")));
        let number = if observation.id > 0 { format!("look {}, ", observation.id) } else { String::new() };
        enter(observation.seen, seen.join(", "), format!("{number}{}", observation.source.word()));
    }
    if let Some(closing) = attempt.closing() {
        enter(closing.at, closing.ending.word().to_owned(), "by you".to_owned());
    }
    for action in attempt.actions.iter().filter(|action| action.deed == Deed::FollowedUp) {
        enter(action.at, "one polite message".to_owned(), "by you".to_owned());
    }
    for (rapport, at) in attempt.rapport() {
        enter(at, rapport.phrase().to_owned(), "by you".to_owned());
    }
    for (at, open) in &attempt.warnings {
        let among = count(*open as usize, "request was", "requests were");
        enter(*at, format!("LinkedIn warned your account; {among} open"), String::new());
    }
    if let Some(next) = attempt.superseded {
        enter(next, "sent again".to_owned(), String::new());
    }
    entries.sort_by_key(|entry| entry.0);
    for (_, moment, text, aside) in entries {
        let line = Line::plain(format!("  {:<17} ", stamp(moment, context.zone))).text(text);
        ui.line(&if aside.is_empty() { line } else { line.push(Role::Faint, format!("  ({aside})")) })?;
    }
    if let Some(note) = &facts.note {
        ui.line(&Line::plain("  Note:"))?;
        for line in note.lines() {
            ui.line(&Line::plain("    ").text(line))?;
        }
    }
    Ok(())
}

/// `, with a note, met at RustConf, 3 shared connections`
fn circumstances(attempt: &Request) -> String {
    let facts = &attempt.context;
    let parts = [
        facts.note.as_ref().map(|_| "with a note".to_owned()),
        facts.generic.then(|| "generic".to_owned()),
        facts.template.as_ref().map(|template| format!("template {template}")),
        facts.met_at.as_ref().map(|event| format!("met at {event}")),
        facts.met_briefly.as_ref().map(|event| format!("met briefly at {event}")),
        facts.mutual.map(|n| count(n as usize, "shared connection", "shared connections")),
        facts.senior.then(|| "senior".to_owned()),
        facts.stranger.then(|| "a stranger".to_owned()),
        facts.confirmed.then(|| "confirmed".to_owned()),
        (!facts.tags.is_empty()).then(|| format!("tags {}", facts.tags.join(", "))),
    ];
    parts.into_iter().flatten().fold(String::new(), |told, part| told + ", " + &part)
}

/// `2026-10-05 14:30`, or `2026-10-05`
fn stamp(moment: Moment, zone: Zone) -> String {
    match moment {
        Moment::Day(day) => day.iso(),
        Moment::Exact(at) => {
            let (day, hour, minute) = zone.wall_clock(at);
            format!("{} {hour:02}:{minute:02}", day.iso())
        }
    }
}
