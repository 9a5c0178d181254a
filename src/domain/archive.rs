//! All that is on record, as `invtrack export` writes it: what a backup holds, and what two machines exchange.
//!
//! Records refer to each other by uid, so that they mean the same on every machine; numbers are what this machine
//! calls them.

mod check;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::book::List;
use super::register::{self, Fields, Registers, Stamps};
use super::request::{Action, Context};
use crate::record::account::AccountEvent;
use crate::record::observation::{Look, LookContent, Source};
use crate::record::time::{Day, Instant, Moment};
use crate::record::uid::Uid;

pub use check::Wrong;

/// The version of the export's shape: a program refuses those that are newer than it knows.
pub const EXPORT_SCHEMA: u32 = 1;

/// What an export says it is.
pub const EXPORT_KIND: &str = "invtrack-export";

/// Everything; people in the order of their entry, the rest by number, or by content where there is none.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Archive {
    /// The highest numbers that were ever given.
    pub last_numbers: LastNumbers,
    /// Everybody a request was sent to.
    pub people: Vec<PersonRecord>,
    /// Every request.
    pub requests: Vec<RequestRecord>,
    /// Every look, and every removed one.
    pub looks: Vec<LookRecord>,
    /// What the user did about requests.
    pub actions: Vec<ActionRecord>,
    /// What LinkedIn told the user about the account.
    pub account: Vec<AccountEvent>,
    /// The complete lists that were read.
    pub snapshots: Vec<SnapshotRecord>,
    /// The user's own connections.
    pub connections: Vec<ConnectionRecord>,
    /// What an import could not work in.
    pub kept: Vec<KeptRecord>,
}

/// The highest numbers that were ever given to users: none is given twice.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastNumbers {
    /// To a request.
    pub request: i64,
    /// To a look.
    pub look: i64,
    /// To a fact that is kept.
    pub kept: i64,
}

/// Somebody a request was sent to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRecord {
    /// Every uid that they ever had, sorted; the first is in force.
    pub uids: Vec<Uid>,
    /// Every profile that they ever had, sorted.
    pub slugs: Vec<String>,
    /// Those of them that find them, too, where nobody has them now, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// See [`super::person::Person`].
    pub name: String,
    /// Their profile now.
    pub slug: Option<String>,
    /// Where the invitation went by e-mail.
    pub email: Option<String>,
    /// When they were first heard of.
    pub recorded_at: Instant,
    /// When fields were set or edited.
    #[serde(default)]
    pub edits: Stamps,
}

/// One invitation to one person; see [`super::request::Request`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestRecord {
    /// The number the user knows it by.
    pub number: i64,
    /// Every uid that it ever had, sorted; the first is in force.
    pub uids: Vec<Uid>,
    /// Every UTC day on which it was ever said to be sent, sorted.
    pub days: Vec<Day>,
    /// Whom it went to.
    pub person: Uid,
    /// When it was sent.
    pub sent: Moment,
    /// Within so many days of `sent`.
    pub sent_within: u32,
    /// The circumstances, tags included.
    pub context: Context,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Where it was first known from.
    pub source: Source,
    /// When fields were set or edited.
    #[serde(default)]
    pub edits: Stamps,
}

/// One dated look at a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookRecord {
    /// The number the user knows it by.
    pub number: i64,
    /// Whom it is about.
    pub person: Uid,
    /// When it was written down.
    pub recorded_at: Instant,
    /// When the user took it out; then the memo is only a digest ([`Uid::of_text`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_at: Option<Instant>,
    /// What was seen, when and where.
    pub look: Look,
}

/// What the user did about a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionRecord {
    /// Which request.
    pub request: Uid,
    /// What.
    pub action: Action,
}

/// A complete list that was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnapshotRecord {
    /// Which list.
    pub list: List,
    /// The day it shows.
    pub as_of: Day,
    /// When it was read.
    pub recorded_at: Instant,
}

/// One of the user's own connections.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionRecord {
    /// The profile, or a blank and the folded name.
    pub key: String,
    /// The day they became a connection.
    pub connected_on: Day,
    /// The folded name.
    pub folded: String,
    /// The latest list with them.
    pub seen_on: Day,
}

