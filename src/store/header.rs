//! What a file says of itself in its first bytes, read before SQLite comes near it: SQLite takes a torn beginning
//! for an empty database, and leaves files beside one with a write-ahead log.
//!
//! *Locking*: closing any handle of the file drops the locks that this process has on it, so this must not run
//! within a transaction.

use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::copies::kept;
use super::paths::{beside, resolved};
use super::sound::problems;
use crate::error::{Error, Result};

/// `invt` in ASCII.
pub const APPLICATION_ID: i32 = 0x696E_7674;

/// Those before it were never released.
pub const VERSION: i32 = 8;

/// Of SQLite's header, in bytes.
const LENGTH: usize = 100;
pub(super) const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
const MAGIC: &[u8] = b"SQLite format 3\0";

#[derive(Clone, Copy, Debug)]
pub struct HeaderMarks {
    /// Changes with every change of the tables; 0: there never were any.
    pub schema: i32,
    pub version: i32,
    pub application: i32,
}

impl HeaderMarks {
    fn read(header: &[u8]) -> Option<Self> {
        let (schema, version) = (number(header, 40)?, number(header, 60)?);
        Some(Self { schema, version, application: number(header, 68)? })
    }

    /// Those of an open database at one moment: another process may be creating the tables.
    pub fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let own = connection.is_autocommit().then(|| connection.unchecked_transaction()).transpose()?;
        let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get(0));
        let (schema, version) = (number("schema_version")?, number("user_version")?);
        let marks = Self { schema, version, application: number("application_id")? };
        own.map_or(Ok(()), |transaction| transaction.finish())?;
        Ok(marks)
    }

    pub const fn is_new(self) -> bool {
        self.schema == 0 && self.version == 0 && self.application == 0
    }

    pub fn judge(self, file: &Path) -> Result<()> {
        let (path, version) = (file.display(), self.version);
        if self.is_new() {
            return Ok(());
        }
        if self.application != APPLICATION_ID {
            return Err(Error::failed(format!("{path} is a database of another program"))
                .hint("name another file with --db, or unset INVTRACK_DB")
                .hint_if(way_back(file)));
        }
        if version > VERSION {
            return Err(Error::failed(format!(
                "{path} was written by a newer invtrack (file version {version}, this program knows {VERSION})"
            ))
            .hint("update invtrack; the file was not touched")
            .hint_if(way_back(file)));
        }
        if version < VERSION {
            return Err(Error::failed(format!("{path} was written by a development version of invtrack"))
                .hint("move it away, and import what LinkedIn exports once more; the file was not touched")
                .hint_if(way_back(file)));
        }
        Ok(())
    }
}

/// An empty file is as good as none: a first run may have been killed. What is no file for SQLite is refused.
pub fn has_content(path: &Path) -> Result<bool> {
    let name = path.as_os_str().as_encoded_bytes();
    if name.is_empty() || name == b":memory:" || name.starts_with(b"file:") {
        return Err(Error::usage(format!("{:?} names no file", path.display().to_string()))
            .hint("the record is a plain file: name it with --db FILE or INVTRACK_DB"));
    }
    let meta = match fs_err::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        meta => meta.map_err(|error| unreadable(path, error))?,
    };
    if meta.is_dir() {
        return Err(Error::failed(format!("{} is a directory, not a file", path.display()))
            .hint("name the database file itself with --db"));
    }
    // Beside a journal, the file may be half-written: only SQLite can tell what it was.
    if meta.len() > 0 && !journal_of(path).exists() {
        check(&header_of(path)?, meta.len(), path)?;
    }
    Ok(meta.len() > 0)
}

/// Whether the file ends or begins as no database does. One of another program, or of a newer version, is an error.
pub fn is_torn(path: &Path) -> Result<bool> {
    let Err(error) = has_content(path) else { return Ok(false) };
    if !path.is_file() {
        return Err(error);
    }
    marks_of(path)?.map_or(Ok(true), |marks| marks.judge(path).map(|()| true))
}

pub fn marks_of(path: &Path) -> Result<Option<HeaderMarks>> {
    let header = header_of(path)?;
    Ok(header.starts_with(MAGIC).then(|| HeaderMarks::read(&header)).flatten())
}

fn header_of(path: &Path) -> Result<Vec<u8>> {
    let mut header = Vec::new();
    let read = fs_err::File::open(path).and_then(|file| file.take(LENGTH as u64).read_to_end(&mut header));
    read.map(|_| header).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::failed(format!("cannot read {}", path.display())).caused_by(error)
}

/// Beside the file itself, where a link leads to it.
pub(super) fn journal_of(path: &Path) -> PathBuf {
    beside(&resolved(path), "-journal")
}

fn check(header: &[u8], length: u64, path: &Path) -> Result<()> {
    if !header.starts_with(MAGIC) {
        return Err(no_database(path));
    }
    let page = match header.get(16..18) {
        Some(&[0, 1]) => 65_536,
        Some(&[high, low]) => u64::from(u16::from_be_bytes([high, low])),
        _ => 0,
    };
    let Some(marks) = HeaderMarks::read(header) else {
        return Err(damaged(path).caused_by("it ends too early"));
    };
    marks.judge(path)?;
    // The versions of the format, to write and to read: SQLite would take another for a file that may only be read.
    if header[18..20].iter().any(|&version| version > 2) {
        return Err(damaged(path).caused_by("its format is not known"));
    }
    if !length.is_multiple_of(page) {
        return Err(damaged(path).caused_by("it does not end where a page does"));
    }
    Ok(())
}

fn number(header: &[u8], at: usize) -> Option<i32> {
    let bytes = header.get(at..at + 4)?.try_into().ok()?;
    Some(i32::from_be_bytes(bytes))
}

pub fn no_database(path: &Path) -> Error {
    Error::failed(format!("{} is not an invtrack database", path.display()))
        .hint("name another file with --db, or unset INVTRACK_DB; the file was not touched")
        .hint_if(way_back(path))
}

pub fn damaged(path: &Path) -> Error {
    let error = Error::failed(format!("{} is damaged", path.display()));
    match way_back(path) {
        Some(way) => error.hint(way),
        None => error.hint("keep the file as it is, and put a copy from your backup in its place"),
    }
}

/// It must not fail: something else did.
pub fn way_back(path: &Path) -> Option<String> {
    let copy = newest_sound(path)?;
    Some(format!("if it was damaged, go back to the newest backup: invtrack restore {}", copy.display()))
}

/// A damaged file may have been copied, too.
pub fn newest_sound(database: &Path) -> Option<PathBuf> {
    kept(database).ok()?.into_iter().map(|kept| kept.path).find(|path| is_sound(path))
}

fn is_sound(path: &Path) -> bool {
    let is_ours = |marks: HeaderMarks| marks.application == APPLICATION_ID && marks.version == VERSION;
    let has_problems =
        || problems(&Connection::open_with_flags(path, READ_ONLY)?).map(|problems| !problems.is_empty());
    marks_of(path).is_ok_and(|marks| marks.is_some_and(is_ours))
        && has_problems().is_ok_and(|has_problems| !has_problems)
}
