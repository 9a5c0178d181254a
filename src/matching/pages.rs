//! Rows of copied Sent pages, which show names only: with the open requests of that name, each page by itself (M15).

use std::collections::{HashMap, HashSet};

use crate::record::fact::Said;
use crate::record::name_key::person_key;
use crate::record::when::{When, ZONE_DAYS};

use super::in_force::{FactKind, Id};
use super::lists::ListId;
use super::numbers::Key;
use super::questions::Doubts;
use super::tries::latest;
use super::units::Units;
use super::world::Doubt;

/// A page may be read a few days late: where a name stands once on either side, the days may be off by this.
const LATE_DAYS: i32 = 4;

/// Who is asked about on which list, and not missed from it, by place.
pub(super) type Unsure = HashSet<(ListId, u32)>;

/// A request, by the place of whom it went to and its number among theirs.
type Listed = (u32, usize);

/// Finds the requests that are listed, and asks about the other rows.
pub(super) fn list(units: &mut Units, doubts: &mut Doubts) -> Unsure {
    let mut rows: Vec<(ListId, Key, Id)> = Vec::new();
    for (_, unit) in units.numbered().filter(|(_, unit)| unit.is_loose()) {
        for row in unit.live_of(units.facts, |kind| kind == FactKind::PageRow) {
            if let Some(key) = units.facts[row].key {
                rows.extend(units.lists.of(row).iter().map(|list| (*list, key, row)));
            }
        }
    }
    rows.sort_unstable();
    let mut pages = Pages { units, removed: removed_days(units), listed: Vec::new(), unsure: Unsure::new() };
    for named in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let rows: Vec<Id> = named.iter().map(|(_, _, row)| *row).collect();
        pages.settle(named[0].0, named[0].1, &rows, doubts);
    }
    let Pages { listed, unsure, .. } = pages;
    for (list, (place, nth)) in listed {
        let day = units.lists.get(list).day().lo();
        let request = &mut units.all[place as usize].tries[nth];
        request.pages.push(list);
        request.open_until = request.open_until.max(day);
    }
    unsure
}

/// The days of removed requests, by name: they are not offered again (M17).
fn removed_days(units: &Units) -> HashMap<Key, Vec<When>> {
    let mut days: HashMap<Key, Vec<When>> = HashMap::new();
    for request in units.all.iter().flat_map(|unit| &unit.removed) {
        for key in request.facts.iter().filter_map(|id| units.facts[*id].key) {
            days.entry(key).or_default().push(request.at);
        }
    }
    days
}

struct Pages<'a> {
    units: &'a Units<'a>,
    removed: HashMap<Key, Vec<When>>,
    listed: Vec<(ListId, Listed)>,
    unsure: Unsure,
}

impl Pages<'_> {
    /// The rows of one name on one page.
    fn settle(&mut self, list: ListId, key: Key, rows: &[Id], doubts: &mut Doubts) {
        let units = self.units;
        let day = units.lists.get(list).day();
        let named = units.named(key);
        let asked = named.iter().filter(|place| latest(&units.get(**place).tries, day).is_some()).count();
        let slack = if rows.len() == 1 && asked == 1 { LATE_DAYS } else { ZONE_DAYS };
        let fits: Vec<Vec<Listed>> = rows.iter().map(|row| self.fitting(*row, day, slack, named)).collect();
        let whole = wholly_listed(&fits);
        for ((nth, row), fits) in rows.iter().enumerate().zip(&fits) {
            if whole.contains(&nth) {
                self.listed.extend(fits.iter().map(|request| (list, *request)));
                continue;
            }
            let own = units.of[*row as usize];
            let others = named.iter().copied().filter(|place| !units.are_two(*place, own));
            let mut meant: Vec<u32> = fits.iter().map(|(place, _)| *place).collect();
            let mut kind = Some(Doubt::Several);
            if fits.is_empty() {
                meant = others.collect();
                kind = meant.iter().any(|place| !units.get(*place).is_hidden).then_some(Doubt::Dates);
            }
            if meant.is_empty() && !self.is_removed(key, *row) {
                let near = self.fitting(*row, day, ZONE_DAYS, &self.nearly_named(key, *row));
                meant = near.iter().map(|(place, _)| *place).collect();
                kind = Some(if meant.is_empty() { Doubt::New } else { Doubt::Near });
            }
            self.unsure.extend(meant.iter().map(|place| (list, *place)));
            if kind == Some(Doubt::Dates) {
                meant.retain(|place| !units.get(*place).is_hidden);
            }
            if let Some(kind) = kind {
                doubts.ask(kind, vec![*row], units.lowest(&meant));
            }
        }
    }

    /// Whether a request of that name and of the row's days was removed.
    fn is_removed(&self, key: Key, row: Id) -> bool {
        let is_of = |at: &When| self.units.facts[row].at.apart(*at) <= i32::from(at.within());
        self.removed.get(&key).is_some_and(|days| days.iter().any(is_of))
    }

    /// Of these people, the requests that a row may show: the latest by the day of the page, not accepted before.
    fn fitting(&self, row: Id, day: When, slack: i32, people: &[u32]) -> Vec<Listed> {
        let (at, own) = (self.units.facts[row].at, self.units.of[row as usize]);
        let fitting = people.iter().filter_map(|&place| {
            let tries = &self.units.get(place).tries;
            let nth = latest(tries, day)?;
            let request = &tries[nth];
            let is_of_days = at.lo() - slack <= request.hi && request.lo <= at.hi() + slack;
            let fits = is_of_days && !request.is_accepted_before(day) && !self.units.are_two(place, own);
            fits.then_some((place, nth))
        });
        fitting.collect()
    }

    /// People of a near name, or whose full name is another line of the row (M16).
    fn nearly_named(&self, key: Key, row: Id) -> Vec<u32> {
        let facts = self.units.facts;
        let mut near = self.units.near(&[key]);
        if let Said::Invitation(invitation) = &facts.get(row).said {
            let keys = invitation.lines.iter().filter_map(|line| facts.names.find(&person_key(line)));
            near.extend(keys.filter(|key| facts.is_full_name(*key)).flat_map(|key| self.units.named(key)));
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// Which rows are listed requests: each other's only ones, or as many rows as requests that all fit each other.
fn wholly_listed(fits: &[Vec<Listed>]) -> HashSet<usize> {
    let mut takers: HashMap<u32, Vec<usize>> = HashMap::new();
    for (nth, fits) in fits.iter().enumerate() {
        for (place, _) in fits {
            takers.entry(*place).or_default().push(nth);
        }
    }
    let mut whole = HashSet::new();
    for (nth, of_row) in fits.iter().enumerate() {
        let rows = of_row.first().map_or(&[][..], |(place, _)| &takers[place]);
        if !rows.is_empty()
            && rows.len() == of_row.len()
            && !whole.contains(&nth)
            && of_row.iter().all(|(place, _)| takers[place] == rows)
            && rows.iter().all(|row| fits[*row].len() == of_row.len())
        {
            whole.extend(rows);
        }
    }
    whole
}
