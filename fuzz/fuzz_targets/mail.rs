//! One mail: what is kept of it is tidy, and nothing of it is believed that LinkedIn did not send.
#![no_main]

use invtrack::import::facts::{Mail, Notice};
use invtrack::import::mail::{looks_like_mail, read_message};
use invtrack_fuzz::{assert_message, assert_name, assert_slug};
use libfuzzer_sys::fuzz_target;

/// A digest tells of no more people.
const MAX_PEOPLE: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    looks_like_mail(bytes);
    match read_message(bytes, "x") {
        Ok(Mail::Accepted(notice)) => {
            assert_notice(&notice);
            assert_not_believed_from_others(bytes);
        }
        Ok(Mail::LeftAlone | Mail::Impostor) => {}
        Err(reason) => assert_message(&reason),
    }
});

fn assert_notice(notice: &Notice) {
    notice.slugs.iter().for_each(|slug| assert_slug(slug));
    notice.full_name.iter().chain(&notice.first_name).for_each(|name| assert_name(name));
    assert!(notice.slugs.len() <= MAX_PEOPLE, "{notice:?}");
    assert!(!notice.slugs.is_empty() || notice.full_name.is_some() || notice.first_name.is_some());
    let id = &notice.message_id;
    assert!(!id.is_empty() && id.chars().count() <= 1_100 && !id.contains(char::is_control), "{id:?}");
}

/// A second sender makes any mail suspicious.
fn assert_not_believed_from_others(bytes: &[u8]) {
    let forged = [b"From: x@evil.example\r\n", bytes].concat();
    assert!(!matches!(read_message(&forged, "x"), Ok(Mail::Accepted(_))));
}
