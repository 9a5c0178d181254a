//! Which facts are about one person for certain: one profile, one address, or the user's word (M6, M7).

use std::collections::{HashMap, HashSet};

use crate::record::name_key::is_near;

use super::in_force::{FactKind, Id, InForce, NONE};
use super::joins::Joins;
use super::near::NearNames;
use super::numbers::Key;
use super::ties::Ties;

/// An address that so many names bear is an office's, however near they are.
const MOST_NAMES: usize = 16;

/// Of each fact, whether it is about a person other than the user (M6), and doesn't wait for another fact (M3).
pub(super) fn are_of_people(facts: &InForce, ties: &Ties) -> Vec<bool> {
    let is_own = |slug: Option<Key>| slug.is_some_and(|slug| ties.owners.contains(&slug));
    let is_another = |kind, slug| kind != FactKind::Unread && (kind == FactKind::Sent || !is_own(slug));
    let mut are: Vec<bool> = facts.all().map(|(_, fact)| is_another(fact.kind, fact.slug)).collect();
    let is_known = |other: &(Id, Id)| other.1 != NONE && are[other.1 as usize];
    let of_one = ties.about.chunk_by(|a, b| a.0 == b.0);
    let waiting: Vec<Id> = of_one
        .filter(|about| facts[about[0].0].slug.is_none() && !about.iter().any(is_known))
        .map(|about| about[0].0)
        .collect();
    for id in waiting {
        are[id as usize] = false;
    }
    are
}

/// Joins what is about one person (M6).
pub(super) fn joined(facts: &InForce, ties: &Ties, are_of_people: &[bool]) -> Joins {
    let mut joins = Joins::new(facts.len());
    let joins_others = |id: Id| are_of_people[id as usize] && !facts[id].is_mute();
    let slugs = facts.all().filter_map(|(id, fact)| Some((id, fact.slug?)));
    let mut by_slug: Vec<Option<Id>> = vec![None; facts.profiles.len()];
    for (id, slug) in slugs.chain(ties.also.iter().copied()).filter(|(id, _)| joins_others(*id)) {
        joins.join(*by_slug[slug as usize].get_or_insert(id), id);
    }
    let is_meant = |id: Id| id != NONE && are_of_people[id as usize];
    let named = ties.about.iter().chain(&ties.answers).filter(|(id, _)| joins_others(*id));
    for (a, b) in named.chain(&ties.same).filter(|(a, b)| is_meant(*a) && is_meant(*b)) {
        joins.join(*a, *b);
    }
    joins.settle();
    let mut by_email: HashMap<String, Vec<Id>> = HashMap::new();
    for (id, email) in ties.emails.iter().filter(|(id, _)| joins_others(*id)) {
        by_email.entry(email.to_lowercase()).or_default().push(*id);
    }
    let of_one: Vec<Vec<Id>> = by_email.into_values().filter(|ids| is_of_one(facts, &joins, ids)).collect();
    joins.join_all(of_one.iter().flat_map(|ids| ids.iter().map(|id| (ids[0], *id))));
    joins
}

/// Whether an address is one person's: the facts that bear it have no two profiles, and only near names (M7).
fn is_of_one(facts: &InForce, joins: &Joins, ids: &[Id]) -> bool {
    let profiles: HashSet<Id> =
        ids.iter().filter(|id| facts[**id].slug.is_some()).map(|id| joins.root(*id)).collect();
    let keys: HashSet<Key> = ids.iter().filter_map(|id| facts[*id].key).collect();
    let names: Vec<&str> = keys.iter().map(|key| facts.names.text(*key)).collect();
    let is_near_later = |nth: usize| names[nth + 1..].iter().all(|other| is_near(names[nth], other));
    profiles.len() <= 1 && names.len() <= MOST_NAMES && (0..names.len()).all(is_near_later)
}

/// Which facts can be about somebody who was asked, by certain joins or by name, and the names near theirs. Most
/// connections are not: they are strangers of nobody.
pub(super) fn concerned(facts: &InForce, joins: &Joins, are_of_people: &[bool]) -> (Vec<bool>, NearNames) {
    let people = || facts.all().filter(|(id, _)| are_of_people[*id as usize]);
    let mut roots = vec![false; facts.len()];
    for (id, _) in people().filter(|(_, fact)| fact.kind.is_sending()) {
        roots[joins.root(id) as usize] = true;
    }
    // A stranger of somebody's very name may turn out to be them, and brings the other names of theirs.
    let names_of = |roots: &[bool]| {
        let mut names = vec![false; facts.names.len()];
        let keys =
            facts.all().filter(|(id, _)| roots[joins.root(*id) as usize]).filter_map(|(_, fact)| fact.key);
        keys.for_each(|key| names[key as usize] = true);
        names
    };
    let of_people = names_of(&roots);
    let mut with_namesakes = roots.clone();
    for (id, _) in people().filter(|(_, fact)| fact.key.is_some_and(|key| of_people[key as usize])) {
        with_namesakes[joins.root(id) as usize] = true;
    }
    let names = names_of(&with_namesakes);
    let near = NearNames::new(&facts.names, &names);
    let mut concerned = with_namesakes;
    for (id, fact) in people() {
        let is_named = match fact.key {
            Some(key) => names[key as usize] || !near.of(key).is_empty(),
            None => facts.get(id).who.first.is_some(),
        };
        // Of what was taken out it is to be known which lists showed it.
        let is_told = is_named || fact.kind == FactKind::PageRow || !fact.is_live;
        concerned[joins.root(id) as usize] |= is_told;
    }
    let is_concerned = |id: Id| !are_of_people[id as usize] || concerned[joins.root(id) as usize];
    (facts.all().map(|(id, _)| is_concerned(id)).collect(), near)
}
