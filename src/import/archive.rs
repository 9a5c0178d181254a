//! The files in a zip; nobody else uses the `zip` crate. A zip may claim any size, so the caps hold twice: for what the
//! headers say, to refuse early, and for what really comes out.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use fs_err as fs;
use zip::ZipArchive;
use zip::read::ZipFileEntry;

use super::contents::{Contents, Kind, MAX_FILES, MAX_MESSAGES, base_name, choose, is_litter, too_many};
use super::input::{AGAIN, Options};
use super::mail::{self, Take};
use crate::error::{Error, Result};
use crate::record::time::Day;

/// But for the messages.
const MAX_UNPACKED: u64 = 64 << 20;
const MAX_RATIO: u64 = 100;
/// Below this size, any ratio will do: a short table may be a very regular one.
const RATIO_MATTERS_ABOVE: u64 = 8 << 20;

const UNZIP: &str = "unzip it, and import the folder with Invitations.csv and Connections.csv";
const NOT_LINKEDIN_S: &str =
    "LinkedIn does not make such zips: import the one that you downloaded from there";

pub(super) fn unpack(bytes: &[u8], name: &str, options: &Options) -> Result<Contents> {
    // Counts the entries before any of them takes up memory: a small zip may list a million.
    if bytes.windows(4).filter(|window| window == b"PK\x01\x02").count() > MAX_FILES {
        return Err(too_many(name));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| torn(name))?;
    if zip.has_duplicate_names() {
        return Err(Error::failed(format!("{name} holds two files of the same name")).hint(AGAIN));
    }
    let (mut entries, mut changed, mut claimed) = (Vec::new(), Vec::new(), 0_u64);
    for index in 0..zip.len() {
        let header = zip.by_index_data(index).map_err(|_| torn(name))?;
        let path = String::from_utf8_lossy(header.name_raw()).replace('\\', "/");
        // No file takes up more room than there is before the directory, whatever its header says.
        let packed = header.compressed_size().min(zip.central_directory_start());
        refuse_suspicious(&header, &path, packed, name)?;
        // Private messages may be many; nobody unpacks them together with the rest.
        if Kind::of(&path) != Some(Kind::Messages) {
            claimed = claimed.saturating_add(header.size());
        }
        if claimed > MAX_UNPACKED {
            return Err(unpacks_too_large(name, MAX_UNPACKED));
        }
        if !path.ends_with('/') && !is_litter(&path) {
            let at = header.last_modified();
            changed.extend(at.and_then(|at| Day::new(at.year().into(), at.month().into(), at.day().into())));
            entries.push((path, (index, packed)));
        }
    }
    let mut unpacked = 0;
    let contents = choose(&entries, name, options, |kind, (path, (index, packed))| {
        let is_private = kind == Kind::Messages;
        let (done, most) = if is_private { (0, MAX_MESSAGES) } else { (unpacked, MAX_UNPACKED) };
        let file = zip.by_index(*index).map_err(|_| torn(name))?;
        let bytes = inflate(file, path, *packed, (done, most), name)?;
        unpacked += if is_private { 0 } else { bytes.len() as u64 };
        Ok(bytes)
    })?;
    Ok(Contents { changed, ..contents })
}

/// Mailboxes and mails in a zip such as Google's Takeout, which may be far larger than any export.
pub(super) fn mails(path: &Path) -> Option<impl FnOnce(Take) + use<>> {
    let mut file = BufReader::new(fs::File::open(path).ok()?);
    if !is_zip(file.fill_buf().ok()?) {
        return None;
    }
    let mut zip = ZipArchive::new(file).ok()?;
    let is_mail = |path: &str| {
        let end = Path::new(path).extension().unwrap_or_default();
        ["mbox", "eml"].iter().any(|known| end.eq_ignore_ascii_case(known)) && !is_litter(path)
    };
    let mut paths: Vec<String> = zip.file_names().filter_map(|path| Some(path.ok()?.into_owned())).collect();
    let is_of_an_export = paths.iter().any(|path| Kind::of(path).is_some());
    paths.retain(|path| is_mail(path));
    if is_of_an_export || paths.is_empty() || paths.len() > MAX_FILES {
        return None;
    }
    paths.sort();
    Some(move |take: Take| {
        for path in paths {
            let name = base_name(&path);
            match zip.by_name(&path) {
                Ok(file) => {
                    let most = inflated_cap(file.compressed_size());
                    mail::in_any(BufReader::new(file.take(most)), name, take);
                }
                Err(error) => take(name.to_owned(), Err(io::Error::other(error))),
            }
        }
    })
}

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(&magic[..]))
}

fn refuse_suspicious(header: &ZipFileEntry<'_>, path: &str, packed: u64, name: &str) -> Result<()> {
    // Absolute (`/x`, `C:/x`), leading out of its folder (`a/../../x`), or with a byte that ends names elsewhere.
    let is_unsafe = path.starts_with('/')
        || path.contains('\0')
        || path.get(1..2) == Some(":")
        || path.split('/').any(|part| part == "..");
    if is_unsafe {
        Err(Error::failed(format!("{name} holds a file with an unsafe name: {path}")).hint(NOT_LINKEDIN_S))
    } else if header.encrypted() {
        Err(Error::failed(format!("{path} in {name} is encrypted")).hint(UNZIP))
    } else if header.is_symlink() {
        Err(Error::failed(format!("{path} in {name} is a symbolic link")).hint(NOT_LINKEDIN_S))
    } else if header.size() > inflated_cap(packed) {
        Err(bomb(path, name))
    } else {
        Ok(())
    }
}

fn inflated_cap(packed: u64) -> u64 {
    packed.saturating_mul(MAX_RATIO).max(RATIO_MATTERS_ABOVE)
}

fn inflate(
    file: impl Read,
    path: &str,
    packed: u64,
    (done, most): (u64, u64),
    name: &str,
) -> Result<Vec<u8>> {
    let (cap, left) = (inflated_cap(packed), most.saturating_sub(done));
    let mut bytes = Vec::new();
    let unpacked = file.take(left.min(cap) + 1).read_to_end(&mut bytes);
    let length = bytes.len() as u64;
    if length > cap {
        Err(bomb(path, name))
    } else if length > left {
        Err(unpacks_too_large(name, most))
    } else {
        unpacked.map(|_| bytes).map_err(|_| torn(name))
    }
}

fn torn(name: &str) -> Error {
    Error::failed(format!("the zip {name} is damaged or incomplete")).hint(AGAIN)
}

fn bomb(path: &str, name: &str) -> Error {
    Error::failed(format!("{path} in {name} unpacks to more than {MAX_RATIO} times its size"))
        .hint(NOT_LINKEDIN_S)
}

fn unpacks_too_large(name: &str, cap: u64) -> Error {
    Error::failed(format!("{name} unpacks to more than {} MiB", cap >> 20)).hint(UNZIP)
}
