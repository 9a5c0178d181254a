//! Facts without any profile: connections, mails and messages that tell a name only, if that (M14).

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::record::name::fold;
use crate::record::name_key::near_words;
use crate::record::when::{When, ZONE_DAYS};

use super::facts::{FactKind, Facts, Id, Key};
use super::lists::ListId;
use super::questions::Doubts;
use super::requests::is_seen_ended;
use super::tries::{latest, open_at};
use super::units::Units;
use super::world::Doubt;

/// A mail of its own and a digest tell of one acceptance.
const DIGEST_DAYS: i32 = 7;

/// By the place of whom the facts are about.
pub(super) type ByName = HashMap<u32, Vec<Id>>;

pub(super) fn conclude(units: &Units, doubts: &mut Doubts) -> ByName {
    let loose = Loose { units, facts: units.facts };
    let facts = units.facts;
    let is_reply = |id: Id| facts[id].kind == FactKind::Reply;
    let proven = loose.proven();
    let is_told = |id: Id, key: &Key| {
        !is_reply(id) && proven.get(key).is_some_and(|days| is_told(facts[id].at, days, ZONE_DAYS))
    };
    let named: Vec<(Id, Key, Vec<u32>)> = units
        .loose(|kind| kind.accepts() || kind == FactKind::Reply)
        .filter_map(|id| Some((id, facts[id].key?)))
        .filter(|(id, key)| !is_told(*id, key))
        .map(|(id, key)| (id, key, loose.possible(id, units.named(key))))
        .collect();
    let rivals = loose.rivals(&named);
    let mut wavering = doubts.wavering(units);
    let mut by_name = ByName::new();
    for (id, key, meant) in named {
        let of_profiles = loose.is_of_profiles(id);
        let is_sure = |place: &u32| {
            units.named(key).len() == 1
                && !rivals.contains(&id)
                && !of_profiles
                && !wavering.contains(place)
                && (is_reply(id) || loose.is_last(id, *place))
        };
        let (kind, meant) = match meant.as_slice() {
            [place] if is_sure(place) => {
                by_name.entry(*place).or_default().push(id);
                continue;
            }
            _ if is_reply(id) => continue,
            [] => (Doubt::Near, loose.nearly_named(id, key, of_profiles)),
            [_] if !rivals.contains(&id) => (Doubt::Name, meant),
            _ => (Doubt::Several, meant),
        };
        if !meant.is_empty() {
            doubts.ask_about(kind, vec![id], units, &meant);
            wavering.extend(meant);
        }
    }
    loose.ask_unnamed(doubts);
    by_name
}

fn is_told(at: When, days: &BTreeSet<i32>, after: i32) -> bool {
    days.range(at.lo() - after..=at.lo() + ZONE_DAYS).next().is_some()
}

struct Loose<'a> {
    units: &'a Units<'a>,
    facts: &'a Facts<'a>,
}

