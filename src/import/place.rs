//! Opening what the user points at: a zip, a folder, or a single CSV.

use std::fs::Metadata;
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

use fs_err as fs;

use super::listing::{Contents, File, Kind};
use super::{ImportError, archive, csv_text, folder, sniff};
use crate::record::time::{Day, Instant, Zone};

/// The cap on any one file, packed or not.
pub const MAX_FILE_MIB: u64 = 64;

/// Reads what is at `path` into memory, as far as it matters.
pub(super) fn open(path: &Path, zone: Zone) -> Result<Contents, ImportError> {
    let name = name_of(path);
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return folder::open(path, name, zone);
    }
    // Opening a pipe would wait for ever.
    if !metadata.is_file() {
        return Err(ImportError::NotAFile { file: name });
    }
    let bytes = bytes_of(path, &name)?;
    let is_table = !sniff::is_zip(&bytes);
    let mut contents = contents_of(bytes, name)?;
    if is_table {
        contents.changed.extend(day_changed(&metadata, zone));
        contents.names.extend(path.parent().map(name_of));
    }
    Ok(contents)
}

/// What the bytes of a file called `name` bring: a zip, or a single table.
pub(super) fn contents_of(bytes: Vec<u8>, name: String) -> Result<Contents, ImportError> {
    if sniff::is_zip(&bytes) {
        return archive::unpack(&bytes, &name);
    }
    let mut contents = Contents { names: vec![name.clone()], ..Contents::default() };
    contents.put(kind_of(&bytes, &name)?, File { name, bytes });
    Ok(contents)
}

/// A single file is recognised by its header, or else by its name.
fn kind_of(bytes: &[u8], name: &str) -> Result<Kind, ImportError> {
    let foreign = |what| ImportError::NotAnExport { file: name.to_owned(), what };
    if let Some(what) = sniff::foreign(bytes) {
        return Err(foreign(what));
    }
    let by_name = Kind::of_renamed(name);
    if by_name.is_none() && name.to_lowercase().ends_with(".zip") {
        return Err(foreign("not a zip in spite of its name"));
    }
    let text = csv_text::check(bytes, name)?;
    csv_text::recognise(text, name)?.or(by_name).ok_or_else(|| foreign("some other text"))
}

/// The whole file, if it is not empty and not too large.
pub(super) fn bytes_of(path: &Path, name: &str) -> Result<Vec<u8>, ImportError> {
    let limit = MAX_FILE_MIB << 20;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ImportError::TooLarge { file: name.to_owned(), limit_mib: MAX_FILE_MIB });
    }
    if bytes.is_empty() {
        return Err(ImportError::Empty { file: name.to_owned() });
    }
    Ok(bytes)
}

/// The last part of a path; of the folder itself for `.` and `..`.
pub(super) fn name_of(path: &Path) -> String {
    let full = if path.file_name().is_none() { fs::canonicalize(path).ok() } else { None };
    let path = full.as_deref().unwrap_or(path);
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The day of the last change, if the file system knows one after 1970.
pub(super) fn day_changed(metadata: &Metadata, zone: Zone) -> Option<Day> {
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(zone.day_of(Instant::from_millis(i64::try_from(changed.as_millis()).ok()?)))
}
