//! The fields of facts in a file: which a kind has, and what may stand in them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::record::context::TAG;
use crate::record::count::CONNECTIONS_LIMIT;
use crate::record::fact::Origin;
use crate::record::list::ListKind;
use crate::record::name::{MAX_NAME, MAX_WORD, clean, is_invisible};
use crate::record::observation::Signals;
use crate::record::slug::read_slug;
use crate::record::suggest::excerpt;
use crate::record::time::{DAY_MS, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

/// The version of the format: a program refuses those that are newer than it knows.
pub const SCHEMA: u32 = 1;

/// What an export says it is.
pub const KIND: &str = "invtrack-export";

/// A list, as it is written: its rows as what came and went since its base.
#[derive(Serialize, Deserialize)]
pub(super) struct ToldList {
    pub(super) id: Uid,
    #[serde(skip_deserializing)]
    pub(super) fact: &'static str,
    pub(super) list: ListKind,
    #[serde(default = "Origin::export", skip_serializing_if = "Origin::is_export")]
    pub(super) source: Origin,
    pub(super) as_of: When,
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub(super) complete: bool,
    pub(super) learned: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) base: Option<Uid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) came: Vec<Uid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) went: Vec<Uid>,
}

const fn yes() -> bool {
    true
}

/// Longest note or memo, in bytes: what a table to import from may hold in a cell.
const MAX_TEXT: usize = 64 << 10;
/// In characters (RFC 5321).
const MAX_ADDRESS: usize = 1000;
const MAX_WITHIN: u32 = 36_600;
/// More equal rows can't be told apart.
const MAX_NTH: u32 = 1_000_000;

pub(super) const LIST: &str = "list";
pub(super) const FORGOTTEN: &str = "forgotten";

const COMMON: &str = "id fact learned about slug name first email at within removed again also answer not";
const OF_LISTS: &str = "id fact learned";
const OF_FORGOTTEN: &str = "id fact learned slug name";

const FIXED: &str = "id fact learned about set same list base came went rows";

const KINDS: [(&str, &str); 11] = [
    ("sent", "source note generic template met_at met_briefly mutual senior stranger confirmed tags"),
    ("look", "source signals memo"),
    ("invitation", "source direction inviter note lines nth"),
    ("connection", "lines nth"),
    ("acceptance", "message_id words"),
    ("reply", ""),
    ("action", "do what"),
    ("correction", "set same"),
    ("account", "kind mistake"),
    (LIST, "list source as_of complete base came went rows"),
    (FORGOTTEN, ""),
];

fn has(names: &str, field: &str) -> bool {
    names.split(' ').any(|name| name == field)
}

#[derive(Default)]
pub(super) struct FactLabels(HashMap<Uid, Box<str>>);

impl FactLabels {
    pub(super) fn uid(&mut self, text: &str) -> Uid {
        Uid::parse(text).unwrap_or_else(|| {
            let uid = Uid::of_text(&format!("label {text}"));
            self.0.entry(uid).or_insert_with(|| text.into());
            uid
        })
    }

    pub(super) fn uid_of_row(&mut self, element: usize, row: usize, called: &str) -> Uid {
        let uid = Uid::of_text(&format!("row {element} {row}"));
        self.0.insert(uid, called.into());
        uid
    }

    pub(super) fn label(&self, uid: Uid) -> Option<&str> {
        self.0.get(&uid).map(|label| &**label)
    }
}

/// Puts values into their usual form, gives the kind. The words that a field may have the fact's type knows.
pub(super) fn check(map: &mut Map<String, Value>, labels: &mut FactLabels) -> Result<&'static str, String> {
    // A memo is no sign, though some write it among them.
    if let Some(memo) = map.get_mut("signals").and_then(|signals| signals.as_object_mut()?.remove("memo")) {
        map.insert("memo".to_owned(), memo);
    }
    let said = map.get("fact").ok_or("it has no \"fact\" that says what it is")?;
    let kind = said.as_str().and_then(|word| KINDS.iter().find(|(kind, _)| *kind == word));
    let Some((kind, own)) = kind else {
        return Err(format!("fact: {} is not a kind of fact that this program knows", shown(said)));
    };
    let common = match *kind {
        LIST => OF_LISTS,
        FORGOTTEN => OF_FORGOTTEN,
        _ => COMMON,
    };
    for (field, value) in map.iter_mut() {
        if !has(common, field) && !has(own, field) {
            return Err(format!("{} is not a field of this kind of fact ({kind})", quoted(field)));
        }
        check_value(field, value, labels).map_err(|error| format!("{field}: {error}"))?;
    }
    Ok(kind)
}

pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => excerpt(&other.to_string()),
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", excerpt(&harmless(text)))
}

/// Without what a terminal would obey.
pub(super) fn harmless(text: &str) -> String {
    text.chars().take(200).filter(|c| !is_invisible(*c) && !c.is_control()).collect()
}

fn wrong(value: &Value, why: &str) -> String {
    format!("{} {why}", shown(value))
}

