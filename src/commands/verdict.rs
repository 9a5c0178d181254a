use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::prelude::*;
use super::record::{self, Changed, Entry, Scope};
use crate::matching::world::{self, Member, Sent, Sign};
use crate::model::classify::{Class, Hint, Verdict};
use crate::model::explain::{Direction, Reason};
use crate::model::judge::{Judge, Judged};
use crate::model::request::{Observation, Request};
use crate::model::rules;
use crate::model::tracked::Tracked;
use crate::model::wording::percent_text;
use crate::next::advice::{self, Advice};
use crate::next::steps::Situation;
use crate::record::observation::{CONNECTIONS_CAP, Signals, Source};
use crate::record::slug::profile_url;
use crate::record::time::Moment;

#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub attempt: &'a Request,
    pub judge: &'a Judge<'a>,
    pub judged: &'a Judged,
    pub context: &'a Context,
}

pub fn told<T>(
    book: &Tracked,
    request: i64,
    context: &Context,
    then: impl FnOnce(&Told) -> Result<T>,
) -> Result<T> {
    record::judge(book, request, context, |attempt, judge| {
        then(&Told { attempt, judge, judged: &judge.judge(attempt), context })
    })
}

pub fn judge_all<'a>(book: &'a Tracked, context: &'a Context) -> (Judge<'a>, Vec<(&'a Request, Judged)>) {
    let now = Moment::Exact(context.now);
    let judge = Judge::new(book.calibration, &context.config.settings.model, now, context.zone);
    let judged = book.requests.iter().map(|request| (request, judge.judge(request))).collect();
    (judge, judged)
}

/// Adds to what is on record of the request that WHO means, in one step, which is called as `decide` says first.
pub fn amend<T>(
    who: &[String],
    context: &Context,
    ui: &mut Ui,
    decide: impl FnOnce(&Tracked, &Request, &mut Entry) -> Result<(String, T)>,
    tell: impl FnOnce(&Told, T, &mut Ui) -> Result<Exit>,
) -> Result<Exit> {
    let (_, who) = record::find(who, context, ui)?;
    let Changed { value: (request, value), after, .. } =
        record::change(&mut context.open_to_change()?, context, &Scope::of(&who), |book, entry| {
            let request = who.request_in(book)?;
            let (words, value) = decide(book, request, entry)?;
            entry.describe(words);
            Ok((request.id, value))
        })?;
    told(&after, request, context, |told| tell(told, value, ui))
}

pub fn refuse_before_sending(request: &Request, at: Moment, context: &Context) -> Result<()> {
    if at.is_before(request.sent, context.zone) {
        let (at, sent) = (context.echo(at), context.echo(request.sent));
        return Err(Error::usage(format!("{at} is before request #{} was sent, {sent}", request.id)));
    }
    Ok(())
}

/// Probabilities are not rounded.
#[derive(Serialize)]
struct Explained<'a> {
    #[serde(flatten)]
    verdict: &'a Verdict,
    why: String,
    reasons: Vec<Cited<'a>>,
}

#[derive(Serialize)]
struct Cited<'a> {
    #[serde(flatten)]
    reason: &'a Reason,
    sources: Vec<String>,
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let (person, request) = (&self.attempt.person, self.attempt);
        let reasons = self.judge.explain(self.judged);
        let cited = reasons.iter().map(|reason| Cited { reason, sources: citations(reason) });
        let (verdict, why) = (&self.judged.verdict, self.judge.why(self.judged));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &request.id)?;
        map.serialize_entry("name", &person.name)?;
        map.serialize_entry("slug", &person.slug)?;
        map.serialize_entry("url", &self.url())?;
        map.serialize_entry("sent_at", &self.context.rfc3339(request.sent))?;
        map.serialize_entry("sent_precision", precision(request.sent))?;
        map.serialize_entry("sent_within_days", &request.sent_within)?;
        map.serialize_entry(
            "last_observed_at",
            &self.attempt.last_look().map(|seen| self.context.rfc3339(seen)),
        )?;
        map.serialize_entry("attempt", &self.attempt.number)?;
        map.serialize_entry("tags", &request.context.tags)?;
        map.serialize_entry("verdict", &Explained { verdict, why, reasons: cited.collect() })?;
        map.end()
    }
}

