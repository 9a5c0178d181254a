//! `invtrack predict`, which is `invtrack add --dry-run` for a request that nobody thinks to have sent.

use super::pace::Pace;
use super::prelude::*;
use super::record;
use super::sending::{NewRequest, Recipient, refuse_duplicate};
use super::verdict::{Judgement, late_entrants};
use crate::model::classify::Class;
use crate::model::evidence::Features;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Person;
use crate::model::wording::{percent_text, percents};
use crate::next::predict::{FIRST_QUESTIONS, Outlook, Saying, described, figures, questions};
use crate::next::sending::NO_NOTE;
use crate::stats::life::Followed;
use crate::stats::overview::HEADLINE;
use crate::stats::sample::{Counts, MANY, Sample, Told as Said, Within};
use crate::stats::survival::Rate as Incidence;

/// Tell the chance that a request is accepted, before it is sent
///
/// The chance is what the articles' numbers and your own record say of requests of this kind, not of this one; and what
/// you choose yourself, such as a note, need not be the cause. The range holds the rate of such requests in 19 cases
/// of 20. Nothing is recorded. To somebody on record it would be a further attempt, and counts as one.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack predict
  invtrack predict Zoë Brandt --senior --mutual 3
  invtrack predict linkedin.com/in/zoe --met-at Ghent --note-file draft.txt")]
pub struct Predict {
    #[command(flatten)]
    to: Recipient,
    /// Print the whole check list
    #[arg(long)]
    all: bool,
}

/// How the user's own first requests in the same circumstances went.
struct OwnRate {
    /// Without late entrants.
    counts: Counts,
    late: usize,
    within: Within,
}

struct Prediction {
    name: String,
    number: usize,
    previous: Option<(i64, Moment)>,
    outlook: Outlook,
    own: OwnRate,
    background: String,
    uncalibrated: Option<String>,
    figures: Vec<Saying>,
    warnings: Vec<String>,
}

pub fn run(args: Predict, context: &Env, ui: &mut Ui) -> Result<Exit> {
    foretell(&NewRequest::read(args.to, Moment::Exact(context.now))?, false, args.all, context, ui)
}

/// `sent`: it was sent, so that `add` might refuse it.
pub fn foretell(plan: &NewRequest, sent: bool, all: bool, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let outcome = look_ahead(plan, sent, context)?;
    let exit = ui.answer(outcome.json(plan, context), |ui| outcome.print(all, context, ui));
    if sent {
        ui.say("Nothing was recorded.");
    }
    exit
}

fn look_ahead(plan: &NewRequest, sent: bool, context: &Env) -> Result<Prediction> {
    let (now, zone, model) = (Moment::Exact(context.now), context.zone, &context.config.settings.model);
    let book = record::read(context)?;
    let known_person = plan.person(&book)?;
    let mut warnings = plan.warnings(&book, None, &Pace::lately(&book, context), context)?;
    if sent {
        let others = known_person.map_or_else(Vec::new, |person| book.requests_to(person.id));
        refuse_duplicate(plan.sent, &others, context)?;
    } else {
        warnings.retain(|warning| warning != NO_NOTE);
    }
    let known = &book.requests;
    let judge = Judge::new(book.learned, model, now, zone);
    let is_theirs = |request: &&Request| known_person.is_some_and(|person| person.id == request.person.id);
    let mut theirs: Vec<&Request> = known.iter().filter(is_theirs).collect();
    theirs.sort_by_key(|request| request.number);
    let accepted = |request: &&&Request| judge.judge(request).verdict.class == Class::Accepted;
    warnings.extend(theirs.iter().rfind(accepted).map(|request| {
        let id = request.id;
        format!("request #{id} to them was likely accepted: `invtrack show {id}` tells why")
    }));

    let person = known_person.cloned().unwrap_or_else(|| Person::new(plan.name(), None, None, context.now));
    let before = theirs.iter().rfind(|request| !plan.sent.is_before(request.sent, zone));
    let attempt = Request {
        number: before.map_or(0, |before| before.number) + 1,
        previous: before.map(|before| before.sent),
        ..Request::new(person.into(), plan.sent, plan.known.clone(), context.now)
    };
    let judged = judge.judge(&attempt);
    let features = judged.case.features;
    Ok(Prediction {
        name: attempt.person.name.clone(),
        number: attempt.number,
        previous: before.map(|before| (before.id, before.sent)),
        outlook: Outlook::new(features, model, &judge),
        own: OwnRate::of(known, features, &judge, context),
        background: Judgement { request: &attempt, judge: &judge, judged: &judged, context }.background(),
        uncalibrated: judge.learned.rate.err().map(|why| why.why(model)),
        figures: figures(model.note_common_reading).collect(),
        warnings,
    })
}

