//! Files and folders that mails are in.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;

const MAIL: &str = "From: a@b\nSubject: x\n\nbody\n";

fn put(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// The mails at that place.
pub(super) fn mails(path: &Path) -> crate::error::Result<Vec<Found>> {
    let (name, mut found) = (crate::import::input::name_of(path), Vec::new());
    let mut take = |place, mail| found.push((place, mail));
    if path.is_dir() {
        in_folder(path, &name)?(&mut take);
    } else {
        in_any(fs::read(path).unwrap().as_slice(), &name, &mut take);
    }
    Ok(found)
}

fn places(path: &Path) -> Vec<String> {
    mails(path).unwrap().into_iter().map(|(place, mail)| mail.map(|_| place).unwrap()).collect()
}

#[test]
fn a_maildir_is_read_without_touching_it() {
    let folder = TempDir::new().unwrap();
    for name in [
        "cur/2.M.host:2,S",
        "cur/3.M.host:2,",
        "new/4.M.host",
        "tmp/5.M.host",
        "cur/.hidden",
        "cur/sub/6",
        "x.eml",
    ] {
        put(&folder, name, MAIL);
    }
    let listing = || {
        let list = |part| fs::read_dir(folder.path().join(part)).unwrap().map(|entry| entry.unwrap().path());
        let mut all: Vec<PathBuf> = ["cur", "new", "tmp"].into_iter().flat_map(list).collect();
        all.sort();
        all
    };
    let before = listing();
    assert_eq!(places(folder.path()), ["4.M.host", "2.M.host:2,S", "3.M.host:2,"]);
    assert_eq!(listing(), before);
}

#[test]
fn a_mail_that_is_moved_meanwhile_is_still_found() {
    let folder = TempDir::new().unwrap();
    let new = put(&folder, "new/1.M.host", MAIL);
    put(&folder, "new/2.M.host", MAIL);
    let gone = put(&folder, "cur/3.M.host:2,", MAIL);
    let mut found = Vec::new();
    in_folder(folder.path(), "x").unwrap()(&mut |place, _| {
        if found.is_empty() {
            fs::rename(new.with_file_name("2.M.host"), folder.path().join("cur/2.M.host:2,S")).unwrap();
            fs::remove_file(&gone).unwrap();
        }
        found.push(place);
    });
    assert_eq!(found, ["1.M.host", "2.M.host:2,S"]);
}

#[test]
fn files_and_folders_of_mails_are_read() {
    let folder = TempDir::new().unwrap();
    let eml = put(&folder, "b.EML", MAIL);
    put(&folder, "a.eml", MAIL);
    put(&folder, "notes.txt", MAIL);
    put(&folder, "c.eml/d.eml", MAIL);
    assert_eq!(places(&eml), ["b.EML"]);
    assert_eq!(places(folder.path()), ["a.eml", "b.EML", "d.eml"]);
    let mbox = put(&folder, "Inbox", &format!("From a@b Mon Oct  5 10:00:00 2026\r\n{MAIL}\r\n").repeat(2));
    assert_eq!(places(&mbox), ["Inbox:message 1", "Inbox:message 2"]);
}

#[test]
fn the_folders_of_mail_programs_are_read() {
    let boxed = format!("From - Mon Oct 05 10:00:00 2026\n{MAIL}");
    for (files, read) in [
        // Maildir++, Dovecot's other layout, and what the provider took for spam.
        (
            vec![".LinkedIn/cur/1", ".LinkedIn.Old/new/2", "cur/3", "Archive/cur/4", ".Junk/cur/5", "tmp/6"],
            vec!["3", "1", "2", "4"],
        ),
        // Thunderbird: mailboxes without an end of their name, folders of them, and its own indexes.
        (
            vec!["Inbox", "Inbox.msf", "Inbox.sbd/LinkedIn", "Spam"],
            vec!["Inbox:message 1", "LinkedIn:message 1"],
        ),
        // Apple Mail: exported, and as it keeps them.
        (vec!["L.mbox/mbox", "L.mbox/table_of_contents"], vec!["mbox:message 1"]),
        (vec!["V10/X.mbox/Messages/7.emlx", "V10/X.mbox/Info.plist"], vec!["7.emlx"]),
        // Takeout, and MH.
        (vec!["Takeout/Mail/All mail.mbox", "Takeout/archive_browser.html"], vec!["All mail.mbox:message 1"]),
        (vec!["linkedin/1", "linkedin/2", "linkedin/.mh_sequences"], vec!["1", "2"]),
    ] {
        let folder = TempDir::new().unwrap();
        for file in files {
            let text = match file.rsplit('/').next().unwrap() {
                "table_of_contents" => "x".to_owned(),
                "1.emlx" | "7.emlx" => format!("{}\n{MAIL}<?xml?>", MAIL.len()),
                name if name.parse::<u8>().is_ok() => MAIL.to_owned(),
                _ => boxed.clone(),
            };
            put(&folder, file, &text);
        }
        assert_eq!(places(folder.path()), read);
    }
    let folder = TempDir::new().unwrap();
    put(&folder, "1.emlx", &format!("{}\n{MAIL}<?xml?>", MAIL.len()));
    let mail = mails(folder.path()).unwrap().remove(0).1.unwrap().unwrap();
    assert_eq!(String::from_utf8(mail).unwrap(), MAIL);
}

#[test]
fn a_folder_without_mails_is_refused_with_a_hint() {
    let folder = TempDir::new().unwrap();
    put(&folder, "some.txt", "From my desk\nto yours\n");
    let error = mails(folder.path()).err().unwrap();
    assert!(error.message.ends_with("is not a Maildir, and no mail is in it") && !error.hints.is_empty());
}

#[test]
fn a_mail_too_large_is_not_held() {
    let folder = TempDir::new().unwrap();
    put(&folder, "a.eml", &(MAIL.to_owned() + &"x".repeat(25 << 20)));
    put(&folder, "b.eml", MAIL);
    let found = mails(folder.path()).unwrap().into_iter();
    let read: Vec<_> = found.map(|(place, mail)| (place, mail.unwrap().is_some())).collect();
    assert_eq!(read, [("a.eml".to_owned(), false), ("b.eml".to_owned(), true)]);
}
