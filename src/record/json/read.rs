//! Reading an export, element by element: what is wrong is named with its place and value.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::brought::{Brought, Refusal};
use super::drafts::Drafts;
use super::fields::{harmless, quoted, shown};
use super::write::{KIND, SCHEMA};
use crate::record::time::Instant;

const OWN: &str = "`invtrack export` writes what can be imported as its own";

/// What tells which format it is.
#[derive(Deserialize)]
struct Head<'a> {
    schema: Option<Value>,
    #[serde(borrow)]
    kind: Option<Cow<'a, str>>,
    facts: Option<IgnoredAny>,
    people: Option<IgnoredAny>,
    requests: Option<IgnoredAny>,
}

/// Reads an export; what doesn't say when it was learned was learned now.
pub fn read(text: &str, now: Instant) -> Result<Brought, Refusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_head(&serde_json::from_str(text).map_err(damaged)?)?;
    let mut drafts = Drafts::new(now);
    let mut json = serde_json::Deserializer::from_str(text);
    let mut refused = None;
    let read = Whole { drafts: &mut drafts, refused: &mut refused }.deserialize(&mut json);
    match (refused, read) {
        (Some(refusal), _) => Err(refusal),
        (None, Err(error)) => Err(damaged(error)),
        (None, Ok(())) => drafts.link(),
    }
}

/// Some of the messages quote what stands there.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn damaged(error: serde_json::Error) -> Refusal {
    let what = harmless(&error.to_string());
    let place = format!("line {}, column {}", error.line(), error.column());
    Refusal::new(format!("it is damaged or was edited, {place}: {what}"))
}

/// Of a newer format nothing else can be judged.
fn check_head(head: &Head<'_>) -> Result<(), Refusal> {
    if head.kind.as_deref() != Some(KIND) {
        return Err(Refusal { reason: "it is no export of invtrack's own".to_owned(), hint: OWN });
    }
    let schema =
        head.schema.as_ref().ok_or_else(|| Refusal::new("it does not say of which \"schema\" it is"))?;
    match schema.as_u64() {
        Some(schema) if schema > u64::from(SCHEMA) => Err(Refusal {
            reason: format!(
                "it was written by a newer invtrack (format {schema}, this program knows {SCHEMA})"
            ),
            hint: "update invtrack",
        }),
        _ if head.facts.is_none() && (head.people.is_some() || head.requests.is_some()) => Err(Refusal {
            reason: "it was written by a development version, whose format is read no more".to_owned(),
            hint: "import LinkedIn's own files again",
        }),
        Some(1) => Ok(()),
        _ => Err(Refusal::new(format!("schema: {} is none that this program knows", shown(schema)))),
    }
}

struct Whole<'r> {
    drafts: &'r mut Drafts,
    refused: &'r mut Option<Refusal>,
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "facts" => map.next_value_seed(Facts { drafts: self.drafts, refused: self.refused })?,
                "schema" | "kind" | "exported_at" => drop(map.next_value::<IgnoredAny>()?),
                other => {
                    *self.refused = Some(Refusal::new(format!("{} is no part of an export", quoted(other))));
                    return Err(A::Error::custom("refused"));
                }
            }
        }
        Ok(())
    }
}

struct Facts<'r> {
    drafts: &'r mut Drafts,
    refused: &'r mut Option<Refusal>,
}

impl<'de> DeserializeSeed<'de> for Facts<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Facts<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of facts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut facts: A) -> Result<(), A::Error> {
        while let Some(fact) = facts.next_element::<Value>()? {
            if let Err(refusal) = self.drafts.take(fact) {
                *self.refused = Some(refusal);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}
