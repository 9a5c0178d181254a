//! `invtrack import`: data exports, mails, copied pages and tables become requests and looks.

mod files;
mod mails;
mod merged;
mod messages;
mod pages;
mod requests;
mod review;
mod summary;

use self::files::{Opened, Others};
use self::mails::MailOutcome;
pub use self::merged::describe;
use self::merged::{MergeOutcome, merge_all};
use self::messages::MessagesOutcome;
use self::pages::PageOutcome;
use self::summary::{ExportOutcome, Imported, Outcome, tell};
use super::view::Answer;
use crate::cli::Import;
use crate::context::Context;
use crate::domain::archive::Archive;
use crate::domain::dossier::{Change as Fate, Dossier, Files};
use crate::domain::facts::{Acceptance, Notice};
use crate::domain::reconcile::{CopiedPage, Known, Plan, hear, heed, heed_sent_page, look_back, reconcile};
use crate::domain::register::Stamp;
use crate::error::{Exit, Result};
use crate::import::page::PageList;
use crate::import::{self, Found, Mails};
use crate::output::progress::Progress;
use crate::output::text::Line;
use crate::output::ui::Ui;
use crate::record::name::fold;
use crate::record::observation::Look;
use crate::record::time::{Instant, Zone};
use crate::store::{Change, Read, Store, View, Which, backup};

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
    let mut given = files::open_all(args, context, ui)?;
    let mut progress = ui.progress();
    // Before the database is locked: nobody has to wait for a large mailbox.
    for (_, found) in &mut given.others {
        if let Found::Mails(mails) = found {
            mails.read_ahead(&mut |count| progress.tell(count, "mails"));
            progress.clear();
        }
    }
    let work = Work { take_new: args.new, context, progress: &mut progress };
    match (args.dry_run, given.own.is_empty() && given.tables.is_empty()) {
        (true, true) => work.rehearse(given.others),
        // What is large is not worked in without writing anywhere.
        (true, false) => work.write(Store::scratch_copy(&context.database)?, given),
        (false, _) => {
            let mut store = context.open_to_add()?;
            // A file that can't be written is named as such, not the copy of it.
            store.check_writable()?;
            let most = context.config.settings.backup.keep;
            backup::keep(&context.database, "import", most, context.now)?;
            work.write(store, given)
        }
    }
}

/// What the files are worked in with.
struct Work<'a> {
    /// Rows of a Sent page about nobody on record are requests.
    take_new: bool,
    context: &'a Context,
    progress: &'a mut Progress,
}

/// Carries out a plan, or only goes on as if.
type CarryOut<'a> = &'a mut dyn FnMut(&mut Plan) -> Result<()>;