impl Told<'_> {
    pub fn id(&self) -> i64 {
        self.attempt.id
    }

    pub fn name(&self) -> Line {
        strong(&self.attempt.person.name)
    }

    pub fn url(&self) -> Option<String> {
        self.attempt.person.slug.as_deref().map(profile_url)
    }

    pub fn last_look_ago(&self) -> String {
        self.context.ago(self.attempt.last_look())
    }

    /// `sent Tue 2026-10-06 (46 days ago)`; `sent about …, give or take 4 days` where a page only told "2 weeks ago".
    pub fn sent_line(&self) -> String {
        let sent = self.context.echo(self.attempt.sent);
        match self.attempt.sent_within {
            0 => format!("sent {sent}"),
            days => format!("sent about {sent}, give or take {}", count(days as usize, "day", "days")),
        }
    }

    /// A sign and a word: `✓ accepted`. The sign is `?` where nothing is known.
    pub fn badge(&self) -> (Role, &'static str, &'static str) {
        badge(&self.judged.verdict)
    }

    pub fn verdict_line(&self) -> Line {
        verdict_line(&self.judged.verdict)
    }

    pub fn confidence(&self) -> Option<f64> {
        Some(self.judged.verdict.confidence).filter(|_| has_confidence(&self.judged.verdict))
    }

    /// Weightiest first; none where the user's own statement is the reason: they would read like objections to it.
    pub fn reasons(&self) -> Vec<Reason> {
        if is_stated(self.judged.verdict.class) { Vec::new() } else { self.judge.explain(self.judged) }
    }

    pub fn why(&self) -> String {
        let today = self.context.today();
        let on = |moment: Moment| moment.day(self.context.zone).short(today);
        let attempt = self.attempt;
        match (self.judged.verdict.class, attempt.closing(), attempt.superseded) {
            (Class::Withdrawn, Some(closing), _) => format!("you took it back on {}", on(closing.at)),
            (Class::Expired, Some(closing), _) => format!("you recorded that it expired, {}", on(closing.at)),
            (Class::Declined, Some(closing), _) => format!("they told you no, {}", on(closing.at)),
            (Class::Superseded, _, Some(next)) => format!("sent again on {}", on(next)),
            _ => self.judge.why(self.judged),
        }
    }

    /// What was to be expected before anything was seen.
    pub fn background(&self) -> String {
        let by = match &self.judge.calibration {
            Ok(calibration) => {
                let requests = count(calibration.requests, "request", "requests");
                format!("your own {requests} and the article's numbers")
            }
            Err(_) => "the article's numbers (it gives no source)".to_owned(),
        };
        format!("{} of such requests are accepted, by {by}", percent_text(self.judge.prior(self.judged)))
    }

    pub fn advice(&self) -> Vec<Advice> {
        let now = Moment::Exact(self.context.now);
        advice::advise(&self.situation(now), &self.context.config.settings.model)
    }

    pub fn situation(&self, at: Moment) -> Situation<'_> {
        let zone = self.context.zone;
        Situation { request: self.attempt, judged: self.judged, today: at.day(zone), zone }
    }

    pub fn say_advice(&self, ui: &mut Ui) {
        if let Some(advice) = advice::unasked(&self.advice()).next() {
            ui.say(advice_line(advice).indented());
        }
    }

    pub fn json(&self, mut besides: Value) -> Value {
        besides["request"] = json!(self);
        besides
    }
}

/// `105 more were first seen on a list of open invitations, where quick acceptances are missing`
pub fn late_entrants(number: usize, which: &str) -> String {
    let were = if number == 1 { "was" } else { "were" };
    format!(
        "{number} {which} {were} first seen on a list of open invitations, where quick acceptances are missing"
    )
}

pub const fn precision(moment: Moment) -> &'static str {
    if moment.is_day() { "day" } else { "exact" }
}

pub fn badge(verdict: &Verdict) -> (Role, &'static str, &'static str) {
    let in_doubt = verdict.has(Hint::NoObservation) || verdict.has(Hint::Unclear);
    match verdict.class {
        Class::Accepted => (Role::Good, "✓", "accepted"),
        Class::Pending if is_unknown(verdict) => (Role::Open, "?", "unknown"),
        Class::Pending if in_doubt => (Role::Open, "?", "pending"),
        Class::Pending => (Role::Open, "…", "pending"),
        Class::Ignored => (Role::Quiet, "✗", "ignored"),
        ended => (Role::Faint, "-", ended.word()),
    }
}

