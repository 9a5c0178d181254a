//! What the user says about a fact that could not be worked in.

use std::collections::HashMap;
use std::rc::Rc;

use super::notices::Told;
use super::pages::middle;
use super::requests::{RowDesk, RowTally};
use super::{Known, Plan, Reconciler};
use crate::domain::dossier::Change;
use crate::domain::facts::{Acceptance, Invitation, SentRow};
use crate::domain::kept::Fact;
use crate::record::observation::{Look, Signals, Source};
use crate::record::time::{Day, Instant, Moment, Zone};

/// Whom a fact is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whom {
    /// Somebody on record.
    Person {
        /// The person's row number.
        person: i64,
        /// The number of the request, if one was named.
        request: Option<i64>,
    },
    /// Nobody on record: it is a request to be recorded.
    New,
    /// It is to be left out for good.
    Nobody,
}

/// Why an answer can't be carried out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AssignError {
    /// No such number.
    #[error("nothing waits for an answer under the number {0}")]
    NotWaiting(i64),
    /// One of the two answers must be wrong.
    #[error("{0} is answered twice")]
    AnsweredTwice(i64),
    /// An acceptance answers a request that has to be there.
    #[error("{0} is an acceptance, so it can't be a new request")]
    NotARequest(i64),
    /// The person was asked only later.
    #[error("{0} is an acceptance from before that person was asked")]
    NotAskedYet(i64),
    /// The profile is another person's.
    #[error("{0} is about a profile that belongs to somebody else on record")]
    OthersProfile(i64),
    /// They are gone from the record.
    #[error("the person whom {0} is said to be about is no longer on record")]
    NoPerson(i64),
}

/// Works in what the user says about facts that are kept: number and answer.
pub fn assign(known: Known, answers: &[(i64, Whom)], now: Instant, zone: Zone) -> Result<Plan, AssignError> {
    let mut work = Reconciler::new(known, now, zone);
    let waiting: HashMap<i64, Rc<Fact>> =
        work.inbox.waiting().map(|kept| (kept.id, Rc::clone(&kept.fact))).collect();
    for (place, &(id, whom)) in answers.iter().enumerate() {
        if answers[..place].iter().any(|(other, _)| *other == id) {
            return Err(AssignError::AnsweredTwice(id));
        }
        let asked = waiting.get(&id).cloned().ok_or(AssignError::NotWaiting(id))?;
        for fact in &work.same_answer(&asked, whom) {
            work.answer(id, fact, whom)?;
            work.inbox.settle(fact);
        }
    }
    Ok(work.finish())
}

impl Reconciler {
    fn answer(&mut self, id: i64, fact: &Fact, whom: Whom) -> Result<(), AssignError> {
        match whom {
            Whom::Nobody => Ok(()),
            Whom::New => self.take_as_new(id, fact),
            Whom::Person { person, request } => {
                let index = self.files.dossiers.iter().position(|dossier| dossier.person.id == person);
                self.take_as(id, fact, index.ok_or(AssignError::NoPerson(id))?, request)
            }
        }
    }

    /// What waits and the answer settles, too. Rows of other days' pages find by themselves whom they are about, as
    /// soon as that is on record; unless nobody is meant.
    fn same_answer(&self, asked: &Rc<Fact>, whom: Whom) -> Vec<Rc<Fact>> {
        if matches!(**asked, Fact::Sent { .. }) && whom != Whom::Nobody {
            return vec![Rc::clone(asked)];
        }
        let same = self.inbox.asking(asked).filter(|kept| !kept.is_settled);
        same.map(|kept| Rc::clone(&kept.fact)).collect()
    }

    fn take_as_new(&mut self, id: i64, fact: &Fact) -> Result<(), AssignError> {
        let index = match fact {
            Fact::Acceptance(_) | Fact::Connection { .. } => return Err(AssignError::NotARequest(id)),
            Fact::Invitation { as_of, invitation } => {
                self.begin(Source::Invitations, *as_of);
                let Invitation { name, slug, email, sent, note, .. } = invitation;
                let on_record = slug.as_deref().and_then(|slug| self.files.with_slug(slug));
                let index =
                    on_record.unwrap_or_else(|| self.add_person(name, slug.as_deref(), email.as_deref()));
                // Listed on several days, it is one request still.
                if self.files.dossiers[index].request_sent_about(*sent, self.zone).is_none() {
                    self.add_request(index, Moment::Exact(*sent), 0, note.clone());
                }
                self.listed.insert(index);
                index
            }
            Fact::Sent { as_of, row, .. } => {
                self.begin(Source::SentPage, *as_of);
                self.add_sent_row(row)
            }
            Fact::Row(row) => self.desk().take_as_new(row, &mut self.files),
        };
        self.draw_all_looks_at(index);
        Ok(())
    }

