//! Which facts can have a say in the same people (M20).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::certain::Joins;
use super::facts::TextNumbers;
use super::near::NearNames;
use crate::record::fact::Fact;
use crate::record::keys::Keys;

/// Of each fact the number of its part: the place of the first fact of it.
pub fn parts(facts: &[Fact]) -> Vec<u32> {
    let mut first: HashMap<(char, String), u32> = HashMap::new();
    let mut names: TextNumbers<Rc<str>> = TextNumbers::with_room(facts.len());
    let mut of_name: Vec<u32> = Vec::new();
    let mut pairs = Vec::new();
    for (place, fact) in (0..).zip(facts) {
        let keys = Keys::of(fact);
        let uids = keys.uids.iter().chain([&fact.uid]).map(|uid| ('u', uid.to_string()));
        let slugs = keys.slug.into_iter().chain(keys.also).map(|slug| ('s', slug.to_owned()));
        let email = keys.email.map(|email| ('e', email.to_lowercase()));
        for key in uids.chain(slugs).chain(email) {
            match first.entry(key) {
                Entry::Occupied(other) => pairs.push((*other.get(), place)),
                Entry::Vacant(own) => _ = own.insert(place),
            }
        }
        if let Some(name) = keys.folded.filter(|name| !name.is_empty()) {
            let number = names.number(Rc::from(name)) as usize;
            of_name.resize(of_name.len().max(number + 1), place);
            pairs.push((of_name[number], place));
        }
    }
    let near = NearNames::new(&names, &vec![true; names.len()]);
    let others = (0..)
        .zip(&of_name)
        .flat_map(|(key, place)| near.of(key).iter().map(|other| (*place, of_name[*other as usize])));
    pairs.extend(others);
    let mut joins = Joins::new(facts.len());
    joins.join_all(pairs);
    (0..).zip(facts).map(|(place, _)| joins.root(place)).collect()
}
