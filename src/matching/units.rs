//! What is about one person, as far as it is known at a step.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::record::name_key::person_key;

use super::certain::{Joins, Ties};
use super::facts::{Entry, FactKind, Facts, Id, Key, number_of, sorted};
use super::lists::{ListId, Lists};
use super::near::NearNames;
use super::tries::Try;

/// Without facts where they turned out to be about another.
#[derive(Default)]
pub(super) struct Unit {
    pub facts: Vec<Id>,
    pub slugs: Vec<Key>,
    pub keys: Vec<Key>,
    pub is_asked: bool,
    /// By the user's word about the sending (M9), or the fact; and not typed nevertheless.
    pub is_hidden: bool,
    pub is_stated: bool,
    pub is_listed: bool,
    pub lowest: Id,
    pub tries: Vec<Try>,
    pub removed: Vec<Try>,
}

impl Unit {
    fn new(ids: Vec<Id>, all: &Facts) -> Self {
        let facts = || ids.iter().map(|id| (*id, &all[*id]));
        let live = || facts().filter(|(_, fact)| fact.is_live);
        let is_by_linkedin =
            |kind: FactKind| kind.is_row() || matches!(kind, FactKind::Acceptance | FactKind::Reply);
        let is_typed = |fact: &Entry| fact.kind == FactKind::Sent && !fact.is_nobody;
        let is_asked = facts().any(|(_, fact)| fact.kind.is_sending());
        let is_nobody = |fact: &Entry| fact.is_nobody && (fact.kind.is_sending() || !is_asked);
        Self {
            slugs: sorted(facts().filter_map(|(_, fact)| fact.slug)),
            keys: sorted(live().filter_map(|(_, fact)| fact.key)),
            is_asked,
            is_hidden: facts().any(|(_, fact)| is_nobody(fact)) && !live().any(|(_, fact)| is_typed(fact)),
            is_stated: live().any(|(_, fact)| fact.slug.is_some() && is_by_linkedin(fact.kind)),
            is_listed: live().any(|(_, fact)| fact.kind == FactKind::Row),
            lowest: live().find(|(_, fact)| fact.kind.is_sending()).map_or(ids[0], |(id, _)| id),
            tries: Vec::new(),
            removed: Vec::new(),
            facts: ids,
        }
    }

    pub(super) const fn is_on_record(&self) -> bool {
        self.is_asked && !self.is_hidden
    }

    pub(super) const fn is_loose(&self) -> bool {
        !self.is_asked && !self.is_hidden && self.slugs.is_empty()
    }

    pub(super) fn live_of<'a>(
        &'a self,
        all: &'a Facts,
        is_wanted: impl Fn(FactKind) -> bool + 'a,
    ) -> impl Iterator<Item = Id> + 'a {
        self.facts.iter().copied().filter(move |id| all[*id].is_live && is_wanted(all[*id].kind))
    }

    pub(super) fn sendings<'a>(&'a self, all: &'a Facts) -> impl Iterator<Item = Id> + 'a {
        self.facts.iter().copied().filter(|id| all[*id].kind.is_sending())
    }

    pub(super) fn is_on(&self, list: ListId, all: &Facts, lists: &Lists) -> bool {
        self.live_of(all, FactKind::is_row).any(|id| lists.shows(list, id))
    }
}

pub(super) struct Units<'a> {
    pub facts: &'a Facts<'a>,
    pub lists: &'a Lists<'a>,
    pub ties: &'a Ties<'a>,
    near: &'a NearNames,
    /// In the order of their lowest facts.
    pub all: Vec<Unit>,
    /// By fact, the place of whom it is about.
    pub of: Vec<u32>,
    barred: HashSet<(u32, u32)>,
    by_key: HashMap<Key, Vec<u32>>,
}

/// A name that so many more people on record bear tells of nobody.
const MOST_NAMESAKES: usize = 200;

const NOBODY: u32 = u32::MAX;

