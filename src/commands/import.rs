//! `invtrack import`: data exports and mails become requests and looks.

mod mails;
mod summary;

use std::path::Path;

use self::mails::MailOutcome;
use self::summary::{ExportOutcome, Imported, Outcome, tell};
use super::view::Answer;
use crate::cli::Import;
use crate::context::Context;
use crate::domain::dossier::{Change as Fate, Dossier, Files};
use crate::domain::name::fold;
use crate::domain::reconcile::{Known, Plan, heed, reconcile};
use crate::domain::time::{Day, Instant, Zone};
use crate::error::{Error, Exit, Result};
use crate::import::{self, Found, Options};
use crate::output::text::Line;
use crate::output::ui::Ui;
use crate::store::{Change, Read, Store, View, Which};

/// Reads every file, and writes all of it or nothing.
pub fn run(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let outcomes = bring_in(args, context)?;
    if ui.is_json() {
        ui.json(&Answer::new(Imported::new(args.dry_run, &outcomes)))?;
    } else {
        outcomes.iter().try_for_each(|outcome| tell(outcome, args.dry_run, context, ui))?;
        if args.dry_run {
            ui.say(&Line::plain("Nothing was written (--dry-run)."))?;
        } else {
            super::next(ui, "invtrack status")?;
        }
    }
    Ok(if outcomes.iter().any(Outcome::is_partial) { Exit::BadRows } else { Exit::Done })
}

/// Reads every file and writes down what they say, or only says what would be written.
pub fn bring_in(args: &Import, context: &Context) -> Result<Vec<Outcome>> {
    let as_of = args.as_of.as_deref().map(|text| context.past("--as-of", text)).transpose()?;
    let options =
        Options { as_of: as_of.map(|moment| moment.day(context.zone)), now: context.now, zone: context.zone };
    let mut files = args.files.iter().map(|path| open(path, &options)).collect::<Result<Vec<_>>>()?;
    // Oldest first, whatever the order on the command line; mails last, for only exports bring requests.
    files.sort_by_key(|(_, found)| day_of(found).map_or((true, None), |day| (false, Some(day))));
    if args.dry_run { rehearse(files, context) } else { write(files, context) }
}

fn day_of(found: &Found) -> Option<Day> {
    match found {
        Found::Export(export) => Some(export.as_of.day),
        Found::Mails(_) => None,
    }
}

fn open(path: &Path, options: &Options) -> Result<(String, Found)> {
    if !path.try_exists().unwrap_or(true) {
        return Err(
            Error::failed(format!("cannot import {}", path.display())).caused_by("there is no such file")
        );
    }
    let found = import::open(path, options).map_err(|error| {
        let hint = error.hint();
        Error::failed(format!("cannot import {}", path.display())).caused_by(error).hint_if(hint)
    })?;
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    Ok((name, found))
}

/// One transaction for all files.
fn write(files: Vec<(String, Found)>, context: &Context) -> Result<Vec<Outcome>> {
    context.open_to_add()?.write(|change| {
        let known = change.read(|view| known(view, context.zone))?;
        work_in(files, known, context, |plan| apply(plan, context.now, change))
    })
}

/// Says what would be done.
fn rehearse(files: Vec<(String, Found)>, context: &Context) -> Result<Vec<Outcome>> {
    // Not there yet is as good as empty: the real run would create it.
    let known = match Store::open_to_read(&context.database)? {
        Some(mut store) => store.read(|view| known(view, context.zone))?,
        None => Known::default(),
    };
    work_in(files, known, context, |_| Ok(()))
}

fn known(view: &View, zone: Zone) -> Read<Known> {
    let files = Files::new(view.book(Which::All)?, zone);
    Ok(Known { files, connections: view.connections()?, snapshots: view.snapshots()? })
}

/// Works in one file after the other; each builds on what the one before brought.
fn work_in(
    files: Vec<(String, Found)>,
    mut known: Known,
    context: &Context,
    mut carry_out: impl FnMut(&mut Plan) -> Result<()>,
) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    for (name, found) in files {
        let (outcome, mut plan) = match found {
            Found::Export(export) => {
                let mut outcome = ExportOutcome::new(name, export, known.snapshots.is_empty());
                let plan = reconcile(known, &outcome.facts, context.now, context.zone);
                outcome.note(&plan);
                (Outcome::Export(outcome), plan)
            }
            Found::Mails(mails) => {
                let plan = heed(known, &mails.notices, context.zone);
                (Outcome::Mails(MailOutcome::new(name, mails, &plan)), plan)
            }
        };
        outcomes.push(outcome);
        carry_out(&mut plan)?;
        known = plan.into_known();
    }
    Ok(outcomes)
}

/// Writes down what the plan says, and into the plan which numbers were given.
fn apply(plan: &mut Plan, now: Instant, change: &Change) -> Result<()> {
    for dossier in plan.files.dossiers.iter_mut().filter(|dossier| dossier.is_changed()) {
        apply_dossier(dossier, now, change)?;
    }
    plan.contacts.changed().try_for_each(|connection| change.put_connection(connection))?;
    plan.new_snapshots.iter().try_for_each(|&snapshot| change.add_snapshot(snapshot, now))
}

fn apply_dossier(dossier: &mut Dossier, now: Instant, change: &Change) -> Result<()> {
    let person = &mut dossier.person;
    let folded = fold(&person.name);
    match dossier.change {
        Fate::New => person.id = change.add_person(person, &folded)?,
        Fate::Update => change.update_person(person, &folded)?,
        Fate::None => {}
    }
    for (request, fate) in &mut dossier.requests {
        request.person_id = person.id;
        match fate {
            Fate::New => request.id = change.add_request(request)?,
            Fate::Update => change.update_request(request)?,
            Fate::None => {}
        }
    }
    dossier.new_looks.iter().try_for_each(|look| change.add_look(person.id, look, now).map(drop))
}
