//! Reading LinkedIn's data export ("Get a copy of your data"), its mails and copied pages: bytes to facts, or to rows
//! named as bad.
//!
//! There are two layers of failure. [`open`] as a whole fails with an [`ImportError`] if a file cannot be opened
//! or is not what it claims to be. A single row or mail that makes no sense is listed in [`Table::bad`] or
//! [`Mails::unreadable`], and the rest goes in. Nothing here knows the database, prints, or reads the clock.

mod archive;
mod as_of;
mod connections;
mod csv_text;
mod dates;
mod error;
pub mod facts;
mod folder;
pub mod gather;
mod invitations;
mod listing;
pub mod mail;
mod messages;
pub mod own;
pub mod page;
mod place;
mod records;
pub mod requests;
mod rows;
mod sniff;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::import::facts::ConnectionRow;
use crate::record::json::Brought;
use crate::record::slug::read_slug;
use crate::record::time::{Day, Instant, Zone};

use listing::Contents;

pub use error::ImportError;
pub use invitations::InvitationRow;
pub use mail::{BadMail, Mails};
pub use messages::{Messages, read as read_messages};
pub use page::CopiedPage;
pub use place::MAX_FILE_MIB;
pub use requests::{RequestTable, Wishes};

/// What the reader has to be told from outside.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day on which LinkedIn made the export, if the user says so.
    pub as_of: Option<Day>,
    /// The present.
    pub now: Instant,
    /// The wall clock that the times in the export are read by: LinkedIn writes them without a zone.
    pub zone: Zone,
    /// What the files are, if the user says so.
    pub kind: Option<FileKind>,
}

/// What a file can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// LinkedIn's data export, or one file of it.
    Export,
    /// A mail or many.
    Mail,
    /// A page that was copied or saved.
    Page,
    /// Any table of requests.
    Table,
    /// An export of invtrack's own.
    Own,
}

/// What a data export says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataExport {
    /// `Invitations.csv`, if the export has it.
    pub invitations: Option<Table<InvitationRow>>,
    /// `Connections.csv`, if the export has it.
    pub connections: Option<Table<ConnectionRow>>,
    /// The day that the export describes.
    pub as_of: AsOf,
    /// The other files in it, which nobody read.
    pub left_alone: Vec<String>,
}

/// The rows of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table<T> {
    /// The file as shown to the user: `Invitations.csv`.
    pub file: String,
    /// What could be read, in the order of the file.
    pub rows: Vec<T>,
    /// What could not be read. While there are any that matter, absence from [`Table::rows`] proves nothing.
    pub bad: Vec<BadRow>,
    /// How many of these say nothing about whether the others are all there.
    pub harmless: usize,
    /// What was understood and has nothing to say.
    pub skipped: Skipped,
}

/// How many rows were understood and have nothing to say.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Connections without name and URL: their accounts are closed.
    pub nameless: usize,
    /// Rows that repeat an earlier one to the letter.
    pub duplicates: usize,
    /// Rows of nothing but separators and blanks.
    pub blank: usize,
}

/// A row that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadRow {
    /// The file as shown to the user: `Invitations.csv`.
    pub file: String,
    /// The line in the file, from 1, on which the row starts.
    pub row: u64,
    /// Why; never what a cell says, which is somebody's personal information.
    pub reason: String,
}

/// The day that an export describes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsOf {
    /// The day, today at the latest.
    pub day: Day,
    /// How it is known.
    pub origin: AsOfOrigin,
}

/// How the day of an export is known, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum AsOfOrigin {
    /// The user said so.
    Given,
    /// From the name of the zip or folder (the day of generation, give or take one).
    FileName,
    /// From the newest plausible time of a file in it.
    EntryTime,
    /// From the newest date in its rows.
    NewestRow,
}

impl AsOfOrigin {
    /// Whether another day is just as likely.
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::EntryTime | Self::NewestRow)
    }

    /// In words, for the summary.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::FileName => "date in the name",
            Self::EntryTime => "file time",
            Self::NewestRow => "newest row",
        }
    }
}

impl DataExport {
    /// Every row that could not be read.
    pub fn bad_rows(&self) -> impl Iterator<Item = &BadRow> {
        let invitations = self.invitations.iter().flat_map(|table| &table.bad);
        invitations.chain(self.connections.iter().flat_map(|table| &table.bad))
    }

    /// What was understood and has nothing to say, a file each.
    pub fn skipped(&self) -> impl Iterator<Item = Skipped> {
        let invitations = self.invitations.iter().map(|table| table.skipped);
        invitations.chain(self.connections.iter().map(|table| table.skipped))
    }
}

impl<T> Table<T> {
    /// Whether all that matters could be read, so that absence means something.
    pub const fn is_complete(&self) -> bool {
        self.bad.len() == self.harmless
    }
}

/// What a path leads to.
pub enum Found {
    /// A data export, or one file of it.
    Export(DataExport),
    /// A mail or many.
    Mails(Mails),
    /// A copied or saved page.
    Page(CopiedPage),
    /// The messages of a data export.
    Messages(Messages),
    /// A table of requests, whose rows are still to be read.
    Requests(Box<RequestTable>),
    /// An export of invtrack's own.
    Own(Box<Brought>),
}

