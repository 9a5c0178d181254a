//! One invitation to one person, and what the user states about its end.

use serde::{Deserialize, Serialize};

use super::observation::{Source, words};
use super::time::{Instant, Moment};

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

/// What is known of a request's circumstances; the prior comes from these (heuristics 2.6).
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Context {
    /// The invitation note; none: sent without one, or not known.
    pub note: Option<String>,
    /// The note was LinkedIn's default wording or an impersonal one (N06).
    pub generic: bool,
    /// The template that the note was made from.
    pub template: Option<String>,
    /// Where the two met, so that both remember it (N04).
    pub met_at: Option<String>,
    /// Where the two met only briefly (T09).
    pub met_briefly: Option<String>,
    /// Number of shared connections (R04).
    pub mutual: Option<u32>,
    /// Somebody senior or influential (N02).
    pub senior: bool,
    /// Somebody who doesn't know the user (N05).
    pub stranger: bool,
    /// The user saw that the invitation was sent (K09).
    pub confirmed: bool,
    /// The user's own labels, sorted, without repetition.
    pub tags: Vec<String>,
}

/// Something that the user did or learned about the end of a request. Never taken back, only followed by another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// How it ended; `None`: an end on record was a mistake.
    pub ending: Option<Ending>,
    /// When.
    pub at: Moment,
    /// When it was written down.
    pub recorded_at: Instant,
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
    /// Whom it was sent to.
    pub person_id: i64,
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
    /// What the user stated about its end, in the order of recording.
    pub actions: Vec<Action>,
}

impl Request {
    /// How it ended, by the user's latest word.
    pub fn closing(&self) -> Option<Closing> {
        let action = self.actions.last()?;
        action.ending.map(|ending| Closing { ending, at: action.at })
    }
}
