//! Opening what is to be imported: which file is what, and in which order they are worked in.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use tempfile::TempDir;

use super::report::{Amount, Bad, Report};
use crate::cli::{self, Import, ImportKind};
use crate::commands::stdin;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::import::gather::Batch;
use crate::import::page::PageList;
use crate::import::requests::{DateOrder, Mapping, TableError};
use crate::import::{
    self, BadRow, CopiedPage, DataExport, FileKind, Found, ImportError, Mails, Messages, Options,
    RequestTable, Skipped, Table, Wishes,
};
use crate::output::progress::Progress;
use crate::output::ui::Ui;
use crate::record::fact::{Direction, Who};
use crate::record::json::Brought;
use crate::record::set::Record;
use crate::record::time::Instant;

/// What stands for standard input.
const STDIN: &str = "-";
/// The cap on standard input, in MiB.
const MAX_STDIN_MIB: u64 = 64;

/// So many files are named in the description of a step.
const MOST_NAMED: usize = 4;

/// So many rows of a table are read at a time.
const ROWS_AT_A_TIME: usize = 2_000;

/// What one file says.
pub struct Gathered {
    /// What was read of it.
    pub report: Report,
    /// The same as facts.
    pub record: Record,
    /// Who was forgotten on the machine that it comes from.
    pub forgotten: Vec<(Who, Instant)>,
}

/// Everything that was given.
pub struct Opened {
    /// What each file says.
    pub files: Vec<Gathered>,
    /// What the step is called.
    pub words: String,
}

/// `imported a.zip, b.eml`: each once; of many some.
fn words(files: &[Gathered]) -> String {
    let mut told = HashSet::new();
    let mut names: Vec<&str> = files.iter().map(|file| file.report.file.as_str()).collect();
    names.retain(|name| told.insert(*name));
    let more = names.len().saturating_sub(MOST_NAMED - 1);
    if names.len() <= MOST_NAMED {
        return format!("imported {}", names.join(", "));
    }
    names.truncate(MOST_NAMED - 1);
    format!("imported {}, {more} more", names.join(", "))
}

struct Opener {
    options: Options,
    wishes: Wishes,
    messages: bool,
    folder: Option<TempDir>,
}

/// Opens every file; reads those that are not too large.
pub fn open_all(args: &Import, context: &Context, ui: &mut Ui) -> Result<Opened> {
    let as_of = args.as_of.as_deref().map(|text| context.past("--as-of", text)).transpose()?;
    let options = Options {
        as_of: as_of.map(|moment| moment.day(context.zone)),
        now: context.now,
        zone: context.zone,
        kind: args.kind.map(kind),
    };
    let wishes = wishes(args)?;
    let mut opener = Opener { options, wishes, messages: args.messages, folder: None };
    let mut files = Vec::new();
    for path in &args.files {
        files.extend(opener.open(path, ui)?);
    }
    if args.messages && !files.iter().any(|(_, found)| matches!(found, Found::Messages(_))) {
        return Err(Error::failed("--messages: there is no messages.csv in what is given")
            .hint("tick Messages when you ask LinkedIn for a copy of your data"));
    }
    let has_tables = files.iter().any(|(_, found)| matches!(found, Found::Requests(_)));
    if !has_tables && (!args.map.is_empty() || args.date_order.is_some()) {
        return Err(Error::usage("--map and --date-order are for tables of requests, and none is given"));
    }
    let mut progress = ui.progress();
    let files = files
        .into_iter()
        .map(|(name, found)| gather(name, found, context, &mut progress))
        .collect::<Result<Vec<_>>>()?;
    Ok(Opened { words: words(&files), files })
}

/// What the user says about tables.
fn wishes(args: &Import) -> Result<Wishes> {
    let usage = |error: TableError| Error::usage(error.to_string()).hint_if(error.hint());
    let order = args.date_order.map(|order| match order {
        cli::DateOrder::Dmy => DateOrder::DayFirst,
        cli::DateOrder::Mdy => DateOrder::MonthFirst,
    });
    Ok(Wishes { map: Mapping::parse(&args.map).map_err(usage)?, order })
}

