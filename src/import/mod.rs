//! What people have of LinkedIn becomes facts. A file that is not what it claims to be is an error; a row or mail that
//! makes no sense is named in the report. Nothing here knows the database, prints, or reads the clock.

mod archive;
pub mod changelog;
mod dates;
mod export;
mod foreign;
mod gather;
mod html;
mod input;
mod mail;
mod own;
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

use self::archive::{Contents, File, Kind, is_zip};
use self::foreign::Foreign;
use self::input::{
    HEAD_BYTES, MAX_FILE, Progress, READABLE, decoded, empty, name_of, read_all, unreadable, without_mark,
};
use crate::error::{Error, Result};
use crate::record::set::Record;
use crate::record::time::Day;

pub use input::{FileKind, MAX_FILE_MIB, Options, Reading, email_of};
pub use report::{Amount, Bad, Report};
pub use requests::mapping::Mapping;

pub fn open(path: &Path, options: &Options, progress: Progress) -> Result<Vec<Reading>> {
    let name = name_of(path);
    let metadata = fs::metadata(path).map_err(unreadable)?;
    let may_be = |kind| options.kind.is_none_or(|said| said == kind);
    if metadata.is_dir() {
        let mails = mail::in_folder(path, &name);
        if !may_be(FileKind::Export) {
            return mails.map(|mails| alone(mail::read(mails, &name, options, progress)));
        }
        let mut contents = archive::open_folder(path, &name, options)?;
        return match (contents.missing.take(), mails) {
            (None, _) => export::read(contents, &name, options),
            (Some(_), Ok(mails)) if may_be(FileKind::Mail) => {
                Ok(alone(mail::read(mails, &name, options, progress)))
            }
            (Some(missing), _) => Err(missing),
        };
    }
    if is_opened_by_shell(path) {
        let file = fs::File::open(path).map_err(unreadable)?;
        let name = path.display().to_string();
        return read_stream(BufReader::with_capacity(HEAD_BYTES, file), &name, options, progress);
    }
    // Opening a pipe would wait for ever.
    if !metadata.is_file() {
        return Err(Error::failed(format!("{name} is neither a file nor a folder")).hint(READABLE));
    }
    if let Some(mails) = archive::mails(path).filter(|_| may_be(FileKind::Mail)) {
        return Ok(alone(mail::read(mails, &name, options, progress)));
    }
    let file = fs::File::open(path).map_err(unreadable)?;
    let changed = archive::day_changed(&metadata, options.zone);
    let place = Place { name, folder: path.parent().map(name_of), changed };
    read(BufReader::with_capacity(HEAD_BYTES, file), &place, options, progress)
}

/// `<(command)`: somebody writes to it already.
fn is_opened_by_shell(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder == "/dev/fd") && !path.is_file()
}

pub fn read_stream(
    input: impl BufRead + 'static,
    name: &str,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    read(input, &Place { name: name.to_owned(), folder: None, changed: None }, options, progress)
}

struct Place {
    name: String,
    folder: Option<String>,
    changed: Option<Day>,
}

impl Place {
    /// Of which day a page or a table is, where nothing in it tells.
    fn day(&self, options: &Options) -> Day {
        let today = options.zone.day_of(options.now);
        let day = options.as_of.or_else(|| dates::in_name(&self.name)).or(self.changed);
        day.filter(|day| day.ymd().0 >= dates::FIRST_YEAR).map_or(today, |day| day.min(today))
    }
}

fn read(
    mut input: impl BufRead + 'static,
    place: &Place,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    if options.kind.is_none_or(|said| said == FileKind::Mail) {
        let head = input.fill_buf().map_err(unreadable)?;
        match mail::kind_of(head) {
            Some(_) if mail::is_saved_page(head) && options.kind.is_none() => {}
            Some(kind) => {
                let mails = mail::in_file(input, kind, name);
                return Ok(alone(mail::read(mails, name, options, progress)));
            }
            None if options.kind.is_some() => {
                return Err(mail::none(&format!("{name} is not an e-mail or a mailbox")));
            }
            None => {}
        }
    }
    let bytes = read_all(input, name, if options.messages { archive::MAX_MESSAGES } else { MAX_FILE })?;
    if bytes.is_empty() {
        return Err(empty(name));
    }
    let (bytes, encoding) = if is_zip(&bytes) { (bytes, None) } else { decoded(bytes, options.encoding) };
    let bytes = if mail::is_saved_page(&bytes) {
        mail::saved_page(&bytes).map_or(bytes, String::into_bytes)
    } else {
        bytes
    };
    let mut read = read_bytes(bytes, place, options, progress)?;
    for report in read.iter_mut().map(|read| &mut read.report) {
        report.details.extend(encoding.map(|encoding| ("encoding", encoding.name().to_owned())));
    }
    Ok(read)
}