/// Reads what is at `path`: what the user says it is, or what its content shows.
pub fn open(path: &Path, options: &Options, wishes: &Wishes) -> Result<Found, ImportError> {
    let table =
        || requests::open(path, options, wishes).map(|table| table.map(Box::new).map(Found::Requests));
    let own = || own::open(path, options.now).map(|brought| brought.map(Box::new).map(Found::Own));
    match options.kind {
        None => match (own()?, table) {
            (Some(own), _) => Ok(own),
            (None, table) => table()?.map_or_else(|| detect(path, options), Ok),
        },
        Some(FileKind::Own) => own()?.ok_or_else(|| ImportError::NoOwn { file: place::name_of(path) }),
        Some(FileKind::Table) => table()?.ok_or_else(|| ImportError::NoTable { file: place::name_of(path) }),
        Some(FileKind::Export) => read(path, options).map(Found::Export),
        Some(FileKind::Mail) => Ok(Found::Mails(mail::read_mails(path, options.now)?)),
        Some(FileKind::Page) => page::open(path, options).map(Found::Page),
    }
}

fn detect(path: &Path, options: &Options) -> Result<Found, ImportError> {
    if mail::is_file_of_mail(path)? {
        return Ok(Found::Mails(mail::read_mails(path, options.now)?));
    }
    match read(path, options) {
        // A folder without the files of an export may be one of mails.
        Err(error) if error.is_about_what_is_missing() => {
            mail::read_mails(path, options.now).map(Found::Mails).map_err(|_| error)
        }
        // What is neither may be a page; if it is none that is known, the first error tells what is.
        Err(error) if error.may_be_of_a_page() => match page::open(path, options) {
            Err(ImportError::Page { error: of_page, .. }) if !of_page.is_of_a_page() => Err(error),
            page => page.map(Found::Page),
        },
        read => read.map(Found::Export),
    }
}

/// As [`open`], and the messages beside it or in it, if there are any.
pub fn open_with_messages(
    path: &Path,
    options: &Options,
    wishes: &Wishes,
) -> Result<Vec<Found>, ImportError> {
    let found = open(path, options, wishes);
    let may_be_messages = |error: &ImportError| {
        error.is_about_what_is_missing() || matches!(error, ImportError::NotAnExport { .. })
    };
    let messages = match &found {
        Ok(Found::Export(_)) => messages::open(path, options)?,
        Err(error) if may_be_messages(error) => messages::open(path, options)?,
        _ => None,
    };
    match (found, messages) {
        (found, None) => Ok(vec![found?]),
        (Ok(mut found), Some(messages)) => {
            if let Found::Export(export) = &mut found {
                export.left_alone.retain(|path| !messages::is_of_messages(path));
            }
            Ok(vec![found, Found::Messages(messages)])
        }
        (Err(_), Some(messages)) => Ok(vec![Found::Messages(messages)]),
    }
}

/// Reads a data export: a zip, the unzipped folder, or only its `Invitations.csv` or `Connections.csv`.
pub fn read(path: &Path, options: &Options) -> Result<DataExport, ImportError> {
    tell(place::open(path, options.zone)?, options)
}

/// Reads a data export that is in memory: what a zip or a table called `name` holds.
pub fn read_bytes(bytes: Vec<u8>, name: &str, options: &Options) -> Result<DataExport, ImportError> {
    tell(place::contents_of(bytes, name.to_owned())?, options)
}

fn tell(contents: Contents, options: &Options) -> Result<DataExport, ImportError> {
    let invitations = contents.invitations.map(|file| invitations::read(&file, options)).transpose()?;
    let connections = contents.connections.map(|file| connections::read(&file, options)).transpose()?;
    let newest_row = newest_day(invitations.as_ref(), connections.as_ref());
    let clues = as_of::Clues { names: &contents.names, changed: &contents.changed, newest_row };
    let as_of = as_of::tell(options, &clues).ok_or(ImportError::NoDay)?;
    Ok(DataExport { invitations, connections, as_of, left_alone: contents.left_alone })
}

/// The cap on a name, in characters; LinkedIn's own is 60.
const MAX_NAME_CHARS: usize = 200;

/// The slug of a profile URL; an empty one is allowed, another page's is not.
fn slug_of(url: &str) -> Result<Option<String>, &'static str> {
    if url.is_empty() {
        return Ok(None);
    }
    let slug = if url.contains('/') { read_slug(url).ok() } else { None };
    slug.map(Some).ok_or("the profile URL is not one")
}

fn newest_day(sent: Option<&Table<InvitationRow>>, made: Option<&Table<ConnectionRow>>) -> Option<Day> {
    let sent = sent.and_then(|table| table.rows.iter().map(|row| row.at.day()).max());
    let made = made.and_then(|table| table.rows.iter().map(|row| row.connected_on).max());
    sent.max(made)
}
