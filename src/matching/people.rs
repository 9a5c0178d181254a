//! Everybody who was asked, as the rest of the program sees them.

use std::collections::{HashMap, HashSet};

use super::absence::Absences;
use super::in_force::{FactKind, Id, InForce};
use super::looks;
use super::loose::ByName;
use super::numbers::Key;
use super::pages::Unsure;
use super::questions::Doubts;
use super::units::{Unit, Units};
use super::world::{Doubt, FactId, Person, Seen};

/// Everybody on record, in the order of their first request's lowest fact.
pub(super) fn people(units: &Units, by_name: &ByName, unsure: &Unsure, doubts: &mut Doubts) -> Vec<Person> {
    let facts = units.facts;
    let absences = Absences::new(units, doubts, unsure);
    let mut mistakes = mistakes(units);
    let lowest =
        |unit: &Unit| unit.tries.first()?.facts.iter().filter(|id| facts[**id].is_live).min().copied();
    let on_record = units.numbered().filter(|(_, unit)| unit.is_on_record());
    let mut places: Vec<(Id, u32)> =
        on_record.filter_map(|(place, unit)| Some((lowest(unit)?, place))).collect();
    places.sort_unstable();
    let mut people = Vec::with_capacity(places.len());
    for (_, place) in places {
        let unit = units.get(place);
        let named = by_name.get(&place).map_or(&[][..], Vec::as_slice);
        let mut requests = looks::requests(units, unit, named);
        absences.add(place, named, &mut requests);
        for request in unit.tries.iter().filter(|request| !request.asked.is_empty()) {
            doubts.ask(Doubt::Dates, request.asked.clone(), vec![unit.lowest]);
        }
        let mut ids = [&unit.facts, named].concat();
        ids.extend(mistakes.remove(&place).unwrap_or_default());
        ids.sort_unstable();
        ids.dedup();
        let (name, slug, slugs) = (name(unit, facts), slug(unit, facts), slugs(unit, facts));
        people.push(finished(Person { name, slug, slugs, requests, facts: ids }, units));
    }
    people
}

/// Sorts, and names facts and lists by their places in the record.
fn finished(mut person: Person, units: &Units) -> Person {
    let place = |id: &mut FactId| *id = units.facts[*id].place;
    let finish = |looks: &mut Vec<Seen>| {
        let rest = |seen: &Seen| (seen.sign, seen.fact, seen.list);
        looks.sort_unstable_by(|a, b| {
            a.at.in_order().cmp(&b.at.in_order()).then_with(|| rest(a).cmp(&rest(b)))
        });
        looks.dedup();
        for seen in looks {
            seen.fact.iter_mut().for_each(place);
            seen.list.iter_mut().for_each(|list| *list = units.lists.all[*list].place);
        }
    };
    for request in &mut person.requests {
        finish(&mut request.looks);
        finish(&mut request.before);
        request.facts.iter_mut().chain(&mut request.actions).for_each(place);
    }
    person.facts.iter_mut().for_each(place);
    person
}

/// The name that was typed last, also as a correction; else the one that LinkedIn gave last; else the address or the profile.
fn name(unit: &Unit, facts: &InForce) -> String {
    let live = || unit.live_of(facts, |_| true);
    let order = |id: &Id| {
        let fact = facts.get(*id);
        let is_typed = matches!(facts[*id].kind, FactKind::Sent | FactKind::Look | FactKind::Action);
        let said = facts.restated(*id, "name");
        let learned = said.map_or(fact.learned, |said| said.max(fact.learned));
        (is_typed || said.is_some(), learned, facts[*id].at.in_order(), *id)
    };
    let who = |id: Id| &facts.get(id).who;
    let named = live().filter(|id| facts[*id].key.is_some()).max_by_key(order);
    let email = || live().filter_map(|id| who(id).email.as_deref()).min();
    let slug = || unit.slugs.iter().map(|slug| facts.profiles.text(*slug)).min();
    let first = || live().filter_map(|id| who(id).first.as_deref()).min();
    let name = named.and_then(|id| who(id).name.as_deref()).or_else(email).or_else(slug).or_else(first);
    name.unwrap_or_default().to_owned()
}

/// The profile that the user said last in a correction, else the one that was learned last.
fn slug(unit: &Unit, facts: &InForce) -> Option<Box<str>> {
    let order = |id: &Id| (facts.restated(*id, "slug"), facts.get(*id).learned, *id);
    let newest = unit.live_of(facts, |_| true).filter(|id| facts[*id].slug.is_some()).max_by_key(order);
    newest.and_then(|id| facts.get(id).who.slug.clone())
}

fn slugs(unit: &Unit, facts: &InForce) -> Vec<Box<str>> {
    let mut slugs: Vec<Box<str>> = unit.slugs.iter().map(|slug| facts.profiles.text(*slug).into()).collect();
    slugs.sort_unstable();
    slugs
}

/// Facts that were a mistake join nothing (M17), and are somebody's all the same: by what they name, or by profile.
fn mistakes(units: &Units) -> HashMap<u32, Vec<Id>> {
    let facts = units.facts;
    let mute: HashSet<Id> = facts.all().filter(|(_, fact)| fact.is_mute()).map(|(id, _)| id).collect();
    let mut found: HashMap<u32, Vec<Id>> = HashMap::new();
    if mute.is_empty() {
        return found;
    }
    let slugs =
        |(place, unit): (u32, &Unit)| unit.slugs.iter().map(|slug| (*slug, place)).collect::<Vec<_>>();
    let by_slug: HashMap<Key, u32> =
        units.numbered().filter(|(_, unit)| unit.is_on_record()).flat_map(slugs).collect();
    let ties = units.ties.about.iter().chain(&units.ties.answers);
    let named = ties.filter_map(|(id, other)| Some((*id, *units.of.get(*other as usize)?)));
    let of_slug = mute.iter().filter_map(|id| Some((*id, *by_slug.get(&facts[*id].slug?)?)));
    for (id, place) in named.chain(of_slug).filter(|(id, _)| mute.contains(id)) {
        found.entry(place).or_default().push(id);
    }
    found
}
