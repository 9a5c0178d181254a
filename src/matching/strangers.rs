//! Connections and mails with a profile that no request has: may they be somebody on record? (M13, M14, M16)

use std::collections::HashMap;

use crate::record::when::When;

use super::in_force::{FactKind, Id};
use super::numbers::Key;
use super::questions::Doubts;
use super::tries::{latest, open_at};
use super::units::{Unit, Units};
use super::world::Doubt;

/// Somebody with a profile without a sending on record.
struct Stranger {
    place: u32,
    /// Their mails and connections.
    facts: Vec<Id>,
    /// People on record of that name without a profile, possible in days.
    wanted: Vec<u32>,
    /// The same with another profile: renamed, or mistyped.
    renamed: Vec<u32>,
}

/// Which strangers with a mail are the one person of their very name. The others are asked about.
pub(super) fn same_people(units: &Units, doubts: &mut Doubts) -> Vec<(u32, u32)> {
    let strangers: Vec<Stranger> =
        units.numbered().filter_map(|(place, unit)| stranger(units, place, unit)).collect();
    let mut rivals: HashMap<u32, usize> = HashMap::new();
    for person in strangers.iter().flat_map(|stranger| &stranger.wanted) {
        *rivals.entry(*person).or_default() += 1;
    }
    let wavering = doubts.wavering(units);
    let mut same = Vec::new();
    for stranger in &strangers {
        match stranger.wanted.as_slice() {
            [person] if rivals[person] == 1 && !wavering.contains(person) && stranger.is(units, *person) => {
                same.push((stranger.place, *person));
            }
            [] if stranger.renamed.is_empty() => stranger.ask_near(units, &rivals, doubts),
            _ => {
                let meant = [stranger.wanted.as_slice(), &stranger.renamed].concat();
                let kind = if meant.len() == 1 { Doubt::Name } else { Doubt::Several };
                doubts.ask_about(kind, stranger.facts.clone(), units, &meant);
            }
        }
    }
    same
}

fn stranger(units: &Units, place: u32, unit: &Unit) -> Option<Stranger> {
    let of_kind = |kind| unit.live_of(units.facts, move |other| other == kind);
    let facts: Vec<Id> = of_kind(FactKind::Acceptance).chain(of_kind(FactKind::Connection)).collect();
    if unit.is_asked || unit.is_hidden || unit.slugs.is_empty() || facts.is_empty() {
        return None;
    }
    let mut stranger = Stranger { place, facts, wanted: Vec::new(), renamed: Vec::new() };
    for person in units.named_any(&unit.keys) {
        let (them, last) = (units.get(person), stranger.possible(units, person).reduce(later));
        if !them.is_on_record() || units.are_two(person, place) {
            continue;
        }
        match last {
            Some(_) if them.slugs.is_empty() => stranger.wanted.push(person),
            Some(at) if is_not_accepted(them, at) => stranger.renamed.push(person),
            _ => {}
        }
    }
    Some(stranger)
}

fn later(a: When, b: When) -> When {
    if b.lo() > a.lo() { b } else { a }
}

impl Stranger {
    /// When they may have accepted a request to that person.
    fn possible(&self, units: &Units, person: u32) -> impl Iterator<Item = When> {
        let times = self.facts.iter().map(|id| units.facts[*id].at);
        times.filter(move |at| open_at(&units.get(person).tries, *at).is_some())
    }

    /// Whether a mail tells that they are that person: the only one of the name, and whose last request it is.
    fn is(&self, units: &Units, person: u32) -> bool {
        let tries = &units.get(person).tries;
        let is_mail = |id: &&Id| units.facts[**id].kind == FactKind::Acceptance;
        let mails = self.facts.iter().filter(is_mail).map(|id| units.facts[*id].at);
        let mut mailed = mails.filter(|at| open_at(tries, *at).is_some()).peekable();
        mailed.peek().is_some()
            && mailed.all(|at| latest(tries, at) == tries.len().checked_sub(1))
            && units.get(self.place).keys.iter().all(|key| on_record(units, *key) <= 1)
    }

    /// A near name is asked about, where nobody has the very name.
    fn ask_near(&self, units: &Units, rivals: &HashMap<u32, usize>, doubts: &mut Doubts) {
        for person in units.near(&units.get(self.place).keys) {
            let them = units.get(person);
            let is_one_name = |key: &Key| on_record(units, *key) <= 1 && units.facts.is_full_name(*key);
            if them.is_on_record()
                && them.slugs.is_empty()
                && !rivals.contains_key(&person)
                && them.keys.iter().all(is_one_name)
                && !units.are_two(person, self.place)
                && self.possible(units, person).next().is_some_and(|at| is_not_accepted(them, at))
            {
                doubts.ask_about(Doubt::Near, self.facts.clone(), units, &[person]);
            }
        }
    }
}

/// How many people on record have that name.
fn on_record(units: &Units, key: Key) -> usize {
    units.named(key).iter().filter(|place| units.get(**place).is_on_record()).count()
}

/// Whether nothing proves that the request of that time was accepted.
fn is_not_accepted(person: &Unit, at: When) -> bool {
    latest(&person.tries, at).is_some_and(|nth| person.tries[nth].accepted.is_empty())
}
