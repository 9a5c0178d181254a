//! Whole copies of the file: automatic ones in a folder beside it, and the ones that the user asks for.
//!
//! *Locking*: SQLite's own backup copies all pages at once, so a copy is of one moment, and a file that is replaced by one
//! is replaced in one transaction: other commands wait, and a kill leaves the old file or the new one.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, Row, ffi};

use super::check::verified;
use super::copies::{DAMAGED, Kept, cannot_write, copy_name, kept, place};
use super::forget::Chosen;
use super::header::{self, has_content, journal_of};
use super::open::{Read, Store, View, explain};
use super::paths::{folder_of, parent_of, resolved};
use crate::error::{Error, Result};
use crate::record::forgotten::Forgotten;
use crate::record::time::Instant;

/// Where in its header a file tells how often it was changed, its tables were, and which SQLite wrote it: a copy differs.
const COUNTERS: [std::ops::Range<usize>; 3] = [24..28, 40..44, 92..100];
const TORN: &str = ".invtrack-";
/// No copy takes so long.
const TORN_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// The user's own copies perhaps, but none of another file in the same folder.
pub(super) fn others_files(database: &Path, own: &[Kept]) -> Vec<PathBuf> {
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs_err::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
    };
    let beside = files(parent_of(&resolved(database)));
    let is_database = |path: &Path| header::marks_of(path).is_ok_and(|marks| marks.is_some());
    let is_of_another = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        beside.iter().any(|file| copy_name(file, &name).is_some())
    };
    let is_other =
        |path: &PathBuf| own.iter().all(|own| own.path != *path) && !is_of_another(path) && is_database(path);
    files(&folder_of(database)).into_iter().filter(is_other).collect()
}

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

/// Drops all but `most` automatic copies of this record. Copies nothing if the newest is of this very content.
pub fn keep(database: &Path, why: &str, most: usize, now: Instant) -> Result<Option<PathBuf>> {
    if most == 0 || !has_content(database)? {
        return Ok(None);
    }
    let mut store = Store::open_raw(database)?;
    if store.read(|view| view.with_undone().last("fact"))? == 0 {
        return Ok(None);
    }
    let record = store.record_id()?;
    let is_own = |kept: &Kept| kept.record.as_deref().is_some_and(|id| record.starts_with(id));
    let newest = kept(database)?.into_iter().find(is_own);
    if let Some(newest) = newest.filter(|kept| kept.is_automatic() && is_same(database, &kept.path)) {
        return Ok(Some(newest.path));
    }
    let path = place(database, Some(&record), why, now)?;
    store.copy_to(&path, false)?;
    sweep_torn(database, TORN_AGE);
    for old in kept(database)?.iter().filter(|kept| kept.is_automatic() && is_own(kept)).skip(most) {
        // Another command may have dropped it; one too many does no harm.
        drop(fs_err::remove_file(&old.path));
    }
    Ok(Some(path))
}

pub fn move_aside(database: &Path, now: Instant) -> Result<PathBuf> {
    let aside = place(database, None, DAMAGED, now)?;
    let failed = |error| Error::failed(format!("cannot move {} aside", database.display())).caused_by(error);
    // The file, not a link to it: the link then leads to the new one.
    let file = resolved(database);
    fs_err::rename(&file, &aside).map_err(failed)?;
    // Else SQLite would take it for the journal of the file that comes in its place.
    if journal_of(&file).exists() {
        fs_err::rename(journal_of(&file), journal_of(&aside)).map_err(failed)?;
    }
    sync_folder_of(&aside).and_then(|()| sync_folder_of(&file)).map_err(failed)?;
    Ok(aside)
}

