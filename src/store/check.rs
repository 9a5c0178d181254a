//! Whether a file is sound, by what SQLite finds.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::facts::COLUMNS;
use super::header::{HeaderMarks, READ_ONLY, damaged, has_content, is_torn};
use super::open::{Store, explain};
use super::sound::{problems, torn_pages};
use crate::error::{Error, Result};

/// A file of another program, or one that is in use, is an error.
pub fn is_damaged(database: &Path) -> Result<bool> {
    if is_torn(database)? {
        return Ok(true);
    }
    if !has_content(database)? {
        return Ok(false);
    }
    let check = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database, flags)?;
        // The lock that every change needs: nobody is writing.
        connection.execute_batch("BEGIN IMMEDIATE")?;
        torn_pages(&connection).map(|problems| !problems.is_empty())
    };
    match check() {
        Ok(is_damaged) => Ok(is_damaged),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(true),
            _ => Err(explain(database, error)),
        },
    }
}

pub fn verified(path: &Path) -> Result<Store> {
    if !path.exists() {
        return Err(Error::failed(format!("there is no file {}", path.display())));
    }
    let nothing = || Error::failed(format!("there is nothing in {}", path.display()));
    if !has_content(path)? {
        return Err(nothing());
    }
    let check = || {
        let connection = Connection::open_with_flags(path, READ_ONLY)?;
        let marks = HeaderMarks::of(&connection)?;
        let problems = problems(&connection)?;
        Ok((connection, marks, problems))
    };
    let (connection, marks, problems) = check().map_err(|error| explain(path, error))?;
    marks.judge(path)?;
    if marks.is_new() {
        return Err(nothing());
    }
    if let Some(problem) = problems.into_iter().next() {
        return Err(damaged(path).caused_by(problem));
    }
    let store = Store::new(connection, path).map_err(|error| explain(path, error))?;
    for known in [
        &format!("SELECT {COLUMNS} FROM fact"),
        "SELECT live, salt FROM record",
        "SELECT base, sum FROM list",
    ] {
        store.connection.prepare(known).map_err(|error| explain(path, error))?;
    }
    Ok(store)
}

impl Store {
    pub fn problems(&self) -> Result<Vec<String>> {
        problems(&self.connection).map_err(|error| explain(&self.path, error))
    }
}
