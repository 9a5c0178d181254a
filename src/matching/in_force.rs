//! The facts that can be about somebody, in an order of their own, with what is asked of each again and again.

use std::collections::HashMap;
use std::ops::Index;
use std::rc::Rc;

use crate::record::fact::{Answer, Direction, Fact, Origin, Said, Words};
use crate::record::name_key::person_key;
use crate::record::observation::Signals;
use crate::record::time::{Day, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

use super::numbers::{Key, Numbers, number_of};
use super::world::{FactId, Restated};

/// A fact by its place in the order of uids, which is the same on every machine.
pub(super) type Id = u32;

/// Uids are looked up by so many bits first: there are few that share them.
const FIRST_BITS: u32 = 12;

/// No fact that is in force.
pub(super) const NONE: Id = Id::MAX;

/// What a fact tells, as far as matching cares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FactKind {
    /// A request, typed or from a table.
    Sent,
    /// A row that tells of a request: of an export, or of a page by the user's answer (M9).
    Row,
    /// A row of a page, not answered.
    PageRow,
    /// An invitation by somebody else.
    Incoming,
    Connection,
    Acceptance,
    /// A mail in words that are not known, not answered.
    Unread,
    Reply,
    Look,
    Action,
    /// Something without a day: it is about somebody, and tells nothing.
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

    /// Whether it tells of a request by itself (M9).
    pub(super) const fn is_sending(self) -> bool {
        matches!(self, Self::Sent | Self::Row)
    }

    pub(super) const fn is_invitation(self) -> bool {
        matches!(self, Self::Row | Self::PageRow | Self::Incoming)
    }

    /// Whether it is a row of a list.
    pub(super) const fn is_row(self) -> bool {
        self.is_invitation() || matches!(self, Self::Connection)
    }

    /// Whether it tells that somebody accepted.
    pub(super) const fn accepts(self) -> bool {
        matches!(self, Self::Connection | Self::Acceptance)
    }
}

/// What is asked of a fact again and again.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub kind: FactKind,
    /// When it happened; what is undated is never asked.
    pub at: When,
    /// The key of the name.
    pub key: Option<Key>,
    /// The profile.
    pub slug: Option<Key>,
    /// It is no mistake.
    pub is_live: bool,
    /// It is another request than the one before.
    pub is_again: bool,
    /// It is about nobody to be on record.
    pub is_nobody: bool,
    /// The user corrected its day.
    pub is_redated: bool,
    /// Its place in the record.
    pub place: FactId,
    /// What a look saw.
    pub signals: Signals,
}

impl Entry {
    /// A mistake joins nothing (M17); only requests are grouped with the removed ones among them.
    pub(super) const fn is_mute(&self) -> bool {
        !self.is_live && !self.kind.is_sending() && !self.kind.is_invitation()
    }
}

/// The facts in force that can be about somebody, by uid.
pub(super) struct InForce<'a> {
    facts: &'a [Fact],
    uids: Vec<u128>,
    /// Where the uids with the same first bits begin.
    starts: Vec<usize>,
    entries: Vec<Entry>,
    ids: Vec<Id>,
    restated: &'a HashMap<FactId, Restated>,
    /// The keys of names.
    pub names: Numbers<Rc<str>>,
    pub profiles: Numbers<&'a str>,
}

impl<'a> InForce<'a> {
    /// Those of the facts that are not left out; the same one twice is one.
    pub(super) fn new(facts: &'a [Fact], left_out: &[bool], restated: &'a HashMap<FactId, Restated>) -> Self {
        let mut new = Self {
            facts,
            uids: Vec::with_capacity(facts.len()),
            starts: Vec::new(),
            entries: Vec::with_capacity(facts.len()),
            ids: vec![NONE; facts.len()],
            restated,
            names: Numbers::with_room(facts.len() / 4),
            profiles: Numbers::with_room(facts.len() / 4),
        };
        let mut read: Vec<Entry> = Vec::with_capacity(facts.len());
        let mut order: Vec<(u128, FactId)> = Vec::with_capacity(facts.len());
        for (place, fact) in (0..).zip(facts).filter(|(place, _): &(FactId, _)| !left_out[*place as usize]) {
            if let Some(entry) = new.read(fact, place) {
                order.push((fact.uid.number(), number_of(read.len())));
                read.push(entry);
            }
        }
        order.sort_unstable_by_key(|(uid, _)| *uid);
        for (uid, nth) in order {
            let entry = read[nth as usize];
            if new.uids.last() != Some(&uid) {
                new.uids.push(uid);
                new.entries.push(entry);
            }
            new.ids[entry.place as usize] = number_of(new.uids.len() - 1);
        }
        let start = |bits: u128| new.uids.partition_point(|uid| uid >> (128 - FIRST_BITS) < bits);
        new.starts = (0..=1 << FIRST_BITS).map(start).collect();
        new
    }

    fn read(&mut self, fact: &'a Fact, place: FactId) -> Option<Entry> {
        let kind = FactKind::of(fact)?;
        let marks = &fact.marks;
        for slug in &marks.also {
            self.profiles.number(slug);
        }
        Some(Entry {
            kind,
            at: fact.at.unwrap_or(When::Day(Day::FIRST)),
            key: text(fact.who.name.as_deref()).map(|name| self.names.number(person_key(name).into())),
            slug: text(fact.who.slug.as_deref()).map(|slug| self.profiles.number(slug)),
            is_live: !marks.removed,
            is_again: marks.again,
            is_nobody: marks.answer == Some(Answer::Nobody),
            is_redated: self.when_restated(place, "at").is_some(),
            place,
            signals: match &fact.said {
                Said::Look(sight) => sight.signals,
                _ => Signals::default(),
            },
        })
    }

    /// When the user corrected a field of it.
    pub(super) fn restated(&self, id: Id, field: &str) -> Option<Instant> {
        self.when_restated(self[id].place, field)
    }

    fn when_restated(&self, place: FactId, field: &str) -> Option<Instant> {
        self.restated.get(&place)?.get(field).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Every fact of the record that is one of these, in the order of the record.
    pub(super) fn in_record(&self) -> impl Iterator<Item = (Id, &'a Fact)> {
        self.ids.iter().copied().zip(self.facts).filter(|(id, _)| *id != NONE)
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = (Id, &Entry)> {
        (0..).zip(&self.entries)
    }

    pub(super) fn get(&self, id: Id) -> &'a Fact {
        &self.facts[self[id].place as usize]
    }

    /// The fact at that place of the record, if it is one of these.
    pub(super) fn at_place(&self, place: FactId) -> Option<Id> {
        self.ids.get(place as usize).copied().filter(|id| *id != NONE)
    }

    pub(super) fn find(&self, uid: Uid) -> Option<Id> {
        let number = uid.number();
        let first = (number >> (128 - FIRST_BITS)) as usize;
        let start = self.starts[first];
        self.uids[start..self.starts[first + 1]].binary_search(&number).ok().map(|nth| number_of(start + nth))
    }

    /// Whether a name has more than one word.
    pub(super) fn is_full_name(&self, key: Key) -> bool {
        self.names.text(key).contains(' ')
    }
}

impl Index<Id> for InForce<'_> {
    type Output = Entry;

    fn index(&self, id: Id) -> &Entry {
        &self.entries[id as usize]
    }
}

/// A text that says something.
pub(super) fn text(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
