//! One invitation to one person, and what the user did about it afterwards.

pub use crate::record::context::Context;

use crate::record::deed::{Deed, Ending, Rapport, Topic};
use crate::record::name::fold;
use crate::record::observation::Source;
use crate::record::time::{Instant, Moment};
use crate::record::uid::Uid;

/// LinkedIn's own texts for an invitation, folded; such a note counts as generic (N06).
const DEFAULT_NOTES: &[&str] = &[
    "i d like to add you to my professional network on linkedin",
    "i d like to add you to my professional network",
    "i d like to join your linkedin network",
    "i d like to connect with you on linkedin",
    "please add me to your linkedin network",
];

/// Whether a note is LinkedIn's default wording, with a greeting or a name around it at most.
pub fn is_default_note(note: &str) -> bool {
    const GREETING_WORDS: usize = 6;
    const LONGEST_BYTES: usize = 300;
    if note.len() > LONGEST_BYTES {
        return false;
    }
    let folded = fold(note);
    DEFAULT_NOTES.iter().any(|default| {
        folded.find(default).is_some_and(|at| {
            folded.split(' ').count() <= default.split(' ').count() + GREETING_WORDS && at < 40
        })
    })
}

/// Something that the user did or learned about a request. Never taken back, only followed by another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Action {
    /// What.
    pub deed: Deed,
    /// When.
    pub at: Moment,
    /// When it was written down.
    pub recorded_at: Instant,
    /// The fact that says it.
    pub uid: Uid,
}

/// What the user states about the end of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closing {
    /// How it ended.
    pub ending: Ending,
    /// When.
    pub at: Moment,
}

/// One invitation to one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The number the user knows it by: never changes, never reused.
    pub id: i64,
    /// Numbers of what was once taken for another request: they find it, too.
    pub former_ids: Vec<i64>,
    /// Whom it was sent to.
    pub person_id: i64,
    /// 1 for the first request to this person, 2 for the second …
    pub attempt: usize,
    /// When it was sent.
    pub sent: Moment,
    /// It was sent within so many days of `sent`, before or after; 0 where the day is known.
    pub sent_within: u32,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Where it was first known from.
    pub source: Source,
    /// The circumstances.
    pub context: Context,
    /// What the user did about it, in the order of recording.
    pub actions: Vec<Action>,
    /// They were a connection already when it was sent, since then at the latest: there is nothing to track.
    pub already: Option<Moment>,
    /// The facts that it follows from.
    pub facts: Vec<Uid>,
    /// What the file calls the first of them to come.
    pub row: i64,
}

impl Request {
    /// How it ended, by the user's latest word.
    pub fn closing(&self) -> Option<Closing> {
        let about_end = |action: &&Action| matches!(action.deed, Deed::Ended(_) | Deed::Reopened);
        match self.actions.iter().rfind(about_end)? {
            Action { deed: Deed::Ended(ending), at, .. } => Some(Closing { ending: *ending, at: *at }),
            _ => None,
        }
    }

    /// When the polite message was sent, by the user's latest word.
    pub fn followed_up(&self) -> Option<Moment> {
        self.actions.iter().rfind(|action| action.deed == Deed::FollowedUp).map(|action| action.at)
    }

    /// What brought the two closer since it was sent, and when.
    pub fn rapport(&self) -> impl Iterator<Item = (Rapport, Moment)> {
        self.actions.iter().filter_map(|action| match action.deed {
            Deed::Rapport(rapport) => Some((rapport, action.at)),
            _ => None,
        })
    }

    /// Whether the user wants to hear no more of that.
    pub fn has_dismissed(&self, topic: Topic) -> bool {
        let last = self.actions.iter().rev().find_map(|action| match action.deed {
            Deed::Dismissed(about) if about == topic => Some(true),
            Deed::Recalled(about) if about == topic => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_wording_is_known_with_and_without_greeting() {
        for note in [
            "I'd like to add you to my professional network on LinkedIn.",
            "Hi Ana, I’d like to join your LinkedIn network",
            "Hi Ana,\nI'd like to connect with you on LinkedIn!\nJordan",
        ] {
            assert!(is_default_note(note), "{note}");
        }
        for note in [
            "",
            "Your talk on tiny tests was great; could we talk about fixtures some time?",
            "We met at the fair. I'd like to add you to my professional network, since we both build tools for clinics in Ghent.",
        ] {
            assert!(!is_default_note(note), "{note}");
        }
    }
}
