//! Adding facts that are not on record yet.

use std::collections::{HashMap, HashSet};

use rusqlite::{Row, params};

use super::facts::{self, at_column, days_column};
use super::lists::{Base, sum_of, text_of};
use super::open::{Change, Read};
use crate::error::Result;
use crate::record::fact::{Fact, Origin, Said};
use crate::record::keys::Keys;
use crate::record::list::{List, ListKind};
use crate::record::set::Record;
use crate::record::time::Instant;
use crate::record::uid::Uid;

/// In KiB: with the usual 2 MB, much of the time would go into writing the same pages again and again.
const LARGE_CACHE: i64 = -65_536;

const LARGE: usize = 1_000;

/// Looking up a fact costs as much as reading so many rows.
const ROWS_A_LOOKUP: i64 = 10;

/// More facts that are each about the one before are not put into that order.
const DEEPEST: usize = 32;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Added {
    /// Places in the batch, sorted.
    pub facts: Vec<u32>,
    pub lists: Vec<usize>,
}

/// By their numbers in the file.
type Rows = HashMap<i64, Uid>;

struct FactBatch<'b> {
    facts: &'b [Fact],
    /// The first of equal ones.
    places: HashMap<Uid, usize>,
    /// When they were learned, where that is earlier than the first of equal ones says.
    earlier: HashMap<usize, Instant>,
    /// The number in the file; 0: not yet.
    ids: Vec<i64>,
}

impl<'b> FactBatch<'b> {
    fn new(facts: &'b [Fact]) -> Self {
        let mut places = HashMap::with_capacity(facts.len());
        let mut earlier = HashMap::new();
        for (place, fact) in facts.iter().enumerate() {
            let first = *places.entry(fact.uid).or_insert(place);
            if fact.learned < facts[first].learned {
                let least = earlier.entry(first).or_insert(fact.learned);
                *least = fact.learned.min(*least);
            }
        }
        Self { facts, places, earlier, ids: vec![0; facts.len()] }
    }

    fn learned(&self, place: usize) -> Instant {
        self.earlier.get(&place).copied().unwrap_or(self.facts[place].learned)
    }

    fn id(&self, fact: &Fact) -> i64 {
        self.places.get(&fact.uid).map_or(0, |&place| self.ids[place])
    }

    fn depth(&self, fact: &Fact) -> usize {
        let about = |fact: &&Fact| match fact.about.as_slice() {
            [one] => self.places.get(one).map(|&place| &self.facts[place]),
            _ => None,
        };
        std::iter::successors(Some(fact), about).take(DEEPEST).count()
    }
}

