//! `invtrack import`: data exports, mails and copied pages become requests and looks.

mod mails;
mod pages;
mod review;
mod summary;

use std::io::{IsTerminal, Read as _, stdin};
use std::path::{Path, PathBuf};

use self::mails::MailOutcome;
use self::pages::PageOutcome;
use self::summary::{ExportOutcome, Imported, Outcome, tell};
use super::view::Answer;
use crate::cli::{Import, ImportKind};
use crate::context::Context;
use crate::domain::dossier::{Change as Fate, Dossier, Files};
use crate::domain::facts::{Acceptance, Notice};
use crate::domain::name::fold;
use crate::domain::reconcile::{CopiedPage, Known, Plan, heed, heed_sent_page, reconcile};
use crate::domain::time::{Day, Instant, Zone};
use crate::error::{Error, Exit, Result};
use crate::import::page::PageList;
use crate::import::{self, FileKind, Found, Options};
use crate::output::text::Line;
use crate::output::ui::Ui;
use crate::store::{Change, Read, Store, View, Which};

/// What stands for standard input.
const STDIN: &str = "-";
/// The cap on standard input, in MiB.
const MAX_STDIN_MIB: u64 = 64;

/// Reads every file, and writes all of it or nothing; or settles what was kept.
pub fn run(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.review {
        return review::run(context, ui);
    }
    if !args.assign.is_empty() {
        return review::assign(args, context, ui);
    }
    let outcomes = bring_in(args, context, ui)?;
    if ui.is_json() {
        ui.json(&Answer::new(Imported::new(args.dry_run, &outcomes)))?;
    } else {
        outcomes.iter().try_for_each(|outcome| tell(outcome, args.dry_run, context, ui))?;
        if args.dry_run {
            ui.say(&Line::plain("Nothing was written (--dry-run)."))?;
        } else if outcomes.iter().any(Outcome::has_questions) {
            super::next(ui, "invtrack import --review  (whom that is about which is kept), invtrack status")?;
        } else {
            super::next(ui, "invtrack status")?;
        }
    }
    Ok(if outcomes.iter().any(Outcome::is_partial) { Exit::BadRows } else { Exit::Done })
}

/// Reads every file and writes down what they say, or only says what would be written.
pub fn bring_in(args: &Import, context: &Context, ui: &mut Ui) -> Result<Vec<Outcome>> {
    let as_of = args.as_of.as_deref().map(|text| context.past("--as-of", text)).transpose()?;
    let options = Options {
        as_of: as_of.map(|moment| moment.day(context.zone)),
        now: context.now,
        zone: context.zone,
        kind: args.kind.map(kind),
    };
    let mut files = args.files.iter().map(|path| open(path, &options, ui)).collect::<Result<Vec<_>>>()?;
    // Oldest first, whatever the order on the command line; mails last, for only exports bring requests.
    files.sort_by_key(|(_, found)| day_of(found).map_or((true, None), |day| (false, Some(day))));
    let work = |known, carry_out: &mut dyn FnMut(&mut Plan) -> Result<()>| {
        work_in(files, known, args.new, context, carry_out)
    };
    if args.dry_run { rehearse(context, work) } else { write(context, work) }
}

const fn kind(kind: ImportKind) -> FileKind {
    match kind {
        ImportKind::Export => FileKind::Export,
        ImportKind::Mail => FileKind::Mail,
        ImportKind::Page => FileKind::Page,
    }
}

fn day_of(found: &Found) -> Option<Day> {
    match found {
        Found::Export(export) => Some(export.as_of.day),
        Found::Page(page) => Some(page.as_of),
        Found::Mails(_) => None,
    }
}

