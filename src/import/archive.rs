//! The files of an export, out of its zip or folder; nobody else uses the `zip` crate. A zip may claim any size, so
//! the caps hold twice: for what the headers say, to refuse early, and for what really comes out.

use std::fs::Metadata;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::UNIX_EPOCH;

use encoding_rs::Encoding;
use fs_err as fs;
use zip::ZipArchive;
use zip::read::ZipFileEntry;

use super::foreign;
use super::input::{AGAIN, MAX_FILE, Options, READABLE, decoded, name_of, read_all, unreadable};
use super::mail::{self, Found, Mails};
use crate::error::{Error, Result};
use crate::record::time::{Day, Instant, Zone};

const MAX_FILES: usize = 5_000;
/// But for the messages.
const MAX_UNPACKED: u64 = 64 << 20;
pub(super) const MAX_MESSAGES: u64 = 256 << 20;
const MAX_RATIO: u64 = 100;
/// Below this size, any ratio will do: a short table may be a very regular one.
const RATIO_MATTERS_ABOVE: u64 = 8 << 20;

const ONLY_THOSE: &str = "import only Invitations.csv and Connections.csv";
const UNZIP: &str = "unzip it, and import the folder with Invitations.csv and Connections.csv";
const NOT_LINKEDIN_S: &str =
    "LinkedIn does not make such zips: import the one that you downloaded from there";

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    Invitations,
    Connections,
    Messages,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Invitations, Self::Connections, Self::Messages];

    const fn file(self) -> &'static str {
        match self {
            Self::Invitations => "invitations.csv",
            Self::Connections => "connections.csv",
            Self::Messages => "messages.csv",
        }
    }

    /// The exact base name, in whatever case: `guide_messages.csv` is not `messages.csv`.
    fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| base_name(path).eq_ignore_ascii_case(kind.file()))
    }

    /// As browsers and people rename it: `Invitations (1).csv`.
    pub(super) fn of_renamed(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let stem = name.strip_suffix(".csv")?;
        let lists = [Self::Invitations, Self::Connections];
        lists.into_iter().find(|kind| kind.file().strip_suffix(".csv").is_some_and(|of| stem.starts_with(of)))
    }
}

pub(super) struct File {
    pub(super) name: String,
    /// A text in UTF-8.
    pub(super) bytes: Vec<u8>,
    pub(super) encoding: Option<&'static Encoding>,
    /// Pages of it may be missing.
    pub(super) is_part: bool,
}

impl File {
    pub(super) fn new(name: &str, bytes: Vec<u8>, said: Option<&'static Encoding>) -> Self {
        let (bytes, encoding) = decoded(bytes, said);
        Self { name: name.to_owned(), bytes, encoding, is_part: false }
    }
}

#[derive(Default)]
pub(super) struct Contents {
    pub(super) files: Vec<(Kind, File)>,
    pub(super) left_alone: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) changed: Vec<Day>,
    pub(super) missing: Option<Error>,
}

/// Its path with `/` between its parts, also if Windows packed it, and how to get at it.
type Entry<S> = (String, S);

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

/// Mailboxes and mails in a zip such as Google's Takeout, which may be far larger than any export; one by one, from a
/// thread of their own, for a file in a zip can't be kept open from one mail to the next.
pub(super) fn mails(path: &Path) -> Option<Mails> {
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
    let (sender, mails) = sync_channel(8);
    thread::spawn(move || {
        for path in paths {
            let name = base_name(&path).to_owned();
            let mut mails: Box<dyn Iterator<Item = Found>> = match zip.by_name(&path) {
                Ok(file) => {
                    let most = inflated_cap(file.compressed_size());
                    mail::in_any(BufReader::new(file.take(most)), &name)
                }
                Err(error) => Box::new(iter::once((name, Err(io::Error::other(error))))),
            };
            if !mails.all(|mail| sender.send(mail).is_ok()) {
                return;
            }
        }
    });
    Some(Box::new(mails.into_iter()))
}

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(&magic[..]))
}

