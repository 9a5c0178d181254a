//! One mail: what is kept of it is tidy, and nothing of it is believed that LinkedIn did not send.
#![no_main]

use invtrack::import::{FileKind, Options};
use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = Options { kind: Some(FileKind::Mail), ..options() };
    let facts = |bytes: &[u8]| read(bytes, "x.eml", &options).iter().map(|read| read.record.facts.len()).sum::<usize>();
    // A digest tells of no more people.
    let is_one = !bytes.starts_with(b"From ");
    assert!(!is_one || facts(bytes) <= 8);
    // A second sender makes any mail suspicious.
    assert_eq!(facts(&[b"From: x@evil.example\r\n", bytes].concat()), 0);
});
