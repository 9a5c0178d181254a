//! All that is in force, or the part of it that can be about somebody.

use super::fact::{Fact, List};
use super::forgotten::Forgotten;

/// A set of facts.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Record {
    /// The facts, corrections not applied; lists and questions name them by place.
    pub facts: Vec<Fact>,
    /// The lists that were read, in any order but that a base stands before what is told from it.
    pub lists: Vec<List>,
    /// Who is left out.
    pub forgotten: Forgotten,
    /// What holds of the whole, where this is a part of it.
    pub whole: Option<Whole>,
}

/// What a part of the record has to be told of the rest (M20).
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Whole {
    /// What holds of each list, in the order of the lists, with all of its rows.
    pub flags: Vec<Flags>,
    /// The user's own profiles: the inviters of outgoing rows.
    pub owners: Vec<Box<str>>,
}

/// What a list can show (M12).
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Flags {
    /// Some of its rows are of a later day than its own.
    pub is_day_wrong: bool,
    /// It has what was answered, too: being on it says nothing.
    pub is_history: bool,
    /// Some of its rows have a profile.
    pub has_profiles: bool,
    /// Absence from it means something.
    pub counts: bool,
}
