//! Rows of copied pages that bear a profile. Those of a request on record are looks at it; what the others are about
//! only the user can tell, as of rows that bear a name alone (M15).

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::matching::world::{DerivedPerson, Doubt, FactId, Question, World};
use crate::record::fact::{Direction, Fact, Origin, Said};
use crate::record::uid::Uid;
use crate::record::when::ZONE_DAYS;

/// A question for each profile on such rows: a new request, or whether the days are those of the one on record.
pub fn about_page_rows(world: &World) -> Vec<Question> {
    let mut rows: BTreeMap<&str, Vec<FactId>> = BTreeMap::new();
    for (id, fact) in (0..).zip(&world.facts).filter(|(_, fact)| is_page_row(fact)) {
        if let Some(slug) = fact.who.slug.as_deref() {
            rows.entry(slug).or_default().push(id);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let left_out: HashSet<FactId> = world.left_out.iter().copied().collect();
    let removed: HashSet<&str> = world
        .facts
        .iter()
        .filter(|fact| fact.marks.removed)
        .filter_map(|fact| fact.who.slug.as_deref())
        .collect();
    let owners: HashMap<FactId, &DerivedPerson> =
        world.people.iter().flat_map(|person| person.facts.iter().map(move |&id| (id, person))).collect();
    let mut questions = Vec::new();
    for (slug, rows) in rows {
        let owner = rows.iter().find_map(|row| owners.get(row));
        let is_open =
            |row: &FactId| !left_out.contains(row) && !owner.is_some_and(|owner| shows(owner, *row, world));
        let uid = |row: FactId| world.facts[row as usize].uid;
        let mut facts: Vec<Uid> = rows.iter().copied().filter(is_open).map(uid).collect();
        if facts.is_empty() || owner.is_none() && removed.contains(slug) {
            continue;
        }
        facts.sort_unstable();
        let lowest =
            owner.and_then(|owner| owner.requests.iter().flat_map(|one| &one.facts).map(|&id| uid(id)).min());
        let kind = if lowest.is_some() { Doubt::Dates } else { Doubt::New };
        questions.push(Question { facts, kind, candidates: lowest.into_iter().collect() });
    }
    questions
}

fn is_page_row(fact: &Fact) -> bool {
    let is_row = matches!(&fact.said, Said::Invitation(row) if row.source == Origin::Page && row.direction == Direction::Out);
    is_row && !fact.marks.removed && fact.marks.answer.is_none()
}

/// Whether the days of a row are those of a request to that person.
fn shows(owner: &DerivedPerson, row: FactId, world: &World) -> bool {
    let at = world.facts[row as usize].at;
    owner.requests.iter().any(|request| {
        request.facts.contains(&row) || at.is_some_and(|at| at.apart(request.sent) <= ZONE_DAYS)
    })
}
