//! All mails at a place: what they tell, and how many tell nothing.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::path::Path;

use fs_err as fs;

use super::{MailError, MailboxError, looks_like_mail, messages, read_message};
use crate::domain::facts::{Mail, Notice};
use crate::domain::time::{DAY_MS, Instant};

/// How much of a file is looked at to tell whether it is mail, in bytes.
const HEAD: u64 = 4096;

/// At most so many mails that can't be read are listed one by one; the others are counted.
const MAX_LISTED: usize = 1000;

/// A mail that can't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadMail {
    /// Where it is: `linkedin.mbox:message 3`, or the name of its file.
    pub place: String,
    /// Why; never what it says.
    pub reason: String,
}

/// What the mails at a place say.
#[derive(Default, Debug)]
pub struct Mails {
    /// How many mails there are.
    pub count: usize,
    /// Those about acceptances, each once, in the order of their dates.
    pub notices: Vec<Notice>,
    /// Copies of those, by Message-ID.
    pub repeated: usize,
    /// Mails about something else, or from somebody else.
    pub left_alone: usize,
    /// Mails that pass for LinkedIn's, and are not.
    pub refused: usize,
    /// What could not be read, as far as it is listed.
    pub unreadable: Vec<BadMail>,
    /// What could not be read besides.
    pub more_unreadable: usize,
}

/// Whether a file begins like a mail or a mailbox.
pub fn is_file_of_mail(path: &Path) -> io::Result<bool> {
    // Opening a pipe would wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    let mut head = Vec::new();
    fs::File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(looks_like_mail(&head).is_some())
}

/// Reads every mail at `path`, one after the other; only what they tell of acceptances is kept. A mail dated more
/// than a day after `now` can't be read.
pub fn read_mails(path: &Path, now: Instant) -> Result<Mails, MailboxError> {
    let mut inbox = Inbox::default();
    for mail in messages(path)? {
        inbox.mails.count += 1;
        match mail {
            // Not one of LinkedIn's: theirs are a thousand times smaller.
            Err(MailError::TooLarge { .. }) => inbox.mails.left_alone += 1,
            Err(MailError::Read { place, error }) => inbox.refuse(place, error.to_string()),
            Ok((place, bytes)) => match read_message(&bytes, &place) {
                Ok(mail) => inbox.sort_in(mail, now),
                Err(reason) => inbox.refuse(place, reason),
            },
        }
    }
    inbox.mails.notices.sort_by_key(|notice| notice.at);
    Ok(inbox.mails)
}

#[derive(Default)]
struct Inbox {
    mails: Mails,
    /// Hashes of what tells notices apart.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Inbox {
    fn sort_in(&mut self, mail: Mail, now: Instant) {
        match mail {
            Mail::LeftAlone => self.mails.left_alone += 1,
            Mail::Impostor => self.mails.refused += 1,
            Mail::Accepted(notice) if notice.at > now.plus_millis(DAY_MS) => {
                self.refuse(notice.place, "its date lies in the future".to_owned());
            }
            Mail::Accepted(notice) => self.keep(notice),
        }
    }

    /// Keeps a notice, unless a copy of it was kept.
    fn keep(&mut self, notice: Notice) {
        let Notice { message_id, slugs, full_name, first_name, .. } = &notice;
        // Who accepted counts, too: a Message-ID alone is easily reused.
        if self.seen.insert(self.hasher.hash_one((message_id, slugs, full_name, first_name))) {
            self.mails.notices.push(notice);
        } else {
            self.mails.repeated += 1;
        }
    }

    fn refuse(&mut self, place: String, reason: String) {
        if self.mails.unreadable.len() < MAX_LISTED {
            self.mails.unreadable.push(BadMail { place, reason });
        } else {
            self.mails.more_unreadable += 1;
        }
    }
}
