//! Reading an export, element by element: what is wrong is named with its place and value.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::fields::{self, FORGOTTEN, FactLabels, KIND, LIST, SCHEMA, ToldList, harmless, shown};
use crate::record::fact::{Fact, Invitation, Said, Who};
use crate::record::identity::uid_of;
use crate::record::list::ListKind;
use crate::record::set::Record;
use crate::record::suggest::Refusal;
use crate::record::time::Instant;
use crate::record::uid::Uid;

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Brought {
    pub record: Record,
    /// To be known by a mark of one's own.
    pub forgotten: Vec<(Who, Instant)>,
    pub waiting: Vec<String>,
}

/// What doesn't say when it was learned was learned now.
pub fn read(text: &str, now: Instant) -> Result<Brought, Refusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Some of the messages quote what stands there.
    let damaged = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        let what = harmless(&error.to_string());
        refusal(format!("it is damaged or was edited, line {line}, column {column}: {what}"))
    };
    check_head(&serde_json::from_str(text).map_err(damaged)?)?;
    let File { facts, .. } = serde_json::from_str(text).map_err(damaged)?;
    facts.refused.clone().map_or_else(|| facts.link(now), Err)
}

pub(super) fn refusal(why: String) -> Refusal {
    Refusal::new(why)
        .with_hint("correct that in the file, or export it again with `invtrack export`; nothing was changed")
}

#[derive(Deserialize)]
struct ExportHead<'a> {
    schema: Option<Value>,
    #[serde(borrow)]
    kind: Option<Cow<'a, str>>,
    facts: Option<IgnoredAny>,
    people: Option<IgnoredAny>,
    requests: Option<IgnoredAny>,
}

/// Of a newer format nothing else can be judged.
fn check_head(head: &ExportHead) -> Result<(), Refusal> {
    if head.kind.as_deref() != Some(KIND) {
        return Err(Refusal::new("it is not an export of invtrack's own")
            .with_hint("`invtrack export` writes what can be imported as its own"));
    }
    let Some(schema) = &head.schema else {
        return Err(refusal("it does not say of which \"schema\" it is".to_owned()));
    };
    match schema.as_u64() {
        Some(newer) if newer > u64::from(SCHEMA) => Err(Refusal::new(format!(
            "it was written by a newer invtrack (format {newer}, this program knows {SCHEMA})"
        ))
        .with_hint("update invtrack")),
        _ if head.facts.is_none() && (head.people.is_some() || head.requests.is_some()) => {
            Err(Refusal::new("it was written by a development version, whose format is read no more")
                .with_hint("import LinkedIn's own files again"))
        }
        Some(1) => Ok(()),
        _ => Err(refusal(format!("schema: {} is none that this program knows", shown(schema)))),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: IgnoredAny,
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(default, rename = "exported_at")]
    _exported_at: IgnoredAny,
    #[serde(default)]
    facts: Drafts,
}

/// Never all of them are in memory as JSON.
impl<'de> Deserialize<'de> for Drafts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;

        impl<'de> Visitor<'de> for Elements {
            type Value = Drafts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of facts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut facts: A) -> Result<Drafts, A::Error> {
                let mut drafts = Drafts::default();
                while let Some(fact) = facts.next_element::<Value>()? {
                    let place = Place { element: drafts.elements + 1, row: 0 };
                    drafts.elements += 1;
                    if drafts.refused.is_none()
                        && let Err(why) = drafts.take(fact, place)
                    {
                        drafts.refused.get_or_insert_with(|| place.refuse(&why));
                    }
                }
                Ok(drafts)
            }
        }

        deserializer.deserialize_seq(Elements)
    }
}

#[derive(Clone, Copy)]
pub(super) struct Place {
    element: usize,
    row: usize,
}

impl Place {
    pub(super) fn refuse(self, why: &str) -> Refusal {
        let Self { element, row } = self;
        let row = if row == 0 { String::new() } else { format!(", row {row}") };
        refusal(format!("fact {element}{row}: {why}"))
    }
}

pub(super) struct Draft {
    pub(super) told: Element,
    pub(super) place: Place,
}

pub(super) enum Element {
    Fact(Fact),
    List(ToldList),
}

/// What says when it was learned is not before 1970.
pub(super) const UNSAID: Instant = Instant::from_millis(-1);

#[derive(Default)]
pub(super) struct Drafts {
    pub(super) labels: FactLabels,
    pub(super) all: Vec<Draft>,
    pub(super) rows: Vec<(Uid, usize)>,
    pub(super) forgotten: Vec<(Who, Instant)>,
    elements: usize,
    refused: Option<Refusal>,
}

type Object = Map<String, Value>;

