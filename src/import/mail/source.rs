//! Where mails are: a file of one, an mbox, a Maildir, a folder of any of these. Files are only ever read, never moved
//! or marked, and with no more in memory than the mail at hand.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::error::{Error, Result};
use crate::import::input::{name_of, unreadable};
use crate::import::words::WORDS;
use crate::record::name::fold;

/// The cap on a mail: what providers let through. LinkedIn's are a thousand times smaller.
const MAX_MAIL: usize = 25 << 20;
/// No header line is longer; longer lines are taken in pieces.
const MAX_LINE: u64 = 64 << 10;

const MAX_DEPTH: usize = 8;
const MAX_FOLDERS: usize = 5_000;
/// Enough to tell a mail.
const HEAD_BYTES: u64 = 4096;

/// Its place is `linkedin.mbox:message 3` or a file's name; of a mail larger than any there is nothing.
pub type Take<'t> = &'t mut dyn FnMut(String, io::Result<Option<Vec<u8>>>);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Message,
    Mbox,
}

pub fn format_of(head: &[u8]) -> Option<Format> {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n']);
    if let Some((separator, header)) = head.split_once('\n')
        && is_separator(separator.as_bytes(), true)
    {
        // Python and Thunderbird add fields of their own, which may be all that comes first.
        return is_header(header, 1).then_some(Format::Mbox);
    }
    is_header(head, 2).then_some(Format::Message)
}

fn is_header(text: &str, enough: usize) -> bool {
    let mut known = 0;
    let mut lines = text.split_inclusive('\n').take_while(|line| !line.trim().is_empty()).enumerate();
    let all_fields = lines.all(|(index, line)| {
        if line.starts_with([' ', '\t']) {
            return index > 0;
        }
        let Some((name, _)) = line.split_once(':') else {
            // The last line may have been cut.
            return index > 0 && !line.ends_with('\n');
        };
        let name = name.trim_end();
        known += usize::from(WORDS.mail.header.has(&fold(name)));
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"')
    });
    all_fields && known >= enough
}

pub fn in_file(input: impl BufRead, format: Format, name: &str, take: Take) {
    match format {
        Format::Mbox => in_mbox(input, name, take),
        Format::Message => take(name.to_owned(), read_mail(input)),
    }
}

/// As it begins: an mbox, or else one mail.
pub fn in_any(mut input: impl BufRead, name: &str, take: Take) {
    let format = input.fill_buf().map(format_of).ok().flatten().unwrap_or(Format::Message);
    in_file(input, format, name, take);
}

/// A Maildir with its folders, a mail program's folder of mailboxes, or one of single mails; with what is below it.
pub fn in_folder(path: &Path, name: &str) -> Result<impl FnOnce(Take) + use<>> {
    let mut folders = Vec::new();
    walk(path, 0, &mut folders).map_err(unreadable)?;
    if folders.is_empty() {
        return Err(none(&format!("{name} is not a Maildir, and no mail is in it")));
    }
    // First `new`, and each listed when its turn comes: what a mail program moves to `cur` meanwhile is found there.
    Ok(move |take: Take| {
        for (folder, names) in folders {
            match names.map_or_else(|| list(&folder), Ok) {
                Ok(names) => names.into_iter().for_each(|name| in_path(&folder.join(name), take)),
                Err(error) => take(name_of(&folder), Err(error)),
            }
        }
    })
}

/// Of a part of a Maildir all files are mails; of another folder those that are listed.
type Folder = (PathBuf, Option<Vec<OsString>>);

fn walk(path: &Path, depth: usize, folders: &mut Vec<Folder>) -> io::Result<()> {
    let mut inner = Vec::new();
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            inner.push(entry.file_name());
        } else if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            names.push(entry.file_name());
        }
    }
    let parts: Vec<PathBuf> =
        ["new", "cur"].map(|part| path.join(part)).into_iter().filter(|part| part.is_dir()).collect();
    let is_maildir = !parts.is_empty();
    folders.extend(parts.into_iter().map(|part| (part, None)));
    names.retain(|name| is_mail(&path.join(name)));
    names.sort_unstable();
    if !names.is_empty() && !is_maildir {
        folders.push((path.to_owned(), Some(names)));
    }
    inner.retain(|name| {
        let text = name.to_string_lossy();
        // In a Maildir `.Folder.Sub` is a folder, and of KMail `.Folder.directory`; elsewhere it is hidden.
        let is_hidden = text.starts_with('.') && !is_maildir && !text.ends_with(".directory");
        let is_junk = text.split(['.', '/']).any(|part| WORDS.mail.junk.has(&fold(part)));
        let is_part = is_maildir && matches!(&*text, "new" | "cur" | "tmp");
        !(is_hidden || is_junk || is_part)
    });
    inner.sort_unstable();
    if depth < MAX_DEPTH {
        for name in inner {
            // A folder that only others may read is none of ours.
            let _ = walk(&path.join(name), depth + 1, folders);
            if folders.len() > MAX_FOLDERS {
                break;
            }
        }
    }
    Ok(())
}

