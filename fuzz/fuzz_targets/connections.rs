//! A file called `Connections.csv`.
#![no_main]

use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| drop(read(bytes, "Connections.csv", &options())));
