//! Fields of which the last word counts, whichever machine it comes from.
//!
//! The order of words is total: never said, then set (when the record was made, or by an import that completed it),
//! then edited by the user; among these by time, and at last by the value itself. So the greater of two is the same
//! whoever asks, and joining is commutative, associative and idempotent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::person::Person;
use super::request::{Context, Request};
use crate::record::time::{Day, Instant, Moment};

/// When and how a field got its value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stamp {
    /// It came with the record, or an import filled it in.
    Set(Instant),
    /// The user corrected it.
    Edited(Instant),
}

impl Stamp {
    /// The time of it.
    pub const fn at(self) -> Instant {
        match self {
            Self::Set(at) | Self::Edited(at) => at,
        }
    }

    /// This stamp, and later than `before`, whatever the clock says: who corrects something has seen what was there.
    #[must_use]
    pub fn after(self, before: Option<Self>) -> Self {
        let later = |at: Instant| before.map_or(at, |before| at.max(before.at().plus_millis(1)));
        match self {
            Self::Set(at) => Self::Set(later(at)),
            Self::Edited(at) => Self::Edited(later(at)),
        }
    }
}

/// The stamps of a record's fields, by name. What is not in it was set when the record was made, or never.
pub type Stamps = BTreeMap<String, Stamp>;

/// The value of a field.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// Words.
    Text(Option<String>),
    /// A number.
    Number(Option<u32>),
    /// Yes, or not said.
    Flag(bool),
    /// Where two met: so that both remember it, or only briefly. One fact in two degrees.
    Met(Option<String>, Option<String>),
    /// When a request was sent.
    Sent {
        /// 2: to the minute; 1: to the day; 0: to an interval.
        precision: u8,
        /// The time, or noon UTC of the day.
        at: Instant,
        /// Only the day is known.
        is_day: bool,
        /// Within so many days of it.
        within: u32,
    },
}

impl Value {
    /// When a request was sent.
    pub fn sent(sent: Moment, within: u32) -> Self {
        let precision = if within > 0 { 0 } else { 1 + u8::from(!sent.is_day()) };
        Self::Sent { precision, at: sent.utc(), is_day: sent.is_day(), within }
    }

    /// Whether it says nothing.
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Text(None) | Self::Number(None) | Self::Flag(false) | Self::Met(None, None))
    }

    const fn precision(&self) -> u8 {
        match self {
            Self::Sent { precision, .. } => *precision,
            _ => 0,
        }
    }
}

/// A field with its stamp; without one it was never said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Register {
    /// When it was said.
    pub stamp: Option<Stamp>,
    /// What was said.
    pub value: Value,
}

impl Register {
    /// What the order is by. What came with records counts by how precise it is before it counts by its time.
    fn rank(&self) -> (Option<bool>, u8, Option<Stamp>, &Value) {
        let is_edit = self.stamp.map(|stamp| matches!(stamp, Stamp::Edited(_)));
        let precision = if is_edit == Some(false) { self.value.precision() } else { 0 };
        (is_edit, precision, self.stamp, &self.value)
    }

    /// Whether this is the later word of the two.
    pub fn is_later_than(&self, other: &Self) -> bool {
        self.rank() > other.rank()
    }

    /// The later word of the two.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if other.is_later_than(&self) { other } else { self }
    }

    /// Whether one of the two gives up what the other one says; that a day becomes a time of day is no conflict.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        let is_said = |register: &Self| register.stamp.is_some();
        let is_edit = |register: &Self| matches!(register.stamp, Some(Stamp::Edited(_)));
        let is_refined =
            self.value.precision() != other.value.precision() && !is_edit(self) && !is_edit(other);
        let lost = if other.is_later_than(self) { self } else { other };
        self.value != other.value && is_said(self) && is_said(other) && !lost.value.is_unset() && !is_refined
    }
}

/// Fields by name; tags are a field each.
pub type Values = BTreeMap<String, Value>;

/// The fields with their stamps, of a record that was made at `recorded_at`.
pub type Registers = BTreeMap<String, Register>;

/// Begins the name of a tag's field.
pub const TAG: &str = "tag:";

/// Each field with the stamp that is written down, or that goes without saying.
pub fn registers(values: Values, stamps: &Stamps, recorded_at: Instant) -> Registers {
    let mut registers: Registers = values
        .into_iter()
        .map(|(name, value)| {
            let implied = (!value.is_unset()).then_some(Stamp::Set(recorded_at));
            (name.clone(), Register { stamp: stamps.get(&name).copied().or(implied), value })
        })
        .collect();
    // A tag that was taken off is known by its stamp alone.
    for (name, &stamp) in stamps.iter().filter(|(name, _)| name.starts_with(TAG)) {
        registers.entry(name.clone()).or_insert(Register { stamp: Some(stamp), value: Value::Flag(false) });
    }
    registers
}