/// By the end of its name; of a file without one (Thunderbird's `Inbox`, Apple's `mbox`) the beginning tells.
fn is_mail(path: &Path) -> bool {
    let Some(end) = path.extension() else {
        let is_junk =
            path.file_name().is_some_and(|name| WORDS.mail.junk.has(&fold(&name.to_string_lossy())));
        let mut head = Vec::new();
        let file = fs::File::open(path).map(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
        return !is_junk && file.is_ok() && format_of(&head).is_some();
    };
    ["eml", "emlx", "mbox", "mbx"].iter().any(|known| end.eq_ignore_ascii_case(known))
}

pub fn none(what: &str) -> Error {
    Error::failed(what).hint("invtrack reads mails saved as .eml, mbox files, Maildirs, and folders of these")
}

fn list(folder: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    names.sort_unstable();
    Ok(names)
}

/// One that vanishes from a live Maildir in the meantime is left for the next time.
fn in_path(path: &Path, take: Take) {
    let name = name_of(path);
    let file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return,
        Err(error) => return take(name, Err(error)),
        Ok(file) => file,
    };
    if !file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return;
    }
    let mut input = BufReader::new(file);
    let is_emlx = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("emlx"));
    if is_emlx && let Some(length) = length_above(&mut input) {
        return take(name, read_mail(input.take(length)));
    }
    in_any(input, &name, take);
}

/// Apple's mails begin with the number of their bytes; below them stands what the program knows of them.
fn length_above(input: &mut impl BufRead) -> Option<u64> {
    let mut line = Vec::new();
    input.by_ref().take(32).read_until(b'\n', &mut line).ok()?;
    std::str::from_utf8(&line).ok()?.trim().parse().ok()
}

fn read_mail(input: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    input.take(MAX_MAIL as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() <= MAX_MAIL))
}

fn in_mbox(mut input: impl BufRead, name: &str, take: Take) {
    let (mut number, mut mail, mut line) = (0, None, Vec::new());
    let (mut starts_line, mut after_blank) = (true, true);
    loop {
        line.clear();
        let read = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line);
        let mark: &[u8] = if number == 0 { b"\xef\xbb\xbf" } else { b"" };
        let text = line.strip_prefix(mark).unwrap_or(&line);
        let is_end = !matches!(read, Ok(1..));
        if is_end || starts_line && is_separator(text, after_blank) {
            // What stands before the first separator is no mail.
            if number > 0 || read.is_err() {
                take(format!("{name}:message {number}"), read.map(|_| mail));
            }
            if is_end {
                return;
            }
            (number, mail, starts_line, after_blank) = (number + 1, Some(Vec::new()), true, true);
            continue;
        }
        let text = if starts_line { unescaped(text) } else { text };
        mail = mail.filter(|mail| mail.len() + text.len() <= MAX_MAIL);
        if let Some(mail) = &mut mail {
            mail.extend_from_slice(text);
        }
        after_blank = starts_line && text.trim_ascii().is_empty();
        starts_line = text.ends_with(b"\n");
    }
}

/// `From who@where Mon Oct  5 10:00:00 2026`; without a date (Thunderbird, Eudora) only below a blank line.
pub(super) fn is_separator(line: &[u8], after_blank: bool) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = rest.trim_ascii();
    let has_time = rest.windows(6).any(|w| {
        w[0] == b' '
            && w[1].is_ascii_digit()
            && w[2].is_ascii_digit()
            && w[3] == b':'
            && w[4].is_ascii_digit()
    });
    let has_year = rest
        .split(u8::is_ascii_whitespace)
        .any(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit));
    has_time && has_year || after_blank && (rest.is_empty() || rest == b"-")
}

