//! Working new facts into what is on record: which person, which request, what is new, what is ambiguous.
//!
//! Everything is matched by content, so that importing twice, or in another order, ends in the same record. Where
//! in doubt nothing is concluded: losing an acceptance is recoverable, inventing one is not.

mod invitations;
mod looks;
mod notices;
#[cfg(test)]
mod properties;

use std::collections::HashSet;

use super::book::{Connection, List, Snapshot};
use super::contacts::Contacts;
use super::dossier::{Change, Dossier, Files};
use super::facts::{ConnectionRow, Facts};
use super::time::{Day, Instant, Zone};

pub use notices::heed;

/// What is on record that an import needs to know.
#[derive(Default)]
pub struct Known {
    /// People, requests, looks.
    pub files: Files,
    /// The user's own connections.
    pub connections: Vec<Connection>,
    /// The complete lists that were read before.
    pub snapshots: Vec<Snapshot>,
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
    /// Complete lists that were not read before.
    pub new_snapshots: Vec<Snapshot>,
    /// What could not be decided.
    pub ambiguous: Vec<Ambiguity>,
    /// Whose dates contradict each other.
    pub connected_before: Vec<ConnectedBefore>,
    /// What happened, for the summary.
    pub tally: Tally,
    snapshots: Vec<Snapshot>,
}

impl Plan {
    /// What is known when the plan was carried out.
    pub fn into_known(mut self) -> Known {
        self.files.dossiers.iter_mut().for_each(Dossier::settle);
        self.snapshots.append(&mut self.new_snapshots);
        Known { files: self.files, connections: self.contacts.into_all(), snapshots: self.snapshots }
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
    /// Looks: in the user's connections.
    pub accepted: usize,
    /// Looks: not in the user's connections.
    pub not_in_connections: usize,
    /// Invitations from somebody whom the user invited, too.
    pub crossed: usize,
    /// Incoming invitations: not ours to track.
    pub incoming: usize,
    /// Acceptances that mails tell of and that were not on record as told.
    pub notified: usize,
    /// Acceptances that mails tell of again.
    pub notified_before: usize,
    /// Acceptances by people who are not on record as having been asked by then.
    pub strangers: usize,
}

/// Works `facts` into what is `known`.
pub fn reconcile(known: Known, facts: &Facts, now: Instant, zone: Zone) -> Plan {
    let lists: Vec<Day> = days_of(List::Connections, &known.snapshots).collect();
    let mut work = Reconciler {
        files: known.files,
        contacts: Contacts::new(known.connections),
        as_of: facts.as_of,
        listed: HashSet::new(),
        doubtful: HashSet::new(),
        ambiguous: Vec::new(),
        connected_before: Vec::new(),
        tally: Tally::default(),
        now,
        zone,
    };
    let mut read = Vec::new();
    if let Some(list) = &facts.invitations {
        work.enter_invitations(list);
        read.extend(list.complete.then_some(Snapshot { list: List::Invitations, as_of: facts.as_of }));
    }
    if let Some(list) = &facts.connections {
        work.recognise_addresses(&list.rows);
        work.contacts.enter(&list.rows, facts.as_of, &lists, list.complete);
        read.extend(list.complete.then_some(Snapshot { list: List::Connections, as_of: facts.as_of }));
    }
    work.draw_looks(&known.snapshots, &read);
    work.count();
    // A row that nobody could be found for is a person who may be listed: later that list must not count as proof
    // that somebody was missing from it.
    read.retain(|snapshot| {
        !known.snapshots.contains(snapshot)
            && (snapshot.list == List::Connections || work.doubtful.is_empty())
    });
    Plan {
        files: work.files,
        contacts: work.contacts,
        new_snapshots: read,
        ambiguous: work.ambiguous,
        connected_before: work.connected_before,
        tally: work.tally,
        snapshots: known.snapshots,
    }
}

fn days_of(list: List, snapshots: &[Snapshot]) -> impl Iterator<Item = Day> {
    snapshots.iter().filter(move |snapshot| snapshot.list == list).map(|snapshot| snapshot.as_of)
}

struct Reconciler {
    files: Files,
    contacts: Contacts,
    as_of: Day,
    /// Who is in this import's list of open invitations.
    listed: HashSet<usize>,
    /// Who may be meant by an ambiguous row: nothing is concluded from their absence.
    doubtful: HashSet<usize>,
    ambiguous: Vec<Ambiguity>,
    connected_before: Vec<ConnectedBefore>,
    tally: Tally,
    now: Instant,
    zone: Zone,
}

impl Reconciler {
    fn doubt(&mut self, file: &str, row: u64, reason: String) {
        self.ambiguous.push(Ambiguity { file: file.to_owned(), row: Some(row), reason });
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

    /// What became of the requests.
    fn count(&mut self) {
        for dossier in self.files.dossiers.iter().filter(|dossier| dossier.is_changed()) {
            let new = dossier.requests.iter().filter(|(_, change)| *change == Change::New).count();
            self.tally.new += new;
            self.tally.updated += usize::from(new == 0);
        }
        let unchanged = |index: &&usize| !self.files.dossiers[**index].is_changed();
        self.tally.known = self.listed.iter().filter(unchanged).count();
    }
}
