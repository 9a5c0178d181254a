//! What complete lists say of each request: in it, missing from it, accepted since.

use super::doubt::Doubt;
use super::{ConnectedBefore, Reconciler, days_of};
use crate::domain::book::{Connection, List, Snapshot};
use crate::domain::contacts::{CLOCK_SLACK_DAYS, Namesake};
use crate::domain::dossier::Dossier;
use crate::domain::kept::Fact;
use crate::domain::request::Request;
use crate::record::observation::{Button, Look, SentPage, Signals, Source};
use crate::record::time::{Day, Moment};

/// An invitation must be older than this to be missed in a list: the day of an export is known give or take one.
pub(super) const MISSED_AFTER_DAYS: i64 = 2;

impl Reconciler {
    /// The lists that were just read speak of everybody; those that were read before, of requests that are only
    /// known now, or that were recorded since.
    pub(super) fn draw_looks(&mut self, read: &[Snapshot]) {
        self.note_unmatched();
        let mut every: Vec<Snapshot> = self.snapshots.iter().chain(read).copied().collect();
        every.sort_unstable();
        every.dedup();
        for index in 0..self.files.dossiers.len() {
            let snapshots = if self.is_late(index) { every.as_slice() } else { read };
            self.draw_looks_at(index, snapshots);
        }
    }

    /// As [`Self::draw_looks`], at one person whose requests changed.
    pub(super) fn draw_all_looks_at(&mut self, index: usize) {
        self.note_unmatched();
        let every = self.snapshots.clone();
        self.draw_looks_at(index, &every);
    }

    fn is_late(&self, index: usize) -> bool {
        let is_recorded_since =
            |request: &Request| self.last_read.is_some_and(|read| request.recorded_at > read);
        let dossier = &self.files.dossiers[index];
        dossier.has_new_request() || dossier.requests.iter().any(|(request, _)| is_recorded_since(request))
    }

    fn draw_looks_at(&mut self, index: usize, snapshots: &[Snapshot]) {
        self.draw_acceptances(index);
        for as_of in days_of(List::Connections, snapshots) {
            self.draw_absence_from_connections(index, as_of);
        }
        if self.listed.contains(&index) {
            self.draw_listed(index);
        }
        for as_of in days_of(List::Invitations, snapshots) {
            self.draw_gone(index, as_of);
        }
        for as_of in days_of(List::SentPage, snapshots) {
            self.draw_missing(index, as_of);
        }
    }

    /// Every connection belongs to the latest request that was sent by then; who is connected still when a later one
    /// was sent is connected, whatever the dates say.
    pub(super) fn draw_acceptances(&mut self, index: usize) {
        let contacts: Vec<Connection> =
            self.contacts.of(&self.files.dossiers[index].person).cloned().collect();
        for contact in contacts {
            let dossier = &self.files.dossiers[index];
            let by_then = contact.connected_on.plus_days(CLOCK_SLACK_DAYS).unwrap_or(contact.connected_on);
            let own = dossier.request_as_of(by_then, self.zone).map(|request| request.sent.day(self.zone));
            let later = dossier.requests.last().map(|(request, _)| request.sent.day(self.zone));
            let later = later.filter(|&sent| sent > by_then && self.contacts.is_listed_on(&contact, sent));
            if later.is_some() {
                self.note_connected_before(index, &contact);
            }
            for sent in own.into_iter().chain(later) {
                // The clocks may disagree by a day; what followed on sending must not lie before it.
                let signals = Signals { in_connections: Some(true), ..Signals::default() };
                let day = contact.connected_on.max(sent);
                self.tally.accepted += self.add(index, Source::Connections, day, signals);
            }
        }
    }

    /// They were connected already when the latest request was sent.
    fn note_connected_before(&mut self, index: usize, contact: &Connection) {
        let dossier = &self.files.dossiers[index];
        if let Some((request, _)) = dossier.requests.last() {
            self.connected_before.push(ConnectedBefore {
                request: request.id,
                name: dossier.person.name.clone(),
                connected_on: contact.connected_on,
                sent: request.sent.day(self.zone),
            });
        }
    }

