//! Whom a row of any table is about, and which request. Rows are worked in one after the other: what came of a row
//! never depends on those below it, so a table of any size can be read in pieces.

use super::doubt::{name_request, two_dates};
use crate::domain::book::Connection;
use crate::domain::contacts::CLOCK_SLACK_DAYS;
use crate::domain::dossier::{Change, Dossier, Files};
use crate::domain::facts::RequestRow;
use crate::domain::person::Person;
use crate::domain::request::{Action, Context, Request};
use crate::domain::sending::BLOCKED_AFTER_WITHDRAWAL_DAYS;
use crate::record::deed::{Deed, Ending};
use crate::record::name::fold_person;
use crate::record::observation::{Look, Signals, Source};
use crate::record::slug::name_from_slug;
use crate::record::time::{Instant, Moment, Zone};

/// Two dates of sending this many days apart can be those of one request: tables are written in other time zones.
pub const SENDING_SLACK_DAYS: i64 = 1;
/// So many requests are named to choose from; who looks for candidates need not find more than one more.
pub const MOST_CANDIDATES: usize = 3;
/// A request gets no more tags than this from tables.
const MAX_TAGS: usize = 200;

/// What the rows of a table did, counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct RowTally {
    /// Requests that were not on record.
    pub new: usize,
    /// Rows about a known request that told something new.
    pub updated: usize,
    /// Rows that told nothing new.
    pub known: usize,
    /// Acceptances that were not on record, with their dates.
    pub accepted: usize,
    /// Requests that were not on record as withdrawn.
    pub withdrawn: usize,
}

/// Works rows of tables into what is on record of the people who may be meant.
#[derive(Clone, Copy, Debug)]
pub struct RowDesk {
    /// The present.
    pub now: Instant,
    /// The user's wall clock.
    pub zone: Zone,
}

impl RowDesk {
    /// Works in one row; returns the place of the dossier it is about, or why that cannot be told.
    pub fn enter(&self, row: &RequestRow, files: &mut Files, tally: &mut RowTally) -> Result<usize, String> {
        let found = self.find(row, files)?;
        if let Some(index) = found
            && self.request_about(&files.dossiers[index], row).is_none()
        {
            self.refuse_two_dates(&files.dossiers[index], row)?;
        }
        let index = found.unwrap_or_else(|| files.add(Dossier::new(self.person(row))));
        self.take(index, row, files, tally);
        Ok(index)
    }

    /// Works in a row as a request to somebody who is not on record, unless the profile is.
    pub(super) fn take_as_new(&self, row: &RequestRow, files: &mut Files) -> usize {
        let on_record = row.slug.as_deref().and_then(|slug| files.with_slug(slug));
        let index = on_record.unwrap_or_else(|| files.add(Dossier::new(self.person(row))));
        self.take(index, row, files, &mut RowTally::default());
        index
    }

    /// Works in a row that is about the person of that dossier.
    pub(super) fn take(&self, index: usize, row: &RequestRow, files: &mut Files, tally: &mut RowTally) {
        let request = self.request_about(&files.dossiers[index], row);
        complete_person(index, row, files);
        let dossier = &mut files.dossiers[index];
        match request {
            Some(place) => self.complete(place, row, dossier),
            None => dossier.add_request(self.request(row), self.zone),
        }
        tally.accepted += usize::from(self.note_acceptance(row, dossier));
        tally.withdrawn += usize::from(self.note_withdrawal(row, dossier));
        match (request, dossier.is_changed()) {
            (None, _) => tally.new += 1,
            (Some(_), true) => tally.updated += 1,
            (Some(_), false) => tally.known += 1,
        }
    }

    /// By profile or e-mail address; else by the name together with the day of sending.
    fn find(&self, row: &RequestRow, files: &Files) -> Result<Option<usize>, String> {
        if let Some(index) = row.slug.as_deref().and_then(|slug| files.with_slug(slug)) {
            return Ok(Some(index));
        }
        if let Some(index) = row.email.as_deref().and_then(|email| files.with_email(email)) {
            return match &files.dossiers[index].person.slug {
                Some(_) if row.slug.is_some() => {
                    Err("somebody with another profile has that e-mail address".to_owned())
                }
                _ => Ok(Some(index)),
            };
        }
        let Some(name) = &row.name else { return Ok(None) };
        // Who has a profile or an address that is not the one in the row is somebody else.
        let may_be = |dossier: &Dossier| {
            (row.slug.is_none() || dossier.person.slug.is_none())
                && (row.email.is_none() || dossier.person.email.is_none())
                && self.request_about(dossier, row).is_some()
        };
        let named = files.named(&fold_person(name)).iter().copied();
        let candidates: Vec<usize> = named.filter(|&index| may_be(&files.dossiers[index])).collect();
        match *candidates {
            [] => Ok(None),
            [index] => Ok(Some(index)),
            _ => Err(self.doubt(&candidates, row, files)),
        }
    }

    /// The request that was sent on that day, or a day before or after: the nearest.
    pub(super) fn request_about(&self, dossier: &Dossier, row: &RequestRow) -> Option<usize> {
        let day = row.sent.day(self.zone);
        let away = |request: &Request| {
            (request.sent.instant(self.zone).millis() - row.sent.instant(self.zone).millis()).abs()
        };
        let near = dossier.requests.iter().enumerate().filter(|(_, (request, _))| {
            request.sent.day(self.zone).days_since(day).abs() <= SENDING_SLACK_DAYS
        });
        near.min_by_key(|(_, (request, _))| away(request)).map(|(index, _)| index)
    }

