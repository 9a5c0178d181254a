//! `invtrack import`: a data export becomes requests and looks.

use std::path::Path;

use serde::Serialize;

use super::view::Answer;
use crate::cli::Import;
use crate::context::Context;
use crate::domain::dossier::{Change as Fate, Dossier};
use crate::domain::facts::Facts;
use crate::domain::name::fold;
use crate::domain::reconcile::{Ambiguity, Known, Plan, Tally, reconcile};
use crate::domain::request::Request;
use crate::domain::time::Instant;
use crate::error::{Error, Exit, Result};
use crate::import::{self, BadRow, DataExport, Options};
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::store::{Change, Store, View, Which};

/// What reading one file led to.
pub struct Outcome {
    file: String,
    facts: Facts,
    as_of_origin: &'static str,
    bad: Vec<BadRow>,
    nameless: usize,
    duplicates: usize,
    left_alone: Vec<String>,
    ambiguous: Vec<Ambiguity>,
    tally: Tally,
    first: bool,
}

#[derive(Serialize)]
struct Imported<'a> {
    dry_run: bool,
    files: Vec<FileView<'a>>,
}

#[derive(Serialize)]
struct FileView<'a> {
    file: &'a str,
    as_of: String,
    as_of_origin: &'static str,
    new: usize,
    updated: usize,
    known: usize,
    looks: LooksView,
    skipped: SkippedView<'a>,
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
    connected_before: usize,
    other_files: &'a [String],
}

#[derive(Serialize)]
struct RowView<'a> {
    file: &'a str,
    row: u64,
    reason: &'a str,
}

/// Reads every file, and writes all of it or nothing.
pub fn run(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let as_of = args.as_of.as_deref().map(|text| context.past("--as-of", text)).transpose()?;
    let options =
        Options { as_of: as_of.map(|moment| moment.day(context.zone)), now: context.now, zone: context.zone };
    let mut exports = args.files.iter().map(|path| open(path, &options)).collect::<Result<Vec<_>>>()?;
    // Oldest first, whatever the order on the command line.
    exports.sort_by_key(|(_, export)| export.as_of.day);
    let outcomes = if args.dry_run { rehearse(exports, context)? } else { write(exports, context)? };
    if ui.is_json() {
        let files = outcomes.iter().map(FileView::from).collect();
        ui.json(&Answer::new(Imported { dry_run: args.dry_run, files }))?;
    } else {
        for outcome in &outcomes {
            tell(outcome, args.dry_run, context, ui)?;
        }
        if !args.dry_run {
            super::next(ui, "invtrack status")?;
        }
    }
    let bad = outcomes.iter().any(|outcome| !outcome.bad.is_empty());
    Ok(if bad { Exit::BadRows } else { Exit::Done })
}

fn open(path: &Path, options: &Options) -> Result<(String, DataExport)> {
    let export = import::read(path, options).map_err(|error| {
        let hint = error.hint();
        Error::failed(format!("cannot import {}", path.display())).caused_by(error).hint_if(hint)
    })?;
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    Ok((name, export))
}

/// One transaction for all files.
pub fn write(exports: Vec<(String, DataExport)>, context: &Context) -> Result<Vec<Outcome>> {
    let mut store = context.open_to_add()?;
    store.write(|change| {
        exports
            .into_iter()
            .map(|(name, export)| {
                let known = change.read(known)?;
                let (plan, outcome) = work_in(name, export, known, context);
                apply(&plan, context.now, change)?;
                Ok(outcome)
            })
            .collect()
    })
}

/// Says what would be done. What one file brings is not known yet when the next one is looked at.
fn rehearse(exports: Vec<(String, DataExport)>, context: &Context) -> Result<Vec<Outcome>> {
    exports
        .into_iter()
        .map(|(name, export)| {
            let read = |mut store: Store| store.read(known);
            let known = match Store::open_to_read(&context.database)? {
                Some(store) => read(store)?,
                None => Known {
                    book: crate::domain::book::Book::default(),
                    connections: Vec::new(),
                    snapshots: Vec::new(),
                },
            };
            Ok(work_in(name, export, known, context).1)
        })
        .collect()
}

fn known(view: &View) -> crate::store::Read<Known> {
    Ok(Known { book: view.book(Which::All)?, connections: view.connections()?, snapshots: view.snapshots()? })
}

fn work_in(file: String, export: DataExport, known: Known, context: &Context) -> (Plan, Outcome) {
    let first = known.snapshots.is_empty();
    let mut outcome = Outcome {
        file,
        as_of_origin: export.as_of.origin.word(),
        bad: export.bad_rows().cloned().collect(),
        nameless: export.skipped().map(|skipped| skipped.nameless).sum(),
        duplicates: export.skipped().map(|skipped| skipped.duplicates).sum(),
        left_alone: export.left_alone.clone(),
        facts: export.into_facts(),
        ambiguous: Vec::new(),
        tally: Tally::default(),
        first,
    };
    let plan = reconcile(known, &outcome.facts, context.now, context.zone);
    outcome.ambiguous.clone_from(&plan.ambiguous);
    outcome.tally = plan.tally;
    (plan, outcome)
}

