//! Finding, creating, checking and opening the file; reading and writing as one transaction each.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::FromSql;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Params, Row, TransactionBehavior};

use super::header::{self, APPLICATION_ID, HeaderMarks, VERSION, has_content};
use super::paths::create_private_directory;
use crate::error::{Error, Result};
use crate::record::time::Instant;

const BUSY_WAIT: Duration = Duration::from_secs(10);

/// What went wrong is told in words at the end of the transaction.
pub type Read<T> = rusqlite::Result<T>;

/// The open file.
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

/// What a transaction reads.
pub struct View<'c> {
    pub(super) connection: &'c Connection,
    /// The last step in force.
    pub(super) live: i64,
}

/// What a transaction reads and adds.
pub struct Change<'c> {
    pub(super) connection: &'c Connection,
    pub(super) path: &'c Path,
    pub(super) live: Cell<i64>,
    /// A step was begun, and is the last one.
    pub(super) has_step: Cell<bool>,
    pub(super) words: RefCell<Option<(Instant, String)>>,
}

impl Store {
    /// `None`: there is no file yet. Changes nothing, not even the file's times.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>> {
        if !has_content(path)? {
            return Ok(None);
        }
        let read_only = || Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        match read_only().and_then(|store| Ok((HeaderMarks::of(&store.connection)?, store))) {
            Ok((HeaderMarks { application: APPLICATION_ID, version: VERSION, .. }, store)) => {
                return Ok(Some(store));
            }
            Err(error) if !needs_rollback(&error) => return Err(explain(path, error)),
            // SQLite must write to roll back a killed command; what is not ours is refused on the way.
            _ => drop(Self::open_to_write(path)?),
        }
        read_only().map(Some).map_err(|error| explain(path, error))
    }

    pub fn open_to_change(path: &Path) -> Result<Option<Self>> {
        has_content(path)?.then(|| Self::open_to_write(path)).transpose()
    }

    /// Creates the file (0600, in a directory of 0700) if there is none yet.
    pub fn open_to_write(path: &Path) -> Result<Self> {
        if !has_content(path)? {
            create(path)?;
        }
        let mut store = Self::open_raw(path)?;
        let explained = |error| explain(path, error);
        let marks = HeaderMarks::of(&store.connection).map_err(explained)?;
        marks.judge(path)?;
        if marks.is_new() {
            store.found().map_err(explained)?;
        }
        Ok(store)
    }

    /// Whatever it is; writable, so that SQLite can roll back what a killed command left half-written.
    pub(super) fn open_raw(path: &Path) -> Result<Self> {
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| explain(path, error))
    }

    pub(super) fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Self> {
        Self::new(Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?, path)
    }

    pub(super) fn new(connection: Connection, path: &Path) -> rusqlite::Result<Self> {
        connection.busy_timeout(BUSY_WAIT)?;
        connection.execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
             PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;",
        )?;
        connection.set_prepared_statement_cache_capacity(32);
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Makes the tables of a new file.
    pub(super) fn found(&mut self) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another command may have made them while we waited for the lock.
        if HeaderMarks::of(&transaction)?.is_new() {
            transaction.execute_batch(include_str!("schema.sql"))?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()
    }

    /// Everything that `read` sees is of one moment.
    pub fn read<T>(&mut self, read: impl FnOnce(&View) -> Read<T>) -> Result<T> {
        let path = &self.path;
        let run = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
            let value = read(&View { connection: &transaction, live: live(&transaction)? })?;
            transaction.finish()?;
            Ok(value)
        };
        run().map_err(|error| explain(path, error))
    }

    /// The only way to write: one transaction, as if never begun if `change` fails. What it adds is one step.
    pub fn write<T>(&mut self, change: impl FnOnce(&Change) -> Result<T>) -> Result<T> {
        let path = self.path.clone();
        let explained = |error| explain(&path, error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(explained)?;
        let open = Change {
            connection: &transaction,
            path: &path,
            live: Cell::new(live(&transaction).map_err(explained)?),
            has_step: Cell::new(false),
            words: RefCell::new(None),
        };
        let value = change(&open)?;
        open.end().map_err(explained)?;
        drop(open);
        transaction.commit().map_err(explained)?;
        Ok(value)
    }

    pub fn check_writable(&mut self) -> Result<()> {
        let mut try_it = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // A write that changes nothing, and is rolled back.
            transaction.pragma_update(None, "user_version", VERSION)
        };
        try_it().map_err(|error| explain(&self.path, error))
    }

    /// By another command, which is not waited for.
    pub fn is_locked(path: &Path) -> bool {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags).is_ok_and(|connection| {
            let locked = connection
                .busy_timeout(Duration::ZERO)
                .and_then(|()| connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK"));
            locked.is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
        })
    }

    /// The journal of a command that is writing, or was killed while it was.
    pub fn journal_beside(path: &Path) -> Option<PathBuf> {
        let journal = header::journal_of(path);
        fs_err::metadata(&journal).is_ok_and(|meta| meta.len() > 0).then_some(journal)
    }

    /// `delete`, unless another program changed it.
    pub fn journal_mode(&self) -> Read<String> {
        self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))
    }

    pub fn set_journal_mode(path: &Path) -> Result<()> {
        let store = Self::open_raw(path)?;
        let delete = |row: &Row| row.get::<_, String>(0);
        let set = store.connection.pragma_update_and_check(None, "journal_mode", "delete", delete);
        set.map(drop).map_err(|error| explain(path, error))
    }
}

