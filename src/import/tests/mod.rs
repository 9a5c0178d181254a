//! Exports as they come, odd and hostile ones too, built in a temporary folder and read through [`open`].

mod archives;
mod fuzz;
mod gather;
mod places;
mod samples;
mod tables;

use std::io::{Cursor, Write};
use std::path::PathBuf;

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::record::list::{List, ListKind};
use crate::record::set::Record;
use crate::record::time::{Instant, Zone};

const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
    Me,Ana Lee,\"10/5/26, 6:57 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana-lee\n";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
    Zoë,Brandt,https://www.linkedin.com/in/zo%C3%AB-brandt,,Fabrikam,Engineer,04 Oct 2026\n";

/// What is read is taken for an export.
fn options() -> Options {
    let now = Instant::parse_rfc3339("2026-11-10T12:00:00Z").unwrap();
    Options { kind: Some(FileKind::Export), ..Options::new(now, Zone::Utc) }
}

fn read(path: &Path, options: &Options) -> Result<Reading> {
    Ok(open(path, options, &mut |_, _| ())?.remove(0))
}

/// Words and day of its as-of day.
fn as_of(reading: &Reading) -> (Day, &'static str) {
    (reading.report.as_of.unwrap(), reading.report.as_of_origin.unwrap())
}

fn list(reading: &Reading, kind: ListKind) -> Option<&List> {
    reading.record.lists.iter().find(|list| list.kind == kind)
}

/// How many of what were read or left alone.
fn amount(reading: &Reading, what: &str) -> usize {
    let all = reading.report.read.iter().chain(&reading.report.skipped);
    all.filter(|amount| amount.what == what).map(|amount| amount.number).sum()
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// A temporary folder to write exports into.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Writes a file, with the folders that it needs.
    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes a file and reads it.
    fn read(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Reading> {
        read(&self.put(name, bytes), &options())
    }
}

/// Reads one file in a folder of its own.
fn read_alone(name: &str, bytes: impl AsRef<[u8]>) -> Result<Reading> {
    Desk::new().read(name, bytes)
}

/// A zip of those files, as LinkedIn would have packed it on 2026-10-06.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let packed_on = zip::DateTime::from_date_and_time(2026, 10, 6, 9, 30, 0).unwrap();
    zip_with(files, SimpleFileOptions::default().last_modified_time(packed_on))
}

fn zip_with(files: &[(&str, &[u8])], how: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, how).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Every message is lower case and without a full stop, and says what to do.
fn assert_helpful(error: &Error) {
    let message = &error.message;
    assert!(!message.ends_with('.') && !message.contains('\n'), "{message}");
    assert!(!error.hints.is_empty() && error.hints.iter().all(|hint| !hint.ends_with('.')), "{message}");
}