/// Something that an import could not work in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptRecord {
    /// The number the user knows it by.
    pub number: i64,
    /// What was read, as JSON.
    pub fact: String,
    /// When it was read.
    pub recorded_at: Instant,
    /// When the user said whom it is about.
    pub settled_at: Option<Instant>,
}

impl PersonRecord {
    /// The uid in force.
    pub fn uid(&self) -> Option<Uid> {
        self.uids.first().copied()
    }

    /// Its fields with their stamps.
    pub fn registers(&self) -> Registers {
        let values = register::of_person(&self.name, self.slug.as_deref(), self.email.as_deref());
        register::registers(values, &self.edits, self.recorded_at)
    }

    /// Writes fields into it.
    pub fn set_fields(&mut self, registers: &Registers) {
        let fields = Fields(registers);
        self.name = fields.text("name").unwrap_or_default();
        (self.slug, self.email) = (fields.text("slug"), fields.text("email"));
        self.edits = register::stamps(registers, self.recorded_at);
    }

    /// `Zoë Brandt (zoe-brandt)`
    pub fn described(&self) -> String {
        self.slug.as_ref().map_or_else(|| self.name.clone(), |slug| format!("{} ({slug})", self.name))
    }
}

impl RequestRecord {
    /// The uid in force.
    pub fn uid(&self) -> Option<Uid> {
        self.uids.first().copied()
    }

    /// Its fields with their stamps.
    pub fn registers(&self) -> Registers {
        let values = register::of_request(self.sent, self.sent_within, &self.context);
        register::registers(values, &self.edits, self.recorded_at)
    }

    /// Writes fields into it.
    pub fn set_fields(&mut self, registers: &Registers) {
        let fields = Fields(registers);
        if let Some((sent, within)) = fields.sent() {
            (self.sent, self.sent_within) = (sent, within);
        }
        self.context = fields.context();
        self.edits = register::stamps(registers, self.recorded_at);
    }
}

impl LookRecord {
    /// What it says; of a memo only the digest counts, for nothing else is left of one that was removed.
    pub fn content(&self) -> (LookContent<'_>, Option<Uid>) {
        said(&self.look, self.removed_at.is_some())
    }

    /// Whether it says the same as a look that was not removed.
    pub fn says(&self, look: &Look) -> bool {
        self.content() == said(look, false)
    }

    fn order(&self, other: &Self) -> Ordering {
        let said = (self.person, self.content()).cmp(&(other.person, other.content()));
        said.then((self.recorded_at, self.number).cmp(&(other.recorded_at, other.number)))
    }

    /// Takes the words out and marks it as removed.
    pub fn remove(&mut self, at: Instant) {
        if self.removed_at.is_none() {
            self.look.memo = self.look.memo.take().map(|memo| Uid::of_text(&memo).to_string());
        }
        self.removed_at = Some(at);
    }
}

fn said(look: &Look, is_removed: bool) -> (LookContent<'_>, Option<Uid>) {
    let (seen, is_day, source, signals, memo) = look.content();
    let digest = memo.map(|memo| {
        let left = if is_removed { Uid::parse(memo) } else { None };
        left.unwrap_or_else(|| Uid::of_text(memo))
    });
    ((seen, is_day, source, signals, None), digest)
}

impl Action {
    /// The order in which they count: by the time of recording, and where that is the same, by content.
    pub fn order(&self, other: &Self) -> Ordering {
        let key = |action: &Self| (action.recorded_at, action.at.utc(), action.at.is_day(), action.deed);
        key(self).cmp(&key(other))
    }
}

impl Archive {
    /// Tells apart looks that were recorded alike in one millisecond, the same way on every machine.
    pub fn tell_apart(&mut self) {
        let mut order: Vec<usize> = (0..self.looks.len()).collect();
        order.sort_by(|&a, &b| self.looks[a].order(&self.looks[b]));
        for pair in 1..order.len() {
            let (before, this) = (&self.looks[order[pair - 1]], &self.looks[order[pair]]);
            if before.person == this.person
                && before.content() == this.content()
                && before.recorded_at >= this.recorded_at
            {
                let later = before.recorded_at.plus_millis(1);
                self.looks[order[pair]].recorded_at = later;
            }
        }
    }
}