/// Writes down what the plan says.
fn apply(plan: &Plan, now: Instant, change: &Change) -> Result<()> {
    for dossier in plan.dossiers.iter().filter(|dossier| dossier.is_changed()) {
        apply_dossier(dossier, now, change)?;
    }
    plan.connections.iter().try_for_each(|connection| change.put_connection(connection))?;
    plan.snapshots.iter().try_for_each(|&snapshot| change.add_snapshot(snapshot, now))
}

fn apply_dossier(dossier: &Dossier, now: Instant, change: &Change) -> Result<()> {
    let folded = fold(&dossier.person.name);
    let person = match dossier.change {
        Fate::New => change.add_person(&dossier.person, &folded)?,
        Fate::Update => change.update_person(&dossier.person, &folded).map(|()| dossier.person.id)?,
        Fate::None => dossier.person.id,
    };
    for (request, fate) in &dossier.requests {
        match fate {
            Fate::New => drop(change.add_request(&Request { person_id: person, ..request.clone() })?),
            Fate::Update => change.update_request(request)?,
            Fate::None => {}
        }
    }
    dossier.new_looks.iter().try_for_each(|look| change.add_look(person, look, now).map(drop))
}

fn tell(outcome: &Outcome, dry_run: bool, context: &Context, ui: &mut Ui) -> Result<()> {
    let Tally {
        new,
        updated,
        known,
        listed,
        gone,
        accepted,
        not_in_connections,
        crossed,
        incoming,
        connected_before,
    } = outcome.tally;
    let as_of = outcome.facts.as_of;
    let read = if dry_run { "Would read" } else { "Read" };
    ui.say(&Line::plain(format!("{read} ")).push(Role::Strong, outcome.file.clone()).text(format!(
        " as of {} ({}).",
        as_of.with_weekday(),
        outcome.as_of_origin
    )))?;
    if outcome.as_of_origin == "newest row" {
        ui.note("the as-of date is a guess; give the day of the export with --as-of");
    }
    group(ui, "requests", &[(new, "new"), (updated, "updated"), (known, "already known")], true)?;
    let looks = [
        (listed, "listed in Sent"),
        (gone, "no longer listed"),
        (accepted, "accepted"),
        (not_in_connections, "not in your connections"),
        (crossed, "invited you, too"),
    ];
    group(ui, "looks", &looks, false)?;
    let left_alone = [
        (incoming, "incoming invitations"),
        (outcome.nameless, "connections without a name"),
        (outcome.duplicates, "repeated rows"),
        (connected_before, "connected before you asked"),
        (outcome.left_alone.len(), "other files"),
    ];
    group(ui, "left alone", &left_alone, false)?;
    for doubt in &outcome.ambiguous {
        ui.warn(&format!("{}:{}: not sure whom this is about: {}", doubt.file, doubt.row, doubt.reason));
    }
    for bad in &outcome.bad {
        ui.warn(&format!("{}:{}: {}", bad.file, bad.row, bad.reason));
    }
    if !outcome.bad.is_empty() {
        ui.note(&format!(
            "{} left out; nothing was concluded from who is missing in that list",
            count(outcome.bad.len(), "row", "rows")
        ));
    }
    if outcome.first && outcome.facts.invitations.is_some() && new > 0 && as_of <= context.today() {
        ui.note("who accepted before this export was made is not in it: record requests when you send them, or export weekly");
    }
    Ok(())
}

/// `  looks       22 listed in Sent · 22 not in your connections`; what is zero is left out, unless all is.
fn group(ui: &mut Ui, title: &str, counts: &[(usize, &str)], always: bool) -> Result<()> {
    let mut parts: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if parts.is_empty() {
        if !always {
            return Ok(());
        }
        parts.push("nothing new".to_owned());
    }
    ui.say(&Line::plain("  ").push(Role::Faint, format!("{title:<11}")).text(parts.join(" · ")))
}

impl<'a> From<&'a Outcome> for FileView<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        let tally = &outcome.tally;
        Self {
            file: &outcome.file,
            as_of: outcome.facts.as_of.iso(),
            as_of_origin: outcome.as_of_origin,
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
                connected_before: tally.connected_before,
                other_files: &outcome.left_alone,
            },
            ambiguous: outcome
                .ambiguous
                .iter()
                .map(|row| RowView { file: &row.file, row: row.row, reason: &row.reason })
                .collect(),
            bad_rows: outcome
                .bad
                .iter()
                .map(|row| RowView { file: &row.file, row: row.row, reason: &row.reason })
                .collect(),
        }
    }
}
