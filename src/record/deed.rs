//! What the user did about a request after sending it, as far as the user says so.

use serde::{Deserialize, Serialize};

use super::time::Day;
use super::words::words;

words! {
    Ending {
        Withdrawn = "withdrawn",
        Expired = "expired",
        Declined = "declined",
    }
}

words! {
    /// A new try wants something of the kind (T05).
    Rapport {
        Commented = "commented",
        Reacted = "reacted",
        Shared = "shared",
        Met = "met",
        Talked = "talked",
        Introduced = "introduced",
    }
}

impl Rapport {
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Commented => "you commented on a post of theirs",
            Self::Reacted => "you reacted to a post of theirs",
            Self::Shared => "you shared something of theirs",
            Self::Met => "you met",
            Self::Talked => "you wrote to each other",
            Self::Introduced => "you were introduced",
        }
    }
}

words! {
    Topic {
        Answer = "answer",
        Welcome = "welcome",
        Confirm = "confirm",
        Look = "look",
        FollowUp = "follow-up",
        Withdraw = "withdraw",
        NewTry = "new-try",
        Rapport = "rapport",
        Wait = "wait",
        Elsewhere = "elsewhere",
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
#[serde(from = "Act", into = "Act")]
pub enum Deed {
    Ended(Ending),
    Reopened,
    /// The one polite message (T01).
    FollowedUp,
    Rapport(Rapport),
    Dismissed(Topic),
    /// Until that day, not included.
    Snoozed(Topic, Day),
    Recalled(Topic),
}

/// As it is written: what was `do`ne, and `what` it was about.
#[derive(Serialize, Deserialize)]
#[serde(tag = "do", content = "what", rename_all = "snake_case")]
enum Act {
    Withdrawn,
    Expired,
    Declined,
    Reopened,
    FollowedUp,
    Rapport(Rapport),
    Dismissed(Topic),
    Snoozed(Snooze),
    Recalled(Topic),
}

#[derive(Serialize, Deserialize)]
struct Snooze {
    topic: Topic,
    until: Day,
}

impl From<Act> for Deed {
    fn from(act: Act) -> Self {
        match act {
            Act::Withdrawn => Self::Ended(Ending::Withdrawn),
            Act::Expired => Self::Ended(Ending::Expired),
            Act::Declined => Self::Ended(Ending::Declined),
            Act::Reopened => Self::Reopened,
            Act::FollowedUp => Self::FollowedUp,
            Act::Rapport(rapport) => Self::Rapport(rapport),
            Act::Dismissed(topic) => Self::Dismissed(topic),
            Act::Snoozed(Snooze { topic, until }) => Self::Snoozed(topic, until),
            Act::Recalled(topic) => Self::Recalled(topic),
        }
    }
}

impl From<Deed> for Act {
    fn from(deed: Deed) -> Self {
        match deed {
            Deed::Ended(Ending::Withdrawn) => Self::Withdrawn,
            Deed::Ended(Ending::Expired) => Self::Expired,
            Deed::Ended(Ending::Declined) => Self::Declined,
            Deed::Reopened => Self::Reopened,
            Deed::FollowedUp => Self::FollowedUp,
            Deed::Rapport(rapport) => Self::Rapport(rapport),
            Deed::Dismissed(topic) => Self::Dismissed(topic),
            Deed::Snoozed(topic, until) => Self::Snoozed(Snooze { topic, until }),
            Deed::Recalled(topic) => Self::Recalled(topic),
        }
    }
}
