//! A file called `Invitations.csv`.
#![no_main]

use invtrack::import::read_bytes;
use invtrack_fuzz::{assert_export, options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| assert_export(read_bytes(bytes.to_vec(), "Invitations.csv", &options())));
