//! Lists that were read: of which day, whether complete, and who is on them.

use super::fact::Origin;
use super::time::Instant;
use super::uid::Uid;
use super::when::When;
use super::words::words;

words! {
    ListKind {
        Invitations = "invitations",
        Connections = "connections",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// Made from its kind, source, day and rows.
    pub uid: Uid,
    pub kind: ListKind,
    pub source: Origin,
    pub as_of: When,
    /// Everybody is on it, so that absence means something.
    pub complete: bool,
    pub learned: Instant,
    /// The list, by its place among the lists, from which this one is told as a difference.
    pub base: Option<usize>,
    /// The rows, by their places among the facts, that are on this one and not on the base.
    pub came: Vec<u32>,
    /// The rows that are on the base and not on this one.
    pub went: Vec<u32>,
}
