//! What was read of one file, whatever its kind.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::time::Day;

/// What was read of one file.
#[derive(Default, Serialize, Debug)]
pub struct Report {
    /// Its name.
    pub file: String,
    /// What it turned out to be.
    pub kind: &'static str,
    /// The day that it shows.
    pub as_of: Option<Day>,
    /// How that is known.
    pub as_of_origin: Option<&'static str>,
    /// Everything is in it, so that absence means something.
    pub complete: Option<bool>,
    /// How many facts it tells that were not on record.
    pub new_facts: usize,
    /// How much of what was read.
    pub read: Vec<Amount>,
    /// How much of what was left alone.
    pub skipped: Vec<Amount>,
    /// What could not be read.
    pub bad: Vec<Bad>,
    /// How much more than is named.
    pub more_bad: usize,
    /// How columns were understood, and the like.
    pub details: BTreeMap<&'static str, String>,
    /// What the user should know.
    pub notes: Vec<String>,
}

/// How much of something.
#[derive(Serialize, Debug)]
pub struct Amount {
    /// What it is called if there are several.
    pub what: &'static str,
    /// How many.
    pub number: usize,
    /// What it is called if there is one.
    #[serde(skip)]
    pub one: &'static str,
    /// Which ones, where they have names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// What could not be read, and why.
#[derive(Clone, Serialize, Debug)]
pub struct Bad {
    /// The file, or the place of a mail.
    pub file: String,
    /// The line, from 1, on which the row starts.
    pub row: Option<u64>,
    /// Why; never what it says, which is somebody's personal information.
    pub reason: String,
}

impl Amount {
    /// So many of `one`, or of `what`.
    pub const fn new(number: usize, one: &'static str, what: &'static str) -> Self {
        Self { what, number, one, names: Vec::new() }
    }
}

impl Report {
    /// Whether something was not read.
    pub fn is_partial(&self) -> bool {
        !self.bad.is_empty() || self.more_bad > 0
    }

    /// Whether it is an export with requests that were open then.
    pub fn has_open_requests(&self) -> bool {
        self.kind == "export" && self.read.first().is_some_and(|sent| sent.number > 0)
    }
}
