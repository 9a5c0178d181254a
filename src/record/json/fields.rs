//! The fields of facts in a file: which a kind has, and what may stand in them.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::record::account::AccountEventKind;
use crate::record::count::CONNECTIONS_LIMIT;
use crate::record::fact::{Direction, Origin, Words};
use crate::record::list::ListKind;
use crate::record::name::{MAX_NAME, MAX_WORD, clean, is_invisible};
use crate::record::observation::Signals;
use crate::record::slug::read_slug;
use crate::record::suggest::excerpt;
use crate::record::time::{DAY_MS, Instant};
use crate::record::uid::Uid;
use crate::record::when::When;

/// Longest note or memo, in bytes: what a table to import from may hold in a cell.
const MAX_TEXT: usize = 64 << 10;
/// Longest address (RFC 5321) or number of a mail, in characters.
const MAX_ADDRESS: usize = 1000;
/// Most days that something is known within: a century.
const MAX_WITHIN: u32 = 36_600;
/// More equal rows can't be told apart.
const MAX_NTH: u32 = 1_000_000;

type Names = &'static [&'static str];

/// What every fact may have.
const COMMON: Names = &[
    "id", "fact", "learned", "about", "slug", "name", "first", "email", "at", "within", "removed", "again",
    "also", "answer", "not",
];

/// The kinds, and what else they may have.
const KINDS: [(&str, Names); 11] = [
    (
        "sent",
        &[
            "source",
            "note",
            "generic",
            "template",
            "met_at",
            "met_briefly",
            "mutual",
            "senior",
            "stranger",
            "confirmed",
            "tags",
        ],
    ),
    ("look", &["source", "signals", "memo"]),
    ("invitation", &["source", "direction", "inviter", "note", "lines", "nth"]),
    ("connection", &["nth"]),
    ("acceptance", &["message_id", "words"]),
    ("reply", &[]),
    ("action", &["do", "what"]),
    ("correction", &["set", "same"]),
    ("account", &["kind", "mistake"]),
    (LIST, &["list", "source", "as_of", "complete", "base", "came", "went", "rows"]),
    (FORGOTTEN, &[]),
];
pub(super) const LIST: &str = "list";
pub(super) const FORGOTTEN: &str = "forgotten";

/// What lists and marks of the forgotten have of what is common.
const OF_LISTS: Names = &["id", "fact", "learned"];
const OF_FORGOTTEN: Names = &["id", "fact", "learned", "slug", "name"];

/// What a correction can't set.
const FIXED: Names =
    &["id", "fact", "learned", "about", "set", "same", "list", "base", "came", "went", "rows"];

/// Begins a field that a correction may set: one of the tags.
const TAG: &str = "tag:";

/// The labels of a file, each with a uid that stands for it until its own is known.
#[derive(Default)]
pub(super) struct Labels(HashMap<Uid, Box<str>>);

impl Labels {
    /// The uid, or what stands for it.
    pub(super) fn uid(&mut self, text: &str) -> Uid {
        Uid::parse(text).unwrap_or_else(|| {
            let uid = Uid::of_text(&format!("label {text}"));
            self.0.entry(uid).or_insert_with(|| text.into());
            uid
        })
    }

    /// What stands for a row of that element, which is called so unless something else is.
    pub(super) fn uid_of_row(&mut self, element: usize, row: usize, called: &str) -> Uid {
        let uid = Uid::of_text(&format!("row {element} {row}"));
        self.0.insert(uid, called.into());
        uid
    }

    /// The label that it stands for; none of a uid.
    pub(super) fn label(&self, uid: Uid) -> Option<&str> {
        self.0.get(&uid).map(|label| &**label)
    }
}

/// Looks at all fields of a fact, and puts what stands in them into its usual form. Gives its kind.
pub(super) fn check(map: &mut Map<String, Value>, labels: &mut Labels) -> Result<&'static str, String> {
    let said = map.get("fact").ok_or("it has no \"fact\" that says what it is")?;
    let kind = said.as_str().and_then(|word| KINDS.iter().find(|(kind, _)| *kind == word));
    let Some((kind, own)) = kind else {
        return Err(format!("fact: {} is no kind of fact that this program knows", shown(said)));
    };
    let common = match *kind {
        LIST => OF_LISTS,
        FORGOTTEN => OF_FORGOTTEN,
        _ => COMMON,
    };
    for (field, value) in map.iter_mut() {
        if !common.contains(&field.as_str()) && !own.contains(&field.as_str()) {
            return Err(format!("{} is no field of this kind of fact ({kind})", quoted(field)));
        }
        check_value(kind, field, value, labels).map_err(|error| format!("{field}: {error}"))?;
    }
    Ok(kind)
}

