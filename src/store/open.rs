//! Finding, creating, checking and opening the file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::backup;
use super::header::{self, Marks, has_content};
use super::journal::STEPS_KEPT;
use super::read::View;
use super::schema::{self, APPLICATION_ID, VERSION};
use crate::error::{Error, Result};

/// How long a command waits for another one that is writing.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// A connection to the user's file.
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// So many steps can be undone.
    pub(super) keep: u32,
    /// A step was journaled before: its triggers are still there.
    pub(super) is_armed: bool,
}

impl Store {
    /// Opens for reading only; `None` if there is no file yet. Changes nothing, not even the file's times.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>> {
        if !has_content(path)? {
            return Ok(None);
        }
        let read_only = || Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        match read_only().and_then(|store| Ok((Marks::of(&store.connection)?, store))) {
            Ok((Marks { application: APPLICATION_ID, version: VERSION, .. }, store)) => {
                return Ok(Some(store));
            }
            Err(error) if !needs_rollback(&error) => return Err(explain(path, error)),
            // A file of an earlier version is brought forward; one that a killed command left half-written is
            // rolled back by SQLite, which needs to write for it. What is not ours is refused on the way.
            _ => drop(Self::open_to_write(path)?),
        }
        read_only().map(Some).map_err(|error| explain(path, error))
    }

    /// Opens a file of any version that this program knows, to copy it as it is.
    pub(super) fn open_raw(path: &Path) -> Result<Self> {
        // Writable, so that SQLite can roll back what a killed command left half-written.
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| explain(path, error))
    }

    /// Opens for writing; `None` if there is no file yet.
    pub fn open_to_change(path: &Path) -> Result<Option<Self>> {
        has_content(path)?.then(|| Self::open_to_write(path)).transpose()
    }

    /// Opens for writing, and creates the file (0600, in a directory of 0700) if there is none yet.
    pub fn open_to_write(path: &Path) -> Result<Self> {
        if !has_content(path)? {
            create(path)?;
        }
        let mut store =
            Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| explain(path, error))?;
        store.prepare()?;
        Ok(store)
    }

    /// A copy that SQLite keeps in a nameless file and that is gone with this value: to try out what would happen.
    pub fn scratch_copy(path: &Path) -> Result<Self> {
        let original = Self::open_to_read(path)?;
        let empty = Connection::open_in_memory().map_err(|error| explain(path, error))?;
        let source = original.map_or(empty, |original| original.connection);
        Self::nameless(path, &source).map_err(|error| explain(path, error))
    }

    /// What is in a database of any version, brought forward, in a nameless file that passes for that of `path`.
    pub(super) fn nameless(path: &Path, source: &Connection) -> rusqlite::Result<Self> {
        let mut store = Self::new(Connection::open("")?, path);
        backup::run(source, &mut store.connection)?;
        if Marks::of(&store.connection)?.version < VERSION {
            schema::migrate(&mut store.connection)?;
        }
        store.configure()?;
        Ok(store)
    }

    /// Reads: everything that `read` sees is of one moment.
    pub fn read<T>(&mut self, read: impl FnOnce(&View) -> rusqlite::Result<T>) -> Result<T> {
        let path = &self.path;
        let run = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
            let value = read(&View(&transaction))?;
            transaction.finish()?;
            Ok(value)
        };
        run().map_err(|error| explain(path, error))
    }

    /// Fails, as any change would, where nothing can be written.
    pub fn check_writable(&mut self) -> Result<()> {
        let mut try_it = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // A write that changes nothing, and is rolled back.
            transaction.pragma_update(None, "user_version", VERSION)
        };
        try_it().map_err(|error| explain(&self.path, error))
    }

    /// Whether another command is writing; it is not waited for.
    pub fn is_locked(path: &Path) -> bool {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags).is_ok_and(|connection| {
            let locked = connection
                .busy_timeout(Duration::ZERO)
                .and_then(|()| connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK"));
            locked.is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
        })
    }

    /// The version of a file that this program would bring forward; none: it need not be.
    pub fn older_version(path: &Path) -> Option<i32> {
        let version = header::marks_of(path).ok()??.version;
        (1..VERSION).contains(&version).then_some(version)
    }

    /// The journal of a command that is writing, or was killed while it was.
    pub fn journal_beside(path: &Path) -> Option<PathBuf> {
        let journal = header::journal_of(path);
        fs_err::metadata(&journal).is_ok_and(|meta| meta.len() > 0).then_some(journal)
    }

    /// `delete`, unless another program changed it.
    pub fn journal_mode(&self) -> rusqlite::Result<String> {
        self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))
    }

    /// Sets the journal mode that leaves no files beside the database.
    pub fn set_journal_mode(path: &Path) -> Result<()> {
        let store = Self::open_raw(path)?;
        let set = store
            .connection
            .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0));
        set.map(drop).map_err(|error| explain(path, error))
    }

    fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Self> {
        let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let store = Self::new(connection, path);
        store.configure()?;
        Ok(store)
    }

    fn new(connection: Connection, path: &Path) -> Self {
        Self { connection, path: path.to_owned(), keep: STEPS_KEPT, is_armed: false }
    }

    fn configure(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(BUSY_WAIT)?;
        self.connection.execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
             PRAGMA recursive_triggers = ON;
             PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;",
        )?;
        self.connection.set_prepared_statement_cache_capacity(32);
        Ok(())
    }

    /// Refuses what is not ours or is too new, and migrates what is older.
    pub(super) fn prepare(&mut self) -> Result<()> {
        let marks = Marks::of(&self.connection).map_err(|error| explain(&self.path, error))?;
        marks.judge(&self.path)?;
        let version = marks.version;
        if version < VERSION {
            let copy = if version > 0 { Some(self.keep_before_upgrade(version)?) } else { None };
            schema::migrate(&mut self.connection).map_err(|error| {
                if let Some(copy) = copy.filter(|_| !is_busy(&error)) {
                    // The file is as it was: what it can't become is no way back.
                    drop(fs_err::remove_file(copy));
                }
                explain(&self.path, error)
            })?;
        }
        Ok(())
    }
}

/// Creates an empty file that only its owner can read, and the directory above it.
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

pub(super) fn create_private_directory(directory: &Path) -> std::io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
    }
    #[cfg(not(unix))]
    fs_err::create_dir_all(directory)
}

/// A read-only connection met the journal of a command that was killed.
fn needs_rollback(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::SqliteFailure(failure, _)
            if matches!(failure.code, ErrorCode::ReadOnly | ErrorCode::CannotOpen)
    )
}

/// Another command is at work, perhaps at the same.
fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// SQLite's error in words: which file, and what to do.
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
