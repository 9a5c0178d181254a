//! Who is missing from a list that could have shown them (M19).

use std::collections::{HashMap, HashSet};

use crate::record::fact::Said;
use crate::record::when::ZONE_DAYS;

use super::facts::{FactKind, Facts, Id, Key};
use super::lists::{ListId, Listed, Lists};
use super::pages::Unsure;
use super::questions::Doubts;
use super::requests::YOUNG_DAYS;
use super::tries::{Try, latest};
use super::units::{Unit, Units};
use super::world::{DerivedRequest, Member, Seen, Sent, Sign};

pub(super) struct Absences<'a> {
    units: &'a Units<'a>,
    facts: &'a Facts<'a>,
    lists: &'a Lists<'a>,
    wavering: HashSet<u32>,
    unsure: &'a Unsure,
    near: HashMap<ListId, HashSet<Key>>,
    /// The lists that showed a row that the user took out, by its profile, else by its name.
    removed: HashMap<(bool, Key), Vec<ListId>>,
}

impl<'a> Absences<'a> {
    pub(super) fn new(units: &'a Units<'a>, doubts: &Doubts, unsure: &'a Unsure) -> Self {
        let (facts, lists, wavering) = (units.facts, units.lists, doubts.wavering(units));
        let mut near: HashMap<ListId, HashSet<Key>> = HashMap::new();
        let mut removed: HashMap<_, Vec<ListId>> = HashMap::new();
        for (row, fact) in facts.all().filter(|(_, fact)| fact.kind.is_row()) {
            let names = fact.key.map_or(&[][..], |key| units.names_near(key));
            if !names.is_empty() {
                for list in lists.of(row).iter().filter(|list| !lists.get(**list).flags.has_profiles) {
                    near.entry(*list).or_default().extend(names);
                }
            }
            if let Some(identity) = fact.identity().filter(|_| !fact.is_live) {
                removed.entry(identity).or_default().extend(lists.of(row));
            }
        }
        Self { units, facts, lists, wavering, unsure, near, removed }
    }

    pub(super) fn add(&self, place: u32, by_name: &[Id], requests: &mut [DerivedRequest]) {
        let unit = self.units.get(place);
        if self.wavering.contains(&place) {
            return;
        }
        let slugs = unit.slugs.iter().map(|slug| (true, *slug));
        let identities = slugs.chain(unit.keys.iter().map(|key| (false, *key)));
        let removed: HashSet<ListId> =
            identities.filter_map(|identity| self.removed.get(&identity)).flatten().copied().collect();
        let accepted: Vec<Option<i32>> =
            (0..unit.tries.len()).map(|nth| self.accepted_by(unit, nth, by_name)).collect();
        let first = unit.tries.first().map_or(i32::MAX, |request| request.hi);
        let start = self.lists.all.partition_point(|listed| listed.day().lo() < first);
        let mut is_missed = vec![false; unit.tries.len()];
        for (list, listed) in self.lists.numbered().skip(start).filter(|(_, listed)| listed.flags.counts) {
            let day = listed.day();
            let Some(nth) = latest(&unit.tries, day) else { continue };
            let (own, request) = (&unit.tries[nth], &mut requests[nth]);
            if own.hi + YOUNG_DAYS > day.lo()
                || request.ended.is_some_and(|ended| ended.at.day().number() <= day.lo())
                || request.already.is_some()
                || !own.asked.is_empty()
                || unit.is_on(list, self.facts, self.lists)
                || own.pages.contains(&list)
                || removed.contains(&list)
                || self.unsure.contains(&(list, place))
                || self.near.get(&list).is_some_and(|near| unit.keys.iter().any(|key| near.contains(key)))
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

    fn accepted_by(&self, unit: &Unit, nth: usize, by_name: &[Id]) -> Option<i32> {
        let told = by_name.iter().filter(|id| self.facts[**id].kind.accepts()).map(|id| self.facts[*id].at);
        let told = told.filter(|at| latest(&unit.tries, *at) == Some(nth));
        unit.tries[nth].accepted.iter().copied().chain(told).map(|at| at.lo()).min()
    }

    /// By profile, or as the list did before; without profiles by full name.
    fn can_miss(&self, unit: &Unit, request: &Try, listed: &Listed) -> bool {
        let facts = self.facts;
        let is_listed_so = |id: &Id| match &facts[*id].fact.said {
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

    fn was_shown(&self, unit: &Unit, nth: usize, listed: &Listed) -> bool {
        let is_earlier = |list: &ListId| {
            let other = self.lists.get(*list);
            other.list.complete && other.day().hi() < listed.day().lo()
        };
        unit.live_of(self.facts, |kind| kind == FactKind::Connection).any(|id| {
            latest(&unit.tries, self.facts[id].at) == Some(nth) && self.lists.of(id).iter().any(is_earlier)
        })
    }
}