/// The beginning of what stands there, harmless.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => excerpt(&other.to_string()),
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", harmless(text))
}

/// The beginning of a text, without what a terminal would obey.
pub(super) fn harmless(text: &str) -> String {
    let head: String = text.chars().take(200).filter(|c| !is_invisible(*c) && !c.is_control()).collect();
    excerpt(&head)
}

fn check_value(kind: &str, field: &str, value: &mut Value, labels: &mut Labels) -> Result<(), String> {
    match field {
        "about" | "not" | "came" | "went" => each(value, |one| reference(one, labels)),
        "answer" if matches!(value.as_str(), Some("new" | "nobody")) => Ok(()),
        "answer" | "id" | "base" => reference(value, labels),
        "same" => each(value, |pair| match pair.as_array().map(Vec::len) {
            Some(2) => each(pair, |one| reference(one, labels)),
            _ => Err(wrong(pair, "is no pair of facts")),
        }),
        "slug" | "inviter" => text(value, profile),
        "also" => each(value, |one| text(one, profile)),
        "name" | "first" => text(value, |text| clean(text, MAX_NAME).ok().ok_or("is no name, or too long")),
        "email" => text(value, |text| {
            clean(text, MAX_ADDRESS).ok().filter(|text| text.contains('@')).ok_or("is no address")
        }),
        "message_id" => text(value, |text| clean(text, MAX_ADDRESS).ok().ok_or("is empty or too long")),
        "template" | "met_at" | "met_briefly" | "fact" | "do" | "what" => text(value, word),
        "tags" => tags(value),
        "note" | "memo" => text(value, verbatim),
        "lines" => each(value, |one| text(one, verbatim)),
        "at" | "as_of" => text(value, time),
        "learned" => text(value, learned),
        "within" => number(value, MAX_WITHIN),
        "nth" => number(value, MAX_NTH),
        "mutual" => number(value, CONNECTIONS_LIMIT),
        "source" => one_of(value, &sources(kind)),
        "direction" => one_of(value, &Direction::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        "words" => one_of(value, &[Words::Unknown.word()]),
        "kind" => one_of(value, &AccountEventKind::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        "list" => one_of(value, &ListKind::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        "signals" => signals(value),
        "set" => set(value, labels),
        "rows" => each(value, |_| Ok(())),
        _ => value.is_boolean().then_some(()).ok_or_else(|| wrong(value, "is neither true nor false")),
    }
}

fn wrong(value: &Value, why: &str) -> String {
    format!("{} {why}", shown(value))
}

fn each(value: &mut Value, mut check: impl FnMut(&mut Value) -> Result<(), String>) -> Result<(), String> {
    match value {
        Value::Array(values) => values.iter_mut().try_for_each(&mut check),
        other => Err(wrong(other, "is no list")),
    }
}

/// Puts a text into the form that it is stored in.
fn text(value: &mut Value, form: impl Fn(&str) -> Result<String, &'static str>) -> Result<(), String> {
    let Value::String(text) = value else { return Err(wrong(value, "is no text")) };
    match form(text) {
        Ok(formed) => *text = formed,
        Err(why) => return Err(wrong(value, why)),
    }
    Ok(())
}

fn reference(value: &mut Value, labels: &mut Labels) -> Result<(), String> {
    let is_label = |text: &str| !text.is_empty() && text.len() <= MAX_ADDRESS;
    match value {
        Value::String(text) if is_label(text) => {
            if Uid::parse(text).is_none() {
                *text = labels.uid(text).to_string();
            }
            Ok(())
        }
        other => Err(wrong(other, "is no id of a fact")),
    }
}

fn profile(text: &str) -> Result<String, &'static str> {
    read_slug(text).map_err(|_| "is no profile")
}

fn word(text: &str) -> Result<String, &'static str> {
    clean(text, MAX_WORD).map_err(|_| "is empty or too long")
}

fn verbatim(text: &str) -> Result<String, &'static str> {
    let is_fine = !text.trim().is_empty() && text.len() <= MAX_TEXT && !text.contains('\0');
    is_fine.then(|| text.to_owned()).ok_or("is empty or too long")
}