impl Loose<'_> {
    fn proven(&self) -> HashMap<Key, BTreeSet<i32>> {
        let mut proven: HashMap<Key, BTreeSet<i32>> = HashMap::new();
        for unit in self.units.all.iter().filter(|unit| unit.is_asked || !unit.slugs.is_empty()) {
            for id in unit.live_of(self.facts, FactKind::accepts) {
                let fact = self.facts[id].fact;
                if self.facts[id].slug.is_some() || !fact.about.is_empty() || fact.marks.answer.is_some() {
                    for key in &unit.keys {
                        proven.entry(*key).or_default().insert(self.facts[id].at.hi());
                    }
                }
            }
        }
        proven
    }

    fn possible(&self, id: Id, people: &[u32]) -> Vec<u32> {
        let (units, at) = (self.units, self.facts[id].at);
        let is_possible = |place: &u32| {
            open_at(&units.get(*place).tries, at).is_some() && !units.are_two(*place, units.of[id as usize])
        };
        people.iter().copied().filter(is_possible).collect()
    }

    fn unaccepted(&self, id: Id, people: &[u32]) -> Vec<u32> {
        let mut possible = self.possible(id, people);
        possible.retain(|place| {
            let unit = self.units.get(*place);
            open_at(&unit.tries, self.facts[id].at).is_some_and(|request| request.accepted.is_empty())
                && !unit.is_hidden
        });
        possible
    }

    fn is_told_of(&self, id: Id, people: &[u32]) -> bool {
        let tries = people.iter().flat_map(|place| &self.units.get(*place).tries);
        let days = tries.flat_map(|request| &request.accepted).map(|at| at.hi()).collect();
        is_told(self.facts[id].at, &days, DIGEST_DAYS)
    }

    fn is_of_profiles(&self, id: Id) -> bool {
        let lists = self.units.lists;
        self.facts[id].kind == FactKind::Connection
            && lists.of(id).iter().any(|list| lists.get(*list).flags.has_profiles)
    }

    fn is_last(&self, id: Id, place: u32) -> bool {
        let (unit, at) = (self.units.get(place), self.facts[id].at);
        latest(&unit.tries, at).is_some_and(|nth| {
            let by = at.lo() - ZONE_DAYS;
            nth + 1 == unit.tries.len()
                && !is_seen_ended(
                    unit,
                    &unit.tries[nth],
                    by,
                    self.facts[id].fact.learned,
                    self.facts,
                    self.units.lists,
                )
        })
    }

    /// The rows of connections of one name that may mean one person, and are of two days or on one list.
    fn rivals(&self, named: &[(Id, Key, Vec<u32>)]) -> HashSet<Id> {
        let (facts, lists) = (self.facts, self.units.lists);
        let connections = || {
            let connections = named.iter().filter(|(id, ..)| facts[*id].kind == FactKind::Connection);
            connections.flat_map(|(id, key, meant)| meant.iter().map(move |place| (*id, (*key, *place))))
        };
        let mut days: HashMap<(Key, u32), (i32, i32)> = HashMap::new();
        let mut on: HashMap<(Key, u32, ListId), u32> = HashMap::new();
        for (id, of) in connections() {
            let at = facts[id].at;
            let (hi, lo) = days.entry(of).or_insert((at.hi(), at.lo()));
            (*hi, *lo) = (at.hi().min(*hi), at.lo().max(*lo));
            for list in lists.of(id) {
                *on.entry((of.0, of.1, *list)).or_default() += 1;
            }
        }
        let has_rival = |(id, of): &(Id, (Key, u32))| {
            let ((hi, lo), at) = (days[of], facts[*id].at);
            lo - at.hi() > ZONE_DAYS
                || at.lo() - hi > ZONE_DAYS
                || lists.of(*id).iter().any(|list| on[&(of.0, of.1, *list)] > 1)
        };
        connections().filter(has_rival).map(|(id, _)| id).collect()
    }

    /// M16, unless somebody of the very name accepted within the week.
    fn nearly_named(&self, id: Id, key: Key, of_profiles: bool) -> Vec<u32> {
        let (units, facts) = (self.units, self.facts);
        let has_lines = units.named_in_lines(id).next().is_some();
        if !has_lines && !facts.is_full_name(key) || self.is_told_of(id, units.named(key)) {
            return Vec::new();
        }
        let near = units.names_near(key).iter().filter(|key| facts.is_full_name(**key));
        let near: Vec<u32> = units.named_any(near).into_iter().chain(units.named_in_lines(id)).collect();
        let mut meant = self.unaccepted(id, &near);
        meant.retain(|place| !of_profiles || units.get(*place).slugs.is_empty());
        meant
    }

    /// First names alone ask for everybody; unknown words for that profile, else that name, if the request is open.
    fn ask_unnamed(&self, doubts: &mut Doubts) {
        let (units, facts) = (self.units, self.facts);
        let firsts = units.loose(FactKind::accepts).filter(|id| facts[*id].key.is_none());
        let unread = facts.all().filter(|(_, fact)| fact.kind == FactKind::Unread && fact.is_live);
        let all: Vec<Id> = firsts.chain(unread.map(|(id, _)| id)).collect();
        if all.is_empty() {
            return;
        }
        let mut by_word: HashMap<&str, Vec<u32>> = HashMap::new();
        for (place, unit) in units.on_record() {
            for word in unit.keys.iter().flat_map(|key| near_words(facts.names.text(*key))) {
                by_word.entry(word).or_default().push(place);
            }
        }
        by_word.values_mut().for_each(Vec::dedup);
        let first_named = |id: Id| {
            let first = fold(facts[id].fact.who.first.as_deref().unwrap_or_default());
            by_word.get(first.split(' ').next().unwrap_or_default()).map_or(&[][..], Vec::as_slice)
        };
        for id in all {
            let fact = &facts[id];
            if fact.kind != FactKind::Unread {
                let people = first_named(id);
                let meant = self.possible(id, people);
                if !meant.is_empty() && !self.is_told_of(id, people) {
                    doubts.ask(Doubt::First, vec![id], units.lowest(&meant));
                }
                continue;
            }
            let has_slug = |slugs: &[Key]| fact.slug.is_some_and(|slug| slugs.contains(&slug));
            let of_slug = units.numbered().filter(|(_, unit)| unit.is_asked && has_slug(&unit.slugs));
            let mut people: Vec<u32> = of_slug.map(|(place, _)| place).collect();
            if people.is_empty() {
                people = fact.key.map_or_else(|| first_named(id), |key| units.named(key)).to_vec();
            }
            let not = fact.fact.marks.not.iter().filter_map(|uid| facts.find(*uid));
            let not: Vec<u32> = not.map(|id| units.of[id as usize]).collect();
            people.retain(|place| !not.contains(place));
            let meant = self.unaccepted(id, &people);
            if !meant.is_empty() {
                doubts.ask(Doubt::Words, vec![id], units.lowest(&meant));
            }
        }
    }
}
