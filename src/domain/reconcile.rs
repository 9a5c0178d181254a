//! Working new facts into what is on record: which person, which request, what is new, what is ambiguous.
//!
//! Everything is matched by content, so that importing twice, or in another order, ends in the same record. Where
//! in doubt nothing is concluded: losing an acceptance is recoverable, inventing one is not.

mod assign;
mod doubt;
mod invitations;
mod kept;
mod looks;
mod messages;
mod notices;
mod pages;
#[cfg(test)]
mod properties;
pub mod requests;

use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

use super::book::{Connection, List, Snapshot};
use super::contacts::Contacts;
use super::dossier::{Change, Dossier, Files};
use super::facts::{Acceptance, ConnectionRow, Facts, SentList};
use super::kept::{Fact, Inbox};
use crate::record::observation::Source;
use crate::record::time::{Day, Instant, Zone};

pub use assign::{AssignError, Whom, assign};
pub use kept::{Question, questions};
pub use messages::{MessageTally, hear};

/// What is on record that an import needs to know.
#[derive(Default)]
pub struct Known {
    /// People, requests, looks.
    pub files: Files,
    /// The user's own connections.
    pub connections: Vec<Connection>,
    /// The complete lists that were read before.
    pub snapshots: Vec<Snapshot>,
    /// What could not be worked in before.
    pub inbox: Inbox,
    /// When a complete list was last read that had not been read before: requests that were recorded later are not
    /// drawn in it yet.
    pub last_read: Option<Instant>,
}

/// A row that could be about somebody, but it can't be told about whom.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ambiguity {
    /// The file.
    pub file: String,
    /// The line in it; none if `file` says all.
    pub row: Option<u64>,
    /// Why, and what to do about it.
    pub reason: String,
}

/// Somebody who was a connection before a request was sent to them: one of the two dates is wrong, or the request was
/// never needed (K08).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConnectedBefore {
    /// The number of the request; 0 for one that this import brings.
    pub request: i64,
    /// The person's name.
    pub name: String,
    /// Since when they are a connection.
    pub connected_on: Day,
    /// When the request was sent.
    pub sent: Day,
}

/// What an import leads to; nothing is written yet.
pub struct Plan {
    /// Everybody; those to be written are [`Dossier::is_changed`].
    pub files: Files,
    /// The user's own connections; those to be written are [`Contacts::changed`].
    pub contacts: Contacts,
    /// What is kept; those to be written are [`Inbox::changed`].
    pub inbox: Inbox,
    /// Complete lists that were not read before.
    pub new_snapshots: Vec<Snapshot>,
    /// What could not be decided, and was not known to be undecided.
    pub ambiguous: Vec<Ambiguity>,
    /// Whose dates contradict each other.
    pub connected_before: Vec<ConnectedBefore>,
    /// What happened, for the summary.
    pub tally: Tally,
    snapshots: Vec<Snapshot>,
    last_read: Option<Instant>,
}

impl Plan {
    /// What is known when the plan was carried out.
    pub fn into_known(mut self) -> Known {
        self.files.dossiers.iter_mut().for_each(Dossier::settle);
        self.inbox.take_as_written();
        self.snapshots.append(&mut self.new_snapshots);
        Known {
            files: self.files,
            connections: self.contacts.into_all(),
            snapshots: self.snapshots,
            inbox: self.inbox,
            last_read: self.last_read,
        }
    }
}

