//! What people have of LinkedIn becomes facts. A file that is not what it claims to be is an error; a row or mail that
//! makes no sense is named in the report. Nothing here knows the database, prints, or reads the clock.

mod archive;
pub mod changelog;
mod contents;
mod dates;
mod export;
mod foreign;
mod gather;
mod input;
mod lines;
mod mail;
pub mod page;
mod portability;
mod report;
mod requests;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use fs_err as fs;

use self::archive::is_zip;
use self::contents::{Contents, Kind, ListFile};
use self::foreign::Foreign;
use self::input::{
    HEAD_BYTES, MAX_FILE, Progress, READABLE, decoded, empty, name_of, read_all, unreadable, without_mark,
};
use crate::error::{Error, Result};
use crate::record::json::{self, Brought, KIND};
use crate::record::set::Record;
use crate::record::suggest::Refusal;
use crate::record::time::{Day, Instant};

pub use input::{FileKind, MAX_FILE_MIB, Options, Reading, email_of};
pub use report::{Amount, Bad, Report};
pub use requests::mapping::Mapping;

/// An error only where nothing of it can be read; bad rows and mails stand in the report.
pub fn open(path: &Path, options: &Options, progress: Progress) -> Result<Vec<Reading>> {
    let name = name_of(path);
    let metadata = fs::metadata(path).map_err(unreadable)?;
    let may_be = |kind| options.kind.is_none_or(|said| said == kind);
    if metadata.is_dir() {
        let mut mails = || Ok(vec![mail::read(mail::in_folder(path, &name)?, &name, options, progress)]);
        if !may_be(FileKind::Export) {
            return mails();
        }
        let mut contents = contents::open_folder(path, &name, options)?;
        return match contents.missing.take() {
            None => export::read(contents, &name, options),
            Some(missing) if may_be(FileKind::Mail) => mails().map_err(|_: Error| missing),
            Some(missing) => Err(missing),
        };
    }
    // `<(command)`: somebody writes to it already. Opening another pipe would wait for ever.
    let is_opened_by_shell = path.parent().is_some_and(|folder| folder == "/dev/fd") && !metadata.is_file();
    let place = if is_opened_by_shell {
        FileInfo { name: path.display().to_string(), folder: None, changed: None }
    } else if metadata.is_file() {
        if let Some(mails) = archive::mails(path).filter(|_| may_be(FileKind::Mail)) {
            return Ok(vec![mail::read(mails, &name, options, progress)]);
        }
        let changed = contents::day_changed(&metadata, options.zone);
        FileInfo { name, folder: path.parent().map(name_of), changed }
    } else {
        return Err(Error::failed(format!("{name} is neither a file nor a folder")).hint(READABLE));
    };
    let file = fs::File::open(path).map_err(unreadable)?;
    read(BufReader::with_capacity(HEAD_BYTES, file), &place, options, progress)
}

pub fn read_stream(
    input: impl BufRead,
    name: &str,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    read(input, &FileInfo { name: name.to_owned(), folder: None, changed: None }, options, progress)
}

struct FileInfo {
    name: String,
    folder: Option<String>,
    changed: Option<Day>,
}

impl FileInfo {
    /// Of which day a page or a table is, where nothing in it tells.
    fn day(&self, options: &Options) -> Day {
        let today = options.zone.day_of(options.now);
        let day = options.as_of.or_else(|| dates::in_name(&self.name)).or(self.changed);
        day.filter(|day| day.ymd().0 >= dates::FIRST_YEAR).map_or(today, |day| day.min(today))
    }
}

fn read(
    mut input: impl BufRead,
    place: &FileInfo,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    if options.kind.is_none_or(|said| said == FileKind::Mail) {
        let head = input.fill_buf().map_err(unreadable)?;
        let is_page = options.kind.is_none() && mail::is_saved_page(head);
        match mail::format_of(head).filter(|_| !is_page) {
            Some(format) => {
                let mails = |take: mail::Take| mail::in_file(input, format, name, take);
                return Ok(vec![mail::read(mails, name, options, progress)]);
            }
            None if options.kind.is_some() => {
                return Err(mail::none(&format!("{name} is not an e-mail or a mailbox")));
            }
            None => {}
        }
    }
    let bytes = read_all(input, name, if options.messages { contents::MAX_MESSAGES } else { MAX_FILE })?;
    if bytes.is_empty() {
        return Err(empty(name));
    }
    let (bytes, encoding) = if is_zip(&bytes) { (bytes, None) } else { decoded(bytes, options.encoding) };
    let bytes = mail::saved_page(&bytes).map_or(bytes, String::into_bytes);
    let mut read = read_bytes(bytes, place, options, progress)?;
    for report in read.iter_mut().map(|read| &mut read.report) {
        report.details.extend(encoding.map(|encoding| ("encoding", encoding.name().to_owned())));
    }
    Ok(read)
}

