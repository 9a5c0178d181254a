//! What the user said of facts: corrections laid over them (M4), and who was forgotten (M5).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Deserialize;
use serde_json::Value;

use crate::record::context::TAG;
use crate::record::fact::{Answer, Fact, Said};
use crate::record::forgotten::Forgotten;
use crate::record::list::List;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;

use super::facts::number_of;
use super::world::{FactId, Restated};

/// What makes a fact the one that it is: no correction reaches it.
const FIXED: [&str; 3] = ["id", "fact", "learned"];

/// M4: of several of one field, the one learned last holds.
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
        let fields = fields_of.get(&list.uid).into_iter().flatten();
        let days = fields.filter(|(field, ..)| *field == "as_of");
        list.as_of = days.rev().find_map(|(_, day, _)| When::deserialize(*day).ok()).unwrap_or(list.as_of);
    }
    let mut restated = HashMap::new();
    let mut corrected: Vec<(usize, Fact)> = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let Some(fields) = fields_of.get(&fact.uid).filter(|_| !matches!(fact.said, Said::Correction(_)))
        else {
            continue;
        };
        let mut now = fact.clone();
        let mut said = BTreeMap::new();
        for (field, value, learned) in fields.iter().filter(|(field, ..)| !FIXED.contains(field)) {
            if let Some(changed) = with_field(&now, field, value) {
                now = changed;
                said.insert((*field).into(), *learned);
            }
        }
        restated.insert(number_of(place), said);
        corrected.push((place, now));
    }
    for (place, fact) in corrected {
        facts[place] = fact;
    }
    restated
}

fn with_field(fact: &Fact, field: &str, value: &Value) -> Option<Fact> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(fact) else { return None };
    if let Some(tag) = field.strip_prefix(TAG) {
        let tags = fields.remove("tags").map(BTreeSet::<String>::deserialize);
        let mut tags = tags.and_then(Result::ok).unwrap_or_default();
        if value.as_bool()? {
            tags.insert(tag.to_owned())
        } else {
            tags.remove(tag)
        };
        fields.insert("tags".to_owned(), tags.into_iter().collect());
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

/// M5: about somebody who was forgotten, or without a profile of its own and naming nothing but such facts.
pub(super) fn left_out(facts: &[Fact], forgotten: &Forgotten) -> Vec<bool> {
    let forgotten = forgotten.in_force(facts);
    let mut out: Vec<bool> = facts.iter().map(|fact| forgotten.since(&fact.who).is_some()).collect();
    let mut gone: HashSet<Uid> =
        facts.iter().zip(&out).filter(|(_, out)| **out).map(|(fact, _)| fact.uid).collect();
    if gone.is_empty() {
        return out;
    }
    let mut namers: HashMap<Uid, Vec<usize>> = HashMap::new();
    for (place, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.who.slug.is_none()) {
        for uid in named(fact) {
            namers.entry(uid).or_default().push(place);
        }
    }
    let mut todo: Vec<Uid> = gone.iter().copied().collect();
    while let Some(uid) = todo.pop() {
        for &place in namers.get(&uid).into_iter().flatten() {
            if !out[place] && named(&facts[place]).all(|uid| gone.contains(&uid)) {
                out[place] = true;
                todo.extend(gone.insert(facts[place].uid).then_some(facts[place].uid));
            }
        }
    }
    out
}

fn named(fact: &Fact) -> impl Iterator<Item = Uid> + '_ {
    let same = if let Said::Correction(correction) = &fact.said { correction.same.as_slice() } else { &[] };
    let answer = if let Some(Answer::Fact(uid)) = fact.marks.answer { Some(uid) } else { None };
    fact.about.iter().copied().chain(same.iter().flat_map(|pair| [pair.0, pair.1])).chain(answer)
}
