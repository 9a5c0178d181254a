//! A file that only its owner can read, and that is there wholly or not at all.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::error::{Error, Result};

pub fn write(path: &Path, force: bool, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let failed =
        |error: io::Error| Error::failed(format!("cannot write {}", path.display())).caused_by(error);
    if path.is_dir() {
        return Err(Error::failed(format!("{} is a directory, not a file", path.display())));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(is_there(path));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Such a file is private from birth, and gone if we fail.
    let mut file = tempfile::Builder::new().prefix(".invtrack-").tempfile_in(folder).map_err(failed)?;
    let mut out = BufWriter::new(file.as_file_mut());
    content(&mut out).and_then(|()| out.flush()).map_err(failed)?;
    drop(out);
    file.as_file().sync_all().map_err(failed)?;
    let kept = if force { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(drop).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => is_there(path),
        _ => failed(error.error),
    })
}

fn is_there(path: &Path) -> Error {
    Error::failed(format!("{} is there already", path.display()))
        .hint("name another file, or overwrite it with --force")
}
