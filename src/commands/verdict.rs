use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::prelude::*;
use super::who::{gone, known};
use crate::matching::world::{self, Member, Sent, Sign};
use crate::model::classify::{Class, Hint, Verdict};
use crate::model::explain::{Direction, Reason};
use crate::model::judge::{Judge, Judged};
use crate::model::request::Observation;
use crate::model::rules;
use crate::model::wording::{percent_text, prospect};
use crate::next::advice::{self, Advice};
use crate::next::due::{Due, due};
use crate::next::steps::Situation;
use crate::record::observation::{CONNECTIONS_CAP, Signals, Source};
use crate::record::slug::profile_url;

#[derive(Clone, Copy)]
pub struct Judgement<'a> {
    pub request: &'a Request,
    pub judge: &'a Judge<'a>,
    pub judged: &'a Judged,
    pub context: &'a Env,
}

pub struct Judgements<'a> {
    pub judge: Judge<'a>,
    pub all: Vec<(&'a Request, Judged)>,
    pub context: &'a Env,
}

impl<'a> Judgements<'a> {
    pub fn of(book: &'a Tracked, now: Moment, context: &'a Env) -> Self {
        Self::of_some(&book.requests, book, now, context)
    }

    pub fn of_some(
        requests: impl IntoIterator<Item = &'a Request>,
        book: &Tracked,
        now: Moment,
        context: &'a Env,
    ) -> Self {
        let judge = Judge::new(book.learned, &context.config.settings.model, now, context.zone);
        let all = requests.into_iter().map(|request| (request, judge.judge(request))).collect();
        Self { judge, all, context }
    }

    pub fn iter(&self) -> impl Iterator<Item = Judgement<'_>> {
        let (judge, context) = (&self.judge, self.context);
        self.all.iter().map(move |(request, judged)| Judgement { request, judge, judged, context })
    }

    pub fn due(&self, book: &Tracked) -> Due<'_> {
        let all = self.all.iter().map(|(request, judged)| (*request, judged));
        due(all, &book.lists, self.context.today(), self.context.zone)
    }
}

pub fn told<T>(
    book: &Tracked,
    request: i64,
    context: &Env,
    then: impl FnOnce(&Judgement) -> Result<T>,
) -> Result<T> {
    let one = Judgements::of_some([known(book, request)?], book, Moment::Exact(context.now), context);
    one.iter().next().map_or_else(|| Err(gone()), |told| then(&told))
}

pub fn refuse_before_sending(request: &Request, at: Moment, context: &Env) -> Result<()> {
    if !request.can_be_sent_by(at) {
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

impl Serialize for Judgement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let (person, request) = (&self.request.person, self.request);
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
            &self.request.last_look().map(|seen| self.context.rfc3339(seen)),
        )?;
        map.serialize_entry("attempt", &self.request.number)?;
        map.serialize_entry("tags", &request.context.tags)?;
        map.serialize_entry("verdict", &Explained { verdict, why, reasons: cited.collect() })?;
        map.end()
    }
}

