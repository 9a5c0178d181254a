//! An invitation note, held against the mistakes that the documents name.
//!
//! This looks for words, it does not understand: so a finding is a doubt ("I see no …"), and no finding is no praise.
//! The words are English; of a note in another language only what needs no such words is checked.

mod words;

use words::{CIRCULAR, COMMERCIAL, GAIN, REASONS, SHARED, SMALL, STOCK, THEIRS};

use crate::model::request::is_default_note;
use crate::record::name::fold;

/// Characters that LinkedIn takes with Premium (public sources outside the documents).
pub const PREMIUM_CHARACTERS: usize = 300;

/// What is known of whom the note goes to, in the words in which it would be mentioned.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Their name, their company, and what else of theirs was given.
    pub about: Vec<String>,
    /// Where the two met.
    pub met: Option<String>,
    /// They met only briefly there.
    pub briefly: bool,
    /// Connections that they share.
    pub mutual: u32,
}

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gravity {
    /// Worth a thought.
    Remark,
    /// One of the mistakes that the documents name.
    Doubt,
}

/// Something about a note that the documents advise against.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// In a sentence.
    pub text: String,
    /// The rules that it comes from; none for what LinkedIn itself demands.
    pub heuristics: &'static [&'static str],
    /// How much it matters.
    pub gravity: Gravity,
}

impl Finding {
    fn doubt(text: impl Into<String>, heuristics: &'static [&'static str]) -> Self {
        Self { text: text.into(), heuristics, gravity: Gravity::Doubt }
    }

    fn remark(text: impl Into<String>, heuristics: &'static [&'static str]) -> Self {
        Self { text: text.into(), heuristics, gravity: Gravity::Remark }
    }
}

/// Characters of a note, counted as `add` does: Unicode scalar values without the blanks around it.
pub fn length(note: &str) -> usize {
    note.trim().chars().count()
}

/// What there is to doubt about a note; `limit`: the characters that the user's account may send.
pub fn check(note: &str, facts: &Facts, limit: usize) -> Vec<Finding> {
    let words = Words::of(note);
    if note.trim().is_empty() {
        return vec![Finding::doubt("I see no note: a short personal one helps", &["T13"])];
    }
    let mut findings = Vec::new();
    findings.extend(about_length(length(note), limit));
    if is_default_note(note) {
        let text = "this is LinkedIn's default wording, which most people dislike";
        findings.push(Finding::doubt(text, &["N06", "T08"]));
        return findings;
    }
    if !words.are_english() {
        let text = "this does not look English: only its length, names and places were checked";
        findings.push(Finding::remark(text, &[]));
        if !words.mention_them(facts) {
            findings.push(nothing_about_them());
        }
        return findings;
    }
    findings.extend(about_content(&words, facts));
    findings
}

fn about_length(characters: usize, limit: usize) -> Option<Finding> {
    if characters > PREMIUM_CHARACTERS.max(limit) {
        return Some(Finding::doubt(
            format!(
                "{characters} characters are more than LinkedIn takes, even with Premium ({PREMIUM_CHARACTERS})"
            ),
            &["T13"],
        ));
    }
    (characters > limit).then(|| {
        Finding::remark(
            format!(
                "{characters} characters are over your limit of {limit}; Premium takes {PREMIUM_CHARACTERS}"
            ),
            &["T13"],
        )
    })
}

fn nothing_about_them() -> Finding {
    Finding::doubt(
        "I see nothing about them: no name, no place where you met, nothing of theirs",
        &["R01", "R03"],
    )
}

fn about_content(words: &Words, facts: &Facts) -> Vec<Finding> {
    let shared = words.have_any(SHARED) || words.mention_place(facts);
    let mut findings = Vec::new();
    if !(words.mention_them(facts) || words.have_any(THEIRS)) {
        findings.push(nothing_about_them());
    }
    if let Some(phrase) = words.first_of(STOCK) {
        let text = format!("\"{phrase}\" could stand in a note to anybody");
        findings.push(Finding::doubt(text, &["R03", "T08"]));
    }
    if words.have_any(COMMERCIAL) && !shared {
        let text = "I see an offer and nothing that you share: purely commercial notes put people off";
        findings.push(Finding::doubt(text, &["T11", "R09"]));
    }
    if !words.without(CIRCULAR).have_any(REASONS) {
        findings.push(Finding::doubt("I see no reason why you ask", &["R01", "T23"]));
    }
    if let Some(place) = facts.met.as_deref().filter(|_| !words.mention_place(facts)) {
        let rules: &[_] = if facts.briefly { &["T09", "R01"] } else { &["R01", "N04"] };
        findings.push(Finding::doubt(format!("I see no word of {place}, where you met: remind them"), rules));
    } else if !shared {
        findings.push(Finding::doubt(no_common_ground(facts), &["R04", "N03"]));
    }
    if !words.have_any(GAIN) {
        findings.push(Finding::remark("I see nothing that they would gain from it", &["T16"]));
    }
    findings
}

fn no_common_ground(facts: &Facts) -> String {
    let nothing = "I see no common ground: no event, shared connection, group or interest";
    if facts.mutual == 0 { nothing.to_owned() } else { format!("{nothing}; you share connections: say so") }
}

/// The words of a note, folded, with a blank around each.
struct Words(String);

impl Words {
    fn of(note: &str) -> Self {
        Self(format!(" {} ", fold(note)))
    }

    fn have(&self, phrase: &str) -> bool {
        let folded = fold(phrase);
        !folded.is_empty() && self.0.contains(&format!(" {folded} "))
    }

    fn have_any(&self, phrases: &str) -> bool {
        self.first_of(phrases).is_some()
    }

    fn first_of<'a>(&self, phrases: &'a str) -> Option<&'a str> {
        phrases.split("; ").find(|phrase| self.have(phrase))
    }

    /// The words that are left when these phrases are taken out, the longest first.
    fn without(&self, phrases: &str) -> Self {
        let mut phrases: Vec<&str> = phrases.split("; ").collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let cut = |left: String, phrase: &str| left.replace(&format!(" {phrase} "), " / ");
        Self(phrases.into_iter().fold(self.0.clone(), cut))
    }

    /// Whether something is in them that only concerns these people: a name, a company, a place.
    fn mention_them(&self, facts: &Facts) -> bool {
        facts.about.iter().any(|told| self.have(told)) || self.mention_place(facts)
    }

    /// Whether the place where the two met is in them, or its most telling word.
    fn mention_place(&self, facts: &Facts) -> bool {
        let Some(place) = &facts.met else { return false };
        let telling = |word: &&str| word.chars().count() >= 4 || word.chars().any(|c| c.is_ascii_digit());
        self.have(place) || fold(place).split(' ').filter(telling).any(|word| self.have(word))
    }

    /// Whether enough of the small words of English are in them; of a few words in plain letters one can't tell.
    fn are_english(&self) -> bool {
        const FEW: usize = 6;
        let letters = || self.0.chars().filter(|c| c.is_alphabetic());
        if letters().filter(char::is_ascii).count() * 2 < letters().count() {
            return false;
        }
        let words: Vec<&str> = self.0.split_whitespace().collect();
        let small = words.iter().filter(|word| SMALL.split("; ").any(|small| small == **word)).count();
        words.len() < FEW || small * 6 >= words.len()
    }
}

#[cfg(test)]
mod tests;
