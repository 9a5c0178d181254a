//! One request of one person while it is being found out about.

use crate::record::time::Instant;
use crate::record::when::{When, ZONE_DAYS};

use super::facts::{Facts, Id};
use super::lists::ListId;

/// Nobody is matched *by name* with a request older than this: it has lapsed.
const LAPSE_DAYS: i32 = 190;

/// A request, and what is known of it so far.
pub(super) struct Try {
    /// The sendings that it was found by, removed ones among them.
    pub facts: Vec<Id>,
    /// The first and the last day on which it can have been sent.
    pub lo: i32,
    pub hi: i32,
    /// When it was sent, as the best source says it.
    pub at: When,
    pub is_redated: bool,
    pub is_removed: bool,
    /// The sendings of which it is asked whether they are one request or two (M11).
    pub asked: Vec<Id>,
    /// When a profile, or the user, says that it was accepted.
    pub accepted: Vec<When>,
    /// The last day on which it was seen open.
    pub open_until: i32,
    /// The copied pages that list it by name.
    pub pages: Vec<ListId>,
}

impl Try {
    /// When it was first told of.
    pub(super) fn learned(&self, facts: &Facts) -> Instant {
        let learned = self.facts.iter().map(|id| facts[*id].fact.learned).min();
        learned.unwrap_or_else(|| Instant::from_millis(0))
    }

    /// Whether it can have been sent by then.
    pub(super) fn began(&self, at: When) -> bool {
        self.lo <= at.hi() + ZONE_DAYS
    }

    /// The same without a day's grace: two moments are compared as such.
    pub(super) fn began_surely(&self, at: When) -> bool {
        self.moments(at).map_or(self.lo <= at.hi(), |(sent, at)| sent <= at)
    }

    /// When it was sent, and the other time, where both are known with their zone.
    pub(super) fn moments(&self, at: When) -> Option<(Instant, Instant)> {
        self.at.moment().zip(at.moment())
    }

    /// Whether it was seen open more than `slack` days after that time.
    pub(super) fn is_open_after(&self, at: When, slack: i32) -> bool {
        self.open_until > at.hi().saturating_add(slack)
    }

    /// Whether a proof tells that it was accepted more than a day before.
    pub(super) fn is_accepted_before(&self, at: When) -> bool {
        self.accepted.iter().any(|day| day.hi() < at.lo() - ZONE_DAYS)
    }

    /// Whether these days may be its own, or are off by `slack`.
    pub(super) fn fits(&self, at: When, slack: i32) -> bool {
        at.lo() - slack <= self.hi && self.lo <= at.hi() + slack
    }
}

pub(super) fn latest(tries: &[Try], at: When) -> Option<usize> {
    tries.iter().rposition(|request| request.began(at))
}

/// The same without a day's grace.
pub(super) fn latest_surely(tries: &[Try], at: When) -> Option<usize> {
    tries.iter().rposition(|request| request.began_surely(at))
}

/// The request that somebody of that name may have accepted then (M14: *possible in days*).
pub(super) fn open_at(tries: &[Try], at: When) -> Option<&Try> {
    latest(tries, at).map(|nth| &tries[nth]).filter(|request| {
        at.lo() <= request.hi + LAPSE_DAYS
            && !request.is_open_after(at, ZONE_DAYS)
            && !request.is_accepted_before(at)
    })
}
