//! Facts and lists as they stand in a file, before it is known which uid a label stands for.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::brought::Refusal;
use super::fields::{self, FORGOTTEN, LIST, Labels};
use crate::record::fact::{Fact, Invitation, Origin, Said, Who};
use crate::record::identity::uid_of;
use crate::record::list::ListKind;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;

/// Where something stands: which element from 1, and which row of it from 1, if it is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    element: usize,
    row: usize,
}

impl Place {
    /// The complaint with the place before it.
    pub(super) fn refuse(self, why: &str) -> Refusal {
        let Self { element, row } = self;
        let row = if row == 0 { String::new() } else { format!(", row {row}") };
        Refusal::new(format!("fact {element}{row}: {why}"))
    }
}

/// A fact; its uid, and those in it, may stand for labels.
pub(super) struct Draft {
    pub(super) fact: Fact,
    /// Whether it says when it was learned.
    pub(super) dated: bool,
    pub(super) place: Place,
}

/// A list; its uids may stand for labels.
pub(super) struct DraftList {
    pub(super) uid: Uid,
    pub(super) kind: ListKind,
    pub(super) source: Origin,
    pub(super) as_of: When,
    pub(super) complete: bool,
    pub(super) learned: Instant,
    pub(super) base: Option<Uid>,
    pub(super) came: Vec<Uid>,
    pub(super) went: Vec<Uid>,
    pub(super) place: Place,
}

/// All of a file.
pub(super) struct Drafts {
    now: Instant,
    pub(super) labels: Labels,
    pub(super) facts: Vec<Draft>,
    pub(super) lists: Vec<DraftList>,
    /// What rows that stand in a list are called, and their places among the facts.
    pub(super) rows: Vec<(Uid, usize)>,
    pub(super) forgotten: Vec<(Who, Instant)>,
    elements: usize,
}

type Object = Map<String, Value>;

impl Drafts {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            now,
            labels: Labels::default(),
            facts: Vec::new(),
            lists: Vec::new(),
            rows: Vec::new(),
            forgotten: Vec::new(),
            elements: 0,
        }
    }

    /// Takes the next element.
    pub(super) fn take(&mut self, element: Value) -> Result<(), Refusal> {
        self.elements += 1;
        let place = Place { element: self.elements, row: 0 };
        let Value::Object(mut map) = element else {
            return Err(place.refuse(&format!("{} is no object", fields::shown(&element))));
        };
        match fields::check(&mut map, &mut self.labels).map_err(|error| place.refuse(&error))? {
            LIST => self.take_list(map, place),
            FORGOTTEN => {
                let learned = self.learned(&map);
                let who: Who = typed(map, place)?;
                if who == Who::default() {
                    return Err(place.refuse("it names nobody"));
                }
                self.forgotten.push((who, learned));
                Ok(())
            }
            _ => {
                let draft = draft(map, self.now, place)?;
                self.facts.push(draft);
                Ok(())
            }
        }
    }

    fn learned(&self, map: &Object) -> Instant {
        map.get("learned").and_then(Value::as_str).and_then(Instant::parse_rfc3339).unwrap_or(self.now)
    }

    fn take_list(&mut self, mut map: Object, place: Place) -> Result<(), Refusal> {
        let learned = self.learned(&map);
        let rows = match map.remove("rows") {
            Some(Value::Array(_))
                if ["base", "came", "went"].iter().any(|field| map.contains_key(*field)) =>
            {
                return Err(place.refuse("it has both \"rows\" and what came and went"));
            }
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        let text = |field: &str| map.get(field).and_then(Value::as_str);
        let uid = |field: &str| text(field).and_then(Uid::parse);
        let uids = |field: &str| -> Vec<Uid> {
            let values = map.get(field).and_then(Value::as_array);
            values.into_iter().flatten().filter_map(|value| Uid::parse(value.as_str()?)).collect()
        };
        let kind =
            text("list").and_then(ListKind::from_word).ok_or_else(|| place.refuse("it has no \"list\""))?;
        let as_of = text("as_of").and_then(When::parse).ok_or_else(|| place.refuse("it has no \"as_of\""))?;
        let mut list = DraftList {
            uid: uid("id").unwrap_or(Uid::NOBODY),
            kind,
            source: text("source").and_then(Origin::from_word).unwrap_or(Origin::Export),
            as_of,
            complete: map.get("complete").is_none_or(|complete| *complete == Value::Bool(true)),
            learned,
            base: uid("base"),
            came: uids("came"),
            went: uids("went"),
            place,
        };
        self.take_rows(rows, &mut list)?;
        self.lists.push(list);
        Ok(())
    }

    /// Rows that stand in their list: of equal ones without a profile the second is another person than the first.
    fn take_rows(&mut self, rows: Vec<Value>, list: &mut DraftList) -> Result<(), Refusal> {
        let Place { element, .. } = list.place;
        let label = match self.labels.label(list.uid) {
            Some(label) => label.to_owned(),
            None if list.uid == Uid::NOBODY => format!("{element}."),
            None => list.uid.to_string(),
        };
        let mut equals: HashMap<Uid, u32> = HashMap::new();
        for (index, row) in rows.into_iter().enumerate() {
            let place = Place { row: index + 1, ..list.place };
            let mut map = match row {
                Value::Object(map) => map,
                Value::String(id) => {
                    list.came.push(self.labels.uid(&id));
                    continue;
                }
                other => return Err(place.refuse(&format!("{} is no row", fields::shown(&other)))),
            };
            let kind = match list.kind {
                ListKind::Invitations => "invitation",
                ListKind::Connections => "connection",
            };
            map.insert("fact".to_owned(), kind.into());
            if !map.contains_key("id") {
                let called = format!("{label}{}", index + 1);
                self.rows.push((self.labels.uid(&called), self.facts.len()));
                map.insert(
                    "id".to_owned(),
                    self.labels.uid_of_row(element, index, &called).to_string().into(),
                );
            }
            if list.kind == ListKind::Invitations {
                map.insert("source".to_owned(), list.source.word().into());
            }
            fields::check(&mut map, &mut self.labels).map_err(|error| place.refuse(&error))?;
            let mut draft = draft(map, list.learned, place)?;
            if draft.fact.who.slug.is_none() {
                let nth = equals.entry(uid_of(&draft.fact, false)).or_default();
                if let Said::Invitation(Invitation { row, .. }) | Said::Connection(row) = &mut draft.fact.said
                    && row.nth == 0
                {
                    row.nth = *nth;
                }
                *nth += 1;
            }
            list.came.push(draft.fact.uid);
            self.facts.push(draft);
        }
        Ok(())
    }
}

