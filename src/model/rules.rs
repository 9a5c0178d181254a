//! The rules that the five documents give: `rules.toml` has them, each with its source, its weight and its use.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::evidence::Features;
use super::prior::prior;
use super::settings::Model;
use crate::record::words::{data, words};

words! {
    /// Which outcome a rule speaks for.
    Bearing {
        Accepted = "accepted",
        Open = "open",
        Ignored = "ignored",
        None = "none",
    }
}

words! {
    /// How much a rule counts.
    Weight {
        Conclusive = "conclusive",
        /// Outweighs everything but a conclusive sign.
        Strong = "strong",
        /// Counts, but does not decide alone.
        Medium = "medium",
        Weak = "weak",
        /// Not weighed: a definition, a caveat, a part of the model's structure, a figure, or advice.
        None = "none",
    }
}

/// One claim of the documents, and what became of it here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// A letter and two digits: `K05`. K tells what became of a request, N is a figure, R says why requests are not
    /// accepted, T what to do; X is known from elsewhere, not from the documents.
    pub id: String,
    pub claim: String,
    /// What must have been seen, recorded or reached for it to apply; empty where nothing need be.
    #[serde(default)]
    pub signal: String,
    #[serde(default = "Bearing::none")]
    pub bearing: Bearing,
    #[serde(default = "Weight::none")]
    pub weight: Weight,
    pub usage: String,
    /// Where it fails, and how a contradiction was settled; may be empty.
    #[serde(default)]
    pub caveat: String,
    /// Where the documents say it: `000:6-7; 002:30,45`.
    pub sources: String,
}

impl Bearing {
    const fn none() -> Self {
        Self::None
    }
}

impl Weight {
    const fn none() -> Self {
        Self::None
    }
}

#[derive(Default, Deserialize)]
struct RulesData {
    documents: BTreeMap<String, String>,
    rule: Vec<Rule>,
}

static DATA: LazyLock<RulesData> = LazyLock::new(|| data(include_str!("rules.toml")).unwrap_or_default());

/// The five documents: the id by which they are cited, and the title or, where there is none, the first words.
pub fn documents() -> &'static BTreeMap<String, String> {
    &DATA.documents
}

/// Every rule, with the numbers of the model in its texts.
pub fn all(model: &Model) -> Vec<Rule> {
    DATA.rule.iter().map(|rule| rule.with(model)).collect()
}

pub fn find(id: &str) -> Option<&'static Rule> {
    DATA.rule.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

impl Rule {
    fn with(&self, model: &Model) -> Self {
        let filled = |text: &str| filled(text, model);
        Self {
            signal: filled(&self.signal),
            usage: filled(&self.usage),
            caveat: filled(&self.caveat),
            ..self.clone()
        }
    }
}

fn filled(text: &str, model: &Model) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        filled.push_str(&number(name, model).unwrap_or_default());
        filled.push_str(rest);
    }
    filled
}

