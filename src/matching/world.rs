//! What follows from a set of facts: people, their requests, what was seen of each, and what only the user can tell.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use crate::record::deed::Ending;
use crate::record::fact::{Direction, Fact, Said};
use crate::record::observation::{Button, Degree, SentPage, Signals};
use crate::record::set::{Flags, Whole};
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;
use crate::record::words::words;

pub type FactId = u32;

pub type Restated = BTreeMap<Box<str>, Instant>;

#[derive(Debug, Default)]
pub struct World {
    pub facts: Vec<Fact>,
    pub restated: HashMap<FactId, Restated>,
    pub lists: Vec<Flags>,
    pub proof: Proof,
    pub days: Vec<When>,
    /// In the order of their first request's lowest fact.
    pub people: Vec<DerivedPerson>,
    pub unsure: Vec<Question>,
    pub left_out: Vec<FactId>,
}

/// What shows whether exports list open invitations only, or a history of all (M12). Of a part of the record: nothing.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Proof {
    /// Invitations in one export beside its connections.
    pub rows: usize,
    /// Of these, of people who had accepted and are listed still.
    pub accepted: usize,
    /// One of an export without connections was sent long before.
    pub is_old: bool,
}

impl Proof {
    pub const fn is_history(&self) -> bool {
        self.accepted > 0 || self.is_old
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct DerivedPerson {
    /// Typed last, else given last by LinkedIn, else the address or the profile.
    pub name: String,
    pub slug: Option<Box<str>>,
    pub slugs: Vec<Box<str>>,
    pub requests: Vec<DerivedRequest>,
    /// Removed ones included, by uid.
    pub facts: Vec<FactId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct DerivedRequest {
    pub sent: When,
    /// Without the removed ones, by uid.
    pub facts: Vec<FactId>,
    pub looks: Vec<Seen>,
    pub before: Vec<Seen>,
    /// Since when, as far as is known, they were a connection when it was sent.
    pub already: Option<When>,
    pub ended: Option<Ended>,
    pub actions: Vec<FactId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ended {
    pub ending: Ending,
    pub at: When,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Seen {
    pub at: When,
    pub sign: Sign,
    /// None where somebody is missing from a list.
    pub fact: Option<FactId>,
    pub list: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Sign {
    Button(Button),
    Count(u32),
    Degree(Degree),
    Member(Member),
    /// LinkedIn's notification; `false`: looked for, and not there.
    Notified(bool),
    Sent(Sent),
    Replied,
    Engaged,
    ViewedMe,
    Crossed,
    /// So many requests of the last 30 days were open (K27): no rule tells it, the model does.
    Warning(u32),
}

pub fn signs(signals: &Signals) -> impl Iterator<Item = Sign> + use<> {
    let member = |yes| if yes { Member::Yes } else { Member::No };
    let sent = |sent| match sent {
        SentPage::Listed => Sent::Listed,
        SentPage::Gone => Sent::Gone,
        SentPage::Canceled => Sent::Canceled,
        SentPage::Accepted => Sent::Accepted,
    };
    let signs = [
        signals.button.map(Sign::Button),
        signals.connections.map(Sign::Count),
        signals.degree.map(Sign::Degree),
        signals.in_connections.map(|yes| Sign::Member(member(yes))),
        signals.notified.map(Sign::Notified),
        signals.sent_page.map(|page| Sign::Sent(sent(page))),
        signals.replied.then_some(Sign::Replied),
        signals.engaged.then_some(Sign::Engaged),
        signals.viewed_me.then_some(Sign::ViewedMe),
    ];
    signs.into_iter().flatten()
}

words! {
    Member {
        Yes = "yes",
        No = "no",
        Dated = "dated",
        Absent = "absent",
    }
}

words! {
    Sent {
        Listed = "listed",
        /// From a complete page, for the first time: remembered, no more.
        Missing = "missing",
        /// Seen so, or missing from the second complete page in a row.
        Gone = "gone",
        Unlisted = "unlisted",
        Canceled = "canceled",
        Accepted = "accepted",
    }
}

impl World {
    /// What a part of the record has to be told of this, the whole (M20).
    pub fn whole(&self) -> Whole {
        let is_left_out = |place: FactId| self.left_out.binary_search(&place).is_ok();
        let inviter = |(place, fact): (FactId, &Fact)| match &fact.said {
            Said::Invitation(row) if row.direction == Direction::Out && !is_left_out(place) => {
                row.inviter.clone()
            }
            _ => None,
        };
        let owners: BTreeSet<Box<str>> = (0..).zip(&self.facts).filter_map(inviter).collect();
        Whole { flags: self.lists.clone(), owners: owners.into_iter().collect() }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Button(button) => write!(f, "button={}", button.word()),
            Self::Count(number) => write!(f, "count={number}"),
            Self::Degree(degree) => write!(f, "degree={}", degree.word()),
            Self::Member(member) => write!(f, "member={}", member.word()),
            Self::Notified(yes) => write!(f, "notif={}", if *yes { "yes" } else { "no" }),
            Self::Sent(sent) => write!(f, "sent={}", sent.word()),
            Self::Replied => f.write_str("replied=yes"),
            Self::Engaged => f.write_str("engaged=yes"),
            Self::ViewedMe => f.write_str("viewed_me=yes"),
            Self::Crossed => f.write_str("crossed"),
            Self::Warning(open) => write!(f, "warning={open}"),
        }
    }
}

words! {
    Doubt {
        Name = "name",
        Several = "several",
        Near = "near",
        First = "first",
        Words = "words",
        Dates = "dates",
        New = "new",
        Day = "day",
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Question {
    pub facts: Vec<Uid>,
    pub kind: Doubt,
    /// Lowest sendings, sorted.
    pub candidates: Vec<Uid>,
}
