//! Who is missing from a list that could have shown them (M19).

use std::collections::{HashMap, HashSet};

use crate::record::fact::Said;
use crate::record::when::ZONE_DAYS;

use super::in_force::{FactKind, Id};
use super::lists::{ListId, Listed};
use super::numbers::Key;
use super::pages::Unsure;
use super::questions::Doubts;
use super::requests::YOUNG_DAYS;
use super::tries::{Try, latest};
use super::units::{Unit, Units};
use super::world::{Member, Request, Seen, Sent, Sign};

/// What is needed to tell of everybody's absences.
pub(super) struct Absences<'a> {
    units: &'a Units<'a>,
    /// Whom an open question is about, by place.
    wavering: HashSet<u32>,
    unsure: &'a Unsure,
    /// Of lists without profiles, the names of people that are near to one on it.
    near: HashMap<ListId, HashSet<Key>>,
    /// The lists that showed a row that the user took out, by its profile, else by its name.
    removed: HashMap<(bool, Key), Vec<ListId>>,
}

impl<'a> Absences<'a> {
    pub(super) fn new(units: &'a Units<'a>, doubts: &Doubts, unsure: &'a Unsure) -> Self {
        let (wavering, near, removed) = (doubts.wavering(units), near_names(units), removed(units));
        Self { units, wavering, unsure, near, removed }
    }

    /// Adds from which lists each request of somebody is missing.
    pub(super) fn add(&self, place: u32, by_name: &[Id], requests: &mut [Request]) {
        let (units, unit) = (self.units, self.units.get(place));
        let accepted: Vec<Option<i32>> =
            (0..unit.tries.len()).map(|nth| self.accepted_by(unit, nth, by_name)).collect();
        let first = unit.tries.first().map_or(i32::MAX, |request| request.hi);
        let start = if self.wavering.contains(&place) {
            units.lists.all.len()
        } else {
            units.lists.all.partition_point(|listed| listed.day().lo() < first)
        };
        let removed = self.removed(unit);
        let mut is_missed = vec![false; unit.tries.len()];
        for (list, listed) in units.lists.numbered().skip(start).filter(|(_, listed)| listed.flags.counts) {
            let day = listed.day();
            let Some(nth) = latest(&unit.tries, day) else { continue };
            let (own, request) = (&unit.tries[nth], &mut requests[nth]);
            let is_over = request.ended.is_some_and(|ended| ended.at.day().number() <= day.lo());
            if own.hi + YOUNG_DAYS > day.lo()
                || is_over
                || request.already.is_some()
                || !own.asked.is_empty()
                || unit.is_on(list, units.facts, units.lists)
                || own.pages.contains(&list)
                || removed.contains(&list)
                || self.unsure.contains(&(list, place))
                || self.has_near_name(list, unit)
            {
                continue;
            }
            let is_accepted = accepted[nth].is_some_and(|lo| lo <= day.hi() + ZONE_DAYS);
            let sign = if listed.is_of_invitations() {
                if is_accepted || own.is_open_after(day, -1) || !self.can_miss(unit, own, listed) {
                    continue;
                }
                Sign::Sent(if !listed.is_page() {
                    Sent::Unlisted
                } else if std::mem::replace(&mut is_missed[nth], true) {
                    Sent::Gone
                } else {
                    Sent::Missing
                })
            } else {
                let was_shown = || self.was_shown(unit, nth, listed);
                if !listed.flags.has_profiles || unit.slugs.is_empty() || is_accepted && !was_shown() {
                    continue;
                }
                Sign::Member(Member::Absent)
            };
            request.looks.push(Seen { at: day, sign, fact: None, list: Some(list as usize) });
        }
    }

    /// The lists that showed them in rows that the user took out.
    fn removed(&self, unit: &Unit) -> HashSet<ListId> {
        let slugs = unit.slugs.iter().map(|slug| (true, *slug));
        let keys = slugs.chain(unit.keys.iter().map(|key| (false, *key)));
        keys.filter_map(|key| self.removed.get(&key)).flatten().copied().collect()
    }

    /// The first day on which a request may have been accepted.
    fn accepted_by(&self, unit: &Unit, nth: usize, by_name: &[Id]) -> Option<i32> {
        let facts = self.units.facts;
        let told = by_name.iter().filter(|id| facts[**id].kind.accepts()).map(|id| facts[*id].at);
        let told = told.filter(|at| latest(&unit.tries, *at) == Some(nth));
        unit.tries[nth].accepted.iter().copied().chain(told).map(|at| at.lo()).min()
    }

    fn has_near_name(&self, list: ListId, unit: &Unit) -> bool {
        self.near.get(&list).is_some_and(|near| unit.keys.iter().any(|key| near.contains(key)))
    }

    /// Whether a list of invitations would show them: by profile, or as it did before; without profiles by full name.
    fn can_miss(&self, unit: &Unit, request: &Try, listed: &Listed) -> bool {
        let facts = self.units.facts;
        let is_listed_so = |id: &Id| match &facts.get(*id).said {
            Said::Invitation(row) => facts[*id].slug.is_none() && row.source == listed.list.source,
            _ => false,
        };
        let is_told_by_name = |key: &Key| facts.is_full_name(*key) || !facts.names.text(*key).is_ascii();
        request.facts.iter().any(is_listed_so)
            || if listed.flags.has_profiles {
                !unit.slugs.is_empty()
            } else {
                unit.keys.iter().any(is_told_by_name)
            }
    }

    /// Whether an earlier complete list shows them as a connection since that request.
    fn was_shown(&self, unit: &Unit, nth: usize, listed: &Listed) -> bool {
        let (facts, lists) = (self.units.facts, self.units.lists);
        unit.live_of(facts, |kind| kind == FactKind::Connection).any(|id| {
            let is_earlier = |list: &ListId| {
                let other = lists.get(*list);
                other.list.complete && other.day().hi() < listed.day().lo()
            };
            latest(&unit.tries, facts[id].at) == Some(nth) && lists.of(id).iter().any(is_earlier)
        })
    }
}

fn near_names(units: &Units) -> HashMap<ListId, HashSet<Key>> {
    let (facts, lists) = (units.facts, units.lists);
    let mut names: HashMap<ListId, HashSet<Key>> = HashMap::new();
    for (row, fact) in facts.all().filter(|(_, fact)| fact.kind.is_row()) {
        let near = fact.key.map_or(&[][..], |key| units.names_near(key));
        if !near.is_empty() {
            for list in lists.of(row).iter().filter(|list| !lists.get(**list).flags.has_profiles) {
                names.entry(*list).or_default().extend(near);
            }
        }
    }
    names
}

fn removed(units: &Units) -> HashMap<(bool, Key), Vec<ListId>> {
    let mut removed: HashMap<_, Vec<ListId>> = HashMap::new();
    for (id, fact) in units.facts.all().filter(|(_, fact)| fact.kind.is_row() && !fact.is_live) {
        let slug = fact.slug.map(|slug| (true, slug));
        if let Some(key) = slug.or_else(|| fact.key.map(|key| (false, key))) {
            removed.entry(key).or_default().extend(units.lists.of(id));
        }
    }
    removed
}
