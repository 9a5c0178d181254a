//! A fact that is kept, as JSON: written out it is the same, and it is kept once.
#![no_main]

use invtrack::domain::kept::{Fact, Inbox};
use invtrack_fuzz::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(fact) = serde_json::from_str::<Fact>(&text(bytes)) else { return };
    let written = serde_json::to_string(&fact).expect("a fact is JSON");
    let again: Fact = serde_json::from_str(&written).expect("what was written is read");
    assert_eq!(again, fact, "{written}");
    assert_eq!(serde_json::to_string(&again).ok(), Some(written));
    let mut inbox = Inbox::default();
    assert!(inbox.keep(fact) && !inbox.keep(again.clone()));
    assert_eq!(inbox.waiting().count(), 1);
    inbox.settle(&again);
    assert!(inbox.is_settled(&again) && inbox.is_answered(&again) && inbox.waiting().count() == 0);
});
