//! What the user says about the columns of a table: `--map`.

use crate::error::{Error, Result};
use crate::record::suggest::{did_you_mean, nearest};

pub(super) const FIELDS: [&str; 10] = [
    "name",
    "first_name",
    "last_name",
    "profile_url",
    "email",
    "sent_at",
    "note",
    "accepted_at",
    "withdrawn_at",
    "tags",
];
pub(super) const FIELDS_HINT: &str = "the fields are name, first_name, last_name, profile_url, email, sent_at, note, accepted_at, \
     withdrawn_at and tags";

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
                        .hint(meant.unwrap_or_else(|| FIELDS_HINT.to_owned()))
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
