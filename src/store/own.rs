//! Which files are the record's own: whatever else is written must go somewhere else.

use std::path::{Path, PathBuf};

use super::backup;
use crate::error::{Error, Result};

const FOLDER: &str = "backups";
/// What SQLite keeps beside a database, in one journal mode or another.
const SIDE_FILES: [&str; 3] = ["-journal", "-wal", "-shm"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Own {
    Database,
    SideFile,
    Copy,
}

impl Own {
    pub fn refusal(self, path: &Path) -> Error {
        let path = path.display();
        let what = match self {
            Self::Database => "is the database itself",
            Self::SideFile => "is for the database's own journal",
            Self::Copy => "is one of the database's own backups",
        };
        Error::usage(format!("{path} {what}")).hint("name another file; nothing was changed")
    }
}

/// Which file of the record a path leads to, by whatever name or link, or would lead to once it is there.
pub fn own(database: &Path, path: &Path) -> Option<Own> {
    // A link to the database has its own name for what lies beside it.
    let names = [database.to_owned(), resolved(database)];
    let is_beside = |name: &PathBuf| SIDE_FILES.iter().any(|side| is_same(path, &beside(name, side)));
    if names.iter().any(|name| is_same(path, name)) {
        Some(Own::Database)
    } else if names.iter().any(is_beside) {
        Some(Own::SideFile)
    } else {
        is_copy(database, path).then_some(Own::Copy)
    }
}

fn is_copy(database: &Path, path: &Path) -> bool {
    let place = resolved(path);
    let name = place.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let name = SIDE_FILES.iter().find_map(|side| name.strip_suffix(side)).unwrap_or(&name);
    let is_in_folder = place.parent().is_some_and(|folder| is_same(folder, &folder_of(database)));
    let kept = || backup::kept(database).into_iter().flatten();
    (is_in_folder && backup::copy_name(database, name).is_some())
        || kept().any(|kept| is_same(path, &kept.path))
}

pub(super) fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

pub fn refuse(database: &Path, path: &Path) -> Result<()> {
    own(database, path).map_or(Ok(()), |own| Err(own.refusal(path)))
}

/// Where there is no file yet: whether it would be one.
pub fn is_same(one: &Path, other: &Path) -> bool {
    let is_one_file = identity(one).is_some_and(|file| identity(other) == Some(file));
    is_one_file || resolved(one) == resolved(other)
}

/// Hard links have it in common.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let meta = fs_err::metadata(path).ok()?;
    Some((meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs_err::canonicalize(path).ok()
}

/// The file itself, where a link leads to it; what is not there yet, in its real folder.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs_err::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs_err::canonicalize(path).ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

pub(super) fn folder_of(database: &Path) -> PathBuf {
    resolved(database).with_file_name(FOLDER)
}
