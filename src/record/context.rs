//! The circumstances of a request, as the user tells them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Begins the name of a field that is one tag.
pub const TAG: &str = "tag:";

/// What is known of a request's circumstances; the prior comes from these (heuristics 2.6).
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// The invitation note; none: sent without one, or not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The note was LinkedIn's default wording or an impersonal one (N06).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    /// The template that the note was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Where the two met, so that both remember it (N04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_at: Option<String>,
    /// Where the two met only briefly (T09).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_briefly: Option<String>,
    /// Number of shared connections (R04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutual: Option<u32>,
    /// Somebody senior or influential (N02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub senior: bool,
    /// Somebody who doesn't know the user (N05).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stranger: bool,
    /// The user saw that the invitation was sent (K09).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The user's own labels, sorted, without repetition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Context {
    /// Takes over what another source tells beside this one.
    pub fn complete(&mut self, other: &Self) {
        self.note = self.note.take().or_else(|| other.note.clone());
        self.template = self.template.take().or_else(|| other.template.clone());
        if self.met_at.is_none() && self.met_briefly.is_none() {
            (self.met_at, self.met_briefly) = (other.met_at.clone(), other.met_briefly.clone());
        }
        self.mutual = self.mutual.or(other.mutual);
        self.generic |= other.generic;
        self.senior |= other.senior;
        self.stranger |= other.stranger;
        self.confirmed |= other.confirmed;
        self.tags.extend(other.tags.iter().cloned());
        self.tags.sort_unstable();
        self.tags.dedup();
    }

    /// The fields, by the names that corrections call them by, that have a value.
    pub fn fields(&self) -> Vec<(Cow<'static, str>, Value)> {
        let some = [
            ("note", json!(self.note)),
            ("generic", json!(self.generic)),
            ("template", json!(self.template)),
            ("met_at", json!(self.met_at)),
            ("met_briefly", json!(self.met_briefly)),
            ("mutual", json!(self.mutual)),
            ("senior", json!(self.senior)),
            ("stranger", json!(self.stranger)),
            ("confirmed", json!(self.confirmed)),
        ];
        let has_value = |(_, value): &(_, Value)| !value.is_null() && *value != Value::Bool(false);
        let some = some.into_iter().filter(has_value).map(|(field, value)| (field.into(), value));
        some.chain(self.tags.iter().map(|tag| (format!("{TAG}{tag}").into(), Value::Bool(true)))).collect()
    }

    /// Whether a field, as corrections call it, has a value.
    pub fn says(&self, field: &str) -> bool {
        match field.strip_prefix(TAG) {
            Some(tag) => self.tags.iter().any(|own| own == tag),
            None => self.fields().iter().any(|(own, _)| own == field),
        }
    }

    /// Takes one field, as corrections call it, from another source, whatever it says.
    pub fn take_over(&mut self, field: &str, other: &Self) {
        match field {
            "note" => self.note.clone_from(&other.note),
            "generic" => self.generic = other.generic,
            "template" => self.template.clone_from(&other.template),
            "met_at" => self.met_at.clone_from(&other.met_at),
            "met_briefly" => self.met_briefly.clone_from(&other.met_briefly),
            "mutual" => self.mutual = other.mutual,
            "senior" => self.senior = other.senior,
            "stranger" => self.stranger = other.stranger,
            "confirmed" => self.confirmed = other.confirmed,
            _ => {
                let Some(tag) = field.strip_prefix(TAG) else { return };
                self.tags.retain(|own| own != tag);
                self.tags.extend(other.says(field).then(|| tag.to_owned()));
                self.tags.sort_unstable();
            }
        }
    }
}