    /// Missing from the list of connections of that day.
    fn draw_absence_from_connections(&mut self, index: usize, as_of: Day) {
        let dossier = &self.files.dossiers[index];
        let Some(request) = self.open_request(dossier, as_of) else { return };
        let sent = request.sent.day(self.zone);
        let is_listed =
            self.contacts.of(&dossier.person).any(|contact| self.contacts.is_listed_on(contact, as_of));
        // A request of that day may be younger than the list.
        if is_listed || sent == as_of {
            return;
        }
        // Who is listed as open under a profile of their own is nobody else.
        let is_open = as_of == self.as_of && self.listed.contains(&index) && dossier.person.slug.is_some();
        let mut namesakes = self.contacts.namesakes(&dossier.person, sent, as_of, &self.files);
        let is_settled = |namesake: &Namesake| self.inbox.is_settled(&Fact::connection(namesake.contact));
        let namesake = namesakes.find(|namesake| !is_open && !is_settled(namesake)).map(|namesake| {
            let named = self.name_requests([request].into_iter());
            let doubt = namesake_doubt(index, &named, namesake.contact);
            (namesake.row, Fact::connection(namesake.contact), doubt)
        });
        // Nobody can be missed by a name or an e-mail address alone: the list may spell it otherwise.
        let is_traceable = dossier.person.slug.is_some();
        drop(namesakes);
        if let Some((row, fact, doubt)) = namesake {
            // Told with the list in which the namesake stands, not again with every other.
            if row.is_some() {
                self.doubt("Connections.csv", row, fact, doubt);
            }
        } else if is_traceable {
            let signals = Signals { in_connections: Some(false), ..Signals::default() };
            self.tally.not_in_connections += self.add(index, Source::Connections, as_of, signals);
        }
    }

    fn draw_listed(&mut self, index: usize) {
        let newest =
            self.files.dossiers[index].requests.last().map(|(request, _)| request.sent.day(self.zone));
        // An invitation can't be listed before it was sent; the day of an export is known give or take one.
        let day = newest
            .map_or(self.as_of, |sent| if sent.days_since(self.as_of) == 1 { sent } else { self.as_of });
        let signals = Signals { sent_page: Some(SentPage::Listed), ..Signals::default() };
        self.tally.listed += self.add(index, self.source, day, signals);
    }

    /// No longer in the list of open invitations of that day.
    fn draw_gone(&mut self, index: usize, as_of: Day) {
        let dossier = &self.files.dossiers[index];
        // Whoever was never matched with an export may stand in this one under another name.
        let traceable = dossier.person.slug.is_some() || dossier.was_listed();
        let listed_now =
            as_of == self.as_of && (self.listed.contains(&index) || self.doubtful.contains(&index));
        let Some(request) = self.open_request(dossier, as_of).filter(|_| traceable && !listed_now) else {
            return;
        };
        if as_of.days_since(request.sent.day(self.zone)) < MISSED_AFTER_DAYS
            || self.is_seen_open_later(dossier, request, as_of)
        {
            return;
        }
        let signals = Signals { sent_page: Some(SentPage::Gone), ..Signals::default() };
        self.tally.gone += self.add(index, Source::Invitations, as_of, signals);
    }

    /// The latest request of that day, if the user has not ended it and it was not accepted by then.
    pub(super) fn open_request<'a>(&self, dossier: &'a Dossier, as_of: Day) -> Option<&'a Request> {
        let request = dossier.request_as_of(as_of, self.zone)?;
        let sent = request.sent.day(self.zone);
        let accepted = dossier.all_looks().any(|look| {
            let seen = look.seen.day(self.zone);
            look.signals.in_connections == Some(true) && sent <= seen && seen <= as_of
        });
        (request.closing().is_none() && !accepted).then_some(request)
    }

    pub(super) fn is_seen_open_later(&self, dossier: &Dossier, request: &Request, as_of: Day) -> bool {
        dossier.all_looks().any(|look| {
            let seen = look.seen.day(self.zone);
            let open = look.signals.sent_page == Some(SentPage::Listed)
                || look.signals.button == Some(Button::Pending);
            let latest = dossier.request_as_of(seen, self.zone);
            open && seen >= as_of && latest.is_some_and(|latest| latest.sent == request.sent)
        })
    }

    /// Adds a look of one day; returns how many that are.
    pub(super) fn add(&mut self, index: usize, source: Source, day: Day, signals: Signals) -> usize {
        let look = Look { seen: Moment::Day(day), source, signals, memo: None };
        usize::from(self.files.dossiers[index].add_look(look))
    }
}

/// Why a connection may be the person of that dossier.
pub(super) fn namesake_doubt(candidate: usize, request: &str, contact: &Connection) -> Doubt {
    let since = contact.connected_on.iso();
    let reason =
        format!("connected since {since} under the name of {request}, with a profile that is not on record");
    Doubt { candidates: vec![candidate], reason }
}
