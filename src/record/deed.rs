//! What the user did about a request after sending it, as far as the user says so.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::observation::words;

words! {
    /// How a request ended, as the user states it.
    Ending {
        /// The user took it back.
        Withdrawn = "withdrawn",
        /// It lapsed unanswered.
        Expired = "expired",
        /// They said no.
        Declined = "declined",
    }
}

words! {
    /// What brought the two closer; a new try wants something of the kind (T05).
    Rapport {
        /// Commented on something that they posted.
        Commented = "commented",
        /// Reacted to something that they posted.
        Reacted = "reacted",
        /// Shared something of theirs.
        Shared = "shared",
        /// Met, on site or online.
        Met = "met",
        /// Wrote to each other, somewhere else.
        Talked = "talked",
        /// Was introduced by somebody whom both know.
        Introduced = "introduced",
    }
}

impl Rapport {
    /// What the user did, in words.
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
    /// What advice is about: what can be dismissed.
    Topic {
        /// They wrote: answer them.
        Answer = "answer",
        /// Make sure that it was sent.
        Confirm = "confirm",
        /// Look at the profile, or at a list.
        Look = "look",
        /// Write once.
        FollowUp = "follow-up",
        /// Take it back.
        Withdraw = "withdraw",
        /// Ask again.
        NewTry = "new-try",
        /// Come closer first.
        Rapport = "rapport",
        /// Be patient, or leave it at that.
        Wait = "wait",
        /// Try another way than LinkedIn.
        Elsewhere = "elsewhere",
    }
}

/// Something that the user did about a request. Stored, and exchanged between machines, as one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Deed {
    /// It ended, or the user ended it.
    Ended(Ending),
    /// An end on record was a mistake.
    Reopened,
    /// Sent the one polite message (T01).
    FollowedUp,
    /// Came closer (T05).
    Rapport(Rapport),
    /// Wants to hear no more of that.
    Dismissed(Topic),
    /// Wants to hear of it again.
    Recalled(Topic),
}

/// The words of deeds of several kinds; what they are about is a word of its own.
const RAPPORT: &str = "rapport";

const DISMISSED: &str = "dismissed ";
const RECALLED: &str = "recalled ";
const FOLLOWED_UP: &str = "followed-up";
const REOPENED: &str = "reopened";

impl Deed {
    /// The word that the store and exports use.
    pub fn word(self) -> Cow<'static, str> {
        match self {
            Self::Ended(ending) => ending.word().into(),
            Self::Reopened => REOPENED.into(),
            Self::FollowedUp => FOLLOWED_UP.into(),
            Self::Rapport(rapport) => rapport.word().into(),
            Self::Dismissed(topic) => format!("{DISMISSED}{}", topic.word()).into(),
            Self::Recalled(topic) => format!("{RECALLED}{}", topic.word()).into(),
        }
    }

    /// What was done, and what it was about: `rapport` and `met`, `dismissed` and `look`.
    pub fn parts(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Ended(ending) => (ending.word(), None),
            Self::Reopened => (REOPENED, None),
            Self::FollowedUp => ("followed_up", None),
            Self::Rapport(rapport) => (RAPPORT, Some(rapport.word())),
            Self::Dismissed(topic) => (DISMISSED.trim_end(), Some(topic.word())),
            Self::Recalled(topic) => (RECALLED.trim_end(), Some(topic.word())),
        }
    }

    /// The deed of such words.
    pub fn from_parts(act: &str, what: Option<&str>) -> Option<Self> {
        match (act, what) {
            (REOPENED, None) => Some(Self::Reopened),
            ("followed_up", None) => Some(Self::FollowedUp),
            (RAPPORT, Some(what)) => Rapport::from_word(what).map(Self::Rapport),
            ("dismissed", Some(what)) => Topic::from_word(what).map(Self::Dismissed),
            ("recalled", Some(what)) => Topic::from_word(what).map(Self::Recalled),
            (act, None) => Ending::from_word(act).map(Self::Ended),
            _ => None,
        }
    }

    /// The deed of a word, spelled exactly.
    pub fn from_word(word: &str) -> Option<Self> {
        let topic = |prefix| word.strip_prefix(prefix).and_then(Topic::from_word);
        match word {
            REOPENED => Some(Self::Reopened),
            FOLLOWED_UP => Some(Self::FollowedUp),
            _ => Ending::from_word(word)
                .map(Self::Ended)
                .or_else(|| Rapport::from_word(word).map(Self::Rapport))
                .or_else(|| topic(DISMISSED).map(Self::Dismissed))
                .or_else(|| topic(RECALLED).map(Self::Recalled)),
        }
    }
}

impl Serialize for Deed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

impl<'de> Deserialize<'de> for Deed {
    /// Early exports had only endings, and nothing where one was taken back.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<Cow<str>>::deserialize(deserializer)? {
            None => Ok(Self::Reopened),
            Some(word) => Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("an unknown word")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_is_read_back_from_its_word() {
        let mut deeds = vec![Deed::Reopened, Deed::FollowedUp];
        deeds.extend(Ending::ALL.iter().map(|&ending| Deed::Ended(ending)));
        deeds.extend(Rapport::ALL.iter().map(|&rapport| Deed::Rapport(rapport)));
        deeds.extend(Topic::ALL.iter().flat_map(|&topic| [Deed::Dismissed(topic), Deed::Recalled(topic)]));
        let mut words: Vec<_> = deeds.iter().map(|deed| deed.word()).collect();
        for (deed, word) in deeds.iter().zip(&words) {
            assert_eq!(Deed::from_word(word), Some(*deed));
            let (act, what) = deed.parts();
            assert_eq!(Deed::from_parts(act, what), Some(*deed));
            let json = serde_json::to_string(deed).unwrap();
            assert_eq!(serde_json::from_str::<Deed>(&json).unwrap(), *deed);
        }
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), deeds.len());
        assert_eq!(Deed::from_word("dismissed nothing"), None);
        assert_eq!(serde_json::from_str::<Deed>("null").unwrap(), Deed::Reopened);
    }
}
