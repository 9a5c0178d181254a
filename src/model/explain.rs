//! Why a verdict is what it is: what each kind of signal adds to it (heuristics 2.9).

use super::classify::{Chances, Class, Hint, Verdict};
use super::evidence::{Case, Kind};
use super::prior::logit;
use super::settings::Model;
use super::timeline::Timeline;
use super::wording::{Trail, percent_text, whole_days};
use crate::matching::world::{Sent, Sign};
use crate::record::observation::Button;
use crate::record::time::Day;
use crate::record::words::words;

words! {
    /// Which way a reason points.
    Direction {
        For = "for",
        Against = "against",
    }
}

words! {
    /// How much a reason weighs, by the change of the log-odds.
    Strength {
        /// 3 or more.
        VeryStrong = "very_strong",
        /// 1.5 or more.
        Strong = "strong",
        /// 0.7 or more.
        Some = "some",
        /// Less, but at least 0.3; what weighs even less isn't shown.
        Weak = "weak",
    }
}

impl Strength {
    /// The strength of a change of the log-odds; none if it isn't worth a word.
    pub fn of(contribution: f64) -> Option<Self> {
        match contribution.abs() {
            size if size >= 3.0 => Some(Self::VeryStrong),
            size if size >= 1.5 => Some(Self::Strong),
            size if size >= 0.7 => Some(Self::Some),
            size if size >= 0.3 => Some(Self::Weak),
            _ => None,
        }
    }
}

/// What one kind of signal adds to a verdict.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
pub struct Reason {
    #[serde(rename = "signal")]
    pub kind: Kind,
    pub direction: Direction,
    pub strength: Strength,
    pub contribution: f64,
    pub text: String,
    /// The heuristics behind it.
    pub heuristics: Vec<String>,
}

/// Of somebody who was a connection before the request.
pub fn already_connected(since: Day, today: Day) -> Reason {
    Reason {
        kind: Kind::InConnections,
        direction: Direction::For,
        strength: Strength::VeryStrong,
        contribution: 0.0,
        text: format!("already a connection on {}, before it was sent: nothing to track", since.short(today)),
        heuristics: vec!["K08".to_owned()],
    }
}

/// What a verdict claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Claim {
    Accepted,
    Open,
    Ignored,
}

impl Claim {
    /// What the class claims; of a request that the user ended, that it was accepted all the same.
    const fn of(class: Class) -> Self {
        match class {
            Class::Pending => Self::Open,
            Class::Ignored => Self::Ignored,
            Class::Accepted | Class::Withdrawn | Class::Expired | Class::Declined | Class::Superseded => {
                Self::Accepted
            }
        }
    }

    /// By how much the log-odds of the claim change.
    ///
    /// What is ignored is mostly still open: to show that counts as well, for the signals say it together and none
    /// would be missed if it were only asked whether the request will be accepted.
    fn change(self, from: &Chances, to: &Verdict) -> f64 {
        let accepted = || logit(to.p_accepted) - logit(from.accepted);
        let open = || logit(to.p_open) - logit(from.open);
        let never = || logit(to.p_never) - logit(from.never);
        match self {
            Self::Accepted => accepted(),
            Self::Open => open(),
            Self::Ignored if to.p_open >= 0.5 => never().max(open()),
            Self::Ignored => never(),
        }
    }

    /// Whether a signal may be what speaks for the claim, or against it.
    const fn fits(self, direction: Direction, sign: Sign) -> bool {
        // Gone alone makes no acceptance, but speaks for one.
        let is_pro = sign.speaks_for_acceptance() || sign.is_gone();
        match (self, direction) {
            (Self::Accepted, Direction::For) | (Self::Ignored, Direction::Against) => is_pro,
            (Self::Accepted, Direction::Against) => sign.speaks_against_acceptance() && !is_pro,
            (Self::Ignored, Direction::For) => sign.speaks_against_acceptance(),
            (Self::Open, Direction::For) => !is_end(sign),
            (Self::Open, Direction::Against) => is_end(sign),
        }
    }
}

/// Whether a sign shows that the invitation isn't open any more.
const fn is_end(sign: Sign) -> bool {
    let is_dead = matches!(sign, Sign::Button(Button::Connect) | Sign::Sent(Sent::Canceled));
    is_dead || sign.speaks_for_acceptance() || sign.is_gone()
}

impl Direction {
    /// That of a change of the log-odds.
    fn of(contribution: f64) -> Self {
        if contribution > 0.0 { Self::For } else { Self::Against }
    }
}

/// Everything that weighs enough to be told, weightiest first.
pub fn explain(case: &Case, verdict: &Verdict, model: &Model, shift: f64, today: Day) -> Vec<Reason> {
    let timeline = Timeline::new(case, model, shift);
    let claim = Claim::of(verdict.class);
    let mut contributions: Vec<_> = contributions(&timeline, verdict, claim).collect();
    contributions.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
    let told = |&(kind, contribution): &(Kind, f64)| {
        let (strength, direction) = (Strength::of(contribution)?, Direction::of(contribution));
        reason(&timeline, claim, kind, contribution, (strength, direction), today)
    };
    let mut reasons: Vec<Reason> = contributions.iter().filter_map(told).collect();
    // Nobody is called ignored without a word of why, however little it weighs.
    if claim == Claim::Ignored && !reasons.iter().any(|reason| reason.direction == Direction::For) {
        contributions.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        let support = contributions.iter().find_map(|&(kind, contribution)| {
            reason(&timeline, claim, kind, contribution, (Strength::Weak, Direction::For), today)
        });
        reasons.extend(support);
    }
    reasons
}

