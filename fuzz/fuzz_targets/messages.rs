//! The messages of an export: who wrote and when.
#![no_main]

use invtrack::import::Options;
use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    drop(read(bytes, "messages.csv", &Options { messages: true, ..options() }));
});
