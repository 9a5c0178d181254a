//! How verdicts and requests look: as JSON, and in words.

use serde::Serialize;

use crate::context::Context;
use crate::matching::world::{self, Member, Sent, Sign};
use crate::model::classify::{Class, Hint, Verdict};
use crate::model::explain::{Direction, Reason};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Observation;
use crate::model::request::Request;
use crate::model::rules;
use crate::model::tracked::Tracked;
use crate::model::wording::percent_text;
use crate::output::text::{Line, Role, count};
use crate::record::date;
use crate::record::observation::{CONNECTIONS_CAP, Signals, Source};
use crate::record::slug::profile_url;
use crate::record::time::{Moment, Zone};

/// The version of the shape of every JSON answer; fields may be added to a version, never renamed.
pub const SCHEMA: u8 = 1;

/// A JSON answer with the version of its shape.
#[derive(Serialize)]
pub struct Answer<T: Serialize> {
    schema: u8,
    #[serde(flatten)]
    body: T,
}

impl<T: Serialize> Answer<T> {
    /// Wraps the answer of a command.
    pub const fn new(body: T) -> Self {
        Self { schema: SCHEMA, body }
    }
}

/// A reason in JSON.
#[derive(Serialize)]
pub struct ReasonView {
    signal: &'static str,
    direction: &'static str,
    strength: &'static str,
    /// Change of the log-odds of the verdict's probability when the signal is left out.
    contribution: f64,
    text: String,
    heuristics: Vec<String>,
    sources: Vec<String>,
}

impl From<&Reason> for ReasonView {
    fn from(reason: &Reason) -> Self {
        Self {
            signal: reason.kind.word(),
            direction: reason.direction.word(),
            strength: reason.strength.word(),
            contribution: reason.contribution,
            text: reason.text.clone(),
            heuristics: reason.heuristics.clone(),
            sources: citations(reason),
        }
    }
}

/// A verdict in JSON; probabilities are not rounded.
#[derive(Serialize)]
pub struct VerdictView {
    class: &'static str,
    confidence: f64,
    p_accepted: f64,
    p_later: f64,
    p_never: f64,
    p_open: f64,
    p_not_sent: f64,
    p_disconnected: f64,
    hints: Vec<String>,
    why: String,
    reasons: Vec<ReasonView>,
}

impl VerdictView {
    /// The verdict with its reasons.
    pub fn new(judge: &Judge, judged: &Judged) -> Self {
        let verdict = &judged.verdict;
        Self {
            class: verdict.class.word(),
            confidence: verdict.confidence,
            p_accepted: verdict.p_accepted,
            p_later: verdict.p_later,
            p_never: verdict.p_never,
            p_open: verdict.p_open,
            p_not_sent: verdict.p_not_sent,
            p_disconnected: verdict.p_disconnected,
            hints: verdict.hints.iter().map(|hint| hint.word().to_owned()).collect(),
            why: judge.why(judged),
            reasons: judge.explain(judged).iter().map(ReasonView::from).collect(),
        }
    }
}

/// A request in JSON.
#[derive(Serialize)]
pub struct RequestView<'a> {
    id: i64,
    name: &'a str,
    slug: Option<&'a str>,
    url: Option<String>,
    sent_at: String,
    sent_precision: &'static str,
    sent_within_days: u32,
    last_observed_at: Option<String>,
    attempt: usize,
    tags: &'a [String],
    verdict: VerdictView,
}

/// What a verdict was at another time.
#[derive(Serialize)]
pub struct ClassView {
    class: &'static str,
    confidence: f64,
}

impl From<&Verdict> for ClassView {
    fn from(verdict: &Verdict) -> Self {
        Self { class: verdict.class.word(), confidence: verdict.confidence }
    }
}

impl<'a> RequestView<'a> {
    /// The request with its verdict.
    pub fn new(attempt: &'a Request, judge: &Judge, judged: &Judged, zone: Zone) -> Self {
        let (person, request) = (&attempt.person, attempt);
        Self {
            id: request.id,
            name: &person.name,
            slug: person.slug.as_deref(),
            url: person.slug.as_deref().map(profile_url),
            sent_at: rfc3339(request.sent, zone),
            sent_precision: precision(request.sent),
            sent_within_days: request.sent_within,
            last_observed_at: attempt.last_look().map(|seen| rfc3339(seen, zone)),
            attempt: attempt.number,
            tags: &request.context.tags,
            verdict: VerdictView::new(judge, judged),
        }
    }
}

