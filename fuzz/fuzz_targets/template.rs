//! A template and a note: filled in or refused with a hint, and checked whatever it says.
#![no_main]

use invtrack::next::note::{check, length};
use invtrack::next::template::{Values, fill, placeholders};
use invtrack_fuzz::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    let (template, name) = text.split_once('\n').unwrap_or((&text, "Zo\u{eb} Brandt"));
    let mut values = Values::default();
    values.put_name(name);
    for placeholder in placeholders(template) {
        if !placeholder.contains(['{', '}']) {
            values.put(placeholder, name);
        }
    }
    match fill(template, &values) {
        Ok(note) => {
            let findings = check(&note, &[name.to_owned()], 200);
            assert!(findings.iter().all(|finding| !finding.text.is_empty()));
            assert!(length(&note) <= note.chars().count());
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.hints.is_empty()),
    }
});