impl Work<'_> {
    /// One transaction for all files.
    fn write(mut self, mut store: Store, opened: Opened) -> Result<Vec<Outcome>> {
        let words = format!("imported {}", opened.names().join(", "));
        let (context, files) = (self.context, opened.others);
        let has_tables = !opened.tables.is_empty();
        store.write(|change| {
            change.describe(context.now, words);
            // What another machine knows comes first: the other files then find it.
            let merged = take_in(opened.own, context, change)?;
            let tables = requests::work_in(opened.tables, context, change, self.progress)?;
            let merged = merged.into_iter().map(Outcome::Merge);
            let mut outcomes: Vec<Outcome> =
                merged.chain(tables.into_iter().map(Outcome::Requests)).collect();
            let on_record = || change.read(|view| known(view, context.zone));
            if !files.is_empty() {
                let carry_out = &mut |plan: &mut Plan| apply(plan, context.now, change);
                outcomes.extend(self.work_in(files, on_record()?, carry_out)?);
            } else if has_tables && change.read(|view| view.has_waiting())? {
                // What waits may be about the requests that tables brought.
                apply(&mut heed(on_record()?, &[], context.now, context.zone), context.now, change)?;
            }
            Ok(outcomes)
        })
    }

    /// Says what would be done.
    fn rehearse(mut self, files: Others) -> Result<Vec<Outcome>> {
        let known = what_is_known(self.context)?;
        self.work_in(files, known, &mut |_| Ok(()))
    }

    /// Works in one file after the other; each builds on what the one before brought.
    fn work_in(&mut self, files: Others, mut known: Known, carry_out: CarryOut) -> Result<Vec<Outcome>> {
        let (now, zone) = (self.context.now, self.context.zone);
        let mut outcomes = Vec::new();
        for (name, found) in files {
            let mut done = |mut plan: Plan| -> Result<Known> {
                carry_out(&mut plan)?;
                Ok(plan.into_known())
            };
            outcomes.push(match found {
                Found::Export(export) => {
                    let mut outcome = ExportOutcome::new(name, export, known.snapshots.is_empty());
                    let plan = reconcile(known, &outcome.facts, now, zone);
                    outcome.note(&plan);
                    known = done(plan)?;
                    Outcome::Export(outcome)
                }
                Found::Mails(mails) => {
                    let outcome;
                    (outcome, known) = self.work_in_mails(name, mails, known, &mut done)?;
                    Outcome::Mails(outcome)
                }
                Found::Page(page) => {
                    let plan = self.page_plan(known, &name, &page);
                    let outcome = PageOutcome::new(name, page, &plan);
                    known = done(plan)?;
                    Outcome::Page(outcome)
                }
                Found::Messages(messages) => {
                    let (plan, tally) = hear(known, &messages.senders, now, zone);
                    known = done(plan)?;
                    Outcome::Messages(MessagesOutcome::new(name, messages, tally))
                }
                // They are worked in before.
                Found::Own(_) | Found::Requests(_) => continue,
            });
        }
        Ok(outcomes)
    }

    /// A mailbox may be large: a part at a time.
    fn work_in_mails(
        &mut self,
        name: String,
        mut mails: Mails,
        mut known: Known,
        done: &mut dyn FnMut(Plan) -> Result<Known>,
    ) -> Result<(MailOutcome, Known)> {
        let mut outcome = MailOutcome::new(name);
        while let Some(part) = mails.next_part(&mut |count| self.progress.tell(count, "mails")) {
            let plan = heed(known, &acceptances(&part), self.context.now, self.context.zone);
            outcome.note(&plan);
            known = done(plan)?;
        }
        self.progress.clear();
        outcome.close(mails);
        Ok((outcome, known))
    }

    fn page_plan(&self, known: Known, file: &str, page: &import::CopiedPage) -> Plan {
        let (as_of, now, zone) = (page.as_of, self.context.now, self.context.zone);
        match &page.list {
            PageList::Sent(list) => {
                let page = CopiedPage { file, list, as_of, take_new: self.take_new };
                heed_sent_page(known, &page, now, zone)
            }
            PageList::Connections(rows) => {
                let told = rows.iter().map(|row| (format!("{file}:{}", row.row), row.into()));
                heed(known, &told.collect::<Vec<_>>(), now, zone)
            }
        }
    }
}

/// Merges exports of invtrack's own. One machine may know the request, and the other one the connection.
fn take_in(own: Vec<(String, Archive)>, context: &Context, change: &Change) -> Result<Vec<MergeOutcome>> {
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let mut archive = change.read(|view| view.archive())?;
    // A copy of a record is to be nothing but that.
    let is_copy = own.len() == 1 && archive == Archive::default();
    let (mut outcomes, is_changed) = merge_all(&mut archive, own);
    if is_changed {
        change.restore(&archive)?;
        let accepted = if is_copy { 0 } else { look_around(context, change)? };
        outcomes.last_mut().into_iter().for_each(|outcome| outcome.accepted = accepted);
    }
    Ok(outcomes)
}

/// Works in what is on record about requests that came in without it; returns how many were accepted.
fn look_around(context: &Context, change: &Change) -> Result<usize> {
    let mut plan = look_back(change.read(|view| known(view, context.zone))?, context.now, context.zone);
    let is_acceptance = |look: &&Look| look.signals.in_connections == Some(true);
    let accepted =
        plan.files.dossiers.iter().flat_map(|dossier| &dossier.new_looks).filter(is_acceptance).count();
    apply(&mut plan, context.now, change)?;
    Ok(accepted)
}

/// What is on record. Not there yet is as good as empty: the real run would create it.
fn what_is_known(context: &Context) -> Result<Known> {
    match Store::open_to_read(&context.database)? {
        Some(mut store) => store.read(|view| known(view, context.zone)),
        None => Ok(Known::default()),
    }
}

fn known(view: &View, zone: Zone) -> Read<Known> {
    let files = Files::new(view.book(Which::All)?, view.removed_looks(Which::All)?, zone);
    Ok(Known {
        files,
        connections: view.connections()?,
        snapshots: view.snapshots()?,
        inbox: view.kept()?,
        last_read: view.last_list_read()?,
    })
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
        Fate::Update => change.update_person(person, &folded, Stamp::Set(now))?,
        Fate::None => {}
    }
    for (request, fate) in &mut dossier.requests {
        request.person_id = person.id;
        match fate {
            Fate::New => {
                request.id = change.add_request(request)?;
                request.actions.iter().try_for_each(|action| change.add_action(request.id, action))?;
            }
            Fate::Update => change.update_request(request, Stamp::Set(now))?,
            Fate::None => {}
        }
    }
    dossier.new_actions.iter().try_for_each(|(request, action)| change.add_action(*request, action))?;
    dossier.new_looks.iter().try_for_each(|look| change.add_look(person.id, look, now).map(drop))
}
