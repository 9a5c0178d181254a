//! What was seen of each request, and by when (M13, M18).

use crate::record::deed::Deed;
use crate::record::fact::Said;
use crate::record::observation::{Button, Degree};
use crate::record::when::{When, ZONE_DAYS};

use super::facts::{FactKind, Facts, Id};
use super::lists::{ListId, Lists};
use super::tries::{Try, latest, latest_surely};
use super::units::{Unit, Units};
use super::world::{DerivedRequest, Ended, Member, Seen, Sent, Sign, signs};

/// What is seen in a list stands with the list's number.
pub(super) fn requests(units: &Units, unit: &Unit, by_name: &[Id]) -> Vec<DerivedRequest> {
    let (facts, lists) = (units.facts, units.lists);
    let numbered = unit.tries.iter().enumerate();
    let mut of_sendings: Vec<(Id, usize)> =
        numbered.flat_map(|(nth, own)| own.facts.iter().map(move |id| (*id, nth))).collect();
    of_sendings.sort_unstable();
    let requests = unit.tries.iter().map(|own| request(own, facts, lists)).collect();
    let mut looks = LookFinder { facts, lists, unit, tries: &unit.tries, of_sendings, requests };
    for id in unit.live_of(facts, |_| true) {
        let at = facts[id].at;
        match facts[id].kind {
            FactKind::Connection | FactKind::Acceptance => looks.accepted(id, at),
            FactKind::Row | FactKind::PageRow => looks.listed(id, at),
            FactKind::Incoming => looks.put(latest(&unit.tries, at), id, Sign::Crossed),
            FactKind::Reply => looks.put(latest_surely(&unit.tries, at), id, Sign::Replied),
            FactKind::Look => looks.seen(id, at),
            FactKind::Action => looks.acted(id, at),
            FactKind::Sent | FactKind::Unread | FactKind::Undated => {}
        }
    }
    for &id in by_name {
        let sign = match facts[id].kind {
            FactKind::Connection => Sign::Member(Member::Yes),
            FactKind::Acceptance => Sign::Notified(true),
            _ => Sign::Replied,
        };
        looks.put(latest(&unit.tries, facts[id].at), id, sign);
    }
    for request in &mut looks.requests {
        request.actions.sort_by_key(|id| (facts[*id].fact.learned, *id));
        let mut ends = request.actions.iter().filter_map(|id| match facts[*id].fact.said {
            Said::Action(Deed::Ended(ending)) => Some(Some(Ended { ending, at: facts[*id].at })),
            Said::Action(Deed::Reopened) => Some(None),
            _ => None,
        });
        request.ended = ends.next_back().flatten();
    }
    looks.requests
}

fn request(own: &Try, facts: &Facts, lists: &Lists) -> DerivedRequest {
    let mut ids: Vec<Id> = own.facts.iter().copied().filter(|id| facts[*id].is_live).collect();
    ids.sort_unstable();
    let of_page = |list: &ListId| Seen {
        at: lists.get(*list).day(),
        sign: Sign::Sent(Sent::Listed),
        fact: None,
        list: Some(*list as usize),
    };
    DerivedRequest {
        sent: own.at,
        facts: ids,
        looks: own.pages.iter().map(of_page).collect(),
        before: Vec::new(),
        already: None,
        ended: None,
        actions: Vec::new(),
    }
}

struct LookFinder<'a> {
    facts: &'a Facts<'a>,
    lists: &'a Lists<'a>,
    unit: &'a Unit,
    tries: &'a [Try],
    of_sendings: Vec<(Id, usize)>,
    requests: Vec<DerivedRequest>,
}

