//! The circumstances of a request, as the user tells them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub const TAG: &str = "tag:";

/// The prior comes from these (heuristics 2.6).
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// None: sent without one, or not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// LinkedIn's default wording, or impersonal (N06).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// So that both remember it (N04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_at: Option<String>,
    /// T09.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_briefly: Option<String>,
    /// Shared connections (R04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutual: Option<u32>,
    /// Or influential (N02).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub senior: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stranger: bool,
    /// The user saw that the invitation was sent (K09).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Context {
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

    pub fn fields(&self) -> Map<String, Value> {
        let mut fields = self.plain_fields();
        fields.extend(self.tags.iter().map(|tag| (format!("{TAG}{tag}"), Value::Bool(true))));
        fields
    }

    fn plain_fields(&self) -> Map<String, Value> {
        match serde_json::to_value(Self { tags: Vec::new(), ..self.clone() }) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }

    /// What the user wrote of it.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        let texts = [&self.note, &self.template, &self.met_at, &self.met_briefly];
        texts.into_iter().flatten().chain(&self.tags)
    }

    pub fn says(&self, field: &str) -> bool {
        self.fields().contains_key(field)
    }

    /// Also where the other says nothing.
    pub fn take_over(&mut self, field: &str, other: &Self) {
        if let Some(tag) = field.strip_prefix(TAG) {
            self.tags.retain(|own| own != tag);
            self.tags.extend(other.says(field).then(|| tag.to_owned()));
            self.tags.sort_unstable();
            return;
        }
        let mut fields = self.plain_fields();
        fields.remove(field);
        fields.extend(other.plain_fields().remove_entry(field));
        if let Ok(taken) = serde_json::from_value::<Self>(Value::Object(fields)) {
            *self = Self { tags: std::mem::take(&mut self.tags), ..taken };
        }
    }
}
