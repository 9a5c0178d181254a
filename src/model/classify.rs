//! The verdict on a request: what was likely done with it, and how sure that is (heuristics 2.6).

use serde::{Serialize, Serializer};

use super::evidence::{Case, Stated, proves, same_or_more};
use super::filter::Belief;
use super::settings::{Model, Thresholds};
use super::timeline::Timeline;
use crate::matching::world::Sign;
use crate::record::words::words;

words! {
    /// What likely became of a request.
    Class {
        Accepted = "accepted",
        /// Still unanswered, or not clear.
        Pending = "pending",
        Ignored = "ignored",
        Withdrawn = "withdrawn",
        Expired = "expired",
        Declined = "declined",
        Superseded = "superseded",
    }
}

impl From<Stated> for Class {
    fn from(stated: Stated) -> Self {
        match stated {
            Stated::Withdrawn => Self::Withdrawn,
            Stated::Expired => Self::Expired,
            Stated::Declined => Self::Declined,
            Stated::Superseded => Self::Superseded,
        }
    }
}

/// What the user should know besides the class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Hint {
    /// They were a connection before it was sent: there is nothing to track (M13).
    AlreadyConnected,
    /// It may never have been sent: the user should make sure (K09).
    ConfirmSent,
    DisconnectedLater,
    NoObservation,
    /// The last look is old.
    Stale,
    /// Older than invitations get, and not accepted.
    PastExpiry,
    /// Pending because the looks leave it open.
    Unclear,
    /// The looks show an acceptance, whatever the user states.
    AcceptedDespite(Stated),
    /// A look that lies in the future was left out.
    FutureLook,
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Hint {
    pub const fn word(self) -> &'static str {
        match self {
            Self::AlreadyConnected => "already-connected",
            Self::ConfirmSent => "confirm-sent",
            Self::DisconnectedLater => "disconnected-later",
            Self::NoObservation => "no-observation",
            Self::Stale => "stale",
            Self::PastExpiry => "past-expiry",
            Self::Unclear => "unclear",
            Self::AcceptedDespite(Stated::Withdrawn) => "accepted-despite-withdrawn",
            Self::AcceptedDespite(Stated::Expired) => "accepted-despite-expired",
            Self::AcceptedDespite(Stated::Declined) => "accepted-despite-declined",
            Self::AcceptedDespite(Stated::Superseded) => "accepted-despite-superseded",
            Self::FutureLook => "future-look",
        }
    }
}

/// What became of a request, and how sure that is. All chances are 0 to 1.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Verdict {
    pub class: Class,
    pub confidence: f64,
    /// Chance that it was accepted, even if disconnected since.
    pub p_accepted: f64,
    pub p_later: f64,
    /// Chance that it won't be accepted; with the two above adds up to 1.
    pub p_never: f64,
    pub p_open: f64,
    pub p_not_sent: f64,
    pub p_disconnected: f64,
    /// Days after sending, after which LinkedIn drops it if nobody answers.
    #[serde(skip)]
    pub lapses_after: f64,
    pub hints: Vec<Hint>,
}

impl Verdict {
    /// Of somebody who was a connection before the request: no case for the classifier, so every chance is none.
    pub fn already_connected() -> Self {
        Self {
            class: Class::Pending,
            confidence: 0.0,
            p_accepted: f64::NAN,
            p_later: f64::NAN,
            p_never: f64::NAN,
            p_open: f64::NAN,
            p_not_sent: f64::NAN,
            p_disconnected: f64::NAN,
            lapses_after: f64::NAN,
            hints: vec![Hint::AlreadyConnected],
        }
    }

    pub fn has(&self, hint: Hint) -> bool {
        self.hints.contains(&hint)
    }

    /// Chance that it is over without an acceptance, if it was sent.
    pub fn ended(&self) -> f64 {
        (self.p_never - self.p_not_sent - (self.p_open - self.p_later)) / (1.0 - self.p_not_sent)
    }

    /// Looked at, and more likely over than open: but which of both ends it was is not clear.
    pub fn is_unclear(&self) -> bool {
        self.class == Class::Pending && self.p_open < 0.5 && !self.has(Hint::NoObservation)
    }
}