impl Judgement<'_> {
    pub fn name(&self) -> Text {
        strong(&self.request.person.name)
    }

    pub fn url(&self) -> Option<String> {
        self.request.person.slug.as_deref().map(profile_url)
    }

    pub fn last_look_ago(&self) -> String {
        self.context.ago(self.request.last_look())
    }

    pub fn last_look(&self) -> String {
        let at = self.request.last_look();
        at.map_or_else(|| "never looked at".to_owned(), |_| format!("last look {}", self.last_look_ago()))
    }

    /// `sent Tue 2026-10-06 (46 days ago)`; `sent about …, give or take 4 days` where a page only told "2 weeks ago".
    pub fn sent_line(&self) -> String {
        let sent = self.context.echo(self.request.sent);
        match self.request.sent_within {
            0 => format!("sent {sent}"),
            days => format!("sent about {sent}, give or take {}", count(days as usize, "day", "days")),
        }
    }

    /// A sign and a word: `✓ accepted`. The sign is `?` where nothing is known.
    pub fn badge(&self) -> (Role, &'static str, &'static str) {
        badge(&self.judged.verdict)
    }

    pub fn verdict_line(&self) -> Text {
        verdict_line(&self.judged.verdict)
    }

    pub fn confidence(&self) -> Option<f64> {
        let verdict = &self.judged.verdict;
        // At that age nothing that anybody saw tells of the end.
        let is_unknown = verdict.class == Class::Pending && verdict.has(Hint::PastExpiry);
        let is_told = !is_stated(verdict.class) && !is_unknown && self.judged.already.is_none();
        is_told.then_some(verdict.confidence)
    }

    /// Weightiest first; none where the user's own statement is the reason: they would read like objections to it.
    pub fn reasons(&self) -> Vec<Reason> {
        if is_stated(self.judged.verdict.class) { Vec::new() } else { self.judge.explain(self.judged) }
    }

    pub fn why(&self) -> String {
        let today = self.context.today();
        let on = |moment: Moment| moment.day(self.context.zone).short(today);
        match (self.judged.verdict.class, self.request.closing(), self.request.superseded) {
            (Class::Withdrawn, Some(closing), _) => format!("you took it back on {}", on(closing.at)),
            (Class::Expired, Some(closing), _) => format!("you recorded that it expired, {}", on(closing.at)),
            (Class::Declined, Some(closing), _) => format!("they told you no, {}", on(closing.at)),
            (Class::Superseded, _, Some(next)) => format!("sent again on {}", on(next)),
            _ => self.judge.why(self.judged),
        }
    }

    /// What was to be expected before anything was seen.
    pub fn background(&self) -> String {
        let by = match &self.judge.learned.rate {
            Ok(calibration) => {
                let requests = count(calibration.requests, "request", "requests");
                format!("your own {requests} and an article's figures")
            }
            Err(_) => "an article's figures (it gives no source)".to_owned(),
        };
        format!("{} of such requests are accepted, by {by}", self.typical())
    }

    /// What is known before anything was seen.
    pub fn typical(&self) -> String {
        percent_text(self.judge.prior(self.judged))
    }

    pub fn advice(&self) -> Vec<Advice> {
        let now = Moment::Exact(self.context.now);
        advice::advise(&self.situation(now), &self.context.config.settings.model)
    }

    pub fn situation(&self, at: Moment) -> Situation<'_> {
        let zone = self.context.zone;
        let withdraw_after = self.context.config.settings.limits.withdraw_after_days;
        Situation { request: self.request, judged: self.judged, today: at.day(zone), zone, withdraw_after }
    }

    pub fn say_advice(&self, ui: &mut Ui) {
        if let Some(advice) = advice::unasked(&self.advice()).next() {
            advice_lines(Text::from("  "), advice, true).into_iter().for_each(|line| ui.say(line));
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
    match verdict.class {
        Class::Accepted => (Role::Good, "✓", "accepted"),
        Class::Pending if verdict.has(Hint::AlreadyConnected) => (Role::Faint, "-", "connected"),
        Class::Pending if verdict.has(Hint::NoObservation) => (Role::Open, "?", "not looked"),
        Class::Pending if verdict.is_unclear() => (Role::Open, "?", "unclear"),
        Class::Pending => (Role::Open, "…", "pending"),
        Class::Ignored => (Role::Quiet, "✗", "ignored"),
        ended => (Role::Faint, "-", ended.word()),
    }
}

/// How sure it is; of what is open, how many of its kind are accepted yet: `99%`, `1 in 9`.
pub fn measure(verdict: &Verdict) -> Option<String> {
    match verdict.class {
        Class::Accepted | Class::Ignored => Some(percent_text(verdict.confidence)),
        Class::Pending if badge(verdict).2 == "pending" => Some(prospect(verdict)),
        _ => None,
    }
}

/// `✗ likely ignored, 96%`
pub fn verdict_line(verdict: &Verdict) -> Text {
    let (role, sign, word) = badge(verdict);
    let words = match verdict.class {
        Class::Accepted => "likely accepted",
        Class::Pending if verdict.has(Hint::AlreadyConnected) => "a connection already",
        Class::Pending if verdict.has(Hint::PastExpiry) && verdict.has(Hint::NoObservation) => {
            "not looked at: LinkedIn usually drops such old invitations"
        }
        Class::Pending if verdict.has(Hint::PastExpiry) => "unclear: accepted, or lapsed",
        Class::Pending if verdict.has(Hint::NoObservation) => "not looked at yet",
        Class::Pending => word,
        Class::Ignored => "likely ignored",
        Class::Withdrawn => "withdrawn by you",
        Class::Expired => "expired",
        Class::Declined => "they told you no",
        Class::Superseded => "superseded by a later request",
    };
    let line = Text::new().push(role, format!("{sign} {words}"));
    match (verdict.class, measure(verdict)) {
        (_, None) => line,
        (Class::Pending, Some(one)) => line.text(format!(", {one} still accept")),
        (_, Some(sure)) => line.text(format!(", {sure}")),
    }
}

const fn is_stated(class: Class) -> bool {
    matches!(class, Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded)
}

pub fn class_json(verdict: &Verdict) -> Value {
    json!({ "class": verdict.class, "confidence": verdict.confidence })
}

/// `+ strong: in your connections since 12 Oct  [K08]`; with the documents that the rules come from `[K08 000:9]`.
pub fn reason_line(reason: &Reason, is_cited: bool) -> Text {
    let (role, sign) = match reason.direction {
        Direction::For => (Role::Strong, "+"),
        Direction::Against => (Role::Alert, "-"),
    };
    let rules = if is_cited { citations(reason).join(", ") } else { reason.heuristics.join(" ") };
    Text::new()
        .push(role, format!("{sign} {}: ", reason.strength.word().replace('_', " ")))
        .text(&reason.text)
        .faint(format!("  [{rules}]"))
}

fn citations(reason: &Reason) -> Vec<String> {
    let rules = reason.heuristics.iter().filter_map(|id| rules::find(id));
    rules.map(|rule| format!("{} {}", rule.id, rule.sources)).collect()
}

/// `Be patient: before three weeks silence means little.  [T18]`, and the command that does it on a line of its own.
/// Rules that are not cited `show` tells.
pub fn advice_lines(before: Text, advice: &Advice, is_cited: bool) -> Vec<Text> {
    let stop = if advice.text.ends_with('?') { "" } else { "." };
    let line = before.text(format!("{}{stop}", advice.text));
    let line = if is_cited { line.rules(&advice.heuristics) } else { line };
    let line = if advice.is_dismissed { line.faint("  (dismissed)") } else { line };
    let command = advice.command.iter().map(|command| Text::from(format!("    {command}")));
    [line].into_iter().chain(command).collect()
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
