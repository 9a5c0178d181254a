//! Rows of copied Sent pages, which show names only: with the open requests of that name, each page by itself (M15).

use std::collections::{HashMap, HashSet};

use crate::record::when::{When, ZONE_DAYS};

use super::facts::{FactKind, Id, Key, number_of, sorted};
use super::lists::ListId;
use super::questions::Doubts;
use super::tries::latest;
use super::units::{Unit, Units};
use super::world::Doubt;

/// A page may be read a few days late: where a name stands once on either side, the days may be off by this.
const LATE_DAYS: i32 = 4;

/// Asked about on that list, and not missed from it; by place.
pub(super) type Unsure = HashSet<(ListId, u32)>;

type Fit = (u32, usize);

/// A row of a saved page tells a profile. The one person on record of that very name who has none, where the days fit, is
/// whom it is about, as with mails (M14).
pub(super) fn same_people(units: &Units) -> Vec<(u32, u32)> {
    let is_page_row = |id: Id| units.facts[id].kind == FactKind::PageRow;
    let mut on: HashMap<(ListId, Key), usize> = HashMap::new();
    for (row, key) in (0..number_of(units.facts.len())).filter_map(|id| Some((id, units.facts[id].key?))) {
        if is_page_row(row) {
            units.lists.of(row).iter().for_each(|list| *on.entry((*list, key)).or_default() += 1);
        }
    }
    // The same person twice on a list, or somebody else of that name.
    let is_alone = |row: Id, key: Key| units.lists.of(row).iter().all(|list| on[&(*list, key)] == 1);
    let mut same: HashMap<u32, Vec<u32>> = HashMap::new();
    let is_of_rows = |unit: &Unit| !unit.slugs.is_empty() && unit.facts.iter().all(|id| is_page_row(*id));
    for (place, unit) in units.numbered().filter(|(_, unit)| is_of_rows(unit)) {
        let fits = |person: u32, row: Id| {
            let tries = &units.get(person).tries;
            let days = units.lists.of(row).iter().map(|list| units.lists.get(*list).day());
            let mut sent_by_then = days.filter_map(|day| latest(tries, day).map(|nth| (nth, day)));
            sent_by_then.any(|(nth, day)| {
                tries[nth].fits(units.facts[row].at, LATE_DAYS) && !tries[nth].is_accepted_before(day)
            })
        };
        for row in unit.live_of(units.facts, |kind| kind == FactKind::PageRow) {
            let Some(key) = units.facts[row].key.filter(|key| is_alone(row, *key)) else { continue };
            let named = units.named(key);
            if let [person] = named
                && units.get(*person).slugs.is_empty()
                && !units.get(*person).is_hidden
                && !units.are_two(*person, place)
                && fits(*person, row)
            {
                same.entry(*person).or_default().push(place);
            }
        }
    }
    let pairs = same.into_iter().filter_map(|(person, rows)| match sorted(rows)[..] {
        [row] => Some((row, person)),
        _ => None,
    });
    sorted(pairs)
}

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
    fn listed(&self, rows: &[Id], unsure: &mut Unsure, doubts: &mut Doubts) -> Vec<Fit> {
        let units = self.units;
        let named = units.named(self.key);
        let is_asked = |place: &&u32| latest(&units.get(**place).tries, self.day).is_some();
        let is_one = rows.len() == 1 && named.iter().filter(is_asked).count() == 1;
        let slack = if is_one { LATE_DAYS } else { ZONE_DAYS };
        let fits: Vec<Vec<Fit>> = rows.iter().map(|row| self.fitting(*row, slack, named)).collect();
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

    fn fitting(&self, row: Id, slack: i32, people: &[u32]) -> Vec<Fit> {
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
        sorted(self.units.near(&[self.key]).into_iter().chain(self.units.named_in_lines(row)))
    }
}

fn wholly_listed(fits: &[Vec<Fit>]) -> HashSet<usize> {
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
