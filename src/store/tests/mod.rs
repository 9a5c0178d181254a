//! What the file keeps, and what it does not.

mod copies;
mod facts;
mod forget;
mod part;
mod safety;
mod steps;

use std::path::PathBuf;

use super::*;
use crate::record::fact::{Fact, Origin, Who};
use crate::record::identity::{uid_of, uid_of_list};
use crate::record::list::{List, ListKind};
use crate::record::set::Record;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

/// A file in a folder that is gone with it.
pub struct File {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
}

impl File {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.db");
        Self { _folder: folder, path }
    }

    pub fn open(&self) -> Store {
        Store::open_to_write(&self.path).unwrap()
    }

    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }
}

/// A fact in the JSON of exports, without what these tests don't care about.
pub fn fact(json: &str) -> Fact {
    let nobody = Uid::NOBODY;
    let learned = if json.contains("\"learned\"") { "" } else { r#","learned":"2026-10-06T08:00:00Z""# };
    let mut fact: Fact = serde_json::from_str(&format!("{{\"id\":\"{nobody}\",{json}{learned}}}")).unwrap();
    fact.uid = uid_of(&fact, true);
    fact
}

pub fn connection(name: &str, slug: &str, at: &str) -> Fact {
    fact(&format!(r#""fact":"connection","name":"{name}","slug":"{slug}","at":"{at}""#))
}

pub fn record(facts: Vec<Fact>) -> Record {
    Record { facts, ..Record::default() }
}

/// A list of all facts of a batch.
pub fn list(kind: ListKind, day: &str, complete: bool, rows: &[Fact], places: std::ops::Range<u32>) -> List {
    let mut list = List {
        uid: Uid::NOBODY,
        kind,
        source: Origin::Export,
        as_of: When::parse(day).unwrap(),
        complete,
        learned: Instant::from_millis(1_000),
        base: None,
        came: places.collect(),
        went: Vec::new(),
    };
    list.uid = uid_of_list(&list, list.came.iter().map(|&place| rows[place as usize].uid));
    list
}

pub fn add(store: &mut Store, batch: &Record) -> Added {
    store
        .write(|change| {
            change.begin(Instant::from_millis(5_000), "add");
            change.add(batch)
        })
        .unwrap()
}

pub fn all(store: &mut Store) -> Loaded {
    store.read(|view| view.all()).unwrap()
}

/// By uid, so that sets can be compared.
pub fn sorted(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by_key(|fact| fact.uid);
    facts
}

/// The rows of each list, whatever it is told from.
pub fn rows(record: &Record) -> Vec<Vec<Uid>> {
    let mut all: Vec<Vec<Uid>> = Vec::new();
    for list in &record.lists {
        let uid = |place: &u32| record.facts[*place as usize].uid;
        let mut rows = list.base.map(|base| all[base].clone()).unwrap_or_default();
        let went: Vec<Uid> = list.went.iter().map(uid).collect();
        rows.retain(|row| !went.contains(row));
        rows.extend(list.came.iter().map(uid));
        rows.sort_unstable();
        all.push(rows);
    }
    all
}
