//! What is on record, as read from the store.

use std::borrow::Cow;

use super::contacts::CLOCK_SLACK_DAYS;
use super::person::Person;
use super::request::Request;
use crate::record::account::AccountEvent;
use crate::record::observation::{Observation, words};
use crate::record::time::{Day, Instant};

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
    /// Where this is not everybody, and something happened to the account: those who were asked shortly before, for
    /// how many they were decides what it says about each of them (K27).
    pub bystanders: Option<Box<Book>>,
}

impl Book {
    /// Forgets what was written down after `instant`: what `--as-of` answers from.
    pub fn retain_recorded_by(&mut self, instant: Instant) {
        self.people.retain(|person| person.recorded_at <= instant);
        self.requests.retain(|request| request.recorded_at <= instant);
        self.observations.retain(|observation| observation.recorded_at <= instant);
        for request in &mut self.requests {
            request.actions.retain(|action| action.recorded_at <= instant);
        }
        self.account.retain(|event| event.recorded_at <= instant);
        if let Some(bystanders) = &mut self.bystanders {
            bystanders.retain_recorded_by(instant);
        }
    }
}

words! {
    /// A list that is complete by construction, so that absence from it means something.
    List {
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
    pub list: List,
    /// The day it shows.
    pub as_of: Day,
}

/// One of the user's own connections, as an export lists them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Connection {
    /// Their profile; files from before mid-2023 have none.
    pub slug: Option<String>,
    /// The folded name.
    pub folded: String,
    /// The day they became a connection.
    pub connected_on: Day,
    /// The latest list with them.
    pub seen_on: Day,
}

impl Connection {
    /// What tells connections apart: the profile, or the name where there is none.
    pub fn key(&self) -> Cow<'_, str> {
        self.slug.as_deref().map_or_else(|| format!(" {}", self.folded).into(), Cow::Borrowed)
    }

    /// The profile in a key; no profile begins with a blank.
    pub fn slug_of_key(key: String) -> Option<String> {
        Some(key).filter(|key| !key.starts_with(' '))
    }

    /// The first list without them, of the complete ones (in the order of their days). One of about the day on which
    /// they connected may be older than that.
    pub fn gone_by(&self, lists: &[Day]) -> Option<Day> {
        let shows =
            |list: &Day| *list <= self.seen_on || list.days_since(self.connected_on) <= CLOCK_SLACK_DAYS;
        lists.get(lists.partition_point(shows)).copied()
    }

    /// Whether a complete list of that day shows them.
    pub fn is_listed_on(&self, day: Day, lists: &[Day]) -> bool {
        self.connected_on.days_since(day) <= CLOCK_SLACK_DAYS
            && self.gone_by(lists).is_none_or(|gone| day < gone)
    }
}
