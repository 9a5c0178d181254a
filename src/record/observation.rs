//! One dated look: what was seen of a person, where, when, and when it was written down.

use serde::{Deserialize, Serialize};

use super::time::{Instant, Moment};
use super::uid::Uid;

/// From this number on LinkedIn shows `500+` (heuristics 2.5, K11).
pub const CONNECTIONS_CAP: u32 = 500;

/// Defines a field-less enum with the word that the store, JSON and the command line use for each variant.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that the store, JSON and the command line use.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word, spelled exactly.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<str>>::deserialize(deserializer)?;
                Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("an unknown word"))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The main button on a profile page.
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
    /// The badge beside the name.
    Degree {
        /// Connected.
        First = "1st",
        /// A connection of a connection.
        Second = "2nd",
        /// Farther away.
        Third = "3rd",
    }
}

words! {
    /// What *My Network > Manage > Sent* says of an invitation.
    SentPage {
        /// It is in the list.
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
    /// Where a look comes from.
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
    /// The main button on the profile page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// Their number of connections; everything from [`CONNECTIONS_CAP`] on counts as `500+`.
    #[serde(rename = "count", alias = "connections", skip_serializing_if = "Option::is_none")]
    pub connections: Option<u32>,
    /// Whether they are in the user's own connections list.
    #[serde(with = "yes_no", skip_serializing_if = "Option::is_none")]
    pub in_connections: Option<bool>,
    /// The badge beside the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Whether LinkedIn's acceptance notification was seen; `Some(false)`: looked for, and not there.
    #[serde(with = "yes_no", skip_serializing_if = "Option::is_none")]
    pub notified: Option<bool>,
    /// What the Sent page says.
    #[serde(alias = "sent", skip_serializing_if = "Option::is_none")]
    pub sent_page: Option<SentPage>,
    /// They looked at the user's profile.
    #[serde(with = "yes", skip_serializing_if = "std::ops::Not::not")]
    pub viewed_me: bool,
    /// They reacted to something the user posted.
    #[serde(with = "yes", skip_serializing_if = "std::ops::Not::not")]
    pub engaged: bool,
    /// They wrote a message without accepting.
    #[serde(with = "yes", skip_serializing_if = "std::ops::Not::not")]
    pub replied: bool,
}

/// `yes` and `no`, which are read as `true` and `false`, too.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Said {
    Word(YesNo),
    Bool(bool),
}

words! {
    /// An answer.
    YesNo {
        /// It is so.
        Yes = "yes",
        /// It is not.
        No = "no",
    }
}

impl From<bool> for Said {
    fn from(yes: bool) -> Self {
        Self::Word(if yes { YesNo::Yes } else { YesNo::No })
    }
}

impl From<Said> for bool {
    fn from(said: Said) -> Self {
        matches!(said, Said::Word(YesNo::Yes) | Said::Bool(true))
    }
}

mod yes_no {
    use super::{Deserialize, Said, Serialize};

    #[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde asks for references")]
    pub fn serialize<S: serde::Serializer>(yes: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
        yes.map(Said::from).serialize(serializer)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
        Ok(Option::<Said>::deserialize(deserializer)?.map(bool::from))
    }
}

mod yes {
    use super::{Deserialize, Said, Serialize};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for references")]
    pub fn serialize<S: serde::Serializer>(yes: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        Said::from(*yes).serialize(serializer)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        Said::deserialize(deserializer).map(bool::from)
    }
}

impl Signals {
    /// Whether nothing at all was seen.
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
#[derive(Clone, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// When it was seen.
    pub seen: Moment,
    /// Where it comes from.
    pub source: Source,
    /// What was seen.
    pub signals: Signals,
    /// The user's own words about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
}

/// One dated look at a person, or what a list says of a request on its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observation {
    /// Its number, for `invtrack edit --remove-look`; 0 where it follows from a list.
    pub id: i64,
    /// The number of the request that it speaks of.
    pub request: i64,
    /// What the file calls the fact and the list that it follows from; 0: none. What came later has greater ones.
    pub rows: (i64, i64),
    /// When it was written down.
    pub recorded_at: Instant,
    /// It was before the request: of the profile, to compare with.
    pub is_before: bool,
    /// LinkedIn's own date of the connection, or its mail, by the person's profile.
    pub is_dated: bool,
    /// The fact that shows it; none where somebody is missing from a list.
    pub fact: Option<Uid>,
    /// Every sign in the words of the rules: `sent=listed`.
    pub signs: Vec<String>,
    /// What was seen, when and where.
    pub look: Look,
}
