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
    pub uid: Uid,
    pub kind: ListKind,
    pub source: Origin,
    pub as_of: When,
    /// So that absence means something.
    pub complete: bool,
    pub learned: Instant,
    /// Its place among the lists; this one is told as a difference from it.
    pub base: Option<usize>,
    /// Places among the facts.
    pub came: Vec<u32>,
    pub went: Vec<u32>,
}
