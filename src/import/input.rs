//! What the readers share.

use std::io::Read;
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use fs_err as fs;

use super::changelog::Changelog;
use super::report::Report;
use super::requests::mapping::Mapping;
use crate::error::{Error, Result};
use crate::record::date::DateOrder;
use crate::record::fact::Who;
use crate::record::name::clean;
use crate::record::set::Record;
use crate::record::time::{Day, Instant, Zone};

/// But for mailboxes and messages.
pub const MAX_FILE_MIB: u64 = 64;
pub(super) const MAX_FILE: u64 = MAX_FILE_MIB << 20;
/// Enough to tell what a file is.
pub(super) const HEAD_BYTES: usize = 64 << 10;
/// In characters; LinkedIn's own cap is 60.
pub(super) const MAX_NAME_CHARS: usize = 200;
/// In characters (RFC 5321).
const MAX_EMAIL_CHARS: usize = 254;

pub(super) const READABLE: &str = "invtrack reads LinkedIn's data export: the zip, the unzipped folder, or its Invitations.csv or \
     Connections.csv; mails: .eml files, mailboxes (mbox, Maildir), folders of .eml files; the pages Manage \
     invitations > Sent and Connections, copied as text or saved as HTML; tables of requests: CSV with a header; and \
     its own exports (JSON)";

pub(super) const AGAIN: &str = "download the zip again, or import its Invitations.csv and Connections.csv";

pub(super) const AS_CSV: &str =
    "save it as CSV (in the spreadsheet: File > Save As, or Download), and import that";

pub type Progress<'p> = &'p mut dyn FnMut(usize, &'static str);

#[derive(Clone, Debug)]
pub struct Options {
    pub as_of: Option<Day>,
    pub now: Instant,
    pub zone: Zone,
    pub kind: Option<FileKind>,
    pub messages: bool,
    pub map: Mapping,
    pub order: Option<DateOrder>,
    /// By the settings: where nothing else tells the order.
    pub usual_order: Option<DateOrder>,
    /// Of texts that are no UTF-8.
    pub encoding: Option<&'static Encoding>,
    /// Several pages of a programming interface are a whole list.
    pub complete: bool,
}

impl Options {
    pub fn new(now: Instant, zone: Zone) -> Self {
        Self {
            as_of: None,
            now,
            zone,
            kind: None,
            messages: false,
            map: Mapping::default(),
            order: None,
            usual_order: None,
            encoding: None,
            complete: false,
        }
    }
}

/// What a file can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum FileKind {
    /// LinkedIn's data export, or a file of it
    Export,
    /// Mails
    Mail,
    /// A copied or saved page: Sent, or Connections
    Page,
    /// Any table of requests
    Table,
    /// An export of invtrack's own
    Own,
}

#[derive(Debug)]
pub struct Reading {
    pub report: Report,
    pub record: Record,
    /// Who was forgotten on the machine that it comes from.
    pub forgotten: Vec<(Who, Instant)>,
    /// What can be read only beside what is on record.
    pub changelog: Changelog,
}

impl Reading {
    pub fn new(report: Report, record: Record) -> Self {
        Self { report, record, forgotten: Vec::new(), changelog: Changelog::default() }
    }
}

pub(super) fn read_all(input: impl Read, name: &str, cap: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more tells that there is more.
    input.take(cap + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > cap {
        return Err(Error::failed(format!("{name} is larger than {} MiB", cap >> 20))
            .hint("import only Invitations.csv and Connections.csv"));
    }
    Ok(bytes)
}

/// The text in UTF-8, and what it was in before if in something else. What is no text stays as it is.
pub(super) fn decoded(
    bytes: Vec<u8>,
    said: Option<&'static Encoding>,
) -> (Vec<u8>, Option<&'static Encoding>) {
    let broken = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to());
    let guess = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let encoding = match (said, Encoding::for_bom(&bytes), broken) {
        (Some(said), ..) => said,
        (_, Some((marked, _)), _) => marked,
        _ if utf16(&bytes).is_some() => utf16(&bytes).unwrap_or(UTF_16LE),
        // A text that was UTF-8 so far is damaged.
        (.., Some(valid)) if bytes[..valid].is_ascii() && !bytes.contains(&0) => guess(),
        _ => return (bytes, None),
    };
    if encoding == encoding_rs::UTF_8 {
        return (bytes, None);
    }
    (encoding.decode(&bytes).0.into_owned().into_bytes(), Some(encoding))
}

/// Without a byte order mark: every other byte of a mostly English text is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_it = even.min(odd) == 0 && even.max(odd) * 4 > head.len();
    is_it.then_some(if even > odd { UTF_16BE } else { UTF_16LE })
}

pub(super) fn empty(name: &str) -> Error {
    Error::failed(format!("{name} is empty")).hint(AGAIN)
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
pub(super) fn unreadable(error: std::io::Error) -> Error {
    Error::failed(error.to_string())
}

pub(super) fn name_of(path: &Path) -> String {
    let full = if path.file_name().is_none() { fs::canonicalize(path).ok() } else { None };
    let path = full.as_deref().unwrap_or(path);
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// As far as it takes to tell one from a name.
pub fn email_of(text: &str) -> Option<String> {
    let (user, host) = text.split_once('@').filter(|_| !text.contains(char::is_whitespace))?;
    let is_one = !user.is_empty() && host.contains('.') && !host.contains('@');
    is_one.then(|| clean(text, MAX_EMAIL_CHARS).ok())?
}

pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
