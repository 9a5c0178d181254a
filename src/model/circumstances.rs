//! The circumstances of a request that several facts tell of.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::matching::world::Restated;
use crate::record::context::Context;
use crate::record::fact::{Fact, Origin, Said};
use crate::record::time::Instant;

/// A fact that tells of a request, and which of its fields were corrected.
type Telling<'a> = (&'a Fact, Option<&'a Restated>);

/// Of each circumstance the word that was typed last, be it as a correction; else what a table or list says.
pub fn of(mut told: Vec<Telling>) -> Context {
    told.sort_by_key(|(fact, _)| (Reverse(is_typed(fact)), Reverse(fact.learned), fact.uid));
    let mut context = Context::default();
    told.iter().filter_map(|(fact, _)| told_by(fact)).for_each(|one| context.complete(one));
    if told.len() > 1 {
        for (field, one) in last_words(&told) {
            context.take_over(field, one);
        }
    }
    context
}

/// What a fact that tells of a request says of its circumstances.
pub fn told_by(fact: &Fact) -> Option<&Context> {
    match &fact.said {
        Said::Sent(sending) => Some(&sending.context),
        Said::Invitation(row) => Some(&row.context),
        _ => None,
    }
}

pub fn is_typed(fact: &Fact) -> bool {
    matches!(&fact.said, Said::Sent(sending) if sending.source == Origin::Typed)
}

/// The fields that the user corrected after everything else that they typed about them.
fn last_words<'a>(told: &[Telling<'a>]) -> BTreeMap<&'a str, &'a Context> {
    let mut last: BTreeMap<&str, (Instant, &Fact)> = BTreeMap::new();
    for (fact, restated) in told {
        for (field, &said) in restated.iter().flat_map(|restated| restated.iter()) {
            let entry = last.entry(field).or_insert((said, fact));
            if (entry.0, entry.1.uid) < (said, fact.uid) {
                *entry = (said, fact);
            }
        }
    }
    last.retain(|field, (said, _)| {
        !told.iter().any(|(fact, restated)| {
            let is_restated = restated.is_some_and(|restated| restated.contains_key(*field));
            let says = || told_by(fact).is_some_and(|one| one.says(field));
            !is_restated && is_typed(fact) && fact.learned > *said && says()
        })
    });
    last.into_iter().filter_map(|(field, (_, fact))| Some((field, told_by(fact)?))).collect()
}
