//! What a command knows: what follows from the facts, with the numbers that the user calls things by.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use super::circumstances;
use super::page_questions::about_page_rows;
use super::person::Person;
use super::request::{Action, Request};
use crate::matching::world::{FactId, Member, Seen, Sent, Sign, World};
use crate::matching::{self, world};
use crate::record::account::AccountEvent;
use crate::record::fact::{Fact, Origin, Said};
use crate::record::forgotten::Forgotten;
use crate::record::list::{List, ListKind};
use crate::record::observation::{Look, Observation, SentPage, Signals, Source};
use crate::record::set::Record;
use crate::record::time::{Day, Instant, Zone};
use crate::record::uid::Uid;
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

/// People, the requests sent to them and the looks at them; each list in the order of the numbers.
#[derive(Default, Debug)]
pub struct Book {
    /// Everybody a request was sent to.
    pub people: Vec<Person>,
    /// Every request.
    pub requests: Vec<Request>,
    /// Every look.
    pub observations: Vec<Observation>,
    /// What LinkedIn told the user about the account, every word of it.
    pub account: Vec<AccountEvent>,
    /// The lists from which absence means something, by day.
    pub lists: Vec<Snapshot>,
    /// What it follows from.
    pub world: World,
    /// Who is left out.
    pub forgotten: Forgotten,
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
    /// Which list.
    pub list: Listing,
    /// The day it shows.
    pub as_of: Day,
}

impl Book {
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
        let world = matching::derive(record);
        let is_new =
            |request: &&world::Request| !request.facts.iter().any(|fact| numbers.requests.contains_key(fact));
        let requests = world.people.iter().flat_map(|person| &person.requests);
        let mut new: Vec<(When, Uid, FactId)> = requests
            .filter(is_new)
            .filter_map(|request| {
                let uid = |fact: FactId| world.facts[fact as usize].uid;
                let lowest = request.facts.iter().copied().min_by_key(|&fact| uid(fact))?;
                Some((request.sent, uid(lowest), lowest))
            })
            .collect();
        new.sort_unstable_by_key(|&(sent, uid, _)| (sent.lo(), sent, uid));
        let bearers: Vec<Uid> = new.iter().map(|&(_, uid, _)| uid).collect();
        numbers.requests.extend(new.iter().map(|&(.., fact)| fact).zip(give(&bearers)?));
        Ok(Self { forgotten, ..Self::bind(world, &lists, numbers, zone) })
    }

    /// What follows from the facts, under the numbers that the user knows.
    fn bind(mut world: World, lists: &[List], numbers: &Numbers, zone: Zone) -> Self {
        let people = std::mem::take(&mut world.people);
        let binder = Binder { world: &world, lists, numbers, zone };
        let mut book = Self::default();
        for person in &people {
            binder.enter(person, &mut book);
        }
        book.people.sort_unstable_by_key(|person| person.id);
        book.requests.sort_unstable_by_key(|request| request.id);
        book.observations.sort_by_key(|observation| observation.id);
        book.account = world.facts.iter().filter_map(|fact| account_event(fact, zone)).collect();
        book.account.sort_by(AccountEvent::order);
        book.lists = binder.snapshots();
        world.people = people;
        world.unsure.extend(about_page_rows(&world));
        book.world = world;
        book
    }

    /// The person with that number.
    pub fn person(&self, id: i64) -> Option<&Person> {
        self.people.binary_search_by_key(&id, |person| person.id).ok().map(|place| &self.people[place])
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
            self.requests.iter().filter(|request| request.person_id == person).collect();
        own.sort_by_key(|request| request.attempt);
        own
    }

    /// Every tag in use, sorted.
    pub fn tags(&self) -> Vec<String> {
        let tags = self.requests.iter().flat_map(|request| request.context.tags.iter().cloned());
        tags.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
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

/// Enters what follows from the facts under the numbers that the user knows.
struct Binder<'a> {
    world: &'a World,
    lists: &'a [List],
    numbers: &'a Numbers,
    zone: Zone,
}