/// A moment in RFC 3339; a day is its local noon.
pub fn rfc3339(moment: Moment, zone: Zone) -> String {
    moment.instant(zone).to_rfc3339()
}

/// Whether the time of day of a moment is known.
pub const fn precision(moment: Moment) -> &'static str {
    if moment.is_day() { "day" } else { "exact" }
}

/// A sign and a word for a verdict: `✓ accepted`. The sign is `?` where nothing is known.
pub fn badge(verdict: &Verdict) -> (Role, &'static str, &'static str) {
    let in_doubt = verdict.hints.contains(&Hint::NoObservation) || verdict.hints.contains(&Hint::Unclear);
    match verdict.class {
        Class::Accepted => (Role::Good, "✓", "accepted"),
        Class::Pending if is_unknown(verdict) => (Role::Open, "?", "unknown"),
        Class::Pending if in_doubt => (Role::Open, "?", "pending"),
        Class::Pending => (Role::Open, "…", "pending"),
        Class::Ignored => (Role::Quiet, "✗", "ignored"),
        Class::Withdrawn => (Role::Faint, "-", "withdrawn"),
        Class::Expired => (Role::Faint, "-", "expired"),
        Class::Declined => (Role::Faint, "-", "declined"),
        Class::Superseded => (Role::Faint, "-", "superseded"),
    }
}

