//! Working in tables of requests, however large: some thousand rows at a time, with the people who may be meant.

use std::collections::BTreeMap;

use serde::Serialize;

use super::apply_dossier;
use super::summary::{RowView, doubt, group, warn_of_each};
use crate::cli::{self, Import};
use crate::context::Context;
use crate::domain::dossier::Files;
use crate::domain::facts::RequestRow;
use crate::domain::kept::Fact;
use crate::domain::reconcile::Ambiguity;
use crate::domain::reconcile::requests::{RowDesk, RowTally};
use crate::error::{Error, Result};
use crate::import::requests::{DateOrder, Field, Mapping, TableError};
use crate::import::{BadRow, RequestTable, Wishes};
use crate::output::progress::Progress;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::store::{Change, Finder, Which};

/// So many rows are read at a time.
const ROWS_AT_A_TIME: usize = 2_000;
/// So many rows in doubt are remembered one by one.
const MOST_AMBIGUOUS: usize = 10_000;

/// What reading a table of requests led to.
pub struct RequestsOutcome {
    file: String,
    rows: usize,
    mapped: Vec<(Field, String)>,
    left_alone: Vec<String>,
    order: Option<(DateOrder, bool)>,
    bad: Vec<BadRow>,
    ambiguous: Vec<Ambiguity>,
    more_ambiguous: usize,
    undecided: usize,
    tally: RowTally,
}

/// Works in one table after the other, and writes down what they say.
pub fn work_in(
    tables: Vec<(String, RequestTable)>,
    context: &Context,
    change: &Change,
    progress: &mut Progress,
) -> Result<Vec<RequestsOutcome>> {
    work_in_pieces(ROWS_AT_A_TIME, tables, context, change, progress)
}

fn work_in_pieces(
    rows_at_a_time: usize,
    tables: Vec<(String, RequestTable)>,
    context: &Context,
    change: &Change,
    progress: &mut Progress,
) -> Result<Vec<RequestsOutcome>> {
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    let finder = Finder::new(change, context.zone)?;
    let mut outcomes = Vec::new();
    for (name, mut table) in tables {
        let mut work = Work::new(context, change, &finder);
        loop {
            let failed = |error| super::files::refused(&name, error);
            let rows = table.next_rows(rows_at_a_time).map_err(failed)?;
            if rows.is_empty() {
                break;
            }
            work.enter(&rows, &table.file)?;
            progress.tell(table.count, "rows");
        }
        progress.clear();
        outcomes.push(work.finish(table));
    }
    Ok(outcomes)
}

struct Work<'a, 'c> {
    desk: RowDesk,
    change: &'a Change<'c>,
    finder: &'a Finder<'a>,
    ambiguous: Vec<Ambiguity>,
    more_ambiguous: usize,
    undecided: usize,
    tally: RowTally,
}

impl<'a, 'c> Work<'a, 'c> {
    fn new(context: &Context, change: &'a Change<'c>, finder: &'a Finder<'a>) -> Self {
        let desk = RowDesk { now: context.now, zone: context.zone };
        let tally = RowTally::default();
        Self { desk, change, finder, ambiguous: Vec::new(), more_ambiguous: 0, undecided: 0, tally }
    }

    /// What comes of these rows is written before the next ones are looked up, so it does not matter how many they are.
    fn enter(&mut self, rows: &[RequestRow], file: &str) -> Result<()> {
        let people = self.finder.candidates(rows)?;
        let which = Which::People(&people);
        let (book, removed) = self.change.read(|view| Ok((view.book(which)?, view.removed_looks(which)?)))?;
        let mut files = Files::new(book, removed, self.desk.zone);
        for row in rows {
            match self.desk.enter(row, &mut files, &mut self.tally) {
                Ok(index) => self.write(index, &mut files)?,
                Err(reason) => self.doubt(file, row, reason)?,
            }
        }
        Ok(())
    }

    fn write(&mut self, index: usize, files: &mut Files) -> Result<()> {
        let dossier = &mut files.dossiers[index];
        if dossier.has_new_request() {
            for contact in self.change.read(|view| view.connections_of(&dossier.person))? {
                self.desk.note_contact(&contact, dossier, &mut self.tally);
            }
        }
        if dossier.is_changed() {
            let before = dossier.change;
            apply_dossier(dossier, self.desk.now, self.change)?;
            dossier.settle();
            self.finder.note(dossier, before)?;
        }
        Ok(())
    }

    /// Keeps a row that may be about several people, and tells it unless that was done before.
    fn doubt(&mut self, file: &str, row: &RequestRow, reason: String) -> Result<()> {
        match self.change.keep(Fact::row(row), self.desk.now)? {
            Some(before) => self.undecided += usize::from(!before.is_settled),
            None if self.ambiguous.len() < MOST_AMBIGUOUS => {
                self.ambiguous.push(Ambiguity { file: file.to_owned(), row: Some(row.row), reason });
            }
            None => self.more_ambiguous += 1,
        }
        Ok(())
    }

