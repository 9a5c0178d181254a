//! The sentence that tells of an acceptance, in any of the languages.

use std::sync::LazyLock;

use super::words::{Words, person};
use crate::record::labels::locales;
use crate::record::name::fold;

/// What stands behind the name in `accepted_phrase`.
struct Phrase {
    spelled: &'static str,
    folded: String,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let phrases = locales().values().flat_map(|locale| &locale.accepted_phrase);
    let behind = phrases.filter_map(|phrase| phrase.strip_prefix("N "));
    behind.map(|phrase| Phrase { spelled: phrase.trim(), folded: fold(phrase) }).collect()
});

/// Whom a line says to have accepted the invitation: `First has accepted your invitation`, and no more than that in
/// its sentence (`… to follow a page`).
pub(super) fn accepter(line: &str) -> Option<String> {
    let words = Words::of(line);
    PHRASES.iter().find_map(|phrase| {
        if phrase.folded.contains(' ') {
            in_words(&words, &phrase.folded)
        } else {
            in_text(line, phrase.spelled)
        }
    })
}

fn in_words(words: &Words, phrase: &str) -> Option<String> {
    let found = words.find(phrase)?;
    let is_to_connect = words.word(found.end) == Some("to") && words.word(found.end + 1) == Some("connect");
    let is_all = words.ends_before(found.end) || is_to_connect;
    if is_all { person(words.raw(0..found.start)) } else { None }
}

/// Chinese and Thai write no blanks.
fn in_text(line: &str, phrase: &str) -> Option<String> {
    let (name, rest) = line.split_once(phrase)?;
    if rest.trim_start().starts_with(char::is_alphanumeric) { None } else { person(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_with_a_phrase_is_read() {
        let mut count = 0;
        for phrase in locales().values().flat_map(|locale| &locale.accepted_phrase) {
            for name in ["Freya", "Zoë Brandt-Müller", "李明"] {
                let line = phrase.replacen('N', name, 1);
                for line in [line.clone(), format!(" {line}."), line.replace(' ', "\u{a0}")] {
                    assert_eq!(accepter(&line).as_deref(), Some(name), "{line}");
                }
            }
            count += 1;
        }
        assert!(count >= 14 && count == PHRASES.len());
    }

    #[test]
    fn the_sentence_has_to_end_with_the_phrase() {
        for line in [
            "Ruth Berg has accepted your invitation. Let's start a conversation.",
            "Ruth Berg has accepted your invitation to connect",
            "Ruth Berg has accepted your invitation!",
        ] {
            assert_eq!(accepter(line).as_deref(), Some("Ruth Berg"), "{line}");
        }
        assert_eq!(accepter("李明接受了您的邀請").as_deref(), Some("李明"));
        for line in [
            "Ruth has accepted your invitation to follow Fabrikam",
            "has accepted your invitation",
            "See who has accepted your invitation",
            "Someone has accepted your invitation",
            "Accept her invitation",
            "",
        ] {
            assert_eq!(accepter(line), None, "{line}");
        }
    }
}