impl LookFinder<'_> {
    fn put(&mut self, nth: Option<usize>, id: Id, sign: Sign) {
        let seen = Seen { at: self.facts[id].at, sign, fact: Some(id), list: None };
        if let Some(nth) = nth {
            self.requests[nth].looks.push(seen);
        }
    }

    fn put_listed(&mut self, nth: usize, id: Id, sign: Sign, list: ListId) {
        let at = self.lists.get(list).day();
        self.requests[nth].looks.push(Seen { at, sign, fact: Some(id), list: Some(list as usize) });
    }

    /// By a profile, an address or the user's word (M13).
    fn accepted(&mut self, id: Id, at: When) {
        let fact = self.facts[id].fact;
        let is_dated = fact.who.slug.is_some()
            || fact.who.email.is_some()
            || fact.marks.answer.is_some()
            || !fact.about.is_empty();
        let nth = latest(self.tries, at);
        self.put(nth, id, Sign::Member(if is_dated { Member::Dated } else { Member::Yes }));
        let last = self.lists.of(id).last().copied();
        let shown = last.map_or(at, |list| self.lists.get(list).day());
        if let Some((list, nth)) = last.zip(nth)
            && shown.lo() > at.hi()
            && latest(self.tries, shown) == Some(nth)
        {
            self.put_listed(nth, id, Sign::Member(Member::Yes), list);
        }
        for (nth, later) in self.tries.iter().enumerate() {
            if !later.began(at) && self.is_still_connected(shown, later) {
                self.was_already(nth, at);
            }
        }
    }

    fn was_already(&mut self, nth: usize, at: When) {
        let already = &mut self.requests[nth].already;
        *already =
            Some(already.map_or(at, |known| if at.in_order() < known.in_order() { at } else { known }));
    }

    /// A list of then or later shows it, or none lacks them that could have known better.
    fn is_still_connected(&self, last: When, request: &Try) -> bool {
        let lacks = || {
            self.lists.numbered().any(|(list, listed)| {
                !listed.is_of_invitations()
                    && listed.flags.counts
                    && last.hi() < listed.day().lo()
                    && !self.unit.is_on(list, self.facts, self.lists)
            })
        };
        last.hi() >= request.lo - ZONE_DAYS || self.unit.slugs.is_empty() || !lacks()
    }

    /// The request that it tells of, or the latest by the list's day where the days fit (M15).
    fn listed(&mut self, id: Id, at: When) {
        let (lists, tries) = (self.lists, self.tries);
        for &list in lists.of(id) {
            let day = lists.get(list).day();
            let fitting = || latest(tries, day).filter(|nth| tries[*nth].fits(at, ZONE_DAYS));
            let nth = self.request_of(id).or_else(fitting);
            if let Some(nth) = nth.filter(|nth| lists.get(list).shows_open() && tries[*nth].began(day)) {
                self.put_listed(nth, id, Sign::Sent(Sent::Listed), list);
            }
        }
    }

    fn request_of(&self, sending: Id) -> Option<usize> {
        let place = self.of_sendings.binary_search_by_key(&sending, |(id, _)| *id).ok()?;
        Some(self.of_sendings[place].1)
    }

    /// M18: what can only be seen of a sent request is never "before" it for a day's difference;
    /// other buttons and counts on the day of sending were before it.
    fn seen(&mut self, id: Id, at: When) {
        let tries = self.tries;
        let (by_then, surely) = (latest(tries, at), latest_surely(tries, at));
        for sign in signs(&self.facts[id].signals) {
            let is_background = matches!(sign, Sign::Button(_) | Sign::Count(_));
            let is_proof = is_only_of_sent(sign);
            let mut nth = if is_proof { by_then } else { surely };
            let is_before = |nth: usize| tries[nth].moments(at).is_none() && at.lo() <= tries[nth].lo;
            if is_background && !is_proof {
                nth = nth.and_then(
                    |nth| if is_before(nth) { latest_surely(&tries[..nth], at) } else { Some(nth) },
                );
            }
            self.put(nth, id, sign);
            let is_member = matches!(sign, Sign::Member(Member::Yes) | Sign::Sent(Sent::Accepted));
            for (other, later) in tries.iter().enumerate() {
                if nth.is_none() && is_member {
                    self.was_already(other, at);
                }
                if is_background && nth.is_none_or(|nth| later.lo > tries[nth].lo) {
                    self.requests[other].before.push(Seen { at, sign, fact: Some(id), list: None });
                }
            }
        }
    }

    /// An action is about the request of the fact that it names, else of the latest by then.
    fn acted(&mut self, id: Id, at: When) {
        let about = self.facts[id].fact.about.iter().filter_map(|uid| self.facts.find(*uid));
        let own = about.filter_map(|sending| self.request_of(sending)).min();
        if let Some(nth) = own.or_else(|| latest(self.tries, at)) {
            self.requests[nth].actions.push(id);
        }
    }
}

const fn is_only_of_sent(sign: Sign) -> bool {
    matches!(
        sign,
        Sign::Member(Member::Yes)
            | Sign::Notified(true)
            | Sign::Degree(Degree::First)
            | Sign::Button(Button::Pending)
            | Sign::Sent(_)
    )
}
