//! From a set of facts to people, requests, looks and questions, by the rules M1 to M20 of `docs/matching.md`. Pure.
//! Each step sees the whole result of the one before, nothing of its own: so the order of facts is of no account.

mod absence;
mod certain;
mod correct;
mod facts;
mod lists;
mod looks;
mod loose;
mod names;
mod near;
mod pages;
mod parts;
mod people;
mod questions;
mod requests;
mod strangers;
mod tries;
mod units;
pub mod world;

use crate::record::fact::Fact;
use crate::record::forgotten::Forgotten;
use crate::record::set::Record;

use certain::Ties;
use facts::Facts;
use lists::Lists;
pub use parts::parts;
use questions::Doubts;
pub use requests::BLOCKED_DAYS;
use units::Units;
use world::{Doubt, FactId, Question, World};

pub fn derive(mut record: Record) -> World {
    let restated = correct::correct(&mut record.facts, &mut record.lists);
    let left_out = correct::left_out(&record.facts, &record.forgotten);
    let facts = Facts::new(&record.facts, &left_out, &restated);
    let ties = Ties::new(&facts, &record);
    let are_of_people = certain::are_of_people(&facts, &ties);
    let joins = certain::joined(&facts, &ties, &are_of_people);
    let (concerns, near) = certain::concerned(&facts, &joins, &are_of_people);
    let lists = Lists::new(&record, &facts, &concerns);
    let mut doubts = Doubts::default();
    let is_wanted = |id: u32| concerns[id as usize] && are_of_people[id as usize];
    let mut units = Units::new(&facts, &lists, &ties, &near, &joins, is_wanted);
    let same = names::same_people(&units, &mut doubts);
    units.join(&same);
    requests::find(&mut units);
    let same = strangers::same_people(&units, &mut doubts);
    units.join(&same);
    requests::find(&mut units);
    let same = pages::same_people(&units);
    units.join(&same);
    requests::find(&mut units);
    let not_missed = pages::list(&mut units, &mut doubts);
    let by_name = loose::conclude(&units, &mut doubts);
    let people = people::people(&units, &by_name, &not_missed, &mut doubts);

    let mut unsure = doubts.questions(&facts, &lists);
    let wrong = lists.all.iter().filter(|listed| record.whole.is_none() && listed.flags.is_day_wrong);
    let of_list = |uid| Question { facts: vec![uid], kind: Doubt::Day, candidates: Vec::new() };
    unsure.extend(wrong.map(|listed| of_list(listed.list.uid)));
    unsure.sort_unstable();
    let flags = lists.flags(&record);
    let left_out = (0..FactId::MAX).zip(&left_out).filter(|(_, out)| **out).map(|(place, _)| place).collect();
    let (proof, days) = (lists.proof, record.lists.iter().map(|list| list.as_of).collect());
    World { people, unsure, left_out, lists: flags, proof, days, facts: record.facts, restated }
}

/// M5, with every field as it was corrected.
pub fn left_out(facts: &[Fact], forgotten: &Forgotten) -> Vec<bool> {
    if forgotten.marks.is_empty() {
        return vec![false; facts.len()];
    }
    let mut facts = facts.to_vec();
    correct::correct(&mut facts, &mut []);
    correct::left_out(&facts, forgotten)
}

#[cfg(test)]
mod tests;
