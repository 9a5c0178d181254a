//! A name: cleaning and folding once is enough, and neither depends on the other.
#![no_main]

use invtrack::record::name::{clean, composed, fold, fold_person, is_invisible};
use invtrack_fuzz::{MAX_NAME_CHARS, assert_name, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    let key = fold(&text);
    assert_eq!(fold(&key), key);
    assert!(!key.contains(|c: char| c.is_control() || is_invisible(c)), "{key:?}");
    assert!(key.trim() == key && !key.contains("  "), "{key:?}");
    let person = fold_person(&text);
    assert_eq!(fold_person(&person), person);
    assert_eq!(fold(&person), person);
    if let Ok(name) = clean(&text, MAX_NAME_CHARS) {
        assert_name(&name);
        assert_eq!(composed(name.clone()), name);
        assert_eq!(name.trim(), name);
        assert!(!name.contains(char::is_control), "{name:?}");
        assert_eq!(fold(&name), key, "{name:?}");
    }
});
