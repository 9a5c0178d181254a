//! Unpacking the zip, as far as it matters: the only user of the `zip` crate.
//!
//! A zip may claim any size for what it holds, so the caps hold twice: for what the headers say, to refuse early,
//! and for what really comes out.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFileEntry;

use super::ImportError;
use super::listing::{self, Contents, File, MAX_FILES};
use super::messages;
use crate::record::time::Day;

type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The cap on everything that a zip unpacks to.
const MAX_UNPACKED_MIB: u64 = 64;
/// The cap on how many times its packed size a file unpacks to.
const MAX_RATIO: u64 = 100;
/// Below this size, any ratio will do: a short table may be a very regular one.
const RATIO_MATTERS_ABOVE: u64 = 8 << 20;

/// The files that matter in a zip called `name`.
pub(super) fn unpack(bytes: &[u8], name: &str) -> Result<Contents, ImportError> {
    refuse_crowd(bytes, name)?;
    let torn = |_| ImportError::Torn { file: name.to_owned() };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(torn)?;
    if zip.has_duplicate_names() {
        return Err(ImportError::TwiceTheSameName { file: name.to_owned() });
    }
    let entries = entries_of(&zip, name)?;
    let paths: Vec<String> = entries.iter().map(|entry| entry.path.clone()).collect();
    let choice = listing::choose(&paths, name)?;
    let mut contents = Contents::default();
    contents.names.push(name.to_owned());
    contents.names.extend(choice.folder(&paths).map(str::to_owned));
    contents.changed.extend(entries.iter().filter_map(|entry| entry.changed));
    let mut left = MAX_UNPACKED_MIB << 20;
    for (kind, index) in choice.wanted() {
        let bytes = inflate(&mut zip, &entries[index], left, name)?;
        left = left.saturating_sub(bytes.len() as u64);
        contents.put(kind, File { name: listing::base_name(&paths[index]).to_owned(), bytes });
    }
    contents.left_alone = choice.left_alone;
    Ok(contents)
}

/// Hands the only file that is wanted in the zip called `name` to `read`, as a stream of at most `limit` bytes; none if
/// there is none.
pub(super) fn read_one<T>(
    bytes: &[u8],
    name: &str,
    limit: u64,
    is_wanted: impl Fn(&str) -> bool,
    read: impl FnOnce(&str, &mut dyn Read) -> Result<T, ImportError>,
) -> Result<Option<T>, ImportError> {
    refuse_crowd(bytes, name)?;
    let torn = || ImportError::Torn { file: name.to_owned() };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| torn())?;
    let mut wanted = entries_of(&zip, name)?.into_iter().filter(|entry| is_wanted(&entry.path));
    let Some(entry) = wanted.next() else { return Ok(None) };
    if let Some(second) = wanted.next() {
        let (first, second) = (entry.path, second.path);
        return Err(ImportError::Ambiguous { file: name.to_owned(), first, second });
    }
    let cap = limit.min(inflated_cap(entry.packed));
    let mut unpacked = zip.by_index(entry.index).map_err(|_| torn())?.take(cap + 1);
    let said = read(listing::base_name(&entry.path), &mut unpacked);
    match said {
        _ if unpacked.limit() == 0 => {
            Err(ImportError::UnpacksTooLarge { file: name.to_owned(), limit_mib: cap >> 20 })
        }
        // What comes out of a damaged zip is no fault of its files.
        Err(ImportError::Read(_)) => Err(torn()),
        said => said.map(Some),
    }
}

struct Entry {
    /// With `/` between its parts, also if Windows packed it.
    path: String,
    index: usize,
    packed: u64,
    changed: Option<Day>,
}

/// Counts the entries before any of them takes up memory: a small zip may list a million.
fn refuse_crowd(bytes: &[u8], name: &str) -> Result<(), ImportError> {
    let headers = bytes.windows(4).filter(|window| window == b"PK\x01\x02").take(MAX_FILES + 1).count();
    if headers > MAX_FILES {
        return Err(ImportError::TooManyFiles { file: name.to_owned(), limit: MAX_FILES });
    }
    Ok(())
}

