//! Many mails in one file: each is counted once.
#![no_main]

use invtrack::import::{FileKind, Options};
use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

/// Makes a mailbox of whatever follows.
const BEGINNING: &[u8] = b"From a@b Mon Oct  5 10:00:00 2026\nFrom: a@b\n\n\n";

fuzz_target!(|bytes: &[u8]| {
    let options = Options { kind: Some(FileKind::Mail), ..options() };
    let read = read(&[BEGINNING, bytes].concat(), "m", &options);
    let mails = read.first().map_or(0, |read| read.report.read[0].number);
    let separators = bytes.windows(5).filter(|window| window == b"From ").count();
    assert!((1..=separators + 1).contains(&mails));
});
