//! Which rows stand in which lists, and what a list can show (M12).

use std::collections::{BTreeMap, HashMap};

use crate::record::fact::Origin;
use crate::record::list::{List, ListKind};
use crate::record::set::{Flags, Record};
use crate::record::when::{When, ZONE_DAYS};

use super::facts::{FactKind, Facts, Id, Key, number_of, sorted};
use super::world::Proof;

/// An invitation sent so many days before a list with no connections beside it shows that the list is a history.
const HISTORY_DAYS: i32 = 365;

/// Somebody who accepted so many days before the list and is still in it shows it, too.
const PROOF_DAYS: i32 = 3;

/// A list by its place in the order of days.
pub(super) type ListId = u32;

pub(super) struct Listed<'a> {
    pub list: &'a List,
    pub place: usize,
    pub flags: Flags,
}

impl Listed<'_> {
    pub(super) const fn day(&self) -> When {
        self.list.as_of
    }

    pub(super) fn is_of_invitations(&self) -> bool {
        self.list.kind == ListKind::Invitations
    }

    pub(super) fn is_page(&self) -> bool {
        self.list.source == Origin::Page
    }

    pub(super) fn shows_open(&self) -> bool {
        self.is_of_invitations() && !self.flags.is_history && !self.flags.is_day_wrong
    }
}

pub(super) struct Lists<'a> {
    pub all: Vec<Listed<'a>>,
    /// Of the list that shows most.
    pub proof: Proof,
    shown: Vec<Vec<ListId>>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(record: &'a Record, facts: &Facts, concerns: &[bool]) -> Self {
        let mut places: Vec<usize> = (0..record.lists.len()).collect();
        places.sort_by_key(|place| (record.lists[*place].as_of.lo(), record.lists[*place].uid));
        places.dedup_by_key(|place| record.lists[*place].uid);
        let members = members(&record.lists, facts, concerns);
        let mut shown: Vec<Vec<ListId>> = vec![Vec::new(); facts.len()];
        for (list, place) in (0..).zip(&places) {
            members[*place].iter().for_each(|row| shown[*row as usize].push(list));
        }
        let flags = |place| record.whole.as_ref().and_then(|whole| whole.flags.get(place)).copied();
        let all = places.iter().map(|&place| Listed {
            list: &record.lists[place],
            place,
            flags: flags(place).unwrap_or_default(),
        });
        let mut lists = Self { all: all.collect(), proof: Proof::default(), shown };
        if record.whole.is_none() {
            lists.judge(&record.lists, facts);
        }
        lists
    }

    pub(super) fn of(&self, row: Id) -> &[ListId] {
        &self.shown[row as usize]
    }

    pub(super) fn get(&self, list: ListId) -> &Listed<'a> {
        &self.all[list as usize]
    }

    pub(super) fn numbered(&self) -> impl DoubleEndedIterator<Item = (ListId, &Listed<'a>)> {
        self.all.iter().enumerate().map(|(list, listed)| (number_of(list), listed))
    }

    pub(super) fn shows(&self, list: ListId, row: Id) -> bool {
        self.of(row).binary_search(&list).is_ok()
    }

    pub(super) fn share(&self, a: Id, b: Id) -> bool {
        self.of(a).iter().any(|list| self.shows(*list, b))
    }

    pub(super) fn flags(&self, record: &Record) -> Vec<Flags> {
        let mut flags = vec![Flags::default(); record.lists.len()];
        self.all.iter().for_each(|listed| flags[listed.place] = listed.flags);
        flags
    }

    /// M12.
    fn judge(&mut self, record: &[List], facts: &Facts) {
        let tallies = tallies(record, facts);
        let proofs = self.proofs(facts);
        let most = proofs.into_iter().max_by_key(|proof| (proof.accepted, proof.is_old, proof.rows));
        self.proof = most.unwrap_or_default();
        for listed in &mut self.all {
            let (profiles, days) = &tallies[listed.place];
            let last = days.iter().rfind(|(_, rows)| **rows > 0);
            // What one export of the account is, the others are.
            let is_history = self.proof.is_history() && listed.is_of_invitations() && !listed.is_page();
            let is_day_wrong = last.is_some_and(|(day, _)| *day > listed.day().hi() + ZONE_DAYS);
            listed.flags = Flags {
                is_day_wrong,
                is_history,
                has_profiles: *profiles > 0,
                counts: listed.list.complete && !is_history && !is_day_wrong,
            };
        }
    }

    /// A history shows a connection by the same export or, with no connections beside it, somebody asked long ago.
    fn proofs(&self, facts: &Facts) -> Vec<Proof> {
        let mut beside: HashMap<(When, Origin), Vec<ListId>> = HashMap::new();
        for (list, listed) in self.numbered().filter(|(_, listed)| !listed.is_of_invitations()) {
            beside.entry((listed.day(), listed.list.source)).or_default().push(list);
        }
        let mut connected: HashMap<(bool, Key), Vec<Id>> = HashMap::new();
        for (id, fact) in facts.all().filter(|(_, fact)| fact.kind == FactKind::Connection) {
            if let Some(identity) = fact.identity().filter(|_| !self.of(id).is_empty()) {
                connected.entry(identity).or_default().push(id);
            }
        }
        let mut proofs = vec![Proof::default(); self.all.len()];
        for (row, fact) in facts.all().filter(|(_, fact)| fact.kind == FactKind::Row) {
            let theirs = fact.identity().and_then(|identity| connected.get(&identity));
            for &list in self.of(row) {
                let listed = self.get(list);
                if !listed.is_of_invitations() || listed.is_page() {
                    continue;
                }
                let (day, proof) = (listed.day().lo(), &mut proofs[list as usize]);
                let Some(beside) = beside.get(&(listed.day(), listed.list.source)) else {
                    proof.is_old |= fact.at.hi() < day - HISTORY_DAYS;
                    continue;
                };
                let is_accepted = theirs.into_iter().flatten().any(|connection| {
                    let since = facts[*connection].at.hi();
                    since <= day - PROOF_DAYS
                        && since >= fact.at.lo() - ZONE_DAYS
                        && self.of(*connection).iter().any(|list| beside.contains(list))
                });
                proof.rows += 1;
                proof.accepted += usize::from(is_accepted);
            }
        }
        proofs
    }
}

