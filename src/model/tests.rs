//! Requests to test with: day 0 is 2026-10-01, everything happens at noon UTC and is written down at once.

use std::rc::Rc;

use super::calibrate::Learned;
use super::judge::{Judge, Judged};
use super::request::{Action, Context, Observation, Person, Request};
use super::settings::Model;
use super::tracked::Tracked;
use crate::matching::world::signs;
use crate::record::account::{AccountEvent, AccountEventKind};
use crate::record::deed::Deed;
use crate::record::observation::{Button, Signals, Source};
use crate::record::time::{Day, Instant, Moment, Zone};
use crate::record::uid::Uid;

/// What is on record, built up step by step; looks and deeds are about the latest request.
#[derive(Default)]
pub struct Example {
    people: Vec<Rc<Person>>,
    requests: Vec<Request>,
    account: Vec<AccountEvent>,
}

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

impl Example {
    /// One request, sent on day 0.
    pub fn one() -> Self {
        Self::default().request(0, Context::default())
    }

    pub fn request(mut self, sent: i64, context: Context) -> Self {
        let id = i64::try_from(self.people.len()).unwrap() + 1;
        let name = format!("Person {id}");
        self.people.push(Rc::new(Person { id, ..Person::new(name, None, None, noon(sent)) }));
        self.again(sent, context)
    }

    pub fn again(mut self, sent: i64, context: Context) -> Self {
        let person = Rc::clone(self.people.last().unwrap());
        let at = Moment::Exact(noon(sent));
        let mut new = Request::new(Rc::clone(&person), at, context, noon(sent));
        new.row = self.next_row();
        new.id = i64::try_from(self.requests.len()).unwrap() + 1;
        if let Some(before) = self.requests.last_mut().filter(|before| before.person == person) {
            before.superseded = Some(at);
            (new.previous, new.number) = (Some(before.sent), before.number + 1);
        }
        self.requests.push(new);
        self
    }

    /// A request to somebody new that an import brought.
    pub fn imported(mut self, sent: i64) -> Self {
        self = self.request(sent, Context::default());
        let request = self.requests.last_mut().unwrap();
        (request.source, request.is_late) = (Source::Invitations, true);
        self
    }

    /// Written down on that day only.
    pub fn recorded(mut self, on: i64) -> Self {
        self.requests.last_mut().unwrap().recorded_at = noon(on);
        self
    }

    fn next_row(&self) -> i64 {
        i64::try_from(
            self.requests.len() + self.requests.iter().map(|request| request.looks.len()).sum::<usize>(),
        )
        .unwrap()
            + 1
    }

    /// A look at the person.
    pub fn look(mut self, on: i64, signals: Signals) -> Self {
        let row = self.next_row();
        let id = i64::try_from(self.requests.iter().map(|request| request.looks.len()).sum::<usize>())
            .unwrap()
            + 1;
        let person = Rc::clone(self.people.last().unwrap());
        let own = self.requests.iter().filter(|request| request.person == person).count();
        let first = self.requests.len() - own;
        let sent_by = |request: &Request| request.sent.utc() <= noon(on);
        let latest = self.requests[first..].iter().rposition(sent_by);
        self.requests[first + latest.unwrap_or_default()].looks.push(Observation {
            id,
            seen: Moment::Exact(noon(on)),
            source: Source::Typed,
            signs: signs(&signals).collect(),
            memo: None,
            recorded_at: noon(on),
            is_before: latest.is_none(),
            fact: None,
            rows: (row, 0),
        });
        self
    }

    pub fn deed(mut self, on: i64, deed: Deed) -> Self {
        let action = Action { deed, at: Moment::Exact(noon(on)), recorded_at: noon(on), uid: Uid::NOBODY };
        self.requests.last_mut().unwrap().actions.push(action);
        self
    }

    pub fn account(mut self, on: i64, kind: AccountEventKind) -> Self {
        let at = Moment::Exact(noon(on));
        self.account.push(AccountEvent { kind, at, recorded_at: noon(on), is_mistake: false });
        self
    }

    pub fn tracked(&self) -> Tracked {
        let (people, account) = (self.people.clone(), self.account.clone());
        let mut tracked = Tracked { people, requests: self.requests.clone(), account, ..Tracked::default() };
        tracked.requests.iter_mut().for_each(|request| request.looks.sort_by_key(|look| look.seen.utc()));
        tracked.attach_warnings(Zone::Utc);
        tracked
    }

    /// Every request with its verdict on that day.
    pub fn judged<T>(&self, now: i64, ask: impl FnOnce(&[(&Request, Judged)]) -> T) -> T {
        let tracked = self.tracked();
        let model = Model::default();
        let shift = Learned::from(&tracked.requests.iter().collect::<Vec<_>>(), &model, noon(now), Zone::Utc);
        let judge = Judge::new(shift, &model, Moment::Exact(noon(now)), Zone::Utc);
        let judged = tracked.requests.iter().map(|request| (request, judge.judge(request)));
        ask(&judged.collect::<Vec<_>>())
    }
}
