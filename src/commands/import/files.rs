use std::collections::HashSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::commands::prelude::*;
use crate::import::{self, Amount, Bad, MAX_FILE_MIB, Options, Reading, Report};
use crate::record::set::Record;

const STDIN: &str = "-";

/// What the report calls a file that costs nothing but itself.
const UNREAD: &str = "unread";

const MOST_NAMED: usize = 4;
/// In bytes.
const LONGEST_HINT: usize = 120;

/// `imported a.zip, b.eml`: each once; of many some.
fn words(files: &[Reading]) -> String {
    let mut told = HashSet::new();
    let read = files.iter().filter(|file| file.report.kind != UNREAD);
    let mut names: Vec<&str> = read.map(|file| file.report.file.as_str()).collect();
    names.retain(|name| told.insert(*name));
    let more = names.len().saturating_sub(MOST_NAMED - 1);
    if names.len() <= MOST_NAMED {
        return format!("imported {}", names.join(", "));
    }
    names.truncate(MOST_NAMED - 1);
    format!("imported {}, {more} more", names.join(", "))
}

pub fn open_all(paths: &[PathBuf], options: &Options, ui: &mut Ui) -> Result<(Vec<Reading>, String)> {
    // Pages that were fetched one by one are one list.
    let (pages, others): (Vec<&Path>, Vec<&Path>) =
        paths.iter().map(PathBuf::as_path).partition(|path| import::is_portability(path));
    let missing = |path: &&PathBuf| path.as_path() != Path::new(STDIN) && !path.try_exists().unwrap_or(true);
    if let Some(path) = paths.iter().find(missing) {
        return Err(Error::failed(attempt(path)).caused_by("there is no such file"));
    }
    let mut opened = Vec::new();
    if let Some(first) = pages.first() {
        opened.push((
            *first,
            import::open_portability(&pages, options).map_err(|error| error.within(attempt(first))),
        ));
    }
    for path in others {
        opened.push((path, open(path, options, ui)));
    }
    let is_only = opened.iter().all(|(_, read)| read.is_err());
    let mut files = Vec::new();
    for (path, read) in opened {
        match read {
            Ok(read) => files.extend(read),
            // Among others it costs itself alone.
            Err(error) if !is_only && error.exit == Exit::Failed => files.push(unread(path, error)),
            Err(error) => return Err(error),
        }
    }
    let has = |kind| files.iter().any(|file| file.report.kind == kind);
    if options.messages && !has("messages") {
        return Err(Error::failed("--messages: there is no messages.csv in what is given")
            .hint("tick Messages when you ask LinkedIn for a copy of your data"));
    }
    if !has("table") && !options.map.is_empty() {
        return Err(Error::usage("--map is for tables of requests, and none is given"));
    }
    if !has("table") && !has("export") && options.order.is_some() {
        return Err(Error::usage("--date-order is for tables and data exports, and none is given"));
    }
    let words = words(&files);
    Ok((files, words))
}

fn open(path: &Path, options: &Options, ui: &mut Ui) -> Result<Vec<Reading>> {
    if path == Path::new(STDIN) {
        return open_stdin(options, ui);
    }
    let mut progress = ui.progress();
    import::open(path, options, &mut |count, what| progress.tell(count, what))
        .map_err(|error| error.within(attempt(path)))
}

fn attempt(path: &Path) -> String {
    format!("cannot import {}", path.display())
}

fn unread(path: &Path, Error { causes, hints, .. }: Error) -> Reading {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    // What can be read at all is told where it is the only file.
    let hints = hints.into_iter().filter(|hint| hint.len() <= LONGEST_HINT);
    let reason = causes.into_iter().chain(hints).collect::<Vec<_>>().join("; ");
    let reason = reason.strip_prefix(&format!("{file} is ")).map(str::to_owned).unwrap_or(reason);
    let bad = vec![Bad { file: file.clone(), row: None, reason }];
    Reading::new(Report { file, kind: UNREAD, bad, ..Report::default() }, Record::default())
}

fn open_stdin(options: &Options, ui: &mut Ui) -> Result<Vec<Reading>> {
    const NAME: &str = "standard input";
    let bytes = prompt::paste(MAX_FILE_MIB << 20, ui)
        .map_err(|error| Error::failed(format!("cannot read {NAME}")).caused_by(error))?;
    if bytes.is_empty() {
        return Err(Error::failed(format!("{NAME} is empty"))
            .hint("select all on the page, copy it, and paste it here or pipe it in"));
    }
    if bytes.len() as u64 > MAX_FILE_MIB << 20 {
        return Err(Error::failed(format!("{NAME} is larger than {MAX_FILE_MIB} MiB"))
            .hint("save it as a file, and import that"));
    }
    let mut progress = ui.progress();
    import::read_stream(Cursor::new(bytes), NAME, options, &mut |count, what| progress.tell(count, what))
        .map_err(|error| error.within(format!("cannot import {NAME}")))
}

const MOST_TOLD: usize = 50;

pub fn tell(report: &Report, read: &str, ui: &mut Ui) {
    let line = Text::from(format!("{read} ")).strong(&report.file);
    let day = report.as_of.map_or_else(String::new, |day| format!(" as of {}", day.with_weekday()));
    let origin = report.as_of_origin.map_or_else(String::new, |origin| format!(" ({origin})"));
    let whole = if report.kind == "page" && report.complete == Some(true) { ", the whole list" } else { "" };
    let read = amounts(&report.read).unwrap_or_else(|| "nothing".to_owned());
    if report.kind != UNREAD {
        ui.say(line.text(format!("{day}{origin}: {read}{whole}.")));
    }
    for (title, text) in &report.details {
        group(ui, title, text);
    }
    if let Some(skipped) = amounts(&report.skipped) {
        group(ui, "skipped", &skipped);
    }
    report.notes.iter().for_each(|note| ui.note(note));
    for bad in report.bad.iter().chain(&report.minor).take(MOST_TOLD) {
        let place = bad.row.map_or_else(|| bad.file.clone(), |row| format!("{}:{row}", bad.file));
        ui.warn(&format!("{place}: left out: {}", bad.reason));
    }
    let more = (report.bad.len() + report.minor.len()).saturating_sub(MOST_TOLD) + report.more_bad;
    if more > 0 {
        ui.warn(&format!("and {more} more; `invtrack import --json` names them all"));
    }
}

fn amounts(amounts: &[Amount]) -> Option<String> {
    let some = amounts.iter().filter(|amount| amount.number > 0);
    let told: Vec<String> = some.map(|amount| count(amount.number, amount.one, amount.what)).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn group(ui: &mut Ui, title: &str, text: &str) {
    ui.say(Text::from("  ").faint(format!("{title:<11}")).text(text));
}