fn time(text: &str) -> Result<String, &'static str> {
    When::parse(text).map(|at| at.to_string()).ok_or("is no time such as 2026-10-05 or 2026-10-05T14:30:00Z")
}

/// A moment; of a day its beginning.
fn learned(text: &str) -> Result<String, &'static str> {
    let at = match When::parse(text) {
        Some(When::Moment(at) | When::Local(at)) => Some(at),
        Some(When::Day(day)) => Some(day.utc_noon().plus_millis(-DAY_MS / 2)),
        Some(When::Within(..)) | None => None,
    };
    let at = at.filter(|at| *at >= Instant::from_millis(0));
    at.map(Instant::to_rfc3339).ok_or("is no time such as 2026-10-05T14:30:00Z, or it is before 1970")
}

fn number(value: &Value, most: u32) -> Result<(), String> {
    let is_fine = value.as_u64().is_some_and(|number| number <= u64::from(most));
    is_fine.then_some(()).ok_or_else(|| wrong(value, &format!("is no whole number up to {most}")))
}

fn one_of(value: &Value, words: &[&str]) -> Result<(), String> {
    let is_one = value.as_str().is_some_and(|word| words.contains(&word));
    is_one.then_some(()).ok_or_else(|| wrong(value, &format!("is none of: {}", words.join(", "))))
}

/// Where such a fact can have been read.
fn sources(kind: &str) -> Vec<&'static str> {
    let sources: &[Origin] = match kind {
        "sent" => &[Origin::Typed, Origin::Table],
        "look" => &[Origin::Typed, Origin::Page, Origin::Table],
        _ => &[Origin::Export, Origin::Page],
    };
    sources.iter().map(|source| source.word()).collect()
}

fn tags(value: &mut Value) -> Result<(), String> {
    each(value, |one| text(one, word))?;
    if let Value::Array(tags) = value {
        tags.sort_unstable_by(|a, b| a.as_str().cmp(&b.as_str()));
        tags.dedup();
    }
    Ok(())
}

/// The signs of a look, each by itself: the first wrong one is named.
fn signals(value: &mut Value) -> Result<(), String> {
    let Value::Object(signs) = value else { return Err(wrong(value, "is no object with what was seen")) };
    for (sign, seen) in signs.iter() {
        if sign == "memo" {
            continue;
        }
        let alone = Value::Object([(sign.clone(), seen.clone())].into_iter().collect());
        match serde_json::from_value::<Signals>(alone) {
            Err(error) if error.to_string().starts_with("unknown field") => {
                return Err(format!("{} is nothing that is seen", quoted(sign)));
            }
            Err(_) => return Err(format!("{sign}: {}", wrong(seen, "is nothing that is seen there"))),
            Ok(signals) if signals.connections.is_some_and(|count| count > CONNECTIONS_LIMIT) => {
                return Err(format!("{sign}: {}", wrong(seen, "is more than anybody can have")));
            }
            Ok(_) => {}
        }
    }
    Ok(())
}

/// The fields that a correction sets: those of any kind; nothing (`null`) takes one away.
fn set(value: &mut Value, labels: &mut Labels) -> Result<(), String> {
    let Value::Object(fields) = value else { return Err(wrong(value, "is no object with fields")) };
    for (field, value) in fields.iter_mut() {
        let is_tag = field.strip_prefix(TAG).is_some_and(|tag| word(tag).is_ok_and(|word| word == tag));
        let has = |names: Names| names.contains(&field.as_str());
        let own = || KINDS.iter().any(|(_, own)| has(own));
        if !is_tag && (has(FIXED) || !has(COMMON) && !own()) {
            return Err(format!("{} is no field that can be corrected", quoted(field)));
        }
        if !value.is_null() {
            check_value("", field, value, labels).map_err(|error| format!("{field}: {error}"))?;
        }
    }
    Ok(())
}