    fn doubt(&self, candidates: &[usize], row: &RequestRow, files: &Files) -> String {
        let sent = row.sent.day(self.zone).iso();
        if candidates.len() > MOST_CANDIDATES {
            return format!("sent {sent}, and so were requests to several people of that name");
        }
        let about = |&index: &usize| {
            let dossier = &files.dossiers[index];
            let (request, _) = &dossier.requests[self.request_about(dossier, row)?];
            Some(name_request(request, self.zone))
        };
        let known: Vec<String> = candidates.iter().filter_map(about).collect();
        format!("sent {sent}: this may be {}; the address of the profile would tell", known.join(" or "))
    }

    /// LinkedIn lets nobody be invited again so soon: one of the two dates is wrong.
    fn refuse_two_dates(&self, dossier: &Dossier, row: &RequestRow) -> Result<(), String> {
        let sent = row.sent.day(self.zone);
        let near = |request: &&Request| {
            request.sent.day(self.zone).days_since(sent).abs() < BLOCKED_AFTER_WITHDRAWAL_DAYS
        };
        let known = dossier.requests.iter().map(|(request, _)| request).find(near);
        known.map_or(Ok(()), |known| Err(two_dates(sent, known, self.zone)))
    }

    fn person(&self, row: &RequestRow) -> Person {
        let from_slug = || row.slug.as_deref().map(name_from_slug).unwrap_or_default();
        let name = row.name.clone().unwrap_or_else(from_slug);
        Person::new(name, row.slug.clone(), row.email.clone(), self.now)
    }

    fn request(&self, row: &RequestRow) -> Request {
        Request {
            id: 0,
            person_id: 0,
            sent: row.sent,
            sent_within: 0,
            recorded_at: self.now,
            source: Source::Table,
            context: Context { note: row.note.clone(), tags: row.tags.clone(), ..Context::default() },
            actions: Vec::new(),
        }
    }

    /// Fills in what the record leaves open, and nothing else.
    fn complete(&self, place: usize, row: &RequestRow, dossier: &mut Dossier) {
        let (request, change) = &mut dossier.requests[place];
        let before = request.clone();
        let same_day = request.sent.day(self.zone) == row.sent.day(self.zone);
        if request.sent.is_day() && !row.sent.is_day() && same_day {
            request.sent = row.sent;
        }
        if request.context.note.is_none() {
            request.context.note.clone_from(&row.note);
        }
        let tags = &mut request.context.tags;
        let missing: Vec<String> = row.tags.iter().filter(|tag| !tags.contains(tag)).cloned().collect();
        tags.extend(missing.into_iter().take(MAX_TAGS.saturating_sub(tags.len())));
        tags.sort();
        if *request != before && *change == Change::None {
            *change = Change::Update;
        }
    }

    /// An acceptance of known date is not dated again.
    fn note_acceptance(&self, row: &RequestRow, dossier: &mut Dossier) -> bool {
        let Some((accepted, place)) = row.accepted.zip(self.request_about(dossier, row)) else {
            return false;
        };
        let sent = dossier.requests[place].0.sent;
        let next = dossier.requests.get(place + 1).map(|(next, _)| next.sent);
        let is_of_it = |seen: Moment| {
            !seen.is_before(sent, self.zone) && next.is_none_or(|next| seen.is_before(next, self.zone))
        };
        let is_known = dossier.all_looks().any(|look| look.is_dated_proof() && is_of_it(look.seen));
        if is_known || !is_of_it(accepted) {
            return false;
        }
        let signals = Signals { in_connections: Some(true), ..Signals::default() };
        dossier.add_look(Look { seen: accepted, source: Source::Table, signals, memo: None })
    }

    /// An export that was read before the table may have told since when they are connected.
    pub fn note_contact(&self, contact: &Connection, dossier: &mut Dossier, tally: &mut RowTally) {
        let by_then = contact.connected_on.plus_days(CLOCK_SLACK_DAYS).unwrap_or(contact.connected_on);
        let Some(request) = dossier.request_as_of(by_then, self.zone) else { return };
        let seen = Moment::Day(contact.connected_on.max(request.sent.day(self.zone)));
        let signals = Signals { in_connections: Some(true), ..Signals::default() };
        let look = Look { seen, source: Source::Connections, signals, memo: None };
        tally.accepted += usize::from(dossier.add_look(look));
    }

    /// What the user stated about the end stands.
    fn note_withdrawal(&self, row: &RequestRow, dossier: &mut Dossier) -> bool {
        let Some((at, place)) = row.withdrawn.zip(self.request_about(dossier, row)) else { return false };
        let (request, change) = &mut dossier.requests[place];
        let is_about_end = |action: &Action| matches!(action.deed, Deed::Ended(_) | Deed::Reopened);
        if request.actions.iter().any(is_about_end) {
            return false;
        }
        let action = Action { deed: Deed::Ended(Ending::Withdrawn), at, recorded_at: self.now };
        request.actions.push(action);
        if *change != Change::New {
            let id = request.id;
            dossier.new_actions.push((id, action));
        }
        true
    }
}

/// Writes down profile and address of somebody who was known without.
fn complete_person(index: usize, row: &RequestRow, files: &mut Files) {
    let person = &files.dossiers[index].person;
    if let Some(slug) = row.slug.as_deref().filter(|_| person.slug.is_none()) {
        files.set_slug(index, slug);
    }
    let person = &files.dossiers[index].person;
    let unknown = |email: &&str| person.email.is_none() && files.with_email(email).is_none();
    if let Some(email) = row.email.as_deref().filter(unknown) {
        files.set_email(index, email);
    }
}

#[cfg(test)]
mod tests;