impl<'a> Units<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        lists: &'a Lists,
        ties: &'a Ties,
        near: &'a NearNames,
        joins: &Joins,
        wanted: impl Fn(Id) -> bool,
    ) -> Self {
        let mut of = vec![NOBODY; facts.len()];
        let mut parts: Vec<Vec<Id>> = Vec::new();
        for (id, _) in facts.all().filter(|(id, _)| wanted(*id)) {
            // The root is the lowest, so it is met first.
            let root = joins.root(id);
            if root == id {
                of[root as usize] = number_of(parts.len());
                parts.push(Vec::new());
            }
            of[id as usize] = of[root as usize];
            parts[of[root as usize] as usize].push(id);
        }
        let all = parts.into_iter().map(|ids| Unit::new(ids, facts)).collect();
        let mut units =
            Self { facts, lists, ties, near, all, of, barred: HashSet::new(), by_key: HashMap::new() };
        units.index();
        units
    }

    /// The requests of those joined are to be found again.
    pub(super) fn join(&mut self, pairs: &[(u32, u32)]) {
        if pairs.is_empty() {
            return;
        }
        let mut joins = Joins::new(self.all.len());
        joins.join_all(pairs.iter().copied());
        let mut grown: BTreeSet<u32> = BTreeSet::new();
        for place in 0..number_of(self.all.len()) {
            let root = joins.root(place);
            if root != place {
                let Unit { facts, .. } = std::mem::take(&mut self.all[place as usize]);
                for id in &facts {
                    self.of[*id as usize] = root;
                }
                self.all[root as usize].facts.extend(facts);
                grown.insert(root);
            }
        }
        for place in grown {
            let facts = std::mem::take(&mut self.all[place as usize].facts);
            self.all[place as usize] = Unit::new(sorted(facts), self.facts);
        }
        self.index();
    }

    fn index(&mut self) {
        for (id, slug) in &self.ties.also {
            if let Some(unit) = self.all.get_mut(self.of[*id as usize] as usize) {
                unit.slugs.extend(unit.slugs.binary_search(slug).is_err().then_some(*slug));
                unit.slugs.sort_unstable();
            }
        }
        let of = |id: Id| self.of[id as usize];
        let not = self.ties.not.iter().map(|(id, other)| (of(*id), of(*other)));
        let known = not.filter(|(a, b)| *a != NOBODY && *b != NOBODY);
        self.barred = known.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        self.by_key.clear();
        for (place, unit) in (0..).zip(&self.all).filter(|(_, unit)| unit.is_asked) {
            for key in &unit.keys {
                self.by_key.entry(*key).or_default().push(place);
            }
        }
        self.by_key.retain(|_, named| named.len() <= MOST_NAMESAKES);
    }

    pub(super) fn get(&self, place: u32) -> &Unit {
        &self.all[place as usize]
    }

    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Unit)> {
        (0..).zip(&self.all)
    }

    pub(super) fn on_record(&self) -> impl Iterator<Item = (u32, &Unit)> {
        self.numbered().filter(|(_, unit)| unit.is_on_record())
    }

    pub(super) fn loose(&self, is_wanted: fn(FactKind) -> bool) -> impl Iterator<Item = Id> {
        let loose = self.all.iter().filter(|unit| unit.is_loose());
        loose.flat_map(move |unit| unit.live_of(self.facts, is_wanted))
    }

    pub(super) fn named(&self, key: Key) -> &[u32] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Whose full name is another line of the row (M16).
    pub(super) fn named_in_lines(&self, row: Id) -> impl Iterator<Item = u32> {
        let facts = self.facts;
        let keys = facts[row].fact.lines().iter().filter_map(|line| facts.names.find(&person_key(line)));
        keys.filter(|key| facts.is_full_name(*key)).flat_map(|key| self.named(key)).copied()
    }

    pub(super) fn named_any<'b>(&self, keys: impl IntoIterator<Item = &'b Key>) -> Vec<u32> {
        sorted(keys.into_iter().flat_map(|key| self.named(*key)).copied())
    }

    pub(super) fn near(&self, keys: &[Key]) -> Vec<u32> {
        self.named_any(keys.iter().flat_map(|key| self.near.of(*key)))
    }

    pub(super) fn names_near(&self, key: Key) -> &[Key] {
        self.near.of(key)
    }

    pub(super) fn are_two(&self, a: u32, b: u32) -> bool {
        let rows = |place: u32| {
            let facts = self.all.get(place as usize).map_or(&[][..], |unit| &unit.facts);
            facts.iter().map(|id| (*id, self.facts[*id].kind)).filter(|(_, kind)| kind.is_row())
        };
        let are_rivals = |(a, of_a): (Id, FactKind), (b, of_b): (Id, FactKind)| {
            a != b && of_a.is_invitation() == of_b.is_invitation() && self.lists.share(a, b)
        };
        self.barred.contains(&(a, b)) || rows(a).any(|a| rows(b).any(|b| are_rivals(a, b)))
    }

    pub(super) fn lowest(&self, places: &[u32]) -> Vec<Id> {
        places.iter().map(|place| self.get(*place).lowest).collect()
    }
}
