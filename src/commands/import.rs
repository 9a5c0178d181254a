//! `invtrack import`: what files say becomes facts; what is told is how that changes what follows.

mod change;
mod files;
mod report;
mod review;

use serde::Serialize;

use self::change::{Difference, add_all, rehearse};
use super::view::Answer;
use crate::cli::Import;
use crate::context::Context;
use crate::error::{Exit, Result};
use crate::import::Report;
use crate::output::text::Line;
use crate::output::ui::Ui;
use crate::record::time::Zone;
use crate::store::backup;

/// What an import did.
#[derive(Serialize)]
pub struct Imported {
    dry_run: bool,
    files: Vec<Report>,
    #[serde(flatten)]
    difference: Difference,
}

/// Reads every file, and adds all of it or nothing; or puts the questions that are open.
pub fn run(args: &Import, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.review {
        return review::run(context, ui);
    }
    if !args.assign.is_empty() {
        return review::assign(args, context, ui);
    }
    let imported = bring_in(args, context, ui)?;
    let is_partial = imported.files.iter().any(Report::is_partial) || imported.difference.is_unsure();
    if ui.is_json() {
        ui.json(&Answer::new(&imported))?;
    } else {
        imported.tell(context.zone, ui)?;
    }
    Ok(if is_partial { Exit::BadRows } else { Exit::Done })
}

/// Reads every file and adds what it says, or only says what that would change.
pub fn bring_in(args: &Import, context: &Context, ui: &mut Ui) -> Result<Imported> {
    // Before the database is locked: nobody has to wait for a large mailbox.
    let (mut files, words) = files::open_all(args, context, ui)?;
    let difference = if args.dry_run {
        rehearse(&mut files, args.new, context)?
    } else {
        let mut store = context.open_to_add()?;
        // A file that can't be written is named as such, not the copy of it.
        store.check_writable()?;
        let most = context.config.settings.backup.keep;
        backup::keep(&context.database, "before-import", most, context.now)?;
        add_all(&mut files, args.new, &words, &mut store, context)?
    };
    let mut files: Vec<Report> = files.into_iter().map(|file| file.report).collect();
    if let Some(first) = files.iter_mut().find(|file| difference.is_first && file.has_open_requests()) {
        first.notes.push(
            "requests accepted before this export are not in it; record requests as you send them, or export weekly"
                .to_owned(),
        );
    }
    Ok(Imported { dry_run: args.dry_run, files, difference })
}

impl Imported {
    fn tell(&self, zone: Zone, ui: &mut Ui) -> Result<()> {
        let read = if self.dry_run { "Would read" } else { "Read" };
        self.files.iter().try_for_each(|file| report::tell(file, read, ui))?;
        self.difference.tell(zone, ui)?;
        if self.dry_run {
            return ui.say(&Line::plain("Nothing was written (--dry-run)."));
        }
        let asks = !self.difference.unsure.is_empty();
        super::next(ui, if asks { "invtrack import --review" } else { "invtrack status" })
    }
}