fn live(connection: &Connection) -> Read<i64> {
    connection.query_row("SELECT live FROM record", [], |row| row.get(0))
}

impl View<'_> {
    #[must_use]
    pub const fn with_undone(&self) -> Self {
        Self { connection: self.connection, live: i64::MAX }
    }

    pub(super) fn one<T: FromSql>(&self, sql: &str, params: impl Params) -> Read<Option<T>> {
        self.connection.prepare_cached(sql)?.query_row(params, |row| row.get(0)).optional()
    }

    pub(super) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row) -> Read<T>,
    ) -> Read<Vec<T>> {
        self.connection.prepare_cached(sql)?.query_map(params, read)?.collect()
    }
}

impl<'c> Change<'c> {
    pub fn read<T>(&self, read: impl FnOnce(&View) -> Read<T>) -> Result<T> {
        self.explained(read(&self.view()))
    }

    pub(super) fn view(&self) -> View<'c> {
        View { connection: self.connection, live: self.live.get() }
    }

    pub(super) fn explained<T>(&self, result: Read<T>) -> Result<T> {
        result.map_err(|error| explain(self.path, error))
    }

    pub(super) fn run(&self, sql: &str, params: impl Params) -> Read<usize> {
        self.connection.prepare_cached(sql)?.execute(params)
    }
}

fn create(path: &Path) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::failed(format!("cannot create the database {}", path.display()))
            .caused_by(error)
            .hint("choose a place you can write to with --db FILE or INVTRACK_DB")
    };
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        create_private_directory(directory).map_err(failed)?;
    }
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    fs_err::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(failed)?;
    Ok(())
}

/// A read-only connection met the journal of a command that was killed.
fn needs_rollback(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::SqliteFailure(failure, _)
            if matches!(failure.code, ErrorCode::ReadOnly | ErrorCode::CannotOpen)
    )
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

pub(super) fn explain(path: &Path, error: rusqlite::Error) -> Error {
    let (file, path) = (path, path.display());
    match error.sqlite_error_code() {
        _ if is_busy(&error) => Error::failed(format!("{path} is in use by another command"))
            .hint("wait for it to end, then try again; nothing was changed"),
        Some(ErrorCode::NotADatabase) => header::no_database(file),
        Some(ErrorCode::DatabaseCorrupt) => header::damaged(file).caused_by(error),
        Some(ErrorCode::DiskFull) => Error::failed(format!("no space left to write {path}"))
            .caused_by(error)
            .hint("free some space and try again; nothing was changed"),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Error::failed(format!("cannot open or write {path}"))
                .caused_by(error)
                .hint("check that you may write the file and its directory; nothing was changed")
        }
        Some(ErrorCode::SystemIoFailure) => {
            Error::failed(format!("cannot read or write {path}")).caused_by(error).hint("nothing was changed")
        }
        _ => Error::failed(format!("{path} does not hold what it should"))
            .caused_by(error)
            .hint_if(header::way_back(file)),
    }
}
