//! What an import did, in words and as JSON.

use serde::Serialize;

use super::mails::{MailOutcome, MailsView};
use super::merged::{MergeOutcome, MergeView};
use super::messages::{MessagesOutcome, MessagesView};
use super::pages::{PageOutcome, PageView};
use super::requests::{RequestsOutcome, RequestsView};
use crate::context::Context;
use crate::domain::facts::Facts;
use crate::domain::kept::MOST_WAITING;
use crate::domain::reconcile::{Ambiguity, ConnectedBefore, Plan, Tally};
use crate::error::Result;
use crate::import::{AsOfOrigin, BadRow, DataExport};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;

/// So many rows that were left out are named.
const MOST_TOLD: usize = 50;

/// What reading one file led to.
pub enum Outcome {
    /// A data export.
    Export(ExportOutcome),
    /// Mails.
    Mails(MailOutcome),
    /// A copied page.
    Page(PageOutcome),
    /// Messages.
    Messages(MessagesOutcome),
    /// A table of requests.
    Requests(RequestsOutcome),
    /// An export of invtrack's own.
    Merge(MergeOutcome),
}

impl Outcome {
    /// Whether something was left out.
    pub fn is_partial(&self) -> bool {
        match self {
            Self::Export(outcome) => !outcome.bad.is_empty() || !outcome.ambiguous.is_empty(),
            Self::Mails(outcome) => outcome.is_partial(),
            Self::Page(outcome) => outcome.is_partial(),
            Self::Messages(outcome) => outcome.is_partial(),
            Self::Requests(outcome) => outcome.is_partial(),
            Self::Merge(_) => false,
        }
    }

    /// Whether something waits for an answer of the user's.
    pub fn has_questions(&self) -> bool {
        match self {
            Self::Export(outcome) => !outcome.ambiguous.is_empty() || outcome.tally.undecided > 0,
            Self::Mails(outcome) => outcome.has_questions(),
            Self::Page(outcome) => outcome.has_questions(),
            Self::Requests(outcome) => outcome.has_questions(),
            Self::Messages(_) | Self::Merge(_) => false,
        }
    }
}

/// What reading a data export led to.
pub struct ExportOutcome {
    file: String,
    /// What the file says.
    pub facts: Facts,
    as_of_origin: AsOfOrigin,
    bad: Vec<BadRow>,
    nameless: usize,
    duplicates: usize,
    left_alone: Vec<String>,
    ambiguous: Vec<Ambiguity>,
    connected_before: Vec<ConnectedBefore>,
    tally: Tally,
    first: bool,
}

impl ExportOutcome {
    /// What is in the file; `first`: nothing was imported before.
    pub fn new(file: String, export: DataExport, first: bool) -> Self {
        Self {
            file,
            as_of_origin: export.as_of.origin,
            bad: export.bad_rows().cloned().collect(),
            nameless: export.skipped().map(|skipped| skipped.nameless).sum(),
            duplicates: export.skipped().map(|skipped| skipped.duplicates).sum(),
            left_alone: export.left_alone.clone(),
            facts: export.into_facts(),
            ambiguous: Vec::new(),
            connected_before: Vec::new(),
            tally: Tally::default(),
            first,
        }
    }

    /// What became of it.
    pub fn note(&mut self, plan: &Plan) {
        self.ambiguous.clone_from(&plan.ambiguous);
        self.connected_before.clone_from(&plan.connected_before);
        self.tally = plan.tally;
    }
}

/// The answer of `import --json`.
#[derive(Serialize)]
pub struct Imported<'a> {
    dry_run: bool,
    files: Vec<View<'a>>,
}