/// `From ` is written `>From `, and in mboxrd `>From ` is written `>>From `.
fn unescaped(line: &[u8]) -> &[u8] {
    let bare = line.iter().position(|&byte| byte != b'>').unwrap_or(line.len());
    if bare > 0 && line[bare..].starts_with(b"From ") { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let input = io::Cursor::new(text.as_bytes().to_vec());
        let shown = |mail: Option<Vec<u8>>| {
            mail.map_or("too large".to_owned(), |mail| String::from_utf8(mail).unwrap())
        };
        let mut found = Vec::new();
        in_file(input, Format::Mbox, "m", &mut |place, mail| found.push((place, shown(mail.unwrap()))));
        found
    }

    fn mails(bodies: &[&str]) -> Vec<(String, String)> {
        bodies
            .iter()
            .enumerate()
            .map(|(at, body)| (format!("m:message {}", at + 1), (*body).to_owned()))
            .collect()
    }

    const FROM: &str = "From a@b Mon Oct  5 10:00:00 2026\n";

    #[test]
    fn mails_are_told_apart() {
        for (text, bodies) in [
            (String::new(), &[][..]),
            ("no mail\n".to_owned(), &[]),
            (FROM.to_owned(), &[""]),
            (format!("{FROM}A: 1\n\nx\n\n{FROM}B: 2\n\ny"), &["A: 1\n\nx\n\n", "B: 2\n\ny"]),
            (format!("\u{feff}{FROM}A: 1\n{FROM}B: 2\n"), &["A: 1\n", "B: 2\n"]),
            (
                format!("{FROM}A: 1\r\n\r\nFrom -\r\nB: 2\r\n\r\nFrom \r\nC: 3\r\n"),
                &["A: 1\r\n\r\n", "B: 2\r\n\r\n", "C: 3\r\n"],
            ),
            (
                format!("{FROM}\nFrom here on\n\nFrom now on\nFrom \n"),
                &["\nFrom here on\n\nFrom now on\nFrom \n"],
            ),
            (format!("{FROM}>{FROM}>>From x\n> From y\n>x\n"), &[&format!("{FROM}>From x\n> From y\n>x\n")]),
            ("From 1761@xxx Sat Jul 25 08:25:58 +0000 2026\r\nA: 1\r\n".to_owned(), &["A: 1\r\n"]),
        ] {
            assert_eq!(read(&text), mails(bodies), "{text}");
        }
    }

    #[test]
    fn a_mail_too_large_is_skipped_and_not_held() {
        let huge = "x".repeat(MAX_MAIL + 1);
        let text = format!("{FROM}A: 1\n\n{FROM}{huge}\n\n{FROM}C: 3\n");
        let found = read(&text);
        assert_eq!(found[1], ("m:message 2".to_owned(), "too large".to_owned()));
        assert_eq!((found[0].1.as_str(), found[2].1.as_str(), found.len()), ("A: 1\n\n", "C: 3\n", 3));
    }

    #[test]
    fn a_separator_inside_a_long_line_is_none() {
        let text = format!("{FROM}{}{FROM}", "x".repeat(64 << 10));
        assert_eq!(read(&text).len(), 1);
    }

    #[test]
    fn mail_is_known_by_its_beginning() {
        for (bytes, kind) in [
            (&b"From: Ana <a@b>\nSubject: x\n\nbody"[..], Format::Message),
            (b"Delivered-To: me@example.org\r\nReceived: by\r\n with y\r\nX-Cut: no en", Format::Message),
            (b"\xef\xbb\xbfReturn-Path: <>\nDate: x\n", Format::Message),
            (b"From a@b Mon Oct  5 10:00:00 2026\nFrom: a\nSubject: b\n", Format::Mbox),
            (b"\nFrom - Mon Oct 05 10:00:00 2026\r\nX-Mozilla-Status: 0001\r\nSubject: b\r\n", Format::Mbox),
            (b"From \r\nFrom: a\r\n", Format::Mbox),
        ] {
            assert_eq!(format_of(bytes), Some(kind), "{bytes:?}");
        }
    }

    #[test]
    fn other_text_is_not_mail() {
        for bytes in [
            &b""[..],
            b"From,To,Sent At,Message,Direction\n",
            b"Notes:\n\"When exporting\"\n",
            b"From my network\nAna\n",
            b"From 10:00 on 5 Oct 2026\nwe are closed\n",
            b"Subject: only one field\n\n",
            b"To do: x\nFrom: y\nplain\n",
            b"<html>\n",
            b"{\"from\": 1}\n",
            b" From: a\nTo: b\n",
        ] {
            assert_eq!(format_of(bytes), None, "{bytes:?}");
        }
    }
}