/// `✗ likely ignored or set aside, 96 %`
pub fn verdict_line(verdict: &Verdict) -> Line {
    let (role, sign, _) = badge(verdict);
    let words = match verdict.class {
        Class::Accepted => "likely accepted",
        Class::Pending if is_unknown(verdict) && verdict.has(Hint::NoObservation) => {
            "unknown: LinkedIn usually drops such old invitations"
        }
        Class::Pending if is_unknown(verdict) => "unknown: accepted, or lapsed",
        Class::Pending if verdict.has(Hint::NoObservation) => "pending, not looked yet",
        Class::Pending if verdict.has(Hint::Unclear) => "pending, unclear",
        Class::Pending => "pending",
        Class::Ignored => "likely ignored or set aside",
        Class::Withdrawn => "withdrawn by you",
        Class::Expired => "expired",
        Class::Declined => "they told you no",
        Class::Superseded => "superseded by a later request",
    };
    let line = Line::new().push(role, format!("{sign} {words}"));
    if has_confidence(verdict) { line.text(format!(", {}", percent_text(verdict.confidence))) } else { line }
}

/// Pending only because nothing is known: at that age no invitation is still open.
fn is_unknown(verdict: &Verdict) -> bool {
    verdict.class == Class::Pending && verdict.has(Hint::PastExpiry)
}

fn has_confidence(verdict: &Verdict) -> bool {
    !is_stated(verdict.class) && !is_unknown(verdict)
}

const fn is_stated(class: Class) -> bool {
    matches!(class, Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded)
}

pub fn class_json(verdict: &Verdict) -> Value {
    json!({ "class": verdict.class, "confidence": verdict.confidence })
}

/// `+ strong: in your connections since 12 Oct  [K08]`; with the documents that the rules come from `[K08 000:9]`.
pub fn reason_line(reason: &Reason, is_cited: bool) -> Line {
    let (role, sign) = match reason.direction {
        Direction::For => (Role::Strong, "+"),
        Direction::Against => (Role::Alert, "-"),
    };
    let rules = if is_cited { citations(reason).join(", ") } else { reason.heuristics.join(" ") };
    Line::new()
        .push(role, format!("{sign} {}: ", reason.strength.word().replace('_', " ")))
        .text(&reason.text)
        .faint(format!("  [{rules}]"))
}

fn citations(reason: &Reason) -> Vec<String> {
    let rules = reason.heuristics.iter().filter_map(|id| rules::find(id));
    rules.map(|rule| format!("{} {}", rule.id, rule.sources)).collect()
}

/// `Be patient: before three weeks silence means little.  [T18]`, and the command that does it.
pub fn advice_line(advice: &Advice) -> Line {
    let command = advice.command.as_ref().map_or_else(String::new, |command| format!(": {command}"));
    let stop = if command.is_empty() && !advice.text.ends_with('?') { "." } else { "" };
    let line = Line::from(format!("{}{command}{stop}", advice.text));
    let line = line.faint(format!("  [{}]", advice.heuristics.join(" ")));
    if advice.is_dismissed { line.faint("  (dismissed)") } else { line }
}

pub fn seen(look: &Observation) -> Vec<String> {
    look.signs.iter().map(|&sign| sign_in_words(sign, look.source)).collect()
}

pub fn signs(seen: &Signals) -> Vec<String> {
    world::signs(seen).map(|sign| sign_in_words(sign, Source::Typed)).collect()
}

/// Who is missing from one copied page may only have been scrolled past.
fn sign_in_words(sign: Sign, source: Source) -> String {
    let words = match sign {
        Sign::Button(button) => return format!("button {}", button.word()),
        Sign::Count(CONNECTIONS_CAP..) => return format!("{CONNECTIONS_CAP}+ connections"),
        Sign::Count(number) => return format!("{number} connections"),
        Sign::Degree(degree) => return format!("{} degree", degree.word()),
        Sign::Member(Member::Yes | Member::Dated) if source == Source::Mail => "acceptance notification",
        Sign::Member(Member::Yes | Member::Dated) => "in your connections",
        Sign::Member(Member::No | Member::Absent) => "not in your connections",
        Sign::Notified(true) => "acceptance notification",
        Sign::Notified(false) => "no acceptance notification",
        Sign::Sent(Sent::Listed) => "listed in Sent",
        Sign::Sent(Sent::Missing) => "missing from a copied Sent page",
        Sign::Sent(Sent::Gone) if source == Source::SentPage => "missing from a second copied Sent page",
        Sign::Sent(Sent::Gone | Sent::Unlisted) => "no longer listed in Sent",
        Sign::Sent(Sent::Canceled) => "\"Invitation canceled\" in Sent",
        Sign::Sent(Sent::Accepted) => "accepted, by the Sent page",
        Sign::ViewedMe => "they viewed your profile",
        Sign::Engaged => "they reacted to a post of yours",
        Sign::Replied => "they wrote without accepting",
        Sign::Crossed => "they invited you, too",
        Sign::Warning(_) => "LinkedIn warned you",
    };
    words.to_owned()
}
