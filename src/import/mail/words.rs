//! The words of a line, for finding a phrase in it whatever its case, accents, blanks and punctuation.

use std::ops::Range;
use std::sync::LazyLock;

use crate::import::input::MAX_NAME_CHARS;
use crate::import::words::WORDS;
use crate::record::labels::locales;
use crate::record::name::{clean, fold};

/// As it is written, and folded.
pub(super) type Phrase = (&'static str, String);

pub(super) static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let phrases = locales().values().flat_map(|locale| &locale.accepted_phrase);
    let behind = phrases.filter_map(|phrase| phrase.strip_prefix("N ")).map(str::trim);
    behind.map(|phrase| (phrase, fold(phrase))).collect()
});

pub(super) struct Tokens<'a> {
    raw: &'a str,
    words: Vec<(String, Range<usize>)>,
}

impl<'a> Tokens<'a> {
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

    pub(super) fn find(&self, phrase: &str) -> Option<Range<usize>> {
        let count = phrase.split(' ').count();
        let is_here =
            |window: &[(String, _)]| window.iter().map(|(word, _)| word.as_str()).eq(phrase.split(' '));
        let start = self.words.windows(count).position(is_here)?;
        Some(start..start + count)
    }

    pub(super) fn starts_with(&self, phrase: &str) -> bool {
        self.words.len() >= phrase.split(' ').count()
            && self.iter().zip(phrase.split(' ')).all(|(word, of_phrase)| word == of_phrase)
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }

    pub(super) fn raw(&self, words: Range<usize>) -> &'a str {
        match self.words.get(words) {
            Some([(_, first), .., (_, last)]) => &self.raw[first.start..last.end.max(first.start)],
            Some([(_, only)]) => &self.raw[only.clone()],
            _ => "",
        }
    }

    /// What is at `N` in a form like `see N connections`; `…` at its ends stands for anything, or nothing.
    pub(super) fn at_name(&self, form: &str) -> Option<&'a str> {
        let (before, after) = form.split_once('N')?;
        let start = match before.trim().strip_prefix('…').map(str::trim) {
            Some(before) => self.find(before)?.end,
            None if before.is_empty() => 0,
            None if self.starts_with(before.trim()) => before.split_whitespace().count(),
            None => return None,
        };
        let (after, is_open) =
            after.trim().strip_suffix('…').map_or((after.trim(), false), |after| (after.trim(), true));
        let found = if after.is_empty() { self.len()..self.len() } else { self.find(after)? };
        (found.start >= start && (is_open || found.end == self.len())).then(|| self.raw(start..found.start))
    }

    fn ends_before(&self, index: usize) -> bool {
        let last = index.checked_sub(1).and_then(|index| self.words.get(index));
        index == self.len()
            || last.is_some_and(|(_, place)| {
                self.raw[place.clone()].ends_with(|c: char| WORDS.mail.sentence_ends.contains(c))
            })
    }
}

/// Without the marks around it and a possessive `'s`.
pub(super) fn person(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(|c| matches!(c, ',' | ':' | ';' | '!' | '！' | '"' | '“' | '”'));
    let name = clean(possessor(text), MAX_NAME_CHARS).ok()?;
    let folded = fold(&name);
    let first = folded.split(' ').next().unwrap_or_default();
    let is_nobody = first.is_empty()
        || first.contains(char::is_numeric)
        || WORDS.mail.nobody.has(first)
        || folded.split(' ').any(|word| WORDS.mail.never_in_names.has(word))
        || name.contains(['@', '/', '<', '>']);
    (!is_nobody).then_some(name)
}

fn possessor(text: &str) -> &str {
    let bare = text.strip_suffix(['s', 'S']).unwrap_or(text);
    bare.strip_suffix(['\'', '’']).or_else(|| text.strip_suffix(['\'', '’'])).unwrap_or(text)
}

/// `First has accepted your invitation`, and no more than that in its sentence (`… to follow a page`).
pub(super) fn accepter(line: &str, phrases: &[&Phrase]) -> Option<String> {
    let words = Tokens::of(line);
    phrases.iter().find_map(|(phrase, folded)| {
        if !folded.contains(' ') {
            // Chinese and Thai write no blanks.
            let (name, rest) = line.split_once(phrase)?;
            return if rest.trim_start().starts_with(char::is_alphanumeric) { None } else { person(name) };
        }
        let found = words.find(folded)?;
        let is_to_connect = words.iter().skip(found.end).take(2).eq(["to", "connect"]);
        let is_all = words.ends_before(found.end) || is_to_connect;
        let name = words.raw(0..found.start);
        if is_all && !denies(name) { person(name) } else { None }
    })
}

/// `Mira has not yet`, where the name should be: what that says is the user's to tell.
pub(super) fn denies(name: &str) -> bool {
    fold(name).split(' ').any(|word| WORDS.mail.denials.has(word))
}