/// What an import did, counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Requests that were not on record.
    pub new: usize,
    /// Known requests of which something new is known now.
    pub updated: usize,
    /// Invitations in the file that told nothing new.
    pub known: usize,
    /// Looks: listed in Sent.
    pub listed: usize,
    /// Looks: no longer listed.
    pub gone: usize,
    /// Looks: missing from a complete Sent page.
    pub missing: usize,
    /// Rows of a Sent page that are about no request on record.
    pub offered: usize,
    /// Looks: in the user's connections.
    pub accepted: usize,
    /// Looks: not in the user's connections.
    pub not_in_connections: usize,
    /// Invitations from somebody whom the user invited, too.
    pub crossed: usize,
    /// Incoming invitations: not ours to track.
    pub incoming: usize,
    /// Acceptances that mails and pages tell of and that were not on record as told.
    pub notified: usize,
    /// Acceptances that mails and pages tell of again.
    pub notified_before: usize,
    /// Acceptances by people who are not on record as having been asked by then.
    pub strangers: usize,
    /// Those of them that were not even kept, because too many are.
    pub not_kept: usize,
    /// What could not be decided, and was known to be undecided.
    pub undecided: usize,
    /// What was kept before and could be worked in now.
    pub caught_up: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let pairs = [
            (&mut self.new, other.new),
            (&mut self.updated, other.updated),
            (&mut self.known, other.known),
            (&mut self.listed, other.listed),
            (&mut self.gone, other.gone),
            (&mut self.missing, other.missing),
            (&mut self.offered, other.offered),
            (&mut self.accepted, other.accepted),
            (&mut self.not_in_connections, other.not_in_connections),
            (&mut self.crossed, other.crossed),
            (&mut self.incoming, other.incoming),
            (&mut self.notified, other.notified),
            (&mut self.notified_before, other.notified_before),
            (&mut self.strangers, other.strangers),
            (&mut self.not_kept, other.not_kept),
            (&mut self.undecided, other.undecided),
            (&mut self.caught_up, other.caught_up),
        ];
        for (sum, part) in pairs {
            *sum += part;
        }
    }
}

/// Works a data export into what is `known`.
pub fn reconcile(known: Known, facts: &Facts, now: Instant, zone: Zone) -> Plan {
    let mut work = Reconciler::new(known, now, zone);
    work.enter_export(facts);
    work.finish()
}

/// Works acceptances that mails or a copied Connections page tell of into what is `known`; each with the place where
/// it stands.
pub fn heed(known: Known, acceptances: &[(String, Acceptance)], now: Instant, zone: Zone) -> Plan {
    let mut work = Reconciler::new(known, now, zone);
    for (place, acceptance) in acceptances {
        work.enter_acceptance(place, acceptance);
    }
    work.finish()
}

/// Works in what is `known` of the user's connections, and what waits, for requests that came from another machine.
pub fn look_back(known: Known, now: Instant, zone: Zone) -> Plan {
    let mut work = Reconciler::new(known, now, zone);
    (0..work.files.dossiers.len()).for_each(|index| work.draw_acceptances(index));
    work.finish()
}

/// A copied Sent page.
pub struct CopiedPage<'a> {
    /// Its name, for messages.
    pub file: &'a str,
    /// Its rows.
    pub list: &'a SentList,
    /// The day it shows.
    pub as_of: Day,
    /// Rows about nobody on record are requests to be recorded; else they are kept.
    pub take_new: bool,
}

/// Works a copied Sent page into what is `known`.
pub fn heed_sent_page(known: Known, page: &CopiedPage, now: Instant, zone: Zone) -> Plan {
    let mut work = Reconciler::new(known, now, zone);
    work.enter_sent_page(page);
    work.finish()
}

fn days_of(list: List, snapshots: &[Snapshot]) -> impl Iterator<Item = Day> {
    snapshots.iter().filter(move |snapshot| snapshot.list == list).map(|snapshot| snapshot.as_of)
}

struct Reconciler {
    files: Files,
    contacts: Contacts,
    inbox: Inbox,
    snapshots: Vec<Snapshot>,
    new_snapshots: Vec<Snapshot>,
    last_read: Option<Instant>,
    /// The day that the list shows which is being worked in, and which list that is.
    as_of: Day,
    source: Source,
    /// Who is in that list of open invitations.
    listed: HashSet<usize>,
    /// What the pages of some day show and nobody could be found for.
    unmatched: HashMap<Day, pages::Unmatched>,
    /// Who may be meant by an ambiguous row: nothing is concluded from their absence.
    doubtful: HashSet<usize>,
    /// Whose folded name begins with a word; built when the first mail gives no more than a first name.
    by_first_word: Option<HashMap<String, Vec<usize>>>,
    ambiguous: Vec<(Fact, Ambiguity)>,
    connected_before: Vec<ConnectedBefore>,
    tally: Tally,
    now: Instant,
    zone: Zone,
}

