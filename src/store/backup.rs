//! Whole copies of the file: automatic ones in a folder beside it, and the ones that the user asks for.
//!
//! *Locking*: SQLite's own backup copies all pages at once, so a copy is of one moment, and a file that is replaced by one
//! is replaced in one transaction: other commands wait, and a kill leaves the old file or the new one.

use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::header::{change_counter, damaged, has_content};
use super::open::{Store, create_private_directory, explain};
use super::schema::VERSION;
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// The folder of our own copies, beside the file.
const FOLDER: &str = "backups";
/// What the name of an automatic copy says.
const BEFORE: &str = "-before-";
/// So many problems of a file are told.
const MOST_PROBLEMS: usize = 10;

/// A copy in the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Where it is.
    pub path: PathBuf,
    /// Before what it was taken: `import`, `restore`, `version-3`; none: the user asked for it.
    pub before: Option<String>,
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
    let mut kept = Vec::new();
    for entry in fs_err::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(inner) = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".db")) else {
            continue;
        };
        // What comes last is the state that it is a copy of.
        let before = inner.split_once(BEFORE).and_then(|(_, before)| before.rsplit_once('-'));
        let before = before.map(|(before, _)| before.to_owned());
        // Another command may have dropped it meanwhile.
        let Ok(meta) = fs_err::metadata(&path) else { continue };
        let written = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let written_at = written.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0);
        kept.push(Kept { path, before, size: meta.len(), written_at: Instant::from_millis(written_at) });
    }
    kept.sort_by(|a, b| (b.written_at, &b.path).cmp(&(a.written_at, &a.path)));
    Ok(kept)
}

/// Copies the file as it is before something that may change much, and drops all but the newest `most` automatic copies.
/// Nothing where there is no content yet, or where the newest copy is of this very content.
pub fn keep(database: &Path, before: &str, most: usize, now: Instant) -> Result<Option<PathBuf>> {
    if most == 0 || !has_content(database)? {
        return Ok(None);
    }
    // SQLite counts the transactions that changed a file, in its header.
    let state = format!("-{:08x}.db", change_counter(database)?);
    let is_of_state = |kept: &Kept| kept.before.is_some() && kept.path.to_string_lossy().ends_with(&state);
    if let Some(same) = kept(database)?.into_iter().next().filter(is_of_state) {
        return Ok(Some(same.path));
    }
    let path = place(database, &format!("{BEFORE}{before}{state}"), now)?;
    Store::open_raw(database)?.copy_to(&path, true)?;
    let automatic = kept(database)?.into_iter().filter(|kept| kept.before.is_some());
    for old in automatic.skip(most) {
        // Another command may have dropped it; one too many does no harm.
        drop(fs_err::remove_file(&old.path));
    }
    Ok(Some(path))
}

/// A new name in the folder, which is made if need be: `backups/invtrack-20261122T085000Z…`.
pub fn place(database: &Path, rest: &str, now: Instant) -> Result<PathBuf> {
    let folder = folder_of(database);
    let time = now.to_rfc3339().replace([':', '-', '.'], "");
    let path = folder.join(format!("{}-{time}{rest}", stem_of(database)));
    create_private_directory(&folder).map_err(|error| cannot_write(&path, &error))?;
    Ok(path)
}

impl Store {
    /// Copies everything into a file that only its owner can read, which is there wholly or not at all.
    pub fn copy_to(&self, path: &Path, force: bool) -> Result<()> {
        if path.is_dir() {
            return Err(Error::failed(format!("{} is a directory, not a file", path.display())));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error: std::io::Error| cannot_write(path, &error);
        let file = tempfile::Builder::new().prefix(".invtrack-").tempfile_in(folder).map_err(failed)?;
        let copy = || {
            let mut copy = Connection::open(file.path())?;
            copy.pragma_update(None, "journal_mode", "off")?;
            run(&self.connection, &mut copy)
        };
        copy().map_err(|error| explain(path, error))?;
        file.as_file().sync_all().map_err(failed)?;
        let persisted = if force { file.persist(path) } else { file.persist_noclobber(path) };
        persisted.map(drop).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Error::failed(format!("{} is there already", path.display()))
                    .hint("name another file, or overwrite it with --force")
            }
            _ => failed(error.error),
        })
    }

    /// Puts the content of another file of ours in the place of everything, in one transaction.
    pub fn replace_with(&mut self, path: &Path) -> Result<()> {
        let source = verified(path)?;
        run(&source, &mut self.connection).map_err(|error| explain(path, error))?;
        self.prepare()
    }

    /// Copies a file of an earlier version before it is brought forward.
    pub(super) fn keep_before_upgrade(&self, version: i32) -> Result<()> {
        let folder = folder_of(&self.path);
        let name = format!("{}{BEFORE}version-{VERSION}-{version:08x}.db", stem_of(&self.path));
        let path = folder.join(name);
        create_private_directory(&folder).map_err(|error| cannot_write(&path, &error))?;
        self.copy_to(&path, true)
    }

    /// What SQLite finds wrong with the file; empty: nothing.
    pub fn problems(&self) -> Result<Vec<String>> {
        problems(&self.connection).map_err(|error| explain(&self.path, error))
    }
}

/// Opens a copy to read it, if it is a sound database of ours that this program knows.
pub fn verified(path: &Path) -> Result<Connection> {
    if !has_content(path)? {
        return Err(Error::failed(format!("there is nothing in {}", path.display())));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let check = || {
        let connection = Connection::open_with_flags(path, flags)?;
        let problems = problems(&connection)?;
        Ok((connection, problems))
    };
    let (connection, problems) = check().map_err(|error| explain(path, error))?;
    match problems.into_iter().next() {
        None => Ok(connection),
        Some(problem) => Err(damaged(path).caused_by(problem)),
    }
}

fn problems(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut check = connection.prepare(&format!("PRAGMA integrity_check({MOST_PROBLEMS})"))?;
    let mut problems: Vec<String> =
        check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    problems.retain(|problem| problem != "ok");
    let orphans = "SELECT count(*) || ' rows of ' || \"table\" || ' belong to nothing'
        FROM pragma_foreign_key_check GROUP BY \"table\"";
    let mut check = connection.prepare(orphans)?;
    let orphans: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    problems.extend(orphans);
    Ok(problems)
}

fn run(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    Backup::new(from, to)?.run_to_completion(i32::MAX, Duration::from_millis(100), None)
}

fn folder_of(database: &Path) -> PathBuf {
    database.with_file_name(FOLDER)
}

fn stem_of(database: &Path) -> String {
    database.file_stem().map_or_else(|| "invtrack".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    Error::failed(format!("cannot write the backup {}", path.display()))
        .caused_by(error)
        .hint("check that you may write there, and that there is space; nothing was changed")
}
