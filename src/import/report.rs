//! What was read of one file, whatever its kind.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::time::Day;

#[derive(Default, Serialize, Debug)]
pub struct Report {
    pub file: String,
    pub kind: &'static str,
    pub as_of: Option<Day>,
    pub as_of_origin: Option<&'static str>,
    /// Only then absence means something.
    pub complete: Option<bool>,
    pub new_facts: usize,
    pub read: Vec<Amount>,
    pub skipped: Vec<Amount>,
    pub bad: Vec<Bad>,
    /// What is left out and costs nothing else: cells, and rows that tell nothing of the user's own requests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub minor: Vec<Bad>,
    pub more_bad: usize,
    pub details: BTreeMap<&'static str, String>,
    pub notes: Vec<String>,
}

#[derive(Serialize, Debug)]
pub struct Amount {
    /// The plural of `one`.
    pub what: &'static str,
    pub number: usize,
    #[serde(skip)]
    pub one: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Bad {
    pub file: String,
    /// The line on which it starts, from 1.
    pub row: Option<u64>,
    /// Never what it says, which is somebody's personal information.
    pub reason: String,
}

impl Bad {
    /// Of the file at hand, which the reader of it names.
    pub(super) fn at(line: u64, reason: impl Into<String>) -> Self {
        Self { file: String::new(), row: Some(line), reason: reason.into() }
    }
}

impl Amount {
    pub const fn new(number: usize, one: &'static str, what: &'static str) -> Self {
        Self { what, number, one, names: Vec::new() }
    }
}

impl Report {
    pub fn is_partial(&self) -> bool {
        !self.bad.is_empty() || self.more_bad > 0
    }

    pub fn has_open_requests(&self) -> bool {
        self.kind == "export" && self.read.first().is_some_and(|sent| sent.number > 0)
    }
}
