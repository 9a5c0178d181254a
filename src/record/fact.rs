//! The record: a set of facts, only added to: what was typed or shown, never a conclusion, nor whom it is about.
//! Their JSON is that of exports, and of the rules' cases: one object, its kind as `fact`.

#![expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for references")]

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::account::AccountEventKind;
use super::context::Context;
use super::deed::Deed;
use super::observation::Signals;
use super::time::Instant;
use super::uid::Uid;
use super::when::When;
use super::words::{by_text, words};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// Made from its content ([`super::identity`]).
    #[serde(rename = "id")]
    pub uid: Uid,
    #[serde(flatten)]
    pub said: Said,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Uid>,
    #[serde(flatten)]
    pub who: Who,
    /// A correction has none.
    #[serde(flatten, with = "at_within")]
    pub at: Option<When>,
    pub learned: Instant,
    #[serde(flatten)]
    pub marks: Marks,
}

impl Fact {
    /// Of a row of a page.
    pub fn lines(&self) -> &[Box<str>] {
        match &self.said {
            Said::Invitation(Invitation { row, .. }) | Said::Connection(row) => &row.lines,
            _ => &[],
        }
    }

    pub fn each_named(&mut self, mut see: impl FnMut(&mut Uid)) {
        self.about.iter_mut().chain(&mut self.marks.not).for_each(&mut see);
        if let Some(Answer::Fact(uid)) = &mut self.marks.answer {
            see(uid);
        }
        let Said::Correction(correction) = &mut self.said else { return };
        for (one, other) in &mut correction.same {
            see(one);
            see(other);
        }
        for field in ["answer", "not"] {
            let values = match correction.set.get_mut(field) {
                Some(Value::Array(values)) => values.as_mut_slice(),
                Some(value) => std::slice::from_mut(value),
                None => &mut [],
            };
            for value in values {
                if let Some(mut uid) = value.as_str().and_then(Uid::parse) {
                    see(&mut uid);
                    *value = uid.to_string().into();
                }
            }
        }
    }
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Who {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Box<str>>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Said {
    Sent(Sending),
    Look(Sight),
    Invitation(Invitation),
    /// `at`: connected on.
    Connection(Row),
    Acceptance(Mail),
    Reply(Empty),
    Action(Deed),
    Correction(Correction),
    Account(Event),
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Empty {}

words! {
    Origin {
        Typed = "typed",
        Table = "table",
        /// LinkedIn's data export, or its programming interface, which show the same.
        Export = "export",
        Page = "page",
    }
}

impl Origin {
    const fn typed() -> Self {
        Self::Typed
    }

    pub(super) const fn export() -> Self {
        Self::Export
    }

    fn is_typed(&self) -> bool {
        *self == Self::Typed
    }

    pub(super) fn is_export(&self) -> bool {
        *self == Self::Export
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sending {
    #[serde(default = "Origin::typed", skip_serializing_if = "Origin::is_typed")]
    pub source: Origin,
    #[serde(flatten)]
    pub context: Box<Context>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sight {
    #[serde(default = "Origin::typed", skip_serializing_if = "Origin::is_typed")]
    pub source: Origin,
    pub signals: Signals,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo: Option<Box<str>>,
}

words! {
    Direction {
        Out = "out",
        In = "in",
    }
}

impl Direction {
    const fn out() -> Self {
        Self::Out
    }

    fn is_out(&self) -> bool {
        *self == Self::Out
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invitation {
    #[serde(default = "Origin::export", skip_serializing_if = "Origin::is_export")]
    pub source: Origin,
    #[serde(default = "Direction::out", skip_serializing_if = "Direction::is_out")]
    pub direction: Direction,
    /// A profile; of an outgoing row the user's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inviter: Option<Box<str>>,
    #[serde(flatten)]
    pub row: Row,
    #[serde(flatten)]
    pub context: Box<Context>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// On a page: one of them may be the name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Box<str>>,
    /// Which of equal rows without a profile in one list, from 0: they are different people (M3).
    #[serde(skip_serializing_if = "is_zero")]
    pub nth: u32,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Mail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

words! {
    Words {
        Unknown = "unknown",
    }
}

#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// `null`: nothing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<(Uid, Uid)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    pub kind: AccountEventKind,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mistake: bool,
}

/// Only the user can say these. Corrections set them as other fields (M4).
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
    /// Another request than the one before, however soon it came (M11).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<Uid>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    Fact(Uid),
    New,
    Nobody,
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fact(uid) => uid.serialize(serializer),
            Self::New => serializer.serialize_str("new"),
            Self::Nobody => serializer.serialize_str("nobody"),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_text(deserializer, "a fact, `new` or `nobody`", |text| match text {
            "new" => Some(Self::New),
            "nobody" => Some(Self::Nobody),
            fact => Uid::parse(fact).map(Self::Fact),
        })
    }
}

mod at_within {
    use super::{Deserialize, Deserializer, Serialize, Serializer, When};

    #[derive(Serialize, Deserialize)]
    struct AtWithin {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<When>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<u16>,
    }

    #[expect(clippy::ref_option, reason = "serde wants it so")]
    pub fn serialize<S: Serializer>(at: &Option<When>, serializer: S) -> Result<S::Ok, S::Error> {
        let within = at.map(When::within).filter(|days| *days > 0);
        AtWithin { at: *at, within }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<When>, D::Error> {
        let AtWithin { at, within } = AtWithin::deserialize(deserializer)?;
        Ok(match (at, within) {
            (Some(When::Day(day)), Some(within)) => Some(When::days(day, within)),
            (at, _) => at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_written_as_it_is_read() {
        let id = "\"id\":\"b1f9d703-9a7c-5894-b6be-44f90ad72011\"";
        let learned = "\"learned\":\"2026-10-06T08:00:00Z\"";
        for fact in [
            r#""fact":"sent","note":"hello","tags":["rust"],"slug":"ana-kovac","name":"Ana Kovac","at":"2026-10-05","within":3"#,
            r#""fact":"sent","source":"table","name":"Ana","at":"2026-10-05T06:57:00","again":true"#,
            r#""fact":"look","signals":{"button":"pending","count":412,"in_connections":"yes","replied":"yes"},"about":["b1f9d703-9a7c-5894-b6be-44f90ad72012"],"at":"2026-10-05T06:57:00Z""#,
            r#""fact":"invitation","inviter":"jo-pike","nth":1,"name":"Ana Kovac","at":"2026-10-05T06:57:00","answer":"nobody""#,
            r#""fact":"connection","name":"Ana Kovac","email":"ana@example.org","at":"2026-10-05""#,
            r#""fact":"acceptance","message_id":"1@linkedin.com","words":"unknown","first":"Ana","at":"2026-10-05T06:57:00Z""#,
            r#""fact":"reply","slug":"ana","at":"2026-10-05T06:57:00Z""#,
            r#""fact":"action","do":"dismissed","what":"look","about":["b1f9d703-9a7c-5894-b6be-44f90ad72012"],"at":"2026-10-05""#,
            r#""fact":"correction","set":{"slug":"ana"},"same":[["b1f9d703-9a7c-5894-b6be-44f90ad72012","b1f9d703-9a7c-5894-b6be-44f90ad72013"]]"#,
            r#""fact":"account","kind":"warning","mistake":true,"at":"2026-10-05""#,
        ] {
            let text = format!("{{{id},{fact},{learned}}}");
            let read: Fact = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::from_str::<Value>(&text).unwrap());
        }
    }

    #[test]
    fn every_reference_is_found_and_renamed() {
        let uid = |number: u8| Uid::from_bytes([number; 16]);
        let text = format!(
            r#"{{"id":"{0}","fact":"correction","about":["{1}"],"not":["{2}"],"answer":"{3}","same":[["{4}","{5}"]],
                "set":{{"answer":"{6}","not":["{7}"],"name":"{0}","removed":true}},"learned":"2026-10-05T06:57:00Z"}}"#,
            uid(0x10),
            uid(1),
            uid(2),
            uid(3),
            uid(4),
            uid(5),
            uid(6),
            uid(7)
        );
        let mut fact: Fact = serde_json::from_str(&text).unwrap();
        let named = |fact: &mut Fact| {
            let mut named = Vec::new();
            fact.each_named(|uid| named.push(*uid));
            named
        };
        assert_eq!(named(&mut fact), [1, 2, 3, 4, 5, 6, 7].map(uid));
        fact.each_named(|old| *old = uid(old.bytes()[0] + 0x20));
        assert_eq!(named(&mut fact), [0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27].map(uid));
        assert_eq!(fact.uid, uid(0x10));
    }
}
