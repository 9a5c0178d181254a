//! What can't be read, by its beginning or its parts, and what to do instead.

use super::input::{AS_CSV, READABLE};

const AS_TEXT: &str =
    "select all on the page, copy it, and save that as plain text, or pipe it in: invtrack import -";
const AS_CSV_OR_EML: &str = "save a spreadsheet as CSV, a message as .eml, and import that";
const AS_EML: &str = "save the mails as .eml, or export them as an mbox";

/// A file that is none of those that can be read, and what to do instead.
pub(super) struct Foreign {
    pub(super) what: &'static str,
    pub(super) way_out: &'static str,
    /// Whatever its text looks like.
    pub(super) is_certain: bool,
}

impl Foreign {
    pub(super) const fn other(what: &'static str) -> Self {
        Self { what, way_out: READABLE, is_certain: false }
    }
}

const MAGIC: [(&[u8], &str, &str); 14] = [
    (b"%PDF", "a PDF", READABLE),
    (b"\x1f\x8b", "a gzip file", READABLE),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", READABLE),
    (b"Rar!", "a RAR archive", READABLE),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document, or an Outlook message (.msg)", AS_CSV_OR_EML),
    (b"!BDN", "an Outlook data file (.pst)", AS_EML),
    (b"{\\rtf", "a rich-text document (RTF)", AS_TEXT),
    (b"bplist00", "a Safari web archive or another property list", AS_TEXT),
    (b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist", "a property list", AS_TEXT),
    (b"SQLite format 3\0", "an SQLite database", READABLE),
    (b"\x89PNG", "a picture", READABLE),
    (b"\xff\xd8\xff", "a picture", READABLE),
    (b"GIF8", "a picture", READABLE),
    (b"\x7fELF", "a program", READABLE),
];

/// Zips and folders: how a path in them begins or ends, what they are then, and what to do instead.
pub(super) const ZIPS: [(&str, &str, &str); 8] = [
    ("xl/", "is an Excel workbook", AS_CSV),
    ("word/", "is a Word document", AS_TEXT),
    ("[Content_Types].xml", "is an Office document", AS_CSV),
    ("content.xml", "is a document of LibreOffice", AS_CSV),
    (".iwa", "is a document of Numbers or Pages", AS_CSV),
    ("Categories.xml", "is an Outlook archive (.olm)", AS_EML),
    (".msg", "holds Outlook messages (.msg)", AS_EML),
    (".pst", "holds an Outlook data file (.pst)", AS_EML),
];

pub(super) fn of(bytes: &[u8]) -> Option<Foreign> {
    let magic = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic));
    let head = head_of(bytes);
    let begins = |with: &str| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    match magic {
        Some(&(_, what, way_out)) => Some(Foreign { what, way_out, is_certain: true }),
        None if begins("<!doctype html") || begins("<html") => Some(Foreign::other("an HTML page")),
        None if begins("<") => Some(Foreign::other("an XML or HTML file")),
        None if begins("{") || begins("[") => Some(Foreign::other("a JSON file")),
        None => None,
    }
}

pub(super) fn head_of(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    head.trim_start_matches('\u{feff}').trim_start().to_owned()
}
