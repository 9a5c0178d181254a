//! What people have of LinkedIn becomes facts. A file that is not what it claims to be is an error; a row or mail that
//! makes no sense is named in the report. Nothing here knows the database, prints, or reads the clock.

mod archive;
mod dates;
mod export;
mod gather;
mod html;
mod input;
mod mail;
mod own;
pub mod page;
mod report;
mod requests;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::io::{BufRead, BufReader};
use std::path::Path;

use fs_err as fs;

use self::archive::{Contents, File, Kind};
use self::input::{HEAD_BYTES, MAX_FILE, Progress, READABLE, name_of, read_all, unreadable};
use crate::error::{Error, Result};
use crate::record::time::Day;

pub use dates::DateOrder;
pub use input::{FileKind, MAX_FILE_MIB, Options, Reading};
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
        let mut contents = archive::open_folder(path, &name, options.messages, options.zone)?;
        return match (contents.missing.take(), mails) {
            (None, _) => export::read(contents, &name, options),
            (Some(_), Ok(mails)) if may_be(FileKind::Mail) => {
                Ok(alone(mail::read(mails, &name, options, progress)))
            }
            (Some(missing), _) => Err(missing),
        };
    }
    // Opening a pipe would wait for ever.
    if !metadata.is_file() {
        return Err(Error::failed(format!("{name} is neither a file nor a folder")).hint(READABLE));
    }
    let file = fs::File::open(path).map_err(unreadable)?;
    let changed = archive::day_changed(&metadata, options.zone);
    let place = Place { name, folder: path.parent().map(name_of), changed };
    read(BufReader::with_capacity(HEAD_BYTES, file), place, options, progress)
}

pub fn read_stream(
    input: impl BufRead + 'static,
    name: &str,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    read(input, Place { name: name.to_owned(), folder: None, changed: None }, options, progress)
}

struct Place {
    name: String,
    folder: Option<String>,
    changed: Option<Day>,
}

fn read(
    mut input: impl BufRead + 'static,
    place: Place,
    options: &Options,
    progress: Progress,
) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    if options.kind.is_none_or(|said| said == FileKind::Mail) {
        match mail::kind_of(input.fill_buf().map_err(unreadable)?) {
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
    let own = || own::read(&bytes, name, options.now).map(|own| own.map(alone));
    match options.kind {
        Some(FileKind::Own) => own().unwrap_or_else(|| {
            Err(Error::failed(format!("{name} is no export of invtrack's own"))
                .hint("`invtrack export` writes what can be imported as its own"))
        }),
        Some(FileKind::Table) => {
            let table = requests::read(table::text(&bytes, name)?, name, options, progress)?;
            table.map(alone).ok_or_else(|| {
                Error::failed(format!("{name} is not a table with a header in its first line"))
                    .hint("save it as CSV, with the names of the columns in the first line")
            })
        }
        Some(FileKind::Page) => page::read(&bytes, name, options).map(alone),
        Some(_) => read_export(bytes, place, options),
        None => match own() {
            Some(own) => own,
            None => detect(bytes, place, options, progress),
        },
    }
}

/// What has the name or the header of one of LinkedIn's lists is that, unless the user maps its columns.
fn detect(bytes: Vec<u8>, place: Place, options: &Options, progress: Progress) -> Result<Vec<Reading>> {
    let name = place.name.as_str();
    let foreign = foreign(&bytes);
    let text = table::text(&bytes, name).ok().filter(|_| foreign.is_none());
    let is_list = foreign == Some(MESSAGES) || text.is_some_and(|text| list_kind(text, name).is_some());
    if let Some(text) = text.filter(|_| !is_list || !options.map.is_empty())
        && let Some(table) = requests::read(text, name, options, progress)?
    {
        return Ok(alone(table));
    }
    let page = if is_list || is_zip(&bytes) { None } else { page::detect(&bytes, name, options) };
    page.map_or_else(|| read_export(bytes, place, options), |page| page.map(alone))
}

fn read_export(bytes: Vec<u8>, place: Place, options: &Options) -> Result<Vec<Reading>> {
    let Place { name, folder, changed } = place;
    if is_zip(&bytes) {
        let mut contents = archive::unpack(&bytes, &name, options.messages)?;
        return contents.missing.take().map_or_else(|| export::read(contents, &name, options), Err);
    }
    let kind = match foreign(&bytes) {
        Some(MESSAGES) if options.messages => Kind::Messages,
        Some(what) => return Err(no_export(&name, what)),
        None if name.to_lowercase().ends_with(".zip") => {
            return Err(no_export(&name, "not a zip in spite of its name"));
        }
        None => list_kind(table::text(&bytes, &name)?, &name)
            .ok_or_else(|| no_export(&name, "some other text"))?,
    };
    let names = [name.clone()].into_iter().chain(folder).collect();
    let files = vec![(kind, File { name: name.clone(), bytes })];
    let changed = changed.into_iter().collect();
    export::read(Contents { files, names, changed, ..Contents::default() }, &name, options)
}

fn list_kind(text: &str, name: &str) -> Option<Kind> {
    export::kind_of(text).or_else(|| Kind::of_renamed(name))
}

fn no_export(name: &str, what: &str) -> Error {
    let messages =
        "add --messages to read it: replies are looked for, and nothing but who wrote and when is kept";
    let hint = if what == MESSAGES { messages } else { READABLE };
    Error::failed(format!("{name} is {what}, not a LinkedIn data export")).hint(hint)
}

const MESSAGES: &str = "LinkedIn's messages.csv";

const MAGIC: [(&[u8], &str); 10] = [
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
];

fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(&magic[..]))
}

fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let begins = |with: &str| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    match magic {
        Some((_, what)) => Some(what),
        None if begins("<!doctype html") || begins("<html") => Some("an HTML page"),
        None if begins("<") => Some("an XML or HTML file"),
        None if begins("{") || begins("[") => Some("a JSON file"),
        None => export::is_messages(head).then_some(MESSAGES),
    }
}

fn alone(reading: Reading) -> Vec<Reading> {
    vec![reading]
}
