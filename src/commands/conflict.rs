//! Fields of one request that were said differently in two places: the later word counts, and the other one is named.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::prelude::*;
use crate::model::circumstances::{is_typed, told_by};
use crate::record::fact::{Fact, Said};
use crate::record::suggest::excerpt;
use crate::record::time::Instant;

const OF_PERSON: [&str; 3] = ["name", "slug", "email"];

/// What corrections say of whom a fact is about; that is no field.
const MATCHING: [&str; 5] = ["answer", "not", "removed", "again", "also"];

#[derive(Serialize)]
pub struct Conflict {
    request: i64,
    name: String,
    field: String,
    /// When the word that counts was said, and the other one.
    kept: Instant,
    given_up: Instant,
}

impl Conflict {
    pub fn is_of_person(&self) -> bool {
        OF_PERSON.contains(&self.field.as_str())
    }
}

type Word = (Instant, Uid, Value);

/// What was said differently by the facts that `is_other`, and by the rest.
pub fn conflicts(book: &Tracked, is_other: impl Fn(&Fact) -> bool) -> Vec<Conflict> {
    let mut corrections: HashMap<Uid, Vec<&Fact>> = HashMap::new();
    for fact in book.world.facts.iter().filter(|fact| matches!(fact.said, Said::Correction(_))) {
        fact.about.iter().for_each(|&about| corrections.entry(about).or_default().push(fact));
    }
    let facts: HashMap<Uid, &Fact> = book.world.facts.iter().map(|fact| (fact.uid, fact)).collect();
    let said_by = |uid: &Uid| {
        facts.get(uid).copied().into_iter().chain(corrections.get(uid).into_iter().flatten().copied())
    };
    let mut conflicts = Vec::new();
    for request in &book.requests {
        // Most were told of once.
        if request.facts.len() == 1 && !corrections.contains_key(&request.facts[0]) {
            continue;
        }
        let mut words: BTreeMap<String, [Option<Word>; 2]> = BTreeMap::new();
        for fact in request.facts.iter().flat_map(said_by) {
            let side = usize::from(is_other(fact));
            for (field, value) in fields_of(fact, &corrections) {
                let last = &mut words.entry(field).or_default()[side];
                if last.as_ref().is_none_or(|last| (last.0, last.1) <= (fact.learned, fact.uid)) {
                    *last = Some((fact.learned, fact.uid, value));
                }
            }
        }
        let name = book.person(request.person.id).map_or("", |person| person.name.as_str());
        for (field, words) in words {
            let [Some(here), Some(there)] = words else { continue };
            if here.2 != there.2 {
                let (kept, given_up) = (here.0.max(there.0), here.0.min(there.0));
                conflicts.push(Conflict {
                    request: request.id,
                    name: name.to_owned(),
                    field,
                    kept,
                    given_up,
                });
            }
        }
    }
    conflicts
}

fn fields_of(fact: &Fact, corrections: &HashMap<Uid, Vec<&Fact>>) -> Vec<(String, Value)> {
    if let Said::Correction(correction) = &fact.said {
        let is_told = |field: &str| !MATCHING.contains(&field);
        let set = correction.set.iter().filter(|(field, _)| is_told(field));
        return set.map(|(field, value)| (field.clone(), value.clone())).collect();
    }
    let is_corrected = |field: &str| {
        let sets = |one: &&Fact| matches!(&one.said, Said::Correction(said) if said.set.contains_key(field));
        corrections.get(&fact.uid).into_iter().flatten().any(sets)
    };
    let fields = told_by(fact).filter(|_| is_typed(fact)).into_iter().flat_map(|context| context.fields());
    fields.filter(|(field, _)| !is_corrected(field)).collect()
}

pub fn tell(conflicts: &[Conflict], context: &Env, ui: &mut Ui) {
    for Conflict { request, name, field, kept, given_up } in conflicts {
        let (field, name) = (field.replace('_', " "), excerpt(name));
        let (kept, given_up) = (context.wall_clock(*kept), context.wall_clock(*given_up));
        ui.warn(&format!(
            "request #{request} ({name}): {field}: the one of {kept} kept, the one of {given_up} given up"
        ));
    }
}
