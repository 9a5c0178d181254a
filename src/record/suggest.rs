//! What to say of a word that nothing is called, or of a text that can't be used.

/// Texts in it are cut to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    reason: String,
    hint: Option<String>,
}

impl Refusal {
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), hint: None }
    }

    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub fn hint(&self) -> Option<String> {
        self.hint.clone()
    }
}

/// 0 to 1: `conect` and `connect` are 0.91, `many` and `monday` 0.68.
const ALIKE: f64 = 0.7;

/// So many letters of its beginning stand for a word, however long it is.
const BEGUN: usize = 4;

/// Comparing takes time in the product of the lengths.
const LONGEST: usize = 64;

pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    if too_long(typed) {
        return Vec::new();
    }
    let typed = typed.to_lowercase();
    let mut alike: Vec<(f64, &str)> = candidates
        .into_iter()
        .filter(|candidate| !too_long(candidate))
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let is_begun = typed.chars().count() >= BEGUN && lower.starts_with(&typed);
            (likeness(&typed, &lower).max(if is_begun { ALIKE } else { 0.0 }), candidate)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.dedup_by_key(|(_, candidate)| *candidate);
    alike.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

pub fn did_you_mean(candidates: &[&str]) -> Option<String> {
    let quoted: Vec<String> = candidates.iter().map(|candidate| format!("\"{candidate}\"")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", either(&quoted)))
}

/// `a, b or c`.
pub(crate) fn either(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

pub(crate) fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn too_long(word: &str) -> bool {
    word.chars().nth(LONGEST).is_some()
}

/// Edits (Damerau-Levenshtein) judge slips of the finger, Jaro-Winkler a right beginning: words cut short.
fn likeness(a: &str, b: &str) -> f64 {
    f64::midpoint(strsim::normalized_damerau_levenshtein(a, b), strsim::jaro_winkler(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 6] = ["connect", "pending", "message", "follow", "accept", "unknown"];

    #[test]
    fn slips_are_recognised() {
        let cases = [
            ("conect", "connect"),
            ("CONNECT!", "connect"),
            ("pnding", "pending"),
            ("messgae", "message"),
            ("folow", "follow"),
            ("acept", "accept"),
            ("pend", "pending"),
        ];
        for (typed, meant) in cases {
            assert_eq!(nearest(typed, WORDS, 1), [meant], "{typed}");
        }
    }

    #[test]
    fn nonsense_gets_nothing() {
        for typed in ["", "x", "zzz", "qwerty", "…", &"connect".repeat(100)] {
            assert_eq!(nearest(typed, WORDS, 3), [""; 0], "{typed}");
        }
    }

    #[test]
    fn the_best_come_first_once_and_not_too_many() {
        assert_eq!(nearest("mar", ["march", "mark", "mar", "mar"], 2), ["mar", "mark"]);
        assert_eq!(nearest("mar", ["march"], 0), [""; 0]);
        // Its beginning is enough, however long a word is.
        assert_eq!(nearest("note", ["notes_a_month", "note_characters", "nothing"], 2).len(), 2);
    }

    #[test]
    fn the_question_is_grammatical() {
        assert_eq!(did_you_mean(&[]), None);
        assert_eq!(did_you_mean(&["a"]).unwrap(), "did you mean \"a\"?");
        assert_eq!(did_you_mean(&["a", "b"]).unwrap(), "did you mean \"a\" or \"b\"?");
        assert_eq!(did_you_mean(&["a", "b", "c"]).unwrap(), "did you mean \"a\", \"b\" or \"c\"?");
    }

    #[test]
    fn an_excerpt_ends_between_characters() {
        assert_eq!(excerpt("short"), "short");
        assert_eq!(excerpt(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }
}
