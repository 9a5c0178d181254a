//! What follows from the facts, under the numbers that the user knows.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::circumstances;
use super::request::{Action, Observation, Person, Request};
use crate::matching::world::{self, FactId, Seen, Sign, World};
use crate::record::fact::{Fact, Origin, Said};
use crate::record::list::{List, ListKind};
use crate::record::observation::Source;
use crate::record::time::{Day, Instant, Zone};
use crate::record::when::When;
use crate::record::words::words;

/// What the file calls facts: their numbers are of this machine alone.
#[derive(Clone, Default, Debug)]
pub struct Numbers {
    /// Of requests, by the facts that bear them.
    pub requests: HashMap<FactId, i64>,
    /// Of the facts, in their order: those that came later have greater ones.
    pub facts: Vec<i64>,
    /// Of the lists, in their order.
    pub lists: Vec<i64>,
}

words! {
    /// A list that is complete by construction, so that absence from it means something.
    Listing {
        /// `Invitations.csv`: the open invitations.
        Invitations = "invitations",
        /// `Connections.csv`: the user's connections.
        Connections = "connections",
        /// *Manage invitations > Sent*, copied with as many rows as its tab counts.
        SentPage = "sent page",
    }
}

/// A complete list that was read, and the day it shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Snapshot {
    /// The day it shows.
    pub as_of: Day,
    /// Which list.
    pub list: Listing,
}

/// Tells what follows from the facts under the numbers that the user knows.
pub(super) struct Numbering<'a> {
    pub(super) world: &'a World,
    pub(super) lists: &'a [List],
    pub(super) numbers: &'a Numbers,
    pub(super) zone: Zone,
}

