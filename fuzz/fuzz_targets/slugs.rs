//! A profile's address or slug: what is read is normal, and its address leads back to it.
#![no_main]

use invtrack::record::slug::{LONGEST_SLUG, looks_like_url, name_from_slug, profile_url, read_slug};
use invtrack_fuzz::{assert_message, assert_slug, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    let _ = (looks_like_url(&text), name_from_slug(&text), profile_url(&text));
    match read_slug(&text) {
        Ok(slug) => {
            assert!((1..=LONGEST_SLUG).contains(&slug.chars().count()));
            assert!(!looks_like_url(&slug) && looks_like_url(&profile_url(&slug)), "{slug:?}");
            assert_slug(&slug);
            assert_eq!(read_slug(&profile_url(&slug)), Ok(slug));
        }
        Err(error) => {
            assert_message(&error);
            error.hint().iter().for_each(assert_message);
        }
    }
});
