//! The words of a line, for finding a phrase in it whatever its case, accents, blanks and punctuation.

use std::ops::Range;

use crate::record::name::{clean, fold};

/// The cap on a name, in characters; LinkedIn's own is 60.
const MAX_NAME_CHARS: usize = 200;

/// A line and its folded words.
pub(super) struct Words<'a> {
    raw: &'a str,
    /// A folded word, and where in the line the characters between blanks stand that it comes from.
    words: Vec<(String, Range<usize>)>,
}

impl<'a> Words<'a> {
    pub(super) fn of(raw: &'a str) -> Self {
        let mut words = Vec::new();
        let mut start = 0;
        for part in raw.split_inclusive(char::is_whitespace) {
            let place = start..start + part.trim_end().len();
            start += part.len();
            let folded = fold(part);
            words.extend(folded.split(' ').filter(|w| !w.is_empty()).map(|w| (w.to_owned(), place.clone())));
        }
        Self { raw, words }
    }

    /// Which words are the phrase, a folded one.
    pub(super) fn find(&self, phrase: &str) -> Option<Range<usize>> {
        let count = phrase.split(' ').count();
        let is_here =
            |window: &[(String, _)]| window.iter().map(|(word, _)| word.as_str()).eq(phrase.split(' '));
        let start = self.words.windows(count).position(is_here)?;
        Some(start..start + count)
    }

    /// Whether the line is the phrase.
    pub(super) fn is(&self, phrase: &str) -> bool {
        self.find(phrase) == Some(0..self.words.len())
    }

    /// Whether the line begins with the phrase.
    pub(super) fn starts_with(&self, phrase: &str) -> bool {
        self.words.iter().map(|(word, _)| word.as_str()).zip(phrase.split(' ')).all(|(a, b)| a == b)
            && self.words.len() >= phrase.split(' ').count()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A folded word.
    pub(super) fn word(&self, index: usize) -> Option<&str> {
        self.words.get(index).map(|(word, _)| word.as_str())
    }

    /// The folded words one by one.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }

    /// These words as they are spelled.
    pub(super) fn raw(&self, words: Range<usize>) -> &'a str {
        match self.words.get(words) {
            Some([(_, first), .., (_, last)]) => &self.raw[first.start..last.end.max(first.start)],
            Some([(_, only)]) => &self.raw[only.clone()],
            _ => "",
        }
    }

    /// Whether a sentence ends with the word before `index`.
    pub(super) fn ends_before(&self, index: usize) -> bool {
        let last = index.checked_sub(1).and_then(|index| self.words.get(index));
        index == self.words.len()
            || last.is_some_and(|(_, place)| {
                self.raw[place.clone()].ends_with(['.', '!', '…', ',', '。', '!', ':', ';'])
            })
    }
}

/// A name as it is stored, without the marks around it and a possessive `'s`; none if this is nobody's name.
pub(super) fn person(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(|c| matches!(c, ',' | ':' | ';' | '!' | '"' | '“' | '”'));
    let name = clean(possessor(text), MAX_NAME_CHARS).ok()?;
    let folded = fold(&name);
    let first = folded.split(' ').next().unwrap_or_default();
    let is_nobody =
        matches!(first, "" | "who" | "see" | "someone" | "somebody" | "people" | "you" | "they" | "members")
            || first.contains(char::is_numeric)
            || folded.split(' ').any(|word| matches!(word, "linkedin" | "others" | "http" | "https" | "www"))
            || name.contains(['@', '/', '<', '>']);
    (!is_nobody).then_some(name)
}

/// `Freya's` and `Anders'` without the apostrophe and what follows it.
fn possessor(text: &str) -> &str {
    let bare = text.strip_suffix(['s', 'S']).unwrap_or(text);
    bare.strip_suffix(['\'', '’']).or_else(|| text.strip_suffix(['\'', '’'])).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_in_any_spelling() {
        let words = Words::of("  Zoë\u{a0}HAS accepted, your  invitation! Let's");
        assert_eq!(words.find("has accepted your invitation"), Some(1..5));
        assert_eq!(words.raw(0..1), "Zoë");
        assert_eq!(words.raw(1..5), "HAS accepted, your  invitation!");
        assert!(words.ends_before(5) && words.ends_before(7) && !words.ends_before(4));
        assert!(
            words.starts_with("zoe has") && !words.starts_with("zoe had") && words.find("let it").is_none()
        );
        assert!(Words::of("View profile:").is("view profile"));
        assert!(!Words::of("View").starts_with("view profile") && !Words::of("").is("x"));
        assert_eq!(Words::of("a b").raw(1..9), "");
    }

    #[test]
    fn names_are_told_from_nobodies() {
        for (text, name) in [
            (" Freya Ferrer: ", "Freya Ferrer"),
            ("Freya's", "Freya"),
            ("Anders’s", "Anders"),
            ("Anders'", "Anders"),
            ("James", "James"),
            ("Hale, PhD", "Hale, PhD"),
            ("O’Brien", "O’Brien"),
        ] {
            assert_eq!(person(text).as_deref(), Some(name), "{text}");
        }
        for text in [
            "",
            "who",
            "See who",
            "3 others",
            "Ana and 3 others",
            "x@example.org",
            "LinkedIn",
            "https://x",
            "🚀",
        ] {
            assert_eq!(person(text), None, "{text}");
        }
    }
}