fn number(name: &str, model: &Model) -> Option<String> {
    if let Some(features) = name.strip_prefix("prior.") {
        let features = Features::of(features.split('+'));
        return Some(format!("{:.3}", prior(features, model, 0.0)));
    }
    let (key, place) = match name.rsplit_once('.').map(|(row, place)| (row, place.parse::<usize>())) {
        Some((row, Ok(place))) => (row, place),
        _ => (name.trim_end_matches('%'), 0),
    };
    let value = model.numbers().into_iter().filter(|(known, _)| known == key).nth(place)?.1;
    Some(if name.ends_with('%') { format!("{}%", (value * 1e4).round() / 100.0) } else { value.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of lines of each document.
    const LINE_COUNTS: [(&str, u32); 5] = [("000", 67), ("001", 12), ("002", 46), ("003", 10), ("004", 13)];

    fn texts(rule: &Rule) -> [&str; 4] {
        [&rule.claim, &rule.signal, &rule.usage, &rule.caveat]
    }

    #[test]
    fn ids_are_complete_and_in_order() {
        let ids: Vec<String> = all(&Model::default()).into_iter().map(|rule| rule.id).collect();
        // Of each letter at least so many: one may be added here by the table alone, none gets lost.
        let expected =
            [("K", 37), ("N", 14), ("R", 11), ("T", 28), ("X", 13)].iter().flat_map(|(letter, least)| {
                let count = ids.iter().filter(|id| id.starts_with(letter)).count().max(*least);
                (1..=count).map(move |number| format!("{letter}{number:02}"))
            });
        assert!(expected.eq(ids.iter().cloned()), "{ids:?}");
        for (id, found) in
            [("K05", true), ("k05", true), ("T28", true), ("K99", false), ("K5", false), ("", false)]
        {
            assert_eq!(find(id).is_some(), found, "{id:?}");
        }
    }

    #[test]
    fn sources_cite_lines_that_exist() {
        assert!(documents().keys().eq(LINE_COUNTS.map(|(document, _)| document)));
        for rule in DATA.rule.iter().filter(|rule| !rule.id.starts_with('X')) {
            for source in rule.sources.split("; ") {
                let (document, lines) = source.split_once(':').unwrap();
                let count = LINE_COUNTS.iter().find(|(known, _)| *known == document).unwrap().1;
                for range in lines.split(',') {
                    let (first, last) = range.split_once('-').unwrap_or((range, range));
                    let (first, last) = (first.parse::<u32>().unwrap(), last.parse::<u32>().unwrap());
                    assert!(1 <= first && first <= last && last <= count, "{}: {source}", rule.id);
                }
            }
        }
    }

    #[test]
    fn texts_are_short_and_plain_and_name_rules_that_exist() {
        for rule in all(&Model::default()) {
            assert!(!rule.claim.is_empty() && !rule.usage.is_empty(), "{} says nothing", rule.id);
            assert!(rule.claim.chars().count() <= 120, "{}: long claim", rule.id);
            for text in texts(&rule) {
                assert!(text.chars().all(|c| c.is_ascii() && !c.is_control()), "{}: {text:?}", rule.id);
                assert!(text.trim() == text && !text.contains("  "), "{}: {text:?}", rule.id);
                assert!(text.split(". ").all(|sentence| sentence.len() <= 160), "{}: {text:?}", rule.id);
                for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
                    let is_id = word.len() == 3
                        && word.starts_with(['K', 'N', 'R', 'T', 'X'])
                        && word.ends_with(char::is_numeric);
                    assert!(!is_id || find(word).is_some(), "{} names {word}", rule.id);
                }
            }
            let is_weighed = rule.weight != Weight::None;
            assert!(!is_weighed || !rule.signal.is_empty(), "{} has a weight but no signal", rule.id);
        }
        let weighs = |weight| DATA.rule.iter().filter(move |rule| rule.weight == weight).map(|rule| &rule.id);
        assert_eq!(DATA.rule.len() - weighs(Weight::None).count(), 22);
        assert!(weighs(Weight::Conclusive).eq(["K02", "K08", "K15", "K35"]));
    }

    #[test]
    fn texts_tell_the_numbers_of_the_settings() {
        for rule in &DATA.rule {
            for part in texts(rule).iter().flat_map(|text| text.split('{').skip(1)) {
                let name = part.split('}').next().unwrap();
                assert!(number(name, &Model::default()).is_some(), "{}: {name}", rule.id);
            }
        }
        let usage = |id: &str, model: &Model| {
            all(model).into_iter().find(|rule| rule.id == id).map(|rule| rule.usage).unwrap()
        };
        let mut model = Model::default();
        assert!(usage("K07", &model).ends_with("at least 80% and at least 21 days."));
        assert!(usage("N02", &model).ends_with("by -0.98, to a prior of 0.181."));
        assert!(usage("K03", &model).contains("(likelihood ratio 0.18)"));
        (model.thresholds.ignored, model.thresholds.patience_days, model.effects.senior) = (0.925, 35.5, 0.0);
        assert!(usage("K07", &model).ends_with("at least 92.5% and at least 35.5 days."));
        assert!(usage("N02", &model).ends_with("by 0, to a prior of 0.370."));
    }
}