/// A verdict in full words: `✗ likely ignored or set aside, 96 %`.
pub fn verdict_line(verdict: &Verdict) -> Line {
    let (role, sign, _) = badge(verdict);
    let words = match verdict.class {
        Class::Accepted => "likely accepted",
        Class::Pending if is_unknown(verdict) && verdict.has(Hint::NoObservation) => {
            "unknown: LinkedIn usually drops such old invitations"
        }
        Class::Pending if is_unknown(verdict) => "unknown: accepted, or lapsed",
        Class::Pending if verdict.hints.contains(&Hint::NoObservation) => "pending, not looked yet",
        Class::Pending if verdict.hints.contains(&Hint::Unclear) => "pending, unclear",
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

/// Whether it is pending only because nothing is known: at that age no invitation is still open.
fn is_unknown(verdict: &Verdict) -> bool {
    verdict.class == Class::Pending && verdict.has(Hint::PastExpiry)
}

/// Whether there is a confidence to tell a person: something is known, and not by the user's own statement.
pub fn has_confidence(verdict: &Verdict) -> bool {
    !is_stated(verdict.class) && !is_unknown(verdict)
}

/// The reasons to tell a person, weightiest first; none where the user's own statement is the reason, for they
/// would read like objections to it.
pub fn reasons(judge: &Judge, judged: &Judged) -> Vec<Reason> {
    if is_stated(judged.verdict.class) { Vec::new() } else { judge.explain(judged) }
}

/// Whether the user said so, so that there is nothing to be sure or unsure about.
pub const fn is_stated(class: Class) -> bool {
    matches!(class, Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded)
}

/// The reason in a few words, also where the user's own statement is the reason.
pub fn why(attempt: &Request, judge: &Judge, judged: &Judged, context: &Context) -> String {
    let today = context.today();
    let on = |moment: Moment| moment.day(context.zone).short(today);
    match (judged.verdict.class, attempt.closing(), attempt.superseded) {
        (Class::Withdrawn, Some(closing), _) => format!("you took it back on {}", on(closing.at)),
        (Class::Expired, Some(closing), _) => format!("you recorded that it expired, {}", on(closing.at)),
        (Class::Declined, Some(closing), _) => format!("they told you no, {}", on(closing.at)),
        (Class::Superseded, _, Some(next)) => format!("sent again on {}", on(next)),
        _ => judge.why(judged),
    }
}

/// What was to be expected before anything was seen.
pub fn background(judge: &Judge, judged: &Judged) -> String {
    let prior = percent_text(judge.prior(judged));
    match &judge.calibration {
        Some(calibration) => format!(
            "{prior} of such requests are accepted, by your own {} and the article's numbers",
            count(calibration.requests, "request", "requests")
        ),
        None => {
            format!("{prior} of such requests are accepted, by the article's numbers (it gives no source)")
        }
    }
}

/// `+ strong: in your connections since 12 Oct  [K08]`
pub fn reason_line(reason: &Reason) -> Line {
    reason_text(reason).push(Role::Faint, format!("  [{}]", reason.heuristics.join(" ")))
}

/// The same with the documents that the rules come from: `[K08 000:9]`.
pub fn cited_reason_line(reason: &Reason) -> Line {
    reason_text(reason).push(Role::Faint, format!("  [{}]", citations(reason).join(", ")))
}

fn citations(reason: &Reason) -> Vec<String> {
    let rules = reason.heuristics.iter().filter_map(|id| rules::find(id));
    rules.map(|rule| format!("{} {}", rule.id, rule.sources)).collect()
}

fn reason_text(reason: &Reason) -> Line {
    let (role, sign) = match reason.direction {
        Direction::For => (Role::Strong, "+"),
        Direction::Against => (Role::Alert, "-"),
    };
    Line::new()
        .push(role, format!("{sign} {}: ", reason.strength.word().replace('_', " ")))
        .text(reason.text.clone())
}

/// Every request with its verdict now, and the judge.
pub fn judge_all<'a>(book: &'a Tracked, context: &'a Context) -> (Judge<'a>, Vec<(&'a Request, Judged)>) {
    let now = Moment::Exact(context.now);
    let judge = Judge::new(&book.requests, &context.config.settings.model, now, context.zone);
    let judged = book.requests.iter().map(|request| (request, judge.judge(request))).collect();
    (judge, judged)
}

/// `sent Tue 2026-10-06 (46 days ago)`; `sent about …, give or take 4 days` where a page only told "2 weeks ago".
pub fn sent_line(attempt: &Request, context: &Context) -> String {
    let sent = context.echo(attempt.sent);
    match attempt.sent_within {
        0 => format!("sent {sent}"),
        days => format!("sent about {sent}, give or take {}", count(days as usize, "day", "days")),
    }
}

/// `2 days ago`, or `never`
pub fn ago(moment: Option<Moment>, context: &Context) -> String {
    moment.map_or_else(|| "never".to_owned(), |moment| date::ago(moment, context.now, context.zone))
}

/// What a look on record saw, in words.
pub fn seen(look: &Observation) -> Vec<String> {
    look.signs.iter().map(|&sign| sign_in_words(sign, look.source)).collect()
}

/// What was seen, sign by sign, in words.
pub fn signs(seen: &Signals) -> Vec<String> {
    world::signs(seen).map(|sign| sign_in_words(sign, Source::Typed)).collect()
}

/// Who is missing from one copied page may only have been scrolled past.
fn sign_in_words(sign: Sign, source: Source) -> String {
    match sign {
        Sign::Button(button) => format!("button {}", button.word()),
        Sign::Count(CONNECTIONS_CAP..) => format!("{CONNECTIONS_CAP}+ connections"),
        Sign::Count(number) => format!("{number} connections"),
        Sign::Degree(degree) => format!("{} degree", degree.word()),
        Sign::Member(Member::Yes | Member::Dated) if source == Source::Mail => {
            "acceptance notification".to_owned()
        }
        Sign::Member(Member::Yes | Member::Dated) => "in your connections".to_owned(),
        Sign::Member(Member::No | Member::Absent) => "not in your connections".to_owned(),
        Sign::Notified(true) => "acceptance notification".to_owned(),
        Sign::Notified(false) => "no acceptance notification".to_owned(),
        Sign::Sent(Sent::Listed) => "listed in Sent".to_owned(),
        Sign::Sent(Sent::Missing) => "missing from a copied Sent page".to_owned(),
        Sign::Sent(Sent::Gone) if source == Source::SentPage => {
            "missing from a second copied Sent page".to_owned()
        }
        Sign::Sent(Sent::Gone | Sent::Unlisted) => "no longer listed in Sent".to_owned(),
        Sign::Sent(Sent::Canceled) => "\"Invitation canceled\" in Sent".to_owned(),
        Sign::Sent(Sent::Accepted) => "accepted, by the Sent page".to_owned(),
        Sign::ViewedMe => "they viewed your profile".to_owned(),
        Sign::Engaged => "they reacted to a post of yours".to_owned(),
        Sign::Replied => "they wrote without accepting".to_owned(),
        Sign::Crossed => "they invited you, too".to_owned(),
        Sign::Warning(_) => "LinkedIn warned you".to_owned(),
    }
}
