//! All mails at a place: what they tell, and how many tell nothing.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::path::Path;

use fs_err as fs;

use super::{MailError, MailboxError, looks_like_mail, messages, read_message};
use crate::import::facts::{Mail, Notice};
use crate::record::time::{DAY_MS, Instant};

/// How much of a file is looked at to tell whether it is mail, in bytes.
const HEAD: u64 = 4096;

/// At most so many mails that can't be read are listed one by one; the others are counted.
const MAX_LISTED: usize = 1000;

/// How many acceptances are held at a time.
const PART: usize = 20_000;

/// A mail with its place, or why there is none.
type Message = Result<(String, Vec<u8>), MailError>;

/// A mail that can't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadMail {
    /// Where it is: `linkedin.mbox:message 3`, or the name of its file.
    pub place: String,
    /// Why; never what it says.
    pub reason: String,
}

/// The mails at a place, read a part at a time: only what they tell of acceptances is kept, and never of more than
/// [`PART`] mails at once.
pub struct Mails {
    /// What was counted so far.
    pub counts: Counts,
    /// What could not be read, as far as it is listed.
    pub unreadable: Vec<BadMail>,
    messages: Box<dyn Iterator<Item = Message>>,
    /// A part that was read ahead.
    ahead: Option<Vec<Notice>>,
    /// Hashes of what tells notices apart.
    seen: HashSet<u64>,
    hasher: RandomState,
    now: Instant,
}

/// How many mails there were of each kind.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// All mails.
    pub all: usize,
    /// Copies of those about acceptances, by Message-ID.
    pub repeated: usize,
    /// Mails about something else, or from somebody else.
    pub left_alone: usize,
    /// Mails that pass for LinkedIn's, and are not.
    pub refused: usize,
    /// What could not be read besides what is listed.
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

/// Opens the mails at `path`. A mail dated more than a day after `now` can't be read.
pub fn read_mails(path: &Path, now: Instant) -> Result<Mails, MailboxError> {
    Ok(Mails {
        counts: Counts::default(),
        unreadable: Vec::new(),
        messages: Box::new(messages(path)?),
        ahead: None,
        seen: HashSet::new(),
        hasher: RandomState::new(),
        now,
    })
}

impl Mails {
    /// Reads the first part, which is all there usually is, before anybody waits for it. `tick`: see
    /// [`Self::next_part`].
    pub fn read_ahead(&mut self, tick: &mut dyn FnMut(usize)) {
        self.ahead = self.next_part(tick);
    }

    /// What the next mails tell of acceptances, each told once, in the order of their dates; none at the end. `tick`
    /// hears of every mail how many that makes.
    pub fn next_part(&mut self, tick: &mut dyn FnMut(usize)) -> Option<Vec<Notice>> {
        if let Some(ahead) = self.ahead.take() {
            return Some(ahead);
        }
        let mut part = Vec::new();
        let mut is_end = true;
        while part.len() < PART
            && let Some(message) = self.messages.next()
        {
            is_end = false;
            self.counts.all += 1;
            part.extend(self.read(message));
            tick(self.counts.all);
        }
        part.sort_by_key(|notice| notice.at);
        (!is_end).then_some(part)
    }

    fn read(&mut self, message: Message) -> Option<Notice> {
        match message {
            // Not one of LinkedIn's: theirs are a thousand times smaller.
            Err(MailError::TooLarge { .. }) => self.counts.left_alone += 1,
            Err(MailError::Read { place, error }) => self.refuse(place, error.to_string()),
            Ok((place, bytes)) => match read_message(&bytes, &place) {
                Ok(mail) => return self.sort(mail),
                Err(reason) => self.refuse(place, reason),
            },
        }
        None
    }

    fn sort(&mut self, mail: Mail) -> Option<Notice> {
        match mail {
            Mail::LeftAlone => self.counts.left_alone += 1,
            Mail::Impostor => self.counts.refused += 1,
            Mail::Accepted(notice) if notice.at > self.now.plus_millis(DAY_MS) => {
                self.refuse(notice.place, "its date lies in the future".to_owned());
            }
            Mail::Accepted(notice) if self.is_copy(&notice) => self.counts.repeated += 1,
            Mail::Accepted(notice) => return Some(notice),
        }
        None
    }

    /// Whether it was met before; who accepted counts, too: a Message-ID alone is easily reused.
    fn is_copy(&mut self, Notice { message_id, slugs, full_name, first_name, .. }: &Notice) -> bool {
        !self.seen.insert(self.hasher.hash_one((message_id, slugs, full_name, first_name)))
    }

    fn refuse(&mut self, place: String, reason: String) {
        if self.unreadable.len() < MAX_LISTED {
            self.unreadable.push(BadMail { place, reason });
        } else {
            self.counts.more_unreadable += 1;
        }
    }
}
