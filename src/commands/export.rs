//! `invtrack export`: everything in JSON, requests as a table, due dates as a calendar.

mod calendar;
mod sheet;

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::record;
use super::view::{Answer, judge_all};
use crate::cli::{Export, ExportFormat};
use crate::context::Context;
use crate::error::{Error, Exit, Result};
use crate::import::MAX_FILE_MIB;
use crate::model::judge::{Judge, Judged};
use crate::model::request::Request;
use crate::output::file;
use crate::output::text::{Line, Role, count};
use crate::output::ui::Ui;
use crate::record::json;
use crate::store::Store;

#[derive(Serialize)]
struct Exported<'a> {
    file: &'a Path,
    format: &'static str,
    entries: usize,
}

/// Exports what is on record.
pub fn run(args: &Export, context: &Context, ui: &mut Ui) -> Result<Exit> {
    let format = args.format();
    if ui.is_json() && args.output.is_none() && format != ExportFormat::Json {
        return Err(Error::usage("--json: a table or a calendar is not JSON")
            .hint("leave --json out, or write the export to a file with --output FILE"));
    }
    if let Some(path) = &args.output {
        context.refuse_to_write(path)?;
    }
    let store = context.open_to_read()?;
    if store.is_none() {
        ui.note(&format!("nothing is recorded yet; looked in {}", context.database.display()));
    }
    let (body, entries) = match format {
        ExportFormat::Json => whole(store, context)?,
        ExportFormat::Csv => judged(context, sheet::table)?,
        ExportFormat::Ics => judged(context, calendar::calendar)?,
    };
    let Some(path) = &args.output else {
        ui.document(body)?;
        return Ok(Exit::Done);
    };
    file::write(path, args.force, body)?;
    let is_large = |file: std::fs::Metadata| file.len() > MAX_FILE_MIB << 20;
    if format == ExportFormat::Json && path.metadata().is_ok_and(is_large) {
        ui.warn(&format!("that is more than the {MAX_FILE_MIB} MiB that `invtrack import` takes at once"));
    }
    if ui.is_json() {
        ui.json(&Answer::new(Exported { file: path, format: format.word(), entries }))?;
    } else {
        let what = match format {
            ExportFormat::Ics => count(entries, "event", "events"),
            ExportFormat::Json => count(entries, "fact", "facts"),
            ExportFormat::Csv => count(entries, "request", "requests"),
        };
        let path = path.display().to_string();
        ui.say(&Line::plain(format!("Wrote {what} to ")).push(Role::Strong, path).text("."))?;
    }
    Ok(Exit::Done)
}

/// What to write, and how many entries it has.
type Content = (Box<dyn FnOnce(&mut dyn Write) -> io::Result<()>>, usize);

fn whole(store: Option<Store>, context: &Context) -> Result<Content> {
    let loaded = store.map(|mut store| store.read(|view| view.all())).transpose()?.unwrap_or_default();
    let (record, exported_at) = (loaded.record, context.now);
    let entries = record.facts.len();
    let write = move |mut out: &mut dyn Write| json::write(&record, exported_at, &mut out);
    Ok((Box::new(write), entries))
}

fn judged(
    context: &Context,
    make: impl FnOnce(&[(&Request, Judged)], &Judge, &Context) -> Content,
) -> Result<Content> {
    let book = record::read(context)?;
    let (judge, judged) = judge_all(&book, context);
    Ok(make(&judged, &judge, context))
}
