//! Many mails in one file: taken apart the same way however the bytes arrive, and after being put together again.
#![no_main]

use std::io::{BufRead, BufReader};

use invtrack::import::mail::messages_in;
use libfuzzer_sys::fuzz_target;

const SEPARATOR: &[u8] = b"From a@b Mon Oct  5 10:00:00 2026\n";

fuzz_target!(|bytes: &[u8]| {
    let mails = read(bytes);
    assert!(mails.iter().map(Vec::len).sum::<usize>() <= bytes.len());
    assert_eq!(read(BufReader::with_capacity(3, bytes)), mails);
    assert_eq!(read(&put_together(&mails)[..]), mails);
});

/// The mails, each of which has to know its number.
fn read(mbox: impl BufRead) -> Vec<Vec<u8>> {
    let numbered = (1..).zip(messages_in(mbox, "m".to_owned()));
    numbered
        .map(|(number, mail)| {
            let (place, bytes) = mail.expect("reading from memory does not fail");
            assert_eq!(place, format!("m:message {number}"));
            bytes
        })
        .collect()
}

/// As an mboxrd: a line of a mail that looks like a separator gets one more `>`.
fn put_together(mails: &[Vec<u8>]) -> Vec<u8> {
    let mut mbox = Vec::new();
    for mail in mails {
        mbox.extend_from_slice(SEPARATOR);
        for line in mail.split_inclusive(|byte| *byte == b'\n') {
            if looks_like_separator(line) {
                mbox.push(b'>');
            }
            mbox.extend_from_slice(line);
        }
    }
    mbox
}

/// Whether a line begins with `From `, any number of `>` before it aside.
fn looks_like_separator(line: &[u8]) -> bool {
    let bare = line.iter().position(|byte| *byte != b'>').unwrap_or(line.len());
    line[bare..].starts_with(b"From ")
}
