//! One dated look: what was seen of a person, where, when, and when it was written down.

use serde::{Deserialize, Serialize};

use super::time::Moment;
use super::words::words;

/// Shown as `500+` (heuristics 2.5, K11).
pub const CONNECTIONS_CAP: u32 = 500;

words! {
    Button {
        Connect = "connect",
        Pending = "pending",
        Message = "message",
        Follow = "follow",
        /// They invited us too; says nothing about our request.
        Accept = "accept",
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
        Gone = "gone",
        /// "Invitation canceled" (Premium, K14).
        Canceled = "canceled",
        /// Premium, K15; counts as being in the connections list.
        Accepted = "accepted",
    }
}

words! {
    Source {
        Typed = "typed",
        Page = "page",
        Invitations = "invitations.csv",
        Connections = "connections.csv",
        /// The look is of the mail's date.
        Mail = "mail",
        /// *Manage invitations > Sent*.
        SentPage = "sent page",
        /// The look is of the day they became a connection.
        ConnectionsPage = "connections page",
        /// The look is of the message's date.
        Messages = "messages.csv",
        Table = "table",
    }
}

/// What it did not look at is `None` or `false`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signals {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// From [`CONNECTIONS_CAP`] on it counts as `500+`.
    #[serde(rename = "count", alias = "connections", skip_serializing_if = "Option::is_none")]
    pub connections: Option<u32>,
    #[serde(with = "yes_no", skip_serializing_if = "Option::is_none")]
    pub in_connections: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// `Some(false)`: looked for, and not there.
    #[serde(with = "yes_no", skip_serializing_if = "Option::is_none")]
    pub notified: Option<bool>,
    #[serde(alias = "sent", skip_serializing_if = "Option::is_none")]
    pub sent_page: Option<SentPage>,
    #[serde(with = "yes_no", skip_serializing_if = "std::ops::Not::not")]
    pub viewed_me: bool,
    #[serde(with = "yes_no", skip_serializing_if = "std::ops::Not::not")]
    pub engaged: bool,
    #[serde(with = "yes_no", skip_serializing_if = "std::ops::Not::not")]
    pub replied: bool,
}

words! {
    YesNo {
        Yes = "yes",
        No = "no",
    }
}

/// `true` and `false` are read, too.
mod yes_no {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::YesNo;

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum WordOrBool {
        Word(YesNo),
        Bool(bool),
    }

    pub fn serialize<T: Copy + Into<Option<bool>>, S: Serializer>(yes: &T, to: S) -> Result<S::Ok, S::Error> {
        (*yes).into().map(|yes| if yes { YesNo::Yes } else { YesNo::No }).serialize(to)
    }

    pub fn deserialize<'de, T: From<bool>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        let said = WordOrBool::deserialize(from)?;
        Ok(matches!(said, WordOrBool::Word(YesNo::Yes) | WordOrBool::Bool(true)).into())
    }
}

impl Signals {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// K02, K08, K15, the `1st` badge.
    pub fn is_conclusive(&self) -> bool {
        self.in_connections == Some(true)
            || self.notified == Some(true)
            || self.degree == Some(Degree::First)
            || self.sent_page == Some(SentPage::Accepted)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    pub seen: Moment,
    pub source: Source,
    pub signals: Signals,
    pub memo: Option<String>,
}
