//! What the user said of facts: corrections laid over them (M4), and who was forgotten (M5).

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::record::context::TAG;
use crate::record::fact::{Answer, Fact, Said};
use crate::record::forgotten::Forgotten;
use crate::record::list::List;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;

use super::numbers::number_of;
use super::world::{FactId, Restated};

/// What makes a fact the one that it is: no correction reaches it.
const FIXED: [&str; 3] = ["id", "fact", "learned"];

/// Lays every correction over the facts and lists that it names (M4): of several of one field, the one learned last
/// holds. Returns which fields of which facts were corrected, and when.
pub(super) fn correct(facts: &mut [Fact], lists: &mut [List]) -> HashMap<FactId, Restated> {
    let mut corrections: Vec<&Fact> =
        facts.iter().filter(|fact| matches!(fact.said, Said::Correction(_))).collect();
    corrections.sort_unstable_by_key(|fact| (fact.learned, fact.uid));
    corrections.dedup_by_key(|fact| fact.uid);
    let mut fields_of: HashMap<Uid, Vec<(&str, &Value, Instant)>> = HashMap::new();
    for correction in corrections {
        let Said::Correction(said) = &correction.said else { continue };
        for target in &correction.about {
            let fields = said.set.iter().map(|(field, value)| (field.as_str(), value, correction.learned));
            fields_of.entry(*target).or_default().extend(fields);
        }
    }
    for list in lists.iter_mut() {
        let fields = fields_of.get(&list.uid).into_iter().flatten().rev();
        let mut days = fields
            .filter(|(field, ..)| *field == "as_of")
            .filter_map(|(_, day, _)| When::deserialize(*day).ok());
        list.as_of = days.next().unwrap_or(list.as_of);
    }
    let mut restated = HashMap::new();
    let mut corrected: Vec<(usize, Fact)> = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let Some(fields) = fields_of.get(&fact.uid) else { continue };
        if matches!(fact.said, Said::Correction(_)) {
            continue;
        }
        let mut now = fact.clone();
        let mut said = BTreeMap::new();
        for (field, value, learned) in fields.iter().filter(|(field, ..)| !FIXED.contains(field)) {
            let Some(changed) = with_field(&now, field, value) else { continue };
            now = changed;
            said.insert((*field).into(), *learned);
        }
        restated.insert(number_of(place), said);
        corrected.push((place, now));
    }
    for (place, fact) in corrected {
        facts[place] = fact;
    }
    restated
}

/// The fact with another value in one field; none where that can't be read.
fn with_field(fact: &Fact, field: &str, value: &Value) -> Option<Fact> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(fact) else { return None };
    if let Some(tag) = field.strip_prefix(TAG) {
        set_tag(&mut fields, tag, value.as_bool()?);
    } else if value.is_null() {
        fields.remove(field);
    } else {
        fields.insert(field.to_owned(), value.clone());
    }
    if field == "at" {
        fields.remove("within");
    }
    Fact::deserialize(&Value::Object(fields)).ok()
}

fn set_tag(fields: &mut Map<String, Value>, tag: &str, is_set: bool) {
    let tags = fields.entry("tags").or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(tags) = tags else { return };
    match tags.binary_search_by(|other| other.as_str().unwrap_or_default().cmp(tag)) {
        Ok(place) if !is_set => _ = tags.remove(place),
        Err(place) if is_set => tags.insert(place, Value::from(tag)),
        _ => {}
    }
}

/// Of each fact, whether it is left out (M5): it is about somebody who was forgotten, or names only such facts.
pub(super) fn left_out(facts: &[Fact], forgotten: &Forgotten) -> Vec<bool> {
    let forgotten = forgotten.in_force(facts);
    if forgotten.marks.is_empty() {
        return vec![false; facts.len()];
    }
    let mut out: Vec<bool> = facts.iter().map(|fact| forgotten.since(&fact.who).is_some()).collect();
    leave_out_followers(facts, &mut out);
    out
}

/// Leaves out, too, what has no profile of its own and names nothing but facts that are left out.
fn leave_out_followers(facts: &[Fact], out: &mut [bool]) {
    let mut namers: HashMap<Uid, Vec<usize>> = HashMap::new();
    for (place, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.who.slug.is_none()) {
        for uid in named(fact) {
            namers.entry(uid).or_default().push(place);
        }
    }
    let mut gone: HashSet<Uid> =
        facts.iter().zip(&*out).filter(|(_, out)| **out).map(|(f, _)| f.uid).collect();
    let mut todo: Vec<Uid> = gone.iter().copied().collect();
    while let Some(uid) = todo.pop() {
        for &place in namers.get(&uid).into_iter().flatten() {
            let fact = &facts[place];
            if !out[place] && named(fact).all(|uid| gone.contains(&uid)) {
                out[place] = true;
                if gone.insert(fact.uid) {
                    todo.push(fact.uid);
                }
            }
        }
    }
}

/// The facts that a fact names as being about the same person.
fn named(fact: &Fact) -> impl Iterator<Item = Uid> + '_ {
    let same = match &fact.said {
        Said::Correction(correction) => correction.same.as_slice(),
        _ => &[],
    };
    let answer = match fact.marks.answer {
        Some(Answer::Fact(uid)) => Some(uid),
        _ => None,
    };
    fact.about.iter().copied().chain(same.iter().flat_map(|pair| [pair.0, pair.1])).chain(answer)
}