fn open(path: &Path, options: &Options, ui: &mut Ui) -> Result<(String, Found)> {
    if path == Path::new(STDIN) {
        return open_stdin(options, ui);
    }
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

/// What it is can only be told from a file that is there as a whole.
fn open_stdin(options: &Options, ui: &mut Ui) -> Result<(String, Found)> {
    let failed = |error: std::io::Error| Error::failed("cannot read standard input").caused_by(error);
    if stdin().is_terminal() {
        ui.note(&format!("paste the page, then {}", super::observe::END_OF_INPUT));
    }
    let mut bytes = Vec::new();
    // One byte more tells that there is more.
    stdin().lock().take((MAX_STDIN_MIB << 20) + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_STDIN_MIB << 20 {
        return Err(Error::failed(format!("standard input is larger than {MAX_STDIN_MIB} MiB"))
            .hint("save it as a file, and import that"));
    }
    let folder = tempfile::tempdir().map_err(failed)?;
    let path: PathBuf = folder.path().join("standard input");
    fs_err::write(&path, bytes).map_err(failed)?;
    open(&path, options, ui)
}

/// One transaction for all files.
fn write<T>(
    context: &Context,
    work: impl FnOnce(Known, &mut dyn FnMut(&mut Plan) -> Result<()>) -> Result<T>,
) -> Result<T> {
    context.open_to_add()?.write(|change| {
        let known = change.read(|view| known(view, context.zone))?;
        work(known, &mut |plan| apply(plan, context.now, change))
    })
}

/// Says what would be done.
fn rehearse<T>(
    context: &Context,
    work: impl FnOnce(Known, &mut dyn FnMut(&mut Plan) -> Result<()>) -> Result<T>,
) -> Result<T> {
    // Not there yet is as good as empty: the real run would create it.
    let known = match Store::open_to_read(&context.database)? {
        Some(mut store) => store.read(|view| known(view, context.zone))?,
        None => Known::default(),
    };
    work(known, &mut |_| Ok(()))
}

fn known(view: &View, zone: Zone) -> Read<Known> {
    let files = Files::new(view.book(Which::All)?, zone);
    let inbox = view.kept()?;
    Ok(Known { files, connections: view.connections()?, snapshots: view.snapshots()?, inbox })
}

/// Works in one file after the other; each builds on what the one before brought.
fn work_in(
    files: Vec<(String, Found)>,
    mut known: Known,
    take_new: bool,
    context: &Context,
    carry_out: &mut dyn FnMut(&mut Plan) -> Result<()>,
) -> Result<Vec<Outcome>> {
    let (now, zone) = (context.now, context.zone);
    let mut outcomes = Vec::new();
    for (name, found) in files {
        let mut carry_out = |mut plan: Plan| -> Result<Known> {
            carry_out(&mut plan)?;
            Ok(plan.into_known())
        };
        let outcome = match found {
            Found::Export(export) => {
                let mut outcome = ExportOutcome::new(name, export, known.snapshots.is_empty());
                let plan = reconcile(known, &outcome.facts, now, zone);
                outcome.note(&plan);
                known = carry_out(plan)?;
                Outcome::Export(outcome)
            }
            Found::Mails(mut mails) => {
                let mut outcome = MailOutcome::new(name);
                while let Some(part) = mails.next_part() {
                    let plan = heed(known, &acceptances(&part), now, zone);
                    outcome.note(&plan);
                    known = carry_out(plan)?;
                }
                outcome.close(mails);
                Outcome::Mails(outcome)
            }
            Found::Page(page) => {
                let plan = page_plan(known, &name, &page, take_new, context);
                let outcome = PageOutcome::new(name, page, &plan);
                known = carry_out(plan)?;
                Outcome::Page(outcome)
            }
        };
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

fn page_plan(known: Known, file: &str, page: &import::CopiedPage, take_new: bool, context: &Context) -> Plan {
    let (as_of, now, zone) = (page.as_of, context.now, context.zone);
    match &page.list {
        PageList::Sent(list) => heed_sent_page(known, &CopiedPage { file, list, as_of, take_new }, now, zone),
        PageList::Connections(rows) => {
            let told = rows.iter().map(|row| (format!("{file}:{}", row.row), row.into()));
            heed(known, &told.collect::<Vec<_>>(), now, zone)
        }
    }
}

/// What mails tell, each with its place.
fn acceptances(notices: &[Notice]) -> Vec<(String, Acceptance)> {
    let of_one = |notice: &Notice| {
        let place = notice.place.clone();
        notice.acceptances().into_iter().map(move |acceptance| (place.clone(), acceptance))
    };
    notices.iter().flat_map(of_one).collect()
}

/// Writes down what the plan says, and into the plan which numbers were given.
fn apply(plan: &mut Plan, now: Instant, change: &Change) -> Result<()> {
    for dossier in plan.files.dossiers.iter_mut().filter(|dossier| dossier.is_changed()) {
        apply_dossier(dossier, now, change)?;
    }
    plan.contacts.changed().try_for_each(|connection| change.put_connection(connection))?;
    plan.inbox.changed().try_for_each(|kept| change.put_kept(kept, now))?;
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
