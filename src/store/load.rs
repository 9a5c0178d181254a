//! Reading what is on record, in a number of statements that does not depend on how much it is.

use std::collections::HashMap;

use super::facts::{COLUMNS, Found, found};
use super::lists::{place, places};
use super::open::{Read, View};
use crate::record::set::Record;

#[derive(Default, Debug)]
pub struct Loaded {
    /// In the order in which they came into the file.
    pub record: Record,
    /// The numbers of the facts in the file, ascending, by their places; what they say is for [`super::Mark`] alone.
    pub ids: Vec<i64>,
    pub list_ids: Vec<i64>,
    /// The numbers of requests, by the places of the facts that bear them.
    pub numbers: HashMap<u32, i64>,
}

impl View<'_> {
    pub fn all(&self) -> Read<Loaded> {
        let mut loaded = Loaded::default();
        let count = usize::try_from(self.last("fact")?).unwrap_or(0).min(MOST_AT_ONCE);
        loaded.record.facts.reserve(count);
        loaded.ids.reserve(count);
        // An index would lead to the rows one by one.
        let all = format!("SELECT {COLUMNS} FROM fact NOT INDEXED WHERE step <= ?1 ORDER BY id");
        let mut statement = self.connection.prepare_cached(&all)?;
        let mut rows = statement.query([self.live])?;
        while let Some(row) = rows.next()? {
            loaded.push(found(row)?);
        }
        self.add_lists(&mut loaded)?;
        Ok(loaded)
    }

    /// Of their rows those that are among the facts; and who was forgotten.
    pub(super) fn add_lists(&self, loaded: &mut Loaded) -> Read<()> {
        loaded.record.forgotten = self.forgotten()?;
        for stored in self.stored_lists()? {
            let mut list = stored.list;
            list.base = stored.base.and_then(|base| loaded.list_ids.binary_search(&base).ok());
            list.came = places(&stored.came, &loaded.ids);
            list.went = places(&stored.went, &loaded.ids);
            loaded.record.lists.push(list);
            loaded.list_ids.push(stored.id);
        }
        Ok(())
    }
}

const MOST_AT_ONCE: usize = 1 << 20;

impl Loaded {
    /// What it is about stands before it.
    pub(super) fn push(&mut self, found: Found) {
        let Found { id, about, number, mut fact } = found;
        if let Some(about) = about.and_then(|about| place(about, &self.ids).ok()) {
            fact.about = vec![self.record.facts[about].uid];
        }
        if let (Some(number), Ok(place)) = (number, u32::try_from(self.ids.len())) {
            self.numbers.insert(place, number);
        }
        self.ids.push(id);
        self.record.facts.push(fact);
    }
}
