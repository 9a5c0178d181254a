//! Which rows stand in which lists, and what a list can show (M12).

use std::collections::{BTreeMap, HashMap};

use crate::record::fact::Origin;
use crate::record::list::{List, ListKind};
use crate::record::set::{Flags, Record};
use crate::record::when::{When, ZONE_DAYS};

use super::in_force::{Entry, FactKind, Id, InForce};
use super::numbers::{Key, number_of};
use super::world::FactId;

/// An invitation sent so many days before a list with no connections beside it shows that the list is a history.
const HISTORY_DAYS: i32 = 365;

/// Somebody who accepted so many days before the list and is still in it shows it, too.
const PROOF_DAYS: i32 = 3;

/// A list by its place in the order of days.
pub(super) type ListId = u32;

/// One list.
pub(super) struct Listed<'a> {
    /// As it was read.
    pub list: &'a List,
    /// Its place in the record.
    pub place: usize,
    /// What it can show.
    pub flags: Flags,
}

impl Listed<'_> {
    /// The day that it shows.
    pub(super) const fn day(&self) -> When {
        self.list.as_of
    }

    /// Whether it is a list of open invitations in an export.
    pub(super) fn is_of_invitations(&self) -> bool {
        self.list.kind == ListKind::Invitations
    }

    pub(super) fn is_page(&self) -> bool {
        self.list.source == Origin::Page
    }

    /// Whether being on it says that a request is open.
    pub(super) fn shows_open(&self) -> bool {
        self.is_of_invitations() && !self.flags.is_history && !self.flags.is_day_wrong
    }
}

/// All lists, in the order of their days.
pub(super) struct Lists<'a> {
    /// The lists.
    pub all: Vec<Listed<'a>>,
    starts: Vec<u32>,
    shown: Vec<ListId>,
}

impl<'a> Lists<'a> {
    /// `concerns`: of which rows it is to be known on which lists they are.
    pub(super) fn new(record: &'a Record, facts: &InForce, concerns: &[bool]) -> Self {
        let mut places: Vec<usize> = (0..record.lists.len()).collect();
        let order = |place: &usize| (record.lists[*place].as_of.lo(), record.lists[*place].uid);
        places.sort_by_key(order);
        places.dedup_by_key(|place| record.lists[*place].uid);
        let members = members(&record.lists, facts, concerns);
        let (starts, shown) = by_row(places.iter().map(|place| members[*place].as_slice()), facts.len());
        let all =
            places.iter().map(|&place| Listed { list: &record.lists[place], place, flags: Flags::default() });
        let mut lists = Self { all: all.collect(), starts, shown };
        match &record.whole {
            Some(whole) => {
                for listed in &mut lists.all {
                    listed.flags = whole.flags.get(listed.place).copied().unwrap_or_default();
                }
            }
            None => lists.judge(&record.lists, facts),
        }
        lists
    }

    /// The lists that show a row, in order.
    pub(super) fn of(&self, row: Id) -> &[ListId] {
        &self.shown[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }

    pub(super) fn get(&self, list: ListId) -> &Listed<'a> {
        &self.all[list as usize]
    }

    /// The lists with their numbers.
    pub(super) fn numbered(&self) -> impl DoubleEndedIterator<Item = (ListId, &Listed<'a>)> {
        self.all.iter().enumerate().map(|(list, listed)| (number_of(list), listed))
    }

    /// Whether a list shows a row.
    pub(super) fn shows(&self, list: ListId, row: Id) -> bool {
        self.of(row).binary_search(&list).is_ok()
    }

    /// Whether some list shows both rows.
    pub(super) fn share(&self, a: Id, b: Id) -> bool {
        self.of(a).iter().any(|list| self.shows(*list, b))
    }

    /// What holds of each list, in the order of the record.
    pub(super) fn flags(&self, record: &Record) -> Vec<Flags> {
        let mut flags = vec![Flags::default(); record.lists.len()];
        for listed in &self.all {
            flags[listed.place] = listed.flags;
        }
        flags
    }

    /// Tells what each list can show (M12).
    fn judge(&mut self, record: &[List], facts: &InForce) {
        let tallies = Tally::of_all(record, facts);
        let histories = self.histories(facts);
        let is_any = histories.contains(&true);
        for (listed, is_history) in self.all.iter_mut().zip(&histories) {
            let tally = &tallies[listed.place];
            let last = tally.days.last_key_value().map(|(day, _)| *day);
            let is_export = listed.is_of_invitations() && !listed.is_page();
            // What one export of the account is, the others are.
            let is_history = *is_history || is_any && is_export;
            let is_day_wrong = last.is_some_and(|day| day > listed.day().hi() + ZONE_DAYS);
            listed.flags = Flags {
                is_day_wrong,
                is_history,
                has_profiles: tally.profiles > 0,
                counts: listed.list.complete && !is_history && !is_day_wrong,
            };
        }
    }

