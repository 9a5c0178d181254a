use std::path::{Path, PathBuf};

use super::forget;
use super::prelude::*;
use super::record::{self, Scope};
use crate::store::Store;
use crate::store::backup;
use crate::store::check;
use crate::store::copies::{Kept, kept, place};
use crate::store::own::{self, Own};

/// Copy the whole file, or list the copies
///
/// Copies are taken by themselves before each import, restore and upgrade, too, in the folder `backups` beside the
/// file; so many are kept as `backup.keep` of your settings says. Without FILE the copy goes there, and stays.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  invtrack backup ~/Sync/invtrack.db --force
  invtrack backup --list
  invtrack restore ~/Sync/invtrack.db")]
pub struct Backup {
    /// Where to copy to [default: a new file in the folder `backups` beside the database]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// Overwrite the file, unless it is one of invtrack's own
    #[arg(long, requires = "file")]
    force: bool,
    /// List the copies in that folder, newest first
    #[arg(long, conflicts_with_all = ["file", "force"])]
    list: bool,
}

/// Restore the record from a backup
///
/// The copy is checked first, and the present record is kept aside; a damaged file is moved aside as it is.
#[derive(Args, Debug)]
pub struct Restore {
    /// The copy, as `invtrack backup --list` names it
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Don't ask, though it is a copy of another record
    #[arg(short, long)]
    yes: bool,
}

pub fn run(args: &Backup, context: &Env, ui: &mut Ui) -> Result<Exit> {
    if args.list {
        return list(context, ui);
    }
    args.file.as_ref().map_or(Ok(()), |file| context.refuse_to_write(file))?;
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    let path = match &args.file {
        Some(file) => file.clone(),
        None => place(&context.database, Some(&store.record_id()?), "by-hand", context.now)?,
    };
    store.copy_to(&path, args.force)?;
    let bytes = path.metadata().map_or(0, |meta| meta.len());
    ui.answer(json!({ "file": path.display().to_string(), "bytes": bytes }), |ui| {
        let line = Text::from("Wrote a backup to ").strong(path.display().to_string());
        ui.say(line.text(format!(" ({}).", size(bytes))));
    })
}

fn list(context: &Env, ui: &mut Ui) -> Result<Exit> {
    let kept = kept(&context.database)?;
    let json = |kept: &Kept| {
        json!({
            "file": kept.path.display().to_string(),
            "why": kept.why,
            "damaged": kept.is_damaged(),
            "bytes": kept.size,
            "written_at": kept.written_at.to_rfc3339(),
        })
    };
    ui.answer(json!({ "backups": kept.iter().map(json).collect::<Vec<_>>() }), |ui| {
        for kept in &kept {
            let (file, why) = (kept.path.display().to_string(), kept.why.replace('-', " "));
            let (at, bytes) = (kept.written_at.to_rfc3339(), kept.size.to_string());
            ui.item([&file, &at, &why, &bytes], || {
                let when = context.ago(Some(Moment::Exact(kept.written_at)));
                Text::from(format!("{when}, {why}, {}: ", size(kept.size))).strong(&file)
            });
        }
        if kept.is_empty() {
            ui.note("no backups yet; one is taken before each import");
        } else if ui.width().is_some() {
            ui.next("invtrack restore FILE");
        }
    })
}

pub fn restore(args: &Restore, context: &Env, ui: &mut Ui) -> Result<Exit> {
    let hint = "nothing was changed; `invtrack backup --list` names the copies";
    drop(check::verified(&args.file).map_err(|error| Error { hints: vec![hint.to_owned()], ..error })?);
    if own::own(&context.database, &args.file) == Some(Own::Database) {
        return Err(Own::Database.refusal(&args.file));
    }
    if !args.yes && is_of_another(&args.file, context)? {
        ui.say("That is a copy of another record than the one it would replace.");
        let (prompt, instead) = ("Restore it all the same?", "--yes restores it without asking");
        prompt::agree(ui, prompt, instead, "Nothing was changed.")?;
    }
    let (mut store, kept) = set_aside(context)?;
    store.replace_with(&args.file, forget::again)?;
    let requests = store.read(|view| record::load(view, &Scope::Everything, context))?.requests.len();
    let (file, kept) = (args.file.display().to_string(), kept.map(|kept| kept.display().to_string()));
    ui.answer(json!({ "file": file, "kept": kept, "requests": requests }), |ui| {
        let what = count(requests, "request", "requests");
        ui.say(Text::from("Restored ").strong(&file).text(format!(": {what}.")));
        if let Some(kept) = &kept {
            ui.say(format!("  What was there before is kept in {kept}."));
        }
        ui.next("invtrack status");
    })
}

fn is_of_another(copy: &Path, context: &Env) -> Result<bool> {
    if check::is_damaged(&context.database)? {
        return Ok(false);
    }
    // A file that is named need not be there yet.
    Store::open_to_read(&context.database)?.map_or(Ok(false), |mut store| store.differs_from(copy))
}

/// Keeps a copy of what is there, however many are kept; a file that can't be read is moved aside as it is.
fn set_aside(context: &Env) -> Result<(Store, Option<PathBuf>)> {
    let kept = if check::is_damaged(&context.database)? {
        Some(backup::move_aside(&context.database, context.now)?)
    } else {
        backup::keep(&context.database, "before-restore", usize::MAX, context.now)?
    };
    Ok((context.open_to_add()?, kept))
}

/// `1.5 MB`
fn size(bytes: u64) -> String {
    match bytes.div_ceil(100_000) {
        0..10 => format!("{} kB", bytes.div_ceil(1000)),
        tenths => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}
