//! Connections and mails with a profile that no request has: may they be somebody on record? (M13, M14, M16)

use std::collections::HashMap;

use crate::record::when::When;

use super::facts::{FactKind, Id, Key};
use super::questions::Doubts;
use super::tries::{latest, open_at};
use super::units::{Unit, Units};
use super::world::Doubt;

struct Stranger<'a> {
    units: &'a Units<'a>,
    place: u32,
    facts: Vec<Id>,
    wanted: Vec<u32>,
    renamed: Vec<u32>,
}

/// With a mail, and the one person of their very name. The others are asked about.
pub(super) fn same_people(units: &Units, doubts: &mut Doubts) -> Vec<(u32, u32)> {
    let strangers: Vec<Stranger> =
        units.numbered().filter_map(|(place, unit)| Stranger::new(units, place, unit)).collect();
    let mut rivals: HashMap<u32, usize> = HashMap::new();
    for person in strangers.iter().flat_map(|stranger| &stranger.wanted) {
        *rivals.entry(*person).or_default() += 1;
    }
    let wavering = doubts.wavering(units);
    let mut same = Vec::new();
    for stranger in strangers {
        match stranger.wanted.as_slice() {
            [person] if rivals[person] == 1 && !wavering.contains(person) && stranger.is(*person) => {
                same.push((stranger.place, *person));
            }
            [] if stranger.renamed.is_empty() => stranger.ask_near(&rivals, doubts),
            _ => {
                let meant = [stranger.wanted, stranger.renamed].concat();
                let kind = if meant.len() == 1 { Doubt::Name } else { Doubt::Several };
                doubts.ask_about(kind, stranger.facts, units, &meant);
            }
        }
    }
    same
}

impl<'a> Stranger<'a> {
    fn new(units: &'a Units, place: u32, unit: &Unit) -> Option<Self> {
        let facts: Vec<Id> = unit.live_of(units.facts, FactKind::accepts).collect();
        if unit.is_asked || unit.is_hidden || unit.slugs.is_empty() || facts.is_empty() {
            return None;
        }
        let mut stranger = Self { units, place, facts, wanted: Vec::new(), renamed: Vec::new() };
        for person in units.named_any(&unit.keys) {
            let them = units.get(person);
            if !them.is_on_record() || units.are_two(person, place) {
                continue;
            }
            let later = |a: When, b: When| if b.lo() > a.lo() { b } else { a };
            match stranger.possible(person).reduce(later) {
                Some(_) if them.slugs.is_empty() => stranger.wanted.push(person),
                Some(at) if is_not_accepted(them, at) => stranger.renamed.push(person),
                _ => {}
            }
        }
        Some(stranger)
    }

    fn possible(&self, person: u32) -> impl Iterator<Item = When> {
        let facts = self.units.facts;
        let of_kind = move |kind| self.facts.iter().filter(move |id| facts[**id].kind == kind);
        let all = of_kind(FactKind::Acceptance).chain(of_kind(FactKind::Connection));
        let times = all.map(move |id| facts[*id].at);
        times.filter(move |at| open_at(&self.units.get(person).tries, *at).is_some())
    }

    /// The only one of the name, and whose last request a mail tells of.
    fn is(&self, person: u32) -> bool {
        let (facts, tries) = (self.units.facts, &self.units.get(person).tries);
        let mails = self.facts.iter().filter(|id| facts[**id].kind == FactKind::Acceptance);
        let mut mailed = mails.map(|id| facts[*id].at).filter(|at| open_at(tries, *at).is_some()).peekable();
        mailed.peek().is_some()
            && mailed.all(|at| latest(tries, at) == tries.len().checked_sub(1))
            && self.units.get(self.place).keys.iter().all(|key| self.is_one_at_most(*key))
    }

    fn is_one_at_most(&self, key: Key) -> bool {
        self.units.named(key).iter().filter(|place| self.units.get(**place).is_on_record()).count() <= 1
    }

    fn ask_near(self, rivals: &HashMap<u32, usize>, doubts: &mut Doubts) {
        let units = self.units;
        for person in units.near(&units.get(self.place).keys) {
            let them = units.get(person);
            let is_one_name = |key: &Key| self.is_one_at_most(*key) && units.facts.is_full_name(*key);
            if them.is_on_record()
                && them.slugs.is_empty()
                && !rivals.contains_key(&person)
                && them.keys.iter().all(is_one_name)
                && !units.are_two(person, self.place)
                && self.possible(person).next().is_some_and(|at| is_not_accepted(them, at))
            {
                doubts.ask_about(Doubt::Near, self.facts.clone(), units, &[person]);
            }
        }
    }
}

fn is_not_accepted(person: &Unit, at: When) -> bool {
    latest(&person.tries, at).is_some_and(|nth| person.tries[nth].accepted.is_empty())
}
