//! The words by which files are read. A new one goes into `words.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::record::name::fold;
use crate::record::words::data;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    /// By their number.
    pub(super) months: BTreeMap<String, Phrases>,
    pub(super) clock: ClockWords,
    pub(super) headers: BTreeMap<String, Vec<String>>,
    /// Of a request, in a table.
    pub(super) status: BTreeMap<String, Phrases>,
    pub(super) mail: MailWords,
    pub(super) page: PageWords,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClockWords {
    pub(super) weekdays: Phrases,
    pub(super) at: Phrases,
    pub(super) am: Vec<String>,
    pub(super) pm: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MailWords {
    pub(super) header: Phrases,
    pub(super) junk: Phrases,
    pub(super) spam: BTreeMap<String, Phrases>,
    pub(super) replies: Vec<String>,
    pub(super) suggestions: Vec<String>,
    pub(super) other: Phrases,
    pub(super) accepted: Vec<String>,
    pub(super) perhaps: Vec<String>,
    pub(super) digest: Vec<String>,
    pub(super) of_acceptances: Phrases,
    pub(super) digest_heading: Vec<String>,
    pub(super) digest_footer: Phrases,
    pub(super) via: Vec<String>,
    pub(super) ends: Phrases,
    pub(super) button_words: Phrases,
    pub(super) sentence_ends: String,
    pub(super) nobody: Phrases,
    pub(super) never_in_names: Phrases,
    pub(super) denials: Phrases,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PageWords {
    pub(super) sent: Vec<String>,
    pub(super) ago: Vec<String>,
    pub(super) one: Phrases,
    pub(super) now: Phrases,
    pub(super) yesterday: Phrases,
    pub(super) withdraw: Phrases,
    pub(super) connected: Vec<String>,
    pub(super) buttons: Phrases,
    pub(super) marks: Phrases,
    pub(super) menu: Phrases,
    pub(super) counted: Phrases,
    pub(super) total: Phrases,
    pub(super) login: Phrases,
    pub(super) elsewhere: Phrases,
    pub(super) captions: Phrases,
    pub(super) picture_of: Vec<String>,
    pub(super) picture: Vec<String>,
    pub(super) picture_states: Vec<String>,
    pub(super) contact: Phrases,
    pub(super) other_buttons: Phrases,
    pub(super) asides: Phrases,
    pub(super) shared: Vec<String>,
    pub(super) and: Vec<String>,
    pub(super) units: HashMap<String, Phrases>,
    pub(super) headings: HashMap<String, Phrases>,
}

/// Words that are looked up as [`fold`] leaves them.
#[derive(Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Phrases(HashSet<String>);

impl From<Vec<String>> for Phrases {
    fn from(words: Vec<String>) -> Self {
        Self(words.iter().map(|word| fold(word)).collect())
    }
}

impl Phrases {
    pub(super) fn has(&self, folded: &str) -> bool {
        self.0.contains(folded)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

pub(super) fn inside<'t>(text: &'t str, forms: &[String]) -> Option<&'t str> {
    forms.iter().find_map(|form| {
        let (before, after) = form.split_once('…')?;
        text.strip_prefix(before)?.strip_suffix(after)
    })
}

// The file is part of the program, and a test reads it.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| data(include_str!("words.toml")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::labels::{locales, read_label};

    #[test]
    fn the_words_are_read_and_folded_where_they_are_looked_up() {
        let words: Words = data(include_str!("words.toml")).unwrap();
        assert!(words.months.keys().all(|number| (1..=12).contains(&number.parse().unwrap())));
        for words in [&words.months, &words.status] {
            let mut all: Vec<&str> = words.values().flat_map(Phrases::iter).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "a word means two things");
        }
        let mut headers: Vec<String> = words.headers.values().flatten().map(|header| fold(header)).collect();
        headers.sort();
        let all = headers.len();
        headers.dedup();
        assert_eq!((headers.len(), words.headers.len()), (all, 12), "a header names two fields");
        let Words { mail, page, .. } = words;
        let named = [&mail.accepted, &mail.perhaps, &mail.digest, &mail.digest_heading].into_iter().flatten();
        let dated = [&page.sent, &page.ago, &page.connected].into_iter().flatten();
        for (form, mark) in named.map(|form| (form, 'N')).chain(dated.map(|form| (form, '…'))) {
            let parts: Vec<&str> = form.split([mark, '…']).map(str::trim).collect();
            assert!(parts.len() > 1 && parts.iter().all(|part| fold(part) == *part), "{form}");
        }
        assert!(page.units.values().all(|names| names.iter().count() > 5));
        assert_eq!((page.units.len(), page.headings.len()), (7, locales().len()));
        for (language, headings) in &page.headings {
            assert!(locales().contains_key(language) && headings.iter().next().is_some(), "{language}");
            for heading in headings.iter() {
                assert!(!heading.is_empty() && read_label(heading).is_err(), "{heading}");
            }
        }
    }
}
