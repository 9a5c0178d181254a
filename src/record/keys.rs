//! What a fact can be found by, and what joins it with others.

use serde_json::Value;

use super::fact::{Answer, Fact, Said};
use super::name_key::person_key;
use super::uid::Uid;

/// Of a correction, what it tells.
pub struct Keys<'f> {
    pub slug: Option<&'f str>,
    pub folded: Option<String>,
    pub email: Option<&'f str>,
    /// The facts and lists that it names, other than itself.
    pub uids: Vec<Uid>,
    pub also: Vec<&'f str>,
}

impl<'f> Keys<'f> {
    pub fn of(fact: &'f Fact) -> Self {
        let (who, marks) = (&fact.who, &fact.marks);
        let mut keys = Self {
            slug: who.slug.as_deref(),
            folded: who.name.as_deref().map(person_key),
            email: who.email.as_deref(),
            uids: fact.about.clone(),
            also: marks.also.iter().map(AsRef::as_ref).collect(),
        };
        keys.uids.extend(&marks.not);
        if let Some(Answer::Fact(uid)) = marks.answer {
            keys.uids.push(uid);
        }
        if let Said::Correction(correction) = &fact.said {
            let told =
                |field| correction.set.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
            (keys.slug, keys.email) = (told("slug"), told("email"));
            keys.folded = told("name").map(person_key);
            keys.uids.extend(correction.same.iter().flat_map(|&(one, other)| [one, other]));
            for (field, value) in &correction.set {
                let several = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                for text in several.iter().filter_map(Value::as_str) {
                    keys.uids.extend(Uid::parse(text));
                    if field == "also" && !text.is_empty() {
                        keys.also.push(text);
                    }
                }
            }
        }
        keys
    }
}
