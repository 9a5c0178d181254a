//! `invtrack backup` and `invtrack restore`.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::view::Answer;
use super::{forget, record};
use crate::cli::{Backup, Restore};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::output::prompt::{self, Question};
use crate::output::text::{Line, Role};
use crate::output::ui::Ui;
use crate::record::date;
use crate::record::time::Moment;
use crate::store::Store;
use crate::store::backup::{self, Kept};
use crate::store::check;
use crate::store::own::{self, Own};

#[derive(Serialize)]
struct Written<'a> {
    file: &'a Path,
    bytes: u64,
}

#[derive(Serialize)]
struct Listed {
    backups: Vec<KeptView>,
}

#[derive(Serialize)]
struct KeptView {
    file: PathBuf,
    why: String,
    damaged: bool,
    bytes: u64,
    written_at: String,
}

#[derive(Serialize)]
struct Restored<'a> {
    file: &'a Path,
    kept: Option<PathBuf>,
    requests: usize,
}

/// Copies the file, or lists the copies.
pub fn run(args: &Backup, context: &Context, ui: &mut Ui) -> Result<Exit> {
    if args.list {
        return list(context, ui);
    }
    if let Some(file) = &args.file {
        context.refuse_to_write(file)?;
    }
    let mut store = context.open_to_read()?.ok_or_else(|| context.no_database())?;
    let path = match &args.file {
        Some(file) => file.clone(),
        None => backup::place(&context.database, Some(&store.record_id()?), "by-hand", context.now)?,
    };
    store.copy_to(&path, args.force)?;
    let bytes = path.metadata().map_or(0, |meta| meta.len());
    if ui.is_json() {
        ui.json(&Answer::new(Written { file: &path, bytes }))?;
        return Ok(Exit::Done);
    }
    let file = path.display().to_string();
    ui.say(&Line::plain("Wrote a backup to ").push(Role::Strong, file).text(format!(" ({}).", size(bytes))))?;
    Ok(Exit::Done)
}

fn list(context: &Context, ui: &mut Ui) -> Result<Exit> {
    let kept = backup::kept(&context.database)?;
    if ui.is_json() {
        let backups = kept.into_iter().map(|kept| KeptView {
            damaged: kept.is_damaged(),
            file: kept.path,
            why: kept.why,
            bytes: kept.size,
            written_at: kept.written_at.to_rfc3339(),
        });
        ui.json(&Answer::new(Listed { backups: backups.collect() }))?;
        return Ok(Exit::Done);
    }
    for kept in &kept {
        let when = date::ago(Moment::Exact(kept.written_at), context.now, context.zone);
        let why = why(kept);
        let file = kept.path.display().to_string();
        if ui.width().is_none() {
            ui.record(&[&file, &kept.written_at.to_rfc3339(), &why, &kept.size.to_string()])?;
        } else {
            ui.line(&Line::plain(format!("{when}, {why}, {}: ", size(kept.size))).push(Role::Strong, file))?;
        }
    }
    if kept.is_empty() {
        ui.note("no backups yet; one is taken before each import");
    } else if ui.width().is_some() {
        super::next(ui, "invtrack restore FILE")?;
    }
    Ok(Exit::Done)
}

/// Puts a copy in the place of the file; what was there is kept aside.
pub fn restore(args: &Restore, context: &Context, ui: &mut Ui) -> Result<Exit> {
    // Before anything is touched.
    let hint = "nothing was changed; `invtrack backup --list` names the copies";
    drop(check::verified(&args.file).map_err(|error| Error { hints: vec![hint.to_owned()], ..error })?);
    if own::own(&context.database, &args.file) == Some(Own::Database) {
        return Err(Own::Database.refusal(&args.file));
    }
    if !args.yes && is_of_another(&args.file, context)? {
        ui.say(&Line::plain("That is a copy of another record than the one it would replace."))?;
        let question =
            Question { prompt: "Restore it all the same?", instead: "--yes restores it without asking" };
        if !prompt::confirm(ui, question)? {
            ui.say(&Line::plain("Nothing was changed."))?;
            return Ok(Exit::Done);
        }
    }
    let (mut store, kept) = set_aside(context)?;
    store.replace_with(&args.file, forget::again)?;
    let requests = store.read(|view| record::load(view, None, context))?.requests.len();
    if ui.is_json() {
        ui.json(&Answer::new(Restored { file: &args.file, kept, requests }))?;
        return Ok(Exit::Done);
    }
    let file = args.file.display().to_string();
    let count = crate::output::text::count(requests, "request", "requests");
    ui.say(&Line::plain("Restored ").push(Role::Strong, file).text(format!(": {count}.")))?;
    if let Some(kept) = kept {
        ui.say(&Line::plain(format!("  What was there before is kept in {}.", kept.display())))?;
    }
    super::next(ui, "invtrack status")?;
    Ok(Exit::Done)
}

/// Whether a copy is of another record than the one that is there.
fn is_of_another(copy: &Path, context: &Context) -> Result<bool> {
    if check::is_damaged(&context.database)? {
        return Ok(false);
    }
    // A file that is named need not be there yet.
    Store::open_to_read(&context.database)?.map_or(Ok(false), |mut store| store.differs_from(copy))
}

/// Keeps a copy of what is there, however many are kept; a file that can't be read is moved aside as it is.
fn set_aside(context: &Context) -> Result<(Store, Option<PathBuf>)> {
    let kept = if check::is_damaged(&context.database)? {
        Some(backup::move_aside(&context.database, context.now)?)
    } else {
        backup::keep(&context.database, "before-restore", usize::MAX, context.now)?
    };
    Ok((context.open_to_add()?, kept))
}

/// `before import`
fn why(kept: &Kept) -> String {
    kept.why.replace('-', " ")
}

/// `1.5 MB`
fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    if tenths < 10 {
        format!("{} kB", bytes.div_ceil(1000))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
