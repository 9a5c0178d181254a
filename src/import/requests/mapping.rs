//! Which column of a table is what: as its header tells, or the user with `--map`.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::import::words::WORDS;
use crate::record::name::fold;
use crate::record::suggest::{did_you_mean, nearest};

pub(super) const FIELDS: [&str; 12] = [
    "name",
    "first_name",
    "last_name",
    "profile_url",
    "email",
    "sent_at",
    "note",
    "accepted_at",
    "withdrawn_at",
    "status",
    "direction",
    "tags",
];

pub(super) fn fields_hint() -> String {
    let [all @ .., last] = FIELDS;
    format!("the fields are {} and {last}", all.join(", "))
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Mapping(pub(super) Vec<(&'static str, String)>);

impl Mapping {
    /// `FIELD=HEADER,…`; a header may be quoted, and an empty one means that the field is in no column.
    pub fn parse(texts: &[String]) -> Result<Self> {
        let mut map = Self::default();
        for item in texts.iter().flat_map(|text| split_items(text)) {
            let unreadable = || {
                Error::usage(format!("--map: {:?} is not FIELD=HEADER", item.trim()))
                    .hint("for example: --map 'sent_at=\"Date sent\",name=Contact'")
            };
            let (word, header) = item.split_once('=').ok_or_else(unreadable)?;
            let word = word.trim();
            let field =
                FIELDS.into_iter().find(|field| field.eq_ignore_ascii_case(word)).ok_or_else(|| {
                    let meant = did_you_mean(&nearest(word, FIELDS, 3));
                    Error::usage(format!("--map: there is no field {word:?}"))
                        .hint(meant.unwrap_or_else(fields_hint))
                })?;
            if map.0.iter().any(|(known, _)| *known == field) {
                return Err(Error::usage(format!("--map: {field} is given twice")));
            }
            map.0.push((field, unquoted(header.trim()).ok_or_else(unreadable)?));
        }
        Ok(map)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn split_items(text: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = text.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.filter(|item| !item.trim().is_empty()).collect()
}

fn unquoted(text: &str) -> Option<String> {
    let Some(rest) = text.strip_prefix('"') else { return Some(text.to_owned()) };
    rest.strip_suffix('"').map(|inside| inside.replace("\"\"", "\""))
}

pub(super) struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    pub(super) fn find(headers: &[String], map: &Mapping) -> Result<Self> {
        let mut columns = BTreeMap::new();
        for (field, header) in map.0.iter().filter(|(_, header)| !header.is_empty()) {
            columns.insert(*field, place_of(header, headers)?);
        }
        let taken: Vec<usize> = columns.values().copied().collect();
        for (index, header) in headers.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
            let Some(field) = field_of(header).filter(|field| map.0.iter().all(|(said, _)| said != field))
            else {
                continue;
            };
            if let Some(other) = columns.insert(field, index) {
                let first = &headers[other];
                // `Invited` beside `Invitation date` only says whether.
                let is_bare = |header: &str| field.ends_with("_at") && !fold(header).contains(' ');
                if is_bare(first) != is_bare(header) {
                    columns.insert(field, if is_bare(first) { index } else { other });
                    continue;
                }
                // `--map` could not tell them apart.
                let hint = if first.to_lowercase() == header.to_lowercase() {
                    "rename one of them".to_owned()
                } else {
                    format!("say which: --map '{field}=\"{}\"'", first.replace('"', "\"\""))
                };
                return Err(
                    Error::failed(format!("both {first:?} and {header:?} could be {field}")).hint(hint)
                );
            }
        }
        let found = Self(columns);
        Ok(found.with_loose(headers, map))
    }

    /// Of fields that no header is called exactly: `LinkedIn request sent (UTC)`. `Accepted (y/n)` beside a day is a
    /// status.
    fn with_loose(mut self, headers: &[String], map: &Mapping) -> Self {
        for (index, header) in headers.iter().enumerate() {
            let bare = header.split(['(', '[']).next().unwrap_or_default().to_lowercase();
            let bare = bare.trim().trim_start_matches("linkedin ");
            let is_taken = self.0.values().any(|taken| *taken == index);
            let Some(field) = field_of(bare).filter(|_| !is_taken) else { continue };
            let field = if field == "accepted_at" && self.0.contains_key(field) { "status" } else { field };
            if map.0.iter().all(|(said, _)| *said != field) {
                self.0.entry(field).or_insert(index);
            }
        }
        self
    }

    pub(super) fn place(&self, field: &str) -> Option<usize> {
        self.0.get(field).copied()
    }

    pub(super) fn missing(&self) -> Option<String> {
        let who = ["name", "first_name", "last_name", "profile_url"]
            .iter()
            .any(|field| self.place(field).is_some());
        let who = (!who).then_some("a name or a profile (name, profile_url)");
        let dated = ["sent_at", "accepted_at"].iter().any(|field| self.place(field).is_some());
        let when = (!dated).then_some("when the request was sent (sent_at)");
        let missing: Vec<&str> = who.into_iter().chain(when).collect();
        (!missing.is_empty()).then(|| missing.join(" and "))
    }

    pub(super) fn forget(&mut self, field: &str) {
        self.0.remove(field);
    }

    pub(super) fn found(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        FIELDS.into_iter().filter_map(|field| Some((field, self.place(field)?)))
    }
}

/// A line with a column that is known is a header, and nobody's data.
pub fn is_header(line: &[String]) -> bool {
    line.iter().any(|name| field_of(name).is_some())
}

fn field_of(header: &str) -> Option<&'static str> {
    let squeezed = |text: &str| fold(text).replace(' ', "");
    let wanted = squeezed(header);
    let is_called = |field: &&str| {
        WORDS.headers.get(*field).is_some_and(|all| all.iter().any(|one| squeezed(one) == wanted))
    };
    FIELDS.into_iter().find(is_called)
}

fn place_of(header: &str, headers: &[String]) -> Result<usize> {
    let wanted = header.trim().to_lowercase();
    let is_it = |(index, name): (usize, &String)| (name.to_lowercase() == wanted).then_some(index);
    let mut same = headers.iter().enumerate().filter_map(is_it);
    match (same.next(), same.next()) {
        (Some(index), None) => Ok(index),
        (Some(_), Some(_)) => {
            Err(Error::usage(format!("--map: two columns are called {header:?}")).hint("rename one of them"))
        }
        (None, _) => {
            let near = nearest(header, headers.iter().map(String::as_str), 3);
            Err(Error::usage(format!(
                "--map: there is no column {header:?}; the columns are {}",
                list(headers)
            ))
            .hint_if(did_you_mean(&near)))
        }
    }
}

pub(super) fn list(headers: &[String]) -> String {
    const MOST: usize = 30;
    const LONGEST: usize = 40;
    let short = |header: &String| format!("{:?}", header.chars().take(LONGEST).collect::<String>());
    let quoted: Vec<String> = headers.iter().take(MOST).map(short).collect();
    quoted.join(", ") + if headers.len() > MOST { ", …" } else { "" }
}
