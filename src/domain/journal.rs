//! What one command did to the record: what `undo` takes back.

use std::collections::BTreeMap;

use crate::record::time::Instant;

/// How many rows of which table.
pub type Touched = BTreeMap<String, usize>;

/// One command's changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Never given twice.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// What it did, in the user's words: `added Zoë Brandt (#4)`.
    pub words: String,
    /// How many rows of which table it changed.
    pub touched: Touched,
    /// It was undone, and may be redone.
    pub is_undone: bool,
}

/// What the user knows the rows of a table as: one, many. What only keeps rows together is not told.
const THINGS: [(&str, &str, &str); 9] = [
    ("request", "request", "requests"),
    ("observation", "look", "looks"),
    ("action", "action", "actions"),
    ("person", "person", "people"),
    ("tag", "tag", "tags"),
    ("account_event", "account event", "account events"),
    ("connection", "connection", "connections"),
    ("snapshot", "list", "lists"),
    ("kept", "open question", "open questions"),
];

/// What is said of a step where nothing was said.
pub const WORDLESS: &str = "changed the record";

/// Longest description of a step, in characters; names come from other people.
const MAX_WORDS: usize = 200;

/// Longest name in it.
const MAX_NAME: usize = 60;

impl Step {
    /// What it touched: how many, and what they are called, one and many.
    pub fn things(&self) -> impl Iterator<Item = (usize, &'static str, &'static str)> {
        let known = |&(table, one, many): &(&str, &'static str, &'static str)| {
            let count = self.touched.get(table).copied()?;
            Some((count, one, many))
        };
        THINGS.iter().filter_map(known)
    }
}

/// A description cut to its greatest length; never empty.
pub fn bounded(words: &str) -> String {
    cut(if words.is_empty() { WORDLESS } else { words }, MAX_WORDS)
}

/// `Zoë Brandt (#4)`
pub fn named(name: &str, request: i64) -> String {
    format!("{} (#{request})", cut(name, MAX_NAME))
}

/// At most so many characters.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut() {
        assert_eq!(named("Zoë Brandt", 4), "Zoë Brandt (#4)");
        assert_eq!(cut("Zoë", 3), "Zoë");
        assert_eq!(cut("Zoë B", 3), "Zo…");
        assert_eq!(bounded(&named(&"ö".repeat(10_000), 4)).chars().count(), MAX_NAME + 5);
        assert_eq!(bounded(&"ö".repeat(10_000)).chars().count(), MAX_WORDS);
        assert_eq!(bounded(""), WORDLESS);
    }
}