fn read_bytes(bytes: Vec<u8>, place: &Place, options: &Options, progress: Progress) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    let own = || own::read(&bytes, name, options.now).map(|own| own.map(alone));
    let text = table::text(&bytes, name);
    let has_header = text.as_ref().is_ok_and(|text| export::kind_of(text).is_some());
    let is_list = has_header || options.map.is_empty() && Kind::of_renamed(name).is_some();
    match options.kind {
        Some(FileKind::Own) => own().unwrap_or_else(|| {
            Err(Error::failed(format!("{name} is no export of invtrack's own"))
                .hint("`invtrack export` writes what can be imported as its own"))
        }),
        // It knows the direction; a table of requests knows none.
        Some(FileKind::Table) if !has_header => {
            let table = requests::read(text?, name, place.day(options), options, progress)?;
            table.map(alone).ok_or_else(|| {
                Error::failed(format!("{name} is not a table with a header in its first line"))
                    .hint("save it as CSV, with the names of the columns in the first line")
            })
        }
        Some(FileKind::Page) => page::read(&bytes, name, place.day(options), options).map(alone),
        Some(_) => read_export(bytes, place, options),
        None => match own() {
            Some(own) => own,
            None => detect(bytes, is_list, place, options, progress),
        },
    }
}

/// What has the name or the header of one of LinkedIn's lists is that.
fn detect(
    bytes: Vec<u8>,
    is_list: bool,
    place: &Place,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    let foreign = foreign(&bytes);
    if portability::is_it(&bytes[..bytes.len().min(HEAD_BYTES)]) {
        return read_portability(&bytes, place, options);
    }
    let is_list = is_list || foreign.as_ref().is_some_and(|foreign| foreign.is_certain);
    let text = table::text(&bytes, name).ok().filter(|_| foreign.is_none());
    if let Some(text) = text.filter(|_| !is_list)
        && let Some(table) = requests::read(text, name, place.day(options), options, progress)?
    {
        return Ok(alone(table));
    }
    let page = if is_list || is_zip(&bytes) {
        None
    } else {
        page::detect(&bytes, name, place.day(options), options)
    };
    page.map_or_else(|| read_export(bytes, place, options), |page| page.map(alone))
}

fn read_export(bytes: Vec<u8>, place: &Place, options: &Options) -> Result<Vec<Reading>> {
    let Place { name, folder, changed } = place;
    if is_zip(&bytes) {
        let mut contents = archive::unpack(&bytes, name, options)?;
        return contents.missing.take().map_or_else(|| export::read(contents, name, options), Err);
    }
    let kind = match foreign(&bytes) {
        Some(Foreign { what: MESSAGES, .. }) if options.messages => Kind::Messages,
        Some(foreign) => return Err(no_export(name, &foreign)),
        None if name.to_lowercase().ends_with(".zip") => {
            return Err(no_export(name, &Foreign::other("not a zip in spite of its name")));
        }
        None => list_kind(table::text(&bytes, name)?, name)
            .ok_or_else(|| no_export(name, &Foreign::other("plain text of another kind")))?,
    };
    let names = [name.clone()].into_iter().chain(folder.clone()).collect();
    let files = vec![(kind, File { name: name.clone(), bytes, encoding: None, is_part: false })];
    let changed = (*changed).into_iter().collect();
    export::read(Contents { files, names, changed, ..Contents::default() }, name, options)
}

/// What was fetched is of the day of the file.
fn read_portability(bytes: &[u8], place: &Place, options: &Options) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    let (contents, changelog) = portability::read(without_mark(bytes), name, options)?;
    let changed = vec![place.changed.unwrap_or_else(|| options.zone.day_of(options.now))];
    let names = vec![name.to_owned()];
    let contents = Contents { names, changed, ..contents };
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
    let file =
        fs::File::open(path).ok().filter(|file| file.metadata().is_ok_and(|metadata| metadata.is_file()));
    let read = file.map(|file| file.take(HEAD_BYTES as u64).read_to_end(&mut head));
    read.is_some_and(|read| read.is_ok()) && portability::is_it(&decoded(head, None).0)
}

pub fn open_portability(paths: &[&Path], options: &Options) -> Result<Vec<Reading>> {
    let (mut bytes, mut changed) = (Vec::new(), None);
    for path in paths {
        let file = fs::File::open(path).map_err(unreadable)?;
        changed = changed.max(archive::day_changed(&file.metadata().map_err(unreadable)?, options.zone));
        let page = decoded(read_all(file, &name_of(path), MAX_FILE)?, options.encoding).0;
        bytes.extend_from_slice(without_mark(&page));
        bytes.push(b'\n');
    }
    let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
    read_portability(&bytes, &Place { name: names.join(" + "), folder: None, changed }, options)
}

fn list_kind(text: &str, name: &str) -> Option<Kind> {
    export::kind_of(text).or_else(|| Kind::of_renamed(name))
}

fn no_export(name: &str, foreign: &Foreign) -> Error {
    Error::failed(format!("{name} is {}, not a LinkedIn data export", foreign.what)).hint(foreign.way_out)
}

const MESSAGES: &str = "LinkedIn's messages.csv";

const REPLIES: &str =
    "add --messages to read it: replies are looked for, and nothing but who wrote and when is kept";
fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let is_messages = || export::is_messages(&foreign::head_of(bytes));
    let messages = || Foreign { what: MESSAGES, way_out: REPLIES, is_certain: true };
    foreign::of(bytes).or_else(|| is_messages().then(messages))
}

fn alone(reading: Reading) -> Vec<Reading> {
    vec![reading]
}
