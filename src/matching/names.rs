//! Sendings of one name (M8), or of near names (M16): joined where nobody else can be meant, else asked.

use std::collections::{HashMap, HashSet};

use crate::record::when::ZONE_DAYS;

use super::certain::Joins;
use super::facts::Id;
use super::questions::Doubts;
use super::units::{Unit, Units};
use super::world::Doubt;

/// By full name and day: without a profile, with each other and with those that have one. The rest is asked.
pub(super) fn same_people(units: &Units, doubts: &mut Doubts) -> Vec<(u32, u32)> {
    let mut sendings = Sendings { units, of_name: HashMap::new() };
    for (place, unit) in units.on_record() {
        let mut others = units.named_any(&unit.keys);
        others.retain(|other| {
            *other != place && units.get(*other).is_on_record() && !units.are_two(place, *other)
        });
        if !others.is_empty() {
            let is_fit =
                |other: &u32| !sendings.are_profiled(place, *other) && sendings.is_same_day(place, *other);
            let fits = others.iter().copied().filter(is_fit).collect();
            sendings.of_name.insert(place, (others, fits));
        }
    }
    let same = sendings.same();
    for (place, unit) in units.on_record() {
        sendings.ask_torn(place, &same, doubts);
        for other in sendings.of_name.get(&place).map_or(&[][..], |(others, _)| others) {
            sendings.ask_other(place, *other, doubts);
        }
        if unit.slugs.is_empty() && sendings.fits(place).is_empty() {
            sendings.ask_near(place, doubts);
        }
    }
    same.into_iter().collect()
}

struct Sendings<'a> {
    units: &'a Units<'a>,
    /// Who isn't somebody else for certain; and who may be the same person: of one day, not with two profiles.
    of_name: HashMap<u32, (Vec<u32>, Vec<u32>)>,
}

impl<'a> Sendings<'a> {
    fn unit(&self, place: u32) -> &'a Unit {
        self.units.get(place)
    }

    fn fits(&self, place: u32) -> &[u32] {
        self.of_name.get(&place).map_or(&[], |(_, fits)| fits)
    }

    fn has_profile(&self, place: u32) -> bool {
        !self.unit(place).slugs.is_empty()
    }

    fn are_profiled(&self, a: u32, b: u32) -> bool {
        self.has_profile(a) && self.has_profile(b)
    }

    fn is_same_day(&self, a: u32, b: u32) -> bool {
        let facts = self.units.facts;
        let is_near = |a: Id, b: Id| facts[a].at.apart(facts[b].at) <= ZONE_DAYS;
        self.unit(a).sendings(facts).any(|a| self.unit(b).sendings(facts).any(|b| is_near(a, b)))
    }

    /// The lower first, neither with a rival; two without a profile only where nothing about them is in question.
    fn same(&self) -> HashSet<(u32, u32)> {
        let pairs = self.of_name.iter().flat_map(|(a, (_, fits))| fits.iter().map(|b| (*a, *b)));
        let is_clean = |(a, b): &(u32, u32)| self.is_alone(*a, *b) && self.is_alone(*b, *a);
        let (mut same, torn): (HashSet<_>, HashSet<_>) = pairs.filter(|(a, b)| a < b).partition(is_clean);
        let torn: HashSet<u32> = torn.into_iter().flat_map(|(a, b)| [a, b]).collect();
        same.retain(|(a, b)| {
            self.has_profile(*a) || self.has_profile(*b) || !torn.contains(a) && !torn.contains(b)
        });
        // Nor what would be two profiles, or two people, in several steps.
        let mut trial = Joins::new(self.units.all.len());
        trial.join_all(same.iter().copied());
        let mut parts: HashMap<u32, HashSet<u32>> = HashMap::new();
        for (a, b) in &same {
            parts.entry(trial.root(*a)).or_default().extend([*a, *b]);
        }
        parts.retain(|_, part| {
            part.iter().filter(|place| self.has_profile(**place)).count() > 1
                || part.iter().any(|a| part.iter().any(|b| a < b && self.units.are_two(*a, *b)))
        });
        same.retain(|(a, _)| !parts.contains_key(&trial.root(*a)));
        same
    }

    fn is_alone(&self, a: u32, b: u32) -> bool {
        let is_rival = |other: u32| self.are_profiled(other, b) || self.units.are_two(other, b);
        !self.fits(a).iter().any(|&other| other != b && is_rival(other) && self.is_same_day(other, b))
    }

    fn told(&self, place: u32) -> Vec<Id> {
        let facts = self.units.facts;
        self.unit(place).sendings(facts).filter(|id| facts[*id].is_live).collect()
    }

    fn ask_torn(&self, place: u32, same: &HashSet<(u32, u32)>, doubts: &mut Doubts) {
        let unit = self.unit(place);
        let is_torn = |other: &u32| !same.contains(&(place.min(*other), place.max(*other)));
        let torn: Vec<u32> = self.fits(place).iter().copied().filter(is_torn).collect();
        let asks_itself = |other: &u32| !self.has_profile(*other) && self.unit(*other).lowest > unit.lowest;
        if unit.slugs.is_empty() && !torn.iter().all(asks_itself) {
            doubts.ask_about(Doubt::Several, self.told(place), self.units, &torn);
            doubts.waver(unit);
        }
    }

    fn ask_other(&self, place: u32, other_place: u32, doubts: &mut Doubts) {
        let (unit, other) = (self.unit(place), self.unit(other_place));
        let is_same_day = self.is_same_day(place, other_place);
        if self.are_profiled(place, other_place) {
            let is_first = !unit.is_stated || unit.is_listed && unit.lowest < other.lowest;
            if is_same_day && other.is_listed && is_first {
                doubts.ask_about(Doubt::Name, self.told(other_place), self.units, &[place]);
                doubts.waver(other);
            }
        } else if !is_same_day
            && self.fits(place).is_empty()
            && self.fits(other_place).is_empty()
            && (self.has_profile(other_place), unit.lowest) > (self.has_profile(place), other.lowest)
        {
            doubts.ask(Doubt::Name, self.told(place), vec![other.lowest]);
        }
    }

    /// Of one day, one of them a row of a list (M16).
    fn ask_near(&self, place: u32, doubts: &mut Doubts) {
        let unit = self.unit(place);
        for other_place in self.units.near(&unit.keys) {
            let other = self.unit(other_place);
            if other.is_on_record()
                && (unit.is_listed || other.is_listed)
                && !unit.keys.iter().any(|key| other.keys.contains(key))
                && self.fits(other_place).is_empty()
                && self.is_same_day(place, other_place)
                && !self.units.are_two(place, other_place)
            {
                let is_row = (!unit.is_listed, unit.lowest) < (!other.is_listed, other.lowest);
                let (row, meant) = if is_row { (place, other_place) } else { (other_place, place) };
                doubts.ask_about(Doubt::Near, self.told(row), self.units, &[meant]);
                doubts.waver(self.unit(row));
            }
        }
    }
}
