//! Whole copies of the file: automatic ones in a folder beside it, and the ones that the user asks for.
//!
//! *Locking*: SQLite's own backup copies all pages at once, so a copy is of one moment, and a file that is replaced by one
//! is replaced in one transaction: other commands wait, and a kill leaves the old file or the new one.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::header::{self, Marks, damaged, has_content, is_torn, journal_of};
use super::open::{Store, create_private_directory, explain};
use super::schema::VERSION;
use crate::error::{Error, Result};
use crate::record::time::Instant;

/// The folder of our own copies, beside the file.
const FOLDER: &str = "backups";
/// What the name of an automatic copy says.
const BEFORE: &str = "-before-";
/// What the name of a file that was moved aside says.
const DAMAGED: &str = "-damaged";
/// Where in its header a file tells how often it was changed, its tables were, and which SQLite wrote it: a copy differs.
const COUNTERS: [std::ops::Range<usize>; 3] = [24..28, 40..44, 92..100];
/// How a copy is called while it is written.
const TORN: &str = ".invtrack-";
/// No copy takes so long.
const TORN_AGE: Duration = Duration::from_secs(24 * 60 * 60);
/// So many problems of a file are told.
const MOST_PROBLEMS: usize = 10;

/// A copy in the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Where it is.
    pub path: PathBuf,
    /// Before what it was taken: `import`, `restore`, `version-3`; none: the user asked for it.
    pub before: Option<String>,
    /// It could not be read, and was moved aside.
    pub is_damaged: bool,
    /// Bytes.
    pub size: u64,
    /// When it was written.
    pub written_at: Instant,
}

/// The copies of a file in its folder, newest first.
pub fn kept(database: &Path) -> Result<Vec<Kept>> {
    let (folder, prefix) = (folder_of(database), format!("{}-", stem_of(database)));
    let failed = |error: std::io::Error| {
        Error::failed(format!("cannot list the backups in {}", folder.display())).caused_by(error)
    };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut kept: Vec<(String, Kept)> = Vec::new();
    for entry in fs_err::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let inner = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".db"));
        // The copies of another database in the same folder may begin alike: `invtrack-work-20261122T…`.
        let Some(inner) = inner.filter(|inner| begins_with_time(inner)) else { continue };
        let before = inner.split_once(BEFORE).map(|(_, before)| before.to_owned());
        let is_damaged = inner.ends_with(DAMAGED);
        // Another command may have dropped it meanwhile.
        let Ok(meta) = fs_err::metadata(&path) else { continue };
        let written_at = Instant::from_millis(written_at(&path));
        let copy = Kept { path, before, is_damaged, size: meta.len(), written_at };
        kept.push((inner.split('-').next().unwrap_or_default().to_owned(), copy));
    }
    // By the time in the name first: a copy that somebody was taken out of was written later.
    let order = |(time, copy): &(String, Kept)| (time.clone(), copy.written_at, copy.path.clone());
    kept.sort_by_key(|entry| std::cmp::Reverse(order(entry)));
    Ok(kept.into_iter().map(|(_, kept)| kept).collect())
}

/// What lies in the folder beside `own` and is a database: the user's own copies perhaps.
pub fn others_files(database: &Path, own: &[PathBuf]) -> Vec<PathBuf> {
    let entries = fs_err::read_dir(folder_of(database)).into_iter().flatten().flatten();
    let is_other = |path: &PathBuf| !own.contains(path) && is_database(path);
    entries.map(|entry| entry.path()).filter(is_other).collect()
}

fn is_database(path: &Path) -> bool {
    path.is_file() && header::marks_of(path).is_ok_and(|marks| marks.is_some())
}

/// Removes what killed commands left of copies that they were writing, if it is so old.
pub fn sweep_torn(database: &Path, least: Duration) {
    let Ok(entries) = fs_err::read_dir(folder_of(database)) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(TORN);
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_ours && age.is_some_and(|age| age >= least) {
            // Another command may have done so.
            drop(fs_err::remove_file(entry.path()));
        }
    }
}

/// The newest copy that can be restored: a damaged file may have been copied, too.
pub fn newest_sound(database: &Path) -> Option<PathBuf> {
    kept(database).ok()?.into_iter().map(|kept| kept.path).find(|path| verified(path).is_ok())
}

/// Copies the file as it is before something that may change much, and drops all but the newest `most` automatic copies.
/// Nothing where nothing is on record yet, or where the newest copy is of this very content.
pub fn keep(database: &Path, before: &str, most: usize, now: Instant) -> Result<Option<PathBuf>> {
    if most == 0 || !has_content(database)? {
        return Ok(None);
    }
    let store = Store::open_raw(database)?;
    if store.holds_nothing() {
        return Ok(None);
    }
    let newest = kept(database)?.into_iter().next();
    if let Some(newest) = newest.filter(|kept| kept.before.is_some() && is_same(database, &kept.path)) {
        return Ok(Some(newest.path));
    }
    let path = place(database, &format!("{BEFORE}{before}.db"), now)?;
    store.copy_to(&path, false)?;
    sweep_torn(database, TORN_AGE);
    let automatic = kept(database)?.into_iter().filter(|kept| kept.before.is_some());
    for old in automatic.skip(most) {
        // Another command may have dropped it; one too many does no harm.
        drop(fs_err::remove_file(&old.path));
    }
    Ok(Some(path))
}

