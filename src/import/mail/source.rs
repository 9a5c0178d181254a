//! Where mails are: a file of one, an mbox, a Maildir, a folder of `.eml` files.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::mbox::Mbox;
use super::{MailError, MailKind, MailboxError, looks_like_mail};
use crate::import::place::name_of;

/// The cap on a mail, in MiB: what providers let through.
pub const MAX_MESSAGE_MIB: usize = 25;
pub(super) const MAX_MESSAGE: usize = MAX_MESSAGE_MIB << 20;

type Item = Result<(String, Vec<u8>), MailError>;

/// The mails at `path`, each with its place: an `.eml` file, an mbox, a Maildir or a folder of `.eml` files. Nothing
/// is moved, marked or written. A mail that vanishes from a live Maildir in the meantime is left for the next time.
pub fn messages(path: &Path) -> Result<impl Iterator<Item = Item> + use<>, MailboxError> {
    let file = name_of(path);
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return folder(path, file);
    }
    // Opening a pipe would wait for ever.
    if !metadata.is_file() {
        return Err(MailboxError::NotAFile { file });
    }
    let mut input = BufReader::with_capacity(64 << 10, fs::File::open(path)?);
    let mails: Box<dyn Iterator<Item = Item>> = match looks_like_mail(input.fill_buf()?) {
        Some(MailKind::Mbox) => Box::new(messages_in(input, file)),
        Some(MailKind::Message) => Box::new(std::iter::once(read_all(input, &file))),
        None => return Err(MailboxError::NotMail { file }),
    };
    Ok(mails)
}

/// The mails of an mbox called `name`, each with its place, read one after the other.
pub fn messages_in(mbox: impl BufRead, name: String) -> impl Iterator<Item = Item> {
    Mbox::new(mbox, name)
}

fn folder(path: &Path, file: String) -> Result<Box<dyn Iterator<Item = Item>>, MailboxError> {
    let maildir: Vec<PathBuf> =
        ["new", "cur"].iter().map(|name| path.join(name)).filter(|folder| folder.is_dir()).collect();
    if !maildir.is_empty() {
        // First `new`, and each listed when its turn comes: what a mail program moves to `cur` meanwhile is found there.
        return Ok(Box::new(maildir.into_iter().flat_map(maildir_part)));
    }
    let is_eml =
        |name: &OsString| Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("eml"));
    let mut names = list(path)?;
    names.retain(is_eml);
    if names.is_empty() {
        return Err(MailboxError::NoMailInFolder { file });
    }
    Ok(Box::new(files(path.to_owned(), names)))
}

fn maildir_part(folder: PathBuf) -> Box<dyn Iterator<Item = Item>> {
    match list(&folder) {
        Ok(names) => Box::new(files(folder, names)),
        Err(error) => Box::new(std::iter::once(Err(MailError::Read { place: name_of(&folder), error }))),
    }
}

/// The names of a folder's visible entries, in order.
pub(super) fn list(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name());
    }
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    names.sort_unstable();
    Ok(names)
}

fn files(folder: PathBuf, names: Vec<OsString>) -> impl Iterator<Item = Item> {
    names.into_iter().filter_map(move |name| read_file(&folder.join(name)))
}

/// The mail in a file; none if there is no such file, or no longer.
fn read_file(path: &Path) -> Option<Item> {
    let place = name_of(path);
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => None,
        Ok(_) => match fs::File::open(path) {
            Ok(input) => Some(read_all(input, &place)),
            Err(error) => unless_gone(place, error),
        },
        Err(error) => unless_gone(place, error),
    }
}

fn unless_gone(place: String, error: io::Error) -> Option<Item> {
    (error.kind() != io::ErrorKind::NotFound).then_some(Err(MailError::Read { place, error }))
}

fn read_all(input: impl Read, place: &str) -> Item {
    let mut bytes = Vec::new();
    let place = place.to_owned();
    match input.take(MAX_MESSAGE as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Err(MailError::Read { place, error }),
        Ok(_) if bytes.len() > MAX_MESSAGE => Err(MailError::TooLarge { place }),
        Ok(_) => Ok((place, bytes)),
    }
}
