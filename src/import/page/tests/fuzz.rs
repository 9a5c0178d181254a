//! Whatever a page says, reading it ends with facts or an error.

use proptest::prelude::*;

use super::*;

const SAMPLES: [&str; 5] = [
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages/sent-partial.txt")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages/connections-en.txt")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages/connections-de.txt")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages/profile-pending.txt")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages/profile-reopened.txt")),
];
/// Pieces that mean something, somewhere.
const PIECES: [&str; 32] = [
    "\n",
    " ",
    "Ana Lee\n",
    "Sent 3 days ago\n",
    "Withdraw\n",
    "Connected on June 12, 2026\n",
    "· 1st\n",
    " · 2nd",
    "Pending\n",
    "Message\n",
    "More ",
    "About\n",
    "People (2)\n",
    "Ana Lee's profile picture\n",
    "Profilbild von Bo, offen für X\n",
    "Gesendet vor 2 Wochen\n",
    "Zurückziehen\n",
    "500+ connections\n",
    "<p>",
    "</p",
    "<a href='/in/x'>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "\"",
    "<br>",
    "&nbsp;",
    "<div hidden>",
    "</div>",
    "\u{200F}",
    "·",
];

/// Rows are in order, names fit, and intervals are in the past.
fn assert_sound(text: &str) {
    let _ = read_profile(text);
    match page(text) {
        Ok(PageKind::Sent(list)) => {
            assert!(!list.rows.is_empty());
            assert!(list.rows.iter().map(|row| row.number).is_sorted() && bad(&list).is_sorted());
            for row in &list.rows {
                assert!(row.days.0 <= row.days.1 && row.days.1 <= as_of() && !row.name.is_empty());
            }
        }
        Ok(PageKind::Connections(list)) => {
            assert!(list.rows.iter().all(|row| row.days.1 <= as_of() && !row.name.is_empty()));
            assert!(!list.rows.is_empty() && bad(&list).is_sorted());
        }
        Ok(PageKind::Profile(look)) => {
            assert!(look.read.iter().chain(&look.ignored).all(|line| !line.contains(char::is_control)));
        }
        Err(error) => assert_helpful(&error),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), html in "<[\\PC<>/\"'= \n]{0,200}") {
        assert_sound(&text);
        assert_sound(&html);
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40), html: bool) {
        let text = pieces.concat();
        assert_sound(&if html { format!("<html>{text}") } else { text });
    }

    #[test]
    fn mutated_samples_are_read_or_refused(
        sample in prop::sample::select(SAMPLES.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "\\PC|\n|[·<(&0-9]|"), 0..12),
        html: bool,
    ) {
        let mut letters: Vec<String> = sample.chars().map(String::from).collect();
        for (at, letter) in changes {
            let at = at.index(letters.len());
            letters[at] = letter;
        }
        let text = letters.concat();
        assert_sound(&if html { format!("<body><p>{}", text.replace('\n', "<br>")) } else { text });
    }

    /// A page says the same as text and as HTML.
    #[test]
    fn html_says_what_text_says(pieces in prop::collection::vec(prop::sample::select(PIECES[2..18].to_vec()), 1..20)) {
        let text: String = pieces.iter().map(|piece| piece.trim().to_owned() + "\n").collect();
        let html = format!("<body>{}", text.replace('\n', "<br>"));
        let read = |text: &str| format!("{:?}", page(text));
        prop_assert_eq!(read(&html), read(&text));
    }
}