/// What a file says, as facts, and what was read of it.
fn gather(name: String, found: Found, context: &Context, progress: &mut Progress) -> Result<Gathered> {
    let mut batch = Batch::new(context.now);
    let report = match found {
        Found::Export(export) => {
            let report = of_export(&export);
            batch.add_export(export);
            report
        }
        Found::Page(page) => {
            let report = of_page(&name, &page);
            batch.add_page(page);
            report
        }
        Found::Messages(messages) => {
            let report = of_messages(&messages);
            batch.add_messages(messages);
            report
        }
        Found::Mails(mut mails) => {
            while let Some(part) = mails.next_part(&mut |count| progress.tell(count, "mails")) {
                for notice in &part {
                    batch.add_notice(notice);
                }
            }
            progress.clear();
            of_mails(mails)
        }
        Found::Requests(mut table) => {
            loop {
                let rows = table.next_rows(ROWS_AT_A_TIME).map_err(|error| refused(&name, error))?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    batch.add_row(row);
                }
                progress.tell(table.count, "rows");
            }
            progress.clear();
            of_table(&table)
        }
        Found::Own(brought) => {
            let Brought { record, forgotten, waiting } = *brought;
            let facts = Amount::new(record.facts.len(), "fact", "facts");
            let lists = Amount::new(record.lists.len(), "list", "lists");
            let (kind, read) = ("invtrack-export", vec![facts, lists]);
            let report = Report { file: name, kind, read, notes: waiting, ..Report::default() };
            return Ok(Gathered { report, record, forgotten });
        }
    };
    let record = batch.record();
    Ok(Gathered { report: Report { file: name, ..report }, record, forgotten: Vec::new() })
}

fn bad_rows<'a>(rows: impl Iterator<Item = &'a BadRow>) -> Vec<Bad> {
    rows.map(|bad| Bad { file: bad.file.clone(), row: Some(bad.row), reason: bad.reason.clone() }).collect()
}

fn of_export(export: &DataExport) -> Report {
    let rows = |direction: Direction| {
        let rows = export.invitations.iter().flat_map(|table| &table.rows);
        rows.filter(|row| row.direction == direction).count()
    };
    let sum = |of: fn(Skipped) -> usize| export.skipped().map(of).sum();
    let bad = bad_rows(export.bad_rows());
    let invitations = export.invitations.as_ref().is_none_or(Table::is_complete);
    let is_complete = invitations && export.connections.as_ref().is_none_or(Table::is_complete);
    let mut notes = Vec::new();
    if export.as_of.origin.is_guess() {
        notes.push(
            "that day is a guess; if LinkedIn made the export on another day, give it with --as-of"
                .to_owned(),
        );
    }
    if !is_complete {
        notes.push(
            "nothing was concluded from who is missing in a list with rows that were left out".to_owned(),
        );
    }
    let connections = export.connections.as_ref().map_or(0, |table| table.rows.len());
    Report {
        kind: "export",
        as_of: Some(export.as_of.day.iso()),
        day: Some(export.as_of.day.with_weekday()),
        as_of_origin: Some(export.as_of.origin.word()),
        complete: Some(is_complete),
        read: vec![
            Amount::new(rows(Direction::Out), "invitation", "invitations"),
            Amount::new(connections, "connection", "connections"),
        ],
        skipped: vec![
            Amount::new(rows(Direction::In), "incoming invitation", "incoming invitations"),
            Amount::new(
                sum(|skipped| skipped.nameless),
                "connection without a name",
                "connections without a name",
            ),
            Amount::new(sum(|skipped| skipped.duplicates), "repeated row", "repeated rows"),
            Amount::of(export.left_alone.clone(), "other file", "other files"),
        ],
        bad,
        notes,
        ..Report::default()
    }
}

fn of_page(name: &str, page: &CopiedPage) -> Report {
    let (what, complete) = match &page.list {
        PageList::Sent(list) => {
            (Amount::new(list.rows.len(), "open invitation", "open invitations"), list.is_complete())
        }
        PageList::Connections(rows) => (Amount::new(rows.len(), "connection", "connections"), false),
    };
    let mut notes = Vec::new();
    if let (PageList::Sent(_), false) = (&page.list, complete) {
        notes.push("nothing was concluded from who is missing: scroll to the end of the page before copying, and copy the tab with its number, too".to_owned());
    }
    let bad = page.bad.iter();
    Report {
        kind: "page",
        as_of: Some(page.as_of.iso()),
        day: Some(page.as_of.with_weekday()),
        complete: Some(complete),
        read: vec![what],
        bad: bad
            .map(|bad| Bad { file: name.to_owned(), row: Some(bad.row), reason: bad.reason.to_owned() })
            .collect(),
        notes,
        ..Report::default()
    }
}

fn of_messages(messages: &Messages) -> Report {
    Report {
        kind: "messages",
        read: vec![Amount::new(messages.count, "message", "messages")],
        skipped: vec![Amount::new(
            messages.nameless,
            "message without the sender's profile",
            "messages without the sender's profile",
        )],
        bad: bad_rows(messages.bad.iter()),
        ..Report::default()
    }
}

