//! Rows of copied Sent pages, which show names only: with the open requests of that name, each page by itself (M15).

use std::collections::{HashMap, HashSet};

use crate::record::fact::Said;
use crate::record::name_key::person_key;
use crate::record::when::{When, ZONE_DAYS};

use super::facts::{FactKind, Id, Key, sorted};
use super::lists::ListId;
use super::questions::Doubts;
use super::tries::latest;
use super::units::Units;
use super::world::Doubt;

/// A page may be read a few days late: where a name stands once on either side, the days may be off by this.
const LATE_DAYS: i32 = 4;

/// Asked about on that list, and not missed from it; by place.
pub(super) type Unsure = HashSet<(ListId, u32)>;

type Listed = (u32, usize);

pub(super) fn list(units: &mut Units, doubts: &mut Doubts) -> Unsure {
    let mut rows: Vec<(ListId, Key, Id)> = Vec::new();
    for row in units.loose(|kind| kind == FactKind::PageRow) {
        if let Some(key) = units.facts[row].key {
            rows.extend(units.lists.of(row).iter().map(|list| (*list, key, row)));
        }
    }
    rows.sort_unstable();
    // The days of removed requests, by name: they are not offered again (M17).
    let mut removed: HashMap<Key, Vec<When>> = HashMap::new();
    for request in units.all.iter().flat_map(|unit| &unit.removed) {
        for key in request.facts.iter().filter_map(|id| units.facts[*id].key) {
            removed.entry(key).or_default().push(request.at);
        }
    }
    let (mut listed, mut unsure) = (Vec::new(), Unsure::new());
    for named in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (list, key, _) = named[0];
        let rows: Vec<Id> = named.iter().map(|(_, _, row)| *row).collect();
        let removed = removed.get(&key).map_or(&[][..], Vec::as_slice);
        let page = Page { units: &*units, list, day: units.lists.get(list).day(), key, removed };
        listed.extend(page.listed(&rows, &mut unsure, doubts).into_iter().map(|request| (list, request)));
    }
    for (list, (place, nth)) in listed {
        let day = units.lists.get(list).day().lo();
        let request = &mut units.all[place as usize].tries[nth];
        request.pages.push(list);
        request.open_until = request.open_until.max(day);
    }
    unsure
}

struct Page<'a> {
    units: &'a Units<'a>,
    list: ListId,
    day: When,
    key: Key,
    removed: &'a [When],
}

impl Page<'_> {
    fn listed(&self, rows: &[Id], unsure: &mut Unsure, doubts: &mut Doubts) -> Vec<Listed> {
        let units = self.units;
        let named = units.named(self.key);
        let is_asked = |place: &&u32| latest(&units.get(**place).tries, self.day).is_some();
        let is_one = rows.len() == 1 && named.iter().filter(is_asked).count() == 1;
        let slack = if is_one { LATE_DAYS } else { ZONE_DAYS };
        let fits: Vec<Vec<Listed>> = rows.iter().map(|row| self.fitting(*row, slack, named)).collect();
        let whole = wholly_listed(&fits);
        let mut listed = Vec::new();
        for (nth, (row, fits)) in rows.iter().zip(fits).enumerate() {
            if whole.contains(&nth) {
                listed.extend(fits);
                continue;
            }
            let at = units.facts[*row].at;
            let own = units.of[*row as usize];
            let mut meant: Vec<u32> = fits.into_iter().map(|(place, _)| place).collect();
            let mut kind = Some(Doubt::Several);
            if meant.is_empty() {
                meant = named.iter().copied().filter(|place| !units.are_two(*place, own)).collect();
                kind = meant.iter().any(|place| !units.get(*place).is_hidden).then_some(Doubt::Dates);
            }
            let is_removed = || self.removed.iter().any(|day| at.apart(*day) <= i32::from(day.within()));
            if meant.is_empty() && !is_removed() {
                let near = self.fitting(*row, ZONE_DAYS, &self.nearly_named(*row));
                meant = near.into_iter().map(|(place, _)| place).collect();
                kind = Some(if meant.is_empty() { Doubt::New } else { Doubt::Near });
            }
            unsure.extend(meant.iter().map(|place| (self.list, *place)));
            if kind == Some(Doubt::Dates) {
                meant.retain(|place| !units.get(*place).is_hidden);
            }
            if let Some(kind) = kind {
                doubts.ask(kind, vec![*row], units.lowest(&meant));
            }
        }
        listed
    }

    fn fitting(&self, row: Id, slack: i32, people: &[u32]) -> Vec<Listed> {
        let (units, at) = (self.units, self.units.facts[row].at);
        let fitting = people.iter().filter_map(|&place| {
            let tries = &units.get(place).tries;
            let nth = latest(tries, self.day)?;
            let fits = tries[nth].fits(at, slack)
                && !tries[nth].is_accepted_before(self.day)
                && !units.are_two(place, units.of[row as usize]);
            fits.then_some((place, nth))
        });
        fitting.collect()
    }

    /// Or whose full name is another line of the row (M16).
    fn nearly_named(&self, row: Id) -> Vec<u32> {
        let (units, facts) = (self.units, self.units.facts);
        let Said::Invitation(invitation) = &facts[row].fact.said else { return Vec::new() };
        let keys = invitation.lines.iter().filter_map(|line| facts.names.find(&person_key(line)));
        let by_line = keys.filter(|key| facts.is_full_name(*key)).flat_map(|key| units.named(key)).copied();
        sorted(units.near(&[self.key]).into_iter().chain(by_line))
    }
}

fn wholly_listed(fits: &[Vec<Listed>]) -> HashSet<usize> {
    let mut takers: HashMap<u32, Vec<usize>> = HashMap::new();
    for (nth, fits) in fits.iter().enumerate() {
        for (place, _) in fits {
            takers.entry(*place).or_default().push(nth);
        }
    }
    let mut whole = HashSet::new();
    for (nth, of_row) in fits.iter().enumerate().filter(|(_, of_row)| !of_row.is_empty()) {
        let rows = &takers[&of_row[0].0];
        if rows.len() == of_row.len()
            && !whole.contains(&nth)
            && of_row.iter().all(|(place, _)| takers[place] == *rows)
            && rows.iter().all(|row| fits[*row].len() == of_row.len())
        {
            whole.extend(rows);
        }
    }
    whole
}
