//! From rows to facts, and to the lists in which they stood. Whom they are about is asked elsewhere.

use std::collections::HashMap;

use crate::record::fact::{Fact, Invitation, Marks, Origin, Said, Who};
use crate::record::identity::{uid_of, uid_of_list};
use crate::record::join::Union;
use crate::record::list::{List, ListKind};
use crate::record::set::Record;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

pub(super) struct FactBatch {
    now: Instant,
    union: Union,
}

impl FactBatch {
    pub(super) fn new(now: Instant) -> Self {
        Self { now, union: Union::default() }
    }

    pub(super) fn record(self) -> Record {
        self.union.record()
    }

    /// Whatever a source says is the same whenever it is read.
    pub(super) fn add(&mut self, said: Said, who: Who, at: When) -> u32 {
        self.add_fact(fact(said, who, at, Vec::new()))
    }

    /// About another one, and so it names nobody: whom it is about, a correction of that one says for both.
    pub(super) fn add_about(&mut self, other: u32, said: Said, at: When) {
        let about = vec![self.union.fact(other).uid];
        self.add_fact(fact(said, Who::default(), at, about));
    }

    fn add_fact(&mut self, mut fact: Fact) -> u32 {
        fact.learned = self.now;
        fact.uid = uid_of(&fact, false);
        self.union.add(fact)
    }
}

#[derive(Default)]
pub(super) struct ListRows {
    places: Vec<u32>,
    equals: HashMap<Uid, u32>,
}

impl ListRows {
    pub(super) fn add(&mut self, batch: &mut FactBatch, said: Said, who: Who, at: When) {
        let mut fact = fact(said, who, at, Vec::new());
        if fact.who.slug.is_none() {
            let equal = self.equals.entry(uid_of(&fact, false)).or_default();
            if let Said::Invitation(Invitation { row, .. }) | Said::Connection(row) = &mut fact.said {
                row.nth = *equal;
            }
            *equal += 1;
        }
        self.places.push(batch.add_fact(fact));
    }

    pub(super) fn finish(
        mut self,
        batch: &mut FactBatch,
        kind: ListKind,
        source: Origin,
        as_of: Day,
        complete: bool,
    ) {
        self.places.sort_unstable();
        self.places.dedup();
        let (uid, learned, base, came, went) = (Uid::NOBODY, batch.now, None, self.places, Vec::new());
        let as_of = When::Day(as_of);
        let mut list = List { uid, kind, source, as_of, complete, learned, base, came, went };
        list.uid = uid_of_list(&list, list.came.iter().map(|place| batch.union.fact(*place).uid));
        batch.union.add_list(list);
    }
}

fn fact(said: Said, who: Who, at: When, about: Vec<Uid>) -> Fact {
    let learned = Instant::from_millis(0);
    Fact { uid: Uid::NOBODY, said, about, who, at: Some(at), learned, marks: Marks::default() }
}

pub(super) fn who(slug: Option<String>, name: Option<String>, email: Option<String>) -> Who {
    Who { slug: slug.map(Into::into), name: name.map(Into::into), first: None, email: email.map(Into::into) }
}
