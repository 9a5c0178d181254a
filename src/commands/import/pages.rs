//! What an import of a copied page did, in words and as JSON.

use serde::Serialize;

use super::summary::{RowView, doubt, group, waiting, warn_of_each};
use crate::domain::reconcile::{Ambiguity, Plan, Tally};
use crate::error::Result;
use crate::import::CopiedPage;
use crate::import::page::PageList;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// What reading one page led to.
pub struct PageOutcome {
    file: String,
    page: CopiedPage,
    ambiguous: Vec<Ambiguity>,
    tally: Tally,
}

impl PageOutcome {
    /// What was there, and what the plan makes of it.
    pub fn new(file: String, page: CopiedPage, plan: &Plan) -> Self {
        Self { file, page, ambiguous: plan.ambiguous.clone(), tally: plan.tally }
    }

    /// Whether rows were left out that may matter.
    pub fn is_partial(&self) -> bool {
        !self.page.bad.is_empty() || !self.ambiguous.is_empty()
    }

    /// Whether something waits for an answer of the user's.
    pub fn has_questions(&self) -> bool {
        !self.ambiguous.is_empty() || self.tally.undecided > 0 || self.tally.offered > 0
    }

    /// Tells it.
    pub fn tell(&self, dry_run: bool, ui: &mut Ui) -> Result<()> {
        let read = if dry_run { "Would read" } else { "Read" };
        let what = match &self.page.list {
            PageList::Sent(list) => {
                let rows = count(list.rows.len(), "row", "rows");
                match list.total {
                    Some(total) if list.is_complete() => {
                        format!("your Sent page, complete: {rows} of {total}")
                    }
                    Some(total) => format!("your Sent page, {rows} of {total}"),
                    None => format!("your Sent page, {rows}"),
                }
            }
            PageList::Connections(rows) => {
                format!("your Connections page, {}", count(rows.len(), "row", "rows"))
            }
        };
        ui.say(
            &Line::plain(format!("{read} "))
                .push(Role::Strong, self.file.clone())
                .text(format!(" as of {}: {what}.", self.page.as_of.with_weekday())),
        )?;
        match &self.page.list {
            PageList::Sent(list) => self.tell_sent(list.is_complete(), ui)?,
            PageList::Connections(_) => self.tell_connections(ui)?,
        }
        waiting(&self.tally, ui)?;
        let bad = self.page.bad.iter().map(|bad| format!("{}:{}: {}", self.file, bad.row, bad.reason));
        warn_of_each(self.ambiguous.iter().map(doubt).chain(bad), ui);
        Ok(())
    }

    fn tell_sent(&self, is_complete: bool, ui: &mut Ui) -> Result<()> {
        let Tally { new, listed, missing, offered, .. } = self.tally;
        let looks = [
            (listed, "listed in Sent", "listed in Sent"),
            (missing, "missing from the page", "missing from the page"),
        ];
        group(ui, "requests", &[(new, "new", "new")], false)?;
        group(ui, "looks", &looks, true)?;
        group(
            ui,
            "not known",
            &[(offered, "row about nobody on record", "rows about nobody on record")],
            false,
        )?;
        if offered > 0 {
            ui.note("import it again with --new to record those as requests, or decide one by one with `invtrack import --review`");
        }
        if missing > 0 {
            ui.note("who is missing counts as gone from the second complete page in a row on");
        }
        if !is_complete {
            ui.note("nothing was concluded from who is missing: scroll to the end of the page before copying, and copy the tab with its number, too");
        }
        Ok(())
    }

    fn tell_connections(&self, ui: &mut Ui) -> Result<()> {
        let Tally { notified, notified_before, strangers, .. } = self.tally;
        let accepted = [(notified, "new", "new"), (notified_before, "already known", "already known")];
        let others = [(strangers, "connection whom you did not ask", "connections whom you did not ask")];
        group(ui, "accepted", &accepted, true)?;
        group(ui, "left alone", &others, false)
    }
}

/// A page in the answer of `import --json`.
#[derive(Serialize)]
pub struct PageView<'a> {
    file: &'a str,
    page: &'static str,
    as_of: String,
    rows: usize,
    total: Option<u32>,
    complete: bool,
    new: usize,
    listed: usize,
    missing: usize,
    not_on_record: usize,
    accepted: usize,
    known: usize,
    undecided: usize,
    caught_up: usize,
    ambiguous: Vec<RowView<'a>>,
    bad_rows: Vec<RowView<'a>>,
}

impl<'a> From<&'a PageOutcome> for PageView<'a> {
    fn from(outcome: &'a PageOutcome) -> Self {
        let PageOutcome { file, page, ambiguous, tally } = outcome;
        let (name, rows, total, complete) = match &page.list {
            PageList::Sent(list) => ("sent", list.rows.len(), list.total, list.is_complete()),
            PageList::Connections(rows) => ("connections", rows.len(), None, false),
        };
        let bad = page.bad.iter().map(|bad| RowView::new(file, Some(bad.row), bad.reason));
        Self {
            file,
            page: name,
            as_of: page.as_of.iso(),
            rows,
            total,
            complete,
            new: tally.new,
            listed: tally.listed,
            missing: tally.missing,
            not_on_record: tally.offered + tally.strangers,
            accepted: tally.notified,
            known: tally.known + tally.notified_before,
            undecided: tally.undecided,
            caught_up: tally.caught_up,
            ambiguous: ambiguous.iter().map(RowView::from).collect(),
            bad_rows: bad.collect(),
        }
    }
}