pub(super) fn open_folder(path: &Path, name: &str, options: &Options) -> Result<Contents> {
    let mut walk = Walk::default();
    walk.list(fs::read_dir(path).map_err(unreadable)?, "")?;
    for (folder, shown) in std::mem::take(&mut walk.folders) {
        // A folder that only others may read is none of ours.
        if let Ok(folder) = fs::read_dir(&folder) {
            walk.list(folder, &shown)?;
        }
    }
    if walk.seen > MAX_FILES {
        return Ok(Contents { missing: Some(too_many(name)), ..Contents::default() });
    }
    walk.files.sort_by(|a, b| a.0.cmp(&b.0));
    let mut changed = Vec::new();
    let contents = choose(&walk.files, name, options, |kind, (shown, (path, metadata))| {
        changed.extend(day_changed(metadata, options.zone));
        let cap = if kind == Kind::Messages { MAX_MESSAGES } else { MAX_FILE };
        read_all(fs::File::open(path).map_err(unreadable)?, base_name(shown), cap)
    })?;
    Ok(Contents { changed, ..contents })
}

#[derive(Default)]
struct Walk {
    files: Vec<Entry<(PathBuf, Metadata)>>,
    folders: Vec<(PathBuf, String)>,
    seen: usize,
}

impl Walk {
    fn list(&mut self, folder: fs::ReadDir, prefix: &str) -> Result<()> {
        for entry in folder {
            self.seen += 1;
            if self.seen > MAX_FILES {
                break;
            }
            let path = entry.map_err(unreadable)?.path();
            let shown = format!("{prefix}{}", name_of(&path));
            let Some(metadata) = fs::metadata(&path).ok().filter(|_| !is_litter(&shown)) else { continue };
            if metadata.is_dir() {
                self.folders.push((path, shown + "/"));
            } else if metadata.is_file() {
                self.files.push((shown, (path, metadata)));
            }
        }
        Ok(())
    }
}

/// A second file of the same kind, or one from another folder, belongs to another export.
fn choose<S>(
    entries: &[Entry<S>],
    name: &str,
    options: &Options,
    mut read: impl FnMut(Kind, &Entry<S>) -> Result<Vec<u8>>,
) -> Result<Contents> {
    let mut contents = Contents { names: vec![name.to_owned()], ..Contents::default() };
    let is_wanted = |kind: &Kind| options.messages || *kind != Kind::Messages;
    let mut wanted: Vec<(Kind, &Entry<S>)> = Vec::new();
    for entry in entries {
        let path = &entry.0;
        let Some(kind) = Kind::of(path).filter(is_wanted) else {
            contents.left_alone.push(path.clone());
            continue;
        };
        let mut others = wanted.iter().map(|(other, (first, _))| (*other, first));
        if let Some((_, first)) =
            others.find(|(other, first)| *other == kind || folder_of(first) != folder_of(path))
        {
            let second = path;
            return Err(Error::failed(format!("{name} holds more than one export: {first} and {second}"))
                .hint("import them one by one, the oldest first"));
        }
        wanted.push((kind, entry));
    }
    match wanted.first() {
        Some((_, (first, _))) => contents.names.push(folder_of(first).to_owned()),
        None => contents.missing = Some(nothing_in(entries, name)),
    }
    wanted.sort_by_key(|(kind, _)| *kind);
    for (kind, entry) in wanted {
        let bytes = read(kind, entry)?;
        contents.files.push((kind, File::new(base_name(&entry.0), bytes, options.encoding)));
    }
    Ok(contents)
}

fn nothing_in<S>(entries: &[Entry<S>], name: &str) -> Error {
    let paths = || entries.iter().map(|(path, _)| path);
    let is_there = |sign: &str| paths().any(|path| path.starts_with(sign) || path.ends_with(sign));
    if let Some((_, what, way_out)) = foreign::ZIPS.iter().find(|(sign, ..)| is_there(sign)) {
        Error::failed(format!("{name} {what}, not a LinkedIn data export")).hint(*way_out)
    } else if let Some(inner) = paths().find(|path| path.to_lowercase().ends_with(".zip")) {
        Error::failed(format!("{name} holds another zip, {inner}, instead of the files of an export"))
            .hint("unzip the outer one first, and import the zip inside")
    } else {
        Error::failed(format!("{name} has neither Invitations.csv nor Connections.csv in it")).hint(READABLE)
    }
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

fn too_many(name: &str) -> Error {
    Error::failed(format!("{name} has more than {MAX_FILES} files in it")).hint(ONLY_THOSE)
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

pub(super) fn day_changed(metadata: &Metadata, zone: Zone) -> Option<Day> {
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(zone.day_of(Instant::from_millis(i64::try_from(changed.as_millis()).ok()?)))
}

/// Hidden files, and what macOS leaves in its zips (`__MACOSX/._Invitations.csv`).
fn is_litter(path: &str) -> bool {
    base_name(path).starts_with('.') || path.split('/').any(|part| part == "__MACOSX")
}

fn base_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
