//! One dated look: what was seen of a person, where, when, and when it was written down.

use serde::{Deserialize, Serialize};

use super::time::{Instant, Moment};
use super::uid::Uid;
use super::words::words;

/// From this number on LinkedIn shows `500+` (heuristics 2.5, K11).
pub const CONNECTIONS_CAP: u32 = 500;

words! {
    Button {
        /// An invitation can be sent: none is open.
        Connect = "connect",
        /// An invitation of ours is open.
        Pending = "pending",
        /// Only a message can be sent.
        Message = "message",
        /// Only following is offered.
        Follow = "follow",
        /// They invited us too; says nothing about our request.
        Accept = "accept",
        /// Something else; says nothing.
        Unknown = "unknown",
    }
}

words! {
    Degree {
        First = "1st",
        Second = "2nd",
        Third = "3rd",
    }
}

words! {
    SentPage {
        Listed = "listed",
        /// The list is complete and it is not there any more.
        Gone = "gone",
        /// Marked "Invitation canceled" (Premium, K14).
        Canceled = "canceled",
        /// Marked as accepted (Premium, K15); counts as being in the connections list.
        Accepted = "accepted",
    }
}

words! {
    Source {
        /// Typed in with `invtrack observe`.
        Typed = "typed",
        /// A profile page, copied into `invtrack observe --paste`, with what was typed beside it.
        Page = "page",
        /// `Invitations.csv` of a data export.
        Invitations = "invitations.csv",
        /// `Connections.csv` of a data export.
        Connections = "connections.csv",
        /// LinkedIn's mail about an acceptance; the look is of the mail's date.
        Mail = "mail",
        /// *Manage invitations > Sent*, copied or saved.
        SentPage = "sent page",
        /// *My Network > Connections*, copied or saved; the look is of the day they became a connection.
        ConnectionsPage = "connections page",
        /// `messages.csv` of a data export; the look is of the message's date.
        Messages = "messages.csv",
        /// Any other table of requests.
        Table = "table",
    }
}

/// What one look saw; what it did not look at is `None` or `false`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signals {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// Their number of connections; everything from [`CONNECTIONS_CAP`] on counts as `500+`.
    #[serde(rename = "count", alias = "connections", skip_serializing_if = "Option::is_none")]
    pub connections: Option<u32>,
    #[serde(with = "yes_no", skip_serializing_if = "Option::is_none")]
    pub in_connections: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Whether LinkedIn's acceptance notification was seen; `Some(false)`: looked for, and not there.
    #[serde(with = "yes_no", skip_serializing_if = "Option::is_none")]
    pub notified: Option<bool>,
    #[serde(alias = "sent", skip_serializing_if = "Option::is_none")]
    pub sent_page: Option<SentPage>,
    #[serde(with = "yes_no", skip_serializing_if = "std::ops::Not::not")]
    pub viewed_me: bool,
    #[serde(with = "yes_no", skip_serializing_if = "std::ops::Not::not")]
    pub engaged: bool,
    /// They wrote a message without accepting.
    #[serde(with = "yes_no", skip_serializing_if = "std::ops::Not::not")]
    pub replied: bool,
}

words! {
    YesNo {
        Yes = "yes",
        No = "no",
    }
}

/// `yes` and `no`, which are read as `true` and `false`, too.
mod yes_no {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::YesNo;

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Said {
        Word(YesNo),
        Bool(bool),
    }

    pub fn serialize<T: Copy + Into<Option<bool>>, S: Serializer>(yes: &T, to: S) -> Result<S::Ok, S::Error> {
        (*yes).into().map(|yes| if yes { YesNo::Yes } else { YesNo::No }).serialize(to)
    }

    pub fn deserialize<'de, T: From<bool>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        let said = Said::deserialize(from)?;
        Ok(matches!(said, Said::Word(YesNo::Yes) | Said::Bool(true)).into())
    }
}

impl Signals {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this look proves a connection (K02, K08, K15, the `1st` badge).
    pub fn is_conclusive(&self) -> bool {
        self.in_connections == Some(true)
            || self.notified == Some(true)
            || self.degree == Some(Degree::First)
            || self.sent_page == Some(SentPage::Accepted)
    }
}

/// One dated look, as it comes in from any source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    pub seen: Moment,
    pub source: Source,
    pub signals: Signals,
    pub memo: Option<String>,
}

/// One dated look at a person, or what a list says of a request on its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observation {
    /// Its number, for `invtrack edit --remove-look`; 0 where it follows from a list.
    pub id: i64,
    pub request: i64,
    /// What the file calls the fact and the list that it follows from; 0: none. What came later has greater ones.
    pub rows: (i64, i64),
    pub recorded_at: Instant,
    /// It was before the request: of the profile, to compare with.
    pub is_before: bool,
    /// LinkedIn's own date of the connection, or its mail, by the person's profile.
    pub is_dated: bool,
    /// The fact that shows it; none where somebody is missing from a list.
    pub fact: Option<Uid>,
    /// Every sign in the words of the rules: `sent=listed`.
    pub signs: Vec<String>,
    pub look: Look,
}