    /// Of each list, whether it has what was answered, too: somebody who is a connection by the same export, or, with
    /// no connections beside it, who was asked very long ago.
    fn histories(&self, facts: &InForce) -> Vec<bool> {
        let mut connections: HashMap<(When, Origin), Vec<ListId>> = HashMap::new();
        for (list, listed) in self.numbered().filter(|(_, listed)| !listed.is_of_invitations()) {
            connections.entry((listed.day(), listed.list.source)).or_default().push(list);
        }
        let beside = |listed: &Listed| connections.get(&(listed.day(), listed.list.source));
        let identity = |fact: &Entry| fact.slug.map(|slug| (true, slug)).or(fact.key.map(|key| (false, key)));
        let mut connected: HashMap<(bool, Key), Vec<Id>> = HashMap::new();
        for (id, fact) in facts.all().filter(|(_, fact)| fact.kind == FactKind::Connection) {
            if let Some(identity) = identity(fact).filter(|_| !self.of(id).is_empty()) {
                connected.entry(identity).or_default().push(id);
            }
        }
        let mut histories = vec![false; self.all.len()];
        for (row, fact) in facts.all().filter(|(_, fact)| fact.kind == FactKind::Row) {
            let sent = fact.at;
            let theirs = identity(fact).and_then(|identity| connected.get(&identity));
            for &list in self.of(row) {
                let listed = self.get(list);
                if !listed.is_of_invitations() || listed.is_page() || histories[list as usize] {
                    continue;
                }
                let day = listed.day().lo();
                histories[list as usize] = match beside(listed) {
                    None => sent.hi() < day - HISTORY_DAYS,
                    Some(beside) => theirs.into_iter().flatten().any(|connection| {
                        let since = facts[*connection].at.hi();
                        since <= day - PROOF_DAYS
                            && since >= sent.lo() - ZONE_DAYS
                            && self.of(*connection).iter().any(|list| beside.contains(list))
                    }),
                };
            }
        }
        histories
    }
}

/// What is counted of all rows of a list, told from its base by what came and what went.
#[derive(Clone, Default)]
struct Tally {
    /// Rows with a profile.
    profiles: u32,
    /// Rows sent or connected on a day, of days later than those of some list.
    days: BTreeMap<i32, u32>,
}

impl Tally {
    fn of_all(lists: &[List], facts: &InForce) -> Vec<Self> {
        let first = lists.iter().map(|list| list.as_of.hi()).min().unwrap_or_default();
        let mut tallies: Vec<Self> = Vec::with_capacity(lists.len());
        for list in lists {
            let mut tally = list.base.and_then(|base| tallies.get(base)).cloned().unwrap_or_default();
            for id in rows(&list.came, facts) {
                tally.profiles += u32::from(facts[id].slug.is_some());
                if let Some(day) = late_day(facts, id, first) {
                    *tally.days.entry(day).or_default() += 1;
                }
            }
            for id in rows(&list.went, facts) {
                tally.profiles = tally.profiles.saturating_sub(u32::from(facts[id].slug.is_some()));
                if let Some(day) = late_day(facts, id, first)
                    && let Some(count) = tally.days.get_mut(&day)
                {
                    *count -= 1;
                    if *count == 0 {
                        tally.days.remove(&day);
                    }
                }
            }
            tallies.push(tally);
        }
        tallies
    }
}

/// The rows at these places, each once.
fn rows(places: &[FactId], facts: &InForce) -> Vec<Id> {
    let mut rows: Vec<Id> = places.iter().filter_map(|place| facts.at_place(*place)).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// The day of a row that is later than the first list's.
fn late_day(facts: &InForce, id: Id, first: i32) -> Option<i32> {
    let is_dated = matches!(facts[id].kind, FactKind::Row | FactKind::PageRow | FactKind::Connection);
    is_dated.then(|| facts[id].at.lo()).filter(|day| *day > first + ZONE_DAYS)
}

/// The rows of each list that are to be known.
fn members(lists: &[List], facts: &InForce, concerns: &[bool]) -> Vec<Vec<Id>> {
    let mut members: Vec<Vec<Id>> = Vec::with_capacity(lists.len());
    // The number of the last list that has, or lacks, a row by itself.
    let mut marked = vec![0_usize; facts.len()];
    for (place, list) in lists.iter().enumerate() {
        let mut is_new = |id: Id| std::mem::replace(&mut marked[id as usize], place + 1) != place + 1;
        for id in list.went.iter().filter_map(|row| facts.at_place(*row)) {
            is_new(id);
        }
        let base = list.base.and_then(|base| members.get(base)).map_or(&[][..], Vec::as_slice);
        let mut rows: Vec<Id> = base.iter().copied().filter(|id| is_new(*id)).collect();
        let came = list.came.iter().filter_map(|row| facts.at_place(*row));
        rows.extend(came.filter(|id| concerns[*id as usize] && is_new(*id)));
        members.push(rows);
    }
    members
}

/// The lists of each row: where each row's begin, and all of them.
fn by_row<'a>(members: impl Iterator<Item = &'a [Id]> + Clone, rows: usize) -> (Vec<u32>, Vec<ListId>) {
    let mut starts = vec![0_u32; rows + 1];
    for id in members.clone().flatten() {
        starts[*id as usize + 1] += 1;
    }
    for row in 0..rows {
        starts[row + 1] += starts[row];
    }
    let mut next = starts.clone();
    let mut shown = vec![0; next[rows] as usize];
    for (list, members) in members.enumerate() {
        for id in members {
            shown[next[*id as usize] as usize] = number_of(list);
            next[*id as usize] += 1;
        }
    }
    (starts, shown)
}
