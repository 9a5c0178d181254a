//! A zip, as it came out of a browser or out of somebody's toolbox.
#![no_main]

use invtrack::import::read_bytes;
use invtrack_fuzz::{assert_export, options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| assert_export(read_bytes(bytes.to_vec(), "export.zip", &options())));
