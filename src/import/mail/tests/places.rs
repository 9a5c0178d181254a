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

fn places(path: &Path) -> Vec<String> {
    messages(path).unwrap().map(|mail| mail.unwrap().0).collect()
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
        let parts =
            ["cur", "new", "tmp"].map(|part| super::super::source::list(&folder.path().join(part)).unwrap());
        parts.concat()
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
    let mut mails = messages(folder.path()).unwrap();
    assert_eq!(mails.next().unwrap().unwrap().0, "1.M.host");
    fs::rename(new.with_file_name("2.M.host"), folder.path().join("cur/2.M.host:2,S")).unwrap();
    fs::remove_file(gone).unwrap();
    let rest: Vec<String> = mails.map(|mail| mail.unwrap().0).collect();
    assert_eq!(rest, ["2.M.host:2,S"]);
}

#[test]
fn files_and_folders_of_mails_are_read() {
    let folder = TempDir::new().unwrap();
    let eml = put(&folder, "b.EML", MAIL);
    put(&folder, "a.eml", MAIL);
    put(&folder, "notes.txt", MAIL);
    put(&folder, "c.eml/d.eml", MAIL);
    assert_eq!(places(&eml), ["b.EML"]);
    assert_eq!(places(folder.path()), ["a.eml", "b.EML"]);
    let mbox = put(&folder, "Inbox", &format!("From a@b Mon Oct  5 10:00:00 2026\r\n{MAIL}\r\n").repeat(2));
    assert_eq!(places(&mbox), ["Inbox:message 1", "Inbox:message 2"]);
    fs::create_dir(folder.path().join("new")).unwrap();
    assert!(places(folder.path()).is_empty());
}

#[test]
fn what_is_no_mail_is_refused_with_a_hint() {
    let folder = TempDir::new().unwrap();
    let text = put(&folder, "some.txt", "From my desk\nto yours\n");
    let errors = [
        (messages(&text).err(), "some.txt is not an e-mail or a mailbox"),
        (messages(&put(&folder, "empty.eml", "")).err(), "empty.eml is not an e-mail or a mailbox"),
        (messages(text.parent().unwrap().join("none").as_path()).err(), ""),
    ];
    for (error, message) in errors {
        let error = error.unwrap();
        assert!(
            error.to_string().contains(message) && error.hint().is_some() != message.is_empty(),
            "{error}"
        );
    }
    fs::remove_file(folder.path().join("empty.eml")).unwrap();
    let error = messages(folder.path()).err().unwrap();
    assert!(error.to_string().ends_with("is not a Maildir, and no .eml file is in it"), "{error}");
}

#[test]
fn a_mail_too_large_is_a_row_error() {
    let folder = TempDir::new().unwrap();
    put(&folder, "a.eml", &(MAIL.to_owned() + &"x".repeat(MAX_MESSAGE_MIB << 20)));
    put(&folder, "b.eml", MAIL);
    let mails: Vec<_> = messages(folder.path()).unwrap().collect();
    assert_eq!(mails[0].as_ref().unwrap_err().to_string(), "a.eml: it is larger than 25 MiB");
    assert_eq!(mails[1].as_ref().unwrap().0, "b.eml");
}
