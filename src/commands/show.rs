use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::prelude::*;
use super::record::{self, Scope};
use super::verdict::{self, Judgement, Judgements, advice_lines, precision, reason_line};
use crate::cli::SEVERAL;
use crate::context::AsOf;
use crate::model::classify::{Class, Hint, confidence_word};
use crate::model::evidence::{Kind, Sighting, Sign, Stated};
use crate::model::request::Observation;
use crate::model::rules;
use crate::model::settings::Model;
use crate::model::wording::{percent_text, span};
use crate::next::advice::{self, Advice};
use crate::record::deed::Deed;
use crate::record::slug::profile_url;

/// Tell everything about one person: timeline, verdict, evidence with its sources, what would settle it
#[derive(Args, Debug)]
pub struct Show {
    #[arg(value_name = "WHO", help = SEVERAL)]
    pub who: Vec<String>,
    /// All advice, also what was dismissed; by default at most two pieces
    #[arg(long)]
    pub all: bool,
    /// Answer as of that day: from what was recorded by then
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
}

pub fn run(args: &Show, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let as_of = AsOf::read(args.as_of.as_deref(), context)?;
    let (book, all) = record::find_all(&args.who, context, ui)?;
    let at = context.at(as_of.now.instant(context.zone));
    let book = match as_of.learned_by {
        Some(by) => record::read_existing(&Scope::LearnedBy(by), &at)?,
        None => book,
    };
    let place = |request: &Request| all.iter().position(|who| who.covers(request.person.id, request.id));
    let mut own: Vec<&Request> = book.requests.iter().filter(|request| place(request).is_some()).collect();
    own.sort_by_key(|request| (place(request), Reverse(request.number)));
    if own.is_empty() {
        return Err(Error::failed(format!("nothing was on record of them by {}", context.echo(as_of.now))));
    }
    let judged = Judgements::of_some(own, &book, as_of.now, &at);
    let told: Vec<Judgement> = judged.iter().collect();
    let requests: Vec<Value> = told.iter().map(json).collect();
    let json = json!({ "as_of": context.rfc3339(as_of.now), "requests": requests });
    ui.answer(json, |ui| {
        for (index, told) in told.iter().enumerate() {
            if index > 0 {
                ui.line("");
            }
            print(told, args.all, ui);
        }
    })
}

fn json(told: &Judgement) -> Value {
    let (request, advised) = (told.request, told.advice());
    let (person, known) = (&request.person, &request.context);
    let looks = request.looks.iter().flat_map(|look| look_json(look, told.context));
    let besides = json!({
        "email": person.email,
        "aliases": person.aliases,
        "note": known.note,
        "generic": known.generic,
        "template": known.template,
        "met_at": known.met_at,
        "met_briefly": known.met_briefly,
        "mutual": known.mutual,
        "senior": known.senior,
        "stranger": known.stranger,
        "confirmed": known.confirmed,
        "recorded_at": request.recorded_at.to_rfc3339(),
        "ended_at": request.closing().map(|closing| told.context.rfc3339(closing.at)),
        "prior": told.judge.prior(told.judged),
        "next_step": advice::unasked(&advised).next().map(Advice::sentence),
        "advice": advised,
        "looks": looks.collect::<Vec<_>>(),
    });
    let mut json = json!(told);
    if let (Some(json), Value::Object(besides)) = (json.as_object_mut(), besides) {
        json.extend(besides);
    }
    json
}

/// One sign each (`sent=listed`), with the id for `edit --remove-look`; none where it follows from a list.
fn look_json(look: &Observation, context: &Env) -> Vec<Value> {
    // Of the time before sending only what the page looks like counts.
    let counts = |sign: &&Sign| !look.is_before || matches!(sign, Sign::Button(_) | Sign::Count(_));
    let mut signs: Vec<String> = look.signs.iter().filter(counts).map(ToString::to_string).collect();
    if signs.is_empty() {
        signs.push("memo".to_owned());
    }
    let json = |sign| {
        json!({
            "id": Some(look.id).filter(|id| *id > 0),
            "at": context.rfc3339(look.seen),
            "seen_precision": precision(look.seen),
            "recorded_at": look.recorded_at.to_rfc3339(),
            "signal": sign,
            "source": look.source,
            "before": look.is_before,
            "memo": look.memo,
        })
    };
    signs.iter().map(json).collect()
}

fn print(told: &Judgement, is_all: bool, ui: &mut Ui) {
    let (number, person) = (told.request.number, &told.request.person);
    let number = if number > 1 { format!(", attempt {number}") } else { String::new() };
    ui.line(told.name().faint(format!("  #{}{number}", told.request.id)));
    person.slug.iter().for_each(|slug| ui.line(faint(profile_url(slug)).indented()));
    for slug in &person.aliases {
        ui.line(faint(format!("{} (theirs, too)", profile_url(slug))).indented());
    }
    print_verdict(told, ui);
    let advised = told.advice();
    let unasked: Vec<&Advice> =
        if is_all { advised.iter().collect() } else { advice::unasked(&advised).collect() };
    for (index, advice) in unasked.into_iter().enumerate() {
        let before = faint(if index == 0 { "  Next: " } else { "  Also: " });
        advice_lines(before, advice, true).into_iter().for_each(|line| ui.line(line));
    }
    ui.line("");
    print_timeline(told.request, told.context, ui);
}

