//! A zip, as it came out of a browser or out of somebody's toolbox.
#![no_main]

use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| drop(read(bytes, "export.zip", &options())));
