//! The messages of an export: who wrote and when, each row counted once.
#![no_main]

use invtrack::import::facts::Sender;
use invtrack::record::when::When;
use invtrack::import::{Messages, read_messages};
use invtrack_fuzz::{assert_lines, assert_message, assert_slug, is_in_time, options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match read_messages(bytes, "messages.csv", &options()) {
        Ok(messages) => assert_messages(&messages),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});

fn assert_messages(messages: &Messages) {
    let Messages { file, count, senders, nameless, bad } = messages;
    assert_eq!(file, "messages.csv");
    assert!(senders.is_sorted_by(|a, b| a.slug < b.slug), "{senders:?}");
    senders.iter().for_each(assert_sender);
    let written: usize = senders.iter().map(|sender| sender.at.len()).sum();
    assert_eq!(written + nameless + bad.len(), *count);
    assert_lines(&bad.iter().map(|bad| bad.row).collect::<Vec<_>>());
    for bad in bad {
        assert_message(&bad.reason);
    }
}

fn assert_sender(sender: &Sender) {
    assert_slug(&sender.slug);
    assert!(!sender.at.is_empty());
    let fits = |at: &When| is_in_time(at.day());
    assert!(sender.at.iter().all(fits), "{sender:?}");
}