fn print_verdict(told: &Judgement, ui: &mut Ui) {
    let (judged, verdict) = (told.judged, &told.judged.verdict);
    let is_settled = matches!(verdict.class, Class::Accepted | Class::Ignored);
    let word = if is_settled { format!(" ({})", confidence_word(verdict.confidence)) } else { String::new() };
    ui.line(told.verdict_line().text(word).indented());
    ui.line(format!("  {}; {}", told.sent_line(), told.last_look()));
    let reasons = told.reasons();
    // Where nothing was seen, the chances below say all.
    if reasons.is_empty() && !verdict.has(Hint::NoObservation) {
        ui.line(format!("  {}", told.why()));
    }
    for reason in &reasons {
        ui.line(reason_line(reason, ui.is_verbose()).indented());
        if ui.is_verbose() {
            for rule in reason.heuristics.iter().filter_map(|id| rules::find(id)) {
                ui.line(faint(format!("      {} {} ({})", rule.id, rule.claim, rule.sources)));
            }
        }
    }
    if judged.already.is_none() {
        let [accepted, later, never, open] =
            [verdict.p_accepted, verdict.p_later, verdict.p_never, verdict.p_open].map(percent_text);
        ui.line(format!(
            "  Accepted already {accepted}, will accept later {later}, never {never}. Still open: {open}."
        ));
        if ui.is_verbose() {
            ui.line(format!("  Typical: about {}.", told.background()));
        }
    }
    let is_over = told.request.stated().is_some();
    let is_told = |hint: &&Hint| !is_over || !matches!(hint, Hint::Stale | Hint::PastExpiry);
    for text in verdict
        .hints
        .iter()
        .filter(is_told)
        .filter_map(|hint| hint_text(*hint, &told.context.config.settings.model))
    {
        ui.line(Text::from("  ").push(Role::Alert, "! ").text(text));
    }
}

/// Some hints are said by the verdict or the next step.
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

/// Looks that lists say, one after the other: as long as they say the same, they are one line.
struct Repeated {
    first: Moment,
    last: Moment,
    text: String,
    times: usize,
    sources: BTreeSet<&'static str>,
}

impl Repeated {
    fn entry(self, context: &Env) -> (Moment, String, String) {
        let sources: Vec<&str> = self.sources.into_iter().collect();
        let until = self.last.day(context.zone).iso();
        let text = match self.times {
            1 => self.text,
            times => format!("{} until {until}, {times} times", self.text),
        };
        (self.first, text, sources.join(", "))
    }
}

fn looks(request: &Request, context: &Env) -> Vec<(Moment, String, String)> {
    let mut entries = Vec::new();
    let mut runs: BTreeMap<Option<Kind>, Repeated> = BTreeMap::new();
    for look in &request.looks {
        let mut seen = verdict::seen(look);
        seen.extend(look.memo.as_ref().map(|memo| format!("\"{memo}\"")));
        let text = seen.join(", ");
        let kind = |&sign: &Sign| Sighting::kind_of(sign).map(|(kind, _)| kind);
        let is_of_lists = look.id == 0;
        for kind in look.signs.iter().map(kind) {
            if runs.get(&kind).is_some_and(|run| !is_of_lists || run.text != text) {
                entries.extend(runs.remove(&kind).map(|run| run.entry(context)));
            }
        }
        let source = look.source.word();
        if is_of_lists {
            let run = runs.entry(look.signs.first().and_then(kind)).or_insert_with(|| Repeated {
                first: look.seen,
                last: look.seen,
                text,
                times: 0,
                sources: BTreeSet::new(),
            });
            (run.last, run.times) = (look.seen, run.times + 1);
            run.sources.insert(source);
        } else {
            entries.push((look.seen, text, format!("look {}, {source}", look.id)));
        }
    }
    entries.extend(runs.into_values().map(|run| run.entry(context)));
    entries
}

fn print_timeline(request: &Request, context: &Env, ui: &mut Ui) {
    let by_you = |at, text: &str| (at, text.to_owned(), "by you".to_owned());
    let mut entries: Vec<(Moment, String, String)> =
        vec![(request.sent, format!("sent{}", circumstances(request)), String::new())];
    entries.extend(looks(request, context));
    entries.extend(request.closing().map(|closing| by_you(closing.at, closing.ending.word())));
    let messages = request.actions.iter().filter(|action| action.deed == Deed::FollowedUp);
    entries.extend(messages.map(|action| by_you(action.at, "one polite message")));
    entries.extend(request.rapport().map(|(rapport, at)| by_you(at, rapport.phrase())));
    entries.extend(request.warnings.iter().map(|(at, open)| {
        let among = count(*open as usize, "request was", "requests were");
        (*at, format!("LinkedIn warned your account; {among} open"), String::new())
    }));
    entries.extend(request.superseded.map(|next| (next, "sent again".to_owned(), String::new())));
    entries.sort_by_key(|(at, ..)| at.instant(context.zone));
    for (at, text, aside) in entries {
        let stamp = match at {
            Moment::Day(day) => day.iso(),
            Moment::Exact(at) => context.wall_clock(at),
        };
        let line = Text::from(format!("  {stamp:<17} ")).text(text);
        ui.line(if aside.is_empty() { line } else { line.faint(format!("  ({aside})")) });
    }
    if let Some(note) = &request.context.note {
        ui.line("  Note:");
        note.lines().for_each(|line| ui.line(Text::from("    ").text(line)));
    }
}

/// `, with a note, met at RustConf, 3 shared connections`
fn circumstances(request: &Request) -> String {
    let facts = &request.context;
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