impl Reconciler {
    fn new(known: Known, now: Instant, zone: Zone) -> Self {
        let lists = days_of(List::Connections, &known.snapshots).collect();
        Self {
            files: known.files,
            contacts: Contacts::new(known.connections, lists),
            inbox: known.inbox,
            snapshots: known.snapshots,
            new_snapshots: Vec::new(),
            last_read: known.last_read,
            as_of: zone.day_of(now),
            source: Source::Invitations,
            listed: HashSet::new(),
            unmatched: HashMap::new(),
            doubtful: HashSet::new(),
            by_first_word: None,
            ambiguous: Vec::new(),
            connected_before: Vec::new(),
            tally: Tally::default(),
            now,
            zone,
        }
    }

    fn enter_export(&mut self, facts: &Facts) {
        self.begin(Source::Invitations, facts.as_of);
        let mut read = Vec::new();
        if let Some(list) = &facts.invitations {
            self.enter_invitations(list);
            read.extend(list.complete.then_some(Snapshot { list: List::Invitations, as_of: facts.as_of }));
        }
        if let Some(list) = &facts.connections {
            self.recognise_addresses(&list.rows);
            self.contacts.enter(&list.rows, facts.as_of, list.complete);
            read.extend(list.complete.then_some(Snapshot { list: List::Connections, as_of: facts.as_of }));
        }
        self.draw_looks(&read);
        // A row that nobody could be found for is a person who may be listed: later that list must not count as proof
        // that somebody was missing from it.
        read.retain(|snapshot| snapshot.list == List::Connections || self.doubtful.is_empty());
        self.count_known();
        self.remember(&read);
    }

    /// Turns to a list of open invitations of that day.
    fn begin(&mut self, source: Source, as_of: Day) {
        (self.source, self.as_of) = (source, as_of);
        self.listed.clear();
        self.doubtful.clear();
    }

    /// Complete lists that were read now.
    fn remember(&mut self, read: &[Snapshot]) {
        let is_new = |snapshot: &&Snapshot| !self.snapshots.contains(snapshot);
        let new: Vec<Snapshot> = read.iter().filter(is_new).copied().collect();
        self.new_snapshots.extend(new);
    }

    /// Tries again what waits, and hands everything over.
    fn finish(mut self) -> Plan {
        self.catch_up();
        self.count_changes();
        let last_read = if self.new_snapshots.is_empty() { self.last_read } else { Some(self.now) };
        let is_open = |(fact, _): &(Fact, _)| !self.inbox.is_settled(fact);
        let ambiguous = self.ambiguous.into_iter().filter(is_open).map(|(_, ambiguity)| ambiguity).collect();
        Plan {
            files: self.files,
            contacts: self.contacts,
            inbox: self.inbox,
            new_snapshots: self.new_snapshots,
            ambiguous,
            connected_before: self.connected_before,
            tally: self.tally,
            snapshots: self.snapshots,
            last_read,
        }
    }

    /// Somebody invited by e-mail stands in the list of connections with that address, and with a profile.
    fn recognise_addresses(&mut self, rows: &[ConnectionRow]) {
        for row in rows {
            let (Some(email), Some(slug)) = (&row.email, &row.slug) else { continue };
            let Some(index) = self.files.with_email(email) else { continue };
            if self.files.dossiers[index].person.slug.is_none() && self.files.with_slug(slug).is_none() {
                self.files.set_slug(index, slug);
            }
        }
    }

    /// How many requests came in, and of how many something new is known.
    fn count_changes(&mut self) {
        for dossier in self.files.dossiers.iter().filter(|dossier| dossier.is_changed()) {
            let new = dossier.requests.iter().filter(|(_, change)| *change == Change::New).count();
            self.tally.new += new;
            self.tally.updated += usize::from(new == 0);
        }
    }

    fn count_known(&mut self) {
        let unchanged = |index: &&usize| !self.files.dossiers[**index].is_changed();
        self.tally.known = self.listed.iter().filter(unchanged).count();
    }
}