impl<'a> Imported<'a> {
    /// All files, in the order in which they were read.
    pub fn new(dry_run: bool, outcomes: &'a [Outcome]) -> Self {
        Self { dry_run, files: outcomes.iter().map(View::from).collect() }
    }
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum View<'a> {
    Export(ExportView<'a>),
    Mails(MailsView<'a>),
    Page(PageView<'a>),
    Messages(MessagesView<'a>),
    #[serde(rename = "table")]
    Requests(RequestsView<'a>),
    #[serde(rename = "invtrack-export")]
    Merge(MergeView<'a>),
}

impl<'a> From<&'a Outcome> for View<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        match outcome {
            Outcome::Export(outcome) => Self::Export(outcome.into()),
            Outcome::Mails(outcome) => Self::Mails(outcome.into()),
            Outcome::Page(outcome) => Self::Page(outcome.into()),
            Outcome::Messages(outcome) => Self::Messages(outcome.into()),
            Outcome::Requests(outcome) => Self::Requests(outcome.into()),
            Outcome::Merge(outcome) => Self::Merge(outcome.into()),
        }
    }
}

#[derive(Serialize)]
struct ExportView<'a> {
    file: &'a str,
    as_of: String,
    as_of_origin: &'static str,
    new: usize,
    updated: usize,
    known: usize,
    looks: LooksView,
    skipped: SkippedView<'a>,
    connected_before: Vec<ConnectedBeforeView<'a>>,
    undecided: usize,
    caught_up: usize,
    ambiguous: Vec<RowView<'a>>,
    bad_rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct LooksView {
    listed: usize,
    gone: usize,
    accepted: usize,
    not_in_connections: usize,
    crossed: usize,
}

#[derive(Serialize)]
struct SkippedView<'a> {
    incoming: usize,
    nameless_connections: usize,
    duplicate_rows: usize,
    other_files: &'a [String],
}

#[derive(Serialize)]
struct ConnectedBeforeView<'a> {
    request: i64,
    name: &'a str,
    connected_on: String,
    sent_on: String,
}

/// A row that was left out.
#[derive(Serialize)]
pub struct RowView<'a> {
    file: &'a str,
    row: Option<u64>,
    reason: &'a str,
}

impl<'a> RowView<'a> {
    /// A row of that file.
    pub const fn new(file: &'a str, row: Option<u64>, reason: &'a str) -> Self {
        Self { file, row, reason }
    }
}

impl<'a> From<&'a Ambiguity> for RowView<'a> {
    fn from(doubt: &'a Ambiguity) -> Self {
        Self { file: &doubt.file, row: doubt.row, reason: &doubt.reason }
    }
}

impl<'a> From<&'a BadRow> for RowView<'a> {
    fn from(bad: &'a BadRow) -> Self {
        Self { file: &bad.file, row: Some(bad.row), reason: &bad.reason }
    }
}

impl<'a> From<&'a ExportOutcome> for ExportView<'a> {
    fn from(outcome: &'a ExportOutcome) -> Self {
        let tally = &outcome.tally;
        Self {
            file: &outcome.file,
            as_of: outcome.facts.as_of.iso(),
            as_of_origin: outcome.as_of_origin.word(),
            new: tally.new,
            updated: tally.updated,
            known: tally.known,
            looks: LooksView {
                listed: tally.listed,
                gone: tally.gone,
                accepted: tally.accepted,
                not_in_connections: tally.not_in_connections,
                crossed: tally.crossed,
            },
            skipped: SkippedView {
                incoming: tally.incoming,
                nameless_connections: outcome.nameless,
                duplicate_rows: outcome.duplicates,
                other_files: &outcome.left_alone,
            },
            connected_before: outcome.connected_before.iter().map(ConnectedBeforeView::from).collect(),
            undecided: tally.undecided,
            caught_up: tally.caught_up,
            ambiguous: outcome.ambiguous.iter().map(RowView::from).collect(),
            bad_rows: outcome.bad.iter().map(RowView::from).collect(),
        }
    }
}

impl<'a> From<&'a ConnectedBefore> for ConnectedBeforeView<'a> {
    fn from(before: &'a ConnectedBefore) -> Self {
        Self {
            request: before.request,
            name: &before.name,
            connected_on: before.connected_on.iso(),
            sent_on: before.sent.iso(),
        }
    }
}

/// Tells what one file led to.
pub fn tell(outcome: &Outcome, dry_run: bool, context: &Context, ui: &mut Ui) -> Result<()> {
    match outcome {
        Outcome::Export(outcome) => tell_export(outcome, dry_run, context, ui),
        Outcome::Mails(outcome) => outcome.tell(dry_run, ui),
        Outcome::Page(outcome) => outcome.tell(dry_run, ui),
        Outcome::Messages(outcome) => outcome.tell(dry_run, ui),
        Outcome::Requests(outcome) => outcome.tell(dry_run, ui),
        Outcome::Merge(outcome) => outcome.tell(dry_run, context, ui),
    }
}