fn is_same(database: &Path, copy: &Path) -> bool {
    let compare = || -> std::io::Result<bool> {
        let (mut one, mut other) = (fs_err::File::open(database)?, fs_err::File::open(copy)?);
        if one.metadata()?.len() != other.metadata()?.len() {
            return Ok(false);
        }
        let mut is_first = true;
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

#[derive(Default, Debug)]
pub struct Copies {
    pub facts: usize,
    pub dropped: Vec<PathBuf>,
    pub written: Option<PathBuf>,
    /// The user's own, damaged ones, and what can't be removed: the user has to see to them.
    pub left: Vec<PathBuf>,
    /// What failed after they were forgotten.
    pub trouble: Vec<Error>,
}

fn drop_copies(kept: Vec<Kept>, record: &str, database: &std::path::Path) -> Copies {
    sweep_torn(database, Duration::ZERO);
    let mut copies = Copies { left: others_files(database, &kept), ..Copies::default() };
    for copy in kept {
        let is_own = copy.is_automatic() && copy.record.is_some_and(|id| record.starts_with(&id));
        let is_dropped = is_own && fs_err::remove_file(&copy.path).is_ok();
        if is_dropped { &mut copies.dropped } else { &mut copies.left }.push(copy.path);
    }
    copies
}

impl Store {
    /// In the automatic copies, too.
    pub fn forget(&mut self, now: Instant, choose: impl FnOnce(&View) -> Read<Chosen>) -> Result<Copies> {
        // What has no room for this fails here, before anything is changed.
        self.sweep()?;
        let record = self.record_id()?;
        let path = self.path.clone();
        let mut copies = self.write(|change| {
            let chosen = change.read(choose)?;
            let facts = change.forget(&chosen)?;
            // Before the change counts: killed in between, the copies are gone and the facts still there.
            Ok(Copies { facts, ..drop_copies(kept(&path)?, &record, &path) })
        })?;
        copies.trouble.extend(self.sweep().err());
        if !copies.dropped.is_empty() {
            match keep(&path, "after-forget", 1, now) {
                Ok(written) => copies.written = written,
                Err(error) => copies.trouble.push(error),
            }
        }
        Ok(copies)
    }

    /// Its copies have the same.
    pub fn record_id(&mut self) -> Result<String> {
        let id = self.read(|view| view.one("SELECT lower(hex(id)) FROM record", []))?;
        Ok(id.unwrap_or_default())
    }

    /// Never where nothing is on record here.
    pub fn differs_from(&mut self, copy: &Path) -> Result<bool> {
        let is_empty = self.read(|view| view.with_undone().last("fact"))? == 0;
        Ok(!is_empty && verified(copy)?.record_id()? != self.record_id()?)
    }

    /// The file is there wholly or not at all, and only its owner can read it.
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
        let failed = |error: std::io::Error| cannot_write(path, &error);
        let file = tempfile::Builder::new().prefix(TORN).tempfile_in(parent_of(path)).map_err(failed)?;
        let copy = || {
            let mut copy = Connection::open(file.path())?;
            copy.pragma_update(None, "journal_mode", "off")?;
            run(&self.connection, &mut copy)
        };
        copy().map_err(|error| explain(if is_of_source(&error) { &self.path } else { path }, error))?;
        file.as_file().sync_all().map_err(failed)?;
        let persisted = if force { file.persist(path) } else { file.persist_noclobber(path) };
        persisted.map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => taken(),
            _ => failed(error.error),
        })?;
        sync_folder_of(path).map_err(failed)
    }

    /// One transaction. Whom `again` names, forgotten here, is forgotten there, too; no number is given twice.
    pub fn replace_with(
        &mut self,
        path: &Path,
        again: impl FnOnce(&View, &Forgotten) -> Read<Chosen>,
    ) -> Result<()> {
        let source = verified(path)?;
        let numbers = |view: &View| view.one("SELECT numbers FROM record", []).map(Option::unwrap_or_default);
        let (given, forgotten): (i64, _) = self.read(|view| Ok((numbers(view)?, view.forgotten()?)))?;
        // Before it comes here.
        let mut copy = Self::nameless(Some(&source), &self.path).map_err(|error| explain(path, error))?;
        let gone = copy.write(|change| {
            change.explained(change.run("UPDATE record SET numbers = max(numbers, ?1)", [given]))?;
            change.forget(&change.read(|view| again(view, &forgotten))?)
        })?;
        if gone > 0 {
            copy.sweep()?;
        }
        // Neither the file nor the copy may say that there is a write-ahead log.
        self.leave_wal();
        run(&copy.connection, &mut self.connection).map_err(|error| explain(&self.path, error))?;
        self.leave_wal();
        Ok(())
    }

    /// A copy in which a change can be tried: nothing of it stays.
    pub fn open_to_rehearse(path: &Path) -> Result<Self> {
        let source = Self::open_to_read(path)?;
        Self::nameless(source.as_ref(), path).map_err(|error| explain(path, error))
    }

    /// A copy in a file without a name, which is gone with it.
    fn nameless(source: Option<&Self>, path: &Path) -> rusqlite::Result<Self> {
        let mut copy = Connection::open("")?;
        source.map_or(Ok(()), |source| run(&source.connection, &mut copy))?;
        let mut copy = Self::new(copy, path)?;
        copy.found()?;
        Ok(copy)
    }

    /// What can't be done now, because another program has the file open, `doctor` finds.
    fn leave_wal(&self) {
        let delete = |row: &Row| row.get::<_, String>(0);
        drop(self.connection.pragma_update_and_check(None, "journal_mode", "delete", delete));
    }
}

/// A new file is never in use or damaged: the one that it is copied from is.
fn is_of_source(error: &rusqlite::Error) -> bool {
    use ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
    let code = error.sqlite_error_code();
    matches!(code, Some(DatabaseBusy | DatabaseLocked | DatabaseCorrupt | NotADatabase))
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

/// After a file got another name: else a power cut could bring the old one back.
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs_err::File::open(parent_of(path))?.sync_all() } else { Ok(()) }
}
