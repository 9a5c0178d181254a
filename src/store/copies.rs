//! The copies of a file in the folder beside it, by their names.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::paths::{create_private_directory, folder_of, name_of};
use crate::error::{Error, Result};
use crate::record::time::Instant;

pub(super) const DAMAGED: &str = "damaged";
const ID_DIGITS: usize = 8;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub path: PathBuf,
    /// `before-import`, `before-restore`, `after-forget`, `by-hand`; `damaged`: unreadable, so moved aside.
    pub why: String,
    /// The first digits of the id of its record; none where it was damaged.
    pub record: Option<String>,
    /// Bytes.
    pub size: u64,
    pub written_at: Instant,
}

impl Kept {
    pub fn is_automatic(&self) -> bool {
        self.why.starts_with("before-") || self.why.starts_with("after-")
    }

    pub fn is_damaged(&self) -> bool {
        self.why == DAMAGED
    }
}

/// Newest first.
pub fn kept(database: &Path) -> Result<Vec<Kept>> {
    let folder = folder_of(database);
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
        let Some((time, rest)) = copy_name(database, &name) else { continue };
        let (record, why) = match rest.split_once('-') {
            Some((record, why)) if is_id(record) => (Some(record.to_owned()), why),
            _ => (None, rest),
        };
        // Another command may have dropped it meanwhile.
        let Ok(meta) = fs_err::metadata(&path) else { continue };
        let written_at = written_at(&meta);
        let copy = Kept { why: why.to_owned(), record, size: meta.len(), written_at, path: path.clone() };
        kept.push((time.to_owned(), copy));
    }
    kept.sort_by(|(time, one), (other_time, other)| {
        (other_time, other.written_at, &other.path).cmp(&(time, one.written_at, &one.path))
    });
    Ok(kept.into_iter().map(|(_, kept)| kept).collect())
}

/// `20261122T085000Z` and the rest of the name of a copy; none: that is the name of something else.
pub(super) fn copy_name<'a>(database: &Path, name: &'a str) -> Option<(&'a str, &'a str)> {
    let inner = name.strip_prefix(&name_of(database))?.strip_prefix('-')?.strip_suffix(".db")?;
    // The copies of another file in the same folder may begin alike.
    inner.split_once('-').filter(|(time, _)| is_time(time))
}

fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(8) == Some(&b'T') && bytes[..8].iter().all(u8::is_ascii_digit)
}

fn is_id(text: &str) -> bool {
    text.len() == ID_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `backups/invtrack.db-20261122T085000Z-1f2e3d4c-before-import.db`; the folder is made if need be.
pub fn place(database: &Path, record: Option<&str>, why: &str, now: Instant) -> Result<PathBuf> {
    let folder = folder_of(database);
    let id = record.map(|id| format!("{}-", &id[..ID_DIGITS.min(id.len())])).unwrap_or_default();
    let time = now.to_rfc3339().replace([':', '-', '.'], "");
    let named = |nth: &str| folder.join(format!("{}-{time}{nth}-{id}{why}.db", name_of(database)));
    let mut path = named("");
    let mut nth = 1;
    while path.exists() {
        nth += 1;
        path = named(&format!(".{nth}"));
    }
    create_private_directory(&folder).map_err(|error| cannot_write(&path, &error))?;
    Ok(path)
}

fn written_at(meta: &std::fs::Metadata) -> Instant {
    let since = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    Instant::from_millis(since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0))
}

pub(super) fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    Error::failed(format!("cannot write the backup {}", path.display()))
        .caused_by(error)
        .hint("check that you may write there, and that there is space; nothing was changed")
}
