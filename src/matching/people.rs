//! Everybody who was asked, as the rest of the program sees them.

use std::collections::HashMap;

use super::absence::Absences;
use super::facts::{FactKind, Facts, Id, Key, sorted};
use super::looks;
use super::loose::ByName;
use super::pages::Unsure;
use super::questions::Doubts;
use super::units::{Unit, Units};
use super::world::{DerivedPerson, Doubt, FactId};

pub(super) fn people(
    units: &Units,
    by_name: &ByName,
    unsure: &Unsure,
    doubts: &mut Doubts,
) -> Vec<DerivedPerson> {
    let facts = units.facts;
    let absences = Absences::new(units, doubts, unsure);
    let mut mistakes = mistakes(units);
    let lowest =
        |unit: &Unit| unit.tries.first()?.facts.iter().filter(|id| facts[**id].is_live).min().copied();
    let on_record = units.on_record().filter_map(|(place, unit)| Some((lowest(unit)?, place)));
    let mut people = Vec::new();
    for (_, place) in sorted(on_record) {
        let unit = units.get(place);
        let named = by_name.get(&place).map_or(&[][..], Vec::as_slice);
        let mut requests = looks::requests(units, unit, named);
        absences.add(place, named, &mut requests);
        for request in unit.tries.iter().filter(|request| !request.asked.is_empty()) {
            doubts.ask(Doubt::Dates, request.asked.clone(), vec![unit.lowest]);
        }
        let mistakes = mistakes.remove(&place).unwrap_or_default();
        let ids = sorted(unit.facts.iter().chain(named).copied().chain(mistakes));
        let slugs = sorted(unit.slugs.iter().map(|slug| facts.profiles.text(*slug).into()));
        let person =
            DerivedPerson { name: name(unit, facts), slug: slug(unit, facts), slugs, requests, facts: ids };
        people.push(finished(person, units));
    }
    people
}

fn finished(mut person: DerivedPerson, units: &Units) -> DerivedPerson {
    let place = |id: &mut FactId| *id = units.facts[*id].place;
    for request in &mut person.requests {
        for looks in [&mut request.looks, &mut request.before] {
            looks.sort_unstable_by_key(|seen| (seen.at.in_order(), seen.sign, seen.fact, seen.list));
            looks.dedup();
            for seen in looks {
                seen.fact.iter_mut().for_each(place);
                seen.list.iter_mut().for_each(|list| *list = units.lists.all[*list].place);
            }
        }
        request.facts.iter_mut().chain(&mut request.actions).for_each(place);
    }
    person.facts.iter_mut().for_each(place);
    person
}

fn name(unit: &Unit, facts: &Facts) -> String {
    let live = || unit.live_of(facts, |_| true);
    let order = |id: &Id| {
        let entry = &facts[*id];
        let is_typed = matches!(entry.kind, FactKind::Sent | FactKind::Look | FactKind::Action);
        let said = facts.restated(*id, "name");
        let learned = said.map_or(entry.fact.learned, |said| said.max(entry.fact.learned));
        (is_typed || said.is_some(), learned, entry.at.in_order(), *id)
    };
    let who = |id: Id| &facts[id].fact.who;
    let named = live().filter(|id| facts[*id].key.is_some()).max_by_key(order);
    let email = || live().filter_map(|id| who(id).email.as_deref()).min();
    let slug = || unit.slugs.iter().map(|slug| facts.profiles.text(*slug)).min();
    let first = || live().filter_map(|id| who(id).first.as_deref()).min();
    let name = named.and_then(|id| who(id).name.as_deref()).or_else(email).or_else(slug).or_else(first);
    name.unwrap_or_default().to_owned()
}

fn slug(unit: &Unit, facts: &Facts) -> Option<Box<str>> {
    let order = |id: &Id| (facts.restated(*id, "slug"), facts[*id].fact.learned, *id);
    let newest = unit.live_of(facts, |_| true).filter(|id| facts[*id].slug.is_some()).max_by_key(order);
    newest.and_then(|id| facts[id].fact.who.slug.clone())
}

/// M17: they join nothing, and are somebody's all the same, by what they name or by profile.
fn mistakes(units: &Units) -> HashMap<u32, Vec<Id>> {
    let facts = units.facts;
    let mut found: HashMap<u32, Vec<Id>> = HashMap::new();
    let mute: Vec<Id> = facts.all().filter(|(_, fact)| fact.is_mute()).map(|(id, _)| id).collect();
    if mute.is_empty() {
        return found;
    }
    let slugs =
        |(place, unit): (u32, &Unit)| unit.slugs.iter().map(|slug| (*slug, place)).collect::<Vec<_>>();
    let by_slug: HashMap<Key, u32> = units.on_record().flat_map(slugs).collect();
    let ties = units.ties.about.iter().chain(&units.ties.answers);
    let named = ties.filter_map(|(id, other)| Some((*id, *units.of.get(*other as usize)?)));
    let of_slug = mute.iter().filter_map(|id| Some((*id, *by_slug.get(&facts[*id].slug?)?)));
    for (id, place) in named.chain(of_slug).filter(|(id, _)| facts[*id].is_mute()) {
        found.entry(place).or_default().push(id);
    }
    found
}
