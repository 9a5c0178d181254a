//! What was seen of each request, and by when (M13, M18).

use crate::record::deed::Deed;
use crate::record::fact::Said;
use crate::record::observation::{Button, Degree};
use crate::record::when::{When, ZONE_DAYS};

use super::in_force::{FactKind, Id};
use super::lists::ListId;
use super::tries::{Try, latest, latest_surely};
use super::units::{Unit, Units};
use super::world::{Ended, Member, Request, Seen, Sent, Sign, signs};

/// The requests of somebody, with all that was seen of them. What is seen in a list stands with the list's number.
pub(super) fn requests(units: &Units, unit: &Unit, by_name: &[Id]) -> Vec<Request> {
    let numbered = unit.tries.iter().enumerate();
    let mut of_sendings: Vec<(Id, usize)> =
        numbered.flat_map(|(nth, own)| own.facts.iter().map(move |id| (*id, nth))).collect();
    of_sendings.sort_unstable();
    let requests = unit.tries.iter().map(|own| request(units, own)).collect();
    let mut looks = Looks { units, unit, of_sendings, requests };
    for id in unit.live_of(units.facts, |_| true) {
        match units.facts[id].kind {
            FactKind::Connection | FactKind::Acceptance => looks.accepted(id),
            FactKind::Row | FactKind::PageRow => looks.listed(id),
            FactKind::Incoming => looks.put(latest(&unit.tries, looks.at(id)), id, Sign::Crossed),
            FactKind::Reply => looks.put(latest_surely(&unit.tries, looks.at(id)), id, Sign::Replied),
            FactKind::Look => looks.seen(id),
            FactKind::Action => looks.acted(id),
            FactKind::Sent | FactKind::Unread | FactKind::Undated => {}
        }
    }
    for &id in by_name {
        let sign = match units.facts[id].kind {
            FactKind::Connection => Sign::Member(Member::Yes),
            FactKind::Acceptance => Sign::Notified(true),
            _ => Sign::Replied,
        };
        looks.put(latest(&unit.tries, looks.at(id)), id, sign);
    }
    for request in &mut looks.requests {
        request.actions.sort_by_key(|id| (units.facts.get(*id).learned, *id));
        request.ended = ended(units, &request.actions);
    }
    looks.requests
}

fn request(units: &Units, own: &Try) -> Request {
    let mut facts: Vec<Id> = own.facts.iter().copied().filter(|id| units.facts[*id].is_live).collect();
    facts.sort_unstable();
    let of_page = |list: &u32| Seen {
        at: units.lists.get(*list).day(),
        sign: Sign::Sent(Sent::Listed),
        fact: None,
        list: Some(*list as usize),
    };
    Request {
        sent: own.at,
        facts,
        looks: own.pages.iter().map(of_page).collect(),
        before: Vec::new(),
        already: None,
        ended: None,
        actions: Vec::new(),
    }
}

/// What the user said last about the end.
fn ended(units: &Units, actions: &[Id]) -> Option<Ended> {
    let mut words = actions.iter().filter_map(|id| {
        let Said::Action(act) = &units.facts.get(*id).said else { return None };
        match act {
            Deed::Ended(ending) => Some(Some(Ended { ending: *ending, at: units.facts[*id].at })),
            Deed::Reopened => Some(None),
            _ => None,
        }
    });
    words.next_back().flatten()
}

struct Looks<'a> {
    units: &'a Units<'a>,
    unit: &'a Unit,
    /// Of each sending which request it tells of.
    of_sendings: Vec<(Id, usize)>,
    requests: Vec<Request>,
}

