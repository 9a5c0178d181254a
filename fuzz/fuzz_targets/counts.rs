//! A number of connections: never more than LinkedIn allows, and the same when written plainly.
#![no_main]

use invtrack::record::count::{CONNECTIONS_LIMIT, read_connections};
use invtrack_fuzz::{assert_message, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match read_connections(&text(bytes)) {
        Ok(count) => {
            assert!(count <= CONNECTIONS_LIMIT);
            assert_eq!(read_connections(&count.to_string()), Ok(count));
            assert_eq!(read_connections(&format!("\u{200F} {count} connections")), Ok(count));
        }
        Err(error) => {
            assert_message(&error);
            error.hint().iter().for_each(assert_message);
        }
    }
});