    fn finish(self, table: RequestTable) -> RequestsOutcome {
        RequestsOutcome {
            file: table.file,
            rows: table.count,
            mapped: table.mapped,
            left_alone: table.left_alone,
            order: table.order,
            bad: table.bad,
            ambiguous: self.ambiguous,
            more_ambiguous: self.more_ambiguous,
            undecided: self.undecided,
            tally: self.tally,
        }
    }
}

impl RequestsOutcome {
    /// Whether something waits for an answer of the user's.
    pub fn has_questions(&self) -> bool {
        !self.ambiguous.is_empty() || self.undecided > 0
    }

    /// Whether some rows were left out.
    pub fn is_partial(&self) -> bool {
        !self.bad.is_empty() || !self.ambiguous.is_empty()
    }

    /// Tells it.
    pub fn tell(&self, dry_run: bool, ui: &mut Ui) -> Result<()> {
        let RowTally { new, updated, known, accepted, withdrawn } = self.tally;
        let read = if dry_run { "Would read" } else { "Read" };
        let line = Line::plain(format!("{read} ")).push(Role::Strong, self.file.clone());
        ui.say(&line.text(format!(": {}.", count(self.rows, "row", "rows"))))?;
        say(ui, "columns", &self.columns())?;
        if let Some((order, is_found)) = self.order {
            let (first, second) = match order {
                DateOrder::DayFirst => ("day", "month"),
                DateOrder::MonthFirst => ("month", "day"),
            };
            let how = if is_found { "as the rows tell" } else { "as you say" };
            say(ui, "dates", &format!("{first} before {second} ({}), {how}", order.word()))?;
        }
        let requests =
            [(new, "new", "new"), (updated, "updated", "updated"), (known, "already known", "already known")];
        let ends = [(accepted, "accepted", "accepted"), (withdrawn, "withdrawn", "withdrawn")];
        group(ui, "requests", &requests, true)?;
        group(ui, "ends", &ends, false)?;
        if !self.left_alone.is_empty() {
            say(ui, "left alone", &self.left_alone.join(", "))?;
        }
        group(
            ui,
            "kept",
            &[(self.undecided, "row known and still undecided", "rows known and still undecided")],
            false,
        )?;
        self.warn(ui);
        Ok(())
    }

    fn columns(&self) -> String {
        let pairs = self.mapped.iter().map(|(field, header)| format!("{} = {header}", field.word()));
        pairs.collect::<Vec<_>>().join(" · ")
    }

    fn warn(&self, ui: &mut Ui) {
        let bad = self.bad.iter().map(|bad| format!("{}:{}: left out: {}", bad.file, bad.row, bad.reason));
        warn_of_each(self.ambiguous.iter().map(doubt).chain(bad), ui);
        if self.more_ambiguous > 0 {
            let rows = count(self.more_ambiguous, "row", "rows");
            ui.warn(&format!("{rows} besides, of which it is not sure whom they are about"));
        }
    }
}

fn say(ui: &mut Ui, title: &str, text: &str) -> Result<()> {
    ui.say(&Line::plain("  ").push(Role::Faint, format!("{title:<11}")).text(text))
}

/// A table of requests in the answer of `import --json`.
#[derive(Serialize)]
pub struct RequestsView<'a> {
    file: &'a str,
    rows: usize,
    columns: BTreeMap<&'static str, &'a str>,
    date_order: Option<&'static str>,
    date_order_found: bool,
    new: usize,
    updated: usize,
    known: usize,
    accepted: usize,
    withdrawn: usize,
    skipped: SkippedView<'a>,
    ambiguous: Vec<RowView<'a>>,
    more_ambiguous: usize,
    undecided: usize,
    bad_rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct SkippedView<'a> {
    other_columns: &'a [String],
}

impl<'a> From<&'a RequestsOutcome> for RequestsView<'a> {
    fn from(outcome: &'a RequestsOutcome) -> Self {
        let RowTally { new, updated, known, accepted, withdrawn } = outcome.tally;
        Self {
            file: &outcome.file,
            rows: outcome.rows,
            columns: outcome.mapped.iter().map(|(field, header)| (field.word(), header.as_str())).collect(),
            date_order: outcome.order.map(|(order, _)| order.word()),
            date_order_found: outcome.order.is_some_and(|(_, is_found)| is_found),
            new,
            updated,
            known,
            accepted,
            withdrawn,
            skipped: SkippedView { other_columns: &outcome.left_alone },
            ambiguous: outcome.ambiguous.iter().map(RowView::from).collect(),
            more_ambiguous: outcome.more_ambiguous,
            undecided: outcome.undecided,
            bad_rows: outcome.bad.iter().map(RowView::from).collect(),
        }
    }
}

/// What the user says about tables.
pub fn wishes(args: &Import) -> Result<Wishes> {
    let usage = |error: TableError| Error::usage(error.to_string()).hint_if(error.hint());
    let order = args.date_order.map(|order| match order {
        cli::DateOrder::Dmy => DateOrder::DayFirst,
        cli::DateOrder::Mdy => DateOrder::MonthFirst,
    });
    Ok(Wishes { map: Mapping::parse(&args.map).map_err(usage)?, order })
}

#[cfg(test)]
mod tests;