/// Moves a file that can't be read out of the way, as it is.
pub fn move_aside(database: &Path, now: Instant) -> Result<PathBuf> {
    let aside = place(database, &format!("{DAMAGED}.db"), now)?;
    let failed = |error| Error::failed(format!("cannot move {} aside", database.display())).caused_by(error);
    // The file, not a link to it: the link then leads to the new one.
    let file = resolved(database);
    fs_err::rename(&file, &aside).map_err(failed)?;
    // Else SQLite would take it for the journal of the file that comes in its place.
    if journal_of(&file).exists() {
        fs_err::rename(journal_of(&file), journal_of(&aside)).map_err(failed)?;
    }
    Ok(aside)
}

/// Whether a file of ours can't be read. One of another program, or one that is in use, is an error.
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

/// A new name in the folder, which is made if need be: `backups/invtrack-20261122T085000Z…`.
pub fn place(database: &Path, rest: &str, now: Instant) -> Result<PathBuf> {
    let folder = folder_of(database);
    let time = now.to_rfc3339().replace([':', '-', '.'], "");
    let stem = format!("{}-{time}", stem_of(database));
    let mut path = folder.join(format!("{stem}{rest}"));
    let mut nth = 1;
    while path.exists() {
        nth += 1;
        path = folder.join(format!("{stem}-{nth}{rest}"));
    }
    create_private_directory(&folder).map_err(|error| cannot_write(&path, &error))?;
    Ok(path)
}

/// When a file was last written, in milliseconds since 1970.
fn written_at(path: &Path) -> i64 {
    let written = fs_err::metadata(path).and_then(|meta| meta.modified()).ok();
    let since = written.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0)
}

/// `20261122T…`
fn begins_with_time(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.get(8) == Some(&b'T') && bytes.iter().take(8).all(u8::is_ascii_digit)
}

/// Whether a copy has every page of the file, but for what a copy counts itself.
fn is_same(database: &Path, copy: &Path) -> bool {
    let compare = || -> std::io::Result<bool> {
        let (one, other) = (fs_err::File::open(database)?, fs_err::File::open(copy)?);
        if one.metadata()?.len() != other.metadata()?.len() {
            return Ok(false);
        }
        let mut is_first = true;
        let (mut one, mut other) = (one.take(u64::MAX), other.take(u64::MAX));
        loop {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            one.by_ref().take(1 << 16).read_to_end(&mut left)?;
            other.by_ref().take(1 << 16).read_to_end(&mut right)?;
            if std::mem::take(&mut is_first) {
                for header in [&mut left, &mut right] {
                    for counter in COUNTERS {
                        header.get_mut(counter).into_iter().for_each(|bytes| bytes.fill(0));
                    }
                }
            }
            if left != right || left.is_empty() {
                return Ok(left == right);
            }
        }
    };
    compare().unwrap_or(false)
}

