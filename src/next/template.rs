//! Templates for notes and messages: text with placeholders such as `{first_name}`.
//!
//! `{{` and `}}` stand for braces. What nobody told is an error and never left out: a note that says "Hi ," is
//! worse than none.

use std::collections::BTreeMap;

use crate::record::name::bare_name;
use crate::record::suggest::{did_you_mean, nearest};
use crate::record::time::Day;

/// The placeholders that invtrack fills in itself, and how to tell it what for.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
    ("name", "name the person"),
    ("first_name", "name the person"),
    ("last_name", "name the person with first and last name"),
    ("company", "give it with --company COMPANY"),
    ("met_at", "give it with --met-at EVENT or --met-briefly EVENT"),
    ("mutual", "give it with --mutual N"),
    ("sent_date", "record the request first, or give it with --set sent_date=DATE"),
    ("reason", "give it with --reason TEXT"),
];

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    message: String,
    pub hints: Vec<String>,
    /// A placeholder that is known, but not for this person.
    pub missing: Option<&'static str>,
}

fn misread(message: String) -> TemplateError {
    let hints = vec!["write {{ and }} where braces are meant".to_owned()];
    TemplateError { message, hints, missing: None }
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Values(pub BTreeMap<String, String>);

impl Values {
    pub fn put(&mut self, placeholder: &str, text: impl Into<String>) {
        self.0.insert(placeholder.to_owned(), text.into());
    }

    pub fn put_if(&mut self, placeholder: &str, text: Option<impl Into<String>>) {
        self.0.extend(text.map(|text| (placeholder.to_owned(), text.into())));
    }

    /// Puts the name, the first and the last name of a person. Pronouns, credentials and titles are left out; which of
    /// several words is the first name can only be guessed, so `--set first_name=…` overrides it.
    pub fn put_name(&mut self, name: &str) {
        let bare = bare_name(name);
        let mut words: Vec<&str> = bare.split_whitespace().collect();
        while words.len() > 1 && is_title(words[0]) {
            words.remove(0);
        }
        if words.is_empty() {
            return;
        }
        self.put("name", words.join(" "));
        self.put("first_name", words[0]);
        self.put_if("last_name", words.last().filter(|_| words.len() > 1).copied());
    }

    pub fn get(&self, placeholder: &str) -> Option<&str> {
        self.0.get(placeholder).map(String::as_str)
    }

    fn find(&self, name: &str) -> Result<&str, TemplateError> {
        if let Some(text) = self.get(name) {
            return Ok(text);
        }
        if let Some((known, how)) = PLACEHOLDERS.iter().find(|(known, _)| *known == name) {
            let message = format!("{{{known}}} has no value");
            return Err(TemplateError { message, hints: vec![(*how).to_owned()], missing: Some(known) });
        }
        let is_own = |given: &&str| PLACEHOLDERS.iter().all(|(known, _)| known != given);
        let own = self.0.keys().map(String::as_str).filter(is_own);
        let known: Vec<&str> = PLACEHOLDERS.iter().map(|(known, _)| *known).chain(own).collect();
        let listed: Vec<String> = known.iter().map(|known| format!("{{{known}}}")).collect();
        let list = format!("there are {}; any other by --set KEY=VALUE", listed.join(" "));
        let hints = did_you_mean(&nearest(name, known, 1)).into_iter().chain([list]).collect();
        Err(TemplateError { message: format!("there is no placeholder {{{name}}}"), hints, missing: None })
    }
}

fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &["dr", "prof", "mr", "mrs", "ms", "mx", "sir", "ing", "dipl"];
    let word = word.strip_suffix('.').unwrap_or(word).to_lowercase();
    TITLES.contains(&word.as_str())
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

fn pieces(template: &str) -> Result<Vec<Piece<'_>>, TemplateError> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        pieces.push(Piece::Text(&rest[..at]));
        let brace = &rest[at..=at];
        let after = &rest[at + 1..];
        if let Some(behind) = after.strip_prefix(brace) {
            pieces.push(Piece::Text(brace));
            rest = behind;
            continue;
        }
        if brace == "}" {
            return Err(misread("there is a \"}\" without a \"{\"".to_owned()));
        }
        let Some((name, behind)) = after.split_once('}') else {
            let begun: String = after.chars().take(20).collect();
            return Err(misread(format!("a \"{{\" is never closed: \"{{{begun}\"")));
        };
        pieces.push(Piece::Placeholder(name.trim()));
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// The names of the placeholders in a template, each once, in their order; none if it can't be read.
pub fn placeholders(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces(template).unwrap_or_default() {
        if let Piece::Placeholder(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The text with every placeholder filled in. Values are taken as they are: braces in them mean nothing.
pub fn fill(template: &str, values: &Values) -> Result<String, TemplateError> {
    let mut filled = String::with_capacity(template.len());
    for piece in pieces(template)? {
        filled.push_str(match piece {
            Piece::Text(text) => text,
            Piece::Placeholder(name) => values.find(name)?,
        });
    }
    Ok(filled)
}

/// `6 October`, or `6 October 2025` where the year is not that of `today`.
pub fn written_out(day: Day, today: Day) -> String {
    const MONTHS: &str =
        "January February March April May June July August September October November December";
    let (year, month, number) = day.ymd();
    let month = MONTHS.split(' ').nth(month as usize - 1).unwrap_or_default();
    if year == today.ymd().0 { format!("{number} {month}") } else { format!("{number} {month} {year}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> Values {
        let mut values = Values::default();
        values.put_name("Ana María López");
        values.put("topic", "tiny {tests}");
        values
    }

    #[test]
    fn placeholders_are_filled_in_and_doubled_braces_are_braces() {
        let table = [
            ("Hi {first_name}!", "Hi Ana!"),
            ("{ first_name } {last_name} is {name}", "Ana López is Ana María López"),
            ("{topic}", "tiny {tests}"),
            ("{{first_name}} {{{first_name}}}", "{first_name} {Ana}"),
            ("", ""),
            ("plain", "plain"),
        ];
        for (template, filled) in table {
            assert_eq!(fill(template, &values()).as_deref(), Ok(filled), "{template}");
        }
        assert_eq!(placeholders("{a}{{b}}{c}{a}"), ["a", "c"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_a_remedy() {
        let table = [
            ("Hi {first_name", "a \"{\" is never closed: \"{first_name\"", "write {{ and }}"),
            ("Hi first_name}", "there is a \"}\" without a \"{\"", "write {{ and }}"),
            ("{frist_name}", "there is no placeholder {frist_name}", "did you mean \"first_name\"?"),
            ("{tpoic}", "there is no placeholder {tpoic}", "did you mean \"topic\"?"),
            ("{}", "there is no placeholder {}", "there are {name} {first_name}"),
            ("at {company}", "{company} has no value", "give it with --company COMPANY"),
            ("on {sent_date}", "{sent_date} has no value", "--set sent_date=DATE"),
        ];
        for (template, message, hint) in table {
            let error = fill(template, &values()).unwrap_err();
            assert_eq!(error.to_string(), message, "{template}");
            assert!(error.hints.iter().any(|told| told.contains(hint)), "{:?}", error.hints);
        }
    }

    #[test]
    fn names_lose_titles_and_credentials() {
        let table = [
            ("Ana", "Ana", "Ana", None),
            ("Dr. Ana López, PhD", "Ana López", "Ana", Some("López")),
            ("Prof. Dr. Ana (she/her) López", "Ana López", "Ana", Some("López")),
            ("Dr.", "Dr.", "Dr.", None),
        ];
        for (given, name, first, last) in table {
            let mut values = Values::default();
            values.put_name(given);
            let got = (values.get("name"), values.get("first_name"), values.get("last_name"));
            assert_eq!(got, (Some(name), Some(first), last), "{given}");
        }
        let mut values = Values::default();
        values.put_name(" ");
        assert_eq!(values, Values::default());
    }

    #[test]
    fn a_day_is_written_out() {
        let day = |text| Day::parse_iso(text).unwrap();
        assert_eq!(written_out(day("2026-10-06"), day("2026-11-10")), "6 October");
        assert_eq!(written_out(day("2025-12-31"), day("2026-01-01")), "31 December 2025");
        assert_eq!(written_out(day("2026-01-01"), day("2026-01-01")), "1 January");
    }

    proptest! {
        #[test]
        fn any_text_is_filled_in_or_refused(text in any::<String>()) {
            drop(fill(&text, &values()));
            let literal = text.replace('{', "{{").replace('}', "}}");
            prop_assert_eq!(fill(&literal, &values()), Ok(text));
        }
    }
}
