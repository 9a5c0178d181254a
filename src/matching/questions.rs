//! What only the user can tell, put once for what is told twice.

use std::collections::{HashMap, HashSet};

use crate::record::when::ZONE_DAYS;

use super::facts::{Facts, Id, Key, sorted};
use super::lists::{ListId, Lists};
use super::units::{Unit, Units};
use super::world::{Doubt, Question};

/// Nobody is missed while a question about them is open (M19).
#[derive(Default)]
pub(super) struct Doubts {
    asked: Vec<Asked>,
    /// By their facts, for more of them may be joined.
    wavering: HashSet<Id>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    facts: Vec<Id>,
    kind: Doubt,
    candidates: Vec<Id>,
}

impl Doubts {
    pub(super) fn ask(&mut self, kind: Doubt, mut facts: Vec<Id>, mut candidates: Vec<Id>) {
        facts.sort_unstable();
        candidates.sort_unstable();
        self.asked.extend((!facts.is_empty()).then_some(Asked { facts, kind, candidates }));
    }

    pub(super) fn ask_about(&mut self, kind: Doubt, facts: Vec<Id>, units: &Units, places: &[u32]) {
        self.ask(kind, facts, units.lowest(places));
        for place in places {
            self.waver(units.get(*place));
        }
    }

    pub(super) fn waver(&mut self, unit: &Unit) {
        self.wavering.insert(unit.facts[0]);
    }

    pub(super) fn wavering(&self, units: &Units) -> HashSet<u32> {
        self.wavering.iter().map(|id| units.of[*id as usize]).collect()
    }

    pub(super) fn questions(self, facts: &Facts, lists: &Lists) -> Vec<Question> {
        let mut kept: Vec<Asked> = Vec::new();
        let mut alike: HashMap<Thing, Alike> = HashMap::new();
        for asked in sorted(self.asked) {
            let Some(thing) = thing(&asked, facts) else {
                kept.push(asked);
                continue;
            };
            let alike = alike.entry(thing).or_default();
            if let Some(place) = alike.twin(&asked, &kept, facts, lists) {
                kept[place].facts.extend(asked.facts);
            } else {
                alike.kept.push(kept.len());
                kept.push(asked);
            }
        }
        let uids = |ids: Vec<Id>| ids.into_iter().map(|id| facts[id].fact.uid).collect();
        let question = |Asked { facts, kind, candidates }| Question {
            facts: uids(sorted(facts)),
            kind,
            candidates: uids(candidates),
        };
        kept.into_iter().map(question).collect()
    }
}

/// Kind, candidates, name, whether it is of a row of invitations.
type Thing = (Doubt, Vec<Id>, Option<Key>, bool);

fn thing(asked: &Asked, facts: &Facts) -> Option<Thing> {
    let first = &facts[asked.facts[0]];
    let may_be_told_twice = match asked.kind {
        Doubt::Name | Doubt::Several | Doubt::Near | Doubt::New => true,
        Doubt::Dates => first.kind.is_invitation(),
        Doubt::First | Doubt::Words | Doubt::Day => false,
    };
    may_be_told_twice.then(|| (asked.kind, asked.candidates.clone(), first.key, first.kind.is_invitation()))
}

#[derive(Default)]
struct Alike {
    kept: Vec<usize>,
    /// Rows by list: many equal ones of one list need no comparison.
    taken: HashMap<ListId, usize>,
}

impl Alike {
    /// Of one day, not of two rows of one list, nor of two profiles.
    fn twin(&mut self, asked: &Asked, kept: &[Asked], facts: &Facts, lists: &Lists) -> Option<usize> {
        let slug = |asked: &Asked| asked.facts.iter().find_map(|id| facts[*id].slug);
        let on = || asked.facts.iter().flat_map(|id| lists.of(*id));
        let start = on().filter_map(|list| self.taken.get(list)).max().copied().unwrap_or_default();
        for (nth, &place) in self.kept.iter().enumerate().skip(start) {
            let other = &kept[place];
            if let Some(list) = on().find(|list| other.facts.iter().any(|id| lists.shows(**list, *id))) {
                let taken = self.taken.entry(*list).or_default();
                *taken += usize::from(*taken == nth);
            } else if slug(other).zip(slug(asked)).is_none_or(|(a, b)| a == b)
                && facts[other.facts[0]].at.apart(facts[asked.facts[0]].at) <= ZONE_DAYS
            {
                return Some(place);
            }
        }
        None
    }
}
