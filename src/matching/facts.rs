//! The facts in force that can be about somebody, in an order of their own, with what is asked of each again and again.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Index;
use std::rc::Rc;

use crate::record::fact::{Answer, Direction, Fact, Origin, Said, Words};
use crate::record::name_key::person_key;
use crate::record::observation::Signals;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

use super::world::{FactId, Restated};

/// A fact by its place in the order of uids, which is the same on every machine.
pub(super) type Id = u32;

/// A text by its number: a name's key (M1), a profile, a word.
pub(super) type Key = u32;

pub(super) const NONE: Id = Id::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FactKind {
    Sent,
    /// A row that tells of a request: of an export, or of a page by the user's answer (M9).
    Row,
    PageRow,
    Incoming,
    Connection,
    Acceptance,
    Unread,
    Reply,
    Look,
    Action,
    Undated,
}

impl FactKind {
    fn of(fact: &Fact) -> Option<Self> {
        let answer = fact.marks.answer;
        Some(match &fact.said {
            Said::Correction(_) | Said::Account(_) => return None,
            _ if fact.at.is_none() => Self::Undated,
            Said::Sent(_) => Self::Sent,
            Said::Invitation(row) if row.direction == Direction::In => Self::Incoming,
            Said::Invitation(row) if row.source != Origin::Page => Self::Row,
            Said::Invitation(_) => match answer {
                Some(Answer::New | Answer::Nobody) => Self::Row,
                _ => Self::PageRow,
            },
            Said::Connection(_) => Self::Connection,
            Said::Acceptance(mail) => match (mail.words, answer) {
                (None, _) | (Some(_), Some(Answer::Fact(_))) => Self::Acceptance,
                (Some(Words::Unknown), Some(Answer::Nobody)) => return None,
                (Some(Words::Unknown), _) => Self::Unread,
            },
            Said::Reply(_) => Self::Reply,
            Said::Look(_) => Self::Look,
            Said::Action(_) => Self::Action,
        })
    }

    /// By itself (M9).
    pub(super) const fn is_sending(self) -> bool {
        matches!(self, Self::Sent | Self::Row)
    }

    pub(super) const fn is_invitation(self) -> bool {
        matches!(self, Self::Row | Self::PageRow | Self::Incoming)
    }

    pub(super) const fn is_row(self) -> bool {
        self.is_invitation() || matches!(self, Self::Connection)
    }

    pub(super) const fn accepts(self) -> bool {
        matches!(self, Self::Connection | Self::Acceptance)
    }
}

#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub fact: &'a Fact,
    pub kind: FactKind,
    pub at: When,
    pub key: Option<Key>,
    pub slug: Option<Key>,
    /// It is no mistake.
    pub is_live: bool,
    pub is_nobody: bool,
    pub is_redated: bool,
    pub place: FactId,
    pub signals: Signals,
}

impl Entry<'_> {
    /// A mistake joins nothing (M17); only requests are grouped with the removed ones among them.
    pub(super) const fn is_mute(&self) -> bool {
        !self.is_live && !self.kind.is_sending() && !self.kind.is_invitation()
    }

    /// A profile, else a name.
    pub(super) fn identity(&self) -> Option<(bool, Key)> {
        self.slug.map(|slug| (true, slug)).or(self.key.map(|key| (false, key)))
    }
}