impl Numbering<'_> {
    fn fact(&self, id: FactId) -> &Fact {
        &self.world.facts[id as usize]
    }

    /// What the file calls a fact.
    fn row(&self, id: FactId) -> i64 {
        self.numbers.facts.get(id as usize).copied().unwrap_or_default()
    }

    pub(super) fn person(&self, person: &world::DerivedPerson) -> (Rc<Person>, Vec<Request>) {
        let numbers = person.requests.iter().map(|request| self.numbers_of(request));
        let numbers: Vec<Vec<i64>> = numbers.collect();
        let learned = person.requests.iter().flat_map(|request| &request.facts);
        let learned = learned.map(|&fact| self.fact(fact).learned).min();
        let slug = person.slug.as_ref().or(person.slugs.first());
        let others = person.slugs.iter().filter(|other| Some(*other) != slug);
        let email = person.facts.iter().find_map(|&fact| self.fact(fact).who.email.as_deref());
        let known = Rc::new(Person {
            id: numbers.iter().filter_map(|ids| ids.first()).copied().min().unwrap_or_default(),
            name: person.name.clone(),
            slug: slug.map(|slug| slug.to_string()),
            aliases: others.map(|slug| slug.to_string()).collect(),
            email: email.map(str::to_owned),
            recorded_at: learned.unwrap_or_else(|| Instant::from_millis(0)),
            facts: person.facts.iter().map(|&fact| self.fact(fact).uid).collect(),
        });
        let sent = |place: usize| person.requests.get(place).map(|request| request.sent.in_zone(self.zone));
        let mut requests: Vec<Request> = Vec::with_capacity(numbers.len());
        for (place, (request, mut ids)) in person.requests.iter().zip(numbers).enumerate() {
            let former_ids = ids.split_off(ids.len().min(1));
            requests.push(Request {
                id: ids.first().copied().unwrap_or_default(),
                former_ids,
                number: place + 1,
                previous: place.checked_sub(1).and_then(sent),
                superseded: sent(place + 1),
                ..self.request(request, Rc::clone(&known))
            });
        }
        self.other_looks(person, &mut requests);
        for request in &mut requests {
            // Not by number, which differs between machines that know the same.
            let place = |look: &Observation| (look.seen.instant(self.zone), look.is_before);
            request.looks.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.signs.cmp(&b.signs)));
        }
        (known, requests)
    }

    /// The numbers of a request, the lowest first.
    fn numbers_of(&self, known: &world::DerivedRequest) -> Vec<i64> {
        let mut ids: Vec<i64> =
            known.facts.iter().filter_map(|fact| self.numbers.requests.get(fact).copied()).collect();
        ids.sort_unstable();
        ids
    }

    fn request(&self, known: &world::DerivedRequest, person: Rc<Person>) -> Request {
        let told = known.facts.iter().map(|fact| (self.fact(*fact), self.world.restated.get(fact)));
        let mut facts: Vec<&Fact> = known.facts.iter().map(|&fact| self.fact(fact)).collect();
        facts.sort_by_key(|fact| (fact.at.map(When::in_order), fact.uid));
        let first = facts.iter().min_by_key(|fact| (fact.learned, fact.uid));
        let actions = known.actions.iter().map(|&id| self.fact(id)).filter_map(|fact| match fact.said {
            Said::Action(act) => Some(Action {
                deed: act,
                at: fact.at?.in_zone(self.zone),
                recorded_at: fact.learned,
                uid: fact.uid,
            }),
            _ => None,
        });
        let recorded_at = first.map_or_else(|| Instant::from_millis(0), |fact| fact.learned);
        let context = circumstances::of(told.collect());
        let source = first.map_or(Source::Typed, |fact| source_of(fact, None));
        // If one export is a history, all are (M12).
        let is_history = || self.world.lists.iter().any(|flags| flags.is_history);
        Request {
            sent_within: u32::from(known.sent.within()),
            source,
            is_late: source == Source::SentPage || source == Source::Invitations && !is_history(),
            actions: actions.collect(),
            already: known.already.map(|since| since.in_zone(self.zone)),
            looks: self.looks(known, recorded_at),
            facts: facts.iter().map(|fact| fact.uid).collect(),
            row: known.facts.iter().map(|&fact| self.row(fact)).min().unwrap_or_default(),
            ..Request::new(person, known.sent.in_zone(self.zone), context, recorded_at)
        }
    }

    /// What was seen at once is one look.
    fn looks(&self, known: &world::DerivedRequest, recorded_at: Instant) -> Vec<Observation> {
        let seen =
            known.looks.iter().map(|seen| (seen, false)).chain(known.before.iter().map(|seen| (seen, true)));
        let mut looks: Vec<(&Seen, Observation)> = Vec::new();
        let mut told = HashSet::new();
        for (seen, is_before) in seen {
            let is_typed = seen.fact.is_some_and(|id| matches!(self.fact(id).said, Said::Look(_)));
            // Rows of several lists tell the same once more.
            if !is_typed
                && !told.insert((seen.at, seen.sign, seen.list.map(|list| source_of_list(&self.lists[list]))))
            {
                continue;
            }
            let with = looks.iter_mut().rev().take(8).find(|(other, look)| {
                (other.fact, other.list, other.at, look.is_before)
                    == (seen.fact, seen.list, seen.at, is_before)
            });
            match with {
                Some((_, look)) => look.signs.push(seen.sign),
                None => looks.push((seen, self.look(seen, is_before, recorded_at))),
            }
        }
        looks.into_iter().map(|(_, look)| look).collect()
    }

    /// What the user saw that says nothing about a request: a memo, or something from before there was one.
    fn other_looks(&self, person: &world::DerivedPerson, requests: &mut [Request]) {
        let seen = person.requests.iter().flat_map(|one| one.looks.iter().chain(&one.before));
        let told: HashSet<FactId> = seen.filter_map(|seen| seen.fact).collect();
        for &id in person.facts.iter().filter(|id| !told.contains(id)) {
            let fact = self.fact(id);
            let (Said::Look(sight), Some(at), false) = (&fact.said, fact.at, fact.marks.removed) else {
                continue;
            };
            let seen = at.in_zone(self.zone);
            let latest = requests.iter().rposition(|request| request.can_be_sent_by(seen));
            let Some(request) = requests.get_mut(latest.unwrap_or_default()) else { continue };
            let seen = Seen { at, sign: Sign::Crossed, fact: Some(id), list: None };
            let look = self.look(&seen, latest.is_none(), request.recorded_at);
            let signs = if latest.is_none() { world::signs(&sight.signals).collect() } else { Vec::new() };
            request.looks.push(Observation { signs, ..look });
        }
    }

    fn look(&self, seen: &Seen, is_before: bool, recorded_at: Instant) -> Observation {
        let fact = seen.fact.map(|id| self.fact(id));
        let list = seen.list.map(|place| &self.lists[place]);
        // A row that tells of the request itself is no look.
        let is_own = fact.is_some_and(|fact| !matches!(fact.said, Said::Sent(_) | Said::Invitation(_)));
        let memo = fact
            .and_then(|fact| if let Said::Look(sight) = &fact.said { sight.memo.as_deref() } else { None });
        let list_row = seen.list.and_then(|place| self.numbers.lists.get(place)).copied().unwrap_or_default();
        let row = seen.fact.map_or(0, |id| self.row(id));
        let learned = fact.map(|fact| fact.learned).into_iter().chain(list.map(|list| list.learned));
        let of_list = || list.map_or(Source::Typed, source_of_list);
        Observation {
            id: if is_own { row } else { 0 },
            seen: seen.at.in_zone(self.zone),
            source: fact.map_or_else(of_list, |fact| source_of(fact, list)),
            signs: vec![seen.sign],
            memo: memo.map(str::to_owned),
            recorded_at: learned.max().unwrap_or(recorded_at),
            is_before,
            fact: fact.map(|fact| fact.uid),
            rows: (row, list_row),
        }
    }

    pub(super) fn snapshots(&self) -> Vec<Snapshot> {
        let lists = self.lists.iter().zip(&self.world.lists).zip(&self.world.days);
        let snapshots = lists.filter(|((_, flags), _)| flags.counts).map(|((list, _), day)| Snapshot {
            list: match (list.kind, list.source) {
                (ListKind::Connections, _) => Listing::Connections,
                (ListKind::Invitations, Origin::Page) => Listing::SentPage,
                (ListKind::Invitations, _) => Listing::Invitations,
            },
            as_of: day.day(),
        });
        snapshots.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

const fn source_of_list(list: &List) -> Source {
    match (list.kind, list.source) {
        (ListKind::Connections, Origin::Page) => Source::ConnectionsPage,
        (ListKind::Connections, _) => Source::Connections,
        (ListKind::Invitations, Origin::Page) => Source::SentPage,
        (ListKind::Invitations, _) => Source::Invitations,
    }
}

fn source_of(fact: &Fact, list: Option<&List>) -> Source {
    match &fact.said {
        Said::Sent(sending) if sending.source == Origin::Table => Source::Table,
        Said::Look(sight) if sight.source == Origin::Page => Source::Page,
        Said::Look(sight) if sight.source == Origin::Table => Source::Table,
        Said::Invitation(row) if row.source == Origin::Page => Source::SentPage,
        Said::Invitation(_) => Source::Invitations,
        Said::Connection(_) => list.map_or(Source::Connections, source_of_list),
        Said::Acceptance(mail) if mail.message_id.is_some() => Source::Mail,
        Said::Acceptance(_) => Source::Table,
        Said::Reply(_) => Source::Messages,
        Said::Sent(_) | Said::Look(_) | Said::Action(_) | Said::Correction(_) | Said::Account(_) => {
            Source::Typed
        }
    }
}