impl Looks<'_> {
    fn at(&self, id: Id) -> When {
        self.units.facts[id].at
    }

    fn put(&mut self, nth: Option<usize>, id: Id, sign: Sign) {
        let seen = Seen { at: self.at(id), sign, fact: Some(id), list: None };
        if let Some(nth) = nth {
            self.requests[nth].looks.push(seen);
        }
    }

    /// The same, as a list shows it.
    fn put_listed(&mut self, nth: usize, id: Id, sign: Sign, list: ListId) {
        let at = self.units.lists.get(list).day();
        self.requests[nth].looks.push(Seen { at, sign, fact: Some(id), list: Some(list as usize) });
    }

    /// By a profile, an address or the user's word (M13).
    fn accepted(&mut self, id: Id) {
        let (units, tries, at) = (self.units, &self.unit.tries, self.at(id));
        let fact = units.facts.get(id);
        let is_dated = fact.who.slug.is_some()
            || fact.who.email.is_some()
            || fact.marks.answer.is_some()
            || !fact.about.is_empty();
        let nth = latest(tries, at);
        self.put(nth, id, Sign::Member(if is_dated { Member::Dated } else { Member::Yes }));
        let last = units.lists.of(id).last().copied();
        let shown = last.map_or(at, |list| units.lists.get(list).day());
        if let Some((list, nth)) = last.zip(nth)
            && shown.lo() > at.hi()
            && latest(tries, shown) == Some(nth)
        {
            self.put_listed(nth, id, Sign::Member(Member::Yes), list);
        }
        for (nth, later) in tries.iter().enumerate() {
            if !later.began(at) && self.is_still_connected(shown, later) {
                self.was_already(nth, at);
            }
        }
    }

    fn was_already(&mut self, place: usize, at: When) {
        let already = &mut self.requests[place].already;
        let earliest = already.unwrap_or(at);
        *already = Some(if at.in_order() < earliest.in_order() { at } else { earliest });
    }

    /// Still a connection when the request was sent: a list of then or later shows it, or none lacks them that could
    /// have known better.
    fn is_still_connected(&self, last: When, request: &Try) -> bool {
        let (units, unit) = (self.units, self.unit);
        let lacks = || {
            units.lists.numbered().any(|(list, listed)| {
                !listed.is_of_invitations()
                    && listed.flags.counts
                    && last.hi() < listed.day().lo()
                    && !unit.is_on(list, units.facts, units.lists)
            })
        };
        last.hi() >= request.lo - ZONE_DAYS || unit.slugs.is_empty() || !lacks()
    }

    /// A row of a list: the request that it tells of, or the latest by the list's day where the days fit (M15).
    fn listed(&mut self, id: Id) {
        let (lists, tries, at) = (self.units.lists, &self.unit.tries, self.at(id));
        for &list in lists.of(id) {
            let day = lists.get(list).day();
            let fits =
                |nth: &usize| at.lo() - ZONE_DAYS <= tries[*nth].hi && tries[*nth].lo <= at.hi() + ZONE_DAYS;
            let nth = self.request_of(id).or_else(|| latest(tries, day).filter(fits));
            if let Some(nth) = nth.filter(|nth| lists.get(list).shows_open() && tries[*nth].began(day)) {
                self.put_listed(nth, id, Sign::Sent(Sent::Listed), list);
            }
        }
    }

    /// The request that a sending tells of.
    fn request_of(&self, sending: Id) -> Option<usize> {
        let place = self.of_sendings.binary_search_by_key(&sending, |(id, _)| *id).ok()?;
        Some(self.of_sendings[place].1)
    }

    /// A look, sign by sign (M18): what can only be seen of a sent request is never "before" it for a day's
    /// difference; other buttons and counts on the day of sending were before it.
    fn seen(&mut self, id: Id) {
        let (tries, at) = (&self.unit.tries, self.at(id));
        let (by_then, surely) = (latest(tries, at), latest_surely(tries, at));
        for sign in signs(&self.units.facts[id].signals) {
            let is_background = matches!(sign, Sign::Button(_) | Sign::Count(_));
            let is_proof = is_only_of_sent(sign);
            let mut place = if is_proof { by_then } else { surely };
            let is_before =
                |place: &usize| tries[*place].moments(at).is_none() && at.lo() <= tries[*place].lo;
            if is_background && !is_proof && place.as_ref().is_some_and(is_before) {
                place = place.and_then(|place| latest_surely(&tries[..place], at));
            }
            self.put(place, id, sign);
            let is_member = matches!(sign, Sign::Member(Member::Yes) | Sign::Sent(Sent::Accepted));
            for (other, later) in tries.iter().enumerate() {
                if place.is_none() && is_member {
                    self.was_already(other, at);
                }
                if is_background && place.is_none_or(|place| later.lo > tries[place].lo) {
                    self.requests[other].before.push(Seen { at, sign, fact: Some(id), list: None });
                }
            }
        }
    }

    /// An action is about the request of the fact that it names, else of the latest by then.
    fn acted(&mut self, id: Id) {
        let (facts, tries) = (self.units.facts, &self.unit.tries);
        let about = facts.get(id).about.iter().filter_map(|uid| facts.find(*uid));
        let own = about.filter_map(|sending| self.request_of(sending)).min();
        if let Some(nth) = own.or_else(|| latest(tries, self.at(id))) {
            self.requests[nth].actions.push(id);
        }
    }
}

/// What can only be seen of a request that was sent.
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