fn check_value(field: &str, value: &mut Value, labels: &mut FactLabels) -> Result<(), String> {
    const NO_TIME: &str = "is not a time such as 2026-10-05 or 2026-10-05T14:30:00Z";
    const NO_WORD: &str = "is empty or too long";
    let cleaned = |most: usize| move |text: &str| clean(text, most).ok();
    let address = |text: &str| clean(text, MAX_ADDRESS).ok().filter(|text| text.contains('@'));
    let time = |text: &str| When::parse(text).map(|at| at.to_string());
    match field {
        "about" | "not" | "came" | "went" => each(value, |one| reference(one, labels)),
        "answer" if matches!(value.as_str(), Some("new" | "nobody")) => Ok(()),
        "answer" | "id" | "base" => reference(value, labels),
        "same" => each(value, |pair| match pair.as_array().map(Vec::len) {
            Some(2) => each(pair, |one| reference(one, labels)),
            _ => Err(wrong(pair, "is not a pair of facts")),
        }),
        "slug" | "inviter" => text(value, profile, "is not a profile"),
        "also" => each(value, |one| text(one, profile, "is not a profile")),
        "name" | "first" => text(value, cleaned(MAX_NAME), "is not a name, or is too long"),
        "email" => text(value, address, "is not an address"),
        "message_id" => text(value, cleaned(MAX_ADDRESS), NO_WORD),
        "fact" | "do" | "what" | "kind" | "source" | "direction" | "words" | "list" | "template"
        | "met_at" | "met_briefly" => text(value, cleaned(MAX_WORD), NO_WORD),
        "tags" => {
            each(value, |one| text(one, cleaned(MAX_WORD), NO_WORD))?;
            if let Value::Array(tags) = value {
                tags.sort_unstable_by(|a, b| a.as_str().cmp(&b.as_str()));
                tags.dedup();
            }
            Ok(())
        }
        "note" | "memo" => text(value, verbatim, NO_WORD),
        "lines" => each(value, |one| text(one, verbatim, NO_WORD)),
        "at" | "as_of" => text(value, time, NO_TIME),
        "learned" => text(value, learned, "is not a time such as 2026-10-05T14:30:00Z, or it is before 1970"),
        "within" => number(value, MAX_WITHIN),
        "nth" => number(value, MAX_NTH),
        "mutual" => number(value, CONNECTIONS_LIMIT),
        "signals" => match Signals::deserialize(&*value) {
            Ok(signals) if signals.connections.is_none_or(|count| count <= CONNECTIONS_LIMIT) => Ok(()),
            Ok(_) => Err(format!("count: it is more than {CONNECTIONS_LIMIT}, which nobody can have")),
            Err(error) => Err(harmless(&error.to_string())),
        },
        "set" => set(value, labels),
        "rows" => each(value, |_| Ok(())),
        _ if value.is_boolean() => Ok(()),
        _ => Err(wrong(value, "is neither true nor false")),
    }
}

fn each(value: &mut Value, mut check: impl FnMut(&mut Value) -> Result<(), String>) -> Result<(), String> {
    match value {
        Value::Array(values) => values.iter_mut().try_for_each(&mut check),
        other => Err(wrong(other, "is not a list")),
    }
}

fn text(value: &mut Value, form: impl Fn(&str) -> Option<String>, not: &str) -> Result<(), String> {
    let Value::String(text) = value else { return Err(wrong(value, "is not text")) };
    match form(text) {
        Some(formed) => *text = formed,
        None => return Err(wrong(value, not)),
    }
    Ok(())
}

fn reference(value: &mut Value, labels: &mut FactLabels) -> Result<(), String> {
    match value {
        Value::String(text) if !text.is_empty() && text.len() <= MAX_ADDRESS => {
            if Uid::parse(text).is_none() {
                *text = labels.uid(text).to_string();
            }
            Ok(())
        }
        other => Err(wrong(other, "is not the id of a fact")),
    }
}

fn profile(text: &str) -> Option<String> {
    read_slug(text).ok()
}

fn verbatim(text: &str) -> Option<String> {
    let is_fine = !text.trim().is_empty() && text.len() <= MAX_TEXT && !text.contains('\0');
    is_fine.then(|| text.to_owned())
}

/// Of a day its beginning.
fn learned(text: &str) -> Option<String> {
    let at = match When::parse(text)? {
        When::Moment(at) | When::Local(at) => at,
        When::Day(day) | When::Within(day, _) => day.utc_noon().plus_millis(-DAY_MS / 2),
    };
    (at >= Instant::from_millis(0)).then(|| at.to_rfc3339())
}

fn number(value: &Value, most: u32) -> Result<(), String> {
    let is_fine = value.as_u64().is_some_and(|number| number <= u64::from(most));
    is_fine.then_some(()).ok_or_else(|| wrong(value, &format!("is not a whole number up to {most}")))
}

fn set(value: &mut Value, labels: &mut FactLabels) -> Result<(), String> {
    let Value::Object(fields) = value else { return Err(wrong(value, "is not an object with fields")) };
    for (field, value) in fields.iter_mut() {
        let is_own = || KINDS.iter().any(|(_, own)| has(own, field));
        let is_known = match field.strip_prefix(TAG) {
            Some(tag) => clean(tag, MAX_WORD).is_ok_and(|word| word == tag),
            None => !has(FIXED, field) && (has(COMMON, field) || is_own()),
        };
        if !is_known {
            return Err(format!("{} is not a field that can be corrected", quoted(field)));
        }
        if !value.is_null() {
            check_value(field, value, labels).map_err(|error| format!("{field}: {error}"))?;
        }
    }
    Ok(())
}