/// How many rows have a profile, and how many are of which day, as far as that is later than some list's.
fn tallies(lists: &[List], facts: &Facts) -> Vec<(i32, BTreeMap<i32, i32>)> {
    let first = lists.iter().map(|list| list.as_of.hi()).min().unwrap_or_default();
    let mut all: Vec<(i32, BTreeMap<i32, i32>)> = Vec::with_capacity(lists.len());
    for list in lists {
        let base = list.base.and_then(|base| all.get(base));
        let (mut profiles, mut days) = base.cloned().unwrap_or_default();
        for (rows, one) in [(&list.came, 1), (&list.went, -1)] {
            for id in sorted(facts.at_places(rows)) {
                let fact = &facts[id];
                let is_dated = matches!(fact.kind, FactKind::Row | FactKind::PageRow | FactKind::Connection);
                profiles += if fact.slug.is_some() { one } else { 0 };
                if is_dated && fact.at.lo() > first + ZONE_DAYS {
                    *days.entry(fact.at.lo()).or_default() += one;
                }
            }
        }
        all.push((profiles, days));
    }
    all
}

fn members(lists: &[List], facts: &Facts, concerns: &[bool]) -> Vec<Vec<Id>> {
    let mut members: Vec<Vec<Id>> = Vec::with_capacity(lists.len());
    // The number of the last list that has, or lacks, a row by itself.
    let mut marked = vec![0_usize; facts.len()];
    for (number, list) in (1..).zip(lists) {
        let mut is_new = |id: &Id| std::mem::replace(&mut marked[*id as usize], number) != number;
        facts.at_places(&list.went).for_each(|id| _ = is_new(&id));
        let base = list.base.and_then(|base| members.get(base)).map_or(&[][..], Vec::as_slice);
        let mut rows: Vec<Id> = base.iter().copied().filter(&mut is_new).collect();
        let came = facts.at_places(&list.came).filter(|id| concerns[*id as usize]);
        rows.extend(came.filter(&mut is_new));
        members.push(rows);
    }
    members
}