impl Change<'_> {
    /// Of what is on record, the earliest time of learning holds, and a list that is complete now is.
    pub fn add(&self, batch: &Record) -> Result<Added> {
        self.explained(self.add_all(batch))
    }

    fn add_all(&self, record: &Record) -> Read<Added> {
        if record.facts.len() >= LARGE {
            self.connection.pragma_update(None, "cache_size", LARGE_CACHE)?;
        }
        let mut batch = FactBatch::new(&record.facts);
        self.find(&mut batch)?;
        let mut new: Vec<usize> =
            batch.places.values().copied().filter(|&place| batch.ids[place] == 0).collect();
        // In the order of an index they are written three times as fast; and what one is about comes before it.
        new.sort_by_cached_key(|&place| {
            let fact = &record.facts[place];
            (batch.depth(fact), fact.who.slug.clone(), place)
        });
        self.insert(&new, &mut batch)?;
        let lists = self.add_lists(record, &batch)?;
        let mut tells_of_lists = !lists.is_empty();
        for &place in &new {
            tells_of_lists = tells_of_lists || self.tells_of_lists(&record.facts[place])?;
        }
        if tells_of_lists {
            self.drop_whole()?;
        }
        let learned = new.iter().map(|&place| batch.learned(place));
        let learned = learned.chain(lists.iter().map(|&place| record.lists[place].learned));
        if let Some(learned) = learned.min() {
            self.drop_learned_after(learned.millis())?;
        }
        new.sort_unstable();
        Ok(Added { facts: new.into_iter().filter_map(|place| u32::try_from(place).ok()).collect(), lists })
    }

    fn tells_of_lists(&self, fact: &Fact) -> Read<bool> {
        if !matches!(fact.said, Said::Correction(_)) {
            return Ok(matches!(fact.said, Said::Invitation(_) | Said::Connection(_)));
        }
        // What is said of a correction may be said of what that corrects.
        let other = "SELECT 1 FROM fact WHERE uid = ?1
            AND kind <> 'invitation' AND kind <> 'connection' AND kind <> 'correction'";
        for about in &fact.about {
            if self.view().one::<i64>(other, [about.bytes()])?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn find(&self, batch: &mut FactBatch) -> Read<()> {
        let (view, live) = (self.view(), self.live.get());
        let mut known: Vec<(usize, i64, i64)> = Vec::new();
        let rows_less =
            i64::try_from(batch.places.len()).unwrap_or(i64::MAX) < view.last("fact")? / ROWS_A_LOOKUP;
        if rows_less {
            let find = "SELECT id, learned FROM fact WHERE uid = ?1 AND step <= ?2";
            for (uid, &place) in &batch.places {
                let found = |row: &Row| Ok((place, row.get(0)?, row.get(1)?));
                known.extend(view.list(find, params![uid.bytes(), live], found)?);
            }
        } else {
            let all = "SELECT id, learned, uid FROM fact NOT INDEXED WHERE step <= ?1";
            let mut statement = self.connection.prepare_cached(all)?;
            let mut rows = statement.query([live])?;
            while let Some(row) = rows.next()? {
                if let Some(&place) = batch.places.get(&Uid::from_bytes(row.get(2)?)) {
                    known.push((place, row.get(0)?, row.get(1)?));
                }
            }
        }
        for (place, id, learned) in known {
            batch.ids[place] = id;
            if batch.learned(place).millis() < learned {
                let lower = "UPDATE fact SET learned = ?2 WHERE id = ?1";
                self.run(lower, params![id, batch.learned(place).millis()])?;
                self.run("DELETE FROM cache", [])?;
            }
        }
        Ok(())
    }

    fn insert(&self, new: &[usize], batch: &mut FactBatch) -> Read<()> {
        if new.is_empty() {
            return Ok(());
        }
        let step = self.step()?;
        let mut insert = self.connection.prepare_cached(facts::INSERT)?;
        let mut name = self.connection.prepare_cached("INSERT OR IGNORE INTO names VALUES (?1, ?2)")?;
        for &place in new {
            let fact = &batch.facts[place];
            let keys = Keys::of(fact);
            let about = match fact.about.as_slice() {
                [one] => self.id_of(one, batch)?,
                _ => None,
            };
            let id = facts::add(&mut insert, fact, &keys, about, (step, batch.learned(place)))?;
            batch.ids[place] = id;
            for uid in keys.uids.iter().filter(|uid| about.is_none() || fact.about[0] != **uid) {
                name.execute(params![id, uid.bytes()])?;
            }
            for slug in keys.also {
                name.execute(params![id, slug])?;
            }
        }
        Ok(())
    }

    fn id_of(&self, uid: &Uid, batch: &FactBatch) -> Read<Option<i64>> {
        match batch.places.get(uid).map(|&place| batch.ids[place]) {
            Some(id) if id > 0 => Ok(Some(id)),
            Some(_) => Ok(None),
            None => {
                let find = "SELECT id FROM fact WHERE uid = ?1 AND step <= ?2";
                self.view().one(find, params![uid.bytes(), self.live.get()])
            }
        }
    }

    fn add_lists(&self, record: &Record, batch: &FactBatch) -> Read<Vec<usize>> {
        let mut new = Vec::new();
        let mut rows: Vec<Rows> = Vec::new();
        let mut last: HashMap<(ListKind, Origin), Base> = HashMap::new();
        let bases: HashSet<usize> = record.lists.iter().filter_map(|list| list.base).collect();
        for (place, list) in record.lists.iter().enumerate() {
            let row = |place: &u32| record.facts.get(*place as usize).map(|fact| (batch.id(fact), fact.uid));
            let mut own = list.base.and_then(|base| rows.get(base)).cloned().unwrap_or_default();
            for (id, _) in list.went.iter().filter_map(row) {
                own.remove(&id);
            }
            own.extend(list.came.iter().filter_map(row));
            if !self.has_list(list)? {
                let kind = (list.kind, list.source);
                let base = match last.remove(&kind) {
                    None => self.view().last_complete(list.kind, list.source)?,
                    known => known,
                };
                let id = self.insert_list(list, &own, base.as_ref().filter(|_| list.complete))?;
                let complete = list.complete.then(|| (id, own.keys().copied().collect()));
                last.extend(complete.or(base).map(|base| (kind, base)));
                new.push(place);
            }
            rows.push(if bases.contains(&place) { own } else { Rows::new() });
        }
        Ok(new)
    }

    /// Brings what is known of it up to date, too.
    fn has_list(&self, list: &List) -> Read<bool> {
        let find = "SELECT id, learned, coalesce(complete <= ?2, 0) FROM list WHERE uid = ?1 AND step <= ?2";
        let known = self.view().list(find, params![list.uid.bytes(), self.live.get()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?))
        })?;
        let Some(&(id, learned, complete)) = known.first() else { return Ok(false) };
        let is_completed = list.complete && !complete;
        if list.learned.millis() < learned {
            self.run("UPDATE list SET learned = ?2 WHERE id = ?1", params![id, list.learned.millis()])?;
        }
        if is_completed {
            self.run("UPDATE list SET complete = ?2 WHERE id = ?1", [id, self.step()?])?;
        }
        if is_completed || list.learned.millis() < learned {
            self.run("DELETE FROM cache", [])?;
        }
        Ok(true)
    }

    fn insert_list(&self, list: &List, rows: &Rows, base: Option<&Base>) -> Read<i64> {
        let step = self.step()?;
        let is_before = |id: &i64| base.is_some_and(|(_, before)| before.contains(id));
        let mut came: Vec<i64> = rows.keys().copied().filter(|id| !is_before(id)).collect();
        let before = base.into_iter().flat_map(|(_, before)| before);
        let mut went: Vec<i64> = before.copied().filter(|id| !rows.contains_key(id)).collect();
        came.sort_unstable();
        went.sort_unstable();
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO list (uid, kind, source, as_of, days, complete, base, came, went, sum, step, learned)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        insert.insert(params![
            list.uid.bytes(),
            list.kind.word(),
            list.source.word(),
            at_column(list.as_of),
            days_column(list.as_of),
            list.complete.then_some(step),
            base.map(|(id, _)| id),
            text_of(came),
            text_of(went),
            sum_of(rows.values()).to_be_bytes(),
            step,
            list.learned.millis()
        ])
    }
}
