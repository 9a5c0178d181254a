//! Working new facts into what is on record: which person, which request, what is new, what is ambiguous.
//!
//! Everything is matched by content, so that importing twice, or in another order, ends in the same record. Where
//! in doubt nothing is concluded: losing an acceptance is recoverable, inventing one is not.

use std::collections::HashSet;

use super::book::{Book, Connection, List, Snapshot};
use super::contacts::{CLOCK_SLACK_DAYS, Contacts};
use super::dossier::{Change, Dossier, Files};
use super::facts::{Direction, Facts, Invitation};
use super::name::fold_person;
use super::observation::{Button, Look, SentPage, Signals, Source};
use super::person::Person;
use super::request::{Context, Request};
use super::time::{Day, Instant, Moment, Zone};

/// An invitation must be older than this to be missed in a list: the day of an export is known give or take one.
const MISSED_AFTER_DAYS: i64 = 2;

/// What is on record that an import needs to know.
pub struct Known {
    /// People, requests, looks.
    pub book: Book,
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
    /// The line in it.
    pub row: u64,
    /// Why, and what to do about it.
    pub reason: String,
}

/// What an import leads to; nothing is written yet.
pub struct Plan {
    /// Everybody; those to be written are [`Dossier::is_changed`].
    pub dossiers: Vec<Dossier>,
    /// Own connections that are new or changed.
    pub connections: Vec<Connection>,
    /// Complete lists that were not read before.
    pub snapshots: Vec<Snapshot>,
    /// What could not be decided.
    pub ambiguous: Vec<Ambiguity>,
    /// What happened, for the summary.
    pub tally: Tally,
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
    /// People who were connections before the request was sent.
    pub connected_before: usize,
}

/// Works `facts` into what is `known`.
pub fn reconcile(known: Known, facts: &Facts, now: Instant, zone: Zone) -> Plan {
    let mut work = Reconciler {
        files: Files::new(known.book, zone),
        contacts: Contacts::new(known.connections),
        as_of: facts.as_of,
        listed: HashSet::new(),
        doubtful: HashSet::new(),
        ambiguous: Vec::new(),
        tally: Tally::default(),
        now,
        zone,
    };
    let mut snapshots = Vec::new();
    let mut touched = Vec::new();
    if let Some(list) = &facts.invitations {
        touched = work.enter_invitations(&list.file, &list.rows);
        // A row that nobody could be found for is a person who may be listed after all.
        if list.complete {
            snapshots.push(Snapshot { list: List::Invitations, as_of: facts.as_of });
        }
    }
    if let Some(list) = &facts.connections {
        let newest = known
            .snapshots
            .iter()
            .filter(|known| known.list == List::Connections)
            .map(|known| known.as_of)
            .max();
        work.contacts.enter(&list.rows, facts.as_of, newest, list.complete);
        if list.complete {
            snapshots.push(Snapshot { list: List::Connections, as_of: facts.as_of });
        }
    }
    work.draw_looks(&known.snapshots, &snapshots, facts);
    work.count(&touched);
    snapshots.retain(|snapshot| {
        !known.snapshots.contains(snapshot)
            && (snapshot.list == List::Connections || work.doubtful.is_empty())
    });
    Plan {
        dossiers: work.files.dossiers,
        connections: work.contacts.into_changed(),
        snapshots,
        ambiguous: work.ambiguous,
        tally: work.tally,
    }
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
    tally: Tally,
    now: Instant,
    zone: Zone,
}

impl Reconciler {
    /// Finds or adds person and request of every outgoing row, oldest first; returns the places of the dossiers.
    fn enter_invitations(&mut self, file: &str, rows: &[Invitation]) -> Vec<usize> {
        let mut outgoing: Vec<&Invitation> =
            rows.iter().filter(|row| row.direction == Direction::Outgoing).collect();
        outgoing.sort_by_key(|row| row.sent);
        let mut touched = Vec::new();
        for row in outgoing {
            match self.enter_invitation(row) {
                Ok(index) => touched.push(index),
                Err(reason) => self.ambiguous.push(Ambiguity { file: file.to_owned(), row: row.row, reason }),
            }
        }
        for row in rows.iter().filter(|row| row.direction == Direction::Incoming) {
            self.enter_incoming(row);
        }
        touched
    }