/// What likely became of the request. `shift` is the personal calibration in log-odds, 0 without one.
pub fn classify(case: &Case, model: &Model, shift: f64) -> Verdict {
    let timeline = Timeline::new(case, model, shift);
    let chances = Chances::of(&timeline.belief(None));
    let (class, confidence) = label(&chances, &timeline, case.stated, &model.thresholds);
    let hints = hints(&chances, class, &timeline, case.stated, model);
    let Chances { accepted, later, never, open, not_sent, disconnected, .. } = chances;
    Verdict {
        class,
        confidence,
        p_accepted: accepted,
        p_later: later,
        p_never: never,
        p_open: open,
        p_not_sent: not_sent,
        p_disconnected: disconnected,
        lapses_after: timeline.lapse,
        hints,
    }
}

/// "high", "medium", "low" or "unclear" for a confidence from 0 to 1 (heuristics 2.6).
pub fn confidence_word(confidence: f64) -> &'static str {
    match confidence {
        c if c >= 0.95 => "high",
        c if c >= 0.80 => "medium",
        c if c >= 0.50 => "low",
        _ => "unclear",
    }
}

/// What the hidden states add up to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chances {
    pub accepted: f64,
    pub later: f64,
    pub never: f64,
    pub open: f64,
    pub not_sent: f64,
    pub disconnected: f64,
    /// Not open any more and not accepted, among those sent.
    dead: f64,
    unwilling: f64,
}

impl Chances {
    pub fn of(belief: &Belief) -> Self {
        let [later, refusing, silent, connected, declined, expired, not_sent, disconnected] =
            belief.by_state();
        let waiting = refusing + silent;
        let ended = declined + expired;
        let accepted = connected + disconnected;
        let sent = accepted + later + waiting + ended;
        let among_sent = |chance: f64| if sent > 0.0 { chance / sent } else { 0.0 };
        Self {
            accepted,
            later,
            never: waiting + ended + not_sent,
            open: later + waiting,
            not_sent,
            disconnected,
            dead: among_sent(ended),
            unwilling: among_sent(waiting + ended),
        }
    }
}

/// The class and its confidence: what the user states, then the thresholds behind two guards. A class needs evidence
/// of its own kind, and "ignored" needs patience unless the invitation is visibly not open any more.
fn label(chances: &Chances, timeline: &Timeline, stated: Option<Stated>, least: &Thresholds) -> (Class, f64) {
    let likely = chances.accepted >= least.accepted;
    if let Some(stated) = stated.filter(|_| !(likely && timeline.any(proves))) {
        return (stated.into(), 1.0);
    }
    let ratio = timeline.count_ratio();
    let evidence_for = ratio > 1.0 || timeline.any(Sign::speaks_for_acceptance);
    if evidence_for && (likely || chances.disconnected >= least.disconnected) {
        return (Class::Accepted, chances.accepted);
    }
    let evidence_against = ratio < 1.0 || timeline.any(Sign::speaks_against_acceptance);
    let patient = timeline.now() >= least.patience_days || chances.dead >= least.dead;
    if evidence_against && chances.unwilling >= least.ignored && patient {
        return (Class::Ignored, chances.unwilling);
    }
    (Class::Pending, chances.open)
}

fn hints(
    chances: &Chances,
    class: Class,
    timeline: &Timeline,
    stated: Option<Stated>,
    model: &Model,
) -> Vec<Hint> {
    let least = &model.thresholds;
    let observed = timeline.is_observed();
    let now = timeline.now();
    let stale = timeline.last_look().is_some_and(|last| !same_or_more(least.stale_days, now - last));
    let despite = stated.filter(|_| class == Class::Accepted);
    let table = [
        (chances.not_sent >= least.confirm_sent, Hint::ConfirmSent),
        (chances.disconnected >= least.disconnected, Hint::DisconnectedLater),
        (!observed, Hint::NoObservation),
        (observed && stale, Hint::Stale),
        (now >= timeline.lapse && class != Class::Accepted, Hint::PastExpiry),
        (class == Class::Pending && chances.open < least.open && observed, Hint::Unclear),
        (despite.is_some(), Hint::AcceptedDespite(despite.unwrap_or(Stated::Withdrawn))),
        (timeline.has_future_looks, Hint::FutureLook),
    ];
    table.into_iter().filter(|(holds, _)| *holds).map(|(_, hint)| hint).collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod vectors;