fn of_mails(mails: Mails) -> Report {
    let counts = mails.counts;
    let bad = mails.unreadable.into_iter();
    Report {
        kind: "mails",
        read: vec![Amount::new(counts.all, "mail", "mails")],
        skipped: vec![
            Amount::new(counts.left_alone, "other mail", "other mails"),
            Amount::new(counts.repeated, "copy", "copies"),
            Amount::new(
                counts.refused,
                "that passes for LinkedIn's and is not",
                "that pass for LinkedIn's and are not",
            ),
        ],
        bad: bad.map(|bad| Bad { file: bad.place, row: None, reason: bad.reason }).collect(),
        more_bad: counts.more_unreadable,
        ..Report::default()
    }
}

fn of_table(table: &RequestTable) -> Report {
    let columns = table.mapped.iter().map(|(field, header)| format!("{} = {header}", field.word()));
    let mut details = BTreeMap::from([("columns", columns.collect::<Vec<_>>().join(" · "))]);
    if let Some((order, is_found)) = table.order {
        let (first, second) = match order {
            DateOrder::DayFirst => ("day", "month"),
            DateOrder::MonthFirst => ("month", "day"),
        };
        let how = if is_found { "as the rows tell" } else { "as you say" };
        details.insert("dates", format!("{first} before {second} ({}), {how}", order.word()));
    }
    if !table.left_alone.is_empty() {
        details.insert("skipped", table.left_alone.join(", "));
    }
    Report {
        kind: "table",
        read: vec![Amount::new(table.count, "row", "rows")],
        bad: bad_rows(table.bad.iter()),
        details,
        ..Report::default()
    }
}

const fn kind(kind: ImportKind) -> FileKind {
    match kind {
        ImportKind::Export => FileKind::Export,
        ImportKind::Mail => FileKind::Mail,
        ImportKind::Page => FileKind::Page,
        ImportKind::Table => FileKind::Table,
        ImportKind::Own => FileKind::Own,
    }
}

impl Opener {
    fn open(&mut self, path: &Path, ui: &mut Ui) -> Result<Vec<(String, Found)>> {
        if path == Path::new(STDIN) {
            return self.open_stdin(ui);
        }
        if !path.try_exists().unwrap_or(true) {
            return Err(
                Error::failed(format!("cannot import {}", path.display())).caused_by("there is no such file")
            );
        }
        self.open_path(path, &path.display().to_string())
    }

    fn open_path(&self, path: &Path, shown: &str) -> Result<Vec<(String, Found)>> {
        let found = if self.messages {
            import::open_with_messages(path, &self.options, &self.wishes)
        } else {
            import::open(path, &self.options, &self.wishes).map(|found| vec![found])
        };
        let found = found.map_err(|error| refused(shown, error))?;
        let name =
            path.file_name().map_or_else(|| shown.to_owned(), |name| name.to_string_lossy().into_owned());
        Ok(found.into_iter().map(|found| (name.clone(), found)).collect())
    }

    /// What it is can only be told from a file that is there as a whole.
    fn open_stdin(&mut self, ui: &mut Ui) -> Result<Vec<(String, Found)>> {
        const NAME: &str = "standard input";
        let failed = |error: std::io::Error| Error::failed(format!("cannot read {NAME}")).caused_by(error);
        let bytes = stdin::read_page(MAX_STDIN_MIB << 20, ui).map_err(failed)?;
        if bytes.is_empty() {
            return Err(Error::failed(format!("{NAME} is empty"))
                .hint("select all on the page, copy it, and paste it here or pipe it in"));
        }
        if bytes.len() as u64 > MAX_STDIN_MIB << 20 {
            return Err(Error::failed(format!("{NAME} is larger than {MAX_STDIN_MIB} MiB"))
                .hint("save it as a file, and import that"));
        }
        let folder = tempfile::tempdir().map_err(failed)?;
        let path = folder.path().join(NAME);
        fs_err::write(&path, bytes).map_err(failed)?;
        self.folder = Some(folder);
        self.open_path(&path, NAME)
    }
}

/// Why a file cannot be imported.
pub fn refused(file: &str, error: ImportError) -> Error {
    let hint = error.hint();
    let message = format!("cannot import {file}");
    let failure = if error.is_usage() { Error::usage(message) } else { Error::failed(message) };
    failure.caused_by(error).hint_if(hint)
}
