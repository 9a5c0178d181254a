//! Bytes to a table: text that is what it should be, and a header whose columns are known.

use super::ImportError;
use super::listing::Kind;

/// Only so many lines may stand above the header (LinkedIn writes three above that of `Connections.csv`).
const PREAMBLE_LINES: usize = 20;
/// No header is longer, in bytes.
const HEADER_BYTES: usize = 4096;

impl Kind {
    /// The header that LinkedIn writes.
    const fn header(self) -> &'static str {
        match self {
            Self::Invitations => "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
            Self::Connections => "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        }
    }

    /// The columns that every version of it has, in lower case.
    const fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Invitations => &["from", "to", "sent at", "direction"],
            Self::Connections => &["first name", "last name", "connected on"],
        }
    }
}

/// A table: its columns, and the text below them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sheet<'t> {
    columns: Vec<String>,
    /// Everything below the header.
    pub(super) body: &'t str,
    /// The line of the file, from 1, on which the body starts.
    pub(super) first_line: u64,
}

impl<'t> Sheet<'t> {
    /// Reads the header of a file that is known to be of that kind.
    pub(super) fn open(bytes: &'t [u8], file: &str, kind: Kind) -> Result<Self, ImportError> {
        let text = check(bytes, file)?;
        if let Some(sheet) = find(text, kind, b',') {
            return Ok(sheet);
        }
        refuse_separators(text, file, kind)?;
        let (file, found) = (file.to_owned(), likely_header(text));
        Err(ImportError::UnknownHeader { file, found, expected: kind.header() })
    }

    /// The position of a column, by its name in lower case.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }
}

/// The text of a CSV file, without a byte order mark.
pub(super) fn check<'b>(bytes: &'b [u8], file: &str) -> Result<&'b str, ImportError> {
    let file = || file.to_owned();
    if is_utf16(bytes) {
        return Err(ImportError::Utf16 { file: file() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Several times faster than looking for its position, which only the error needs.
    if bytes.contains(&0) {
        let at = bytes.iter().position(|byte| *byte == 0).unwrap_or_default();
        return Err(ImportError::Nul { file: file(), line: line_at(bytes, at) });
    }
    let not_utf8 = |error: std::str::Utf8Error| error.valid_up_to();
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ImportError::NotUtf8 { file: file(), line: line_at(bytes, not_utf8(error)) })?;
    if text.chars().all(char::is_whitespace) {
        return Err(ImportError::Empty { file: file() });
    }
    Ok(text)
}

/// What kind of table the header says this is; an error if only its separators are wrong.
pub(super) fn recognise(text: &str, file: &str) -> Result<Option<Kind>, ImportError> {
    let kinds = [Kind::Invitations, Kind::Connections];
    let found = kinds.into_iter().find(|kind| find(text, *kind, b',').is_some());
    if found.is_none() {
        kinds.into_iter().try_for_each(|kind| refuse_separators(text, file, kind))?;
    }
    Ok(found)
}

fn refuse_separators(text: &str, file: &str, kind: Kind) -> Result<(), ImportError> {
    for (mark, separator) in [(b';', "semicolons"), (b'\t', "tabs")] {
        if find(text, kind, mark).is_some() {
            return Err(ImportError::Separator { file: file.to_owned(), separator });
        }
    }
    Ok(())
}

/// Looks for the header line by line: an orphan quote above it must not swallow it.
fn find(text: &str, kind: Kind, separator: u8) -> Option<Sheet<'_>> {
    let mut body = text;
    for line_number in 1..=PREAMBLE_LINES {
        let (line, rest) = split_line(body)?;
        body = rest;
        if !has_names(line, kind) {
            continue;
        }
        let columns = columns_of(line, separator);
        if kind.needed().iter().all(|name| columns.iter().any(|column| column == name)) {
            return Some(Sheet { columns, body, first_line: line_number as u64 + 1 });
        }
    }
    None
}

/// Whether all needed names stand in a line, as columns or not: far cheaper than taking every line apart.
fn has_names(line: &str, kind: Kind) -> bool {
    let plain = if line.len() > HEADER_BYTES { String::new() } else { line.replace('"', "").to_lowercase() };
    kind.needed().iter().all(|name| plain.contains(name))
}

fn columns_of(line: &str, separator: u8) -> Vec<String> {
    if line.len() > HEADER_BYTES {
        return Vec::new();
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(line.as_bytes());
    let header = reader.records().next().and_then(Result::ok).unwrap_or_default();
    header.iter().map(|name| name.trim().to_lowercase()).collect()
}

/// The first line without its end, and what is below; none at the end of the text.
fn split_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    Some((line, rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest)))
}

/// What stands where the header should: the first line that looks like one, or the first line.
fn likely_header(text: &str) -> String {
    let lines = || text.lines().take(PREAMBLE_LINES).map(str::trim).filter(|line| !line.is_empty());
    let looks_like_one = |line: &&str| {
        let columns = columns_of(line, b',');
        columns.len() >= 3 && columns.iter().all(|column| column.len() <= 40)
    };
    let line = lines().find(looks_like_one).or_else(|| lines().next()).unwrap_or_default();
    line.chars().take(100).collect()
}

/// With a byte order mark; or without, where every other byte of a mostly English text is zero.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    head.starts_with(b"\xff\xfe")
        || head.starts_with(b"\xfe\xff")
        || (even.min(odd) == 0 && even.max(odd) * 4 > head.len())
}

fn line_at(bytes: &[u8], position: usize) -> u64 {
    bytes.iter().take(position).filter(|byte| **byte == b'\n').count() as u64 + 1
}