pub(super) struct Facts<'a> {
    record: &'a [Fact],
    entries: Vec<Entry<'a>>,
    uids: Vec<u128>,
    first_bits: u32,
    starts: Vec<usize>,
    ids: Vec<Id>,
    restated: &'a HashMap<FactId, Restated>,
    pub names: TextNumbers<Rc<str>>,
    pub profiles: TextNumbers<&'a str>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(facts: &'a [Fact], left_out: &[bool], restated: &'a HashMap<FactId, Restated>) -> Self {
        let mut new = Self {
            record: facts,
            entries: Vec::with_capacity(facts.len()),
            uids: Vec::with_capacity(facts.len()),
            first_bits: 0,
            starts: Vec::new(),
            ids: vec![NONE; facts.len()],
            restated,
            names: TextNumbers::with_room(facts.len() / 4),
            profiles: TextNumbers::with_room(facts.len() / 4),
        };
        let mut read: Vec<Entry> = Vec::with_capacity(facts.len());
        let mut order: Vec<(u128, u32)> = Vec::with_capacity(facts.len());
        for (place, fact) in (0..).zip(facts).filter(|(place, _): &(FactId, _)| !left_out[*place as usize]) {
            if let Some(entry) = new.entry(fact, place) {
                order.push((fact.uid.number(), number_of(read.len())));
                read.push(entry);
            }
        }
        order.sort_unstable();
        for (uid, nth) in order {
            let entry = read[nth as usize];
            if new.uids.last() != Some(&uid) {
                new.uids.push(uid);
                new.entries.push(entry);
            }
            new.ids[entry.place as usize] = number_of(new.uids.len() - 1);
        }
        // About eight begin alike.
        new.first_bits = (new.uids.len() / 8).max(2).ilog2();
        let start = |bits: u128| new.uids.partition_point(|uid| uid >> (128 - new.first_bits) < bits);
        new.starts = (0..=1 << new.first_bits).map(start).collect();
        new
    }

    fn entry(&mut self, fact: &'a Fact, place: FactId) -> Option<Entry<'a>> {
        let (who, marks) = (&fact.who, &fact.marks);
        let kind = FactKind::of(fact)?;
        for slug in &marks.also {
            self.profiles.number(slug);
        }
        Some(Entry {
            fact,
            kind,
            at: fact.at.unwrap_or(When::Day(Day::FIRST)),
            key: text(who.name.as_deref()).map(|name| self.names.number(person_key(name).into())),
            slug: text(who.slug.as_deref()).map(|slug| self.profiles.number(slug)),
            is_live: !marks.removed,
            is_nobody: marks.answer == Some(Answer::Nobody),
            is_redated: self.restated.get(&place).is_some_and(|fields| fields.contains_key("at")),
            place,
            signals: if let Said::Look(sight) = &fact.said { sight.signals } else { Signals::default() },
        })
    }

    pub(super) fn restated(&self, id: Id, field: &str) -> Option<Instant> {
        self.restated.get(&self[id].place)?.get(field).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (Id, &Entry<'a>)> {
        (0..).zip(&self.entries)
    }

    pub(super) fn in_record(&self) -> impl Iterator<Item = (Id, &'a Fact)> {
        self.ids.iter().copied().zip(self.record).filter(|(id, _)| *id != NONE)
    }

    pub(super) fn at_places(&self, places: &[FactId]) -> impl Iterator<Item = Id> {
        let ids = places.iter().filter_map(|place| self.ids.get(*place as usize));
        ids.copied().filter(|id| *id != NONE)
    }

    pub(super) fn find(&self, uid: Uid) -> Option<Id> {
        let number = uid.number();
        let first = (number >> (128 - self.first_bits)) as usize;
        let start = self.starts[first];
        self.uids[start..self.starts[first + 1]].binary_search(&number).ok().map(|nth| number_of(start + nth))
    }

    pub(super) fn is_full_name(&self, key: Key) -> bool {
        self.names.text(key).contains(' ')
    }
}

impl<'a> Index<Id> for Facts<'a> {
    type Output = Entry<'a>;

    fn index(&self, id: Id) -> &Entry<'a> {
        &self.entries[id as usize]
    }
}

pub(super) fn text(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

pub(super) fn sorted<T: Ord>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all
}

pub(super) struct TextNumbers<T> {
    texts: Vec<T>,
    numbers: HashMap<T, Key>,
}

impl<T: Clone + Eq + Hash + Borrow<str>> TextNumbers<T> {
    pub(super) fn with_room(len: usize) -> Self {
        Self { texts: Vec::with_capacity(len), numbers: HashMap::with_capacity(len) }
    }

    pub(super) fn number(&mut self, text: T) -> Key {
        let next = number_of(self.texts.len());
        *self.numbers.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            next
        })
    }

    pub(super) fn find(&self, text: &str) -> Option<Key> {
        self.numbers.get(text).copied()
    }

    pub(super) fn text(&self, number: Key) -> &str {
        self.texts[number as usize].borrow()
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }
}

/// Of more than four thousand million places the last ones would be one.
pub(super) fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