    pub(super) fn desk(&self) -> RowDesk {
        RowDesk { now: self.now, zone: self.zone }
    }

    fn take_as(
        &mut self,
        id: i64,
        fact: &Fact,
        index: usize,
        request: Option<i64>,
    ) -> Result<(), AssignError> {
        match fact {
            Fact::Acceptance(acceptance) => return self.take_acceptance(id, acceptance, index),
            Fact::Invitation { as_of, invitation } => {
                self.adopt(id, index, invitation.slug.as_deref())?;
                self.begin(Source::Invitations, *as_of);
                self.take_invitation(index, invitation, request);
            }
            Fact::Sent { as_of, row, .. } => {
                self.adopt(id, index, row.slug.as_deref())?;
                self.begin(Source::SentPage, *as_of);
                self.take_sent_row(index, row, request);
            }
            Fact::Row(row) => {
                self.adopt(id, index, row.slug.as_deref())?;
                self.begin(Source::Table, row.sent.day(self.zone));
                if self.desk().request_about(&self.files.dossiers[index], row).is_none() {
                    self.redate_or_add(index, request, row.sent, 0);
                }
                self.desk().take(index, row, &mut self.files, &mut RowTally::default());
            }
            Fact::Connection { slug, connected_on, .. } => {
                self.adopt(id, index, slug.as_deref())?;
                // Without a profile the list can't speak for itself.
                if slug.is_none() {
                    self.note_connection(index, *connected_on);
                }
            }
        }
        self.draw_all_looks_at(index);
        Ok(())
    }

    /// Takes a profile for that person's.
    fn adopt(&mut self, id: i64, index: usize, slug: Option<&str>) -> Result<(), AssignError> {
        let Some(slug) = slug else { return Ok(()) };
        match self.files.with_slug(slug) {
            Some(owner) if owner != index => Err(AssignError::OthersProfile(id)),
            Some(_) => Ok(()),
            None => {
                self.files.set_slug(index, slug);
                Ok(())
            }
        }
    }

    fn take_acceptance(&mut self, id: i64, acceptance: &Acceptance, index: usize) -> Result<(), AssignError> {
        match &acceptance.slug {
            // A second profile of theirs is no reason to give up the first.
            Some(slug) if self.files.dossiers[index].person.slug.is_some() => {
                self.files.add_alias(index, slug);
            }
            slug => self.adopt(id, index, slug.as_deref())?,
        }
        match self.enter(index, acceptance) {
            Told::Stranger => Err(AssignError::NotAskedYet(id)),
            Told::Entered | Told::Known | Told::Doubt(_) => Ok(()),
        }
    }

    /// The export knows when the request was sent.
    fn take_invitation(&mut self, index: usize, row: &Invitation, request: Option<i64>) {
        if self.files.dossiers[index].request_sent_about(row.sent, self.zone).is_none() {
            self.redate_or_add(index, request, Moment::Exact(row.sent), 0);
        }
        if let Some(place) = self.files.dossiers[index].request_sent_about(row.sent, self.zone) {
            self.complete(index, place, row);
        }
        self.listed.insert(index);
    }

    fn take_sent_row(&mut self, index: usize, row: &SentRow, request: Option<i64>) {
        let fits = self.files.dossiers[index].requests.iter().any(|(known, _)| self.fits(row, known));
        if !fits {
            let (sent, within) = middle(row);
            self.redate_or_add(index, request, sent, within);
        }
        self.listed.insert(index);
    }

    /// Corrects when the request was sent: the one named, or the newest. If that one was over before, they were asked
    /// again.
    fn redate_or_add(&mut self, index: usize, request: Option<i64>, sent: Moment, within: u32) {
        let zone = self.zone;
        let dossier = &self.files.dossiers[index];
        let named = request.and_then(|id| dossier.requests.iter().position(|(known, _)| known.id == id));
        let place = named.or(dossier.requests.len().checked_sub(1));
        let is_again = |place: &usize| {
            let request = &dossier.requests[*place].0;
            request.sent.is_before(sent, zone) && self.is_over(dossier, request)
        };
        let Some(place) = place.filter(|place| !is_again(place)) else {
            return self.add_request(index, sent, within, None);
        };
        let requests = &mut self.files.dossiers[index].requests;
        let (known, change) = &mut requests[place];
        (known.sent, known.sent_within) = (sent, within);
        if *change == Change::None {
            *change = Change::Update;
        }
        requests.sort_by_key(|(request, _)| request.sent.instant(zone));
    }

    fn note_connection(&mut self, index: usize, connected_on: Day) {
        let signals = Signals { in_connections: Some(true), ..Signals::default() };
        let seen = Moment::Day(connected_on);
        let look = Look { seen, source: Source::Connections, signals, memo: None };
        self.tally.accepted += usize::from(self.files.dossiers[index].add_look(look));
    }
}
