//! The union of two records: what both machines know, whichever is asked, however often.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::fact::Fact;
use super::list::List;
use super::set::Record;
use super::uid::Uid;

#[derive(Default)]
pub struct Union {
    record: Record,
    facts: HashMap<Uid, u32>,
    lists: HashMap<Uid, usize>,
}

impl Union {
    pub fn of(record: Record) -> Self {
        let mut union = Self {
            facts: HashMap::with_capacity(record.facts.len()),
            lists: HashMap::with_capacity(record.lists.len()),
            record: Record { forgotten: record.forgotten, whole: record.whole, ..Record::default() },
        };
        let places: Vec<u32> = record.facts.into_iter().map(|fact| union.add(fact)).collect();
        union.add_lists(record.lists, &places);
        union
    }

    /// Its place; of one that is there already the earliest time of learning holds.
    pub fn add(&mut self, fact: Fact) -> u32 {
        match self.facts.entry(fact.uid) {
            Entry::Occupied(entry) => {
                let place = *entry.get();
                let learned = &mut self.record.facts[place as usize].learned;
                *learned = fact.learned.min(*learned);
                place
            }
            Entry::Vacant(entry) => {
                let place = u32::try_from(self.record.facts.len()).unwrap_or(u32::MAX);
                self.record.facts.push(fact);
                *entry.insert(place)
            }
        }
    }

    /// `list` names rows and base by places here; one that is there already is complete if either is.
    pub fn add_list(&mut self, list: List) -> usize {
        match self.lists.entry(list.uid) {
            Entry::Occupied(entry) => {
                let known = &mut self.record.lists[*entry.get()];
                known.learned = known.learned.min(list.learned);
                known.complete |= list.complete;
                *entry.get()
            }
            Entry::Vacant(entry) => {
                self.record.lists.push(list);
                *entry.insert(self.record.lists.len() - 1)
            }
        }
    }

    pub fn place(&self, uid: Uid) -> Option<u32> {
        self.facts.get(&uid).copied()
    }

    pub fn fact(&self, place: u32) -> &Fact {
        &self.record.facts[place as usize]
    }

    pub fn list(&self, place: usize) -> &List {
        &self.record.lists[place]
    }

    fn add_lists(&mut self, lists: Vec<List>, places: &[u32]) {
        let mut new_places = Vec::with_capacity(lists.len());
        let here = |rows: Vec<u32>| {
            let mut rows: Vec<u32> = rows.into_iter().map(|row| places[row as usize]).collect();
            rows.sort_unstable();
            rows
        };
        for list in lists {
            let base = list.base.map(|base| new_places[base]);
            let (came, went) = (here(list.came), here(list.went));
            new_places.push(self.add_list(List { base, came, went, ..list }));
        }
    }

    /// Who is left out stays as it is here: marks are of one file alone.
    pub fn join(&mut self, other: Record) {
        let places: Vec<u32> = other.facts.into_iter().map(|fact| self.add(fact)).collect();
        self.add_lists(other.lists, &places);
    }

    pub const fn number(&self) -> usize {
        self.record.facts.len()
    }

    pub fn record(self) -> Record {
        self.record
    }
}

impl Record {
    pub fn join(&mut self, other: Self) {
        let mut union = Union::of(std::mem::take(self));
        union.join(other);
        *self = union.record();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::record::fact::{Empty, Marks, Origin, Said, Who};
    use crate::record::identity::{uid_of, uid_of_list};
    use crate::record::list::ListKind;
    use crate::record::time::{Day, Instant};
    use crate::record::when::When;

    fn fact(number: u8, learned: i64) -> Fact {
        let who = Who { name: Some(format!("Ana {number}").into()), ..Who::default() };
        let mut fact = Fact {
            uid: Uid::NOBODY,
            said: Said::Reply(Empty {}),
            about: Vec::new(),
            who,
            at: Some(When::Day(Day::FIRST)),
            learned: Instant::from_millis(learned),
            marks: Marks::default(),
        };
        fact.uid = uid_of(&fact, false);
        fact
    }

    /// Some facts, and lists of some of them, each told from the one before.
    fn records() -> impl Strategy<Value = Record> {
        let facts = prop::collection::vec((0_u8..8, 0_i64..5), 0..8);
        let lists = prop::collection::vec(
            (prop::collection::btree_set(0_u8..8, 0..6), any::<bool>(), 0_i64..5),
            0..3,
        );
        (facts, lists).prop_map(|(facts, lists)| {
            let mut union = Union::default();
            for (number, learned) in facts {
                union.add(fact(number, learned));
            }
            let mut before: Option<(usize, BTreeSet<u32>)> = None;
            for (rows, complete, learned) in lists {
                let rows: BTreeSet<u32> = rows.into_iter().map(|row| union.add(fact(row, learned))).collect();
                let of_base = before.as_ref().map(|(_, rows)| rows.clone()).unwrap_or_default();
                let mut list = List {
                    uid: Uid::NOBODY,
                    kind: ListKind::Invitations,
                    source: Origin::Export,
                    as_of: When::Day(Day::FIRST),
                    complete,
                    learned: Instant::from_millis(learned),
                    base: before.as_ref().map(|(base, _)| *base),
                    came: rows.difference(&of_base).copied().collect(),
                    went: of_base.difference(&rows).copied().collect(),
                };
                list.uid = uid_of_list(&list, rows.iter().map(|row| union.fact(*row).uid));
                before = Some((union.add_list(list), rows));
            }
            union.record()
        })
    }

    type Contents = (BTreeMap<Uid, Instant>, BTreeMap<Uid, (bool, Instant, BTreeSet<Uid>)>);

    /// What it says, whatever the places.
    fn told(record: &Record) -> Contents {
        let uid = |place: &u32| record.facts[*place as usize].uid;
        let mut all: Vec<BTreeSet<Uid>> = Vec::new();
        for list in &record.lists {
            let mut rows = list.base.map(|base| all[base].clone()).unwrap_or_default();
            rows.extend(list.came.iter().map(uid));
            for row in &list.went {
                assert!(rows.remove(&uid(row)));
            }
            all.push(rows);
        }
        let lists = record.lists.iter().zip(all);
        (
            record.facts.iter().map(|fact| (fact.uid, fact.learned)).collect(),
            lists.map(|(list, rows)| (list.uid, (list.complete, list.learned, rows))).collect(),
        )
    }

    fn joined(one: &Record, other: &Record) -> Record {
        let mut joined = one.clone();
        joined.join(other.clone());
        assert_eq!((joined.facts.len(), joined.lists.len()), (told(&joined).0.len(), told(&joined).1.len()));
        joined
    }

    proptest! {
        #[test]
        fn the_order_of_joining_and_how_often_it_is_done_does_not_matter(a in records(), b in records(), c in records()) {
            let ab = joined(&a, &b);
            prop_assert_eq!(told(&ab), told(&joined(&b, &a)));
            prop_assert_eq!(told(&joined(&ab, &c)), told(&joined(&a, &joined(&b, &c))));
            prop_assert_eq!(told(&joined(&a, &a)), told(&a));
            prop_assert_eq!(joined(&ab, &b), ab);
        }
    }
}