/// A fact whose fields were looked at; without a word of when it was learned, it was `learned` then.
fn draft(mut map: Object, learned: Instant, place: Place) -> Result<Draft, Refusal> {
    let dated = map.contains_key("learned");
    if !dated {
        map.insert("learned".to_owned(), learned.to_rfc3339().into());
    }
    map.entry("id").or_insert_with(|| Uid::NOBODY.to_string().into());
    if map.contains_key("within") && map.get("at").and_then(Value::as_str).is_none_or(|at| at.len() > 10) {
        return Err(place.refuse("within: it needs a day as \"at\""));
    }
    // A memo is no sign, though some write it among them.
    if let Some(memo) = map.get_mut("signals").and_then(|signals| signals.as_object_mut()?.remove("memo")) {
        map.insert("memo".to_owned(), memo);
    }
    let fact: Fact = typed(map, place)?;
    check_content(&fact).map_err(|error| place.refuse(error))?;
    Ok(Draft { fact, dated, place })
}

/// The object as a type; every field of it was looked at before.
fn typed<T: serde::de::DeserializeOwned>(map: Object, place: Place) -> Result<T, Refusal> {
    serde_json::from_value(Value::Object(map))
        .map_err(|error| place.refuse(&fields::harmless(&error.to_string())))
}

/// What a fact has to tell, or it tells nothing.
fn check_content(fact: &Fact) -> Result<(), &'static str> {
    let has_who = fact.who != Who::default() || !fact.about.is_empty();
    match &fact.said {
        Said::Correction(correction) if correction.same.is_empty() && correction.set.is_empty() => {
            Err("it corrects nothing: \"set\" or \"same\" is missing")
        }
        Said::Correction(correction) if !correction.set.is_empty() && fact.about.is_empty() => {
            Err("\"about\" is missing: what it corrects")
        }
        Said::Correction(_) => Ok(()),
        _ if fact.at.is_none() => Err("\"at\" is missing: when it was"),
        Said::Account(_) => Ok(()),
        _ if !has_who => Err("it is about nobody: a slug, a name or \"about\" is missing"),
        Said::Look(look) if look.signals.is_empty() && look.memo.is_none() => Err("nothing was seen"),
        _ => Ok(()),
    }
}
