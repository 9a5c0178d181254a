//! The label of a button: it means the same in any spelling, and what is unknown is refused with a word of what to type.
#![no_main]

use invtrack::record::labels::read_label;
use invtrack::record::name::fold;
use invtrack_fuzz::{assert_message, text};
use libfuzzer_sys::fuzz_target;

/// Longer texts, in bytes, are no labels; folding may lengthen a text.
const LONGEST: usize = 300;

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    let folded = fold(&text);
    match read_label(&text) {
        Ok(meaning) if folded.len() <= LONGEST => assert_eq!(read_label(&folded), Ok(meaning), "{text:?}"),
        Ok(_) => assert!(text.len() <= LONGEST),
        Err(error) => {
            assert_message(&error);
            error.hint().iter().for_each(assert_message);
        }
    }
});
