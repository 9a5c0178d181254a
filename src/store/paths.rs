//! Paths: what a link leads to, and what lies beside a file.

use std::path::{Path, PathBuf};

const FOLDER: &str = "backups";

pub(super) fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
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

pub(super) fn name_of(database: &Path) -> String {
    resolved(database).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

pub(super) fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
