//! What is one request (M9 to M11, M17), and what proves that it was accepted or open.

use crate::record::deed::Deed;
use crate::record::fact::Said;
use crate::record::observation::{Button, SentPage, Signals};
use crate::record::time::Instant;
use crate::record::when::{When, ZONE_DAYS};

use super::facts::{Entry, FactKind, Facts, Id};
use super::lists::Lists;
use super::tries::{Try, latest, latest_surely};
use super::units::{Unit, Units};

/// LinkedIn takes no second invitation for so long after the first was taken back (M11).
pub const BLOCKED_DAYS: i32 = 21;

/// Younger than this on the day of a list, a request need not be in it (M19).
pub(super) const YOUNG_DAYS: i32 = 2;

/// Finds the requests of everybody who was asked and of whom they are not known yet.
pub(super) fn find(units: &mut Units) {
    let (facts, lists) = (units.facts, units.lists);
    for unit in units.all.iter_mut().filter(|unit| unit.is_asked) {
        if unit.tries.is_empty() && unit.removed.is_empty() {
            let all = requests(unit, facts, lists);
            (unit.removed, unit.tries) = all.into_iter().partition(|request| request.is_removed);
            see(unit, facts, lists);
        }
    }
}

fn requests(unit: &Unit, facts: &Facts, lists: &Lists) -> Vec<Try> {
    let groups = grouped(unit, facts, lists);
    let mut found: Vec<Try> = groups.into_iter().map(|group| one(group, facts)).collect();
    found.sort_by_key(|request| (request.lo, request.hi, request.facts.iter().min().copied()));
    let mut merged: Vec<Try> = Vec::with_capacity(found.len());
    for request in found {
        // M11: too soon for a second invitation. Counted from the first day, so that a chain can't grow.
        let is_one = |last: &&mut Try| {
            !last.is_removed
                && !request.is_removed
                && (0..BLOCKED_DAYS).contains(&(request.lo - last.lo))
                && !request.facts.iter().any(|id| facts[*id].fact.marks.again)
                && !is_seen_ended(unit, last, request.lo + ZONE_DAYS, request.learned(facts), facts, lists)
        };
        let Some(last) = merged.last_mut().filter(is_one) else {
            merged.push(request);
            continue;
        };
        let mut both = one([last.facts.as_slice(), &request.facts].concat(), facts);
        if !both.is_redated {
            (both.lo, both.hi) = (last.lo, last.hi.max(request.hi));
        }
        both.asked = both.facts.iter().copied().filter(|id| facts[*id].is_live).collect();
        *last = both;
    }
    merged
}

fn one(ids: Vec<Id>, facts: &Facts) -> Try {
    let mut live: Vec<Id> = ids.iter().copied().filter(|id| facts[*id].is_live).collect();
    let is_typed = live.iter().any(|id| facts[*id].kind == FactKind::Sent);
    let is_removed = live.len() < ids.len() && !is_typed;
    if live.is_empty() {
        live.clone_from(&ids);
    }
    let (at, is_redated) = date(&live, facts);
    let (lo, hi) = if is_redated { (at.lo(), at.hi()) } else { days(&live, facts) };
    let (asked, accepted, pages) = (Vec::new(), Vec::new(), Vec::new());
    let open_until = i32::MIN;
    Try { facts: ids, lo, hi, at, is_redated, is_removed, asked, accepted, open_until, pages }
}

/// The sendings of one request (M10): those of exact days chained; a span belongs to the latest inside it, spans
/// among themselves where they have a day in common.
fn grouped(unit: &Unit, facts: &Facts, lists: &Lists) -> Vec<Vec<Id>> {
    let at = |id: &Id| facts[*id].at;
    let (mut wide, mut firm): (Vec<Id>, Vec<Id>) = unit.sendings(facts).partition(|id| at(id).within() > 0);
    firm.sort_by_key(|id| (at(id).lo(), *id));
    wide.sort_by_key(|id| (at(id).hi(), at(id).lo(), *id));
    let is_next =
        |last: &Id, id: &Id| at(id).lo() - at(last).hi() <= ZONE_DAYS && !facts[*id].fact.marks.again;
    let mut groups: Vec<Vec<Id>> = firm.chunk_by(is_next).map(<[Id]>::to_vec).collect();
    let mut spans: Vec<Vec<Id>> = Vec::new();
    for id in wide {
        let is_inside =
            |group: &&mut Vec<Id>| group.iter().any(|other| at(&id).apart(at(other)) <= ZONE_DAYS);
        let is_common = |span: &&mut Vec<Id>| {
            let hi = span.iter().map(|other| at(other).hi()).min();
            hi.is_some_and(|hi| at(&id).lo() <= hi + ZONE_DAYS)
                && !span.iter().any(|other| lists.share(id, *other))
        };
        if let Some(group) = groups.iter_mut().rfind(is_inside) {
            group.push(id);
        } else if let Some(span) = spans.iter_mut().find(is_common) {
            span.push(id);
        } else {
            spans.push(vec![id]);
        }
    }
    groups.append(&mut spans);
    groups
}

