//! Which files are the record's own: whatever else is written must go somewhere else.

use std::path::{Path, PathBuf};

use super::copies::{copy_name, kept};
use super::paths::{beside, folder_of, is_same, resolved};
use crate::error::{Error, Result};

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
    let all = || kept(database).into_iter().flatten();
    (is_in_folder && copy_name(database, name).is_some()) || all().any(|kept| is_same(path, &kept.path))
}

pub fn refuse(database: &Path, path: &Path) -> Result<()> {
    own(database, path).map_or(Ok(()), |own| Err(own.refusal(path)))
}
