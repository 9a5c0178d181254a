//! An invitation note, held against the mistakes that the documents name; `note.toml` has them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::request::is_default_note;
use crate::record::name::fold;
use crate::record::words::data;

/// Characters that LinkedIn takes with Premium (public sources outside the documents).
pub const PREMIUM_CHARACTERS: usize = 300;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub text: String,
    /// The rules that it comes from; none for what LinkedIn itself demands.
    pub heuristics: &'static [String],
    /// Worth a thought, no mistake that the documents name.
    pub is_remark: bool,
}

#[derive(Default, Deserialize)]
struct Mistakes {
    small: Vec<String>,
    none: Mistake,
    too_long: Mistake,
    over_limit: Mistake,
    default: Mistake,
    placeholder: Mistake,
    other_language: Mistake,
    not_about_them: Mistake,
    pitch: Mistake,
    no_reason: Mistake,
}

#[derive(Default, Deserialize)]
struct Mistake {
    text: String,
    rules: Vec<String>,
    #[serde(default)]
    is_remark: bool,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    but_not: Vec<String>,
}

static MISTAKES: LazyLock<Mistakes> = LazyLock::new(|| data(include_str!("note.toml")).unwrap_or_default());

impl Mistake {
    fn found(&'static self, put: &[(&str, &str)]) -> Finding {
        let text = put.iter().fold(self.text.clone(), |text, (name, value)| text.replace(name, value));
        Finding { text, heuristics: &self.rules, is_remark: self.is_remark }
    }
}

/// Characters of a note, counted as `add` does: Unicode scalar values without the blanks around it.
pub fn length(note: &str) -> usize {
    note.trim().chars().count()
}

/// What there is to doubt about a note. `theirs`: their name, their company, where the two met, and what else would be
/// mentioned; `limit`: the characters that the user's account may send.
pub fn check(note: &str, theirs: &[String], limit: usize) -> Vec<Finding> {
    let known: &'static Mistakes = &MISTAKES;
    if note.trim().is_empty() {
        return vec![known.none.found(&[])];
    }
    let words = NoteWords::of(note);
    let is_english = words.are_english();
    let (characters, premium) = (length(note), PREMIUM_CHARACTERS.max(limit));
    let mut findings = Vec::new();
    if characters > limit {
        let mistake = if characters > premium { &known.too_long } else { &known.over_limit };
        findings.push(mistake.found(&[
            ("{characters}", &characters.to_string()),
            ("{limit}", &limit.to_string()),
            ("{premium}", &PREMIUM_CHARACTERS.to_string()),
        ]));
    }
    if is_default_note(note) {
        findings.push(known.default.found(&[]));
        return findings;
    }
    findings.extend(placeholder(note).map(|found| known.placeholder.found(&[("{found}", found)])));
    findings.extend((!is_english).then(|| known.other_language.found(&[])));
    let is_about_them = words.mention(theirs) || is_english && words.have_any(&known.not_about_them.words);
    findings.extend((!is_about_them).then(|| known.not_about_them.found(&[])));
    if is_english {
        findings.extend(words.have_any(&known.pitch.words).then(|| known.pitch.found(&[])));
        let has_reason = words.without(&known.no_reason.but_not).have_any(&known.no_reason.words);
        findings.extend((!has_reason).then(|| known.no_reason.found(&[])));
    }
    findings
}

/// What stands between braces or brackets: `{first_name}`, `[Name]`.
fn placeholder(note: &str) -> Option<&str> {
    let at = note.find(['{', '['])?;
    let end = note[at..].find(['}', ']'])?;
    Some(&note[at..=at + end])
}

/// The words of a note, folded, with a blank around each.
struct NoteWords(String);

impl NoteWords {
    fn of(note: &str) -> Self {
        Self(format!(" {} ", fold(note)))
    }

    fn have_any(&self, phrases: &[String]) -> bool {
        phrases.iter().any(|phrase| self.have(phrase))
    }

    fn have(&self, folded: &str) -> bool {
        !folded.is_empty() && self.0.contains(&format!(" {folded} "))
    }

    /// The words that are left when these phrases are taken out, the longest first.
    fn without(&self, phrases: &[String]) -> Self {
        let mut phrases: Vec<&String> = phrases.iter().collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let cut = |left: String, phrase: &String| left.replace(&format!(" {phrase} "), " / ");
        Self(phrases.into_iter().fold(self.0.clone(), cut))
    }

    /// Whether something is in them that only concerns these people, or its most telling word.
    fn mention(&self, theirs: &[String]) -> bool {
        let telling = |word: &&str| word.chars().count() >= 4 || word.chars().any(|c| c.is_ascii_digit());
        theirs
            .iter()
            .map(|told| fold(told))
            .any(|told| self.have(&told) || told.split(' ').filter(telling).any(|word| self.have(word)))
    }