impl Drafts {
    fn take(&mut self, element: Value, place: Place) -> Result<(), String> {
        let Value::Object(mut map) = element else {
            return Err(format!("{} is not an object", shown(&element)));
        };
        let kind = fields::check(&mut map, &mut self.labels)?;
        map.entry("id").or_insert_with(|| Uid::NOBODY.to_string().into());
        map.entry("learned").or_insert_with(|| UNSAID.to_rfc3339().into());
        match kind {
            LIST => self.take_list(map, place),
            FORGOTTEN => {
                let ForgottenFact { who, learned } = typed(map)?;
                self.forgotten.push((who.clone(), learned));
                if who == Who::default() { Err("it names nobody".to_owned()) } else { Ok(()) }
            }
            _ => {
                let told = Element::Fact(fact(map)?);
                self.all.push(Draft { told, place });
                Ok(())
            }
        }
    }

    fn take_list(&mut self, mut map: Object, place: Place) -> Result<(), String> {
        let rows = match map.remove("rows") {
            Some(_) if ["base", "came", "went"].iter().any(|field| map.contains_key(*field)) => {
                return Err("it has both \"rows\" and what came and went".to_owned());
            }
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        let mut list: ToldList = typed(map)?;
        let mut equals = HashMap::new();
        for (index, row) in rows.into_iter().enumerate() {
            let place = Place { row: index + 1, ..place };
            if let Err(why) = self.take_row(row, place, &mut list, &mut equals) {
                self.refused = Some(place.refuse(&why));
                return Err(why);
            }
        }
        self.all.push(Draft { told: Element::List(list), place });
        Ok(())
    }

    /// `equals`: so many before; of equal ones without a profile the second is another person.
    fn take_row(
        &mut self,
        row: Value,
        place: Place,
        list: &mut ToldList,
        equals: &mut HashMap<Uid, u32>,
    ) -> Result<(), String> {
        let mut map = match row {
            Value::Object(map) => map,
            Value::String(id) => {
                list.came.push(self.labels.uid(&id));
                return Ok(());
            }
            other => return Err(format!("{} is not a row", shown(&other))),
        };
        let Place { element, row } = place;
        if !map.contains_key("id") {
            let called = match self.labels.label(list.id) {
                Some(label) => format!("{label}{row}"),
                None if list.id == Uid::NOBODY => format!("{element}.{row}"),
                None => format!("{}{row}", list.id),
            };
            self.rows.push((self.labels.uid(&called), self.all.len()));
            map.insert("id".to_owned(), self.labels.uid_of_row(element, row, &called).to_string().into());
        }
        if list.list == ListKind::Invitations {
            map.insert("source".to_owned(), list.source.word().into());
        }
        let kind = if list.list == ListKind::Invitations { "invitation" } else { "connection" };
        map.insert("fact".to_owned(), kind.into());
        fields::check(&mut map, &mut self.labels)?;
        map.entry("learned").or_insert_with(|| list.learned.to_rfc3339().into());
        let mut fact = fact(map)?;
        if fact.who.slug.is_none() {
            let nth = equals.entry(uid_of(&fact, false)).or_default();
            if let Said::Invitation(Invitation { row, .. }) | Said::Connection(row) = &mut fact.said
                && row.nth == 0
            {
                row.nth = *nth;
            }
            *nth += 1;
        }
        list.came.push(fact.uid);
        self.all.push(Draft { told: Element::Fact(fact), place });
        Ok(())
    }
}

fn fact(map: Object) -> Result<Fact, String> {
    if map.contains_key("within") && map.get("at").and_then(Value::as_str).is_none_or(|at| at.len() > 10) {
        return Err("within: it needs a day as \"at\"".to_owned());
    }
    let fact: Fact = typed(map)?;
    let has_who = fact.who != Who::default() || !fact.about.is_empty();
    let lacks = match &fact.said {
        Said::Correction(correction) if correction.same.is_empty() && correction.set.is_empty() => {
            "it corrects nothing: \"set\" or \"same\" is missing"
        }
        Said::Correction(correction) if !correction.set.is_empty() && fact.about.is_empty() => {
            "\"about\" is missing: what it corrects"
        }
        Said::Correction(_) => return Ok(fact),
        _ if fact.at.is_none() => "\"at\" is missing: when it was",
        Said::Account(_) => return Ok(fact),
        _ if !has_who => "it is about nobody: a slug, a name or \"about\" is missing",
        Said::Look(look) if look.signals.is_empty() && look.memo.is_none() => "nothing was seen",
        _ => return Ok(fact),
    };
    Err(lacks.to_owned())
}

#[derive(Deserialize)]
struct ForgottenFact {
    #[serde(flatten)]
    who: Who,
    learned: Instant,
}

fn typed<T: DeserializeOwned>(map: Object) -> Result<T, String> {
    serde_json::from_value(Value::Object(map)).map_err(|error| harmless(&error.to_string()))
}
