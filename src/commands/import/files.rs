use std::collections::HashSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::import::page::PROFILE;
use crate::import::{self, MAX_FILE_MIB, Options, Reading};
use crate::output::prompt;
use crate::output::ui::Ui;

const STDIN: &str = "-";

const MOST_NAMED: usize = 4;

/// `imported a.zip, b.eml`: each once; of many some.
fn words(files: &[Reading]) -> String {
    let mut told = HashSet::new();
    let read = files.iter().filter(|file| file.report.kind != PROFILE);
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
    let mut files = Vec::new();
    if !pages.is_empty() {
        let attempt = format!("cannot import {}", pages[0].display());
        files = import::open_portability(&pages, options).map_err(|error| error.within(attempt))?;
    }
    for path in others {
        files.extend(open(path, options, ui)?);
    }
    // Among others it costs itself alone.
    if let Some(page) = files.iter().find(|file| file.report.kind == PROFILE)
        && files.iter().all(|file| file.report.kind == PROFILE)
    {
        return Err(Error::failed(format!("{} is a profile page", page.report.file))
            .hint("record it as a look: invtrack observe --paste < FILE"));
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
    let attempt = format!("cannot import {}", path.display());
    if !path.try_exists().unwrap_or(true) {
        return Err(Error::failed(attempt).caused_by("there is no such file"));
    }
    let mut progress = ui.progress();
    import::open(path, options, &mut |count, what| progress.tell(count, what))
        .map_err(|error| error.within(attempt))
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