/// The stamps that have to be written down.
pub fn stamps(registers: &Registers, recorded_at: Instant) -> Stamps {
    let implied = |register: &Register| (!register.value.is_unset()).then_some(Stamp::Set(recorded_at));
    let told = registers.iter().filter(|(_, register)| register.stamp != implied(register));
    told.filter_map(|(name, register)| Some((name.clone(), register.stamp?))).collect()
}

/// The later word of each field.
pub fn join(mut ours: Registers, theirs: Registers) -> Registers {
    for (name, register) in theirs {
        let joined = match ours.remove(&name) {
            Some(known) => known.join(register),
            None => register,
        };
        ours.insert(name, joined);
    }
    ours
}

/// The stamps of a record whose fields change from `known` to `new`: every one that is not as it was gets `stamp`, or a
/// better one if that would not make it the last word.
pub fn stamp_changes(
    known: &Values,
    new: Values,
    mut edits: Stamps,
    recorded_at: Instant,
    stamp: Stamp,
) -> Stamps {
    let before = registers(known.clone(), &edits, recorded_at);
    for name in known.keys().chain(new.keys()) {
        // A tag that is not there is as good as a no.
        let value = |values: &Values| values.get(name).cloned().unwrap_or(Value::Flag(false));
        if value(known) != value(&new) {
            let last = before.get(name);
            let stamp = stamp.after(last.and_then(|last| last.stamp));
            let said = Register { stamp: Some(stamp), value: value(&new) };
            // What takes the place of a correction, or of something more precise, is as good as a correction.
            let is_later = last.is_none_or(|last| said.is_later_than(last));
            edits.insert(name.clone(), if is_later { stamp } else { Stamp::Edited(stamp.at()) });
        }
    }
    stamps(&registers(new, &edits, recorded_at), recorded_at)
}

/// The fields of a person.
pub fn of_person(name: &str, slug: Option<&str>, email: Option<&str>) -> Values {
    let text = |text: Option<&str>| Value::Text(text.map(str::to_owned));
    let values = [("name", text(Some(name))), ("slug", text(slug)), ("email", text(email))];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The fields of a request.
pub fn of_request(sent: Moment, sent_within: u32, context: &Context) -> Values {
    let Context { note, generic, template, met_at, met_briefly, mutual, senior, stranger, confirmed, tags } =
        context;
    let values = [
        ("sent", Value::sent(sent, sent_within)),
        ("note", Value::Text(note.clone())),
        ("generic", Value::Flag(*generic)),
        ("template", Value::Text(template.clone())),
        ("met", Value::Met(met_at.clone(), met_briefly.clone())),
        ("mutual", Value::Number(*mutual)),
        ("senior", Value::Flag(*senior)),
        ("stranger", Value::Flag(*stranger)),
        ("confirmed", Value::Flag(*confirmed)),
    ];
    let tags = tags.iter().map(|tag| (format!("{TAG}{tag}"), Value::Flag(true)));
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(tags).collect()
}

impl From<&Person> for Values {
    fn from(person: &Person) -> Self {
        of_person(&person.name, person.slug.as_deref(), person.email.as_deref())
    }
}

impl From<&Request> for Values {
    fn from(request: &Request) -> Self {
        of_request(request.sent, request.sent_within, &request.context)
    }
}

/// Reads fields back; of another kind than expected: as if nothing was said.
pub struct Fields<'a>(pub &'a Registers);

impl Fields<'_> {
    /// Words.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.value(name) {
            Some(Value::Text(text)) => text.clone(),
            _ => None,
        }
    }

    fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Value::Flag(true)))
    }

    /// When a request was sent.
    pub fn sent(&self) -> Option<(Moment, u32)> {
        match *self.value("sent")? {
            Value::Sent { at, is_day: true, within, .. } => Some((Moment::Day(Day::of_utc(at)?), within)),
            Value::Sent { at, is_day: false, within, .. } => Some((Moment::Exact(at), within)),
            _ => None,
        }
    }

    /// The circumstances of a request.
    pub fn context(&self) -> Context {
        let (met_at, met_briefly) = match self.value("met") {
            Some(Value::Met(met_at, met_briefly)) => (met_at.clone(), met_briefly.clone()),
            _ => (None, None),
        };
        let mutual = match self.value("mutual") {
            Some(Value::Number(mutual)) => *mutual,
            _ => None,
        };
        let tags = self.0.iter().filter(|(_, register)| register.value == Value::Flag(true));
        let tags = tags.filter_map(|(name, _)| name.strip_prefix(TAG)).map(str::to_owned).collect();
        Context {
            note: self.text("note"),
            generic: self.flag("generic"),
            template: self.text("template"),
            met_at,
            met_briefly,
            mutual,
            senior: self.flag("senior"),
            stranger: self.flag("stranger"),
            confirmed: self.flag("confirmed"),
            tags,
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|register| &register.value)
    }
}