impl Binder<'_> {
    fn fact(&self, id: FactId) -> &Fact {
        &self.world.facts[id as usize]
    }

    /// What the file calls a fact.
    fn row(&self, id: FactId) -> i64 {
        self.numbers.facts.get(id as usize).copied().unwrap_or_default()
    }

    fn enter(&self, person: &world::Person, book: &mut Book) {
        let mut requests: Vec<Request> =
            person.requests.iter().enumerate().map(|(place, request)| self.request(place, request)).collect();
        let id = requests.iter().map(|request| request.id).min().unwrap_or_default();
        for (request, known) in requests.iter_mut().zip(&person.requests) {
            request.person_id = id;
            self.looks(request, known, book);
        }
        self.other_looks(person, &requests, book);
        let recorded_at = requests.iter().map(|request| request.recorded_at).min();
        let facts: Vec<Uid> = person.facts.iter().map(|&fact| self.fact(fact).uid).collect();
        let email = person.facts.iter().find_map(|&fact| self.fact(fact).who.email.as_deref());
        let (slug, aliases) = Self::profiles(person);
        book.people.push(Person {
            id,
            name: person.name.clone(),
            slug,
            aliases,
            email: email.map(str::to_owned),
            recorded_at: recorded_at.unwrap_or_else(|| Instant::from_millis(0)),
            facts,
        });
        book.requests.append(&mut requests);
    }

    /// The one that counts, and the others.
    fn profiles(person: &world::Person) -> (Option<String>, Vec<String>) {
        let main = person.slug.as_ref().or(person.slugs.first()).map(|slug| slug.to_string());
        let others =
            person.slugs.iter().map(|slug| slug.to_string()).filter(|slug| Some(slug) != main.as_ref());
        let others = others.collect();
        (main, others)
    }

    fn request(&self, place: usize, known: &world::Request) -> Request {
        let facts: Vec<&Fact> = known.facts.iter().map(|&fact| self.fact(fact)).collect();
        let told = known.facts.iter().map(|fact| (self.fact(*fact), self.world.restated.get(fact)));
        let mut ids: Vec<i64> =
            known.facts.iter().filter_map(|fact| self.numbers.requests.get(fact).copied()).collect();
        ids.sort_unstable();
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
        Request {
            id: ids.first().copied().unwrap_or_default(),
            former_ids: ids.get(1..).unwrap_or_default().to_vec(),
            person_id: 0,
            attempt: place + 1,
            sent: known.sent.in_zone(self.zone),
            sent_within: u32::from(known.sent.within()),
            recorded_at: first.map_or_else(|| Instant::from_millis(0), |fact| fact.learned),
            source: first.map_or(Source::Typed, |fact| source_of(fact, None)),
            context: circumstances::of(told.collect()),
            actions: actions.collect(),
            already: known.already.map(|since| since.in_zone(self.zone)),
            facts: facts.iter().map(|fact| fact.uid).collect(),
            row: known.facts.iter().map(|&fact| self.row(fact)).min().unwrap_or_default(),
        }
    }

    /// What was seen at once is one look.
    fn looks(&self, request: &Request, known: &world::Request, book: &mut Book) {
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
            let look = if let Some((_, look)) = with {
                look
            } else {
                looks.push((seen, self.look(seen, is_before, request)));
                let Some((_, look)) = looks.last_mut() else { continue };
                look
            };
            add_sign(&mut look.look, seen.sign);
            look.signs.push(seen.sign.to_string());
        }
        book.observations.extend(looks.into_iter().map(|(_, look)| look));
    }

    /// What the user saw that says nothing about a request: a memo, or something from before there was one.
    fn other_looks(&self, person: &world::Person, requests: &[Request], book: &mut Book) {
        let told: HashSet<FactId> = person
            .requests
            .iter()
            .flat_map(|one| one.looks.iter().chain(&one.before))
            .filter_map(|seen| seen.fact)
            .collect();
        for &id in person.facts.iter().filter(|id| !told.contains(id)) {
            let fact = self.fact(id);
            let (Said::Look(sight), Some(at), false) = (&fact.said, fact.at, fact.marks.removed) else {
                continue;
            };
            let sent_by = |request: &&Request| !at.in_zone(self.zone).is_before(request.sent, self.zone);
            let latest = requests.iter().rfind(sent_by);
            let Some(request) = latest.or(requests.first()) else { continue };
            let seen = Seen { at, sign: Sign::Crossed, fact: Some(id), list: None };
            let mut look = self.look(&seen, latest.is_none(), request);
            if latest.is_none() {
                look.look.signals = sight.signals;
            }
            book.observations.push(look);
        }
    }

    fn look(&self, seen: &Seen, is_before: bool, request: &Request) -> Observation {
        let fact = seen.fact.map(|id| self.fact(id));
        let list = seen.list.map(|place| &self.lists[place]);
        // A row that tells of the request itself is no look.
        let is_own = fact.is_some_and(|fact| !matches!(fact.said, Said::Sent(_) | Said::Invitation(_)));
        let sight = fact.and_then(|fact| if let Said::Look(sight) = &fact.said { Some(sight) } else { None });
        let memo = sight.and_then(|sight| sight.memo.as_deref());
        let list_row = seen.list.and_then(|place| self.numbers.lists.get(place)).copied().unwrap_or_default();
        let row = seen.fact.map_or(0, |id| self.row(id));
        let learned = fact.map(|fact| fact.learned).into_iter().chain(list.map(|list| list.learned));
        Observation {
            id: if is_own { row } else { 0 },
            request: request.id,
            rows: (row, list_row),
            recorded_at: learned.max().unwrap_or(request.recorded_at),
            is_before,
            is_dated: seen.sign == Sign::Member(Member::Dated),
            fact: fact.map(|fact| fact.uid),
            signs: Vec::new(),
            look: Look {
                seen: seen.at.in_zone(self.zone),
                source: fact
                    .map_or_else(|| list.map_or(Source::Typed, source_of_list), |fact| source_of(fact, list)),
                signals: Signals::default(),
                memo: memo.map(str::to_owned),
            },
        }
    }

    fn snapshots(&self) -> Vec<Snapshot> {
        let lists = self.lists.iter().zip(&self.world.lists).zip(&self.world.days);
        let mut snapshots: Vec<Snapshot> = lists
            .filter(|((_, flags), _)| flags.counts)
            .map(|((list, _), day)| Snapshot {
                list: match (list.kind, list.source) {
                    (ListKind::Connections, _) => Listing::Connections,
                    (ListKind::Invitations, Origin::Page) => Listing::SentPage,
                    (ListKind::Invitations, _) => Listing::Invitations,
                },
                as_of: day.day(),
            })
            .collect();
        snapshots.sort_unstable_by_key(|snapshot| (snapshot.as_of, snapshot.list));
        snapshots.dedup();
        snapshots
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

/// What lists say of absence counts like what somebody saw, until the model tells them apart.
fn add_sign(look: &mut Look, sign: Sign) {
    let (signals, is_mail) = (&mut look.signals, look.source == Source::Mail);
    match sign {
        Sign::Member(Member::Dated) if is_mail => signals.notified = Some(true),
        Sign::Button(button) => signals.button = Some(button),
        Sign::Count(number) => signals.connections = Some(number),
        Sign::Degree(degree) => signals.degree = Some(degree),
        Sign::Member(member) => signals.in_connections = Some(matches!(member, Member::Yes | Member::Dated)),
        Sign::Notified(yes) => signals.notified = Some(yes),
        Sign::Sent(Sent::Listed) => signals.sent_page = Some(SentPage::Listed),
        Sign::Sent(Sent::Gone | Sent::Unlisted) => signals.sent_page = Some(SentPage::Gone),
        Sign::Sent(Sent::Canceled) => signals.sent_page = Some(SentPage::Canceled),
        Sign::Sent(Sent::Accepted) => signals.sent_page = Some(SentPage::Accepted),
        Sign::Replied => signals.replied = true,
        Sign::Engaged => signals.engaged = true,
        Sign::ViewedMe => signals.viewed_me = true,
        Sign::Sent(Sent::Missing) | Sign::Crossed => {}
    }
}