    /// Whether enough of the small words of English are in them; of a few words in plain letters one can't tell.
    fn are_english(&self) -> bool {
        const FEW: usize = 6;
        let letters = || self.0.chars().filter(|c| c.is_alphabetic());
        if letters().filter(char::is_ascii).count() * 2 < letters().count() {
            return false;
        }
        let words: Vec<&str> = self.0.split_whitespace().collect();
        let small = words.iter().filter(|word| MISTAKES.small.iter().any(|small| small == **word)).count();
        words.len() < FEW || small * 6 >= words.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::rules;

    /// A note that leaves nothing to say.
    const GOOD: &str = "Hi Ana, your talk at the Ghent meetup made me curious: I work on test tools, too, and would \
        like to compare notes. Happy to show you what we found.";

    fn theirs() -> Vec<String> {
        ["Ana", "López", "Contoso", "RustConf 2026"].map(str::to_owned).to_vec()
    }

    fn found(note: &str, theirs: &[String]) -> Vec<&'static str> {
        check(note, theirs, 200).iter().flat_map(|finding| finding.heuristics).map(String::as_str).collect()
    }

    #[test]
    fn every_mistake_is_found_where_it_is() {
        let table: &[(&str, &[&str])] = &[
            (GOOD, &[]),
            ("  \n", &["T13"]),
            ("I'd like to add you to my professional network on LinkedIn.", &["N06", "T08"]),
            (
                "Hello, I would like to stay in touch with people who share an interest in tests.",
                &["R01", "R03"],
            ),
            ("Hi Ana, I would like to show you a demo of our product.", &["T11", "R09"]),
            ("Hi Ana, I am curious: read https://example.com and we talk about it.", &["T11", "R09"]),
            ("Hi Ana, we met at the fair in Ghent. It would be of use to you and to me.", &["R01", "T23"]),
            ("Hi Ana, after the fair in Ghent I would like to connect with you.", &["R01", "T23"]),
            ("Hi Ana, after the Ghent meetup I'd like to connect, because it is of use to you.", &[]),
            ("Hi {first_name}, Ana, I am curious about your talk.", &["R03", "T08"]),
            ("Hi [Name], Ana, I am curious about your talk.", &["R03", "T08"]),
            ("Hi, after rustconf I would like to exchange ideas with you.", &[]),
            ("Your talk on tiny tests was great; I would love to compare notes.", &[]),
        ];
        for (note, expected) in table {
            assert_eq!(found(note, &theirs()), *expected, "{note}");
        }
        assert_eq!(found("Your talk on tiny tests was great; I would love to compare notes.", &[]), [""; 0]);
    }

    #[test]
    fn length_is_held_against_both_limits() {
        let of = |characters: usize, limit| {
            let note = format!("{GOOD} {}", "é".repeat(characters - GOOD.chars().count() - 1));
            assert_eq!(length(&format!("\n{note} ")), characters);
            check(&note, &theirs(), limit).iter().map(|finding| finding.is_remark).collect::<Vec<_>>()
        };
        let table =
            [(200, 200, None), (201, 200, Some(true)), (300, 200, Some(true)), (301, 200, Some(false))];
        for (characters, limit, expected) in
            table.into_iter().chain([(300, 300, None), (301, 300, Some(false))])
        {
            assert_eq!(of(characters, limit), Vec::from_iter(expected), "{characters} {limit}");
        }
    }

    #[test]
    fn another_language_is_left_alone_but_for_names() {
        let german =
            "Hallo Ana, Ihr Vortrag in Gent hat mir gut gefallen und ich arbeite auch an solchen Themen.";
        assert_eq!(found(german, &theirs()), [""; 0]);
        assert!(check(german, &theirs(), 200)[0].text.contains("not look English"));
        assert_eq!(found(german, &[]), ["R01", "R03"]);
        assert_eq!(found("我们在会议上见过 Ana", &theirs()), [""; 0]);
    }

    #[test]
    fn words_count_whole_and_stand_folded() {
        let list = |words: &str| words.split("; ").map(str::to_owned).collect::<Vec<_>>();
        assert!(!NoteWords::of("The dealer tooled groups").have_any(&list("deal; too; group")));
        assert!(NoteWords::of("A good DEAL!").have_any(&list("deal")));
        let known = &MISTAKES;
        assert!(known.small.len() > 20);
        for mistake in [&known.not_about_them, &known.pitch, &known.no_reason] {
            assert!(!mistake.words.is_empty());
            assert!(mistake.words.iter().chain(&mistake.but_not).all(|phrase| fold(phrase) == *phrase));
        }
    }

    proptest! {
        #[test]
        fn any_note_can_be_checked(note in any::<String>(), theirs in any::<String>()) {
            for finding in check(&note, &[theirs], 200) {
                prop_assert!(finding.heuristics.iter().all(|id| rules::find(id).is_some()));
                prop_assert!(!finding.text.is_empty());
            }
        }
    }
}
