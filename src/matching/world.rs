//! What follows from a set of facts: people, their requests, what was seen of each, and what only the user can tell.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::record::deed::Ending;
use crate::record::fact::Fact;
use crate::record::observation::{Button, Degree, SentPage, Signals};
use crate::record::set::Flags;
use crate::record::time::Instant;
use crate::record::uid::Uid;
use crate::record::when::When;
use crate::record::words::words;

pub type FactId = u32;

/// When the user last corrected a fact's fields, by their names.
pub type Restated = BTreeMap<Box<str>, Instant>;

#[derive(Debug, Default)]
pub struct World {
    /// The facts, with every field as it was corrected.
    pub facts: Vec<Fact>,
    pub restated: HashMap<FactId, Restated>,
    /// What holds of each list, in the order of the lists.
    pub lists: Vec<Flags>,
    /// The day of each, as it was corrected.
    pub days: Vec<When>,
    /// Everybody who was asked, in the order of their first request's lowest fact.
    pub people: Vec<Person>,
    pub unsure: Vec<Question>,
    pub left_out: Vec<FactId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// The name that was typed last (a correction types it, too), else the one that LinkedIn gave last, else the address
    /// or the profile.
    pub name: String,
    /// The profile that the user said last in a correction, else the one that was learned last.
    pub slug: Option<Box<str>>,
    pub slugs: Vec<Box<str>>,
    pub requests: Vec<Request>,
    /// Every fact about them, removed ones included, in the order of their uids.
    pub facts: Vec<FactId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    pub sent: When,
    /// The facts that it was found by, in the order of their uids; the removed ones are left out.
    pub facts: Vec<FactId>,
    pub looks: Vec<Seen>,
    /// What was seen on the profile before it was sent.
    pub before: Vec<Seen>,
    /// They were a connection already when it was sent: since then, as far as is known.
    pub already: Option<When>,
    /// How it ended, by the user's latest word.
    pub ended: Option<Ended>,
    /// What the user did about it, in the order of learning.
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
    /// The fact that shows it; none where somebody is missing from a list.
    pub fact: Option<FactId>,
    /// The list that shows it, or lacks them, by its place.
    pub list: Option<usize>,
}

/// What a look, a mail or a list shows.
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
    /// LinkedIn warned the account while so many requests of the last 30 days were open (K27): no rule tells it, the
    /// model does.
    Warning(u32),
}

/// Each sign of a look.
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
        /// They are one since that day.
        Dated = "dated",
        /// A complete list of that day lacks them.
        Absent = "absent",
    }
}

words! {
    Sent {
        Listed = "listed",
        /// A complete page lacks it, for the first time: remembered, no more.
        Missing = "missing",
        /// It is gone: seen so, or missing from the second complete page in a row.
        Gone = "gone",
        /// A complete export lacks it.
        Unlisted = "unlisted",
        Canceled = "canceled",
        Accepted = "accepted",
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
        /// LinkedIn wrote about them in words that are not known.
        Words = "words",
        /// One request or two, or days that fit nothing.
        Dates = "dates",
        New = "new",
        Day = "day",
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Question {
    /// The facts, or the list, that it is about, sorted.
    pub facts: Vec<Uid>,
    pub kind: Doubt,
    /// The lowest sending of everybody whom it may be about, sorted.
    pub candidates: Vec<Uid>,
}
