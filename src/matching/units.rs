//! What is about one person, as far as it is known at a step.

use std::collections::{HashMap, HashSet};

use super::in_force::{Entry, FactKind, Id, InForce};
use super::joins::Joins;
use super::lists::{ListId, Lists};
use super::near::NearNames;
use super::numbers::{Key, number_of};
use super::ties::Ties;
use super::tries::Try;

/// Facts that are about one person.
pub(super) struct Unit {
    /// All of them, in order.
    pub facts: Vec<Id>,
    /// Their profiles, sorted.
    pub slugs: Vec<Key>,
    /// Their names, sorted.
    pub keys: Vec<Key>,
    /// Somebody who was asked: a fact tells of a request.
    pub is_asked: bool,
    /// Nobody to be on record, by the user's word about the sending (M9), or the fact; and not typed nevertheless.
    pub is_hidden: bool,
    /// LinkedIn knows the profile.
    pub is_stated: bool,
    /// A list told of a request.
    pub is_listed: bool,
    /// The lowest sending; of somebody who was not asked, the lowest fact.
    pub lowest: Id,
    /// The requests, in order.
    pub tries: Vec<Try>,
    /// The requests that were removed.
    pub removed: Vec<Try>,
}

impl Unit {
    fn new(ids: Vec<Id>, all: &InForce) -> Self {
        let facts = || ids.iter().map(|id| (*id, all[*id]));
        let live = || facts().filter(|(_, fact)| fact.is_live);
        let is_by_linkedin =
            |kind: FactKind| kind.is_row() || matches!(kind, FactKind::Acceptance | FactKind::Reply);
        let is_typed = |fact: Entry| fact.kind == FactKind::Sent && !fact.is_nobody;
        let is_asked = facts().any(|(_, fact)| fact.kind.is_sending());
        let is_nobody = |fact: Entry| fact.is_nobody && (fact.kind.is_sending() || !is_asked);
        let sorted = |mut numbers: Vec<Key>| {
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        Self {
            slugs: sorted(facts().filter_map(|(_, fact)| fact.slug).collect()),
            keys: sorted(live().filter_map(|(_, fact)| fact.key).collect()),
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

    /// Somebody who was asked, and is to be on record.
    pub(super) const fn is_on_record(&self) -> bool {
        self.is_asked && !self.is_hidden
    }

    /// Facts without a profile, of nobody who was asked.
    pub(super) const fn is_loose(&self) -> bool {
        !self.is_asked && !self.is_hidden && self.slugs.is_empty()
    }

    /// The facts of some kind that are no mistake.
    pub(super) fn live_of<'a>(
        &'a self,
        all: &'a InForce,
        is_wanted: impl Fn(FactKind) -> bool + 'a,
    ) -> impl Iterator<Item = Id> + 'a {
        let is_live = move |id: &Id| all[*id].is_live && is_wanted(all[*id].kind);
        self.facts.iter().copied().filter(is_live)
    }

    /// The sendings, removed ones among them.
    pub(super) fn sendings<'a>(&'a self, all: &'a InForce) -> impl Iterator<Item = Id> + 'a {
        self.facts.iter().copied().filter(|id| all[*id].kind.is_sending())
    }

    /// Whether one of the facts stands in that list.
    pub(super) fn is_on(&self, list: ListId, all: &InForce, lists: &Lists) -> bool {
        self.live_of(all, FactKind::is_row).any(|id| lists.shows(list, id))
    }
}

/// Everybody, as far as it is known at a step.
pub(super) struct Units<'a> {
    pub facts: &'a InForce<'a>,
    pub lists: &'a Lists<'a>,
    pub ties: &'a Ties<'a>,
    near: &'a NearNames,
    /// In the order of their lowest facts.
    pub all: Vec<Unit>,
    /// The place of whom each fact is about.
    pub of: Vec<u32>,
    /// Pairs that are not one person, by the user's word.
    barred: HashSet<(u32, u32)>,
    /// The places of those who were asked, by their names.
    by_key: HashMap<Key, Vec<u32>>,
}

/// A name that so many more people on record bear tells of nobody.
const MOST_NAMESAKES: usize = 200;