fn tell_export(outcome: &ExportOutcome, dry_run: bool, context: &Context, ui: &mut Ui) -> Result<()> {
    let Tally { new, updated, known, listed, gone, accepted, not_in_connections, crossed, incoming, .. } =
        outcome.tally;
    let as_of = outcome.facts.as_of;
    let read = if dry_run { "Would read" } else { "Read" };
    ui.say(&Line::plain(format!("{read} ")).push(Role::Strong, outcome.file.clone()).text(format!(
        " as of {} ({}).",
        as_of.with_weekday(),
        outcome.as_of_origin.word()
    )))?;
    if outcome.as_of_origin.is_guess() {
        ui.note("that day is a guess; if LinkedIn made the export on another day, give it with --as-of");
    }
    let requests =
        [(new, "new", "new"), (updated, "updated", "updated"), (known, "already known", "already known")];
    let looks = [
        (listed, "listed in Sent", "listed in Sent"),
        (gone, "no longer listed", "no longer listed"),
        (accepted, "accepted", "accepted"),
        (not_in_connections, "not in your connections", "not in your connections"),
        (crossed, "invited you, too", "invited you, too"),
    ];
    let left_alone = [
        (incoming, "incoming invitation", "incoming invitations"),
        (outcome.nameless, "connection without a name", "connections without a name"),
        (outcome.duplicates, "repeated row", "repeated rows"),
        (outcome.left_alone.len(), "other file", "other files"),
    ];
    group(ui, "requests", &requests, true)?;
    group(ui, "looks", &looks, false)?;
    group(ui, "left alone", &left_alone, false)?;
    waiting(&outcome.tally, ui)?;
    warn(outcome, ui);
    if outcome.first && outcome.facts.invitations.is_some() && new > 0 && as_of <= context.today() {
        ui.note("who accepted before this export was made is not in it: record requests when you send them, or export weekly");
    }
    Ok(())
}

fn warn(outcome: &ExportOutcome, ui: &mut Ui) {
    for before in &outcome.connected_before {
        ui.warn(&format!(
            "{} was a connection since {}, before the request of {}: is one of the dates wrong? [K08]",
            before.name,
            before.connected_on.iso(),
            before.sent.iso()
        ));
    }
    let bad = outcome.bad.iter().map(|bad| format!("{}:{}: {}", bad.file, bad.row, bad.reason));
    warn_of_each(outcome.ambiguous.iter().map(doubt).chain(bad), ui);
    if !outcome.bad.is_empty() {
        ui.note(&format!(
            "{} left out; nothing was concluded from who is missing in that list",
            count(outcome.bad.len(), "row", "rows")
        ));
    }
}

/// What was kept before: what could be worked in now, and what is still open.
pub fn waiting(tally: &Tally, ui: &mut Ui) -> Result<()> {
    let caught_up = [(tally.caught_up, "worked in that waited for this", "worked in that waited for this")];
    let undecided = [(tally.undecided, "row known and still undecided", "rows known and still undecided")];
    if tally.not_kept > 0 {
        ui.warn(&format!(
            "{} not kept, for {MOST_WAITING} wait already: import this again when their requests are on record",
            count(tally.not_kept, "acceptance", "acceptances")
        ));
    }
    group(ui, "kept", &caught_up, false)?;
    group(ui, "kept", &undecided, false)
}

/// Names what could not be decided.
pub fn doubt(Ambiguity { file, row, reason }: &Ambiguity) -> String {
    let place = row.map_or_else(|| file.clone(), |row| format!("{file}:{row}"));
    format!("{place}: kept, not sure whom it is about: {reason}")
}

/// Warns of each problem, unless there are too many.
pub fn warn_of_each(mut problems: impl Iterator<Item = String>, ui: &mut Ui) {
    problems.by_ref().take(MOST_TOLD).for_each(|problem| ui.warn(&problem));
    let more = problems.count();
    if more > 0 {
        ui.warn(&format!("and {more} more; `invtrack import --json` names them all"));
    }
}

/// `  looks       22 listed in Sent · 22 not in your connections`; what is zero is left out, unless all is.
pub fn group(ui: &mut Ui, title: &str, counts: &[(usize, &str, &str)], always: bool) -> Result<()> {
    let some = counts.iter().filter(|(n, ..)| *n > 0);
    let mut parts: Vec<String> = some.map(|(n, one, many)| count(*n, one, many)).collect();
    if parts.is_empty() {
        if !always {
            return Ok(());
        }
        parts.push("nothing new".to_owned());
    }
    ui.say(&Line::plain("  ").push(Role::Faint, format!("{title:<11}")).text(parts.join(" · ")))
}
