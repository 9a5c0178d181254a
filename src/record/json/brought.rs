//! What a file brings, or why it can't be taken.

use crate::record::fact::Who;
use crate::record::set::Record;
use crate::record::time::Instant;

/// What a file brings.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Brought {
    /// Its facts and lists.
    pub record: Record,
    /// Who was forgotten, and when: to be known by a mark of one's own.
    pub forgotten: Vec<(Who, Instant)>,
    /// Facts that name a label which nothing in the file has: they say nothing. In words, for a warning.
    pub waiting: Vec<String>,
}

/// Why a file can't be taken: nothing of it is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    pub(super) reason: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// What to do about a file that somebody edited.
const REPAIR: &str =
    "correct that in the file, or export it again with `invtrack export`; nothing was changed";

impl Refusal {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), hint: REPAIR }
    }
}
