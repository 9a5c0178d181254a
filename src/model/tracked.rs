//! What is tracked: what follows from the facts, with the numbers that the user calls things by.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::rc::Rc;

use super::calibrate::Learned;
use super::numbering::Numbering;
use super::page_questions::about_page_rows;
use super::request::{Observation, Person, Request};
use crate::matching;
use crate::matching::world::{FactId, World};
use crate::record::account::{AccountEvent, WARNING_LOOKS_BACK_DAYS, in_force};
use crate::record::fact::{Fact, Said};
use crate::record::forgotten::Forgotten;
use crate::record::set::Record;
use crate::record::time::Zone;
use crate::record::uid::Uid;
use crate::record::when::When;

pub use super::numbering::{Listing, Numbers, Snapshot};

/// People and the requests sent to them, each in the order of the numbers.
#[derive(Default, Debug)]
pub struct Tracked {
    /// Everybody a request was sent to.
    pub people: Vec<Rc<Person>>,
    /// Every request.
    pub requests: Vec<Request>,
    /// What LinkedIn told the user about the account, every word of it.
    pub account: Vec<AccountEvent>,
    /// The lists from which absence means something, by day.
    pub lists: Vec<Snapshot>,
    /// What it follows from.
    pub world: World,
    /// Who is left out.
    pub forgotten: Forgotten,
    /// It is of some people alone.
    pub is_part: bool,
    /// What was learned from the user's own requests by the beginning of the day.
    pub learned: Learned,
}

impl Tracked {
    /// What follows from a record, as the user knows it.
    pub fn of(record: Record, numbers: &Numbers, zone: Zone) -> Self {
        Self::number(record, &mut numbers.clone(), zone, |_| Ok::<_, Infallible>(Vec::new()))
            .unwrap_or_else(|never| match never {})
    }

    /// The same; `give` gives numbers to the requests that have none, by their lowest facts and in the order of sending.
    pub fn number<E>(
        record: Record,
        numbers: &mut Numbers,
        zone: Zone,
        give: impl FnOnce(&[Uid]) -> Result<Vec<i64>, E>,
    ) -> Result<Self, E> {
        let (lists, forgotten) = (record.lists.clone(), record.forgotten.clone());
        let is_part = record.whole.is_some();
        let mut world = matching::derive(record);
        let requests = world.people.iter().flat_map(|person| &person.requests);
        let mut new: Vec<(When, Uid, FactId)> = requests
            .filter(|request| !request.facts.iter().any(|fact| numbers.requests.contains_key(fact)))
            .filter_map(|request| {
                let uid = |fact: FactId| world.facts[fact as usize].uid;
                let lowest = request.facts.iter().copied().min_by_key(|&fact| uid(fact))?;
                Some((request.sent, uid(lowest), lowest))
            })
            .collect();
        new.sort_unstable_by_key(|&(sent, uid, _)| (sent.lo(), sent, uid));
        let bearers: Vec<Uid> = new.iter().map(|&(_, uid, _)| uid).collect();
        numbers.requests.extend(new.iter().map(|&(.., fact)| fact).zip(give(&bearers)?));

        let mut tracked = Self { forgotten, is_part, ..Self::default() };
        let numbering = Numbering { world: &world, lists: &lists, numbers, zone };
        for (person, mut requests) in world.people.iter().map(|person| numbering.person(person)) {
            tracked.people.push(person);
            tracked.requests.append(&mut requests);
        }
        tracked.people.sort_unstable_by_key(|person| person.id);
        tracked.requests.sort_unstable_by_key(|request| request.id);
        tracked.account = world.facts.iter().filter_map(|fact| account_event(fact, zone)).collect();
        tracked.account.sort_by(AccountEvent::order);
        tracked.lists = numbering.snapshots();
        tracked.attach_warnings(zone);
        let questions = about_page_rows(&world);
        world.unsure.extend(questions);
        tracked.world = world;
        Ok(tracked)
    }

    /// A warning can't be attributed: it is attached to each request that was open then (K27).
    pub(crate) fn attach_warnings(&mut self, zone: Zone) {
        for event in in_force(&self.account, zone).iter().filter(|event| event.is_about_answers()) {
            let was_open = |one: &&mut Request| one.was_open_at(event.at, WARNING_LOOKS_BACK_DAYS, zone);
            let open: Vec<&mut Request> = self.requests.iter_mut().filter(was_open).collect();
            let number = u32::try_from(open.len()).unwrap_or(u32::MAX);
            for request in open {
                request.warnings.push((event.at, number));
            }
        }
    }

    /// Everybody a request was sent to.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().map(|person| &**person)
    }

    /// The person with that number.
    pub fn person(&self, id: i64) -> Option<&Person> {
        self.people.binary_search_by_key(&id, |person| person.id).ok().map(|place| &*self.people[place])
    }

    /// The request with that number, or that once had it.
    pub fn request(&self, id: i64) -> Option<&Request> {
        let own = self.requests.binary_search_by_key(&id, |request| request.id).ok();
        own.map(|place| &self.requests[place])
            .or_else(|| self.requests.iter().find(|request| request.former_ids.contains(&id)))
    }

    /// The requests to somebody, in the order of sending.
    pub fn requests_to(&self, person: i64) -> Vec<&Request> {
        let mut own: Vec<&Request> =
            self.requests.iter().filter(|request| request.person.id == person).collect();
        own.sort_by_key(|request| request.number);
        own
    }

    /// Every look.
    pub fn looks(&self) -> impl Iterator<Item = (&Request, &Observation)> {
        self.requests.iter().flat_map(|request| request.looks.iter().map(move |look| (request, look)))
    }

    /// Every tag in use, sorted.
    pub fn tags(&self) -> Vec<String> {
        let tags = self.requests.iter().flat_map(|request| request.context.tags.iter().cloned());
        tags.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// When each fact that tells of a request says it was sent.
    pub fn sendings(&self) -> HashMap<Uid, When> {
        let is_sending = |fact: &&Fact| matches!(fact.said, Said::Sent(_) | Said::Invitation(_));
        let sendings = self.world.facts.iter().filter(is_sending);
        sendings.filter_map(|fact| Some((fact.uid, fact.at?))).collect()
    }

    /// A fact, by what the file calls it.
    pub fn fact(&self, uid: Uid) -> Option<&Fact> {
        self.world.facts.iter().find(|fact| fact.uid == uid)
    }
}

fn account_event(fact: &Fact, zone: Zone) -> Option<AccountEvent> {
    let Said::Account(event) = fact.said else { return None };
    let at = fact.at?.in_zone(zone);
    Some(AccountEvent { kind: event.kind, at, recorded_at: fact.learned, is_mistake: event.mistake })
}