/// Of a fact that is about nobody here.
const NOBODY: u32 = u32::MAX;

impl<'a> Units<'a> {
    /// The facts that are `wanted`, as they are joined.
    pub(super) fn new(
        facts: &'a InForce,
        lists: &'a Lists,
        ties: &'a Ties,
        near: &'a NearNames,
        joins: &Joins,
        wanted: impl Fn(Id) -> bool,
    ) -> Self {
        let mut of = vec![NOBODY; facts.len()];
        let mut sizes = vec![0; facts.len()];
        for (id, _) in facts.all().filter(|(id, _)| wanted(*id)) {
            sizes[joins.root(id) as usize] += 1;
        }
        let mut parts: Vec<Vec<Id>> = Vec::new();
        for (id, _) in facts.all().filter(|(id, _)| wanted(*id)) {
            // The root is the lowest, so it is met first.
            let root = joins.root(id) as usize;
            if root == id as usize {
                of[root] = number_of(parts.len());
                parts.push(Vec::with_capacity(sizes[root]));
            }
            of[id as usize] = of[root];
            parts[of[root] as usize].push(id);
        }
        let all = parts.into_iter().map(|ids| Unit::new(ids, facts)).collect();
        let mut units =
            Self { facts, lists, ties, near, all, of, barred: HashSet::new(), by_key: HashMap::new() };
        units.index();
        units
    }

    /// The same after more is known of who is one person; their requests are to be found again.
    pub(super) fn joined(&mut self, pairs: &[(u32, u32)]) {
        if pairs.is_empty() {
            return;
        }
        let mut joins = Joins::new(self.all.len());
        joins.join_all(pairs.iter().copied());
        let mut all: Vec<Unit> = Vec::with_capacity(self.all.len());
        let mut now = vec![NOBODY; self.all.len()];
        let mut grown: HashSet<u32> = HashSet::new();
        for (place, unit) in (0..).zip(std::mem::take(&mut self.all)) {
            let root = joins.root(place);
            if root == place {
                now[place as usize] = number_of(all.len());
                all.push(unit);
            } else {
                now[place as usize] = now[root as usize];
                grown.insert(now[root as usize]);
                all[now[root as usize] as usize].facts.extend(unit.facts);
            }
        }
        for place in grown {
            let unit = &mut all[place as usize];
            unit.facts.sort_unstable();
            *unit = Unit::new(std::mem::take(&mut unit.facts), self.facts);
        }
        self.of.iter_mut().filter(|place| **place != NOBODY).for_each(|place| *place = now[*place as usize]);
        self.all = all;
        self.index();
    }

    fn index(&mut self) {
        let ties = self.ties;
        for (id, slug) in &ties.also {
            if let Some(unit) = self.all.get_mut(self.of[*id as usize] as usize) {
                unit.slugs.extend(unit.slugs.binary_search(slug).is_err().then_some(*slug));
                unit.slugs.sort_unstable();
            }
        }
        let of = |id: Id| self.of[id as usize];
        let not = ties.not.iter().map(|(id, other)| (of(*id), of(*other)));
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

    /// All with their places.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Unit)> {
        (0..).zip(&self.all)
    }

    /// The places of those who were asked and have that name, hidden ones among them.
    pub(super) fn named(&self, key: Key) -> &[u32] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Those who were asked and have one of the names.
    pub(super) fn named_any<'b>(&self, keys: impl IntoIterator<Item = &'b Key>) -> Vec<u32> {
        let mut found: Vec<u32> = keys.into_iter().flat_map(|key| self.named(*key)).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those who were asked and have a name near to one of these.
    pub(super) fn near(&self, keys: &[Key]) -> Vec<u32> {
        self.named_any(keys.iter().flat_map(|key| self.near.of(*key)))
    }

    /// The names of people that are near to one.
    pub(super) fn names_near(&self, key: Key) -> &[Key] {
        self.near.of(key)
    }

    /// Whether two are two people for certain: rows of one list, or by the user's word.
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

    /// The lowest sendings of these.
    pub(super) fn lowest(&self, places: &[u32]) -> Vec<Id> {
        places.iter().map(|place| self.get(*place).lowest).collect()
    }
}