    fn enter_invitation(&mut self, row: &Invitation) -> Result<usize, String> {
        let index = match self.find_person(row)? {
            Some(index) => index,
            None => self.files.add(Dossier::new(Person {
                id: 0,
                name: row.name.clone(),
                slug: row.slug.clone(),
                email: row.email.clone(),
                recorded_at: self.now,
            })),
        };
        if let Err(reason) = self.enter_request(index, row) {
            self.doubtful.insert(index);
            return Err(reason);
        }
        self.listed.insert(index);
        Ok(index)
    }

    /// By profile; else by the full name together with the sending time.
    fn find_person(&mut self, row: &Invitation) -> Result<Option<usize>, String> {
        if let Some(index) = row.slug.as_deref().and_then(|slug| self.files.with_slug(slug)) {
            return Ok(Some(index));
        }
        // With a profile in the row, only people whose profile is not known can still be meant.
        let named: Vec<usize> = self.files.named(&fold_person(&row.name)).to_vec();
        let candidates: Vec<usize> = named
            .into_iter()
            .filter(|&index| row.slug.is_none() || self.files.dossiers[index].person.slug.is_none())
            .collect();
        let zone = self.zone;
        let same_time: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|&index| self.files.dossiers[index].request_sent_about(row.sent, zone).is_some())
            .collect();
        match (same_time.as_slice(), candidates.as_slice(), &row.slug) {
            (&[index], _, slug) => {
                if let Some(slug) = slug {
                    self.files.set_slug(index, slug);
                }
                Ok(Some(index))
            }
            // Nobody of that name, or known by name alone, at another time: with no profile on either side that is another request to an
            // unnamed somebody, so it stays apart.
            (_, [], _) | ([], _, None) => Ok(None),
            (_, several, _) => {
                self.doubtful.extend(several);
                Err(self.doubt_about(several, row))
            }
        }
    }

    fn doubt_about(&self, candidates: &[usize], row: &Invitation) -> String {
        let known: Vec<String> = candidates
            .iter()
            .filter_map(|&index| self.files.dossiers[index].requests.last())
            .map(|(request, _)| format!("#{} (sent {})", request.id, request.sent.day(self.zone).iso()))
            .collect();
        format!(
            "sent {}: this may be request {}, which has no profile URL; if so, give it one with `invtrack edit ID --url`, then import again",
            self.zone.day_of(row.sent).iso(),
            known.join(" or ")
        )
    }

    fn enter_request(&mut self, index: usize, row: &Invitation) -> Result<(), String> {
        let (now, zone, as_of) = (self.now, self.zone, self.as_of);
        let dossier = &mut self.files.dossiers[index];
        if let Some((request, change)) = dossier.request_sent_about(row.sent, zone) {
            if complete_request(request, row) && *change == Change::None {
                *change = Change::Update;
            }
            return Ok(());
        }
        // Two invitations to one person can't be open at once: one that was sent earlier than another is only
        // listed by an export from before that other one.
        let later = dossier
            .requests
            .iter()
            .map(|(request, _)| request)
            .find(|request| request.sent.instant(zone) > row.sent);
        if let Some(later) = later.filter(|later| later.sent.day(zone) <= as_of) {
            return Err(format!(
                "sent {} by the export, {} on record (#{}); if that is one request, correct it with `invtrack edit {} --sent`, then import again",
                zone.day_of(row.sent).iso(),
                later.sent.day(zone).iso(),
                later.id,
                later.id
            ));
        }
        let context = Context { note: row.note.clone(), ..Context::default() };
        let request = Request {
            id: 0,
            person_id: 0,
            sent: Moment::Exact(row.sent),
            recorded_at: now,
            context,
            closing: None,
        };
        dossier.add_request(request, zone);
        Ok(())
    }

    /// An invitation from somebody whom the user invited: it crossed ours.
    fn enter_incoming(&mut self, row: &Invitation) {
        self.tally.incoming += 1;
        let Some(index) = row.slug.as_deref().and_then(|slug| self.files.with_slug(slug)) else { return };
        let signals = Signals { button: Some(Button::Accept), ..Signals::default() };
        let memo = Some("they invited you, too".to_owned());
        let look = Look { seen: Moment::Exact(row.sent), source: Source::Invitations, signals, memo };
        if self.files.dossiers[index].add_look(look) {
            self.tally.crossed += 1;
        }
    }

    /// Draws what the complete lists say of each open request: the new lists for everybody, and those that were
    /// read before for requests that are only known now.
    fn draw_looks(&mut self, before: &[Snapshot], new: &[Snapshot], facts: &Facts) {
        let mut every: Vec<Snapshot> = before.iter().chain(new).copied().collect();
        every.sort_unstable();
        every.dedup();
        let listed_now = facts.invitations.is_some();
        for index in 0..self.files.dossiers.len() {
            let late = self.files.dossiers[index].has_new_request();
            let snapshots = if late { every.as_slice() } else { new };
            // Connections first: acceptance wins over absence, and over a list that was made before it.
            for snapshot in snapshots.iter().filter(|snapshot| snapshot.list == List::Connections) {
                self.draw_membership(index, snapshot.as_of);
            }
            if facts.connections.as_ref().is_some_and(|list| !list.complete) {
                self.draw_acceptance(index, self.as_of);
            }
            if listed_now && self.listed.contains(&index) {
                self.draw_listed(index);
            }
            for snapshot in snapshots.iter().filter(|snapshot| snapshot.list == List::Invitations) {
                self.draw_gone(index, snapshot.as_of);
            }
        }
    }

    /// In the list of connections on that day, or not.
    fn draw_membership(&mut self, index: usize, as_of: Day) {
        if self.draw_acceptance(index, as_of) || !self.is_open(index, as_of) {
            return;
        }
        let dossier = &self.files.dossiers[index];
        let Some(request) = dossier.request_as_of(as_of, self.zone) else { return };
        let sent = request.sent.day(self.zone);
        // Somebody known by an e-mail address alone can't be looked up, and a request of that day may be younger
        // than the list.
        if dossier.person.email.as_deref() == Some(dossier.person.name.as_str()) || sent == as_of {
            return;
        }
        if let Some((connected_on, row)) = self.contacts.namesake(&dossier.person, sent, as_of, &self.files) {
            let id = request.id;
            self.doubt_namesake(id, connected_on, row);
            return;
        }
        let signals = Signals { in_connections: Some(false), ..Signals::default() };
        if self.add(index, List::Connections, Moment::Day(as_of), signals, None) {
            self.tally.not_in_connections += 1;
        }
    }

    /// Told once, with the list in which the namesake stands.
    fn doubt_namesake(&mut self, request: i64, connected_on: Day, row: Option<u64>) {
        if let Some(row) = row {
            let reason = format!(
                "has the name of request #{request} under another profile, and is connected since {}; if it is the same person, give the request that profile with `invtrack edit {request} --url`, then import again",
                connected_on.iso()
            );
            self.ambiguous.push(Ambiguity { file: "Connections.csv".to_owned(), row, reason });
        }
    }

    /// Whether the list of that day shows a connection that followed on the request; writes it down if so.
    fn draw_acceptance(&mut self, index: usize, as_of: Day) -> bool {
        let dossier = &self.files.dossiers[index];
        let Some(request) = dossier.request_as_of(as_of, self.zone) else { return false };
        let sent = request.sent.day(self.zone);
        let Some((connected_on, by_name)) = self.contacts.find(&dossier.person, sent, as_of, &self.files)
        else {
            return false;
        };
        if connected_on.days_since(sent) < -CLOCK_SLACK_DAYS {
            self.tally.connected_before += 1;
            return true;
        }
        if dossier.all_looks().any(|look| look.signals.connected_on == Some(connected_on)) {
            return true;
        }
        let signals =
            Signals { in_connections: Some(true), connected_on: Some(connected_on), ..Signals::default() };
        let memo = by_name.then(|| "matched by name only".to_owned());
        if self.add(index, List::Connections, Moment::Day(as_of), signals, memo) {
            self.tally.accepted += 1;
        }
        true
    }

    fn draw_listed(&mut self, index: usize) {
        if self.is_accepted(index, self.as_of) {
            return;
        }
        let signals = Signals { sent_page: Some(SentPage::Listed), ..Signals::default() };
        if self.add(index, List::Invitations, Moment::Day(self.as_of), signals, None) {
            self.tally.listed += 1;
        }
    }

    /// No longer in the list of open invitations on that day.
    fn draw_gone(&mut self, index: usize, as_of: Day) {
        let listed_now =
            as_of == self.as_of && (self.listed.contains(&index) || self.doubtful.contains(&index));
        if listed_now || !self.is_open(index, as_of) {
            return;
        }
        let zone = self.zone;
        let dossier = &self.files.dossiers[index];
        let Some(request) = dossier.request_as_of(as_of, zone) else { return };
        let sent = request.sent.day(zone);
        let still_open = |look: &Look| {
            let seen = look.seen.day(zone);
            seen >= as_of
                && (look.signals.sent_page == Some(SentPage::Listed)
                    || look.signals.button == Some(Button::Pending))
                && dossier.request_as_of(seen, zone).is_some_and(|other| other.sent == request.sent)
        };
        if as_of.days_since(sent) < MISSED_AFTER_DAYS || dossier.all_looks().any(still_open) {
            return;
        }
        let signals = Signals { sent_page: Some(SentPage::Gone), ..Signals::default() };
        if self.add(index, List::Invitations, Moment::Day(as_of), signals, None) {
            self.tally.gone += 1;
        }
    }

    /// Not ended by the user, and not known to be accepted, by that day.
    fn is_open(&self, index: usize, as_of: Day) -> bool {
        let request = self.files.dossiers[index].request_as_of(as_of, self.zone);
        request.is_some_and(|request| request.closing.is_none()) && !self.is_accepted(index, as_of)
    }

    fn is_accepted(&self, index: usize, as_of: Day) -> bool {
        let dossier = &self.files.dossiers[index];
        let Some(request) = dossier.request_as_of(as_of, self.zone) else { return false };
        let sent = request.sent.day(self.zone);
        dossier.all_looks().any(|look| {
            let since = look.signals.connected_on.unwrap_or(look.seen.day(self.zone));
            look.signals.in_connections == Some(true)
                && since.days_since(sent) >= -CLOCK_SLACK_DAYS
                && since <= as_of
        })
    }

    fn add(
        &mut self,
        index: usize,
        list: List,
        seen: Moment,
        signals: Signals,
        memo: Option<String>,
    ) -> bool {
        let source = super::dossier::source_of(list);
        self.files.dossiers[index].add_look(Look { seen, source, signals, memo })
    }

    /// What became of the requests.
    fn count(&mut self, touched: &[usize]) {
        for dossier in self.files.dossiers.iter().filter(|dossier| dossier.is_changed()) {
            let new = dossier.requests.iter().filter(|(_, change)| *change == Change::New).count();
            self.tally.new += new;
            self.tally.updated += usize::from(new == 0);
        }
        self.tally.known = touched.iter().filter(|&&index| !self.files.dossiers[index].is_changed()).count();
    }
}

/// Fills in what the record leaves open; true if there was something.
fn complete_request(request: &mut Request, row: &Invitation) -> bool {
    let to_the_minute = request.sent.is_day();
    if to_the_minute {
        request.sent = Moment::Exact(row.sent);
    }
    let note = request.context.note.is_none() && row.note.is_some();
    if note {
        request.context.note.clone_from(&row.note);
    }
    to_the_minute || note
}