/// What the user says it is, else what it is first of these: what has the name or the header of one of LinkedIn's lists
/// is that.
fn read_bytes(
    bytes: Vec<u8>,
    place: &FileInfo,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    let (name, said, day) = (place.name.as_str(), options.kind, place.day(options));
    let may_be = |kind| said.is_none_or(|said| said == kind);
    if may_be(FileKind::Own) {
        match own(&bytes, name, options.now) {
            Some(own) => return own.map(|own| vec![own]),
            None if said.is_none() => {}
            None => {
                return Err(Error::failed(format!("{name} is not an export of invtrack's own"))
                    .hint("`invtrack export` writes what can be imported as its own"));
            }
        }
    }
    if said.is_none() && portability::is_it(&bytes[..bytes.len().min(HEAD_BYTES)]) {
        return read_portability(&bytes, place, options);
    }
    let (text, foreign) = (table::text(&bytes, name), foreign(&bytes));
    // It knows the direction; a table of requests knows none.
    let has_header = text.as_ref().is_ok_and(|text| export::kind_of(text).is_some());
    let is_list = has_header
        || options.map.is_empty() && Kind::of_renamed(name).is_some()
        || foreign.as_ref().is_some_and(|foreign| foreign.is_certain);
    if said == Some(FileKind::Table) && !has_header {
        let table = requests::read(text?, name, day, options, progress)?;
        return table.map(|table| vec![table]).ok_or_else(|| {
            Error::failed(format!("{name} is not a table with a header in its first line"))
                .hint("save it as CSV, with the names of the columns in the first line")
        });
    }
    if said.is_none()
        && !is_list
        && foreign.is_none()
        && let Ok(text) = text
        && let Some(table) = requests::read(text, name, day, options, progress)?
    {
        return Ok(vec![table]);
    }
    if said == Some(FileKind::Page) || said.is_none() && !is_list && !is_zip(&bytes) {
        match page::read(&bytes, name, day, options) {
            Ok(page) => return Ok(vec![page]),
            Err((error, is_page)) if is_page || said.is_some() => return Err(error),
            Err(_) => {}
        }
    }
    read_export(bytes, place, options)
}

/// invtrack's own export (`invtrack export`): a backup, or what another machine knows.
fn own(bytes: &[u8], name: &str, now: Instant) -> Option<Result<Reading>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_ours = text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && text.contains(&format!("\"{KIND}\""));
    is_ours.then(|| {
        let refused = |refusal: Refusal| Error::failed(format!("{name}: {refusal}")).hint_if(refusal.hint());
        let Brought { record, forgotten, waiting } = json::read(text, now).map_err(refused)?;
        let read = vec![
            Amount::new(record.facts.len(), "fact", "facts"),
            Amount::new(record.lists.len(), "list", "lists"),
        ];
        let (file, kind) = (name.to_owned(), "invtrack-export");
        let report = Report { file, kind, read, notes: waiting, ..Report::default() };
        Ok(Reading { forgotten, ..Reading::new(report, record) })
    })
}

fn read_export(bytes: Vec<u8>, place: &FileInfo, options: &Options) -> Result<Vec<Reading>> {
    let FileInfo { name, folder, changed } = place;
    if is_zip(&bytes) {
        let mut contents = archive::unpack(&bytes, name, options)?;
        return contents.missing.take().map_or_else(|| export::read(contents, name, options), Err);
    }
    let refused = |foreign: &Foreign| {
        let what = format!("{name} is {}, not a LinkedIn data export", foreign.what);
        Err(Error::failed(what).hint(foreign.way_out))
    };
    let kind = match foreign(&bytes) {
        Some(Foreign { what: MESSAGES, .. }) if options.messages => Kind::Messages,
        Some(foreign) => return refused(&foreign),
        None if name.to_lowercase().ends_with(".zip") => {
            return refused(&Foreign::other("not a zip in spite of its name"));
        }
        None => match export::kind_of(table::text(&bytes, name)?).or_else(|| Kind::of_renamed(name)) {
            Some(kind) => kind,
            None => return refused(&Foreign::other("plain text of another kind")),
        },
    };
    let names = [name.clone()].into_iter().chain(folder.clone()).collect();
    let files = vec![(kind, ListFile { name: name.clone(), bytes, encoding: None, is_part: false })];
    let changed = (*changed).into_iter().collect();
    export::read(Contents { files, names, changed, ..Contents::default() }, name, options)
}

/// What was fetched is of the day of the file.
fn read_portability(bytes: &[u8], place: &FileInfo, options: &Options) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    let (contents, changelog) = portability::read(without_mark(bytes), name, options)?;
    let changed = vec![place.changed.unwrap_or_else(|| options.zone.day_of(options.now))];
    let contents = Contents { names: vec![name.to_owned()], changed, ..contents };
    let mut read =
        if contents.files.is_empty() { Vec::new() } else { export::read(contents, name, options)? };
    if !changelog.is_empty() || read.is_empty() {
        let report = changelog.report(name);
        read.push(Reading { changelog, ..Reading::new(report, Record::default()) });
    }
    for report in read.iter_mut().map(|read| &mut read.report) {
        report.details.insert("source", "LinkedIn's data portability API".to_owned());
    }
    Ok(read)
}

/// Pages of one list, each in a file of its own.
pub fn is_portability(path: &Path) -> bool {
    let mut head = Vec::new();
    let mut read = || fs::File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head);
    path.is_file() && read().is_ok() && portability::is_it(&decoded(head, None).0)
}

pub fn open_portability(paths: &[&Path], options: &Options) -> Result<Vec<Reading>> {
    let (mut bytes, mut changed) = (Vec::new(), None);
    for path in paths {
        let file = fs::File::open(path).map_err(unreadable)?;
        changed = changed.max(contents::day_changed(&file.metadata().map_err(unreadable)?, options.zone));
        let page = decoded(read_all(file, &name_of(path), MAX_FILE)?, options.encoding).0;
        bytes.extend_from_slice(without_mark(&page));
        bytes.push(b'\n');
    }
    let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
    read_portability(&bytes, &FileInfo { name: names.join(" + "), folder: None, changed }, options)
}

const MESSAGES: &str = "LinkedIn's messages.csv";

const REPLIES: &str =
    "add --messages to read it: replies are looked for, and nothing but who wrote and when is kept";

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let is_messages = || export::is_messages(&foreign::head_of(bytes));
    let messages = || Foreign { what: MESSAGES, way_out: REPLIES, is_certain: true };
    foreign::of(bytes).or_else(|| is_messages().then(messages))
}