/// The files in the zip, if there is nothing suspicious about any of them.
fn entries_of(zip: &Zip<'_>, name: &str) -> Result<Vec<Entry>, ImportError> {
    let mut entries = Vec::new();
    let mut claimed = 0_u64;
    for index in 0..zip.len() {
        let header = zip.by_index_data(index).map_err(|_| ImportError::Torn { file: name.to_owned() })?;
        let path = String::from_utf8_lossy(header.name_raw()).replace('\\', "/");
        // No file takes up more room than there is before the directory, whatever its header says.
        let packed = header.compressed_size().min(zip.central_directory_start());
        refuse_suspicious(&header, &path, packed, name)?;
        // Private messages may be many; nobody unpacks them together with the rest.
        if !messages::is_of_messages(&path) {
            claimed = claimed.saturating_add(header.size());
        }
        if claimed > MAX_UNPACKED_MIB << 20 {
            return Err(ImportError::UnpacksTooLarge { file: name.to_owned(), limit_mib: MAX_UNPACKED_MIB });
        }
        if !path.ends_with('/') && !listing::is_litter(&path) {
            entries.push(Entry { path, index, packed, changed: day_changed(&header) });
        }
    }
    Ok(entries)
}

fn refuse_suspicious(
    header: &ZipFileEntry<'_>,
    path: &str,
    packed: u64,
    name: &str,
) -> Result<(), ImportError> {
    let (file, entry) = (name.to_owned(), path.to_owned());
    if is_unsafe(path) {
        Err(ImportError::UnsafeName { file, entry })
    } else if header.encrypted() {
        Err(ImportError::Encrypted { file, entry })
    } else if header.is_symlink() {
        Err(ImportError::Symlink { file, entry })
    } else if header.size() > inflated_cap(packed) {
        Err(ImportError::Bomb { file, entry, limit: MAX_RATIO })
    } else {
        Ok(())
    }
}

fn day_changed(header: &ZipFileEntry<'_>) -> Option<Day> {
    let at = header.last_modified()?;
    Day::new(i32::from(at.year()), u32::from(at.month()), u32::from(at.day()))
}

/// Absolute (`/x`, `C:/x`), leading out of its folder (`a/../../x`), or with a byte that ends names elsewhere.
fn is_unsafe(path: &str) -> bool {
    path.starts_with('/')
        || path.contains('\0')
        || path.get(1..2) == Some(":")
        || path.split('/').any(|part| part == "..")
}

fn inflated_cap(packed: u64) -> u64 {
    packed.saturating_mul(MAX_RATIO).max(RATIO_MATTERS_ABOVE)
}

/// The bytes of one file; `left` is how many of the cap on all of them are.
fn inflate(zip: &mut Zip<'_>, entry: &Entry, left: u64, name: &str) -> Result<Vec<u8>, ImportError> {
    let file = name.to_owned();
    let cap = inflated_cap(entry.packed);
    let mut bytes = Vec::new();
    let unpacked = zip
        .by_index(entry.index)
        .map_err(drop)
        .and_then(|packed| packed.take(left.min(cap) + 1).read_to_end(&mut bytes).map_err(drop));
    let length = bytes.len() as u64;
    if length > cap {
        Err(ImportError::Bomb { file, entry: entry.path.clone(), limit: MAX_RATIO })
    } else if length > left {
        Err(ImportError::UnpacksTooLarge { file, limit_mib: MAX_UNPACKED_MIB })
    } else if unpacked.is_err() {
        Err(ImportError::Torn { file })
    } else {
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_really_comes_out_counts() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("a.csv", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(b"0123456789").unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let mut zip = ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
        let entry = entries_of(&zip, "x.zip").unwrap().remove(0);
        assert_eq!(inflate(&mut zip, &entry, 10, "x.zip").unwrap(), b"0123456789");
        let error = inflate(&mut zip, &entry, 9, "x.zip").unwrap_err();
        assert!(matches!(error, ImportError::UnpacksTooLarge { .. }), "{error}");
    }
}
