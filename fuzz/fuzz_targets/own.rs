//! An export of the program's own, or of anybody's: what is accepted can be joined, derived from, and exported again without
//! loss.
#![no_main]

use invtrack::matching::derive;
use invtrack::record::json;
use invtrack::record::set::Record;
use invtrack_fuzz::{NOW, text};
use libfuzzer_sys::fuzz_target;

/// Far over any message: what is quoted of a file is cut.
const MAX_MESSAGE_BYTES: usize = 1_000;

fuzz_target!(|bytes: &[u8]| {
    match json::read(&text(bytes), NOW) {
        Ok(brought) => assert_record(&brought.record),
        Err(refusal) => {
            let message = refusal.to_string();
            assert!(!message.is_empty() && message.len() <= MAX_MESSAGE_BYTES, "{message:?}");
        }
    }
});

fn assert_record(record: &Record) {
    let mut twice = record.clone();
    twice.join(record.clone());
    assert_eq!(twice.facts.len(), record.facts.len());
    let once = exported(record);
    let again = json::read(&once, NOW).expect("an export is accepted").record;
    assert_eq!(exported(&again), once);
    let (one, other) = (derive(record.clone()), derive(again));
    assert_eq!(one.unsure, other.unsure);
    assert_eq!(one.people.len(), other.people.len());
}

/// As the program writes it.
fn exported(record: &Record) -> String {
    let mut out = Vec::new();
    json::write(record, NOW, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("JSON is UTF-8")
}
