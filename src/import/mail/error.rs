//! Why mails cannot be read.

use std::io;

use super::source::MAX_MESSAGE_MIB;

/// Why there are no mails at a place. File names in it are other people's text: escape them for a terminal.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// The operating system refuses to hand it out.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// A pipe, a device, a socket.
    #[error("{file} is neither a file nor a folder")]
    NotAFile {
        /// What was given.
        file: String,
    },
    /// A file of something else.
    #[error("{file} is not an e-mail or a mailbox")]
    NotMail {
        /// What was given.
        file: String,
    },
    /// A folder of something else.
    #[error("{file} is not a Maildir, and no .eml file is in it")]
    NoMailInFolder {
        /// What was given.
        file: String,
    },
}

impl MailboxError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Read(_) => None,
            _ => Some("invtrack reads mails saved as .eml, mbox files, Maildirs, and folders of .eml files"),
        }
    }
}

/// Why a single mail cannot be read; the others can.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The operating system refuses to hand it out.
    #[error("{place}: {error}")]
    Read {
        /// Where the mail is.
        place: String,
        /// What the operating system says.
        error: io::Error,
    },
    /// A mail over the size cap.
    #[error("{place}: it is larger than {MAX_MESSAGE_MIB} MiB")]
    TooLarge {
        /// Where the mail is.
        place: String,
    },
}