fn reason(
    timeline: &Timeline,
    claim: Claim,
    kind: Kind,
    contribution: f64,
    (strength, direction): (Strength, Direction),
    today: Day,
) -> Option<Reason> {
    let trail = trail(timeline, claim, direction, kind)?;
    let looks_the_same = claim == Claim::Ignored && direction == Direction::Against && trail.sign().is_gone();
    let text = if looks_the_same {
        "no longer in Sent (an acceptance would look the same)".to_owned()
    } else {
        trail.long(today)
    };
    // Nobody knows for sure what LinkedIn means by that word (K14).
    let is_vague = trail.sign() == Sign::Sent(Sent::Canceled) && contribution.abs() >= 0.7;
    let strength = if is_vague { Strength::Some } else { strength };
    Some(Reason { kind, direction, strength, contribution, text, heuristics: trail.heuristics().to_vec() })
}

/// What each kind adds to the log-odds of the claim: those of the verdict less those without that kind.
fn contributions(timeline: &Timeline, verdict: &Verdict, claim: Claim) -> impl Iterator<Item = (Kind, f64)> {
    timeline.kinds().map(move |kind| {
        let without = Chances::of(&timeline.belief(Some(kind)));
        (kind, claim.change(&without, verdict))
    })
}

/// What was seen of a kind, told by the newest look that points that way. Follow points nowhere.
fn trail(timeline: &Timeline, claim: Claim, direction: Direction, kind: Kind) -> Option<Trail> {
    let bears = |sign| sign != Sign::Button(Button::Follow) && claim.fits(direction, sign);
    Trail::of(kind, &timeline.sightings, timeline.window.as_ref(), bears)
}

/// The one reason that weighs most, short enough for a table cell.
pub fn why(case: &Case, verdict: &Verdict, model: &Model, shift: f64, today: Day) -> String {
    match verdict.class {
        Class::Withdrawn => return "you withdrew it".to_owned(),
        Class::Expired => return "it lapsed unanswered".to_owned(),
        Class::Declined => return "they told you no".to_owned(),
        Class::Superseded => return "you sent a new one".to_owned(),
        Class::Accepted | Class::Pending | Class::Ignored => {}
    }
    if verdict.has(Hint::NoObservation) {
        let has_lapsed = verdict.has(Hint::PastExpiry);
        return if has_lapsed { "accepted, or lapsed by now".to_owned() } else { standing(verdict) };
    }
    let timeline = Timeline::new(case, model, shift);
    match verdict.class {
        Class::Pending => why_pending(&timeline, verdict, today),
        class => lead(&timeline, verdict, Claim::of(class))
            .map_or_else(|| standing(verdict), |trail| trail.short(today, verdict.has(Hint::Stale))),
    }
}

fn why_pending(timeline: &Timeline, verdict: &Verdict, today: Day) -> String {
    let is_unclear = verdict.is_unclear();
    let seen = match timeline.last_look().filter(|_| verdict.has(Hint::Stale)) {
        Some(last) => Some(format!("last look {} days ago", whole_days(timeline.now() - last))),
        None if is_unclear => most(timeline, verdict).map(|trail| trail.short(today, false)),
        None => lead(timeline, verdict, Claim::Open)
            .filter(|trail| Claim::Open.fits(Direction::For, trail.sign()))
            .map(|trail| trail.short(today, false)),
    };
    match seen {
        Some(seen) if is_unclear => format!("{seen}: {}", standing(verdict)),
        Some(seen) => seen,
        None => standing(verdict),
    }
}

/// What tells most of an acceptance, for it or against it.
fn most(timeline: &Timeline, verdict: &Verdict) -> Option<Trail> {
    let size = |&(_, size): &(Kind, f64)| size.abs();
    let all = contributions(timeline, verdict, Claim::Accepted);
    let (kind, size) = all.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    trail(timeline, Claim::Accepted, Direction::of(size), kind)
}

/// How things likely stand, where nothing settles it.
fn standing(verdict: &Verdict) -> String {
    if !verdict.is_unclear() {
        return format!("{} still open", percent_text(verdict.p_open));
    }
    let mut chances =
        [(verdict.p_accepted, "accepted"), (verdict.p_later, "later"), (verdict.p_never, "never")];
    chances.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let [first, second, _] = chances.map(|(p, word)| format!("{word} {}", percent_text(p)));
    format!("{first}, {second}")
}

/// The kind that speaks most for the claim; its strength isn't worked out where there is no choice.
fn lead(timeline: &Timeline, verdict: &Verdict, claim: Claim) -> Option<Trail> {
    let mut kinds = timeline.kinds();
    let (first, more) = (kinds.next(), kinds.next().is_some());
    let most = || contributions(timeline, verdict, claim).max_by(|(_, a), (_, b)| a.total_cmp(b));
    let kind = if more { most().map(|(kind, _)| kind) } else { first };
    trail(timeline, claim, Direction::For, kind?)
}

#[cfg(test)]
mod tests;
