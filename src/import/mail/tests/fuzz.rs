//! Whatever a mail says, reading it ends with facts or a reason.

use proptest::prelude::*;

use super::*;

const SAMPLES: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mail/linkedin.mbox"));
const SAMPLE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/mail/00.eml"));

fn mutated(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

fn changes(most: usize) -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    let byte = prop_oneof![any::<u8>(), prop::sample::select(b"\"<>=?:@\r\n\0-/;&#() ".to_vec())];
    prop::collection::vec((any::<prop::sample::Index>(), byte), 0..most)
}

/// What is kept is short, and fit for a terminal.
fn assert_tidy(mail: &Result<Outcome, &'static str>) {
    if let Ok(Outcome::Accepted(notice)) = mail {
        let said = |one: &Accepter| [one.slug.clone(), one.full_name.clone(), one.first_name.clone()];
        let texts = notice.who.iter().flat_map(said).flatten().chain([notice.message_id.clone()]);
        for text in texts {
            assert!(
                !text.is_empty() && text.len() < 5000 && !text.chars().any(char::is_control),
                "{notice:?}"
            );
        }
        assert!((1..=8).contains(&notice.who.len()));
    }
}

fn mbox(bytes: &[u8]) -> Vec<Found> {
    let mut found = Vec::new();
    in_file(bytes, source::Format::Mbox, "m", &mut |place, mail| found.push((place, mail)));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        assert_tidy(&read_mail(&bytes));
        format_of(&bytes);
        let from = [b"From a@b Mon Oct  5 10:00:00 2026\n", &bytes[..]].concat();
        prop_assert!(!mbox(&from).is_empty());
    }

    #[test]
    fn any_parts_of_mails_are_read_or_refused(
        text in "(From: |Subject: |Date: |Content-Type: |multipart/mixed|message/rfc822|text/html|; boundary=|b|--b|--|=\\?utf-8\\?Q\\?|\\?=|=C3|base64|quoted-printable|Content-Transfer-Encoding: |<a href=|\"|<|>|@linkedin.com|a|é| has accepted your invitation|\r\n|\r\n\r\n| ){0,60}"
    ) {
        assert_tidy(&read_mail(text.as_bytes()));
        assert_tidy(&read_mail(sent("invitations@linkedin.com", "x accepted your invitation", &text).as_bytes()));
    }

    #[test]
    fn mutated_mails_are_read_or_refused(changes in changes(12), end: prop::sample::Index) {
        let bytes = mutated(SAMPLE.to_vec(), &changes);
        assert_tidy(&read_mail(&bytes));
        assert_tidy(&read_mail(&bytes[..end.index(bytes.len())]));
    }

    #[test]
    fn mutated_mailboxes_are_read_or_refused(changes in changes(40)) {
        let bytes = mutated(SAMPLES.to_vec(), &changes);
        for mail in mbox(&bytes) {
            assert_tidy(&read_mail(&mail.1.unwrap().unwrap()));
        }
    }
}
