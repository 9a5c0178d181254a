//! What was read of one file, whatever its kind, in words and as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// So many problems are told one by one.
const MOST_TOLD: usize = 50;

/// What was read of one file.
#[derive(Default, Serialize)]
pub struct Report {
    pub file: String,
    /// What it turned out to be.
    pub kind: &'static str,
    /// The day that it shows, and how that is known.
    pub as_of: Option<String>,
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
    /// The day in words.
    #[serde(skip)]
    pub day: Option<String>,
}

/// How much of something.
#[derive(Serialize)]
pub struct Amount {
    what: &'static str,
    number: usize,
    #[serde(skip)]
    one: &'static str,
    /// Which ones, where they have names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
}

/// What could not be read, and why.
#[derive(Serialize)]
pub struct Bad {
    pub file: String,
    pub row: Option<u64>,
    pub reason: String,
}

impl Amount {
    /// `one` and `what`: what it is called.
    pub const fn new(number: usize, one: &'static str, what: &'static str) -> Self {
        Self { what, number, one, names: Vec::new() }
    }

    /// All of these.
    pub const fn of(names: Vec<String>, one: &'static str, what: &'static str) -> Self {
        Self { what, number: names.len(), one, names }
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

    /// Tells it in words.
    pub fn tell(&self, read: &str, ui: &mut Ui) -> Result<()> {
        let line = Line::plain(format!("{read} ")).push(Role::Strong, self.file.clone());
        let day = self.day.as_ref().map_or_else(String::new, |day| format!(" as of {day}"));
        let origin = self.as_of_origin.map_or_else(String::new, |origin| format!(" ({origin})"));
        let whole = if self.kind == "page" && self.complete == Some(true) { ", the whole list" } else { "" };
        let read = amounts(&self.read).unwrap_or_else(|| "nothing".to_owned());
        ui.say(&line.text(format!("{day}{origin}: {read}{whole}.")))?;
        for (title, text) in &self.details {
            group(ui, title, text)?;
        }
        if let Some(skipped) = amounts(&self.skipped) {
            group(ui, "skipped", &skipped)?;
        }
        self.notes.iter().for_each(|note| ui.note(note));
        for bad in self.bad.iter().take(MOST_TOLD) {
            let place = bad.row.map_or_else(|| bad.file.clone(), |row| format!("{}:{row}", bad.file));
            ui.warn(&format!("{place}: left out: {}", bad.reason));
        }
        let more = self.bad.len().saturating_sub(MOST_TOLD) + self.more_bad;
        if more > 0 {
            ui.warn(&format!("and {more} more; `invtrack import --json` names them all"));
        }
        Ok(())
    }
}

fn amounts(amounts: &[Amount]) -> Option<String> {
    let some = amounts.iter().filter(|amount| amount.number > 0);
    let told: Vec<String> = some.map(|amount| count(amount.number, amount.one, amount.what)).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn group(ui: &mut Ui, title: &str, text: &str) -> Result<()> {
    ui.say(&Line::plain("  ").push(Role::Faint, format!("{title:<11}")).text(text))
}
