//! Which files of a zip or a folder are an export's, and the folder's.

use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

use encoding_rs::Encoding;
use fs_err as fs;

use super::foreign;
use super::input::{MAX_FILE, Options, READABLE, decoded, name_of, read_all, unreadable};
use crate::error::{self, Error};
use crate::record::time::{Day, Instant, Zone};
use crate::record::words::words;

pub(super) const MAX_FILES: usize = 5_000;
pub(super) const MAX_MESSAGES: u64 = 256 << 20;

const ONLY_THOSE: &str = "import only Invitations.csv and Connections.csv";

words! {
    /// By their names in an export, as in the portability API.
    Kind {
        Invitations = "invitations",
        Connections = "connections",
        Messages = "messages",
    }
}

impl Kind {
    /// That LinkedIn writes.
    pub(super) const fn header(self) -> &'static str {
        match self {
            Self::Invitations => "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
            Self::Connections => "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
            Self::Messages => "SENDER PROFILE URL, DATE",
        }
    }

    /// The columns that every version of it has.
    pub(super) const fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Invitations => &["From", "To", "Sent At", "Direction"],
            Self::Connections => &["First Name", "Last Name", "Connected On"],
            Self::Messages => &["SENDER PROFILE URL", "DATE"],
        }
    }

    /// The exact base name, in whatever case: `guide_messages.csv` is not `messages.csv`.
    pub(super) fn of(path: &str) -> Option<Self> {
        let name = base_name(path).to_lowercase();
        Self::from_word(name.strip_suffix(".csv")?)
    }

    /// As browsers and people rename it: `Invitations (1).csv`.
    pub(super) fn of_renamed(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let stem = name.strip_suffix(".csv")?;
        [Self::Invitations, Self::Connections].into_iter().find(|kind| stem.starts_with(kind.word()))
    }
}

pub(super) struct ListFile {
    pub(super) name: String,
    /// A text in UTF-8.
    pub(super) bytes: Vec<u8>,
    pub(super) encoding: Option<&'static Encoding>,
    /// Pages of it may be missing.
    pub(super) is_part: bool,
}

impl ListFile {
    pub(super) fn new(name: &str, bytes: Vec<u8>, said: Option<&'static Encoding>) -> Self {
        let (bytes, encoding) = decoded(bytes, said);
        Self { name: name.to_owned(), bytes, encoding, is_part: false }
    }
}

#[derive(Default)]
pub(super) struct Contents {
    pub(super) files: Vec<(Kind, ListFile)>,
    pub(super) left_alone: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) changed: Vec<Day>,
    pub(super) missing: Option<Error>,
}

/// Its path with `/` between its parts, also if Windows packed it, and how to get at it.
pub(super) type ZipEntry<S> = (String, S);

/// With the files in its own folders, but none that is deeper.
pub(super) fn open_folder(path: &Path, name: &str, options: &Options) -> error::Result<Contents> {
    let (mut files, mut seen) = (Vec::new(), 0);
    let mut folders = vec![(path.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            // A folder that only others may read is none of ours.
            Err(_) if !prefix.is_empty() => continue,
            entries => entries.map_err(unreadable)?,
        };
        for entry in entries.take(MAX_FILES + 1 - seen) {
            seen += 1;
            let path = entry.map_err(unreadable)?.path();
            let shown = format!("{prefix}{}", name_of(&path));
            let Some(metadata) = fs::metadata(&path).ok().filter(|_| !is_litter(&shown)) else { continue };
            if metadata.is_file() {
                files.push((shown, (path, metadata)));
            } else if metadata.is_dir() && prefix.is_empty() {
                folders.push((path, shown + "/"));
            }
        }
    }
    if seen > MAX_FILES {
        return Ok(Contents { missing: Some(too_many(name)), ..Contents::default() });
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let mut changed = Vec::new();
    let contents = choose(&files, name, options, |kind, (shown, (path, metadata))| {
        changed.extend(day_changed(metadata, options.zone));
        let cap = if kind == Kind::Messages { MAX_MESSAGES } else { MAX_FILE };
        read_all(fs::File::open(path).map_err(unreadable)?, base_name(shown), cap)
    })?;
    Ok(Contents { changed, ..contents })
}

/// A second file of the same kind, or one from another folder, belongs to another export.
pub(super) fn choose<S>(
    entries: &[ZipEntry<S>],
    name: &str,
    options: &Options,
    mut read: impl FnMut(Kind, &ZipEntry<S>) -> error::Result<Vec<u8>>,
) -> error::Result<Contents> {
    let mut contents = Contents { names: vec![name.to_owned()], ..Contents::default() };
    let is_wanted = |kind: &Kind| options.messages || *kind != Kind::Messages;
    let mut wanted: Vec<(Kind, &ZipEntry<S>)> = Vec::new();
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
        contents.files.push((kind, ListFile::new(base_name(&entry.0), bytes, options.encoding)));
    }
    Ok(contents)
}

fn nothing_in<S>(entries: &[ZipEntry<S>], name: &str) -> Error {
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

pub(super) fn too_many(name: &str) -> Error {
    Error::failed(format!("{name} has more than {MAX_FILES} files in it")).hint(ONLY_THOSE)
}

pub(super) fn day_changed(metadata: &Metadata, zone: Zone) -> Option<Day> {
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(zone.day_of(Instant::from_millis(i64::try_from(changed.as_millis()).ok()?)))
}

/// Hidden files, and what macOS leaves in its zips (`__MACOSX/._Invitations.csv`).
pub(super) fn is_litter(path: &str) -> bool {
    base_name(path).starts_with('.') || path.split('/').any(|part| part == "__MACOSX")
}

pub(super) fn base_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
