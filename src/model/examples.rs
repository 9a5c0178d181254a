//! Requests to test with: day 0 is 2026-10-01, everything happens at noon UTC and is written down at once.

use super::attempt::{Attempt, attempts};
use super::judge::{Judge, Judged};
use super::person::Person;
use super::request::{Action, Context, Request};
use super::settings::Model;
use super::tracked::Book;
use crate::record::account::{AccountEvent, AccountEventKind};
use crate::record::deed::Deed;
use crate::record::observation::{Button, Look, Observation, Signals, Source};
use crate::record::time::{Day, Instant, Moment, Zone};
use crate::record::uid::Uid;

/// What is on record, built up step by step; looks and deeds are about the latest request.
#[derive(Default)]
pub struct Scene(Book);

/// That day at noon.
pub fn noon(day: i64) -> Instant {
    self::day(day).utc_noon()
}

/// That day.
pub fn day(day: i64) -> Day {
    Day::parse_iso("2026-10-01").and_then(|start| start.plus_days(day)).unwrap()
}

/// A look at the button.
pub fn button(button: Button) -> Signals {
    Signals { button: Some(button), ..Signals::default() }
}

/// A look at the list of connections.
pub fn member(yes: bool) -> Signals {
    Signals { in_connections: Some(yes), ..Signals::default() }
}

impl Scene {
    /// One request, sent on day 0.
    pub fn one() -> Self {
        Self::default().request(0, Context::default())
    }

    /// A request to somebody new.
    pub fn request(mut self, sent: i64, context: Context) -> Self {
        let id = i64::try_from(self.0.people.len()).unwrap() + 1;
        let name = format!("Person {id}");
        self.0.people.push(Person { id, ..Person::new(name, None, None, noon(sent)) });
        self.again(sent, context)
    }

    /// Another request to the same person.
    pub fn again(mut self, sent: i64, context: Context) -> Self {
        self.0.requests.push(Request {
            id: i64::try_from(self.0.requests.len()).unwrap() + 1,
            person_id: i64::try_from(self.0.people.len()).unwrap(),
            attempt: self.0.requests.len(),
            former_ids: Vec::new(),
            already: None,
            facts: Vec::new(),
            row: self.next_row(),
            sent: Moment::Exact(noon(sent)),
            sent_within: 0,
            recorded_at: noon(sent),
            source: Source::Typed,
            context,
            actions: Vec::new(),
        });
        self
    }

    /// What the file would call the next fact.
    fn next_row(&self) -> i64 {
        i64::try_from(self.0.requests.len() + self.0.observations.len()).unwrap() + 1
    }

    /// A look at the person.
    pub fn look(mut self, on: i64, signals: Signals) -> Self {
        let id = i64::try_from(self.0.observations.len()).unwrap() + 1;
        let person = i64::try_from(self.0.people.len()).unwrap();
        let sent_by = |request: &&Request| request.person_id == person && request.sent.utc() <= noon(on);
        let mut own = self.0.requests.iter().filter(|request| request.person_id == person);
        let request = self.0.requests.iter().rfind(sent_by).or(own.next()).unwrap();
        let (request, is_before) = (request.id, request.sent.utc() > noon(on));
        let look = Look { seen: Moment::Exact(noon(on)), source: Source::Typed, signals, memo: None };
        self.0.observations.push(Observation {
            id,
            request,
            rows: (self.next_row(), 0),
            recorded_at: noon(on),
            is_before,
            is_dated: false,
            fact: None,
            signs: Vec::new(),
            look,
        });
        self
    }

    /// Something that the user did about the request.
    pub fn deed(mut self, on: i64, deed: Deed) -> Self {
        let action = Action { deed, at: Moment::Exact(noon(on)), recorded_at: noon(on), uid: Uid::NOBODY };
        self.0.requests.last_mut().unwrap().actions.push(action);
        self
    }

    /// Something that happened to the account.
    pub fn account(mut self, on: i64, kind: AccountEventKind) -> Self {
        let at = Moment::Exact(noon(on));
        self.0.account.push(AccountEvent { kind, at, recorded_at: noon(on), is_mistake: false });
        self
    }

    /// What is on record.
    pub const fn book(&self) -> &Book {
        &self.0
    }

    /// Every request with its verdict on that day.
    pub fn judged<T>(&self, now: i64, ask: impl FnOnce(&[(Attempt, Judged)]) -> T) -> T {
        let every = attempts(&self.0, Zone::Utc);
        let model = Model::default();
        let judge = Judge::new(&every, &model, Moment::Exact(noon(now)), Zone::Utc);
        let judged: Vec<_> =
            every.into_iter().map(|one| (judge.judge(&one), one)).map(|(a, b)| (b, a)).collect();
        ask(&judged)
    }
}
