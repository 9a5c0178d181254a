//! The words by which files are read. A new one goes into `words.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

/// All words, as the file has them.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    pub(super) months: HashMap<String, u32>,
    /// By field.
    pub(super) headers: BTreeMap<String, Vec<String>>,
}

// The file is part of the program, and a test reads it.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::name::fold;

    #[test]
    fn the_words_are_read_and_folded_where_they_are_looked_up() {
        let words: Words = toml::from_str(include_str!("words.toml")).unwrap();
        assert!(words.months.iter().all(|(name, number)| fold(name) == *name && (1..=12).contains(number)));
        let mut headers: Vec<String> = words.headers.values().flatten().map(|header| fold(header)).collect();
        headers.sort();
        let all = headers.len();
        headers.dedup();
        assert_eq!((headers.len(), words.headers.len()), (all, 10), "a header names two fields");
    }
}
