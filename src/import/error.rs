//! Why an export as a whole cannot be read, and what to do about it.

use std::borrow::Cow;
use std::io;

use super::BadRow;
use super::mail::MailboxError;
use super::own::OwnExportError;
use super::page::PageError;
use super::requests::TableError;
use super::sniff::MESSAGES;

/// Why an export as a whole cannot be read. File names in it are other people's text: escape them for a terminal.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The operating system refuses to hand the file out.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// There are no mails where there seemed to be some.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// A page that cannot be read.
    #[error("{file}: {error}")]
    Page {
        /// What was given.
        file: String,
        /// Why.
        error: PageError,
    },
    /// No header in which the columns of a table of requests can be found.
    #[error("{file} is not a table with a header in its first line")]
    NoTable {
        /// What was given.
        file: String,
    },
    /// Not what `invtrack export` writes.
    #[error("{file} is no export of invtrack's own")]
    NoOwn {
        /// What was given.
        file: String,
    },
    /// Somebody's profile.
    #[error("{file} is a profile page")]
    Profile {
        /// What was given.
        file: String,
    },
    /// A table of requests that is not clear.
    #[error(transparent)]
    Table(#[from] TableError),
    /// An export of invtrack's own that can't be taken.
    #[error(transparent)]
    OwnExport(#[from] OwnExportError),
    /// A pipe, a device, a socket.
    #[error("{file} is neither a file nor a folder")]
    NotAFile {
        /// What was given.
        file: String,
    },
    /// Nothing in it at all; a header without rows is another thing, and fine.
    #[error("{file} is empty")]
    Empty {
        /// The empty file.
        file: String,
    },
    /// Something else than a data export.
    #[error("{file} is {what}, not a LinkedIn data export")]
    NotAnExport {
        /// What was given.
        file: String,
        /// What it seems to be: `an HTML page`.
        what: &'static str,
    },
    /// A spreadsheet in Excel's own format.
    #[error("{file} is an Excel workbook, not a LinkedIn data export")]
    Workbook {
        /// What was given.
        file: String,
    },
    /// A zip or folder without either of the files that matter.
    #[error("{file} has neither Invitations.csv nor Connections.csv in it")]
    NothingToRead {
        /// What was given.
        file: String,
    },
    /// A zip inside the zip or folder.
    #[error("{file} holds another zip, {inner}, instead of the files of an export")]
    Nested {
        /// What was given.
        file: String,
        /// The zip inside.
        inner: String,
    },
    /// Files of several exports.
    #[error("{file} holds more than one export: {first} and {second}")]
    Ambiguous {
        /// What was given.
        file: String,
        /// A file of one.
        first: String,
        /// A file of the other.
        second: String,
    },
    /// A file over the size cap.
    #[error("{file} is larger than {limit_mib} MiB")]
    TooLarge {
        /// The file.
        file: String,
        /// The cap, in MiB.
        limit_mib: u64,
    },
    /// A folder or zip with too many files.
    #[error("{file} has more than {limit} files in it")]
    TooManyFiles {
        /// What was given.
        file: String,
        /// The cap.
        limit: usize,
    },
    /// A zip that ends too early, or that was altered.
    #[error("the zip {file} is damaged or incomplete")]
    Torn {
        /// The zip.
        file: String,
    },
    /// A zip with a password.
    #[error("{entry} in {file} is encrypted")]
    Encrypted {
        /// The zip.
        file: String,
        /// What is encrypted.
        entry: String,
    },
    /// A path that leads out of the zip.
    #[error("{file} holds a file with an unsafe name: {entry}")]
    UnsafeName {
        /// The zip.
        file: String,
        /// The name.
        entry: String,
    },
    /// A link instead of a file.
    #[error("{entry} in {file} is a symbolic link")]
    Symlink {
        /// The zip.
        file: String,
        /// The link.
        entry: String,
    },
    /// The same path twice.
    #[error("{file} holds two files of the same name")]
    TwiceTheSameName {
        /// The zip.
        file: String,
    },
    /// More bytes than an export has.
    #[error("{file} unpacks to more than {limit_mib} MiB")]
    UnpacksTooLarge {
        /// The zip.
        file: String,
        /// The cap, in MiB.
        limit_mib: u64,
    },
    /// Packed far more tightly than text ever is.
    #[error("{entry} in {file} unpacks to more than {limit} times its size")]
    Bomb {
        /// The zip.
        file: String,
        /// What is packed so tightly.
        entry: String,
        /// The cap on the ratio.
        limit: u64,
    },
    /// UTF-16, as Excel writes it when asked for "Unicode text".
    #[error("{file} is written in UTF-16")]
    Utf16 {
        /// The file.
        file: String,
    },
    /// Bytes that are no text.
    #[error("{file}:{line}: not UTF-8")]
    NotUtf8 {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
    },
    /// A zero byte, which no text has.
    #[error("{file}:{line}: a NUL byte, so this is not a text file")]
    Nul {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
    },
    /// A header with the right names between the wrong marks.
    #[error("the columns of {file} are separated by {separator}, not by commas")]
    Separator {
        /// The file.
        file: String,
        /// `semicolons` or `tabs`.
        separator: &'static str,
    },
    /// A header that nobody knows.
    #[error("{file} starts with an unknown header: found \"{found}\", expected \"{expected}\"")]
    UnknownHeader {
        /// The file.
        file: String,
        /// What stands there, shortened.
        found: String,
        /// What LinkedIn writes.
        expected: &'static str,
    },
    /// A file with rows, none of which says anything.
    #[error("not one of the rows of {file} can be read{}", first_reason(.first.as_ref()))]
    NoRow {
        /// The file.
        file: String,
        /// The first bad one, if it is not that all are nameless.
        first: Option<BadRow>,
    },
    /// So many bad rows that the file cannot be what it claims.
    #[error("more than {limit} rows of {file} cannot be read{}", first_reason(Some(.first)))]
    TooManyBadRows {
        /// The file.
        file: String,
        /// The cap.
        limit: usize,
        /// The first of them.
        first: BadRow,
    },
    /// Nothing says when the export was made.
    #[error("nothing tells which day this export is from")]
    NoDay,
}

const READABLE: &str = "invtrack reads LinkedIn's data export: the zip, the unzipped folder, or its Invitations.csv or \
     Connections.csv; mails: .eml files, mailboxes (mbox, Maildir), folders of .eml files; the pages Manage \
     invitations > Sent and Connections, copied as text or saved as HTML; tables of requests: CSV with a header; and \
     its own exports (JSON)";
const WITH_MESSAGES: &str =
    "add --messages to read it: replies are looked for, and nothing but who wrote and when is kept";
const UTF8: &str =
    "import the file as it came out of LinkedIn's zip, or save it again as \"CSV UTF-8 (comma delimited)\"";
const AGAIN: &str = "download the zip again, or import its Invitations.csv and Connections.csv";
const UNZIP: &str = "unzip it, and import the folder with Invitations.csv and Connections.csv";

impl ImportError {
    /// Whether a folder lacks the files of an export, or is too full to look for them.
    pub(super) fn is_about_what_is_missing(&self) -> bool {
        matches!(self, Self::NothingToRead { .. } | Self::Nested { .. } | Self::TooManyFiles { .. })
    }

    /// Whether it is some text that nobody knows.
    pub(super) fn may_be_of_a_page(&self) -> bool {
        matches!(self, Self::NotAnExport { what, .. } if *what != MESSAGES)
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Table(error) => error.hint().map(Cow::Owned),
            other => other.fixed_hint().map(Cow::Borrowed),
        }
    }

    /// Whether it is the command line that is wrong.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Table(error) if error.is_usage())
    }

    fn fixed_hint(&self) -> Option<&'static str> {
        match self {
            Self::Read(_) | Self::Table(_) => None,
            Self::Mailbox(error) => error.hint(),
            Self::Page { error, .. } => Some(error.hint()),
            Self::Profile { .. } => Some("record it as a look: invtrack observe --paste < FILE"),
            Self::NotAnExport { what, .. } if *what == MESSAGES => Some(WITH_MESSAGES),
            Self::NoTable { .. } => Some("save it as CSV, with the names of the columns in the first line"),
            Self::OwnExport(error) => Some(error.refusal.hint),
            Self::NoOwn { .. } => Some("`invtrack export` writes what can be imported as its own"),
            Self::NotAFile { .. } | Self::NotAnExport { .. } | Self::NothingToRead { .. } => Some(READABLE),
            Self::Empty { .. } | Self::Torn { .. } | Self::TwiceTheSameName { .. } => Some(AGAIN),
            Self::Workbook { .. } | Self::Utf16 { .. } | Self::NotUtf8 { .. } | Self::Nul { .. } => {
                Some(UTF8)
            }
            Self::Separator { .. } => Some(UTF8),
            Self::Nested { .. } => Some("unzip the outer one first, and import the zip inside"),
            Self::Ambiguous { .. } => Some("import them one by one, the oldest first"),
            Self::TooLarge { .. } | Self::TooManyFiles { .. } => {
                Some("import only Invitations.csv and Connections.csv")
            }
            Self::Encrypted { .. } | Self::UnpacksTooLarge { .. } => Some(UNZIP),
            Self::UnsafeName { .. } | Self::Symlink { .. } | Self::Bomb { .. } => {
                Some("LinkedIn does not make such zips: import the one that you downloaded from there")
            }
            Self::UnknownHeader { .. } | Self::NoRow { .. } | Self::TooManyBadRows { .. } => {
                Some("invtrack reads exports made with LinkedIn set to English, unedited")
            }
            Self::NoDay => Some("say when LinkedIn made it: --as-of 2026-10-05"),
        }
    }
}

fn first_reason(first: Option<&BadRow>) -> String {
    first.map_or_else(String::new, |bad| format!("; row {}: {}", bad.row, bad.reason))
}