/// M10: the corrected day, refined by an exact time of that very day; then exact time before day before span,
/// rows of lists before typed. With whether it was corrected.
fn date(live: &[Id], facts: &Facts) -> (When, bool) {
    let order = |id: &&Id| {
        let at = facts[**id].at;
        let is_exact = at.within() == 0 && at.has_time();
        (!is_exact, at.within(), facts[**id].kind == FactKind::Sent, at.in_order(), **id)
    };
    let corrected = live.iter().filter(|id| facts[**id].is_redated).min_by_key(order);
    let days = |id: &Id| (facts[*id].at.lo(), facts[*id].at.hi());
    let is_of_day = |id: &&Id| corrected.is_none_or(|corrected| days(corrected) == days(id));
    let best = live.iter().filter(is_of_day).min_by_key(order);
    (facts[*best.unwrap_or(&live[0])].at, corrected.is_some())
}

fn days(live: &[Id], facts: &Facts) -> (i32, i32) {
    let spans = || live.iter().map(|id| facts[*id].at);
    let firm = || spans().filter(|at| at.within() == 0);
    firm().map(When::lo).min().zip(firm().map(When::hi).max()).unwrap_or_else(|| {
        let lo = spans().map(When::lo).max().unwrap_or_default();
        let hi = spans().map(When::hi).min().unwrap_or_default();
        (lo.min(hi), lo.max(hi))
    })
}

/// Until that day (M11). What the user ended about then was ended before, if it was known before `learned`.
pub(super) fn is_seen_ended(
    unit: &Unit,
    request: &Try,
    by: i32,
    learned: Instant,
    facts: &Facts,
    lists: &Lists,
) -> bool {
    let shows_end = |id: Id| {
        let Entry { at, kind, fact, signals, .. } = &facts[id];
        let is_then = || request.began_surely(*at) && at.lo() <= by;
        match kind {
            FactKind::Look => is_then() && tells_end(signals),
            FactKind::Action => {
                let is_end = matches!(fact.said, Said::Action(Deed::Ended(_)));
                is_end && is_then() && (at.lo() < by - 2 * ZONE_DAYS || fact.learned <= learned)
            }
            FactKind::Connection | FactKind::Acceptance => request.began(*at) && at.hi() < by,
            _ => false,
        }
    };
    let lacks = || {
        lists.numbered().any(|(list, listed)| {
            listed.is_of_invitations()
                && !listed.is_page()
                && listed.flags.counts
                && listed.flags.has_profiles
                && (request.hi + YOUNG_DAYS..by).contains(&listed.day().lo())
                && !unit.is_on(list, facts, lists)
        })
    };
    unit.live_of(facts, |_| true).any(shows_end) || !unit.slugs.is_empty() && lacks()
}

fn tells_end(signals: &Signals) -> bool {
    signals.button == Some(Button::Connect)
        || matches!(signals.sent_page, Some(SentPage::Canceled | SentPage::Gone))
        || signals.is_conclusive()
}

fn see(unit: &mut Unit, facts: &Facts, lists: &Lists) {
    let mut tries = std::mem::take(&mut unit.tries);
    for request in &mut tries {
        for row in request.facts.iter().filter(|id| facts[**id].is_live) {
            let open = lists.of(*row).iter().map(|list| lists.get(*list)).rfind(|list| list.shows_open());
            request.open_until = request.open_until.max(open.map_or(i32::MIN, |list| list.day().lo()));
        }
    }
    for id in unit.live_of(facts, |kind| kind.accepts() || kind == FactKind::Look) {
        let Entry { kind, at, signals, .. } = &facts[id];
        if (kind.accepts() || signals.is_conclusive())
            && let Some(nth) = latest(&tries, *at)
        {
            tries[nth].accepted.push(*at);
        }
        let is_open = signals.button == Some(Button::Pending) || signals.sent_page == Some(SentPage::Listed);
        if is_open && let Some(nth) = latest_surely(&tries, *at) {
            tries[nth].open_until = tries[nth].open_until.max(at.lo());
        }
    }
    unit.tries = tries;
}