impl Store {
    /// Copies everything into a file that only its owner can read, which is there wholly or not at all.
    pub fn copy_to(&self, path: &Path, force: bool) -> Result<()> {
        if path.is_dir() {
            return Err(Error::failed(format!("{} is a directory, not a file", path.display())));
        }
        let taken = || {
            Error::failed(format!("{} is there already", path.display()))
                .hint("name another file, or overwrite it with --force")
        };
        if path.exists() && !force {
            return Err(taken());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error: std::io::Error| cannot_write(path, &error);
        let file = tempfile::Builder::new().prefix(TORN).tempfile_in(folder).map_err(failed)?;
        let copy = || {
            let mut copy = Connection::open(file.path())?;
            copy.pragma_update(None, "journal_mode", "off")?;
            run(&self.connection, &mut copy)
        };
        copy().map_err(|error| explain(if is_of_source(&error) { &self.path } else { path }, error))?;
        file.as_file().sync_all().map_err(failed)?;
        let persisted = if force { file.persist(path) } else { file.persist_noclobber(path) };
        persisted.map(drop).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => taken(),
            _ => failed(error.error),
        })
    }

    /// Puts the content of another file of ours in the place of everything, in one transaction; returns how many
    /// requests there are then.
    pub fn replace_with(&mut self, path: &Path) -> Result<usize> {
        let source = verified(path)?;
        let given = self.read(|view| view.last_numbers())?;
        // Brought forward before it comes here, in a nameless file.
        let mut copy = Self::nameless(&self.path, &source).map_err(|error| explain(path, error))?;
        // No number is given twice; and what can be undone was done to the copy, not here.
        copy.write(|change| {
            change.forget_journal();
            change.raise_numbers(given)
        })?;
        let requests = copy.read(|view| view.request_uids())?.len();
        // Neither the file nor the copy may say that there is a write-ahead log.
        self.leave_wal();
        run(&copy.connection, &mut self.connection).map_err(|error| explain(&self.path, error))?;
        self.leave_wal();
        Ok(requests)
    }

    /// What can't be done now, because another program has the file open, `doctor` finds.
    fn leave_wal(&self) {
        let delete = |row: &rusqlite::Row| row.get::<_, String>(0);
        drop(self.connection.pragma_update_and_check(None, "journal_mode", "delete", delete));
    }

    /// Copies a file of an earlier version before it is brought forward.
    pub(super) fn keep_before_upgrade(&self, version: i32) -> Result<PathBuf> {
        // Of when the file was written: a copy says of when it is.
        let now = Instant::from_millis(written_at(&self.path));
        let path = place(&self.path, &format!("-of-version-{version}{BEFORE}version-{VERSION}.db"), now)?;
        self.copy_to(&path, false)?;
        Ok(path)
    }

    /// No people, no connections: nothing that would be missed.
    fn holds_nothing(&self) -> bool {
        let anybody = "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM connection)";
        self.connection.query_row(anybody, [], |row| row.get::<_, bool>(0)).is_ok_and(|anybody| !anybody)
    }

    /// What SQLite finds wrong with the file; empty: nothing.
    pub fn problems(&self) -> Result<Vec<String>> {
        problems(&self.connection).map_err(|error| explain(&self.path, error))
    }
}

/// Opens a copy to read it, if it is a sound database of ours that this program knows.
pub fn verified(path: &Path) -> Result<Connection> {
    if !path.exists() {
        return Err(Error::failed(format!("there is no file {}", path.display())));
    }
    let nothing = || Error::failed(format!("there is nothing in {}", path.display()));
    if !has_content(path)? {
        return Err(nothing());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let check = || {
        let connection = Connection::open_with_flags(path, flags)?;
        let marks = Marks::of(&connection)?;
        // What every version has.
        connection.prepare("SELECT person.name, sent_at, seen_at FROM person, request, observation")?;
        let problems = problems(&connection)?;
        Ok((connection, marks, problems))
    };
    let (connection, marks, problems) = check().map_err(|error| explain(path, error))?;
    marks.judge(path)?;
    if marks.version == 0 {
        return Err(nothing());
    }
    match problems.into_iter().next() {
        None => Ok(connection),
        Some(problem) => Err(damaged(path).caused_by(problem)),
    }
}

fn problems(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut problems = torn_pages(connection)?;
    let orphans = "SELECT count(*), \"table\" FROM pragma_foreign_key_check GROUP BY \"table\"";
    let mut check = connection.prepare(orphans)?;
    let told = |row: &rusqlite::Row| {
        let (count, table): (u32, String) = (row.get(0)?, row.get(1)?);
        Ok(match count {
            1 => format!("1 row of {table:?} belongs to nothing"),
            count => format!("{count} rows of {table:?} belong to nothing"),
        })
    };
    problems.extend(check.query_map([], told)?.collect::<rusqlite::Result<Vec<_>>>()?);
    Ok(problems)
}

/// A new file is never in use or damaged: the one that it is copied from is.
fn is_of_source(error: &rusqlite::Error) -> bool {
    use ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
    let code = error.sqlite_error_code();
    matches!(code, Some(DatabaseBusy | DatabaseLocked | DatabaseCorrupt | NotADatabase))
}

fn torn_pages(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut check = connection.prepare(&format!("PRAGMA integrity_check({MOST_PROBLEMS})"))?;
    let told: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    // Several may come as one text.
    let lines =
        told.iter().flat_map(|told| told.lines()).filter(|line| *line != "ok" && !line.starts_with("***"));
    Ok(lines.map(str::to_owned).collect())
}

/// All pages at once, so of one moment. A writer is waited for by the busy timeout, and then named.
pub(super) fn run(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    let backup = Backup::new(from, to)?;
    loop {
        match backup.step(i32::MAX)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None)),
        }
    }
}

/// The file itself, where a link leads to it.
fn resolved(database: &Path) -> PathBuf {
    fs_err::canonicalize(database).unwrap_or_else(|_| database.to_owned())
}

fn folder_of(database: &Path) -> PathBuf {
    resolved(database).with_file_name(FOLDER)
}

fn stem_of(database: &Path) -> String {
    resolved(database)
        .file_stem()
        .map_or_else(|| "invtrack".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    Error::failed(format!("cannot write the backup {}", path.display()))
        .caused_by(error)
        .hint("check that you may write there, and that there is space; nothing was changed")
}
