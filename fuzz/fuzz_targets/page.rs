//! A copied or saved page: rows are in order, names fit, and nothing lies in the future.
#![no_main]

use invtrack::import::page::{ProfileLook, read_profile};
use invtrack::import::{FileKind, Options};
use invtrack::record::count::CONNECTIONS_LIMIT;
use invtrack_fuzz::{assert_message, assert_name, assert_slug, options, read, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    let options = Options { kind: Some(FileKind::Page), ..options() };
    drop(read(text.as_bytes(), "page.txt", &options));
    match read_profile(&text) {
        Ok(look) => assert_look(&look),
        Err(error) => assert_message(&error.message),
    }
});

fn assert_look(look: &ProfileLook) {
    look.name.iter().for_each(|name| assert_name(name));
    look.slug.iter().for_each(|slug| assert_slug(slug));
    assert!(look.connections.is_none_or(|count| count <= CONNECTIONS_LIMIT));
    assert!(look.button.is_some() || look.degree.is_some() || look.connections.is_some());
    let lines = look.read.iter().chain(&look.ignored);
    lines.filter(|line| !line.is_empty()).for_each(assert_message);
}