impl Prediction {
    fn print(&self, all: bool, context: &Env, ui: &mut Ui) {
        self.warnings.iter().for_each(|warning| ui.advise(warning));
        let which = self.previous.map_or_else(String::new, |(id, sent)| {
            format!(", attempt {}: #{id} was sent {}", self.number, context.echo(sent))
        });
        let who = if self.name.is_empty() { "A request" } else { &self.name };
        ui.line(strong(who).faint(which));
        ui.line(format!("  About {}.", self.background));
        ui.line(format!("  Range: {}.", percents(self.outlook.range)));
        let by = self.outlook.by_days.map(|(days, p)| format!("{} within {days} days", percent_text(p)));
        ui.line(format!("  By when: {}.", by.join(", ")));
        let counted: Vec<&str> = self.outlook.features.iter().map(|feature| described(feature)).collect();
        let counted = if counted.is_empty() { "nothing special".to_owned() } else { counted.join(", ") };
        ui.line(format!("  Counted: {counted}."));
        ui.line(strong("What the articles say, without a source"));
        self.figures.iter().for_each(|figure| ui.line(told("", figure)));
        ui.line(strong("Your own first requests of this kind"));
        ui.line(Text::from(self.own.line()).indented().rules(&["T21"]));
        if self.own.late > 0 {
            ui.line(format!("  {}.", late_entrants(self.own.late, "more")));
        }
        if let Some(why) = &self.uncalibrated {
            ui.line(format!("  {why}."));
        }
        ui.line(strong("Before you send it"));
        for question in questions().iter().take(if all { usize::MAX } else { FIRST_QUESTIONS }) {
            ui.line(told("- ", question));
        }
        if !all {
            ui.say(format!("  {} more: invtrack predict --all", questions().len() - FIRST_QUESTIONS));
            ui.next("invtrack note  (fill in and check a note)");
        }
    }

    fn json(&self, plan: &NewRequest, context: &Env) -> Value {
        let (outlook, own) = (&self.outlook, &self.own);
        json!({
            "name": Some(&self.name).filter(|name| !name.is_empty()),
            "sent_at": context.rfc3339(plan.sent),
            "attempt": self.number,
            "p_accepted": outlook.p_accepted,
            "range": outlook.range,
            "background": self.background,
            "by_days": outlook.by_days.map(|(days, p)| json!({ "days": days, "p": p })),
            "features": outlook.features,
            "figures": self.figures,
            "own": {
                "accepted": own.counts.accepted, "decided": own.counts.decided(), "pending": own.counts.pending,
                "share": own.rate().filter(|_| own.is_of_many()).map(|rate| rate.p),
                "range": own.rate().map(|rate| [rate.low, rate.high]), "late": own.late, "within": own.within,
            },
            "uncalibrated": self.uncalibrated,
            "checklist": questions(),
            "warnings": self.warnings,
        })
    }
}

fn told(bullet: &str, one: &Saying) -> Text {
    Text::from(format!("  {bullet}{}", one.text)).rules(&one.heuristics)
}

impl OwnRate {
    /// A further attempt is held against first requests that were the same otherwise.
    fn of(known: &[Request], features: Features, judge: &Judge, context: &Env) -> Self {
        let features = Features { repeat: false, repeat_soon: false, ..features };
        let first = known.iter().filter(|request| request.number == 1);
        let judged: Vec<(&Request, Judged)> = first
            .map(|request| (request, judge.judge(request)))
            .filter(|(_, judged)| judged.case.features == features)
            .collect();
        let now = Moment::Exact(context.now);
        let followed: Vec<Followed> =
            judged.iter().map(|(one, judged)| Followed::of(one, judged, now, context.zone)).collect();
        let sample = Sample::of(&followed);
        let in_time = Sample::of(followed.iter().filter(|one| !one.request.is_late));
        let patience = context.config.settings.model.thresholds.patience_days;
        let (counts, within) = (in_time.counts(patience), sample.within_if_enough(HEADLINE));
        Self { counts, late: sample.counts(patience).late, within }
    }

    const fn rate(&self) -> Option<&Incidence> {
        self.within.told.rate()
    }

    const fn is_of_many(&self) -> bool {
        self.counts.sent + self.late >= MANY
    }

    /// Counts, and a rate only of enough; what is pending is not counted as a failure.
    fn line(&self) -> String {
        let Counts { sent, accepted, pending, .. } = self.counts;
        let rate = match &self.within.told {
            Said::Refused { refused } => format!("no rate can be said ({refused})"),
            Said::Rate(rate) => {
                let share = if self.is_of_many() { percent_text(rate.p) } else { "very rough".to_owned() };
                format!("within {HEADLINE} days {share}, range {}", percents([rate.low, rate.high]))
            }
        };
        match (sent, pending) {
            (0, _) => "none so far: too few to say".to_owned(),
            (_, 0) => format!("{accepted} of {sent} accepted; {rate}"),
            _ => format!("{accepted} of {sent} accepted, {pending} pending; {rate}"),
        }
    }
}
